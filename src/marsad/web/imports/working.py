"""One import carried out: files and pasted texts read and coded, addresses fetched, failures tried again."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from itertools import chain
from typing import TYPE_CHECKING, Final

import msgspec

from marsad.api import with_places
from marsad.errors import StoreBusy
from marsad.fetching import FetchOptions, FetchTally
from marsad.intake import Recorder
from marsad.intake.asking import ask_again
from marsad.intake.coding import Taken, take_in
from marsad.intake.retrying import Retried, retry
from marsad.intake.snapshots import fetch_into, pages_folder
from marsad.model import Document
from marsad.reading import InputFailure
from marsad.reading.documents import iter_file
from marsad.web.handed import HandedStore
from marsad.web.imports.registry import Counts, Import
from marsad.web.imports.spool import Spool, reading_of_form
from marsad.web.queries.imports import count_arrived, runs_of

if TYPE_CHECKING:
    from marsad.web.owner import Owner

#: Seconds between two looks whether another fetching, as that of a watcher, is done with the folder of pages.
_REST: Final = 1.0


class Stopped(Exception):
    """The workbench is stopping: leave everything as it is."""


class Work(msgspec.Struct, frozen=True, kw_only=True):
    """An import, and what it works with. `tell` is called after every step; it raises `Stopped` when the workbench stops."""

    one: Import
    store: HandedStore
    owner: Owner
    spool: Spool
    counts: Counts
    tell: Callable[[], None]
    stopped: Callable[[], bool]
    jobs: int
    allow_private: bool


def work_off(work: Work) -> str:
    """Carry an import out, counting into `work.counts`; what is to be told of it in the end, "" for nothing."""
    match work.one.kind:
        case "urls":
            return _fetch(work)
        case "retry":
            return _retry(work)
        case _:
            return _read(work)


def origins_of(one: Import, spool: Spool) -> list[str]:
    """Where the inputs of an import are: paths in the spool, or addresses."""
    if one.kind == "retry":
        return [origin for _, origin in one.given.get("failures", ())]
    if one.kind == "urls":
        return one.names
    return [str(spool.of(one.import_id) / file["file"]) for file in one.given.get("files", ())]


def _read(work: Work) -> str:
    counts, store, given = work.counts, work.store, work.one.given
    options = reading_of_form(given["published"], given["source"])
    before = _stored_before(work)
    engine = with_places("rules", store.path)
    taken = Taken()

    def read() -> Iterator[Document | InputFailure]:
        for item in chain.from_iterable(
            iter_file(source, options) for source in work.spool.sources(work.one.import_id, given["files"])
        ):
            counts.read += 1
            counts.now = item.id if isinstance(item, Document) else item.name
            work.tell()
            yield item

    def told(_: Taken) -> None:
        counts.coded += 1
        count()
        work.tell()

    def count() -> None:
        counts.stored, counts.events = before[0] + store.written, before[1] + taken.events
        counts.known, counts.failed = max(taken.known - before[0], 0), taken.failed

    recorder = Recorder(store, engine, options, {"inputs": work.one.names})
    complete = False
    try:
        complete = take_in(
            recorder,
            recorder.watch(read()),
            taken,
            engine=engine,
            jobs=work.jobs,
            stopped=work.stopped,
            on_progress=told,
        )
    finally:
        recorder.finish(complete=complete)
    count()
    counts.mended = recorder.mended
    return ""


def _stored_before(work: Work) -> tuple[int, int]:
    """Documents and events that an earlier try of this import stored before it was broken off."""
    if not work.one.tries and work.one.started is None:
        return 0, 0
    with work.owner.reader() as con:
        arrived = count_arrived(con, runs_of(con, work.one.import_id))
    return arrived.documents, arrived.events


def _fetch(work: Work) -> str:
    counts, given = work.counts, work.one.given
    options = FetchOptions(
        allow_private=work.allow_private, reading=reading_of_form(given["published"], given["source"])
    )
    before = _stored_before(work)
    tally, taken = FetchTally(), Taken()

    def told(tally: FetchTally, taken: Taken) -> None:
        counts.asked, counts.left, counts.now = tally.asked, tally.left, tally.now
        counts.stored, counts.events = before[0] + work.store.written, before[1] + taken.events
        counts.known, counts.failed, counts.coded = taken.known, taken.failed, taken.documents
        work.tell()

    while True:
        try:
            for one in fetch_into(
                work.one.names, pages_folder(work.store.path), lambda: _Lent(work.store), jobs=work.jobs, options=options,
                tally=tally, taken=taken, stopped=work.stopped, on_progress=told,
            ):  # fmt: skip
                counts.read += sum(isinstance(item, Document) for item in one.items)
            break
        except StoreBusy:  # a watcher fetches into the folder
            for _ in range(int(_REST / 0.1)):
                work.tell()
                if work.stopped():
                    return ""
                time.sleep(0.1)
    told(tally, taken)
    counts.mended = taken.mended
    return f"postponed {tally.postponed}" if tally.postponed else ""


class _Lent:
    """The import's store, handed out and not closed when it comes back."""

    def __init__(self, store: HandedStore) -> None:
        self._store = store

    def __enter__(self) -> HandedStore:
        return self._store

    def __exit__(self, *_: object) -> None:
        self._store.flush()


def _retry(work: Work) -> str:
    counts, store = work.counts, work.store
    wanted = {(name, origin) for name, origin in work.one.given["failures"]}
    failures = [f for f in store.quarantine.find("open") if (f.failure_id, f.origin) in wanted]
    counts.read = len(failures)

    def told(done: Retried) -> None:
        counts.coded, counts.mended, counts.events = done.tried, done.mended, done.added_events
        counts.stored = store.written
        work.tell()

    done = retry(
        store, failures, jobs=work.jobs, ask=ask_again(store.path, work.allow_private), stopped=work.stopped, on_progress=told
    )  # fmt: skip
    told(done)
    counts.failed = max(len(failures) - done.mended, 0)
    return "\n".join(done.left)
