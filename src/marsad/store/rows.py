"""A coded document as rows of the tables, each row one JSON object: the form in which DuckDB takes a batch fast."""

from __future__ import annotations

import base64
import json
import re
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

import msgspec

from marsad.model import Coded, Document, Event, Failure, Provenance, Published, Trace, content_id
from marsad.store.quarantine import failure_id, origin_of
from marsad.store.statements import iter_statements
from marsad.text.folding import fold_key

#: Table name → rows as JSON objects with the names of the table's columns; every column is there.
Rows = dict[str, list[str]]

_encode = msgspec.json.Encoder().encode
_SURROGATE = re.compile("[\ud800-\udfff]")


def utc_now() -> str:
    """The time of writing in UTC, as the store's TIMESTAMP columns hold it."""
    return datetime.now(UTC).replace(tzinfo=None).isoformat(sep=" ", timespec="microseconds")


def parse_coder(coder: str) -> tuple[str, list[int]]:
    """Engine and comparable version: "rules 0.1.0" → ("rules", [0, 1, 0]); no number gives an empty list."""
    engine, _, version = coder.rpartition(" ")
    if not engine:
        return coder, []
    release = re.split(r"[+-]", version, maxsplit=1)[0]
    return engine, [int(n) for n in re.findall(r"\d{1,9}", release)]


def given_dates(published: Published) -> str:
    """The dates that were handed in with a text, "" when none were; what a coder infers is not among them."""
    return f"{published.start}/{published.end}" if published.basis == "metadata" else ""


def document_fields(doc: Document) -> dict[str, Any]:
    """What a coder may add to or change in a document: all but text and identity."""
    fields = msgspec.to_builtins(doc)
    return {k: fields[k] for k in ("title", "lang", "published", "encoding", "credits", "furniture")}


def make_rows(coded: Coded, coding: int, run_id: str, provenance: Mapping[str, Any] | None) -> Rows:
    """The rows of one coded document. `coding` is its number in order of arrival."""
    key, sha256 = coded.document.key, coded.document.sha256
    exact = raw = None
    if _has_surrogates(coded):
        fields = msgspec.to_builtins(coded)
        exact, raw = to_bytes(json.dumps(fields, ensure_ascii=False)), to_bytes(coded.document.text)
        coded = msgspec.convert(clean(fields), Coded)
    common = {"document_key": key, "coder": coded.coder, "coding": coding}
    rows: Rows = {
        "documents": [_document_row(coded.document, key, sha256, raw, run_id, provenance)],
        "codings": [_coding_row(coded, common, run_id, exact)],
        "events": [_event_row(event, ord_, common) for ord_, event in enumerate(coded.events)],
        "statements": [],
        "traces": [_trace_row(trace, ord_, common) for ord_, trace in enumerate(coded.traces)],
        "failures": [_failure_row(f, i, coded.document.id, run_id, common) for i, f in enumerate(coded.failures)],
    }
    for event in coded.events:
        made = iter_statements(key, event, coded.traces, coder=coded.coder, coding=coding)
        rows["statements"] += [_encode(statement).decode() for statement in made]
    return rows


def _has_surrogates(coded: Coded) -> bool:
    try:
        _encode(coded)
    except UnicodeEncodeError:
        return True
    return False


def failure_row(input_name: str, stage: str, error: str, message: str, run_id: str) -> str:
    """The failure of an input that gave no document: its id says what failed and how, so repeating it adds nothing."""
    input_name, message = clean(input_name), clean(message)
    name = failure_id(input_name, stage, error, message)
    nowhere = dict.fromkeys(("document_key", "coder", "coding", "ord"))
    fields = {"failure_id": name, "run_id": run_id, "stage": stage, "error": error, "message": message}
    return _row(**nowhere, **fields, input_name=input_name)


def quarantine_row(name: str, provenance: Provenance | None, reading: Mapping[str, Any] | None) -> dict[str, Any]:
    """What is kept of the failure `name` beside its reason."""
    now = utc_now()
    return {
        "failure_id": name,
        "origin": clean(origin_of(provenance)),
        "provenance": _json(clean(msgspec.to_builtins(provenance))) if provenance else None,
        "reading": _json(clean(dict(reading))) if reading else None,
        "noted": now,
        "tried": now,
        "tries": 1,
        "fate": None,
    }


