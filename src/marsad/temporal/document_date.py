"""When a document was published, from inside: a header's date, "today" with its date, or bounds from dated facts.

What cannot be known stays unknown: a wrong date is worse than a wide one.
"""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache
from typing import Any, Final, NamedTuple

from marsad.model import Published, Span
from marsad.temporal.calendar import Days
from marsad.temporal.facts import happenings, holders, is_fact_word, title_ends
from marsad.temporal.find import Found, find_specs
from marsad.temporal.lexemes import load
from marsad.text.clitics import readings
from marsad.text.folding import fold_key
from marsad.text.words import Words

#: Lines of the header, and words of the first line that a dateline may take.
_HEADER_LINES: Final = 8
_DATELINE: Final = 12
#: A relative mention of a dated fact is looked for so many days around the fact.
_REACH: Final = 500
#: Shared content words that make two clauses tell of one fact.
_SHARED: Final = 3
_WINDOW: Final = 16
_STOPS: Final = frozenset(".؟!")


class Bounds(NamedTuple):
    """Days between which the piece was published, and the words that say so."""

    low: date | None
    high: date | None
    text: str
    span: Span


def date_document(words: Words, published: Published) -> Published:
    """The publication date: as handed in, else written in the text, else bounds, else unknown.

    >>> date_document(Words("عنوان الخبر\\n21 مارس 2021\\nقتل جنديان أمس"), Published()).start
    '2021-03-21'
    """
    if published.start is not None or published.end is not None:
        return published
    found = find_specs(words)
    written = _header_date(words, found) or _today_with_date(found)
    if written is not None:
        here, day = written
        span = words.span(here.first, here.last, here.skip)
        return Published(
            start=day.isoformat(),
            end=day.isoformat(),
            basis="explicit",
            span=span,
            grounds=(_ground(words.raw, span, day, day),),
        )
    return _inferred(words, found)


def _ground(raw: str, span: Span, low: date | None, high: date | None) -> dict[str, Any]:
    return {
        "text": raw[span[0] : span[1]],
        "span": list(span),
        "start": low.isoformat() if low else None,
        "end": high.isoformat() if high else None,
    }


def _full_date(here: Found) -> date | None:
    days = here.spec.days
    return days[0] if days is not None and days[0] == days[1] and here.spec.relation == "at" else None


def _header_date(words: Words, found: list[Found]) -> tuple[Found, date] | None:
    """A full date alone in one of the first lines or the last, or in the dateline of the first words."""
    starts = [i for i, w in enumerate(words) if i == 0 or w.newlines]
    ends = [*starts[1:], len(words)]
    for here in found:
        day = _full_date(here)
        if day is None:
            continue
        line = max(n for n, start in enumerate(starts) if start <= here.first)
        near_edge = line < _HEADER_LINES or line >= len(starts) - 2
        if near_edge and len(starts) > 1 and _alone(words, here, starts[line], ends[line]):
            return here, day
        if here.last <= _DATELINE and _dateline(words, here):
            return here, day
    return None


def _alone(words: Words, here: Found, start: int, end: int) -> bool:
    """Whether the rest of the line is a time or the words of a byline, or a short byline that the date ends."""
    rest = [words[n] for n in range(start, end) if not here.first <= n < here.last and words[n].kind != "mark"]
    allowed = _byline()
    if all(w.kind == "number" or w.key in allowed for w in rest):
        return True
    if here.last != end or len(rest) > 6 or here.first == start:
        return False
    return words[here.first - 1].key in ("-", "–", "|", "،", "/", ":")


@cache
def _byline() -> frozenset[str]:
    return frozenset(fold_key(w) for w in load("facts")["byline"])


def _dateline(words: Words, here: Found) -> bool:
    """بغداد (وكالة) 3 أيار 2015 - …: a dash, colon or agency behind the date, no preposition or verb before it."""
    after, before = words.key(here.last), words.key(here.first - 1)
    if here.skip or before in ("في", "يوم", "وفي", "منذ", "حتي"):
        return False
    places = all(words[n].kind == "mark" or n < 6 for n in range(here.first))
    return places and after in ("-", "–", "—", ":", "(", "/") and not words[here.last].newlines


def _today_with_date(found: list[Found]) -> tuple[Found, date] | None:
    """اليوم الجمعة 15 ديسمبر 2016."""
    for here in found:
        day = _full_date(here)
        if day is not None and here.spec.offset is not None:
            return here, day - timedelta(days=here.spec.offset)
    return None


