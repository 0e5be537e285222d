"""Which of the names found are places here: by themselves, by their company, or by the rest of the text."""

from __future__ import annotations

from typing import Final

from marsad.places.compile import Strength
from marsad.places.context import Scene, is_locative
from marsad.places.geography import angle_between, bearing, distance_km
from marsad.places.records import Place
from marsad.places.relations import contains, is_close
from marsad.places.spotting import Hit

#: Kinds of places whose names many towns share: ساحة التحرير, مستشفى ابن سينا.
_LOCAL: Final = frozenset({"quarter", "other", "base", "prison", "road", "field", "university"})
_NEIGHBOUR_KM: Final = 45.0
#: How far a place lies at most that is told as beside another one, and by its direction from it; and so many degrees off.
_BESIDE_KM: Final = 25.0
_TOWARDS_KM: Final = 90.0
_TURN: Final = 70.0


def license_hits(scene: Scene, hits: list[Hit]) -> list[Hit]:
    """Keep the names that are places here: by themselves, by their company, or by the rest of the text."""
    for hit in hits:
        if not hit.licensed or not hit.places:
            continue
        at_home = any(p.famous or p.country in scene.present or _is_particular(hit, p) for p in scene.candidates(hit))
        if hit.type_word is None:
            told = is_locative(scene, hit) or scene.words[hit.start - 1].text == "على"
            hit.licensed = at_home or (told and _is_alone(scene, hit))
        elif not at_home and scene.present and not _is_distinct(scene, hit) and not _is_supported(scene, hit):
            hit.places = []
    _license_by_parents(scene, hits)
    for hit in hits:
        if hit.level == Strength.WEAK and not hit.licensed:
            hit.licensed = _is_known_here(scene, hit) and is_locative(scene, hit)
        if hit.to is not None and hit.level >= Strength.STRICT and hit.to.level >= Strength.STRICT:
            here = _is_known_here(scene, hit) and _is_known_here(scene, hit.to)
            hit.licensed, hit.to.licensed = hit.licensed or here, hit.to.licensed or here
    _license_lists(scene, hits)
    settled = {(h.key, h.article) for h in hits if h.licensed}
    kept = []
    for hit in hits:
        if not hit.licensed and hit.level >= Strength.COMMON and (hit.key, hit.article) in settled:
            hit.licensed = True
        if not hit.licensed and hit.level in (Strength.WEAK, Strength.COMMON) and is_locative(scene, hit):
            known = [p for p in scene.candidates(hit) if p.country in scene.present]
            hit.licensed = any(hit.level == Strength.WEAK or (p.curated and p.feature in _TOWNS) for p in known)
        if hit.licensed:
            kept.append(hit)
    return kept


def _is_known_here(scene: Scene, hit: Hit) -> bool:
    """Whether a country that the text speaks of has a place of the name."""
    return any(p.country in scene.present for p in scene.candidates(hit))


def _is_supported(scene: Scene, hit: Hit) -> bool:
    """Whether what holds or explains the name has a place of the same country there: قرية القحطانية بريف القنيطرة."""
    if hit.parent is not None and hit.parent.licensed:
        return any(contains(o, p) for o in scene.candidates(hit.parent) for p in scene.candidates(hit))
    if hit.base is not None and hit.base.licensed:
        return any(is_close(o, p) for o in scene.candidates(hit.base) for p in scene.candidates(hit))
    return False


#: What a name that is also a word may mean behind a preposition: a quarter or a spot needs more.
_TOWNS: Final = frozenset({"town", "district", "province"})
#: Kinds of spots whose names of several words are their own: طريق إم 4, مطار كويرس.
_SPOTS: Final = frozenset({"road", "airport", "base", "dam", "field", "crossing", "camp"})


def _is_alone(scene: Scene, hit: Hit) -> bool:
    """Whether every place of the name lies in one country and one of them is widely enough known to stand in the curated lists."""
    places = scene.candidates(hit)
    if len({p.country for p in places}) != 1:
        return False
    return any(p.curated and (p.feature in _TOWNS or (" " in hit.key and p.feature in _SPOTS)) for p in places)


def _is_particular(hit: Hit, place: Place) -> bool:
    """Whether a name of several words is hardly anything else: معرة النعمان."""
    return place.curated and " " in hit.key and place.feature not in (*_LOCAL, "village", "border")


def _is_distinct(scene: Scene, hit: Hit) -> bool:
    """Whether the name is so particular that it means its place even in news of another country."""
    places = scene.candidates(hit)
    if hit.typo:
        return False
    return (
        hit.level >= Strength.STRONG
        and len({p.country for p in places}) == 1
        and any(p.curated and p.rank >= 2 for p in places)
    )


def _license_by_parents(scene: Scene, hits: list[Hit]) -> None:
    """Names that are words too are places where what holds or explains them has such a place, or where a nationality follows."""
    for hit in hits:
        if hit.licensed or hit.level < Strength.STRICT:
            continue
        if _is_of_nation(scene, hit) or _is_held(scene, hit):
            hit.licensed = True
        elif hit.level >= Strength.COMMON:
            explained = (hit.parent is not None and hit.parent.licensed) or (hit.base is not None and hit.base.licensed)
            measured = hit.base is not None and hit.base_km is not None
            hit.licensed = explained and (measured or is_locative(scene, hit))
        if not hit.licensed and hit.parent is not None and _is_pair(scene, hit, hit.parent):
            hit.licensed = hit.parent.licensed = True


