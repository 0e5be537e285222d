"""Tables of places: CSV with any separator and encoding, columns found by their names or named by the user."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Mapping
from io import StringIO
from typing import Final, cast

from marsad.errors import BadRecord, BadSetting
from marsad.gazetteers.records import BadRow, Found, RowError, parse_country, parse_feature, parse_point, text_of
from marsad.model import content_id
from marsad.model.event import PlacePrecision
from marsad.places.records import NamedPlace, Place
from marsad.reading.encodings import AUTO, decode
from marsad.text.folding import fold_key

#: Fields of a place and the names of columns that hold them, in look-up form; the first column that is there counts.
COLUMNS: Final[dict[str, tuple[str, ...]]] = {
    "name": (
        "name_ar",
        "arabic",
        "name arabic",
        "arabic_name",
        "الاسم",
        "اسم",
        "اسم المكان",
        "المكان",
        "name",
        "place",
    ),
    "name_en": ("name_en", "english", "english_name", "name_latin", "latin"),
    "country": ("country", "iso3", "country_code", "البلد", "الدوله"),
    "kind": ("kind", "feature", "type", "النوع", "نوع"),
    "parent": ("parent", "in", "المركز", "التابع"),
    "admin1": ("admin1", "adm1", "adm1_ar", "governorate", "province", "المحافظه", "محافظه"),
    "admin2": ("admin2", "adm2", "adm2_ar", "district", "القضاء", "قضاء"),
    "admin3": ("admin3", "adm3", "adm3_ar", "subdistrict", "الناحيه", "ناحيه"),
    "lat": ("lat", "latitude", "y", "centroid_lat", "خط العرض", "عرض"),
    "lon": ("lon", "lng", "long", "longitude", "x", "centroid_lon", "خط الطول", "طول"),
    "aliases": ("aliases", "alias", "alternate_names", "other_names", "اسماء اخري"),
    "population": ("population", "pop", "السكان", "عدد السكان"),
    "pcode": ("pcode", "p_code"),
}
_SEPARATORS: Final = "\t;|,"
_DEFAULT_KIND: Final = "village"
_EXACT: Final = frozenset({"airport", "base", "crossing", "dam", "prison", "university", "other"})
_PRECISIONS: Final = {
    "country": "country", "province": "province", "district": "district", "subdistrict": "district", "town": "town",
    "village": "town",
}  # fmt: skip
#: A cell longer than this is no cell: the quotation marks of the file are broken.
_MAX_CELL: Final = 1_000_000


def parse_columns(given: Iterable[str]) -> dict[str, str]:
    """Fields and columns from "name=الاسم"; `BadSetting` for what is not of this form, or an unknown field."""
    out: dict[str, str] = {}
    for pair in given:
        field, equals, column = pair.partition("=")
        if not equals or not column or field not in COLUMNS:
            raise BadSetting(f"field: {pair!r} is not FIELD=COLUMN; the fields are {', '.join(COLUMNS)}")
        out[field] = column
    return out


def read_table(
    data: bytes,
    file: str,
    source: str,
    columns: Mapping[str, str],
    country: str | None = None,
    kind: str | None = None,
    encoding: str = AUTO,
) -> Found:
    """The places of a table with a header. `columns` maps fields of `COLUMNS` to columns; `country` (alpha-3) and `kind`
    are those of rows that tell none. A row needs a name, and a point or a parent.

    Raises `BadRecord` when there is no header with a name, `BadSetting` when a column that was named is not there.
    """
    rows = _rows(decode(data, file, encoding).text, file)
    _, header = next(rows, (1, []))
    places = _positions(header, columns, file)
    found = Found()
    seen: dict[str, int] = {}
    for number, cells in rows:
        if not any(cells):
            continue
        found.rows += 1
        told = {name: text_of(cells[at]) for name, at in places.items() if at < len(cells)}
        try:
            if len(cells) > len(header):
                raise RowError(f"{len(cells)} cells where the header has {len(header)}")
            row, parent = _parse_row(dict.fromkeys(COLUMNS, "") | told, source, country, kind, seen)
        except RowError as error:
            found.bad.append(BadRow(file, f"line {number}", str(error)))
            continue
        found.places.append(row)
        if parent:
            found.parents[row.place.place_id] = parent
    return found


def _rows(text: str, file: str) -> Iterator[tuple[int, list[str]]]:
    head = text.partition("\n")[0]
    separator = max(_SEPARATORS, key=head.count)
    csv.field_size_limit(_MAX_CELL)
    reader = csv.reader(StringIO(text.replace("\0", ""), newline=""), delimiter=separator)
    try:
        for cells in reader:
            yield reader.line_num, cells
    except csv.Error as error:
        raise BadRecord(
            file, f"line {reader.line_num}: no CSV ({error})", "look for a quotation mark that is not closed"
        ) from None


def _positions(header: list[str], columns: Mapping[str, str], file: str) -> dict[str, int]:
    keys = [_column_key(c) for c in header]
    out: dict[str, int] = {}
    for field, column in columns.items():
        if _column_key(column) not in keys:
            raise BadSetting(f"field: {file} has no column {column!r}; it has {', '.join(header)}")
        out[field] = keys.index(_column_key(column))
    for field, names in COLUMNS.items():
        at = next((keys.index(name) for name in map(_column_key, names) if name in keys), None)
        if field not in out and at is not None and at not in out.values():
            out[field] = at
    if "name" not in out:
        raise BadRecord(
            file, f"no column of names among {', '.join(header)[:120]!r}", "name it, as --field name=COLUMN"
        )
    return out


def _column_key(name: str) -> str:
    return " ".join(fold_key(name).replace("_", " ").split())


def _parse_row(
    fields: dict[str, str], source: str, country: str | None, kind: str | None, seen: dict[str, int]
) -> tuple[NamedPlace, str]:
    get = fields.__getitem__
    name = get("name")
    if not name:
        raise RowError("no name")
    if not get("country") and country is None:
        raise RowError("no country; give --country, as --country IRQ")
    code = parse_country(get("country")) if get("country") else country or ""
    feature = parse_feature(get("kind") or kind or _DEFAULT_KIND)
    point = parse_point(get("lat"), get("lon"))
    admin = [get("admin1") or None, get("admin2") or None, get("admin3") or None]
    if point is None and not get("parent") and not any(admin):
        raise RowError("neither a point nor a parent")
    place_id = content_id("pl", code, feature, source, *admin, get("parent"), name)
    seen[place_id] = seen.get(place_id, 0) + 1
    if seen[place_id] > 1:  # several places of one name and parent
        place_id = content_id("pl", place_id, seen[place_id])
    place = Place(
        place_id=place_id,
        name=name,
        name_en=get("name_en") or None,
        country=code,
        feature=feature,
        admin1=admin[0],
        admin2=admin[1],
        admin3=admin[2],
        lat=point[0] if point else None,
        lon=point[1] if point else None,
        precision=precision_of(feature, point is not None),
        population=int(get("population")) if get("population").isdecimal() else 0,
        pcode=get("pcode") or None,
        source=source,
    )
    aliases = [a.strip() for a in get("aliases").replace(";", "|").split("|") if a.strip()]
    return NamedPlace(place, tuple(dict.fromkeys((name, *aliases)))), get("parent")


def precision_of(feature: str, has_point: bool) -> PlacePrecision:
    """How exact the point of a place of this kind is."""
    found = _PRECISIONS.get(feature, "exact" if feature in _EXACT else "near") if has_point else "near"
    return cast("PlacePrecision", found)
