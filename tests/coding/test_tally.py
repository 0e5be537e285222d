"""How many happenings a noun covers."""

from __future__ import annotations

import pytest
from coded_events import bounds, event_of

CASES = {
    "figure": ("شن الطيران الروسي 23 غارة على مدينة إدلب.", "air_strike", "23", "23"),
    "Arabic digits": ("شن الطيران الروسي ٢٣ غارة على مدينة إدلب.", "air_strike", "23", "٢٣"),
    "word": ("شن الطيران الروسي ثلاث غارات على مدينة إدلب.", "air_strike", "3", "ثلاث"),
    "dual": ("شن الطيران الروسي غارتين على مدينة إدلب.", "air_strike", "2", "غارتين"),
    "more than": ("شن الطيران الروسي أكثر من ثلاثين غارة على مدينة إدلب.", "air_strike", "30+", "أكثر من ثلاثين"),
    "dozens": ("شن الطيران الروسي عشرات الغارات على مدينة إدلب.", "air_strike", "20+", "عشرات"),
    "one": ("شن الطيران الروسي غارة على مدينة إدلب.", "air_strike", "1", None),
    "verb": ("قصف الطيران الروسي مدينة إدلب.", "air_strike", "1", None),
    "two bombings": ("هز تفجيران متزامنان سوقا في مدينة مقديشو وقتلا عشرة مدنيين.", "explosive_device", "2", "تفجيران"),
}


@pytest.mark.parametrize(("text", "type_", "count", "words"), CASES.values(), ids=CASES)
def test_counts(text: str, type_: str, count: str, words: str | None) -> None:
    found = event_of(text, type_).count
    assert bounds(found.min, found.max) == count
    if words is None:
        assert (found.text, found.span) == (None, None)
    else:
        assert found.text is not None
        assert found.text.startswith(words)
