"""Reading one written number: figures in both scripts, number words, and both mixed (3 آلاف, مليون ونصف).

Only the number itself: what it counts, bounds and vague amounts are the business of `marsad.numerals`.
"""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files
from typing import Any, Final, Literal

import msgspec
import yaml

from marsad.text.clitics import readings
from marsad.text.folding import fold_key
from marsad.text.words import Words

NumberClass = Literal[
    "unit", "one", "ten", "tens", "hundred", "hundred_plural", "hundreds", "scale", "scales", "two", "either",
    "fraction", "ordinal", "eleventh", "point",
]  # fmt: skip

_THOUSANDS: Final = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?")
_DOTTED: Final = re.compile(r"[1-9]\d{0,2}(?:\.\d{3})+")
_DECIMAL: Final = re.compile(r"\d+[.,]\d+")


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


@cache
def _table() -> dict[str, tuple[NumberClass, float]]:
    data: dict[str, Any] = yaml.safe_load((files("marsad.text") / "data" / "numbers.yaml").read_text("utf-8"))
    out: dict[str, tuple[NumberClass, float]] = {}

    def put(kind: NumberClass, value: float, forms: list[str]) -> None:
        for form in forms:
            out.setdefault(fold_key(form), (kind, value))

    for value, forms in data["units"].items():
        put("unit", value, forms)
    for value, forms in data["ordinals"].items():
        put("ordinal", value, forms)
    for value, forms in data["tens"].items():
        put("tens", value, forms)
    for value, forms in data["hundreds"].items():
        put("hundreds", value, forms)
    for value, forms in data["fractions"].items():
        put("fraction", value, forms)
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
def number_word(key: str) -> NumberWord | None:
    """What a word means in a number, by its look-up form; None when nothing.

    >>> number_word("وعشرين").value, number_word("وعشرين").prefix
    (20, 'و')
    """
    table = _table()
    for reading in readings(key):
        if reading.pronoun:
            continue
        found = table.get(reading.stem)
        if found is not None:
            if found[1] < 0:
                return None
            return NumberWord(found[0], found[1], reading.prefix, reading.article, len(reading.prefix))
    return None


def parse_figures(raw: str) -> int | float | None:
    """The value of a figure: 2,500 · ٢٬٥٠٠ · 2.500 → 2500; 1,5 · ١٫٥ → 1.5; None for a date (1.2.2015)."""
    text = fold_key(raw)
    if text.isdecimal():
        return int(text)
    if _THOUSANDS.fullmatch(text) or ("٫" not in raw and _DOTTED.fullmatch(text)):
        bare = text.replace(",", "") if "," in text else text.replace(".", "")
        return _tidy(float(bare))
    if _DECIMAL.fullmatch(text):
        return _tidy(float(text.replace(",", ".")))
    return None


def _tidy(value: float) -> int | float:
    if isinstance(value, int):
        return value
    rounded = round(value, 6)
    return int(rounded) if rounded == int(rounded) else rounded


