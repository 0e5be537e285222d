"""What could not be read or coded: kept with its reason until it was mended or dropped; and what a watch has seen."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any, Literal

import msgspec

from marsad.errors import BadSetting
from marsad.model import Provenance, content_id

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

Fate = Literal["open", "mended", "dropped", "superseded"]
_COLUMNS = (
    "failure_id, input_name, document_key, coder, stage, error, message, origin, provenance, reading, "
    "CAST(noted AS VARCHAR), CAST(tried AS VARCHAR), tries, fate"
)


class StoredFailure(msgspec.Struct, frozen=True, kw_only=True):
    """One failure: what failed (`input_name`), where it is to be had (`origin`, "" where that is not known), and why.

    `document_key` and `coder` are there for a document on which a stage of the coder failed. `reading` holds the
    options with which it was read, `tries` how often it failed so, `fate` what became of it. Times are UTC.
    """

    failure_id: str
    input_name: str
    document_key: str | None
    coder: str | None
    stage: str
    error: str
    message: str
    origin: str
    provenance: dict[str, Any] | None
    reading: dict[str, Any] | None
    noted: str | None
    tried: str | None
    tries: int
    fate: Fate


class Seen(msgspec.Struct, frozen=True, kw_only=True):
    """A file as a watch took it in: its size in bytes, its time in nanoseconds, who read it."""

    origin: str
    size: int
    modified: int
    reader: str


class Quarantine:
    """The failures of a store. Changing them needs a store that is open for writing."""

    def __init__(self, con: DuckDBPyConnection) -> None:
        self._con = con

    def find(self, fate: Fate | None = "open", names: Sequence[str] = ()) -> list[StoredFailure]:
        """The failures of this fate (None: all), oldest first; with `names` those with one of these ids, id prefixes,
        inputs or files. `BadSetting` for a name that fits none.
        """
        rows = self._con.execute(
            f"SELECT {_COLUMNS} FROM failure_fates WHERE ? IS NULL OR fate = ? ORDER BY noted, failure_id, origin",
            [fate, fate],
        ).fetchall()
        found = [_stored(row) for row in rows]
        if not names:
            return found
        chosen: dict[tuple[str, str], StoredFailure] = {}
        for name in names:
            fitting = [f for f in found if _fits(f, name)]
            if not fitting:
                raise BadSetting(f"{name!r} names no failure; `marsad failures list` shows them")
            chosen.update({(f.failure_id, f.origin): f for f in fitting})
        return list(chosen.values())

    def settle(self, failures: Iterable[StoredFailure], fate: Literal["mended", "dropped"], at: str) -> int:
        """Note what became of failures; how many there were. `at`: ISO 8601 in UTC."""
        rows = [(f.failure_id, f.origin, f.noted or at, at, f.tries, fate) for f in failures]
        for row in rows:
            self._con.execute(
                "INSERT INTO quarantine (failure_id, origin, noted, tried, tries, fate) "
                "VALUES (?, ?, ?::TIMESTAMP, ?::TIMESTAMP, ?, ?) "
                "ON CONFLICT DO UPDATE SET fate = excluded.fate, tried = excluded.tried",
                row,
            )
        return len(rows)

    def seen(self) -> dict[str, Seen]:
        """The files that a watch has taken in, by their paths."""
        rows = self._con.execute("SELECT origin, size, modified, reader FROM inputs").fetchall()
        return {row[0]: Seen(origin=row[0], size=row[1], modified=row[2], reader=row[3]) for row in rows}

    def note_seen(self, seen: Seen, at: str, documents: int, failures: int) -> None:
        """Note that a file was taken in, with how many documents and failures it gave."""
        self._con.execute(
            "INSERT OR REPLACE INTO inputs VALUES (?, ?, ?, ?, ?::TIMESTAMP, ?, ?)",
            [seen.origin, seen.size, seen.modified, seen.reader, at, documents, failures],
        )


def failure_id(input_name: str, stage: str, error: str, message: str) -> str:
    """The id of the failure of an input that gave no document: what failed and how, so repeating it adds nothing."""
    return content_id("fail", input_name, stage, error, message)


def origin_of(provenance: Provenance | None) -> str:
    """Where a failed input is to be had again; "" where that is not known."""
    if provenance is None:
        return ""
    return provenance.file or provenance.address or ""


def _stored(row: tuple[Any, ...]) -> StoredFailure:
    fields = dict(zip(StoredFailure.__struct_fields__, row, strict=True))
    for name in ("provenance", "reading"):
        fields[name] = None if fields[name] is None else msgspec.json.decode(fields[name])
    return StoredFailure(**fields)


def _fits(failure: StoredFailure, name: str) -> bool:
    return bool(name) and (
        failure.failure_id.startswith(name) or name in (failure.input_name, failure.origin, failure.document_key)
    )
