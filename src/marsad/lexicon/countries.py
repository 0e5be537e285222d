"""Countries as Arabic news names them: by name (سوريا، سورية) and by the adjective of nationality (السورية، سوريون).

The data is `data/countries.csv`: ISO 3166-1 alpha-3 code, names, and adjectives in the masculine singular; broken
plurals (أتراك) stand beside the adjective that they belong to. Capitals are not countries here: what a capital
stands for is a matter of actors.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from functools import cache, lru_cache
from importlib.resources import files
from typing import Final

import msgspec

from marsad.errors import BadData
from marsad.text.clitics import readings
from marsad.text.folding import fold_key

_HEADER: Final = ["iso3", "name", "name_en", "aliases", "adjectives"]
#: What follows the stem of an adjective in ي: feminine, dual, plurals; in look-up form, after the final ي.
_ENDINGS: Final = ("", "ه", "ا", "ون", "ين", "ان", "ات", "تان", "تين", "و", "تا", "تي")


class Country(msgspec.Struct, frozen=True):
    """A country: ISO 3166-1 alpha-3 code, Arabic and English name, other names, adjectives in the masculine
    singular."""

    iso3: str
    name: str
    name_en: str
    aliases: tuple[str, ...] = ()
    adjectives: tuple[str, ...] = ()


def iter_countries() -> Iterator[Country]:
    """Every country of the data, in its order."""
    yield from _countries()


def get_country(iso3: str) -> Country | None:
    """The country of an alpha-3 code."""
    return _by_code().get(iso3)


@lru_cache(maxsize=50_000)
def get_country_by_adjective(word: str) -> str | None:
    """The alpha-3 code of the country whose adjective the word is, in any gender and number, with or without article
    and proclitics.

    Adjectives of two words are written with a space ("كوري جنوبي"); a bare كوري has no country.

    >>> get_country_by_adjective("العراقية"), get_country_by_adjective("والسوريين"), get_country_by_adjective("أتراك")
    ('IRQ', 'SYR', 'TUR')
    >>> get_country_by_adjective("المدينة") is None
    True
    """
    table = _adjective_forms()
    key = fold_key(word)
    if " " in key:
        return table.get(" ".join(_bare(part) for part in key.split()))
    return next((table[r.stem] for r in readings(key) if not r.pronoun and r.stem in table), None)


@lru_cache(maxsize=50_000)
def get_country_by_name(name: str) -> str | None:
    """The alpha-3 code of the country with this name, however spelled, also behind و، ف، ب، ل، ك.

    >>> get_country_by_name("سورية"), get_country_by_name("للعراق"), get_country_by_name("الولايات المتحدة الأمريكية")
    ('SYR', 'IRQ', 'USA')
    >>> get_country_by_name("الموصل") is None
    True
    """
    table = _name_forms()
    first, _, rest = fold_key(name).partition(" ")
    tail = f" {rest}" if rest else ""
    for reading in readings(first):
        if reading.pronoun:
            continue
        found = table.get(("ال" if reading.article else "") + reading.stem + tail)
        if found:
            return found
    return None


@cache
def adjective_keys() -> dict[str, str]:
    """Every one-word form of every adjective, without the article, in look-up form, with its country's code."""
    return {form: code for form, code in _adjective_forms().items() if " " not in form}


@cache
def name_keys() -> dict[str, str]:
    """Every name and alias in look-up form, as written in the data (with its article), with its country's code."""
    return dict(_name_forms())


@cache
def _countries() -> tuple[Country, ...]:
    text = (files("marsad.lexicon") / "data" / "countries.csv").read_text(encoding="utf-8")
    rows = csv.reader(text.splitlines())
    if next(rows) != _HEADER:
        raise BadData(f"lexicon/data/countries.csv: the header must be {','.join(_HEADER)}")
    out = []
    for number, row in enumerate(rows, start=2):
        if len(row) != len(_HEADER) or len(row[0]) != 3 or not row[1]:
            raise BadData(
                f"lexicon/data/countries.csv, line {number}: {len(row)} fields, code {row[:1]}; five are needed"
            )
        iso3, name, name_en, aliases, adjectives = row
        out.append(
            Country(
                iso3, name, name_en, tuple(filter(None, aliases.split("|"))), tuple(filter(None, adjectives.split("|")))
            )
        )
    return tuple(out)


@cache
def _by_code() -> dict[str, Country]:
    return {country.iso3: country for country in _countries()}


@cache
def _name_forms() -> dict[str, str]:
    table: dict[str, str] = {}
    for country in _countries():
        for name in (country.name, *country.aliases):
            table.setdefault(fold_key(name), country.iso3)
    return table


@cache
def _adjective_forms() -> dict[str, str]:
    table: dict[str, str] = {}
    names = {
        name for name in _name_forms() if name.endswith("يا")
    }  # روسيا is the country, hardly ever the accusative of روسي
    for country in _countries():
        for adjective in country.adjectives:
            key = fold_key(adjective)
            for form in inflect_adjective(key) if key.endswith("ي") else (key,):
                if form not in names:
                    table.setdefault(form, country.iso3)
    return table


def inflect_adjective(key: str) -> list[str]:
    """The forms of an adjective in look-up form, masculine singular first: feminine, duals, sound plurals.

    Of two words in ي (كوري شمالي) both take the ending, else the last (جنوب أفريقي). Broken plurals (أتراك) are not for
    this function: they have one form.

    >>> inflect_adjective("عراقي")[:3]
    ['عراقي', 'عراقيه', 'عراقيا']
    """
    *head, last = key.split()
    if not all(part.endswith("ي") for part in head):
        return [" ".join([*head, last + ending]) for ending in _ENDINGS]
    return [" ".join(part + ending for part in (*head, last)) for ending in _ENDINGS]


def _bare(part: str) -> str:
    return next((r.stem for r in readings(part) if r.article), part)
