"""How far the words of an actor reach: without numbers, with owners and names."""

from __future__ import annotations

import pytest
from coded_events import coded

CASES = {
    "no number": ("مقتل سبعة من عناصر الشرطة بهجوم في ديالى أمس.", "target", "عناصر الشرطة"),
    "adjectives": ("أصيب 12 مدنيا سوريا بانفجار سيارة مفخخة في الباب أمس.", "target", "مدنيا سوريا"),
    "owner": ("تظاهر مئات من طلبة المدارس الثانوية في غزة أمس.", "initiator", "طلبة المدارس الثانوية"),
    "title and name": (
        "اغتال مسلحون مجهولون النائب سامر العلي في بيروت أمس.",
        "target",
        "النائب سامر العلي",
    ),
    "office with its body": (
        "خطف مسلحون وكيل وزارة الزراعة حسن الجابري في بغداد أمس.",
        "target",
        "وكيل وزارة الزراعة حسن الجابري",
    ),
    "a time is no name": ("أصيب ضابط أمس بانفجار عبوة في الأنبار.", "target", "ضابط"),
}


@pytest.mark.parametrize(("text", "role", "words"), CASES.values(), ids=CASES)
def test_words_of_an_actor(text: str, role: str, words: str) -> None:
    actors = [a for event in coded(text).events for a in event.actors if a.role == role]
    assert words in {a.text for a in actors}
    for actor in actors:
        assert actor.span is not None
        assert text[actor.span[0] : actor.span[1]] == actor.text
