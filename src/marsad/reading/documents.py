"""Inputs into Documents: n readable texts give n Documents, and each unreadable one a failure with its name."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import BinaryIO, Final, cast

import regex

from marsad.errors import InputError, NotText
from marsad.model import Document
from marsad.reading import containers
from marsad.reading.building import InputFailure, page_document, read_whole, record_documents, text_document
from marsad.reading.containers import CONTAINERS
from marsad.reading.encodings import AUTO, SAMPLE, detect
from marsad.reading.lines import Rewound
from marsad.reading.options import ReadOptions
from marsad.reading.provenance import note, note_file, note_format
from marsad.reading.records import iter_json, iter_json_lines, iter_table
from marsad.reading.telegram import is_telegram
from marsad.reading.walk import Source, format_of, iter_sources, unreadable

_JSON_START: Final = regex.compile(rb"\{\s*[\"}]|\[\s*[{\]]")
_SEPARATOR: Final = {"csv": None, "tsv": "\t"}


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
        else:
            yield from iter_file(source, options)


def iter_file(source: Source, options: ReadOptions) -> Iterator[Document | InputFailure]:
    """The documents of one file; an error is yielded as an `InputFailure`."""
    file = str(source.path.absolute()) if source.path else source.name
    try:
        yield from _iter_source(source, options)
    except InputError as error:
        yield note(InputFailure(source.name, error), file=file, name=source.name)
    except OSError as error:
        yield note(InputFailure(source.name, unreadable(source.name, error)), file=file, name=source.name)


def _iter_source(source: Source, options: ReadOptions) -> Iterator[Document | InputFailure]:
    stream = source.open()
    try:
        found = _iter_stream(stream, source.name, options, 0, source.format)
        yield from note_file(found, source.path, source.name)
    finally:
        if source.path is not None:
            stream.close()


def _iter_stream(
    stream: BinaryIO, name: str, options: ReadOptions, depth: int, told: str | None = None
) -> Iterator[Document | InputFailure]:
    """The documents of bytes: `told` is the format that their name tells, `depth` how many archives hold them."""
    told = told or format_of(name)
    if depth and told is None:
        return  # what an archive holds beside texts: pictures, indexes
    kind = options.format if options.format != "auto" and not depth else told
    kind = None if kind == containers.BY_BYTES else kind
    if kind not in CONTAINERS:
        head = _read_head(stream)
        kind = kind or containers.guess(head)
        if kind in (None, "json") and options.format == "auto" and is_telegram(head):
            kind = "telegram"
        rest = cast(BinaryIO, io.BufferedReader(Rewound(head, stream), SAMPLE))
        if kind not in CONTAINERS:
            kind = kind or _guess(head)
            yield from note_format(_iter_text(head, rest, name, kind, options), kind)
            return
        stream = rest
    yield from note_format(containers.read(kind, stream, name, options, depth, _iter_stream), kind)


def _iter_text(
    head: bytes, rest: BinaryIO, name: str, kind: str, options: ReadOptions
) -> Iterator[Document | InputFailure]:
    if options.encoding == AUTO:
        detect(head, name, whole=len(head) < SAMPLE)  # refuses what is empty or binary, in every format
    if kind in ("txt", "html"):
        make = page_document if kind == "html" else text_document
        yield make(read_whole(rest, name, options), name, options)
    else:
        yield from _iter_records(head, rest, name, kind, options)


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


def _iter_records(
    head: bytes, stream: BinaryIO, name: str, kind: str, options: ReadOptions
) -> Iterator[Document | InputFailure]:
    encoding = detect(head, name, whole=len(head) < SAMPLE) if options.encoding == AUTO else options.encoding
    if kind == "json":
        records = iter_json(read_whole(stream, name, options), name, encoding, options)
    elif kind == "jsonl":
        records = iter_json_lines(stream, name, encoding, options)
    else:
        records = iter_table(stream, name, encoding, options, _SEPARATOR[kind])
    empty = True
    for document in record_documents(records, options):
        empty = False
        yield document
    if empty:
        raise NotText(name, "the file holds no record", "nothing to code")
