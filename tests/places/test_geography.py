"""Distances, bearings, points."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marsad.places.geography import angle_between, bearing, distance_km, offset

LAT, LON = st.floats(-70, 70), st.floats(-179, 179)


@pytest.mark.parametrize(
    ("a", "b", "km", "degrees"),
    [
        ((33.34, 44.40), (36.335, 43.119), 353, 341),
        ((33.34, 44.40), (30.509, 47.78), 449, 134),
        ((33.34, 44.40), (33.34, 44.40), 0, 0),
    ],
    ids=["Baghdad to Mosul", "Baghdad to Basra", "nowhere"],
)
def test_distance_and_bearing(a: tuple[float, float], b: tuple[float, float], km: float, degrees: float) -> None:
    assert distance_km(*a, *b) == pytest.approx(km, abs=2)
    assert bearing(*a, *b) == pytest.approx(degrees, abs=1)


@given(LAT, LON, st.floats(0, 359), st.floats(1, 900))
def test_a_point_lies_as_far_as_told(lat: float, lon: float, towards: float, km: float) -> None:
    lat2, lon2 = offset(lat, lon, towards, km)
    assert distance_km(lat, lon, lat2, lon2) == pytest.approx(km, abs=0.05)
    if km > 20:
        assert angle_between(bearing(lat, lon, lat2, lon2), towards) < 1


@given(st.floats(0, 360), st.floats(0, 360))
def test_angles_are_at_most_a_half_turn(a: float, b: float) -> None:
    assert 0 <= angle_between(a, b) <= 180
    assert angle_between(a, b) == pytest.approx(angle_between(b, a))
