"""Words that were disguised from the filters of social media: قـ.صف, ق*صف, د1عش, ٯصڡ.

People cut the words that platforms delete with dots, stars or signs, put digits for letters that look alike, or write the
letters without their points. Such a word is read as what it is and keeps its place in the raw text. What is cut at a
tatweel is joined as it stands; all else only where the result is one of the words that are known to be disguised
(`data/disguised.yaml`): abbreviations (ص.ب), initials (د.محمد), pairs (قتل/جرح) and addresses stay as they are.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache, lru_cache
from importlib.resources import files
from itertools import pairwise, product
from typing import Final, NamedTuple

import regex

from marsad.text.folding import fold_key, fold_light
from marsad.text.yamldata import parse_yaml

_LETTERS: Final = r"[[\p{Arabic}\u0640\u064b-\u065f\u0670\u200c\u200d]--[\p{Nd}\p{P}\p{S}\u061c]]"
#: What may lie between two pieces of a word: signs, but no brackets, quotation marks or ends of sentences; digits and Latin
#: letters that look like Arabic ones.
_BETWEEN: Final = (
    r"[[\p{P}\p{S}\p{Mn}\p{Cf}]--[\p{Arabic}\u064b-\u065f\u0670()\[\]{}<>«»\"“”„'‘’؟?؛;:…]]{1,4}|[0-9٠-٩oOlI|!$]"
)
#: A stretch that may hold a disguised word; quick, for nearly all hold none.
MAYBE: Final = regex.compile(rf"{_LETTERS}(?:{_BETWEEN}){_LETTERS}", regex.VERSION1)
_RUN: Final = regex.compile(rf"{_LETTERS}+(?:(?:{_BETWEEN}){_LETTERS}+)+", regex.VERSION1)
_CUT: Final = regex.compile(rf"({_BETWEEN})", regex.VERSION1)
#: Letters that Arabic news writes in no word: without their points, or of other languages.
ODD: Final = regex.compile(r"[ٮڡٯںٹڈڑڤڨڭګڼۅۆۇۈێېۓےځڇڋڠݐݑݒ]")
#: Signs that look like letters, or stand for them in the Latin writing of Arabic.
_LOOKS: Final = {
    **dict.fromkeys("1١|!lI", "ا"),
    **dict.fromkeys("0oO٥", "ه"),
    **dict.fromkeys("3", "ع"),
    **dict.fromkeys("7", "ح"),
    **dict.fromkeys("5", "خ"),
    **dict.fromkeys("6", "ط"),
    **dict.fromkeys("9٩", "وقص"),
    **dict.fromkeys("2", "اء"),
    **dict.fromkeys("8", "ق"),
    "$": "س",
}
#: A tatweel behind these is no cut: they are written so before figures and names (بـ35, الـ60, 1445هـ).
_CLITIC: Final = regex.compile(r"[وف]?(?:[بلكسه]|ال|[بك]ال|لل)?")
#: What ends a sentence or a part of it.
_STOPS: Final = ".،,"
_TATWEEL: Final = "\u0640"
_MIN_LETTERS: Final = 3
_MAX_PARTS: Final = 12
#: The letters of each shape, by which a word without its points is known.
_SHAPES: Final = (
    "بتثنيىئٮںٹڼݐݑݒېێۓے",
    "جحخځڇ",
    "دذڈڋ",
    "رزڑ",
    "سش",
    "صض",
    "طظ",
    "عغڠ",
    "فقڡٯڤڨ",
    "كڭګ",
    "هة",
    "وؤۅۆۇۈ",
    "اأإآ",
)
_SHAPE: Final = str.maketrans({letter: shape[0] for shape in _SHAPES for letter in shape})


class Disguised(NamedTuple):
    """A disguised word in a stretch: `[start, end)` there, and the word as it is meant."""

    start: int
    end: int
    word: str


def find_disguised(stretch: str) -> list[Disguised]:
    """The disguised words of a stretch without space, in order.

    >>> find_disguised("بقـ.صف")
    [Disguised(start=0, end=6, word='بقصف')]
    >>> find_disguised("ص.ب"), find_disguised("د.محمد")
    ([], [])
    """
    if "://" in stretch or "www." in stretch:
        return []
    found: list[Disguised] = []
    for match in _RUN.finditer(stretch):
        found += _in_run(match.group(), match.start())
    return found


def without_points(word: str) -> str | None:
    """The word that is meant by one with letters that no Arabic word has; None when none or several are.

    >>> without_points("ٯصڡ"), without_points("ڤيينا")
    ('قصف', None)
    """
    return _by_shape().get(_shape(word))


def _in_run(run: str, start: int) -> Iterator[Disguised]:
    pieces = _CUT.split(run)  # letters, what lies between, letters, …
    if len(pieces) > 2 * _MAX_PARTS:
        return
    ends = [0]
    for piece in pieces:
        ends.append(ends[-1] + len(piece))
    first = 0
    while first < len(pieces):
        for last in range(len(pieces), first + 2, -2):
            word = _meant(pieces[first:last])
            if word:
                yield Disguised(start + ends[first], start + ends[last], word)
                first = last - 1
                break
        first += 2


def _meant(pieces: list[str]) -> str | None:
    """The word that the pieces make; None when they make none."""
    letters, between = pieces[::2], pieces[1::2]
    if not all(map(fold_light, letters)):
        return None  # tatweels or vowel marks alone
    if between[-1] in _STOPS and is_known(fold_key("".join(letters[:-1]))):
        return None  # a sentence ends there, and nobody wrote a space: الجنود.هم
    choices = [_LOOKS.get(sign, "") for sign in between]
    for signs in product(*(choice or ("",) for choice in choices)):
        joined = "".join(a + b for a, b in zip(letters, (*signs, ""), strict=True))
        if is_known(fold_key(joined)):
            return fold_light(joined)
    return _joined_at_tatweel(letters) if not any(choices) else None


def _joined_at_tatweel(letters: list[str]) -> str | None:
    if not all(before.endswith(_TATWEEL) or after.startswith(_TATWEEL) for before, after in pairwise(letters)):
        return None
    word = fold_light("".join(letters))
    return word if len(word) >= _MIN_LETTERS and not _CLITIC.fullmatch(fold_key(letters[0])) else None


@lru_cache(maxsize=50_000)
def is_known(key: str) -> bool:
    """Whether a look-up form is that of a word which is known to be disguised, with or without its clitics."""
    return len(key) >= _MIN_LETTERS and _known().fullmatch(key) is not None


@cache
def _data() -> dict[str, list[str]]:
    text = files("marsad.text").joinpath("data", "disguised.yaml").read_text("utf-8")
    found: dict[str, list[str]] = parse_yaml(text)
    return found


@cache
def _known() -> regex.Pattern[str]:
    words, before, after = (
        "|".join(sorted(map(fold_key, _data()[name]), key=len, reverse=True)) for name in ("words", "before", "after")
    )
    return regex.compile(f"[وف]?(?:{before})?(?:{words})(?:{after})?")


@cache
def _by_shape() -> dict[str, str]:
    """Shape → the one word that has it: a word as it is listed before one with a clitic, that before one with two."""
    data = _data()
    levels: tuple[dict[str, set[str]], ...] = ({}, {}, {})
    for word, before, after in product(data["words"], ["", *data["before"]], ["", *data["after"]]):
        whole = before + (word[:-1] + "ت" if after and word.endswith("ة") else word) + after
        levels[bool(before) + bool(after)].setdefault(_shape(whole), set()).add(fold_key(whole))
    found: dict[str, str] = {}
    for level in levels:
        for shape, words in level.items():
            if shape not in found:
                found[shape] = min(words) if len(words) == 1 else ""
    return {shape: word for shape, word in found.items() if word}


def _shape(word: str) -> str:
    return fold_light(word).translate(_SHAPE)


def letters_before(raw: str, word: str, count: int) -> int:
    """How many characters of a disguised word as it was written its first `count` letters take.

    >>> letters_before("وقـ.صف", "وقصف", 1), letters_before("ا.لشهيد", "الشهيد", 2)
    (1, 3)
    """
    letter = 0
    for i, char in enumerate(raw):
        if letter == count:
            return i
        light = fold_light(char)
        if light and (word.startswith(light, letter) or word[letter : letter + 1] in _LOOKS.get(char, "")):
            letter += len(light)
    return len(raw)
