"""How pages are fetched: politeness and limits."""

from __future__ import annotations

import msgspec

from marsad.errors import BadSetting
from marsad.reading import ReadOptions
from marsad.reading.provenance import version_of

#: The name by which robots.txt may speak of us.
ROBOT = "Marsad"


class FetchOptions(msgspec.Struct, frozen=True, kw_only=True):
    """Settings of one fetching. Times are in seconds, sizes in bytes.

    `delay` lies between two requests to one host (more where its robots.txt asks for more); `timeout` is the longest
    silence, `deadline` the longest time of one request in all; `max_bytes` holds for an answer as it is sent and for what
    it unpacks to; `max_wait` is how long a "come again later" of a server is waited for within a run; `tries` counts
    attempts on a server that fails. `refresh` asks again for pages of feeds that were fetched before.
    """

    user_agent: str | None = None
    delay: float = 1.0
    timeout: float = 20.0
    deadline: float = 120.0
    max_bytes: int = 20_000_000
    max_redirects: int = 5
    max_wait: float = 60.0
    tries: int = 3
    allow_private: bool = False
    obey_robots: bool = True
    refresh: bool = False
    reading: ReadOptions = ReadOptions()

    def __post_init__(self) -> None:
        for name in ("delay", "timeout", "deadline", "max_wait"):
            if getattr(self, name) < 0:
                raise BadSetting(f"{name.replace('_', '-')}: {getattr(self, name)} is no time; give 0 or more seconds")
        for name in ("max_bytes", "tries"):
            if getattr(self, name) < 1:
                raise BadSetting(f"{name.replace('_', '-')}: {getattr(self, name)} is no limit; give 1 or more")
        if self.max_redirects < 0:
            raise BadSetting(f"max-redirects: {self.max_redirects} is no limit; give 0 or more")
        if self.user_agent is not None and (not self.user_agent.strip() or not self.user_agent.isprintable()):
            raise BadSetting("user-agent: it is empty or holds control characters; write a name and an address")

    @property
    def agent(self) -> str:
        """The User-Agent that is sent."""
        return (
            self.user_agent
            or f"{ROBOT}/{version_of('marsad') or '0'} (archives news for a record of events; asks slowly)"
        )
