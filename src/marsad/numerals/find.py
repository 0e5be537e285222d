"""Every number and vague amount of a text, with bounds and role."""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from marsad.model.event import Qualifier
from marsad.model.mention import NumberRole, Quantity
from marsad.numerals import roles
from marsad.numerals.bounds import bound_after, bound_before, verb_before
from marsad.numerals.data import hints, load, plain_hints
from marsad.numerals.vague import Amount, dual_measure, one_of_start, read_one_of, read_vague, vague_role, vague_start
from marsad.text.folding import fold_key
from marsad.text.numbers import NumberReading, NumberWord, number_word, parse_figures, read_number
from marsad.text.words import Words

_NO_ARTICLE: Final = NumberWord("unit", 1, "", False, 0)
_HYPHENS: Final = frozenset("-–—")
_YESTERDAY: Final = "امس"


@cache
def _starts(key: str) -> bool:
    """Whether a number or amount may start with the word of this look-up form."""
    if key[0].isdecimal():
        return True
    word = number_word(key)
    if word is not None and word.kind != "point":
        return True
    return vague_start(key) or one_of_start(key) is not None or dual_measure(key) is not None


def find_quantities(words: Words) -> list[Quantity]:
    """Every number and vague amount, in order, without overlaps.

    >>> [(q.text, q.min, q.max, q.qualifier) for q in find_quantities(Words("أصيب أكثر من 100 شخص وعدد من الجنود"))]
    [('أكثر من 100', 100, None, 'at_least'), ('عدد من', 3, None, 'vague')]
    """
    found: list[Quantity] = []
    at = 0
    starts = _starts
    for i, word in enumerate(words):
        if not starts(word.key) or i < at or word.kind in ("latin", "mark"):
            continue
        quantities = _at(words, i, at)
        if quantities:
            found += quantities
            at = quantities[-1].last
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
    number = read_number(words, 0)
    if number is not None and number.last == len(words):
        return sign * number.value
    return _fraction_of_figures(words, sign)


def _fraction_of_figures(words: Words, sign: int) -> float | int | None:
    """12/10 alone, which in running text would be a date."""
    if len(words) != 3 or words[1].key != "/":
        return None
    above, below = parse_figures(words[0].text), parse_figures(words[2].text)
    if above is None or not below:
        return None
    value = sign * above / below
    return int(value) if value == int(value) else value


def _at(words: Words, i: int, floor: int) -> list[Quantity]:
    """What starts at word `i`: a number, a vague amount, one of several, a measure in the dual."""
    number = read_number(words, i)
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
    return [_quantity(words, i, i + 1, dual[1], dual[0], 2, 2, "exact", None)]


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
    low: int | float = number.value
    high: int | float | None = number.value
    qualifier: Qualifier = "exact"
    first, last, skip = number.first, number.last, number.skip
    pair = _range(words, number)
    if pair is not None:
        low, high, last, first, skip = pair
        qualifier = "range"
    percent = roles.percent_end(words, last)
    bound = bound_before(words, first) if qualifier == "exact" else None
    if bound is not None and bound[1] < floor:
        bound = None
    role: NumberRole = (
        "percent"
        if percent > last or words.key(first - 1) in ("%", "٪")
        else roles.role_of(words, number, last, bound is not None)
    )
    tail = last
    last = percent
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
    noun = None if role in ("year",) or _stands_behind(words, number) else _noun(words, number.first, last)
    if role == "count" and tail == number.first + 1 and not number.figures and number.value == 1:
        role, noun = _one(words, number.first), None
    if role == "count" and noun is None and number.article and _measures(words, number.first - 1):
        role = "other"  # الأيام العشرة
    return _quantity(words, first, last, skip, role, low, high, qualifier, noun)


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


def _measures(words: Words, i: int) -> bool:
    return any(h in hints(words[i].key) for h in ("follow:other", "follow:distance", "follow:money"))


def _range(words: Words, number: NumberReading) -> tuple[int | float, int | float, int, int, int] | None:
    """بين 15 و20, من ثلاثة إلى خمسة, 10 أو 12, 13-15 شخصا: low, high, last, first, clitics of the first word."""
    second, opener = _second(words, number)
    if second is None or second.rank or second.fraction:
        return None
    low, high = number.value, second.value
    if second.scale > 1 and low < second.scale and number.scale == 1 and low * second.scale < high:
        low *= second.scale
    if low >= high:
        return None
    if opener >= 0:
        key = words[opener].key
        skip = 1 if key[0] in "وف" and "openers" in hints(key) else 0
        if words.key(opener - 1) == "ما" and key == "بين":
            return low, high, second.last, opener - 1, 0
        return low, high, second.last, opener, skip
    return low, high, second.last, number.first, number.skip


def _second(words: Words, number: NumberReading) -> tuple[NumberReading | None, int]:
    """The second number of a pair and the position of the opening word, -1 without one."""
    at, opener = number.last, roles.before(words, number.first)
    if at >= len(words) or words[at].newlines:
        return None, -1
    before = hints(words[opener].key) if opener >= 0 else frozenset[str]()
    key = words[at].key
    if "openers" in before:
        if key == "و" or "joiners" in plain_hints(key):
            return _read(words, at + 1), opener
        second = _read(words, at)
        return (second, opener) if second is not None and key[0] == "و" else (None, -1)
    if "joiners" in plain_hints(key):
        start = "from" in plain_hints(words.key(opener)) if opener >= 0 else False
        if key != "او" and _change(words, number.first):
            return None, -1
        if key == "حتي" and not start:
            return None, -1
        return _read(words, at + 1), opener if start and key != "او" else -1
    if key in _HYPHENS and at + 1 < len(words) and words[at + 1].kind == "number":
        second = _read(words, at + 1)
        after = hints(words.key(second.last)) if second is not None else frozenset[str]()
        if second is not None and (
            "counted" in after
            or any(h.startswith("follow:") for h in after)
            or roles._accusative(words, second.last, second.value)
        ):
            return second, -1
    return None, -1


def _read(words: Words, i: int) -> NumberReading | None:
    while i < len(words) and words[i].key in ("ال", "ل"):
        i += 1
    return read_number(words, i) if i < len(words) else None


def _change(words: Words, first: int) -> bool:
    """Whether a verb of change stands shortly before: from … to … is then no range."""
    for at in range(first - 1, max(first - 7, -1), -1):
        if words[at].kind == "mark" and words[at].key in ".،؛":
            return False
        if "moves" in hints(words[at].key):
            return True
    return False


def _ordinal(words: Words, number: NumberReading) -> Quantity:
    role = roles.ordinal_role(words, number)
    if role == "ordinal" and words.key(number.first - 1) in ("الساعه", "ساعه", "الماده", "ماده"):
        role = "other"
    first, last = number.first, number.last
    start, end = words.span(first, last, number.skip)
    return Quantity(
        text=words.raw[start:end],
        span=(start, end),
        first=first,
        last=last,
        role=role,
        ordinal=int(number.value),
        noun=None if number.article else _noun(words, first, last),
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
