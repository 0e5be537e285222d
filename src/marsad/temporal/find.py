"""Every expression of time of a text, resolved as far as the publication date allows."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable
from datetime import date
from functools import lru_cache
from typing import Final

from marsad.model import Published, TimeMention
from marsad.temporal.calendar import Days
from marsad.temporal.clock import parse_clock, with_clock
from marsad.temporal.dates import parse_full_date
from marsad.temporal.days import parse_day, parse_days
from marsad.temporal.feasts import parse_feast
from marsad.temporal.lengths import PRECISION, Amount, amount_precision, back, parse_counted, period_ended, read_amount
from marsad.temporal.lexemes import (
    FEAST_HEADS,
    OPENERS,
    at,
    clitics,
    has_senses,
    is_number,
    lexeme,
    makes_time,
    phrase_at,
    phrase_senses,
    starts_time,
    words_of_time,
)
from marsad.temporal.months import read_month
from marsad.temporal.offsets import SINCE_THAT, after_that, counted_from, later
from marsad.temporal.parts import day_or_rank, parse_part, parse_rank
from marsad.temporal.periods import (
    bare_year,
    parse_century,
    parse_decade,
    parse_month,
    parse_season,
    parse_this,
    parse_two_months,
    parse_unit,
    parse_year,
    year_range,
)
from marsad.temporal.resolve import Found, resolve_all
from marsad.temporal.spec import Parsed, Relation, Spec
from marsad.text.memory import remembered
from marsad.text.numbers import number_word
from marsad.text.opening import Opening
from marsad.text.words import Words

_BEFORE_YEAR: Final = frozenset({"في", "وفي", "ففي", "بحلول", "خلال", "منذ", "حتي", "قبل", "بعد", "بين"})
#: Between a day and its hour: غدا عند الساعة 8.
_BEFORE_HOUR: Final = frozenset({"في", "عند", "علي", "،", ",", "حوالي", "نحو"})
#: Behind a figure they may go on with a date or a time of day.
_SIGNS: Final = frozenset("/-.–:")
#: Between a number and the word that makes it a time stand no more words than these (الحادي والعشرين من شهر آب).
_AHEAD: Final = 5
#: Behind an opening word the first word of the time stands no farther (على مدى أكثر من ثلاثة أيام).
_OPENED: Final = 8
_STARTS, _MAKES = 1, 2
#: The words that an expression of time may start with, and those that it may rest on.
_TIMES: Final = Opening(lambda key: _STARTS * starts_time(key) | _MAKES * makes_time(key), words_of_time)
_UNTIL: Final = frozenset({"الي", "حتي", "وحتي", "والي", "لغايه", "ولغايه"})


def find_times(words: Words, published: Published) -> list[TimeMention]:
    """Dates, days, spans and times of day, in order, without overlaps.

    >>> day = Published.from_metadata("2021-03-21")
    >>> [(m.text, m.start, m.precision) for m in find_times(Words("قتل جنديان أمس السبت"), day)]
    [('أمس السبت', '2021-03-20', 'day')]
    """
    return resolve_all(words, find_specs(words), published)


@lru_cache(maxsize=1)
def find_specs(words: Words) -> list[Found]:
    """The expressions of time before they are resolved; asked for twice for each text, and not to be changed."""
    found: list[Found] = []
    behind = 0
    keys = words.keys
    opening = _TIMES.at(words)
    making = [i for i, may in opening if may & _MAKES]
    for i, may in opening:
        if not may & _STARTS:
            continue
        if i < behind or words[i].kind == "mark" or (is_number(keys[i]) and not _promising(words, i)):
            continue
        if not may & _MAKES and not _is_opened(making, i):
            continue
        here = _expression(words, i)
        if here is not None:
            before = found[-1] if found else None
            if before and words.key(here.first - 1) == "(" and _same_month(words, before, here):
                found[-1] = before._replace(last=here.last + (words.key(here.last) == ")"))
                behind = found[-1].last
                continue
            if before and _clock_behind(words, before, here):
                found[-1] = Found(before.first, here.last, before.skip, with_clock(before.spec, here.spec))
                behind = here.last
                continue
            if before and here.spec.days is not None:
                found[-1] = _with_year_of(words, before, here)
            found.append(here)
            behind = here.last
    return found


def _is_opened(making: list[int], i: int) -> bool:
    """Whether what a word opens (من, بعد, هذا) is a time: one of these positions lies shortly behind it."""
    at = bisect_right(making, i)
    return at < len(making) and making[at] <= i + _OPENED


def _promising(words: Words, i: int) -> bool:
    """Whether a number may start a time: a sign of dates behind it, a word before it that asks for a year, words of time near."""
    keys = words.keys
    after = keys[i + 1 : i + 2 + _AHEAD]
    if (after and (after[0] in _SIGNS or after[0] == "ت")) or "." in keys[i]:
        return True
    if i and words[i].kind == "number" and (keys[i - 1] in _BEFORE_YEAR or keys[i - 1] == "ال"):
        return True
    return any(map(has_senses, after))


def _clock_behind(words: Words, day: Found, clock: Found) -> bool:
    """Whether an hour belongs to the single day right before it (غدا الساعة 8 مساء)."""
    spec = clock.spec
    timed = spec.time is not None and spec.days is None and spec.shift is None and spec.chained is None
    if not timed or day.spec.precision != "day" or day.spec.relation not in ("at", "since", "until"):
        return False
    told = day.spec.time or ""
    if not (spec.time or "")[:2].isdecimal() or ":" in told:
        return False
    gap = words.keys[day.last : clock.first]
    return not any(words[n].newlines for n in range(day.last, clock.first + 1)) and (
        not gap or (len(gap) == 1 and gap[0] in _BEFORE_HOUR)
    )


def _same_month(words: Words, before: Found, here: Found) -> bool:
    """11 سبتمبر 2001 (أيلول): the month's other name behind the year."""
    days = before.spec.days
    if before.last != here.first - 1 or days is None or here.spec.precision != "month" or not here.spec.unsure:
        return False
    month = read_month(words, here.first, True)
    return month is not None and month[0] == days[0].month == days[1].month and month[1] == here.last