class _Sum:
    """A number being read: the closed part `total`, and the `group` below the last scale with its level."""

    __slots__ = ("bottom", "fraction", "group", "level", "total", "used")

    def __init__(self) -> None:
        self.total: float = 0
        self.group: float = 0
        self.level = ""  # of the group: "", unit, closed, hundreds, digits
        self.bottom = 0  # the smallest scale so far, 0 without
        self.fraction = False
        self.used = 0

    @property
    def value(self) -> int | float:
        return _tidy(self.total + self.group)

    def _open(self, joined: bool) -> bool:
        """Whether a new group may start here: at the very beginning, or with و after a scale."""
        return self.used == 0 or (joined and self.level == "" and self.bottom > 1)

    def add(self, word: NumberWord, joined: bool, followed: bool) -> bool:
        """Take one more word; False when it does not continue the number. `followed`: a word stands right behind it."""
        kind, value = word.kind, word.value
        if kind in ("scale", "scales", "two", "either"):
            done = self._scale(kind, int(value), joined, followed)
        elif kind == "fraction":
            done = self._fraction(value, joined)
        else:
            done = self._small(kind, value, joined)
        self.used += done
        return done

    def figures(self, value: float, joined: bool) -> bool:
        if self.used == 0:
            self.group, self.level = value, "unit" if 3 <= value <= 9 else "digits"
        elif joined and self.level == "" and 0 < value < self.bottom:
            self.group, self.level = value, "digits"
        elif joined and self.level == "hundreds" and 0 < value < 100:
            self.group, self.level = self.group + value, "digits"
        else:
            return False
        self.used += 1
        return True

    def _small(self, kind: str, value: float, joined: bool) -> bool:
        after_hundred = joined and self.level == "hundreds"
        fresh = self._open(joined)
        if kind in ("unit", "one") and (fresh or after_hundred):
            self.group, self.level = self.group + value, "unit" if value else "closed"
        elif kind == "ten" and (fresh or after_hundred or (not joined and self.level == "unit")):
            self.group, self.level = self.group + 10, "closed"
        elif kind == "tens" and (fresh or after_hundred or (joined and self.level == "unit")):
            self.group, self.level = self.group + value, "closed"
        elif kind in ("hundred", "hundred_plural") and not joined and self.level == "unit" and 3 <= self.group <= 9:
            self.group, self.level = self.group * 100, "hundreds"
        elif kind in ("hundred", "hundreds") and fresh:
            self.group, self.level = value, "hundreds"
        else:
            return False
        return True

    def _scale(self, kind: str, scale: int, joined: bool, followed: bool) -> bool:
        if not joined and self.level and (not self.bottom or scale < self.bottom):
            if kind == "two":
                return False
            self.total, self.group, self.level = self.total + self.group * scale, 0, ""
        elif not joined and self.used and not self.level and scale > self.bottom and kind != "two":
            self.total *= scale  # ألف مليون
        elif self._open(joined) and kind != "scales" and (not self.bottom or scale < self.bottom):
            self.total += 2 * scale if kind == "two" or (kind == "either" and followed) else scale
        else:
            return False
        self.bottom = scale
        return True

    def _fraction(self, value: float, joined: bool) -> bool:
        if self.used == 0:
            self.group, self.level, self.fraction = value, "fraction", True
        elif joined and self.bottom and not self.level:
            self.total, self.level = self.total + value * self.bottom, "closed"
        elif joined and self.level in ("unit", "closed", "digits") and not self.bottom:
            self.group, self.level = self.group + value, "closed"
        else:
            return False
        return True


def read_number(words: Words, i: int) -> NumberReading | None:
    """The cardinal or ordinal number that starts at word `i`, as long as it goes; None when none does.

    >>> read_number(Words("ثلاثة آلاف ومئتي شخص"), 0).value
    3200
    >>> read_number(Words("الحادي والعشرين"), 0).value
    21
    """
    word = words[i]
    if word.kind == "number":
        return _read_cardinal(words, i, None)
    if word.kind != "word":
        return None
    found = number_word(word.key)
    if found is None or found.kind in ("point", "scales", "hundred_plural"):
        return None
    if found.kind in ("ordinal", "eleventh") or (found.article and found.kind in ("unit", "one")):
        ordinal = _read_ordinal(words, i, found)
        if ordinal is not None or found.kind == "ordinal":
            return ordinal
    return _read_cardinal(words, i, found)


def _read_cardinal(words: Words, i: int, first: NumberWord | None) -> NumberReading | None:
    total = _Sum()
    last, size = i + 1, len(words)
    if first is None:
        value, last = _read_figures(words, i)
        if value is None:
            return None
        total.figures(value, False)
    elif not total.add(first, False, i + 1 < size and words[i + 1].kind == "word" and words[i + 1].key[0] != "و"):
        return None
    while last < size:
        step = _continue(words, last, total, first)
        if not step:
            break
        last = step
    if first is not None and first.kind in ("one", "eleventh") and total.used == 1:
        return None
    value = total.value
    value, last = _decimals(words, last, value, total)
    return NumberReading(
        value,
        i,
        last,
        first.skip if first else 0,
        first.article if first else False,
        scale=total.bottom if total.bottom and not total.level else 1,
        figures=first is None,
        fraction=total.fraction and not total.bottom,
    )


