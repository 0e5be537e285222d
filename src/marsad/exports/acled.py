"""The shape of ACLED's export: 31 columns, one row for each place of a happening.

The rules are ACLED's: dates coarser than a month are not recorded, the lowest of differing counts is taken, a vague
word counts as an agreed number, a count over several places is divided evenly with the rest going to the first. The
values are Marsad's: no row is one of ACLED's, and its ids are not theirs.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import msgspec

from marsad.exports.codes import country_codes, load_mapping
from marsad.exports.contract import Column, Exporter, LeftOut, Written
from marsad.exports.dates import days_in, middle, span_of
from marsad.exports.names import admin_name
from marsad.exports.notes import summary
from marsad.exports.record import PRIVATE, ExportRecord, actor_name, country_name, sector
from marsad.exports.spreadsheet import join, write_csv
from marsad.model.event import Actor, Casualties, Where


class _Type(msgspec.Struct, frozen=True):
    event: str
    sub: str


class _Mapping(msgspec.Struct, frozen=True):
    types: dict[str, _Type]
    means: dict[str, dict[str, str]]
    disorder: dict[str, str]
    inter: dict[str, str]
    tribal_inter: str
    inter_order: list[str]
    vague_fatalities: dict[int, int]
    columns: list[Column]


@cache
def _mapping() -> _Mapping:
    return load_mapping("acled", _Mapping)


def write(records: Iterable[ExportRecord], path: Path) -> Written:
    """Write the rows as CSV."""
    left_out: list[LeftOut] = []
    header = [c.name for c in _mapping().columns]
    rows = write_csv(path, header, ([row[name] for name in header] for row in _iter_rows(records, left_out)))
    return Written(rows=rows, left_out=tuple(left_out))


def _iter_rows(records: Iterable[ExportRecord], left_out: list[LeftOut]) -> Iterator[dict[str, Any]]:
    for record in records:
        reason = _no_row(record)
        if reason:
            left_out.append(LeftOut(record.id, reason))
            continue
        yield from make_rows(record)


def _no_row(record: ExportRecord) -> str:
    if record.type not in _mapping().types:
        return f"the type {record.type} has no place in this scheme"
    if time_precision(record) is None:
        return "its date is coarser than a month, or not known"
    return ""


def time_precision(record: ExportRecord) -> int | None:
    """1: the day; 2: within a week; 3: within a month; None: coarser, which is not recorded."""
    span = span_of(record.when)
    if span is None:
        return None
    days = days_in(span)
    if days == 1:
        return 1
    return 2 if days <= 7 else 3 if days <= 31 else None


def make_rows(record: ExportRecord) -> Iterator[dict[str, Any]]:
    """The rows of a record, one for each place; one with an empty place where none is known."""
    places: tuple[Where | None, ...] = record.where or (None,)
    total = fatalities(record)
    share, rest = divmod(total, len(places))
    shared = _shared(record)
    for i, place in enumerate(places):
        row = shared | _place(place) | {"fatalities": share + (rest if i == 0 else 0)}
        row["event_id_cnty"] = record.id if len(places) == 1 else f"{record.id}.{i + 1}"
        if len(places) > 1 and total:
            row["notes"] += f" {total} killed over {len(places)} places, divided evenly."
        yield row | _sides(record, place)


def fatalities(record: ExportRecord) -> int:
    """The lowest figure of all that is told of the killed; vague words count as the mapping says; 0 where none is told.

    "عشرات القتلى" counts 12, "ما لا يقل عن 20 قتيلا" 20.
    """
    return sum(
        min([_counted(c), *(a.min for a in c.alternatives if a.min != c.min)])
        for c in record.casualties
        if c.outcome == "killed"
    )


def _counted(row: Casualties) -> int:
    return _mapping().vague_fatalities.get(row.min, row.min) if row.qualifier == "vague" else row.min


def _shared(record: ExportRecord) -> dict[str, Any]:
    mapping = _mapping()
    kind = mapping.types[record.type]
    sub = kind.sub
    if record.means is not None:
        sub = mapping.means.get(record.type, {}).get(record.means.class_, sub)
    span = span_of(record.when)
    day = middle(span) if span else None
    return {
        "event_date": day.isoformat() if day else None,
        "year": day.year if day else None,
        "time_precision": time_precision(record),
        "disorder_type": mapping.disorder[kind.event],
        "event_type": kind.event,
        "sub_event_type": sub,
        "source": join(s.outlet for s in record.sources if s.independent),
        "source_scale": None,
        "notes": summary(record),
        "tags": None,
        "timestamp": None,
    }


def _place(place: Where | None) -> dict[str, Any]:
    codes = country_codes(place.country if place else None)
    row = {
        "iso": codes.iso_numeric,
        "region": codes.acled_region,
        "country": country_name(place.country) if place else None,
        **dict.fromkeys(("admin1", "admin2", "admin3", "location", "latitude", "longitude", "geo_precision")),
    }
    if place is not None and place.precision != "country":
        row |= {
            "admin1": admin_name(place, 1),
            "admin2": admin_name(place, 2),
            "admin3": admin_name(place, 3),
            "location": place.name_en or place.name,
            "latitude": place.lat,
            "longitude": place.lon,
            "geo_precision": {"exact": 1, "town": 1, "province": 3}.get(place.precision, 2),
        }
    return row


def _sides(record: ExportRecord, place: Where | None) -> dict[str, Any]:
    crowd = {"protest": "Protesters", "riot": "Rioters"}.get(record.type)
    country = place.country if place else None
    first, second = record.by_role("initiator"), record.by_role("target", "affected")
    helpers = record.by_role("supporter")
    one, two = _inter(first[:1], country, crowd), _inter(second[:1], country, None)
    if crowd and not one:
        one = crowd
    order = _mapping().inter_order
    pair = sorted((i for i in (one, two) if i), key=order.index)
    targeted = record.type in ("attack_on_civilians", "abduction", "sexual_violence") or two == "Civilians"
    violent = _mapping().types[record.type].event not in ("Strategic developments", "Protests")
    return {
        "actor1": _name(first[:1], country, crowd),
        "assoc_actor_1": join(actor_name(a.actor_id) for a in (*first[1:], *helpers)),
        "inter1": one,
        "actor2": _name(second[:1], country, None),
        "assoc_actor_2": join(actor_name(a.actor_id) for a in second[1:]),
        "inter2": two,
        "interaction": "" if not pair else "-".join(pair) if len(pair) == 2 else f"{pair[0]} only",
        "civilian_targeting": "Civilians targeted" if targeted and violent else None,
    }


def _name(actors: tuple[Actor, ...], country: str | None, crowd: str | None) -> str | None:
    if crowd and (not actors or sector(actors[0].actor_id) in PRIVATE):
        return f"{crowd} ({country_name(country) or 'Unknown'})"
    return actor_name(actors[0].actor_id) if actors else None


def _inter(actors: tuple[Actor, ...], country: str | None, crowd: str | None) -> str:
    if not actors:
        return ""
    id_ = actors[0].actor_id
    if crowd and sector(id_) in PRIVATE:
        return crowd
    if id_.endswith("-tribal"):
        return _mapping().tribal_inter
    category = _mapping().inter.get(sector(id_), "External/Other forces")
    if category == "State forces" and country is not None and id_[:3] != country:
        return "External/Other forces"
    return category


def exporter() -> Exporter:
    """The exporter of this shape."""
    return Exporter(
        name="acled",
        title="CSV in the shape of ACLED's export",
        suffix="csv",
        columns=tuple(_mapping().columns),
        write=write,
        happened_only=True,
    )
