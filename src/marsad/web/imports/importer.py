"""The thread that works imports off, one after another, and what the pages ask it.

Coding runs in processes of its own, and what it yields goes to the store's owner in small batches (`HandedStore`), so that pages stay
fast. An import that was broken off by the end of the workbench goes on when it starts again: what is stored already is passed over.
"""

from __future__ import annotations

import io
import logging
import threading
import time
from typing import TYPE_CHECKING, Any, Final

import msgspec

from marsad.errors import MarsadError, StoreError
from marsad.web.accounts.limits import Limit
from marsad.web.handed import HandedStore
from marsad.web.imports import spool as spooling
from marsad.web.imports.registry import Counts, Import, Registry, State, new_id
from marsad.web.imports.spool import BadImport, Given, Spool, kind_of, reading_of_form, spool_folder, text_record
from marsad.web.imports.working import Stopped, Work, origins_of, work_off
from marsad.web.queries.imports import count_arrived, failures_of, needed_files, runs_of

if TYPE_CHECKING:
    from marsad.store import StoredFailure
    from marsad.web.owner import Owner

_log: Final = logging.getLogger("marsad.web")
#: Imports that may wait at once, and how often one that ends the workbench with it is begun.
MOST_WAITING: Final = 50
_MOST_TRIES: Final = 3
#: Seconds between two notes of how far an import is.
_NOTE_EVERY: Final = 1.0


