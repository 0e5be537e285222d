"""Which administrative areas a point lies in. `shapely` is loaded only when there are areas and a point is asked for."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from marsad.places.layer import Area

LEVELS: Final = (1, 2, 3)


class Areas:
    """Areas by level, with an index of their outlines. Multi-polygons and holes count as what they are."""

    def __init__(self, areas: Sequence[Area]) -> None:
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
