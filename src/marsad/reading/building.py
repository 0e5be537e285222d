"""Documents out of what a reader found: text, page, or record; the limits on their size are held here."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from typing import BinaryIO

import msgspec

from marsad.errors import BadRecord, BadSetting, InputError, TooLong
from marsad.model import Coded, Document, Failure, Provenance, Published
from marsad.reading.dates import parse_published
from marsad.reading.encodings import decode
from marsad.reading.options import ReadOptions
from marsad.reading.records import Record, Rejected


class InputFailure(msgspec.Struct, frozen=True):
    """An input that gave no document. `name` is the id it would have had, as far as that is known."""

    name: str
    error: InputError
    provenance: Provenance | None = None

    def to_coded(self) -> Coded:
        """The failure in the output form: a document without text, no events, one failure of the stage "reading"."""
        failure = Failure(stage="reading", error=type(self.error).__name__, message=str(self.error))
        return Coded(document=Document(id=self.name, text="", provenance=self.provenance), failures=(failure,))


#: What a reader of a format is: bytes and the name of the input in, documents and failures out.
Reader = Callable[[BinaryIO, str, ReadOptions], Iterator[Document | InputFailure]]


def bytes_provenance(data: bytes) -> Provenance:
    """What is known of a document when its bytes are at hand: their hash and number."""
    return Provenance(sha256=hashlib.sha256(data).hexdigest(), size=len(data))


def read_whole(stream: BinaryIO, name: str, options: ReadOptions) -> bytes:
    """All bytes of one document; `TooLong` over the limit."""
    data = stream.read(options.max_bytes + 1)
    if len(data) > options.max_bytes:
        raise TooLong(
            name, f"larger than {options.max_bytes:,} bytes", "split it, or write it as JSON Lines with one text a line"
        )
    return data


def text_document(data: bytes, name: str, options: ReadOptions) -> Document:
    """The document of a plain text file."""
    text, encoding, _ = decode(data, name, options.encoding)
    check_length(text, name, options)
    return Document(
        id=name,
        text=text,
        source=options.source,
        published=options.published,
        encoding=encoding,
        provenance=bytes_provenance(data),
    )


def page_document(data: bytes, name: str, options: ReadOptions, url: str | None = None) -> Document:
    """The document of an HTML page; `url` where it is known from elsewhere."""
    from marsad.reading.pages import read_page

    page = read_page(data, name, options.encoding, url)
    check_length(page.text, name, options)
    return Document(
        id=name,
        text=page.text,
        title=page.title,
        url=url or page.url,
        source=page.source or options.source or page.host,
        published=options.published if options.published.start else page.published,
        encoding=page.encoding,
        provenance=bytes_provenance(data),
    )


def extracted_document(
    text: str,
    name: str,
    options: ReadOptions,
    *,
    title: str | None = None,
    published: str | None = None,
    source: str | None = None,
    url: str | None = None,
    provenance: Provenance | None = None,
) -> Document:
    """The document of a text that a format's reader took out of its file; a date that is no date is left out."""
    check_length(text, name, options)
    try:
        told = parse_published(published) if published else Published()
    except BadSetting:
        told = Published()
    return Document(
        id=name,
        text=text,
        title=title or None,
        url=url or None,
        source=source or options.source,
        published=told if told.start else options.published,
        provenance=provenance,
    )


def record_documents(records: Iterator[Record | Rejected], options: ReadOptions) -> Iterator[Document | InputFailure]:
    """The documents of records; a record that gives none is a failure in its place."""
    for record in records:
        if isinstance(record, Rejected):
            yield InputFailure(record.id, record.error, Provenance(record=record.place, offset=record.offset))
            continue
        try:
            yield _record_document(record, options)
        except InputError as error:
            yield InputFailure(record.fields["id"], error, Provenance(record=record.place, offset=record.offset))


def _record_document(record: Record, options: ReadOptions) -> Document:
    fields = record.fields
    check_length(fields["text"], record.where, options)
    return Document(
        id=fields["id"],
        text=fields["text"],
        title=fields.get("title") or None,
        url=fields.get("url") or None,
        source=fields.get("source") or options.source,
        published=_published(record, options),
        encoding=record.encoding or None,
        provenance=Provenance(record=record.place, offset=record.offset),
    )


def _published(record: Record, options: ReadOptions) -> Published:
    told = record.fields.get("published", "").strip()
    if not told:
        return options.published
    try:
        return parse_published(told)
    except BadSetting as error:
        raise BadRecord(record.where, str(error), "correct it, or leave it out") from None


def check_length(text: str, name: str, options: ReadOptions) -> None:
    """`TooLong` for a text over the limit."""
    if len(text) > options.max_chars:
        raise TooLong(
            name,
            f"{len(text):,} characters, the limit is {options.max_chars:,}",
            "split the text, or raise --max-chars",
        )


def first_line(error: Exception) -> str:
    """What a library says of a file, in one short line; the kind of its error where it says nothing."""
    return (str(error).splitlines() or [""])[0][:120] or type(error).__name__
