"""Claims, denials, responsibility and what nobody could verify, on the events that they tell."""

from __future__ import annotations

import pytest
from coded_events import differences, events_of, with_known
from happening_cases import CLAIMS, KNOWN_WRONG

_WRONG = {name: reason for name, reason in KNOWN_WRONG.items() if name in CLAIMS}


@pytest.mark.parametrize(("text", "expected"), with_known(CLAIMS, _WRONG))
def test_claims(text: str, expected: tuple[str, ...]) -> None:
    assert differences(events_of(text), expected) == []
