"""Laying the user's places and boundaries over the embedded ones: doubles joined, admin names and pcodes by polygon."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Set
from typing import Any, Final

import msgspec

from marsad.places.boundaries import LEVELS, Areas, Outline
from marsad.places.geography import distance_km
from marsad.places.layer import Area, Import, Layer, arabic_names, own_names
from marsad.places.placed import spots
from marsad.places.records import Feature, NamedPlace, Place
from marsad.places.wording import bare_phrase

_FEATURES: Final[dict[int, Feature]] = {1: "province", 2: "district", 3: "subdistrict"}
_LEVELS: Final[dict[str, int]] = {feature: level for level, feature in _FEATURES.items()}
_SETTLED: Final = frozenset({"town", "village", "quarter"})
#: Countries that claim the same places.
_SIDE: Final = {"ISR": "PSE"}
#: A place of this name and kind is the same one when it lies so near, in kilometres.
_SAME_KM: Final = 30.0
_SAME_PROVINCE_KM: Final = 250.0
#: Kinds that cross borders: the area around their point says little.
_WIDE: Final = frozenset({"country", "region", "desert", "sea", "river", "road", "border"})

Spellings = Callable[[str], set[str]]


def lay_over(rows: list[NamedPlace], layer: Layer, spellings: Spellings) -> tuple[list[NamedPlace], list[Outline]]:
    """The embedded places with those of the layer, and its areas; what the user added by hand or by CSV goes before what was there.

    `spellings` gives other look-up forms of a name. Where boundaries were imported, the admin names and pcodes of all
    places are those of the areas that they lie in.
    """
    table = _Table(rows, spellings)
    for one in (i for i in layer.imports if i.kind == "geonames"):
        for row in one.places:
            table.join(row, trusted=False)
    table.add_names(layer.imports)
    told: dict[int, str | None] = {}
    for one in (i for i in layer.imports if i.kind == "csv"):
        told |= {table.join(row, trusted=True): one.parents.get(row.place.place_id) for row in one.places}
    told |= {table.join(row, trusted=True): None for row in layer.added}
    told |= {table.append(row): None for row in spots(layer.placed)}
    named = [(area, one.name) for one in layer.imports for area in one.areas]
    areas = Areas([area for area, _ in named])
    members = _join_areas(table, areas, [source for _, source in named]) if named else {}
    for at, parent in told.items():
        table.place_in(at, parent)
    outlines = _give_admin(table.rows, areas, members) if named else []
    return table.rows, outlines


class _Table:
    """The places so far, found by name."""

    def __init__(self, rows: list[NamedPlace], spellings: Spellings) -> None:
        self.rows: list[NamedPlace] = []
        self._spellings = spellings
        self._by_key: dict[tuple[str, str], list[int]] = defaultdict(list)
        self._by_geonames: dict[int, int] = {}
        for row in rows:
            self.append(row)

    def append(self, row: NamedPlace) -> int:
        self.rows.append(row)
        self._index(len(self.rows) - 1, row)
        return len(self.rows) - 1

    def _index(self, at: int, row: NamedPlace) -> None:
        if row.place.geonames_id is not None:
            self._by_geonames[row.place.geonames_id] = at
        for key in self._keys(row):
            known = self._by_key[_SIDE.get(row.place.country, row.place.country), key]
            if at not in known:
                known.append(at)

    def _keys(self, row: NamedPlace) -> set[str]:
        return {bare_phrase(name.lstrip("=")) for name in row.names}

    def named(self, country: str, names: Iterable[str], loose: bool = False) -> list[int]:
        """Positions of the places of a country that bear one of the names, by any spelling when `loose`."""
        keys = {bare_phrase(name.lstrip("=")) for name in names}
        if loose:
            keys |= {other for key in keys for other in self._spellings(key)}
        side = _SIDE.get(country, country)
        return sorted({at for key in keys for at in self._by_key.get((side, key), ())})

    def join(self, row: NamedPlace, trusted: bool) -> int:
        """Add a place, or join it with its double; a trusted one gives its point and its admin names. The position."""
        at = self._double(row)
        if at is None:
            return self.append(row)
        old, new = self.rows[at].place, row.place
        fields: dict[str, Any] = {"source": new.source} if trusted else {}
        fields["geonames_id"] = old.geonames_id or new.geonames_id
        fields["population"] = max(old.population, new.population)
        if trusted:
            fields |= {n: v for n in ("name_en", "admin1", "admin2", "admin3", "pcode") if (v := getattr(new, n))}
        if new.lat is not None and (trusted or old.lat is None):
            fields |= {"lat": new.lat, "lon": new.lon, "precision": new.precision}
        self.replace(at, msgspec.structs.replace(old, **fields), row.names)
        return at

    def replace(self, at: int, place: Place, more: Iterable[str] = ()) -> None:
        """Change a place, with more names for it."""
        exact = {n.lstrip("=") for n in self.rows[at].names if n.startswith("=")}
        names = [*self.rows[at].names, *(n for n in more if n.lstrip("=") not in exact)]
        self.rows[at] = NamedPlace(place, tuple(dict.fromkeys(names)))
        self._index(at, self.rows[at])

    def _double(self, row: NamedPlace) -> int | None:
        new = row.place
        if new.geonames_id is not None and new.geonames_id in self._by_geonames:
            return self._by_geonames[new.geonames_id]
        same = [i for i in self.named(new.country, row.names) if _same_kind(self.rows[i].place, new)]
        for i in same:
            if self.rows[i].place.place_id == new.place_id:
                return i
        near = [(_apart(self.rows[i].place, new), not self.rows[i].place.curated, i) for i in same]
        near = [found for found in near if found[0] < (_SAME_PROVINCE_KM if new.feature == "province" else _SAME_KM)]
        return min(near)[2] if near else None

    def add_names(self, imports: Iterable[Import]) -> None:
        """Give places of GeoNames their alternate names."""
        for one in imports:
            for geonames_id, names in one.names.items():
                at = self._by_geonames.get(geonames_id)
                if at is None:
                    continue
                row, found = self.rows[at], arabic_names(names)
                if found and not arabic_names([row.place.name]):
                    self.replace(at, msgspec.structs.replace(row.place, name=found[0]), found)
                elif found:
                    self.replace(at, row.place, found)

    def place_in(self, at: int, told: str | None) -> None:
        """Give a place the admin names of the parent told by name, and a point near its parent where it has none."""
        place = self.rows[at].place
        parent = None
        if told is not None:
            parent = self._parent(at, [told])
            place = msgspec.structs.replace(place, **(admin_under(parent) if parent is not None else {"admin2": told}))
        if place.lat is None:
            parent = parent or self._parent(at, [place.admin3, place.admin2, place.admin1])
            if parent is not None and parent.lat is not None:
                place = msgspec.structs.replace(place, lat=parent.lat, lon=parent.lon, precision="near")
        if place is not self.rows[at].place:
            self.replace(at, place)

    def _parent(self, at: int, names: Iterable[str | None]) -> Place | None:
        """The place of the first name that is known; of several the nearest, then the largest unit."""
        place = self.rows[at].place
        for name in filter(None, names):
            found = [self.rows[i].place for i in self.named(place.country, [name], loose=True) if i != at]
            found = [p for p in found if p.rank >= 2]
            if found:
                return min(found, key=lambda p: (_apart(p, place) if place.lat is not None else 0.0, -p.rank))
        return None


def admin_under(parent: Place) -> dict[str, str | None]:
    """The admin names of a place whose parent this is: of a village in قضاء الحويجة, admin2 الحويجة."""
    if parent.feature == "province":
        return {"admin1": parent.name}
    if parent.feature == "country":
        return {}
    if parent.feature == "subdistrict":
        return {"admin1": parent.admin1, "admin2": parent.admin2, "admin3": parent.name}
    own = parent.name if parent.feature == "district" else parent.admin2 or parent.name
    return {"admin1": parent.admin1, "admin2": own, "admin3": parent.admin3}


def _same_kind(a: Place, b: Place) -> bool:
    if a.feature in _SETTLED and b.feature in _SETTLED:
        return "quarter" not in (a.feature, b.feature) or a.feature == b.feature
    return a.feature == b.feature


def _apart(a: Place, b: Place) -> float:
    """Kilometres between two places; 0 where one has no point and nothing told parts them."""
    if a.lat is None or a.lon is None or b.lat is None or b.lon is None:
        return 0.0 if not (a.admin1 and b.admin1 and a.admin1 != b.admin1) else float("inf")
    return distance_km(a.lat, a.lon, b.lat, b.lon)


def _join_areas(table: _Table, areas: Areas[Area], sources: list[str]) -> dict[int, int]:
    """Join areas with the places that they are, or add them as places: position of the place → of the area."""
    holders = _holders(table.rows, areas)
    members: dict[int, int] = {}
    for i, (area, source) in enumerate(zip(areas.areas, sources, strict=True)):
        at = _row_of(table, area, i, holders, members.keys())
        if at is None and area.name is not None:
            at = table.append(_area_place(area, source))
            holders.append({area.level: i})
        if at is not None:
            members[at] = i
            _give_point(table, at, area)
    return members


def _give_admin(rows: list[NamedPlace], areas: Areas[Area], members: dict[int, int]) -> list[Outline]:
    """Put every place into the areas that hold its point; the areas with the names that they have then."""
    titles: dict[int, str | None] = {i: area.name for i, area in enumerate(areas.areas)}
    titles |= {i: rows[at].place.name for at, i in members.items()}
    by_pcode = {(a.country, a.level, a.pcode): i for i, a in enumerate(areas.areas) if a.pcode}
    chains = [_chain(area, by_pcode, titles) for area in areas.areas]
    for at, held in enumerate(_holders(rows, areas)):
        fields = _admin(rows[at].place, held, areas, chains, titles, members.get(at))
        if fields:
            rows[at] = NamedPlace(msgspec.structs.replace(rows[at].place, **fields), rows[at].names)
    return [
        Outline(
            area.level,
            area.country,
            tuple(titles[i] if n == area.level else chains[i].get(n) for n in LEVELS if n <= area.level),
            area.pcode,
            area.shape,
        )
        for i, area in enumerate(areas.areas)
    ]


def _holders(rows: list[NamedPlace], areas: Areas[Area]) -> list[dict[int, int]]:
    """For each place: level → the area of its own country that holds it."""
    points = [(r.place.lat, r.place.lon) for r in rows]
    known = [i for i, (lat, lon) in enumerate(points) if lat is not None and lon is not None]
    found = areas.find([(points[i][0] or 0.0, points[i][1] or 0.0) for i in known])
    out: list[dict[int, int]] = [{} for _ in rows]
    for i, holders in zip(known, found, strict=True):
        side = _SIDE.get(rows[i].place.country, rows[i].place.country)
        out[i] = {n: a for n, a in holders.items() if _SIDE.get(areas.areas[a].country, areas.areas[a].country) == side}
    return out


def _row_of(table: _Table, area: Area, i: int, holders: list[dict[int, int]], taken: Set[int]) -> int | None:
    """The place that the area is: of its kind and name with its point inside; of a province alone inside, any name."""
    feature = _FEATURES[area.level]
    if area.name is not None:
        found = [
            at
            for at in table.named(area.country, (area.name, *area.others), loose=True)
            if table.rows[at].place.feature == feature and at not in taken
        ]
        inside = [at for at in found if holders[at].get(area.level) == i]
        if inside:
            return inside[0]
        lat, lon = area.point
        close = [
            (km, at)
            for at in found
            if area.level not in holders[at] and (km := _km(table.rows[at].place, lat, lon)) < _SAME_KM
        ]
        if close:
            return min(close)[1]
    if area.level == 1:
        alone = [
            at for at, held in enumerate(holders) if held.get(1) == i and table.rows[at].place.feature == "province"
        ]
        return alone[0] if len(alone) == 1 and alone[0] not in taken else None
    return None


def _km(place: Place, lat: float, lon: float) -> float:
    return distance_km(place.lat, place.lon, lat, lon) if place.lat is not None and place.lon is not None else 0.0


def _area_place(area: Area, source: str) -> NamedPlace:
    place = Place(
        place_id=f"pc_{area.pcode}" if area.pcode else f"pc_{area.country}_{area.level}_{bare_phrase(area.name or '')}",
        name=area.name or area.name_en or "",
        name_en=area.name_en,
        country=area.country,
        feature=_FEATURES[area.level],
        lat=area.point[0],
        lon=area.point[1],
        precision="province" if area.level == 1 else "district",
        source=source,
    )
    return own_names(place, arabic_names(area.others))


def _give_point(table: _Table, at: int, area: Area) -> None:
    place = table.rows[at].place
    lat, lon = (place.lat, place.lon) if place.lat is not None else area.point
    more = {} if place.pcode else {"pcode": area.pcode}
    table.replace(at, msgspec.structs.replace(place, lat=lat, lon=lon, **more), arabic_names(area.others))


def _chain(area: Area, by_pcode: dict[Any, int], titles: dict[int, str | None]) -> dict[int, str | None]:
    """Level → name of the areas around this one, and its own."""
    names: dict[int, str | None] = {}
    for level, (pcode, name) in enumerate(area.parents, start=1):
        known = by_pcode.get((area.country, level, pcode))
        names[level] = (titles[known] if known is not None else None) or name
    names[area.level] = area.name
    return names


def _admin(
    place: Place,
    held: dict[int, int],
    areas: Areas[Area],
    chains: list[dict[int, str | None]],
    titles: dict[int, str | None],
    own: int | None,
) -> dict[str, Any]:
    """Admin names and pcode of a place: from the areas above its own level that hold it."""
    if own is not None:
        area = areas.areas[own]
        held_by = {level: name for level, name in chains[own].items() if level < area.level and name}
        return {f"admin{level}": name for level, name in held_by.items()} | {"pcode": area.pcode}
    if place.feature in _WIDE or not held:
        return {}
    deepest = _LEVELS.get(place.feature, 4) - 1
    if place.precision == "near":
        deepest = min(deepest, 2)  # the point is rough
    fields: dict[str, Any] = {}
    for level in (n for n in LEVELS if n <= deepest and n in held):
        for above, name in chains[held[level]].items():
            if above < level and name:
                fields.setdefault(f"admin{above}", name)
        name = titles[held[level]]
        if name:
            fields[f"admin{level}"] = name
        if place.feature not in _LEVELS:
            fields["pcode"] = areas.areas[held[level]].pcode or fields.get("pcode")
    return fields
