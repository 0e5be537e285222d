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
