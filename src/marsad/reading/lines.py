"""The lines of a file of any size, each decoded by itself: one damaged or endless line costs no other."""

from __future__ import annotations

import codecs
import io
from collections.abc import Iterator
from typing import BinaryIO

from marsad.errors import BadRecord, InputError, TooLong
from marsad.reading.encodings import decode_piece, strip_bom

_CHUNK = 1 << 16


class Rewound(io.RawIOBase):
    """A stream whose first bytes were read already: they come again, then the rest."""

    def __init__(self, head: bytes, rest: BinaryIO) -> None:
        self._head, self._rest = head, rest

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        piece, self._head = self._head[: len(buffer)], self._head[len(buffer) :]
        piece = piece or _read_some(self._rest, len(buffer))
        buffer[: len(piece)] = piece
        return len(piece)


class _Recoded(io.RawIOBase):
    """A stream of UTF-16 or UTF-32 as UTF-8, so that a newline is one byte."""

    def __init__(self, stream: BinaryIO, encoding: str) -> None:
        self._stream = stream
        self._decoder = codecs.getincrementaldecoder(encoding)("replace")
        self._ready = b""

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        while not self._ready:
            chunk = _read_some(self._stream, _CHUNK)
            self._ready = self._decoder.decode(chunk, final=not chunk).encode("utf-8", "replace")
            if not chunk:
                break
        piece, self._ready = self._ready[: len(buffer)], self._ready[len(buffer) :]
        buffer[: len(piece)] = piece
        return len(piece)


def iter_lines(stream: BinaryIO, name: str, encoding: str, limit: int) -> Iterator[tuple[int, str | InputError]]:
    """The lines with their numbers from 1, line ends kept; instead of a line that is damaged or longer than `limit`
    bytes, its error.

    `encoding` is a settled one (not "auto"); a byte-order mark is dropped.
    """
    wide = encoding.startswith(("utf-16", "utf-32"))
    plain = "utf-8" if wide else encoding
    lines = io.BufferedReader(_Recoded(stream, encoding)) if wide else stream
    number = 0
    while line := lines.readline(limit + 1):
        number += 1
        if number == 1:
            line = strip_bom(line, "utf-8") if plain == "utf-8" else line
        if len(line) > limit:
            while line and not line.endswith(b"\n"):
                line = lines.readline(_CHUNK)
            yield number, TooLong(f"{name} line {number}", f"longer than {limit:,} bytes", "split the text")
            continue
        decoded = decode_piece(line, plain)
        if decoded.replaced:
            yield number, BadRecord(f"{name} line {number}", f"bytes that are not {plain}", "convert the file to UTF-8")
        else:
            yield number, decoded.text


def _read_some(stream: BinaryIO, size: int) -> bytes:
    """Up to `size` bytes, as soon as there are any: a pipe is not waited for until it is full."""
    read = getattr(stream, "read1", stream.read)
    return bytes(read(size) or b"")
