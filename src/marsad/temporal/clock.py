"""Times of day: الساعة 7:50 تغ, الثانية والنصف ظهرا, السابعة إلا ربعا, الساعة 03:13 م; the day behind is read with them."""

from __future__ import annotations

from typing import Final

from marsad.temporal.days import parse_day
from marsad.temporal.lexemes import at, phrase_at
from marsad.temporal.months import figure
from marsad.temporal.spec import Parsed, Spec
from marsad.text.numbers import read_number
from marsad.text.words import Words

_SHARES: Final = {"النصف": 30, "الربع": 15, "الثلث": 20, "نصف": 30, "ربع": 15, "ربعا": 15, "ثلث": 20, "ثلثا": 20}
#: The half of the day in one letter, and what a word for a time of day means for an hour from 1 to 12.
_LETTERS: Final = {"ص": "صباحا", "م": "مساء"}
_LATE: Final = frozenset({"مساء", "مساءا", "المساء", "عصرا", "عصر", "العصر", "مغرب", "المغرب", "عشيه"})
_NOON: Final = frozenset({"ظهرا", "ظهر", "الظهر", "الظهيره", "ظهيره"})
_NIGHT: Final = frozenset({"ليلا", "ليل", "الليل", "ليله"})
_EARLY: Final = frozenset({"الاولي", "المتاخره", "الاخيره", "المبكره"})


def parse_clock(words: Words, i: int) -> Parsed | None:
    """A time of day: الساعة 7:50 تغ, الساعة السابعة مساء, فجرا; a day behind it is read with it.

    >>> parse_clock(Words("الساعة 7:50 تغ"), 0)[0].time
    '07:50Z'
    """
    found = _first_hours(words, i)
    if found is not None:
        return found
    told = _hour(words, i)
    if told is None:
        alone = phrase_at(words, i, "time_alone")
        if alone is None or at(words, i).prefix:
            return None
        return Spec(time=words.text(i, alone[1])), alone[1]
    hour, minute, j = told
    half, j = _halfof_day(words, j)
    hour = of_day(hour, half)
    utc, j = _zone(words, j)
    if not 0 <= hour <= 24 or not 0 <= minute < 60:
        return None
    zone = "Z" if utc else ""
    k = j + (words.key(j) in ("من", "،", "في"))
    if not half and words.key(k) in ("قبل", "بعد") and words.key(k + 1) in ("ظهر", "ظهيره"):
        half, k = ("بعد" if words.key(k) == "بعد" else "صباحا"), k + 1  # الساعة 11 قبل ظهر اليوم
        hour = of_day(hour, half)
    if not half and words.key(k) == "بعد" and words.key(k + 1) == "منتصف" and words.key(k + 2) in _NIGHT:
        half, k = "ليلا", k + 1  # الساعة الثانية بعد منتصف ليل الاثنين
        hour = of_day(hour, half)
    day = parse_day(words, k)
    if day is not None:
        if not half and day[0].time:
            hour = of_day(hour, words.key(k))
        return day[0].but(time=f"{hour % 24:02d}:{minute:02d}{zone}"), day[1]
    return Spec(time=f"{hour % 24:02d}:{minute:02d}{zone}"), j


def with_clock(day: Spec, clock: Spec) -> Spec:
    """A day with the time of day told behind it: غدا الساعة 8 مساء, مساء الأحد الساعة 9."""
    time = clock.time or ""
    if day.time and time[:2].isdecimal():
        time = f"{of_day(int(time[:2]), day.time) % 24:02d}{time[2:]}"
    return day.but(time=time)


def of_day(hour: int, half: str) -> int:
    """The hour of 24 for one of 12: 7 مساء is 19, 1 ليلا is 1, 12 ليلا is 0, 2 ظهرا is 14."""
    if half in _LATE or half.startswith("بعد"):
        return hour + 12 if hour < 12 else hour
    if half in _NOON:
        return hour + 12 if hour < 6 else hour
    if half in _NIGHT:
        return 0 if hour == 12 else hour + 12 if 5 < hour < 12 else hour
    return 0 if half and hour == 12 else hour


def _first_hours(words: Words, i: int) -> Parsed | None:
    """الساعات الأولى من فجر اليوم: the time of day, told as its first or late hours."""
    if at(words, i).get("unit") != ("hour", "many") or words.key(i + 1) not in _EARLY or words.key(i + 2) != "من":
        return None
    day = parse_day(words, i + 3)
    return day if day is not None and day[0].time else None