def _inferred(words: Words, found: list[Found]) -> Published:
    bounds = [*_events_named(words), *_terms(words, found)]
    latest = _latest(words, found)
    if latest is not None:
        bounds.append(latest)
    bounds += _retold(words, found, latest) + _taken_office(words, found)
    low = max((b.low for b in bounds if b.low is not None), default=None)
    highs = [b for b in bounds if b.high is not None and (low is None or b.high >= low)]
    high = min((b.high for b in highs if b.high is not None), default=None)
    if low is None and high is None:
        return Published()
    telling = [b for b in bounds if (b.low is not None and b.low == low) or (b.high is not None and b.high == high)]
    grounds = tuple(_ground(words.raw, b.span, b.low, b.high) for b in sorted(telling, key=lambda b: b.span))
    return Published(
        start=low.isoformat() if low else None,
        end=high.isoformat() if high else None,
        basis="inferred",
        grounds=grounds,
    )


def _bounds(words: Words, here: Found, low: date | None, high: date | None) -> Bounds:
    span = words.span(here.first, here.last, here.skip)
    return Bounds(low, high, words.raw[span[0] : span[1]], span)


def _latest(words: Words, found: list[Found]) -> Bounds | None:
    """The latest written date that is no plan: the piece is not older."""
    past = [h for h in found if h.spec.days is not None and h.spec.basis == "explicit" and not _ahead(words, h)]
    if not past:
        return None
    here = max(past, key=lambda h: _first_day(h))
    return _bounds(words, here, _first_day(here), None)


def _first_day(here: Found) -> date:
    return here.spec.days[0] if here.spec.days is not None else date.min


def _ahead(words: Words, here: Found) -> bool:
    if here.spec.relation in ("until", "before"):
        return True
    return any(is_fact_word(words.key(n), "ahead") for n in range(here.first - 5, here.last + 3) if 0 <= n < len(words))


def _events_named(words: Words) -> list[Bounds]:
    out = []
    for hit in happenings().find(words):
        span = words.span(hit.first, hit.last, hit.skip)
        out.append(Bounds(hit.payload, None, words.raw[span[0] : span[1]], span))
    return out


def _terms(words: Words, found: list[Found]) -> list[Bounds]:
    """A holder named with the title of the office, in a sentence without a year: the piece is of the term."""
    out = []
    for hit in holders().find(words):
        holder = hit.payload
        if not _titled(words, hit.first, holder.office) or _former(words, hit.first, hit.last):
            continue
        if any(h.spec.days is not None and _one_sentence(words, h.first, hit.first) for h in found):
            continue
        low = min(start for start, _ in holder.terms)
        ends = [end for _, end in holder.terms]
        known = [end for end in ends if end is not None]
        high = max(known) if len(known) == len(ends) else None
        span = words.span(hit.first, hit.last, hit.skip)
        out.append(Bounds(low, high, words.raw[span[0] : span[1]], span))
    return out


def _titled(words: Words, first: int, office: str) -> bool:
    """Whether the title stands before the name, with at most three words between (رئيس الوزراء العراقي السيد)."""
    for at in range(max(first - 6, 0), first):
        for title in title_ends(office):
            end = at + len(title)
            if first - 3 <= end <= first and all(_same(words.key(at + n), key, n == 0) for n, key in enumerate(title)):
                return True
    return False


def _same(written: str, wanted: str, first: bool) -> bool:
    if written == wanted:
        return True
    bare = wanted.removeprefix("ال")
    return first and any(r.stem == bare and not r.pronoun and (r.article or bare == wanted) for r in readings(written))


def _former(words: Words, first: int, last: int) -> bool:
    return any(
        is_fact_word(words.key(n).removeprefix("و"), "former")
        for n in (*range(first - 4, first), *range(last, last + 2))
        if n >= 0
    )


def _one_sentence(words: Words, a: int, b: int) -> bool:
    low, high = sorted((a, b))
    return not any(words[n].newlines or words[n].key in _STOPS for n in range(low + 1, high + 1))


