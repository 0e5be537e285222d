"""Numbers written in figures: separators of both scripts, groups of digits, powers, and the signs behind them."""

from __future__ import annotations

import re
from typing import Final

from marsad.text.folding import fold_key
from marsad.text.words import Words

_THOUSANDS: Final = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?")
_DOTTED: Final = re.compile(r"[1-9]\d{0,2}(?:\.\d{3})+(?:,\d+)?")
_DECIMAL: Final = re.compile(r"\d+[.,]\d+")
#: Letters glued behind a figure that stand for a scale (15M), as written: a small m is a metre.
_SUFFIXES: Final[dict[str, int]] = {"K": 10**3, "k": 10**3, "M": 10**6, "bn": 10**9}
#: One sign for a part of one: ½.
VULGAR: Final[dict[str, float]] = {"½": 0.5, "¼": 0.25, "¾": 0.75, "⅓": 1 / 3, "⅔": 2 / 3, "⅕": 0.2, "⅛": 0.125}
_TIMES: Final = frozenset({"×", "x"})
_LARGEST_POWER: Final = 30


def tidy(value: float) -> int | float:
    """A whole number as an int, anything else to six digits behind the point."""
    if isinstance(value, int):
        return value
    rounded = round(value, 6)
    return int(rounded) if rounded == int(rounded) else rounded


def parse_figures(raw: str) -> int | float | None:
    """The value of a figure: 2,500 · ٢٬٥٠٠ · 2.500 → 2500; 1,5 · ١٫٥ → 1.5; 1.234,5 → 1234.5; None for a date (1.2.2015)."""
    text = fold_key(raw)
    if text.isdecimal():
        return int(text)
    if _THOUSANDS.fullmatch(text):
        return tidy(float(text.replace(",", "")))
    if "٫" not in raw and _DOTTED.fullmatch(text):
        return tidy(float(text.replace(".", "").replace(",", ".")))
    if _DECIMAL.fullmatch(text):
        return tidy(float(text.replace(",", ".")))
    return None


def is_dotted(text: str) -> bool:
    """Whether a figure reads as thousands by its one dot alone (1.125), which a word behind it may deny."""
    return text.count(".") == 1 and "," not in text and _DOTTED.fullmatch(text) is not None


def read_figures(words: Words, i: int) -> tuple[int | float | None, int]:
    """The value of the figure at word `i` and the position behind it; None when it is no number (12.9.2015).

    Groups of three digits behind one space belong to it (1 200 000), a decimal written with ر (3ر5), a power (10^6, 1e6), a scale
    letter (15M), a sign for a part (2½).
    """
    word = words[i]
    keys = words.keys
    if i + 1 == len(words):
        return parse_figures(words.raw[word.start : word.end]), i + 1
    after = words[i + 1]
    if after.kind == "number" and word.text.isdecimal() and len(word.text) <= 3 and word.text[0] != "0":
        text, last = word.text, i + 1
        while last < len(words) and _is_group(words, last):
            text, last = text + words[last].text, last + 1
        if last > i + 1:
            return int(text), last
    value = parse_figures(words.raw[word.start : word.end])
    if value is None or not after.glued or after.kind == "number":
        return value, i + 1
    if after.key == "ر" and i + 2 < len(words) and words[i + 2].kind == "number" and words[i + 2].glued:
        if word.text.isdecimal() and words[i + 2].text.isdecimal():
            return float(f"{word.text}.{words[i + 2].text}"), i + 3
    elif after.kind == "latin" and after.text in _SUFFIXES and not (word.glued and i and words[i - 1].kind == "latin"):
        if not _figure_glued(words, i + 2):
            return tidy(value * _SUFFIXES[after.text]), i + 2
    elif after.key in VULGAR:
        return value + VULGAR[after.key], i + 2
    return _power(words, i, value) if after.key in ("^", "e") or keys[i + 1] in _TIMES else (value, i + 1)


def _is_group(words: Words, i: int) -> bool:
    """Three more digits behind one space."""
    word = words[i]
    return (
        word.kind == "number" and len(word.text) == 3 and word.text.isdecimal() and word.start == words[i - 1].end + 1
    )


def _figure_glued(words: Words, i: int) -> bool:
    return i < len(words) and words[i].kind == "number" and words[i].glued


def _power(words: Words, i: int, value: float) -> tuple[int | float, int]:
    """10^6, 1e6, 1.5×10^6, with a sign before the power; the figure alone when there is no power."""
    factor: float = 1
    base, at = value, i + 1
    if words[at].key in _TIMES and _figure_glued(words, at + 1) and words.key(at + 2) == "^":
        factor, base, at = value, int(words[at + 1].text) if words[at + 1].text.isdecimal() else 0, at + 2
    sign = 1
    power = at + 1
    if words.key(power) in ("-", "−", "+") and power < len(words) and words[power].glued:
        sign, power = (1 if words.key(power) == "+" else -1), power + 1
    if not _figure_glued(words, power) or not words[power].text.isdecimal():
        return value, i + 1
    exponent = sign * int(words[power].text)
    if abs(exponent) > _LARGEST_POWER or (base == 0 and exponent < 0) or abs(base) > 10**6:
        return value, i + 1
    result: float = value * 10.0**exponent if words[at].key == "e" else factor * base**exponent
    return tidy(result), power + 1
