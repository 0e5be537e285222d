"""Files that hold files: zip, tar, gzip.

Nothing is unpacked to disk under a name out of the archive, so no name can lead anywhere; names are ids only. What a
member may unpack to is limited, and archives inside archives are followed a few levels deep.
"""

from __future__ import annotations

import gzip
import io
import tarfile
import zipfile
import zlib
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import PurePosixPath
from typing import IO, BinaryIO, cast

from marsad.errors import InputError, NotText, TooLong
from marsad.model import Document
from marsad.reading.building import InputFailure
from marsad.reading.containers import BY_BYTES
from marsad.reading.options import ReadOptions
from marsad.reading.provenance import inside
from marsad.reading.walk import format_of
from marsad.reading.zipped import MAX_MEMBERS, check_ratio

#: Reads a member by its name and bytes, at a depth: what `documents` does for a file.
ReadMember = Callable[..., Iterator[Document | InputFailure]]


def read_zip(
    stream: BinaryIO, name: str, options: ReadOptions, depth: int, read: ReadMember
) -> Iterator[Document | InputFailure]:
    """What the files in a zip archive hold, in the order of their names; ids are `ARCHIVE/MEMBER`."""
    try:
        with zipfile.ZipFile(cast(IO[bytes], seekable(stream))) as archive:
            if len(archive.infolist()) > MAX_MEMBERS:
                raise TooLong(name, f"{len(archive.infolist()):,} files", f"the limit is {MAX_MEMBERS:,}")
            for info in sorted(archive.infolist(), key=lambda i: i.filename):
                if info.is_dir() or _hidden(info.filename):
                    continue
                yield from _member(partial(_open_zipped, archive, info), name, info.filename, options, depth, read)
    except (zipfile.BadZipFile, NotImplementedError, ValueError, zlib.error) as error:
        raise NotText(name, f"a damaged archive ({error})", "pack it again") from None


def _open_zipped(archive: zipfile.ZipFile, info: zipfile.ZipInfo, name: str) -> BinaryIO:
    if info.flag_bits & 1:
        raise NotText(name, "locked by a password", "unpack it first")
    check_ratio(info, name)
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
                yield from _member(partial(_open_tarred, archive, info), name, info.name, options, depth, read)
    except (tarfile.TarError, EOFError, zlib.error, OSError) as error:
        raise NotText(name, f"a damaged archive ({error})", "pack it again") from None


def _open_tarred(archive: tarfile.TarFile, info: tarfile.TarInfo, name: str) -> BinaryIO:
    opened = archive.extractfile(info)
    if opened is None:
        raise NotText(name, "no file", "leave it out")
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
    open_it: Callable[[str], BinaryIO], archive: str, name: str, options: ReadOptions, depth: int, read: ReadMember
) -> Iterator[Document | InputFailure]:
    """The documents of one member; whatever is wrong with it is its own failure."""
    member = safe_name(name)
    id_ = f"{archive}/{member}"
    try:
        with open_it(id_) as opened:
            for item in read(opened, id_, options, depth + 1):
                yield inside(item, member)
    except InputError as error:
        yield inside(InputFailure(id_, error), member)
    except (OSError, zipfile.BadZipFile, zlib.error, EOFError, RuntimeError) as error:
        damage = NotText(id_, f"a damaged file in the archive ({error})", "pack it again")
        yield inside(InputFailure(id_, damage), member)


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


def seekable(stream: BinaryIO) -> BinaryIO:
    """The stream, or its bytes in memory: a zip archive is read from its end."""
    try:
        if stream.seekable():
            return stream
    except (AttributeError, ValueError):
        pass
    return io.BytesIO(stream.read())
