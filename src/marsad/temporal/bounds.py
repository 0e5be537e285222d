"""Bounds of a piece's date from what it tells: dates, dated happenings, who holds which office, last year's told with its year."""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache
from typing import Final, NamedTuple

from marsad.model import Span
from marsad.temporal.calendar import Days
from marsad.temporal.facts import Holder, all_titles, founded, happenings, holders, is_fact_word
from marsad.temporal.lexemes import load
from marsad.temporal.months import year_figure
from marsad.temporal.offsets import is_ahead
from marsad.temporal.resolve import Found
from marsad.text.clitics import readings
from marsad.text.folding import fold_key
from marsad.text.memory import remembered
from marsad.text.phrases import Hit
from marsad.text.words import Words

#: A relative mention of a dated fact is looked for so many days around the fact.
_REACH: Final = 500
#: Shared content words that make two clauses tell of one fact.
_SHARED: Final = 3
_WINDOW: Final = 16
_STOPS: Final = frozenset(".؟!")
#: News calls people by an office some weeks before they take it and after they leave it.
_SLACK: Final = timedelta(days=30)
#: So many words before a date a verb in the future makes it one that lies ahead.
_BEFORE_DATE: Final = 8


class Bounds(NamedTuple):
    """Days between which the piece was published, and the words that say so."""

    low: date | None
    high: date | None
    text: str
    span: Span


def find_bounds(words: Words, found: list[Found]) -> list[Bounds]:
    """Every bound that the text gives, whether they agree or not.

    "قال رئيس الوزراء العراقي حيدر العبادي" gives his terms; "في 3 مايو 2017" that the piece is not older.
    """
    bounds = [*_events_named(words), *_terms(words, found)]
    latest = _latest(words, found)
    if latest is not None:
        bounds.append(latest)
    return [*bounds, *_glossed(words, found), *_retold(words, found, latest), *_taken_office(words, found)]


def at_words(words: Words, here: Found, low: date | None, high: date | None) -> Bounds:
    """The bounds that an expression gives."""
    span = words.span(here.first, here.last, here.skip)
    return Bounds(low, high, words.raw[span[0] : span[1]], span)


def _latest(words: Words, found: list[Found]) -> Bounds | None:
    """The latest written date that is no plan: the piece is not older."""
    past = [h for h in found if h.spec.days is not None and h.spec.basis == "explicit" and not _ahead(words, h)]
    if not past:
        return None
    here = max(past, key=lambda h: _first_day(h))
    return at_words(words, here, _first_day(here), None)


def _first_day(here: Found) -> date:
    return here.spec.days[0] if here.spec.days is not None else date.min


def _ahead(words: Words, here: Found) -> bool:
    """Whether a date lies ahead or is a plan: بحلول 2030, ستنطلق في 3 مايو 2018, تعتزم … نهاية 2019."""
    if here.spec.relation in ("until", "before"):
        return True
    if any(is_fact_word(words.key(n), "ahead") for n in range(here.first, min(here.last + 3, len(words)))):
        return True
    n = here.first - 1
    while n >= 0 and words[n].key not in _STOPS and not words[n + 1].newlines:
        near = here.first - n <= _BEFORE_DATE
        if is_fact_word(words.key(n), "ahead" if near else "planning") or (near and is_ahead(words.key(n))):
            return True
        n -= 1
    return False


def _events_named(words: Words) -> list[Bounds]:
    out = []
    for hit in (*happenings().find(words), *founded().find(words)):
        span = words.span(hit.first, hit.last, hit.skip)
        out.append(Bounds(hit.payload, None, words.raw[span[0] : span[1]], span))
    return out


def _terms(words: Words, found: list[Found]) -> list[Bounds]:
    """Holders named with the title of their office, in a sentence without a year: the piece is of the term.

    Of several holders of one office only the last counts: the others are recalled. In a sentence about the past no term ends
    the bounds.
    """
    named: dict[tuple[str, str], list[tuple[Hit[Holder], date, date | None]]] = {}
    for hit in holders().find(words):
        holder = hit.payload
        if not _titled(words, hit.first, holder.office) or _former(words, hit.first, hit.last):
            continue
        if any(h.spec.days is not None and _one_sentence(words, h.first, hit.first) for h in found):
            continue
        low = min(start for start, _ in holder.terms) - _SLACK
        ends = [end for _, end in holder.terms]
        known = [end for end in ends if end is not None]
        high = max(known) + _SLACK if len(known) == len(ends) else None
        if _recalled(words, hit.first):
            high = None
        named.setdefault((holder.country, holder.office), []).append((hit, low, high))
    out = []
    for hits in named.values():
        last = max(low for _, low, _ in hits)
        for hit, low, high in hits:
            if low == last:
                span = words.span(hit.first, hit.last, hit.skip)
                out.append(Bounds(low, high, words.raw[span[0] : span[1]], span))
    return out


