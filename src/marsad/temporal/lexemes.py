"""The words of `data/calendar.yaml` in look-up form."""

from __future__ import annotations

from functools import cache, lru_cache
from importlib.resources import files
from typing import Any, Final, NamedTuple

import msgspec

from marsad.text.clitics import readings
from marsad.text.folding import fold_key
from marsad.text.memory import CAPACITY, remembered
from marsad.text.numbers import number_word
from marsad.text.numberwords import number_stems
from marsad.text.words import Words
from marsad.text.yamldata import parse_yaml

#: What a word may be in an expression of time, and its value in that sense.
Senses = dict[str, Any]


class Lexeme(msgspec.Struct, frozen=True, gc=False):
    """A word of time: its senses, the clitics before it (`skip` letters without the article), the article or not."""

    senses: Senses
    prefix: str
    article: bool
    skip: int

    def get(self, sense: str) -> Any:
        """The value in one sense, None when the word has not that sense."""
        return self.senses.get(sense)


class Feast(NamedTuple):
    """A feast by its calendar (hijri, gregorian, easter), month and day, and the days that it is kept."""

    calendar: str
    month: int
    day: int
    lasts: int


#: They open a span (من 3 إلى 5 آب), a part (النصف الأول من العام), or years joined (عامي 2014 و2015).
_OPENING: Final = (
    *("النصف", "الربع", "الثلث", "عامي", "بعامي", "لعامي", "العامين", "اعوام", "اخر"),
    *("بقيه", "باقي", "العشر", "القرن", "الفاتح", "فاتح", "غره", "بعدها", "قبلها", "من", "بين", "ال"),
)
OPENERS: Final = frozenset((*_OPENING, *(f"و{key}" for key in _OPENING)))
#: Before the name of a feast: its eve, its days.
FEAST_HEADS: Final = frozenset({"عشيه", "ليله", "ليل", "ايام", "عطله", "اجازه", "هدنه", "وعشيه", "وليله"})
_EMPTY: Final = Lexeme({}, "", False, 0)


@cache
def load(name: str) -> Any:
    """The content of a file of `data/` (name without .yaml)."""
    return parse_yaml((files("marsad.temporal") / "data" / f"{name}.yaml").read_text("utf-8"))


@cache
def _table() -> tuple[dict[str, Senses], dict[str, list[tuple[tuple[str, ...], str, Any]]]]:
    """Single words by key, and phrases of several words by their first one, the longest first."""
    words: dict[str, Senses] = {}
    phrases: dict[str, list[tuple[tuple[str, ...], str, Any]]] = {}
    data = load("calendar")

    def put(sense: str, value: Any, forms: list[str]) -> None:
        for form in forms:
            keys = tuple(fold_key(w) for w in form.split())
            if len(keys) == 1:
                words.setdefault(keys[0], {}).setdefault(sense, value)
            else:
                phrases.setdefault(keys[0], []).append((keys, sense, value))

    for sense, section in (
        ("weekday", "weekdays"),
        ("month", "months"),
        ("weak_month", "weak_months"),
        ("hijri", "hijri_months"),
        ("libyan", "libyan_months"),
        ("season", "seasons"),
        ("which", "which"),
        ("which_bare", "which_bare"),
        ("day", "days"),
        ("part", "parts"),
        ("relation", "relations"),
        ("decade", "decades"),
    ):
        for value, forms in data[section].items():
            put(sense, value, forms)
    for holiday in data["holidays"]:
        put(
            "holiday",
            Feast(holiday["day"][0], holiday["day"][1], holiday["day"][2], holiday.get("lasts", 1)),
            holiday["names"],
        )
    for unit, numbers in data["units"].items():
        for number, forms in numbers.items():
            put("unit", (unit, number), forms)
    for sense, section in (
        ("time", "times_of_day"),
        ("time_alone", "times_alone"),
        ("afternoon", "afternoon"),
        ("utc", "utc"),
        ("hijri_mark", "hijri_marks"),
        ("this", "this"),
        ("that", "that"),
        ("night", "nights"),
        ("not_after", "not_after"),
        ("not_after_month", "not_after_month"),
        ("not_today_before", "not_today_before"),
        ("not_feast", "not_feast"),
        ("not_after_weekday", "not_after_weekday"),
        ("days_of", "days_of"),
        ("months_of", "months_of"),
        ("person", "persons"),
        ("hijri_alone", "hijri_alone"),
    ):
        put(sense, True, data[section])
    for entries in phrases.values():
        entries.sort(key=lambda e: -len(e[0]))
    return words, phrases


@cache
def words_of_time() -> frozenset[str]:
    """Every word that an expression of time may start with or rest on, in look-up form, without clitics."""
    words, phrases = _table()
    return frozenset(words) | phrases.keys() | OPENERS | FEAST_HEADS | number_stems()