def _with_year_of(words: Words, before: Found, here: Found) -> Found:
    """30 يونيو و3 يوليو 2013: a date without its year, joined to the next one, has the year of that."""
    spec, days = before.spec, here.spec.days
    joined = here.first == before.last and words.key(here.first)[0] in "و0123456789"
    joined = joined or (here.first == before.last + 1 and words.key(before.last) in ("و", "او", "ثم"))
    if not (joined and spec.unsure and spec.shift is not None and days is not None and not here.spec.hijri):
        return before
    dated = spec.shift(days[0])
    return before._replace(spec=spec.but(days=dated, shift=None, hull=None, unsure=False)) if dated else before


def _expression(words: Words, i: int) -> Found | None:
    told = phrase_at(words, i, "relation") if _may_relate(words[i].key) else None
    parsed: Parsed | None = None
    skip = clitics(words[i].key)
    if told is not None:
        parsed = _point(words, i) or after_that(words, i)
        if parsed is None:
            parsed = _related(words, i, told[1], told[0])
        elif (feast := phrase_at(words, i, "holiday")) is not None:
            skip = feast[2]  # بعيد الفطر is ب + عيد الفطر
    elif words.key(i) in ("من", "ومن", "بين", "وبين"):
        parsed, skip = _span(words, i), int(words.key(i)[0] == "و")
    else:
        parsed = _point(words, i)
        if parsed is None and words.key(i) in SINCE_THAT:
            parsed = after_that(words, i)
    if parsed is None:
        return None
    if words.key(i - 1) in ("الي", "والي") and parsed[0].offset is not None and parsed[0].relation == "at":
        parsed = parsed[0].but(relation="until"), parsed[1]
    return Found(i, parsed[1], skip, parsed[0])


@remembered
def _may_relate(key: str) -> bool:
    return "relation" in lexeme(key).senses or "relation" in phrase_senses(key)


def _point(words: Words, i: int) -> Parsed | None:
    """One expression without a word of relation; the longest of what may start here."""
    if not 0 <= i < len(words) or words[i].kind == "mark" or not starts_time(words[i].key):
        return None
    if words[i].kind == "number":
        return _from_figure(words, i)
    best: Parsed | None = None
    for parse in _parsers(words[i].key):
        found = parse(words, i)
        if found is None:
            continue
        if best is None or found[1] > best[1]:
            best = found
        elif parse is parse_rank and found[1] == best[1] and best[0].weekday is not None:
            best = day_or_rank(best[0], found[0]), found[1]
    return best


