"""Watching folders and feeds: what is new or changed goes into a store, coded and linked, until somebody says stop.

What was seen is in the store (the table `inputs`) and in the folder of pages, so a watch that was stopped or killed goes
on where it was. The store is open only while something is taken in: between times others can read it.
"""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

import msgspec

from marsad.api import Engine, with_places
from marsad.errors import BadSetting, InputError, StoreBusy
from marsad.fetching import Fetched, FetchOptions, FetchTally, Guard, fetch
from marsad.intake.coding import OpenStore, Taken, take_in
from marsad.intake.recording import Recorder
from marsad.intake.snapshots import take_snapshots
from marsad.model import Document
from marsad.reading import InputFailure, ReadOptions
from marsad.reading.documents import iter_file
from marsad.reading.provenance import reader_name
from marsad.reading.walk import Source, iter_sources
from marsad.store.quarantine import Seen, origin_of
from marsad.store.rows import utc_now

if TYPE_CHECKING:
    from marsad.store import Store

#: Files that go into the store in one go, before it is linked and let go of.
_BATCH: Final = 50
#: Seconds after which a long row of batches is linked before its end.
_LINK_EVERY: Final = 60.0
#: Seconds after which folders are looked through even if the system told of no change.
_RESCAN: Final = 30.0
#: Seconds between two tries on a store that another process holds.
_BUSY_REST: Final = 3.0


class WatchOptions(msgspec.Struct, frozen=True, kw_only=True):
    """Settings of a watch, times in seconds. `settle`: a file that grew in the last so many seconds is waited for;
    `every`: how often feeds are asked; `polling`: look at folders again and again, for file systems that tell of no change.
    """

    settle: float = 2.0
    every: float = 600.0
    link: bool = True
    polling: bool = False
    jobs: int = 1
    reading: ReadOptions = ReadOptions()
    fetching: FetchOptions = FetchOptions()

    def __post_init__(self) -> None:
        if self.settle < 0:
            raise BadSetting(f"settle: {self.settle} is no time; give 0 or more seconds")
        if self.every < 10:
            raise BadSetting(f"every: feeds are not asked more often than every 10 seconds, not every {self.every:g}")


class WatchStatus(msgspec.Struct, kw_only=True):
    """What a watch does now, and what it did: `taken` counts documents, `pages` what was fetched, `waiting` files that still
    grow. `linked` is the number of incidents after the last linking, `asked` the time of day of the last asking of feeds.
    """

    now: str = "starting"
    taken: Taken = msgspec.field(default_factory=Taken)
    pages: FetchTally = msgspec.field(default_factory=FetchTally)
    waiting: int = 0
    incidents: int | None = None
    asked: str | None = None

    def line(self) -> str:
        """The status in one line."""
        parts = [self.now, f"{self.taken.documents} documents", f"{self.taken.events} events"]
        if self.incidents is not None:
            parts.append(f"{self.incidents} incidents")
        if self.taken.failed:
            parts.append(f"{self.taken.failed} failed")
        if self.waiting:
            parts.append(f"{self.waiting} files still growing")
        if self.asked:
            parts.append(f"feeds asked at {self.asked}")
        return ", ".join(parts)


class _Found(NamedTuple):
    source: Source
    size: int
    modified: int
    changed: float

    @property
    def origin(self) -> str:
        return str(self.source.path.absolute()) if self.source.path else ""


def watch(
    folders: Sequence[str | Path],
    feeds: Sequence[str],
    open_store: OpenStore,
    pages: Path,
    *,
    engine: str | Engine = "rules",
    options: WatchOptions | None = None,
    once: bool = False,
    stop: threading.Event | None = None,
    guard: Guard | None = None,
    on_status: Callable[[WatchStatus], None] | None = None,
) -> WatchStatus:
    """Watch until `stop` is set; with `once` take in what is there, and end. Feeds' pages are kept in the folder `pages`.

    Raises `BadSetting` for a folder that is not there, and what opening the store raises; a store that is only busy is
    waited for.
    """
    for folder in folders:
        if not Path(folder).is_dir():
            raise BadSetting(f"{folder}: there is no such folder to watch; name a folder, or the address of a feed")
    watcher = _Watcher(
        folders,
        feeds,
        open_store,
        pages,
        engine,
        options or WatchOptions(),
        stop or threading.Event(),
        guard,
        on_status or (lambda _: None),
    )
    watcher.run(once=once)
    return watcher.status


