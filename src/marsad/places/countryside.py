"""The countryside of a town, told by its side: ريف حلب الشمالي, الريف الغربي لمدينة الرقة, ريفها الشرقي."""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from marsad.places.compile import Strength
from marsad.places.context import Scene
from marsad.places.geography import offset
from marsad.places.records import Place
from marsad.places.spotting import Hit
from marsad.places.wording import bare_phrase

_RIF: Final = "ريف"
#: Words for a part of the countryside: القطاع الشمالي من ريف حماة.
_SECTORS: Final = ("القطاع", "الجزء", "القسم", "الجهه", "الجانب")
_PREFIXES: Final = ("", "و", "ب", "ل", "وب", "ول", "ف")
#: ريفها stands for the place told so many words before.
_REACH: Final = 60
#: How far the middle of a side of the countryside lies from a province's town, and from a smaller town, in kilometres.
_FAR, _NEAR = 22.0, 8.0


def attach_sides(scene: Scene, hits: list[Hit]) -> None:
    """Read the side behind ريف with its town (ريف حماة الشمالي) and before it (الريف الشمالي لحماة): `hit.side`, and the hit's words."""
    for hit in hits:
        rif = _rif_before(scene, hit)
        if rif is not None:
            side, last = _side(scene, hit.last)
            if side is not None:
                _make_side(scene, hit, rif, side, scene.words.text(hit.last, last))
                hit.last = last
            else:
                at, side, adjective = _sector_before(scene, rif)
                if side is not None:
                    _make_side(scene, hit, at, side, adjective)
            continue
        rif, side, adjective = _side_before(scene, hit)
        if rif is not None and side is not None:
            _make_side(scene, hit, rif, side, adjective)


def _sector_before(scene: Scene, rif: int) -> tuple[int, float | None, str]:
    """القطاع الشمالي من before ريف: the position of القطاع, the direction, its words."""
    words = scene.words
    if rif < 3 or words[rif - 1].key != "من":
        return rif, None, ""
    for size in (2, 1):
        at = rif - 1 - size
        side, last = _side(scene, at) if at > 0 else (None, at)
        if side is not None and last == rif - 1 and _prefix_of(words[at - 1].key, _SECTORS) is not None:
            return at - 1, side, words.text(at, last)
    return rif, None, ""


def _find_of_town(scene: Scene, at: int, prefix: str) -> Hit | None:
    """الريف with the adjective of a town, and its side: الريف الحموي, القطاع الشمالي من الريف الإدلبي."""
    words = scene.words
    town = scene.reader.wording.demonyms.get(words.key(at + 1))
    places = scene.gazetteer.names.get(bare_phrase(town), ()) if town is not None else ()
    chosen = [code >> 2 for code in places[1:] if scene.gazetteer.place(code >> 2).feature in ("province", "town")]
    if not chosen or town is None:
        return None
    side, last = _side(scene, at + 2)
    head, adjective = at, words.text(at + 2, last) if side is not None else ""
    if side is None:
        head, side, adjective = _sector_before(scene, at)
    hit = Hit(head, last, len(prefix) if head == at else 0, prefix, False, bare_phrase(town), Strength.STRONG)
    hit.places = chosen
    hit.type_word = scene.reader.wording.types[_RIF]
    hit.around, hit.side, hit.side_name = True, side, adjective
    if side is None:
        hit.name = f"{_RIF} {town}"
    return hit


def find_sides(scene: Scene, hits: list[Hit]) -> list[Hit]:
    """What ريفها الشرقي and الريف الشرقي alone stand for: that side of the last town or province told before."""
    words = scene.words
    taken = {i for h in hits if h.licensed for i in range(h.start, h.last)}
    out: list[Hit] = []
    for i, key in enumerate(words.keys):
        if _RIF not in key or i in taken:
            continue
        with_article = _prefix_of(key, (f"ال{_RIF}",))
        of_town = _find_of_town(scene, i, with_article) if with_article is not None else None
        if of_town is not None and not any(j in taken for j in range(of_town.first, of_town.last)):
            out.append(of_town)
            continue
        prefix = _prefix_of(key, (f"{_RIF}ها", f"{_RIF}ه", f"ال{_RIF}"))
        if prefix is None:
            continue
        side, last = _side(scene, i + 1)
        before = _antecedent(scene, hits, i) if side is not None else None
        if before is None or side is None or any(j in taken for j in range(i, last)):
            continue
        hit = Hit(i, last, len(prefix), prefix, False, before.key, Strength.STRONG)
        hit.places, hit.article = list(before.places), before.article
        hit.type_word = scene.reader.wording.types[_RIF]
        hit.around, hit.side, hit.side_name = True, side, words.text(i + 1, last)
        out.append(hit)
    if not out:
        return hits
    taken = {i for h in out for i in range(h.first, h.last)}
    return sorted([*(h for h in hits if h.licensed or h.first not in taken), *out], key=lambda h: h.first)


