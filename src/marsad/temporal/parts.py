"""Parts of a month, year or other period: مطلع 2014, الربع الثالث من العام, العشر الأواخر من رمضان, أول ثلاثاء من أكتوبر."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Final

from marsad.model.event import TimePrecision
from marsad.temporal.calendar import Days, add_months, part_of_month, part_of_year
from marsad.temporal.lengths import PRECISION, unit_days
from marsad.temporal.lexemes import at, lexeme
from marsad.temporal.months import read_month
from marsad.temporal.periods import (
    bare_year,
    month_with_year,
    parse_century,
    parse_decade,
    parse_hijri_month,
    parse_season,
    parse_this,
    parse_unit,
)
from marsad.temporal.spec import Parsed, Spec
from marsad.text.numbers import read_number
from marsad.text.words import Words

#: Of the days of a period, those of its part.
Cut = Callable[[Days], Days | None]

_OF: Final = frozenset({"من", "في", "ل"})
_SHARES: Final = {"النصف": 2, "الثلث": 3, "الربع": 4}
_TENS: Final = {
    **dict.fromkeys(("الاوايل", "الاولي", "الاول"), "early"),
    **dict.fromkeys(("الاواسط", "الوسطي"), "mid"),
    **dict.fromkeys(("الاواخر", "الاخيره", "الاخير"), "late"),
}
_ENDS: Final = frozenset({"الاخير", "الاخيره"})
#: Years that do not end in December, or are not the present one.
_OTHER_YEARS: Final = frozenset({"الجديد", "الجديده", "الدراسي", "الدراسيه", "المالي", "الماليه", "الجامعي", "القضائي"})
_LAST: Final = -1
#: Behind these the week is the present one: قُتل مطلع الأسبوع. Not نهاية الأسبوع, which may be the one before.
_OF_THIS_WEEK: Final = frozenset({"بقيه", "باقي", "بدايه", "مطلع", "منتصف", "اوايل", "وسط"})
_FINER: Final[dict[str, TimePrecision]] = {"year": "season", "month": "week"}


def parse_part(words: Words, i: int) -> Parsed | None:
    """مطلع 2014 · أواخر الشهر الماضي · منتصف يوليو (تموز) الحالي · نهاية الأسبوع الماضي · النصف الأول من العام.

    >>> parse_part(Words("أواخر عام 2016"), 0)[0].days[0].isoformat()
    '2016-10-01'
    """
    rest = _rest(words, i)
    if rest is not None:
        return rest
    head = _named_part(words, i) or _share(words, i) or _first_units(words, i)
    if head is None:
        return None
    cut, j = head
    whole = _whole(words, j)
    if whole is None:
        return None
    spec, last = whole
    return _narrow(spec, cut, _FINER.get(spec.precision, spec.precision)), last


def parse_rank(words: Words, i: int) -> Parsed | None:
    """One week, day or weekday of a month by its number: الأسبوع الأول من أكتوبر 2014, آخر يوم من الشهر, ثالث ثلاثاء في أيلول.

    A week of a month is a whole one, Monday to Sunday.

    >>> parse_rank(Words("أول ثلاثاء من أكتوبر 2013"), 0)[0].days[0].isoformat()
    '2013-10-01'
    """
    head = _ranked(words, i)
    if head is None:
        return None
    rank, kind, j = head
    if kind != "days" and not _asks_whole(words, j):
        return None
    whole = _whole(words, j)
    if whole is not None and kind == "decade":
        return _decade_of(whole, rank)
    if whole is None or whole[0].precision not in ("month", "year"):
        return None
    precision: TimePrecision = "week" if kind == "week" else "day"
    return _narrow(whole[0], lambda days: _nth(days, rank, kind), precision), whole[1]


def _decade_of(century: Parsed, rank: int) -> Parsed | None:
    """العقد الأول من القرن الحالي: 2000 to 2009."""
    if century[0].precision != "unknown" or not 1 <= rank <= 10:
        return None

    def cut(days: Days) -> Days | None:
        first = days[0].year - 1 + 10 * (rank - 1)
        return (date(first, 1, 1), date(first + 9, 12, 31)) if (days[1] - days[0]).days > 30_000 else None

    return _narrow(century[0], cut, "unknown"), century[1]


def day_or_rank(day: Spec, rank: Spec) -> Spec:
    """الأربعاء الثالث من أيلول: the third of the month where that is a Wednesday, else its third Wednesday."""
    if day.days is not None:
        return day if day.days[0].weekday() == day.weekday else rank.but(basis=day.basis)
    by_date, by_rank, weekday = day.shift, rank.shift, day.weekday
    if by_date is None or by_rank is None:
        return day

    def shift(today: date) -> Days | None:
        days = by_date(today)
        return days if days and days[0].weekday() == weekday else by_rank(today)

    return day.but(shift=shift, hull=None)


def _named_part(words: Words, i: int) -> tuple[Cut, int] | None:
    """مطلع, منتصف, أواخر; العشر الأوائل من."""
    word = at(words, i)
    part = word.get("part")
    if part is not None:
        return (lambda days: cut_part(days, part), i + 1) if not word.article else None
    key = words.key(i).removeprefix("و")
    after = at(words, i + 1)
    if key == "اول" and after.article and after.get("unit") in (("month", "one"), ("year", "one")):
        return lambda days: cut_part(days, "early"), i + 1  # منذ أول العام
    if key == "العشر" and words.key(i + 1) in _TENS and words.key(i + 2) == "من":
        ten = _TENS[words.key(i + 1)]
        return lambda days: cut_part(days, ten), i + 2
    return None


def _rest(words: Words, i: int) -> Parsed | None:
    """بقية الشهر, باقي العام: from the day of speaking to the end."""
    if words.key(i).removeprefix("و") not in ("بقيه", "باقي"):
        return None
    whole = _whole(words, i + 1)
    if whole is None or whole[0].shift is None or whole[0].precision not in ("week", "month", "year"):
        return None
    shift = whole[0].shift

    def left(day: date) -> Days | None:
        days = shift(day)
        return (max(day, days[0]), days[1]) if days and day <= days[1] else None

    return whole[0].but(shift=left, hull=None), whole[1]


def _share(words: Words, i: int) -> tuple[Cut, int] | None:
    """النصف الأول من, الربع الثالث من, الثلث الأخير من."""
    shares = _SHARES.get(words.key(i).removeprefix("و"))
    if shares is None or not _asks_whole(words, i + 2):
        return None
    rank = _ordinal(words, i + 1)
    if rank is None or rank > shares:
        return None
    which = shares if rank == _LAST else rank
    return lambda days: _shared(days, shares, which), i + 2


def _first_units(words: Words, i: int) -> tuple[Cut, int] | None:
    """الأشهر الستة الأولى من, الأيام العشرة الأخيرة من, الأسابيع الأولى من."""
    word = at(words, i)
    unit = word.get("unit")
    if unit is None or unit[1] == "one" or not word.article or unit[0] not in ("day", "week", "month"):
        return None
    j, count = i + 1, 2 if unit[1] == "two" else 0
    j += words.key(j) == "ال"
    number = read_number(words, j) if j < len(words) and words[j].kind in ("word", "number") else None
    if number is not None and not number.rank and isinstance(number.value, int):
        count, j = number.value, number.last
    key = words.key(j)
    late = key in _ENDS or key in ("الاخيرين", "الاخيرتين")
    if not (late or key in ("الاولي", "الاولين", "الاوليين", "الاوايل")) or not _asks_whole(words, j + 1):
        return None
    if not count:
        return lambda days: cut_part(days, "late" if late else "early"), j + 1
    name = unit[0]
    return lambda days: _units(days, name, count, late), j + 1


def _units(days: Days, unit: str, count: int, late: bool) -> Days | None:
    start, end = days
    if unit == "month":
        found = (add_months(end.replace(day=1), 1 - count), end)
        if not late:
            found = start, add_months(start, count) - timedelta(days=1)
    else:
        length = timedelta(days=count * (7 if unit == "week" else 1) - 1)
        found = (end - length, end) if late else (start, start + length)
    return found if start <= found[0] and found[1] <= end else None


def _asks_whole(words: Words, j: int) -> bool:
    """Whether من, في, ل or ب stand between a part and what it is of."""
    return words.key(j) in _OF or at(words, j).prefix in ("ب", "ل")


def _whole(words: Words, j: int) -> Parsed | None:
    """What a part belongs to: a month, Hijri month, season, week, year or decade, with or without من before it."""
    if words.key(j) in _OF:
        j += 1
    month = read_month(words, j, True)
    if month is not None:
        return month_with_year(words, month[0], month[1])
    return (
        parse_hijri_month(words, j, True)
        or parse_decade(words, j)
        or parse_century(words, j)
        or parse_season(words, j)
        or _whole_unit(words, j)
        or bare_year(words, j)
    )


def _whole_unit(words: Words, j: int) -> Parsed | None:
    """The week, month or year of a part; with the article alone, the present one (نهاية الشهر)."""
    word = at(words, j)
    unit = word.get("unit")
    if unit is None or unit[1] != "one" or unit[0] not in ("week", "month", "year"):
        return parse_this(words, j)
    found = parse_unit(words, j)
    if (
        found is None
        and word.article
        and (unit[0] != "week" or words.key(j - 1).removeprefix("و") in _OF_THIS_WEEK)
        and words.key(j + 1) not in _OTHER_YEARS
    ):
        name = unit[0]
        return Spec(shift=lambda d: unit_days(name, d, 0), precision=PRECISION[name]), j + 1
    return found


def _narrow(spec: Spec, cut: Cut, precision: TimePrecision) -> Spec:
    """The part of what an expression means."""

    def part(days: Days | None) -> Days | None:
        return None if days is None else cut(days)

    if spec.days is not None:
        cut_days = part(spec.days)
        return spec.but(days=cut_days, shift=None if cut_days else lambda _: None, precision=precision)
    if spec.shift is not None:
        shift = spec.shift
        return spec.but(shift=lambda d: part(shift(d)), hull=None, precision=precision)
    if spec.chained is not None:
        chained = spec.chained
        return spec.but(chained=lambda b: part(chained(b)), precision=precision)
    return spec


def cut_part(days: Days, part: str) -> Days:
    """مطلع, منتصف, أواخر of a month or year by the codebook; of longer
    periods their first, middle or last four tenths; of a week Monday to Wednesday, Wednesday to Friday, Friday to Sunday."""
    start, end = days
    width = (end - start).days
    if width > 400:
        years = end.year - start.year + 1
        low, high = {"early": (0, 4), "mid": (3, 7), "late": (6, 10)}[part]
        return date(start.year + low * years // 10, 1, 1), date(start.year + high * years // 10 - 1, 12, 31)
    if width > 300:
        return part_of_year(start.year, part)
    if width > 40:
        return days
    if width > 20:
        if start.day != 1:  # a Hijri month: its thirds, counted from its first day
            third = {"early": (0, 9), "mid": (10, 19), "late": (20, width)}[part]
            return start + timedelta(days=third[0]), start + timedelta(days=third[1])
        return part_of_month(start.year, start.month, part)
    if width == 6:
        low, high = {"early": (0, 2), "mid": (2, 4), "late": (4, 6)}[part]
        return start + timedelta(days=low), start + timedelta(days=high)
    return days


def _shared(days: Days, shares: int, rank: int) -> Days:
    """One half, third or quarter of a year or month; the halves of a month are its days to the 15th and from the 16th."""
    start, end = days
    if (end - start).days > 400:
        size = (end.year - start.year + 1) // shares
        first = date(start.year + size * (rank - 1), 1, 1)
        return first, end if rank == shares else date(first.year + size - 1, 12, 31)
    if (end - start).days > 300:
        months = 12 // shares
        first = add_months(start, months * (rank - 1))
        return first, add_months(first, months) - timedelta(days=1)
    size = (30 if (end - start).days > 20 else (end - start).days + 1) // shares
    first = start + timedelta(days=size * (rank - 1))
    return first, end if rank == shares else first + timedelta(days=size - 1)


def _ordinal(words: Words, i: int) -> int | None:
    if words.key(i) in _ENDS or words.key(i).removeprefix("و") == "اخر":
        return _LAST
    if not 0 <= i < len(words) or words[i].kind != "word":
        return None
    found = read_number(words, i)
    return int(found.value) if found is not None and found.rank and found.last == i + 1 else None


def _ranked(words: Words, i: int) -> tuple[int, str, int] | None:
    """The rank, what is counted (week, day or the number of a weekday) and the position behind both."""
    if at(words, i).get("unit") == ("day", "one") and at(words, i + 1).get("weekday") is not None:
        i += not at(words, i).article  # يوم الخميس الأول من الشهر
    word = at(words, i)
    unit, weekday = word.get("unit"), word.get("weekday")
    if word.article and (unit in (("week", "one"), ("day", "one"), ("decade", "one")) or weekday is not None):
        rank = _ordinal(words, i + 1)
        return (rank, unit[0] if unit else str(weekday), i + 2) if rank is not None else None
    rank = _ordinal(words, i)
    if rank is None or lexeme(words.key(i)).article or words.key(i).startswith("ال"):
        return None
    after = at(words, i + 1)
    if after.get("unit") == ("day", "many") and not after.article and not after.prefix:
        return rank, "days", i + 2  # أول أيام شهر رمضان
    if after.get("unit") in (("week", "one"), ("day", "one")) and not after.article and not after.prefix:
        named = _bare_weekday(words, i + 2)
        if named is not None and after.get("unit")[0] == "day":
            return rank, str(named), i + 3
        return rank, after.get("unit")[0], i + 2
    named = _bare_weekday(words, i + 1)
    return (rank, str(named), i + 2) if named is not None else None


def _bare_weekday(words: Words, i: int) -> int | None:
    """ثلاثاء in أول ثلاثاء: a weekday without its article."""
    if not 0 <= i < len(words) or words[i].kind != "word" or words.key(i).startswith("ال"):
        return None
    value = lexeme(f"ال{words.key(i)}").get("weekday")
    return int(value) if value is not None else None


def _nth(days: Days, rank: int, kind: str) -> Days | None:
    start, end = days
    if kind in ("day", "days"):
        day = end if rank == _LAST else start + timedelta(days=rank - 1)
        return (day, day) if day <= end else None
    weekday = 0 if kind == "week" else int(kind)
    first = start + timedelta(days=(weekday - start.weekday()) % 7)
    size = 6 if kind == "week" else 0
    weeks = ((end - first).days - size) // 7 if rank == _LAST else rank - 1
    begin = first + timedelta(days=7 * weeks)
    finish = begin + timedelta(days=size)
    return (begin, finish) if finish <= end else None
