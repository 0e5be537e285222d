"""Administrative boundaries as GeoJSON: OCHA's Common Operational Datasets of any edition, geoBoundaries, and their like."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

import msgspec
import regex

from marsad.errors import BadRecord
from marsad.gazetteers.records import BadRow, Found, RowError, parse_country, text_of, without_kind
from marsad.places.boundaries import LEVELS
from marsad.places.layer import Area, arabic_names

#: ADM2_AR, admin2Name_ar, adm2_name, adm2_name1, ADM2ALT1EN; pcodes: ADM2_PCODE, admin2Pcode, adm2_code.
_NAME: Final = regex.compile(r"adm(?:in)?_?([0-5])_?(?:alt\d?_?|name_?\d?_?)?([a-z]{2,3})?")
_CODE: Final = regex.compile(r"adm(?:in)?_?([0-5])_?(?:pcode|code|id)")
_FILE_LEVEL: Final = regex.compile(r"adm(?:in)?_?([0-5])", regex.IGNORECASE)
_NO_LANGUAGES: Final = frozenset({"ref", "src", "sou", "typ"})
#: Languages that write Arabic letters and are not Arabic.
_OTHER_SCRIPTS: Final = frozenset({"ku", "ckb", "kmr", "fa", "ur", "ps", "ug"})
_PLAIN_NAMES: Final = ("name_ar", "name:ar", "shapename", "name", "name_en", "name:en", "name_ku", "name:ku")
_PLAIN_CODES: Final = ("pcode", "shapeiso", "iso_code", "code")
_WGS84: Final = ("CRS84", "4326")


class _Names(msgspec.Struct):
    """Pcode and names of one level: `arabic`, `latin`, and `others` (further spellings and languages)."""

    pcode: str | None = None
    arabic: str | None = None
    latin: str | None = None
    others: list[str] = []


def read_boundaries(data: bytes, file: str, country: str | None = None, level: int | None = None) -> Found:
    """The areas of a FeatureCollection. `country` (alpha-3) and `level` (1 to 3) go before what the file says.

    `BadRecord` when the file is no collection of features in WGS 84 degrees.
    """
    found = Found()
    for number, feature in enumerate(_features(data, file), start=1):
        found.rows += 1
        try:
            area = _parse_area(feature, file, country, level)
        except RowError as error:
            found.bad.append(BadRow(file, f"feature {number}", str(error)))
            continue
        if area is None:
            found.left_out += 1
        else:
            found.areas.append(area)
    return found


def _features(data: bytes, file: str) -> list[Any]:
    try:
        whole = msgspec.json.decode(data.removeprefix(b"\xef\xbb\xbf"))
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise BadRecord(file, f"no JSON ({error})", "boundaries are GeoJSON; convert other formats to it") from None
    features = whole.get("features") if isinstance(whole, dict) else None
    if not isinstance(features, list):
        kind = whole.get("type") if isinstance(whole, dict) else type(whole).__name__
        raise BadRecord(
            file, f"{kind!r} is no FeatureCollection", "boundaries are GeoJSON; convert other formats to it"
        )
    crs = whole.get("crs")
    if isinstance(crs, dict) and not any(known in str(crs) for known in _WGS84):
        raise BadRecord(file, f"its coordinates are in {crs}", "convert it to WGS 84 degrees (EPSG:4326)")
    return features


def _parse_area(feature: Any, file: str, country: str | None, level: int | None) -> Area | None:
    """An area; None for levels that are not used (the country itself, and below level 3)."""
    told = feature.get("properties") if isinstance(feature, dict) else None
    if not isinstance(told, dict):
        raise RowError("no properties")
    properties = {str(k).lower(): v for k, v in told.items()}
    levels = _by_level(properties)
    at = level or _level(properties, levels, file)
    if at not in LEVELS:
        return None
    own = levels.get(at, _Names())
    _add_plain(own, properties)
    if not (own.arabic or own.latin):
        raise RowError(f"no name of level {at} among the properties {', '.join(sorted(told))[:80]}")
    shape, point = _shape(feature.get("geometry"))
    above = [levels.get(n, _Names()) for n in range(1, at)]
    return Area(
        level=at,
        country=country or _country(properties, levels, own),
        pcode=own.pcode,
        name=own.arabic,
        name_en=own.latin,
        others=tuple(dict.fromkeys(own.others)),
        parents=tuple((n.pcode, n.arabic) for n in above),
        point=point,
        shape=shape,
    )


def _by_level(properties: Mapping[str, Any]) -> dict[int, _Names]:
    out: dict[int, _Names] = {}
    for key, value in properties.items():
        text = text_of(value)
        if not text:
            continue
        if found := _CODE.fullmatch(key):
            out.setdefault(int(found[1]), _Names()).pcode = text
        elif (found := _NAME.fullmatch(key)) and found[2] not in _NO_LANGUAGES:
            language = found[2] or _language(properties, key)
            _add_name(out.setdefault(int(found[1]), _Names()), text, language, "alt" in key)
    return out


def _language(properties: Mapping[str, Any], key: str) -> str | None:
    """Of newer editions: adm2_name is in the language `lang`, adm2_name1 in `lang1`."""
    number = key[-1] if key[-1].isdecimal() and "name" in key else ""
    return text_of(properties.get(f"lang{number}")) or None


def _add_name(names: _Names, text: str, language: str | None, further: bool = False) -> None:
    """A name goes by its letters: of a language that shares them, or a second one, it is a further name."""
    if arabic_names([text]) and language not in _OTHER_SCRIPTS:
        clean = without_kind(arabic_names([text])[0])
        if names.arabic is None and not further:
            names.arabic = clean
        elif clean != names.arabic:
            names.others.append(clean)
    elif text.isascii() and names.latin is None and not further and language in (None, "en", "fr"):
        names.latin = text
    elif text != names.latin:
        names.others.append(text)


def _add_plain(names: _Names, properties: Mapping[str, Any]) -> None:
    """Properties without a level are those of the area itself."""
    for key in _PLAIN_NAMES:
        if text := text_of(properties.get(key)):
            _add_name(names, text, key.rpartition("name")[2].strip("_:") or None)
    for key in _PLAIN_CODES:
        names.pcode = names.pcode or text_of(properties.get(key)) or None


def _level(properties: Mapping[str, Any], levels: Mapping[int, _Names], file: str) -> int:
    """The deepest level that the properties name; else what they or the file's name say."""
    named = [n for n, names in levels.items() if names.pcode or names.arabic or names.latin]
    if named and max(named) > 0:
        return max(named)
    told = text_of(properties.get("shapetype")) or text_of(properties.get("level")) or file
    found = _FILE_LEVEL.search(told)
    if found is None and not told.isdecimal():
        raise RowError("the level is not told; give --level 1, 2 or 3")
    return int(told if found is None else found[1])


