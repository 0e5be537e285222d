"""One happening told several times, and several that look alike."""

from __future__ import annotations

import pytest
from coded_events import differences, events_of, with_known
from happening_cases import KNOWN_WRONG, MERGING

_WRONG = {name: reason for name, reason in KNOWN_WRONG.items() if name in MERGING}


@pytest.mark.parametrize(("text", "expected"), with_known(MERGING, _WRONG))
def test_merging(text: str, expected: tuple[str, ...]) -> None:
    assert differences(events_of(text), expected) == []
