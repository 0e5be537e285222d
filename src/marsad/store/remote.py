"""A store that a running workbench owns, as the commands see it: what changes it is done by the workbench, what reads it looks at a copy.

>>> with open_store("marsad.duckdb") as store:    # the file itself, or the workbench that has it
...     store.journal.accept("evt_12", by="سلمى", at="2024-05-02T10:00:00")
"""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final, Literal, NamedTuple, TypeVar

import msgspec

from marsad import errors
from marsad.errors import MarsadError, StoreBusy, StoreError
from marsad.model import Coded, Event, Failure, Provenance, Published
from marsad.store.journal import Journal, Judgement
from marsad.store.line import Line, call, read_place
from marsad.store.quarantine import Fate, Quarantine, Seen, StoredFailure
from marsad.store.reader import StoredDocument
from marsad.store.store import Store
from marsad.store.writer import failure_key

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

Given = TypeVar("Given")


class Call(NamedTuple):
    """What a command may ask of the workbench: what is done there with the store, and the types of its arguments."""

    do: Callable[..., Any]
    takes: Mapping[str, Any]
    writes: bool = True


def _judge(store: Store, method: str, args: list[Any], named: dict[str, Any]) -> Judgement:
    if method not in JUDGING:
        raise StoreError(
            f"{method}: the workbench knows no such judgement; use the same version of Marsad on both sides"
        )
    if method == "add":
        args[1] = msgspec.convert(args[1], Event)
    made: Judgement = getattr(store.journal, method)(*args, **named)
    return made


#: The methods of `Journal` that write.
JUDGING: Final = ("judge_pair", "accept", "correct", "reject", "add", "note", "undo")
CALLS: Final[Mapping[str, Call]] = MappingProxyType(
    {
        "start_run": Call(lambda s, **a: s.start_run(**a), {"coder": str, "arguments": dict[str, Any] | None}),
        "finish_run": Call(lambda s, **a: s.finish_run(**a), {"run_id": str, "counts": dict[str, int] | None}),
        "add": Call(lambda s, **a: s.add(**a), {"coded": Coded, "run_id": str, "provenance": dict[str, Any] | None}),
        "record_failure": Call(
            lambda s, **a: s.record_failure(**a),
            {
                "input_name": str, "stage": str, "error": str, "message": str, "run_id": str,
                "provenance": Provenance | None, "reading": dict[str, Any] | None,
            },
        ),
        "flush": Call(lambda s: s.flush(), {}),
        "forget": Call(lambda s, **a: s.forget(**a), {"name": str, "by": str, "at": str, "reason": str | None}),
        "settle": Call(
            lambda s, **a: s.quarantine.settle(**a),
            {"failures": list[StoredFailure], "fate": Literal["mended", "dropped"], "at": str},
        ),
        "note_seen": Call(
            lambda s, **a: s.quarantine.note_seen(**a), {"seen": Seen, "at": str, "documents": int, "failures": int}
        ),
        "judge": Call(_judge, {"method": str, "args": list[Any], "named": dict[str, Any]}),
        "hand_over": Call(
            lambda s, work, arguments: s.hand_over(work, object, **arguments), {"work": str, "arguments": dict[str, Any]}
        ),
        "has": Call(
            lambda s, **a: s.has(**a), {"document_key": str, "coder": str, "published": Published | None}, writes=False
        ),
        "get_coded": Call(lambda s, **a: s.get_coded(**a), {"document_key": str, "coder": str | None}, writes=False),
        "get_document": Call(lambda s, **a: s.get_document(**a), {"name": str}, writes=False),
        "find": Call(lambda s, **a: s.quarantine.find(**a), {"fate": Fate | None, "names": list[str]}, writes=False),
        "seen": Call(lambda s: s.quarantine.seen(), {}, writes=False),
        "snapshot": Call(lambda s: s.snapshot(), {}, writes=False),  # the workbench's store has it
    }
)  # fmt: skip


