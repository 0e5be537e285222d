"""Folding: the orthographic variants of Arabic brought to one form.

Two levels. `fold_light` drops what carries no letter (vowel marks, tatweel, bidi controls), opens presentation forms and unifies digits
and Persian letters. `fold_key` also folds the letters that outlets write without care (أإآ, ى, ة, ؤ, ئ): the form in which words are
looked up. Both may change length, so positions go through `Words`, which remembers where each letter came from.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache

import regex

#: Marks, tatweel, zero-width characters and bidi controls: no letters.
DROPPED = regex.compile(
    r"[\u0610-\u061a\u061c\u0640\u064b-\u065f\u0670\u06d6-\u06ed\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\u00ad]"
)

_LIGHT = str.maketrans(
    {
        "ٱ": "ا",
        "ک": "ك",
        "ڪ": "ك",
        "ی": "ي",
        "ې": "ي",
        "ہ": "ه",
        "ھ": "ه",
        "ۀ": "ه",
        **{chr(0x660 + d): str(d) for d in range(10)},
        **{chr(0x6F0 + d): str(d) for d in range(10)},
        "٫": ".",
        "٬": ",",
    }
)
_KEY = str.maketrans({"أ": "ا", "إ": "ا", "آ": "ا", "ى": "ي", "ة": "ه", "ؤ": "و", "ئ": "ي"})


@lru_cache(maxsize=200_000)
def fold_light(word: str) -> str:
    """The word without marks, presentation forms opened, digits in ASCII: مُكافـحة → مكافحة, ﻻ → لا, ٢٥ → 25."""
    bare = DROPPED.sub("", word)
    if any("\ufb50" <= c <= "\ufdff" or "\ufe70" <= c <= "\ufeff" for c in bare):
        bare = DROPPED.sub("", unicodedata.normalize("NFKC", bare))
    return bare.translate(_LIGHT)


@lru_cache(maxsize=200_000)
def fold_key(word: str) -> str:
    """The look-up form of a word or phrase: إلى → الي, مدينة → مدينه, مسؤول → مسوول. Latin letters in lower case."""
    return fold_light(word).translate(_KEY).lower()


def fold_plain(word: str) -> str:
    """As `fold_key`, for a word of the alphabet's own letters alone: nothing else in it is looked for."""
    return word.translate(_KEY)


def folded_offset(raw: str, count: int) -> int:
    """How many raw characters of the word `raw` the first `count` letters of its light form take (marks that follow included).

    >>> folded_offset("وَالحشد", 1)
    2
    """
    if count == 0:
        return 0
    taken = 0
    for i, c in enumerate(raw):
        taken += len(fold_light(c))
        if taken >= count:
            while i + 1 < len(raw) and not fold_light(raw[i + 1]):
                i += 1
            return i + 1
    return len(raw)
