"""Opening the file: its lock, its schema version, and DuckDB's errors in the terms of `marsad.errors`."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from marsad.errors import StoreBusy, StoreError, StoreMismatch

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

#: DuckDB must not reach for the network when a file looks like one of its extensions' formats.
_CONFIG = {"autoinstall_known_extensions": "false", "autoload_known_extensions": "false"}
#: What every DuckDB file says of itself. Asked here, because DuckDB takes a CSV file for a table in memory.
_MAGIC, _MAGIC_AT = b"DUCK", 8
_OURS = {"schema_version", "documents", "codings"}


class Migration(NamedTuple):
    """One SQL file: `0001_init.sql` is version 1, name "init"."""

    version: int
    name: str
    sql: str


def migrations() -> tuple[Migration, ...]:
    """The migrations that this version of Marsad knows, in order."""
    found = []
    for path in files("marsad.store").joinpath("sql").iterdir():
        stem, dot, ending = path.name.rpartition(".")
        if dot and ending == "sql":
            number, _, name = stem.partition("_")
            found.append(Migration(int(number), name, path.read_text("utf-8")))
    return tuple(sorted(found))


def connect(path: Path, *, read_only: bool) -> DuckDBPyConnection:
    """A connection to a store of the newest schema; writing makes the file and its folder where they are missing.

    Raises `StoreBusy`, `StoreMismatch`, or `StoreError` when the file cannot be had.
    """
    import duckdb

    _prepare(path, read_only=read_only)
    with translated(path):
        con = duckdb.connect(str(path.resolve()), read_only=read_only, config=dict(_CONFIG))
    try:
        with translated(path):
            _migrate(con, path, read_only=read_only)
    except BaseException:
        con.close()
        raise
    return con


@contextmanager
def translated(path: Path) -> Iterator[None]:
    """DuckDB's errors about the file as errors of the store; the message says what to do."""
    import duckdb

    try:
        yield
    except duckdb.ConnectionException as error:
        if "different configuration" not in str(error):
            raise StoreError(f"{path}: {_first_line(error)}") from error
        raise StoreBusy(
            f"{path}: the store is open in this process already, in another mode; close it first"
        ) from error
    except (
        duckdb.IOException,
        duckdb.SerializationException,
        duckdb.CatalogException,
        duckdb.TransactionException,
    ) as error:
        raise _file_error(path, str(error)) from error
    except duckdb.Error as error:
        raise StoreError(f"{path}: {_first_line(error)}") from error


def _file_error(path: Path, problem: str) -> StoreError:
    if "lock" in problem:
        holder = problem[problem.find("(PID") : problem.find(")") + 1] if "(PID" in problem else ""
        return StoreBusy(f"{path}: another process holds the store {holder}".rstrip() + "; wait for it or stop it")
    foreign = (
        "not a valid DuckDB",
        "extension",
        "newer version",
        "older version",
        "version number",
        "corrupt",
        "storage version",
    )
    if any(words in problem for words in foreign):
        return StoreMismatch(
            f"{path}: this file is no store of Marsad ({_first_line(problem)}); name another file with --store"
        )
    return StoreError(f"{path}: {_first_line(problem)}")


def _first_line(problem: object) -> str:
    return str(problem).strip().partition("\n")[0]


def _prepare(path: Path, *, read_only: bool) -> None:
    """What DuckDB says unclearly, said first: a folder, a missing file, a missing parent folder, a foreign file."""
    try:
        if path.is_dir():
            raise StoreError(
                f"{path}: this is a folder; the store is one file: name it, as in {path / 'marsad.duckdb'}"
            )
        if not path.exists():
            if read_only:
                raise StoreError(f"{path}: there is no store; `marsad code … --store {path}` makes one")
            path.parent.mkdir(parents=True, exist_ok=True)
        elif not read_only and path.stat().st_size == 0:
            # Left by a process that was killed before the first write, or made by `touch`: nothing is lost.
            with suppress(FileNotFoundError):
                path.unlink()
        else:
            with path.open("rb") as file:
                if file.read(len(_MAGIC) + _MAGIC_AT)[_MAGIC_AT:] != _MAGIC:
                    raise StoreMismatch(f"{path}: this file is no store of Marsad; name another file with --store")
    except OSError as error:
        raise StoreError(f"{path}: {error.strerror or error}; look at the path and its permissions") from error


def _migrate(con: DuckDBPyConnection, path: Path, *, read_only: bool) -> None:
    known = migrations()
    tables = {name for (name,) in con.execute("SELECT table_name FROM duckdb_tables() WHERE NOT internal").fetchall()}
    if tables and _OURS - tables:
        raise StoreMismatch(f"{path}: this DuckDB file is no store of Marsad; name another file with --store")
    row = con.execute("SELECT max(version) FROM schema_version").fetchone() if tables else None
    version = (row[0] if row else None) or 0
    newest = known[-1].version
    if version > newest:
        raise StoreMismatch(
            f"{path}: the store has schema {version}, this Marsad knows up to {newest}; install a newer Marsad"
        )
    if version < newest and read_only:
        raise StoreMismatch(
            f"{path}: the store has schema {version}, this Marsad reads {newest}; open it once for writing"
        )
    for migration in known[version:] if version < newest else ():
        _apply(con, migration)


def _apply(con: DuckDBPyConnection, migration: Migration) -> None:
    con.execute("BEGIN")
    try:
        con.execute(migration.sql)
        con.execute(
            "INSERT INTO schema_version VALUES (?, ?, epoch_ms(epoch_ms(now())))", [migration.version, migration.name]
        )
        con.execute("COMMIT")
    except BaseException:
        con.execute("ROLLBACK")
        raise
