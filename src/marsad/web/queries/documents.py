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


_FROM, _TO = "أإآىة", "ااايه"
_FOLD = str.maketrans(_FROM, _TO)


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


def list_newest(
    con: DuckDBPyConnection, source: str | None = None, q: str = "", page: int = 1, size: int = 50
) -> tuple[int, list[DocumentRow]]:
    """How many documents there are, and one page of them, what came in last first. `q`: words that all stand in the title, in any
    spelling of hamza, teh marbuta and alef maqsura: "غاره" finds «غارة جوية».
    """
    words = q.split()
    where = " AND ".join(["(? IS NULL OR d.source = ?)", *["contains(f.title, ?)"] * len(words)])
    folded = f"translate(lower(c.document->>'title'), '{_FROM}', '{_TO}')" if words else "NULL"
    params = [source, source, *(word.lower().translate(_FOLD) for word in words)]
    kept = (
        f"FROM (SELECT coding, document_key, {folded} AS title FROM current_codings c) f JOIN documents d USING (document_key) "
        f"WHERE {where}"
    )
    total = count_documents(con, source)
    if words:
        row = con.execute(f"SELECT count(*) {kept}", params).fetchone()
        total = int(row[0]) if row else 0
    rows = con.execute(
        "SELECT c.document_key, d.id, d.source, c.document->>'title', d.url, TRY_CAST(c.document->'published'->>'start' AS DATE), "
        # What is shown is read for one page alone, not for the sake of sorting.
        f"c.events FROM (SELECT f.coding {kept} ORDER BY f.coding DESC LIMIT ? OFFSET ?) k JOIN codings c USING (coding) "
        "JOIN documents d USING (document_key) ORDER BY c.coding DESC",
        [*params, size, (page - 1) * size],
    ).fetchall()
    return total, [DocumentRow(*row) for row in rows]
