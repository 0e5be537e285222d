"""The set of expressions in `bench/expressions/times.jsonl`: written by the codebook before the reader was run on it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from marsad.model import Published
from marsad.temporal import find_times
from marsad.text.words import Words

_SET = Path(__file__).parents[2] / "bench" / "expressions" / "times.jsonl"
_ITEMS: list[dict[str, Any]] = [json.loads(line) for line in _SET.read_text("utf-8").splitlines()]


def _judge(item: dict[str, Any]) -> str:
    """right, wrong or silent: the same words, bounds, precision and time of day; for a trap, nothing that is dated."""
    start, end = item["span"]
    found = find_times(Words(item["text"]), Published.from_metadata(item["published"]))
    near = [m for m in found if m.span[0] < end and start < m.span[1]]
    if item.get("none"):
        return "wrong" if near else "right"
    if not near:
        return "silent"
    wanted = (item["start"], item["end"], item["precision"], item.get("time"))
    right = any((m.start, m.end, m.precision, m.time if item.get("time") else None) == wanted for m in near)
    return "right" if right and list(near[0].span) == item["span"] and len(near) == 1 else "wrong"


def test_nearly_all_are_right_and_hardly_any_wrong() -> None:
    verdicts = [(item["id"], _judge(item)) for item in _ITEMS]
    missed = [v for v in verdicts if v[1] != "right"]
    assert len(missed) <= 0.02 * len(verdicts), missed
    assert sum(v[1] == "wrong" for v in missed) < 0.01 * len(verdicts), missed


def test_the_set_is_large_and_whole() -> None:
    assert len(_ITEMS) >= 220
    assert len({item["id"] for item in _ITEMS}) == len(_ITEMS)
    for item in _ITEMS:
        start, end = item["span"]
        assert item["text"][start:end] == item["expression"]
        assert item["form"]
        assert item["seen_in"]
        assert len(item["text"].split()) >= 5


@pytest.mark.parametrize("item", [i for i in _ITEMS if i.get("none")], ids=lambda i: str(i["form"]))
def test_traps_are_silent(item: dict[str, Any]) -> None:
    assert _judge(item) == "right"