def _read_lexeme(key: str) -> Lexeme:
    """The word of this look-up form, clitics removed; without senses when it is no word of time.

    >>> _read_lexeme("والثلاثاء").get("weekday"), _read_lexeme("بالشهر").get("unit")
    (1, ('month', 'one'))
    """
    words, _ = _table()
    for reading in readings(key):
        if reading.pronoun:
            continue
        full = f"ال{reading.stem}" if reading.article else reading.stem
        article = full.startswith("ال") and len(full) > 3
        found, bare = words.get(full), words.get(full[2:]) if article else None
        if found or bare:
            return Lexeme({**(bare or {}), **(found or {})}, reading.prefix, article, len(reading.prefix))
    return _EMPTY


#: `_read_lexeme`, asked once for each word.
lexeme: Final = remembered(_read_lexeme)


def at(words: Words, i: int) -> Lexeme:
    """The word of time at position `i`, without senses outside the text."""
    return lexeme(words.key(i))


@remembered
def _phrase_starts(key: str) -> tuple[tuple[tuple[tuple[str, ...], str, Any], int], ...]:
    _, phrases = _table()
    out = []
    for reading in readings(key):
        if reading.pronoun:
            continue
        stem = f"ال{reading.stem}" if reading.article else reading.stem
        out += [(entry, len(reading.prefix)) for entry in phrases.get(stem, ())]
    return tuple(sorted(out, key=lambda e: -len(e[0][0])))


def phrase_at(words: Words, i: int, sense: str) -> tuple[Any, int, int] | None:
    """The longest phrase or word of a sense at `i`: value, the position behind it, letters of clitics before it.

    >>> phrase_at(Words("17 كانون الثاني"), 1, "month")
    (1, 3, 0)
    """
    if not 0 <= i < len(words) or words[i].kind != "word":
        return None
    key = words[i].key
    if sense not in _senses(key):
        return None
    for (keys, kind, value), skip in _phrase_starts(key):
        if kind == sense and all(words.key(i + n) == keys[n] for n in range(1, len(keys))):
            return value, i + len(keys), skip
    word = lexeme(key)
    value = word.get(sense)
    return None if value is None else (value, i + 1, word.skip)


@remembered
def phrase_senses(key: str) -> frozenset[str]:
    """The senses of the phrases that may start with this word."""
    return frozenset(entry[1] for entry, _ in _phrase_starts(key))


@remembered
def _senses(key: str) -> frozenset[str]:
    """The senses of a word and of the phrases that may start with it."""
    return phrase_senses(key).union(lexeme(key).senses)


@remembered
def has_senses(key: str) -> bool:
    """Whether a word is one of time, alone or as the first of a phrase."""
    return bool(lexeme(key).senses) or bool(_phrase_starts(key))


@remembered
def is_number(key: str) -> bool:
    """Whether a word is a number and nothing of time: 3, ثلاثة, الخامس; such a word starts a time only before others."""
    return key[0].isdecimal() or (not has_senses(key) and key not in OPENERS and key not in FEAST_HEADS)


#: Senses of words that open a time, point to one or forbid one, but make none.
_MAKES_NONE: Final = frozenset(
    ("relation", "this", "that", "person", "not_after", "not_after_month", "not_after_weekday")
) | {"not_today_before", "not_feast"}


@remembered
def makes_time(key: str) -> bool:
    """Whether an expression of time may rest on this word; without one near, من, بعد, هذا open none."""
    if key[0].isdecimal() or number_word(key) is not None:
        return True
    return not (lexeme(key).senses.keys() | phrase_senses(key)) <= _MAKES_NONE


@remembered
def starts_time(key: str) -> bool:
    """Whether an expression of time may start with this word (figures are looked at one by one)."""
    if key[0].isdecimal():
        return True
    opening = {
        "weekday",
        "month",
        "weak_month",
        "hijri",
        "season",
        "day",
        "part",
        "relation",
        "decade",
        "unit",
        "time",
        "time_alone",
        "night",
        "this",
        "that",
        "days_of",
        "months_of",
    }
    if _phrase_starts(key) or opening & lexeme(key).senses.keys() or key in OPENERS or key in FEAST_HEADS:
        return True
    word = number_word(key)
    return word is not None and word.kind not in ("point", "fraction")


@remembered
def clitics(key: str) -> int:
    """The letters of clitics before the word of time or number word that this is: وكانون → 1."""
    word = lexeme(key)
    if word.senses:
        return word.skip
    phrases = _phrase_starts(key)
    if phrases:
        return phrases[0][1]
    number = number_word(key)
    return number.skip if number is not None else int(key[1:] in OPENERS)


@cache
def _listed(name: str) -> frozenset[str]:
    return frozenset(fold_key(word) for word in load("calendar")[name])


@lru_cache(maxsize=CAPACITY)
def is_listed(key: str, name: str, prefix: bool = False) -> bool:
    """Whether a word is in a list of `data/calendar.yaml`, with the article or a pronoun or without; `prefix`: begins so."""
    wanted = _listed(name)
    if prefix:
        return any(key.startswith(start) for start in wanted)
    return key in wanted or any(r.stem in wanted and not r.prefix for r in readings(key))
