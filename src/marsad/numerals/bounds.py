"""Words that bound a number: أكثر من، ما لا يقل عن، نحو، على الأقل."""

from __future__ import annotations

from functools import cache, lru_cache
from typing import Final, NamedTuple

from marsad.model.event import Qualifier
from marsad.numerals.data import hints, load
from marsad.text.clitics import readings
from marsad.text.folding import fold_key
from marsad.text.words import Words

#: How far behind a number "على الأقل" may stand, and before it the verb of "تجاوز عدد القتلى 100".
_REACH_AFTER: Final = 3
_REACH_BEFORE: Final = 6
_OPEN_ENDED: Final = frozenset({"اكثر", "اقل"})
_QUOTES: Final = frozenset("\"'«“”(‘[")


class Bound(NamedTuple):
    """A bound and the words [first, last) that it adds to the number's own; `skip` letters of clitics come first."""

    qualifier: Qualifier
    first: int
    skip: int
    last: int


@cache
def _before() -> dict[str, list[tuple[tuple[str, ...], Qualifier]]]:
    table: dict[str, list[tuple[tuple[str, ...], Qualifier]]] = {}
    for qualifier, phrases in load("bounds")["before"].items():
        for phrase in phrases:
            keys = tuple(fold_key(p) for p in phrase.split())
            table.setdefault(keys[-1], []).append((keys[::-1], qualifier))
    for entries in table.values():
        entries.sort(key=lambda e: -len(e[0]))
    return table


@cache
def _after() -> dict[str, list[tuple[tuple[str, ...], Qualifier]]]:
    table: dict[str, list[tuple[tuple[str, ...], Qualifier]]] = {}
    for qualifier, phrases in load("bounds")["after"].items():
        for phrase in phrases:
            keys = tuple(fold_key(p) for p in phrase.split())
            table.setdefault(keys[0], []).append((keys, qualifier))
    return table


@lru_cache(maxsize=200_000)
def _opens(written: str, wanted: str) -> int:
    """Letters of clitics when the written word is the wanted one behind them; -1 when it is another."""
    for reading in readings(written):
        if reading.stem == wanted and not reading.pronoun and not reading.article:
            return len(reading.prefix)
    return -1


@lru_cache(maxsize=200_000)
def _closers(key: str) -> tuple[tuple[tuple[str, ...], Qualifier], ...]:
    """The phrases whose last word is this one; a phrase of one word also behind clitics."""
    table = _before()
    found = list(table.get(key, ()))
    for reading in readings(key)[1:]:
        if reading.prefix and not reading.pronoun and not reading.article:
            found += [(keys, q) for keys, q in table.get(reading.stem, ()) if len(keys) == 1]
    return tuple(found)


def bound_before(words: Words, first: int) -> tuple[Qualifier, int, int] | None:
    """The bound right before word `first`: qualifier, its first word, its clitics. A quotation mark may stand between.

    >>> bound_before(Words("قتل وأكثر من 30"), 3)
    ('at_least', 1, 1)
    """
    at = first - 1
    while at >= 0 and (words[at].key in _QUOTES or words[at].key in ("ال", "ل", "ب")):
        at -= 1
    if at < 0:
        return None
    for keys, qualifier in _closers(words[at].key):
        begin = at - len(keys) + 1
        if begin < 0:
            continue
        if all(words[at - n].key == keys[n] for n in range(len(keys) - 1)):
            skip = _opens(words[begin].key, keys[-1])
            if skip >= 0:
                return qualifier, begin, skip
    return None


def bound_after(words: Words, last: int) -> tuple[Qualifier, int, int] | None:
    """The bound in the few words behind a number: qualifier and its words [first, last).

    >>> bound_after(Words("43 مدنيا على الأقل"), 1)
    ('at_least', 2, 4)
    """
    table = _after()
    if words.key(last) == "+" and words[last].glued and not (last + 1 < len(words) and words[last + 1].glued):
        return "at_least", last, last + 1  # 30+
    for at in range(last, min(last + _REACH_AFTER + 1, len(words))):
        word = words[at]
        if word.kind == "number" or word.key in (".", "،", ",", "؛", ":", "؟", "!"):
            return None
        for keys, qualifier in table.get(word.key, ()):
            if keys[-1] in _OPEN_ENDED and words.key(at + len(keys)) == "من":
                continue  # 20 أو أكثر من 30
            if all(words.key(at + n) == key for n, key in enumerate(keys)):
                return qualifier, at, at + len(keys)
    return None


def verb_before(words: Words, first: int) -> Qualifier | None:
    """The bound of a verb of passing with its subject between: تجاوز عدد القتلى 100 → at_least."""
    subject = False
    for at in range(first - 1, max(first - _REACH_BEFORE, -1), -1):
        word = words[at]
        if word.kind != "word":
            return None
        found = hints(word.key)
        if "subjects" in found:
            subject = True
        elif subject:
            for hint in found:
                if hint.startswith("verb:"):
                    return "at_least" if hint.endswith("at_least") else "about"
            return None
    return None
