"""What a digest tells: read from an open store and its index."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final

import msgspec

from marsad.corroborate.changes import Change
from marsad.corroborate.reading import iter_incidents
from marsad.model import Incident, Span
from marsad.store import Store
from marsad.text.bidi import neutralise
from marsad.web.queries.filters import Condition, Filter, condition
from marsad.web.queries.incident import quotes

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

#: Incidents of each part that a digest spells out, and values of each table; the others are counted.
MOST: Final = 60
_MOST_ROWS: Final = 12
#: Reports of one incident whose words and addresses stand in the digest.
_MOST_SOURCES: Final = 6


class Source(msgspec.Struct, frozen=True, kw_only=True):
    """One report: who tells it, where it is to be read, in which words. `title` and `words` of whole sentences come with names only."""

    outlet: str | None
    published: str | None
    url: str | None
    document_key: str
    event_id: str
    title: str | None
    words: str


class Item(msgspec.Struct, frozen=True, kw_only=True):
    """An incident with its reports; `changes` since the period began, `joined` the ids of incidents that were merged into it."""

    incident: Incident
    sources: tuple[Source, ...]
    more_sources: int
    changes: tuple[Change, ...] = ()
    joined: tuple[str, ...] = ()


class Digest(msgspec.Struct, frozen=True, kw_only=True):
    """What entered the record between `since` and `until` (UTC). `new` and `changed` count incidents; `items_…` are the first of them,
    those with the most killed before others; `by_type` and `by_admin` (a country and division, "SYR/إدلب") count the new ones.
    """

    name: str | None
    chosen: Filter
    since: datetime | None
    until: datetime
    names: bool
    new: int
    changed: int
    killed: int
    injured: int
    by_type: tuple[tuple[str, int], ...]
    by_admin: tuple[tuple[str, int], ...]
    items_new: tuple[Item, ...]
    items_changed: tuple[Item, ...]

    @property
    def is_empty(self) -> bool:
        """Whether nothing is new and nothing changed."""
        return not (self.new or self.changed)


def run_before(con: DuckDBPyConnection, since: datetime) -> int:
    """The last link run before a time; 0 when there was none."""
    row = con.execute(
        "SELECT coalesce(max(link_run), 0) FROM link_runs WHERE made < ?::TIMESTAMP", [since.replace(tzinfo=None)]
    ).fetchone()
    return int(row[0]) if row else 0


def gather(
    store: Store,
    chosen: Filter,
    *,
    since: datetime | None,
    until: datetime,
    name: str | None = None,
    names: bool = False,
    run: int | None = None,
    most: int = MOST,
) -> Digest:
    """The digest of what a filter leaves. The store's index must be there. `run`: begin after this link run instead of at `since`;
    with neither, everything is new.
    """
    con = store.con
    after = run if run is not None else run_before(con, since) if since else 0
    where = condition(chosen)
    happened = "FILTER (i.kind = 'happening')"
    found = con.execute(
        f"SELECT count(*), sum(i.killed) {happened}, sum(i.injured) {happened} {_NEW} AND {where.sql}",
        [after, *where.params],
    ).fetchone()
    assert found is not None
    count, killed, injured = found
    new = [
        i for (i,) in _rows(con, f"SELECT i.incident_id {_NEW} AND {{}} ORDER BY {_ORDER} LIMIT {most}", after, where)
    ]
    changes = _changes(con, after, where)
    ordered = sorted(changes, key=lambda i: (-_weight(changes[i]), i))
    joined = _joined(con, after, ordered)
    return Digest(
        name=name,
        chosen=chosen,
        since=since,
        until=until,
        names=names,
        new=int(count),
        changed=len(changes),
        killed=int(killed or 0),
        injured=int(injured or 0),
        by_type=_counts(con, "i.type", after, where),
        by_admin=_counts(con, "coalesce(i.admin, i.country, '')", after, where),
        items_new=_items(store, new, {}, {}, names),
        items_changed=_items(store, ordered[:most], changes, joined, names),
    )


_NEW: Final = "FROM wb.incidents i JOIN incidents s ON s.incident_id = i.incident_id WHERE s.since > ?"
_ORDER: Final = "i.killed DESC NULLS LAST, i.day DESC NULLS LAST, i.incident_id"


def _rows(con: DuckDBPyConnection, sql: str, after: int, where: Condition) -> list[tuple[Any, ...]]:
    return con.execute(sql.format(where.sql), [after, *where.params]).fetchall()


def _counts(con: DuckDBPyConnection, value: str, after: int, where: Condition) -> tuple[tuple[str, int], ...]:
    rows = _rows(con, f"SELECT {value}, count(*) {_NEW} AND {{}} GROUP BY 1 ORDER BY 2 DESC, 1", after, where)
    if len(rows) <= _MOST_ROWS:
        return tuple(rows)
    return (*rows[: _MOST_ROWS - 1], ("others", sum(n for _, n in rows[_MOST_ROWS - 1 :])))


def _changes(con: DuckDBPyConnection, after: int, where: Condition) -> dict[str, tuple[Change, ...]]:
    """Incident → what of it is other than before the period, for those that were there before it."""
    rows = con.execute(
        "SELECT c.incident_id, c.slot, arg_min(c.before, c.link_run), arg_max(c.after, c.link_run) FROM incident_changes c "
        "JOIN incidents s USING (incident_id) JOIN wb.incidents i ON i.incident_id = c.incident_id "
        f"WHERE c.link_run > ? AND s.since <= ? AND {where.sql} GROUP BY ALL ORDER BY 1, min(c.rowid)",
        [after, after, *where.params],
    ).fetchall()
    found: dict[str, list[Change]] = {}
    decode = msgspec.json.decode
    for incident_id, slot, before, after_ in rows:
        if (old := decode(before)) != (now := decode(after_)):
            found.setdefault(incident_id, []).append(Change(slot, old, now))
    return {incident_id: tuple(changes) for incident_id, changes in found.items()}


def _weight(changes: Sequence[Change]) -> int:
    """What readers want first: tolls, then what contradicts, then grades; one more report last."""
    slots = {change.slot for change in changes}
    return 8 * ("killed" in slots) + 4 * ("contradictions" in slots) + 2 * ("grade" in slots) + (len(slots) > 2)


def _joined(con: DuckDBPyConnection, after: int, ids: Sequence[str]) -> dict[str, tuple[str, ...]]:
    rows = con.execute(
        "SELECT into_id, list(incident_id ORDER BY incident_id) FROM incident_fates "
        "WHERE link_run > ? AND fate = 'merged' AND into_id IN (SELECT unnest(?::VARCHAR[])) GROUP BY 1",
        [after, list(ids)],
    ).fetchall()
    return {into: tuple(gone) for into, gone in rows}


def _items(
    store: Store,
    ids: Sequence[str],
    changes: Mapping[str, tuple[Change, ...]],
    joined: Mapping[str, tuple[str, ...]],
    names: bool,
) -> tuple[Item, ...]:
    incidents = {i.id: i for i in iter_incidents(store, ids=ids)}
    shown = {i.id: i.reports[:_MOST_SOURCES] for i in incidents.values()}
    sources = _sources(store, (r.event_id for reports in shown.values() for r in reports), names)
    return tuple(
        Item(
            incident=incidents[i],
            sources=tuple(sources[r.event_id] for r in shown[i] if r.event_id in sources),
            more_sources=max(0, len(incidents[i].reports) - _MOST_SOURCES),
            changes=changes.get(i, ()),
            joined=joined.get(i, ()),
        )
        for i in ids
        if i in incidents
    )


#: What a report says and where, straight from the coder's rows: what people correct of an event are values, not its words.
_TOLD: Final = """
SELECT e.event_id, e.document_key, d.source, d.url, c.document->>'title', c.document->'published'->>'start', e.trigger_text,
  CASE WHEN $names THEN CAST(e.event->'evidence' AS VARCHAR) END, CASE WHEN $names THEN d.text END
