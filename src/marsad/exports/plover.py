"""The shape of POLECAT, coded after PLOVER: 40 tab-separated columns; and the same rows as JSON objects.

Casualties and the words have no column there; the sidecar says so. Modes and contexts are given where the type or the
means imply them, and left empty else.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import msgspec

from marsad.exports.codes import country_codes, load_mapping
from marsad.exports.contract import Column, Exporter, LeftOut, Written
from marsad.exports.jsonfiles import write_json_array
from marsad.exports.names import admin_name
from marsad.exports.record import ExportRecord, actor_name, country_name, sector
from marsad.exports.spreadsheet import join, write_csv
from marsad.model.event import Actor


class _Type(msgspec.Struct, frozen=True):
    event: str
    mode: str
    quad: int
    intensity: float | None
    contexts: list[str]


class _Mapping(msgspec.Struct, frozen=True):
    types: dict[str, _Type]
    means: dict[str, str]
    means_contexts: dict[str, str]
    sector_contexts: dict[str, str]
    sectors: dict[str, str]
    columns: list[Column]


@cache
def _mapping() -> _Mapping:
    return load_mapping("plover", _Mapping)


def write_tsv(records: Iterable[ExportRecord], path: Path) -> Written:
    """Write the rows separated by tabs."""
    left_out: list[LeftOut] = []
    header = [c.name for c in _mapping().columns]
    rows = ([_cell(row[name]) for name in header] for row in _iter_rows(records, left_out))
    return Written(rows=write_csv(path, header, rows, delimiter="\t"), left_out=tuple(left_out))


def write_json(records: Iterable[ExportRecord], path: Path) -> Written:
    """Write the rows as one array of objects; several values are a list."""
    left_out: list[LeftOut] = []
    return Written(rows=write_json_array(_iter_rows(records, left_out), path), left_out=tuple(left_out))


def _cell(value: Any) -> Any:
    if isinstance(value, list):
        return join(str(v) for v in value)
    return value.replace("\t", " ") if isinstance(value, str) else value


def _iter_rows(records: Iterable[ExportRecord], left_out: list[LeftOut]) -> Iterator[dict[str, Any]]:
    for record in records:
        if record.type in _mapping().types:
            yield make_row(record)
        else:
            left_out.append(LeftOut(record.id, f"the type {record.type} has no place in this scheme"))


def make_row(record: ExportRecord) -> dict[str, Any]:
    """The 40 columns of a record; lists where several values stand."""
    kind = _mapping().types[record.type]
    mode = kind.mode
    if record.means is not None and kind.event == "ASSAULT" and mode in ("firearms", "aerial", ""):
        mode = _mapping().means.get(record.means.class_, mode)
    row: dict[str, Any] = {
        "Event ID": record.id,
        "Event Date": record.when.start,
        "Event Type": kind.event,
        "Event Mode": mode or None,
        "Intensity": kind.intensity,
        "Quad Code": kind.quad,
        "Contexts": _contexts(record, kind),
        **_side("Actor", record.by_role("initiator")),
        **_side("Recipient", record.by_role("target", "affected")),
        **_place(record),
        "Source": [s.outlet for s in record.sources if s.outlet],
        "Publication Date": [s.published for s in record.sources if s.published],
        "Language": "Arabic",
        "Version": f"marsad {record.coder}".strip(),
    }
    return {c.name: row.get(c.name) for c in _mapping().columns}


def _contexts(record: ExportRecord, kind: _Type) -> list[str]:
    """What the type, the means and the bodies that take part imply."""
    means = _mapping().means_contexts.get(record.means.class_) if record.means is not None else None
    bodies = (_mapping().sector_contexts.get(sector(a.actor_id)) for a in record.actors)
    return list(dict.fromkeys(c for c in (*kind.contexts, means, *bodies) if c))


def _sector(actor_id: str) -> str:
    """A sector of PLOVER: the United Nations have one of their own."""
    return "UNO" if actor_id.startswith("INT-IGO-un") else _mapping().sectors.get(sector(actor_id), sector(actor_id))


def _side(role: str, actors: tuple[Actor, ...]) -> dict[str, Any]:
    sectors = [_sector(a.actor_id) for a in actors]
    countries = [a.actor_id[:3] for a in actors if country_name(a.actor_id[:3])]
    return {
        f"{role} Name": [actor_name(a.actor_id) for a in actors],
        f"{role} Country": countries,
        f"{role} COW": [code for code in (country_codes(c).cow for c in countries) if code],
        f"Primary {role} Sector": sectors[0] if sectors else None,
        f"{role} Sectors": [*sectors, *("IMG" for a in actors[:1] if a.actor_id.startswith("INT-REB"))],
        f"{role} Name Raw": [a.text for a in actors if a.text],
    }


def _place(record: ExportRecord) -> dict[str, Any]:
    place = record.place
    if place is None:
        return {}
    city = place.precision in ("exact", "town", "near")
    return {
        "Placename": place.name_en or place.name,
        "City": (place.name_en or place.name) if city else None,
        "District": admin_name(place, 2),
        "Province": admin_name(place, 1),
        "Country": place.country,
        "Latitude": place.lat,
        "Longitude": place.lon,
        "GeoNames ID": place.geonames_id,
        "Raw Placename": place.name,
        "Feature Type": place.precision,
    }


def exporters() -> tuple[Exporter, ...]:
    """The exporters of this shape: tab-separated and JSON."""
    columns = tuple(_mapping().columns)
    return (
        Exporter(
            name="plover",
            title="tab-separated, in the shape of POLECAT, coded after PLOVER",
            suffix="tsv",
            columns=columns,
            write=write_tsv,
            happened_only=True,
        ),
        Exporter(
            name="plover-json",
            title="the same as an array of JSON objects",
            suffix="json",
            columns=columns,
            write=write_json,
            happened_only=True,
        ),
    )
