"""Which place of a name is meant: by parent, gloss, kind, the document's country, neighbours, size."""

from __future__ import annotations

from collections import Counter
from math import log10
from typing import Final

from marsad.places.compile import Strength
from marsad.places.context import Scene
from marsad.places.geography import angle_between, bearing, distance_km, rough_km
from marsad.places.records import RANK, Place
from marsad.places.relations import contains
from marsad.places.spotting import Hit
from marsad.places.wording import TypeWord

#: Without a type word, a name shared by a town and the district or province around it means the town.
_DEFAULT: Final = {
    "country": 18.0, "town": 16.0, "province": 6.0, "village": 7.0, "district": 8.0, "subdistrict": 8.0, "quarter": 3.0
}  # fmt: skip
#: News of one names places of the other without saying so.
_ONE_LAND: Final = frozenset({"ISR", "PSE"})
_VAST: Final = frozenset({"country", "province", "border", "region", "desert"})
_SAME_PLACE_KM: Final = 40.0
#: What a word of kind says of the country: a مديرية is in Yemen, a محلية in Sudan.
_OF_COUNTRY: Final = 30.0
#: What explains a place does not lie so far from it in another country.
_FAR_KM: Final = 300.0
_EXPLAINS_KM: Final = 150.0
_EXACT_WEIGHT: Final = 100.0
#: What a place must be at least to vie with a famous one of its name.
_OF_WEIGHT: Final = 2


