"""How many incidents fall on each day, week, month or year."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Final, Literal

import msgspec

from marsad.web.queries.filters import Filter, condition

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

Unit = Literal["day", "week", "month", "year"]
#: A unit is used when the whole time has at most so many of it.
_MOST_BARS: Final = 200
_DAYS: Final[dict[Unit, float]] = {"day": 1, "week": 7, "month": 30.44, "year": 365.25}


class Bar(msgspec.Struct, frozen=True):
    """One bar: its first and last day, its incidents and the best figure of those killed."""

    start: date
    end: date
    incidents: int
    killed: int


class Timeline(msgspec.Struct, frozen=True):
    """The bars without gaps, oldest first; `undated` incidents have no day and stand in none."""

    unit: Unit
    bars: list[Bar]
    undated: int


def timeline(con: DuckDBPyConnection, chosen: Filter) -> Timeline:
    """The incidents that match all but the dates of the filter, over time: dates choose within the picture, they do not cut it."""
    where = condition(chosen, without=["since", "until"])
    row = con.execute(
        f"SELECT min(i.day), max(i.day), count(*) FILTER (i.day IS NULL) FROM wb.incidents i WHERE {where.sql}",
        where.params,
    ).fetchone()
    assert row is not None
    first, last, undated = row
    if first is None:
        return Timeline("day", [], undated)
    unit = _unit((last - first).days)
    found = con.execute(
        f"SELECT date_trunc('{unit}', i.day)::DATE, count(*), coalesce(sum(i.killed), 0) FROM wb.incidents i "
        f"WHERE i.day IS NOT NULL AND {where.sql} GROUP BY 1",
        where.params,
    ).fetchall()
    counted = {start: (incidents, int(killed)) for start, incidents, killed in found}
    bars, start = [], min(counted)
    while start <= last:
        after = _next(start, unit)
        bars.append(Bar(start, after - timedelta(days=1), *counted.get(start, (0, 0))))
        start = after
    return Timeline(unit, bars, undated)


def _unit(days: int) -> Unit:
    for unit, length in _DAYS.items():
        if days / length <= _MOST_BARS:
            return unit
    return "year"


def _next(start: date, unit: Unit) -> date:
    if unit == "month":
        return (start.replace(day=1) + timedelta(days=32)).replace(day=1)
    if unit == "year":
        return start.replace(year=start.year + 1)
    return start + timedelta(days=_DAYS[unit])
