"""The articles coded by hand before the coder read them: what it reaches on them does not fall."""

from __future__ import annotations

from pathlib import Path

import pytest

import marsad
from marsad.evaluation import read_gold, score

GOLD = Path(__file__).parents[2] / "gold"


@pytest.mark.parametrize(
    ("name", "typed", "record"),
    [
        ("unseen-dev.jsonl", 0.88, 0.80),
        ("unseen-blind.jsonl", 0.77, 0.69),
        ("unseen2-dev.jsonl", 0.88, 0.78),
        ("unseen2-blind.jsonl", 0.76, 0.68),
    ],
    ids=["first half", "second half", "first ten", "second ten"],
)
def test_unseen_articles_keep_their_floor(name: str, typed: float, record: float) -> None:
    gold = list(read_gold(GOLD / name))
    coded = {d.id: marsad.code(d.text, id=d.id, published=d.published).to_dict() for d in gold}
    figures = score(gold, coded).figures
    assert figures["typed"].f1 >= typed
    assert figures["record"].f1 >= record
