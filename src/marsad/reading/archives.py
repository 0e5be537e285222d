"""Files that hold files: zip, tar, gzip; WARC and WACZ archives of the web.

Nothing is unpacked to disk under a name out of the archive, so no name can lead anywhere; names are ids only. What a
member may unpack to is limited, and archives inside archives are followed a few levels deep.
"""

from __future__ import annotations

import gzip
import io
import logging
import tarfile
import zipfile
import zlib
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import PurePosixPath
from typing import IO, BinaryIO, Final, cast

from marsad.errors import InputError, NotText, TooLong
from marsad.model import Document
from marsad.reading.building import InputFailure, extracted_document, page_document
from marsad.reading.containers import BY_BYTES
from marsad.reading.encodings import decode
from marsad.reading.options import ReadOptions
from marsad.reading.walk import format_of
from marsad.reading.zipped import MAX_MEMBERS, check_ratio

#: Reads a member by its name and bytes, at a depth: what `documents` does for a file.
ReadMember = Callable[..., Iterator[Document | InputFailure]]
_WEB_TEXT: Final = ("text/html", "application/xhtml+xml", "text/plain")


def read_zip(
    stream: BinaryIO, name: str, options: ReadOptions, depth: int, read: ReadMember
) -> Iterator[Document | InputFailure]:
    """What the files in a zip archive hold, in the order of their names; ids are `ARCHIVE/MEMBER`."""
    try:
        with zipfile.ZipFile(cast(IO[bytes], _seekable(stream))) as archive:
            if len(archive.infolist()) > MAX_MEMBERS:
                raise TooLong(name, f"{len(archive.infolist()):,} files", f"the limit is {MAX_MEMBERS:,}")
            for info in sorted(archive.infolist(), key=lambda i: i.filename):
                if info.is_dir() or _hidden(info.filename):
                    continue
                yield from _member(
                    partial(_open_zipped, archive, info), f"{name}/{safe_name(info.filename)}", options, depth, read
                )
    except (zipfile.BadZipFile, NotImplementedError, ValueError, zlib.error) as error:
        raise NotText(name, f"a damaged archive ({error})", "pack it again") from None