class Imports:
    """The imports of one open store. `start` goes on with those that were broken off; `close` lets the next start do so."""

    def __init__(self, owner: Owner, *, allow_private: bool = False, jobs: int = 2) -> None:
        self._owner, self._allow_private = owner, allow_private
        #: Processes that code; 1 codes in this one, which holds up the pages.
        self.jobs = jobs
        self._spool = Spool(spool_folder(owner.path))
        self._registry = Registry(self._spool.folder / "imports.sqlite")
        self._wake = threading.Condition()
        self._thread: threading.Thread | None = None
        self._closing, self._cancelled = threading.Event(), threading.Event()
        self._now: tuple[str, Counts] | None = None
        self._arriving: set[str] = set()
        #: How often somebody may begin imports.
        self.limit = Limit(60, 600.0)

    # What the pages ask

    def take(self, by: str, given: Given) -> Import:
        """Keep what is given and line it up. Raises `BadImport` for what cannot be, `StoreError` when it cannot be kept."""
        kind = kind_of(given)
        reading_of_form(given.published, given.source)  # raises
        if len(self._registry.live()) >= MOST_WAITING:
            raise BadImport(
                "many_waiting",
                f"import: {MOST_WAITING} imports wait already; wait until some are done",
                most=MOST_WAITING,
            )
        import_id = new_id()
        told: dict[str, Any] = {"published": given.published, "source": given.source}
        self._arriving.add(import_id)
        try:
            if kind == "urls":
                told["names"] = spooling.addresses(given.urls)
            else:
                files = given.files or [
                    (f"{number}.jsonl", io.BytesIO(text_record(text))) for number, text in enumerate(given.texts, 1)
                ]
                kept = self._spool.keep(import_id, files)
                told["files"] = kept
                told["names"] = [
                    text.get("title", "").strip() or " ".join(text["text"].split())[:80] for text in given.texts
                ] or [file["name"] for file in kept]
            made = self._registry.add(by, kind, told, import_id)
        finally:
            self._arriving.discard(import_id)
        self._go()
        return made

    def retry(self, by: str, import_id: str, failure_id: str | None = None) -> Import:
        """Try the failures of an import again, or one of them, as an import of its own."""
        failures = [f for f in self.failures(self.get(import_id)) if failure_id in (None, f.failure_id)]
        if not failures:
            raise BadImport("no_failure", "retry: there is no such failure any more")
        ids = [[f.failure_id, f.origin] for f in failures]
        names = list(dict.fromkeys(f.input_name for f in failures))
        made = self._registry.add(by, "retry", {"names": names, "failures": ids, "of": import_id})
        self._go()
        return made

    def again(self, import_id: str) -> Import:
        """Begin an import anew that was given up, while its files are there."""
        if not self._registry.move(import_id, "waiting", of=("interrupted", "failed")):
            raise BadImport("not_broken", "import: only one that was broken off or failed begins anew")
        self._registry.set(import_id, tries=0, detail="", ended=None)
        self._go()
        return self.get(import_id)

    def cancel(self, import_id: str) -> Import:
        """Stop an import; what it stored stays. One that is over already stays as it is."""
        if not self._registry.move(import_id, "cancelled", of=("waiting", "interrupted", "failed")):
            if (
                self._registry.move(import_id, "cancelling", of=("running",))
                and self._now
                and self._now[0] == import_id
            ):
                self._cancelled.set()
        elif not self._registry.live():
            self._tidy()
        return self.get(import_id)

    def drop(self, import_id: str) -> int:
        """Give the failures of an import up, and the files kept for them; how many there were."""
        from marsad.store.rows import utc_now

        failures = self.failures(self.get(import_id))
        dropped = self._owner.write(lambda store: store.quarantine.settle(failures, "dropped", utc_now()))
        self._tidy()
        return dropped

    def get(self, import_id: str) -> Import:
        """An import as it stands now. Raises `BadImport` when there is none of that id."""
        found = self.find(import_id)
        if found is None:
            raise BadImport("unknown", f"import: {import_id!r} is no id of an import")
        return found

    def find(self, import_id: str) -> Import | None:
        """The same; None when there is none."""
        found = self._registry.get(import_id)
        return self._current(found) if found else None

    def recent(self, limit: int = 50, offset: int = 0) -> list[Import]:
        """The newest first."""
        return [self._current(one) for one in self._registry.recent(limit, offset)]

    def count(self) -> int:
        """How many imports there are."""
        return self._registry.count()

    def failures(self, one: Import) -> list[StoredFailure]:
        """What of an import could not be read or coded and is open."""
        with self._owner.reader() as con:
            return failures_of(con, runs_of(con, one.import_id), origins_of(one, self._spool), str(self._spool.folder))

    def _current(self, one: Import) -> Import:
        now = self._now
        if now is None or now[0] != one.import_id or not one.live:
            return one
        return msgspec.structs.replace(one, counts=msgspec.structs.replace(now[1]))

    # The thread

    def start(self) -> None:
        """Go on with what was broken off when the workbench last ended."""
        self._spool.sweep()
        for one in self._registry.live():
            if one.state == "cancelling":
                self._registry.set(one.import_id, state="cancelled", ended=int(time.time()))
            elif one.tries >= _MOST_TRIES:
                self._registry.set(one.import_id, state="interrupted", ended=int(time.time()))
            elif one.state != "waiting":
                self._registry.set(one.import_id, state="waiting")
        self._tidy()
        if self._registry.live():
            self._go()

    def close(self) -> None:
        """Stop where it is; what was stored is noted, and the rest waits for the next start."""
        if self._closing.is_set():
            return
        self._closing.set()
        with self._wake:
            self._wake.notify_all()
        if self._thread is not None:
            self._thread.join()
        self._registry.close()

    @property
    def closing(self) -> bool:
        """Whether the workbench is stopping."""
        return self._closing.is_set()

    def _go(self) -> None:
        with self._wake:
            if self._thread is None and not self._closing.is_set():
                self._thread = threading.Thread(target=self._work, name="marsad-importer", daemon=True)
                self._thread.start()
            self._wake.notify_all()

    def _work(self) -> None:
        while not self._closing.is_set():
            waiting = [one for one in self._registry.live() if one.state == "waiting"]
            if not waiting:
                with self._wake:
                    self._wake.wait(5.0)
                continue
            one, counts = waiting[0], Counts()
            self._cancelled.clear()  # before anybody can see it run, and stop it
            self._now = (one.import_id, counts)
            if self._registry.move(one.import_id, "running", of=("waiting",)):
                self._run(one, counts)
            self._now = None

    def _run(self, one: Import, counts: Counts) -> None:
        self._registry.set(
            one.import_id, started=one.started or int(time.time()), ended=None, tries=one.tries + 1, detail=""
        )
        state: State = "done"
        detail = ""
        try:
            detail = self._carry_out(one, counts)
            state = "cancelled" if self._cancelled.is_set() else "done"
        except Stopped:
            return self._leave(one, counts)
        except MarsadError as error:
            if self._closing.is_set() and isinstance(error, StoreError):
                return self._leave(one, counts)
            state, detail = "failed", str(error)
        except Exception:
            _log.exception("import %s failed", one.import_id)
            state, detail = "failed", "!"
        if state != "failed":
            self._tidy(one.import_id)
        self._registry.set(one.import_id, state=state, detail=detail, ended=int(time.time()), counts=counts)
        return None

    def _carry_out(self, one: Import, counts: Counts) -> str:
        noted = time.monotonic()

        def tell() -> None:
            nonlocal noted
            if self._closing.is_set():
                raise Stopped
            if time.monotonic() - noted > _NOTE_EVERY:
                noted = time.monotonic()
                self._registry.set(one.import_id, counts=counts)

        with HandedStore(self._owner, {"import": one.import_id, "by": one.made_by}) as store:
            work = Work(
                one=one, store=store, owner=self._owner, spool=self._spool, counts=counts, tell=tell,
                stopped=lambda: self._cancelled.is_set() or self._closing.is_set(),
                jobs=self.jobs, allow_private=self._allow_private,
            )  # fmt: skip
            detail = work_off(work)
            if self._closing.is_set():
                raise Stopped
        counts.now = ""
        self._registry.move(one.import_id, "linking", of=("running", "cancelling"))
        if self._owner.needs_linking():
            self._owner.link().result()
        with self._owner.reader() as con:
            arrived = count_arrived(con, runs_of(con, one.import_id))
        counts.stored, counts.events = arrived.documents, arrived.events
        counts.incidents, counts.fresh = arrived.incidents, arrived.fresh
        return detail

    def _leave(self, one: Import, counts: Counts) -> None:
        """Let the next start go on with it; that it was told to stop is none of the tries that ended badly."""
        self._registry.set(one.import_id, counts=counts, tries=one.tries)

    def _tidy(self, over: str | None = None) -> None:
        kept = {one.import_id for one in self._registry.live() if one.import_id != over} | self._arriving
        kept |= {one.import_id for one in self._registry.recent(1_000) if one.state in ("interrupted", "failed")}
        try:
            with self._owner.reader() as con:
                needed = needed_files(con, str(self._spool.folder))
            self._spool.tidy(kept, needed)
        except (OSError, StoreError):
            _log.warning("the folder of imports could not be tidied", exc_info=True)
