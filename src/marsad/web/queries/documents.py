"""Documents in lists."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import msgspec

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection


class DocumentRow(msgspec.Struct, frozen=True):
    """One document of a list; `events` those that its current coding has."""

    key: str
    id: str
    source: str | None
    title: str | None
    url: str | None
    published: date | None
    events: int


def count_documents(con: DuckDBPyConnection, source: str | None = None) -> int:
    """How many documents there are, of one outlet or of all."""
    row = con.execute(
        "SELECT count(*) FROM documents WHERE ?::VARCHAR IS NULL OR source = ?", [source, source]
    ).fetchone()
    return int(row[0]) if row else 0


def list_documents(
    con: DuckDBPyConnection, source: str | None = None, page: int = 1, size: int = 50
) -> list[DocumentRow]:
    """One page, counted from 1, of the documents by key."""
    rows = con.execute(
        "SELECT d.document_key, d.id, d.source, c.document->>'title', d.url, TRY_CAST(c.document->'published'->>'start' AS DATE), c.events "
        # The texts, which are most of the table, are not read for the sake of sorting the keys.
        "FROM (SELECT document_key, id, source, url FROM documents WHERE ?::VARCHAR IS NULL OR source = ? "
        "ORDER BY document_key LIMIT ? OFFSET ?) d JOIN current_codings c USING (document_key) ORDER BY d.document_key",
        [source, source, size, (page - 1) * size],
    ).fetchall()
    return [DocumentRow(*row) for row in rows]
