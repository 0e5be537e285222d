"""From words to mentions of places."""

from __future__ import annotations

from functools import lru_cache
from itertools import pairwise
from typing import Any, Final

import msgspec

from marsad.model import PlaceMention
from marsad.model.event import PlacePrecision
from marsad.places.between import link_stretches, middle
from marsad.places.compile import Strength
from marsad.places.context import CLOSING, OPENING, Scene, attach_context, attach_direction, link_lists
from marsad.places.countryside import attach_sides, find_sides, point_of_side, side_name
from marsad.places.gazetteer import Gazetteer, current_gazetteer
from marsad.places.geography import distance_km, offset
from marsad.places.homely import attach_homely
from marsad.places.licensing import license_hits
from marsad.places.records import LONG, RADIUS_KM, RANK, Place
from marsad.places.relations import link_places
from marsad.places.resolution import count_countries, resolve
from marsad.places.spotting import Hit, Spotter
from marsad.places.unknown import find_unknown
from marsad.places.usage import demote_borders, mark_usage
from marsad.text.words import Words

_NEAR_WORDS: Final = 80
_TOWNS: Final = frozenset({"مدينه", "بلده", "قريه"})
#: What the name of a unit named ولاية means where ولاية is no province: the self-styled provinces of the Islamic State.
_CAPITAL: Final = "العاصمه"
_WILAYA: Final = "ولايه"
_WILAYA_COUNTRIES: Final = frozenset({"IRQ", "SYR", "EGY", "LBY", "YEM"})


class PlacesOfText(msgspec.Struct, frozen=True):
    """What `read_places` finds: `mentions` in the order of the text, and the country that the text is about.

    `absorbed` are the word ranges [first, last) of parents named in chains; `unknown` the mentions whose name no gazetteer has.
    """

    mentions: tuple[PlaceMention, ...]
    absorbed: tuple[tuple[int, int], ...]
    country: str | None
    unknown: tuple[PlaceMention, ...] = ()


def _spotter() -> Spotter:
    return _spotter_of(current_gazetteer())


@lru_cache(maxsize=4)
def _spotter_of(gazetteer: Gazetteer) -> Spotter:
    return Spotter(gazetteer)


def find_places(words: Words, country: str | None = None) -> list[PlaceMention]:
    """The places named in a text, sorted, not overlapping, the most specific of each chain.

    `country` is the alpha-3 code of the country that the document is about; without it the text tells (`main_country`).

    >>> [m.name for m in find_places(Words("انفجار في قضاء الحويجة بمحافظة كركوك"))]
    ['الحويجة']
    """
    return list(read_places(words, country).mentions)


def main_country(words: Words) -> str | None:
    """The alpha-3 code of the country that the text is about, from its nationalities and places; or None.

    >>> main_country(Words("قالت القوات العراقية إنها دخلت الموصل"))
    'IRQ'
    """
    return _begin(words)[0].country


def read_places(words: Words, country: str | None = None) -> PlacesOfText:
    """As `find_places`, with the words of absorbed parents and the country that the text is about.

    >>> read_places(Words("قصف على قضاء الحويجة بمحافظة كركوك")).absorbed
    ((5, 6),)
    """
    scene, hits = resolve_text(words, country)
    parents = {id(h.parent) for h in hits if h.parent is not None and not h.unit}
    parents |= {id(a) for a, b in pairwise(hits) if a.last == b.start and not b.prefix and _same_point(a, b)}
    parents |= {id(h.to) for h in hits if h.to is not None}
    demote_borders(hits)
    mark_usage(scene, [h for h in hits if id(h) not in parents])
    shown = [h for h in hits if id(h) not in parents]
    rule = scene.gazetteer.rulings.rule
    mentions = tuple(rule(_mention(scene, h, shown)) for h in shown)
    absorbed = tuple((h.first, h.last) for h in hits if id(h) in parents)
    unknown = tuple(m for m, h in zip(mentions, shown, strict=True) if h.unknown and m.place_id is None)
    return PlacesOfText(mentions, absorbed, scene.country, unknown)


