"""What nobody could verify, and how far back that reaches."""

from __future__ import annotations

import pytest

from marsad.coding.attribution import find_scopes
from marsad.coding.unverified import find_unverified
from marsad.text.quotations import find_quotations
from marsad.text.sentences import find_sentences
from marsad.text.words import Words

CASES = {
    "adjective": ("انتشرت أنباء غير مؤكدة عن انسحاب القوة. وعاد الهدوء.", ["انتشرت أنباء غير مؤكدة عن انسحاب القوة."]),
    "named speaker": (
        "قال قائد الشرطة سامي نصر إن الحاجز دمر. وقال شهود إن النار أخمدت. "
        "ولم يتسن التأكد مما ذكره قائد الشرطة من مصدر مستقل.",
        ["إن الحاجز دمر."],
    ),
    "speaker of a statement": (
        "أعلن تنظيم ولاية سيناء أن ثمانية جنود قتلوا. وقال مصدر أمني إن ثلاثة أصيبوا. ولم يتسن التحقق من صحة بيان التنظيم من مصدر مستقل.",
        ["أن ثمانية جنود قتلوا."],
    ),
    "last speaker": (
        "قال ضابط إن الحاجز دمر. وقال شهود إن النار أخمدت. ولم يتسن لمراسلنا التحقق من ذلك.",
        ["إن النار أخمدت."],
    ),
    "nobody spoke": ("ولم تتمكن الوكالة من التحقق من صحة الصور.", ["ولم تتمكن الوكالة من التحقق من صحة الصور."]),
    "verified": ("تمكن الفريق من التحقق من هوية القتلى.", []),
}


@pytest.mark.parametrize(("text", "expected"), CASES.values(), ids=CASES)
def test_unverified(text: str, expected: list[str]) -> None:
    words = Words(text)
    sentences = find_sentences(words)
    scopes = find_scopes(words, sentences, find_quotations(words))
    assert [words.text(*r) for r in find_unverified(words, sentences, scopes)] == expected
