"""Single days and times of day: أمس الاثنين, صباح اليوم (السبت), الأحد 9 أغسطس/ آب, الساعة 7:50 تغ."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Final

import msgspec

from marsad.temporal.calendar import Days, last_weekday, make_day, next_weekday, week_of
from marsad.temporal.dates import figure, parse_date, parse_short
from marsad.temporal.lexemes import at, phrase_at
from marsad.temporal.spec import Parsed, Spec
from marsad.text.numbers import read_number
from marsad.text.words import Words

_QUOTES: Final = frozenset("\"'«»“”")
_LINKS: Final = frozenset({"،", ",", "(", "-", "–", "/", "في", "الموافق", "بتاريخ", "الموافقه", "[", "من"})
_WEEK_SHIFT: Final = {"past": -1, "recent": -1, "now": 0, "next": 1}


class _Day(msgspec.Struct):
    """What has been read of one day."""

    last: int
    time: str | None = None
    offset: int | None = None
    weekday: int | None = None
    until: int | None = None
    which: str | None = None
    week: int | None = None
    date: Spec | None = None

    @property
    def told(self) -> bool:
        return self.offset is not None or self.weekday is not None or self.date is not None


def parse_day(words: Words, i: int) -> Parsed | None:
    """A day by its relation to the day of speaking, its weekday, its date, or several of these together.

    >>> parse_day(Words("صباح أمس الاثنين"), 0)[0].time
    'صباح'
    """
    day = _Day(i)
    _time_before(words, day)
    named = _day_word(words, day)
    if not (_deictic(words, day, i) or _weekday(words, day, i) or _last_night(words, day)):
        found = parse_date(words, day.last) if (named or day.time) else None
        if found is None:
            return None
        day.date, day.last = found
    _more(words, day)
    if day.time is None and at(words, day.last).get("time_alone") and not words[day.last].newlines:
        day.time, day.last = words[day.last].text, day.last + 1
    return _spec(day), day.last


def _time_before(words: Words, day: _Day) -> None:
    word = at(words, day.last)
    if word.get("time") and "\u0651" in words.text(day.last, day.last + 1):
        return  # فجّر with its shadda is a verb
    if word.get("time") and not word.article and not (word.get("unit") and words.key(day.last + 1) == "من"):
        day.time = words[day.last].text[word.skip :]
        day.last += 1
        if words.key(day.last) == "من" and at(words, day.last + 1).get("unit") == ("day", "one"):
            day.last += 1


def _day_word(words: Words, day: _Day) -> bool:
    """Pass over يوم and نهار before the day itself."""
    word = at(words, day.last)
    if (word.get("unit") == ("day", "one") and not word.article) or (
        word.get("time") and words.key(day.last).endswith("نهار")
    ):
        day.last += 1
        return True
    return False


def _deictic(words: Words, day: _Day, start: int) -> bool:
    i = day.last
    found = phrase_at(words, i, "day")
    if found is None:
        return False
    value, last, _ = found
    if i == start and (
        _named(words, i, last) or at(words, i).prefix == "ل" or (value == 0 and _no_today(words, i, last))
    ):
        return False
    if words.key(i).endswith("غد") and last == i + 1 and i == start and not words.key(i).endswith("الغد"):
        return False
    if at(words, i).get("night") or "ليل" in words.key(i):
        day.time = day.time or "ليل"
    day.offset, day.last = value, last
    return True


def _no_today(words: Words, i: int, last: int) -> bool:
    """اليوم السابع, اليوم الوطني; اليوم التالي is read elsewhere."""
    if last > i + 1 or not words.key(i).endswith("اليوم"):
        return False
    after = at(words, last)
    if after.get("which") and not after.prefix:
        return True
    return bool(after.get("not_today_before")) and not after.prefix and parse_date(words, last) is None


def _named(words: Words, i: int, last: int) -> bool:
    """A newspaper's name in quotation marks, or a word before that makes it a name or a habit."""
    if i and words[i - 1].key in _QUOTES and last < len(words) and words[last].key in _QUOTES:
        return True
    before = at(words, i - 1)
    return bool(before.get("not_after")) and not words[i].newlines and not at(words, i).prefix


