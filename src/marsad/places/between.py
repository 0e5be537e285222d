"""Stretches between two places: طريق كركوك - بغداد, على الطريق الواصل بين هيت وحديثة."""

from __future__ import annotations

from itertools import pairwise
from typing import Any, Final

from marsad.places.context import Scene
from marsad.places.geography import distance_km
from marsad.places.spotting import Hit

_ROAD: Final = "طريق"
_BETWEEN: Final = frozenset({"بين", "مابين"})
#: So far before بين stands the word that makes it a stretch of land.
_LEAD: Final = 2
#: The middle of a longer stretch says nothing.
_LONGEST_KM: Final = 160.0


def link_stretches(scene: Scene, hits: list[Hit]) -> None:
    """Set `hit.to` of the first place of each stretch to its second."""
    for before, hit in pairwise(hits):
        adjacent = before.last == hit.first and not hit.prefix and hit.type_word is None and _is_road(before)
        if adjacent and hit.list_from is None and not hit.unit:
            hit.list_from = before
        if hit.list_from is before and (_is_road(before) or _is_between(scene, before)):
            before.to = hit


def middle(hit: Hit) -> dict[str, Any] | None:
    """Point, radius and precision of a stretch whose ends are known; None for other places."""
    a, b = hit.choice, hit.to.choice if hit.to is not None else None
    if a is None or b is None or a.lat is None or a.lon is None or b.lat is None or b.lon is None:
        return None
    km = distance_km(a.lat, a.lon, b.lat, b.lon)
    if km > _LONGEST_KM:
        return None
    return {
        "lat": round((a.lat + b.lat) / 2, 4),
        "lon": round((a.lon + b.lon) / 2, 4),
        "radius_km": max(5.0, round(km / 2, 1)),
        "precision": "near",
        "basis": "offset",
        "feature": "road",
        "place_id": None,
        "name_en": None,
        "geonames_id": None,
    }


def _is_road(hit: Hit) -> bool:
    return hit.type_word is not None and hit.type_word.key == _ROAD and not hit.type_word.plural


def _is_between(scene: Scene, hit: Hit) -> bool:
    """Whether a word of place leads to بين before the name: الواصل بين, المنطقة الواقعة بين; not مباحثات بين."""
    words, at = scene.words, hit.start - 1
    if at < 1 or words[at].key not in _BETWEEN:
        return False
    leads = scene.reader.wording.lists["stretches"]
    return any(words[i].key.lstrip("و") in leads for i in range(max(0, at - _LEAD), at))