FROM events e JOIN codings c USING (coding) JOIN documents d ON d.document_key = e.document_key
WHERE e.event_id IN (SELECT unnest($ids::VARCHAR[]))
QUALIFY row_number() OVER (PARTITION BY e.event_id ORDER BY e.coding DESC) = 1
"""


def _sources(store: Store, event_ids: Iterable[str], names: bool) -> dict[str, Source]:
    ids = list(event_ids)
    if not ids:
        return {}
    found = {}
    for event_id, key, outlet, url, title, published, trigger, evidence, text in store.con.execute(
        _TOLD, {"ids": ids, "names": names}
    ).fetchall():
        spans: list[Span] = msgspec.json.decode(evidence, type=list[Span]) if evidence else []
        found[event_id] = _source(event_id, key, outlet, url, published, title if names else None, trigger, text, spans)
    if missing := [i for i in ids if i not in found]:  # events that people told: no coder has rows of them
        for held in store.iter_judged(missing):
            document, event = held.document, held.event
            found[event.id] = _source(
                event.id,
                held.document_key,
                document.source,
                document.url,
                document.published.start if document.published else None,
                document.title if names else None,
                event.trigger.text,
                document.text,
                event.evidence if names else (),
            )
    return found


def _source(
    event_id: str,
    key: str,
    outlet: str | None,
    url: str | None,
    published: str | None,
    title: str | None,
    trigger: str,
    text: str | None,
    evidence: Sequence[Span],
) -> Source:
    words = trigger
    if text and evidence:
        words = "".join(piece for quote in quotes(text, evidence)[:1] for piece, _ in quote.pieces)
    return Source(
        outlet=neutralise(outlet) if outlet else None,
        published=published,
        url=url if url and url.lower().startswith(("http://", "https://")) else None,
        document_key=key,
        event_id=event_id,
        title=neutralise(title) if title else None,
        words=neutralise(" ".join(words.split())),
    )
