"""The curated gazetteer files: every row is well formed, lies in its country and belongs to a province that has one."""

from __future__ import annotations

import csv
from collections import Counter
from pathlib import Path
from typing import Final

import pytest

import marsad
from marsad.places.geography import distance_km
from marsad.text.folding import fold_key

DATA: Final = Path(marsad.__file__).parent / "places" / "data"
COLUMNS: Final = [
    "name",
    "name_en",
    "country",
    "feature",
    "admin1",
    "admin2",
    "admin3",
    "lat",
    "lon",
    "precision",
    "aliases",
    "note",
]
FEATURES: Final = frozenset(
    [
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
)
PRECISIONS: Final = frozenset(["exact", "town", "district", "province", "country", "near"])
#: Larger than the country by a few kilometres, disputed and occupied land included: south, north, west, east.
BOXES: Final = {
    "AFG": (29.3, 38.6, 60.4, 75.0),
    "ARE": (22.5, 26.6, 51.4, 56.7),
    "BFA": (9.3, 15.2, -5.6, 2.5),
    "BHR": (25.5, 26.4, 50.3, 50.9),
    "CMR": (1.6, 13.2, 8.4, 16.3),
    "DJI": (10.8, 12.8, 41.7, 43.5),
    "DZA": (18.9, 37.4, -8.8, 12.1),
    "EGY": (21.9, 31.9, 24.6, 37.1),
    "ERI": (12.3, 18.1, 36.4, 43.2),
    "ESH": (20.7, 27.8, -17.2, -8.6),
    "ETH": (3.3, 15.0, 32.9, 48.1),
    "IRN": (24.9, 39.9, 43.9, 63.4),
    "ISR": (29.4, 33.4, 34.2, 35.95),
    "IRQ": (29.0, 37.5, 38.5, 48.8),
    "JOR": (29.1, 33.5, 34.8, 39.4),
    "KEN": (-4.8, 5.1, 33.8, 42.0),
    "KWT": (28.4, 30.2, 46.5, 48.9),
    "LBN": (33.0, 34.8, 35.0, 36.7),
    "LBY": (19.4, 33.4, 9.2, 25.3),
    "MAR": (27.6, 36.0, -13.3, -0.9),
    "MLI": (10.1, 25.1, -12.3, 4.4),
    "MRT": (14.6, 27.4, -17.2, -4.7),
    "NER": (11.6, 23.6, 0.1, 16.1),
    "NGA": (4.1, 14.0, 2.6, 14.8),
    "OMN": (16.5, 26.6, 51.8, 60.0),
    "PAK": (23.5, 37.2, 60.8, 77.2),
    "PSE": (31.1, 32.7, 34.1, 35.7),
    "QAT": (24.4, 26.3, 50.6, 51.8),
    "SAU": (16.2, 32.3, 34.4, 55.8),
    "SDN": (8.6, 23.3, 21.7, 38.9),
    "SOM": (-1.8, 12.1, 40.9, 51.6),
    "SSD": (3.4, 12.3, 23.4, 36.0),
    "SYR": (32.2, 37.5, 35.5, 42.5),
    "TCD": (7.4, 23.6, 13.4, 24.1),
    "TUN": (30.1, 37.7, 7.4, 11.9),
    "TUR": (35.7, 42.3, 25.5, 44.9),
    "YEM": (11.9, 19.1, 41.5, 54.7),
}
Row = dict[str, str]


def _is_regional(path: Path) -> bool:
    """Iraq has a test of its own; the rest of the world needs no provinces and no boxes."""
    return path.stem not in {"iraq", "world"}


FILES: Final = sorted(path for path in DATA.glob("*.csv") if _is_regional(path))


def _rows(path: Path) -> list[Row]:
    with path.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def _fault(row: Row) -> str | None:
    """What is wrong with the row taken alone; None when nothing is."""
    if row["country"] not in BOXES:
        return "country without a box"
    if row["feature"] not in FEATURES or row["precision"] not in PRECISIONS:
        return "feature or precision outside the vocabulary"
    if any(value != value.strip() for value in row.values()):
        return "space around a value"
    if not row["name"] or not row["name_en"].isprintable() or not row["name_en"].isascii():
        return "name missing, or the English name is not plain"
    if bool(row["lat"]) != bool(row["lon"]):
        return "half a point"
    return _point_fault(row) if row["lat"] else None


def _point_fault(row: Row) -> str | None:
    south, north, west, east = BOXES[row["country"]]
    if not (south <= float(row["lat"]) <= north and west <= float(row["lon"]) <= east):
        return "point outside the country"
    return None


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_header(path: Path) -> None:
    with path.open(encoding="utf-8", newline="") as lines:
        assert next(csv.reader(lines)) == COLUMNS


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_row_is_valid(path: Path) -> None:
    faults = [(row["name"], fault) for row in _rows(path) if (fault := _fault(row))]
    assert faults == []


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_aliases_are_arabic_names_given_once(path: Path) -> None:
    faults = []
    for row in _rows(path):
        names = [row["name"], *(row["aliases"].split("|") if row["aliases"] else [])]
        if any(not name.lstrip("=").strip() or name != name.strip() for name in names) or len(set(names)) < len(names):
            faults.append((row["name"], row["aliases"]))
    assert faults == []


def test_no_place_stands_twice() -> None:
    seen = Counter(
        (fold_key(row["name"].lstrip("=")), row["country"], row["admin1"], row["feature"])
        for path in FILES
        for row in _rows(path)
    )
    assert [key for key, count in seen.items() if count > 1] == []


def test_every_admin1_is_a_province_of_the_country() -> None:
    rows = [row for path in (*FILES, DATA / "iraq.csv") for row in _rows(path)]
    provinces = {(row["country"], row["name"].lstrip("=")) for row in rows if row["feature"] == "province"}
    orphans = {(row["country"], row["admin1"]) for row in rows if row["admin1"]} - provinces
    assert orphans == set()


def test_every_country_named_has_a_row() -> None:
    rows = [row for path in (*FILES, DATA / "iraq.csv") for row in _rows(path)]
    assert {row["country"] for row in rows} == {row["country"] for row in rows if row["feature"] == "country"}


#: How far a place may lie from the point of the one that its line names as its parent, in kilometres.
REACH: Final = {"admin1": 350.0, "admin2": 140.0, "admin3": 60.0}
#: Provinces and districts of the desert that reach farther.
VAST: Final = {
    ("DZA", "إليزي"), ("DZA", "تمنراست"), ("DZA", "أدرار"),
    ("EGY", "البحر الأحمر"), ("EGY", "الوادي الجديد"), ("ESH", "العيون الساقية الحمراء"),
    ("IRQ", "الرطبة"), ("IRQ", "السلمان"), ("IRQ", "النجف"), ("LBY", "الواحات"), ("LBY", "مرزق"), ("MAR", "العيون الساقية الحمراء"),
    ("MLI", "تمبكتو"), ("MRT", "تيرس زمور"), ("NER", "أغاديز"), ("OMN", "الوسطى العمانية"), ("PAK", "بلوشستان"), ("SAU", "المنطقة الشرقية"),
    ("SDN", "شمال دارفور"),
    ("SAU", "الحدود الشمالية"), ("SAU", "منطقة الرياض"),
}  # fmt: skip
ALL: Final = sorted(DATA.glob("*.csv"))


def _points_by_name(rows: list[Row]) -> dict[tuple[str, str], list[tuple[float, float]]]:
    points: dict[tuple[str, str], list[tuple[float, float]]] = {}
    for row in rows:
        if row["lat"]:
            key = (row["country"], row["name"].lstrip("="))
            points.setdefault(key, []).append((float(row["lat"]), float(row["lon"])))
    return points


def _strays(row: Row, points: dict[tuple[str, str], list[tuple[float, float]]]) -> list[tuple[str, str, float]]:
    """The parents named in the line that have a point, but none within reach of the place: column, name, kilometres."""
    out = []
    for column, reach in REACH.items():
        parent = (row["country"], row[column])
        known = points.get(parent)
        if known is None or parent in VAST:
            continue
        km = min(distance_km(float(row["lat"]), float(row["lon"]), lat, lon) for lat, lon in known)
        if km > reach:
            out.append((column, row[column], round(km)))
    return out


@pytest.mark.parametrize("path", ALL, ids=lambda path: path.stem)
def test_every_point_lies_within_reach_of_its_parents(path: Path) -> None:
    points = _points_by_name([row for other in ALL for row in _rows(other)])
    strays = [(row["name"], stray) for row in _rows(path) if row["lat"] and (stray := _strays(row, points))]
    assert strays == []


@pytest.mark.parametrize("path", ALL, ids=lambda path: path.stem)
def test_every_district_named_has_a_row(path: Path) -> None:
    """Or is a town or a quarter of the list, where the district bears its name."""
    names = {(row["country"], row["name"].lstrip("=")) for other in ALL for row in _rows(other)}
    assert [row["name"] for row in _rows(path) if row["admin2"] and (row["country"], row["admin2"]) not in names] == []
