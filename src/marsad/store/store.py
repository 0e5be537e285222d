"""The store itself: what the rest of Marsad calls."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

import msgspec

from marsad.errors import BadSetting, StoreError
from marsad.model import Coded, Failure, Provenance, Published, Trace, content_id
from marsad.store import checks, keeping, reader
from marsad.store.connection import connect, translated
from marsad.store.journal import Journal, read_judged
from marsad.store.judged import iter_judged
from marsad.store.naming import ActorRulings, actor_rulings
from marsad.store.quarantine import Quarantine
from marsad.store.rows import given_dates, utc_now
from marsad.store.searches import Searches
from marsad.store.statements import Statement
from marsad.store.writer import Writer

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

Given = TypeVar("Given")


class Table(NamedTuple):
    """What a query gave: the names of its columns and its rows."""

    columns: tuple[str, ...]
    rows: list[tuple[Any, ...]]


class Store:
    """One DuckDB file of coded documents. Use it as a context manager: leaving writes what waits, also after an error.

    Rows are only added. The same document coded again by the same coder changes nothing; a newer coder's rows stand
    beside the older ones,
    and the views `current_…` show the newest.

    >>> with Store.open("marsad.duckdb") as store:
    ...     run = store.start_run("rules 0.1.0")
    ...     store.add(coded, run)            # "قُتل جنديان في الموصل" and its one event
    ...     store.finish_run(run, {"documents": 1})
    """

    def __init__(self, path: Path, con: DuckDBPyConnection, writer: Writer | None) -> None:
        self.path, self._con, self._writer = path, con, writer
        # Coder → key of a document that it finished → the dates that the document was handed in with.
        self._finished: dict[str, dict[str, set[str]]] = {}
        self._forgotten: set[str] | None = None

    @classmethod
    def open(
        cls, path: str | Path, read_only: bool = False, *, batch_size: int = 200, batch_seconds: float = 5.0
    ) -> Store:
        """Open the file, making it and its folder when it is missing and `read_only` is False.

        A batch is written when it holds `batch_size` documents or is `batch_seconds` old. Raises `StoreBusy`
        (another process has it),
        `StoreMismatch` (no store, or a newer schema) or `StoreError` (cannot be read or made).
        """
        path = Path(path)
        con = connect(path, read_only=read_only)
        return cls(path, con, None if read_only else Writer(con, batch_size, batch_seconds))

    def __enter__(self) -> Store:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, where: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Write what waits and let go of the file."""
        try:
            self.flush()
        finally:
            self._con.close()

    # Writing

    def start_run(self, coder: str, arguments: Mapping[str, Any] | None = None) -> str:
        """Note the beginning of a run; its id goes with everything that the run adds."""
        started = utc_now()
        packed = None if arguments is None else msgspec.json.encode(dict(arguments)).decode()
        run_id = content_id("run", started, coder, packed)
        self._execute(
            "INSERT INTO runs (run_id, started, coder, arguments) VALUES (?, ?::TIMESTAMP, ?, ?)",
            [run_id, started, coder, packed],
        )
        return run_id

    def finish_run(self, run_id: str, counts: Mapping[str, int] | None = None) -> None:
        """Write what waits and note that the run is over."""
        self.flush()
        packed = None if counts is None else msgspec.json.encode(dict(counts)).decode()
        self._execute(
            "UPDATE runs SET finished = ?::TIMESTAMP, counts = ? WHERE run_id = ?", [utc_now(), packed, run_id]
        )

    def add(self, coded: Coded, run_id: str, provenance: Mapping[str, Any] | None = None) -> bool:
        """Add a coded document; False when this coder's result for it is there already, which changes nothing.

        `provenance` says where the document came from (file, row, archive), as JSON values. The write may wait for
        its batch.
        """
        writer = self._writing()
        if self.has(coded.document.key, coded.coder, coded.document.published):
            return False
        writer.add(coded, run_id, provenance)
        dates = self._finished[coded.coder].setdefault(coded.document.key, set())
        dates.add(given_dates(coded.document.published))
        if writer.is_due():
            self.flush()
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
        """Add the failure of an input that gave no document, to be tried again; its id and its origin.

        `provenance` tells where the input is, `reading` the options with which it was read. The same failure of a later
        run adds no row, only to the number of its tries.
        """
        writer = self._writing()
        failure = Failure(stage=stage, error=error, message=message)
        key = writer.add_failure(input_name, failure, run_id, provenance, reading)
        if writer.is_due():
            self.flush()
        return key

    def flush(self) -> None:
        """Write what waits."""
        if self._writer is not None:
            try:
                with translated(self.path):
                    self._writer.flush()
            except BaseException:
                self._finished.clear()  # what waited is given up: `has` must ask the file again
                raise

    # Reading: every method sees what was added before it.

    def has(self, document_key: str, coder: str, published: Published | None = None) -> bool:
        """Whether this coder has finished this document; with a date that was handed in, whether with that date.

        A text first coded without its date is so coded again when the date is known, and the newer result is current.
        A document that was forgotten counts as finished: it is not taken again.
        """
        if self._forgotten is None:
            self._forgotten = {key for (key,) in self._fetch("SELECT document_key FROM tombstones", [])}
        if document_key in self._forgotten:
            return True
        if coder not in self._finished:
            known: dict[str, set[str]] = {}
            for key, dates in self._fetch("SELECT document_key, given FROM codings WHERE coder = ?", [coder]):
                known.setdefault(key, set()).add(dates)
            self._finished[coder] = known
        given = given_dates(published) if published else ""
        finished = self._finished[coder].get(document_key)
        return finished is not None and (not given or given in finished)

    def get_coded(self, document_key: str, coder: str | None = None) -> Coded | None:
        """The last stored result of `coder` for a document, its places renewed since or not; without `coder` the current
        result. None when there is none.
        """
        if coder is None:
            where, params = "coding IN (SELECT coding FROM current_codings WHERE document_key = ?)", [document_key]
        else:
            where = (
                "coding = (SELECT max(coding) FROM codings WHERE document_key = ? "
                "AND (coder = ? OR starts_with(coder, ? || '+places.')))"
            )
            params = [document_key, coder, coder]
        return next(reader.iter_codings(self._cursor(), where, params), None)

    def iter_coded(self, *, superseded: bool = False) -> Iterator[Coded]:
        """Every current result, oldest first, equal to what was added; with `superseded` those of older coders too."""
        where = "true" if superseded else "coding IN (SELECT coding FROM current_codings)"
        return reader.iter_codings(self._cursor(), where)

    def iter_chosen(self, codings: Sequence[int]) -> Iterator[Coded]:
        """The results of these codings (numbers of the table `codings`), oldest first."""
        return reader.iter_codings(self._cursor(), "coding IN (SELECT unnest(?::BIGINT[]))", [list(codings)])

    def iter_events(
        self,
        *,
        types: Sequence[str] = (),
        since: str | None = None,
        until: str | None = None,
        place: str | None = None,
        actor: str | None = None,
        status: str | None = None,
        document: str | None = None,
        superseded: bool = False,
        limit: int | None = None,
    ) -> Iterator[reader.StoredEvent]:
        """The current events that match, in order of arrival; see `EventFilter` for what matches. `BadSetting` for a
        bad filter.
        """
        chosen = reader.EventFilter(
            types=tuple(types),
            since=since,
            until=until,
            place=place,
            actor=actor,
            status=status,
            document=document,
            superseded=superseded,
            limit=limit,
        )
        chosen.to_sql()  # a bad filter is told here and not at the first event
        return reader.iter_events(self._cursor(), chosen)

    def get_event(self, event_id: str) -> reader.StoredEvent | None:
        """The event with this id or unique prefix; None when there is none, `BadSetting` when there are several."""
        return reader.read_event(self._cursor(), event_id)

    def get_document(self, name: str) -> reader.StoredDocument | None:
        """The document with this key, unique key prefix or id; None when there is none, `BadSetting` when there are
        several.
        """
        return reader.read_document(self._cursor(), name)

    def get_statements(self, found: reader.StoredEvent) -> list[Statement]:
        """The statements of a stored event: each value with its words, its stage and its rule, in the order of the
        fields."""
        return reader.read_statements(self._cursor(), found)

    def get_traces(self, found: reader.StoredEvent) -> list[Trace]:
        """Why the slots of a stored event have their values, and what was considered for them and lost."""
        return reader.read_traces(self._cursor(), found)

    def query(self, sql: str, params: Sequence[object] = ()) -> Table:
        """Run one SQL query over the store's tables and views. A faulty query raises `BadSetting` with its SQL."""
        import duckdb

        try:
            result = self._cursor().execute(sql, params)
            if result is None:  # DuckDB's answer to no statement at all
                raise BadSetting('the query is empty; `marsad sql "FROM current_events"` shows the events')
            columns = tuple(name for name, *_ in result.description or ())
            return Table(columns, result.fetchall() if columns else [])
        except duckdb.Error as error:
            raise BadSetting(f"{error}\nin the query: {sql}") from error

    def confine(self) -> None:
        """Shut files, folders and extensions away from queries until the store is closed; for SQL that somebody else
        wrote.
        """
        self._execute("SET enable_external_access = false")
        self._execute("SET lock_configuration = true")

    @property
    def quarantine(self) -> Quarantine:
        """What could not be read or coded, and what became of it."""
        return Quarantine(self._cursor())

    @property
    def journal(self) -> Journal:
        """The judgements of reviewers; writing needs a store that is open for writing."""
        return Journal(self._cursor())

    @property
    def searches(self) -> Searches:
        """The searches that people saved; changing them needs a store that is open for writing."""
        return Searches(self._cursor())

    def iter_judged(
        self,
        event_ids: Sequence[str] | None = None,
        rulings: ActorRulings | None = None,
        *,
        document: str | None = None,
    ) -> Iterator[reader.StoredEvent]:
        """The events as people left them: corrected values in place, rejected events gone, added ones there, actors as decided.

        With `event_ids`, or the key of a document, only these. `rulings` stand for the decisions of the journal, to see what
        others would change.
        """
        return iter_judged(self._cursor(), event_ids, rulings, document=document)

    @property
    def actor_rulings(self) -> ActorRulings:
        """The decisions on actors that stand."""
        return actor_rulings(self._cursor())

    def get_judged(self, event_id: str) -> reader.StoredEvent | None:
        """The event with this id or unique prefix as people left it; a rejected one too. None when there is none."""
        return read_judged(self._cursor(), event_id)

    @property
    def con(self) -> DuckDBPyConnection:
        """A connection to the file, for what works on whole tables; what waits is written first."""
        return self._cursor()

    def forget(self, name: str, *, by: str, at: str, reason: str | None = None) -> str:
        """Erase a document, by key, unique prefix or id: its text, spans, names and judgements in words; its key.

        A tombstone stays, so that the document is not taken again. `compact` removes the last bytes from the file. Raises
        `BadSetting` when there is no such document.
        """
        self._writing()
        found = self.get_document(name)
        if found is None:
            raise BadSetting(f"{name!r} is no document of {self.path}; `marsad sql 'FROM documents'` shows them")
        with translated(self.path):
            keeping.forget(self._cursor(), found.key, by=by, at=at, reason=reason)
        self._finished.clear()
        self._forgotten = None
        return found.key

    def hand_over(self, work: str, gives: type[Given], **arguments: Any) -> Given | None:  # noqa: ARG002
        """Have whoever owns the file do a piece of work that changes the whole of it, and return what came of it.

        None where this store is the owner itself, as usual: then the caller does it. `Store.open` gives such stores;
        those of a running workbench hand over ("link", "renew_places", "compact", "place_name", "decide_actor", "undo", "settle").
        """
        return None

    def check(self) -> list[str]:
        """What is wrong with the record, one sentence each; empty when every span holds its words and nothing was
        altered.
        """
        return checks.check(self._cursor())

    def _writing(self) -> Writer:
        if self._writer is None:
            raise StoreError(f"{self.path}: the store is open for reading only; open it for writing")
        return self._writer

    def _cursor(self) -> DuckDBPyConnection:
        self.flush()
        return self._con.cursor()

    def _execute(self, sql: str, params: Sequence[object] = ()) -> None:
        with translated(self.path):
            self._con.execute(sql, params)

    def _fetch(self, sql: str, params: Sequence[object]) -> list[tuple[Any, ...]]:
        with translated(self.path):
            return self._con.execute(sql, params).fetchall()


def load(path: str | Path) -> list[Coded]:
    """Every current result in a store, as `marsad.code` gave it."""
    with Store.open(path, read_only=True) as store:
        return list(store.iter_coded())
