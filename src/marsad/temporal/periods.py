"""Months, years, seasons, weeks, decades and centuries, named or counted from the day of speaking."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Final

from marsad.temporal.calendar import (
    Days,
    hijri_days,
    hijri_year,
    last_month,
    month_of,
    season_of,
    year_of,
)
from marsad.temporal.dates import in_a_name, in_month, read_days
from marsad.temporal.lengths import PRECISION, parse_many, period_ended, unit_days
from marsad.temporal.lexemes import at, phrase_at
from marsad.temporal.months import FROM, figure, hijri_mark, read_month, read_year, year_figure
from marsad.temporal.offsets import looks_ahead
from marsad.temporal.spec import Parsed, Spec, YearRef, in_year
from marsad.text.numbers import read_number
from marsad.text.words import Words

_BLESSED: Final = frozenset({"المبارك", "الكريم", "الفضيل", "الحرام", "المعظم"})
#: Laws and rulings carry the year of their number.
_NUMBERED: Final = frozenset({"رقم", "القرار", "قرار", "القانون", "قانون", "المرسوم", "مرسوم", "الامر", "الماده"})
#: Decades from this on need no century: التسعينيات.
_LIVING: Final = 1940
_RANGE: Final = frozenset({"-", "–", "الي", "حتي", "وحتي"})
_SHIFT: Final = {"past": -1, "recent": -1, "now": 0, "next": 1}
#: Behind these a month name that is another word too (مارس, آب) is a month.
_ASKING: Final = frozenset(
    {"في", "وفي", "ففي", "منذ", "ومنذ", "خلال", "وخلال", "حتي", "بين", "الي", "طوال", "طيله", "قبل", "بعد"}
)


def parse_month(words: Words, i: int) -> Parsed | None:
    """A month: يوليو 2015, شهر أيار الماضي, ديسمبر من العام الماضي, رمضان 1436; without a year the last one."""
    hijri = parse_hijri_month(words, i)
    if hijri is not None:
        return hijri
    found = read_month(words, i, words.key(i - 1) in _ASKING)
    if found is None:
        return None
    month, k = found
    until = read_month(words, k + 1, True) if words.key(k) in ("-", "–") else None
    if until is not None and until[0] > month:
        return _months(words, month, *until)
    parsed = _day_behind(words, month, k) or month_with_year(words, month, k)
    return None if parsed and parsed[0].unsure and in_a_name(words, i) else parsed


def _months(words: Words, first: int, month: int, k: int) -> Parsed | None:
    """يناير - أبريل 2016."""
    found = month_with_year(words, month, k)
    if found is None:
        return None
    spec, last = found

    def widened(days: Days | None) -> Days | None:
        return None if days is None else (month_of(days[0].year, first)[0], days[1])

    if spec.days is not None:
        return spec.but(days=widened(spec.days)), last
    shift = spec.shift
    return (spec.but(shift=lambda d: widened(shift(d))), last) if shift is not None else None


def _day_behind(words: Words, month: int, k: int) -> Parsed | None:
    """أكتوبر 17, 2016 · تموز 13 إلى 15: the day behind its month, with a year or a second day."""
    days = read_days(words, k)
    if days is None or words[k].kind != "number":
        return None
    low, high, last = days
    comma = words.key(last) in (",", "،")
    if (comma and year_figure(words, last + 1) is not None) or (low < high and words.key(k + 1) in _RANGE):
        return in_month(words, last, month, low, high)
    return None


def month_with_year(words: Words, month: int, k: int) -> Parsed | None:
    """The month whose year or which (الماضي, المقبل), if told, stands at `k`; without them the last one."""
    which = at(words, k).get("which") if not at(words, k).prefix else None
    year = None if which in _SHIFT else read_year(words, k)
    if year is not None:
        spec = in_year(year[0], lambda y: month_of(y, month), "month")
        return (spec, year[1]) if spec else None
    if which == "next":
        spec = in_year(None, lambda y: month_of(y, month), "month", lambda d: d.year + (month <= d.month))
    elif which == "now":
        spec = in_year(None, lambda y: month_of(y, month), "month", lambda d: d.year)
    else:
        strict = which in ("past", "recent")
        spec = in_year(None, lambda y: month_of(y, month), "month", lambda d: last_month(d, month, strict))
    return (spec, k + (which in _SHIFT)) if spec else None


def parse_hijri_month(words: Words, i: int, asked: bool = False) -> Parsed | None:
    """A Hijri month: رمضان 1436, شهر رمضان الماضي, في رمضان; `asked`: the words before ask for a month."""
    named = at(words, i).get("unit") == ("month", "one")
    found = phrase_at(words, i + named, "hijri")
    if found is None:
        return None
    month, k = found[0], found[1]
    k += words.key(k) in _BLESSED
    j = k + 1 if at(words, k).get("unit") == ("year", "one") else k
    year = figure(words, j, 4)
    if year is not None and 1300 <= year <= 1500:
        days = hijri_days(year, month, None)
        return (Spec(days=days, precision="month", basis="explicit"), hijri_mark(words, j + 1)) if days else None
    gregorian = year_figure(words, j)
    if gregorian is not None:
        days = _hijri_month_in(gregorian, month)
        return (Spec(days=days, precision="month", basis="explicit"), j + 1) if days else None
    alone = asked or (at(words, i).get("hijri_alone") and words.key(i - 1) in _ASKING)
    if not (named or alone) and at(words, k).get("which") not in ("past", "now"):
        return None

    def shift(day: date) -> Days | None:
        for candidate in (hijri_year(day), hijri_year(day) - 1):
            days = hijri_days(candidate, month, None)
            if days and days[0] <= day:
                return days
        return None

    return Spec(shift=shift, precision="month"), k + (at(words, k).get("which") is not None)


def _hijri_month_in(year: int, month: int) -> Days | None:
    for candidate in (hijri_year(date(year, 1, 1)), hijri_year(date(year, 12, 31))):
        days = hijri_days(candidate, month, None)
        if days and days[0].year == year:
            return days
    return None


def parse_year(words: Words, i: int) -> Parsed | None:
    """عام 2014 · العام الماضي · سنة 1436 هـ · عامي 2014 و2015 · 2003-2011 behind such a word."""
    word = at(words, i)
    if word.get("unit") == ("year", "one"):
        if (word.prefix == "ل" and words.key(i - 2) in _NUMBERED) or words.key(i - 1).endswith("مواليد"):
            return None  # القرار 2254 لعام 2015, من مواليد عام 1990
        found = read_year(words, i)
        if found is None or found[1] == i + 1:
            return None
        return _year_spec(words, found[0], found[1])
    if words.key(i).removeprefix("و").removeprefix("ب").replace("لل", "ال", 1).removeprefix("ل") in (
        "عامي",
        "سنتي",
        "العامين",
        "اعوام",
        "الاعوام",
        "سنوات",
    ):
        years, last = _years(words, i + 1)
        if len(years) > 1:
            return Spec(days=(date(years[0], 1, 1), date(years[-1], 12, 31)), precision="year", basis="explicit"), last
    return None


def _years(words: Words, i: int) -> tuple[list[int], int]:
    """The years told together, each later than the one before, and the position behind: 2014 و2015 و2016."""
    years: list[int] = []
    last = i
    while True:
        j = last + (bool(years) and words.key(last) in ("و", "-", "–", "الي", "،"))
        year = year_figure(words, j)
        if year is None or (years and year <= years[-1]):
            return years, last
        years.append(year)
        last = j + 1


def _year_spec(words: Words, ref: YearRef, last: int) -> Parsed | None:
    spec = in_year(ref, year_of, "year")
    end = year_figure(words, last + 1) if words.key(last) in ("-", "–") else None
    if spec is not None and end and ref.kind == "abs" and end > ref.value:
        return spec.but(days=(date(ref.value, 1, 1), date(end, 12, 31))), last + 2
    return (spec, last) if spec else None


def bare_year(words: Words, i: int) -> Parsed | None:
    """2014 behind في, منذ and the like; the caller has looked at the word before."""
    year = year_figure(words, i)
    if year is None or not 1900 <= year <= 2100:
        return None
    spec = Spec(days=year_of(year), precision="year", basis="explicit")
    end = _end_year(words, i)
    if end and end > year:
        return spec.but(days=(date(year, 1, 1), date(end, 12, 31))), i + 3
    return spec, i + 1


def _end_year(words: Words, i: int) -> int | None:
    return year_figure(words, i + 2) if words.key(i + 1) in ("-", "–", "/") else None


def year_range(words: Words, i: int) -> Parsed | None:
    """2003-2011 wherever it stands: two years with a dash are a span of years."""
    first, last = year_figure(words, i), _end_year(words, i)
    if first is None or last is None or not 1900 <= first < last <= min(first + 70, 2100):
        return None
    if words.key(i + 1) == "/" or words.key(i + 3) == words.key(i + 1) or words.key(i - 1) == words.key(i + 1):
        return None
    return Spec(days=(date(first, 1, 1), date(last, 12, 31)), precision="year", basis="explicit"), i + 3


def parse_two_months(words: Words, i: int) -> Parsed | None:
    """شهري أيار وحزيران 2016 · شهري يناير وفبراير الماضيين."""
    if not at(words, i).get("months_of"):
        return None
    first = read_month(words, i + 1, True)
    second = read_month(words, first[1] + (words.key(first[1]) in ("و", "الي", "-")), True) if first else None
    return _months(words, first[0], *second) if first and second and first[0] < second[0] else None


def parse_season(words: Words, i: int) -> Parsed | None:
    """صيف عام 2014 · صيف العام الماضي · الصيف الماضي."""
    word = at(words, i)
    season = word.get("season")
    if season is None:
        return None
    which = at(words, i + 1).get("which")
    if which in _SHIFT and word.article:
        shift = _SHIFT[which]

        def choose(day: date) -> int:
            if shift < 0:
                return day.year if season_of(day.year, season)[1] < day else day.year - 1
            return day.year if shift == 0 or season_of(day.year, season)[0] > day else day.year + 1

        return Spec(shift=lambda d: season_of(choose(d), season), precision="season"), i + 2
    if word.article:
        return None
    year = read_year(words, i + 1)
    spec = in_year(year[0], lambda y: season_of(y, season), "season") if year else None
    if spec is None or year is None:
        return None
    next_year = year_figure(words, year[1] + 1) if words.key(year[1]) in ("-", "–", "/") else None
    if season == "winter" and year[0].kind == "abs" and next_year == year[0].value + 1:
        return spec.but(days=season_of(next_year, season)), year[1] + 2  # شتاء 2013-2014
    return spec, year[1]


def parse_unit(words: Words, i: int) -> Parsed | None:
    """الشهر الماضي · الأسبوع الجاري · اليوم التالي · الأيام العشرة الماضية · الأسبوعين الماضيين · الساعات الأخيرة."""
    word = at(words, i)
    unit = word.get("unit")
    if unit is None:
        return None
    name, number = unit
    if number != "one":
        return parse_many(words, i, name, number) if word.article else None
    if not word.article:
        return parse_year(words, i)
    which = at(words, i + 1).get("which") if not at(words, i + 1).prefix else None
    if name == "year":
        return parse_year(words, i) if which not in ("following",) else _next_unit(words, name, i)
    if name == "decade":
        return _decade(words, i)
    if name in ("hour", "minute"):
        return None
    j = i + 1 + (words.key(i + 1) == "ما")
    beyond = {("قبل", "past"): -2, ("بعد", "next"): 2}.get((words.key(j), at(words, j + 1).get("which")))
    if beyond is not None:
        return Spec(shift=lambda d: unit_days(name, d, beyond), precision=PRECISION[name]), j + 2
    if which == "same":
        return Spec(chained=lambda b: unit_days(name, b[0], 0), precision=PRECISION[name]), i + 2
    if which == "following":
        return _next_unit(words, name, i)
    if which not in _SHIFT or (name in ("day", "night") and which in ("now", "recent", "next")):
        return None
    shift = _SHIFT[which]
    weekday = at(words, i + 3).get("weekday") if name == "week" and words.key(i + 2) == "يوم" else None
    if weekday is not None:  # الأسبوع المقبل يوم الاثنين
        move = timedelta(days=weekday)
        return Spec(shift=lambda d: _day_in(unit_days(name, d, shift), move), precision="day"), i + 4
    return Spec(shift=lambda d: unit_days(name, d, shift), precision=PRECISION[name]), i + 2


def _day_in(days: Days, move: timedelta) -> Days:
    return days[0] + move, days[0] + move


def _decade(words: Words, i: int) -> Parsed | None:
    """العقد الماضي: the ten years of the calendar before; العقد الأخير: those that end on the day of speaking."""
    which = at(words, i + 1).get("which")
    if which == "recent":
        return period_ended("year", 10, "unknown"), i + 2
    if which not in ("past", "now", "next"):
        return None
    shift = _SHIFT[which]

    def days(day: date) -> Days:
        start = day.year // 10 * 10 + 10 * shift
        return date(start, 1, 1), date(start + 9, 12, 31)

    return Spec(shift=days, precision="unknown"), i + 2


def _next_unit(words: Words, name: str, i: int) -> Parsed:
    """الأسبوع التالي: behind the time told before; where none is and the sentence looks ahead, behind the day of speaking."""
    spec = Spec(chained=lambda b: unit_days(name, b[1], 1), precision=PRECISION[name])
    return (spec.but(shift=lambda d: unit_days(name, d, 1)) if looks_ahead(words, i, True) else spec), i + 2


def parse_this(words: Words, i: int) -> Parsed | None:
    """هذا الأسبوع · نفس اليوم · ذلك العام · هذا الصيف · هذا المساء."""
    word, after = at(words, i), at(words, i + 1)
    unit = after.get("unit")
    if at(words, i - 1).get("not_after"):
        return None  # في مثل هذا اليوم من عام 2003
    if word.get("this") and after.article and not after.prefix:
        season = after.get("season")
        if season is not None:
            return Spec(shift=lambda d: season_of(d.year, season), precision="season"), i + 2
        if after.get("time") and not unit:
            told = words[i + 1].text.removeprefix("ال")
            return Spec(shift=lambda d: (d, d), precision="day", time=told, offset=0), i + 2
    if unit is None or unit[1] != "one" or not after.article or unit[0] in ("hour", "minute", "decade"):
        return None
    name = unit[0]
    if word.get("this"):
        return Spec(shift=lambda d: unit_days(name, d, 0), precision=PRECISION[name]), i + 2
    if word.get("that"):
        return Spec(chained=lambda b: unit_days(name, b[0], 0), precision=PRECISION[name]), i + 2
    return None


def parse_decade(words: Words, i: int) -> Parsed | None:
    """ثمانينيات القرن الماضي · التسعينيات."""
    start = at(words, i).get("decade")
    if start is None or at(words, i).prefix not in ("", "و"):
        return None
    last = i + 1 + (words.key(i + 1) == FROM and words.key(i + 2) == "القرن")
    century = parse_century(words, last)
    if century is not None:
        days = century[0].days
        # القرن الماضي of what news recalls is the twentieth
        first = (
            days[0].year - 1 if days else 2000 if at(words, last + 1).get("which") == "now" else 1900
        ) + start % 100
        return Spec(days=(date(first, 1, 1), date(first + 9, 12, 31)), basis="explicit"), century[1]
    old = words.key(i + 1) == FROM and words.key(i + 2).startswith(("عمر", "العمر"))
    if not at(words, i).article or start < _LIVING or old or at(words, i - 2).get("person"):
        return None  # في الثمانينات من عمره, رجل في الستينات
    return Spec(days=(date(start, 1, 1), date(start + 9, 12, 31)), basis="explicit"), last


def parse_century(words: Words, i: int) -> Parsed | None:
    """القرن الماضي · القرن العشرين · القرن الـ19 · القرن الحادي والعشرين."""
    if not words.key(i).endswith("القرن") or len(words.key(i)) > 6:
        return None
    which = at(words, i + 1).get("which")
    if which in _SHIFT and not at(words, i + 1).prefix:
        shift = _SHIFT[which]
        return Spec(shift=lambda d: _century((d.year - 1) // 100 + 1 + shift), precision="unknown"), i + 2
    j = i + 1 + (words.key(i + 1) == "ال")
    if j >= len(words) or words[j].kind == "mark":
        return None
    number = read_number(words, j)
    told = number is not None and (number.rank or number.figures or (number.article and number.value == 20))
    if number is None or not told or not isinstance(number.value, int) or not 1 <= number.value <= 21:
        return None
    return Spec(days=_century(number.value), precision="unknown", basis="explicit"), number.last


def _century(number: int) -> Days:
    return date(100 * number - 99, 1, 1), date(100 * number, 12, 31)
