"""When a document was published, from inside: a header's date, "today" with its date, or bounds from dated facts.

What cannot be known stays unknown, and what contradicts is told: a wrong date is worse than a wide one.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any, Final

from marsad.model import Published
from marsad.temporal.bounds import Bounds, at_words, find_bounds
from marsad.temporal.calendar import Days
from marsad.temporal.find import find_specs
from marsad.temporal.headers import Written, full_date, page_dates
from marsad.temporal.resolve import Found
from marsad.text.words import Words

#: A piece may be republished so many days after the day that it calls today.
_LATE: Final = 2
#: Bounds not farther apart than this are narrowed by the weekday that the text calls today.
_NARROW: Final = 62


def date_document(words: Words, published: Published) -> Published:
    """The publication date: as handed in, else written in the text, else bounds, else unknown.

    Each of `grounds` is a mention with the bounds that it gives; one with `conflict` contradicts the answer and is not in it.

    >>> date_document(Words("عنوان الخبر\\n21 مارس 2021\\nقتل جنديان أمس"), Published()).start
    '2021-03-21'
    """
    if published.start is not None or published.end is not None:
        return published
    found = find_specs(words)
    page = page_dates(words, found)
    if page:
        return _of_page(words, found, page)
    today = _today_with_date(words, found)
    if today is not None:
        return _told(words, found, [today], today)
    return _inferred(words, found)


def _of_page(words: Words, found: list[Found], page: list[Written]) -> Published:
    """The day that the page writes over the piece: the one labelled as that of publication, else what all of them leave open."""
    labelled = [w for w in page if w.label == "published"] or [w for w in page if w.label != "updated"] or page
    days = {w.day for w in labelled}
    if len(days) > 1:  # the page's own date stands beside the piece's: it is not before what the piece tells
        low = max(
            (b.low for b in find_bounds(words, found) if b.low is not None and _inside(words, b, page)), default=None
        )
        days = {d for d in days if low is None or d >= low} or days
    told = [at_words(words, w.here, w.day, w.day) for w in page]
    answer = Bounds(min(days), max(days), told[0].text, told[0].span)
    if len(days) == 1:
        chosen = next(w for w in labelled if w.day in days)
        answer = at_words(words, chosen.here, *_by_weekday(chosen.here, chosen.day))
    return _told(words, found, told, answer)


def _inside(words: Words, bound: Bounds, page: list[Written]) -> bool:
    """Whether a bound is given by the piece, not by a date of the page."""
    spans = [words.span(w.here.first, w.here.last, w.here.skip) for w in page]
    return all(bound.span != span for span in spans)


def _today_with_date(words: Words, found: list[Found]) -> Bounds | None:
    """اليوم الجمعة 15 ديسمبر 2016; where the weekday is another one, the date and the nearest such day bound the answer."""
    for here in found:
        day = full_date(here)
        if day is None or here.spec.offset is None:
            continue
        move = timedelta(days=-here.spec.offset)
        low, high = _by_weekday(here, day)
        return at_words(words, here, low + move, high + move)
    return None


def _by_weekday(here: Found, day: date) -> Days:
    """The day; where the weekday told with it is another one, both it and the nearest day of that name."""
    if here.spec.weekday is None or day.weekday() == here.spec.weekday:
        return day, day
    ahead = (here.spec.weekday - day.weekday()) % 7
    near = day + timedelta(days=ahead if ahead <= 3 else ahead - 7)
    return min(day, near), max(day, near)


def _told(words: Words, found: list[Found], told: list[Bounds], answer: Bounds) -> Published:
    """A date that is written; what the piece tells of later days contradicts it and is listed so."""
    assert answer.low is not None
    assert answer.high is not None
    grounds = [_ground(b, conflict=not (answer.low <= (b.low or answer.low) <= answer.high)) for b in told]
    limit = answer.high + timedelta(days=_LATE)
    spans = [b.span for b in told]
    later = [b for b in find_bounds(words, found) if b.span not in spans and b.low is not None and b.low > limit]
    grounds += [_ground(b, conflict=True) for b in later]
    single = answer.low == answer.high
    return Published(
        start=answer.low.isoformat(),
        end=answer.high.isoformat(),
        basis="explicit" if single else "inferred",
        span=answer.span if single else None,
        grounds=tuple(sorted(grounds, key=lambda g: (g["span"], "conflict" in g))),
    )


def _inferred(words: Words, found: list[Found]) -> Published:
    """What all bounds leave open; one that ends before another begins is a contradiction: the later beginning holds."""
    bounds = _once(find_bounds(words, found))
    low = max((b.low for b in bounds if b.low is not None), default=None)
    high = min((b.high for b in bounds if b.high is not None and (low is None or b.high >= low)), default=None)
    if low is None and high is None:
        return Published()
    start, end = low, high
    today = _weekday_of_today(words, found)
    grounds = [
        _ground(b) for b in bounds if (b.low is not None and b.low == low) or (b.high is not None and b.high == high)
    ]
    grounds += [_ground(b, conflict=True) for b in bounds if low is not None and b.high is not None and b.high < low]
    if today is not None and start is not None and end is not None and (end - start).days <= _NARROW:
        weekday, bound = today
        start += timedelta(days=(weekday - start.weekday()) % 7)
        end -= timedelta(days=(end.weekday() - weekday) % 7)
        if start > end:
            start, end = low, high
        else:
            grounds.append(_ground(bound._replace(low=start, high=end)))
    return Published(
        start=start.isoformat() if start else None,
        end=end.isoformat() if end else None,
        basis="inferred",
        grounds=tuple(sorted(grounds, key=lambda g: g["span"])),
    )


def _once(bounds: list[Bounds]) -> list[Bounds]:
    """Each bound at the first mention that gives it."""
    first: dict[tuple[date | None, date | None, str], Bounds] = {}
    for bound in sorted(bounds, key=lambda b: b.span):
        first.setdefault((bound.low, bound.high, bound.text), bound)
    return list(first.values())


def _weekday_of_today(words: Words, found: list[Found]) -> tuple[int, Bounds] | None:
    """The weekday of the day of speaking (اليوم الجمعة, أمس الاثنين), where all mentions agree on it."""
    told = [
        ((h.spec.weekday - h.spec.offset) % 7, at_words(words, h, None, None))
        for h in found
        if h.spec.weekday is not None and h.spec.offset is not None and h.spec.days is None
    ]
    return told[0] if len({weekday for weekday, _ in told}) == 1 else None


def _ground(bound: Bounds, conflict: bool = False) -> dict[str, Any]:
    ground: dict[str, Any] = {
        "text": bound.text,
        "span": list(bound.span),
        "start": bound.low.isoformat() if bound.low else None,
        "end": bound.high.isoformat() if bound.high else None,
    }
    return {**ground, "conflict": True} if conflict else ground