def _is_of_nation(scene: Scene, hit: Hit) -> bool:
    """Whether a nationality with the article follows that only a proper name can bear: إب اليمنية, القائم العراقية."""
    following = scene.infos[hit.last] if hit.last < len(scene.infos) else None
    if following is None or following.country is None or not scene.words[hit.last].key.endswith("يه"):
        return False
    if hit.article:
        own = hit.level >= Strength.COMMON and not hit.key.endswith("ه")
    else:
        own = scene.words[hit.last].key.startswith("ال") and is_locative(scene, hit)
    return own and any(p.country == following.country and p.rank >= 2 for p in scene.candidates(hit))


def _is_held(scene: Scene, hit: Hit) -> bool:
    """Whether even a very common word is the place that its parent holds by its name (في جوهر بإقليم شبيلي الوسطى), or
    that lies where the text says (في الراعي شمال حلب)."""
    on = hit.start > 0 and scene.words[hit.start - 1].text == "على"
    if not on and not is_locative(scene, hit):
        return False
    own = [p for p in scene.candidates(hit) if p.curated]
    if hit.parent is not None and hit.parent.licensed:
        outer = [o for o in scene.candidates(hit.parent) if not on or o.feature != "country"]
        return any(contains(o, p) for o in outer for p in own)
    if hit.base is not None and hit.base.licensed:
        return any(_is_where_told(hit, o, p) for o in scene.candidates(hit.base) for p in own if p.rank)
    return False


def _is_where_told(hit: Hit, base: Place, place: Place) -> bool:
    """Whether the place lies so far and in that direction from the base; a country tells only where its provinces are."""
    if base.country != place.country or None in (base.lat, base.lon, place.lat, place.lon):
        return False
    if base.feature == "country":
        return place.feature == "province" or place.name == place.admin1
    if base.feature in ("province", "region") and base.name in (place.admin1, f"ريف {place.admin1}"):
        return True
    there = distance_km(base.lat or 0.0, base.lon or 0.0, place.lat or 0.0, place.lon or 0.0)
    if hit.base_km is not None:
        return abs(there - hit.base_km) <= max(8.0, 0.35 * hit.base_km)
    if hit.base_bearing is None:
        return there <= _BESIDE_KM
    turn = angle_between(
        hit.base_bearing, bearing(base.lat or 0.0, base.lon or 0.0, place.lat or 0.0, place.lon or 0.0)
    )
    return there <= _TOWARDS_KM and (there < _BESIDE_KM / 5 or turn <= _TURN)


def _is_pair(scene: Scene, hit: Hit, outer: Hit) -> bool:
    """Whether two names that are words too make each other places: حيران في حجة, in news of their country."""
    if outer.licensed or hit.level < Strength.COMMON or outer.level < Strength.COMMON or not is_locative(scene, outer):
        return False
    return any(
        p.curated and p.country in scene.present and o.feature == "province" and contains(o, p)
        for o in scene.candidates(outer)
        for p in scene.candidates(hit)
    )


def _license_lists(scene: Scene, hits: list[Hit]) -> None:
    """In a list of places a name that is also a word is a place: الرمادي وهيت والقائم."""
    for group in _groups(hits):
        sure = _count_sure(scene, group)
        for hit in group:
            hit.licensed = hit.licensed or (hit.level >= Strength.COMMON and sure > 0)
        sure = _count_sure(scene, group)
        for hit in group:
            if hit.level == Strength.STRICT and not hit.licensed:
                hit.licensed = sure > 1 or (sure == 1 and not hit.article)
        if _are_neighbours(scene, group):
            for hit in group:
                hit.licensed = hit.licensed or hit.level >= Strength.STRICT


def _are_neighbours(scene: Scene, group: list[Hit]) -> bool:
    """Whether every name of a list has a place of the project's within a country of the text, all close to each other.

    Ordinary words are hardly neighbours on the map: الزهرة واللحية شمالي الحديدة.
    """
    first = [p for p in scene.candidates(group[0]) if p.curated and p.rank and p.country in scene.present]
    return any(all(_has_near(scene, hit, place) for hit in group[1:]) for place in first)


def _has_near(scene: Scene, hit: Hit, place: Place) -> bool:
    return any(
        p.curated
        and p.rank
        and p.country == place.country
        and None not in (p.lat, p.lon, place.lat, place.lon)
        and distance_km(p.lat or 0.0, p.lon or 0.0, place.lat or 0.0, place.lon or 0.0) < _NEIGHBOUR_KM
        for p in scene.candidates(hit)
    )


def _count_sure(scene: Scene, group: list[Hit]) -> int:
    return sum(h.licensed and any(p.feature != "country" for p in scene.candidates(h)) for h in group)


def _groups(hits: list[Hit]) -> list[list[Hit]]:
    groups: list[list[Hit]] = []
    for hit in hits:
        if hit.list_from is not None and groups and groups[-1][-1] is hit.list_from:
            groups[-1].append(hit)
        else:
            groups.append([hit])
    return [g for g in groups if len(g) > 1]
