"""Documents into a store: those that it lacks are coded and added, one run at a time, until somebody says stop."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from marsad.api import Engine, code_documents, with_places
from marsad.intake.recording import Recorder
from marsad.model import Coded, Document
from marsad.reading import InputFailure, ReadOptions, iter_documents

if TYPE_CHECKING:
    from marsad.store import Store

#: Opens the store for writing and lets go of it again; whoever owns an open store hands out that one.
OpenStore = Callable[[], AbstractContextManager["Store"]]


class Taken(msgspec.Struct, kw_only=True):
    """Counts of what was taken in. `last` names the document that was coded last."""

    documents: int = 0
    events: int = 0
    known: int = 0
    failed: int = 0
    mended: int = 0
    last: str = ""


def store_at(path: str | Path) -> OpenStore:
    """The store at a path, opened when it is needed, or reached through the workbench that owns it: between two times others may use it."""

    def open_it() -> Store:
        from marsad.store import open_store

        return open_store(path)

    return open_it


def take_inputs(
    inputs: Sequence[str | Path],
    open_store: OpenStore,
    *,
    engine: str | Engine = "rules",
    options: ReadOptions | None = None,
    jobs: int = 1,
    taken: Taken | None = None,
    skipped: list[str] | None = None,
    stopped: Callable[[], bool] = lambda: False,
    on_progress: Callable[[Taken], None] | None = None,
) -> Taken:
    """Read, code and add files and folders, as `marsad code INPUT… --store` does; what was done stays when it is stopped.

    `skipped` takes the names of files whose suffix is unknown.
    """
    options, taken = options or ReadOptions(), taken or Taken()
    with open_store() as store:
        coder = with_places(engine, store.path) if isinstance(engine, str) else engine
        recorder = Recorder(store, coder, options, {"inputs": [str(given) for given in inputs]})
        complete = False
        try:
            items = recorder.watch(iter_documents(inputs, options, skipped))
            complete = take_in(
                recorder, items, taken, engine=coder, jobs=jobs, stopped=stopped, on_progress=on_progress
            )
        finally:
            recorder.finish(complete=complete)
        taken.mended += recorder.mended
    return taken


def take_in(
    recorder: Recorder,
    items: Iterable[Document | InputFailure],
    taken: Taken,
    *,
    engine: str | Engine = "rules",
    jobs: int = 1,
    stopped: Callable[[], bool] = lambda: False,
    on_progress: Callable[[Taken], None] | None = None,
) -> bool:
    """Code and add what the recorder's store lacks, counting into `taken`; False when it was stopped before the end."""

    def lacking() -> Iterator[Document | Coded]:
        for item in items:
            if stopped():
                return
            if isinstance(item, InputFailure):
                yield item.to_coded()
            elif recorder.has(item):
                taken.known += 1
            else:
                yield item

    results = code_documents(lacking(), engine=engine, jobs=jobs)
    before = (recorder.added, recorder.added_events)
    documents, events = taken.documents, taken.events
    try:
        for coded in results:
            recorder.add(coded)
            taken.failed += bool(coded.failures)
            taken.documents = documents + recorder.added - before[0]
            taken.events = events + recorder.added_events - before[1]
            taken.last = coded.document.id
            if on_progress:
                on_progress(taken)
    finally:
        getattr(results, "close", lambda: None)()
    return not stopped()
