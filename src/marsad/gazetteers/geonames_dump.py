"""GeoNames: country dumps (`IQ.txt`, 19 columns) and alternate names (`alternateNames`, `alternateNamesV2`)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final, cast

import msgspec

from marsad.gazetteers.records import (
    BadRow,
    Found,
    RowError,
    geonames_features,
    parse_country,
    parse_point,
    without_kind,
)
from marsad.places.layer import arabic_names
from marsad.places.records import Feature, NamedPlace, Place

DUMP_COLUMNS: Final = 19
#: Columns of alternateNames and of alternateNamesV2.
NAMES_COLUMNS: Final = (8, 10)
#: A populated place without a rank counts as a town from so many inhabitants.
_TOWN: Final = 2_000
_ARABIC_LANGUAGES: Final = frozenset({"ar", "arz", "acm", "apc", "ajp", "ary", "arq", "aeb", "ayl", "apd", "ayn", ""})
_PRECISIONS: Final = {
    "province": "province",
    "district": "district",
    "subdistrict": "district",
    "town": "town",
    "village": "town",
}
_EXACT: Final = frozenset({"airport", "base", "crossing", "dam", "prison", "university", "other"})


def read_dump(lines: Iterable[str], file: str, source: str, only: str | None = None) -> Found:
    """The places of a country dump, with the names of their provinces and districts where the dump has these in Arabic.

    `source` is the name of the import; `only` an alpha-3 code: places of other countries are left out.
    """
    found = Found()
    admin: dict[tuple[str, ...], str] = {}
    codes: list[tuple[str, ...]] = []
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        found.rows += 1
        fields = line.rstrip("\r\n").split("\t")
        try:
            made = _parse_place(fields, source)
        except RowError as error:
            found.bad.append(BadRow(file, f"line {number}", str(error)))
            continue
        if made is None or (only and made.place.country != only):
            found.left_out += 1
            continue
        key = (fields[8], fields[10], fields[11])
        if made.names and made.place.feature in ("province", "district"):
            admin[key if made.place.feature == "district" else key[:2]] = made.place.name
        found.places.append(made)
        codes.append(key)
    found.places = [_with_admin(row, key, admin) for row, key in zip(found.places, codes, strict=True)]
    return found


def _parse_place(fields: list[str], source: str) -> NamedPlace | None:
    if len(fields) != DUMP_COLUMNS:
        raise RowError(f"{len(fields)} columns where a dump of GeoNames has {DUMP_COLUMNS}, separated by tabs")
    geonames_id, name, _, others, lat, lon, _, code, country = fields[:9]
    if not geonames_id.isdecimal():
        raise RowError(f"geonameid {geonames_id!r} is no number")
    feature = geonames_features().get(code)
    if feature is None or not country:
        return None
    population = int(fields[14]) if fields[14].isdecimal() else 0
    if code == "PPL" and population >= _TOWN:
        feature = "town"
    point = parse_point(lat, lon)
    if point is None:
        raise RowError("no point")
    names = arabic_names([name, *others.split(",")])
    if feature in ("province", "district", "subdistrict"):
        names = list(dict.fromkeys(map(without_kind, names)))
    place = Place(
        place_id=f"gn_{geonames_id}",
        name=names[0] if names else name,
        name_en=name,
        country=parse_country(country),
        feature=cast("Feature", feature),
        lat=point[0],
        lon=point[1],
        precision=_PRECISIONS.get(feature, "exact" if feature in _EXACT else "near"),  # type: ignore[arg-type]
        population=population,
        geonames_id=int(geonames_id),
        source=source,
    )
    return NamedPlace(place, tuple(names))


def _with_admin(row: NamedPlace, key: tuple[str, ...], admin: dict[tuple[str, ...], str]) -> NamedPlace:
    if row.place.feature == "province":
        return row
    admin1 = admin.get(key[:2]) if key[1] else None
    admin2 = admin.get(key) if key[2] and row.place.feature != "district" else None
    return NamedPlace(msgspec.structs.replace(row.place, admin1=admin1, admin2=admin2), row.names)


def read_alternate_names(lines: Iterable[str], file: str) -> Found:
    """Names in Arabic letters by GeoNames id, preferred ones first; rows of other languages are left out.

    >>> read_alternate_names(["1\\t99072\\tar\\tالموصل\\t1\\t\\t\\t"], "IQ.txt").names
    {99072: ('الموصل',)}
    """
    found = Found()
    names: dict[int, list[tuple[bool, bool, str]]] = {}
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        found.rows += 1
        fields = line.rstrip("\r\n").split("\t")
        if not NAMES_COLUMNS[0] <= len(fields) <= NAMES_COLUMNS[1] or not fields[1].isdecimal():
            reason = f"no row of alternate names: {len(fields)} columns, geonameid {''.join(fields[1:2])[:20]!r}"
            found.bad.append(BadRow(file, f"line {number}", reason))
            continue
        if fields[2] not in _ARABIC_LANGUAGES or not (made := arabic_names([fields[3]])):
            found.left_out += 1
            continue
        preferred, historic = fields[4] == "1", fields[7] == "1"
        names.setdefault(int(fields[1]), []).append((not preferred, historic, made[0]))
    for geonames_id, rows in names.items():
        ordered = sorted(enumerate(rows), key=lambda pair: (pair[1][:2], pair[0]))
        found.names[geonames_id] = tuple(dict.fromkeys(name for _, (_, _, name) in ordered))
    return found
