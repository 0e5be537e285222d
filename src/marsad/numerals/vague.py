"""Vague amounts with agreed bounds (عشرات, عدد من, بضعة), one of several (أحد الجنود), measures in the dual (شهرين)."""

from __future__ import annotations

from functools import cache, lru_cache
from typing import Final, NamedTuple

from marsad.model.event import Qualifier
from marsad.model.mention import NumberRole
from marsad.numerals.data import hints, load, plain_hints
from marsad.text.clitics import may_begin, readings
from marsad.text.folding import fold_key
from marsad.text.numbers import number_word
from marsad.text.phrases import PhraseIndex
from marsad.text.words import Words

_CARDINAL: Final = frozenset({"unit", "ten", "tens", "hundred", "hundreds", "scale", "two"})


class Amount(NamedTuple):
    """A vague amount at the words [first, last)."""

    first: int
    last: int
    skip: int
    min: int
    max: int | None
    qualifier: Qualifier
    role: NumberRole | None = None
    pronoun: bool = False


@cache
def _index() -> PhraseIndex[tuple[int, int | None]]:
    index: PhraseIndex[tuple[int, int | None]] = PhraseIndex()
    for entry in load("vague")["phrases"]:
        low, high = entry["bounds"]
        for phrase in entry["words"]:
            # عدة and بعض take no article as amounts (العدة, البعض are other words)
            index.add(f"={phrase}" if phrase in ("عدة", "بعض") else phrase, (low, high))
    return index


@lru_cache(maxsize=200_000)
def vague_start(key: str) -> bool:
    """Whether a vague amount may start with this word."""
    return may_begin(key, _openers())


@cache
def _openers() -> frozenset[str]:
    firsts = {fold_key(p.split()[0]) for e in load("vague")["phrases"] for p in e["words"]}
    return frozenset(w[2:] if w.startswith("ال") and len(w) > 4 else w for w in firsts)


@cache
def _one_of(name: str) -> frozenset[str]:
    return frozenset(fold_key(word) for word in load("vague")[name])


@lru_cache(maxsize=200_000)
def one_of_start(key: str) -> tuple[int, bool] | None:
    """For أحد/إحدى and أحدهم behind clitics: the letters of clitics and whether a pronoun stands in for the noun."""
    bare, with_pronoun = _one_of("one_of"), _one_of("one_of_with_pronoun")
    if not (may_begin(key, bare) or may_begin(key, with_pronoun)):
        return None
    for reading in readings(key):
        if reading.pronoun or reading.article:
            continue
        if reading.stem in bare:
            return len(reading.prefix), False
        if reading.stem in with_pronoun:
            return len(reading.prefix), True
    return None


@cache
def _measures_in_dual() -> dict[str, NumberRole]:
    roles: tuple[NumberRole, ...] = ("distance", "money", "other")
    return {fold_key(form): role for role in roles for form in load("duals")[role]}


@lru_cache(maxsize=200_000)
def dual_measure(key: str) -> tuple[NumberRole, int] | None:
    """The role of a measure in the dual (شهرين: other) and its clitics; None for other words."""
    table = _measures_in_dual()
    if not may_begin(key, table):
        return None
    for reading in readings(key):
        if not reading.pronoun and reading.stem in table:
            return table[reading.stem], len(reading.prefix)
    return None


@cache
def amount_stems() -> frozenset[str]:
    """The first words of what this module reads, in look-up form, without clitics."""
    return _openers() | _one_of("one_of") | _one_of("one_of_with_pronoun") | frozenset(_measures_in_dual())


def read_vague(words: Words, i: int) -> Amount | None:
    """The vague amount at word `i`.

    >>> read_vague(Words("عشرات الآلاف من النازحين"), 0)[3:6]
    (20000, None, 'vague')
    """
    if words[i].key == "بعده" and not words[i].text.endswith("ة"):
        return None  # بعده: after him
    if "lookalikes" in plain_hints(words[i].key):
        return None
    for hit in _index().find_at(words, i):
        if "not_some" in plain_hints(words.key(hit.last)) and hit.last == i + 1:
            return None
        if words.key(hit.last - 1) == "من" and _is_cardinal(words.key(hit.last)):
            return None  # العدد من 10 إلى 20
        low, high = hit.payload
        return Amount(i, hit.last, hit.skip, low, high, "vague")
    return None


def _is_cardinal(key: str) -> bool:
    word = number_word(key) if key else None
    return key[:1].isdecimal() or (word is not None and word.kind in _CARDINAL and not word.article)


def read_one_of(words: Words, i: int) -> Amount | None:
    """أحد or إحدى before its noun, or with a pronoun: one.

    >>> read_one_of(Words("اعتقل أحد عناصر الخلية"), 1)[3:6]
    (1, 1, 'exact')
    """
    found = one_of_start(words[i].key)
    if found is None:
        return None
    skip, pronoun = found
    if any("no_one_of_after" in plain_hints(words.key(i - n)) for n in (1, 2)):
        return None
    if not pronoun:
        if i + 1 >= len(words) or words[i + 1].kind != "word" or words[i + 1].newlines:
            return None
        if "no_one_of_before" in plain_hints(words[i + 1].key):
            return None
    return Amount(i, i + 1, skip, 1, 1, "exact", pronoun=pronoun)


def vague_role(words: Words, last: int) -> NumberRole:
    """What the noun behind a vague amount makes of it: عدة أيام is a duration, عشرات الكيلومترات a distance."""
    at = last
    if words.key(at) == "من":
        at += 1
    if at >= len(words) or words[at].kind != "word":
        return "count"
    found = hints(words[at].key)
    for role in ("distance", "money", "other"):
        if f"follow:{role}" in found:
            return role
    return "other" if "vague_other" in found else "count"
