"""The hard cases of `places/hard_cases.yaml`, and when one of them is right."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

import yaml

from marsad.model import PlaceMention
from marsad.places import find_places
from marsad.places.geography import distance_km
from marsad.text.words import Words

_KM: Final = 15.0


def load_cases() -> list[dict[str, Any]]:
    """All cases, as the file has them."""
    data: list[dict[str, Any]] = yaml.safe_load(
        (Path(__file__).parent / "places" / "hard_cases.yaml").read_text(encoding="utf-8")
    )
    return data


def find_fault(case: dict[str, Any]) -> str | None:
    """What is wrong with the places found in the case's sentence; None where they are those that it wants."""
    found = [m for m in find_places(Words(case["text"]), case.get("country")) if m.usage == "location"]
    wanted = case["places"]
    if len(found) != len(wanted):
        return f"wanted {[w[0] for w in wanted]}, found {[m.name for m in found]}"
    faults = [_point_fault(m, w) for m, w in zip(found, wanted, strict=True)]
    return next((f for f in faults if f), None)


def _point_fault(mention: PlaceMention, wanted: list[Any]) -> str | None:
    name, lat, lon = wanted[:3]
    if lat is None:
        return None if mention.lat is None else f"{name} has a point: {mention.name}"
    if mention.lat is None or mention.lon is None:
        return f"{name}: {mention.name} has no point"
    km = distance_km(lat, lon, mention.lat, mention.lon)
    if km > (wanted[3] if len(wanted) > 3 else _KM):
        return f"{name}: {mention.name} in {mention.admin1} ({mention.country}) lies {km:.0f} km off"
    return None
