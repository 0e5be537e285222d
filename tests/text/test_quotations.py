"""Quotations, whatever their signs."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marsad.text.quotations import find_quotations
from marsad.text.words import Words

SPEECH = "انسحبت القوة من التل بعد منتصف الليل"
CASES = {
    "angle": (f"قال «{SPEECH}» ثم غادر", [(SPEECH, 0, False)]),
    "straight": (f'قال إن "{SPEECH}" ثم', [(SPEECH, 0, False)]),
    "curly": (f"قال إن “{SPEECH}” ثم", [(SPEECH, 0, False)]),
    "curly reversed": (f"قال إن ”{SPEECH}“ ثم", [(SPEECH, 0, False)]),
    "one sign for both": (f"قال إن “{SPEECH}“ ثم", [(SPEECH, 0, False)]),
    "glued to the conjunction": (f"قال إن” {SPEECH}” ثم", [(SPEECH, 0, False)]),
    "low": (f"قال „{SPEECH}“ ثم", [(SPEECH, 0, False)]),
    "apostrophes": (f"قال ''{SPEECH}'' ثم", [(SPEECH, 0, False)]),
    "spaced name": ("خلايا “ النصر ” انسحبت", [("النصر", 0, True)]),
    "glued name": ("وهاجم“النصر” القرية", [("النصر", 0, True)]),
    "behind a clitic": ('قال لـ"الخبر اليوم" أمس', [("الخبر اليوم", 0, True)]),
    "nested": (
        'قال «إن "النصر" انسحب من القرية ليلا»',
        [('إن "النصر" انسحب من القرية ليلا', 0, False), ("النصر", 1, True)],
    ),
    "unclosed": (f'قال "{SPEECH}\nوغادر', [(SPEECH, 0, False)]),
    "orphan closing": (f'قال إنها {SPEECH}".', []),
    "short speech": ("قال «لن ننسحب» ثم", [("لن ننسحب", 0, False)]),
}


@pytest.mark.parametrize(("text", "expected"), CASES.values(), ids=CASES)
def test_quotations(text: str, expected: list[tuple[str, int, bool]]) -> None:
    words = Words(text)
    assert [(words.text(q.first, q.last), q.level, q.scare) for q in find_quotations(words)] == expected


@given(st.text(alphabet="قال إن.«»“”\"„' \nل", max_size=60))
def test_quotations_lie_inside_the_text_and_nest(text: str) -> None:
    words = Words(text)
    found = find_quotations(words)
    for q in found:
        assert 0 <= q.first < q.last <= len(words)
    for a in found:
        for b in found:
            overlap = max(a.first, b.first) < min(a.last, b.last)
            inside = (a.first <= b.first and b.last <= a.last) or (b.first <= a.first and a.last <= b.last)
            assert not overlap or inside
