"""The one owner of the store while the workbench runs.

DuckDB lets one process write a file, and within it transactions that change the same rows fail. So all writing goes through one
thread: what somebody waits for in the order in which it was asked for, and between two of them the patient jobs of imports and
linkage. Reading happens beside it, each request on a cursor of its own that sees the last committed state. What takes long (coding an
import, linking it) hands over its results in pieces: a job should last well under a second, since it is not broken off for anybody.
"""

from __future__ import annotations

import contextlib
import itertools
import logging
import queue
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NamedTuple, TypeVar

from marsad.corroborate.link import Linked, link
from marsad.errors import StoreError
from marsad.store import Store
from marsad.store.keeping import compact
from marsad.store.placing import is_settled
from marsad.store.rows import utc_now
from marsad.web.queries.index import Index

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

T = TypeVar("T")
Job = Callable[[Store], T]
#: What goes first: jobs that somebody waits for, patient ones, the end.
_WAITED_FOR, _PATIENT, _END = range(3)
#: Documents whose new reports are linked in one go, while others have to wait.
_PIECE: Final = 200
_log: Final = logging.getLogger("marsad.web")
#: Copies files in a process of its own: this one would lose its lock on the store by closing a second handle on it.
_COPY: Final = "import shutil, sys; [shutil.copyfile(*pair) for pair in zip(sys.argv[1::2], sys.argv[2::2])]"


class _Queued(NamedTuple):
    """A job in the queue; `number` is never the same twice, so that no two are compared further."""

    rank: int
    number: int
    job: Job[Any]
    done: Future[Any]
    refresh: bool


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
        self._jobs: queue.PriorityQueue[_Queued] = queue.PriorityQueue()
        self._numbers = itertools.count()
        self._closed = False
        #: Set when the workbench is told to stop: answers that have no end then end.
        self.stopping = threading.Event()
        self.index = Index(store.con)
        self._thread = threading.Thread(target=self._work, name="marsad-writer", daemon=True)
        self._thread.start()
        self._split_words()

    @classmethod
    def open(cls, path: Path) -> Owner:
        """Take the store for this process. Raises `StoreBusy` when another has it, `StoreMismatch`, `StoreError`."""
        store = Store.open(path)
        if _compacting(path).exists():  # the last owner was killed before it came to it
            store.close()
            _compact(path)
            store = Store.open(path)
        try:
            return cls(store)
        except BaseException:
            store.close()
            raise

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

    def submit(self, job: Job[T], *, refresh: bool = True, patient: bool = False) -> Future[T]:
        """Queue a job that writes; its result or its exception comes in the future.

        The index is brought up to date after it, unless `refresh` is False (for a piece of an import that is linked later). A `patient`
        job lets all others go first.
        """
        if self._closed:
            raise StoreError(f"{self.path}: the workbench is stopping; nothing more is written")
        done: Future[T] = Future()
        self._put(_PATIENT if patient else _WAITED_FOR, job, done, refresh)
        return done

    def _put(self, rank: int, job: Job[T], done: Future[T], refresh: bool) -> None:
        self._jobs.put(_Queued(rank, next(self._numbers), job, done, refresh))

    def write(self, job: Job[T], *, refresh: bool = True, patient: bool = False) -> T:
        """Run a job that writes, after those that go first, and return what it gives; its exception is raised here."""
        return self.submit(job, refresh=refresh, patient=patient).result()

    def link(self) -> Future[Linked]:
        """Queue a linkage of what is new, piece by piece, so that judgements get in between."""
        whole: Future[Linked] = Future()
        self._link_on(whole, Linked(0, 0, 0, 0, ()))
        return whole

    def _link_on(self, whole: Future[Linked], before: Linked) -> None:
        def go_on(done: Future[Linked]) -> None:
            try:
                now = done.result()
                told = now._replace(
                    fresh=before.fresh + now.fresh, changed=before.changed + now.changed, fates=before.fates + now.fates
                )
                if now.left:
                    self._link_on(whole, told)
                else:
                    whole.set_result(told)
            except BaseException as error:  # whoever waits for the whole is told
                whole.set_exception(error)

        piece = self.submit(lambda store: link(store, at=utc_now(), most=_PIECE), patient=True)
        piece.add_done_callback(go_on)

    def compact_later(self) -> None:
        """Have the file written anew when it is let go of, without the space in which bytes of forgotten documents may stand."""
        _compacting(self.path).touch()

    def copy_to(self, target: Path) -> None:
        """Copy the store as it stands now, while nothing writes. Raises `StoreError` when `target` cannot be written."""

        def copy(store: Store) -> None:
            with contextlib.suppress(duckdb.Error):  # readers may hold it up; then the log is copied too
                store.con.execute("CHECKPOINT")
            log, copied = (path.with_name(f"{path.name}.wal") for path in (self.path, target))
            pairs = [str(self.path), str(target), *([str(log), str(copied)] if log.exists() else [])]
            command = [sys.executable, "-c", _COPY, *pairs]
            done = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603  # our own words
            if done.returncode:
                raise StoreError(f"{target}: the store cannot be copied there ({done.stderr.strip().splitlines()[-1]})")

        import duckdb

        self.write(copy, refresh=False)

    def needs_linking(self) -> bool:
        """Whether some report is in no incident."""
        with self.reader() as con:
            row = con.execute(
                "SELECT EXISTS (FROM judged_events e ANTI JOIN link_reports r ON r.event_id = e.event_id)"
            ).fetchone()
        return bool(row and row[0])

    def is_settled(self) -> bool:
        """Whether the file of placed names beside the store says what the journal says; after a restored copy it may not."""
        with self.reading() as store:
            return is_settled(store)

    def _split_words(self) -> None:
        """Work off the words of a large store piece by piece, each behind what was asked for meanwhile."""
        if not self.index.words_ready and not self._closed:
            splitting = self.submit(lambda _: self.index.split_some(), refresh=False, patient=True)
            splitting.add_done_callback(self._split_more)

    def _split_more(self, done: Future[bool]) -> None:
        if done.cancelled() or done.exception() or not done.result():
            return
        with contextlib.suppress(StoreError):  # the workbench is stopping
            self._split_words()

    def close(self) -> None:
        """Finish what was queued, write what waits, and let go of the file."""
        if self._closed:
            return
        self.stopping.set()
        self._closed = True
        self._put(_END, lambda _: None, Future(), False)
        self._thread.join()
        self._store.close()
        self._base.close()
        if _compacting(self.path).exists():
            _compact(self.path)

    def _work(self) -> None:
        while (item := self._jobs.get()).rank != _END:
            _, _, job, done, refresh = item
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


def _compacting(path: Path) -> Path:
    """The file that says that a store is to be written anew."""
    return path.with_name(f".{path.name}.compact")


def _compact(path: Path) -> None:
    compact(path)
    _compacting(path).unlink(missing_ok=True)
