"""Inputs into Documents: n readable texts give n Documents, and each unreadable one a failure with its name."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import BinaryIO, Final, cast

import msgspec
import regex

from marsad.errors import BadRecord, BadSetting, InputError, NotText, TooLong
from marsad.model import Coded, Document, Failure, Published
from marsad.reading.dates import parse_published
from marsad.reading.encodings import AUTO, SAMPLE, decode, detect
from marsad.reading.lines import Rewound
from marsad.reading.options import ReadOptions
from marsad.reading.records import Record, Rejected, iter_json, iter_json_lines, iter_table
from marsad.reading.walk import Source, iter_sources, unreadable

_JSON_START: Final = regex.compile(rb"\{\s*[\"}]|\[\s*[{\]]")
_SEPARATOR: Final = {"csv": None, "tsv": "\t"}


class InputFailure(msgspec.Struct, frozen=True):
    """An input that gave no document. `name` is the id it would have had, as far as that is known."""

    name: str
    error: InputError

    def to_coded(self) -> Coded:
        """The failure in the output form: a document without text, no events, one failure of the stage "reading"."""
        failure = Failure(stage="reading", error=type(self.error).__name__, message=str(self.error))
        return Coded(document=Document(id=self.name, text=""), failures=(failure,))


def iter_documents(
    inputs: Sequence[str | Path], options: ReadOptions | None = None, skipped: list[str] | None = None
) -> Iterator[Document | InputFailure]:
    """The documents of files, folders and "-" (standard input), in order, read as they are asked for: memory holds one
    at a time.

    An error is yielded in its place as an `InputFailure`; the others go on. Files of a folder whose suffix is unknown
    are appended to `skipped` by name.
    """
    options = options or ReadOptions()
    for source in iter_sources(inputs, skipped if skipped is not None else []):
        if isinstance(source, InputError):
            yield InputFailure(source.name, source)
            continue
        try:
            yield from _iter_source(source, options)
        except InputError as error:
            yield InputFailure(source.name, error)
        except OSError as error:
            yield InputFailure(source.name, unreadable(source.name, error))


def _iter_source(source: Source, options: ReadOptions) -> Iterator[Document | InputFailure]:
    stream = source.open()
    try:
        head = _read_head(stream)
        if options.encoding == AUTO:
            detect(head, source.name, whole=len(head) < SAMPLE)  # refuses what is empty or binary, in every format
        kind = options.format if options.format != "auto" else source.format or _guess(head)
        rest = cast(BinaryIO, io.BufferedReader(Rewound(head, stream), SAMPLE))
        if kind in ("txt", "html"):
            read = _read_html if kind == "html" else _read_text
            yield read(_read_whole(rest, source.name, options), source.name, options)
        else:
            yield from _iter_records(head, rest, source.name, kind, options)
    finally:
        if source.path is not None:
            stream.close()


def _read_head(stream: BinaryIO) -> bytes:
    """The first bytes, as many as a decision needs; from a pipe what comes until then."""
    pieces, size = [], 0
    while size < SAMPLE and (piece := stream.read(SAMPLE - size)):
        pieces.append(piece)
        size += len(piece)
    return b"".join(pieces)


def _guess(head: bytes) -> str:
    """The format of an input whose name does not tell it: by its first characters."""
    start = head.replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n")
    if start.startswith((b"<!doctype html", b"<!DOCTYPE html", b"<html", b"<HTML")):
        return "html"
    if not _JSON_START.match(start):
        return "txt"
    first_line = start.partition(b"\n")[0].rstrip()
    return "json" if start.startswith(b"[") or first_line == b"{" or first_line.endswith(b",") else "jsonl"


def _read_whole(stream: BinaryIO, name: str, options: ReadOptions) -> bytes:
    data = stream.read(options.max_bytes + 1)
    if len(data) > options.max_bytes:
        raise TooLong(
            name, f"larger than {options.max_bytes:,} bytes", "split it, or write it as JSON Lines with one text a line"
        )
    return data


def _read_text(data: bytes, name: str, options: ReadOptions) -> Document:
    text, encoding, _ = decode(data, name, options.encoding)
    _check_length(text, name, options)
    return Document(id=name, text=text, source=options.source, published=options.published, encoding=encoding)


def _read_html(data: bytes, name: str, options: ReadOptions) -> Document:
    from marsad.reading.pages import read_page

    page = read_page(data, name, options.encoding)
    _check_length(page.text, name, options)
    return Document(
        id=name,
        text=page.text,
        title=page.title,
        url=page.url,
        source=options.source,
        published=options.published if options.published.start else page.published,
        encoding=page.encoding,
    )


def _iter_records(
    head: bytes, stream: BinaryIO, name: str, kind: str, options: ReadOptions
) -> Iterator[Document | InputFailure]:
    encoding = detect(head, name, whole=len(head) < SAMPLE) if options.encoding == AUTO else options.encoding
    if kind == "json":
        records = iter_json(_read_whole(stream, name, options), name, encoding, options)
    elif kind == "jsonl":
        records = iter_json_lines(stream, name, encoding, options)
    else:
        records = iter_table(stream, name, encoding, options, _SEPARATOR[kind])
    empty = True
    for record in records:
        empty = False
        if isinstance(record, Rejected):
            yield InputFailure(record.id, record.error)
            continue
        try:
            yield _record_document(record, options)
        except InputError as error:
            yield InputFailure(record.fields["id"], error)
    if empty:
        raise NotText(name, "the file holds no record", "nothing to code")


def _record_document(record: Record, options: ReadOptions) -> Document:
    fields = record.fields
    _check_length(fields["text"], record.where, options)
    return Document(
        id=fields["id"],
        text=fields["text"],
        title=fields.get("title") or None,
        url=fields.get("url") or None,
        source=fields.get("source") or options.source,
        published=_published(record, options),
        encoding=record.encoding,
    )


def _published(record: Record, options: ReadOptions) -> Published:
    told = record.fields.get("published", "").strip()
    if not told:
        return options.published
    try:
        return parse_published(told)
    except BadSetting as error:
        raise BadRecord(record.where, str(error), "correct it, or leave it out") from None


def _check_length(text: str, name: str, options: ReadOptions) -> None:
    if len(text) > options.max_chars:
        raise TooLong(
            name,
            f"{len(text):,} characters, the limit is {options.max_chars:,}",
            "split the text, or raise --max-chars",
        )
