"""Days, weeks, months and years: arithmetic without words."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta
from functools import lru_cache
from typing import Final

from marsad.model.event import TimePrecision

#: Days of a span, both inclusive.
Days = tuple[date, date]

_SEASON_START: Final = {"winter": 12, "spring": 3, "summer": 6, "autumn": 9}
_ORDER: Final[tuple[TimePrecision, ...]] = ("day", "week", "month", "season", "year", "unknown")
_WIDEST: Final = {"day": 1, "week": 7, "month": 31, "season": 123, "year": 366}


def add_months(day: date, months: int) -> date:
    """The same day so many months later, the last of the month where it has no such day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def week_of(day: date, shift: int = 0) -> Days:
    """Monday to Sunday of the week of a day, `shift` weeks later."""
    monday = day - timedelta(days=day.weekday() - 7 * shift)
    return monday, monday + timedelta(days=6)


def month_of(year: int, month: int) -> Days:
    """The whole of a month."""
    return date(year, month, 1), date(year, month, monthrange(year, month)[1])


def year_of(year: int) -> Days:
    """The whole of a year."""
    return date(year, 1, 1), date(year, 12, 31)


def season_of(year: int, season: str) -> Days:
    """A season by the codebook: summer June to August; the winter of a year begins in the December before it."""
    first = _SEASON_START[season]
    start = date(year - 1 if first == 12 else year, first, 1)
    return start, add_months(start, 3) - timedelta(days=1)


def part_of_year(year: int, part: str) -> Days:
    """مطلع: the first quarter; منتصف: May to August; أواخر: the last quarter."""
    first, last = {"early": (1, 3), "mid": (5, 8), "late": (10, 12)}[part]
    return date(year, first, 1), month_of(year, last)[1]


def part_of_month(year: int, month: int, part: str) -> Days:
    """The thirds of a month: 1-10, 11-20, 21 to the end."""
    if part == "early":
        return date(year, month, 1), date(year, month, 10)
    if part == "mid":
        return date(year, month, 11), date(year, month, 20)
    return date(year, month, 21), month_of(year, month)[1]


def last_weekday(day: date, weekday: int, strict: bool = False) -> date:
    """The last such weekday at the day or before it (before it when `strict`)."""
    back = (day.weekday() - weekday) % 7
    return day - timedelta(days=back or (7 if strict else 0))


def next_weekday(day: date, weekday: int) -> date:
    """The next such weekday after the day."""
    return day + timedelta(days=(weekday - day.weekday()) % 7 or 7)


def last_month(day: date, month: int, strict: bool = False) -> int:
    """The year of the last such month at or before a day's month (before it when `strict`)."""
    return day.year if month < day.month or (month == day.month and not strict) else day.year - 1


def nearest_year(day: date, month: int, number: int) -> int:
    """The year of a date told without one: the nearest, the future counted as six times as far (news looks back)."""

    def cost(year: int) -> int:
        found = make_day(year, month, number)
        if found is None:
            return 10_000
        gap = (found - day).days
        return -gap if gap <= 0 else 6 * gap

    return min((day.year, day.year - 1, day.year + 1), key=cost)


def make_day(year: int, month: int, number: int) -> date | None:
    """The day, None where the calendar has none (31 April)."""
    if not (1 <= month <= 12 and 1 <= year <= 9999 and 1 <= number <= monthrange(year, month)[1]):
        return None
    return date(year, month, number)


@lru_cache(maxsize=4096)
def hijri_days(year: int, month: int | None, number: int | None) -> Days | None:
    """A Hijri day, month or year as Gregorian days (Umm al-Qura); None outside 1343 to 1500 or for a day too many."""
    from hijridate import Hijri

    try:
        if month is None:
            start, end = Hijri(year, 1, 1), Hijri(year, 12, Hijri(year, 12, 1).month_length())
        elif number is None:
            start = Hijri(year, month, 1)
            end = Hijri(year, month, start.month_length())
        else:
            start = end = Hijri(year, month, number)
        first, last = start.to_gregorian(), end.to_gregorian()
    except (ValueError, OverflowError):
        return None
    return date(first.year, first.month, first.day), date(last.year, last.month, last.day)


@lru_cache(maxsize=4096)
def hijri_year(day: date) -> int:
    """The Hijri year of a Gregorian day (1924 to 2077); outside, the nearest that the tables know."""
    from hijridate import Gregorian

    inside = min(max(day, date(1924, 8, 1)), date(2077, 11, 16))
    return int(Gregorian(inside.year, inside.month, inside.day).to_hijri().year)


def precision_of(days: Days, least: TimePrecision = "day") -> TimePrecision:
    """The precision that a span allows, never finer than `least`."""
    width = (days[1] - days[0]).days + 1
    for name in _ORDER[_ORDER.index(least) :]:
        if name == "unknown" or width <= _WIDEST[name]:
            return name
    return "unknown"
