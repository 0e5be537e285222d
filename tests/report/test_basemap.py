"""Cutting the borders: what touches the region stays whole, what lies outside is thinned, and neighbours keep fitting."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marsad.report.basemap import ARAB_WORLD, cut_topology, region_of


def delta(points: list[tuple[int, int]]) -> list[list[int]]:
    return [[x - px, y - py] for (x, y), (px, py) in zip(points, [(0, 0), *points[:-1]], strict=True)]


def absolute(arc: list[list[int]]) -> list[tuple[int, int]]:
    x = y = 0
    return [(x := x + dx, y := y + dy) for dx, dy in arc]


def square(west: int, south: int, size: int, points_a_side: int = 40) -> list[tuple[int, int]]:
    step = size / points_a_side
    side = [round(i * step) for i in range(points_a_side)]
    ring = [(west + i, south) for i in side] + [(west + size, south + i) for i in side]
    ring += [(west + size - i, south + size) for i in side] + [(west, south + size - i) for i in side]
    return [*ring, ring[0]]


@pytest.fixture
def topology() -> dict[str, Any]:
    """Iraq in the region; a far large country and a far islet of its own; degrees are hundredths."""
    arcs = [delta(square(4000, 3000, 800)), delta(square(8000, 3000, 800)), delta(square(9500, 3000, 20))]
    geometries = [
        {"type": "Polygon", "id": "368", "arcs": [[0]], "properties": {"name": "Iraq"}},
        {"type": "MultiPolygon", "id": "156", "arcs": [[[~1]], [[2]]], "properties": {"name": "China"}},
        {"type": None, "id": "010", "properties": {"name": "nowhere"}},
    ]
    return {
        "type": "Topology",
        "transform": {"scale": [0.01, 0.01], "translate": [0, 0]},
        "objects": {"countries": {"type": "GeometryCollection", "geometries": geometries}},
        "arcs": arcs,
    }


def test_a_country_in_the_region_stays_whole(topology: dict[str, Any]) -> None:
    made = cut_topology(topology, (42, 31, 45, 34))
    (iraq,) = made["objects"]["countries"]["geometries"]
    assert iraq["id"] == "IRQ"
    assert made["arcs"] == [topology["arcs"][0]]


def test_a_country_farther_off_is_drawn_in_outline_without_its_islets(topology: dict[str, Any]) -> None:
    made = cut_topology(topology, (42, 31, 45, 34), around=(40, 20, 100, 40))
    china = made["objects"]["countries"]["geometries"][1]
    assert china["id"] == "CHN"
    assert china["arcs"] == [[[~1]]]  # the direction of an arc is kept
    thin = absolute(made["arcs"][1])
    assert 4 <= len(thin) < 20
    assert thin[0] == thin[-1]


@given(st.integers(3, 300))
def test_a_thinned_ring_stays_a_ring_on_its_own_points(sides: int) -> None:
    ring = square(8000, 3000, 800, sides)
    topology = {
        "transform": {"scale": [0.01, 0.01], "translate": [0, 0]},
        "objects": {"countries": {"geometries": [{"type": "Polygon", "id": "156", "arcs": [[0]]}]}},
        "arcs": [delta(ring)],
    }
    thin = absolute(cut_topology(topology, (42, 31, 45, 34), around=(40, 20, 100, 40))["arcs"][0])
    assert set(thin) <= set(ring)
    assert thin[0] == thin[-1]
    assert len(thin) >= min(8, len(ring))


def test_the_region_takes_in_the_neighbourhood() -> None:
    west, south, east, north = region_of([(43.1, 36.3), (44.4, 33.3)])
    assert west < 41 < 46 < east
    assert south < 31 < 38 < north


def test_without_points_the_region_is_the_arab_world() -> None:
    assert region_of([]) == ARAB_WORLD


@given(st.lists(st.tuples(st.floats(-180, 180), st.floats(-90, 90)), min_size=1))
def test_the_region_stays_on_the_map(points: list[tuple[float, float]]) -> None:
    west, south, east, north = region_of(points)
    assert -180 <= west < east <= 180
    assert south >= -85
    assert north <= 85
