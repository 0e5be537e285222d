"""Districts that share their name with no town, or with a larger place of another country, are found behind their kind."""

from __future__ import annotations

import pytest

from marsad.places import find_places
from marsad.text.words import Words

CASES = [
    ("قصف الطيران تجمعا في محلية همشكوريب شرقي السودان", "همشكوريب", "SDN", "كسلا"),
    ("نزح السكان من محلية شيكان بولاية شمال كردفان", "شيكان", "SDN", "شمال كردفان"),
    ("اندلع قتال في محلية السلام بولاية النيل الأبيض", "السلام", "SDN", "النيل الأبيض"),
    ("قتل جنديان في محلية حلفا الجديدة بولاية كسلا", "حلفا الجديدة", "SDN", "كسلا"),
    ("اندلعت مواجهات قبلية في مديرية رخية بمحافظة حضرموت", "رخية", "YEM", "حضرموت"),
    ("انفجر لغم في مديرية بني ضبيان بمحافظة صنعاء", "بني ضبيان", "YEM", "صنعاء"),
    ("سقط صاروخ في قضاء الإسكندرية بمحافظة بابل", "الإسكندرية", "IRQ", "بابل"),
    ("قتل شخصان في مشاجرة مسلحة في مركز ديرب نجم بمحافظة الشرقية في مصر", "ديرب نجم", "EGY", "الشرقية"),
    ("قتل شخصان في بلدة القويرة بمحافظة العقبة جنوبي الأردن", "القويرة", "JOR", "العقبة"),
    ("اشتبك مسلحون في بلدية الجفرة وسط ليبيا", "الجفرة", "LBY", "الجفرة"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "name", "country", "admin1"), CASES, ids=[f"{case[2]}-{case[1]}" for case in CASES])
def test_district_behind_its_kind(text: str, name: str, country: str, admin1: str) -> None:
    found = [
        (place.name, place.country, place.admin1) for place in find_places(Words(text)) if place.basis == "gazetteer"
    ]
    assert (name, country, admin1) in found


HOMELY = [
    ("لقي ثلاثة مصرعهم في مشاجرة بمركز الصف في محافظة الجيزة", "الصف", "EGY", "الجيزة"),
    ("قالت الداخلية المصرية إن الضابط قتل في مركز المنزلة", "المنزلة", "EGY", "الدقهلية"),
    ("اشتبك شبان مع قوة من الشرطة في قسم المعادي جنوبي القاهرة", "المعادي", "EGY", "القاهرة"),
    ("انفجرت قنبلة أمام قسم ثان العريش في شمال سيناء", "العريش", "EGY", "شمال سيناء"),
    ("شيعت قرية كفر العلو التابعة لمركز الواسطى بمحافظة بني سويف جثمان الجندي", "كفر العلو", "EGY", "بني سويف"),
    ("ضبطت السلطات الأردنية أسلحة في لواء الرويشد", "الرويشد", "JOR", "المفرق"),
    ("اندلعت أعمال شغب في لواء الكورة بمحافظة إربد", "الكورة", "JOR", "إربد"),
    ("اشتبكت القبائل في مديرية همدان شمال العاصمة", "همدان", "YEM", "صنعاء"),
    ("قتل جنود بكمين في مديرية المنصورة", "المنصورة", "YEM", "عدن"),
    ("قتل ثلاثة في محلية الفاو", "الفاو", "SDN", "القضارف"),
    ("انفجرت عبوة في قضاء العلم", "العلم", "IRQ", "صلاح الدين"),
    ("غرق زورق قبالة محافظة البحر الأحمر", "البحر الأحمر", "EGY", "البحر الأحمر"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "name", "country", "admin1"), HOMELY, ids=[f"{case[2]}-{case[1]}" for case in HOMELY])
def test_a_word_of_kind_tells_its_country(text: str, name: str, country: str, admin1: str) -> None:
    found = [
        (place.name, place.country, place.admin1) for place in find_places(Words(text)) if place.usage == "location"
    ]
    assert (name, country, admin1) in found


@pytest.mark.parametrize(
    "text",
    [
        "قال مركز الدراسات الاستراتيجية في مصر إن الهجمات تراجعت",
        "نقل المصاب المصري إلى قسم الطوارئ",
        "قال اللواء محمد الشهابي إن القوات الأردنية أحبطت التهريب",
        "انسحب لواء الفتح من المعركة كما قال مصدر أردني",
        "حضر مندوب مصر في مركز بدر الطبي",
        "أصدر قسم الحسينية للبحوث بيانا في مصر",
    ],
)
def test_centres_departments_and_brigades_are_no_districts(text: str) -> None:
    kinds = ("district", "subdistrict", "quarter")
    assert not [p.text for p in find_places(Words(text)) if p.usage == "location" and p.feature in (*kinds, "town")]
