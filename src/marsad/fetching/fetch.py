"""Fetching: addresses and feeds in, documents and snapshots out, host by host in turn."""

from __future__ import annotations

import hashlib
import time
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Final, Literal
from urllib.parse import urljoin

import msgspec

from marsad.errors import InputError, NotAllowed, NotFetched
from marsad.fetching.addresses import Address, Guard, parse_address
from marsad.fetching.client import Answer, Client, next_hop
from marsad.fetching.options import FetchOptions
from marsad.fetching.pacing import Pace, seconds_told
from marsad.fetching.robots import Robots
from marsad.fetching.snapshots import Known, Snapshots, Waiting
from marsad.model import Document, Provenance, content_id
from marsad.reading import InputFailure
from marsad.reading.feeds import is_feed, read_entries
from marsad.reading.webarchives import Told, kind_of

Outcome = Literal["new", "changed", "unchanged", "feed", "failed", "postponed"]
#: Answers of a server that is busy: it is asked again.
_BUSY: Final = frozenset({429, 502, 503, 504})
#: Seconds until a page of a feed that failed is tried again of itself: doubled each time, a day at most.
_FIRST_AGAIN, _LAST_AGAIN = 600.0, 86_400.0


class Fetched(msgspec.Struct, frozen=True, kw_only=True):
    """What came of one address: its documents and failures, and for a feed how many pages of it are new.

    "unchanged" pages are read anew from their snapshot. "postponed" is left for the next run: its server asked for more
    time than a run waits.
    """

    url: str
    outcome: Outcome
    items: tuple[Document | InputFailure, ...] = ()
    entries: int = 0


class FetchTally(msgspec.Struct, kw_only=True):
    """Counts of one fetching, and what it does now."""

    asked: int = 0
    new: int = 0
    changed: int = 0
    unchanged: int = 0
    feeds: int = 0
    failed: int = 0
    postponed: int = 0
    resumed: int = 0
    left: int = 0
    now: str = ""

    def count(self, outcome: Outcome) -> None:
        """Count one outcome."""
        name = "feeds" if outcome == "feed" else outcome
        setattr(self, name, getattr(self, name) + 1)


def fetch(
    targets: Sequence[str],
    folder: str | Path,
    options: FetchOptions | None = None,
    *,
    tally: FetchTally | None = None,
    guard: Guard | None = None,
    stopped: Callable[[], bool] = lambda: False,
    on_progress: Callable[[FetchTally], None] | None = None,
) -> Iterator[Fetched]:
    """Fetch pages, and the pages that feeds name, into a folder of WARC files; what came of each as it is done.

    Pages that the user names are asked whether they changed; pages of feeds that were fetched once are not asked again.
    After an interruption the same targets go on where they stopped. An error is the outcome of its address alone.
    `stopped` is asked between requests and while waiting. Raises `BadSetting` or `StoreBusy` for the folder.
    """
    options = options or FetchOptions()
    tally = FetchTally() if tally is None else tally
    snapshots = Snapshots(Path(folder))
    try:
        client = Client(options, guard)
        try:
            run = _Run(targets, snapshots, client, options, tally, stopped, on_progress or (lambda _: None))
            yield from run.go()
        finally:
            client.close()
    finally:
        snapshots.close()


