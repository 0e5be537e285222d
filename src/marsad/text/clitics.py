"""What Arabic writes onto a word: conjunctions, prepositions and the article in front, pronouns behind.

No dictionary here: `readings` lists what a written word may be, and whoever looks words up keeps those that it knows.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Final, NamedTuple


class Reading(NamedTuple):
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
    found: list[Reading] = []
    seen: set[tuple[str, str, bool, str]] = set()

    def add(stem: str, prefix: str, article: bool, pronoun: str, skip: int) -> None:
        if (
            len(stem) >= (_MIN_STEM if prefix or article or pronoun else 1)
            and (stem, prefix, article, pronoun) not in seen
        ):
            seen.add((stem, prefix, article, pronoun))
            found.append(Reading(stem, prefix, article, pronoun, skip))

    fronts = _fronts(key)
    for stem, prefix, article, skip in fronts:
        add(stem, prefix, article, "", skip)
    for stem, prefix, article, skip in fronts:
        if article:
            continue
        for pronoun in _PRONOUNS:
            if stem.endswith(pronoun) and len(stem) - len(pronoun) >= _MIN_STEM:
                base = stem[: -len(pronoun)]
                add(base, prefix, False, pronoun, skip)
                if base.endswith("ت"):  # سيارته is سيارة with a pronoun
                    add(base[:-1] + "ه", prefix, False, pronoun, skip)
                break
    return tuple(found)


def _fronts(key: str) -> list[tuple[str, str, bool, int]]:
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
