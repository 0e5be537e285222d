"""A total over several happenings is not coded beside its parts, and every part keeps its own place and toll."""

from __future__ import annotations

import pytest

import marsad

DAY = "2024-05-15"

#: text, and for each event that must come out: type, first place, killed
CASES = {
    "two strikes told after their total": (
        "قُتل 11 مدنيا في قصف على ريف إدلب أمس. وأدت غارات روسية إلى مقتل سبعة مدنيين في قرية معرزيتا، "
        "بينما قضى أربعة مدنيين بقذائف أطلقتها قوات النظام على بلدة اللطامنة.",
        [("air_strike", "معرزيتا", 7), ("shelling", "اللطامنة", 4)],
    ),
    "a breakdown by places in one sentence": (
        "قُتل 11 مدنيا في قصف على ريف إدلب، بينهم 4 في بلدة سراقب و7 في قرية معرزيتا.",
        [("shelling", "سراقب", 4), ("shelling", "معرزيتا", 7)],
    ),
    "a breakdown by people stays one": (
        "قُتل تسعة مدنيين، بينهم ثلاثة أطفال وامرأتان، في غارة على بلدة سراقب.",
        [("air_strike", "سراقب", 9)],
    ),
    "a list behind one verb with parts of its own": (
        "أسفر قصف جوي عن مقتل تسعة مدنيين بينهم ثلاثة أطفال في قرية بليون وأربعة مدنيين بينهم طفل في قرية البارة.",
        [("air_strike", "بليون", 9), ("air_strike", "البارة", 4)],
    ),
    "cause and outcome in two coordinated clauses": (
        "قالت الوزارة إن غارة على بلدة الخيام أوقعت خمسة قتلى، وإن غارة ثانية على بلدة كفركلا أدت إلى مقتل أربعة أشخاص.",
        [("air_strike", "الخيام", 5), ("air_strike", "كفركلا", 4)],
    ),
    "whose aircraft is uncertain, not whether": (
        "قُتل عشرة مدنيين في غارات على ريف إدلب أمس. وقصفت طائرات يرجح أنها روسية قرية معرزيتا ما أدى إلى مقتل ستة مدنيين. "
        "كما قُتل أربعة مدنيين بغارة على بلدة سراقب.",
        [("air_strike", "معرزيتا", 6), ("air_strike", "سراقب", 4)],
    ),
    "the dead of a war are no strike's": (
        "قُتل مدنيان في قصف على حي الزيتون في غزة. وارتفعت حصيلة الشهداء منذ بدء العدوان إلى 50669 شهيدا.",
        [("shelling", "الزيتون", 2)],
    ),
    "his death": (
        "استهدف مسلحون بعبوة ناسفة سيارة ضابط في مدينة إزرع أمس ما أدى إلى مقتله.",
        [("explosive_device", "إزرع", 1)],
    ),
    "another attack is no part": (
        "قُتل عشرون شخصا في هجوم انتحاري في بغداد أمس. وفي الموصل قُتل ثلاثة مدنيين بانفجار عبوة ناسفة.",
        [("suicide_attack", "بغداد", 20), ("explosive_device", "الموصل", 3)],
    ),
}


@pytest.mark.parametrize(("text", "wanted"), CASES.values(), ids=CASES.keys())
def test_parts_and_totals(text: str, wanted: list[tuple[str, str, int]]) -> None:
    events = marsad.code(text, published=DAY).events
    told = [
        (e.type, e.where[0].name if e.where else None, next((c.min for c in e.casualties if c.outcome == "killed"), 0))
        for e in events
    ]
    assert sorted(told) == sorted(wanted)
