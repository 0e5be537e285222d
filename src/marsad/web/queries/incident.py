"""What the page of one incident shows: its reports side by side, where they differ, what was judged of them, and what lies near."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, Final

import msgspec

from marsad.corroborate.why import Why, weigh
from marsad.model import Event, Incident, IncidentReport, Span
from marsad.report.labels import load_labels
from marsad.store import Judgement, Store
from marsad.store.reader import StoredEvent
from marsad.text.bidi import neutralise

#: Reports whose pairs are weighed for the page: a pair more is a comparison more.
MOST_WEIGHED: Final = 14
_MOST_QUOTES, _MOST_CHARACTERS, _AROUND = 3, 420, 40
#: How far around an incident others are offered for a merge: days, kilometres.
_DAYS, _KM, _MOST_NEAR = 4, 60, 8


class Quote(msgspec.Struct, frozen=True):
    """Words of an article in pieces; a piece that is evidence is marked."""

    pieces: tuple[tuple[str, bool], ...]


class Told(msgspec.Struct, frozen=True, kw_only=True):
    """One report as the page shows it. `differs`: the slots in which it says something else than the incident, or than another."""

    report: IncidentReport
    event: Event
    title: str | None
    document_key: str
    url: str | None
    quotes: tuple[Quote, ...]
    differs: frozenset[str]


class Near(msgspec.Struct, frozen=True, kw_only=True):
    """An incident close by in time and place, which a reviewer may say is the same."""

    incident_id: str
    type: str
    day: str | None
    place: str | None
    place_en: str | None
    km: float | None
    killed: int | None


def family_of(type_: str) -> str:
    """The family of an event type, which gives its colour: air_strike is of "remote"."""
    return next((name for name, family in load_labels()["families"].items() if type_ in family["types"]), "politics")


def reason_of(incident: Incident) -> str:
    """Why an incident has its grade: the grade, and where it is contested by what: "sides" or "denied"."""
    if incident.grade != "contested":
        return incident.grade
    return "sides" if any(row.slot == "initiator" for row in incident.contradictions) else "denied"


def reports_of(store: Store, incident: Incident) -> list[Told]:
    """The reports of an incident in its order; one whose event is no longer in the record is left out.

    A report of "قُتل جنديان في الموصل" quotes these words with the evidence marked.
    """
    found = {e.event.id: e for e in store.iter_judged([r.event_id for r in incident.reports])}
    differs = differing(incident)
    return [
        Told(
            report=report,
            event=held.event,
            title=neutralise(held.document.title) if held.document.title else None,
            document_key=held.document_key,
            url=held.document.url,
            quotes=quotes(held.document.text, held.event.evidence),
            differs=frozenset(differs.get(report.event_id, ())),
        )
        for report in incident.reports
        if (held := found.get(report.event_id)) is not None
    ]


def differing(incident: Incident) -> dict[str, set[str]]:
    """Event id → the slots in which it dissents or contradicts."""
    slots: dict[str, set[str]] = {}
    for dissent in incident.dissent:
        for event_id in dissent.event_ids:
            slots.setdefault(event_id, set()).add(dissent.slot)
    for row in incident.contradictions:
        for event_id in (row.event_id, row.other_event_id):
            slots.setdefault(event_id, set()).add(row.slot)
    return slots


def quotes(text: str, evidence: Sequence[Span]) -> tuple[Quote, ...]:
    """The passages of a text that hold the evidence, a little of their surroundings with them.

    In "... أعلن الجيش اليوم. قُتل جنديان في الموصل ..." the clause is marked and "أعلن الجيش اليوم" stands before it unmarked.
    """
    groups: list[list[Span]] = []
    for span in sorted(evidence):
        if groups and span[0] <= groups[-1][-1][1]:
            groups[-1][-1] = (groups[-1][-1][0], max(span[1], groups[-1][-1][1]))
        elif groups and span[0] - groups[-1][-1][1] <= 2 * _AROUND:
            groups[-1].append(span)
        else:
            groups.append([span])
    return tuple(_quote(text, group) for group in groups[:_MOST_QUOTES])


def _quote(text: str, group: Sequence[Span]) -> Quote:
    first, last = group[0][0], min(group[-1][1], group[0][0] + _MOST_CHARACTERS)
    start, end = _word_edge(text, first - _AROUND, -1), _word_edge(text, last + _AROUND, 1)
    pieces, at = [], start
    for low, high in group:
        high = min(high, last)
        if low >= high:
            break
        pieces += [(text[at:low], False), (text[low:high], True)]
        at = high
    pieces.append((text[at:end], False))
    if start > 0:
        pieces.insert(0, ("… ", False))
    if end < len(text):
        pieces.append((" …", False))
    return Quote(tuple((neutralise(" ".join(p.split(" "))), marked) for p, marked in pieces if p))


def _word_edge(text: str, at: int, step: int) -> int:
    """The end of the word that a position cuts, away from the quote; the edge of the paragraph where that comes first."""
    at = max(0, min(at, len(text)))
    while 0 < at < len(text) and not text[at - 1 if step < 0 else at].isspace():
        at += step
    return at


def links_of(store: Store, incident: Incident) -> list[Why]:
    """Why the reports were joined: for each report but the first, its strongest tie to one before it, strongest first."""
    ids = [report.event_id for report in incident.reports][:MOST_WEIGHED]
    held = {e.event.id: e for e in store.iter_judged(ids)}
    events: list[StoredEvent] = [held[i] for i in ids if i in held]
    pairs = [(a, b) for b in range(len(events)) for a in range(b)]
    if not pairs:
        return []
    best: dict[str, Why] = {}
    for told in weigh(store, events, pairs):  # of two ties of one weight the first, as they stand in the incident
        if told.b not in best or told.weight > best[told.b].weight:
            best[told.b] = told
    return sorted(best.values(), key=lambda told: -told.weight)


def judgements_of(store: Store, event_ids: Iterable[str]) -> list[Judgement]:
    """The judgements that stand on these events or pairs of them, newest first."""
    return store.journal.about(list(event_ids))


def history_of(store: Store, incident_id: str) -> list[tuple[str, str, str | None]]:
    """Ids that ended in this incident or left it: (old id, what became of it, the id it came to)."""
    rows = store.query(
        "SELECT incident_id, fate, into_id FROM incident_fates WHERE into_id = ? OR incident_id = ? ORDER BY link_run DESC, 1 LIMIT 20",
        [incident_id, incident_id],
    ).rows
    return [(str(a), str(b), c) for a, b, c in rows]


_NEAR: Final = """
SELECT n.*, i.record->'where'->>'name_en' FROM (
SELECT incident_id, type, when_start, place, killed_best,
  111.2 * sqrt(pow(lat - $lat, 2) + pow((lon - $lon) * cos(radians($lat)), 2)) AS km
FROM incidents
WHERE incident_id <> $id AND kind = $kind AND lat BETWEEN $lat - 1 AND $lat + 1 AND km <= $km
  AND when_start BETWEEN $day::DATE - $days AND $day::DATE + $days
ORDER BY abs(date_diff('day', when_start, $day::DATE)), km, incident_id LIMIT $most) n JOIN incidents i USING (incident_id)
ORDER BY abs(date_diff('day', n.when_start, $day::DATE)), n.km, incident_id
"""


def near(store: Store, incident: Incident) -> list[Near]:
    """Incidents of the same kind within four days and 60 km; none where the incident has no day or no point."""
    where, day = incident.where, incident.when.start
    if where is None or where.lat is None or where.lon is None or day is None:
        return []
    chosen = {"lat": where.lat, "lon": where.lon, "id": incident.id, "kind": incident.kind, "day": day}
    rows = store.con.execute(_NEAR, chosen | {"days": _DAYS, "km": _KM, "most": _MOST_NEAR}).fetchall()
    return [
        Near(incident_id=i, type=t, day=None if d is None else str(d), place=p, place_en=en, killed=k, km=km)
        for i, t, d, p, k, km, en in rows
    ]


def shape_of(incident: Incident, told: Sequence[Told]) -> list[dict[str, Any]]:
    """The places for the map: that of the incident, then those that reports name besides; radius in km."""
    shapes = [] if incident.where is None else [msgspec.to_builtins(incident.where) | {"main": True}]
    seen = {(s.get("lat"), s.get("lon")) for s in shapes}
    for row in told:
        for place in row.event.where:
            if (place.lat, place.lon) not in seen:
                seen.add((place.lat, place.lon))
                shapes.append(msgspec.to_builtins(place) | {"main": False})
    return [
        {key: s.get(key) for key in ("name", "name_en", "lat", "lon", "radius_km", "precision", "main")}
        for s in shapes
        if s.get("lat") is not None and s.get("lon") is not None
    ]
