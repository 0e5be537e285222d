"""The words that numbers are written with, by their look-up forms: class, value, and the clitics in front."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any, Literal

import msgspec

from marsad.text.clitics import may_begin, readings
from marsad.text.folding import fold_key
from marsad.text.words import Words
from marsad.text.yamldata import parse_yaml

NumberClass = Literal[
    "unit", "one", "ten", "tens", "hundred", "hundred_plural", "hundreds", "scale", "scales", "two", "either",
    "fraction", "parts", "ordinal", "eleventh", "point",
]  # fmt: skip

_TEN = 10
_ONE = "واحد"
#: Written with their first vowel, خُمس and عُشر are parts, not خمس and عشر.
_U, _ROOT = "\u064f", 3
_FRACTIONS_IN_U = frozenset({5, 7, 8, 9, 10})
#: Behind one of these a word of scale is a name: قرية بليون.
_BEFORE_NAMES = frozenset(map(fold_key, ("قرية", "بلدة", "مدينة", "ناحية", "بقرية", "ببلدة", "وقرية", "وبلدة")))


class NumberWord(msgspec.Struct, frozen=True, gc=False):
    """A word of numbers: class and value, and the clitics before it (`skip` letters without the article)."""

    kind: NumberClass
    value: float
    prefix: str
    article: bool
    skip: int


class NumberReading(msgspec.Struct, frozen=True, gc=False):
    """A number at the words [first, last). `skip`: letters of clitics before it in its first word.

    `rank` marks an ordinal; `scale` is the scale word it ends in (3 آلاف: 1000), else 1; `figures`: it is in digits.
    """

    value: int | float
    first: int
    last: int
    skip: int = 0
    article: bool = False
    rank: bool = False
    scale: int = 1
    figures: bool = False
    fraction: bool = False


#: The groups of the data that list forms by value.
_GROUPS: dict[str, NumberClass] = {
    "units": "unit",
    "ordinals": "ordinal",
    "tens": "tens",
    "hundreds": "hundreds",
    "fractions": "fraction",
    "parts": "parts",
}


def _written_in_one(data: dict[str, Any]) -> Iterator[tuple[int, list[str]]]:
    """Units written in one with their tens: خمسةعشر, خمسةوعشرين."""
    for unit, unit_forms in [*data["units"].items(), (1, data["one_in_compounds"])]:
        for form in unit_forms if 0 < unit < _TEN else ():
            yield unit + _TEN, [form + ten for ten in data["ten"]]
            for ten, ten_forms in data["tens"].items():
                if ten % _TEN == 0:
                    yield unit + ten, [f"{form}و{written}" for written in ten_forms]


@cache
def _table() -> dict[str, tuple[NumberClass, float]]:
    data: dict[str, Any] = parse_yaml((files("marsad.text") / "data" / "numbers.yaml").read_text("utf-8"))
    out: dict[str, tuple[NumberClass, float]] = {}

    def put(kind: NumberClass, value: float, forms: list[str]) -> None:
        for form in forms:
            out.setdefault(fold_key(form), (kind, value))

    for group, kind in _GROUPS.items():
        for value, forms in data[group].items():
            put(kind, value, forms)
    for value, forms in _written_in_one(data):
        put("tens", value, forms)
    for value, forms in data["scales"].items():
        put("scale", value, forms["one"])
        put("scales", value, forms["many"])
        put("two", value, forms["two"])
        put("either", value, forms["either"])
    put("eleventh", 1, data["eleventh"])
    put("one", 1, data["one_in_compounds"])
    put("ten", 10, data["ten"])
    put("hundred", 100, data["hundred"])
    put("hundred_plural", 100, data["hundred_plural"])
    put("point", 0, data["decimal_point"])
    for word in data["not_numbers"]:
        out[fold_key(word)] = ("point", -1)
    return out


@cache
def number_stems() -> frozenset[str]:
    """Every word of numbers in its look-up form, without clitics."""
    return frozenset(_table())


@lru_cache(maxsize=200_000)
def number_word(key: str) -> NumberWord | None:
    """What a word means in a number, by its look-up form; None when nothing.

    >>> number_word("وعشرين").value, number_word("وعشرين").prefix
    (20, 'و')
    """
    table = _table()
    if not may_begin(key, table):
        return None
    for reading in readings(key):
        if reading.pronoun:
            continue
        found = table.get(reading.stem)
        if found is not None:
            if found[1] < 0:
                return None
            return NumberWord(found[0], found[1], reading.prefix, reading.article, len(reading.prefix))
    return None


def number_word_at(words: Words, i: int) -> NumberWord | None:
    """The same for word `i` where it stands: وأحد is و with أحد when written so, or before عشر; None for what is no word."""
    word = words[i]
    if word.kind != "word":
        return None
    if word.key == _ONE and (word.text.startswith("وأ") or words.key(i + 1) == "عشر"):
        return NumberWord("one", 1, "و", False, 1)
    found = number_word(word.key)
    if found is not None and found.kind == "scale" and not found.prefix and i and words.key(i - 1) in _BEFORE_NAMES:
        return None
    if found is not None and found.value in _FRACTIONS_IN_U and found.kind in ("unit", "ten") and not found.article:
        letters = words.raw[word.start : word.end][len(found.prefix) :]
        if letters[1:2] == _U and len(word.key) - len(found.prefix) == _ROOT:
            return NumberWord("fraction", 1 / found.value, found.prefix, False, found.skip)
    return found
