"""Months, years, seasons, weeks, their parts, and periods counted from the day of speaking."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Final

from marsad.model.event import TimePrecision
from marsad.temporal.calendar import (
    Days,
    add_months,
    hijri_days,
    hijri_year,
    last_month,
    month_of,
    part_of_month,
    part_of_year,
    season_of,
    year_of,
)
from marsad.temporal.dates import figure, hijri_mark, in_a_name, read_month, read_year, year_figure
from marsad.temporal.lengths import PRECISION, parse_many, unit_days
from marsad.temporal.lexemes import at, phrase_at
from marsad.temporal.spec import Parsed, Spec, YearRef, in_year
from marsad.text.words import Words

_SHIFT: Final = {"past": -1, "recent": -1, "now": 0, "next": 1}
#: Behind these a month name that is another word too (مارس, آب) is a month.
_ASKING: Final = frozenset({"في", "وفي", "منذ", "خلال", "حتي", "بين", "الي"})


def parse_month(words: Words, i: int) -> Parsed | None:
    """A month: يوليو 2015, شهر أيار الماضي, ديسمبر من العام الماضي, رمضان 1436; without a year the last one."""
    hijri = _hijri_month(words, i)
    if hijri is not None:
        return hijri
    found = read_month(words, i, words.key(i - 1) in _ASKING)
    if found is None:
        return None
    month, k = found
    parsed = _month_with_year(words, month, k)
    return None if parsed and parsed[0].unsure and in_a_name(words, i) else parsed


def _month_with_year(words: Words, month: int, k: int) -> Parsed | None:
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


def _hijri_month(words: Words, i: int) -> Parsed | None:
    named = at(words, i).get("unit") == ("month", "one")
    found = phrase_at(words, i + named, "hijri")
    if found is None:
        return None
    month, k = found[0], found[1]
    j = k + 1 if at(words, k).get("unit") == ("year", "one") else k
    year = figure(words, j, 4)
    if year is not None and 1300 <= year <= 1500:
        days = hijri_days(year, month, None)
        return (Spec(days=days, precision="month", basis="explicit"), hijri_mark(words, j + 1)) if days else None
    gregorian = year_figure(words, j)
    if gregorian is not None:
        days = _hijri_month_in(gregorian, month)
        return (Spec(days=days, precision="month", basis="explicit"), j + 1) if days else None
    if not named and at(words, k).get("which") not in ("past", "now"):
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
        found = read_year(words, i)
        if found is None or found[1] == i + 1:
            return None
        return _year_spec(words, found[0], found[1])
    if words.key(i).removeprefix("و").removeprefix("ب").removeprefix("ل") in (
        "عامي",
        "سنتي",
        "العامين",
        "اعوام",
        "الاعوام",
        "سنوات",
    ):
        first = year_figure(words, i + 1)
        joint = i + 2 + (words.key(i + 2) in ("و", "-", "الي"))
        second = year_figure(words, joint) if first else None
        if first and second and first < second:
            return Spec(days=(date(first, 1, 1), date(second, 12, 31)), precision="year", basis="explicit"), joint + 1
    return None


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
    end = year_figure(words, i + 2) if words.key(i + 1) in ("-", "–") else None
    if end and end > year:
        return spec.but(days=(date(year, 1, 1), date(end, 12, 31))), i + 3
    return spec, i + 1


def parse_season(words: Words, i: int) -> Parsed | None:
    """صيف عام 2014 · صيف العام الماضي · الصيف الماضي."""
    word = at(words, i)
    season = word.get("season")
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
    return (spec, year[1]) if spec and year else None


def parse_part(words: Words, i: int) -> Parsed | None:
    """مطلع 2014 · أواخر الشهر الماضي · منتصف يوليو (تموز) الحالي · نهاية الأسبوع الماضي · النصف الأول من العام.

    >>> parse_part(Words("أواخر عام 2016"), 0)[0].days[0].isoformat()
    '2016-10-01'
    """
    found = _part_head(words, i)
    if found is None:
        return None
    part, j = found
    if words.key(j) == "من":
        j += 1
    month = read_month(words, j, True)
    inner = _month_with_year(words, month[0], month[1]) if month else _part_of_unit(words, j)
    if inner is None:
        year = bare_year(words, j)
        inner = year if year else None
    if inner is None:
        return None
    spec, last = inner
    return _narrow(spec, part), last


def _part_head(words: Words, i: int) -> tuple[str, int] | None:
    word = at(words, i)
    part = word.get("part")
    if part is not None:
        return (part, i + 1) if not word.article else None
    if words.key(i).removeprefix("و") in ("النصف", "الربع", "الثلث") and words.key(i + 2) == "من":
        rank = {"الاول": "early", "الثاني": "late", "الاخير": "late"}.get(words.key(i + 1))
        whole = words.key(i).removeprefix("و")
        return (f"{whole}:{rank}", i + 3) if rank else None
    if word.get("unit") == ("month", "many") and words.key(i + 1) in ("الاولي", "الاخيره") and words.key(i + 2) == "من":
        return ("early" if words.key(i + 1) == "الاولي" else "late"), i + 3
    return None


def _part_of_unit(words: Words, j: int) -> Parsed | None:
    """The week, month or year of a part; with the article alone, the present one (نهاية الشهر)."""
    word = at(words, j)
    unit = word.get("unit")
    if unit is None or unit[1] != "one" or unit[0] not in ("week", "month", "year"):
        return parse_this(words, j)
    found = parse_unit(words, j)
    if found is None and word.article and unit[0] != "week":
        name = unit[0]
        return Spec(shift=lambda d: unit_days(name, d, 0), precision=PRECISION[name]), j + 1
    return found


def _narrow(spec: Spec, part: str) -> Spec:
    """The part of what an expression means; of a week it stays the whole week."""

    def cut(days: Days | None) -> Days | None:
        if days is None:
            return None
        start, end = days
        width = (end - start).days
        if ":" in part:
            return _share(days, part)
        if width > 300:
            return part_of_year(start.year, part)
        return part_of_month(start.year, start.month, part) if width > 20 else days

    precision: TimePrecision = (
        "season" if spec.precision == "year" else "week" if spec.precision == "month" else spec.precision
    )
    if spec.days is not None:
        return spec.but(days=cut(spec.days), precision=precision)
    if spec.shift is not None:
        shift = spec.shift
        return spec.but(shift=lambda d: cut(shift(d)), precision=precision)
    if spec.chained is not None:
        chained = spec.chained
        return spec.but(chained=lambda b: cut(chained(b)), precision=precision)
    return spec


def _share(days: Days, part: str) -> Days:
    """The first or last half, quarter or third."""
    whole, rank = part.split(":")
    start, end = days
    shares = {"النصف": 2, "الربع": 4, "الثلث": 3}[whole]
    if (end - start).days > 300:
        months = 12 // shares
        return (
            (start, add_months(start, months) - timedelta(days=1))
            if rank == "early"
            else (add_months(start, 12 - months), end)
        )
    size = timedelta(days=((end - start).days + 1) // shares)
    return (start, start + size - timedelta(days=1)) if rank == "early" else (end - size + timedelta(days=1), end)


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
        return parse_year(words, i) if which not in ("following",) else _next_unit(name, i)
    if name in ("hour", "decade"):
        return None
    if words.key(i + 1) == "قبل" and at(words, i + 2).get("which") == "past":
        return Spec(shift=lambda d: unit_days(name, d, -2), precision=PRECISION[name]), i + 3
    if which == "same":
        return Spec(chained=lambda b: unit_days(name, b[0], 0), precision=PRECISION[name]), i + 2
    if which == "following":
        return _next_unit(name, i)
    if which not in _SHIFT or (name in ("day", "night") and which in ("now", "recent", "next")):
        return None
    shift = _SHIFT[which]
    return Spec(shift=lambda d: unit_days(name, d, shift), precision=PRECISION[name]), i + 2


def _next_unit(name: str, i: int) -> Parsed:
    return Spec(chained=lambda b: unit_days(name, b[1], 1), precision=PRECISION[name]), i + 2


def parse_this(words: Words, i: int) -> Parsed | None:
    """هذا الأسبوع · نفس اليوم · ذلك العام."""
    word, after = at(words, i), at(words, i + 1)
    unit = after.get("unit")
    if unit is None or unit[1] != "one" or not after.article or unit[0] in ("hour", "decade"):
        return None
    name = unit[0]
    if word.get("this"):
        return Spec(shift=lambda d: unit_days(name, d, 0), precision=PRECISION[name]), i + 2
    if word.get("that"):
        return Spec(chained=lambda b: unit_days(name, b[0], 0), precision=PRECISION[name]), i + 2
    return None


def parse_decade(words: Words, i: int) -> Parsed | None:
    """ثمانينيات القرن الماضي · التسعينيات; القرن الماضي."""
    start = at(words, i).get("decade")
    if start is None:
        return None
    last = i + 1
    if words.key(last) in ("القرن", "القرن"):
        last += 2
    elif not at(words, i).article:
        return None
    return Spec(days=(date(start, 1, 1), date(start + 9, 12, 31)), precision="unknown", basis="explicit"), min(
        last, len(words)
    )


def parse_holiday(words: Words, i: int) -> Parsed | None:
    """عيد الفطر 2013 · رأس السنة الميلادية; without a year the nearest, the future counted as farther."""
    found = phrase_at(words, i, "holiday")
    if found is None:
        return None
    (calendar, month, number), last, _ = found

    def build(year: int) -> Days | None:
        if calendar == "gregorian":
            return date(year, month, number), date(year, month, number)
        first = hijri_year(date(year, 1, 1))
        days = [hijri_days(y, month, number) for y in (first, first + 1)]
        return next((d for d in days if d and d[0].year == year), None)

    def choose(day: date) -> int:
        def cost(year: int) -> int:
            days = build(year)
            gap = (days[0] - day).days if days else 10_000
            return -gap if gap <= 0 else 3 * gap

        return min((day.year, day.year - 1, day.year + 1), key=cost)

    which = at(words, last).get("which") if not at(words, last).prefix else None
    if which in ("past", "next"):
        last += 1
    year = read_year(words, last)
    spec = in_year(year[0] if year else None, build, "day", choose)
    return (spec, year[1] if year else last) if spec else None
