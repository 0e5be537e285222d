"""Denials without a deed of their own words answer the happening told before them."""

from __future__ import annotations

import pytest

import marsad

TOLD = "قُتل ثلاثة مدنيين بقصف مدفعي على بلدة سرمين أمس. "

CASES = {
    "that": (TOLD + "ونفت وزارة الدفاع الروسية ذلك.", ["denies"]),
    "a part in it": (TOLD + "ونفى الجيش السوري ضلوعه في الهجوم.", ["denies"]),
    "an incident": (TOLD + "ونفت المنظمة وقوع أي حادث في المنطقة.", ["denies"]),
    "no denial": (TOLD + "وأدانت المنظمة الهجوم.", []),
    "too far away": (TOLD + "وهطلت الأمطار. وعاد الهدوء. وفتحت المدارس. ونفت الوزارة الاتهامات.", []),
}


@pytest.mark.parametrize(("text", "stances"), CASES.values(), ids=CASES.keys())
def test_denials(text: str, stances: list[str]) -> None:
    events = marsad.code(text, published="2024-05-15").events
    assert len(events) == 1
    assert [c.stance for c in events[0].claims if c.stance == "denies"] == stances
