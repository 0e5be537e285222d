"""Names that people placed: what a name, told in one country, means, and the file `placed.csv` that says so beside the store.

A decision stands in the journal of the store and can be undone there; the file is made from the journal, for the coder and for
people: its first columns are those of the project's lists. «قرية الخويسة», which no gazetteer has, gets the point that somebody
clicked; «الرقة» told in Homs is the village and not the city.
"""

from __future__ import annotations

import csv
import hashlib
from collections import defaultdict
from collections.abc import Iterable, Sequence
from io import StringIO
from pathlib import Path
from typing import Any, Final, TypeVar

import msgspec

from marsad.errors import BadData
from marsad.model import PlaceMention, Where, content_id
from marsad.places.curated import HEADER, parse_row
from marsad.places.records import NamedPlace, Place
from marsad.places.wording import bare_phrase
from marsad.text.folding import fold_key

#: The import that a place comes from that somebody set by hand on the map, and what the ids of such places begin with.
PLACED: Final = "placed"
PREFIX: Final = "plc_"
#: `basis` of a place that a decision gave.
BASIS: Final = "placed"
FILE: Final = "placed.csv"
COLUMNS: Final = (
    *HEADER, "radius_km", "told_as", "told_country", "told_in", "instead_of", "place_id", "geonames_id", "pcode", "formerly",
    "by", "made", "judgement",
)  # fmt: skip
#: Places that the coder knew from a gazetteer; others (a side of a countryside, a distance from a town) are no place of the name itself.
_OWN: Final = ("gazetteer", "inferred", BASIS)

_Told = TypeVar("_Told", Where, PlaceMention)


class Placed(msgspec.Struct, frozen=True, kw_only=True):
    """A decision: the name `name`, told of `country` (None: of no country), means `place`.

    `told_in` narrows it to where this governorate was told with the name. `instead_of` are ids of places that the name was wrongly
    taken for; without them the decision is on a name that no gazetteer has. `formerly` are ids that earlier decisions on the same name
    gave. `by`, `made` and `judgement` tell who decided, when, and which row of the journal it is.
    """

    name: str
    country: str | None
    place: Place
    told_in: str | None = None
    instead_of: tuple[str, ...] = ()
    note: str | None = None
    formerly: tuple[str, ...] = ()
    by: str = ""
    made: str = ""
    judgement: str = ""

    @property
    def subject(self) -> tuple[str, str | None, str | None, tuple[str, ...]]:
        """What it is a decision on: a later one on the same replaces it."""
        told_in = bare_phrase(self.told_in) if self.told_in else None
        return fold_key(self.name), self.country, told_in, tuple(sorted(self.instead_of))

    @property
    def is_spot(self) -> bool:
        """Whether somebody set the point by hand, and did not choose a place of the gazetteer."""
        return self.place.place_id.startswith(PREFIX)

    def fits(self, told: Where | PlaceMention) -> bool:
        """Whether it speaks of this place of an event or text."""
        if fold_key(told.name) != fold_key(self.name) and told.place_id not in self._given:
            return False
        if _is_decided(told):
            return told.place_id in self._given
        if told.country != self.country:
            return False
        if self.told_in and bare_phrase(told.admin1 or "") != bare_phrase(self.told_in):
            return False
        if not self.instead_of:
            return told.place_id is None
        return told.place_id in self.instead_of and told.basis in _OWN

    @property
    def _given(self) -> tuple[str, ...]:
        return (self.place.place_id, *self.formerly)


def spot_id(name: str, country: str | None, lat: float, lon: float, precision: str) -> str:
    """The id of a place that somebody set by hand."""
    return PREFIX + content_id("pl", "placed", fold_key(name), country, lat, lon, precision).removeprefix("pl_")


class Rulings:
    """The decisions that stand, found by name.

    >>> # Rulings(decisions).rule(Where(name="الخويسة", country="IRQ")).lat
    """

    def __init__(self, standing: Iterable[Placed], retired: Iterable[Placed] = ()) -> None:
        latest = {decision.subject: decision for decision in standing}
        self.standing: tuple[Placed, ...] = tuple(latest.values())
        given = {place_id for d in self.standing for place_id in _ids(d)}
        self._retired = {d.place.place_id: d for d in retired if d.place.place_id not in given}
        self._found: dict[str, list[Placed]] = defaultdict(list)
        for decision in self.standing:
            for key in {fold_key(decision.name), *_ids(decision)}:
                self._found[key].append(decision)

    def __bool__(self) -> bool:
        return bool(self.standing or self._retired)

    @property
    def digest(self) -> str:
        """A hash of what they say; "" when there is none."""
        if not self.standing:
            return ""
        said = sorted(msgspec.json.encode((d.subject, d.place)) for d in self.standing)
        return hashlib.sha256(b"\0".join(said)).hexdigest()

    def rule(self, told: _Told) -> _Told:
        """The place as it was decided; the same object where no decision speaks of it. One on a governorate goes before one on all."""
        found = [
            d for key in (fold_key(told.name), told.place_id or "") for d in self._found.get(key, ()) if d.fits(told)
        ]
        if not found:
            return told
        words = fold_key(told.text or told.name)
        best = max(found, key=lambda d: (fold_key(d.name) in words, d.told_in is not None, d.made))
        return _as_decided(best, told)

    def retired(self, told: Where) -> Placed | None:
        """The decision, taken back since, that a place was coded by."""
        return self._retired.get(told.place_id or "") if _is_decided(told) else None


