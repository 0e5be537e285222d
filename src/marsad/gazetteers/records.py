"""What every reader of a gazetteer yields, and the values that all of them hold."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import Any, Final, cast, get_args

import msgspec
import regex

from marsad.lexicon.countries import get_country, get_country_by_name, iter_countries
from marsad.places.geonames import alpha3_codes
from marsad.places.layer import Area
from marsad.places.records import Feature, NamedPlace
from marsad.places.wording import parse_wording
from marsad.text.folding import fold_key, fold_light
from marsad.text.yamldata import parse_yaml

FEATURES: Final = frozenset(get_args(Feature))
_KIND_WORDS: Final = regex.compile(r"^(?:محافظة|قضاء|ناحية|ولاية|مديرية|منطقة|معتمدية|بلدية|إمارة) (?=\S)")


class BadRow(msgspec.Struct, frozen=True):
    """A row that gave nothing: its file, where in it ("line 7", "feature 3"), and why."""

    file: str
    where: str
    reason: str


class Found(msgspec.Struct):
    """What a file gave: places with the names of their parents as told, names by GeoNames id, areas, and what it did not give.

    `left_out` counts rows of kinds that are not used, which is no fault.
    """

    places: list[NamedPlace] = []
    parents: dict[str, str] = {}
    names: dict[int, tuple[str, ...]] = {}
    areas: list[Area] = []
    bad: list[BadRow] = []
    rows: int = 0
    left_out: int = 0


class RowError(ValueError):
    """Why a row cannot be used."""


def parse_point(lat: str, lon: str) -> tuple[float, float] | None:
    """Latitude and longitude in degrees, in digits of either script; None when both are empty. `RowError` when wrong.

    >>> parse_point("٣٣٫٣٤", "44.40")
    (33.34, 44.4)
    """
    lat, lon = fold_light(lat.strip()), fold_light(lon.strip())
    if not lat and not lon:
        return None
    try:
        y, x = (float(n if "." in n else n.replace(",", ".")) for n in (lat, lon))
    except ValueError:
        raise RowError(f"lat {lat!r}, lon {lon!r} are no degrees") from None
    if not (-90 <= y <= 90 and -180 <= x <= 180):  # also when one is no number (nan)
        raise RowError(f"lat {lat}, lon {lon} lie outside the globe")
    if y == 0 and x == 0:
        raise RowError("lat 0, lon 0 stands for no point")
    return round(y, 6), round(x, 6)


def parse_country(value: str) -> str:
    """The ISO 3166-1 alpha-3 code of a code or a name; `RowError` when there is no such country.

    >>> parse_country("iq"), parse_country("SYR"), parse_country("اليمن"), parse_country("Iraq")
    ('IRQ', 'SYR', 'YEM', 'IRQ')
    """
    told = value.strip()
    code = told.upper()
    if get_country(code) is not None:
        return code
    found = alpha3_codes().get(code) or get_country_by_name(told) or _english_names().get(told.lower())
    if found is None:
        raise RowError(f"country {told!r} is no ISO 3166-1 code and no known name")
    return found


@cache
def _english_names() -> dict[str, str]:
    return {c.name_en.lower(): c.iso3 for c in iter_countries()} | {
        "syrian arab republic": "SYR",
        "state of palestine": "PSE",
    }


def parse_feature(value: str) -> Feature:
    """The kind of a place from a word of either language or a GeoNames code; `RowError` when it is none.

    >>> parse_feature("قرية"), parse_feature("City"), parse_feature("PPLX")
    ('village', 'town', 'quarter')
    """
    key = fold_key(value.strip())
    found = key if key in FEATURES else kind_words().get(key) or geonames_features().get(value.strip().upper())
    if found is None:
        raise RowError(f"kind {value.strip()!r} is none of {', '.join(sorted(FEATURES))}")
    return cast("Feature", found)


@cache
def _kinds() -> dict[str, dict[str, list[str]]]:
    text = (files("marsad.gazetteers") / "data" / "kinds.yaml").read_text(encoding="utf-8")
    return cast("dict[str, dict[str, list[str]]]", parse_yaml(text))


@cache
def geonames_features() -> dict[str, str]:
    """GeoNames feature code → kind."""
    return {code: feature for feature, codes in _kinds()["geonames"].items() for code in codes}


@cache
def kind_words() -> dict[str, str]:
    """Word for a kind in look-up form → kind."""
    wording = {key: t.features[0] for key, t in parse_wording().types.items()}
    return wording | {fold_key(w): feature for feature, words in _kinds()["words"].items() for w in words}


def without_kind(name: str) -> str:
    """An administrative name without its type word: محافظة نينوى → نينوى."""
    return _KIND_WORDS.sub("", name)


def text_of(value: Any) -> str:
    """A value of a table or of JSON as text; "" for none."""
    return "" if value is None else " ".join(str(value).split())
