"""Ids stay with most of the reports; what became of the others is told."""

from __future__ import annotations

import pytest

from marsad.corroborate.identity import Fate, assign_ids

CASES = [
    pytest.param([["a", "b", "c"]], {"a": "i", "b": "i"}, ["i"], [], id="a report joins"),
    pytest.param([["a", "b", "c"]], {"a": "i", "b": "i", "c": "j"}, ["i"], [Fate("j", "merged", "i")], id="merge"),
    pytest.param([["a", "b"]], {"a": "j", "b": "i"}, ["i"], [Fate("j", "merged", "i")], id="of equals the oldest"),
    pytest.param([], {"a": "i"}, [], [Fate("i", "dissolved", None)], id="nothing left"),
]


@pytest.mark.parametrize(("groups", "before", "names", "fates"), CASES)
def test_ids(groups: list[list[str]], before: dict[str, str], names: list[str], fates: list[Fate]) -> None:
    assert assign_ids(groups, before, {"i": 1, "j": 2}, {"i", "j"}) == (names, fates)


def test_a_split_gives_the_smaller_part_a_new_id() -> None:
    names, fates = assign_ids([["a", "b"], ["c"]], dict.fromkeys("abc", "i"), {"i": 1}, {"i"})
    assert names[0] == "i"
    assert names[1].startswith("inc_")
    assert fates == [Fate("i", "split", names[1])]


def test_an_id_that_was_used_is_not_used_again() -> None:
    [first], _ = assign_ids([["a"]], {}, {}, set())
    [second], _ = assign_ids([["a"]], {}, {}, {first})
    assert first != second
