"""What came into the store with an import, or since a time."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

import msgspec

from marsad.store import StoredFailure
from marsad.store.quarantine import Quarantine
from marsad.web.queries.documents import DocumentRow

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

_RUNS: Final = "SELECT run_id FROM runs WHERE arguments->>'import' = ?"
_SINCE: Final = "SELECT run_id FROM runs WHERE started >= make_timestamp(?::BIGINT * 1000000)"


class Arrived(msgspec.Struct, frozen=True):
    """What came in: documents, events in them, the incidents that these stand in, and how many of those are new with them."""

    documents: int
    events: int
    incidents: int
    fresh: int


class IncidentLine(msgspec.Struct, frozen=True):
    """An incident in a short list; `fresh` when it is new with what came in."""

    incident_id: str
    type: str
    day: str | None
    place: str | None
    place_en: str | None
    reports: int
    fresh: bool


def runs_of(con: DuckDBPyConnection, import_id: str) -> list[str]:
    """The runs of an import: one, more when it was broken off and went on."""
    return [run for (run,) in con.execute(_RUNS, [import_id]).fetchall()]


def runs_since(con: DuckDBPyConnection, seconds: int) -> list[str]:
    """The runs that began at a time, in seconds since 1970, or later: those of commands and watchers too."""
    return [run for (run,) in con.execute(_SINCE, [seconds]).fetchall()]


def count_arrived(con: DuckDBPyConnection, runs: Sequence[str]) -> Arrived:
    """How much came in with these runs."""
    row = con.execute(
        f"WITH {_CODED}, {_TOUCHED} SELECT (SELECT count(*) FROM coded), (SELECT coalesce(sum(events), 0) FROM coded), "
        "count(*), count(*) FILTER (fresh) FROM touched",
        [list(runs)],
    ).fetchone()
    assert row is not None
    return Arrived(*map(int, row))


#: Documents that came with these runs.
_CODED: Final = (
    "coded AS (SELECT document_key, max_by(events, coding) AS events, min(coding) AS first FROM codings "
    "WHERE run_id IN (SELECT unnest(?::VARCHAR[])) GROUP BY ALL)"
)
#: An incident is new with them when none of its reports is of a document that was coded before.
_TOUCHED: Final = """touched AS (
  SELECT incident_id, min(c.coding) >= (SELECT min(first) FROM coded) AS fresh
  FROM incident_reports JOIN codings c USING (document_key)
  WHERE incident_id IN (SELECT incident_id FROM incident_reports JOIN coded USING (document_key)) GROUP BY ALL
)"""


def list_arrived(con: DuckDBPyConnection, runs: Sequence[str], limit: int) -> list[DocumentRow]:
    """The documents that came in with these runs, the newest first."""
    rows = con.execute(
        "SELECT document_key, d.id, d.source, c.document->>'title', d.url, "
        "TRY_CAST(c.document->'published'->>'start' AS DATE), c.events FROM codings c JOIN documents d USING (document_key) "
        "WHERE c.run_id IN (SELECT unnest(?::VARCHAR[])) "
        "QUALIFY row_number() OVER (PARTITION BY document_key ORDER BY coding DESC) = 1 ORDER BY c.coding DESC LIMIT ?",
        [list(runs), limit],
    ).fetchall()
    return [DocumentRow(*row) for row in rows]


def list_touched(con: DuckDBPyConnection, runs: Sequence[str], limit: int) -> list[IncidentLine]:
    """The incidents that the events of these runs stand in, the newest day first."""
    rows = con.execute(
        f"WITH {_CODED}, {_TOUCHED} SELECT t.incident_id, i.type, CAST(i.when_start AS VARCHAR), i.place, "
        "i.record->'where'->>'name_en', i.reports, t.fresh FROM touched t JOIN incidents i USING (incident_id) "
        "ORDER BY i.when_start DESC NULLS LAST, t.incident_id LIMIT ?",
        [list(runs), limit],
    ).fetchall()
    return [IncidentLine(*row) for row in rows]


def failures_of(
    con: DuckDBPyConnection, runs: Sequence[str], origins: Sequence[str], folder: str
) -> list[StoredFailure]:
    """The failures of an import that are open: those of its runs, and those of its files and addresses.

    The same file that failed in the same way in another import has one failure with several origins: those below `folder`, where
    imports wait, are of this import only when they are among its own.
    """
    mine = {
        name
        for (name,) in con.execute(
            "SELECT failure_id FROM failures WHERE run_id IN (SELECT unnest(?::VARCHAR[]))", [list(runs)]
        ).fetchall()
    }
    known = set(origins)
    return [
        failure
        for failure in Quarantine(con).find("open")
        if failure.origin in known
        or (failure.failure_id in mine and not failure.origin.startswith(folder))
        or (failure.failure_id in mine and failure.document_key is not None)
    ]


def needed_files(con: DuckDBPyConnection, folder: str) -> set[str]:
    """The files below a folder that some open failure can be tried again with."""
    rows = con.execute(
        "SELECT DISTINCT origin FROM failure_fates WHERE fate = 'open' AND document_key IS NULL AND starts_with(origin, ?)",
        [folder],
    ).fetchall()
    return {origin for (origin,) in rows}
