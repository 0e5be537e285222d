"""Coded documents as JSON Lines, JSON and CSV, written as they come."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any, Final, Protocol, TextIO

import msgspec

from marsad.errors import BadSetting
from marsad.model import Coded, Event

_ROLES: Final = ("initiator", "target", "supporter", "affected")
DATA_FORMATS: Final = ("json", "jsonl", "csv")
FORMATS: Final = ("table", *DATA_FORMATS)


class Writer(Protocol):
    """Writes coded documents one by one; `finish` closes what is open in the format, also after an interruption."""

    def write(self, coded: Coded) -> None:
        """Write one document."""
        ...

    def finish(self) -> None:
        """Write what ends the output."""
        ...


def choose_format(asked: str | None, output: Path | None, stored: bool) -> str | None:
    """The format: as asked, else by the suffix of the output file, else the table; None when the store alone is
    wanted.
    """
    if asked is not None:
        if asked not in FORMATS:
            raise BadSetting(f"format: {asked!r} is unknown; use one of {', '.join(FORMATS)}")
        return asked
    if output is not None:
        suffix = output.suffix.lower().lstrip(".")
        if suffix not in (*DATA_FORMATS, "txt"):
            raise BadSetting(f"output: the name {output.name!r} does not tell the format; give --format too")
        return "table" if suffix == "txt" else suffix
    return None if stored else "table"


def to_json(value: Any, indent: int = 0) -> str:
    """`value` as JSON with Arabic letters as they are; in ASCII where it holds lone surrogates, which UTF-8 cannot."""
    try:
        packed = msgspec.json.encode(value)
    except UnicodeEncodeError:
        return json.dumps(value, indent=indent or None)
    return (msgspec.json.format(packed, indent=indent) if indent else packed).decode("utf-8")


class JsonLines:
    """One object a document and line."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream

    def write(self, coded: Coded) -> None:
        """Write one line."""
        self._stream.write(to_json(coded.to_dict()) + "\n")
        self._stream.flush()  # whoever reads the other end of a pipe gets a document as soon as it is coded

    def finish(self) -> None:
        """Nothing ends JSON Lines."""


class JsonArray:
    """One array of objects, for people: indented."""

    def __init__(self, stream: TextIO) -> None:
        self._stream, self._empty = stream, True

    def write(self, coded: Coded) -> None:
        """Write one element."""
        self._stream.write("[\n" if self._empty else ",\n")
        self._stream.write(to_json(coded.to_dict(), indent=2))
        self._empty = False

    def finish(self) -> None:
        """Close the array."""
        self._stream.write("[]\n" if self._empty else "\n]\n")


class CsvTable:
    """One row an event, for spreadsheets; several values in one cell are separated by "; ". Documents without events
    give no row.
    """

    HEADER: Final = (
        "document_id", "source", "url", "published", "event_id", "type", "status", "modality", "start", "end",
        "date_precision", "date_basis", "place", "place_en", "country", "admin1", "admin2", "lat", "lon",
        "place_precision", "initiators", "targets", "supporters", "affected", "means", "killed_min", "killed_max",
        "injured_min", "injured_max", "casualties", "materiel", "count_min", "count_max", "claimed_by", "unverified",
        "confidence", "trigger", "evidence",
    )  # fmt: skip

    def __init__(self, stream: TextIO) -> None:
        self._rows = csv.writer(stream, lineterminator="\n")
        self._rows.writerow(self.HEADER)

    def write(self, coded: Coded) -> None:
        """Write the rows of one document."""
        for event in coded.events:
            self._rows.writerow(_row(coded, event))

    def finish(self) -> None:
        """Nothing ends CSV."""


def _row(coded: Coded, event: Event) -> list[object]:
    doc, when, where = coded.document, event.when, event.where
    first = where[0] if where else None
    killed, injured = _bounds(event, "killed"), _bounds(event, "injured")
    return [
        doc.id, doc.source, doc.url, doc.published.start, event.id, event.type, event.status, event.modality,
        when.start, when.end, when.precision, when.basis, _join(w.name for w in where), _join(w.name_en for w in where),
        *((first.country, first.admin1, first.admin2, first.lat, first.lon, first.precision) if first else (None,) * 6),
        *(_join(a.actor_id for a in event.actors if a.role == role) for role in _ROLES),
        event.means.class_ if event.means else None, *killed, *injured,
        _join(f"{c.outcome} {amount(c.min, c.max)} {c.group}" for c in event.casualties),
        _join(f"{m.effect} {amount(m.min, m.max)} {m.item}" for m in event.materiel),
        event.count.min, event.count.max, _join(c.speaker or c.organisation or c.title for c in event.claims),
        str(event.unverified).lower(), round(event.confidence, 3), event.trigger.text,
        _join(doc.text[start:end] for start, end in event.evidence),
    ]  # fmt: skip


def _bounds(event: Event, outcome: str) -> tuple[int | None, int | None]:
    """The sum over groups and sides; no upper bound where one row has none, nothing where no row tells the outcome."""
    rows = [c for c in event.casualties if c.outcome == outcome]
    if not rows:
        return None, None
    tops = [c.max for c in rows if c.max is not None]
    return sum(c.min for c in rows), sum(tops) if len(tops) == len(rows) else None


def _join(values: Iterable[str | None]) -> str:
    return "; ".join(dict.fromkeys(" ".join(v.split()) for v in values if v))


def amount(low: int, high: int | None) -> str:
    """Bounds for people: 3, 3–9, ≥3."""
    if high is None:
        return f"≥{low}"
    return str(low) if low == high else f"{low}–{high}"


def make_writer(name: str, stream: TextIO, bidi: str | None) -> Writer:
    """The writer of that format."""
    if name == "table":
        from marsad.cli.tables import EventTables

        return EventTables(stream, bidi)
    writers: dict[str, type[JsonLines | JsonArray | CsvTable]] = {
        "jsonl": JsonLines,
        "json": JsonArray,
        "csv": CsvTable,
    }
    return writers[name](stream)
