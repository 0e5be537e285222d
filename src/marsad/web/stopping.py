"""The end of `marsad serve`: SIGTERM ends it in order, whenever it comes."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from contextlib import contextmanager


class Stopped(BaseException):
    """SIGTERM came. No `Exception`, so that nothing on the way takes it for a fault of its own."""


@contextmanager
def until_stopped() -> Iterator[None]:
    """Leave the block wherever it is at the first SIGTERM, closing what is open; another one does not break that off.

    For the main thread. Blocks may stand in each other; the innermost is left.
    """
    came = False

    def stop(*_: object) -> None:
        nonlocal came
        if not came:
            came = True
            raise Stopped

    before = signal.signal(signal.SIGTERM, stop)
    try:
        yield
    except Stopped:
        pass
    finally:
        signal.signal(signal.SIGTERM, before)
