"""What Arabic writes onto a word: conjunctions, prepositions and the article in front, pronouns behind.

No dictionary here: `readings` lists what a written word may be, and whoever looks words up keeps those that it knows.
"""

from __future__ import annotations

from collections.abc import Container
from functools import lru_cache
from typing import Final

import msgspec


class Reading(msgspec.Struct, frozen=True, gc=False):
    """One way to read a written word: `stem` with `skip` letters of clitics before it (the article counts only when `article`).

    `prefix` holds the clitics other than the article, as in "وب"; `pronoun` the pronoun written behind.
    """

    stem: str
    prefix: str
    article: bool
    pronoun: str
    skip: int


_CONJUNCTIONS: Final = ("", "و", "ف")
_PREPOSITIONS: Final = ("", "ب", "ل", "ك")
_PRONOUNS: Final = ("هما", "كما", "هم", "هن", "ها", "نا", "كم", "ه", "ي", "ك")
_PRONOUN_ENDS: Final = frozenset("مناهيك")
#: A word that begins with none of these has no clitic in front.
CLITIC_LETTERS: Final = frozenset("وفبلكا")
#: Shorter stems than this are not cut out of a word: too many words would read as something else.
_MIN_STEM: Final = 2


@lru_cache(maxsize=200_000)
def readings(key: str) -> tuple[Reading, ...]:
    """Every reading of a word in its look-up form, the whole word first.

    >>> [r.stem for r in readings("وبالقوات")][:3]
    ['وبالقوات', 'بالقوات', 'القوات']
    >>> Reading("قوات", "وب", True, "", 4) in readings("وبالقوات")
    True
    >>> any(r.stem == "عناصر" and r.pronoun == "ه" for r in readings("عناصره"))
    True
    """
    fronts = _fronts(key)
    found = [
        Reading(stem, prefix, article, "", skip)
        for stem, prefix, article, skip in fronts
        if len(stem) >= _MIN_STEM or (stem and not (prefix or article))
    ]
    pronoun = next((p for p in _PRONOUNS if key.endswith(p)), "") if key[-1:] in _PRONOUN_ENDS else ""
    size = len(pronoun)
    for stem, prefix, article, skip in fronts if pronoun else ():
        if article or len(stem) - size < _MIN_STEM:
            continue
        base = stem[:-size]
        found.append(Reading(base, prefix, False, pronoun, skip))
        if base.endswith("ت"):  # سيارته is سيارة with a pronoun
            found.append(Reading(base[:-1] + "ه", prefix, False, pronoun, skip))
    return tuple(found)


def written_forms(key: str) -> set[str]:
    """All that a lexicon may know a written word by: itself, without its first letter, its stems, those with the article.

    >>> sorted(written_forms("والبلدة"), key=len)
    ['بلدة', 'البلدة', 'والبلدة']
    """
    out = {key, key[1:]}
    for reading in readings(key):
        out.add(reading.stem)
        if reading.article:
            out.add("ال" + reading.stem)
    return out


def may_begin(key: str, stems: Container[str]) -> bool:
    """Whether a reading without pronoun has one of these stems: what a look-up asks first, before it makes the readings.

    >>> may_begin("وبالقوات", {"قوات"}), may_begin("وبالقوات", {"وات"})
    (True, False)
    """
    if key in stems:
        return True
    return key[:1] in CLITIC_LETTERS and any(stem in stems for stem in _stems(key))


@lru_cache(maxsize=200_000)
def _stems(key: str) -> tuple[str, ...]:
    return tuple(stem for stem, _, _, _ in _fronts(key))


def _fronts(key: str) -> list[tuple[str, str, bool, int]]:
    if key[:1] not in CLITIC_LETTERS:
        return [(key, "", False, 0)]
    out: list[tuple[str, str, bool, int]] = []
    for conjunction in _CONJUNCTIONS:
        if not key.startswith(conjunction):
            continue
        rest = key[len(conjunction) :]
        for preposition in _PREPOSITIONS:
            if not rest.startswith(preposition):
                continue
            prefix, tail = conjunction + preposition, rest[len(preposition) :]
            out.append((tail, prefix, False, len(prefix)))
            if tail.startswith("ال"):
                out.append((tail[2:], prefix, True, len(prefix) + 2))
            elif preposition == "ل" and tail.startswith("ل"):  # للقوات is ل + القوات
                out.append((tail[1:], prefix, True, len(prefix) + 1))
                if not tail.startswith("لل"):  # لليبيا? the ل may belong to the stem: ل + اللجنة
                    out.append((tail, prefix, True, len(prefix)))
    return out