def resolve_text(words: Words, country: str | None = None) -> tuple[Scene, list[Hit]]:
    """The names of a text that count as places, each with its choice: what `read_places` makes mentions of.

    >>> [h.choice.name for h in resolve_text(Words("قصف على الموصل"))[1] if h.choice]
    ['الموصل']
    """
    scene, hits = _begin(words, country)
    if country is not None:
        scene.country, scene.present = country, scene.present | {country}
    hits = _with_capitals(scene, hits)
    link_places(scene, hits)
    hits = license_hits(scene, hits)
    link_places(scene, hits)
    resolve(scene, hits)
    return scene, hits


def _begin(words: Words, country: str | None = None) -> tuple[Scene, list[Hit]]:
    """The names that stand in the text, what stands around each, and the countries that the text speaks of."""
    spotter = _spotter()
    infos = spotter.infos(words)
    scene = Scene(words, infos, spotter)
    hits = attach_context(scene, spotter.hits(words, scene.told))
    attach_homely(scene, hits, country)
    attach_sides(scene, hits)
    hits = find_sides(scene, _together(hits, find_unknown(scene, hits)))
    link_lists(scene, hits)
    link_stretches(scene, hits)
    scene.country, scene.present = count_countries(scene, hits)
    return scene, hits


def _with_capitals(scene: Scene, hits: list[Hit]) -> list[Hit]:
    """Add what العاصمة alone stands for: the capital of the nationality behind it, else of the text's country."""
    taken = {i for h in hits for i in range(h.start, h.last)}
    found = []
    for i, info in scene.told:
        if info.type_word is None or info.type_word.key != _CAPITAL or i in taken:
            continue
        following = scene.infos[i + 1] if i + 1 < len(scene.infos) else None
        named = following.country if following is not None else None
        index = scene.gazetteer.capitals.get(named or scene.country or "")
        last = i + (2 if named else 1)
        if index is None or last in taken or _CAPITAL not in scene.words[i].key.replace("لل", "ال"):
            continue
        if last < len(scene.words) and scene.words[last].key in scene.reader.wording.lists["other_capitals"]:
            continue
        hit = Hit(i, last, len(info.type_prefix), info.type_prefix, True, _CAPITAL, Strength.STRONG)
        hit.places, hit.capital = [index], True
        attach_direction(scene, hit)
        found.append(hit)
    return sorted([*hits, *found], key=lambda h: h.first) if found else hits


def _together(hits: list[Hit], unknown: list[Hit]) -> list[Hit]:
    """Both kinds in order; an unlicensed hit inside an unknown name goes (الشوك in تل الشوك)."""
    if not unknown:
        return hits
    taken = {i for h in unknown for i in range(h.first, h.last)}
    return sorted([*(h for h in hits if h.first not in taken), *unknown], key=lambda h: h.first)


def _same_point(a: Hit, b: Hit) -> bool:
    """العاصمة الليبية طرابلس: two names of one place."""
    return (
        a.parent is not b  # مدينة إدلب بمحافظة إدلب: town and province
        and a.choice is not None
        and b.choice is not None
        and a.choice.name == b.choice.name
        and a.choice.country == b.choice.country
    )


def _mention(scene: Scene, hit: Hit, hits: list[Hit]) -> PlaceMention:
    whole = hit.around or hit.name is not None or bool(hit.unknown and hit.type_word and hit.type_word.in_name)
    first, skip = (hit.head, 0) if whole and hit.head < hit.first else (hit.first, hit.skip)
    if first != hit.first:
        info = scene.infos[first]
        skip = len(info.type_prefix) if info is not None else 0
    last = hit.last if hit.to is None else hit.to.last
    text = scene.words.text(first, last, skip)
    name = "".join(c for c in text if c not in OPENING and c not in CLOSING)
    fields: dict[str, Any] = {
        "text": text,
        "span": scene.words.span(first, last, skip),
        "first": first,
        "last": last,
        "usage": _usage(scene, hit),
    }
    if hit.choice is not None:
        fields |= _known(scene, hit, hit.choice, name)
        fields |= _beside(hit) or middle(hit) or {}
    else:
        fields |= _unknown(scene, hit, hits, name)
    if fields.get("basis") == "offset":  # the point lies elsewhere than the place that it was told from
        fields["pcode"] = None
        fields |= scene.gazetteer.admin_at(fields["lat"], fields["lon"], fields["radius_km"])
    return PlaceMention(**fields)


