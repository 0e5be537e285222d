"""What saved searches find: how many incidents now, how many of them are new or changed since somebody looked, and the latest of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import parse_qsl

from marsad.errors import BadSetting
from marsad.store import Search
from marsad.web.queries.filters import Filter, condition, parse_filter

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection


class Found(NamedTuple):
    """A search and what it finds. `chosen` None: the filter is understood no more, for the reason `problem`."""

    search: Search
    chosen: Filter | None
    incidents: int
    new: int
    changed: int
    problem: str | None = None


class Latest(NamedTuple):
    """An incident as a feed lists it; when it came into the record and when it last changed, ISO 8601 in UTC; None: not known."""

    incident_id: str
    made: str | None
    changed: str | None


def filter_of(query: str) -> Filter:
    """The filter that an address's query says: "type=shelling&q=مشفى". Raises `BadSetting` for a value that cannot be."""
    return parse_filter(parse_qsl(query.removeprefix("?")))


def count_found(con: DuckDBPyConnection, chosen: Filter, seen: int) -> tuple[int, int, int]:
    """How many incidents match; of them, how many came after the link run `seen`, and how many were there and changed after it."""
    where = condition(chosen)
    row = con.execute(
        "SELECT count(*), count(*) FILTER (s.since > $seen), count(*) FILTER (s.since <= $seen AND s.changed > $seen) FROM wb.incidents i "
        "LEFT JOIN (SELECT incident_id, since, changed FROM incidents WHERE changed > $seen) s ON s.incident_id = i.incident_id "
        f"WHERE {where.sql}".replace("$seen", str(int(seen))),
        where.params,
    ).fetchone()
    assert row is not None
    return int(row[0]), int(row[1]), int(row[2])


def found_by(con: DuckDBPyConnection, search: Search) -> Found:
    """What a search finds now."""
    try:
        chosen = filter_of(search.query)
    except BadSetting as error:  # of an older version, or a field that has other values now
        return Found(search, None, 0, 0, 0, str(error))
    return Found(search, chosen, *count_found(con, chosen, search.seen))


def latest(con: DuckDBPyConnection, chosen: Filter, limit: int) -> list[Latest]:
    """The incidents that match, the latest changed first."""
    where = condition(chosen)
    rows = con.execute(
        "SELECT i.incident_id, strftime(m.made, '%Y-%m-%dT%H:%M:%SZ'), strftime(c.made, '%Y-%m-%dT%H:%M:%SZ') "
        "FROM wb.incidents i JOIN incidents s ON s.incident_id = i.incident_id "
        "LEFT JOIN link_runs m ON m.link_run = s.since LEFT JOIN link_runs c ON c.link_run = s.changed "
        f"WHERE {where.sql} ORDER BY s.changed DESC, i.day DESC NULLS LAST, i.incident_id LIMIT {int(limit)}",
        where.params,
    ).fetchall()
    return [Latest(*row) for row in rows]


def last_change(con: DuckDBPyConnection) -> str | None:
    """When the record last changed: linked or judged, ISO 8601 in UTC."""
    row = con.execute(
        "SELECT strftime(max(made), '%Y-%m-%dT%H:%M:%SZ') FROM (SELECT made FROM link_runs UNION ALL SELECT made FROM judgements)"
    ).fetchone()
    return str(row[0]) if row and row[0] else None
