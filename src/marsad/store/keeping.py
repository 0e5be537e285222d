"""Keeping a record safe: copies that are checked, and documents that are forgotten for good."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from marsad.errors import BadSetting, StoreError
from marsad.store.connection import translated

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

#: Tables with rows of one document, by `document_key`.
_OF_DOCUMENT = (
    "codings", "superseded_codings", "events", "statements", "traces", "failures", "text_bands", "reprints", "documents",
)  # fmt: skip
#: What a judgement says in words.
_WORDS = ("value", "note", "slot", "span_start", "span_end", "clause_start", "clause_end", "slot_start", "slot_end")
_OTHER_WORDS = ("other_start", "other_end", "other_clause_start", "other_clause_end")


def copy_store(source: Path, target: Path, *, force: bool = False) -> int:
    """Copy a store to a file that appears when it is complete and sound; how many documents it holds.

    Raises `StoreError` when `target` is there and `force` is not given, when the source is busy or no store, or when the copy
    has faults.
    """
    from marsad.store.store import Store

    if source.resolve() == target.resolve():
        raise BadSetting(f"{target}: source and copy are one file; name another")
    if target.exists() and not force:
        raise StoreError(f"{target}: the file is there already; name another, or add --force to replace it")
    with Store.open(source, read_only=True):
        pass  # says clearly what is wrong with it
    if target.exists():
        with suppress(FileNotFoundError), Store.open(target, read_only=True):
            pass  # a store that another process holds is not replaced
    partial = target.with_name(f".{target.name}.partial")
    partial.unlink(missing_ok=True)
    try:
        _copy(source, partial)
        with Store.open(partial, read_only=True) as copy:
            faults = copy.check()
            if faults:
                raise StoreError(
                    f"{source}: the copy has {len(faults)} faults, the first: {faults[0]}; see `marsad check`"
                )
            [(documents,)] = copy.query("SELECT count(*) FROM documents").rows
        partial.replace(target)
    finally:
        partial.unlink(missing_ok=True)
    with suppress(FileNotFoundError):
        target.with_name(f"{target.name}.wal").unlink()
    return int(documents)


def _copy(source: Path, target: Path) -> None:
    import duckdb

    target.parent.mkdir(parents=True, exist_ok=True)
    con = duckdb.connect(":memory:")
    try:
        with translated(source):
            con.execute(f"ATTACH {_quoted(source)} AS source (READ_ONLY)")
        with translated(target):
            con.execute(f"ATTACH {_quoted(target)} AS target")
            con.execute("COPY FROM DATABASE source TO target")
            con.execute("DETACH target")
    finally:
        con.close()


def _quoted(path: Path) -> str:
    return "'" + str(path.resolve()).replace("'", "''") + "'"


def compact(path: Path) -> None:
    """Write the file anew without the space of deleted rows, where their bytes may still stand."""
    partial = path.with_name(f".{path.name}.partial")
    partial.unlink(missing_ok=True)
    try:
        _copy(path, partial)
        partial.replace(path)
    finally:
        partial.unlink(missing_ok=True)


def forget(con: DuckDBPyConnection, document_key: str, *, by: str, at: str, reason: str | None) -> None:
    """Erase the text of a document and all that was read from it; a tombstone with its key is left.

    Incidents that it stood in are made anew by the next linking.
    """
    con.execute("BEGIN")
    try:
        con.execute(
            "CREATE OR REPLACE TEMP TABLE orphaned AS SELECT event_id, incident_id FROM incident_reports WHERE incident_id IN "
            "(SELECT incident_id FROM incident_reports WHERE document_key = ?)",
            [document_key],
        )
        for table in ("incidents", "contradictions", "incident_relations", "incident_changes"):
            con.execute(f"DELETE FROM {table} WHERE incident_id IN (SELECT incident_id FROM orphaned)")
        con.execute(
            "DELETE FROM links WHERE event_a IN (SELECT event_id FROM orphaned) OR event_b IN (SELECT event_id FROM orphaned)"
        )
        con.execute(
            "DELETE FROM link_reports WHERE event_id IN (SELECT event_id FROM orphaned) OR document_key = ?",
            [document_key],
        )
        con.execute("DELETE FROM incident_reports WHERE document_key = ?", [document_key])
        con.execute(
            "DELETE FROM quarantine WHERE failure_id IN (SELECT failure_id FROM failures WHERE document_key = ?)",
            [document_key],
        )
        for table in _OF_DOCUMENT:
            con.execute(f"DELETE FROM {table} WHERE document_key = ?", [document_key])
        for column, names in (("document_key", _WORDS), ("other_document_key", (*_OTHER_WORDS, "note"))):
            emptied = ", ".join(f"{name} = NULL" for name in names)
            con.execute(f"UPDATE judgements SET {emptied} WHERE {column} = ?", [document_key])
        con.execute("INSERT OR IGNORE INTO tombstones VALUES (?, ?::TIMESTAMP, ?, ?)", [document_key, at, by, reason])
        con.execute("COMMIT")
    except BaseException:
        con.execute("ROLLBACK")
        raise
