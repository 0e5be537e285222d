"""Feasts that news counts by: عيد الفطر 2013, ثاني أيام عيد الأضحى, عشية رأس السنة, خلال عيد الأضحى."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Final

from marsad.model.event import TimePrecision
from marsad.temporal.calendar import Days, hijri_days, hijri_year
from marsad.temporal.lexemes import Feast, at, phrase_at
from marsad.temporal.months import read_year
from marsad.temporal.spec import Parsed, in_year
from marsad.text.numbers import read_number
from marsad.text.words import Words

#: The day or night before a feast.
_EVES: Final = frozenset({"عشيه", "ليله", "ليل"})
#: The whole time that a feast is kept.
_WHOLE: Final = frozenset({"ايام", "عطله", "اجازه", "هدنه"})
_FUTURE: Final = 3


def parse_feast(words: Words, i: int, whole: bool = False) -> Parsed | None:
    """A feast; without a year the nearest one, the future counted as farther. `whole`: all the days that it is kept.

    >>> parse_feast(Words("ثاني أيام عيد الأضحى 2017"), 0)[0].days[0].isoformat()
    '2017-09-02'
    """
    head = _head(words, i)
    if head is None:
        return None
    first, length, j = head
    found = phrase_at(words, j, "holiday")
    if found is None:
        return None
    feast: Feast = found[0]
    last = found[1]
    if at(words, last).get("not_feast"):
        return None
    if length == 0 and feast.lasts == 1:
        length = 1
    days = feast.lasts if whole or length == 0 else length

    def build(year: int) -> Days | None:
        day = feast_days(feast, year)
        if day is None:
            return None
        start = day[0] + timedelta(days=first)
        return start, start + timedelta(days=days - 1) if days > 1 else day[1] + timedelta(days=first)

    which = at(words, last).get("which") if not at(words, last).prefix else None
    if which in ("past", "next"):
        last += 1
    year = read_year(words, last)
    precision: TimePrecision = "month" if feast.calendar == "easter" else "day"
    spec = in_year(year[0] if year else None, build, precision, lambda day: _nearest(feast, day, which))
    return (spec, year[1] if year else last) if spec else None


def _head(words: Words, i: int) -> tuple[int, int, int] | None:
    """What stands before the name: days from the feast, how many (0: as long as it lasts), position of the name."""
    key = words.key(i)
    if phrase_at(words, i, "holiday") is not None:
        return 0, 1, i
    if key.removeprefix("و") in _EVES:
        return -1, 1, i + 1
    if key.removeprefix("و") in _WHOLE:
        return 0, 0, i + 1
    if at(words, i).get("unit") == ("day", "one") and at(words, i).article:
        rank = _rank(words, i + 1)  # اليوم الثاني من عيد الأضحى
        return (rank[0] - 1, 1, rank[1] + 1) if rank and words.key(rank[1]) in ("من", "ل") else None
    rank = _rank(words, i)
    if rank is None or at(words, rank[1]).get("unit") not in (("day", "many"), ("day", "one")):
        return None
    return rank[0] - 1, 1, rank[1] + 1 + (words.key(rank[1] + 1) in ("من", "في"))


def _rank(words: Words, i: int) -> tuple[int, int] | None:
    if not 0 <= i < len(words) or words[i].kind != "word":
        return None
    found = read_number(words, i)
    return (int(found.value), found.last) if found is not None and found.rank and 1 <= found.value <= 7 else None


def feast_days(feast: Feast, year: int) -> Days | None:
    """The feast in a Gregorian year; Easter as told in both churches, so that the answer may span weeks."""
    if feast.calendar == "gregorian":
        return date(year, feast.month, feast.day), date(year, feast.month, feast.day)
    if feast.calendar == "easter":
        move = timedelta(days=feast.day)
        ends = sorted((western_easter(year) + move, eastern_easter(year) + move))
        return ends[0], ends[1]
    first = hijri_year(date(year, 1, 1))
    days = [hijri_days(y, feast.month, feast.day) for y in (first, first + 1)]
    return next((d for d in days if d and d[0].year == year), None)


def _nearest(feast: Feast, day: date, which: str | None) -> int:
    def cost(year: int) -> int:
        days = feast_days(feast, year)
        gap = (days[0] - day).days if days else 10_000
        if (which == "past" and gap > 0) or (which == "next" and gap <= 0):
            return 10_000
        return -gap if gap <= 0 else _FUTURE * gap

    return min((day.year, day.year - 1, day.year + 1), key=cost)


def western_easter(year: int) -> date:
    """Easter Sunday of the Gregorian calendar (the computus of Gauss as corrected for all years)."""
    golden, century = year % 19, year // 100
    moon = (19 * golden + century - century // 4 - (century - (century + 8) // 25 + 1) // 3 + 15) % 30
    week = (32 + 2 * (century % 4) + 2 * ((year % 100) // 4) - moon - (year % 100) % 4) % 7
    late = (golden + 11 * moon + 22 * week) // 451
    month, day = divmod(moon + week - 7 * late + 114, 31)
    return date(year, month, day + 1)


def eastern_easter(year: int) -> date:
    """Easter Sunday of the Julian calendar as a Gregorian date (1900 to 2099)."""
    moon = (19 * (year % 19) + 15) % 30
    week = (2 * (year % 4) + 4 * (year % 7) - moon + 34) % 7
    month, day = divmod(moon + week + 114, 31)
    return date(year, month, day + 1) + timedelta(days=13)
