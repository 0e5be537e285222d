"""Two of something told by the noun alone: جنديان, صاروخين, سيارتي إسعاف."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache, lru_cache
from typing import Final, NamedTuple

from marsad.model.mention import NumberRole, Quantity
from marsad.numerals.data import hints, load
from marsad.numerals.ranges import number_two
from marsad.numerals.roles import starts_anew
from marsad.text.clitics import readings
from marsad.text.folding import fold_key
from marsad.text.numbers import number_word
from marsad.text.words import Words

_FEMININE: Final = ("تان", "تين")
_CONSTRUCT: Final = ("تا", "تي")
#: Shorter stems before the ending are names and roots (متين, بوتين).
_MIN_STEM: Final = 3
_MIN_KEY: Final = 4
#: So close behind a dual, a word in the dual that no list knows describes it: سيارتي إسعاف محملتين.
_NEAR: Final = 3
_FAR: Final = 8
_ROLES: Final[tuple[NumberRole, ...]] = ("distance", "money", "other")


def find_duals(words: Words, quantities: Sequence[Quantity] = ()) -> list[Quantity]:
    """The nouns in the dual that no number of `quantities` covers, in order: two each. `noun` is the word itself.

    An adjective that repeats the ending is no second pair: "عبوتان ناسفتان" is one.

    >>> [(q.text, q.min, q.max) for q in find_duals(Words("استشهد جنديان بانفجار عبوتين ناسفتين"))]
    [('جنديان', 2, 2), ('عبوتين', 2, 2)]
    """
    taken = {i for q in quantities for i in range(q.first, q.last)}
    taken |= {q.last for q in quantities if q.min == 1 == q.max and not q.ordinal}  # أحد الرجلين
    found: list[Quantity] = []
    last_dual = -_NEAR - 1
    for i, key in enumerate(words.keys):
        told = _dual(key)
        if told is None or i in taken or words[i].kind != "word":
            continue
        adjacent = i - last_dual == 1 and not told.skip and not words[i].newlines
        if adjacent or (not told.known and i - last_dual <= _reach_of_adjective(key)):
            last_dual = i if adjacent else last_dual
            continue
        behind = words.key(i + 1)
        if number_two(behind) or behind[:1].isdecimal() or (told.construct and not _opens_construct(words, i + 1)):
            continue
        last_dual = i
        start, end = words.span(i, i + 1, told.skip)
        text = words.raw[start:end]
        found.append(Quantity(text=text, span=(start, end), first=i, last=i + 1, role=told.role, min=2, max=2, noun=i))
    return found


def _reach_of_adjective(key: str) -> int:
    """How far behind a dual an unlisted word in the dual is its adjective: the ending of relation tells one (لجنتا … البرلمانيتين)."""
    if key[:-3].endswith("ي"):
        return _FAR
    return 0 if key.startswith("ال") else _NEAR


def _opens_construct(words: Words, i: int) -> bool:
    return i < len(words) and words[i].kind == "word" and not words[i].newlines and not starts_anew(words[i].key)


class _Dual(NamedTuple):
    """What a word in the dual is: its role, the letters of clitics before it, a construct or not, a listed noun or not."""

    role: NumberRole
    skip: int
    construct: bool
    known: bool


@cache
def _forms() -> dict[str, bool]:
    """The forms of the listed nouns, and whether each is a construct: جنديان, جنديين, سيارتان; سيارتي."""
    data = load("duals")
    forms: dict[str, bool] = {}
    for noun in map(fold_key, data["nouns"]):
        forms |= {f"{noun}ان": False, f"{noun}ين": False}
    for noun in map(fold_key, data["nominative_nouns"]):
        forms[f"{noun}ان"] = False
    for noun in map(fold_key, data["oblique_nouns"]):
        forms[f"{noun}ين"] = False
    for noun in map(fold_key, data["feminine_nouns"]):
        forms |= dict.fromkeys((noun[:-1] + end for end in _FEMININE), False)
        forms |= dict.fromkeys((noun[:-1] + end for end in _CONSTRUCT), True)
    return forms


@cache
def _listed(name: str) -> frozenset[str]:
    return frozenset(fold_key(word) for word in load("duals")[name])


@lru_cache(maxsize=200_000)
def _dual(key: str) -> _Dual | None:
    """What a word tells as a dual; None for any other word."""
    if len(key) < _MIN_KEY or key[-2:] not in ("ان", "ين", "تا", "تي"):
        return None
    forms = _forms()
    plain = [r for r in readings(key) if not r.pronoun]
    if any(r.stem in _listed("lookalikes") or number_word(r.stem) is not None for r in plain):
        return None
    for reading in plain:
        construct = forms.get(reading.stem)
        if construct is not None and not (construct and reading.article):
            return _Dual(_role(reading.stem), len(reading.prefix), construct, True)
    for reading in plain:
        own = reading.article or (reading.prefix == "و" if key[0] == "و" else not reading.prefix)
        if own and _feminine(reading.stem) and (reading.article or not reading.stem.startswith("ال")):
            return _Dual(_role(reading.stem), len(reading.prefix), False, False)
    return None


def _feminine(stem: str) -> bool:
    """سيارتين, غارتان: any noun in -a has its dual in -tan; names in -stan are known by their ending."""
    if not stem.endswith(_FEMININE) or len(stem) - 3 < _MIN_STEM:
        return False
    return not stem.endswith("ستان") or stem in _listed("real_stan")


def _role(stem: str) -> NumberRole:
    told = hints(f"{stem[:-3]}ه") if stem[-3] == "ت" else hints(stem[:-2])
    return next((role for role in _ROLES if f"follow:{role}" in told), "count")
