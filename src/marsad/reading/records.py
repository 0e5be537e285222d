"""Structured files, record by record: JSON Lines and CSV. One malformed record costs no other."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from typing import Any, BinaryIO, Final, NamedTuple

import msgspec

from marsad.errors import BadRecord, BadSetting, InputError
from marsad.reading.lines import iter_lines
from marsad.reading.options import FIELDS, ReadOptions

_SEPARATORS: Final = (",", ";", "\t")


class Record(NamedTuple):
    """One record: `where` names its place ("news.jsonl line 3"), `default_id` stands in for a missing id, `fields`
    are strings by Marsad's names."""

    where: str
    default_id: str
    fields: dict[str, str]


def iter_json_lines(stream: BinaryIO, name: str, encoding: str, options: ReadOptions) -> Iterator[Record | InputError]:
    """One record a line; blank lines are passed over. Line numbers count from 1."""
    for number, line in iter_lines(stream, name, encoding, options.max_bytes):
        where = f"{name} line {number}"
        if isinstance(line, InputError):
            yield line
        elif line.strip():
            try:
                yield Record(where, f"{name}#{number}", _fields(_parse_object(line, where), where, options))
            except InputError as error:
                yield error


def iter_table(
    stream: BinaryIO, name: str, encoding: str, options: ReadOptions, separator: str | None
) -> Iterator[Record | InputError]:
    """One record a row, after a header. `separator` None: the header tells it. Rows count from 1, the header not
    among them."""
    csv.field_size_limit(options.max_bytes)
    lines = _Lines(stream, name, encoding, options.max_bytes)
    header = next(iter(lines), "")
    separator = separator or max(_SEPARATORS, key=header.count)
    columns = next(csv.reader([header], delimiter=separator), [])
    if options.column("text") not in columns:
        told = ", ".join(c for c in columns if c)[:200] or "none"
        raise BadRecord(
            name, f"no column {options.column('text')!r} (columns: {told})", "name it, as --field text=COLUMN"
        )
    rows = csv.reader(lines, delimiter=separator, strict=True)
    number = 0
    while True:
        number += 1
        where = f"{name} row {number}"
        try:
            row = next(rows)
            yield from lines.take_errors()
            if row:
                yield Record(where, f"{name}#{number}", _row_fields(columns, row, where, options))
            else:
                number -= 1
        except StopIteration:
            yield from lines.take_errors()
            return
        except csv.Error as error:
            yield BadRecord(where, f"no CSV ({error}), up to line {lines.number}", "check its quotes")
        except InputError as error:
            yield error


class _Lines:
    """The sound lines of a table for `csv.reader`; the errors of the others wait to be taken."""

    def __init__(self, stream: BinaryIO, name: str, encoding: str, limit: int) -> None:
        self._lines = iter_lines(stream, name, encoding, limit)
        self._errors: list[InputError] = []
        self.number = 0

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        for number, line in self._lines:
            self.number = number
            if isinstance(line, str):
                return line
            self._errors.append(line)
        raise StopIteration

    def take_errors(self) -> list[InputError]:
        taken, self._errors = self._errors, []
        return taken


def _parse_object(line: str, where: str) -> dict[str, Any]:
    try:
        value = msgspec.json.decode(line)
    except (msgspec.DecodeError, RecursionError) as error:
        raise BadRecord(where, f"no JSON ({error})", "write one object a line") from None
    if not isinstance(value, dict):
        raise BadRecord(where, f"JSON, but no object: {str(value)[:40]}", "write one object a line")
    return value


def _row_fields(columns: list[str], row: list[str], where: str, options: ReadOptions) -> dict[str, str]:
    if len(row) != len(columns):
        raise BadRecord(
            where, f"{len(row)} fields where the header has {len(columns)}", "check its separators and quotes"
        )
    return _fields(dict(zip(columns, row, strict=True)), where, options)


def _fields(record: Mapping[str, Any], where: str, options: ReadOptions) -> dict[str, str]:
    fields: dict[str, str] = {}
    for field in FIELDS:
        value = _look_up(record, options.column(field))
        if isinstance(value, (int, float)) and not isinstance(value, bool) and field != "text":
            value = str(value)
        if value is None or value == "":
            continue
        if not isinstance(value, str):
            raise BadRecord(
                where, f"{options.column(field)!r} is {type(value).__name__}, not a string", "write a string"
            )
        fields[field] = value
    if not fields.get("text", "").strip():
        known = ", ".join(str(key) for key in record)[:200]
        problem = (
            "the text is empty"
            if options.column("text") in record
            else f"no field {options.column('text')!r} (fields: {known})"
        )
        raise BadRecord(where, problem, "name the field that holds the text, as --field text=body")
    return fields


def _look_up(record: Mapping[str, Any], path: str) -> Any:
    if path in record:
        return record[path]
    value: Any = record
    for step in path.split("."):
        if not isinstance(value, Mapping):
            return None
        value = value.get(step)
    return value


def bad_setting_as_record(where: str, error: BadSetting) -> BadRecord:
    """A wrong value inside a record: the record's error, not a setting's."""
    return BadRecord(where, str(error), "correct it, or leave the field out")