def _weekday(words: Words, day: _Day, start: int) -> bool:
    i = day.last
    word = at(words, i)
    value = word.get("weekday")
    if value is None or not word.article or words.key(i + 1) in ("عشر", "عشره"):
        return False
    if i == start and _named(words, i, i + 1):
        return False
    day.weekday, day.last = value, i + 1
    if day.time and words.key(i + 1) in ("-", "/", "–", "الي") and at(words, i + 2).get("weekday") is not None:
        day.until, day.last = at(words, i + 2).get("weekday"), i + 3
    _which(words, day)
    return True


def _which(words: Words, day: _Day) -> None:
    """The weekday's which: الماضي, المقبل, قبل الماضي, من الأسبوع الماضي."""
    i = day.last
    word = at(words, i)
    if word.get("which") in ("past", "recent", "next", "now") and not word.prefix:
        day.which, day.last = word.get("which"), i + 1
        return
    if words.key(i) == "قبل" and at(words, i + 1).get("which") == "past":
        day.which, day.last = "before last", i + 2
        return
    j = i + (words.key(i) == "من")
    if at(words, j).prefix:
        return
    if at(words, j).get("this") and at(words, j + 1).get("unit") == ("week", "one"):
        day.week, day.last = 0, j + 2
    elif at(words, j).get("unit") == ("week", "one") and at(words, j + 1).get("which") in _WEEK_SHIFT:
        day.week, day.last = _WEEK_SHIFT[at(words, j + 1).get("which")], j + 2


def _last_night(words: Words, day: _Day) -> bool:
    """الليلة: tonight."""
    if not at(words, day.last).get("night") or at(words, day.last).prefix or at(words, day.last + 1).get("which"):
        return False
    day.offset, day.time, day.last = 0, "ليل", day.last + 1
    return True


def _more(words: Words, day: _Day) -> None:
    """Further words for the same day: اليوم (السبت), أمس الاثنين, الأحد 9 أغسطس, الجمعة الموافق 3/4/2015."""
    for _ in range(3):
        j, linked = day.last, ""
        while j < len(words) and words.key(j) in _LINKS and j < day.last + 2:
            linked += words.key(j)
            j += 1
        if j >= len(words) or words[j].newlines > 1:
            return
        inner = _Day(j)
        _day_word(words, inner)
        loose = linked in ("", "(", "،", ",", "[")
        if loose and day.weekday is None and day.which is None and _weekday(words, inner, -1):
            day.weekday, day.which = inner.weekday, inner.which
        elif loose and linked != "،" and day.offset is None and _deictic(words, inner, -1):
            day.offset = inner.offset
        elif (
            day.date is None
            and (found := parse_date(words, inner.last) or parse_short(words, inner.last)) is not None
            and _single(found[0])
        ):
            day.date, inner.last = found
        else:
            return
        day.last = inner.last
        if "(" in linked or "[" in linked:
            day.last += words.key(day.last) in (")", "]")


def _single(spec: Spec) -> bool:
    return spec.precision == "day"


def _spec(day: _Day) -> Spec:
    base = Spec(precision="day", time=day.time, weekday=day.weekday, offset=day.offset)
    if day.date is not None:
        return _dated(day.date, day)
    if day.offset is not None:
        return _from_today(day.offset, day.weekday, base)
    weekday = day.weekday if day.weekday is not None else 0
    if day.week is not None:
        week = day.week
        return base.but(shift=lambda d: _one(week_of(d, week)[0] + timedelta(days=weekday)))
    return base.but(shift=lambda d: _weekday_from(d, weekday, day.which, day.until))


def _one(day: date) -> Days:
    return day, day


def _weekday_from(day: date, weekday: int, which: str | None, until: int | None) -> Days:
    if which == "next":
        found = next_weekday(day, weekday)
    elif which == "before last":
        found = last_weekday(day, weekday, True) - timedelta(days=7)
    else:
        found = last_weekday(day, weekday, which in ("past", "recent"))
    if until is None:
        return _one(found)
    if (day - found).days < (until - weekday) % 7:  # the night is over when it is told
        found -= timedelta(days=7)
    return found, found + timedelta(days=(until - weekday) % 7)


def _from_today(offset: int, weekday: int | None, base: Spec) -> Spec:
    """A day so many days from today; a weekday that does not fit it wins, for pieces are published a day late."""
    move = timedelta(days=offset)

    def shift(day: date) -> Days:
        moved = day + move
        if weekday is None or moved.weekday() == weekday:
            return _one(moved)
        return _one(next_weekday(day, weekday) if offset > 0 else last_weekday(day, weekday))

    return base.but(shift=shift, hull=lambda d: _one(d + move))


