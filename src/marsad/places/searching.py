"""Looking a name up in the gazetteer as people do: whole names first, then names that hold it, in either script."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

import msgspec

from marsad.places.gazetteer import Gazetteer
from marsad.places.layer import ADDED, Import
from marsad.places.records import Place
from marsad.places.wording import bare_phrase
from marsad.text.folding import fold_key

#: Where the embedded places come from, and under what licence.
_CURATED: Final = ("Marsad", "Apache-2.0")
_GEONAMES: Final = ("GeoNames", "CC BY 4.0")
_ADDED: Final = ("added by hand", "")


class FoundPlace(msgspec.Struct, frozen=True):
    """A place with the source and the licence of its data. `names` are the look-up forms that it is found by."""

    place: Place
    names: tuple[str, ...]
    source: str
    licence: str


def origin_of(place: Place, imports: Mapping[str, Import]) -> tuple[str, str]:
    """Source and licence of a place; `imports` are those of the user's layer by name."""
    if place.source == ADDED:
        return _ADDED
    if place.source is not None:
        found = imports.get(place.source)
        return (found.origin, found.licence) if found is not None else (place.source, "")
    return _CURATED if place.curated else _GEONAMES


def search(
    gazetteer: Gazetteer, name: str, imports: Mapping[str, Import], country: str | None = None, limit: int | None = 50
) -> list[FoundPlace]:
    """Places of a name, an id, a pcode or a GeoNames id; whole names before parts, then the larger places.

    >>> # search(gazetteer, "حويجة", {})[0].place.name == "الحويجة"
    """
    key, latin = bare_phrase(name), name.strip().casefold()
    found: dict[int, int] = {}
    names: dict[int, list[str]] = {}
    for known, entries in gazetteer.names.items():
        rank = _rank(known, key)
        for code in entries[1:]:
            names.setdefault(code >> 2, []).append(known)
            if rank is not None:
                found[code >> 2] = min(rank, found.get(code >> 2, rank))
    for i in range(len(gazetteer)):
        place = gazetteer.place(i)
        ids = (place.place_id, place.pcode, str(place.geonames_id))
        told = 0 if latin in (v.casefold() for v in ids if v) else _rank((place.name_en or "").casefold(), latin)
        if told is None and fold_key(place.name) == fold_key(name):
            told = 0
        if told is not None:
            found[i] = min(told, found.get(i, told))
    rows = [(rank, -p.rank, -p.population, p.place_id, i) for i, rank in found.items() if (p := gazetteer.place(i))]
    chosen = [i for *_, i in sorted(rows) if country is None or gazetteer.place(i).country == country]
    return [
        FoundPlace(gazetteer.place(i), tuple(sorted(set(names.get(i, ())))), *origin_of(gazetteer.place(i), imports))
        for i in chosen[:limit]
    ]


def _rank(known: str, asked: str) -> int | None:
    """0 for the whole name, 1 for its beginning, 2 for a part of it that begins a word; None else."""
    if not asked or asked not in known:
        return None
    if known == asked:
        return 0
    if known.startswith(asked):
        return 1
    return 2 if f" {asked}" in known else None
