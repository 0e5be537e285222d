"""English names of administrative areas, which the sets of the field use."""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from marsad.model.event import Where

#: What an area of each level is in the gazetteer.
_FEATURES: Final = {1: ("province",), 2: ("district", "subdistrict"), 3: ("subdistrict", "district")}


@lru_cache(maxsize=10_000)
def admin_in_english(name: str, country: str | None, level: int) -> str | None:
    """The English name of a governorate (level 1), district (2) or sub-district (3); None where the gazetteer has none.

    >>> admin_in_english("نينوى", "IRQ", 1)
    'Nineveh'
    """
    from marsad.places.gazetteer import load_gazetteer

    features = _FEATURES[level]
    found = [p for p in load_gazetteer().find(name) if p.country == country and p.feature in features and p.name_en]
    if not found:
        return None
    return min(found, key=lambda p: (features.index(p.feature), not p.curated)).name_en


def admin_name(place: Where, level: int) -> str | None:
    """The governorate (1), district (2) or sub-district (3) of a place in English, or in Arabic where no English name is known."""
    name: str | None = getattr(place, f"admin{level}")
    return (admin_in_english(name, place.country, level) or name) if name else None
