"""Places whose names are spelled like a name: what a name that no gazetteer has may have been meant for."""

from __future__ import annotations

import msgspec

from marsad.places.gazetteer import Gazetteer
from marsad.places.geography import distance_km
from marsad.places.records import Place
from marsad.places.wording import bare_phrase

#: Letters of a name that one letter may differ in; longer names may differ in two.
_SHORT, _LONG = 4, 7


class Alike(msgspec.Struct, frozen=True, kw_only=True):
    """A place that a name may be: `letters` by which its name differs, 0 for the same name; `km` from the point told with it."""

    place: Place
    letters: int
    km: float | None


def find_alike(
    gazetteer: Gazetteer,
    name: str,
    country: str | None = None,
    near: tuple[float, float] | None = None,
    limit: int = 12,
) -> list[Alike]:
    """Places of this name or one of nearly its spelling, in the country where one is told; the same name first, then the nearest.

    «الحويجه» and «الحويجية» find الحويجة; `near` is a point, latitude first.
    """
    key = bare_phrase(name)
    if not key:
        return []
    allowed = 0 if len(key) < _SHORT else 1 if len(key) < _LONG else 2
    letters = set(key)
    found: dict[int, int] = {}
    for known, entries in gazetteer.names.items():
        if abs(len(known) - len(key)) > allowed or len(letters.symmetric_difference(known)) > 2 * allowed:
            continue
        apart = letters_apart(key, known, allowed)
        if apart <= allowed:
            for code in entries[1:]:
                found[code >> 2] = min(apart, found.get(code >> 2, apart))
    rows = []
    for index, apart in found.items():
        place = gazetteer.place(index)
        if (country is None or place.country == country) and place.lat is not None and place.lon is not None:
            km = None if near is None else distance_km(place.lat, place.lon, *near)
            rows.append(Alike(place=place, letters=apart, km=km))
    return sorted(rows, key=lambda a: (a.letters, a.km or 0.0, -a.place.rank, a.place.place_id))[:limit]


def letters_apart(a: str, b: str, most: int) -> int:
    """How many letters must be changed, put in, left out or swapped with their neighbour to make `b` of `a`; `most` + 1 for more."""
    before: list[int] = []
    row = list(range(len(b) + 1))
    for i, x in enumerate(a, start=1):
        earlier, before, row = before, row, [i]
        for j, y in enumerate(b, start=1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (x != y))
            if i > 1 and j > 1 and x == b[j - 2] and a[i - 2] == y:
                cost = min(cost, earlier[j - 2] + 1)
            row.append(cost)
        if min(row) > most:
            return most + 1
    return row[-1]
