"""Structured files, record by record: JSON Lines and CSV. One malformed record costs no other."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from typing import Any, BinaryIO, Final, NamedTuple

import msgspec

from marsad.errors import BadRecord, InputError
from marsad.reading.encodings import decode
from marsad.reading.lines import Line, iter_lines
from marsad.reading.options import FIELDS, ReadOptions

_SEPARATORS: Final = (",", ";", "\t")


class Record(NamedTuple):
    """One record: `where` names its place ("news.jsonl line 3"), `fields` are strings by Marsad's names, `id` and
    `text` always there.
    """

    where: str
    fields: dict[str, str]
    encoding: str
    offset: int | None = None

    @property
    def place(self) -> str:
        """The place without the file's name: "line 3"."""
        return _place(self.where)


class Rejected(NamedTuple):
    """A record that gives no document. `id` is its own as far as it is known, else the one by its place."""

    id: str
    error: InputError
    where: str
    offset: int | None = None

    @property
    def place(self) -> str:
        """The place without the file's name: "line 3"."""
        return _place(self.where)


def _place(where: str) -> str:
    return " ".join(where.rsplit(" ", 2)[-2:])


def iter_json_lines(stream: BinaryIO, name: str, encoding: str, options: ReadOptions) -> Iterator[Record | Rejected]:
    """One record a line; blank lines are passed over. Line numbers count from 1."""
    for line in iter_lines(stream, name, encoding, options.max_bytes):
        if not line.error and not line.text.strip():
            continue
        where, default_id = f"{name} line {line.number}", f"{name}#{line.number}"
        try:
            if line.error:
                raise line.error
            values = _parse_object(line.text, where)
        except InputError as error:
            yield Rejected(default_id, error, where, line.offset)
        else:
            yield make_record(values, where, default_id, line.encoding, options, line.offset)


def iter_json(data: bytes, name: str, encoding: str, options: ReadOptions) -> Iterator[Record | Rejected]:
    """The records of one JSON value, an array of objects or an object alone, counted from 1."""
    decoded = decode(data, name, encoding)
    try:
        value = msgspec.json.decode(decoded.text)
    except (msgspec.DecodeError, RecursionError) as error:
        raise BadRecord(name, f"no JSON ({error})", "write one object a line, as .jsonl") from None
    for number, values in enumerate(value if isinstance(value, list) else [value], 1):
        where, default_id = f"{name} record {number}", f"{name}#{number}"
        if isinstance(values, dict):
            yield make_record(values, where, default_id, decoded.encoding, options)
        else:
            problem = BadRecord(where, f"no object: {str(values)[:40]}", "give an array of objects")
            yield Rejected(default_id, problem, where)


def iter_table(
    stream: BinaryIO, name: str, encoding: str, options: ReadOptions, separator: str | None
) -> Iterator[Record | Rejected]:
    """One record a row, after a header; rows count from 1, the header not among them. `separator` None: the header
    tells it.
    """
    csv.field_size_limit(options.max_bytes)
    lines = _RowLines(iter_lines(stream, name, encoding, options.max_bytes))
    header = next(lines, "")
    separator = separator or max(_SEPARATORS, key=header.count)
    try:
        columns = next(csv.reader([header], delimiter=separator), [])
    except csv.Error as error:
        raise BadRecord(name, f"no header of a table ({error})", "save it again as CSV in UTF-8") from None
    if options.column("text") not in columns:
        told = ", ".join(c for c in columns if c)[:200] or "none"
        advice = "name it, as --field text=COLUMN"
        raise BadRecord(name, f"no column {options.column('text')!r} (columns: {told})", advice)
    rows = csv.reader(lines, delimiter=separator, strict=True)
    number = 0
    while (row := _next_row(rows, lines)) is not None:
        if row == []:
            continue
        number += 1
        where, default_id = f"{name} row {number}", f"{name}#{number}"
        problem = row if isinstance(row, str) else _row_problem(row, columns)
        if lines.error or problem:
            advice = f"see line {lines.number}: its quotes and separators"
            yield Rejected(default_id, lines.error or BadRecord(where, problem, advice), where, lines.offset)
        else:
            values = dict(zip(columns, row, strict=True))
            yield make_record(values, where, default_id, lines.encoding, options, lines.offset)


class _RowLines:
    """The lines of a table for `csv.reader`, and what is to be said of those that made the row at hand."""

    def __init__(self, lines: Iterator[Line]) -> None:
        self._lines = lines
        self.number = 0
        self.start_row()

    def start_row(self) -> None:
        self.error: InputError | None = None
        self.encoding = ""
        self.offset: int | None = None
        self._fresh = True

    def __iter__(self) -> _RowLines:
        return self

    def __next__(self) -> str:
        line = next(self._lines)
        if self._fresh:
            self.offset, self._fresh = line.offset, False
        self.number, self.error = line.number, self.error or line.error
        self.encoding = max(self.encoding, line.encoding, key=len)  # the longer one tells of damage
        return line.text


def _next_row(rows: Iterator[list[str]], lines: _RowLines) -> list[str] | str | None:
    """The next row, the problem of one that is no CSV, or None at the end."""
    lines.start_row()
    try:
        row = next(rows)
    except StopIteration:
        return None
    except csv.Error as error:
        return f"no CSV ({error})"
    return [""] if lines.error and not row else row


def _row_problem(row: list[str], columns: list[str]) -> str:
    return "" if len(row) == len(columns) else f"{len(row)} fields where the header has {len(columns)}"


def _parse_object(line: str, where: str) -> dict[str, Any]:
    try:
        value = msgspec.json.decode(line)
    except (msgspec.DecodeError, RecursionError) as error:
        raise BadRecord(where, f"no JSON ({error})", "write one object a line") from None
    if not isinstance(value, dict):
        raise BadRecord(where, f"JSON, but no object: {str(value)[:40]}", "write one object a line")
    return value


def make_record(
    values: Mapping[str, Any],
    where: str,
    default_id: str,
    encoding: str,
    options: ReadOptions,
    offset: int | None = None,
) -> Record | Rejected:
    """The record of a row or an object: its fields by Marsad's names; `Rejected` where it holds no text."""
    fields: dict[str, str] = {}
    problem = ""
    for field in FIELDS:
        value = _look_up(values, options.column(field))
        if isinstance(value, (int, float)) and not isinstance(value, bool) and field != "text":
            value = str(value)
        if isinstance(value, str):
            fields[field] = value
        elif value is not None:
            problem = f"{options.column(field)!r} is {type(value).__name__}, not a string"
    fields["id"] = fields.get("id") or default_id
    problem = problem or _text_problem(fields, values, options.column("text"))
    if problem:
        error = BadRecord(where, problem, "name the field that holds it, as --field text=body")
        return Rejected(fields["id"], error, where, offset)
    return Record(where, fields, encoding, offset)


def _text_problem(fields: Mapping[str, str], values: Mapping[str, Any], column: str) -> str:
    if fields.get("text", "").strip():
        return ""
    if "text" in fields:
        return f"{column!r} is empty"
    return f"no {column!r} (fields: {', '.join(values)[:200]})"


def _look_up(values: Mapping[str, Any], path: str) -> Any:
    if path in values:
        return values[path]
    value: Any = values
    for step in path.split("."):
        if not isinstance(value, Mapping):
            return None
        value = value.get(step)
    return value
