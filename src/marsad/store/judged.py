"""Events as the record has them now: what the current coder read, with what people corrected, rejected,
added, and decided on actors."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import msgspec

from marsad.model import Event
from marsad.store.journal import JudgedValue, apply_judged, documents_judged, values_of
from marsad.store.naming import ActorRulings, actor_rulings
from marsad.store.reader import StoredEvent, make_document, marks

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

_PAGE = 2_000
#: So many events are looked up one by one in the index; of more, all are read.
_FEW = 2_000
_COLUMNS = "j.event_id, j.event, j.coding, j.document_key, j.verdict, c.coder, c.document, d.provenance, d.id, d.source, d.url, d.text"
_ORDERED = (
    "JOIN codings c USING (coding) JOIN documents d ON d.document_key = j.document_key ORDER BY j.coding, j.event_id"
)
#: Events that nobody judged, and the view `judged_events` for these ids and the verdicts of their documents alone: a condition on the
#: view itself would be asked of every event.
_UNJUDGED = "(SELECT *, NULL AS verdict FROM current_events WHERE event_id IN (SELECT unnest($1::VARCHAR[])))"
_JUDGED = """(
WITH verdicts AS MATERIALIZED (SELECT * FROM event_verdicts WHERE document_key IN ({keys})),
ids AS (SELECT unnest($1::VARCHAR[]) AS event_id)
SELECT e.event_id, e.document_key, e.coding, e.event, NULL AS verdict
FROM current_events e LEFT JOIN verdicts v USING (document_key, event_id)
WHERE e.event_id IN (FROM ids) AND NOT coalesce(v.rejected, false)
UNION ALL
SELECT a.event_id, a.document_key, c.coding, a.value::JSON, 'added'
FROM active_judgements a JOIN current_codings c USING (document_key) LEFT JOIN verdicts v USING (document_key, event_id)
WHERE a.kind = 'add' AND a.event_id IN (FROM ids) AND NOT coalesce(v.rejected, false))"""
_event = msgspec.json.Decoder(Event).decode


def iter_judged(
    con: DuckDBPyConnection,
    event_ids: Sequence[str] | None = None,
    rulings: ActorRulings | None = None,
    *,
    document: str | None = None,
) -> Iterator[StoredEvent]:
    """The judged events, document by document; with `event_ids` only those, with the key of a document only its own. Memory stays flat.

    `rulings` are the decisions on actors; without them those that stand in the journal.
    """
    rulings = actor_rulings(con) if rulings is None else rulings
    if document is not None:
        ids = con.execute(
            "SELECT event_id FROM current_events WHERE document_key = $1 "
            "UNION SELECT event_id FROM judgements WHERE kind = 'add' AND document_key = $1",
            [document],
        ).fetchall()
        yield from (
            found for found in _few(con.cursor(), [i for (i,) in ids], rulings) if found.document_key == document
        )
        return
    if event_ids is not None and len(event_ids) <= _FEW:
        yield from _few(con.cursor(), list(event_ids), rulings)
        return
    chosen = "" if event_ids is None else "WHERE event_id IN (SELECT unnest(?::VARCHAR[]))"
    values = values_of(con)
    result = con.cursor().execute(
        f"SELECT {_COLUMNS} FROM (FROM judged_events {chosen}) j {_ORDERED}",
        [] if event_ids is None else [list(event_ids)],
    )
    while rows := result.fetchmany(_PAGE):
        yield from _stored(rows, values, rulings)


def _few(con: DuckDBPyConnection, event_ids: list[str], rulings: ActorRulings) -> Iterator[StoredEvent]:
    keys = documents_judged(con, event_ids)
    table = _JUDGED.format(keys=marks(len(keys), first=2)) if keys else _UNJUDGED
    rows = con.execute(f"SELECT {_COLUMNS} FROM {table} j {_ORDERED}", [event_ids, *keys]).fetchall()
    yield from _stored(rows, values_of(con, keys) if keys else {}, rulings)


def _stored(
    rows: Sequence[tuple[Any, ...]], values: Mapping[str, Sequence[JudgedValue]], rulings: ActorRulings
) -> Iterator[StoredEvent]:
    held, doc = None, None
    for event_id, packed, coding, key, verdict, coder, *document in rows:
        if doc is None or coding != held:
            held, doc = coding, make_document(*document)
        yield StoredEvent(
            event=rulings.apply(apply_judged(_event(packed), values.get(event_id, ()))),
            document=doc,
            document_key=key,
            coder="hand" if verdict == "added" else coder,
            coding=coding,
            current=True,
        )
