"""Documents into a store: those that it lacks are coded and added, one run at a time, until somebody says stop."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from marsad.api import Engine, code_documents
from marsad.intake.recording import Recorder
from marsad.model import Coded, Document
from marsad.reading import InputFailure

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
    """The store at a path, opened when it is needed: between two times others may use it."""

    def open_it() -> Store:
        from marsad.store import Store

        return Store.open(path)

    return open_it


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