def count_countries(scene: Scene, hits: list[Hit]) -> tuple[str | None, frozenset[str]]:
    """The country that most names and nationalities point to, and all countries that the text is sure to speak of."""
    weak: Counter[str] = Counter()
    votes = Counter(info.country for _, info in scene.told if info.country is not None)
    votes.update(scene.reader.countries_of_bodies(scene.words.keys, scene.told))
    told: list[tuple[Hit, list[Place], list[Place]]] = []
    for hit in hits:
        if hit.typo or (hit.level < Strength.STRONG and hit.type_word is None):
            continue  # a guess at a wrong letter tells nothing
        places = scene.candidates(hit)
        if hit.type_word is not None:
            places = [p for p in places if p.country in hit.type_word.countries] or places
        told.append((hit, places, _first_meant(places)))
    sure = {code for code, count in votes.items() if count > 1}
    sure.update(next(iter(lands)) for _, places, _ in told if len(lands := _lands(places)) == 1)
    for hit, places, famous in told:
        countries = {p.country for p in famous or places}
        if len(countries) == 1:
            elsewhere = bool(famous) and not countries & sure and bool(_lands(places) & sure)
            (votes if famous and not hit.dateline and not elsewhere else weak)[countries.pop()] += 0 if elsewhere else 2
    present = frozenset(votes)
    votes.update({code: n // 2 for code, n in weak.items()})
    if not votes:
        return None, frozenset()
    main = min(votes, key=lambda code: (-votes[code], code))
    present |= {main}
    return main, present | _ONE_LAND if present & _ONE_LAND else present


def _lands(places: list[Place]) -> set[str]:
    """The countries where a name is that of more than a village: المنصورة in Egypt, in Syria, in Aden."""
    return {p.country for p in places if p.famous or p.rank >= _OF_WEIGHT}


def _first_meant(places: list[Place]) -> list[Place]:
    """The places of a name that news means by it anywhere: a province is none of them where another land has a town so named."""
    famous = [p for p in places if p.famous]
    if any(p.feature != "province" for p in famous):
        return famous
    lands = {p.country for p in places if p.famous or (p.curated and p.rank >= RANK["town"])}
    return famous if len(lands) == 1 else []


def resolve(scene: Scene, hits: list[Hit]) -> None:
    """Choose a place for every known hit: first those that are explained, then the others, which follow them."""
    known = [h for h in hits if h.places]
    for hit in known:
        if len(hit.places) == 1 and hit.base is None and scene.gazetteer.place(hit.places[0]).feature != "quarter":
            hit.choice = scene.gazetteer.place(hit.places[0])
    resolver = _Resolver(scene, [h.choice for h in known if h.choice is not None])
    for hit in known:
        if hit.parent is not None:
            resolver.inner.setdefault(id(hit.parent), []).extend(scene.candidates(hit))
        if hit.base is not None:
            resolver.explained.setdefault(id(hit.base), []).extend(scene.candidates(hit))
        if hit.list_from is not None:
            resolver.following[id(hit.list_from)] = hit
    for hit in known:
        if hit.parent is not None or hit.base is not None:
            resolver.choose(hit)
    for hit in known:
        resolver.choose(hit)


class _Resolver:
    """Chooses among the places of a name, and chooses alike where the name comes again."""

    __slots__ = ("chosen", "explained", "following", "inner", "points", "same", "scene")

    def __init__(self, scene: Scene, settled: list[Place]) -> None:
        self.scene = scene
        self.points = list({p.place_id: p for p in settled if p.feature != "country"}.values())
        self.chosen: dict[str, Place] = {}
        self.same: dict[tuple[str, bool, str | None], Place] = {}
        self.inner: dict[int, list[Place]] = {}
        self.explained: dict[int, list[Place]] = {}
        self.following: dict[int, Hit] = {}

    def choose(self, hit: Hit, depth: int = 0) -> None:
        """Set the choice of the hit, after those of its parent and base; or leave it unknown where these contradict."""
        if hit.choice is not None or not hit.places:
            return
        for other in (hit.parent, hit.base):
            if other is not None and depth < 4:
                self.choose(other, depth + 1)
        alone = hit.parent is None and hit.base is None and hit.list_from is None
        key = (hit.key, hit.article, hit.type_word.key if hit.type_word is not None else None)
        if alone and key in self.same:
            hit.choice = self.same[key]
            return
        choice = self._best(hit)
        if _contradicts(hit, choice) or (choice.feature == "quarter" and not self._is_here(hit, choice)):
            hit.places = []
            return
        hit.choice = choice
        self.chosen.setdefault(hit.key, choice)
        if alone:
            self.same[key] = choice

    def _is_here(self, hit: Hit, quarter: Place) -> bool:
        """Whether the text speaks of the quarter's town: many towns have a حي السلام."""
        if hit.told or any(other is not None and other.choice is not None for other in (hit.parent, hit.base)):
            return True
        settled = [*self.points, *self.chosen.values()]
        towns = [p for p in settled if p is not quarter and p.country == quarter.country and p.feature not in _VAST]
        if not towns:
            return len(hit.places) == 1
        return any(quarter.admin1 in (p.admin1, p.name) for p in towns) or (_nearest(quarter, towns) or 0.0) < 60.0

    def _best(self, hit: Hit) -> Place:
        candidates = self.scene.candidates(hit)
        if hit.type_word is None and any(p.famous for p in candidates):
            candidates = [p for p in candidates if p.rank >= _OF_WEIGHT or p.famous]
            capitals = set(self.scene.gazetteer.capitals.values())
            if hit.parent is None and hit.base is None and not capitals & set(hit.places):
                # in a text about Yemen المنصورة is that of Aden, not the Egyptian town; but الرياض is the capital anywhere
                candidates = [p for p in candidates if p.country == self.scene.country] or candidates
        before = self.chosen.get(hit.key)

        def rank(place: Place) -> tuple[float, int, str]:
            again = before is not None and (_nearest(place, [before]) or 0.0) < _SAME_PLACE_KM
            holds = any(contains(place, inner) for inner in self.inner.get(id(hit), ()))
            explains = any(
                p.country == place.country and (_nearest(place, [p]) or 0.0) < _EXPLAINS_KM
                for p in self.explained.get(id(hit), ())
            )
            after = self.following.get(id(hit))
            beside = _nearest(place, self.scene.candidates(after)) if after is not None else None
            return (
                score(self.scene, hit, place, self.points)
                + (30.0 if again else 0.0)
                + (50.0 if holds else 0.0)
                + (40.0 if explains else 0.0)
                + (25.0 / (1.0 + beside / 15.0) if beside is not None else 0.0),
                place.population,
                place.place_id,
            )

        return max(candidates, key=rank)


def _contradicts(hit: Hit, place: Place) -> bool:
    """Whether the base that explains a small place is far: حي القاهرة شرقي الموصل is not in Baghdad."""
    parent = hit.parent.choice if hit.parent is not None else None
    if (
        parent is not None
        and place.feature == "quarter"
        and parent.feature != "country"
        and not contains(parent, place)
    ):
        return (_nearest(place, [parent]) or 0.0) > _SAME_PLACE_KM
    base = hit.base.choice if hit.base is not None else None
    if base is not None and _is_abroad(base, place):
        return True
    if base is None or place.feature not in ("quarter", "village"):
        return False
    near = _nearest(place, [base])
    if base.feature in _VAST:
        return base.feature == "province" and (near or 0.0) > _FAR_KM
    return near is not None and abs(near - (hit.base_km or 0.0)) > max(40.0, 0.5 * (hit.base_km or 0.0))


def _is_abroad(base: Place, place: Place) -> bool:
    """Whether a place lies in another country, far from the town or province that tells where it is: العلم شمال الجوف اليمنية."""
    if (
        base.country == place.country
        or "country" in (base.feature, place.feature)
        or base.feature in ("border", "region")
    ):
        return False
    return (_nearest(place, [base]) or 0.0) > (_FAR_KM if not place.famous else 2 * _FAR_KM)


def score(scene: Scene, hit: Hit, place: Place, points: list[Place]) -> float:
    """How well a place fits what the text says of its name, the higher the better; `points` are the places that are sure."""
    total = _DEFAULT.get(place.feature, 3.0) + (10.0 if place.curated else 0.0) + log10(place.population + 1)
    parent = hit.parent.choice if hit.parent is not None else None
    if parent is not None:
        total += _EXACT_WEIGHT if contains(parent, place) else 0.0
    base = hit.base.choice if hit.base is not None else None
    if base is not None:
        total += _gloss_score(hit, base, place)
    if hit.type_word is not None:
        total += _kind_score(hit.type_word, place)
    if place.country == scene.country:
        total += 30.0
    elif place.country in scene.present:
        total += 15.0
    listed = hit.list_from.choice if hit.list_from is not None else None
    if listed is not None and listed is not place:
        gap = _nearest(place, [listed])
        total += 25.0 / (1.0 + gap / 15.0) if gap is not None else 0.0
    if place.famous or (hit.type_word is None and place.name == place.admin1):
        total += 20.0 if hit.type_word is None else 10.0 if hit.type_word.key == "منطقه" else 0.0
    near = _nearest(place, points)
    if near is not None:
        total += 10.0 / (1.0 + near / 60.0)
    return total


def _kind_score(word: TypeWord, place: Place) -> float:
    """How well the word of kind before a name fits the place, up to 90 where its country uses the word.

    Several of a kind before one name are mostly those of a province: قرى ديالى، بعض مناطق صلاح الدين.
    """
    if word.plural and place.feature == "province":
        return 75.0
    if place.feature not in word.features:
        return 0.0
    order = 0 if word.key == "منطقه" else word.features.index(place.feature)
    return 60.0 - min(12.0 * order, 36.0) + (_OF_COUNTRY if place.country in word.countries else 0.0)


def _gloss_score(hit: Hit, base: Place, place: Place) -> float:
    """How well the told distance and direction from the base agree with the place, up to 90."""
    if base.lat is None or base.lon is None or place.lat is None or place.lon is None:
        return 0.0
    told, there = hit.base_km, distance_km(base.lat, base.lon, place.lat, place.lon)
    score = 30.0 if base.country == place.country else 0.0
    if told is None:
        score += 30.0 / (1.0 + there / 40.0)
    else:
        score += 60.0 / (1.0 + abs(told - there) / max(10.0, 0.25 * told))
    if hit.base_bearing is not None and there > 1:
        score += 30.0 * (1 - angle_between(hit.base_bearing, bearing(base.lat, base.lon, place.lat, place.lon)) / 180)
    return score


def _nearest(place: Place, points: list[Place]) -> float | None:
    """The distance in kilometres to the nearest of the points, by and large; None without points."""
    lat, lon = place.lat, place.lon
    if lat is None or lon is None:
        return None
    best = None
    for p in points:
        if p is not place and p.lat is not None and p.lon is not None:
            km = rough_km(lat, lon, p.lat, p.lon)
            if best is None or km < best:
                best = km
    return best
