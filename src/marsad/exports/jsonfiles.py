"""JSON written as it comes, so that memory stays flat."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import msgspec


def write_json_array(objects: Iterable[Any], path: Path) -> int:
    """Write one array, an object a line, and return how many there were."""
    return write_wrapped(objects, path, "[", "]\n")


def write_wrapped(objects: Iterable[Any], path: Path, head: str, tail: str) -> int:
    """Write objects separated by commas between `head` and `tail`, and return how many there were."""
    count = 0
    with path.open("wb") as stream:
        stream.write(head.encode())
        for value in objects:
            stream.write(b",\n" if count else b"\n")
            stream.write(msgspec.json.encode(value))
            count += 1
        stream.write(("\n" + tail if count else tail).encode())
    return count


def write_json_lines(objects: Iterable[Any], path: Path) -> int:
    """Write one object a line and return how many there were."""
    count = 0
    with path.open("wb") as stream:
        for value in objects:
            stream.write(msgspec.json.encode(value) + b"\n")
            count += 1
    return count
