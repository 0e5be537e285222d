"""Expressions of time: what they resolve to on a day, in a range of days, and without any."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marsad.model import Published, TimeMention
from marsad.temporal import find_times
from marsad.text.words import Words

#: A Tuesday.
DAY = Published.from_metadata("2015-07-21")
YEAR = Published(start="2015-01-01", end="2015-12-31", basis="inferred")


def times(text: str, published: Published = DAY) -> list[TimeMention]:
    return find_times(Words(text), published)


def only(text: str, published: Published = DAY) -> TimeMention:
    found = times(text, published)
    assert len(found) == 1, [m.text for m in found]
    return found[0]


@pytest.mark.parametrize(
    ("text", "words", "day"),
    [
        ("قتلوا اليوم", "اليوم", "2015-07-21"),
        ("قتلوا أمس", "أمس", "2015-07-20"),
        ("قتلوا أول أمس", "أول أمس", "2015-07-19"),
        ("قتلوا أمس الأول", "أمس الأول", "2015-07-19"),
        ("يبدأ غدا", "غدا", "2015-07-22"),
        ("يبدأ بعد غد", "بعد غد", "2015-07-23"),
        ("الليلة الماضية", "الليلة الماضية", "2015-07-20"),
        ("حتى الآن", "حتى الآن", "2015-07-21"),
        ("قتلوا الثلاثاء", "الثلاثاء", "2015-07-21"),
        ("قتلوا يوم الثلاثاء الماضي", "يوم الثلاثاء الماضي", "2015-07-14"),
        ("يبدأ الثلاثاء المقبل", "الثلاثاء المقبل", "2015-07-28"),
        ("قتلوا الجمعة قبل الماضية", "الجمعة قبل الماضية", "2015-07-10"),
        ("قتلوا الأحد من الأسبوع الماضي", "الأحد من الأسبوع الماضي", "2015-07-19"),
        ("قتلوا أمس الاثنين", "أمس الاثنين", "2015-07-20"),
        ("قتلوا اليوم (الثلاثاء)", "اليوم (الثلاثاء)", "2015-07-21"),
        ("قتلوا أمس السبت", "أمس السبت", "2015-07-18"),
        ("الأحد (26 يوليو)", "الأحد (26 يوليو)", "2015-07-26"),
        ("الأحد 9 أغسطس/ آب", "الأحد 9 أغسطس/ آب", "2015-08-09"),
        ("في 14 أيار/مايو", "14 أيار/مايو", "2015-05-14"),
        ("في الخامس والعشرين من كانون الثاني", "الخامس والعشرين من كانون الثاني", "2015-01-25"),
        ("في السابع من الشهر الماضي", "السابع من الشهر الماضي", "2015-06-07"),
        ("في 14 من الشهر الجاري", "14 من الشهر الجاري", "2015-07-14"),
        ("في 3 مارس من العام الماضي", "3 مارس من العام الماضي", "2014-03-03"),
        ("في 10 يونيو 2014", "10 يونيو 2014", "2014-06-10"),
        ("في الثلاثين من أكتوبر الماضي", "الثلاثين من أكتوبر الماضي", "2014-10-30"),
        ("يوم 5 جانفي 2013", "يوم 5 جانفي 2013", "2013-01-05"),
        ("في 21/03/2014", "21/03/2014", "2014-03-21"),
        ("في ٢١/٣/٢٠١٤", "٢١/٣/٢٠١٤", "2014-03-21"),
        ("في 2014-03-21", "2014-03-21", "2014-03-21"),
        ("في 21.3.2014", "21.3.2014", "2014-03-21"),
        ("في 14/أيار/2014", "14/أيار/2014", "2014-05-14"),
        ("في 12/9/1446 هـ", "12/9/1446 هـ", "2025-03-12"),
        ("في ١٥ رمضان ١٤٣٥", "١٥ رمضان ١٤٣٥", "2014-07-12"),
        ("الاثنين 20/7", "الاثنين 20/7", "2015-07-20"),
        ("قبل ثلاثة أيام", "قبل ثلاثة أيام", "2015-07-18"),
        ("بعد يومين", "بعد يومين", "2015-07-23"),
        ("عيد الفطر", "عيد الفطر", "2015-07-17"),
    ],
)
def test_days(text: str, words: str, day: str) -> None:
    m = only(text)
    assert (m.text, m.start, m.end, m.precision) == (words, day, day, "day")


@pytest.mark.parametrize(
    ("text", "start", "end", "precision"),
    [
        ("الأسبوع الثاني من حزيران", "2015-06-08", "2015-06-14", "week"),
        ("الأسبوع الماضي", "2015-07-13", "2015-07-19", "week"),
        ("هذا الأسبوع", "2015-07-20", "2015-07-26", "week"),
        ("الشهر الماضي", "2015-06-01", "2015-06-30", "month"),
        ("الشهر المقبل", "2015-08-01", "2015-08-31", "month"),
        ("العام الماضي", "2014-01-01", "2014-12-31", "year"),
        ("العام قبل الماضي", "2013-01-01", "2013-12-31", "year"),
        ("في العام 2014", "2014-01-01", "2014-12-31", "year"),
        ("منذ 2013", "2013-01-01", "2013-12-31", "year"),
        ("عام ألفين وأربعة عشر", "2014-01-01", "2014-12-31", "year"),
        ("في أغسطس", "2014-08-01", "2014-08-31", "month"),
        ("في مارس", "2015-03-01", "2015-03-31", "month"),
        ("مايو أيار الماضي", "2015-05-01", "2015-05-31", "month"),
        ("كانون الأول (ديسمبر) 2013", "2013-12-01", "2013-12-31", "month"),
        ("شهر رمضان الماضي", "2015-06-18", "2015-07-16", "month"),
        ("مطلع عام 2014", "2014-01-01", "2014-03-31", "season"),
        ("منتصف عام 2014", "2014-05-01", "2014-08-31", "season"),
        ("أواخر العام الماضي", "2014-10-01", "2014-12-31", "season"),
        ("مطلع العام", "2015-01-01", "2015-03-31", "season"),
        ("صيف العام الماضي", "2014-06-01", "2014-08-31", "season"),
        ("الصيف الماضي", "2014-06-01", "2014-08-31", "season"),
        ("شتاء 2014", "2013-12-01", "2014-02-28", "season"),
        ("أوائل الشهر الجاري", "2015-07-01", "2015-07-10", "week"),
        ("منتصف يوليو (تموز) الحالي", "2015-07-11", "2015-07-20", "week"),
        ("نهاية مارس الماضي", "2015-03-21", "2015-03-31", "week"),
        ("النصف الأول من العام الجاري", "2015-01-01", "2015-06-30", "season"),
        ("خلال الأيام العشرة الماضية", "2015-07-12", "2015-07-21", "day"),
        ("خلال العشرة أيام الماضية", "2015-07-12", "2015-07-21", "day"),
        ("خلال الأسبوعين الماضيين", "2015-07-08", "2015-07-21", "week"),
        ("خلال الأشهر الأربعة الأخيرة", "2015-03-22", "2015-07-21", "month"),
        ("خلال اليومين القادمين", "2015-07-22", "2015-07-23", "day"),
        ("الساعات الـ24 الماضية", "2015-07-20", "2015-07-21", "day"),
        ("خلال الـ48 ساعة الماضية", "2015-07-19", "2015-07-21", "day"),
        ("منذ أكثر من ثلاث سنوات", "2012-01-01", "2012-12-31", "year"),
        ("قبل نحو شهر", "2015-06-01", "2015-06-30", "month"),
        ("آخر 48 ساعة", "2015-07-19", "2015-07-21", "day"),
        ("من 3 إلى 5 آب 2014", "2014-08-03", "2014-08-05", "day"),
        ("من 13 تموز إلى 15 تموز 2014", "2014-07-13", "2014-07-15", "day"),
        ("بين يونيو ويوليو 2014", "2014-06-01", "2014-07-31", "month"),
        ("بين عامي 2012 و2014", "2012-01-01", "2014-12-31", "year"),
        ("قبل عامين", "2013-01-01", "2013-12-31", "year"),
        ("ثمانينيات القرن الماضي", "1980-01-01", "1989-12-31", "unknown"),
        ("ليل الاثنين - الثلاثاء", "2015-07-20", "2015-07-21", "day"),
    ],
)
def test_periods(text: str, start: str, end: str, precision: str) -> None:
    m = only(text)
    assert (m.start, m.end, m.precision) == (start, end, precision)


@pytest.mark.parametrize(
    ("text", "relation"),
    [
        ("منذ عام 2013", "since"),
        ("حتى الجمعة", "until"),
        ("خلال الشهر الماضي", "during"),
        ("قبل الجمعة", "before"),
        ("بعد الجمعة", "after"),
        ("الجمعة", "at"),
        ("وإلى اليوم", "until"),
    ],
)
def test_relations(text: str, relation: str) -> None:
    assert only(text).relation == relation


@pytest.mark.parametrize(
    ("text", "time", "start"),
    [
        ("الساعة 7:50 تغ", "07:50Z", None),
        ("الساعة السابعة مساء", "19:00", None),
        ("فجر اليوم", "فجر", "2015-07-21"),
        ("صباح أمس الاثنين", "صباح", "2015-07-20"),
        ("بعد ظهر السبت", "بعد ظهر", "2015-07-18"),
        ("ليل أمس", "ليل", "2015-07-20"),
        ("السبت مساء", "مساء", "2015-07-18"),
        ("الساعة 10:30 من صباح اليوم", "10:30", "2015-07-21"),
    ],
)
def test_times_of_day(text: str, time: str, start: str | None) -> None:
    m = only(text)
    assert (m.time, m.start) == (time, start)


@pytest.mark.parametrize(
    "text",
    [
        'صحيفة "اليوم"',
        "موقع المصري اليوم",
        "صلاة الجمعة",
        "سوق الخميس",
        "أحد العناصر",
        "الأحد عشر",
        "اليوم الثالث",
        "ومارس الضغط",
        "مدينة 6 أكتوبر",
        "لمدة ثلاث سنوات",
        "الطابق الثاني من المبنى",
        "نهاية المطاف",
        "أفرج عنه بعد 18 عاما",
        "قوى 14 آذار",
        "حرب يوليو (تموز)",
    ],
)
def test_no_times(text: str) -> None:
    assert times(text) == []


def test_the_next_day_follows_the_mention_before() -> None:
    assert [m.start for m in times("في الرابع من يوليو بدأ الهجوم، وفي اليوم التالي توقف")] == [
        "2015-07-04",
        "2015-07-05",
    ]


def test_a_period_told_by_yesterdays_speaker_ends_yesterday() -> None:
    assert times("وقال أمس إن الغارات زادت خلال الأيام العشرة الماضية")[1].end == "2015-07-20"


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("اليوم", "2015-01-01", "2015-12-31"),
        ("اليوم الجمعة", "2015-01-01", "2015-12-31"),
        ("أمس", "2014-12-31", "2015-12-30"),
        ("مطلع العام الماضي", "2014-01-01", "2014-03-31"),
        ("العام الماضي", "2014-01-01", "2014-12-31"),
        ("عام 2013", "2013-01-01", "2013-12-31"),
        ("الجمعة", "2014-12-26", "2015-12-25"),
    ],
)
def test_a_range_of_publication_gives_the_hull(text: str, start: str, end: str) -> None:
    m = only(text, YEAR)
    assert (m.start, m.end) == (start, end)


def test_without_a_publication_date_only_written_dates_resolve() -> None:
    unknown = Published()
    assert only("أمس الاثنين", unknown).basis == "unresolved"
    assert only("أمس الاثنين", unknown).start is None
    assert only("10 يونيو 2014", unknown).basis == "explicit"


MONTHS = [
    "يناير",
    "شباط",
    "آذار",
    "نيسان",
    "أيار",
    "حزيران",
    "تموز",
    "أغسطس",
    "أيلول",
    "تشرين الأول",
    "نوفمبر",
    "كانون الأول",
]


@given(st.dates(date(1950, 1, 1), date(2049, 12, 31)), st.sampled_from(["named", "d/m/y", "d-m-y", "y-m-d", "d.m.y"]))
def test_dates_round_trip(day: date, form: str) -> None:
    d, m, y = day.day, day.month, day.year
    text = {
        "named": f"{d} {MONTHS[m - 1]} {y}",
        "d/m/y": f"{d}/{m}/{y}",
        "d-m-y": f"{d}-{m}-{y}",
        "y-m-d": day.isoformat(),
        "d.m.y": f"{d}.{m}.{y}",
    }[form]
    m_ = only(f"في {text} جرى")
    assert (m_.text, m_.start, m_.end) == (text, day.isoformat(), day.isoformat())


@given(st.dates(date(2000, 1, 1), date(2030, 12, 31)), st.integers(0, 6))
def test_a_bare_weekday_is_within_the_last_seven_days(day: date, weekday: int) -> None:
    name = ["الاثنين", "الثلاثاء", "الأربعاء", "الخميس", "الجمعة", "السبت", "الأحد"][weekday]
    m = only(f"قتلوا {name}", Published.from_metadata(day))
    found = date.fromisoformat(m.start or "")
    assert found.weekday() == weekday
    assert timedelta(0) <= day - found < timedelta(7)


_PIECES = [
    "اليوم",
    "أمس",
    "الجمعة",
    "(",
    ")",
    "و",
    "من",
    "إلى",
    "بين",
    "منذ",
    "3",
    "2014",
    "آب",
    "يوليو",
    "الماضي",
    "عام",
    "الشهر",
    "مطلع",
    "أيام",
    "/",
    "-",
    "الساعة",
    "7:50",
    "رمضان",
    "1436",
    "هـ",
    "الأول",
    "صيف",
    "كانون",
    "\n",
    "بعد",
    "وكانون الثاني",
    "وثلاثة",
]


@given(st.lists(st.sampled_from(_PIECES), max_size=12).map(" ".join), st.sampled_from([DAY, YEAR, Published()]))
def test_offsets_ground_and_do_not_overlap(text: str, published: Published) -> None:
    found = times(text, published)
    assert all(text[m.span[0] : m.span[1]] == m.text and m.text for m in found)
    assert all(a.last <= b.first for a, b in pairwise(found))
    assert all(m.start <= m.end for m in found if m.start and m.end)


@given(st.text(max_size=60))
def test_any_text_is_read(text: str) -> None:
    for m in times(text):
        assert text[m.span[0] : m.span[1]] == m.text
