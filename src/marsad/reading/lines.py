"""The lines of a file of any size, each decoded by itself: one damaged or endless line costs no other."""

from __future__ import annotations

import codecs
import io
from collections.abc import Iterator
from typing import BinaryIO, NamedTuple

from marsad.errors import BadRecord, InputError, TooLong
from marsad.reading.encodings import beyond_repair, decode_piece, strip_bom

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


class Line(NamedTuple):
    """One line with its line end, numbered from 1. `encoding` tells of damage that was repaired; `error` why the line
    cannot be used; `offset` at which byte of the stream it begins, None where that cannot be told (UTF-16).
    """

    number: int
    text: str
    encoding: str
    error: InputError | None = None
    offset: int | None = None


def iter_lines(stream: BinaryIO, name: str, encoding: str, limit: int) -> Iterator[Line]:
    """The lines of the stream; one that is damaged or longer than `limit` bytes carries its error, and the others go
    on.

    `encoding` is a settled one (not "auto"); a byte-order mark is dropped.
    """
    wide = encoding.startswith(("utf-16", "utf-32"))
    plain = "utf-8" if wide else encoding
    lines = io.BufferedReader(_Recoded(stream, encoding)) if wide else stream
    number = after = 0
    while data := lines.readline(limit + 1):
        number += 1
        begin, after = after, after + len(data)
        offset = None if wide else begin
        if number == 1 and plain == "utf-8":
            data = strip_bom(data, "utf-8")
        if len(data) > limit:
            while data and not data.endswith(b"\n"):
                data = lines.readline(_CHUNK)
                after += len(data)
            error = TooLong(
                f"{name} line {number}", f"longer than {limit:,} bytes", "split the text, or raise --max-bytes"
            )
            yield Line(number, "\n", encoding, error, offset)
            continue
        decoded = decode_piece(data, plain)
        if beyond_repair(decoded):
            damage = BadRecord(
                f"{name} line {number}", f"{decoded.replaced} places are not {plain}", "convert the file to UTF-8"
            )
            yield Line(number, decoded.text, encoding, damage, offset)
        else:
            yield Line(number, decoded.text, encoding if wide else decoded.encoding, None, offset)


def _read_some(stream: BinaryIO, size: int) -> bytes:
    """Up to `size` bytes, as soon as there are any: a pipe is not waited for until it is full."""
    read = getattr(stream, "read1", stream.read)
    return bytes(read(size) or b"")
