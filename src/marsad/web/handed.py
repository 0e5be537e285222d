"""The store as the owner hands it out to work that takes long: imports, watchers, commands of other processes.

It looks like any open `Store`. It reads on a connection of its own; what it writes goes through the owner's thread in small batches,
so that coding holds up nobody and reviewers wait for one batch at most; and they go first.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, Any, Final, Literal, TypeVar, cast

import msgspec

from marsad.corroborate import deciding
from marsad.errors import StoreError
from marsad.model import Coded, Failure, Provenance
from marsad.places.gazetteer import gazetteer_of
from marsad.places.placed import Placed
from marsad.store import Judgement, Quarantine, Seen, Store, StoredFailure
from marsad.store.journal import Journal, Kind
from marsad.store.naming import ActorDecision
from marsad.store.resolving import Renewed, renew_places
from marsad.store.rows import given_dates
from marsad.store.writer import failure_key

if TYPE_CHECKING:
    from marsad.web.owner import Owner

Given = TypeVar("Given")
#: Documents and failures that go to the owner together, and the seconds that they wait at most.
_BATCH: Final = 20
_SECONDS: Final = 1.0


class HandedStore(Store):
    """Use it in one thread, as a context manager. `marks` go into the arguments of every run that it starts."""

    def __init__(self, owner: Owner, marks: Mapping[str, Any] | None = None) -> None:
        """Read on a connection of its own; nothing is queued yet."""
        super().__init__(owner.path, owner.cursor(), None)
        self._owner, self._marks = owner, dict(marks or {})
        self._jobs: list[Callable[[Store], object]] = []
        self._since = time.monotonic()
        #: Documents that this store added and that are written.
        self.written = 0

    def __enter__(self) -> HandedStore:
        """For `with`: leaving hands over what waits."""
        return self

    def start_run(self, coder: str, arguments: Mapping[str, Any] | None = None) -> str:
        """Note the beginning of a run, with the marks among its arguments; its id."""
        told = {**(arguments or {}), **self._marks}
        return self._owner.write(lambda store: store.start_run(coder, told), refresh=False, patient=True)

    def finish_run(self, run_id: str, counts: Mapping[str, int] | None = None) -> None:
        """Hand over what waits, and note that the run is over."""
        self.flush()
        self._owner.write(lambda store: store.finish_run(run_id, counts), refresh=False, patient=True)

    def add(self, coded: Coded, run_id: str, provenance: Mapping[str, Any] | None = None) -> bool:
        """Let a coded document wait for its batch; False when it is in the store, or was added here already."""
        document = coded.document
        if self.has(document.key, coded.coder, document.published):
            return False
        self._wait(lambda store: store.add(coded, run_id, provenance))
        self._finished[coded.coder].setdefault(document.key, set()).add(given_dates(document.published))
        return True

    def record_failure(
        self,
        input_name: str,
        stage: str,
        error: str,
        message: str,
        run_id: str,
        *,
        provenance: Provenance | None = None,
        reading: Mapping[str, Any] | None = None,
    ) -> tuple[str, str]:
        """Let the failure of an input wait for its batch; its id and its origin, as `Store.record_failure` gives them."""
        self._wait(
            lambda store: store.record_failure(
                input_name, stage, error, message, run_id, provenance=provenance, reading=reading
            )
        )
        return failure_key(input_name, Failure(stage=stage, error=error, message=message), provenance)

    def _wait(self, job: Callable[[Store], object]) -> None:
        self._jobs.append(job)
        if len(self._jobs) >= _BATCH or time.monotonic() - self._since >= _SECONDS:
            self.flush()

    def flush(self) -> None:
        """Hand the batch over and wait until it is written; on an error all of it is given up, and the error raised here."""
        jobs, self._jobs = self._jobs, []
        self._since = time.monotonic()
        if jobs:
            try:
                done = self._owner.write(lambda store: [job(store) for job in jobs], refresh=False, patient=True)
                self.written += sum(one is True for one in done)
            except BaseException:
                self._finished.clear()  # what waited is given up: `has` must ask the file again
                raise

    def forget(self, name: str, *, by: str, at: str, reason: str | None = None) -> str:
        """Hand over what waits, then have a document erased; its key."""
        self.flush()
        self._finished.clear()
        self._forgotten = None
        return self._owner.write(lambda store: store.forget(name, by=by, at=at, reason=reason))

    def hand_over(self, work: str, gives: type[Given], **arguments: Any) -> Given | None:  # noqa: ARG002
        """Have one of the `WORKS` done by the owner; `StoreError` for a work that it does not know."""
        self.flush()
        if work not in WORKS:
            raise StoreError(
                f"{work}: a running workbench cannot do that; stop it, or install the version that it runs"
            )
        return cast("Given", WORKS[work](self._owner, **arguments))

    @property
    def quarantine(self) -> Quarantine:
        """The failures: read here, settled by the owner."""
        return _Quarantine(self._cursor(), self._owner)

    @property
    def journal(self) -> Journal:
        """The judgements: looked up here, appended by the owner before anything that is patient."""
        return _Journal(self._cursor(), self._owner)


class _Quarantine(Quarantine):
    def __init__(self, con: Any, owner: Owner) -> None:
        super().__init__(con)
        self._owner = owner

    def settle(self, failures: Iterable[StoredFailure], fate: Literal["mended", "dropped"], at: str) -> int:
        """As `Quarantine.settle`, by the owner."""
        settled = list(failures)
        return self._owner.write(lambda store: store.quarantine.settle(settled, fate, at), refresh=False, patient=True)

    def note_seen(self, seen: Seen, at: str, documents: int, failures: int) -> None:
        """As `Quarantine.note_seen`, by the owner."""
        self._owner.write(
            lambda store: store.quarantine.note_seen(seen, at, documents, failures), refresh=False, patient=True
        )


class _Journal(Journal):
    """What is judged is looked up here and appended by the owner, who gives it its number."""

    def __init__(self, con: Any, owner: Owner) -> None:
        super().__init__(con)
        self._owner = owner

    def _append(self, kind: Kind, by: str, at: str, **fields: Any) -> Judgement:
        return self._owner.write(lambda store: store.journal._append(kind, by, at, **fields))


def _link(owner: Owner, at: str) -> object:  # noqa: ARG001  # each piece is linked at a time of its own
    return owner.link().result()


def _renew_places(owner: Owner, folder: str, command: str) -> Renewed:
    from pathlib import Path

    gazetteer = gazetteer_of(Path(folder))
    with HandedStore(owner) as store:
        return renew_places(store, gazetteer, {"command": command})


def _compact(owner: Owner) -> bool:
    owner.compact_later()
    return True


def _place_name(owner: Owner, decision: object, **told: Any) -> Judgement:
    made = msgspec.convert(decision, Placed)
    return owner.write(lambda store: deciding.place_name(store, made, **told))


def _decide_actor(owner: Owner, decision: object, **told: Any) -> Judgement:
    made = msgspec.convert(decision, ActorDecision)
    return owner.write(lambda store: deciding.decide_actor(store, made, **told))


def _undo(owner: Owner, judgement_id: str, **told: Any) -> Judgement:
    return owner.write(lambda store: deciding.undo(store, judgement_id, **told))


def _settle(owner: Owner, at: str) -> Renewed:
    return owner.write(lambda store: deciding.settle(store, at=at))


#: What may be handed over by name.
WORKS: Final[Mapping[str, Callable[..., object]]] = {
    "link": _link,
    "renew_places": _renew_places,
    "compact": _compact,
    "place_name": _place_name,
    "decide_actor": _decide_actor,
    "undo": _undo,
    "settle": _settle,
}
