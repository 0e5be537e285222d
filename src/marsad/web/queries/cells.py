"""The map: incidents gathered into cells of the screen, so that a hundred thousand of them are a few hundred points."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, Literal

import msgspec

from marsad.web.queries.filters import Box, Filter, condition

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

#: How exactly a place is known: a spot or town, an area that it lies in, or no more than its country.
Exactness = Literal["point", "area", "country"]
_TILE, _CELL = 512, 48
_MOST_CELLS: Final = 4_000
_EXACTNESS: Final = (
    "CASE WHEN i.precision IN ('exact', 'town', 'offset') AND coalesce(i.radius_km, 0) <= 15 THEN 'point' "
    "WHEN i.precision = 'country' THEN 'country' ELSE 'area' END"
)


class Cell(msgspec.Struct, frozen=True):
    """Incidents near each other on the screen and known equally exactly; `radius_km` is how far the widest of them may be off.

    `incident_id` is there when it is one alone.
    """

    lat: float
    lon: float
    incidents: int
    killed: int
    family: str
    exactness: Exactness
    radius_km: float | None
    incident_id: str | None
    west: float
    south: float
    east: float
    north: float


def cells(con: DuckDBPyConnection, chosen: Filter, zoom: float, view: Box | None = None) -> list[Cell]:
    """The cells at a zoom level of the web map (0: the world), within `view` where it is given; the fullest first."""
    where = condition(chosen)
    sql, params = where.sql, list(where.params)
    if view is not None:
        inside = condition(Filter(bbox=view))
        sql, params = f"{sql} AND {inside.sql}", [*params, *inside.params]
    per_axis = _TILE * 2 ** max(0.0, min(zoom, 20.0)) / _CELL
    rows = con.execute(
        "SELECT avg(i.lat), avg(i.lon), count(*), coalesce(sum(i.killed), 0), mode(i.family), "
        f"{_EXACTNESS} AS exactness, max(i.radius_km), CASE WHEN count(*) = 1 THEN any_value(i.incident_id) END, "
        "min(i.lon), min(i.lat), max(i.lon), max(i.lat) "
        f"FROM wb.incidents i WHERE i.lat IS NOT NULL AND {sql} "
        f"GROUP BY exactness, floor(i.x * {per_axis}), floor(i.y * {per_axis}) ORDER BY count(*) DESC, 1, 2 LIMIT {_MOST_CELLS}",
        params,
    ).fetchall()
    return [Cell(*row) for row in rows]


def extent(con: DuckDBPyConnection, chosen: Filter) -> Box | None:
    """The box that most of the incidents lie in: a hundredth at each side does not stretch it."""
    where = condition(chosen, without=["bbox"])
    row = con.execute(
        "SELECT quantile_disc(i.lon, 0.01), quantile_disc(i.lat, 0.01), quantile_disc(i.lon, 0.99), quantile_disc(i.lat, 0.99) "
        f"FROM wb.incidents i WHERE i.lat IS NOT NULL AND {where.sql}",
        where.params,
    ).fetchone()
    return None if row is None or row[0] is None else (row[0], row[1], row[2], row[3])


def to_geojson(found: list[Cell]) -> dict[str, Any]:
    """The cells as a GeoJSON feature collection, a point each."""
    return {
        "type": "FeatureCollection",
        "features": [
            {
                "type": "Feature",
                "geometry": {"type": "Point", "coordinates": [round(c.lon, 5), round(c.lat, 5)]},
                "properties": {
                    "incidents": c.incidents, "killed": c.killed, "family": c.family, "exactness": c.exactness,
                    "radius_km": c.radius_km, "id": c.incident_id,
                    "box": [round(v, 5) for v in (c.west, c.south, c.east, c.north)],
                },
            }
            for c in found
        ],
    }  # fmt: skip
