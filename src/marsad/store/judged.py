"""Events as the record has them now: what the current coder read, with what people corrected, rejected,
added, and decided on actors."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import msgspec

from marsad.model import Event
from marsad.store.journal import apply_judged, values_of
from marsad.store.naming import ActorRulings, actor_rulings
from marsad.store.reader import StoredEvent, make_document

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

_PAGE = 2_000
_COLUMNS = "j.event_id, j.event, j.coding, j.document_key, j.verdict, c.coder, c.document, d.provenance, d.id, d.source, d.url, d.text"
_event = msgspec.json.Decoder(Event).decode


def iter_judged(
    con: DuckDBPyConnection, event_ids: Sequence[str] | None = None, rulings: ActorRulings | None = None
) -> Iterator[StoredEvent]:
    """The judged events, document by document; with `event_ids` only those. Memory stays flat.

    `rulings` are the decisions on actors; without them those that stand in the journal.
    """
    rulings = actor_rulings(con) if rulings is None else rulings
    chosen = "" if event_ids is None else "WHERE j.event_id IN (SELECT unnest(?::VARCHAR[]))"
    values = values_of(con)
    result = con.cursor().execute(
        f"SELECT {_COLUMNS} FROM judged_events j JOIN codings c USING (coding) "
        f"JOIN documents d ON d.document_key = j.document_key {chosen} ORDER BY j.coding, j.event_id",
        [] if event_ids is None else [list(event_ids)],
    )
    held, doc = None, None
    while rows := result.fetchmany(_PAGE):
        for event_id, packed, coding, key, verdict, coder, *document in rows:
            if doc is None or coding != held:
                held, doc = coding, make_document(*document)
            event = rulings.apply(apply_judged(_event(packed), values.get(event_id, ())))
            yield StoredEvent(
                event=event,
                document=doc,
                document_key=key,
                coder="hand" if verdict == "added" else coder,
                coding=coding,
                current=True,
            )
