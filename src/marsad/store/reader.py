"""Reading back: rows to records, filters to SQL."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any, TypeVar, get_args

import msgspec

from marsad.errors import BadSetting
from marsad.model import Coded, Document, Event, EventType, Failure, Provenance, Published, Span, Trace
from marsad.model.event import Status
from marsad.store.rows import from_bytes
from marsad.store.statements import Statement
from marsad.text.folding import fold_key

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

_PAGE = 500
_T = TypeVar("_T")


class _DocumentFields(msgspec.Struct, kw_only=True):
    """The document as one coder had it: what `rows.document_fields` wrote."""

    title: str | None = None
    lang: str = "ar"
    published: Published = Published()
    encoding: str | None = None
    credits: tuple[str, ...] = ()
    furniture: tuple[Span, ...] = ()


class StoredEvent(msgspec.Struct, frozen=True, kw_only=True):
    """An event with where it stands: its document, its coder, and whether a newer coder replaced it."""

    event: Event
    document: Document
    document_key: str
    coder: str
    coding: int
    current: bool


class StoredDocument(msgspec.Struct, frozen=True, kw_only=True):
    """A document as first handed in, with where it came from."""

    document: Document
    key: str
    provenance: dict[str, Any] | None
    first_run: str


_event = msgspec.json.Decoder(Event).decode
_fields = msgspec.json.Decoder(_DocumentFields).decode


def iter_codings(con: DuckDBPyConnection, where: str = "true", params: Sequence[object] = ()) -> Iterator[Coded]:
    """Whole results, oldest first; `where` chooses rows of `codings` (alias c). Read in pages, so memory stays flat."""
    numbers = [
        n for (n,) in con.execute(f"SELECT coding FROM codings c WHERE {where} ORDER BY coding", params).fetchall()
    ]
    for at in range(0, len(numbers), _PAGE):
        yield from _read_page(con, numbers[at : at + _PAGE])


def _read_page(con: DuckDBPyConnection, numbers: list[int]) -> Iterator[Coded]:
    def rows(columns: str, table: str) -> list[tuple[Any, ...]]:
        # The range lets DuckDB skip blocks; the list picks the codings.
        sql = f"SELECT {columns} FROM {table} WHERE coding BETWEEN ? AND ? AND coding IN (SELECT unnest(?::BIGINT[]))"
        return con.execute(f"{sql} ORDER BY coding, ord", [numbers[0], numbers[-1], numbers]).fetchall()

    events, traces, failures = defaultdict(list), defaultdict(list), defaultdict(list)
    for coding, event in rows("coding, event", "events"):
        events[coding].append(_event(event))
    for coding, *trace in rows(f"coding, {_TRACE_COLUMNS}", "traces"):
        traces[coding].append(_make_trace(*trace))
    for coding, stage, error, message in rows("coding, stage, error, message", "failures"):
        failures[coding].append(Failure(stage=stage, error=error, message=message))
    heads = con.execute(
        "SELECT c.coding, c.coder, c.exact, c.document, d.provenance, d.id, d.source, d.url, d.text FROM codings c JOIN documents d "
        "USING (document_key) WHERE c.coding IN (SELECT unnest(?::BIGINT[])) ORDER BY c.coding",
        [numbers],
    ).fetchall()
    for coding, coder, exact, fields, provenance, *identity in heads:
        if exact is not None:
            yield msgspec.convert(json.loads(from_bytes(exact)), Coded)
            continue
        yield Coded(
            document=make_document(fields, provenance, *identity),
            events=tuple(events[coding]),
            failures=tuple(failures[coding]),
            traces=tuple(traces[coding]),
            coder=coder,
        )


_TRACE_COLUMNS = "span_start, span_end, event_id, slot, stage, rule, kept, note, text"


def _make_trace(start: int | None, end: int | None, *rest: Any) -> Trace:
    event_id, slot, stage, rule, kept, note, text = rest
    span = None if start is None or end is None else (start, end)
    return Trace(event_id=event_id, slot=slot, stage=stage, rule=rule, kept=kept, note=note, text=text, span=span)


def make_document(
    fields: str, provenance: str | None, id_: str, source: str | None, url: str | None, text: str
) -> Document:
    """A document from its row: `fields` as a coder had them, both as JSON."""
    more = _fields(fields)
    return Document(
        id=id_,
        text=text,
        source=source,
        url=url,
        title=more.title,
        lang=more.lang,
        published=more.published,
        encoding=more.encoding,
        credits=more.credits,
        furniture=more.furniture,
        provenance=_make_provenance(provenance),
    )


def _make_provenance(packed: str | None) -> Provenance | None:
    """What reading noted; what a caller of `Store.add` told of a document without provenance is not taken for it."""
    if packed is None:
        return None
    told = msgspec.json.decode(packed)
    return msgspec.convert(told, Provenance) if "reader" in told else None


def marks(count: int, first: int = 1) -> str:
    """Places for so many parameters: "$2, $3, $4"."""
    return ", ".join(f"${i}" for i in range(first, first + count))


def read_document(con: DuckDBPyConnection, name: str) -> StoredDocument | None:
    """The document with this key, key prefix, or id; `BadSetting` when several have it."""
    columns = (
        "document_key, id, source, url, text, raw, title, lang, published, encoding, credits, furniture, provenance"
    )
    # By its key it is had at once; by id or a beginning all keys are read.
    found = con.execute(f"SELECT {columns}, first_run FROM documents WHERE document_key = $1", [name]).fetchall()
    found = (
        found
        or con.execute(
            f"SELECT {columns}, first_run FROM documents WHERE id = $1 OR starts_with(document_key, $1) "
            "ORDER BY id = $1 DESC, document_key LIMIT 10",
            [name],
        ).fetchall()
    )
    row = _only(name, [r[0] for r in found], found, exact=lambda r: name in (r[0], r[1]))
    if row is None:
        return None
    key, id_, source, url, text, raw, title, lang, published, encoding, credits_, furniture, provenance, run = row
    fields = f'{{"published":{published},"credits":{credits_},"furniture":{furniture}}}'
    doc = make_document(fields, provenance, id_, source, url, text if raw is None else from_bytes(raw))
    doc = msgspec.structs.replace(doc, title=title, lang=lang, encoding=encoding)
    return StoredDocument(
        document=doc, key=key, provenance=None if provenance is None else msgspec.json.decode(provenance), first_run=run
    )


def read_event(con: DuckDBPyConnection, name: str) -> StoredEvent | None:
    """The event with this id or id prefix, of the current coder before a superseded one; `BadSetting` when several
    events have it."""
    for condition in ("e.event_id = $1", "starts_with(e.event_id, $1)"):
        found = con.execute(
            f"SELECT {_EVENT_COLUMNS} FROM events e {_EVENT_JOINS} WHERE {condition} ORDER BY current DESC, e.coding DESC LIMIT 50",
            [name],
        ).fetchall()
        if found:
            break
    row = _only(name, [r[0] for r in found], found, exact=lambda r: bool(r[0] == name))
    return None if row is None else next(_make_stored([row]))


_EVENT_COLUMNS = (
    "e.event_id, e.event, e.coding NOT IN (SELECT coding FROM superseded_codings) AS current, e.coding, "
    "e.document_key, e.coder, c.document, d.provenance, d.id, d.source, d.url, d.text"
)
_EVENT_JOINS = "JOIN codings c USING (coding) JOIN documents d ON d.document_key = e.document_key"


def _make_stored(rows: list[tuple[Any, ...]]) -> Iterator[StoredEvent]:
    held, doc = None, None
    for _, event, current, coding, key, coder, *document in rows:
        if doc is None or coding != held:
            held, doc = coding, make_document(*document)
        yield StoredEvent(
            event=_event(event), document=doc, document_key=key, coder=coder, coding=coding, current=current
        )


def _only(name: str, ids: list[str], rows: list[_T], exact: Callable[[_T], bool]) -> _T | None:
    """The one row meant by `name`: an exact match, or the only id that begins so."""
    if not name:
        raise BadSetting("an empty id names nothing; `marsad list` shows the ids")
    if rows and (exact(rows[0]) or len(set(ids)) == 1):
        return rows[0]
    if rows:
        raise BadSetting(f"{name!r} begins several ids: {', '.join(sorted(set(ids)))}; write more of it")
    return None


def read_statements(con: DuckDBPyConnection, found: StoredEvent) -> list[Statement]:
    """The statements of an event, in the order of its fields."""
    rows = con.execute(
        f"SELECT {', '.join(Statement.__struct_fields__)} FROM statements "
        "WHERE event_id = ? AND coding = ? ORDER BY rowid",
        [found.event.id, found.coding],
    ).fetchall()
    return [Statement(*row) for row in rows]


def read_traces(con: DuckDBPyConnection, found: StoredEvent) -> list[Trace]:
    """The traces of an event, as the coder gave them."""
    rows = con.execute(
        f"SELECT {_TRACE_COLUMNS} FROM traces WHERE event_id = ? AND coding = ? ORDER BY ord",
        [found.event.id, found.coding],
    ).fetchall()
    return [_make_trace(*row) for row in rows]


class EventFilter(msgspec.Struct, frozen=True, kw_only=True):
    """Which events to read. Dates are ISO and inclusive: an event matches when its time touches them; one without a
    date never does.

    `document` is a document's key. `place` and `actor` match any part of a name, a country, an id, spelled either
    way: "الانبار" finds الأنبار,
    "irq-mil" every Iraqi army.
    """

    types: tuple[str, ...] = ()
    since: str | None = None
    until: str | None = None
    place: str | None = None
    actor: str | None = None
    status: str | None = None
    document: str | None = None
    superseded: bool = False
    limit: int | None = None

    def to_sql(self) -> tuple[str, list[object]]:
        """The condition on `events` (alias e) and its parameters; `BadSetting` for a value that is not allowed."""
        if self.limit is not None and self.limit < 0:
            raise BadSetting(f"limit: {self.limit} is no number of events; give 0 or more")
        conditions: list[tuple[str, object]] = []
        if self.types:
            for type_ in self.types:
                _allowed("type", type_, get_args(EventType))
            conditions.append(("e.type IN (SELECT unnest(?::VARCHAR[]))", list(self.types)))
        if self.status is not None:
            conditions.append(("e.status = ?", _allowed("status", self.status, get_args(Status))))
        if self.document is not None:
            conditions.append(("e.document_key = ?", self.document))
        if self.since is not None:
            conditions.append(("coalesce(e.when_end, e.when_start) >= ?::DATE", _iso_day("since", self.since)))
        if self.until is not None:
            conditions.append(("coalesce(e.when_start, e.when_end) <= ?::DATE", _iso_day("until", self.until)))
        if self.place is not None:
            conditions.append(("contains(e.place_keys, ?)", fold_key(self.place.strip())))
        if self.actor is not None:
            conditions.append(("contains(e.actor_keys, ?)", fold_key(self.actor.strip())))
        return " AND ".join(["true", *(c for c, _ in conditions)]), [value for _, value in conditions]


def iter_events(con: DuckDBPyConnection, chosen: EventFilter) -> Iterator[StoredEvent]:
    """The events that the filter lets through, in order of arrival."""
    condition, params = chosen.to_sql()
    table = "events" if chosen.superseded else "current_events"
    limit = "" if chosen.limit is None else f"LIMIT {int(chosen.limit)}"
    result = con.execute(
        f"SELECT {_EVENT_COLUMNS} FROM {table} e {_EVENT_JOINS} WHERE {condition} ORDER BY e.coding, e.ord {limit}",
        params,
    )
    while rows := result.fetchmany(_PAGE):
        yield from _make_stored(rows)


def _allowed(name: str, value: str, allowed: tuple[str, ...]) -> str:
    if value not in allowed:
        raise BadSetting(f"{name}: {value!r} is not known; one of {', '.join(allowed)}")
    return value


def _iso_day(name: str, value: str) -> str:
    try:
        return date.fromisoformat(value).isoformat()
    except ValueError:
        raise BadSetting(f"{name}: {value!r} is no date; write it as YYYY-MM-DD") from None
