"""What the robots.txt of a server lets us ask for (RFC 9309)."""

from __future__ import annotations

from typing import Final

from marsad.errors import InputError, NotAllowed, NotFetched
from marsad.fetching.addresses import Address
from marsad.fetching.client import Client, next_hop
from marsad.fetching.options import ROBOT

_MAX_BYTES: Final = 512_000
_MAX_REDIRECTS: Final = 5
#: A longer delay that a robots.txt asks for is taken as this many seconds.
_MAX_DELAY: Final = 60.0


class Rules:
    """The rules of one server. `closed` says why none of its pages can be asked for now."""

    def __init__(self, text: str = "", closed: str | None = None) -> None:
        from protego import Protego

        self._parsed, self.closed = Protego.parse(text), closed

    def allows(self, url: str) -> bool:
        """Whether the page may be asked for."""
        return bool(self._parsed.can_fetch(url, ROBOT))

    @property
    def delay(self) -> float:
        """Seconds that shall lie between two requests; 0 when the file does not say."""
        return min(float(self._parsed.crawl_delay(ROBOT) or 0), _MAX_DELAY)


class Robots:
    """The rules of every server that was asked, read once."""

    def __init__(self, client: Client) -> None:
        self._client = client
        self._rules: dict[str, Rules] = {}

    def known(self, address: Address) -> bool:
        """Whether the rules of this server were read already."""
        return address.origin in self._rules

    def rules(self, address: Address) -> Rules:
        """The rules of the address's server; asked for when they are not known."""
        if address.origin not in self._rules:
            self._rules[address.origin] = self._ask(address._replace(target="/robots.txt"))
        return self._rules[address.origin]

    def check(self, address: Address) -> None:
        """`NotAllowed` for a page that must not be asked for; `NotFetched` when the rules cannot be had now."""
        try:
            rules = self.rules(address)
        except NotAllowed as error:  # what is wrong with the server is told of the page that was asked for
            raise NotAllowed(str(address), error.problem, error.advice) from None
        if rules.closed is not None:
            raise NotFetched(str(address), f"its robots.txt cannot be had ({rules.closed})", "try again later")
        if not rules.allows(str(address)):
            advice = "ask the publisher, or add --ignore-robots when you have leave"
            raise NotAllowed(str(address), "the robots.txt of its server forbids it", advice)

    def _ask(self, address: Address) -> Rules:
        try:
            for _ in range(_MAX_REDIRECTS + 1):
                answer = self._client.ask(address, limit=_MAX_BYTES)
                following = next_hop(answer)
                if following is None:
                    break
                address = following
            else:
                return Rules()  # as if there were none
            if answer.status >= 500 or answer.status == 429:
                return Rules(closed=f"the server answers {answer.status}")
            if answer.status >= 400:
                return Rules()
            return Rules(answer.content(_MAX_BYTES).decode("utf-8", "replace"))
        except NotAllowed:
            raise
        except InputError as error:
            return Rules(closed=error.problem)
