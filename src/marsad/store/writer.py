"""Writing batches: what was added waits here until a transaction takes all of it, or none."""

from __future__ import annotations

import time
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import msgspec

from marsad.model import Coded, Failure, Provenance
from marsad.store.quarantine import failure_id, origin_of
from marsad.store.rows import Rows, clean, failure_row, given_dates, make_rows, quarantine_row

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

#: Parents first, though nothing but the transaction depends on it.
_TABLES = ("documents", "codings", "events", "statements", "traces", "failures", "quarantine")
#: Types that `from_json` reads as they are; all others come as text and are cast.
_DIRECT = frozenset({"VARCHAR", "INTEGER", "BIGINT", "DOUBLE", "BOOLEAN"})
#: What makes a coding one: document, coder, publication dates handed in.
_Key = tuple[str, str, str]
_Pending = dict[_Key, tuple[Coded, str, Mapping[str, Any] | None]]
#: The codings that those from number $1 on replace, or that are replaced as they come; the rule is that of the view `newest_codings`.
_SUPERSEDE = """
INSERT INTO superseded_codings
SELECT coding, document_key FROM (
  SELECT coding, document_key, row_number() OVER (PARTITION BY document_key ORDER BY best DESC NULLS LAST, coding DESC) AS place FROM (
    SELECT coding, document_key,
      CASE WHEN row_number() OVER (PARTITION BY document_key, engine ORDER BY version DESC, coding DESC) = 1 THEN coding END AS best
    FROM codings WHERE document_key IN (SELECT document_key FROM codings WHERE coding >= $1)
  )
) ANTI JOIN superseded_codings USING (coding) WHERE place > 1 ORDER BY coding
"""
#: A batch is also full at this many characters of text, so that long documents do not fill the memory.
_BATCH_CHARACTERS = 20_000_000


class Writer:
    """Collects coded documents and writes them in transactions of `batch_size` documents or `batch_seconds` seconds.

    Row by row DuckDB takes some 2,000 rows a second; a list of JSON objects opened by one INSERT … SELECT is 150 times
    faster.
    """

    def __init__(self, con: DuckDBPyConnection, batch_size: int, batch_seconds: float) -> None:
        self._con, self._size, self._seconds = con, batch_size, batch_seconds
        self._pending: _Pending = {}
        self._failures: list[str] = []
        self._quarantine: dict[tuple[str, str], dict[str, Any]] = {}
        self._characters = 0
        self._since = time.monotonic()
        self._inserts = {table: _insert_sql(con, table) for table in _TABLES}

    def add(self, coded: Coded, run_id: str, provenance: Mapping[str, Any] | None) -> None:
        """Take a document: it waits for `flush`."""
        key = (coded.document.key, coded.coder, given_dates(coded.document.published))
        if key not in self._pending:
            self._pending[key] = (coded, run_id, provenance)
            self._characters += len(coded.document.text)

    def add_failure(
        self,
        input_name: str,
        failure: Failure,
        run_id: str,
        provenance: Provenance | None,
        reading: Mapping[str, Any] | None,
    ) -> tuple[str, str]:
        """Take the failure of an input that gave no document: it waits for `flush`. Its id and origin."""
        self._failures.append(failure_row(input_name, failure.stage, failure.error, failure.message, run_id))
        key = failure_key(input_name, failure, provenance)
        row = quarantine_row(key[0], provenance, reading)
        self._quarantine[key] = row
        return key

    def is_due(self) -> bool:
        """Whether the batch is full or old, so that it is time to flush."""
        full = len(self._pending) + len(self._failures) >= self._size or self._characters >= _BATCH_CHARACTERS
        return full or time.monotonic() - self._since >= self._seconds

    def flush(self) -> None:
        """Write what waits, in one transaction; on an error nothing of it is written and all of it is given up."""
        pending, failures, quarantine = self._pending, self._failures, self._quarantine
        self._pending, self._failures, self._quarantine, self._characters = {}, [], {}, 0
        if pending or failures:
            self._con.execute("BEGIN")
            try:
                self._write(pending, failures, list(quarantine.values()))
                self._con.execute("COMMIT")
            except BaseException:
                self._con.execute("ROLLBACK")
                raise
        self._since = time.monotonic()

    def _write(self, pending: _Pending, failures: list[str], quarantine: list[dict[str, Any]]) -> None:
        for known in self._known(list(pending)):
            del pending[known]
        rows: Rows = {table: [] for table in _TABLES}
        row = self._con.execute("SELECT coalesce(max(coding), 0) FROM codings").fetchone()
        first = (row[0] if row else 0) + 1
        for coding, (coded, run_id, provenance) in enumerate(pending.values(), first):
            for table, made in make_rows(coded, coding, run_id, provenance).items():
                rows[table] += made
        rows["failures"] += failures
        rows["quarantine"] = [msgspec.json.encode(row).decode() for row in quarantine]
        for table, made in rows.items():
            if made:
                self._con.execute(self._inserts[table], [made])
        self._con.execute(_SUPERSEDE, [first])

    def _known(self, keys: list[_Key]) -> list[_Key]:
        """Those of the keys that are coded already: events and statements have no index of their own, so they are
        held back here.
        """
        found = self._con.execute(
            "SELECT document_key, coder, given FROM codings "
            "WHERE (document_key, coder, given) IN (SELECT unnest($1), unnest($2), unnest($3))",
            [[key[i] for key in keys] for i in range(3)],
        )
        return list(found.fetchall()) if keys else []


def failure_key(input_name: str, failure: Failure, provenance: Provenance | None) -> tuple[str, str]:
    """The id and the origin under which the failure of an input that gave no document is kept."""
    name = failure_id(clean(input_name), failure.stage, failure.error, clean(failure.message))
    return name, clean(origin_of(provenance))


def _insert_sql(con: DuckDBPyConnection, table: str) -> str:
    """INSERT of a list of JSON objects into `table`; its columns are read from the catalogue."""
    columns = con.execute(
        "SELECT column_name, data_type FROM duckdb_columns() WHERE table_name = ? AND NOT internal "
        "ORDER BY column_index",
        [table],
    ).fetchall()
    shape = ", ".join(f'"{name}": "{kind if kind in _DIRECT else "VARCHAR"}"' for name, kind in columns)
    values = ", ".join(_value_sql(name, kind) for name, kind in columns)
    names = ", ".join(f'"{name}"' for name, _ in columns)
    # A row whose key is there already stays as it was first written.
    conflict = " ON CONFLICT DO NOTHING" if table in ("documents", "codings", "failures") else ""
    if table == "quarantine":  # it failed again, and so is open again
        conflict = (
            " ON CONFLICT DO UPDATE SET tried = excluded.tried, tries = tries + 1, fate = NULL, "
            "provenance = excluded.provenance, reading = excluded.reading"
        )
    return (
        f"INSERT INTO {table} ({names}) SELECT {values} FROM "
        f"(SELECT from_json_strict(line, '{{{shape}}}') AS r FROM (SELECT unnest($1::VARCHAR[]) AS line)){conflict}"
    )


def _value_sql(name: str, kind: str) -> str:
    if kind in _DIRECT:
        return f'r."{name}"'
    if kind == "BLOB":
        return f'from_base64(r."{name}")'
    # A date that is no date stays readable in the JSON; the column, made for filters, has none.
    return f'{"TRY_CAST" if kind == "DATE" else "CAST"}(r."{name}" AS {kind})'
