"""Tables of other programs: Parquet files, DuckDB and SQLite databases. Rows are read as they are asked for."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, BinaryIO

from marsad.errors import BadRecord, NotText
from marsad.model import Document
from marsad.reading.building import InputFailure, record_documents
from marsad.reading.office import plain
from marsad.reading.options import ReadOptions
from marsad.reading.records import Record, Rejected, make_record

_PAGE = 500


def read_parquet(stream: BinaryIO, name: str, options: ReadOptions) -> Iterator[Document | InputFailure]:
    """One document a row of a Parquet file."""
    with _on_disk(stream) as path:
        yield from record_documents(_iter_duckdb(f"read_parquet('{_quoted(path)}')", None, name, options), options)


def read_duckdb(stream: BinaryIO, name: str, options: ReadOptions) -> Iterator[Document | InputFailure]:
    """One document a row of a table of a DuckDB file; `options.table` names it where there are several."""
    with _on_disk(stream) as path:
        yield from record_documents(_iter_duckdb(None, path, name, options), options)


def read_sqlite(stream: BinaryIO, name: str, options: ReadOptions) -> Iterator[Document | InputFailure]:
    """One document a row of a table of an SQLite file; `options.table` names it where there are several."""
    with _on_disk(stream) as path:
        yield from record_documents(_iter_sqlite(path, name, options), options)


@contextmanager
def _on_disk(stream: BinaryIO) -> Iterator[Path]:
    """A path to the bytes: the file itself, or a copy of what has none."""
    path = Path(str(getattr(stream, "name", "")))
    if path.is_file():
        yield path
        return
    with tempfile.TemporaryDirectory(prefix="marsad-") as folder:
        copy = Path(folder) / "copy"
        with copy.open("wb") as out:
            shutil.copyfileobj(stream, out)
        yield copy


def _iter_duckdb(
    relation: str | None, path: Path | None, name: str, options: ReadOptions
) -> Iterator[Record | Rejected]:
    import duckdb

    try:
        with duckdb.connect(str(path) if path else ":memory:", read_only=path is not None) as con:
            if relation is None:
                tables = [
                    t for (t,) in con.execute("SELECT table_name FROM information_schema.tables ORDER BY 1").fetchall()
                ]
                relation = _identifier(_choose(tables, name, options))
            result = con.execute(f"SELECT * FROM {relation}")
            columns = [column for column, *_ in result.description or ()]
            _check_columns(columns, name, options)
            number = 0
            while rows := result.fetchmany(_PAGE):
                for row in rows:
                    number += 1
                    yield _row(columns, row, name, number, options)
    except duckdb.Error as error:
        raise NotText(name, f"cannot be read ({str(error).splitlines()[0][:120]})", "export it as CSV") from None


def _iter_sqlite(path: Path, name: str, options: ReadOptions) -> Iterator[Record | Rejected]:
    import sqlite3

    con = sqlite3.connect(f"file:{path.resolve()}?mode=ro&immutable=1", uri=True)
    try:
        kinds = (
            "SELECT name FROM sqlite_master WHERE type IN ('table', 'view') AND name NOT LIKE 'sqlite_%' ORDER BY name"
        )
        table = _choose([t for (t,) in con.execute(kinds)], name, options)
        cursor = con.execute(f"SELECT * FROM {_identifier(table)}")
        columns = [column for column, *_ in cursor.description]
        _check_columns(columns, name, options)
        for number, row in enumerate(cursor, 1):
            yield _row(columns, row, name, number, options)
    except sqlite3.Error as error:
        raise NotText(name, f"cannot be read ({error})", "export it as CSV") from None
    finally:
        con.close()


def _row(columns: list[str], row: tuple[Any, ...], name: str, number: int, options: ReadOptions) -> Record | Rejected:
    values = {column: plain(cell) for column, cell in zip(columns, row, strict=True) if cell is not None}
    return make_record(values, f"{name} row {number}", f"{name}#{number}", "", options)


def _choose(tables: list[str], name: str, options: ReadOptions) -> str:
    if options.table in tables:
        return str(options.table)
    if options.table is None and len(tables) == 1:
        return tables[0]
    told = f"no table {options.table!r}" if options.table else f"{len(tables)} tables"
    raise BadRecord(name, f"{told} ({', '.join(tables)[:200] or 'none'})", "name one, as --table NAME")


def _check_columns(columns: list[str], name: str, options: ReadOptions) -> None:
    if options.column("text").partition(".")[0] not in columns:
        raise BadRecord(
            name,
            f"no column {options.column('text')!r} (columns: {', '.join(columns)[:200]})",
            "name it, as --field text=COLUMN",
        )


def _identifier(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def _quoted(path: Path) -> str:
    return str(path).replace("'", "''")
