"""Reading in a process of its own: a file that eats all memory or never ends fails alone.

The process is `python -m MODULE`, whose `main` calls `serve`. It is started at the first file and kept for the next ones; it ends
with the process that started it. One that dies, is silent for too long or is left in the middle is replaced.
"""

from __future__ import annotations

import contextlib
import json
import os
import queue
import subprocess
import sys
import threading
from collections.abc import Callable, Generator, Iterable
from typing import Any, Final

#: Bytes of address space that a reading process may take: several times what the largest honest file needs.
MEMORY: Final = 3 << 30
#: Seconds without a sign after which a reading process is given up.
PATIENCE: Final = 60.0
_END: Final = b"null\n"


class ReadingDied(Exception):
    """The process died, most often for want of memory."""


class ReadingHung(Exception):
    """The process gave no sign for too long."""


class Apart:
    """A reading process of the module `module`. Safe to use from several threads, which wait for each other."""

    def __init__(self, module: str, patience: float = PATIENCE) -> None:
        self._module, self._patience = module, patience
        self._lock = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._lines: queue.SimpleQueue[bytes] = queue.SimpleQueue()
        self._owner = 0

    def ask(self, data: bytes) -> Generator[Any, None, None]:
        """What the process makes of the bytes, part by part. Raises `ReadingDied` and `ReadingHung`."""
        with self._lock:
            process = self._running()
            whole = False
            try:
                threading.Thread(target=_send, args=(process, data), daemon=True).start()
                while (line := self._next()) != _END:
                    yield json.loads(line)
                whole = True
            finally:
                if not whole:
                    self._kill()

    def _next(self) -> bytes:
        try:
            line = self._lines.get(timeout=self._patience)
        except queue.Empty:
            raise ReadingHung from None
        if not line:
            raise ReadingDied
        return line

    def _running(self) -> subprocess.Popen[bytes]:
        """The process; a new one when there is none, it is dead, or it is that of a process which this one was forked from."""
        if self._process is None or self._owner != os.getpid() or self._process.poll() is not None:
            self._process = subprocess.Popen(  # noqa: S603  # our own module, found where this process finds it
                [sys.executable, "-P", "-m", self._module],
                env={**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
            )
            self._owner, self._lines = os.getpid(), queue.SimpleQueue()
            threading.Thread(target=_receive, args=(self._process, self._lines), daemon=True).start()
        return self._process

    def _kill(self) -> None:
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            self._process = None


def _send(process: subprocess.Popen[bytes], data: bytes) -> None:
    assert process.stdin is not None
    with contextlib.suppress(OSError):  # it died: the one who waits for its answer is told
        process.stdin.write(f"{len(data)}\n".encode())
        process.stdin.write(data)
        process.stdin.flush()


def _receive(process: subprocess.Popen[bytes], lines: queue.SimpleQueue[bytes]) -> None:
    assert process.stdout is not None
    for line in process.stdout:
        lines.put(line)
    lines.put(b"")


def serve(read: Callable[[bytes], Iterable[Any]]) -> None:
    """The work of the reading process: for each file that comes, what `read` makes of it, until no more come.

    A part is anything that JSON holds, but not null. A `MemoryError` ends the process.
    """
    _limit_memory()
    answers, sys.stdout = sys.stdout.buffer, sys.stderr
    while size := sys.stdin.buffer.readline():
        for part in read(sys.stdin.buffer.read(int(size))):
            answers.write(json.dumps(part).encode() + b"\n")
            answers.flush()
        answers.write(_END)
        answers.flush()


def _limit_memory() -> None:
    try:
        import resource
    except ImportError:  # Windows has no such limit
        return
    _, highest = resource.getrlimit(resource.RLIMIT_AS)
    limit = MEMORY if highest == resource.RLIM_INFINITY else min(MEMORY, highest)
    with contextlib.suppress(ValueError, OSError):  # macOS refuses some limits
        resource.setrlimit(resource.RLIMIT_AS, (limit, highest))