@remembered
def _parsers(key: str) -> tuple[Callable[[Words, int], Parsed | None], ...]:
    """What may begin with a word, by its senses and by the phrases that it opens."""
    senses = lexeme(key).senses
    may = senses.keys() | phrase_senses(key)
    out: list[Callable[[Words, int], Parsed | None]] = []
    if may & {"day", "weekday", "time", "night"} or senses.get("unit") == ("day", "one"):
        out.append(parse_day)
    if senses.get("part") == "mid":
        out.append(parse_day)  # منتصف ليل الأحد
    if "days_of" in senses or senses.get("unit") == ("day", "many"):
        out.append(parse_days)
    if "unit" in senses:
        out += [parse_unit, parse_clock, parse_month, parse_part, parse_counted, parse_rank, parse_year]
    if may & {"month", "weak_month", "hijri"}:
        out.append(parse_month)
    by_sense = (
        ({"part"}, parse_part),
        ({"season"}, parse_season),
        ({"decade"}, parse_decade),
        ({"this", "that"}, parse_this),
        ({"weekday"}, parse_rank),
        ({"months_of"}, parse_two_months),
        ({"time_alone"}, parse_clock),
    )
    out += [parse for wanted, parse in by_sense if may & wanted]
    number = number_word(key)
    if number is not None:
        out += [parse_full_date, parse_clock, parse_counted]
    if number is not None and number.kind == "ordinal":
        out += [parse_rank, parse_feast, parse_part]
    if "holiday" in may or senses.get("unit") in (("day", "one"), ("day", "many")) or key in FEAST_HEADS:
        out.append(parse_feast)
    if key in OPENERS:
        out += [parse_counted, parse_year, parse_part, parse_full_date, parse_century, parse_rank]
    return tuple(dict.fromkeys(out))


def _from_figure(words: Words, i: int) -> Parsed | None:
    found = parse_full_date(words, i) or parse_clock(words, i) or parse_counted(words, i)
    if found is not None:
        return found
    span = year_range(words, i)
    if span is not None:
        return span
    if words.key(i - 1) not in _BEFORE_YEAR and not (words.key(i - 1) == "ال" and at(words, i - 2).get("unit")):
        return None
    year = bare_year(words, i)
    if year is None or (words[i].text.endswith("00") and year[1] < len(words) and words[year[1]].kind == "word"):
        return None
    after = words.key(year[1])
    return (
        None
        if len(after) > 3 and after.endswith("ا") and words[year[1]].kind == "word" and not after.startswith("ال")
        else year
    )


def _related(words: Words, i: int, j: int, relation: Relation) -> Parsed | None:
    """A point or length of time at `j`, behind منذ, حتى, خلال, قبل, بعد at `i`."""
    if words.key(j) == "ال" and parse_full_date(words, j) is None:
        j += 1  # خلال الـ24 ساعة الماضية
    if j >= len(words) or words[j].newlines:
        return None
    if relation == "before" and words.key(j) == "اقل" and words.key(j + 1) == "من":
        return _less_than(words, j + 2)
    night = words.key(j) == "منتصف" and words.key(j + 1) in ("ليل", "ليله")
    if relation in ("before", "after") and (night or at(words, j).get("time")) and not at(words, j).article:
        day = parse_day(words, j)
        if day is not None:
            return day[0].but(time=f"{words[i].text[clitics(words[i].key) :]} {day[0].time}"), day[1]
    point = parse_feast(words, j, True) if relation == "during" else None
    point = point or _point(words, j)
    if point is None and words.key(j) in ("من", "بين"):
        point = _span(words, j)
    amount = read_amount(words, j) if relation in ("since", "before", "after") else None
    if amount is not None and (point is None or amount.last > point[1]):
        return _by_length(words, i, amount, relation)
    if point is None or (point[0].time and point[0].days is None and point[0].shift is None and relation != "until"):
        return None
    if relation == "since":
        return _since_until(words, point)
    return point[0].but(relation=relation), point[1]


def _less_than(words: Words, i: int) -> Parsed | None:
    """قبل أقل من أسبوع: some day since then."""
    amount = read_amount(words, i)
    return (period_ended(amount.unit, amount.high, PRECISION[amount.unit]), amount.last) if amount else None


