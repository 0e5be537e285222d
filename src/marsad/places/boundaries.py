"""Which administrative areas a point lies in. `shapely` is loaded only when there are areas and a point is asked for."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final, Generic, Protocol, TypeVar

import msgspec

LEVELS: Final = (1, 2, 3)
#: A point computed from a distance is so sure, by its radius in kilometres, that it tells units of this level.
_SURE_KM: Final = ((10.0, 3), (30.0, 2))


class _Shaped(Protocol):
    @property
    def level(self) -> int: ...
    @property
    def shape(self) -> bytes: ...


_A = TypeVar("_A", bound=_Shaped)


class Outline(msgspec.Struct, frozen=True, array_like=True):
    """An imported area as it is kept with the compiled gazetteer: its names from level 1 to its own, in the gazetteer's spelling."""

    level: int
    country: str
    names: tuple[str | None, ...]
    pcode: str | None
    shape: bytes


class Areas(Generic[_A]):
    """Areas by level, with an index of their outlines. Multi-polygons and holes count as what they are."""

    def __init__(self, areas: Sequence[_A]) -> None:
        self.areas = tuple(areas)
        self._trees: dict[int, Any] = {}
        self._members: dict[int, list[int]] = {}
        if not self.areas:
            return
        import shapely

        shapes = shapely.from_wkb([a.shape for a in self.areas])
        for level in LEVELS:
            members = [i for i, a in enumerate(self.areas) if a.level == level]
            if members:
                self._members[level] = members
                self._trees[level] = shapely.STRtree([shapes[i] for i in members])

    def __bool__(self) -> bool:
        return bool(self.areas)

    def find(self, points: Sequence[tuple[float, float]]) -> list[dict[int, int]]:
        """For each point (lat, lon in degrees): level → position of the area that holds it, where one does.

        A point on a border belongs to the first of the areas that share it.
        """
        out: list[dict[int, int]] = [{} for _ in points]
        if not self._trees or not points:
            return out
        import shapely

        made = shapely.points([(lon, lat) for lat, lon in points])
        for level, tree in self._trees.items():
            pairs = tree.query(made, predicate="intersects")
            for at, member in sorted(zip(*(row.tolist() for row in pairs), strict=True)):
                out[at].setdefault(level, self._members[level][member])
        return out


def admin_at(areas: Areas[Outline], lat: float, lon: float, radius_km: float) -> dict[str, str | None]:
    """Country, admin names and pcode of the area that holds a point told by a distance; empty where none does.

    A rough point (`radius_km`) gets no small unit.
    """
    deepest = next((level for km, level in _SURE_KM if radius_km <= km), 1)
    held = {level: at for level, at in areas.find([(lat, lon)])[0].items() if level <= deepest}
    if not held:
        return {}
    area = areas.areas[held[max(held)]]
    names = (*area.names, None, None)[:3]
    return {"country": area.country, "pcode": area.pcode} | {
        f"admin{n}": name for n, name in zip(LEVELS, names, strict=True)
    }
