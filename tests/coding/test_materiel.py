"""Materiel: a table of sentences, and spans that hold for any text."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from marsad.coding.materiel import find_materiel
from marsad.model import MaterielMention
from marsad.numerals import find_quantities
from marsad.text.sentences import find_sentences
from marsad.text.words import Words
from tests.coding.materiel_cases import CASES

_LINES = [tuple(part.strip() for part in line.split("|")) for line in CASES.strip().splitlines()]


def materiel_of(text: str) -> list[MaterielMention]:
    words = Words(text)
    return find_materiel(words, find_sentences(words), find_quantities(words))


def short(m: MaterielMention) -> str:
    return f"{m.effect} {m.item} " + (
        f"{m.min}+" if m.max is None else str(m.min) if m.min == m.max else f"{m.min}-{m.max}"
    )


@pytest.mark.parametrize(("text", "expected"), _LINES, ids=[line[0][:40] for line in _LINES])
def test_sentence_tells_what_happened_to_things(text: str, expected: str) -> None:
    assert "; ".join(short(m) for m in materiel_of(text)) == expected


_PIECES = [
    "تدمير",
    "ودمر",
    "3",
    "و5",
    "سيارات",
    "وكرا",
    "نفقين",
    "العثور",
    "على",
    "عبوات",
    "ناسفة",
    "ضبط",
    "بندقية",
    "في",
    "،",
    ".",
]


@given(st.lists(st.sampled_from(_PIECES), max_size=20))
@settings(max_examples=100, deadline=None)
def test_spans_hold_for_any_words(pieces: list[str]) -> None:
    text = " ".join(pieces)
    for found in materiel_of(text):
        assert text[found.span[0] : found.span[1]] == found.text
        assert found.min is not None
        assert found.max is None or found.max >= found.min