class _Watcher:
    def __init__(
        self,
        folders: Sequence[str | Path],
        feeds: Sequence[str],
        open_store: OpenStore,
        pages: Path,
        engine: str | Engine,
        options: WatchOptions,
        stop: threading.Event,
        guard: Guard | None,
        on_status: Callable[[WatchStatus], None],
    ) -> None:
        self._folders, self._feeds, self._pages = list(folders), list(feeds), pages
        self._open_store, self._engine, self._options = open_store, engine, options
        self._stop, self._guard, self._on_status = stop, guard, on_status
        self._seen: dict[str, Seen] | None = None
        self._growing: dict[str, tuple[int, int, float]] = {}
        self._ask_at = 0.0
        self._fetched: list[Fetched] = []
        self._untaken = bool(feeds)  # what an earlier watch fetched and did not take
        self._own: Path | None = None
        self._linked_at = 0.0
        self.status = WatchStatus()

    def run(self, *, once: bool) -> None:
        wake = self._wakes(once=once)
        next(wake)  # what comes while the first look is taken must not be missed
        while not self._stop.is_set():
            try:
                self._round()
            except StoreBusy:
                self._tell("waiting for the store, which another process holds")
                self._stop.wait(_BUSY_REST)
                continue
            if once and not self._growing:
                break
            self._tell(self._idle())
            next(wake)
        self._tell("done" if once and not self._stop.is_set() else "stopped")

    def _round(self) -> None:
        """Take in what is ready, batch by batch: between two of them others may have the store."""
        if self._seen is None:
            with self._open_store() as store:
                self._seen = store.quarantine.seen()
                self._own = store.path.absolute()
        ready = self._ready()
        for first in range(0, len(ready), _BATCH):
            with self._open_store() as store:
                self._take_files(store, ready[first : first + _BATCH])
                if first + _BATCH >= len(ready) or time.monotonic() - self._linked_at > _LINK_EVERY:
                    self._link(store)
            self._feeds_in_turn()
            if self._stop.is_set():
                return
        self._feeds_in_turn()

    def _feeds_in_turn(self) -> None:
        """Ask the feeds when it is time, and take in what they gave."""
        if self._feeds and time.monotonic() >= self._ask_at and not self._stop.is_set():
            self._ask_feeds()
        if self._untaken:
            self._take_pages()

    # Folders

    def _ready(self) -> list[_Found]:
        """Files that are new or changed and do not grow any more."""
        assert self._seen is not None
        ready = []
        growing: dict[str, tuple[int, int, float]] = {}
        for found in self._files():
            known = self._seen.get(found.origin)
            if known and (known.size, known.modified, known.reader) == (found.size, found.modified, reader_name()):
                continue
            state = (found.size, found.modified)
            *before, since = self._growing.get(found.origin, (-1, -1, 0.0))
            if time.time() - found.changed >= self._options.settle >= 0 and found.changed <= time.time():
                ready.append(found)
            elif before != list(state):
                growing[found.origin] = (*state, time.monotonic())
            elif time.monotonic() - since >= self._options.settle:
                ready.append(found)  # its clock is not ours, but it did not change while we looked
            else:
                growing[found.origin] = (*state, since)
        self._growing = growing
        self.status.waiting = len(growing)
        return ready

    def _files(self) -> Iterator[_Found]:
        for folder in self._folders:
            for source in iter_sources([folder], []):
                if isinstance(source, InputError) or source.path is None or self._is_own(source.path.absolute()):
                    continue
                with suppress(OSError):
                    told = source.path.stat()
                    changed = max(told.st_mtime, told.st_ctime if os.name == "posix" else 0.0)
                    yield _Found(source, told.st_size, told.st_mtime_ns, changed)

    def _is_own(self, path: Path) -> bool:
        """Whether a file is the store or one of its pages, which may lie in a folder that is watched."""
        return path == self._own or self._pages.absolute() in path.parents

    def _take_files(self, store: Store, ready: Sequence[_Found]) -> None:
        assert self._seen is not None
        taken = self.status.taken
        engine = self._engine_of(store)
        finished: list[_Found] = []
        counts: dict[str, list[int]] = {found.origin: [0, 0] for found in ready}
        with Recorder(store, engine, self._options.reading, {"watch": [str(f) for f in self._folders]}) as recorder:
            items = recorder.watch(self._items(ready, finished, counts))
            take_in(
                recorder,
                items,
                taken,
                engine=engine,
                jobs=self._options.jobs,
                stopped=self._stop.is_set,
                on_progress=lambda t: self._tell(f"coded {t.last}"),
            )
        taken.mended += recorder.mended
        for found in finished:
            if self._unchanged(found):
                mark = Seen(origin=found.origin, size=found.size, modified=found.modified, reader=reader_name())
                store.quarantine.note_seen(mark, utc_now(), *counts[found.origin])
                self._seen[found.origin] = mark

    def _items(
        self, ready: Sequence[_Found], finished: list[_Found], counts: dict[str, list[int]]
    ) -> Iterator[Document | InputFailure]:
        for found in ready:
            self._tell(f"reading {found.source.name}")
            for item in iter_file(found.source, self._options.reading):
                counts[origin_of(item.provenance) or found.origin][isinstance(item, InputFailure)] += 1
                yield item
            if not self._stop.is_set():
                finished.append(found)

    def _unchanged(self, found: _Found) -> bool:
        """Whether a file is still what it was before it was read; one that is not is read again."""
        assert found.source.path is not None
        try:
            told = found.source.path.stat()
        except OSError:
            return True  # gone, as something that moves finished files away
        return (told.st_size, told.st_mtime_ns) == (found.size, found.modified)

    # Feeds

    def _ask_feeds(self) -> None:
        status = self.status
        fetching = msgspec.structs.replace(self._options.fetching, reading=self._options.reading)
        found = fetch(
            self._feeds,
            self._pages,
            fetching,
            tally=status.pages,
            guard=self._guard,
            stopped=self._stop.is_set,
            on_progress=lambda tally: self._tell(tally.now or "asking feeds"),
        )
        # What was read out of pages is read anew from their folder: only what failed is kept in memory.
        self._fetched += [one if one.outcome == "failed" else msgspec.structs.replace(one, items=()) for one in found]
        self._ask_at = time.monotonic() + self._options.every
        status.asked = datetime.now().strftime("%H:%M:%S")  # for the eyes of whoever sits here
        self._untaken = True

    def _take_pages(self) -> None:
        status = self.status
        with self._open_store() as store:
            take_snapshots(
                store,
                self._pages,
                self._fetched,
                status.taken,
                engine=self._engine_of(store),
                options=self._options.reading,
                jobs=self._options.jobs,
                stopped=self._stop.is_set,
                on_progress=lambda t: self._tell(f"coded {t.last}"),
            )
            self._link(store)
        self._fetched, self._untaken = [], False

    # Both

    def _engine_of(self, store: Store) -> str | Engine:
        return with_places(self._engine, store.path) if isinstance(self._engine, str) else self._engine

    def _link(self, store: Store) -> None:
        if not self._options.link or self._stop.is_set():
            return
        from marsad.corroborate.link import link

        self._tell("linking")
        self.status.incidents = link(store, at=utc_now()).incidents
        self._linked_at = time.monotonic()

    def _wakes(self, *, once: bool) -> Iterator[None]:
        """Yields when there may be something to do: at once, then at a change in a folder, a feed that is due, or the time
        to look again.
        """
        if once or not self._folders or self._options.polling:
            while True:
                yield
                self._stop.wait(self._pause(once=once))
        from watchfiles import watch as changes

        told = changes(
            *self._folders,
            stop_event=self._stop,
            debounce=200,
            rust_timeout=500,
            yield_on_timeout=True,
            raise_interrupt=False,
        )
        next(told, None)  # from here on the system notes changes
        last = time.monotonic()
        yield
        for change in told:
            now = time.monotonic()
            if change or self._growing or now - last >= _RESCAN or (self._feeds and now >= self._ask_at):
                last = now
                yield
        while True:
            yield

    def _pause(self, *, once: bool) -> float:
        if self._growing or once:
            return max(self._options.settle / 2, 0.05)
        return 2.0 if self._folders else max(min(self._ask_at - time.monotonic(), 3_600.0), 0.05)

    def _idle(self) -> str:
        watched = []
        if self._folders:
            watched.append(f"{len(self._folders)} folder{'s' if len(self._folders) > 1 else ''}")
        if self._feeds:
            watched.append(f"{len(self._feeds)} feed{'s' if len(self._feeds) > 1 else ''}")
        return f"watching {' and '.join(watched)}"

    def _tell(self, now: str) -> None:
        self.status.now = now
        self._on_status(self.status)
