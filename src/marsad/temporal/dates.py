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
from marsad.temporal.spec import Parsed, Spec, YearRef, in_year
from marsad.text.numbers import number_word, read_number
from marsad.text.words import Words

_SEPARATORS: Final = frozenset("/-.–")
_DOTTED: Final = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})|(\d{4})\.(\d{1,2})\.(\d{1,2})")
_FROM: Final = "من"
_BETWEEN: Final = frozenset({"الموافق", "الموافقه", "الي"})
_QUOTES: Final = frozenset("\"'«“”‘")
_YEAR_SHIFT: Final = {"past": -1, "recent": -1, "now": 0, "next": 1}


def figure(words: Words, i: int, digits: int = 2) -> int | None:
    """A figure of at most so many digits at `i`."""
    if not 0 <= i < len(words) or words[i].kind != "number":
        return None
    text = words[i].text
    return int(text) if text.isdecimal() and len(text) <= digits else None


def year_figure(words: Words, i: int) -> int | None:
    """A Gregorian year in four figures at `i`."""
    year = figure(words, i, 4)
    return year if year is not None and 1800 <= year <= 2100 and len(words[i].text) == 4 else None


def _past_mark(words: Words, i: int) -> int:
    """Behind a م (ميلادي) written at the year."""
    return i + 1 if words.key(i) == "م" and words[i].glued else i


def hijri_mark(words: Words, i: int) -> int:
    """The position behind هـ or هجري at `i`; `i` when there is none."""
    return i + 1 if at(words, i).get("hijri_mark") or words.key(i) in ("ه", "هج") else i


def read_year(words: Words, i: int) -> tuple[YearRef, int] | None:
    """A year behind a month, season or part (عام 2014 · من العام الماضي · من عام 1436 هـ), with the position behind it.

    >>> read_year(Words("من العام الماضي"), 0)
    (YearRef(kind='rel', value=-1), 3)
    """
    j = i + 1 if words.key(i) in (_FROM, "ل") else i
    named = at(words, j)
    if named.get("unit") == ("year", "one"):
        return _named_year(words, j + 1, named.article)
    year = year_figure(words, i)
    if year is not None and not words[i].newlines:
        return YearRef("abs", year), _past_mark(words, i + 1)
    hijri = figure(words, i, 4)
    if hijri is not None and 1300 <= hijri <= 1500 and hijri_mark(words, i + 1) > i + 1:
        return YearRef("hijri", hijri), hijri_mark(words, i + 1)
    this = at(words, j).get("this") and at(words, j + 1).get("unit") == ("year", "one")
    return (YearRef("rel", 0), j + 2) if this else None


def _named_year(words: Words, j: int, article: bool) -> tuple[YearRef, int] | None:
    if words.key(j) == "ال":
        j += 1
    year = year_figure(words, j)
    if year is not None:
        return YearRef("abs", year), _past_mark(words, j + 1)
    hijri = figure(words, j, 4)
    if hijri is not None and 1300 <= hijri <= 1500:
        return YearRef("hijri", hijri), hijri_mark(words, j + 1)
    which = at(words, j).get("which")
    if which in _YEAR_SHIFT and article:
        return YearRef("rel", _YEAR_SHIFT[which]), j + 1
    if words.key(j) == "قبل" and at(words, j + 1).get("which") == "past":
        return YearRef("rel", -2), j + 2
    if which == "same":
        return YearRef("same", 0), j + 1
    spoken = read_number(words, j) if j < len(words) and words[j].kind == "word" else None
    if spoken is not None and not spoken.rank and 1900 <= spoken.value <= 2100:
        return YearRef("abs", int(spoken.value)), spoken.last
    return (YearRef("rel", 0), j) if article and which is None else None


def read_month(words: Words, i: int, sure: bool = False) -> tuple[int, int] | None:
    """A month by its names, a second name beside it included (آب/أغسطس, يوليو (تموز)); with the position behind.

    `sure`: the words before already ask for a month, so that names which are other words too (مارس, آب) are taken.
    """
    if at(words, i).get("unit") == ("month", "one") and not at(words, i).article:
        i, sure = i + 1, True
    found = phrase_at(words, i, "month")
    weak = None
    if found is None:
        weak = phrase_at(words, i, "weak_month")
        if weak is None:
            return None
        found = weak
    month, last, _ = found
    other = _second_name(words, last, month)
    if weak is not None and not sure and other == last and not _year_or_which(words, last):
        return None
    return month, other


def _second_name(words: Words, i: int, month: int) -> int:
    j, bracket = i, False
    if words.key(j) in ("/", "(", "-", "–", "\\", "أو"):
        bracket = words.key(j) == "("
        j += 1
    found = phrase_at(words, j, "month") or phrase_at(words, j, "weak_month")
    if found is None or found[0] != month:
        return i
    return found[1] + 1 if bracket and words.key(found[1]) == ")" else found[1]


def _year_or_which(words: Words, i: int) -> bool:
    return (
        year_figure(words, i) is not None
        or at(words, i).get("which") is not None
        or at(words, i + (words.key(i) == _FROM)).get("unit") == ("year", "one")
    )


