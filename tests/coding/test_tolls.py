"""Tolls: a table of sentences, spans, causes, and what holds for any text."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from marsad.actors.people import find_people
from marsad.coding.tolls import Toll, find_tolls
from marsad.numerals import find_quantities
from marsad.text.sentences import find_sentences
from marsad.text.words import Words
from tests.coding.toll_cases import CASES

_LINES = [tuple(part.strip() for part in line.split("|")) for line in CASES.strip().splitlines()]


def tolls_of(text: str) -> list[Toll]:
    words = Words(text)
    return find_tolls(words, find_sentences(words), find_quantities(words), find_people(words))


def bounds(low: int, high: int | None) -> str:
    return f"{low}+" if high is None else str(low) if low == high else f"{low}-{high}"


def short(toll: Toll) -> str:
    parts = ", ".join(f"{p.category} {bounds(p.min, p.max)}" for p in toll.of_which)
    return f"{toll.outcome} {toll.group[0]} {bounds(toll.min, toll.max)}" + (f" [{parts}]" if parts else "")


@pytest.mark.parametrize(("text", "expected"), _LINES, ids=[line[0][:40] for line in _LINES])
def test_sentence_tells_its_tolls(text: str, expected: str) -> None:
    assert "; ".join(short(t) for t in tolls_of(text)) == expected


@pytest.mark.parametrize(
    ("text", "phrase"),
    [
        ("مقتل 23 عنصرا في الغارة", "23 عنصرا"),
        ("وقتل عدد من الإرهابيين", "عدد من الإرهابيين"),
        ("وأصيب عشرات آخرون", "عشرات آخرون"),
        ("مقتل مدنيين اثنين", "مدنيين اثنين"),
        ("وإصابة 7 جنود", "7 جنود"),
    ],
    ids=["number", "vague", "others", "two", "conjunction"],
)
def test_text_is_the_phrase_of_the_number(text: str, phrase: str) -> None:
    (toll,) = tolls_of(text)
    assert toll.text == phrase
    assert text[toll.span[0] : toll.span[1]] == phrase


def test_cause_hint_points_at_the_word_that_tells_why() -> None:
    text = "مقتل ثلاثة جنود بانفجار عبوة"
    (toll,) = tolls_of(text)
    assert toll.cause_hint is not None
    assert Words(text).key(toll.cause_hint) == "بانفجار"


def test_a_list_of_the_dead_is_part_of_the_total() -> None:
    first, *rest = tolls_of("مقتل 9 أشخاص في المعارك. والقتلى هم 6 مدنيين و3 جنود.")
    assert (first.min, first.part_of) == (9, None)
    assert [(t.min, t.part_of) for t in rest] == [(6, 0), (3, 0)]


_PIECES = [
    "قتل",
    "مقتل",
    "وأصيب",
    "إصابة",
    "12",
    "و3",
    "جنود",
    "مدنيين",
    "بينهم",
    "أطفال",
    "آخرين",
    "قتلى",
    "وجرحى",
    "في",
    "غارة",
    "،",
    ".",
    "عدد من",
    "لم",
    "هم",
]


@given(st.lists(st.sampled_from(_PIECES), max_size=25))
@settings(max_examples=150, deadline=None)
def test_spans_and_bounds_hold_for_any_words(pieces: list[str]) -> None:
    text = " ".join(pieces)
    for toll in tolls_of(text):
        assert text[toll.span[0] : toll.span[1]] == toll.text
        assert toll.first <= toll.outcome_first < toll.outcome_last <= toll.last
        assert toll.min >= 1
        assert toll.max is None or toll.max >= toll.min
        for part in toll.of_which:
            assert part.span is not None
            assert text[part.span[0] : part.span[1]] == part.text
