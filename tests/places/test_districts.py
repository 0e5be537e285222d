"""Districts that share their name with no town, or with a larger place of another country, are found behind their kind."""

from __future__ import annotations

import pytest

from marsad.places import find_places
from marsad.places.curated import iter_curated
from marsad.places.geography import distance_km
from marsad.places.records import Place
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


#: Per country: the words for governorate and district, and the adjective of its government.
UNITS = {
    "IRQ": ("محافظة", "قضاء", "العراقية"),
    "SYR": ("محافظة", "منطقة", "السورية"),
    "YEM": ("محافظة", "مديرية", "اليمنية"),
    "LBN": ("محافظة", "قضاء", "اللبنانية"),
    "EGY": ("محافظة", "مركز", "المصرية"),
    "JOR": ("محافظة", "لواء", "الأردنية"),
    "SDN": ("ولاية", "محلية", "السودانية"),
    "LBY": ("منطقة", "بلدية", "الليبية"),
    "PSE": ("محافظة", "محافظة", "الفلسطينية"),
}
#: A word of time that no kind makes a place (مديرية صباح).
NOT_FOUND = {"صباح"}


@pytest.mark.parametrize("country", UNITS)
def test_every_governorate_and_district_is_found_behind_its_kind(country: str) -> None:
    first, second, nation = UNITS[country]
    missed = []
    for place in (row.place for row in iter_curated()):
        if place.country != country or place.feature not in ("province", "district") or place.name in NOT_FOUND:
            continue
        kind = first if place.feature == "province" else second
        text = f"أعلنت الحكومة {nation} أن قتالا اندلع في {kind} {place.name}"
        if place.feature == "district" and place.admin1:
            text += f" ب{first} {place.admin1}"
        if not any(_is_it(place, m.country, m.lat, m.lon) for m in find_places(Words(text))):
            missed.append(text)
    assert missed == []


def _is_it(place: Place, country: str | None, lat: float | None, lon: float | None) -> bool:
    if country != place.country or lat is None or lon is None or place.lat is None or place.lon is None:
        return country == place.country and place.lat is None
    return distance_km(lat, lon, place.lat, place.lon) < (120 if place.feature == "province" else 45)
