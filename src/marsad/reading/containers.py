"""The formats that are no plain text: which there are, how one is told by its first bytes, and who reads it."""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module
from typing import BinaryIO, Final

from marsad.errors import MarsadError, NotText, TooLong
from marsad.model import Document
from marsad.reading.building import InputFailure, first_line
from marsad.reading.options import ReadOptions

#: Module and function of each reader; loaded when first needed, since each brings a library.
_READERS: Final = {
    "docx": ("office", "read_docx"),
    "xlsx": ("office", "read_xlsx"),
    "pdf": ("pdf", "read_pdf"),
    "eml": ("mail", "read_eml"),
    "mbox": ("mail", "read_mbox"),
    "mhtml": ("mail", "read_mhtml"),
    "feed": ("feeds", "read_feed"),
    "telegram": ("telegram", "read_telegram"),
    "parquet": ("databases", "read_parquet"),
    "duckdb": ("databases", "read_duckdb"),
    "sqlite": ("databases", "read_sqlite"),
    "warc": ("webarchives", "read_warc"),
    "wacz": ("webarchives", "read_wacz"),
}
#: Formats that hold files, which are read in their turn.
_ARCHIVES: Final = {"zip": "read_zip", "tar": "read_tar", "gzip": "read_gzip"}
CONTAINERS: Final = frozenset({*_READERS, *_ARCHIVES})
#: Said of a file in place of its format: its first bytes shall tell.
BY_BYTES: Final = "bytes"
MAX_DEPTH: Final = 3
_MAGIC: Final = (
    (b"%PDF", "pdf"),
    (b"PAR1", "parquet"),
    (b"SQLite format 3\0", "sqlite"),
    (b"WARC/1.", "warc"),
    (b"\x1f\x8b", "gzip"),
    (b"From ", "mbox"),
    (b"<rss", "feed"),
    (b"<feed", "feed"),
)
_ZIPPED: Final = (
    (b"word/document.xml", "docx"),
    (b"xl/workbook.xml", "xlsx"),
    (b"archive/", "wacz"),
)


def guess(head: bytes) -> str | None:
    """The container format of bytes whose name tells none; None for what may be text."""
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n")
    if start.startswith(b"PK\x03\x04"):
        return next((kind for part, kind in _ZIPPED if part in head), "zip")
    if start.startswith(b"<?xml"):
        return "feed" if b"<rss" in head[:2048] or b"<feed" in head[:2048] else None
    if head[8:12] == b"DUCK":
        return "duckdb"
    return next((kind for magic, kind in _MAGIC if start.startswith(magic)), None)


def read(
    kind: str, stream: BinaryIO, name: str, options: ReadOptions, depth: int, member: object
) -> Iterator[Document | InputFailure]:
    """The documents of a container; `member` reads the files that an archive holds."""
    if kind in _ARCHIVES and depth >= MAX_DEPTH:
        raise TooLong(name, f"an archive more than {MAX_DEPTH} levels deep", "unpack it first")
    try:
        if kind in _ARCHIVES:
            function = getattr(import_module("marsad.reading.archives"), _ARCHIVES[kind])
            yield from function(stream, name, options, depth, member)
        else:
            module, reader = _READERS[kind]
            yield from getattr(import_module(f"marsad.reading.{module}"), reader)(stream, name, options)
    except (MarsadError, OSError):
        raise
    except Exception as error:  # a library's own kinds, on bytes that it did not expect
        raise NotText(name, f"a damaged file ({first_line(error)})", "make it again") from None
