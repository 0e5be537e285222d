"""Small gazetteers as users have them: made here, in the forms of GeoNames, OCHA and spreadsheets."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

Ring = Sequence[tuple[float, float]]


def square(west: float, south: float, east: float, north: float) -> list[tuple[float, float]]:
    """A closed ring, (lon, lat)."""
    return [(west, south), (east, south), (east, north), (west, north), (west, south)]


#: A governorate of two parts with a hole in the first; its districts and one sub-district. All in the south-west of Iraq.
HOLE = square(42.4, 30.4, 42.6, 30.6)
WEST, EAST = square(42.0, 30.0, 43.0, 31.0), square(43.5, 30.0, 44.0, 31.0)


def feature(geometry: dict[str, Any] | None, **properties: Any) -> dict[str, Any]:
    return {"type": "Feature", "properties": properties, "geometry": geometry}


def polygon(*rings: Ring) -> dict[str, Any]:
    return {"type": "Polygon", "coordinates": [list(map(list, ring)) for ring in rings]}


def multipolygon(*polygons: Sequence[Ring]) -> dict[str, Any]:
    return {"type": "MultiPolygon", "coordinates": [[list(map(list, r)) for r in rings] for rings in polygons]}


COUNTRY = {"ADM0_EN": "Iraq", "ADM0_AR": "العراق", "ADM0_PCODE": "IQ"}
FIRST = {"ADM1_EN": "Badiya", "ADM1_AR": "محافظة البادية الكبرى", "ADM1_PCODE": "IQX1", **COUNTRY}


def write_geojson(path: Path, features: Sequence[dict[str, Any]], **more: Any) -> Path:
    path.write_text(json.dumps({"type": "FeatureCollection", "features": features, **more}), encoding="utf-8")
    return path


def write_boundaries(folder: Path) -> list[Path]:
    """Three levels as OCHA gives them: the governorate البادية الكبرى, its districts الغربي and الشرقي, sub-district وادي السمر."""
    whole = multipolygon([WEST, HOLE], [EAST])
    west = {"ADM2_EN": "Gharbi", "ADM2_AR": "قضاء الغربي الصحراوي", "ADM2_PCODE": "IQX1Q1", "ADM2ALT1AR": "غرب البادية"}
    east = {"ADM2_EN": "Sharqi", "ADM2_AR": "الشرقي الصحراوي", "ADM2_PCODE": "IQX1Q2"}
    third = {"ADM3_EN": "Wadi Samr", "ADM3_AR": "ناحية وادي السمر", "ADM3_PCODE": "IQX1Q1N1", "ADM3_KU": "دۆڵی سەمر"}
    return [
        write_geojson(folder / "irq_adm1.geojson", [feature(whole, **FIRST)]),
        write_geojson(
            folder / "irq_adm2.geojson",
            [feature(polygon(WEST, HOLE), **west, **FIRST), feature(polygon(EAST), **east, **FIRST)],
        ),
        write_geojson(
            folder / "irq_adm3.geojson", [feature(polygon(square(42.0, 30.0, 42.3, 30.3)), **third, **west, **FIRST)]
        ),
    ]


def dump_row(
    geonames_id: int, name: str, names: str, lat: float | str, lon: float | str, code: str = "PPL", **more: str
) -> str:
    """A line of a GeoNames dump: `code` the feature code; `country`, `admin1`, `admin2`, `population`."""
    kind = {"A": "ADM", "P": "PPL"}
    letter = next((k for k, prefix in kind.items() if code.startswith(prefix)), "T")
    fields = [
        str(geonames_id), name, name, names, str(lat), str(lon), letter, code, more.get("country", "IQ"), "",
        more.get("admin1", ""), more.get("admin2", ""), "", "", more.get("population", "0"), "", "300",
        "Asia/Baghdad", "2024-01-01",
    ]  # fmt: skip
    return "\t".join(fields)


DUMP = [
    dump_row(900001, "Badiya", "Badiya,محافظة البادية الكبرى", 30.5, 42.2, "ADM1", admin1="77"),
    dump_row(900002, "Tall Namil", "Tall Namil,تل النمل الشمالي", 30.7, 42.8, admin1="77"),
    dump_row(900003, "Qasr Rih", "", 30.2, 42.7, admin1="77", population="3500"),
    dump_row(900004, "Jabal Samr", "جبل السمر البعيد", 30.1, 42.1, "MT", admin1="77"),
    dump_row(900005, "Funduq", "فندق", 30.1, 42.1, "HTL", admin1="77"),
]
BAD_DUMP = ["900006\tshort row", dump_row(900007, "Nowhere", "لا مكان", "north", 42.0)]

NAMES = [
    "1\t900003\tar\tقصر الريح\t1\t\t\t",
    "2\t900003\tar\tقصر الرياح\t\t\t\t",
    "3\t900003\ten\tWind Palace\t\t\t\t",
    "4\t900003\tlink\thttps://example.org\t\t\t\t",
    "5\t900003\tar\tقَصر الهواء القديم\t\t\t\t1\t1900\t1950",
]


def write_dump(folder: Path, *, bad: bool = False, zipped: bool = False) -> Path:
    text = "\n".join(DUMP + (BAD_DUMP if bad else [])) + "\n"
    if not zipped:
        path = folder / "IQ.txt"
        path.write_text(text, encoding="utf-8")
        return path
    path = folder / "IQ.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("readme.txt", "This work is licensed under a Creative Commons licence")
        archive.writestr("IQ.txt", text)
    return path


def write_names(folder: Path) -> Path:
    path = folder / "alternateNames.txt"
    path.write_text("\n".join(NAMES) + "\n", encoding="utf-8")
    return path
