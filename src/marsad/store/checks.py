"""Checking a store: every span holds its words, nothing hangs in the air, and the columns say what the events say."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import msgspec

from marsad.model import Event, content_id
from marsad.places.placed import Placed, Rulings
from marsad.store.journal import Journal, replay
from marsad.store.naming import ActorDecision
from marsad.store.statements import iter_statements
from marsad.text.folding import fold_key

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

_PAGE = 1_000

#: Words that do not stand where the span says, or a span outside the text.
_SPANS_SQL = """
SELECT {what}, x.document_key, x.{start}, x.{end}, x.{text}, substring(d.text, x.{start} + 1, x.{end} - x.{start})
FROM {table} x JOIN documents d USING (document_key)
WHERE x.{start} < 0 OR x.{end} < x.{start} OR x.{end} > length(d.text)
  OR substring(d.text, x.{start} + 1, x.{end} - x.{start}) <> x.{text}
ORDER BY x.coding, 1
"""
_SPANS = (
    ("events", "'event ' || x.event_id || ', trigger'", "trigger_text", "trigger_start", "trigger_end"),
    ("statements", "'event ' || x.event_id || ', ' || x.slot", "text", "span_start", "span_end"),
    ("traces", "'trace of ' || x.event_id || ', ' || x.slot", "text", "span_start", "span_end"),
)
#: Rows without the row that they belong to.
_ORPHANS = (
    *(
        (t, "coding", f"SELECT DISTINCT coding FROM {t} ANTI JOIN codings USING (coding)")
        for t in ("events", "statements", "traces")
    ),
    (
        "failures",
        "coding",
        "SELECT DISTINCT coding FROM failures ANTI JOIN codings USING (coding) WHERE coding IS NOT NULL",
    ),
    ("codings", "document", "SELECT DISTINCT document_key FROM codings ANTI JOIN documents USING (document_key)"),
    ("documents", "run", "SELECT DISTINCT first_run FROM documents ANTI JOIN runs ON run_id = first_run"),
)
#: The columns of an event, each with what the event itself must say.
_EVENT_COLUMNS = "e.coding, e.document_key, e.event_id, e.type, e.status, e.modality, e.confidence, e.trigger_text"


def check(con: DuckDBPyConnection) -> list[str]:
    """The faults of a store, one sentence each; empty when there is none.

    A word of "مقتل ثلاثة جنود" changed in the file shows as an altered text and as every span that no longer holds
    its words.
    """
    return [
        *_altered_texts(con),
        *_wrong_spans(con),
        *_orphans(con),
        *_superseded(con),
        *_altered_events(con),
        *_journal(con),
        *_decisions(con),
        *_incidents(con),
        *_forgotten(con),
        *_searches(con),
    ]


def _altered_texts(con: DuckDBPyConnection) -> Iterator[str]:
    rows = con.execute(
        "SELECT document_key FROM documents WHERE coalesce(sha256(raw), sha256(text)) <> sha256"
    ).fetchall()
    for (key,) in rows:
        yield f"document {key}: the text is not the one that was handed in (its SHA-256 differs)"
    for key, *identity in con.execute(
        "SELECT document_key, id, source, url, sha256 FROM documents WHERE raw IS NULL"
    ).fetchall():
        if content_id("doc", *identity) != key:
            yield f"document {key}: id, source, url or sha256 is not the one that was handed in"


def _wrong_spans(con: DuckDBPyConnection) -> Iterator[str]:
    for table, what, text, start, end in _SPANS:
        sql = _SPANS_SQL.format(table=table, what=what, text=text, start=start, end=end)
        for name, key, first, last, stored, found in con.execute(sql).fetchall():
            yield f"{name}: the document {key} has {found!r} at [{first}, {last}), not {stored!r}"


def _orphans(con: DuckDBPyConnection) -> Iterator[str]:
    for table, what, sql in _ORPHANS:
        for (missing,) in con.execute(sql).fetchall():
            yield f"{table}: rows belong to {what} {missing}, which is not there"
    counted = con.execute(
        "SELECT c.document_key, c.coder, c.events, count(e.event_id) FROM codings c LEFT JOIN events e USING (coding) "
        "GROUP BY c.coding, c.document_key, c.coder, c.events HAVING c.events <> count(e.event_id)"
    ).fetchall()
    for key, coder, expected, found in counted:
        yield f"document {key}: {coder} coded {expected} events, {found} are there"


def _superseded(con: DuckDBPyConnection) -> Iterator[str]:
    """Documents whose codings are not marked as the rule has them: exactly the newest is current."""
    current, newest = (f"SELECT coding, document_key FROM {view}" for view in ("current_codings", "newest_codings"))
    astray = "SELECT coding, document_key FROM superseded_codings EXCEPT SELECT coding, document_key FROM codings"
    for (key,) in con.execute(
        f"SELECT DISTINCT document_key FROM (({current} EXCEPT {newest}) UNION ALL ({newest} EXCEPT {current}) "
        f"UNION ALL ({astray})) ORDER BY 1"
    ).fetchall():
        yield f"document {key}: its current coding is not the newest"


def _journal(con: DuckDBPyConnection) -> Iterator[str]:
    """Judgements on documents that are not there, and a journal that, read row by row, does not give what the view says."""
    for name, key in con.execute(
        "SELECT * FROM (SELECT judgement_id, unnest([document_key, other_document_key]) AS key FROM judgements) "
        "WHERE key NOT IN (SELECT document_key FROM documents UNION SELECT document_key FROM tombstones) ORDER BY ALL"
    ).fetchall():
        yield f"judgement {name}: the document {key} is not there"
    journal = Journal(con)
    if journal.active() != replay(journal.history()):
        yield "journal: the view of what stands does not say what the rows say"


def _decisions(con: DuckDBPyConnection) -> Iterator[str]:
    """Decisions on places and actors that cannot be read, and placed names of which an event does not know."""
    placed: list[tuple[str, Placed]] = []
    for name, kind, value in con.execute(
        "SELECT judgement_id, kind, value FROM active_judgements WHERE kind IN ('place', 'actor') ORDER BY seq"
    ).fetchall():
        try:
            if kind == "place":
                placed.append((name, msgspec.json.decode(value or "", type=Placed)))
            else:
                msgspec.json.decode(value or "", type=ActorDecision)
        except msgspec.DecodeError as error:
            yield f"judgement {name}: the decision cannot be read ({error})"
    latest = {decision.subject: (name, decision) for name, decision in placed}
    for name, decision in latest.values():
        told = con.execute(
            "SELECT event_id, event FROM current_events WHERE contains(place_keys, ?) ORDER BY event_id",
            [fold_key(decision.name)],
        ).fetchall()
        rulings = Rulings(d for _, d in latest.values())
        for event_id, packed in told:
            for place in msgspec.json.decode(packed, type=Event).where:
                if decision.fits(place) and rulings.rule(place) is not place:
                    yield f"event {event_id}: {place.name} was placed by {name}, but lies elsewhere; run `marsad places settle`"


#: Rows of incidents that do not fit each other: what is wrong, and the query that names it.
_INCIDENT_FAULTS = (
    (
        "a report belongs to it, but there is no such incident",
        "SELECT DISTINCT incident_id FROM incident_reports ANTI JOIN incidents USING (incident_id) "
        "WHERE event_id IN (SELECT event_id FROM link_reports)",
    ),
    (
        "it has no report, or another number than it says",
        "SELECT i.incident_id FROM incidents i LEFT JOIN incident_reports r USING (incident_id) "
        "GROUP BY i.incident_id, i.reports HAVING count(r.event_id) <> i.reports",
    ),
    (
        "its record names other reports than its rows",
        "SELECT incident_id FROM (SELECT incident_id, unnest(CAST(record->'reports' AS JSON[]))->>'event_id' AS event_id FROM incidents) "
        "t ANTI JOIN incident_reports r USING (incident_id, event_id)",
    ),
    (
        "its columns do not say what its record says",
        "SELECT incident_id FROM incidents WHERE record->>'id' <> incident_id OR record->>'type' <> type OR record->>'grade' <> grade "
        "OR CAST(record->>'sources' AS INTEGER) <> sources",
    ),
    (
        "a contradiction names a report that is not in it",
        "SELECT incident_id FROM (SELECT incident_id, unnest([event_id, other_event_id]) AS event_id FROM contradictions) "
        "c ANTI JOIN incident_reports USING (incident_id, event_id)",
    ),
    (
        "it is related to an incident that is not there",
        "SELECT r.incident_id FROM incident_relations r ANTI JOIN incidents i ON i.incident_id = r.other_id",
    ),
)


def _incidents(con: DuckDBPyConnection) -> Iterator[str]:
    for what, sql in _INCIDENT_FAULTS:
        for (name,) in con.execute(f"SELECT DISTINCT * FROM ({sql}) ORDER BY 1").fetchall():
            yield f"incident {name}: {what}"
    for name, event in con.execute(
        "SELECT incident_id, event_id FROM incident_reports WHERE event_id NOT IN (SELECT event_id FROM events UNION ALL "
        "SELECT event_id FROM judgements WHERE kind = 'add') ORDER BY ALL"
    ).fetchall():
        yield f"incident {name}: the event {event} is not there"


def _forgotten(con: DuckDBPyConnection) -> Iterator[str]:
    tables = (
        "documents",
        "codings",
        "superseded_codings",
        "events",
        "statements",
        "traces",
        "link_reports",
        "incident_reports",
    )
    for table in tables:
        for (key,) in con.execute(
            f"SELECT DISTINCT document_key FROM {table} WHERE document_key IN (SELECT document_key FROM tombstones) ORDER BY 1"
        ).fetchall():
            yield f"{table}: the document {key} was forgotten, but rows of it are there"


#: Saved searches, looks at them, and changes of incidents that hang in the air: what is wrong, and the query that names it.
_SEARCH_FAULTS = (
    (
        "somebody looked at it, but there is no such search",
        "SELECT search_id FROM search_looks ANTI JOIN searches USING (search_id)",
    ),
    (
        "somebody saw a link run that is not there",
        "SELECT search_id FROM search_looks ANTI JOIN link_runs USING (link_run) WHERE link_run > 0",
    ),
    ("it has no name", "SELECT search_id FROM searches WHERE trim(name) = ''"),
    (
        "another of the same person bears its name",
        "SELECT max(search_id) FROM searches GROUP BY made_by, name HAVING count(*) > 1",
    ),
)


def _searches(con: DuckDBPyConnection) -> Iterator[str]:
    for what, sql in _SEARCH_FAULTS:
        for (name,) in con.execute(f"SELECT DISTINCT * FROM ({sql}) ORDER BY 1").fetchall():
            yield f"search {name}: {what}"
    for (run,) in con.execute(
        "SELECT DISTINCT link_run FROM incident_changes ANTI JOIN link_runs USING (link_run) ORDER BY 1"
    ).fetchall():
        yield f"incident_changes: rows belong to the link run {run}, which is not there"


def _altered_events(con: DuckDBPyConnection) -> Iterator[str]:
    """Events whose columns or statements no longer say what the event says: read in pages of codings."""
    row = con.execute("SELECT coalesce(max(coding), 0) FROM codings").fetchone()
    decode = msgspec.json.Decoder(Event).decode
    for first in range(1, (row[0] if row else 0) + 1, _PAGE):
        stored = _stored_statements(con, first)
        events = con.execute(
            f"SELECT {_EVENT_COLUMNS}, length(d.text), e.event FROM events e JOIN documents d USING (document_key) "
            "WHERE e.coding BETWEEN ? AND ? ORDER BY e.coding, e.ord",
            [first, first + _PAGE - 1],
        ).fetchall()
        for coding, key, event_id, *columns, length, packed in events:
            event = decode(packed)
            said = [event.type, event.status, event.modality, event.confidence, event.trigger.text]
            if columns != said or event.id != event_id:
                yield f"event {event_id}: its columns do not say what the event says"
            if any(not 0 <= start <= end <= length for start, end in event.evidence):
                yield f"event {event_id}: evidence lies outside the text of document {key}"
            expected = {
                (s.statement_id, s.slot, s.value, s.text, s.span_start, s.span_end) for s in iter_statements(key, event)
            }
            for slot in sorted({s[1] for s in expected ^ stored[coding, event_id]}):
                yield f"event {event_id}, {slot}: the statement does not say what the event says"


def _stored_statements(con: DuckDBPyConnection, first: int) -> defaultdict[tuple[int, str], set[tuple[Any, ...]]]:
    found: defaultdict[tuple[int, str], set[tuple[Any, ...]]] = defaultdict(set)
    rows = con.execute(
        "SELECT coding, event_id, statement_id, slot, value, text, span_start, span_end FROM statements "
        "WHERE coding BETWEEN ? AND ?",
        [first, first + _PAGE - 1],
    ).fetchall()
    for coding, event_id, name, slot, value, text, start, end in rows:
        found[coding, event_id].add((name, slot, value, text, start, end))
    return found
