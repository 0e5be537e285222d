"""Distances, bearings and points on the globe."""

from __future__ import annotations

from math import asin, atan2, cos, degrees, radians, sin, sqrt
from typing import Final

EARTH_KM: Final = 6371.0


def distance_km(lat1: float, lon1: float, lat2: float, lon2: float) -> float:
    """Great-circle distance in kilometres between two points in degrees.

    >>> round(distance_km(33.34, 44.40, 36.34, 43.12))
    354
    """
    a1, a2, d = radians(lat1), radians(lat2), radians(lon2 - lon1)
    h = sin((a2 - a1) / 2) ** 2 + cos(a1) * cos(a2) * sin(d / 2) ** 2
    return 2 * EARTH_KM * asin(sqrt(min(1.0, h)))


def rough_km(lat1: float, lon1: float, lat2: float, lon2: float) -> float:
    """As `distance_km`, on a flat map: within a few per cent below 500 km, and several times faster."""
    y = lat2 - lat1
    x = (lon2 - lon1) * cos(radians((lat1 + lat2) / 2))
    return 111.2 * sqrt(x * x + y * y)


def bearing(lat1: float, lon1: float, lat2: float, lon2: float) -> float:
    """Initial bearing in degrees clockwise from north, 0 to 360, from the first point to the second."""
    a1, a2, d = radians(lat1), radians(lat2), radians(lon2 - lon1)
    return degrees(atan2(sin(d) * cos(a2), cos(a1) * sin(a2) - sin(a1) * cos(a2) * cos(d))) % 360


def offset(lat: float, lon: float, towards: float, km: float) -> tuple[float, float]:
    """The point `km` kilometres from (lat, lon) at the bearing `towards` in degrees.

    >>> offset(33.34, 44.40, 270, 60)[1] < 44.40
    True
    """
    a, b, t, r = radians(lat), radians(lon), radians(towards), km / EARTH_KM
    a2 = asin(sin(a) * cos(r) + cos(a) * sin(r) * cos(t))
    b2 = b + atan2(sin(t) * sin(r) * cos(a), cos(r) - sin(a) * sin(a2))
    return round(degrees(a2), 4), round((degrees(b2) + 540) % 360 - 180, 4)


def angle_between(a: float, b: float) -> float:
    """The smaller angle between two bearings, 0 to 180 degrees."""
    return abs((a - b + 180) % 360 - 180)
