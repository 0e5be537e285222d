"""What `marsad list` and `marsad sql` print: events or rows, for people and for programs."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain
from typing import Any, Final

import msgspec

from marsad.cli.formats import FORMATS, CsvTable, to_json
from marsad.cli.screen import Screen, utf8_stdout
from marsad.cli.tables import event_cells
from marsad.errors import BadSetting
from marsad.model import Coded
from marsad.store import StoredEvent, Table

_HEADER: Final = ("id", "when", "what", "where", "who", "losses", "words", "document")


def check_format(name: str, allowed: Sequence[str] = FORMATS) -> str:
    """The name, when it is allowed; else `BadSetting`."""
    if name not in allowed:
        raise BadSetting(f"format: {name!r} is unknown; use one of {', '.join(allowed)}")
    return name


def write_events(found: Iterable[StoredEvent], format_: str, bidi: str | None) -> int:
    """Print events in one of `FORMATS` and return how many there were."""
    if check_format(format_) == "table":
        return _write_grid(found, bidi)
    if format_ == "csv":
        return _write_csv(found)
    return write_objects(map(event_object, found), format_)


def event_object(stored: StoredEvent) -> dict[str, Any]:
    """An event in the output form with its `document`, as `list --format jsonl` prints it."""
    document = {"key": stored.document_key, **stored.document.to_dict(stored.coder)}
    return {**stored.event.to_dict(), "document": document}


def write_objects(objects: Iterable[Any], format_: str) -> int:
    """Print objects as JSON Lines ("jsonl") or one indented array ("json") and return how many there were."""
    out, count = utf8_stdout(), 0
    for value in objects:
        if format_ == "jsonl":
            out.write(to_json(value) + "\n")
        else:
            out.write((",\n" if count else "[\n") + to_json(value, indent=2))
        count += 1
    if format_ == "json":
        out.write("\n]\n" if count else "[]\n")
    return count


def write_table(table: Table, format_: str, bidi: str | None) -> None:
    """Print the result of a query in one of `FORMATS`."""
    if check_format(format_) == "table":
        if table.columns:
            Screen(bidi).grid(table.columns, ([_cell(v) for v in row] for row in table.rows))
    elif format_ == "csv":
        out = csv.writer(utf8_stdout(), lineterminator="\n")
        out.writerow(table.columns)
        out.writerows([None if v is None else _cell(v) for v in row] for row in table.rows)
    else:
        write_objects((dict(zip(table.columns, map(_value, row), strict=True)) for row in table.rows), format_)


def _write_grid(found: Iterable[StoredEvent], bidi: str | None) -> int:
    events = iter(found)
    first = next(events, None)
    if first is None:
        return 0
    return Screen(bidi).grid(_HEADER, _rows(chain([first], events)))


def _rows(found: Iterable[StoredEvent]) -> Iterator[list[str]]:
    for stored in found:
        doc = stored.document
        cells = [*event_cells(stored.event), [doc.source or "", doc.id] if doc.source else [doc.id]]
        yield [stored.event.id, *("\n".join(lines) for lines in cells)]


def _write_csv(found: Iterable[StoredEvent]) -> int:
    table, count = CsvTable(utf8_stdout()), 0
    for stored in found:
        table.write(Coded(document=stored.document, events=(stored.event,), coder=stored.coder))
        count += 1
    return count


def _value(value: Any) -> Any:
    """A value of DuckDB as one that JSON has: dates, decimals and intervals as text."""
    return msgspec.to_builtins(value, enc_hook=str)


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, (dict, list, tuple)):
        return to_json(_value(value))
    convert: Callable[[Any], Any] = str if not isinstance(value, bool) else lambda v: str(v).lower()
    return str(convert(value))
