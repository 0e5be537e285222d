"""Lengths of time and the periods they make: ثلاثة أيام, الأيام العشرة الماضية, آخر 24 ساعة."""

from __future__ import annotations

from datetime import date, timedelta
from math import ceil
from typing import Final, NamedTuple

from marsad.model.event import TimePrecision
from marsad.temporal.calendar import Days, add_months, month_of, week_of, year_of
from marsad.temporal.lexemes import at, is_listed
from marsad.temporal.spec import Parsed, Spec
from marsad.text.numbers import read_number
from marsad.text.words import Words

#: The precision of each unit.
PRECISION: Final[dict[str, TimePrecision]] = {
    "minute": "day",
    "hour": "day",
    "night": "day",
    "day": "day",
    "week": "week",
    "month": "month",
    "year": "year",
    "decade": "unknown",
}
#: More years than this are a year's number (منذ 1979).
_LONGEST: Final = 500
#: So many hours ago is the day of speaking still: news is told by day.
_SAME_DAY: Final = 9
#: The unit that halves of a longer one are told in, and how many of it that has.
_SMALLER: Final = {"year": ("month", 12), "month": ("week", 4), "week": ("day", 7), "decade": ("year", 10)}
#: A bare plural ("قبل أيام") is few: so many at the most, and at the least.
_FEW: Final = (2, 9)


def unit_days(unit: str, day: date, shift: int) -> Days:
    """The day, week, month or year so many units from a day."""
    if unit in ("day", "night"):
        moved = day + timedelta(days=shift)
        return moved, moved
    if unit == "week":
        return week_of(day, shift)
    if unit == "month":
        moved = add_months(day.replace(day=1), shift)
        return month_of(moved.year, moved.month)
    return year_of(day.year + shift)


class Amount(NamedTuple):
    """So many units, at least and at most."""

    unit: str
    low: int
    high: int
    last: int


def read_amount(words: Words, i: int) -> Amount | None:
    """A length of time: ثلاثة أيام · شهرين · أسبوع · 48 ساعة · أيام; with the position behind it."""
    if words.key(i) in ("نحو", "حوالي", "قرابه", "زهاء"):
        i += 1
    elif words.key(i) == "اكثر" and words.key(i + 1) == "من":
        i += 2
    if words.key(i) in ("نصف", "ربع", "ثلث") and at(words, i + 1).get("unit") == ("hour", "one"):
        return Amount("minute", 30, 30, i + 2)
    unit = at(words, i).get("unit")
    if unit is not None and not at(words, i).article and not (at(words, i).prefix and at(words, i).prefix != "ل"):
        if at(words, i + 1).get("time") and at(words, i + 1).article:
            return None  # ساعات الصباح الأولى
        if is_listed(words.key(i + 1), "eras") and words.key(i + 1).startswith("ال"):
            return None  # منذ أيام الدراسة
        low, high = {"one": (1, 1), "two": (2, 2), "many": _FEW}[unit[1]]
        last = i + 1 + (unit[1] == "many" and words.key(i + 1) in ("عده", "قليله", "معدوده"))
        return _and_a_half(words, Amount(unit[0], low, high, last))
    if words.key(i) in ("بضعه", "بضع", "عده"):
        unit = at(words, i + 1).get("unit")
        return Amount(unit[0], 3, 9, i + 2) if unit else None
    number = read_number(words, i) if i < len(words) and words[i].kind in ("word", "number") else None
    if number is None or number.rank or not isinstance(number.value, int) or number.value > 10_000:
        return None
    unit = at(words, number.last).get("unit")
    if unit is None or at(words, number.last).article or at(words, number.last).prefix:
        return None
    if number.value > _LONGEST and unit[0] in ("year", "decade"):
        return None
    return _and_a_half(words, Amount(unit[0], number.value, number.value, number.last + 1))