def _usage(scene: Scene, hit: Hit) -> str:
    if hit.dateline:
        return "dateline"
    if hit.gloss:
        return "gloss"
    if hit.unit:
        return "unit"
    if hit.aside is not None:
        return hit.aside
    if hit.type_word is not None and hit.type_word.key == _WILAYA and scene.country in _WILAYA_COUNTRIES:
        return "unit"
    return "location"


def _known(scene: Scene, hit: Hit, place: Place, text: str) -> dict[str, Any]:
    precision: PlacePrecision = place.precision
    lat, lon, radius = place.lat, place.lon, place.radius_km
    basis, name, feature = "gazetteer", place.name, place.feature
    large = place.feature in ("country", "province", "region", "desert", "border")
    if hit.side is not None:
        lat, lon, radius = point_of_side(scene, place, hit.side, hit.side_name)
        name, feature, precision, basis = side_name(hit, place), "region", "near", "parent"
    elif hit.to is not None:
        name, feature, precision, basis, radius = text, "road", "near", "parent", max(radius, RADIUS_KM["road"])
    elif hit.around and hit.type_word is not None:
        name, feature, precision, basis = text, hit.type_word.features[0], "near", "parent"  # type: ignore[assignment]
        radius = max(radius, RADIUS_KM.get(feature, 5.0))
        kind = hit.parent.type_word if hit.parent is not None else None
        town = hit.parent.choice if hit.parent is not None and kind is not None and kind.key in _TOWNS else None
        if feature == "other" and town is not None and town.feature == "town" and town.name != place.name:
            lat, lon = town.lat, town.lon  # شارع راجو وسط مدينة عفرين
    elif place.feature in LONG and hit.base is not None and hit.base.choice is not None:
        lat, lon, precision, radius = hit.base.choice.lat, hit.base.choice.lon, "near", 20.0
    elif not hit.gloss and hit.km is not None and hit.bearing is not None and lat is not None and lon is not None:
        lat, lon = offset(lat, lon, hit.bearing, hit.km)
        precision, radius, basis = "offset", max(5.0, 0.2 * hit.km), "offset"
    elif not hit.gloss and hit.near and not large:
        precision, radius = "near", max(2 * radius, hit.km or 0.0)
    elif hit.type_word is not None and hit.type_word.key == "قضاء" and place.feature == "town":
        precision = "district"
    elif precision == "near" and place.feature in ("village", "town") and lat is not None and lon is not None:
        told = _point_told(hit, lat, lon)  # the list has its parent's point only: what the text tells is nearer
        if told is not None:
            lat, lon, precision, radius = told["lat"], told["lon"], told.get("precision", "near"), told["radius_km"]
    if hit.capital and basis == "gazetteer":
        basis = "inferred"
    admin1 = place.admin1 or (place.name if place.feature == "province" else None)
    admin2, admin3 = place.admin2, place.admin3
    parent = hit.parent.choice if hit.parent is not None else None
    if parent is not None and parent.country == place.country:
        admin1 = admin1 or parent.admin1 or (parent.name if parent.feature == "province" else None)
        admin2 = admin2 or parent.admin2 or (parent.name if parent.feature == "district" else None)
    return {
        "name": name,
        "name_en": place.name_en if not hit.around else None,
        "country": place.country,
        "admin1": admin1,
        "admin2": admin2,
        "admin3": admin3,
        "pcode": place.pcode,
        "geonames_id": place.geonames_id,
        "lat": lat,
        "lon": lon,
        "radius_km": radius,
        "precision": precision,
        "place_id": place.place_id if not hit.around else None,
        "basis": basis,
        "feature": feature,
    }


