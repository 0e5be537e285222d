"""What a decision would change in the incidents, told before it is made: which reports, which incidents, and what may part or join."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Final, NamedTuple

import msgspec

from marsad.corroborate.consolidating import consolidate
from marsad.corroborate.reports import Report, make_report
from marsad.corroborate.sources import make_accounts
from marsad.model import Coded, Event, Incident, Where
from marsad.model.incident import IncidentKind
from marsad.store import Store
from marsad.store.naming import ActorRulings
from marsad.store.reader import StoredEvent

#: How far around the new place others of the same days may be one with a report that moves: kilometres, days.
_KM: Final = 30.0
_DAYS: Final = 3
#: Reports whose neighbours are looked for.
_MOST_NEAR: Final = 300

_MEMBERS = """
SELECT m.event_id, m.incident_id, i.kind FROM incident_reports m JOIN incidents i USING (incident_id)
WHERE m.incident_id IN (SELECT unnest(?::VARCHAR[])) ORDER BY 2, 1
"""
#: Other incidents of the same days around the places of `moved`.
_NEAR = """
WITH moved AS (
  SELECT unnest($1::VARCHAR[]) AS event_id, unnest($2::DOUBLE[]) AS lat, unnest($3::DOUBLE[]) AS lon, unnest($4::VARCHAR[]) AS family,
    unnest($5::INTEGER[]) AS lo, unnest($6::INTEGER[]) AS hi
)
SELECT count(DISTINCT o.incident_id) FROM moved m
JOIN link_reports r ON r.family = m.family AND r.day_lo <= m.hi + $7 AND r.day_hi >= m.lo - $7 AND abs(r.lat - m.lat) <= $8 / 111.2
  AND 111.2 * sqrt(pow(r.lat - m.lat, 2) + pow((r.lon - m.lon) * cos(radians(m.lat)), 2)) <= $8
JOIN incident_reports o ON o.event_id = r.event_id
LEFT JOIN incident_reports own ON own.event_id = m.event_id
WHERE own.incident_id IS NULL OR own.incident_id <> o.incident_id
"""


class Shift(msgspec.Struct, frozen=True, kw_only=True):
    """One incident as it is and as its present reports would tell it."""

    before: Incident
    after: Incident


class Effect(msgspec.Struct, frozen=True, kw_only=True):
    """What a decision would change. `events` and `documents` count the reports that would say something else, `incidents` those that
    hold one; `shifts` are the first of these. `compared`: reports that linkage would compare anew; `may_part`: incidents of several
    reports of which some would lie or be told otherwise, `may_join`: incidents near enough to a new place that reports may join them.
    """

    events: int
    documents: int
    incidents: int
    compared: int
    may_part: int
    may_join: int
    shifts: tuple[Shift, ...]


def placing_effect(store: Store, changed: Iterable[tuple[Coded, Coded]], *, most: int = 20) -> Effect:
    """The effect of places looked up anew: `changed` are the results of documents as they are and as they would be."""
    moved: dict[str, list[tuple[Where, Where]]] = {}
    for now, then in changed:
        for old, new in zip(now.events, then.events, strict=True):
            if old.where != new.where:
                moved[old.id] = list(zip(old.where, new.where, strict=True))
    rulings = store.actor_rulings

    def after(event: Event) -> Event:
        # A place that somebody corrected by hand is neither and stays.
        pairs = moved.get(event.id, ())
        where = tuple(next((new for old, new in pairs if old == place), place) for place in event.where)
        return rulings.apply(msgspec.structs.replace(event, where=where))

    return _effect_of(store, list(moved), rulings.apply, after, most)


def naming_effect(store: Store, event_ids: Sequence[str], then: ActorRulings, *, most: int = 20) -> Effect:
    """The effect of other decisions on actors, `then`, on events that these may speak of."""
    return _effect_of(store, event_ids, store.actor_rulings.apply, then.apply, most)


def _effect_of(
    store: Store, event_ids: Sequence[str], now: Callable[[Event], Event], then: Callable[[Event], Event], most: int
) -> Effect:
    """The effect on events that may change; `now` and `then` give an event as it is and as it would be. Nothing is written."""
    of = dict(
        store.query(
            "SELECT event_id, incident_id FROM incident_reports WHERE event_id IN (SELECT unnest(?::VARCHAR[])) ORDER BY 2, 1",
            [list(event_ids)],
        ).rows
    )
    members = store.query(_MEMBERS, [list(dict.fromkeys(of.values()))]).rows
    shown = set(list(dict.fromkeys(of.values()))[:most])
    wanted = {*event_ids, *(event_id for event_id, incident, _ in members if incident in shown)}
    told = {found.event.id: _Told(found, now(found.event), then(found.event)) for found in _raw(store, wanted)}
    chosen = set(event_ids)
    changes = {name: t for name, t in told.items() if name in chosen and t.now != t.then}
    compared = _compared(changes)
    sizes = Counter(incident for _, incident, _ in members)
    moving = {of[e] for e in changes if e in of}
    return Effect(
        events=len(changes),
        documents=len({t.stored.document_key for t in changes.values()}),
        incidents=len(moving),
        compared=len(compared),
        may_part=len({of[e] for e in compared if e in of and sizes[of[e]] > 1}),
        may_join=_near(store, compared),
        shifts=tuple(_shifts(store, [m for m in members if m[1] in shown & moving], told)),
    )


class _Told(NamedTuple):
    stored: StoredEvent
    now: Event
    then: Event


def _raw(store: Store, event_ids: Iterable[str]) -> Iterator[StoredEvent]:
    """Events as people left them, before decisions on actors."""
    return store.iter_judged(sorted(event_ids), ActorRulings(()))


def _compared(changes: Mapping[str, _Told]) -> dict[str, Report]:
    """The reports that linkage would see otherwise, as it would see them."""
    found = {}
    for name, (stored, *events) in changes.items():
        old, new = (make_report(event, stored.document, stored.document_key) for event in events)
        if old != new:
            found[name] = new
    return found


def _near(store: Store, compared: Mapping[str, Report]) -> int:
    rows = [
        (name, r.lat, r.lon, r.family, r.day_lo, r.day_hi)
        for name, r in sorted(compared.items())
        if r.lat is not None and r.day_lo is not None
    ][:_MOST_NEAR]
    if not rows:
        return 0
    columns = [list(column) for column in zip(*rows, strict=True)]
    [(count,)] = store.query(_NEAR, [*columns, _DAYS, _KM]).rows
    return int(count)


def _shifts(store: Store, members: Sequence[tuple[str, str, IncidentKind]], told: Mapping[str, _Told]) -> list[Shift]:
    """Incidents consolidated from their reports as they are and as they would be; `members` are (event, incident, its kind)."""
    kinds = {incident: kind for _, incident, kind in members}
    reports: dict[str, list[_Told]] = defaultdict(list)
    for event_id, incident, _ in members:
        if event_id in told:
            reports[incident].append(told[event_id])
    keys = sorted({t.stored.document_key for rows in reports.values() for t in rows})
    reprints = dict(
        store.query(
            "SELECT document_key, reprint FROM reprints WHERE document_key IN (SELECT unnest(?::VARCHAR[]))", [keys]
        ).rows
    )

    def made(incident: str, events: Iterable[tuple[Event, _Told]]) -> Incident:
        accounts = [(event, t.stored.document, t.stored.document_key) for event, t in events]
        return consolidate(incident, kinds[incident], make_accounts(accounts, reprints))

    return [
        Shift(before=made(name, ((t.now, t) for t in rows)), after=made(name, ((t.then, t) for t in rows)))
        for name, rows in sorted(reports.items())
    ]