def _open_zipped(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> BinaryIO:
    if info.flag_bits & 1:
        raise NotText(info.filename[:200], "locked by a password", "unpack it first")
    check_ratio(info, info.filename[:200])
    return cast(BinaryIO, archive.open(info))


def read_tar(
    stream: BinaryIO, name: str, options: ReadOptions, depth: int, read: ReadMember
) -> Iterator[Document | InputFailure]:
    """What the files in a tar archive hold, compressed or not, in its order; links and devices are passed over."""
    try:
        with tarfile.open(fileobj=stream, mode="r|*") as archive:
            for number, info in enumerate(archive):
                if number > MAX_MEMBERS:
                    raise TooLong(name, f"more than {MAX_MEMBERS:,} files", "split it")
                if not info.isfile() or _hidden(info.name):
                    continue
                yield from _member(
                    partial(_open_tarred, archive, info), f"{name}/{safe_name(info.name)}", options, depth, read
                )
    except (tarfile.TarError, EOFError, zlib.error, OSError) as error:
        raise NotText(name, f"a damaged archive ({error})", "pack it again") from None


def _open_tarred(archive: tarfile.TarFile, info: tarfile.TarInfo) -> BinaryIO:
    opened = archive.extractfile(info)
    if opened is None:
        raise NotText(info.name[:200], "no file", "leave it out")
    return cast(BinaryIO, opened)


def read_gzip(
    stream: BinaryIO, name: str, options: ReadOptions, depth: int, read: ReadMember
) -> Iterator[Document | InputFailure]:
    """The file inside a gzip file, by the name without `.gz`."""
    inner = name[: -len(".gz")] if name.lower().endswith(".gz") else name
    try:
        opened = cast(BinaryIO, gzip.GzipFile(fileobj=stream))
        yield from read(opened, inner, options, depth + 1, format_of(inner) or BY_BYTES)
    except (OSError, EOFError, zlib.error) as error:
        raise NotText(name, f"a damaged file ({error})", "pack it again") from None


def _member(
    open_it: Callable[[], BinaryIO], id_: str, options: ReadOptions, depth: int, read: ReadMember
) -> Iterator[Document | InputFailure]:
    """The documents of one member; whatever is wrong with it is its own failure."""
    try:
        with open_it() as opened:
            yield from read(opened, id_, options, depth + 1)
    except InputError as error:
        yield InputFailure(id_, error)
    except (OSError, zipfile.BadZipFile, zlib.error, EOFError, RuntimeError) as error:
        yield InputFailure(id_, NotText(id_, f"a damaged file in the archive ({error})", "pack it again"))


def safe_name(name: str) -> str:
    """The name of a member as an id: no root, no steps upwards, nothing that cannot be printed.

    >>> safe_name("../../etc/خبر.txt"), safe_name("/a//b.txt")
    ('etc/خبر.txt', 'a/b.txt')
    """
    parts = [p for p in PurePosixPath(name.replace("\\", "/")).parts if p not in ("..", "/", ".")]
    told = "/".join(parts).encode("utf-8", "backslashreplace").decode("utf-8")
    return "".join(c if c.isprintable() else "?" for c in told) or "unnamed"


def _hidden(name: str) -> bool:
    return any(
        part.startswith(".") or part == "__MACOSX" for part in PurePosixPath(name).parts if part not in ("..", ".")
    )


def _seekable(stream: BinaryIO) -> BinaryIO:
    """The stream, or its bytes in memory: a zip archive is read from its end."""
    try:
        if stream.seekable():
            return stream
    except (AttributeError, ValueError):
        pass
    return io.BytesIO(stream.read())


def read_warc(stream: BinaryIO, name: str, options: ReadOptions) -> Iterator[Document | InputFailure]:
    """The pages of a WARC file, compressed or not: one document a successful answer that holds a page or a text. The
    address is the document's id and url; the day on which it was fetched is no publication day and is not taken."""
    from warcio.archiveiterator import ArchiveIterator
    from warcio.exceptions import ArchiveLoadFailed

    empty = True
    logging.getLogger("warcio").setLevel(logging.CRITICAL)  # the failure says what is wrong
    try:
        records = ArchiveIterator(stream)
        records.INC_RECORD = ""  # it would write to standard error
        for record in records:
            if record.rec_type != "response" or record.http_headers is None:
                continue
            kind = (record.http_headers.get_header("Content-Type") or "").partition(";")[0].strip().lower()
            if kind not in _WEB_TEXT or not str(record.http_headers.get_statuscode()).startswith("2"):
                continue
            empty = False
            url = record.rec_headers.get_header("WARC-Target-URI") or name
            try:
                yield _web_document(record.content_stream(), kind, url, options)
            except InputError as error:
                yield InputFailure(url, error)
    except (ArchiveLoadFailed, EOFError, zlib.error, ValueError) as error:
        raise NotText(name, f"a damaged web archive ({str(error).strip()[:120]})", "make it again") from None
    if empty:
        raise NotText(name, "no page in the web archive", "nothing to code")


def _web_document(content: BinaryIO, kind: str, url: str, options: ReadOptions) -> Document:
    data = content.read(options.max_bytes + 1)
    if len(data) > options.max_bytes:
        raise TooLong(url, f"larger than {options.max_bytes:,} bytes", "raise --max-bytes")
    if kind == "text/plain":
        return extracted_document(decode(data, url, options.encoding).text, url, options, url=url)
    return page_document(data, url, options, url)


def read_wacz(stream: BinaryIO, name: str, options: ReadOptions) -> Iterator[Document | InputFailure]:
    """The pages of a WACZ file: a zip archive with WARC files in its folder `archive/`."""
    try:
        with zipfile.ZipFile(cast(IO[bytes], _seekable(stream))) as archive:
            inner = sorted(n for n in archive.namelist() if n.startswith("archive/") and ".warc" in n)
            if not inner:
                raise NotText(name, "no WARC file in the folder archive/ of it", "give the WARC file itself")
            for member in inner:
                with archive.open(member) as opened:
                    yield from read_warc(cast(BinaryIO, opened), f"{name}/{safe_name(member)}", options)
    except (zipfile.BadZipFile, zlib.error, NotImplementedError) as error:
        raise NotText(name, f"a damaged archive ({error})", "make it again") from None
