"""Groups: constraints hold, averages decide, and neither order nor names of pairs matter."""

from __future__ import annotations

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marsad.corroborate.clustering import cluster, components

APART_DOCUMENTS = {name: name for name in "abcdef"}


@pytest.mark.parametrize(
    ("weights", "documents", "expected"),
    [
        pytest.param({("a", "b"): 5.0}, APART_DOCUMENTS, {"ab"}, id="a pair"),
        pytest.param({("a", "b"): -1.0}, APART_DOCUMENTS, set(), id="against"),
        pytest.param({("a", "b"): 5.0}, {"a": 1, "b": 1}, set(), id="one document tells two"),
        pytest.param({("a", "b"): 9.0, ("b", "c"): 8.0, ("a", "c"): -5.0}, APART_DOCUMENTS, {"abc"}, id="two of three"),
        pytest.param(
            {("a", "b"): 9.0, ("b", "c"): 2.0, ("a", "c"): -5.0}, APART_DOCUMENTS, {"ab"}, id="the average is against"
        ),
        pytest.param({("a", "b"): 9.0, ("b", "c"): 3.0}, APART_DOCUMENTS, {"ab"}, id="no candidate is against"),
        pytest.param(
            {("a", "b"): 9.0, ("b", "c"): 5.0, ("a", "c"): 5.0},
            {"a": 1, "b": 2, "c": 1},
            {"ab"},
            id="the stronger of one document",
        ),
    ],
)
def test_groups(weights: dict[tuple[str, str], float], documents: dict[str, object], expected: set[str]) -> None:
    assert groups(cluster(documents, weights, 0.0)) == expected  # type: ignore[type-var]


def test_clauses_of_one_sentence_may_be_one_happening_and_others_of_the_document_not() -> None:
    """ "استهدف مسلحون المصلين بعبوات ثم أطلقوا النار": two events here, one attack elsewhere."""
    documents = {"a": 1, "b": 2, "c": 1, "d": 1}
    weights = {("a", "b"): 9.0, ("b", "c"): 5.0, ("a", "c"): 0.0, ("b", "d"): 5.0}
    assert groups(cluster(documents, weights, 0.0, parts=[("c", "a")])) == {"abc"}
    assert groups(cluster(documents, weights, 0.0)) == {"ab"}


def groups(found: dict[str, str]) -> set[str]:
    made: dict[str, str] = {}
    for item, group in sorted(found.items()):
        made[group] = made.get(group, "") + item
    return {members for members in made.values() if len(members) > 1}


class TestJudgements:
    def test_same_joins_what_the_weights_keep_apart(self) -> None:
        found = cluster(APART_DOCUMENTS, {("a", "b"): -9.0}, 0.0, same=[("b", "a")])
        assert groups(found) == {"ab"}

    def test_not_same_parts_what_the_weights_join_by_way_of_others_too(self) -> None:
        weights = dict.fromkeys(combinations("abc", 2), 9.0)
        found = cluster(APART_DOCUMENTS, weights, 0.0, not_same=[("a", "c")])
        assert found["a"] != found["c"]
        assert found["b"] in (found["a"], found["c"])


def test_components() -> None:
    assert sorted(map(sorted, components([(1, 2), (4, 5), (2, 3)]))) == [[1, 2, 3], [4, 5]]


WEIGHTS = st.dictionaries(st.sampled_from(list(combinations("abcdef", 2))), st.floats(-6, 9, allow_nan=False))


@given(WEIGHTS, st.randoms(use_true_random=False))
def test_the_order_of_pairs_and_reports_changes_nothing(weights: dict[tuple[str, str], float], chosen: object) -> None:
    documents = dict(zip("abcdef", (1, 2, 3, 1, 4, 5), strict=True))
    pairs, items = list(weights.items()), list(documents.items())
    expected = cluster(documents, weights, 0.0)
    chosen.shuffle(pairs)  # type: ignore[attr-defined]
    chosen.shuffle(items)  # type: ignore[attr-defined]
    turned = {(b, a): weight for (a, b), weight in pairs}
    assert cluster(dict(items), turned, 0.0) == expected
    for group in set(expected.values()):
        told = [documents[item] for item in expected if expected[item] == group]
        assert len(told) == len(set(told))
