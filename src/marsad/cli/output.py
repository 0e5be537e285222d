"""Where results go: standard output, or a file that appears only when it is complete."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

from marsad.errors import BadSetting


@contextmanager
def open_output(path: Path | None) -> Iterator[TextIO]:
    """A text stream in UTF-8: standard output for None, else a file written beside `path` and put in its place at the
    end.

    When the work is interrupted, what was written stays in `PATH.partial`; on an error nothing does, and a file that
    was at `path` is as it was.
    """
    if path is None:
        if hasattr(sys.stdout, "reconfigure"):
            sys.stdout.reconfigure(encoding="utf-8", errors="backslashreplace")
        yield sys.stdout
        sys.stdout.flush()
        return
    target = path.resolve()
    if target.exists() and not target.is_file():  # /dev/null, a pipe: nothing that could be replaced
        with _open(target, "w") as stream:
            yield stream
        return
    draft = target.with_name(f".{target.name}.{os.getpid()}.tmp")
    try:
        with _open(draft, "x") as stream:
            yield stream
    except KeyboardInterrupt:
        draft.replace(partial_path(path))
        raise
    except BaseException:
        draft.unlink(missing_ok=True)
        raise
    draft.replace(target)


def write_bytes(path: Path, data: bytes) -> None:
    """Write a file whole; `BadSetting` when its folder cannot be written to, and then a file that was there is as it was."""
    target = path.resolve()
    draft = target.with_name(f".{target.name}.{os.getpid()}.tmp")
    try:
        draft.write_bytes(data)
        draft.replace(target)
    except OSError as error:
        raise BadSetting(
            f"output: {path.parent} cannot be written to ({(error.strerror or str(error)).lower()})"
        ) from None
    finally:
        draft.unlink(missing_ok=True)


def partial_path(path: Path) -> Path:
    """Where the results of an interrupted run stay."""
    target = path.resolve()
    return target.with_name(f"{target.name}.partial")


def _open(path: Path, mode: str) -> TextIO:
    try:
        return path.open(mode, encoding="utf-8", newline="")  # type: ignore[return-value]
    except OSError as error:
        raise BadSetting(
            f"output: {path.parent} cannot be written to ({(error.strerror or str(error)).lower()})"
        ) from None
