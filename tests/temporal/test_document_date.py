"""The publication date from inside evidence: what is written, what follows from facts, and what stays unknown."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marsad.model import Published
from marsad.temporal import date_document
from marsad.temporal.lexemes import load
from marsad.text.words import Words

_SEEDS = Path(__file__).resolve().parents[3] / "shared" / "seeds"


def dated(text: str) -> Published:
    return date_document(Words(text), Published())


def test_metadata_wins() -> None:
    given = Published.from_metadata("2020-01-01")
    assert date_document(Words("اليوم الجمعة 15 ديسمبر 2016"), given) is given


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("عنوان الخبر\n21 مارس 2021\nانطلقت الحملة أمس", "2021-03-21"),
        ("عنوان الخبر\nالأربعاء 12/9/1446 هـ\nانطلقت الحملة", "2025-03-12"),
        ("عنوان الخبر\nتاريخ النشر: 21/03/2021\nانطلقت الحملة", "2021-03-21"),
        ("عنوان الخبر\nالبصرة - 3 أيار 2015\nانطلقت الحملة", "2015-05-03"),
        ("البصرة (وكالات) 3 أيار 2015 - انطلقت الحملة", "2015-05-03"),
        ("قال مصدر اليوم الجمعة 15 ديسمبر 2017 إن الحملة انطلقت", "2017-12-15"),
        ("قال مصدر أمس الخميس 14 ديسمبر 2017 إن الحملة انطلقت", "2017-12-15"),
        ("عنوان الخبر\nالاثنين 7 يناير 2019 09:01 ص\nانطلقت الحملة", "2019-01-07"),
        ("عنوان الخبر\nالساعة 03:13 م|17 فبراير 2017\nانطلقت الحملة", "2017-02-17"),
        ("عنوان الخبر\nالسبت 31 جانفي 2026 | 12 شعبان 1447\nانطلقت الحملة", "2026-01-31"),
        ("عنوان الخبر\n02:09 م 16/10/2025\nانطلقت الحملة", "2025-10-16"),
        ("السبت 11/06/2022 - 02:57 بتوقيت نيويورك\nانطلقت الحملة", "2022-06-11"),
        ("عنوان الخبر\n2019-11-14T07:34:00+02:00\nانطلقت الحملة", "2019-11-14"),
        ("14 21:27 2023 أوت\nعنوان الخبر\nانطلقت الحملة", "2023-08-14"),
        ("السبت 27 ابريل 2024 أبوظبي الإمارات\nعنوان الخبر\n20 نوفمبر 2012\nانطلقت الحملة", "2012-11-20"),
        ("عنوان الخبر\nكتب: فلان بن فلان - الأحد 3 مايو 2015\nانطلقت الحملة", "2015-05-03"),
        ("عنوان الخبر\nتاريخ النشر: 3 مايو 2015\nآخر تحديث: 7 مايو 2015\nانطلقت الحملة", "2015-05-03"),
        ("بغداد / 3 أيار / مايو 2015 / وكالة – انطلقت الحملة", "2015-05-03"),
        ("القاهرة في 3 مايو 2015 /أ ش أ/ انطلقت الحملة", "2015-05-03"),
        ("الرياض 12 محرم 1437 هـ الموافق 25 أكتوبر 2015 م واس\nانطلقت الحملة", "2015-10-25"),
        ("رويترز – 5/6/2015 – انطلقت الحملة", "2015-06-05"),
        ("عنوان الخبر\n20 Nov 2012\nانطلقت الحملة", "2012-11-20"),
        ("عنوان الخبر\nMay 5, 2015 10:30 am\nانطلقت الحملة", "2015-05-05"),
        ("انطلقت الحملة أمس.\nوتواصلت اليوم.\nصدر في بيروت بتاريخ 3 أيار 2015", "2015-05-03"),
    ],
)
def test_a_written_date(text: str, day: str) -> None:
    found = dated(text)
    assert (found.start, found.end, found.basis) == (day, day, "explicit")
    assert found.span is not None
    assert text[slice(*found.span)] in [g["text"] for g in found.grounds if "conflict" not in g]


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("انطلقت الحملة بعد معارك في عام 2016 ثم في 3 مايو 2017", "2017-05-03", None),
        ("قال رئيس الوزراء العراقي حيدر العبادي إن الحملة انطلقت", "2014-08-09", "2018-11-24"),
        ("قال حيدر العبادي رئيس الوزراء السابق إن الحملة انطلقت", None, None),
        ("قال رئيس الوزراء السابق حيدر العبادي إن الحملة انطلقت", None, None),
        ("زار مصطفى الكاظمي المدينة. وكان تولى رئاسة الحكومة في السابع من الشهر الماضي", "2020-06-01", "2020-06-30"),
        ("تنتهي الخطة بحلول عام 2030", None, None),
        ("ستنطلق الحملة في 3 مايو 2018 بحسب المصدر", None, None),
        ("أحداث 11 أيلول 2001: ما الذي تغير", "2001-09-11", None),
        ("في 10 يونيو 2014 - سيطر المسلحون على المدينة", "2014-06-10", None),
        ("قتل 230 شخصا خلال العام الماضي (2022) في المدن", "2023-01-01", "2023-12-31"),
        ("ارتفع العدد منذ بداية العام الجاري 2019 إلى 40", "2019-01-01", "2019-12-31"),
        ("قال مصدر اليوم الجمعة 15 ديسمبر 2016 إن الحملة انطلقت", "2016-12-15", "2016-12-16"),
        ("وكان الرئيس باراك أوباما قد أمر بالحملة. وقال الرئيس جو بايدن إنها انتهت", "2020-12-21", "2025-02-19"),
        ("استقبل رئيس الوزراء مصطفى الكاظمي الرئيس جو بايدن", "2020-12-21", "2022-11-26"),
        ("قال رئيس الوزراء رجب طيب أردوغان إن القوات ستنسحب", "2003-02-12", "2014-09-27"),
        ("استقبل ولي العهد الأمير سلمان بن عبد العزيز الوفد", None, None),
        ("استقبل أمير قطر تميم بن حمد الوفد", "2013-05-26", None),
        ("* 25 سبتمبر 2005: إصابة صحافية في انفجار\n* 3 مايو 2006: اغتيال ضابط", "2006-05-03", None),
        ("تعتزم الشركة إنفاق مليار دولار لفتح فروع في المدن الكبيرة والصغيرة كلها نهاية عام 2035", None, None),
        (
            "زار مصطفى الكاظمي المدينة اليوم الثلاثاء. وكان تولى رئاسة الحكومة في السابع من الشهر الماضي",
            "2020-06-02",
            "2020-06-30",
        ),
        ("انطلقت الحملة اليوم الجمعة", None, None),
        ("استنكر ضحايا مجزرة سبايكر القرار", "2014-06-12", None),
    ],
)
def test_bounds(text: str, start: str | None, end: str | None) -> None:
    found = dated(text)
    assert (found.start, found.end) == (start, end)
    assert found.basis == ("inferred" if start or end else "unknown")
    assert all(text[slice(*g["span"])] == g["text"] for g in found.grounds)


def test_one_fact_told_with_its_year_and_with_last_year() -> None:
    text = (
        "وكان المسلحون سيطروا على بلدات سهل الزيتون صيف العام الماضي. "
        "وفي 10 يونيو 2014 سيطر المسلحون على مدينة سهل الزيتون وبلدات أخرى."
    )
    found = dated(text)
    assert (found.start, found.end) == ("2015-01-01", "2015-12-31")


def test_the_same_words_of_another_time_of_year_bound_nothing_more() -> None:
    text = (
        "وكان المسلحون سيطروا على بلدات سهل الزيتون شتاء العام الماضي. "
        "وفي 10 يونيو 2014 سيطر المسلحون على مدينة سهل الزيتون وبلدات أخرى."
    )
    assert (dated(text).start, dated(text).end) == ("2014-06-10", None)


def test_contradictions_are_told() -> None:
    text = "قال الرئيس بشار الأسد إن الهجوم فشل. ووقع هجوم آخر في 3 مايو 2026"
    found = dated(text)
    assert (found.start, found.end) == ("2026-05-03", None)
    assert [(g["text"], g.get("conflict", False)) for g in found.grounds] == [
        ("بشار الأسد", True),
        ("3 مايو 2026", False),
    ]


def test_a_date_in_the_piece_behind_that_of_its_header_contradicts_it() -> None:
    found = dated("عنوان الخبر\n21 مارس 2021\nوقع الهجوم في 3 مايو 2023 قرب المدينة")
    assert (found.start, found.end) == ("2021-03-21", "2021-03-21")
    assert [g["text"] for g in found.grounds if g.get("conflict")] == ["3 مايو 2023"]


def test_two_dates_over_a_piece_leave_both_open() -> None:
    found = dated("عنوان الخبر\n3 مايو 2015\n5 مايو 2015\nانطلقت الحملة")
    assert (found.start, found.end, found.basis) == ("2015-05-03", "2015-05-05", "inferred")


@given(
    st.dates(date(2003, 1, 1), date(2026, 12, 31)),
    st.sampled_from(
        ["{d} {m} {y}", "{d}/{n}/{y}", "{y}-{n:02d}-{d:02d}", "{w} {d} {m} {y}", "نشر في: {d}/{n}/{y} 10:30 ص"]
    ),
)
def test_a_date_over_a_piece_dates_it(day: date, form: str) -> None:
    months = [
        "يناير",
        "شباط",
        "آذار",
        "نيسان",
        "مايو",
        "حزيران",
        "تموز",
        "أغسطس",
        "أيلول",
        "أكتوبر",
        "نوفمبر",
        "ديسمبر",
    ]
    weekdays = ["الاثنين", "الثلاثاء", "الأربعاء", "الخميس", "الجمعة", "السبت", "الأحد"]
    line = form.format(d=day.day, n=day.month, m=months[day.month - 1], y=day.year, w=weekdays[day.weekday()])
    assert dated(f"عنوان الخبر\n{line}\nقتل جنديان أمس").start == day.isoformat()


@pytest.mark.parametrize("name", ["events", "founded"])
def test_happenings_are_not_named_twice(name: str) -> None:
    names = [n for fact in load("facts")[name] for n in fact["names"]]
    assert len(names) == len(set(names))


def test_terms_are_in_order() -> None:
    for term in load("facts")["terms"]:
        days = [day for span in term["terms"] for day in span]
        assert days == sorted(days), term["names"]
        assert term["office"] in load("facts")["offices"]


@pytest.mark.shared
@pytest.mark.skipif(not _SEEDS.exists(), reason=f"{_SEEDS} is absent")
@pytest.mark.parametrize(
    ("name", "published", "widest"),
    [
        ("000", "2015-09-01", 365),
        ("001", "2020-06-02", 31),
        ("002", "2017-11-01", None),
        ("003", "2021-06-01", None),
        ("004", "2021-03-21", 1),
    ],
)
def test_bounds_of_the_seeds_hold(name: str, published: str, widest: int | None) -> None:
    found = dated((_SEEDS / f"{name}.txt").read_text("utf-8"))
    assert (found.start or "0001-01-01") <= published <= (found.end or "9999-12-31")
    if widest is not None:
        assert found.start
        assert found.end
        assert (date.fromisoformat(found.end) - date.fromisoformat(found.start)).days < widest
