"""What one sentence tells as part of its happening is no happening of its own."""

from __future__ import annotations

import pytest

import marsad

CASES = {
    "the attack that a fight began with": (
        "تدور معارك عنيفة على محور الحماميات شمال حماة السورية إثر هجوم شنته هيئة تحرير الشام على مواقع قوات النظام.",
        ["armed_clash"],
    ),
    "arms taken in a fight": (
        "قضت مفرزة للجيش الجزائري على مسلح في اشتباك قرب بني عمران بولاية بومرداس واسترجعت رشاشين.",
        ["armed_clash"],
    ),
    "shells of a bombardment": (
        "ردت القوات الأفريقية بقصف مدفعي طال سوق بكارا في مقديشو، حيث سقطت قذائف على متاجر وقتلت خمسة تجار.",
        ["shelling"],
    ),
    "bombs found and blown up": (
        "عثر فوج الهندسة العراقي على 13 عبوة ناسفة في تلعفر، وتم تفجيرها تحت السيطرة.",
        ["weapons_disrupted"],
    ),
    "talks of a visit": (
        "استقبل وزير الخارجية الموريتاني نظيره المالي في نواكشوط وبحث معه تأمين الحدود.",
        ["diplomacy"],
    ),
    "arms found elsewhere": (
        "قتلت القوات العراقية مسلحا في اشتباك بالحويجة أمس وضبطت عشر عبوات ناسفة في مدينة بيجي.",
        ["armed_clash", "weapons_disrupted"],
    ),
}


@pytest.mark.parametrize(("text", "types"), CASES.values(), ids=CASES)
def test_parts(text: str, types: list[str]) -> None:
    assert [e.type for e in marsad.code(text, published="2024-05-15").events] == types
