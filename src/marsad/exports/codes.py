"""Codes of countries that the field's sets use, from `data/countries.csv`: ISO 3166-1 alpha-2 and numeric, Gleditsch–Ward,
Correlates of War, and the regions of ACLED and UCDP. What the file does not hold stays empty in an export."""

from __future__ import annotations

import csv
from functools import cache
from importlib.resources import files
from typing import TypeVar

import msgspec

from marsad.errors import BadData
from marsad.text.yamldata import parse_yaml

T = TypeVar("T")


class CountryCodes(msgspec.Struct, frozen=True, kw_only=True):
    """The codes of one country; "" where a set has none."""

    iso2: str = ""
    iso_numeric: str = ""
    gw: str = ""
    cow: str = ""
    acled_region: str = ""
    ucdp_region: str = ""


def country_codes(iso3: str | None) -> CountryCodes:
    """The codes of a country by its alpha-3 code; all empty for one that is not in the file."""
    return _table().get(iso3 or "", CountryCodes())


@cache
def _table() -> dict[str, CountryCodes]:
    text = (files("marsad.exports") / "data" / "countries.csv").read_text(encoding="utf-8")
    return {row.pop("iso3"): CountryCodes(**row) for row in csv.DictReader(text.splitlines())}


def load_mapping(name: str, shape: type[T]) -> T:
    """The file `data/NAME.yaml` in the given shape; `BadData` says what is wrong in it."""
    text = (files("marsad.exports") / "data" / f"{name}.yaml").read_text(encoding="utf-8")
    try:
        return msgspec.convert(parse_yaml(text), shape)
    except (ValueError, msgspec.ValidationError) as error:
        raise BadData(f"exports/data/{name}.yaml: {error}") from None
