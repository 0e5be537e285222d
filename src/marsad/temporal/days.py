"""Single days: أمس الاثنين, صباح اليوم (السبت), الأحد 9 أغسطس/ آب, يومي الجمعة والسبت."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Final

import msgspec

from marsad.temporal.calendar import Days, last_weekday, make_day, next_weekday, week_of
from marsad.temporal.dates import parse_date, parse_short, with_equal
from marsad.temporal.lexemes import at, phrase_at
from marsad.temporal.spec import Parsed, Spec
from marsad.text.words import Words

_QUOTES: Final = frozenset("\"'«»“”")
_LINKS: Final = frozenset({"،", ",", "(", "-", "–", "/", "في", "الموافق", "بتاريخ", "الموافقه", "[", "من"})
_NIGHTS: Final = frozenset({"ليل", "ليلة", "منتصف ليل"})
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
    told = _of_the_day_before(words, day) if day.time else None
    if told is not None:
        return told
    if day.time and words.key(day.last) == "(" and phrase_at(words, day.last + 1, "day") is not None:
        day.last += 1  # مساء (أمس)
        if _deictic(words, day, -1) and words.key(day.last) == ")":
            return _spec(day), day.last + 1
        return None
    named = _day_word(words, day)
    if not (_deictic(words, day, i) or _weekday(words, day, i) or _last_night(words, day)):
        found = parse_date(words, day.last) if (named or day.time) else None
        if found is None and named:
            found = parse_short(words, day.last)
        if found is None:
            return None
        day.date, day.last = with_equal(words, found)
    _more(words, day)
    if day.time is None and at(words, day.last).get("time_alone") and not words[day.last].newlines:
        day.time, day.last = words[day.last].text, day.last + 1
    return _spec(day), day.last


def _of_the_day_before(words: Words, day: _Day) -> Parsed | None:
    """صباح اليوم التالي, مساء اليوم نفسه, مساء ذلك اليوم: a time of day of the day told before, or of the next one."""
    i = day.last
    that = bool(at(words, i).get("that")) and not at(words, i).article
    if at(words, i + that).get("unit") != ("day", "one") or not at(words, i + that).article:
        return None
    which = "same" if that else at(words, i + 1).get("which")
    if which not in ("same", "following"):
        return None
    move = timedelta(days=which == "following")
    return Spec(chained=lambda b: _one(b[1] + move), precision="day", time=day.time), i + 2


def _time_before(words: Words, day: _Day) -> None:
    if words.key(day.last).removeprefix("و") == "منتصف" and words.key(day.last + 1) in ("ليل", "ليله"):
        day.time, day.last = words.text(day.last, day.last + 2), day.last + 2
        return
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
    if at(words, i - 1).get("this") and at(words, i - 2).get("not_after"):
        return False  # في مثل هذا اليوم من عام 2003
    if i == start and (
        _named(words, i, last) or at(words, i).prefix.endswith("ل") or (value == 0 and _no_today(words, i, last))
    ):
        return False
    bare = words.key(i).endswith("غد") and not words.key(i).endswith("الغد")
    if bare and last == i + 1 and i == start and words.key(i - 1) not in ("من", "حتي", "الي", "منذ"):
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
    if (i == start and _named(words, i, i + 1)) or at(words, i + 1).get("not_after_weekday"):
        return False
    if at(words, i - 1).get("unit") == ("day", "many") or (words.key(i + 1) == "من" and words.key(i + 2) == "كل"):
        return False  # أيام الجمعة, الجمعة من كل أسبوع
    day.weekday, day.last = value, i + 1
    if day.time and words.key(i + 1) in ("-", "/", "–", "الي") and at(words, i + 2).get("weekday") is not None:
        day.until, day.last = at(words, i + 2).get("weekday"), i + 3
    elif day.time in _NIGHTS and at(words, i + 1).get("weekday") == (value + 1) % 7 and not at(words, i + 1).prefix:
        day.until, day.last = (value + 1) % 7, i + 2  # ليل السبت الأحد
    _which(words, day)
    return True


def _which(words: Words, day: _Day) -> None:
    """The weekday's which: الماضي, المقبل, قبل الماضي, من الأسبوع الماضي."""
    i = day.last
    word = at(words, i)
    if word.get("which") in ("past", "recent", "next", "now", "following") and not word.prefix:
        day.which, day.last = word.get("which"), i + 1
        return
    k = i + (words.key(i) == "ما")
    if words.key(k) == "قبل" and at(words, k + 1).get("which") == "past":
        day.which, day.last = "before last", k + 2
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
        if j >= len(words) or words[j].newlines > 1 or at(words, j).prefix.startswith("و"):
            return  # أمس ويوم الجمعة are two days
        inner = _Day(j)
        _day_word(words, inner)
        loose = linked in ("", "(", "،", ",", "[")
        if loose and day.weekday is None and day.which is None and _weekday(words, inner, -1):
            day.weekday, day.which = inner.weekday, inner.which
        elif loose and linked != "،" and (day.offset is None or linked == "(") and _deictic(words, inner, -1):
            day.offset = inner.offset  # "اليوم (أمس)": the paper tells what its reader has to take today for
        elif (
            day.date is None
            and (found := parse_date(words, inner.last) or parse_short(words, inner.last)) is not None
            and _single(found[0])
        ):
            day.date, inner.last = with_equal(words, found)
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
    if day.which == "following":
        return base.but(chained=lambda b: _one(next_weekday(b[1], weekday)))
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


def parse_days(words: Words, i: int) -> Parsed | None:
    """Several days named together: يومي الجمعة والسبت الماضيين, يومي 19 و28 مايو, أيام 16 و20 و22 سبتمبر.

    >>> parse_days(Words("يومي الجمعة والسبت"), 0)[1]
    3
    """
    if at(words, i).article:
        return None
    dates = parse_date(words, i + 1)
    if dates is not None:
        several = any(words.key(n).startswith("و") or words.key(n) in ("-", "–") for n in range(i + 2, dates[1]))
        return dates if several and dates[0].precision == "day" else None
    names: list[int] = []
    j = i + 1
    while True:
        k = j + (words.key(j) in ("و", "او"))
        word = at(words, k)
        value = word.get("weekday")
        if value is None or not word.article or (names and k == j and word.prefix != "و"):
            break
        names.append(value)
        j = k + 1
    if len(names) < 2:
        return None
    which = at(words, j).get("which") if not at(words, j).prefix else None
    first, last = names[0], names[-1]

    def shift(day: date) -> Days:
        if which == "next":
            begin = next_weekday(day, first)
            return begin, next_weekday(begin, last)
        end = last_weekday(day, last, which in ("past", "recent"))
        return last_weekday(end, first), end

    return Spec(shift=shift, precision="day", relation="during"), j + (which in ("past", "recent", "next", "now"))
