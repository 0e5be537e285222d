"""How sure the coder is of an event: what is told with more of its own words is surer, what is only mentioned is dropped."""

from __future__ import annotations

import pytest
from coded_events import event_of, events_of

#: a fuller telling and a barer one of the same type
SURER = {
    "with a toll": (
        "قصفت المدفعية بلدة النيرب وقتلت أربعة مدنيين.",
        "قصفت المدفعية بلدة النيرب.",
        "shelling",
    ),
    "with a day": ("قصف الجيش السوري بلدة النيرب أمس.", "قصف الجيش السوري بلدة النيرب.", "shelling"),
    "with an agent": ("اختطف مسلحون مجهولون طبيبا في تعز.", "اختطف طبيب في تعز.", "abduction"),
    "with a place": ("قصف الجيش السوري بلدة النيرب أمس.", "قصف الجيش السوري مواقع أمس.", "shelling"),
    "done, not possible": (
        "انسحبت القوات الأميركية من قاعدة الشدادي.",
        "قد تنسحب القوات الأميركية من قاعدة الشدادي.",
        "withdrawal",
    ),
}


@pytest.mark.parametrize(("fuller", "barer", "type_"), SURER.values(), ids=SURER)
def test_the_fuller_telling_is_surer(fuller: str, barer: str, type_: str) -> None:
    assert event_of(fuller, type_).confidence > event_of(barer, type_).confidence


MENTIONED = {
    "a topic": "ناقشت الندوة قضية اغتيال الكاتب.",
    "a fight against an idea": "أكد الوزراء أهمية مكافحة الإرهاب.",
    "a mere noun": "تحدث الكتاب عن الحصار.",
    "a court's case": "يحقق القضاء في تفجير المرفأ.",
    "a metaphor": "شن النائب هجوما على الحكومة في جلسة البرلمان.",
    "since a happening": "لم يظهر الرجل منذ خطف شقيقه.",
}


@pytest.mark.parametrize("text", MENTIONED.values(), ids=MENTIONED)
def test_what_is_only_mentioned_is_no_event(text: str) -> None:
    assert [e.type for e in events_of(text)] == []
