"""Denials without a deed of their own words answer the happening told before them."""

from __future__ import annotations

import pytest

import marsad

TOLD = "قُتل ثلاثة مدنيين بقصف مدفعي على بلدة سرمين أمس. "

CASES = {
    "that": (TOLD + "ونفت وزارة الدفاع الروسية ذلك.", ["denies"]),
    "a part in it": (TOLD + "ونفى الجيش السوري ضلوعه في الهجوم.", ["denies"]),
    "an incident": (TOLD + "ونفت المنظمة وقوع أي حادث في المنطقة.", ["denies"]),
    "an accusation rejected": (TOLD + "واستنكر مستشار قائد القوات الاتهام.", ["denies"]),
    "an accusation called untrue": (TOLD + "ووصف متحدث عسكري الاتهامات بأنها باطلة.", ["denies"]),
    "what was told called lies": (TOLD + "ووصفت الوزارة ما ورد في التقرير بأنه أكاذيب.", ["denies"]),
    "something else refused": (TOLD + "ورفضت الوزارة التفاوض مع الفصائل.", []),
    "a crime called so": (TOLD + "ووصفت المنظمة ما جرى بأنه جريمة حرب.", []),
    "no denial": (TOLD + "وأدانت المنظمة الهجوم.", []),
    "too far away": (TOLD + "وهطلت الأمطار. وعاد الهدوء. وفتحت المدارس. ونفت الوزارة الاتهامات.", []),
}


@pytest.mark.parametrize(("text", "stances"), CASES.values(), ids=CASES.keys())
def test_denials(text: str, stances: list[str]) -> None:
    events = marsad.code(text, published="2024-05-15").events
    assert len(events) == 1
    assert [c.stance for c in events[0].claims if c.stance == "denies"] == stances


def test_a_late_denial_of_the_same_thing_answers_it() -> None:
    """A denial some sentences on finds its happening by the words for what was hit; one of another thing does not."""
    told = "قُتل أربعة مسعفين جراء استهداف سيارة إسعاف في معرة النعمان أمس. وهطلت الأمطار. وعاد الهدوء. وفتحت المدارس. "
    answered = marsad.code(
        told + "ونفت وزارة الدفاع الروسية أن تكون طائراتها قد استهدفت سيارة الإسعاف.", published="2024-05-15"
    )
    (event,) = answered.events
    assert [(c.organisation, c.stance) for c in event.claims] == [("وزارة الدفاع الروسية", "denies")]
    other = marsad.code(
        told + "ونفت وزارة الدفاع الروسية أن تكون طائراتها قد استهدفت مخبزا في جسر الشغور.", published="2024-05-15"
    )
    assert "denies" not in {c.stance for c in other.events[0].claims}


def test_an_answer_by_fire_is_a_happening_of_its_own() -> None:
    """ "ردت بقصف" is not the shelling that it answers."""
    text = "قصفت فصائل مسلحة بالصواريخ معسكرا للجيش السوري قرب سلقين أمس. وقالت وزارة الدفاع إن القوات ردت بقصف مصادر النيران."
    first = marsad.code(text, published="2024-05-15").events[0]
    assert all("ردت" not in text[a:b] for a, b in first.evidence)
