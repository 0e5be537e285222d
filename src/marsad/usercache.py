"""What takes long to compile, kept in the user's cache folder: named by a hash of what it was made from, checked when read.

A cache that cannot be read or written costs time and nothing else.
"""

from __future__ import annotations

import hashlib
import os
import tempfile
from pathlib import Path
from typing import Any, Final, TypeVar

import msgspec

T = TypeVar("T")

#: A file of the cache begins with the SHA-256 of the rest, in bytes.
_SUM: Final = 32
_SUFFIX: Final = ".msgpack"


def cache_path(kind: str, digest: str) -> Path:
    """The file of a compiled form: `kind` says what it is, `digest` what it was made from."""
    import platformdirs

    return Path(platformdirs.user_cache_dir("marsad", appauthor=False)) / f"{kind}-{digest}{_SUFFIX}"


def read_cached(path: Path, form: type[T]) -> T | None:
    """What a file of the cache holds; None when it is not there or not as it was written."""
    try:
        data = path.read_bytes()
        if hashlib.sha256(data[_SUM:]).digest() != data[:_SUM]:
            return None
        return msgspec.msgpack.decode(memoryview(data)[_SUM:], type=form)
    except (OSError, msgspec.DecodeError, RuntimeError):  # RuntimeError: no home directory to look in
        return None


def write_cached(path: Path, value: Any, keep: int = 1) -> None:
    """Put the file there in one step, and drop the oldest of its kind, so that `keep` remain."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}-")
        with os.fdopen(handle, "wb") as out:
            data = msgspec.msgpack.encode(value)
            out.write(hashlib.sha256(data).digest() + data)
        Path(name).replace(path)
        kind = path.name.partition("-")[0]
        others = [old for old in path.parent.glob(f"{kind}-*{_SUFFIX}") if old != path]
        for old in sorted(others, key=lambda f: f.stat().st_mtime, reverse=True)[keep - 1 :]:
            old.unlink(missing_ok=True)
    except (OSError, RuntimeError):
        return
