"""Written dates: day and month, figures with separators, Hijri dates, days joined to a span."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from typing import Final

from marsad.temporal.calendar import (
    Days,
    add_months,
    hijri_days,
    hijri_year,
    last_month,
    make_day,
    month_of,
    nearest_year,
)
from marsad.temporal.lexemes import at, phrase_at
from marsad.temporal.months import FROM, YEAR_SHIFT, figure, hijri_mark, past_mark, read_month, read_year, year_figure
from marsad.temporal.spec import Parsed, Spec, YearRef, in_year
from marsad.text.numbers import number_word, read_number
from marsad.text.words import Words

_SEPARATORS: Final = frozenset("/-.–")
_DOTTED: Final = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})|(\d{4})\.(\d{1,2})\.(\d{1,2})")
#: Years in two figures from this on are of the last century.
_CENTURY_TURNS: Final = 50
_EQUALS: Final = frozenset({"الموافق", "الموافقه", "(", "[", "|", "/", "-", "–", "=", "ل", "،"})
_BETWEEN: Final = frozenset({"الموافق", "الموافقه", "الي"})
_QUOTES: Final = frozenset("\"'«“”‘")
#: Behind these a day and month in figures alone is a date (بتاريخ 3/4), behind the others when it is no fraction (في 25/1).
_DATED: Final = frozenset({"بتاريخ", "تاريخ", "يوم", "ليوم"})
_POINTING: Final = frozenset({"في", "منذ", "حتي", "وفي"})
_JOINTS: Final = frozenset({"-", "–", "الي", "و", "حتي", "وحتي", "والي", "لغايه", "ولغايه"})
#: The first of a month (الفاتح من نوفمبر, غرة رمضان).
_FIRST: Final = frozenset({"الفاتح", "فاتح", "غره"})


def read_day(words: Words, i: int) -> tuple[int, int] | None:
    """The number of a day in its month: 5 · الـ5 · الخامس · الحادي والعشرين · الفاتح; with the position behind."""
    if words.key(i) in ("ال", "وال") and i + 1 < len(words) and words[i + 1].glued:
        i += 1
    number = figure(words, i)
    if number is not None:
        return (number, i + 1) if 1 <= number <= 31 else None
    if not 0 <= i < len(words) or words[i].kind != "word":
        return None
    if words.key(i) in _FIRST:
        j = i + 1 + (words.key(i + 1) == FROM)
        month = phrase_at(words, j, "month") or phrase_at(words, j, "weak_month") or phrase_at(words, j, "hijri")
        return (1, i + 1) if month else None
    found = read_number(words, i)
    if found is None or not (found.rank or (found.article and found.value in (20, 30))) or not 1 <= found.value <= 31:
        return None  # الثلاثين من أكتوبر is written with the cardinal
    if not found.figures and _of_another_noun(words, i):
        return None
    return int(found.value), found.last


def _of_another_noun(words: Words, i: int) -> bool:
    """Whether an ordinal belongs to the noun before it (الأسبوع الثاني من حزيران), which is no day."""
    before = at(words, i - 1)
    if number_word(words.key(i - 1)) is not None:
        return False  # بين الثالث والعاشر من أيار
    if i < 1 or words[i - 1].kind != "word" or not words[i - 1].key.startswith("ال") or words.key(i - 1) in _BETWEEN:
        return False
    return before.get("weekday") is None and before.get("day") is None and before.get("unit") != ("day", "one")


def parse_date(words: Words, i: int) -> Parsed | None:
    """A written date that starts with its day or in figures alone.

    >>> parse_date(Words("14 أيار/مايو 2015"), 0)[0].days[0].isoformat()
    '2015-05-14'
    """
    found = _in_figures(words, i)
    if found is not None:
        return found
    days = read_days(words, i)
    if days is None:
        return None
    start, number, j = days
    if words.key(j) in (FROM, "/", "-", "في", "،") and not (words.key(j) in ("في", "،") and words[i].kind == "word"):
        j += 1
    elif words.key(j) in ("في", "،"):
        return None
    found = _of_hijri_month(words, j, start, number) or _of_month(words, j, start, number)
    if found is not None and found[0].unsure and in_a_name(words, i):
        return None
    return found or _of_this_month(words, j, start, number)


def read_days(words: Words, i: int) -> tuple[int, int, int] | None:
    """The first and last of the days told together, and the position behind: 5 · 13-15 · 16 و20 و22."""
    first = read_day(words, i)
    if first is None:
        return None
    low, high, j = first[0], first[0], first[1]
    while (more := _until_day(words, j)) is not None:
        if more[0] < high:
            return None
        high, j = more
    return low, high, j


def in_a_name(words: Words, i: int) -> bool:
    """Whether a date or month at `i` names a thing (مدينة السادس من أكتوبر, ثورة 25 يناير)."""
    k = i - 1
    if words.key(k) in ("(", "/") and (phrase_at(words, k - 1, "month") or phrase_at(words, k - 1, "weak_month")):
        k -= 2  # حرب يوليو (تموز)
    while k >= 0:
        if words[k].kind == "number" or words[k].key == FROM or number_word(words[k].key) is not None:
            k -= 1
        elif words[k].key == "و" and at(words, k - 1).get("month"):
            k -= 2  # قوى 8 آذار و14 آذار
        else:
            break
    quoted = words.key(k) in _QUOTES and all(words[n].newlines == 0 for n in range(k + 1, i + 1))
    return bool(at(words, k).get("not_after_month")) or quoted


def _until_day(words: Words, i: int) -> tuple[int, int] | None:
    """The second day of 13-15 تموز, 3 و4 آب, 13 إلى 15 تموز."""
    key = words.key(i)
    if key == "/":  # ليل 3/4 آب
        night = read_day(words, i + 1)
        named = night and (phrase_at(words, night[1], "month") or phrase_at(words, night[1], "weak_month"))
        return night if named else None
    if key in _JOINTS:
        return read_day(words, i + 1 + (words.key(i + 1) == "غايه"))
    if key.startswith("و") and 0 <= i < len(words) and words[i].kind == "word":
        return read_day(words, i)
    return None


def _of_month(words: Words, j: int, start: int, end: int) -> Parsed | None:
    month = read_month(words, j, True)
    if month is None:
        return None
    return in_month(words, month[1], month[0], start, end)


def in_month(words: Words, k: int, month: int, start: int, end: int) -> Parsed | None:
    """The days of a month whose year, if told, is read at `k`."""

    def build(year: int) -> Days | None:
        first, last = make_day(year, month, start), make_day(year, month, end)
        return (first, last) if first and last else None

    if build(2000) is None:
        return None
    which = at(words, k).get("which") if not at(words, k).prefix else None
    year = None if which else _year_behind(words, k)
    if year is not None:
        spec = in_year(year[0], build, "day")
        return (spec.but(basis="explicit"), year[1]) if spec else None
    choose, k = _choose_year(which, month, start), k + (which in ("past", "now", "next", "recent"))
    spec = in_year(None, build, "day", choose)
    return (spec.but(basis="explicit"), k) if spec else None


def _year_behind(words: Words, k: int) -> tuple[YearRef, int] | None:
    if words.key(k) in ("،", ",", "/", "-") and year_figure(words, k + 1) is not None:
        return read_year(words, k + 1)
    return read_year(words, k)


def _choose_year(which: str | None, month: int, number: int) -> Callable[[date], int]:
    if which in ("past", "recent"):
        return lambda d: last_month(d, month, True) if (month, number) >= (d.month, d.day) else d.year
    if which == "now":
        return lambda d: d.year
    if which == "next":
        return lambda d: d.year if (month, number) >= (d.month, d.day) else d.year + 1
    return lambda d: nearest_year(d, month, number)


def _of_this_month(words: Words, j: int, start: int, end: int) -> Parsed | None:
    """السابع من الشهر الماضي, 14 من هذا الشهر, 25 الجاري."""
    word = at(words, j)
    if word.get("which") == "now" and not word.prefix:
        shift, last = 0, j + 1
    elif word.get("this") and at(words, j + 1).get("unit") == ("month", "one"):
        shift, last = 0, j + 2
    elif word.get("unit") == ("month", "one") and word.article and at(words, j + 1).get("which") in YEAR_SHIFT:
        shift, last = YEAR_SHIFT[at(words, j + 1).get("which")], j + 2
    elif words.key(j) == "منه":
        return Spec(chained=lambda before: _days(before[0], start, end), precision="day"), j + 1
    elif word.get("unit") == ("month", "one") and word.article and at(words, j + 1).get("which") == "same":
        return Spec(chained=lambda before: _days(before[0], start, end), precision="day"), j + 2
    elif _is_bare_month(words, j):
        return Spec(shift=lambda d: _last_such(d, start, end), precision="day"), j + 1
    else:
        return None
    return Spec(shift=lambda d: _days(add_months(d.replace(day=1), shift), start, end), precision="day"), last


def _is_bare_month(words: Words, j: int) -> bool:
    """Whether الشهر stands behind من and nothing says which: "هجوم بدأ في العشرين من الشهر"."""
    word, after = at(words, j), words.key(j + 1)
    alone = word.get("unit") == ("month", "one") and word.article and not word.prefix and words.key(j - 1) == "من"
    return alone and at(words, j + 1).get("which") is None and not after.startswith(("ال", "ذات", "نفس", "ل"))


def _last_such(day: date, start: int, end: int) -> Days | None:
    """These days of the month of speaking, or of the one before when they are still to come."""
    found = _days(day.replace(day=1), start, end)
    return found if found and found[0] <= day else _days(add_months(day.replace(day=1), -1), start, end)


def _days(month: date, start: int, end: int) -> Days | None:
    first, last = make_day(month.year, month.month, start), make_day(month.year, month.month, end)
    return (first, last) if first and last else None


def _of_hijri_month(words: Words, j: int, start: int, end: int) -> Parsed | None:
    if at(words, j).get("unit") == ("month", "one"):
        j += 1
    month = phrase_at(words, j, "hijri")
    if month is None or start > 30 or end > 30:
        return None
    number, k = month[0], month[1]
    k = k + 1 if at(words, k).get("unit") == ("year", "one") or words.key(k) in ("،", ",", "/") else k
    year = figure(words, k, 4)
    if year is not None and 1300 <= year <= 1500:
        first, last = hijri_days(year, number, start), hijri_days(year, number, end)
        if not first or not last:
            return None
        return Spec(days=(first[0], last[1]), precision="day", basis="explicit", hijri=True), hijri_mark(words, k + 1)

    def shift(day: date) -> Days | None:
        for candidate in (hijri_year(day), hijri_year(day) - 1):
            first, last = hijri_days(candidate, number, start), hijri_days(candidate, number, end)
            if first and last and first[0] <= day:
                return first[0], last[1]
        return None

    last_word = k + 1 if at(words, k).get("which") else month[1]
    return Spec(shift=shift, precision="day", basis="explicit", unsure=True, hijri=True), last_word


def _in_figures(words: Words, i: int) -> Parsed | None:
    """d/m/y and y-m-d with any separator, in Hijri years too; m/y."""
    if i >= len(words) or words[i].kind != "number":
        return None
    dotted = _DOTTED.fullmatch(words[i].text)
    if dotted:
        d, m, y, y2, m2, d2 = (int(g) if g else 0 for g in dotted.groups())
        return _numeric(words, i + 1, (d or d2), (m or m2), (y or y2))
    if i + 2 >= len(words) or words[i + 1].key not in _SEPARATORS:
        return _with_named_month(words, i)
    first, second = figure(words, i, 4), figure(words, i + 2, 4)
    third = figure(words, i + 4, 4) if words.key(i + 3) == words[i + 1].key and i + 4 < len(words) else None
    glued = all(words[n].glued for n in range(i + 1, i + (3 if third is None else 5)))
    if not glued and (
        third is None or words[i + 1].key == "." or 4 not in (len(words[i].text), len(words[i + 4].text))
    ):
        return _with_named_month(words, i)  # only a whole date is written with spaces: 29 / 9 / 1437
    if first is None:
        return None
    if second is None:
        return _with_named_month(words, i)
    if third is not None and len(words[i].text) == 4:
        return _numeric(words, i + 5, third, second, first)
    if third is not None and len(words[i + 4].text) in (2, 4):
        year = third if len(words[i + 4].text) == 4 else third + (2000 if third < _CENTURY_TURNS else 1900)
        return _numeric(words, i + 5, first, second, year)
    if third is None and words[i + 1].key == "/" and 1 <= first <= 12 and 1900 <= second <= 2100:
        if words.key(i - 1) == "رقم" or (words.key(i - 1) in _SEPARATORS and words[i].glued):
            return None
        return Spec(days=month_of(second, first), precision="month", basis="explicit"), i + 3
    before = words.key(i - 1)
    if third is None and (before in _DATED or (before in _POINTING and first > 12 and words[i + 1].key == "/")):
        return parse_short(words, i)
    return None


def parse_short(words: Words, i: int) -> Parsed | None:
    """20/7 behind a weekday or another word for the day."""
    day, month = figure(words, i), figure(words, i + 2)
    if (
        day is None
        or month is None
        or words.key(i + 1) not in ("/", "-")
        or not words[i + 2].glued
        or not 1 <= month <= 12
    ):
        return None
    return in_month(words, i + 3, month, day, day) if 1 <= day <= 31 else None


def _with_named_month(words: Words, i: int) -> Parsed | None:
    """14/أيار/2015 and 14-مايو-2015."""
    day = figure(words, i)
    sign = words.key(i + 1)
    if day is None or sign not in _SEPARATORS:
        return None
    month = read_month(words, i + 2, True)
    if month is None or words.key(month[1]) not in _SEPARATORS:
        return None
    year = year_figure(words, month[1] + 1)
    found = make_day(year, month[0], day) if year else None
    return (Spec(days=(found, found), precision="day", basis="explicit"), month[1] + 2) if found else None


def _numeric(words: Words, last: int, day: int, month: int, year: int) -> Parsed | None:
    marked = hijri_mark(words, last)
    if marked > last or 1300 <= year <= 1500:
        days = hijri_days(year, month, day) if 1 <= month <= 12 else None
        return (Spec(days=days, precision="day", basis="explicit", hijri=True), marked) if days else None
    if month > 12 >= day:
        day, month = month, day
    if not 1800 <= year <= 2100:
        return None
    found = make_day(year, month, day)
    return (Spec(days=(found, found), precision="day", basis="explicit"), past_mark(words, last)) if found else None


def parse_full_date(words: Words, i: int) -> Parsed | None:
    """A written date with the same day in the other calendar behind it: 12 محرم 1437هـ الموافق 25 أكتوبر 2015م."""
    found = parse_date(words, i)
    return found if found is None else with_equal(words, found)


def with_equal(words: Words, found: Parsed) -> Parsed:
    """A date and the one of the other calendar behind it as one: the Gregorian one counts."""
    spec, last = found
    bracket = words.key(last) in ("(", "[")
    j = last + (words.key(last) in _EQUALS)
    j += words.key(j) in ("الموافق", "الموافقه", "ل") if j > last else 0
    if j == last or j >= len(words) or words[last].newlines > 1:
        return found
    other = parse_date(words, j)
    if other is None or other[0].hijri == spec.hijri or other[0].precision != "day" or spec.precision != "day":
        return found
    behind = other[1] + (bracket and words.key(other[1]) in (")", "]"))
    if spec.hijri:
        return other[0].but(time=spec.time, weekday=spec.weekday, offset=spec.offset), behind
    return spec, behind
