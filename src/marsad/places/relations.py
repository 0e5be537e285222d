"""How places of one text explain each other: chains (س في ناحية ص), glosses (غرب بغداد)."""

from __future__ import annotations

from itertools import pairwise
from typing import Final

from marsad.places.context import CLOSING, OPENING, Scene
from marsad.places.geography import distance_km
from marsad.places.records import LONG, RANK, Place
from marsad.places.spotting import CHAIN, GLOSS, NEAR, Hit

_MAX_GAP: Final = 6
_BESIDE: Final = 3
#: What a sentence adds to a place before it tells where that lies: قرية س ومحيطها بريف ع.
_AROUND: Final = frozenset({"ومحيطها", "ومحيطه", "ومحيطهما", "واطرافها", "وضواحيها", "ومزارعها", "وبساتينها"})
_CLOSE_KM: Final = 12.0
#: Type words of places so small that a name known from another country says nothing.
_SMALL: Final = frozenset(
    {
        "قريه",
        "حي",
        "منطقه",
        "بلده",
        "ناحيه",
        "مدينه",
        "ضاحيه",
        "حاره",
        "مخيم",
        "جبل",
        "تل",
        "وادي",
        "شارع",
        "ساحه",
        "ميدان",
    }
)
_FEATURE_REACH: Final = {
    "country": 1500.0,
    "province": 350.0,
    "region": 350.0,
    "district": 120.0,
    "subdistrict": 60.0,
    "town": 30.0,
    "desert": 250.0,
}


def link_places(scene: Scene, hits: list[Hit]) -> None:
    """Join each hit to the one before it where the words between make it a parent (`parent`) or a gloss (`base`)."""
    for hit in hits:
        hit.parent = hit.base = None
        hit.gloss = False
    for before, hit in pairwise(hits):
        side = _is_side_of_land(scene, before, hit)
        if hit.list_from is before and not before.gloss and not side:
            continue
        if _is_of_border(scene, before, hit):
            hit.gloss = True
            continue
        if side:
            before.base, hit.gloss = hit, True  # كفركلا جنوبي لبنان: a region whose name begins with a direction
            before.base_km = before.base_bearing = None
            continue
        if hit.bearing is not None or hit.km is not None:
            if _is_gloss(scene, before, hit):
                before.base, before.base_km, before.base_bearing = hit, hit.km, hit.bearing
                hit.gloss = True
        elif hit.near and _is_beside(scene, before, hit):
            before.base, hit.gloss = hit, True
            before.base_km = before.base_bearing = None
        elif _is_parent(scene, before, hit):
            before.parent = hit
    for hit in reversed(hits):
        listed = hit.list_from
        if listed is not None and listed.parent is None and listed.base is None and _is_one_list(listed, hit):
            listed.parent, listed.base = hit.parent, hit.base


def _is_of_border(scene: Scene, before: Hit, hit: Hit) -> bool:
    """Whether a country only tells which border a crossing is on: معبر الوديعة بين اليمن والسعودية, الحدود مع سوريا."""
    if not hit.places or any(p.feature != "country" for p in scene.candidates(hit)):
        return False
    if hit.list_from is before:
        return before.gloss and before.list_from is None and _gap_words(scene, before, hit) <= {"و"}
    crossing = any(p.feature in ("crossing", "border") for p in scene.candidates(before))
    return crossing and _gap_words(scene, before, hit) in ({"بين"}, {"مع"})


def _gap_words(scene: Scene, before: Hit, hit: Hit) -> set[str]:
    return {scene.words[i].key for i in range(before.last, hit.start)}


def _is_side_of_land(scene: Scene, before: Hit, hit: Hit) -> bool:
    """Whether a region whose name begins with a direction explains the place before: كفركلا جنوبي لبنان; إدلب، شمالي سوريا."""
    if hit.start != hit.first or scene.words[hit.first].key not in scene.reader.wording.directions:
        return False
    gap = range(before.last, hit.first)
    return len(gap) == 0 or (len(gap) == 1 and scene.words[gap[0]].text in "،," and holds(scene, hit, before))


def _is_beside(scene: Scene, before: Hit, hit: Hit) -> bool:
    """Whether the place before is explained by the one that it lies near: بلدة س قرب مدينة ع, قرية س القريبة من ع.

    Not where the second lies in the first (في حلب قرب حي الزهراء): then it is the more particular one.
    """
    start = before.last
    if scene.words[start].text in "،," and scene.words.key(start + 1).startswith("ال"):
        start += 1  # منطقة س، القريبة من ع
    gap = [scene.words[i] for i in range(start, hit.start)]
    if len(gap) > _BESIDE or any(w.kind == "mark" for w in gap) or (gap and gap[0].key.startswith("و")):
        return False
    tails = scene.reader.wording.lists["place_tails"]
    if not all(
        scene.flags(i) & NEAR or scene.words[i].key in ("من", "علي", "عن") or scene.words[i].key in tails
        for i in range(start, hit.start)
    ):
        return False
    if _is_long(scene, before) or before.unknown:
        return True
    inner, outer = scene.candidates(before), scene.candidates(hit)
    return bool(outer) and not holds(scene, before, hit) and min(p.rank for p in inner) <= max(p.rank for p in outer)


