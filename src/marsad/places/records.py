"""What the gazetteer holds."""

from __future__ import annotations

from typing import Final, Literal

import msgspec

from marsad.model.event import PlacePrecision

Feature = Literal[
    "country",
    "province",
    "district",
    "subdistrict",
    "town",
    "village",
    "quarter",
    "mountain",
    "valley",
    "desert",
    "dam",
    "base",
    "crossing",
    "camp",
    "prison",
    "road",
    "field",
    "region",
    "island",
    "river",
    "sea",
    "airport",
    "university",
    "border",
    "other",
]

#: How far a place reaches from its point, in kilometres, by its kind.
RADIUS_KM: Final[dict[str, float]] = {
    "country": 500,
    "province": 100,
    "district": 30,
    "subdistrict": 15,
    "town": 10,
    "village": 5,
    "quarter": 3,
    "mountain": 25,
    "valley": 30,
    "desert": 80,
    "road": 40,
    "region": 50,
    "island": 10,
    "river": 100,
    "sea": 200,
    "field": 10,
    "border": 100,
}
#: How large a place is among its neighbours: what stands higher can hold what stands lower.
RANK: Final[dict[str, int]] = {
    "country": 6,
    "province": 5,
    "region": 4,
    "desert": 4,
    "border": 4,
    "district": 4,
    "subdistrict": 3,
    "town": 2,
    "village": 1,
    "quarter": 1,
}


#: Kinds of places without a point that says much: the town named beside them does.
LONG: Final = frozenset({"river", "road", "sea"})
_WIDE: Final = frozenset({"country", "province", "region", "sea"})


class Place(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """A place of the gazetteer: WGS 84 degrees, admin names in Arabic without type words.

    `curated` places are the project's own; the others come from GeoNames, or from what the user imported or added:
    `source` then names the import (`Import.name`). `pcode` is that of the smallest known area around it.
    `population` is 0 where unknown; `radius` how far it reaches in kilometres, where somebody told it.
    """

    place_id: str
    name: str
    name_en: str | None
    country: str
    feature: Feature
    admin1: str | None = None
    admin2: str | None = None
    admin3: str | None = None
    lat: float | None = None
    lon: float | None = None
    precision: PlacePrecision = "near"
    population: int = 0
    geonames_id: int | None = None
    curated: bool = False
    pcode: str | None = None
    source: str | None = None
    radius: float | None = None

    @property
    def famous(self) -> bool:
        """Whether news of any country may name it without saying where it lies.

        So it is with countries, provinces, regions, cities of 100,000 and the cities abroad that the project lists.
        """
        abroad = self.curated and self.feature == "town" and self.admin1 is None and self.source is None
        return abroad or self.feature in _WIDE or self.population >= 100_000

    @property
    def rank(self) -> int:
        """Its size among its neighbours, 0 (a spot) to 6 (a country)."""
        return RANK.get(self.feature, 0)

    @property
    def radius_km(self) -> float:
        """How far it reaches from its point."""
        return self.radius if self.radius is not None else RADIUS_KM.get(self.feature, 5.0)


class NamedPlace(msgspec.Struct, frozen=True):
    """A place with all the names that it is found by; `=` in front of a name wants it exactly as written."""

    place: Place
    names: tuple[str, ...]
