"""Ordinals: the role of one, and the cardinals that tell a rank (الدورة الـ75, القرن العشرين)."""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from marsad.model.mention import NumberRole
from marsad.numerals.data import hints, plain_hints
from marsad.numerals.roles import age_after, before, counts_noun, is_shaped
from marsad.text.clitics import readings
from marsad.text.numbers import NumberReading
from marsad.text.words import Words

_HOURS: Final = frozenset({"الساعه", "ساعه", "الماده", "ماده"})
_ARTICLES: Final = frozenset({"ال", "لل", "بال", "وال"})
_PARTS_OF_HOURS: Final = frozenset({"والنصف", "والربع", "والثلث"})
_FIRST_TEN: Final = 20
#: How many adjectives may stand between a noun and its rank.
_ADJECTIVES: Final = 2


def is_rank(words: Words, number: NumberReading) -> bool:
    """Whether a cardinal tells the rank of a noun in the singular: الدورة الـ75, القرن العشرين, يومها الألف, في المركز 13."""
    if number.rank or number.fraction or not isinstance(number.value, int) or number.value < 1:
        return False
    if number.figures:
        if number.last > number.first + 1 or not words[number.first].text.isdecimal():
            return False
        article = number.first > 0 and words[number.first].glued and words.key(number.first - 1) in _ARTICLES
        at = number.first - 1 - article
        if not article:
            bare = not counts_noun(words, number.last) and not is_shaped(words, number.first, number.last)
            return bare and at >= 0 and words[at].key.startswith(("ال", "لل")) and "rank_heads" in _head(words[at].key)
    else:
        if not number.article or counts_noun(words, number.last) or not _is_round(words, number):
            return False
        if number.first == 0 and number.last == len(words):
            return number.last == 1 and number.value >= _FIRST_TEN
        at = number.first - 1
    for i in range(at, max(at - _ADJECTIVES, -1) - 1, -1):
        if i < 0 or words[i].kind != "word" or words[i + 1].newlines:
            return False
        if "ordinal_heads" in _head(words[i].key):
            return True
        if not words[i].key.startswith("ال"):
            return False
    return False


def _is_round(words: Words, number: NumberReading) -> bool:
    """A ten, hundred or thousand that may be a rank: in one word, as الثلاث مئة, or all its members with the article."""
    size = number.last - number.first
    return size == 1 or (size == 2 and number.value % 100 == 0) or words[number.last - 1].key.startswith(("ال", "وال"))


@lru_cache(maxsize=50_000)
def _head(key: str) -> frozenset[str]:
    """What a definite noun before a rank says: with the article or a pronoun (اليوم, يومها)."""
    for reading in readings(key):
        if reading.article or reading.pronoun:
            found = plain_hints(reading.stem)
            if "ordinal_heads" in found or "rank_heads" in found:
                return found
    return frozenset()


def ordinal_role(words: Words, number: NumberReading) -> NumberRole:
    """`unit` for an ordinal in a unit's name (الفرقة المدرعة التاسعة), `age` in the age of a person (في الخامسة من عمره),
    `other` in a time of day or the name of a law, else `ordinal`.
    """
    at = before(words, number.first)
    if age_after(words, number.last):
        return "age"
    if at >= 0 and "precede:age" in hints(words[at].key):
        return "age"
    behind = words.key(number.last)
    if words.key(number.first - 1) in _HOURS or "day_parts" in plain_hints(behind) or behind in _PARTS_OF_HOURS:
        return "other"
    for steps in (0, 1):
        i = at - steps
        if i < 0 or words[i].kind != "word":
            break
        found = hints(words[i].key)
        if "precede:unit" in found or "precede:unit_ordinal" in found:
            return "unit"
        if not words[i].key.removeprefix("و").startswith("ال") and number.article:
            break
    return "ordinal"
