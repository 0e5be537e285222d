"""The project's own places: `data/<country>.csv`, one place a line, and the countries of the lexicon."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Final, cast, get_args

from marsad.errors import BadData
from marsad.lexicon.countries import iter_countries
from marsad.model import content_id
from marsad.model.event import PlacePrecision
from marsad.places.records import Feature, NamedPlace, Place

HEADER: Final = (
    "name", "name_en", "country", "feature", "admin1", "admin2", "admin3", "lat", "lon", "precision", "aliases", "note",
)  # fmt: skip
_FEATURES: Final = frozenset(get_args(Feature))
_PRECISIONS: Final = frozenset(get_args(PlacePrecision))


def curated_files() -> list[Traversable]:
    """The curated files, sorted by name."""
    folder = files("marsad.places") / "data"
    return sorted((f for f in folder.iterdir() if f.name.endswith(".csv")), key=lambda f: f.name)


def iter_curated() -> Iterator[NamedPlace]:
    """Every place of the curated files. `BadData` names the file and line of a wrong entry."""
    for file in curated_files():
        rows = csv.reader(file.read_text(encoding="utf-8").splitlines())
        if tuple(next(rows, ())) != HEADER:
            raise BadData(f"places/data/{file.name}: the header must be {','.join(HEADER)}")
        for number, row in enumerate(rows, start=2):
            if row:
                yield parse_row(row, f"places/data/{file.name}, line {number}")


def parse_row(row: list[str], where: str) -> NamedPlace:
    """One line of a curated file (fields as in `HEADER`) as a place; `BadData` when a field is wrong."""
    if len(row) != len(HEADER):
        raise BadData(f"{where}: {len(row)} fields where {len(HEADER)} are needed")
    name, name_en, country, feature, admin1, admin2, admin3, lat, lon, precision, aliases, _ = (f.strip() for f in row)
    if not name or len(country) != 3:
        raise BadData(f"{where}: name {name!r}, country {country!r}; a name and an ISO 3166-1 alpha-3 code are needed")
    if feature not in _FEATURES:
        raise BadData(f"{where}: feature {feature!r} is none of {', '.join(sorted(_FEATURES))}")
    if precision not in _PRECISIONS:
        raise BadData(f"{where}: precision {precision!r} is none of {', '.join(sorted(_PRECISIONS))}")
    point = _point(lat, lon, where)
    shown = name.lstrip("=")
    place = Place(
        place_id=content_id("pl", country, feature, admin1, admin2, shown),
        name=shown,
        name_en=name_en or None,
        country=country,
        feature=cast("Feature", feature),
        admin1=admin1 or None,
        admin2=admin2 or None,
        admin3=admin3 or None,
        lat=point[0],
        lon=point[1],
        precision=cast("PlacePrecision", precision),
        curated=True,
    )
    others = [a.strip() for a in aliases.split("|") if a.strip()]
    exact = {a.lstrip("=") for a in others if a.startswith("=")}
    return NamedPlace(place, tuple(dict.fromkeys([f"={name}" if name in exact else name, *others])))


def _point(lat: str, lon: str, where: str) -> tuple[float | None, float | None]:
    if not lat and not lon:
        return None, None
    try:
        y, x = float(lat), float(lon)
    except ValueError:
        raise BadData(f"{where}: lat {lat!r}, lon {lon!r} are no degrees") from None
    if not (-90 <= y <= 90 and -180 <= x <= 180):
        raise BadData(f"{where}: lat {lat}, lon {lon} lie outside the globe")
    return y, x


def iter_country_places(curated: list[NamedPlace], points: dict[str, tuple[float, float]]) -> Iterator[NamedPlace]:
    """The countries of the lexicon that no curated file describes. `points`: a middle for each alpha-3 code."""
    done = {r.place.country for r in curated if r.place.feature == "country"}
    for country in iter_countries():
        if country.iso3 in done:
            continue
        lat, lon = points.get(country.iso3, (None, None))
        place = Place(
            place_id=content_id("pl", country.iso3, "country", "", "", country.name),
            name=country.name,
            name_en=country.name_en,
            country=country.iso3,
            feature="country",
            lat=lat,
            lon=lon,
            precision="country",
            curated=True,
        )
        yield NamedPlace(place, (country.name, *country.aliases))
