"""Bombardment without a word for the weapon: who bombs where tells whether it came from the air."""

from __future__ import annotations

import pytest

import marsad

CASES = {
    "the coalition": ("قتل 12 مدنيا في قصف للتحالف الدولي على بلدة هجين أمس.", "air_strike"),
    "the Arab coalition in Yemen": ("قصف التحالف العربي معسكرا في صنعاء أمس.", "air_strike"),
    "Russia in Syria": ("قتل ثلاثة أطفال بقصف روسي على بلدة كفر تخاريم السورية أمس.", "air_strike"),
    "Israel in Gaza": ("استشهد سبعة مواطنين في قصف الاحتلال منزلا في حي الزيتون بغزة أمس.", "air_strike"),
    "Israel in Syria": ("قصفت إسرائيل مواقع في محيط دمشق فجر اليوم.", "air_strike"),
    "Turkey in Iraq": ("قصفت تركيا مواقع لحزب العمال الكردستاني في جبال قنديل أمس.", "air_strike"),
    "an air force": ("قصف سلاح الجو الليبي ميناء درنة أمس.", "air_strike"),
    "an aircraft": ("قصفت مقاتلة مجهولة قاعدة الوطية الليبية أمس.", "air_strike"),
    "Israel in Lebanon": ("قصفت القوات الإسرائيلية أطراف بلدة كفركلا اللبنانية أمس.", "shelling"),
    "artillery": ("قصفت المدفعية الإسرائيلية حي الشجاعية شرق غزة أمس.", "shelling"),
    "ships": ("قصفت بوارج التحالف العربي مواقع الحوثيين في ميدي أمس.", "shelling"),
    "an army at home": ("قصفت قوات النظام السوري بلدة سراقب أمس.", "shelling"),
    "rebels": ("قتل طفلان في قصف حوثي على حي سكني في مأرب أمس.", "shelling"),
}


@pytest.mark.parametrize(("text", "type_"), CASES.values(), ids=CASES)
def test_who_bombs_from_the_air(text: str, type_: str) -> None:
    assert [e.type for e in marsad.code(text, published="2024-05-15").events] == [type_]