class _Run:
    def __init__(
        self,
        targets: Sequence[str],
        snapshots: Snapshots,
        client: Client,
        options: FetchOptions,
        tally: FetchTally,
        stopped: Callable[[], bool],
        on_progress: Callable[[FetchTally], None],
    ) -> None:
        self._snapshots, self._client, self._options, self._tally = snapshots, client, options, tally
        self._stopped, self._on_progress = stopped, on_progress
        self._robots, self._pace = Robots(client), Pace(options.delay, stopped)
        self._targets = list(dict.fromkeys(map(_tidy, targets)))
        self._job = content_id("fetch", *sorted(self._targets))
        self._hosts: dict[str, deque[Waiting]] = {}
        self._tries: dict[str, int] = {}
        self._closed: set[str] = set()

    def go(self) -> Iterator[Fetched]:
        self._tally.resumed = self._snapshots.begin(self._job, self._targets)
        for waiting in self._snapshots.waiting(self._job):
            yield from self._line_up(waiting)
        while self._hosts:
            host = min(self._hosts, key=self._pace.free_at)
            if not self._pace.wait(host):
                return
            queue = self._hosts[host]
            waiting = queue.popleft()
            if not queue:
                del self._hosts[host]
            self._tell(f"asking {waiting.url}")
            fetched = self._take(waiting, host)
            if fetched is not None:
                yield fetched
            elif self._stopped():
                return
        self._snapshots.end(self._job)

    def _line_up(self, waiting: Waiting) -> Iterator[Fetched]:
        try:
            address = parse_address(waiting.url)
        except InputError as error:
            yield self._settle(waiting, "failed", [InputFailure(waiting.url, error, Provenance(address=waiting.url))])
        else:
            self._hosts.setdefault(address.host, deque()).append(waiting)

    def _take(self, waiting: Waiting, host: str) -> Fetched | None:
        """What comes of one address; None when it was put back to be tried again, or the run shall stop."""
        if host in self._closed:
            return self._postpone(waiting)
        known = self._snapshots.known(waiting.url)
        try:
            answer = self._follow(parse_address(waiting.url), known)
            if answer.status in _BUSY:
                return self._busy(waiting, answer, host)
            return self._receive(waiting, answer, known)
        except NotFetched as error:
            if self._stopped() or self._again(waiting, host, None):
                return None
            return self._fail(waiting, known, error)
        except InputError as error:
            return self._fail(waiting, known, error)

    def _follow(self, address: Address, known: Known) -> Answer:
        """The answer at the end of the redirects, every hop of them allowed."""
        conditions = {"If-None-Match": known.etag, "If-Modified-Since": known.modified}
        headers = {name: value for name, value in conditions.items() if value and (known.file or known.entries)}
        for hop in range(self._options.max_redirects + 1):
            if hop and not self._pace.wait(address.host):
                raise NotFetched(str(address), "the run was stopped", "run it again")
            if self._options.obey_robots:
                self._obey(address)
            answer = self._client.ask(address, headers)
            delay = self._robots.rules(address).delay if self._options.obey_robots else 0.0
            self._pace.asked(address.host, delay)
            self._tally.asked += 1
            following = next_hop(answer)
            if following is None:
                return answer
            address = following
        raise NotAllowed(str(address), f"more than {self._options.max_redirects} redirects", "give the last address")

    def _obey(self, address: Address) -> None:
        fresh = not self._robots.known(address)
        self._robots.check(address)
        if fresh:
            self._pace.asked(address.host, self._robots.rules(address).delay)
            if not self._pace.wait(address.host):
                raise NotFetched(str(address), "the run was stopped", "run it again")

    def _receive(self, waiting: Waiting, answer: Answer, known: Known) -> Fetched:
        url = str(answer.address)
        if answer.status == 304 and (known.file or known.entries is not None):
            return self._unchanged(waiting, known)
        if not 200 <= answer.status < 300:
            told = f"the server answers {answer.status} {answer.reason}".strip()
            return self._fail(waiting, known, NotFetched(waiting.url, told, "check the address"))
        content = answer.content(self._options.max_bytes)
        if is_feed(content):
            return self._feed(waiting, answer, content)
        kind = kind_of(answer.header("content-type"), url, content)
        if kind is None:
            told = f"neither a page nor a text ({answer.header('content-type') or 'no type told'})"
            raise NotAllowed(waiting.url, told, "fetch it by hand")
        if known.file and known.sha256 == hashlib.sha256(content).hexdigest():
            return self._unchanged(waiting, known)
        fresh, items = self._snapshots.keep(answer, kind, _now(), waiting.told, self._options.reading, content)
        self._snapshots.note(waiting.url, fresh)
        return self._settle(waiting, "changed" if known.file else "new", items)

    def _unchanged(self, waiting: Waiting, known: Known) -> Fetched:
        """A page is read anew from its snapshot; of a feed the pages that are not there yet are asked."""
        if known.entries is not None:
            return self._line_up_entries(waiting, known)
        return self._settle(waiting, "unchanged", list(self._snapshots.read_again(known, self._options.reading)))

    def _feed(self, waiting: Waiting, answer: Answer, content: bytes) -> Fetched:
        title, entries = read_entries(content, waiting.url)
        source = self._options.reading.source or title
        told = [(e.link, Told(title=e.title, published=e.published, source=source, feed=waiting.url)) for e in entries]
        known = Known(
            final=str(answer.address),
            kind="feed",
            etag=answer.header("etag"),
            modified=answer.header("last-modified"),
            fetched=_now(),
            entries=msgspec.json.encode(told).decode(),
        )
        self._snapshots.note(waiting.url, known)
        return self._line_up_entries(waiting, known)

    def _line_up_entries(self, waiting: Waiting, known: Known) -> Fetched:
        told = msgspec.json.decode(known.entries or "[]", type=list[tuple[str, Told]])
        found = [w for w in (self._waiting_of(link, one, known) for link, one in told) if w is not None]
        self._snapshots.add(self._job, found)
        for one in found:
            self._hosts.setdefault(parse_address(one.url).host, deque()).append(one)
        self._settle(waiting, "feed")
        return Fetched(url=waiting.url, outcome="feed", entries=len(found))

    def _waiting_of(self, link: str, told: Told, feed: Known) -> Waiting | None:
        """The page of an entry, unless it was fetched before, failed lately, or can be no page."""
        try:
            url = str(parse_address(urljoin(feed.final or "", link)))
        except NotAllowed:
            return None
        known = self._snapshots.known(url)
        lately = known.again is not None and known.again > time.time()
        if (known.file or lately) and not self._options.refresh:
            return None
        return Waiting(url, told, False)

    # What an address ends with

    def _busy(self, waiting: Waiting, answer: Answer, host: str) -> Fetched | None:
        told = seconds_told(answer.header("retry-after"))
        if told is not None and told > self._options.max_wait:
            self._closed.add(host)
            self._tell(f"{host} asks to come again in {told:,.0f} s: left for the next run")
            return self._postpone(waiting)
        if self._again(waiting, host, told):
            return None
        reason = f"the server answers {answer.status} {answer.reason}".strip()
        return self._fail(
            waiting, self._snapshots.known(waiting.url), NotFetched(waiting.url, reason, "try again later")
        )

    def _again(self, waiting: Waiting, host: str, seconds: float | None) -> bool:
        """Put an address back in line, after a rest of its host; False when it was tried often enough."""
        tries = self._tries[waiting.url] = self._tries.get(waiting.url, 0) + 1
        if tries >= self._options.tries or self._stopped():
            return False
        self._pace.rest(host, max(self._options.delay * 2**tries, seconds or 0.0))
        self._hosts.setdefault(host, deque()).append(waiting)
        return True

    def _postpone(self, waiting: Waiting) -> Fetched:
        self._tally.count("postponed")
        return Fetched(url=waiting.url, outcome="postponed")

    def _fail(self, waiting: Waiting, known: Known, error: InputError) -> Fetched:
        tries = known.tries + 1
        again = time.time() + min(_FIRST_AGAIN * 2 ** min(known.tries, 20), _LAST_AGAIN)
        self._snapshots.note(waiting.url, known._replace(failure=str(error), tries=tries, again=again))
        named = error if error.name == waiting.url else type(error)(waiting.url, str(error))
        return self._settle(waiting, "failed", [InputFailure(waiting.url, named, Provenance(address=waiting.url))])

    def _settle(self, waiting: Waiting, outcome: Outcome, items: Sequence[Document | InputFailure] = ()) -> Fetched:
        self._tally.count(outcome)
        self._snapshots.done(self._job, waiting.url)
        self._tell("")
        return Fetched(url=waiting.url, outcome=outcome, items=tuple(items))

    def _tell(self, now: str) -> None:
        self._tally.now, self._tally.left = now, sum(map(len, self._hosts.values()))
        self._on_progress(self._tally)


def _tidy(url: str) -> str:
    """The address in its one form, so that it is known again; what is none stays, and fails with its own words."""
    try:
        return str(parse_address(url))
    except NotAllowed:
        return url


def _now() -> str:
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
