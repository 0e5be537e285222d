"""Every number and vague amount of a text, with bounds and role."""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from marsad.model.event import Qualifier
from marsad.model.mention import NumberRole, Quantity
from marsad.numerals import roles
from marsad.numerals.bounds import bound_after, bound_before, verb_before
from marsad.numerals.data import hints, load, noun_hints
from marsad.numerals.ranges import join_bounds, part_of, read_pair, read_slashed, with_sign
from marsad.numerals.ranks import is_rank, ordinal_role
from marsad.numerals.vague import (
    Amount,
    amount_stems,
    dual_measure,
    one_of_start,
    read_one_of,
    read_vague,
    vague_role,
    vague_start,
)
from marsad.text.clitics import may_begin
from marsad.text.figures import VULGAR, is_dotted
from marsad.text.folding import fold_key
from marsad.text.numbers import NumberReading, NumberWord, number_word, read_number
from marsad.text.numberwords import number_stems
from marsad.text.opening import Opening
from marsad.text.words import Words

_NO_ARTICLE: Final = NumberWord("unit", 1, "", False, 0)
_YESTERDAY: Final = "امس"


@cache
def _stems() -> frozenset[str]:
    return number_stems() | amount_stems()


def _starts(key: str) -> bool:
    """Whether a number or amount may start with the word of this look-up form."""
    if key[0].isdecimal() or key in VULGAR:
        return True
    if not may_begin(key, _stems()):
        return False
    word = number_word(key)
    if word is not None and word.kind != "point":
        return True
    return vague_start(key) or one_of_start(key) is not None or dual_measure(key) is not None


_OPENING: Final = Opening(_starts, _stems)


def find_quantities(words: Words) -> list[Quantity]:
    """Every number and vague amount, in order, without overlaps.

    >>> [(q.text, q.min, q.max, q.qualifier) for q in find_quantities(Words("أصيب أكثر من 100 شخص وعدد من الجنود"))]
    [('أكثر من 100', 100, None, 'at_least'), ('عدد من', 3, None, 'vague')]
    """
    found: list[Quantity] = []
    at = 0
    for i, _ in _OPENING.at(words):
        if i < at or words[i].kind == "latin":
            continue
        for quantity in _at(words, i, at):
            at = quantity.last
            found.append(with_sign(words, quantity))
            if quantity.qualifier == "at_most" and len(found) > 1:
                joined = join_bounds(words, found[-2], found[-1])
                found[-2:] = [joined] if joined is not None else found[-2:]
    return found


def parse_number(text: str) -> float | int | None:
    """The value of a whole expression, figures or words; None when it is no number.

    >>> parse_number("مئة وخمسة وعشرون"), parse_number("٢٬٥٠٠"), parse_number("كتاب")
    (125, 2500, None)
    """
    sign, bare = (-1, text.strip()[1:]) if re.match(r"\s*[-−]\s*[\d٠-٩]", text) else (1, text.strip())
    if re.fullmatch(r"[.٫][\d٠-٩]+", bare):
        bare = f"0{bare}"
    words = Words(bare)
    if not len(words):
        return None
    number = read_slashed(words, 0) or read_number(words, 0)
    if number is not None and number.last == len(words):
        return sign * number.value
    return None


def _at(words: Words, i: int, floor: int) -> list[Quantity]:
    """What starts at word `i`: a number, a vague amount, one of several, a measure in the dual."""
    number = read_slashed(words, i) or read_number(words, i)
    if number is None and words[i].kind == "number":
        return [_figure_without_value(words, i)]
    if number is not None and not _in_name(words, number):
        return [_ordinal(words, number)] if number.rank else [_cardinal(words, number, floor)]
    amount = (read_vague(words, i) or read_one_of(words, i)) if number is None else None
    if amount is not None:
        return [_vague(words, amount)]
    dual = dual_measure(words[i].key) if number is None else None
    if dual is None:
        return []
    part, last = part_of(words, i + 1) or (0, i + 1)
    return [_quantity(words, i, last, dual[1], dual[0], 2 + part, 2 + part, "exact", None)]


@cache
def _number_names() -> frozenset[str]:
    return frozenset(fold_key(name) for name in load("roles")["number_names"])


def _in_name(words: Words, number: NumberReading) -> bool:
    """Number words that are part of a name or of a time: بئر السبع, كانون الثاني, الاثنين, أول أمس."""
    if number.figures:
        return False
    if f"{words.key(number.first)} {words.key(number.last)}" in _number_names():
        return True
    key = words[number.first].key
    previous = words.key(number.first - 1)
    if number.last == number.first + 1:
        if number.value == 2 and number.article and not number.rank:
            return True
        if number.rank and number.value == 1 and (words.key(number.last) == _YESTERDAY or previous == _YESTERDAY):
            return True
        if (
            number.rank
            and number.value == 1
            and words.key(number.last) == "من"
            and words.key(number.last + 1) == _YESTERDAY
        ):
            return True
    if number.last == number.first + 1 and previous and "names_before" in hints(previous):
        return number.rank or number.article or key in ("ثاني", "اول")
    return False