def _read_figures(words: Words, i: int) -> tuple[int | float | None, int]:
    """The figure at `i`; a second group of three digits behind one space belongs to it (10 000)."""
    word = words[i]
    value = parse_figures(words.raw[word.start : word.end])
    if i + 1 < len(words) and word.text.isdecimal() and len(word.text) <= 3 and word.text[0] != "0":
        after = words[i + 1]
        if after.kind == "number" and len(after.text) == 3 and after.text.isdecimal() and after.start == word.end + 1:
            return int(word.text + after.text), i + 2
    if value is not None and i + 1 < len(words) and _DOTTED.fullmatch(word.text) and word.text.count(".") == 1:
        scale = number_word(words[i + 1].key)  # 1.125 مليون is no thousand of millions
        if scale is not None and scale.kind in ("scale", "scales", "either") and scale.value >= 1_000_000:
            value = float(word.text)
    return value, i + 1


def _continue(words: Words, at: int, total: _Sum, first: NumberWord | None) -> int:
    """Take the word at `at` (and a separate و before it) into `total`; the position behind, 0 when it does not fit."""
    word, joined = words[at], False
    if word.key == "و" and at + 1 < len(words) and not word.newlines:
        at, joined = at + 1, True
        word = words[at]
    if word.newlines:
        return 0
    if word.kind == "number":
        value = parse_figures(words.raw[word.start : word.end]) if joined else None
        return at + 1 if value is not None and total.figures(value, True) else 0
    found = number_word(word.key) if word.kind == "word" else None
    if found is None or found.prefix not in ("", "و") or (joined and found.prefix):
        return 0
    joined = joined or found.prefix == "و"
    if found.article and not (
        first is not None and (first.article or first.kind == "fraction") and (joined or total.fraction)
    ):
        same = total.bottom == found.value and total.level == "closed" and found.kind == "scale"
        return at + 1 if same and not joined else 0  # مليون ونصف المليون
    followed = at + 1 < len(words) and words[at + 1].kind == "word" and words[at + 1].key[0] != "و"
    return at + 1 if total.add(found, joined, followed) else 0


def _decimals(words: Words, last: int, value: int | float, total: _Sum) -> tuple[int | float, int]:
    """واحد فاصلة خمسة: the digits behind the spoken decimal point."""
    if last + 1 >= len(words) or total.bottom or not isinstance(value, int):
        return value, last
    point = number_word(words[last].key)
    if point is None or point.kind != "point" or point.prefix or point.article:
        return value, last
    after = _read_cardinal(words, last + 1, number_word(words[last + 1].key)) if _numeric(words, last + 1) else None
    if after is None or not isinstance(after.value, int):
        return value, last
    return float(f"{value}.{after.value}"), after.last


def _numeric(words: Words, i: int) -> bool:
    if words[i].kind == "number":
        return True
    found = number_word(words[i].key)
    return found is not None and found.kind in ("unit", "one", "ten", "tens")


def _read_ordinal(words: Words, i: int, first: NumberWord) -> NumberReading | None:
    """الخامس, الحادي عشر, الخامس والعشرين; a unit with the article counts as one only before tens (الواحد والعشرين)."""
    rank, last = int(first.value), i + 1
    joined, at = False, i + 1
    if at + 1 < len(words) and words[at].key == "و":
        joined, at = True, at + 1
    after = number_word(words[at].key) if at < len(words) and words[at].kind == "word" else None
    proper = first.kind in ("ordinal", "eleventh")
    if (
        after is not None
        and after.kind == "ten"
        and not joined
        and not after.prefix
        and not after.article
        and rank < 10
        and proper
    ):
        rank, last = rank + 10, at + 1
    elif (
        after is not None
        and after.kind == "tens"
        and (joined or after.prefix == "و")
        and after.article == first.article
        and rank < 10
    ):
        if not proper and rank > 1:
            return None
        rank, last = rank + int(after.value), at + 1
    elif first.kind != "ordinal":
        return None
    return NumberReading(rank, i, last, first.skip, first.article, rank=True)
