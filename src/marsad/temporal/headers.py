"""Dates that a page or an agency writes over, before or under a piece: header lines, datelines, the line of a statement's end."""

from __future__ import annotations

from datetime import date
from functools import cache
from typing import Final, NamedTuple

from marsad.temporal.calendar import make_day
from marsad.temporal.facts import is_fact_word
from marsad.temporal.lexemes import load
from marsad.temporal.months import figure, read_month, year_figure
from marsad.temporal.resolve import Found
from marsad.temporal.spec import Spec
from marsad.text.folding import fold_key
from marsad.text.words import Words

#: Lines of the header, lines of the end, and words that a dateline may take at the start of a line.
_HEADER_LINES: Final = 8
_LAST_LINES: Final = 2
_DATELINE: Final = 12
#: Words of a place or agency before the date of a dateline.
_PLACE: Final = 6
#: Words beside the date in the line that closes a statement (صدر في بيروت بتاريخ 3 أيار 2015).
_CLOSING: Final = 6
#: Words of a byline before the date that ends it (كتب فلان - الأحد 3 مايو 2015).
_BYLINE: Final = 6
_ENGLISH: Final = {
    m: n for n, m in enumerate(["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"], 1)
}
_SEPARATORS: Final = frozenset("-–—|،/:,•·")
_BEHIND_DATELINE: Final = frozenset("-–—:(/[")
_NO_DATELINE: Final = frozenset({"يوم", "منذ", "حتي", "بتاريخ"})


class Written(NamedTuple):
    """A date of the page: the expression, its day, and what it dates (`published`, `updated`, `` where nothing says)."""

    here: Found
    day: date
    label: str


def full_date(here: Found) -> date | None:
    """The day of an expression that writes out one whole date."""
    days = here.spec.days
    return days[0] if days is not None and days[0] == days[1] and here.spec.relation == "at" else None


def page_dates(words: Words, found: list[Found]) -> list[Written]:
    """The dates of header lines and of the dateline, in order; without any, that of a closing line.

    "عنوان الخبر\\n21 مارس 2021\\nقال" has one; "البصرة (وكالات) 3 أيار 2015 - قال" too.
    """
    starts = words.lines
    ends = [*starts[1:], len(words)]
    head: list[Written] = []
    closing: list[Written] = []
    for here in [*found, *_latin(words, starts), *_scrambled(words, starts, ends)]:
        day = full_date(here)
        if day is None:
            continue
        line = max(n for n, start in enumerate(starts) if start <= here.first)
        start, end = starts[line], ends[line]
        if _dateline(words, here, start) and line < _HEADER_LINES:
            head.append(Written(here, day, ""))
        elif len(starts) > 1 and line < _HEADER_LINES and _alone(words, here, start, end):
            head.append(Written(here, day, _label(words, start, end)))
        elif len(starts) > 1 and line >= len(starts) - _LAST_LINES and _closes(words, here, start, end):
            closing.append(Written(here, day, ""))
    return head or closing


def _alone(words: Words, here: Found, start: int, end: int) -> bool:
    """Whether the rest of the line is a time or the words of a byline, or a short byline that the date ends."""
    rest = [n for n in range(start, end) if not here.first <= n < here.last and words[n].kind != "mark"]
    if all(words[n].kind == "number" or words[n].key in _byline() or _zone(words, n) for n in rest):
        return True
    if here.last != end or len(rest) > _BYLINE or here.first == start:
        return False
    return words[here.first - 1].key in _SEPARATORS


def _zone(words: Words, n: int) -> bool:
    """The city behind بتوقيت."""
    return words.key(n - 1) in ("بتوقيت", "توقيت", "بالتوقيت")


def _label(words: Words, start: int, end: int) -> str:
    keys = {words.key(n) for n in range(start, end)}
    if keys & _updating():
        return "updated" if not keys & _publishing() else ""
    return "published" if keys & _publishing() else ""


@cache
def _byline() -> frozenset[str]:
    return frozenset(fold_key(w) for w in load("facts")["byline"])


@cache
def _updating() -> frozenset[str]:
    return frozenset(fold_key(w) for w in load("facts")["updating"])