def open_store(path: str | Path, read_only: bool = False) -> Store:
    """The store at a path, or a way to it through the workbench that owns it.

    Where a workbench owns it, a store for reading is a copy of what it holds now, and one for writing hands every change over. Raises
    what `Store.open` raises; `StoreBusy` when something else than a workbench has the file.
    """
    try:
        return Store.open(path, read_only=read_only)
    except StoreBusy:
        line = call_workbench(Path(path))
        if line is None:
            raise
    remote = RemoteStore(Path(path), line)
    if not read_only:
        return remote
    with remote:
        return remote.copy()


@contextlib.contextmanager
def readable(path: Path) -> Iterator[Path]:
    """The path of a store that can be opened for reading: that of the store itself, or of a copy while a workbench owns it."""
    try:
        Store.open(path, read_only=True).close()
        line = None
    except StoreBusy:
        line = call_workbench(path)
        if line is None:
            raise
    if line is None:
        yield path
        return
    with RemoteStore(path, line) as remote:
        copied = remote.snapshot()
    try:
        yield copied
    finally:
        _remove(copied)


def call_workbench(path: Path) -> Line | None:
    """A line to the workbench that owns a store; None when there is none."""
    place = read_place(path)
    return None if place is None else call(place, " ".join(_command()))


def _command() -> list[str]:
    """The command as the audit trail tells it: its words, without what was given to it."""
    words = [word for word in sys.argv[1:3] if word.replace("-", "").isalpha() and not word.startswith("-")]
    return ["marsad", *words]


class RemoteStore(Store):
    """A store behind a workbench. Reading that is not asked of it (long queries) looks at a copy as of the first such reading."""

    def __init__(self, path: Path, line: Line) -> None:
        """Take a line that `call_workbench` gave; closing the store hangs up."""
        self.path, self._line, self._writer = path, line, None
        self._finished, self._forgotten = {}, None
        self._copied: Store | None = None

    def ask(self, name: str, gives: Any, /, **arguments: Any) -> Any:
        """Ask the workbench to do something; errors are raised here as they were raised there."""
        try:
            self._line.send({"call": name, "arguments": msgspec.to_builtins(arguments)})
            told = self._line.receive()
        except StoreError as error:
            raise StoreError(
                f"{self.path}: the workbench ended meanwhile ({error}); run the command again, it goes on where it was"
            ) from error
        if "error" in told:
            kind = getattr(errors, str(told["error"]), StoreError)
            known = isinstance(kind, type) and issubclass(kind, MarsadError) and not issubclass(kind, errors.InputError)
            raise (kind if known else StoreError)(str(told["message"]))
        return msgspec.convert(told["result"], gives)

    def __enter__(self) -> RemoteStore:
        """For `with`: leaving writes what waits and hangs up."""
        return self

    def close(self) -> None:
        """Have what waits written, hang up, and let go of the copy."""
        try:
            self.flush()
        finally:
            self._line.close()
            if self._copied is not None:
                self._copied.close()

    def snapshot(self) -> Path:
        """A file with what the store holds now; whoever asked for it removes it."""
        return Path(self.ask("snapshot", str))

    def copy(self) -> Store:
        """The same, open for reading."""
        copied = self.snapshot()
        try:
            opened = Store.open(copied, read_only=True)
        finally:
            _remove(copied)  # what is open stays until it is closed
        opened.path = self.path
        return opened

    @property
    def _con(self) -> DuckDBPyConnection:  # type: ignore[override]
        if self._copied is None:
            self._copied = self.copy()
        return self._copied.con

    def start_run(self, coder: str, arguments: Mapping[str, Any] | None = None) -> str:
        """Have the beginning of a run noted; its id."""
        return str(self.ask("start_run", str, coder=coder, arguments=None if arguments is None else dict(arguments)))

    def finish_run(self, run_id: str, counts: Mapping[str, int] | None = None) -> None:
        """Have what waits written, and the end of the run noted."""
        self.ask("finish_run", None, run_id=run_id, counts=None if counts is None else dict(counts))

    def add(self, coded: Coded, run_id: str, provenance: Mapping[str, Any] | None = None) -> bool:
        """Hand a coded document over; False when it is in the store already. It is written with its batch."""
        return bool(self.ask("add", bool, coded=coded, run_id=run_id, provenance=provenance and dict(provenance)))

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
        """Hand over the failure of an input; its id and its origin, as `Store.record_failure` gives them."""
        self.ask(
            "record_failure", Any, input_name=input_name, stage=stage, error=error, message=message, run_id=run_id,
            provenance=provenance, reading=reading and dict(reading),
        )  # fmt: skip
        return failure_key(input_name, Failure(stage=stage, error=error, message=message), provenance)

    def flush(self) -> None:
        """Have what was handed over written; an error of writing is raised here."""
        self.ask("flush", None)

    def has(self, document_key: str, coder: str, published: Published | None = None) -> bool:
        """Whether the workbench has it, also among what waits to be written."""
        return bool(self.ask("has", bool, document_key=document_key, coder=coder, published=published))

    def get_coded(self, document_key: str, coder: str | None = None) -> Coded | None:
        """The last stored result for a document, as the store holds it now."""
        found: Coded | None = self.ask("get_coded", Coded | None, document_key=document_key, coder=coder)
        return found

    def get_document(self, name: str) -> StoredDocument | None:
        """A document by its key, id or the beginning of one, as the store holds it now."""
        found: StoredDocument | None = self.ask("get_document", StoredDocument | None, name=name)
        return found

    def forget(self, name: str, *, by: str, at: str, reason: str | None = None) -> str:
        """Have a document erased; its key."""
        return str(self.ask("forget", str, name=name, by=by, at=at, reason=reason))

    def hand_over(self, work: str, gives: type[Given], **arguments: Any) -> Given | None:
        """Have work done where the store is: `marsad.web.handed.WORKS` tells which there is."""
        done: Given | None = self.ask("hand_over", gives, work=work, arguments=arguments)
        return done

    def _cursor(self) -> DuckDBPyConnection:
        return self._con.cursor()

    @property
    def quarantine(self) -> Quarantine:
        """The failures, asked of the workbench."""
        return _Quarantine(self)

    @property
    def journal(self) -> Journal:
        """The judgements: made by the workbench, those that stand read from the copy."""
        return _Journal(self)


