"""From what the words mean to days: each expression on the day of speaking, or from the mention before it."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Final, NamedTuple

from marsad.model import Published, TimeMention
from marsad.model.event import TimeBasis, TimePrecision
from marsad.temporal.calendar import Days, precision_of
from marsad.temporal.spec import Spec
from marsad.text.words import Words

#: So many words before "two days later" the day it is counted from may be told.
_NEAR: Final = 40
_STOPS: Final = frozenset(".؟!؛")


class Found(NamedTuple):
    """An expression at the words [first, last), its clitics, and what it means."""

    first: int
    last: int
    skip: int
    spec: Spec


def resolve_all(words: Words, found: list[Found], published: Published) -> list[TimeMention]:
    """The mentions of the expressions: each resolved on the day of speaking, or from the mention before."""
    anchor = _anchor(published)
    previous: Days | None = None
    behind = 0
    spoken: tuple[int, int] | None = None  # word and offset of the day told last
    out: list[TimeMention] = []
    for here in found:
        spec = here.spec
        shift = 0
        if spec.spoken and spoken is not None and _same_sentence(words, spoken[0], here.first):
            shift = spoken[1]
        near = not spec.near or here.first - behind <= _NEAR
        days, precision = _resolve(spec, anchor, previous if near else None, shift)
        if spec.offset is not None and spec.offset <= 0 and spec.days is None:
            spoken = (here.first, spec.offset)
        if days is not None:
            previous, behind = days, here.last
        out.append(_mention(words, here, days, precision))
    return out


def _anchor(published: Published) -> Days | None:
    if published.start is None or published.end is None:
        return None
    return date.fromisoformat(published.start[:10]), date.fromisoformat(published.end[:10])


def _same_sentence(words: Words, first: int, last: int) -> bool:
    return not any(words[n].newlines or words[n].key in _STOPS for n in range(first + 1, last))


def _resolve(spec: Spec, anchor: Days | None, previous: Days | None, shift: int) -> tuple[Days | None, TimePrecision]:
    try:
        if spec.days is not None:
            return spec.days, spec.precision
        if spec.chained is not None:
            if previous is None and spec.shift is not None and anchor is not None:
                return spec.shift(anchor[1]), spec.precision
            days = spec.chained(previous) if previous is not None else None
            if days and anchor and previous and previous[1] < anchor[1] < days[0]:
                return None, "unknown"  # what followed the past is told when it is past
            return days, spec.precision
        if spec.shift is None or anchor is None:
            return None, "unknown"
        start, end = (day + timedelta(days=shift) for day in anchor)
        if start == end:
            return spec.shift(start), spec.precision
        move = spec.hull or spec.shift
        low, high = move(start), move(end)
    except (ValueError, OverflowError):  # beyond the years that a calendar has
        return None, "unknown"
    if low is None or high is None:
        return None, "unknown"
    days = (min(low[0], high[0]), max(low[1], high[1]))
    return days, spec.precision if low == high else precision_of(days, spec.precision)


def _mention(words: Words, here: Found, days: Days | None, precision: TimePrecision) -> TimeMention:
    start, end = words.span(here.first, here.last, here.skip)
    basis: TimeBasis = here.spec.basis if days is not None else "unresolved"
    return TimeMention(
        text=words.raw[start:end],
        span=(start, end),
        first=here.first,
        last=here.last,
        start=days[0].isoformat() if days else None,
        end=days[1].isoformat() if days else None,
        precision=precision if days else "unknown",
        basis=basis,
        time=here.spec.time,
        relation=here.spec.relation,
    )
