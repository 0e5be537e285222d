"""What stands at certain words is found as a scan over everything would find it."""

from __future__ import annotations

from types import SimpleNamespace
from typing import NamedTuple, cast

from hypothesis import given
from hypothesis import strategies as st

from marsad.coding.draft import Frame
from marsad.coding.nearby import Scopes, Tellings, is_inside, within
from marsad.coding.pipeline import default_pipeline
from marsad.coding.scope import Scope
from marsad.lexicon.triggers import examples
from marsad.model import Document

POSITIONS = st.integers(min_value=0, max_value=300)
RANGES = st.tuples(POSITIONS, st.integers(min_value=1, max_value=150)).map(lambda r: (r[0], r[0] + r[1]))


class Mention(NamedTuple):
    first: int


@given(st.lists(POSITIONS).map(sorted), POSITIONS, POSITIONS)
def test_within_is_a_scan_of_mentions_in_text_order(firsts: list[int], low: int, high: int) -> None:
    mentions = [Mention(first) for first in firsts]
    assert list(within(mentions, low, high)) == [m for m in mentions if low <= m.first < high]


@given(st.sets(POSITIONS), POSITIONS)
def test_furniture_is_found_by_where_a_mention_begins(bounds: set[int], at: int) -> None:
    edges = sorted(bounds)
    furniture = tuple(zip(edges[::2], edges[1::2], strict=False))
    assert is_inside(furniture, (at, at + 1)) == any(a <= at < b for a, b in furniture)


@given(st.lists(st.tuples(RANGES, RANGES)), POSITIONS)
def test_scopes_over_a_word(ranges: list[tuple[tuple[int, int], tuple[int, int]]], at: int) -> None:
    scopes = Scopes(Scope(sources=(), first=a, last=b, kind="quote", reporting=verb) for (a, b), verb in ranges)
    assert scopes.over(at) == [s for s in scopes if s.first <= at < s.last]
    assert scopes.is_reporting(at) == any(s.reporting[0] <= at <= s.reporting[1] + 3 for s in scopes)


@given(st.lists(st.tuples(RANGES, RANGES)), RANGES)
def test_scopes_whose_reporting_begins_among_words(
    ranges: list[tuple[tuple[int, int], tuple[int, int]]], asked: tuple[int, int]
) -> None:
    scopes = Scopes(Scope(sources=(), first=a, last=b, kind="quote", reporting=verb) for (a, b), verb in ranges)
    found = scopes.reported_in(*asked)
    assert sorted(map(id, found)) == sorted(id(s) for s in scopes if asked[0] <= s.reporting[0] < asked[1])


@given(st.lists(st.integers(min_value=0, max_value=9)), st.integers(min_value=-3, max_value=9), st.integers(0, 4))
def test_frames_of_sentences(sentences: list[int], first: int, more: int) -> None:
    told = Tellings(cast("Frame", SimpleNamespace(trigger=SimpleNamespace(sentence=n))) for n in sentences)
    assert list(told.told_in(first)) == [i for i, n in enumerate(sentences) if n == first]
    assert told.told_in(first, first + more) == [i for i, n in enumerate(sentences) if first <= n <= first + more]


def test_stages_hand_on_their_mentions_in_text_order() -> None:
    text = "\n".join(sentence.text for found in examples().values() for sentence in found[:2])
    draft, failures = default_pipeline().run(Document(id="all", text=text))
    assert not failures
    for name in ("quantities", "times", "places", "actors", "people", "means", "triggers"):
        firsts = [mention.first for mention in getattr(draft, name)]
        assert firsts == sorted(firsts), name
    assert draft.furniture == tuple(sorted(draft.furniture))