@cache
def _publishing() -> frozenset[str]:
    return frozenset(fold_key(w) for w in load("facts")["publishing"])


def _dateline(words: Words, here: Found, start: int) -> bool:
    """بغداد (وكالة) 3 أيار 2015 - …, الرياض في 12 محرم 1437 واس: a short head of the line, then a dash or an agency."""
    if here.skip or here.last - start > _DATELINE or here.first - start > _PLACE or here.last >= len(words):
        return False
    before, after = words.key(here.first - 1), words.key(here.last)
    if after == "م":  # 25 أكتوبر 2015 م واس
        after = words.key(here.last + 1)
    if words[here.last].newlines or before in _NO_DATELINE:
        return False
    if here.first == start and here.spec.offset is not None:
        return False
    placed = any(words[n].kind != "mark" for n in range(start, here.first))
    if not (placed or agency_behind(words, here.last)):
        return False  # "* 25 سبتمبر 2005: …" is a line of a chronology
    if any(is_fact_word(words.key(n), "no_place") for n in range(start, here.first)):
        return False  # أحداث 11 سبتمبر 2001: ما الذي تغير
    preposed = before in ("في", "وفي")
    agency = is_fact_word(after, "agencies")
    if preposed and (here.first - start > 3 or here.first - start < 2 or not (agency or after in "-–—(/[")):
        return False
    return agency or after in _BEHIND_DATELINE


def agency_behind(words: Words, i: int) -> bool:
    """Whether an agency is named within three words from `i`: (سانا), م واس."""
    return any(is_fact_word(words.key(n), "agencies") for n in range(i, min(i + 3, len(words))))


def _closes(words: Words, here: Found, start: int, end: int) -> bool:
    """A short line at the end that the date closes: بيروت 3 أيار 2015, صدر في صنعاء بتاريخ 12 محرم 1437."""
    if _alone(words, here, start, end):
        return True
    rest = [n for n in range(start, end) if not here.first <= n < here.last and words[n].kind != "mark"]
    issued = any(is_fact_word(words.key(n), "issuing") for n in rest)
    return end - here.last <= 1 and len(rest) <= (_CLOSING if issued else 2) and words[end - 1].key not in ("؟", "!")


def _latin(words: Words, starts: list[int]) -> list[Found]:
    """English dates in the header lines of Arabic pages: 20 Nov 2012, May 5, 2015."""
    stop = starts[_HEADER_LINES] if len(starts) > _HEADER_LINES else len(words)
    out = []
    for n in range(stop):
        month = _ENGLISH.get(words[n].key[:3]) if words[n].kind == "latin" else None
        if month is None:
            continue
        number, year, first, last = figure(words, n - 1), year_figure(words, n + 1), n - 1, n + 2
        if number is None or year is None:
            behind = n + 2 + (words.key(n + 2) == ",")
            number, year, first, last = figure(words, n + 1), year_figure(words, behind), n, behind + 1
        day = make_day(year, month, number) if number and year else None
        if day is not None:
            out.append(Found(first, last, 0, Spec(days=(day, day), precision="day", basis="explicit")))
    return out


def _scrambled(words: Words, starts: list[int], ends: list[int]) -> list[Found]:
    """A header whose template has mixed up the parts of its date: 14 21:27 2023 أوت."""
    out = []
    for start, end in zip(starts[:_HEADER_LINES], ends, strict=False):
        if not 3 <= end - start <= 7:
            continue
        years = [n for n in range(start, end) if year_figure(words, n)]
        months = [(n, m) for n in range(start, end) if (m := read_month(words, n, True)) is not None]
        clock = [n for n in range(start, end) if words.key(n) == ":"]
        if len(years) != 1 or len(months) != 1 or len(clock) != 1 or months[0][1][1] <= years[0]:
            continue
        times = range(clock[0] - 1, clock[0] + 2)
        days = [n for n in range(start, end) if n not in times and figure(words, n) and n != years[0]]
        day = (
            make_day(year_figure(words, years[0]) or 0, months[0][1][0], figure(words, days[0]) or 0) if days else None
        )
        if day is not None and len(days) == 1:
            out.append(Found(start, end, 0, Spec(days=(day, day), precision="day", basis="explicit")))
    return out