def _speaking_days(here: Found, fact: Days) -> tuple[date, date] | None:
    """The days on which the expression would mean the fact: the first and the last of them."""
    shift = here.spec.shift
    if shift is None:
        return None
    fits = []
    for n in range(-_REACH, _REACH):
        day = fact[0] + timedelta(days=n)
        days = shift(day)
        if days is not None and days[0] <= fact[0] and fact[1] <= days[1]:
            fits.append(day)
    return (fits[0], fits[-1]) if fits else None


def _taken_office(words: Words, found: list[Found]) -> list[Bounds]:
    """تولى رئاسة الحكومة في السابع من الشهر الماضي: the day of speaking, where one holder of that office is named."""
    out: list[Bounds] = []
    relative = [
        h for h in found if h.spec.shift is not None and h.spec.relation in ("at", "since") and h.spec.weekday is None
    ]
    if not relative:
        return out
    takings = [i for i, w in enumerate(words) if is_fact_word(w.key, "taking")]
    for here in relative:
        for at in takings:
            if not 0 < here.first - at <= 7 or not _one_sentence(words, at, here.first):
                continue
            office = _office(words, at + 1, here.first)
            starts = {s for h in holders().find(words) if h.payload.office == office for s, _ in h.payload.terms}
            days = [_speaking_days(here, (s, s)) for s in sorted(starts)]
            known = [d for d in days if d is not None]
            if len(known) == 1:
                out.append(_bounds(words, here, *known[0]))
    return out


def _office(words: Words, first: int, last: int) -> str | None:
    told = " ".join(words.key(n) for n in range(first, last))
    for name, office in load("facts")["offices"].items():
        if any(fold_key(phrase) in told for phrase in office["taken"]):
            return str(name)
    return None


def _retold(words: Words, found: list[Found], latest: Bounds | None) -> list[Bounds]:
    """One fact told twice, once with its year and once with "last year": صيف العام الماضي beside 10 حزيران 2014.

    Only parts of a year count (a whole year fits anything), of the latest year written, in clauses that share words.
    """
    if latest is None or latest.low is None:
        return []
    out = []
    dated = [
        h
        for h in found
        if h.spec.days is not None and h.spec.days[0].year == latest.low.year and _part_of_year(h.spec.days)
    ]
    for here in found:
        if here.spec.shift is None or here.spec.precision not in ("season", "month", "week"):
            continue
        for other in dated:
            years = _years_of_speaking(here, other.spec.days)
            if years is not None and _alike(words, here, other):
                out.append(_bounds(words, here, date(years, 1, 1), date(years, 12, 31)))
                break
    return out if len({b.low for b in out}) == 1 else []


def _part_of_year(days: Days) -> bool:
    return (days[1] - days[0]).days < 130


def _years_of_speaking(here: Found, fact: Days | None) -> int | None:
    """The year in which the expression would mean the fact, when it depends on the year of speaking alone."""
    shift = here.spec.shift
    if shift is None or fact is None:
        return None
    for year in range(fact[0].year, fact[0].year + 4):
        early, late = shift(date(year, 1, 2)), shift(date(year, 12, 30))
        if early is None or early != late:
            return None
        if early[0] <= fact[1] and fact[0] <= early[1]:
            return year
    return None


def _alike(words: Words, a: Found, b: Found) -> bool:
    return len(_content(words, a) & _content(words, b)) >= _SHARED


def _content(words: Words, here: Found) -> set[str]:
    """The content words around an expression in its sentence, cut to four letters behind their prefixes."""
    out: set[str] = set()
    for step, stop in ((-1, here.first - _WINDOW), (1, here.last + _WINDOW)):
        n = here.first - 1 if step < 0 else here.last
        while 0 <= n < len(words) and n != stop and words[n].key not in _STOPS:
            if words[n].kind == "word":
                out.add(_stem(words[n].key))
            if step < 0 and words[n].newlines:
                break
            n += step
            if step > 0 and n < len(words) and words[n].newlines:
                break
    return {stem for stem in out if len(stem) == 4 and stem not in _COMMON}


_COMMON: Final = frozenset(
    {"محاف", "مناط", "مدين", "منطق", "قوات", "عراق", "الذي", "التي", "اللذ", "خلال", "بينم", "بلده"}
)


@cache
def _stem(key: str) -> str:
    bare = min((r.stem for r in readings(key) if len(r.stem) >= 4), key=len, default=key)
    if len(bare) > 4 and bare[0] in "يت":
        bare = bare[1:]
    return bare[:4]
