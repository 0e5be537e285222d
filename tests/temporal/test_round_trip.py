"""Every date in every written form reads back to itself, and what was read is at its offsets."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hijridate import Hijri
from hypothesis import given
from hypothesis import strategies as st

from marsad.model import Published, TimeMention
from marsad.temporal import find_times
from marsad.temporal.feasts import eastern_easter, western_easter
from marsad.temporal.lexemes import load
from marsad.text.words import Words

_DATA = load("calendar")
_MONTHS: dict[int, list[str]] = {
    n: [*_DATA["months"].get(n, []), *_DATA["weak_months"].get(n, [])] for n in range(1, 13)
}
_HIJRI: dict[int, list[str]] = _DATA["hijri_months"]
_WEEKDAYS: dict[int, list[str]] = _DATA["weekdays"]
_UNITS = ["", "الحادي", "الثاني", "الثالث", "الرابع", "الخامس", "السادس", "السابع", "الثامن", "التاسع"]
_TENS = {20: ["العشرين", "العشرون"], 30: ["الثلاثين", "الثلاثون"]}
_SCRIPTS = ["0123456789", "٠١٢٣٤٥٦٧٨٩", "۰۱۲۳۴۵۶۷۸۹"]
_DAYS = st.dates(date(1950, 1, 1), date(2049, 12, 31))


def ordinal(number: int, case: int) -> str:
    """A day of the month in words: الأول, الحادي عشر, الثالث والعشرين (case 0) or والعشرون (case 1)."""
    if number <= 10:
        return [*_UNITS, "العاشر"][number] if number > 1 else "الأول"
    if number < 20:
        return f"{_UNITS[number - 10]} عشر"
    tens = _TENS[number // 10 * 10][case]
    return tens if number % 10 == 0 else f"{_UNITS[number % 10]} و{tens}"


def in_script(text: str, script: str) -> str:
    """The text with its digits in another script."""
    return text.translate(str.maketrans(_SCRIPTS[0], script))


def only(text: str, published: Published | None = None) -> TimeMention:
    found = find_times(Words(text), published or Published.from_metadata("2015-07-21"))
    assert len(found) == 1, (text, [m.text for m in found])
    assert text[slice(*found[0].span)] == found[0].text
    return found[0]


@st.composite
def written_dates(draw: st.DrawFn) -> tuple[date, str]:
    """A day and one way to write it with its year."""
    day = draw(_DAYS)
    name = draw(st.sampled_from(_MONTHS[day.month]))
    other = draw(st.sampled_from(_MONTHS[day.month]))
    month = draw(st.sampled_from([name, f"شهر {name}", f"{name}/{other}", f"{name} / {other}", f"{name} ({other})"]))
    number = draw(
        st.sampled_from([str(day.day), f"{day.day:02d}", f"الـ{day.day}", ordinal(day.day, 0), ordinal(day.day, 1)])
    )
    of = draw(st.sampled_from([" ", " من "]))
    year = draw(st.sampled_from([" {y}", " عام {y}", " سنة {y}", "، {y}", " {y}م", " من عام {y}"])).format(y=day.year)
    text = f"{number}{of}{month}{year}"
    if draw(st.booleans()):
        weekday = draw(st.sampled_from(_WEEKDAYS[day.weekday()]))
        text = draw(st.sampled_from(["{w} {d}", "يوم {w} {d}", "{w} ({d})", "{w}، {d}", "{w} الموافق {d}"])).format(
            w=weekday, d=text
        )
    return day, in_script(text, draw(st.sampled_from(_SCRIPTS)))


@given(written_dates())
def test_named_dates(case: tuple[date, str]) -> None:
    day, text = case
    found = only(f"قصفت القرية في {text} مرتين")
    assert (found.text, found.start, found.end, found.precision) == (text, day.isoformat(), day.isoformat(), "day")


_FIGURES = [
    "{d}/{m}/{y}",
    "{d:02d}/{m:02d}/{y}",
    "{d}-{m}-{y}",
    "{d}.{m}.{y}",
    "{y}/{m}/{d}",
    "{y}-{m:02d}-{d:02d}",
    "{d} / {m} / {y}",
]
_HIJRI_FORMS = [
    *("{d} {m} {y}", "{d} {m} {y}هـ", "{d} {m} {y} هـ", "{o} من {m} {y} هـ", "{d} {m} عام {y}هـ"),
    *("{d}/{n}/{y}هـ", "{d} / {n} / {y} هـ", "{y}/{n}/{d} هـ"),
]


@given(
    _DAYS,
    st.sampled_from(_FIGURES),
    st.sampled_from(_SCRIPTS),
    st.booleans(),
)
def test_dates_in_figures(day: date, form: str, script: str, named: bool) -> None:
    text = in_script(form.format(d=day.day, m=day.month, y=day.year), script)
    before = f"يوم {_WEEKDAYS[day.weekday()][0]} " if named else "بتاريخ "
    found = only(f"وقع الهجوم {before}{text} قرب البلدة")
    assert (found.start, found.end, found.precision) == (day.isoformat(), day.isoformat(), "day"), found.text
    assert found.text.endswith(text)


@given(
    st.integers(1400, 1460),
    st.integers(1, 12),
    st.integers(1, 30),
    st.sampled_from(_HIJRI_FORMS),
    st.sampled_from(_SCRIPTS),
)
def test_hijri_dates(year: int, month: int, number: int, form: str, script: str) -> None:
    number = min(number, Hijri(year, month, 1).month_length())
    day = Hijri(year, month, number).to_gregorian()
    for name in _HIJRI[month]:
        text = in_script(form.format(d=number, o=ordinal(number, 0), m=name, n=month, y=year), script)
        found = only(f"وقع الهجوم في {text} قرب البلدة")
        assert (found.start, found.end) == (day.isoformat(), day.isoformat()), (found.text, text)
        assert found.text == text


@given(st.integers(1400, 1460), st.integers(1, 12), st.integers(1, 29))
def test_both_calendars_are_one_mention(year: int, month: int, number: int) -> None:
    day = Hijri(year, month, number).to_gregorian()
    hijri = f"{number} {_HIJRI[month][0]} {year}هـ"
    text = f"{hijri} الموافق {day.day} {_MONTHS[day.month][0]} {day.year}م"
    found = only(f"صدر في {text} قرار")
    assert (found.text, found.start, found.end) == (text, day.isoformat(), day.isoformat())


@given(_DAYS, st.integers(1, 60))
def test_spans_of_days(day: date, length: int) -> None:
    end = day + timedelta(days=length)
    text = f"من {day.day} {_MONTHS[day.month][0]} {day.year} إلى {end.day} {_MONTHS[end.month][0]} {end.year}"
    found = only(f"امتدت الحملة {text} في المحافظة")
    assert (found.text, found.start, found.end) == (text, day.isoformat(), end.isoformat())


@given(st.dates(date(2003, 1, 1), date(2030, 12, 31)), st.integers(2, 90))
def test_so_many_days_ago(day: date, count: int) -> None:
    found = only(f"وقع الهجوم قبل {count} يوما قرب البلدة", Published.from_metadata(day))
    assert found.start == found.end == (day - timedelta(days=count)).isoformat()


@given(st.dates(date(2003, 1, 1), date(2030, 12, 31)), st.sampled_from(["past", "next"]), st.integers(0, 6))
def test_weekdays_before_and_after(day: date, which: str, weekday: int) -> None:
    name = f"{_WEEKDAYS[weekday][0]} {'الماضي' if which == 'past' else 'المقبل'}"
    found = date.fromisoformat(only(f"قرب البلدة {name}", Published.from_metadata(day)).start or "")
    assert found.weekday() == weekday
    gap = (day - found if which == "past" else found - day).days
    assert 1 <= gap <= 7


@pytest.mark.parametrize(
    ("year", "western", "eastern"),
    [(2013, "2013-03-31", "2013-05-05"), (2016, "2016-03-27", "2016-05-01"), (2017, "2017-04-16", "2017-04-16")],
)
def test_easter(year: int, western: str, eastern: str) -> None:
    assert (western_easter(year).isoformat(), eastern_easter(year).isoformat()) == (western, eastern)
