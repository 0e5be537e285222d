"""How often something may happen: counted in memory, forgotten when the workbench stops."""

from __future__ import annotations

import threading
import time
from collections import deque
from collections.abc import Callable
from typing import Final

#: Beyond so many names the oldest are dropped, so that made-up names cannot fill the memory.
_MOST_NAMES: Final = 10_000


class Limit:
    """At most `most` times in `seconds` for each name."""

    def __init__(self, most: int, seconds: float, clock: Callable[[], float] = time.monotonic) -> None:
        self._most, self._seconds, self._clock = most, seconds, clock
        self._times: dict[str, deque[float]] = {}
        self._lock = threading.Lock()

    def has_room(self, name: str) -> bool:
        """Whether it may happen now."""
        with self._lock:
            return len(self._recent(name)) < self._most

    def count(self, name: str) -> None:
        """Note that it happened."""
        with self._lock:
            self._recent(name).append(self._clock())

    def take(self, name: str) -> bool:
        """Note that it happens, when it may; whether it may."""
        with self._lock:
            recent = self._recent(name)
            if len(recent) >= self._most:
                return False
            recent.append(self._clock())
            return True

    def forget(self, name: str) -> None:
        """Begin anew for a name."""
        with self._lock:
            self._times.pop(name, None)

    def _recent(self, name: str) -> deque[float]:
        times = self._times.pop(name, None) or deque()
        oldest = self._clock() - self._seconds
        while times and times[0] <= oldest:
            times.popleft()
        self._times[name] = times  # the latest stand last
        if len(self._times) > _MOST_NAMES:
            self._times.pop(next(iter(self._times)))
        return times