def _beside(hit: Hit) -> dict[str, Any] | None:
    """The point of a stretch that is told by a place on it: طريق دير الزور - تدمر قرب الشولا."""
    told = hit.base or hit.to.base if hit.to is not None else None
    base = told.choice if told is not None else None
    if base is None or base.lat is None or base.rank >= RANK["province"] or told is None or told.bearing is not None:
        return None
    return {"lat": base.lat, "lon": base.lon, "radius_km": 20.0}


def _unknown(scene: Scene, hit: Hit, hits: list[Hit], text: str) -> dict[str, Any]:
    """A name of no gazetteer: the point of its base, its parent or a neighbour in the text, marked `near`."""
    feature = hit.type_word.features[0] if hit.type_word is not None else "other"
    fields: dict[str, Any] = {"name": text, "precision": "near", "basis": "parent", "feature": feature}
    found = _explaining(scene, hit, hits)
    if found is None:
        return fields | {"country": scene.country}
    near, by = found
    admin1 = near.admin1 or (near.name if near.feature == "province" else None)
    admin2 = near.admin2 or (near.name if near.feature == "district" else None)
    fields |= {"country": near.country, "admin1": admin1, "admin2": admin2}
    if near.feature == "country":
        return fields
    if by.side is not None:
        lat, lon, radius = point_of_side(scene, near, by.side, by.side_name)
        return fields | {"lat": lat, "lon": lon, "radius_km": radius}
    fields |= {"lat": near.lat, "lon": near.lon, "radius_km": max(10.0, near.radius_km)}
    if by is hit.base and hit.base_bearing is not None and near.lat is not None and near.lon is not None:
        return fields | _offset(near.lat, near.lon, near, hit.base_bearing, hit.base_km, feature == "quarter")
    return fields


def _point_told(hit: Hit, lat: float, lon: float) -> dict[str, Any] | None:
    """The point that a distance and direction from a place nearby give; None where none is told, or it lies elsewhere."""
    base = hit.base.choice if hit.base is not None else None
    if (
        base is None
        or base.lat is None
        or base.lon is None
        or hit.base_bearing is None
        or base.feature in ("country", "region")
    ):
        return None
    if distance_km(lat, lon, base.lat, base.lon) > _TOLD_KM:
        return None
    return _offset(base.lat, base.lon, base, hit.base_bearing, hit.base_km, quarter=False)


_TOLD_KM: Final = 80.0
#: How far a village lies that is told by its direction from a place alone, as a part of that place's reach.
_UNTOLD: Final = {"province": 25.0, "town": 10.0, "district": 10.0}


def _offset(lat: float, lon: float, base: Place, bearing: float, km: float | None, quarter: bool) -> dict[str, Any]:
    """The point that distance and direction from the base give; without a distance a guess that stays `near`."""
    if km is None:
        far = 3.0 if quarter else _UNTOLD.get(base.feature, 3.0)
        lat, lon = offset(lat, lon, bearing, far)
        return {"lat": lat, "lon": lon, "radius_km": max(10.0, 1.5 * far)}
    lat, lon = offset(lat, lon, bearing, km)
    return {"lat": lat, "lon": lon, "precision": "offset", "basis": "offset", "radius_km": max(5.0, 0.2 * km)}


def _explaining(scene: Scene, hit: Hit, hits: list[Hit]) -> tuple[Place, Hit] | None:
    """The place that an unknown one lies in or near, and its hit: base, parent, those of its list, the nearest located mention."""
    seen, current = 0, hit
    while seen < 10:
        for other in (current.base, current.parent):
            if other is not None and other.choice is not None:
                return other.choice, other
        if current.list_from is None:
            break
        current, seen = current.list_from, seen + 1
        if current.choice is not None:
            return current.choice, current
    located = [
        (abs(h.first - hit.first), h.choice, h)
        for h in hits
        if h.choice is not None
        and h.choice.feature != "country"
        and h.choice.country == (scene.country or h.choice.country)
        and not h.dateline
    ]
    located = [found for found in located if found[0] <= _NEAR_WORDS] or located
    return min(located, key=lambda found: found[0])[1:] if located else None
