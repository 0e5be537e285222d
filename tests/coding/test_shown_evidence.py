"""Which clauses an event shows: the trigger's own, no words twice, no more than can be taken in."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marsad.coding.assembling import ALL_EVIDENCE, ONE_CLAUSE, choose_evidence


@pytest.mark.parametrize(
    ("clauses", "trigger", "shown"),
    [
        ([(0, 50)], (10, 14), ((0, 50),)),
        ([(0, 50), (0, 50)], (10, 14), ((0, 50),)),
        ([(0, 50), (60, 90)], (10, 14), ((0, 50), (60, 90))),
        ([(0, 50), (30, 90)], (10, 14), ((0, 50), (50, 90))),
        ([(60, 90), (30, 70)], (62, 64), ((60, 90), (30, 60))),
        ([(0, 300), (310, 600), (700, 800)], (10, 14), ((0, 300), (310, 600))),
        ([(0, 300), (310, 690), (700, 800)], (10, 14), ((0, 300), (700, 800))),
        ([(0, 1000)], (500, 505), ((400, 800),)),
        ([(0, 1000)], (990, 995), ((600, 1000),)),
    ],
    ids=["one", "twice", "two", "overlap", "overlap-before", "full", "too-long", "runs-on", "runs-on-to-its-end"],
)
def test_the_clauses_shown(
    clauses: list[tuple[int, int]], trigger: tuple[int, int], shown: tuple[tuple[int, int], ...]
) -> None:
    assert choose_evidence(clauses, trigger) == shown


@given(st.lists(st.tuples(st.integers(0, 3000), st.integers(1, 900)), min_size=1, max_size=12), st.floats(0, 1))
def test_the_trigger_is_shown_and_no_word_twice(sizes: list[tuple[int, int]], share: float) -> None:
    clauses = [(start, start + size) for start, size in sizes]
    first, last = clauses[0]
    at = first + int(share * (last - first - 1))
    shown = choose_evidence(clauses, (at, at + 1))
    assert shown[0][0] <= at < shown[0][1]
    places = [i for start, end in shown for i in range(start, end)]
    assert len(places) == len(set(places)) <= ALL_EVIDENCE + ONE_CLAUSE