def _figure(words: Words, i: int) -> bool:
    return i < len(words) and words[i].kind == "number"


def _by_length(words: Words, i: int, amount: Amount, relation: Relation) -> Parsed | None:
    """قبل يومين, منذ ثلاث سنوات, بعد أسبوع; what is counted from a happening is read in `offsets`."""
    if relation != "since":
        counted = counted_from(words, amount, relation == "after", _point)
        if counted != "plain":
            return counted
        if relation == "after":
            again = at(words, i - 1).get("unit") is not None  # يوما بعد يوم
            return None if again else later(words, i, amount)
    spec = Spec(shift=lambda d: back(amount, d), precision=amount_precision(amount))
    last = amount.last + (words.key(amount.last) in ("مضت", "خلت"))
    return spec.but(relation="since" if relation == "since" else "at"), last


def _since_until(words: Words, begin: Parsed) -> Parsed:
    """منذ مارس 2015 وحتى يناير 2017: one span, where both ends are written or both are told from the day of speaking."""
    spec, j = begin
    if words.key(j) in _UNTIL:
        end = _point(words, j + 1 + (words.key(j + 1) == "غايه"))
        if end is not None and ((end[0].days is None) == (spec.days is None) or (spec.unsure and end[0].days)):
            joined = _join(spec, end[0])
            if joined is not None:
                return joined, end[1]
    return spec.but(relation="since"), j


def _span(words: Words, i: int) -> Parsed | None:
    """من 13 تموز إلى 15 تموز · بين يونيو ويوليو 2015 · بين عامي 2014 و2017."""
    opener = words.key(i).removeprefix("و")
    together = parse_days(words, i + 1) if at(words, i + 1).get("days_of") else parse_two_months(words, i + 1)
    if together is not None:
        return together[0].but(relation="during"), together[1]
    i += words.key(i + 1) in ("شهري", "يومي")
    left = _point(words, i + 1) if i + 1 < len(words) and not words[i + 1].newlines else None
    if left is None and _figure(words, i + 1):
        left = bare_year(words, i + 1)
        if left is not None and opener == "من" and words.key(left[1]) not in _UNTIL:
            return None
    if left is None:
        return None
    j = left[1]
    key = words.key(j)
    right: Parsed | None = None
    if key in _UNTIL or (opener == "بين" and key == "و"):
        j += words.key(j + 1) == "غايه"
        right = _point(words, j + 1)
        if right is None and _figure(words, j + 1) and left[0].precision == "year":
            right = bare_year(words, j + 1)
    elif opener == "بين" and key.startswith("و") and j < len(words) and words[j].kind == "word":
        right = _point(words, j)
    if right is None:
        whole = left[0].days is None or left[0].days[0] != left[0].days[1]
        return (
            (left[0].but(relation="during"), j) if whole and (opener == "بين" or key_range(words, i + 1, j)) else None
        )
    joined = _join(left[0], right[0])
    return (joined, right[1]) if joined else None


def key_range(words: Words, first: int, last: int) -> bool:
    """Whether the words [first, last) hold a joint of two days (3 إلى 5 آب)."""
    return any(words.key(n) in _UNTIL or words.key(n) in ("-", "–") for n in range(first, last))


def _join(left: Spec, right: Spec) -> Spec | None:
    """From the start of the one to the end of the other.

    A left part without a year, or a weekday, is the last one before the right part.
    """
    if left.days is None and left.shift is None:
        return right.but(time="-".join(t for t in (left.time, right.time) if t)) if left.time else None
    if right.days is not None:
        first = left.days or (left.shift(right.days[1]) if left.shift else None)
        if first is None or first[0] > right.days[1]:
            return None
        return right.but(days=(first[0], right.days[1]), relation="during", time=None)
    if right.shift is None:
        return None
    begin, end = left, right.shift
    floats = left.unsure or (left.weekday is not None and left.offset is None)

    def shift(day: date) -> Days | None:
        last = end(day)
        first = begin.days or (begin.shift(last[1] if floats and last else day) if begin.shift else None)
        return (first[0], last[1]) if first and last and first[0] <= last[1] else None

    return right.but(shift=shift, hull=None, relation="during", basis=right.basis, time=None, spoken=False)
