"""When which host may be asked again."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Final

#: The longest sleep in one piece: so soon a wish to stop is seen.
_SLICE: Final = 0.2
_MAX_TOLD: Final = 10 * 86_400.0


class Pace:
    """Keeps `delay` seconds between two requests to one host. `stopped` is asked while it waits."""

    def __init__(self, delay: float, stopped: Callable[[], bool]) -> None:
        self._delay, self._stopped = delay, stopped
        self._free: dict[str, float] = {}

    def free_at(self, host: str) -> float:
        """When the host may be asked, by the monotonic clock."""
        return self._free.get(host, 0.0)

    def asked(self, host: str, delay: float = 0.0) -> None:
        """Note that the host was asked just now; `delay` is what its robots.txt wants."""
        self.rest(host, max(self._delay, delay))

    def rest(self, host: str, seconds: float) -> None:
        """Leave the host alone for so long, if not longer already."""
        self._free[host] = max(self.free_at(host), time.monotonic() + seconds)

    def wait(self, host: str) -> bool:
        """Wait until the host may be asked; False when the run shall stop first."""
        while (left := self.free_at(host) - time.monotonic()) > 0:
            if self._stopped():
                return False
            time.sleep(min(left, _SLICE))
        return not self._stopped()


def seconds_told(header: str | None, now: datetime | None = None) -> float | None:
    """The seconds of a `Retry-After`, a number or a date; None when it tells nothing.

    >>> seconds_told("120"), seconds_told("soon")
    (120.0, None)
    """
    if not header:
        return None
    told = header.strip()
    if told.isdecimal() and told.isascii():
        return min(float(told[:9]), _MAX_TOLD)
    try:
        moment = parsedate_to_datetime(told)
    except ValueError:
        return None
    moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return min(max((moment - (now or datetime.now(UTC))).total_seconds(), 0.0), _MAX_TOLD)