class _Quarantine(Quarantine):
    def __init__(self, store: RemoteStore) -> None:
        self._store = store

    def find(self, fate: Fate | None = "open", names: Iterable[str] = ()) -> list[StoredFailure]:
        """As `Quarantine.find`, of what the store holds now."""
        return list(self._store.ask("find", list[StoredFailure], fate=fate, names=list(names)))

    def settle(self, failures: Iterable[StoredFailure], fate: Literal["mended", "dropped"], at: str) -> int:
        """As `Quarantine.settle`, by the workbench."""
        return int(self._store.ask("settle", int, failures=list(failures), fate=fate, at=at))

    def seen(self) -> dict[str, Seen]:
        """As `Quarantine.seen`, of what the store holds now."""
        return dict(self._store.ask("seen", dict[str, Seen]))

    def note_seen(self, seen: Seen, at: str, documents: int, failures: int) -> None:
        """As `Quarantine.note_seen`, by the workbench."""
        self._store.ask("note_seen", None, seen=seen, at=at, documents=documents, failures=failures)


def _asking(method: str) -> Callable[..., Judgement]:
    def judge(self: _Journal, *args: Any, **named: Any) -> Judgement:
        made: Judgement = self._store.ask("judge", Judgement, method=method, args=list(args), named=named)
        return made

    return judge


class _Journal(Journal):
    """Judgements are made by the workbench; those that stand are read from the copy."""

    def __init__(self, store: RemoteStore) -> None:
        self._store = store

    @property
    def _con(self) -> DuckDBPyConnection:  # type: ignore[override]
        return self._store.con


for _method in JUDGING:
    setattr(_Journal, _method, _asking(_method))


def _remove(copied: Path) -> None:
    for path in (copied, copied.with_name(f"{copied.name}.wal")):
        with contextlib.suppress(OSError):
            path.unlink()