def read_day(words: Words, i: int) -> tuple[int, int] | None:
    """The number of a day in its month: 5 · الخامس · الحادي والعشرين; with the position behind."""
    number = figure(words, i)
    if number is not None:
        return (number, i + 1) if 1 <= number <= 31 else None
    if not 0 <= i < len(words) or words[i].kind != "word":
        return None
    found = read_number(words, i)
    if found is None or not (found.rank or (found.article and found.value in (20, 30))) or not 1 <= found.value <= 31:
        return None  # الثلاثين من أكتوبر is written with the cardinal
    if not found.figures and _of_another_noun(words, i):
        return None
    return int(found.value), found.last


def _of_another_noun(words: Words, i: int) -> bool:
    """Whether an ordinal belongs to the noun before it (الأسبوع الثاني من حزيران), which is no day."""
    before = at(words, i - 1)
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
    first = read_day(words, i)
    if first is None:
        return None
    second = _until_day(words, first[1])
    number, j = (second[0], second[1]) if second else (first[0], first[1])
    start = first[0] if second else number
    if words.key(j) in (_FROM, "/", "-", "في", "،") and not (words.key(j) in ("في", "،") and words[i].kind == "word"):
        j += 1
    elif words.key(j) in ("في", "،"):
        return None
    if start > number:
        return None
    found = _of_hijri_month(words, j, start, number) or _of_month(words, j, start, number)
    if found is not None and found[0].unsure and in_a_name(words, i):
        return None
    return found or _of_this_month(words, j, start, number)


def in_a_name(words: Words, i: int) -> bool:
    """Whether a date or month at `i` names a thing (مدينة السادس من أكتوبر, ثورة 25 يناير)."""
    k = i - 1
    if words.key(k) in ("(", "/") and phrase_at(words, k - 1, "month"):
        k -= 2  # حرب يوليو (تموز)
    while k >= 0 and (words[k].kind == "number" or words[k].key == _FROM or number_word(words[k].key) is not None):
        k -= 1
    return bool(at(words, k).get("not_after_month")) or (k == i - 1 and words.key(k) in _QUOTES)


def _until_day(words: Words, i: int) -> tuple[int, int] | None:
    """The second day of 13-15 تموز, 3 و4 آب, 13 إلى 15 تموز."""
    key = words.key(i)
    if key in ("-", "–", "الي", "و", "حتي", "وحتي"):
        return read_day(words, i + 1)
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
    elif word.get("unit") == ("month", "one") and word.article and at(words, j + 1).get("which") in _YEAR_SHIFT:
        shift, last = _YEAR_SHIFT[at(words, j + 1).get("which")], j + 2
    elif word.get("unit") == ("month", "one") and word.article and at(words, j + 1).get("which") == "same":
        return Spec(chained=lambda before: _days(before[0], start, end), precision="day"), j + 2
    else:
        return None
    return Spec(shift=lambda d: _days(add_months(d.replace(day=1), shift), start, end), precision="day"), last


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
        return Spec(days=(first[0], last[1]), precision="day", basis="explicit"), hijri_mark(words, k + 1)

    def shift(day: date) -> Days | None:
        for candidate in (hijri_year(day), hijri_year(day) - 1):
            first, last = hijri_days(candidate, number, start), hijri_days(candidate, number, end)
            if first and last and first[0] <= day:
                return first[0], last[1]
        return None

    last_word = k + 1 if at(words, k).get("which") else month[1]
    return Spec(shift=shift, precision="day", basis="explicit", unsure=True), last_word


def _in_figures(words: Words, i: int) -> Parsed | None:
    """d/m/y and y-m-d with any separator, in Hijri years too; m/y."""
    if i >= len(words) or words[i].kind != "number":
        return None
    dotted = _DOTTED.fullmatch(words[i].text)
    if dotted:
        d, m, y, y2, m2, d2 = (int(g) if g else 0 for g in dotted.groups())
        return _numeric(words, i + 1, (d or d2), (m or m2), (y or y2))
    if i + 2 >= len(words) or words[i + 1].key not in _SEPARATORS or not words[i + 1].glued or not words[i + 2].glued:
        return _with_named_month(words, i)
    first, second = figure(words, i, 4), figure(words, i + 2, 4)
    third = figure(words, i + 4, 4) if words.key(i + 3) == words[i + 1].key and i + 4 < len(words) else None
    if first is None:
        return None
    if second is None:
        return _with_named_month(words, i)
    if third is not None and len(words[i].text) == 4:
        return _numeric(words, i + 5, third, second, first)
    if third is not None and len(words[i + 4].text) in (2, 4):
        year = third if len(words[i + 4].text) == 4 else 2000 + third
        return _numeric(words, i + 5, first, second, year)
    if third is None and words[i + 1].key == "/" and 1 <= first <= 12 and 1900 <= second <= 2100:
        return Spec(days=month_of(second, first), precision="month", basis="explicit"), i + 3
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
        return (Spec(days=days, precision="day", basis="explicit"), marked) if days else None
    if month > 12 >= day:
        day, month = month, day
    if not 1800 <= year <= 2100:
        return None
    found = make_day(year, month, day)
    return (Spec(days=(found, found), precision="day", basis="explicit"), _past_mark(words, last)) if found else None