def _and_a_half(words: Words, amount: Amount) -> Amount:
    """عام ونصف, شهر ونصف الشهر: about so much, in the next smaller unit."""
    if words.key(amount.last) != "ونصف" or amount.unit not in _SMALLER or amount.low != amount.high:
        return amount
    unit, size = _SMALLER[amount.unit]
    last = amount.last + 1
    last += at(words, last).get("unit") == (amount.unit, "one") and at(words, last).article
    return Amount(unit, size * amount.low + size // 4, size * amount.low + size * 3 // 4, last)


def back(amount: Amount, day: date, forward: bool = False) -> Days | None:
    """The unit that lies so many units before a day (after it when `forward`)."""
    sign = 1 if forward else -1
    ends = [_moved(amount.unit, day, sign * n) for n in (amount.low, amount.high)]
    if None in ends:
        return None
    found = [e for e in ends if e is not None]
    return min(e[0] for e in found), max(e[1] for e in found)


def _moved(unit: str, day: date, shift: int) -> Days | None:
    try:
        if unit == "minute":
            return day, day
        if unit == "hour":
            moved = day + timedelta(days=int(shift / 24))
            return (moved - timedelta(days=1), moved) if shift < -_SAME_DAY and shift % 24 else (moved, moved)
        if unit in ("month", "week", "day", "night"):
            return unit_days(unit, day, shift)
        if unit == "decade":  # منذ عقدين: five years more or less
            middle = day.year + 10 * shift
            return year_of(middle - 5)[0], year_of(middle + 4)[1]
        return year_of(day.year + shift)
    except (ValueError, OverflowError):
        return None


def amount_precision(amount: Amount) -> TimePrecision:
    """The precision of a point told by an amount: that of its unit, one coarser for a vague plural."""
    if amount.low == amount.high:
        return PRECISION[amount.unit]
    return {"minute": "day", "hour": "day", "day": "week", "night": "week", "week": "season", "month": "year"}.get(
        amount.unit, "unknown"
    )  # type: ignore[return-value]


def parse_many(words: Words, i: int, unit: str, number: str) -> Parsed | None:
    """الأيام [العشرة|الـ10|القليلة] الماضية: a number between the unit and its which."""
    j, low, high = i + 1, *((2, 2) if number == "two" else _FEW)
    if words.key(j) == "ال":
        j += 1
    told = read_number(words, j) if j < len(words) and words[j].kind in ("word", "number") else None
    if told is not None and not told.rank and isinstance(told.value, int) and (told.article or told.figures):
        low = high = told.value
        j = told.last
    elif words.key(j) == "القليله":
        j += 1
    return _ending(words, j, Amount(unit, low, high, j))


def parse_counted(words: Words, i: int) -> Parsed | None:
    """العشرة أيام الماضية · الـ24 ساعة الأخيرة · آخر 24 ساعة."""
    if words.key(i) in ("اخر", "واخر"):
        amount = read_amount(words, i + 1)
        counted = amount is not None and (amount.last > i + 2 or amount.low == amount.high == 2)
        return (_ended(amount, False), amount.last) if amount and counted else None
    amount = read_amount(words, i)
    if amount is None or amount.last == i + 1:
        return None
    if words.key(amount.last) == "من" and at(words, amount.last + 1).get("day") == 0:
        return Spec(shift=lambda d: back(amount, d, True), precision=amount_precision(amount)), amount.last + 2
    return _ending(words, amount.last, amount)


def _ending(words: Words, j: int, amount: Amount) -> Parsed | None:
    which = at(words, j).get("which") if not at(words, j).prefix else None
    which = which or at(words, j).get("which_bare")
    if which in ("past", "recent"):
        return _ended(amount, False), j + 1
    if which == "next":
        return _ended(amount, True), j + 1
    return None


def _ended(amount: Amount, forward: bool) -> Spec:
    """The period of this length that ends on the day of speaking, or begins behind it."""
    unit, high = amount.unit, amount.high

    def shift(day: date) -> Days | None:
        try:
            if unit == "minute":
                return day, day
            if unit in ("hour", "day", "night", "week"):
                days = {"hour": max(ceil(high / 24), 1) + 1, "week": 7 * high}.get(unit, high)
                length = timedelta(days=days - 1)
                behind = timedelta(days=unit != "hour")  # the coming 24 hours begin now
                return (day + behind, day + length + behind) if forward else (day - length, day)
            months = high * {"month": 1, "year": 12, "decade": 120}[unit]
            if forward:
                return day + timedelta(days=1), add_months(day, months)
            return add_months(day, -months) + timedelta(days=1), day
        except (ValueError, OverflowError):
            return None

    return Spec(shift=shift, precision=PRECISION[unit], spoken=not forward)


def period_ended(unit: str, count: int, precision: TimePrecision) -> Spec:
    """The period of so many units that ends on the day of speaking (العقد الأخير: ten years)."""
    return _ended(Amount(unit, count, count, 0), False).but(precision=precision)
