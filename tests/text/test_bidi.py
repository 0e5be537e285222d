"""Deceptive controls of direction are neutralised where a text is shown."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marsad.text.bidi import neutralise


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("قُتل 12 جنديا", "قُتل 12 جنديا"),
        ("قُتل \u202e12\u202c جنديا", "قُتل □12\u2060 جنديا"),
        ("\u2067نص\u2069 \u200fو\u200e", "\u2060نص\u2060 \u200fو\u200e"),
    ],
    ids=["plain", "override", "isolates and marks"],
)
def test_controls_are_neutralised(text: str, shown: str) -> None:
    assert neutralise(text) == shown


@given(st.text(st.sampled_from("اب\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200f 1")))
def test_offsets_hold(text: str) -> None:
    shown = neutralise(text)
    assert len(shown) == len(text)
    assert not set(shown) & set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
