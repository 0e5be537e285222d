"""What `marsad show` and `marsad explain` print: one event or document, its words, and why every slot is as it is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Any, Final

import msgspec

from marsad.cli.formats import to_json
from marsad.cli.record_lists import check_format, event_object, write_events
from marsad.cli.screen import Screen, utf8_stdout
from marsad.model import Document, Provenance, Span, Trace
from marsad.store import Statement, Store, StoredDocument, StoredEvent

_FORMATS: Final = ("table", "json")
_SHOWN: Final = ("slot", "value", "words", "span")
_EXPLAINED: Final = ("slot", "value", "words", "span", "stage", "rule")
_LOST: Final = ("slot", "words", "span", "stage", "rule", "why not")


def show_event(store: Store, stored: StoredEvent, format_: str, bidi: str | None) -> None:
    """Print an event: its values with their words, and its document's text with the evidence marked."""
    if check_format(format_, _FORMATS) == "json":
        _write_json({**event_object(stored), "text": stored.document.text})
        return
    screen = Screen(bidi)
    _event_head(screen, stored)
    screen.grid(_SHOWN, (row[:4] for row in _piece_rows(store.get_statements(stored))))
    screen.line("")
    _document_head(screen, stored.document, stored.document_key)
    screen.article(stored.document.text, stored.event.evidence)


def show_document(store: Store, stored: StoredDocument, format_: str, bidi: str | None) -> None:
    """Print a document: its events, its failures, and its text with the evidence of all of them marked."""
    coded = store.get_coded(stored.key)
    if check_format(format_, _FORMATS) == "json":
        shown = coded.to_dict() if coded else {"document": stored.document.to_dict("")}
        _write_json({"key": stored.key, **shown, "provenance": stored.provenance, "text": stored.document.text})
        return
    screen = Screen(bidi)
    _document_head(screen, coded.document if coded else stored.document, stored.key)
    for failure in coded.failures if coded else ():
        screen.line(f"failed ({failure.stage}): {failure.message}", style="red")
    screen.line("")
    events = coded.events if coded else ()
    screen.article(stored.document.text, (span for event in events for span in event.evidence))
    if coded and events:
        screen.line("")
        write_events(store.iter_events(document=stored.key), "table", bidi)


def explain_event(store: Store, stored: StoredEvent, format_: str, bidi: str | None) -> None:
    """Print which words, stage and rule filled every slot of an event, and what was considered for it and lost."""
    traces = store.get_traces(stored)
    statements = store.get_statements(stored)
    if check_format(format_, _FORMATS) == "json":
        _write_json(_explanation(stored, statements, traces))
        return
    screen = Screen(bidi)
    _event_head(screen, stored)
    screen.grid(_EXPLAINED, _piece_rows(statements))
    _show_lost(screen, "considered and lost", traces)


def explain_document(store: Store, stored: StoredDocument, format_: str, bidi: str | None) -> None:
    """Print the explanation of every event of a document, and the candidates that became no event."""
    coded = store.get_coded(stored.key)
    found = list(store.iter_events(document=stored.key))
    ids = {one.event.id for one in found}
    homeless = [t for t in coded.traces if t.event_id not in ids] if coded else []
    if check_format(format_, _FORMATS) == "json":
        events = [_explanation(one, store.get_statements(one), store.get_traces(one)) for one in found]
        _write_json({"document_key": stored.key, "events": events, "no_event": msgspec.to_builtins(homeless)})
        return
    for one in found:
        explain_event(store, one, format_, bidi)
    screen = Screen(bidi)
    if not found:
        screen.line(f"document {stored.key}: no event", style="bold")
    _show_lost(screen, "considered, and no event", homeless, only_lost=False)


def _explanation(stored: StoredEvent, statements: Iterable[Statement], traces: Iterable[Trace]) -> dict[str, Any]:
    return {
        "event_id": stored.event.id,
        "document_key": stored.document_key,
        "coder": stored.coder,
        "current": stored.current,
        "statements": [msgspec.to_builtins(s) for s in statements],
        "traces": [msgspec.to_builtins(t) for t in traces],
    }


def _event_head(screen: Screen, stored: StoredEvent) -> None:
    event = stored.event
    screen.line(f"event {event.id}", event.type, event.status, event.modality, style="bold")
    replaced = "" if stored.current else "replaced by a newer coder"
    screen.line(f"confidence {event.confidence:.2f}", f"coded by {stored.coder}", replaced)


def _document_head(screen: Screen, doc: Document, key: str) -> None:
    screen.line(f"document {key}", doc.id, style="bold")
    published = doc.published
    day = published.start or "unknown"
    if published.end != published.start:
        day += f" to {published.end}" if published.end else " or later"
    screen.line(doc.source, f"published {day} ({published.basis})", doc.url)
    screen.line(doc.title)
    if doc.provenance is not None:
        screen.line(*_origin(doc.provenance), style="dim")


def _origin(told: Provenance) -> Iterator[str]:
    """Where a document was read, piece by piece."""
    place = [told.file, told.member, told.record]
    if told.offset is not None:
        place.append(f"byte {told.offset:,}")
    yield "read from " + ", ".join(piece for piece in place if piece)
    if told.fetched:
        yield f"fetched {told.fetched}"
    if told.sha256:
        yield f"sha256 {told.sha256}"
    if told.encoding:
        yield told.encoding
    extractor = f"{told.extractor} {told.extractor_version or ''}".strip() if told.extractor else None
    yield ", ".join(piece for piece in (extractor, told.reader) if piece)


def _piece_rows(statements: Iterable[Statement]) -> Iterator[tuple[str, ...]]:
    """One row a piece of the event (a place, a toll), its values in lines: Arabic ones each in its own."""

    def origin(s: Statement) -> tuple[str, str | None, str | None]:
        return s.slot.rpartition(".")[0] or s.slot, s.stage, s.rule

    for (piece, stage, rule), group in groupby(statements, key=origin):
        values = list(group)
        first = values[0]
        span = _span(None if first.span_start is None else (first.span_start, first.span_end or 0))
        yield piece, _values(values), first.text or f"({first.basis or 'not told'})", span, stage or "", rule or ""


def _values(statements: list[Statement]) -> str:
    lines: list[str] = []
    plain: list[str] = []
    for s in statements:
        name = s.slot.rpartition(".")[2] if "." in s.slot else ""
        told = f"{name} {'∞' if s.value is None else s.value}".strip()
        if told.isascii() or s.value is None:
            plain.append(told)
        else:
            lines.append(told)
    return "\n".join([*lines, *([", ".join(plain)] if plain else [])])


def _show_lost(screen: Screen, title: str, traces: Iterable[Trace], only_lost: bool = True) -> None:
    lost = [t for t in traces if not (only_lost and t.kept)]
    if lost:
        screen.line("")
        screen.line(title, style="bold")
        screen.grid(_LOST, ((t.slot, t.text or "", _span(t.span), t.stage, t.rule, t.note or "") for t in lost))


def _span(span: Span | None) -> str:
    return "" if span is None else f"{span[0]}–{span[1]}"


def _write_json(value: Any) -> None:
    utf8_stdout().write(to_json(value, indent=2) + "\n")