def _hour(words: Words, i: int) -> tuple[int, int, int] | None:
    named = at(words, i).get("unit") == ("hour", "one") and at(words, i).article
    j = i + (2 if named and words.key(i + 1) == "ال" else 1 if named else 0)
    hour = figure(words, j)
    if hour is not None:
        return _in_figures(words, j, hour, named)
    dotted = words[j].text if j < len(words) and words[j].kind == "number" else ""
    parts = dotted.replace(",", ".").split(".")
    if len(parts) == 2 and len(dotted) <= 5 and (named or _utc(words, j + 1)):
        return int(parts[0]), int(parts[1]), j + 1  # 16,30 ت غ
    rank = read_number(words, j) if j < len(words) and words[j].kind == "word" else None
    if rank is None or not rank.rank or not rank.article or rank.value > 12:
        return (1, *_minutes(words, j + 1)) if named and words.key(j) == "الواحده" else None
    minute, last = _minutes(words, rank.last)
    behind = words.key(last) == "من" and (at(words, last + 1).get("time") or words.key(last + 1) in ("بعد", "قبل"))
    if not (named or behind or phrase_at(words, last, "time_alone")):
        return None
    return (int(rank.value), minute, last) if minute >= 0 else (int(rank.value) - 1, 60 + minute, last)


def _in_figures(words: Words, j: int, hour: int, named: bool) -> tuple[int, int, int] | None:
    minutes = figure(words, j + 2) if words.key(j + 1) in (":", ".") and j + 2 < len(words) else None
    if minutes is not None and words[j + 2].glued:
        k = j + 3
        if words.key(k) == ":" and figure(words, k + 1) is not None and words[k + 1].glued:
            k += 2  # seconds
    elif not named:
        return None
    else:
        minutes, k = _minutes(words, j + 1)
        if minutes < 0:
            return hour - 1, 60 + minutes, k
    known = _utc(words, k) or phrase_at(words, k, "time_alone") or words.key(k) in ("بتوقيت", "بالتوقيت", "ص", "م")
    return (hour, minutes, k) if named or known else None


def _minutes(words: Words, j: int) -> tuple[int, int]:
    """The minutes told in words behind an hour (والنصف, إلا ربعا, وعشر دقائق), below zero when before it."""
    key = words.key(j)
    if key.startswith("و") and key[1:] in _SHARES:
        return _SHARES[key[1:]], j + 1
    if key == "الا" and words.key(j + 1) in _SHARES:
        return -_SHARES[words.key(j + 1)], j + 2
    if key == "الا" or (key.startswith("و") and j < len(words) and words[j].kind == "word"):
        k = j + (key in ("الا", "و"))
        number = read_number(words, k) if k < len(words) and words[k].kind != "mark" else None
        unit = at(words, number.last).get("unit") if number is not None else None
        if number is not None and unit and unit[0] == "minute" and isinstance(number.value, int) and number.value < 60:
            return (-number.value if key == "الا" else number.value), number.last + 1
    return 0, j


def _halfof_day(words: Words, j: int) -> tuple[str, int]:
    """What follows an hour: ظهرا, مساء, بعد الظهر, ص; as the look-up form of its first word."""
    if words.key(j) in _LETTERS and not (words[j].glued and words.key(j - 1) == "هـ"):
        return _LETTERS[words.key(j)], j + 1
    if words.key(j) in ("بعد", "قبل") and words.key(j + 1) == "الظهر":
        return ("بعد" if words.key(j) == "بعد" else "صباحا"), j + 2
    alone = phrase_at(words, j, "time_alone")
    if alone is None:
        return "", j
    return ("ليلا" if words.key(alone[1] - 1) == "الليل" else words.key(j)), alone[1]


def _zone(words: Words, j: int) -> tuple[bool, int]:
    k = j + (words.key(j) in ("بتوقيت", "بالتوقيت", "(", "توقيت"))
    utc = _utc(words, k)
    if utc:
        return True, utc + (words.key(j) == "(" and words.key(utc) == ")")
    return False, j + 2 if words.key(j) in ("بتوقيت", "بالتوقيت") else j


def _utc(words: Words, k: int) -> int:
    """The position behind تغ, ت غ, ت.غ or غرينتش at `k`; 0 when there is none."""
    if at(words, k).get("utc"):
        return k + 1
    j = k + 1 + (words.key(k + 1) == ".")
    return j + 1 if words.key(k) == "ت" and words.key(j) == "غ" else 0
