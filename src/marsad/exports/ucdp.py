"""The shape of UCDP's Georeferenced Event Dataset: 49 columns, one row for each happening with at least one death."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from math import floor
from pathlib import Path
from typing import Any

import msgspec

from marsad.exports.codes import country_codes, load_mapping
from marsad.exports.contract import Column, Exporter, LeftOut, Written
from marsad.exports.dates import days_in, span_of
from marsad.exports.names import admin_name
from marsad.exports.record import Bounds, ExportRecord, actor_name, country_name, sector, sum_bounds
from marsad.exports.spreadsheet import join, write_csv
from marsad.model.event import Actor, Casualties, Where


class _Mapping(msgspec.Struct, frozen=True):
    state: list[str]
    organised: list[str]
    types: list[str]
    where_prec: dict[str, int]
    columns: list[Column]


class Dyad(msgspec.Struct, frozen=True):
    """The two sides as UCDP orders them: a state first. `violence` is 1 state-based, 2 non-state, 3 one-sided, None
    unknown; `turned` says that side a is the target of the record."""

    a: Actor | None
    b: Actor | None
    violence: int | None
    turned: bool = False


@cache
def _mapping() -> _Mapping:
    return load_mapping("ucdp", _Mapping)


def write(records: Iterable[ExportRecord], path: Path) -> Written:
    """Write the rows as CSV."""
    left_out: list[LeftOut] = []
    header = [c.name for c in _mapping().columns]
    rows = ([row.get(name) for name in header] for row in _iter_rows(records, left_out))
    return Written(rows=write_csv(path, header, rows), left_out=tuple(left_out))


def _iter_rows(records: Iterable[ExportRecord], left_out: list[LeftOut]) -> Iterator[dict[str, Any]]:
    number = 0
    for record in records:
        reason = _no_row(record)
        if reason:
            left_out.append(LeftOut(record.id, reason))
            continue
        number += 1
        yield {"id": number} | make_row(record)


def _no_row(record: ExportRecord) -> str:
    if record.type not in _mapping().types:
        return f"the type {record.type} has no place in this scheme"
    killed = record.bounds("killed")
    if killed is None or max(killed.best, killed.high or 0) < 1:
        return "no death is told"
    if span_of(record.when) is None:
        return "its date is not known"
    return ""


def make_row(record: ExportRecord) -> dict[str, Any]:
    """The row of a record that tells of a death."""
    sides = find_dyad(record)
    return {
        "relid": record.id,
        "code_status": "Check",
        "type_of_violence": sides.violence,
        **_sides(sides),
        **_sources(record),
        **_place(record.place),
        **_dates(record),
        **_deaths(record, sides),
        "event_clarity": 1 if record.count.max == 1 else 2,
    }


def find_dyad(record: ExportRecord) -> Dyad:
    """Who stands against whom: a state before an organised group, the doer before its victims."""
    doer = next(iter(record.by_role("initiator")), None)
    other = next(iter(record.by_role("target", "affected")), None)
    one, two = _kind(doer), _kind(other)
    if two == "civilian" or (other is None and record.type == "attack_on_civilians"):
        return Dyad(doer, other, 3 if doer is not None else None)
    if one == "organised" and two == "state":
        return Dyad(other, doer, 1, turned=True)
    if "state" in (one, two):
        return Dyad(doer, other, 1 if one and two else None)
    return Dyad(doer, other, 2 if one and two else None)


def _kind(actor: Actor | None) -> str:
    if actor is None:
        return ""
    if sector(actor.actor_id) in _mapping().state:
        return "state"
    return "organised" if sector(actor.actor_id) in _mapping().organised else "civilian"


def _sides(sides: Dyad) -> dict[str, Any]:
    a = actor_name(sides.a.actor_id) if sides.a else None
    b = "Civilians" if sides.violence == 3 else actor_name(sides.b.actor_id) if sides.b else None
    return {
        "side_a": a,
        "side_b": b,
        "dyad_name": f"{a} - {b}" if a and b else None,
        "gwnoa": _gw(sides.a),
        "gwnob": None if sides.violence == 3 else _gw(sides.b),
    }


def _gw(actor: Actor | None) -> str | None:
    return country_codes(actor.actor_id[:3]).gw if actor is not None and _kind(actor) == "state" else None


def _sources(record: ExportRecord) -> dict[str, Any]:
    articles = (", ".join(filter(None, (s.outlet, s.published, s.title))) for s in record.sources)
    said = (c.organisation or c.speaker or c.title for c in record.claims if c.stance == "asserts")
    return {
        "number_of_sources": sum(s.independent for s in record.sources),
        "source_article": join(articles),
        "source_office": join(s.outlet for s in record.sources),
        "source_date": join(s.published for s in record.sources),
        "source_headline": join(s.title for s in record.sources),
        "source_original": join(said),
    }


def priogrid_cell(lat: float, lon: float) -> int:
    """The number of the cell of half a degree that holds a point, counted from the south-west, rows of 720.

    >>> priogrid_cell(33.3, 44.4)  # Baghdad
    177569
    """
    row = min(floor((lat + 90) / 0.5), 359)
    column = min(floor((lon + 180) / 0.5), 719)
    return row * 720 + column + 1


def _place(place: Where | None) -> dict[str, Any]:
    if place is None:
        return {}
    codes = country_codes(place.country)
    name = place.name_en or place.name
    near = f"; within {place.radius_km:g} km" if place.radius_km else ""
    row: dict[str, Any] = {
        "where_prec": _mapping().where_prec[place.precision],
        "where_coordinates": name,
        "where_description": f"{name} ({place.precision}{near})",
        "adm_1": admin_name(place, 1),
        "adm_2": admin_name(place, 2),
        "latitude": place.lat,
        "longitude": place.lon,
        "country": country_name(place.country),
        "country_id": codes.gw,
        "region": codes.ucdp_region,
    }
    if place.lat is not None and place.lon is not None:
        row["geom_wkt"] = f"POINT ({place.lon:.6f} {place.lat:.6f})"
        row["priogrid_gid"] = priogrid_cell(place.lat, place.lon)
    return row


def _dates(record: ExportRecord) -> dict[str, Any]:
    span = span_of(record.when)
    assert span is not None  # rows without a date are left out
    days = days_in(span)
    precision = 1 if days == 1 else 2 if days <= 6 else 3 if days == 7 else 4 if days <= 31 else 5
    first, last = (day.strftime("%Y-%m-%d 00:00:00.000") for day in span)
    return {"year": span[0].year, "date_prec": precision, "date_start": first, "date_end": last}


def _deaths(record: ExportRecord, sides: Dyad) -> dict[str, Any]:
    killed = [c for c in record.casualties if c.outcome == "killed"]
    columns = ("deaths_a", "deaths_b", "deaths_civilians", "deaths_unknown")
    row: dict[str, Any] = dict.fromkeys(columns, 0)
    for casualties in killed:
        bounds = sum_bounds([casualties])
        row[_column(casualties, sides)] += bounds.best if bounds else 0
    total = sum_bounds(killed) or Bounds(0, 0, 0)
    best = sum(row[c] for c in columns)
    return row | {"best": best, "low": total.low, "high": best if total.high is None else max(total.high, best)}


def _column(row: Casualties, sides: Dyad) -> str:
    if row.group == "civilians":
        return "deaths_civilians"
    if row.side is not None:
        doer, other = ("deaths_b", "deaths_a") if sides.turned else ("deaths_a", "deaths_b")
        if row.side == "target" and sides.violence == 3:
            return "deaths_civilians"
        return doer if row.side == "initiator" else other
    for side, column in ((sides.a, "deaths_a"), (sides.b, "deaths_b")):
        if side is None:
            continue
        if row.actor_id == side.actor_id:
            return column
        if row.group == {"state": "security_forces", "organised": "fighters"}.get(_kind(side)):
            return column
    return "deaths_unknown"


def exporter() -> Exporter:
    """The exporter of this shape."""
    return Exporter(
        name="ucdp",
        title="CSV in the shape of UCDP's Georeferenced Event Dataset",
        suffix="csv",
        columns=tuple(_mapping().columns),
        write=write,
        happened_only=True,
    )