def _is_long(scene: Scene, hit: Hit) -> bool:
    """Whether the place stretches too far for a point of its own: نهر دجلة قرب سامراء."""
    return bool(hit.places) and all(p.feature in LONG for p in scene.candidates(hit))


def _is_one_list(before: Hit, hit: Hit) -> bool:
    """Whether what explains the last of a list explains the ones before it: قريتي س وص في ناحية ع."""
    if before.type_word is None or hit.type_word is None:
        return before.unknown
    same = before.type_word.key == hit.type_word.key
    return before.unknown or (same and (hit.start != hit.first or before.type_word.plural))


def _is_gloss(scene: Scene, before: Hit, hit: Hit) -> bool:
    """Only words of distance and opening marks stand between a place and the phrase that explains it."""
    words = scene.words
    gap = range(before.last, hit.phrase)
    if len(gap) > _MAX_GAP:
        return False
    for i in gap:
        word = words[i]
        if word.kind == "mark":
            if word.text not in OPENING and word.text not in CLOSING and word.text not in "،,-–":
                return False
        elif not scene.flags(i) & (GLOSS | CHAIN) and word.key not in scene.reader.wording.lists["place_tails"]:
            return False
    return True


def _leads_to_parent(scene: Scene, i: int) -> bool:
    """Whether word `i` may stand between a place and the one that holds it: في, التابعة, a type word; not behind و."""
    key, info = scene.words[i].key, scene.infos[i]
    if key[0] == "و" and key != "وسط":
        return key in _AROUND
    if scene.flags(i) & CHAIN or (info is not None and info.type_word is not None):
        return True
    wording = scene.reader.wording
    side = key.removeprefix("ال").removesuffix("ه")  # في الضاحية الشرقية للعاصمة
    return key in wording.lists["place_tails"] or (key.startswith("ال") and side in wording.directions)


def _is_parent(scene: Scene, before: Hit, hit: Hit) -> bool:
    """Whether `hit` is the larger place that holds `before`, by the words between them, their kinds and the map."""
    words = scene.words
    gap = range(before.last, hit.start)
    if len(gap) > _MAX_GAP or "و" in hit.prefix:
        return False
    if (
        before.start
        and words[before.start - 1].key in scene.reader.wording.lists["people_of"]
        and not holds(scene, hit, before)
    ):
        return False  # شاب من أبناء بلدة س في مدينة ع: his home is not there
    commas = 0
    for i in gap:
        word = words[i]
        if word.kind == "mark":
            commas += word.text in "،,"
            if word.text not in '،,()«»"“”/' or commas > 1:
                return False
        elif not _leads_to_parent(scene, i):
            return False
    info = scene.infos[hit.start]
    if hit.start != hit.first and info is not None and "و" in info.type_prefix:
        return False
    if commas and hit.type_word is None and len(gap) == 1:
        return False
    if len(gap) == 0 and not hit.prefix.startswith("ب") and hit.type_word is None and not before.unknown:
        return False
    if holds(scene, hit, before):
        return True
    if before.type_word is not None and before.type_word.key in _SMALL and before.licensed and hit.licensed:
        explicit = any(words[i].key.removeprefix("ال").startswith("تابع") for i in gap)
        if not explicit and any(p.famous for p in scene.candidates(before)):
            return False
        if not any(is_close(a, b) for a in scene.candidates(hit) for b in scene.candidates(before)):
            before.places = []  # another place of the name: منطقة السيدة زينب in a district of Iraq
        return True
    return False


def is_close(a: Place, b: Place) -> bool:
    """Whether two places of one country lie as near as a place and what explains it: under 12 km."""
    if a.lat is None or a.lon is None or b.lat is None or b.lon is None:
        return False
    return a.country == b.country and distance_km(a.lat, a.lon, b.lat, b.lon) < _CLOSE_KM


def holds(scene: Scene, outer: Hit, inner: Hit) -> bool:
    """Whether one of the places of `outer` can hold one of `inner`."""
    outers = scene.candidates(outer)
    if inner.unknown or inner.around:
        return not outers or any(p.rank >= 2 for p in outers)
    return any(contains(o, i) for o in outers for i in scene.candidates(inner))


def contains(outer: Place, inner: Place) -> bool:
    """Whether the larger place holds the smaller one: by its admin names, or by rank, country and distance."""
    if outer.country != inner.country:
        return False
    if outer.feature not in ("village", "quarter") and outer.name in (inner.admin1, inner.admin2, inner.admin3):
        return outer.name != inner.name
    if RANK.get(outer.feature, 0) <= RANK.get(inner.feature, 0):
        return False
    if outer.feature == "country":
        return True
    if outer.feature == "province" and inner.admin1 is not None:
        return False
    if inner.name == inner.admin1 and outer.name != inner.name and outer.rank < RANK["province"]:
        return False  # a province's town is in no other town's district
    if outer.lat is None or outer.lon is None or inner.lat is None or inner.lon is None:
        return False
    reach = _FEATURE_REACH.get(outer.feature, 30.0)
    if inner.feature == "quarter":
        reach = min(reach, 30.0)
    return distance_km(outer.lat, outer.lon, inner.lat, inner.lon) <= reach
