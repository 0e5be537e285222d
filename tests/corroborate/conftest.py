"""The synthetic articles of the tuning part, coded once."""

from __future__ import annotations

from pathlib import Path

import pytest

from marsad.corroborate.evaluate import CodedGold, code_gold, read_gold

GOLD = Path(__file__).parents[2] / "gold" / "incidents"


@pytest.fixture(scope="session")
def gold() -> CodedGold:
    return code_gold(read_gold(GOLD / "tuning.jsonl"))
