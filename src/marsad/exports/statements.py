"""Statements: one row a value of an event report, with its words, the text that it stands in and who said it there.

The ids are those of the store's table `statements`, so that a judgement or a query made there finds its row here. An
incident gives the statements of all its reports, under the incident's id: what each source says, before anything is made of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from marsad.exports.contract import Column, Exporter, Written
from marsad.exports.parquet import Kind, write_parquet
from marsad.exports.record import ExportRecord, Source
from marsad.exports.spreadsheet import join
from marsad.model import Claim, Event, Trigger
from marsad.store import Statement, iter_statements

_COLUMNS: tuple[tuple[str, Kind, str], ...] = (
    ("statement_id", "str", "hash of document, event, slot, value and span"),
    ("record_id", "str", "id of the incident, or of the event where events are exported"),
    ("record_kind", "str", "event or incident"),
    ("event_id", "str", "id of the event report"),
    ("type", "str", "type of the event report"),
    ("status", "str", "status of the event report"),
    ("modality", "str", "modality of the event report"),
    ("slot", "str", "where the value stands in the output form, as casualties[0].min"),
    ("value", "str", "the value as text; empty in a max slot: no upper bound"),
    ("basis", "str", "how a value without words was come by"),
    ("text", "str", "the words that it was read from, with names only"),
    ("span_start", "int", "their offset in the text of the document, in code points"),
    ("span_end", "int", "the end of the words, exclusive"),
    ("said_by", "str", "claims: speakers, bodies or titles; empty where the outlet says it in its own voice"),
    ("said_by_actor", "str", "claims: actor ids"),
    ("stance", "str", "asserts or denies; both where claims differ"),
    ("unverified", "bool", "the outlet says that it could not verify it"),
    ("confidence", "float", "confidence of the event report"),
    ("document_id", "str", "id of the text"),
    ("document_key", "str", "identity of the text: id, source, address and hash"),
    ("outlet", "str", "source of the text"),
    ("url", "str", "address of the text"),
    ("published", "date", "its publication day"),
    ("independent", "bool", "false for a reprint"),
    ("coder", "str", "engine and version"),
)
_CLAIM = re.compile(r"claims\[(\d+)\]")
_OTHER_FIGURE = re.compile(r"casualties\[(\d+)\]\.alternatives\[(\d+)\]")


def write(records: Iterable[ExportRecord], path: Path) -> Written:
    """Write the statements of the records as Parquet."""
    rows = (row for record in records for row in iter_rows(record))
    return Written(rows=write_parquet(path, [(name, kind) for name, kind, _ in _COLUMNS], rows))


def iter_rows(record: ExportRecord) -> Iterator[list[Any]]:
    """The rows of a record, in the order of its reports and their fields."""
    independent = {source.event_id: source.independent for source in record.sources}
    for report in record.reports or (record,):
        source = report.sources[0]
        event = _event(report)
        for statement in iter_statements(source.document_key, event, coder=report.coder):
            yield _row(record, report, source, statement, independent.get(event.id, True))


def _event(report: ExportRecord) -> Event:
    return Event(
        id=report.sources[0].event_id,
        type=report.type,  # type: ignore[arg-type]
        status=report.status,  # type: ignore[arg-type]
        modality=report.modality,  # type: ignore[arg-type]
        when=report.when,
        where=report.where,
        actors=report.actors,
        means=report.means,
        casualties=report.casualties,
        materiel=report.materiel,
        count=report.count,
        claims=report.claims,
        unverified=report.unverified,
        evidence=(),
        trigger=Trigger(text=report.trigger, span=report.trigger_span),
        confidence=report.confidence or 0.0,
    )


def _row(
    record: ExportRecord, report: ExportRecord, source: Source, statement: Statement, independent: bool
) -> list[Any]:
    claims = _claims(report, statement.slot)
    return [
        statement.statement_id, record.id, record.kind, statement.event_id, report.type, report.status, report.modality,
        statement.slot, statement.value, statement.basis, statement.text, statement.span_start, statement.span_end,
        join(c.speaker or c.organisation or c.title for c in claims) or None, join(c.actor_id for c in claims) or None,
        join(c.stance for c in claims) or None, report.unverified, statement.confidence, source.document_id,
        source.document_key, source.outlet, source.url, source.published, independent, statement.coder,
    ]  # fmt: skip


def _claims(report: ExportRecord, slot: str) -> tuple[Claim, ...]:
    """Who says a value: a claim says itself, another figure comes from the claim that it names, all else from every claim."""
    if found := _CLAIM.match(slot):
        return report.claims[int(found[1]) : int(found[1]) + 1]
    if found := _OTHER_FIGURE.match(slot):
        claim = report.casualties[int(found[1])].alternatives[int(found[2])].claim
        if claim is not None and claim < len(report.claims):
            return (report.claims[claim],)
    return report.claims


def exporter() -> Exporter:
    """The exporter of statements."""
    return Exporter(
        name="statements",
        title="Parquet of statements: who says what, on which event",
        suffix="parquet",
        columns=tuple(Column(name=name, source=source) for name, _, source in _COLUMNS),
        write=write,
        text=False,
    )
