"""Cases of a peer that serves assistants: every one whose convention is that of news; the others with the reason and ours."""

from __future__ import annotations

import json
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from marsad.model import Published
from marsad.temporal import find_times
from marsad.text.words import Words

_SHARED = Path(__file__).resolve().parents[3] / "shared" / "peers" / "duckling_times.json"
#: The peer's reference day, a Tuesday.
_DAY = date(2013, 2, 12)

#: The peer looks forward; here a bare weekday, month or feast is the last one (feasts and dates without a year: the nearest,
#: the future counted as farther).
_LOOKS_FORWARD = {
    "الاثنين": "2013-02-11",
    "هذا الاثنين": "2013-02-11",
    "الثلاثاء": "2013-02-12",
    "الجمعة": "2013-02-08",
    "الجمعه": "2013-02-08",
    "الخميس": "2013-02-07",
    "السبت": "2013-02-09",
    "الاحد": "2013-02-10",
    "السبت السادس عشر": "2013-02-09",
    "الأحد السابع عشرة": "2013-02-10",
    "اخر اثنين من شهر اذار": "2012-03-26",
    "الاثنين الاخير من شهر ثلاثة": "2012-03-26",
    "اول ثلاثاء من شهر عشرة": "2012-10-02",
    "في اوائل اذار": "2012-03-01",
    "في أوائل شهر مارس": "2012-03-01",
    "في اواخر اذار": "2012-03-21",
    "في أواخر شهر مارس": "2012-03-21",
    "بداية شهر 3": "2012-03-01",
    "يوليو 13-15": "2012-07-13",
    "تموز 13 الى 15": "2012-07-13",
    "13 الى 15 تموز": "2012-07-13",
    "من 13 تموز الى 15 تموز": "2012-07-13",
    "من 13 الى 15 يوليو": "2012-07-13",
    "من 1-8 شهر ايلول": "2012-09-01",
    "من الثالث والعشرون وحتى السادس والعشرين من شهر اكتوبر": "2012-10-23",
    "اغسطس 27 الى 29": "2012-08-27",
    "من 27-29 من الشهر الثامن": "2012-08-27",
    "عيد الأضحى": "2012-10-26",
    "عيد الفطر": "2012-08-19",
    "رأس السنة الهجرية": "2012-11-15",
}
#: The codebook sets other bounds: the middle of a month is its second third, a week ago is that whole week, coming weeks are
#: counted from the day of speaking.
_OTHER_BOUNDS = {
    "منتصف اذار": "2012-03-11",
    "قبل اسبوع": "2013-02-04",
    "الاسابيع الثلاثة القادمة": "2013-02-13",
}
#: The peer's own mistakes: the next month, last year and next year given as January 2013, the third of October as 25 March 2014.
_WRONG = {
    "الشهر التالي": "2013-03-01",
    "السنة السابقة": "2012-01-01",
    "السنة القادمة": "2014-01-01",
    "اليوم الثالث من اكتوبر": "2012-10-03",
    "اليوم الثالث من شهر عشرة": "2012-10-03",
    "ثالث يوم من شهر عشرة": "2012-10-03",
}
#: Spoken dialect and what only an assistant is told; newspapers do not write it, and nothing is claimed for it here.
_NOT_NEWS = {
    "نص شهر ثلاث",
    "في نصف شهر مارس",
    "من اسبوع",
    "احد الاسبوع الماضي",
    "ثلاثاء الاسبوع الفائت",
    "اليوم الي بعد بكرة",
    "اليوم القبل البارحة",
    "اليوم الي قبل امبارح",
    "ثالث ثلاثاء بعد كريسماس 2014",
}
_OURS = {**_LOOKS_FORWARD, **_OTHER_BOUNDS, **_WRONG}


def _cases() -> list[dict[str, Any]]:
    return json.loads(_SHARED.read_text("utf-8")) if _SHARED.exists() else []


@pytest.mark.shared
@pytest.mark.skipif(not _SHARED.exists(), reason=f"{_SHARED} is absent")
def test_every_case_whose_convention_is_that_of_news() -> None:
    wrong = []
    for case in _cases():
        if case["text"] in _OURS or case["text"] in _NOT_NEWS:
            continue
        found = find_times(Words(case["text"]), Published.from_metadata(_DAY))
        end = case["end_exclusive"] and (date.fromisoformat(case["end_exclusive"]) - timedelta(1)).isoformat()
        if len(found) != 1 or found[0].start != case["start"] or end not in (None, found[0].end):
            wrong.append((case["text"], case["start"], [(m.text, m.start, m.end) for m in found]))
    assert wrong == []


@pytest.mark.parametrize(("text", "start"), _OURS.items(), ids=_OURS)
def test_where_the_convention_differs(text: str, start: str | None) -> None:
    assert [m.start for m in find_times(Words(text), Published.from_metadata(_DAY))] == [start]


@pytest.mark.shared
@pytest.mark.skipif(not _SHARED.exists(), reason=f"{_SHARED} is absent")
def test_the_exceptions_are_cases_of_the_peer() -> None:
    assert {*_OURS, *_NOT_NEWS} <= {case["text"] for case in _cases()}
