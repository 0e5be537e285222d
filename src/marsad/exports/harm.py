"""Records of civilian harm: in the shape of Airwars' incidents and of Iraq Body Count's.

Airwars grades incidents by their sources; an incident carries the grade that Marsad computed, a single report is graded
"weak" there (a claim of a single source). Bounds stay open where the words give no upper bound.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from marsad.exports.contract import Column, Exporter, LeftOut, Written
from marsad.exports.notes import summary
from marsad.exports.record import Bounds, ExportRecord, actor_name, country_name
from marsad.exports.spreadsheet import join, write_csv
from marsad.model.event import Casualties

_CATEGORIES = ("children", "women")
_AIRWARS = (
    Column(name="incident_code", source="id", loss="Marsad's own id"),
    Column(name="date", source="when.start"),
    Column(name="date_end", source="when.end"),
    Column(name="local_time", source="when.time"),
    Column(name="location_ar", source="where: name and parents"),
    Column(name="location_en", source="where.name_en, where.country"),
    Column(name="latitude", source="where.lat"),
    Column(name="longitude", source="where.lon"),
    Column(name="accuracy", source="where.precision"),
    Column(name="narrative", source="made from the fields, in English"),
    Column(name="civilian_harm_reported", source="casualties, civilians"),
    Column(name="killed_min", source="casualties killed, civilians, the lowest figure"),
    Column(name="killed_max", source="the highest figure; empty where there is no upper bound"),
    Column(name="injured_min", source="casualties injured, civilians"),
    Column(name="injured_max", source="casualties injured, civilians"),
    Column(name="children_killed_min", source="casualties.of_which"),
    Column(name="children_killed_max", source="casualties.of_which"),
    Column(name="women_killed_min", source="casualties.of_which"),
    Column(name="women_killed_max", source="casualties.of_which"),
    Column(name="strike_type", source="type, means.class"),
    Column(name="suspected_belligerents", source="actors, initiators"),
    Column(name="grading", source="grade of the incident; weak for a single report"),
    Column(name="belligerent_assessment", source="always not_yet_assessed"),
    Column(name="number_of_sources", source="independent documents"),
    Column(name="sources", source="outlets and addresses of the documents"),
)
_IBC = (
    Column(name="Incident", source="id", loss="Marsad's own id"),
    Column(name="Date", source="when.start, when.end"),
    Column(name="Time", source="when.time"),
    Column(name="Place", source="where"),
    Column(name="Target", source="actors, targets and affected"),
    Column(name="Minimum deaths", source="casualties killed, civilians, the lowest figure"),
    Column(name="Maximum deaths", source="the highest figure; empty where there is no upper bound"),
    Column(name="Minimum injuries", source="casualties injured, civilians"),
    Column(name="Maximum injuries", source="casualties injured, civilians"),
    Column(name="Weapons", source="means.class, else type"),
    Column(name="Killers", source="actors, initiators"),
    Column(name="Media sources", source="outlets of the documents"),
    Column(name="Primary witnesses", source="claims: who is quoted"),
)
_ACCURACY = {
    "exact": "Exact location",
    "town": "City",
    "district": "District",
    "province": "Province",
    "country": "Country",
    "near": "Nearby",
    "offset": "Nearby",
}


def write_airwars(records: Iterable[ExportRecord], path: Path) -> Written:
    """Write the incidents in which civilians were harmed, as CSV."""
    return _write(records, path, _AIRWARS, _airwars_row)


def write_ibc(records: Iterable[ExportRecord], path: Path) -> Written:
    """Write the incidents in which civilians were killed or hurt, as CSV."""
    return _write(records, path, _IBC, _ibc_row)


def _write(records: Iterable[ExportRecord], path: Path, columns: tuple[Column, ...], make: Any) -> Written:
    left_out: list[LeftOut] = []
    rows = ([row.get(c.name) for c in columns] for row in _iter_rows(records, make, left_out))
    return Written(rows=write_csv(path, [c.name for c in columns], rows, bom=True), left_out=tuple(left_out))


def _iter_rows(records: Iterable[ExportRecord], make: Any, left_out: list[LeftOut]) -> Iterator[dict[str, Any]]:
    for record in records:
        if harmed(record, "killed") or harmed(record, "injured"):
            yield make(record)
        else:
            left_out.append(LeftOut(record.id, "no harm to civilians is told"))


def harmed(record: ExportRecord, outcome: str) -> Bounds | None:
    """Civilians killed or injured. People of whom the text does not say what they were count from 0, for they may be."""
    civilians = record.bounds(outcome, "civilians")
    others = record.bounds(outcome, "unknown")
    if others is None:
        return civilians
    known = civilians or Bounds(0, 0, 0)
    high = None if known.high is None or others.high is None else known.high + others.high
    return Bounds(known.low, known.best, high)


def _airwars_row(record: ExportRecord) -> dict[str, Any]:
    place = record.place
    killed, injured = harmed(record, "killed"), harmed(record, "injured")
    row: dict[str, Any] = {
        "incident_code": record.id,
        "date": record.when.start,
        "date_end": record.when.end,
        "local_time": record.when.time,
        "narrative": summary(record),
        "civilian_harm_reported": "Y",
        **_bounds("killed", killed),
        **_bounds("injured", injured),
        "strike_type": record.means.class_ if record.means else record.type,
        "suspected_belligerents": _names(record, "initiator"),
        "grading": record.grade or "weak",
        "belligerent_assessment": "not_yet_assessed",
        "number_of_sources": sum(s.independent for s in record.sources),
        "sources": join(" ".join(filter(None, (s.outlet, s.url))) for s in record.sources),
    }
    for category in _CATEGORIES:
        row |= _bounds(f"{category}_killed", _part(record.casualties, category))
    if place is not None:
        chain = dict.fromkeys(filter(None, (place.name, place.admin3, place.admin2, place.admin1)))
        row |= {
            "location_ar": "، ".join(chain),
            "location_en": ", ".join(filter(None, (place.name_en, country_name(place.country)))),
            "latitude": place.lat,
            "longitude": place.lon,
            "accuracy": _ACCURACY[place.precision],
        }
    return row


def _ibc_row(record: ExportRecord) -> dict[str, Any]:
    killed, injured = harmed(record, "killed"), harmed(record, "injured")
    place = record.place
    days = [d for d in dict.fromkeys((record.when.start, record.when.end)) if d]
    return {
        "Incident": record.id,
        "Date": " to ".join(days),
        "Time": record.when.time,
        "Place": ", ".join(filter(None, (place.name_en or place.name, country_name(place.country)))) if place else None,
        "Target": _names(record, "target", "affected"),
        "Minimum deaths": killed.low if killed else 0,
        "Maximum deaths": killed.high if killed else 0,
        "Minimum injuries": injured.low if injured else 0,
        "Maximum injuries": injured.high if injured else 0,
        "Weapons": record.means.class_ if record.means else record.type,
        "Killers": _names(record, "initiator"),
        "Media sources": join(s.outlet for s in record.sources),
        "Primary witnesses": join(c.organisation or c.title or c.speaker for c in record.claims),
    }


def _bounds(name: str, bounds: Bounds | None) -> dict[str, int | None]:
    return {f"{name}_min": bounds.low if bounds else None, f"{name}_max": bounds.high if bounds else None}


def _part(rows: tuple[Casualties, ...], category: str) -> Bounds | None:
    parts = [p for row in rows if row.outcome == "killed" for p in row.of_which if p.category == category]
    if not parts:
        return None
    tops = [p.max for p in parts]
    low = sum(p.min for p in parts)
    return Bounds(low, low, None if None in tops else sum(t for t in tops if t is not None))


def _names(record: ExportRecord, *roles: str) -> str:
    return join(actor_name(a.actor_id) for a in record.by_role(*roles))


def exporters() -> tuple[Exporter, ...]:
    """The exporters of both shapes."""
    return (
        Exporter(
            name="airwars",
            title="CSV in the manner of Airwars' incidents of civilian harm",
            suffix="csv",
            columns=_AIRWARS,
            write=write_airwars,
            happened_only=True,
        ),
        Exporter(
            name="ibc",
            title="CSV in the manner of Iraq Body Count's incidents",
            suffix="csv",
            columns=_IBC,
            write=write_ibc,
            happened_only=True,
        ),
    )