def _country(properties: Mapping[str, Any], levels: Mapping[int, _Names], own: _Names) -> str:
    whole = levels.get(0, _Names())
    told = [text_of(properties.get(k)) for k in ("shapegroup", "iso3", "country")]
    told += [whole.pcode or "", whole.latin or "", whole.arabic or "", (own.pcode or "")[:3], (own.pcode or "")[:2]]
    for value in filter(None, told):
        try:
            return parse_country(value)
        except RowError:
            continue
    raise RowError("the country is not told; give --country, as --country IRQ")


def _shape(geometry: Any) -> tuple[bytes, tuple[float, float]]:
    """The outline as WKB and a point inside it (lat, lon). Faulty rings are repaired."""
    import shapely
    from shapely.geometry import shape

    if not isinstance(geometry, dict) or geometry.get("type") not in ("Polygon", "MultiPolygon"):
        raise RowError(
            f"geometry {geometry.get('type') if isinstance(geometry, dict) else None!r} is no (multi)polygon"
        )
    try:
        made = shape(geometry)
        if not made.is_valid:
            made = shapely.make_valid(made)
            parts = [p for p in shapely.get_parts(made) if p.geom_type in ("Polygon", "MultiPolygon")]
            made = shapely.union_all(parts)
    except Exception as error:  # shapely tells broken coordinates by several kinds of exception
        raise RowError(f"the outline cannot be read ({error})") from None
    if made.is_empty:
        raise RowError("the outline is empty")
    west, south, east, north = made.bounds
    if not (-180 <= west <= east <= 180 and -90 <= south <= north <= 90):
        raise RowError("the outline is not in WGS 84 degrees; convert the file to EPSG:4326")
    inside = made.representative_point()
    return shapely.to_wkb(made), (round(inside.y, 5), round(inside.x, 5))