def _cardinal(words: Words, number: NumberReading, floor: int) -> Quantity:
    if is_rank(words, number):
        return _ordinal(words, number)
    low: int | float = number.value
    high: int | float | None = number.value
    qualifier: Qualifier = "exact"
    first, last, skip = number.first, number.last, number.skip
    pair = read_pair(words, number)
    if pair is not None and pair.first >= floor:
        low, high, last, first, skip = pair
        qualifier = "range"
    bound = bound_before(words, first) if qualifier == "exact" else None
    if bound is not None and bound[1] < floor:
        bound = None
    tail, last = last, roles.percent_end(words, last)
    sign_first = last == tail and words.key(first - 1) in roles.PERCENT_SIGNS and first > floor
    role = "percent" if last > tail or sign_first else roles.role_of(words, number, tail, bound is not None)
    low, high = _as_decimal(words, number, role, low, high)
    part = _part_behind(words, number, last, role) if qualifier == "exact" else None
    if part is not None:
        low, high, tail, last = low + part[0], low + part[0], part[1], part[1]
    if qualifier == "exact":
        if bound is not None:
            qualifier, first, skip = bound
        else:
            after = bound_after(words, last)
            if after is not None:
                qualifier = after[0]
                last = after[2] if after[1] == last else last
            else:
                qualifier = verb_before(words, first) or "exact"
        low, high = _bounded(low, qualifier)
    if sign_first and first == number.first:
        first, skip = first - 1, 0
    noun = None if role in ("year",) or _stands_behind(words, number) else _noun(words, number.first, last)
    if role == "count" and tail == number.first + 1 and not number.figures and number.value == 1:
        role, noun = _one(words, number.first), None
    if role == "count" and _behind_measure(words, number, noun):
        role = "other"
    return _quantity(words, first, last, skip, role, low, high, qualifier, noun)


def _as_decimal(
    words: Words, number: NumberReading, role: NumberRole, low: int | float, high: int | float | None
) -> tuple[int | float, int | float | None]:
    """5.125% has no thousands: a dotted figure of percent is a decimal."""
    text = words[number.first].text
    if role != "percent" or low != high or not number.figures or number.last > number.first + 1 or not is_dotted(text):
        return low, high
    return float(text), float(text)


def _part_behind(words: Words, number: NumberReading, last: int, role: NumberRole) -> tuple[float, int] | None:
    """3 ساعات ونصف: what a part behind the measure adds, and the position behind it; None when there is no part."""
    if role not in ("distance", "money", "other", "age") or number.scale > 1 or number.fraction or last >= len(words):
        return None
    if not any(f"follow:{role}" in noun_hints(words.key(last)) for role in ("distance", "money", "other")):
        return None
    return part_of(words, last + 1)


def _bounded(value: int | float, qualifier: Qualifier) -> tuple[int | float, int | float | None]:
    if qualifier == "at_least":
        return value, None
    return (0, value) if qualifier == "at_most" else (value, value)


def _one(words: Words, i: int) -> NumberRole:
    """واحد behind its noun: a count, unless the noun is a time or a manner (في آن واحد)."""
    article = (number_word(words[i].key) or _NO_ARTICLE).article
    told = hints(words.key(i - 1))
    return "other" if article or "one_other" in told or any(h.startswith("follow:") for h in told) else "count"


def _stands_behind(words: Words, number: NumberReading) -> bool:
    """الجنود الثلاثة: the number with the article follows its noun."""
    previous = words[number.first - 1] if number.first else None
    if previous is None or previous.kind != "word" or not number.article:
        return False
    return len(previous.key) > 3 and (
        previous.key[:2] == "ال" or previous.key[1:3] == "ال" or previous.key.startswith("لل")
    )


def _behind_measure(words: Words, number: NumberReading, noun: int | None) -> bool:
    """الأيام العشرة, الساعات الـ48 الماضية: the number with the article behind the measure."""
    if number.article:
        return noun is None and _measures(words, number.first - 1)
    article = number.figures and words[number.first].glued and words.key(number.first - 1) in ("ال", "بال", "لل")
    return article and _measures(words, number.first - 2) and (noun is None or words[noun].key.startswith("ال"))


def _measures(words: Words, i: int) -> bool:
    return any(h in hints(words[i].key) for h in ("follow:other", "follow:distance", "follow:money"))


def _ordinal(words: Words, number: NumberReading) -> Quantity:
    role = ordinal_role(words, number)
    first, last = number.first, number.last
    start, end = words.span(first, last, number.skip)
    return Quantity(
        text=words.raw[start:end],
        span=(start, end),
        first=first,
        last=last,
        role=role,
        ordinal=int(number.value),
        noun=None if number.article or number.figures else _noun(words, first, last),
    )


def _vague(words: Words, amount: Amount) -> Quantity:
    role = "count" if amount.pronoun else vague_role(words, amount.last)
    noun = None if amount.pronoun else _noun(words, amount.first, amount.last)
    return _quantity(
        words, amount.first, amount.last, amount.skip, role, amount.min, amount.max, amount.qualifier, noun
    )


def _figure_without_value(words: Words, i: int) -> Quantity:
    """A figure that is no number, as a date with dots (12.9.2015)."""
    start, end = words.span(i, i + 1)
    return Quantity(text=words.raw[start:end], span=(start, end), first=i, last=i + 1, role="other")


def _noun(words: Words, first: int, last: int) -> int | None:
    """The word right behind a number, behind its closing quotation mark too."""
    if last < len(words) and roles.closes(words, last) and roles.opens(words, first - 1):
        last += 1
    if last >= len(words) or words[last].kind != "word" or words[last].newlines or roles.starts_anew(words[last].key):
        return None
    return last


def _quantity(
    words: Words,
    first: int,
    last: int,
    skip: int,
    role: NumberRole,
    low: int | float,
    high: int | float | None,
    qualifier: Qualifier,
    noun: int | None,
) -> Quantity:
    start, end = words.span(first, last, skip)
    return Quantity(
        text=words.raw[start:end],
        span=(start, end),
        first=first,
        last=last,
        role=role,
        min=low,
        max=high,
        qualifier=qualifier,
        noun=noun,
    )
