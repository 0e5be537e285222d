"""The map: events at their points over the borders of the region, from the base map of the report."""

from __future__ import annotations

from collections.abc import Sequence
from math import cos, radians
from typing import TYPE_CHECKING, Any, Final

import msgspec

from marsad.exports.record import ExportRecord
from marsad.report.assets import read_asset
from marsad.report.basemap import Box, cut_topology
from marsad.report.figures.canvas import SOFT, put_legend
from marsad.report.figures.charts import families_legend
from marsad.report.figures.series import Spot, by_spot
from marsad.report.figures.words import Words, load_sheet
from marsad.report.labels import Town, load_towns

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

MAP_HEIGHT: Final = 5.6
_SEA, _LAND, _BORDER = "#e6edf0", "#f8f6f1", "#a9a396"
#: Square points of the mark of one event; the largest has so many.
_MARK, _LARGEST = 34.0, 900.0
_MOST_TOWNS = 14
#: Width to height of the map, the least margin in degrees, and how much of the width a country takes to be named.
_SHAPE, _LEAST_MARGIN, _LEAST_WIDTH = 1.55, 1.0, 0.055
#: The width of a letter of a country's name as a part of the map's width.
_LETTER: Final = 0.0115
Ring = list[tuple[float, float]]


def draw_map(sheet: Figure, records: Sequence[ExportRecord], words: Words) -> None:
    """Filled marks at spots and towns, hollow ones for areas; the area of a mark tells how many events."""
    spots, _, _ = by_spot(records)
    box = _view([(s.lon, s.lat) for s in spots])
    axes = sheet.subplots()
    rings = _rings(box)
    _draw_land(axes, [ring for _, ring in rings])
    _frame(axes, box)
    _draw_spots(axes, spots, min(_MARK, _LARGEST / spots[0].families.total()))
    taken = [(s.lon, s.lat) for s in spots]
    taken += _name_countries(axes, box, rings, words)
    _name_towns(axes, box, taken, words)
    present = sorted({family for spot in spots for family in spot.families})
    side, at = ("right", 1.0) if words.rtl else ("left", 0.0)
    handles = [*families_legend(present, words), *_keys(spots, words)]
    put_legend(axes, words, handles, ncols=3, loc=f"upper {side}", bbox_to_anchor=(at, -0.01))


def _view(points: Sequence[tuple[float, float]]) -> Box:
    """The box around the points with a margin, widened to the shape of the sheet, so that no strip beside it is left blank."""
    lons, lats = [lon for lon, _ in points], [lat for _, lat in points]
    margin = max(_LEAST_MARGIN, 0.1 * max(max(lons) - min(lons), max(lats) - min(lats)))
    west, south, east, north = min(lons) - margin, min(lats) - margin, max(lons) + margin, max(lats) + margin
    stretch = 1 / max(0.3, cos(radians((south + north) / 2)))
    width, height = (east - west) / stretch, north - south
    if width < _SHAPE * height:
        more = (_SHAPE * height - width) * stretch / 2
        return west - more, south, east + more, north
    more = (width / _SHAPE - height) / 2
    return west, max(-85.0, south - more), east, min(85.0, north + more)


def _frame(axes: Axes, box: Box) -> None:
    west, south, east, north = box
    axes.set_xlim(west, east)
    axes.set_ylim(south, north)
    axes.set_aspect(1 / max(0.3, cos(radians((south + north) / 2))))
    axes.set_xticks([])
    axes.set_yticks([])
    axes.set_facecolor(_SEA)
    for spine in axes.spines.values():
        spine.set_visible(True)
        spine.set_color(_BORDER)


def _draw_land(axes: Axes, rings: Sequence[Ring]) -> None:
    from matplotlib.collections import PolyCollection

    axes.add_collection(
        PolyCollection(rings, facecolors=_LAND, edgecolors=_BORDER, linewidths=0.7, zorder=1), autolim=False
    )


def _rings(box: Box) -> list[tuple[str, Ring]]:
    """(country, outer ring in degrees) of all land in the box, with no more points than can be seen. What lies in a hole is a country
    of its own, drawn after."""
    topology = cut_topology(msgspec.json.decode(read_asset("countries.json")), box)
    (kx, ky), (x0, y0) = topology["transform"]["scale"], topology["transform"]["translate"]
    least = (box[2] - box[0]) / 1500
    arcs = []
    for arc in topology["arcs"]:
        x = y = 0
        points: Ring = []
        for dx, dy in arc:
            x, y = x + dx, y + dy
            point = (x * kx + x0, y * ky + y0)
            if not points or abs(point[0] - points[-1][0]) + abs(point[1] - points[-1][1]) > least:
                points.append(point)
        arcs.append([*points, point])
    return [
        (geometry["id"], [p for arc in polygon[0] for p in (arcs[arc] if arc >= 0 else reversed(arcs[~arc]))])
        for geometry in topology["objects"]["countries"]["geometries"]
        for polygon in geometry["arcs"]
    ]