def _dated(spec: Spec, day: _Day) -> Spec:
    """The date wins; one without a year takes the nearest year in which its weekday fits."""
    if spec.days is not None or not spec.unsure or day.weekday is None or spec.shift is None:
        return spec.but(time=day.time, weekday=day.weekday, offset=day.offset)
    plain, weekday = spec.shift, day.weekday

    def shift(today: date) -> Days | None:
        days = plain(today)
        if days is None or days[0] != days[1] or days[0].weekday() == weekday:
            return days
        near = [make_day(today.year + n, days[0].month, days[0].day) for n in (-1, 0, 1)]
        fits = [d for d in near if d is not None and d.weekday() == weekday]
        return _one(min(fits, key=lambda d: abs((d - today).days))) if fits else days

    return spec.but(shift=shift, hull=plain, time=day.time, weekday=weekday, offset=day.offset)


def parse_clock(words: Words, i: int) -> Parsed | None:
    """A time of day: الساعة 7:50 تغ, الساعة السابعة مساء, فجرا; a day behind it is read with it.

    >>> parse_clock(Words("الساعة 7:50 تغ"), 0)[0].time
    '07:50Z'
    """
    found = _hour(words, i)
    if found is None:
        alone = phrase_at(words, i, "time_alone")
        if alone is None or at(words, i).prefix:
            return None
        return Spec(time=words.text(i, alone[1])), alone[1]
    hour, minute, j = found
    known, j = _half_of_day(words, j)
    if known == "pm" and hour < 12:
        hour += 12
    utc, j = _zone(words, j)
    if not 0 <= hour <= 24 or not 0 <= minute < 60:
        return None
    time = f"{hour % 24:02d}:{minute:02d}{'Z' if utc else ''}"
    k = j + (words.key(j) in ("من", "،", "في"))
    day = parse_day(words, k)
    if day is not None:
        told = day[0].time or ""
        if hour < 12 and at(words, k).get("afternoon") and told:
            time = f"{hour + 12:02d}:{minute:02d}"
        return day[0].but(time=time), day[1]
    return Spec(time=time), j


def _hour(words: Words, i: int) -> tuple[int, int, int] | None:
    named = at(words, i).get("unit") == ("hour", "one") and at(words, i).article
    j = i + 1 if named else i
    hour = figure(words, j)
    if hour is not None:
        if words.key(j + 1) in (":", ".") and figure(words, j + 2) is not None and words[j + 2].glued:
            minute, j = figure(words, j + 2) or 0, j + 3
        else:
            minute, j = 0, j + 1
            if not named:
                return None
        if not named and not (at(words, j).get("utc") or at(words, j).get("time_alone") or words.key(j) == "بتوقيت"):
            return None
        return hour, minute, j
    dotted = words[j].text if j < len(words) and words[j].kind == "number" else ""
    if named and dotted.count(".") == 1 and len(dotted) <= 5:
        left, right = dotted.split(".")
        return int(left), int(right), j + 1
    rank = read_number(words, j) if j < len(words) and words[j].kind == "word" else None
    if rank is None or not rank.rank or not rank.article or rank.value > 12:
        if named and words.key(j) == "الواحده":
            return (1, *_fraction(words, j + 1))
        return None
    if not named and not at(words, rank.last).get("time_alone"):
        return None
    return (int(rank.value), *_fraction(words, rank.last))


def _fraction(words: Words, j: int) -> tuple[int, int]:
    minutes = {"والنصف": 30, "والربع": 15, "والثلث": 20}.get(words.key(j), 0)
    return minutes, j + bool(minutes)


def _half_of_day(words: Words, j: int) -> tuple[str, int]:
    afternoon = phrase_at(words, j, "afternoon")
    if afternoon is not None and at(words, j).get("time_alone"):
        return "pm", afternoon[1]
    if words.key(j) == "بعد" and words.key(j + 1) == "الظهر":
        return "pm", j + 2
    return ("am", j + 1) if at(words, j).get("time_alone") else ("", j)


def _zone(words: Words, j: int) -> tuple[bool, int]:
    k = j + (words.key(j) in ("بتوقيت", "بالتوقيت", "(", "توقيت"))
    if at(words, k).get("utc"):
        return True, k + 1 + (words.key(j) == "(" and words.key(k + 1) == ")")
    if words.key(j) == "بتوقيت":
        return False, j + 2
    if words.key(j) == "بالتوقيت":
        return False, j + 2
    return False, j
