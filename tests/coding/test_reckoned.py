"""Days told by another happening, by the turn of a round-up, and what a time tells nothing of."""

from __future__ import annotations

import pytest

import marsad

CASES = {
    "a day after": (
        "وجاء ذلك بعد يوم من غارات على ميناء الحديدة أسفرت عن مقتل ستة.",
        "air_strike",
        ("2024-05-14", "2024-05-14"),
    ),
    "days after": (
        "ويأتي ذلك بعد ثلاثة أيام من تفجيرات في بغداد أودت بحياة 40 شخصا وكانت الأكثر دموية منذ اجتياح العراق في آذار 2003.",
        "explosive_device",
        ("2024-05-12", "2024-05-12"),
    ),
    "the morning after": (
        "أغلق الجيش الحدود غداة هجوم استهدف حاجزا في الرمثا وقتل جنديين.",
        "armed_clash",
        ("2024-05-14", "2024-05-14"),
    ),
    "weeks after its dead": (
        "وأقيم حفل تأبين بعد أسبوعين من مقتل خمسة جنود في هجوم على معسكرهم شمال عمان.",
        "armed_clash",
        ("2024-04-28", "2024-05-04"),
    ),
    "a part of the week": (
        "قتل الجيش الجزائري مسلحين اثنين في اشتباك قرب جيجل بداية الأسبوع.",
        "armed_clash",
        ("2024-05-13", "2024-05-15"),
    ),
}


@pytest.mark.parametrize(("text", "type_", "days"), CASES.values(), ids=CASES)
def test_days(text: str, type_: str, days: tuple[str, str]) -> None:
    (event,) = [e for e in marsad.code(text, published="2024-05-15").events if e.type == type_]
    assert event.when is not None
    assert (event.when.start, event.when.end) == days


def test_an_item_of_a_round_up_takes_the_day_of_the_lead() -> None:
    """The evening before is told of the abduction alone."""
    text = (
        "قتل تسعة أشخاص في تفجير سيارة وسط بغداد اليوم الأربعاء. وخطف مسلحون مساء الثلاثاء صرافا من حي الكرادة. "
        "وفي كركوك، انفجرت عبوة ناسفة لدى مرور دورية للشرطة فقتل شرطيان."
    )
    days = {
        e.where[0].name: e.when.start for e in marsad.code(text, published="2024-05-15").events if e.where and e.when
    }
    assert days["كركوك"] == "2024-05-15"


GENERAL = {
    "bombed for months": "قالت جدة في بلدة حاس التي تتعرض لقصف منذ ثلاثة أشهر إنها لن ترحل.",
    "a war and its dead": "وأدى القتال المستمر منذ بداية عام 2007 إلى مقتل أكثر من 21 ألف شخص في الصومال.",
    "a pledge": "تعهد القائد العام بملاحقة فلول داعش حتى آخر جحر.",
}


@pytest.mark.parametrize("text", GENERAL.values(), ids=GENERAL)
def test_campaigns_and_pledges_are_no_events(text: str) -> None:
    assert marsad.code(text, published="2024-05-15").events == ()


def test_a_tally_since_long_is_one() -> None:
    events = marsad.code("نفذ التحالف الدولي 130 غارة على الرقة منذ بداية آذار الماضي.", published="2024-05-15").events
    assert [(e.type, e.count.min if e.count else None) for e in events] == [("air_strike", 130)]
