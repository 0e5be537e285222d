"""What the report calls things, in both languages: `data/labels.yaml`, the countries and the big towns."""

from __future__ import annotations

import csv
from functools import cache
from importlib.resources import files
from typing import Any, Final

from marsad.errors import BadData
from marsad.lexicon.countries import iter_countries
from marsad.text.yamldata import parse_yaml

_DATA: Final = files("marsad.report") / "data"
_TOWNS_HEADER: Final = ["name", "name_en", "country", "lat", "lon", "population", "capital"]
#: [Arabic name, English name, latitude, longitude, population, 1 for a capital].
Town = tuple[str, str, float, float, int, int]


@cache
def load_labels() -> dict[str, Any]:
    """The sections of `labels.yaml` and `countries`: ISO alpha-3 → {ar, en}. The same object every time: do not change it."""

    labels: dict[str, Any] = parse_yaml((_DATA / "labels.yaml").read_text(encoding="utf-8"))
    countries = {c.iso3: {"ar": c.name, "en": c.name_en} for c in iter_countries()}
    labels["countries"] = countries | labels.pop("countries_extra")
    return labels


@cache
def load_towns() -> tuple[Town, ...]:
    """Towns to label the map with; `BadData` when the file has a wrong header or row."""
    rows = csv.reader((_DATA / "towns.csv").read_text(encoding="utf-8").splitlines())
    if next(rows, None) != _TOWNS_HEADER:
        raise BadData(f"towns.csv: the header is not {','.join(_TOWNS_HEADER)}")
    return tuple(_town(row) for row in rows)


def _town(row: list[str]) -> Town:
    try:
        name, name_en, _, lat, lon, population, capital = row
        return name, name_en, float(lat), float(lon), int(population), int(capital)
    except ValueError as error:
        raise BadData(f"towns.csv: {','.join(row)}: {error}") from None
