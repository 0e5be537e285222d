"""The contract of stages: an order that cannot work is refused before any document is coded."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise
from typing import Any

import pytest

from marsad.coding.draft import Draft
from marsad.coding.pipeline import STAGES, Pipeline
from marsad.coding.stages import Info, check_order
from marsad.errors import BadSetting


class Assigning:
    """A stage that assigns nothing of use, with the contract that it is given."""

    def __init__(self, name: str, requires: tuple[str, ...] = (), assigns: tuple[str, ...] = ()) -> None:
        self.info = Info(name=name, version="1", requires=requires, assigns=assigns)

    def __call__(self, draft: Draft) -> Mapping[str, Any]:
        """Nothing: every field keeps its value."""
        return {}


def test_the_order_of_the_coder_works() -> None:
    check_order(STAGES)


def test_stages_have_names_of_their_own() -> None:
    names = [stage.info.name for stage in STAGES]
    assert len(names) == len(set(names))
    assert all(stage.info.version for stage in STAGES)


def test_what_comes_too_late_is_refused() -> None:
    late = [Assigning("reader", requires=("places",)), Assigning("finder", assigns=("places",))]
    with pytest.raises(BadSetting, match=r"'reader' requires \['places'\]"):
        check_order(late)
    check_order(late[::-1])


def test_what_nobody_assigns_is_refused() -> None:
    with pytest.raises(BadSetting, match="no stage before it assigns"):
        Pipeline([Assigning("reader", requires=("frames",))])


def test_what_no_draft_has_is_refused() -> None:
    with pytest.raises(BadSetting, match=r"\['weather'\]"):
        Pipeline([Assigning("finder", assigns=("weather",))])


def test_the_document_and_its_words_are_there_from_the_start() -> None:
    check_order([Assigning("reader", requires=("document", "words"))])


def test_the_coder_without_one_of_its_needed_stages_is_refused() -> None:
    refused = 0
    for i, stage in enumerate(STAGES):
        later = [need for other in STAGES[i + 1 :] for need in other.info.requires]
        earlier = {field for other in STAGES[:i] for field in other.info.assigns}
        if set(stage.info.assigns) & set(later) - earlier:
            with pytest.raises(BadSetting):
                check_order([*STAGES[:i], *STAGES[i + 1 :]])
            refused += 1
    assert refused >= 5


def test_neighbours_swapped_are_refused_where_one_needs_the_other() -> None:
    for i, (one, other) in enumerate(pairwise(STAGES)):
        earlier = {field for stage in STAGES[:i] for field in stage.info.assigns} | {"document", "words"}
        if set(other.info.requires) & (set(one.info.assigns) - earlier):
            with pytest.raises(BadSetting):
                check_order([*STAGES[:i], other, one, *STAGES[i + 2 :]])
