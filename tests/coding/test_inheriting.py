"""The day and the place that an event takes over."""

from __future__ import annotations

import pytest
from coded_events import differences, events_of, with_known
from happening_cases import INHERITING, KNOWN_WRONG

_WRONG = {name: reason for name, reason in KNOWN_WRONG.items() if name in INHERITING}


@pytest.mark.parametrize(("text", "expected"), with_known(INHERITING, _WRONG))
def test_inheriting(text: str, expected: tuple[str, ...]) -> None:
    assert differences(events_of(text), expected) == []