def _recalled(words: Words, i: int) -> bool:
    """Whether the sentence of word `i` recalls the past: وكان الرئيس … قد, إبان حكم, عندما."""
    n = i - 1
    while n >= 0 and not words[n + 1].newlines and words[n].key not in _STOPS:
        if is_fact_word(words.key(n), "recalling"):
            return True
        n -= 1
    return False


def _titled(words: Words, first: int, office: str) -> bool:
    """Whether the title stands before the name, with at most three words between (رئيس الوزراء العراقي السيد).

    Of titles that begin with one word the longest counts: رئيس الوزراء is not the رئيس of a state.
    """
    keys = words.keys
    for at in range(max(first - 6, 0), first):
        ends = {
            (at + 1 + len(rest), name)
            for name, rest in _titles_from(keys[at])
            if at + 1 + len(rest) <= first and tuple(keys[at + 1 : at + 1 + len(rest)]) == rest
        }
        longest = max((end for end, _ in ends), default=0)
        if first - 3 <= longest and (longest, office) in ends:
            return True
    return False


@cache
def _titles_by_word() -> dict[tuple[str, bool], list[tuple[str, tuple[str, ...]]]]:
    """The offices and the other words of each title by its first word, without the article, and whether it has one."""
    out: dict[tuple[str, bool], list[tuple[str, tuple[str, ...]]]] = {}
    for name, title in all_titles():
        bare = title[0].removeprefix("ال")
        out.setdefault((bare, bare != title[0]), []).append((name, title[1:]))
    return out


@remembered
def _titles_from(key: str) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """The offices with a title that begins with this word, and the title's other words."""
    bare = key.removeprefix("ال")  # أمير قطر is a head of state, الأمير is not
    heads = {(bare, bare != key), *((r.stem, r.article) for r in readings(key) if not r.pronoun)}
    return tuple(title for head in heads for title in _titles_by_word().get(head, ()))


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


#: So many words at most lie between who takes an office and when.
_TAKING: Final = 7


def _taken_office(words: Words, found: list[Found]) -> list[Bounds]:
    """تولى رئاسة الحكومة في السابع من الشهر الماضي: the day of speaking, where one holder of that office is named."""
    out: list[Bounds] = []
    relative = [
        h for h in found if h.spec.shift is not None and h.spec.relation in ("at", "since") and h.spec.weekday is None
    ]
    if not relative:
        return out
    for here in relative:
        for at in range(max(here.first - _TAKING, 0), here.first):
            if not is_fact_word(words.keys[at], "taking") or not _one_sentence(words, at, here.first):
                continue
            office = _office(words, at + 1, here.first)
            starts = {s for h in holders().find(words) if h.payload.office == office for s, _ in h.payload.terms}
            days = [_speaking_days(here, (s, s)) for s in sorted(starts)]
            known = [d for d in days if d is not None]
            if len(known) == 1:
                out.append(at_words(words, here, *known[0]))
    return out


def _office(words: Words, first: int, last: int) -> str | None:
    told = " ".join(words.key(n) for n in range(first, last))
    for name, office in load("facts")["offices"].items():
        if any(fold_key(phrase) in told for phrase in office["taken"]):
            return str(name)
    return None


def _glossed(words: Words, found: list[Found]) -> list[Bounds]:
    """العام الماضي (2014), العام الجاري 2022: a year told both relatively and by its number."""
    out = []
    for here in found:
        shift = here.spec.shift
        if shift is None or here.spec.precision not in ("year", "season") or here.spec.unsure:
            continue
        j = here.last
        while words.key(j) in ("(", "،", ",", "-", "أي", "اي") and j < here.last + 2:
            j += 1
        year = year_figure(words, j)
        if year is None or words[j].newlines:
            continue
        spoken = [
            y for y in range(year - 3, year + 4) if (d := shift(date(y, 7, 1))) and d[0].year == d[1].year == year
        ]
        if len(spoken) == 1:
            out.append(at_words(words, here, date(spoken[0], 1, 1), date(spoken[0], 12, 31)))
    return out


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
                out.append(at_words(words, here, date(years, 1, 1), date(years, 12, 31)))
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


@remembered
def _stem(key: str) -> str:
    bare = min((r.stem for r in readings(key) if len(r.stem) >= 4), key=len, default=key)
    if len(bare) > 4 and bare[0] in "يت":
        bare = bare[1:]
    return bare[:4]
