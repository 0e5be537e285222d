"""Finds, deaths by their means, blame, and people whose country nothing names, through whole sentences."""

from __future__ import annotations

import pytest
from coded_events import differences, events_of, with_known
from told_cases import KNOWN_WRONG, TABLES

CASES = {f"{table}: {name}": case for table, cases in TABLES.items() for name, case in cases.items()}


@pytest.mark.parametrize(("text", "expected"), with_known(CASES, KNOWN_WRONG))
def test_told(text: str, expected: tuple[str, ...]) -> None:
    assert differences(events_of(text), expected) == []
