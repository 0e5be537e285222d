"""Reading one written ordinal: الخامس, الحادي عشر, الخامس والعشرين, الثالث بعد المئة, المئة والخامس."""

from __future__ import annotations

from typing import Final

from marsad.text.numberwords import NumberReading, NumberWord, number_word
from marsad.text.words import Words

_AFTER: Final = "بعد"
_ROUND: Final = ("hundred", "hundreds", "scale", "two", "either")


def read_ordinal(words: Words, i: int, first: NumberWord) -> NumberReading | None:
    """The ordinal at word `i`; a unit with the article counts as one only before tens (الواحد والعشرين).

    >>> read_ordinal(Words("الخامسة والعشرين بعد المئة"), 0, number_word("الخامسه")).value
    125
    """
    small = _below_hundred(words, i, first)
    if small is None:
        return None
    rank, last = small
    rest = after_hundred(words, last) if first.article else None
    if rest is not None:
        rank, last = rank + rest[0], rest[1]
    return NumberReading(rank, i, last, first.skip, first.article, rank=True)


def ordinal_tail(words: Words, last: int) -> tuple[int, int] | None:
    """The ordinal that follows hundreds with و: the والخامس والعشرين of المئة والخامس والعشرين; its rank and the position behind."""
    at = last
    separate = words.key(at) == "و"
    if separate:
        at += 1
    if at >= len(words) or words[at].kind != "word" or words[at].newlines:
        return None
    word = number_word(words[at].key)
    if word is None or not word.article or word.prefix != ("" if separate else "و"):
        return None
    return _below_hundred(words, at, word) if word.kind in ("ordinal", "eleventh") else None


def after_hundred(words: Words, last: int) -> tuple[int, int] | None:
    """The بعد المئة of الخامس بعد المئة: what it adds, and the position behind it."""
    return _round(words, last + 1) if words.key(last) == _AFTER else None


def _round(words: Words, at: int) -> tuple[int, int] | None:
    """المئة, المئتين, الثلاثمئة, الألف, الثلاث مئة behind بعد."""
    word = number_word(words.key(at)) if words.key(at) else None
    if word is None or not word.article or word.prefix:
        return None
    if word.kind in _ROUND:
        return int(word.value) * (2 if word.kind == "two" else 1), at + 1
    behind = number_word(words.key(at + 1)) if words.key(at + 1) else None
    if word.kind == "unit" and behind is not None and behind.kind == "hundred" and not behind.prefix:
        return int(word.value) * 100, at + 2
    return None


def _below_hundred(words: Words, i: int, first: NumberWord) -> tuple[int, int] | None:
    rank, last = int(first.value), i + 1
    joined, at = False, i + 1
    if at + 1 < len(words) and words[at].key == "و":
        joined, at = True, at + 1
    after = number_word(words[at].key) if at < len(words) and words[at].kind == "word" else None
    proper = first.kind in ("ordinal", "eleventh")
    if after is not None and rank < 10:
        if after.kind == "ten" and not joined and not after.prefix and not after.article and proper:
            return rank + 10, at + 1
        if after.kind == "tens" and (joined or after.prefix == "و") and after.article == first.article:
            return (rank + int(after.value), at + 1) if proper or rank == 1 else None
    return (rank, last) if first.kind == "ordinal" else None