def _row(**fields: Any) -> str:
    return _encode(fields).decode()


def clean(value: Any) -> Any:
    """`value` with U+FFFD for every lone surrogate: the same length, so spans still hold."""
    if isinstance(value, str):
        return _SURROGATE.sub("\ufffd", value)
    if isinstance(value, dict):
        return {clean(k): clean(v) for k, v in value.items()}
    return [clean(v) for v in value] if isinstance(value, (list, tuple)) else value


def to_bytes(text: str) -> bytes:
    """A text as bytes that give it back, lone surrogates too."""
    return text.encode("utf-8", "surrogatepass")


def from_bytes(packed: bytes) -> str:
    """The text of `to_bytes`."""
    return packed.decode("utf-8", "surrogatepass")


def _base64(packed: bytes | None) -> str | None:
    return None if packed is None else base64.b64encode(packed).decode()


def _json(value: Any) -> str:
    return _encode(value).decode()


def _document_row(
    doc: Document, key: str, sha256: str, raw: bytes | None, run_id: str, provenance: Mapping[str, Any] | None
) -> str:
    return _row(
        document_key=key,
        id=doc.id,
        source=doc.source,
        url=doc.url,
        title=doc.title,
        lang=doc.lang,
        sha256=sha256,
        text=doc.text,
        raw=_base64(raw),
        published_start=doc.published.start,
        published_end=doc.published.end,
        published_basis=doc.published.basis,
        published=_json(doc.published),
        encoding=doc.encoding,
        credits=_json(doc.credits),
        furniture=_json(doc.furniture),
        provenance=_provenance(doc, provenance),
        first_run=run_id,
    )


def _provenance(doc: Document, told: Mapping[str, Any] | None) -> str | None:
    known = {**(msgspec.to_builtins(doc.provenance) if doc.provenance else {}), **(told or {})}
    return _json(clean(known)) if known else None


def _coding_row(coded: Coded, common: dict[str, Any], run_id: str, exact: bytes | None) -> str:
    engine, version = parse_coder(coded.coder)
    return _row(
        **common,
        engine=engine,
        version=str(version),
        run_id=run_id,
        completed=utc_now(),
        document=_json(document_fields(coded.document)),
        events=len(coded.events),
        failures=len(coded.failures),
        given=given_dates(coded.document.published),
        exact=_base64(exact),
    )


def _event_row(event: Event, ord_: int, common: dict[str, Any]) -> str:
    places = (
        n for w in event.where for n in (w.name, w.name_en, w.country, w.admin1, w.admin2, w.admin3, w.place_id, w.text)
    )
    actors = (n for a in event.actors for n in (a.actor_id, a.name, a.name_en, a.text))
    return _row(
        **common,
        event_id=event.id,
        ord=ord_,
        type=event.type,
        status=event.status,
        modality=event.modality,
        when_start=event.when.start,
        when_end=event.when.end,
        when_precision=event.when.precision,
        confidence=event.confidence,
        trigger_text=event.trigger.text,
        trigger_start=event.trigger.span[0],
        trigger_end=event.trigger.span[1],
        place_keys="\n".join(dict.fromkeys(fold_key(n) for n in places if n)),
        actor_keys="\n".join(dict.fromkeys(fold_key(n) for n in actors if n)),
        event=_json(event),
    )


def _trace_row(trace: Trace, ord_: int, common: dict[str, Any]) -> str:
    fields = msgspec.to_builtins(trace)
    start, end = fields.pop("span") or (None, None)
    return _row(**common, **fields, ord=ord_, span_start=start, span_end=end)


def _failure_row(failure: Failure, ord_: int, name: str, run_id: str, common: dict[str, Any]) -> str:
    key = content_id("fail", common["document_key"], common["coder"], common["coding"], ord_)
    return _row(**common, **msgspec.to_builtins(failure), failure_id=key, run_id=run_id, input_name=name, ord=ord_)
