"""Places of happenings whose own clause tells none or only a wide one."""

from __future__ import annotations

import pytest

import marsad

CASES = {
    "near a town": (
        "قال الجيش السوداني إن مليشيا الدعم السريع اقتحمت قرية بالقرب من رفاعة وقتلت 14 مواطنا.",
        "attack_on_civilians",
        ["رفاعة"],
    ),
    "told in the next sentence": (
        "أصيب ستة أشخاص بانفجار عبوة ناسفة صباح اليوم. ووقع الانفجار في سوق شعبي بمدينة الكوت.",
        "explosive_device",
        ["الكوت"],
    ),
    "inside the province that opens the sentence": (
        "وفي ذي قار، فرقت قوات مكافحة الشغب متظاهرين أغلقوا بوابة شركة النفط في الناصرية.",
        "protest",
        ["الناصرية"],
    ),
    "in a region": ("وفي قطاع غزة، استشهد 12 مواطنا في غارة استهدفت منزلا غرب خان يونس.", "air_strike", ["خان يونس"]),
    "the camp, not the town": (
        "حاصرت قوات الاحتلال مخيم بلاطة شرق مدينة نابلس. واعتقلت القوات ثلاثة شبان داخل المخيم.",
        "arrest",
        ["بلاطة"],
    ),
    "a name of two words": (
        "هاجم مسلحون دورية للجيش في قرية غري عيل بإقليم هيران الصومالي.",
        "armed_clash",
        ["غري عيل"],
    ),
    "an unknown town near a border": (
        "قُتل 17 جنديا ماليا في هجوم على موقع للجيش في بلدة تيسيت القريبة من حدود بوركينا فاسو.",
        "armed_clash",
        ["تيسيت"],
    ),
}


@pytest.mark.parametrize(("text", "type_", "names"), CASES.values(), ids=CASES)
def test_places(text: str, type_: str, names: list[str]) -> None:
    (event,) = [e for e in marsad.code(text, published="2024-05-15").events if e.type == type_]
    assert [name for name in names if any(name in p.name for p in event.where)] == names
    assert len(event.where) == len(names)