def point_of_side(scene: Scene, place: Place, side: float, adjective: str) -> tuple[float | None, float | None, float]:
    """Latitude, longitude and radius of a side of a place's countryside: the list's own (ريف حلب الشمالي), else computed."""
    for region in scene.gazetteer.find(f"{_RIF} {place.name} {adjective}"):
        if region.country == place.country and region.feature == "region":
            return region.lat, region.lon, 25.0
    if place.lat is None or place.lon is None:
        return None, None, 25.0
    wide = place.feature == "province" or place.name == place.admin1
    lat, lon = offset(place.lat, place.lon, side, _FAR if wide else _NEAR)
    return lat, lon, 25.0 if wide else 12.0


def side_name(hit: Hit, place: Place) -> str:
    """The name in its usual order: الريف الغربي لمدينة الرقة is ريف الرقة الغربي."""
    return f"{_RIF} {place.name} {hit.side_name}"


def _make_side(scene: Scene, hit: Hit, rif: int, side: float, adjective: str) -> None:
    hit.side, hit.side_name, hit.around, hit.licensed = side, adjective, True, True
    hit.start = hit.head = hit.phrase = rif
    hit.type_word = scene.reader.wording.types[_RIF]
    hit.bearing = hit.km = None


@lru_cache(maxsize=20_000)
def _prefix_of(key: str, stems: tuple[str, ...]) -> str | None:
    for prefix in _PREFIXES:
        if any(
            key == prefix + (stem[1:] if prefix.endswith("ل") and stem.startswith("ال") else stem) for stem in stems
        ):
            return prefix
    return None


def _rif_before(scene: Scene, hit: Hit) -> int | None:
    """The position of ريف right before the name or its type word."""
    if hit.type_word is not None and hit.type_word.key == _RIF and not hit.type_word.plural:
        return hit.head
    at = hit.start - 1
    if at >= 0 and not hit.prefix and _prefix_of(scene.words[at].key, (_RIF,)) is not None:
        return at
    return None


def _side(scene: Scene, at: int) -> tuple[float | None, int]:
    """The direction told by an adjective with the article at word `at`, and where it ends: الشمالي الغربي."""
    first = _adjective(scene, at)
    if first is None:
        return None, at
    table = scene.reader.wording.directions
    second = _adjective(scene, at + 1)
    if second is not None and f"{first} {second}" in table:
        return float(table[f"{first} {second}"]), at + 2
    return float(table[first]), at + 1


def _adjective(scene: Scene, at: int) -> str | None:
    key = scene.words.key(at)
    bare = key[2:] if key.startswith("ال") else ""
    return bare if bare in scene.reader.wording.directions and bare.endswith("ي") else None


def _side_before(scene: Scene, hit: Hit) -> tuple[int | None, float | None, str]:
    """الريف الشمالي ل before the name: the position of الريف, the direction, its words."""
    words = scene.words
    info = scene.infos[hit.start]
    of = "ل" in (hit.prefix if hit.start == hit.first else (info.type_prefix if info is not None else ""))
    if not of:
        return None, None, ""
    for size in (2, 1):
        at = hit.start - size
        side, last = _side(scene, at) if at > 0 else (None, at)
        if side is not None and last == hit.start and _prefix_of(words[at - 1].key, (f"ال{_RIF}",)) is not None:
            return at - 1, side, words.text(at, last)
    return None, None, ""


def _antecedent(scene: Scene, hits: list[Hit], at: int) -> Hit | None:
    """The last town or province before word `at`, those told only for a unit or a dateline excepted."""
    for hit in reversed(hits):
        if hit.last > at or hit.unit or not hit.places or not hit.licensed:
            continue
        if at - hit.last > _REACH:
            return None
        if hit.type_word is not None and hit.type_word.key == _RIF:
            return hit
        if any(p.feature in ("town", "province", "district") for p in scene.candidates(hit)):
            return hit
    return None
