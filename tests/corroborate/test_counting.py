"""Which rows of casualties add up, and which tell one toll again."""

from __future__ import annotations

import pytest
from builders import find_span

from marsad.corroborate.counting import adding_up
from marsad.model import Casualties

CASES = [
    pytest.param(
        "قُتل خمسة مدنيين في القصف. وقال مسعف إن ستة مدنيين قتلوا.",
        [("خمسة مدنيين", "civilians", 5), ("ستة مدنيين", "civilians", 6)],
        [6],
        id="told again, and more",
    ),
    pytest.param(
        "ارتفعت الحصيلة إلى ستة مدنيين. وكان خمسة مدنيين قد قتلوا أولاً.",
        [("ستة مدنيين", "civilians", 6), ("خمسة مدنيين", "civilians", 5)],
        [6],
        id="the first toll told last",
    ),
    pytest.param(
        "قُتل ثلاثة جنود وأربعة مدنيين.",
        [("ثلاثة جنود", "security_forces", 3), ("أربعة مدنيين", "civilians", 4)],
        [3, 4],
        id="two groups",
    ),
    pytest.param(
        "قُتل ثلاثة أطفال وامرأتان.",
        [("ثلاثة أطفال", "civilians", 3), ("امرأتان", "civilians", 2)],
        [3, 2],
        id="one group, counted together",
    ),
    pytest.param(
        "مقتل 12 شخصاً. وقُتل ثمانية مدنيين وأربعة جنود.",
        [("12 شخصاً", "unknown", 12), ("ثمانية مدنيين", "civilians", 8), ("أربعة جنود", "security_forces", 4)],
        [12],
        id="a total and its parts",
    ),
    pytest.param(
        "مقتل شخصين. وقُتل ثمانية مدنيين.",
        [("شخصين", "unknown", 2), ("ثمانية مدنيين", "civilians", 8)],
        [8],
        id="people first, civilians later",
    ),
    pytest.param(
        "خطف مسلحون خمسة عمال، وقالت أسر خمسة عمال",
        [("خمسة عمال", "civilians", 5), ("خمسة عمال", "civilians", 5)],
        [5],
        id="one number twice",
    ),
]


@pytest.mark.parametrize(("text", "told", "expected"), CASES)
def test_rows(text: str, told: list[tuple[str, str, int]], expected: list[int]) -> None:
    rows = [
        Casualties(
            outcome="killed", group=group, min=n, max=n, qualifier="exact", text=words, span=find_span(text, words)
        )  # type: ignore[arg-type]
        for words, group, n in told
    ]
    assert [row.min for row in adding_up(rows, text)] == expected


def test_a_number_outweighs_a_bare_plural() -> None:
    text = "سقط قتلى. وقال مصدر إن القصف قتل جندياً واحداً."
    vague = Casualties(outcome="killed", group="unknown", min=3, max=None, qualifier="vague", text="قتلى", span=(4, 8))
    one = Casualties(
        outcome="killed", group="unknown", min=1, max=1, qualifier="exact", text="جندياً واحداً", span=(33, 46)
    )
    assert adding_up([vague, one], text) == [one]
