"""WARC and WACZ archives of the web: the pages and files in them, each with its address and the time of its fetching."""

from __future__ import annotations

import io
import logging
import zipfile
import zlib
from collections.abc import Iterator
from typing import IO, Any, BinaryIO, Final, cast
from urllib.parse import urlsplit

import msgspec

from marsad.errors import BadSetting, InputError, NotText, TooLong
from marsad.model import Document, Published
from marsad.reading import containers
from marsad.reading.archives import safe_name, seekable
from marsad.reading.building import InputFailure, page_document, text_document
from marsad.reading.dates import parse_published
from marsad.reading.options import ReadOptions
from marsad.reading.provenance import inside, note, note_format
from marsad.reading.walk import format_of

#: What is read out of an archive of the web, by the type that its server told. Feeds are left out: they hold the
#: beginnings of pages that stand in the archive whole.
KINDS: Final = {
    "text/html": "html",
    "application/xhtml+xml": "html",
    "text/plain": "txt",
    "application/pdf": "pdf",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "docx",
}
#: The longest line of a header in bytes: servers send cookies and policies of some thousands.
_MAX_LINE: Final = 1 << 18
#: Said by servers that do not know what they send: the address tells.
_UNTOLD: Final = ("", "application/octet-stream", "binary/octet-stream")
#: The header under which `marsad fetch` keeps what a feed told of a page.
TOLD_HEADER: Final = "WARC-JSON-Metadata"


def kind_of(content_type: str | None, url: str, head: bytes = b"") -> str | None:
    """The format of an answer by its type; where that tells nothing by its address, else by its first bytes. None for what
    is not read.

    >>> kind_of("text/html; charset=windows-1256", "https://example.org/"), kind_of("image/png", "https://example.org/a")
    ('html', None)
    """
    told = (content_type or "").partition(";")[0].strip().lower()
    if _is_untold(content_type):
        guessed = format_of(urlsplit(url).path)
        if guessed in KINDS.values():
            return guessed
        start = head[:1024].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
        return "html" if start.startswith((b"<!doctype html", b"<html")) else None
    return KINDS.get(told)


class Told(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What is known of a page from elsewhere, as from the feed that named it: it stands in where the page is silent."""

    title: str | None = None
    published: str | None = None
    source: str | None = None
    feed: str | None = None


def read_warc(stream: BinaryIO, name: str, options: ReadOptions) -> Iterator[Document | InputFailure]:
    """The pages of a WARC file, compressed or not: one document a successful answer that holds a page, a text, a PDF or
    a Word file. The address is the document's id and url; the day on which it was fetched is no publication day and is
    not taken."""
    from warcio.archiveiterator import ArchiveIterator
    from warcio.exceptions import ArchiveLoadFailed

    empty = True
    logging.getLogger("warcio").setLevel(logging.CRITICAL)  # the failure says what is wrong
    try:
        records = ArchiveIterator(stream)
        records.INC_RECORD = ""  # it would write to standard error
        _bound_lines(records.reader)
        for record in records:
            url = record.rec_headers.get_header("WARC-Target-URI") or name
            if not _is_success(record):
                continue
            told = record.http_headers.get_header("Content-Type")
            kind = kind_of(told, url)
            if kind is None and not _is_untold(told):
                continue
            fetched = record.rec_headers.get_header("WARC-Date")
            found = list(_items(record, kind, url, options))
            empty = empty and not found
            offset = records.get_record_offset()  # known when the record is read to its end
            for item in found:
                yield note(item, address=url, fetched=fetched, offset=offset)
    except (ArchiveLoadFailed, EOFError, zlib.error, ValueError) as error:
        raise NotText(name, f"a damaged web archive ({str(error).strip()[:120]})", "make it again") from None
    if empty:
        raise NotText(name, "no page in the web archive", "nothing to code")


def _bound_lines(reader: Any) -> None:
    """Let no header line be longer than `_MAX_LINE`: the library would gather an endless one piece by piece."""
    plain = reader.readline

    def readline(length: int = 0) -> bytes:
        line: bytes = plain(min(length, _MAX_LINE) if length > 0 else _MAX_LINE)
        if len(line) >= _MAX_LINE and not line.endswith(b"\n"):
            raise ValueError("a header line without end")
        return line

    reader.readline = readline


def _is_success(record: Any) -> bool:
    if record.rec_type != "response" or record.http_headers is None:
        return False
    return str(record.http_headers.get_statuscode()).startswith("2")


def _is_untold(content_type: str | None) -> bool:
    return (content_type or "").partition(";")[0].strip().lower() in _UNTOLD


def _items(record: Any, kind: str | None, url: str, options: ReadOptions) -> Iterator[Document | InputFailure]:
    try:
        content = record.content_stream()
        data = content.read(1024)
        kind = kind or kind_of(None, url, data)
        if kind is None:
            return
        data += content.read(options.max_bytes + 1 - len(data))
        if len(data) > options.max_bytes:
            raise TooLong(url, f"larger than {options.max_bytes:,} bytes", "raise --max-bytes")
        told = _told(record.rec_headers.get_header(TOLD_HEADER))
        yield from read_answer(data, kind, url, options, told)
    except InputError as error:
        yield InputFailure(url, error)


def _told(header: str | None) -> Told:
    try:
        return msgspec.json.decode(header.encode(), type=Told) if header else Told()
    except (msgspec.DecodeError, UnicodeError):
        return Told()


def read_answer(
    data: bytes, kind: str, url: str, options: ReadOptions, told: Told | None = None
) -> Iterator[Document | InputFailure]:
    """The documents of what a server answered; `kind` as `kind_of` tells it. Raises `InputError`."""
    told = told or Told()
    options = msgspec.structs.replace(options, source=options.source or told.source)
    if kind == "html":
        found: Iterator[Document | InputFailure] = iter([page_document(data, url, options, url)])
    elif kind == "txt":
        found = iter([text_document(data, url, options)])
    else:
        found = containers.read(kind, io.BytesIO(data), url, options, 0, None)
    for item in note_format(found, kind):
        if isinstance(item, Document):
            published = item.published if item.published.start else _published(told)
            item = msgspec.structs.replace(
                item, url=item.url or url, title=item.title or told.title, published=published
            )
        yield item


def _published(told: Told) -> Published:
    try:
        return parse_published(told.published) if told.published else Published()
    except BadSetting:
        return Published()


def read_wacz(stream: BinaryIO, name: str, options: ReadOptions) -> Iterator[Document | InputFailure]:
    """The pages of a WACZ file: a zip archive with WARC files in its folder `archive/`."""
    try:
        with zipfile.ZipFile(cast(IO[bytes], seekable(stream))) as archive:
            members = sorted(n for n in archive.namelist() if n.startswith("archive/") and ".warc" in n)
            if not members:
                raise NotText(name, "no WARC file in the folder archive/ of it", "give the WARC file itself")
            for member in members:
                with archive.open(member) as opened:
                    warc = f"{name}/{safe_name(member)}"
                    for item in read_warc(cast(BinaryIO, opened), warc, options):
                        yield inside(item, safe_name(member))
    except (zipfile.BadZipFile, zlib.error, NotImplementedError) as error:
        raise NotText(name, f"a damaged archive ({error})", "make it again") from None
