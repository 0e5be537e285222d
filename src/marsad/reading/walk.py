"""Which files an input stands for: a file, everything in a folder, or standard input."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import BinaryIO, Final

import msgspec

from marsad.errors import InputError, UnreadableInput

STDIN: Final = "-"
#: The suffixes that are read in a folder, and the format each stands for.
SUFFIXES: Final = {
    ".txt": "txt",
    ".html": "html",
    ".htm": "html",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".json": "json",
    ".csv": "csv",
    ".tsv": "tsv",
    ".docx": "docx",
    ".xlsx": "xlsx",
    ".xlsm": "xlsx",
    ".pdf": "pdf",
    ".eml": "eml",
    ".mbox": "mbox",
    ".mht": "mhtml",
    ".mhtml": "mhtml",
    ".rss": "feed",
    ".atom": "feed",
    ".xml": "feed",
    ".parquet": "parquet",
    ".duckdb": "duckdb",
    ".sqlite": "sqlite",
    ".sqlite3": "sqlite",
    ".warc": "warc",
    ".warc.gz": "warc",
    ".wacz": "wacz",
    ".zip": "zip",
    ".tar": "tar",
    ".tgz": "tar",
    ".tar.gz": "tar",
    ".tar.bz2": "tar",
    ".tar.xz": "tar",
    ".gz": "gzip",
}


def format_of(name: str) -> str | None:
    """The format that a file's name tells by its suffix, the longest that is known; None when it tells none.

    >>> format_of("a.warc.gz"), format_of("خبر.TXT"), format_of("Makefile")
    ('warc', 'txt', None)
    """
    suffixes = Path(name.lower()).suffixes[-2:]
    return SUFFIXES.get("".join(suffixes)) or SUFFIXES.get(suffixes[-1] if suffixes else "")


class Source(msgspec.Struct, frozen=True):
    """One file to read. `name` is its path relative to the folder given, with `/`; `path` None stands for standard
    input.
    """

    name: str
    path: Path | None

    @property
    def format(self) -> str | None:
        """The format that the suffix tells; None when it tells none."""
        return format_of(self.path.name) if self.path else None

    def open(self) -> BinaryIO:
        """The bytes; `UnreadableInput` when they cannot be had."""
        if self.path is None:
            return sys.stdin.buffer
        try:
            return self.path.open("rb")
        except OSError as error:
            raise unreadable(printable(str(self.path)), error) from error


def unreadable(name: str, error: OSError) -> UnreadableInput:
    """The error of the operating system as one of an input."""
    advice = {
        FileNotFoundError: "check the path",
        PermissionError: "you lack the right to read it",
    }.get(type(error), "check that it is a file or a folder")
    return UnreadableInput(name, (error.strerror or str(error)).lower(), advice)


def iter_sources(inputs: Sequence[str | Path], skipped: list[str]) -> Iterator[Source | InputError]:
    """The files of all inputs in order; folders in the order of their sorted paths, hidden files and folders left out.

    In folders only the suffixes of `SUFFIXES` are read; the names of other files are appended to `skipped`. A file
    given by name is read whatever its suffix.
    """
    for given in inputs:
        path = Path(given)
        if str(given) == STDIN:
            yield Source("stdin", None)
        elif _is_dir(path):
            before, empty = len(skipped), True
            for source in _iter_folder(path, "", skipped):
                empty = False
                yield source
            if empty:
                found = f"{len(skipped) - before} files, none of them" if len(skipped) > before else "no file"
                yield UnreadableInput(
                    str(given), f"the folder holds {found} {', '.join(SUFFIXES)}", "name the files themselves"
                )
        else:
            yield Source(printable(path.name), path)


def printable(name: str) -> str:
    """A file name as text that can be printed: bytes that are no UTF-8 (names out of old archives) as `\\xe3`."""
    return os.fsencode(name).decode("utf-8", "backslashreplace")


def _is_dir(path: Path) -> bool:
    try:
        return path.is_dir()
    except (OSError, ValueError):  # opening it will tell what is wrong
        return False


def _iter_folder(folder: Path, prefix: str, skipped: list[str]) -> Iterator[Source | InputError]:
    try:
        with os.scandir(folder) as entries:
            found = sorted(entries, key=lambda entry: entry.name)
    except OSError as error:
        yield unreadable(prefix.rstrip("/") or printable(str(folder)), error)
        return
    for entry in found:
        if entry.name.startswith("."):
            continue
        name, path = prefix + printable(entry.name), folder / entry.name
        if entry.is_dir(follow_symlinks=False):
            yield from _iter_folder(path, name + "/", skipped)
        elif format_of(path.name) and not path.is_dir():
            yield Source(name, path)
        else:
            skipped.append(name)
