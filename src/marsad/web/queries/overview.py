"""What the overview shows of the incidents that a filter leaves: totals, counts of each facet, a page of the list."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Any, Final, Literal

import msgspec

from marsad.web.queries.filters import Filter, condition

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

Order = Literal["newest", "oldest", "deadliest", "sources"]
#: An order → its SQL; every one ends with the number, so that pages neither repeat nor miss an incident.
ORDERS: Final[dict[Order, str]] = {
    "newest": "i.day DESC NULLS LAST, i.n",
    "oldest": "i.day ASC NULLS LAST, i.n",
    "deadliest": "i.killed DESC NULLS LAST, i.day DESC NULLS LAST, i.n",
    "sources": "i.sources DESC, i.outlets DESC, i.day DESC NULLS LAST, i.n",
}
PAGE_SIZE: Final = 25


class Totals(msgspec.Struct, frozen=True):
    """Figures of the incidents that match. People are summed over incidents: `low` to `high` are the bounds of all sources, None
    where one has no upper bound; `killed` and `injured` the best figures.
    """

    incidents: int
    killed: int
    killed_low: int
    killed_high: int | None
    injured: int
    disputed: int
    unplaced: int
    first: date | None
    last: date | None


def totals(con: DuckDBPyConnection, chosen: Filter) -> Totals:
    """The figures of the incidents that match; planned ones and tallies count as incidents, but add no people."""
    where = condition(chosen)
    row = con.execute(
        "SELECT count(*), sum(killed) FILTER (told), sum(killed_min) FILTER (told), "
        "CASE WHEN count(*) FILTER (told AND killed_min IS NOT NULL AND killed_max IS NULL) = 0 THEN sum(killed_max) FILTER (told) END, "
        "sum(injured) FILTER (told), count(*) FILTER (disputed), count(*) FILTER (lat IS NULL), min(day), max(day_end) "
        f"FROM (SELECT i.*, i.kind = 'happening' AS told FROM wb.incidents i WHERE {where.sql})",
        where.params,
    ).fetchone()
    assert row is not None
    count, killed, low, high, injured, disputed, unplaced, first, last = row
    bound = None if high is None and low else int(high or 0)
    return Totals(count, int(killed or 0), int(low or 0), bound, int(injured or 0), disputed, unplaced, first, last)


class Bucket(msgspec.Struct, frozen=True):
    """One value of a facet and how many incidents would have it. `name` is the record's own word for it, where it has one."""

    value: str
    incidents: int
    name: str | None = None


#: Dimension → what is counted (value, name), and the table beside the incidents that holds it.
_COUNTED: Final = {
    "type": ("i.type", "NULL", ""),
    "kind": ("i.kind", "NULL", ""),
    "status": ("i.modality", "NULL", ""),
    "country": ("i.country", "NULL", ""),
    "admin": ("i.admin", "NULL", ""),
    "grade": ("i.grade", "NULL", ""),
    "review": ("i.review", "NULL", ""),
    "harm": (
        "CASE WHEN coalesce(i.killed, 0) > 0 THEN 'killed' WHEN coalesce(i.injured, 0) > 0 THEN 'injured' ELSE 'none' END",
        "NULL",
        "",
    ),
    "actor": ("a.actor_id", "any_value(a.name)", "JOIN wb.incident_bodies a ON a.n = i.n"),
    "source": ("s.source", "NULL", "JOIN wb.incident_sources s ON s.n = i.n"),
}


_NEEDED: Final = "i.n, i.type, i.kind, i.modality, i.country, i.admin, i.grade, i.review, i.killed, i.injured"


def facet(con: DuckDBPyConnection, chosen: Filter, dimension: str, limit: int = 12) -> list[Bucket]:
    """The values of a dimension by how many incidents have them, the most first, among those that match everything else.

    Values that are chosen are always among them. Since a dimension does not narrow itself, a second value can be taken in.
    """
    return facets(con, chosen, [dimension], limit)[dimension]


def facets(
    con: DuckDBPyConnection, chosen: Filter, dimensions: Sequence[str], limit: int = 12
) -> dict[str, list[Bucket]]:
    """`facet` for several dimensions at once: what they have in common is looked up once."""
    free = [name for name in dimensions if not getattr(chosen, name)]
    found: dict[str, list[Bucket]] = {name: [] for name in dimensions}
    for names in ([free] if free else []) + [[name] for name in dimensions if name not in free]:
        held: tuple[str, ...] = getattr(chosen, names[0])
        where = condition(chosen, without=names)
        rows = con.execute(
            # Without a condition the table itself is read as fast as a copy of it.
            f"WITH matched AS {'NOT ' if where.sql == 'true' else ''}MATERIALIZED (SELECT {_NEEDED} FROM wb.incidents i WHERE {where.sql}) "
            + " UNION ALL ".join(map(_counting_sql, names)),
            [*where.params, *[list(held), max(limit, len(held))] * len(names)],
        ).fetchall()
        for name, value, count, told in rows:
            found[name].append(Bucket(value, count, told))
        found[names[0]] += [Bucket(v, 0) for v in held if v not in {b.value for b in found[names[0]]}]
    return {name: sorted(buckets, key=lambda b: (-b.incidents, b.value)) for name, buckets in found.items()}


def _counting_sql(dimension: str) -> str:
    """One dimension counted over `matched i`; two parameters: the values that must be there, and how many in all."""
    value, name, join = _COUNTED[dimension]
    return (
        f"(SELECT '{dimension}', {value} AS value, count(*) AS found, {name} FROM matched i {join} WHERE {value} IS NOT NULL "
        "GROUP BY 2 ORDER BY list_contains(?::VARCHAR[], value) DESC, found DESC, value LIMIT ?)"
    )


class Row(msgspec.Struct, frozen=True):
    """One incident of a list. `sides` are who took part: role, id of the actor, its name."""

    incident_id: str
    kind: str
    type: str
    family: str
    modality: str
    grade: str
    review: str
    day: date | None
    day_end: date | None
    country: str | None
    admin: str | None
    place: str | None
    place_en: str | None
    precision: str | None
    lat: float | None
    lon: float | None
    radius_km: float | None
    killed_min: int | None
    killed_max: int | None
    killed: int | None
    injured: int | None
    reports: int
    sources: int
    outlets: int
    disputed: bool
    sides: list[dict[str, Any]]


_ROW: Final = ", ".join(f'i."{name}"' for name in Row.__struct_fields__ if name != "sides")


def list_incidents(
    con: DuckDBPyConnection, chosen: Filter, order: Order = "newest", page: int = 1, size: int = PAGE_SIZE
) -> list[Row]:
    """One page, counted from 1, of the incidents that match."""
    where = condition(chosen)
    rows = con.execute(
        f"SELECT {_ROW}, (SELECT list({{'role': a.role, 'actor_id': a.actor_id, 'name': a.name}} ORDER BY a.role, a.actor_id) "
        "FROM wb.incident_actors a WHERE a.n = i.n) "
        f"FROM (SELECT i.* FROM wb.incidents i WHERE {where.sql} ORDER BY {ORDERS[order]} LIMIT ? OFFSET ?) i ORDER BY {ORDERS[order]}",
        [*where.params, size, (page - 1) * size],
    ).fetchall()
    return [Row(*[*row[:-1], row[-1] or []]) for row in rows]