def _draw_spots(axes: Axes, spots: Sequence[Spot], scale: float) -> None:
    """A mark in the colour of the family that is most frequent there; areas below, spots and towns on them."""
    marks: dict[tuple[bool, str], list[Spot]] = {}
    for spot in spots:
        family = max(spot.families, key=lambda f: (spot.families[f], f))
        marks.setdefault((spot.exact, family), []).append(spot)
    for (exact, family), found in sorted(marks.items()):
        colour = load_sheet().families[family]
        look = {"c": [colour], "edgecolors": "white"} if exact else {"facecolors": "none", "edgecolors": colour}
        axes.scatter(
            [s.lon for s in found], [s.lat for s in found], s=[s.families.total() * scale for s in found],
            linewidths=0.8 if exact else 1.8, alpha=0.88, zorder=4, **look,
        )  # fmt: skip


def _keys(spots: Sequence[Spot], words: Words) -> list[Any]:
    """What filled and hollow marks mean, where there are such."""
    from matplotlib.lines import Line2D

    kinds = {"spot": any(s.exact for s in spots), "area": not all(s.exact for s in spots)}
    return [
        Line2D(
            [], [], marker="o", linestyle="", markersize=6, color=SOFT, label=words.word(name),
            markerfacecolor=SOFT if name == "spot" else "none",
        )
        for name, there in kinds.items()
        if there
    ]  # fmt: skip


def _name_countries(axes: Axes, box: Box, rings: Sequence[tuple[str, Ring]], words: Words) -> list[tuple[float, float]]:
    """Names in the middle of what is seen of the countries, where there is room; returns where they stand."""
    from shapely import Polygon
    from shapely import box as make_box

    west, south, east, north = box
    view, wide, high = make_box(*box), east - west, north - south
    largest: dict[str, Polygon] = {}
    for country, ring in rings:
        if max(x for x, _ in ring) - min(x for x, _ in ring) > _LEAST_WIDTH * wide:
            land = Polygon(ring).buffer(0).intersection(view)
            parts = [part for part in getattr(land, "geoms", [land]) if isinstance(part, Polygon)]
            largest[country] = max([*parts, largest.get(country, Polygon())], key=lambda part: part.area)
    named: list[tuple[float, float, float]] = []
    for country, land in sorted(largest.items(), key=lambda item: -item[1].area):
        name = words.country(country)
        half = len(name) * _LETTER * wide / 2
        if land.is_empty or not country or land.bounds[2] - land.bounds[0] < 1.4 * half:
            continue
        at = land.representative_point()
        clear = all(abs(at.x - x) > half + other or abs(at.y - y) > 0.05 * high for x, y, other in named)
        if clear and west + half < at.x < east - half and south + 0.02 * high < at.y < north - 0.02 * high:
            named.append((at.x, at.y, half))
            axes.text(at.x, at.y, name, ha="center", va="center", size=9, color="#8d8778", weight="bold", zorder=2)
    return [(x + shift, y) for x, y, half in named for shift in (-half / 2, 0, half / 2)]


def _name_towns(axes: Axes, box: Box, taken: list[tuple[float, float]], words: Words) -> None:
    """The largest towns of the view, none on another, on a mark or on the name of a country."""
    west, south, east, north = box
    wide, high = (east - west) * 0.07, (north - south) * 0.04
    shown = 0
    for town in sorted(load_towns(), key=_rank):
        name, name_en, lat, lon = town[:4]
        clear = all(abs(lon - x) > wide or abs(lat - y) > high for x, y in taken)
        if shown < _MOST_TOWNS and west + wide < lon < east - wide and south + high < lat < north - high and clear:
            shown += 1
            taken.append((lon, lat))
            axes.plot([lon], [lat], ".", color=SOFT, markersize=3, zorder=3)
            axes.annotate(
                name if words.rtl else name_en, (lon, lat), (0, -3), textcoords="offset points", ha="center", va="top",
                size=7.5, color=SOFT, zorder=3,
            )  # fmt: skip


def _rank(town: Town) -> tuple[int, int]:
    return -town[5], -town[4]
