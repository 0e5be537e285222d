"""Which happening a toll, a count or a thing belongs to."""

from __future__ import annotations

import pytest
from coded_events import differences, events_of, with_known
from happening_cases import KNOWN_WRONG, OUTCOMES

_WRONG = {name: reason for name, reason in KNOWN_WRONG.items() if name in OUTCOMES}


@pytest.mark.parametrize(("text", "expected"), with_known(OUTCOMES, _WRONG))
def test_results(text: str, expected: tuple[str, ...]) -> None:
    assert differences(events_of(text), expected) == []