def _is_decided(told: Where | PlaceMention) -> bool:
    """Whether a decision gave the place, or the coder found it by one that it had among its places."""
    return told.basis == BASIS or (told.basis in _OWN and (told.place_id or "").startswith(PREFIX))


def _ids(decision: Placed) -> tuple[str, ...]:
    return decision.place.place_id, *decision.formerly


def _as_decided(decision: Placed, told: _Told) -> _Told:
    place = decision.place
    # What was told with an unknown name stands where the decision is silent; of a wrong place it would be wrong, too.
    kept = not decision.instead_of and told.country == place.country
    fields: dict[str, Any] = {
        "name": place.name,
        "name_en": place.name_en,
        "country": place.country,
        "admin1": place.admin1
        or (place.name if place.feature == "province" else None)
        or (told.admin1 if kept else None),
        "admin2": place.admin2 or (told.admin2 if kept else None),
        "admin3": place.admin3 or (told.admin3 if kept else None),
        "pcode": place.pcode,
        "geonames_id": place.geonames_id,
        "lat": place.lat,
        "lon": place.lon,
        "radius_km": place.radius_km,
        "precision": place.precision,
        "place_id": place.place_id,
        "basis": BASIS,
    }
    if isinstance(told, PlaceMention):
        fields["feature"] = place.feature
    if all(getattr(told, name) == value for name, value in fields.items()):
        return told
    return msgspec.structs.replace(told, **fields)


def spots(decisions: Iterable[Placed]) -> list[NamedPlace]:
    """The places that were set by hand, as places of the gazetteer: the coder then finds their names in any text."""
    found = {
        d.place.place_id: NamedPlace(d.place, tuple(dict.fromkeys((d.place.name, d.name))))
        for d in decisions
        if d.is_spot
    }
    return list(found.values())


def to_csv(decisions: Sequence[Placed]) -> str:
    """The decisions as a table, one a line; spreadsheets open it, and `marsad places import` takes it."""
    out = StringIO(newline="")
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    for d in decisions:
        p = d.place
        cells = (
            p.name, p.name_en, p.country, p.feature, p.admin1, p.admin2, p.admin3, p.lat, p.lon, p.precision, "", d.note, p.radius,
            d.name, d.country, d.told_in, "|".join(d.instead_of), p.place_id, p.geonames_id, p.pcode, "|".join(d.formerly), d.by, d.made,
            d.judgement,
        )  # fmt: skip
        writer.writerow(["" if cell is None else cell for cell in cells])
    return out.getvalue()


def from_csv(text: str, file: Path | str) -> list[Placed]:
    """The decisions of `to_csv`. `BadData` names the line of a wrong entry."""
    rows = csv.reader(StringIO(text.removeprefix("\ufeff"), newline=""))
    if tuple(next(rows, ())) != COLUMNS:
        raise BadData(f"{file}: the header must be {','.join(COLUMNS)}; `marsad places settle` writes the file anew")
    return [_from_row(row, f"{file}, line {number}") for number, row in enumerate(rows, start=2) if any(row)]


def _from_row(row: list[str], where: str) -> Placed:
    if len(row) != len(COLUMNS):
        raise BadData(f"{where}: {len(row)} fields where {len(COLUMNS)} are needed")
    made = parse_row(row[: len(HEADER)], where).place
    told = dict(zip(COLUMNS, row, strict=True))
    try:
        radius = float(told["radius_km"]) if told["radius_km"] else None
        geonames_id = int(told["geonames_id"]) if told["geonames_id"] else None
    except ValueError:
        raise BadData(f"{where}: radius_km or geonames_id is no number") from None
    place = msgspec.structs.replace(
        made, place_id=told["place_id"] or made.place_id, geonames_id=geonames_id, pcode=told["pcode"] or None, radius=radius,
        curated=False, source=PLACED,
    )  # fmt: skip
    return Placed(
        name=told["told_as"],
        country=told["told_country"] or None,
        place=place,
        told_in=told["told_in"] or None,
        instead_of=tuple(filter(None, told["instead_of"].split("|"))),
        note=told["note"] or None,
        formerly=tuple(filter(None, told["formerly"].split("|"))),
        by=told["by"],
        made=told["made"],
        judgement=told["judgement"],
    )
