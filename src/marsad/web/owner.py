"""The one owner of the store while the workbench runs.

DuckDB lets one process write a file, and within it transactions that change the same rows fail. So all writing goes through one
thread, in the order in which it was asked for; reading happens beside it, each request on a cursor of its own that sees the last
committed state. What takes long (coding an import) works outside and hands over its results in pieces: a job in the queue should
last well under a second, since the judgements of reviewers wait behind it.
"""

from __future__ import annotations

import contextlib
import logging
import queue
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from pathlib import Path
from typing import TYPE_CHECKING, Final, TypeVar

from marsad.corroborate.link import Linked, link
from marsad.errors import StoreError
from marsad.store import Store
from marsad.store.rows import utc_now
from marsad.web.queries.index import Index

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

T = TypeVar("T")
Job = Callable[[Store], T]
_log: Final = logging.getLogger("marsad.web")


class Owner:
    """An open store, its writing thread, and the index that the pages read. Use it as a context manager.

    >>> with Owner.open(Path("marsad.duckdb")) as owner:
    ...     owner.write(lambda store: store.journal.accept("evt_12", by="سلمى", at="2024-05-02T10:00:00"))
    ...     with owner.reading() as store:
    ...         table = store.query("SELECT count(*) FROM judgements")
    """

    def __init__(self, store: Store) -> None:
        self.path = store.path
        self._store, self._base = store, store.con
        self._making_cursor = threading.Lock()
        self._jobs: queue.SimpleQueue[tuple[Job[object], Future[object], bool] | None] = queue.SimpleQueue()
        self._closed = False
        self.index = Index(store.con)
        self._thread = threading.Thread(target=self._work, name="marsad-writer", daemon=True)
        self._thread.start()
        self._split_words()

    @classmethod
    def open(cls, path: Path) -> Owner:
        """Take the store for this process. Raises `StoreBusy` when another has it, `StoreMismatch`, `StoreError`."""
        return cls(Store.open(path))

    def __enter__(self) -> Owner:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    # Reading

    def cursor(self) -> DuckDBPyConnection:
        """A connection of one's own for reading; close it when done."""
        with self._making_cursor:
            return self._base.cursor()

    @contextlib.contextmanager
    def reader(self) -> Iterator[DuckDBPyConnection]:
        """A connection for the queries of one request: they see one committed state after another, never half a write."""
        con = self.cursor()
        try:
            yield con
        finally:
            con.close()

    @contextlib.contextmanager
    def reading(self) -> Iterator[Store]:
        """The store for functions that read one (`get_incident`, `iter_judged`, the exports); it cannot write."""
        with self.reader() as con:
            yield Store(self.path, con, None)

    # Writing

    def submit(self, job: Job[T], *, refresh: bool = True) -> Future[T]:
        """Queue a job that writes; its result or its exception comes in the future.

        The index is brought up to date after it, unless `refresh` is False (for a piece of an import that is linked later).
        """
        if self._closed:
            raise StoreError(f"{self.path}: the workbench is stopping; nothing more is written")
        done: Future[T] = Future()
        self._jobs.put((job, done, refresh))  # type: ignore[arg-type]  # the queue holds jobs of every type
        return done

    def write(self, job: Job[T], *, refresh: bool = True) -> T:
        """Run a job that writes, after those that wait, and return what it gives; its exception is raised here."""
        return self.submit(job, refresh=refresh).result()

    def link(self) -> Future[Linked]:
        """Queue a linkage of what is new."""
        return self.submit(lambda store: link(store, at=utc_now()))

    def needs_linking(self) -> bool:
        """Whether some report is in no incident."""
        with self.reader() as con:
            row = con.execute(
                "SELECT EXISTS (FROM judged_events e ANTI JOIN link_reports r ON r.event_id = e.event_id)"
            ).fetchone()
        return bool(row and row[0])

    def _split_words(self) -> None:
        """Work off the words of a large store piece by piece, each behind what was asked for meanwhile."""
        if not self.index.words_ready and not self._closed:
            self.submit(lambda _: self.index.split_some(), refresh=False).add_done_callback(self._split_more)

    def _split_more(self, done: Future[bool]) -> None:
        if done.cancelled() or done.exception() or not done.result():
            return
        with contextlib.suppress(StoreError):  # the workbench is stopping
            self._split_words()

    def close(self) -> None:
        """Finish what was queued, write what waits, and let go of the file."""
        if self._closed:
            return
        self._closed = True
        self._jobs.put(None)
        self._thread.join()
        self._store.close()
        self._base.close()

    def _work(self) -> None:
        while (item := self._jobs.get()) is not None:
            job, done, refresh = item
            if not done.set_running_or_notify_cancel():
                continue
            try:
                result = job(self._store)
                self._store.flush()
                if refresh and self.index.update():
                    self._split_words()
            except BaseException as error:  # the thread must live on; whoever asked is told
                _log.debug("a write failed", exc_info=True)
                done.set_exception(error)
            else:
                done.set_result(result)
