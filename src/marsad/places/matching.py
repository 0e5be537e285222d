"""Places of events against a gazetteer that knows more than the coder did: unknown names found, admin names renewed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

import msgspec

from marsad.model import Where
from marsad.places.gazetteer import Gazetteer, load_gazetteer
from marsad.places.geography import distance_km
from marsad.places.placed import PLACED, Placed, Rulings
from marsad.places.records import LONG, Place
from marsad.places.wording import TypeWord, bare_phrase
from marsad.text.clitics import readings
from marsad.text.folding import fold_key

#: How far a place may lie from the point of its told parent, and from a point that was computed, in kilometres.
_FROM_PARENT_KM: Final = 60.0
_FROM_OFFSET_KM: Final = 15.0
#: A governorate told otherwise does not count against a place so near: outlets and boundaries differ at the edges.
_EDGE_KM: Final = 25.0
_SAME_KM: Final = 5.0
#: Israel and the Palestinian territories: sources place the same spots under either.
_SIDE: Final = {"ISR": "PSE"}


def is_unknown(where: Where) -> bool:
    """Whether no gazetteer had the name when the event was coded."""
    return where.place_id is None


class Matcher:
    """Looks up the places of events in one gazetteer; `rulings` are the names that people placed, else those of the gazetteer."""

    def __init__(self, gazetteer: Gazetteer, rulings: Rulings | None = None) -> None:
        self.gazetteer = gazetteer
        self.rulings = gazetteer.rulings if rulings is None else rulings
        self._by_id: dict[str, Place] | None = None

    def renew(self, where: Where, before: str = "") -> Where:
        """The place as the gazetteer has it now; the same object when nothing changed.

        `before` is the word that stands before the name in the text. A name that was unknown (قرية الخويسة) gets its
        point when exactly one place agrees with what was told of it; a known place the admin names and the pcode of
        boundaries that were imported, and its point where the user gave one. What somebody decided on the name goes before all.
        """
        if self.rulings:
            decided = self.rulings.rule(where)
            if decided is not where:
                return decided
            if (gone := self.rulings.retired(where)) is not None:
                return self._taken_back(where, gone)
        if is_unknown(where):
            found = self.candidates(where, before)
            return _as_where(found[0], where) if len(found) == 1 else self._by_point(where)
        place = self._places().get(where.place_id or "")
        return self._by_point(where if place is None else _refreshed(where, place))

    def _taken_back(self, where: Where, decision: Placed) -> Where:
        """A place that was coded by a decision which somebody took back: what the name was taken for before, else an unknown name."""
        for place in (self.gazetteer.place(i) for i in range(len(self.gazetteer))) if decision.instead_of else ():
            if place.place_id in decision.instead_of:
                return _as_where(place, where)
        emptied = dict.fromkeys(("place_id", "geonames_id", "pcode", "lat", "lon", "radius_km", "name_en"))
        unknown = msgspec.structs.replace(
            where, **emptied, name=decision.name, country=decision.country, precision="near", basis="parent"
        )
        return self.renew(unknown)

    def _by_point(self, where: Where) -> Where:
        """A point computed from a distance has the admin names of the imported area that holds it."""
        if where.basis != "offset" or where.lat is None or where.lon is None:
            return where
        fields = self.gazetteer.admin_at(where.lat, where.lon, where.radius_km or 0.0)
        return _changed(where, fields)

    def candidates(self, where: Where, before: str = "") -> list[Place]:
        """The places that an unknown name may be: of its name, its country, and where it was told to lie."""
        found: list[Place] = []
        for name, type_word in self._readings(where.name, before):
            named = self._named(name)
            if type_word is not None:
                named = [p for p in named if p.feature in type_word.features] or ([] if type_word.in_name else named)
            found = [p for p in named if _agrees(where, p)]
            if found:
                break
        nearer = [p for p in found if p.admin2 is not None and p.admin2 == where.admin2] or found
        return _distinct(nearer)

    def _named(self, name: str) -> list[Place]:
        """Places of the name that the coder could not have known: of the user, or under a name that the user gave."""
        found = self.gazetteer.find(name)
        known = {p.place_id for p in load_gazetteer().find(name)}
        return [p for p in found if p.source != PLACED and (p.source is not None or p.place_id not in known)]

    def _readings(self, name: str, before: str) -> list[tuple[str, TypeWord | None]]:
        """The name as it stands, with the type word before it or its own first word (مخيم العين) as its kind."""
        types = self.gazetteer.wording.types
        first, _, rest = name.partition(" ")
        own = types.get(fold_key(first)) if rest else None
        told = next((types[r.stem] for r in readings(fold_key(before)) if r.stem in types), None) if before else None
        out = [(name, own or told)]
        return [*out, (rest, own)] if own is not None else out

    def _places(self) -> dict[str, Place]:
        if self._by_id is None:
            places = (self.gazetteer.place(i) for i in range(len(self.gazetteer)))
            self._by_id = {p.place_id: p for p in places if p.pcode is not None or p.source is not None}
        return self._by_id


def _agrees(where: Where, place: Place) -> bool:
    """Whether a place may be what was told: in its country, near its point, in its governorate."""
    if where.country is not None and _SIDE.get(place.country, place.country) != _SIDE.get(where.country, where.country):
        return False
    if place.lat is None or place.lon is None:
        return False
    if where.lat is None or where.lon is None:
        return where.admin1 is None or place.admin1 is None or _same(place.admin1, where.admin1)
    apart = distance_km(place.lat, place.lon, where.lat, where.lon)
    radius = where.radius_km or 0.0
    if where.basis == "offset":
        return apart <= max(_FROM_OFFSET_KM, 3 * radius)
    if where.admin1 is not None and place.admin1 is not None:
        return _same(place.admin1, where.admin1) or apart <= _EDGE_KM
    return apart <= max(_FROM_PARENT_KM, 2 * radius)


def _same(a: str, b: str) -> bool:
    return bare_phrase(a) == bare_phrase(b)


def _distinct(places: Sequence[Place]) -> list[Place]:
    """Without places that lie where another one of the list lies: a town and the district around it."""
    out: list[Place] = []
    for place in sorted(places, key=lambda p: (p.rank >= 3, -p.population, p.place_id)):
        if not any(_near(place, other) for other in out):
            out.append(place)
    return out


def _near(a: Place, b: Place) -> bool:
    if a.lat is None or a.lon is None or b.lat is None or b.lon is None:
        return False
    return distance_km(a.lat, a.lon, b.lat, b.lon) <= _SAME_KM


def _admin(place: Place) -> dict[str, Any]:
    admin1 = place.admin1 or (place.name if place.feature == "province" else None)
    return {"admin1": admin1, "admin2": place.admin2, "admin3": place.admin3, "pcode": place.pcode}


def _as_where(place: Place, where: Where) -> Where:
    return msgspec.structs.replace(
        where,
        name=place.name,
        name_en=place.name_en,
        country=place.country,
        geonames_id=place.geonames_id,
        lat=place.lat,
        lon=place.lon,
        radius_km=place.radius_km,
        precision=place.precision,
        place_id=place.place_id,
        basis="gazetteer",
        **{name: value or getattr(where, name) for name, value in _admin(place).items()},
    )


def _refreshed(where: Where, place: Place) -> Where:
    fields = {name: value for name, value in _admin(place).items() if value is not None}
    if place.source is not None and where.basis == "gazetteer" and place.feature not in LONG and place.lat is not None:
        fields |= {"lat": place.lat, "lon": place.lon}
        if where.precision != "near":
            fields["precision"] = place.precision
    if where.basis == "offset":
        fields.pop("pcode", None)
    return _changed(where, fields)


def _changed(where: Where, fields: dict[str, Any]) -> Where:
    """The place with these fields; the same object when it has them already."""
    changed = {name: value for name, value in fields.items() if getattr(where, name) != value}
    return msgspec.structs.replace(where, **changed) if changed else where
