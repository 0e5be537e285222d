"""The written forms of a verb in the third person (and the first plural), from its stems.

News tells what others did: the forms of the second person are left out, and the moods of the present that are written alike are one.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

from marsad.text.folding import fold_key

#: The number of the subject that a form shows; a singular verb before its subject goes with any number.
Agreement = Literal["singular", "dual", "plural", "we"]

_PAST: tuple[tuple[str, Agreement], ...] = (
    ("", "singular"),
    ("ت", "singular"),
    ("ا", "dual"),
    ("تا", "dual"),
    ("وا", "plural"),
    ("و", "plural"),  # before a pronoun: قتلوهم
    ("ن", "plural"),
    ("نا", "we"),
)
_PRESENT: tuple[tuple[str, str, Agreement], ...] = (
    ("ي", "", "singular"),
    ("ت", "", "singular"),
    ("ن", "", "we"),
    ("ي", "ون", "plural"),
    ("ي", "وا", "plural"),
    ("ي", "و", "plural"),
    ("ي", "ان", "dual"),
    ("ت", "ان", "dual"),
    ("ي", "ن", "plural"),
)


def spell_past(stem: str) -> dict[str, Agreement]:
    """Look-up forms of the past of a stem (هو): قتل → قتل، قتلت، قتلا، قتلوا …; a final ى or ي is lost before ت and وا (ألقى → ألقت).

    >>> sorted(spell_past("نزح"))[:3]
    ['نزح', 'نزحا', 'نزحت']
    """
    key = fold_key(stem)
    if stem.endswith("ى"):
        return {
            key: "singular",
            key[:-1] + "ت": "singular",
            key + "ا": "dual",
            key[:-1] + "وا": "plural",
            key[:-1] + "و": "plural",
        }
    if key.endswith("ي"):
        return {key: "singular", key + "ت": "singular", key + "ا": "dual", key[:-1] + "وا": "plural"}
    return {key + ending: number for ending, number in _PAST}


def spell_present(stem: str) -> dict[str, Agreement]:
    """Look-up forms of the present of a stem (هو): يقتل → يقتل، تقتل، يقتلون …"""
    core = fold_key(stem)[1:]
    forms = {front + core + ending: number for front, ending, number in _PRESENT}
    if core.endswith("ي"):
        forms |= {front + core[:-1] + ending: number for front, ending, number in _PRESENT if ending.startswith("و")}
    return forms


def spell_verb(past: Iterable[str], present: Iterable[str]) -> dict[str, Agreement]:
    """All forms of a verb: look-up form → the number that it shows."""
    forms: dict[str, Agreement] = {}
    for stem in present:
        forms = {**spell_present(stem), **forms}
    for stem in past:
        forms = {**spell_past(stem), **forms}
    return forms
