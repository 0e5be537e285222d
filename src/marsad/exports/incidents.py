"""Incidents as export records: the consolidated fields, with what their reports alone tell."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import islice

import msgspec

from marsad.corroborate.reading import iter_incidents
from marsad.exports.record import ExportRecord, Source, from_stored
from marsad.exports.selection import Selection, finish
from marsad.model import Incident, IncidentToll
from marsad.model.event import Actor, Alternative, Casualties, Count, Event, Group, When, Where
from marsad.store import Store, StoredEvent

#: Incidents whose reports are read together.
_PAGE = 200


def iter_incident_records(store: Store, chosen: Selection, ids: Sequence[str] | None = None) -> Iterator[ExportRecord]:
    """The incidents of a store that match, by day; with `ids` only those of them."""
    found = iter_incidents(store, types=chosen.types, since=chosen.since, until=chosen.until, ids=ids)
    while page := list(islice(found, _PAGE)):
        told = {r.event.id: r for r in store.iter_judged([r.event_id for i in page for r in i.reports])}
        for incident in page:
            reports = [told[r.event_id] for r in incident.reports if r.event_id in told]
            yield from finish(from_incident(incident, reports), chosen)


def from_incident(incident: Incident, reports: list[StoredEvent]) -> ExportRecord:
    """One incident with its sources. The best figure is the value of a toll, the range over the sources its alternative; means,
    materiel and count are those of the report told first."""
    by_id = {r.event.id: r for r in reports}
    told = [by_id[r.event_id].event for r in incident.reports if r.event_id in by_id]
    first = told[0] if told else None
    sources = tuple(
        Source(
            document_id=report.document_id,
            document_key=by_id[report.event_id].document_key,
            event_id=report.event_id,
            outlet=report.source,
            url=by_id[report.event_id].document.url,
            title=by_id[report.event_id].document.title,
            published=report.published,
            credits=report.credits,
            independent=report.independent,
        )
        for report in incident.reports
        if report.event_id in by_id
    )
    return ExportRecord(
        id=incident.id,
        kind="incident",
        type=incident.type,
        status="current" if any(r.role == "report" for r in incident.reports) else "background",
        modality=incident.modality,
        when=_when(incident, told),
        where=_where(incident, told),
        actors=tuple(Actor(role=a.role, actor_id=a.actor_id, name=a.name) for a in incident.actors),
        means=next((e.means for e in told if e.means is not None), None),
        casualties=tuple(row for toll in incident.casualties for row in _casualties(toll, told)),
        materiel=first.materiel if first else (),
        count=first.count if first else Count(),
        trigger=first.trigger.text if first else "",
        claims=tuple(claim for event in told for claim in event.claims),
        unverified=bool(told) and all(event.unverified for event in told),
        confidence=max((event.confidence for event in told), default=None),
        grade=incident.grade,
        evidence=tuple(
            " ".join(r.document.text[start:end].split()) for r in reports for start, end in r.event.evidence[:1]
        ),
        sources=sources,
        coder=reports[0].coder if reports else "",
        reports=tuple(from_stored(report) for report in reports),
    )  # fmt: skip


def _when(incident: Incident, told: Sequence[Event]) -> When:
    """The incident's days; time of day and basis are those of the first report that tells these days."""
    when = incident.when
    same = [e.when for e in told if (e.when.start, e.when.end) == (when.start, when.end)]
    time = next((w.time for w in same if w.time), None)
    basis = same[0].basis if same else "inferred" if when.start else "unresolved"
    return When(start=when.start, end=when.end, precision=when.precision, basis=basis, time=time)


def _where(incident: Incident, told: Sequence[Event]) -> tuple[Where, ...]:
    """The incident's place, with what the report that names it knows beside: sub-district, pcode, GeoNames id."""
    place = incident.where
    if place is None:
        return ()
    known = {name: getattr(place, name) for name in place.__struct_fields__}
    same = next((w for e in told for w in e.where if (w.place_id, w.name) == (place.place_id, place.name)), None)
    if same is not None:
        known |= {"admin3": same.admin3, "pcode": same.pcode, "geonames_id": same.geonames_id, "basis": same.basis}
    return (Where(**known),)


def _casualties(toll: IncidentToll, told: Sequence[Event]) -> list[Casualties]:
    """The rows of the report that tells the best figure: who the people were, parts of them, vague words. The range over the sources
    is the alternative of the largest row. Where no report tells just that figure, one row of the group that most reports name.
    """
    for event in told:
        rows = [row for row in event.casualties if row.outcome == toll.outcome]
        if rows and sum(row.min for row in rows) == toll.best:
            largest = max(rows, key=lambda row: row.min)
            rest = toll.best - largest.min
            high = None if toll.max is None else max(toll.max - rest, largest.min)
            span = Alternative(min=max(0, toll.min - rest), max=high)
            known = (largest.min, largest.max if toll.max is not None else None)
            other = () if (span.min, span.max) == known else (span,)
            return [
                msgspec.structs.replace(row, text=None, span=None, alternatives=other if row is largest else ())
                for row in rows
            ]
    return [
        Casualties(
            outcome=toll.outcome,  # type: ignore[arg-type]
            group=_group(told, toll.outcome),
            min=toll.best,
            max=toll.best,
            qualifier="range" if toll.min != toll.max else "exact",
            alternatives=(Alternative(min=toll.min, max=toll.max),),
        )
    ]


def _group(told: Sequence[Event], outcome: str) -> Group:
    groups = Counter(row.group for event in told for row in event.casualties if row.outcome == outcome)
    return groups.most_common(1)[0][0] if groups else "unknown"
