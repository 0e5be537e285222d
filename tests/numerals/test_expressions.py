"""The expressions of `bench/expressions/quantities.jsonl`: what a reader would expect, against what is read."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from marsad.model import Quantity
from marsad.numerals import find_duals, find_quantities
from marsad.text.words import Words

_FILE = Path(__file__).resolve().parents[2] / "bench" / "expressions" / "quantities.jsonl"
ROWS: list[dict[str, Any]] = [json.loads(line) for line in _FILE.read_text("utf-8").splitlines()]


def found_in(sentence: str) -> list[Quantity]:
    words = Words(sentence)
    quantities = find_quantities(words)
    return [*quantities, *find_duals(words, quantities)]


def verdict(row: dict[str, Any], found: list[Quantity]) -> str:
    """ "right" when one mention has the expected words and values, "silent" when none touches them, else "wrong"."""
    start, end = row["span"]
    hits = [q for q in found if q.span[0] < end and start < q.span[1]]
    if not hits:
        return "silent"
    told = hits[0]
    same = [told.role, told.qualifier, told.ordinal] == [row["role"], row["qualifier"], row["ordinal"]]
    bounds = (told.min, told.max) == pytest.approx((row["min"], row["max"]))
    return "right" if len(hits) == 1 and list(told.span) == row["span"] and same and bounds else "wrong"


def test_the_expressions_are_read() -> None:
    verdicts = Counter(verdict(row, found_in(row["text"])) for row in ROWS)
    assert len(ROWS) >= 220
    assert verdicts["right"] / len(ROWS) >= 0.98, verdicts
    assert verdicts["wrong"] / len(ROWS) < 0.01, verdicts


def test_no_number_is_invented_in_them() -> None:
    expected: dict[str, set[tuple[int, int]]] = {}
    for row in ROWS:
        expected.setdefault(row["text"], set()).add(tuple(row["span"]))
    extra = {s: [q.text for q in found_in(s) if q.span not in spans] for s, spans in expected.items()}
    assert {s: texts for s, texts in extra.items() if texts} == {}


def test_every_row_is_grounded_and_says_its_form_and_where_it_was_seen() -> None:
    for row in ROWS:
        start, end = row["span"]
        assert row["text"][start:end] == row["expression"]
        assert all(row[column].strip() for column in ("form", "seen_in"))
        assert (row["ordinal"] is None) or (row["min"] is None and row["max"] is None)
