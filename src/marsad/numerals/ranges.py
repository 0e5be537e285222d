"""Two numbers that bound one amount: بين 15 و20, من ثلاثة إلى خمسة, 10 أو 12, 5-7 جرحى, بين 10% و15%."""

from __future__ import annotations

from typing import Final, NamedTuple

from msgspec.structs import replace

from marsad.model.mention import Quantity
from marsad.numerals import roles
from marsad.numerals.data import hints, noun_hints, plain_hints
from marsad.text.figures import tidy
from marsad.text.numbers import NumberReading, number_word, parse_figures, read_number
from marsad.text.words import Words

_HYPHENS: Final = frozenset("-–—~")
#: Drawn longer, the line between two letters stands for a hyphen: 25 ـ 40.
_TATWEEL: Final = "ـ"
_MEASURES: Final = ("follow:distance", "follow:money", "follow:other")
_SMALL_PARTS: Final = frozenset({2, 3, 4, 5, 6, 8, 10})
_MINUS: Final = frozenset({"-", "−"})
_MA: Final = frozenset({"ما", "بما", "وما", "لما", "فما"})
#: How far around a hyphen words of sport make a score of it, and before a pair verbs of change make it a change.
_NEAR: Final = 10
_CHANGE_NEAR: Final = 7


class Pair(NamedTuple):
    """A range: its bounds, and the words [first, last) with `skip` letters of clitics before it."""

    low: int | float
    high: int | float
    last: int
    first: int
    skip: int


def read_pair(words: Words, number: NumberReading) -> Pair | None:
    """The range that the number begins, None when it stands alone.

    >>> read_pair(Words("بين 15 و20 شخصا"), read_number(Words("بين 15 و20 شخصا"), 1))[:2]
    (15, 20)
    """
    opener = roles.before(words, number.first)
    if opener >= 0 and words[opener + 1].newlines:
        opener = -1
    if opener >= 0 and "openers" in hints(words[opener].key):
        pair = _between(words, number, opener)
        if pair is not None:
            return pair
    at = _behind_measure(words, number.last)
    if at >= len(words) or words[at].newlines:
        return None
    key = words[at].key
    if words[at].kind == "number":
        gap = words.raw[words[at - 1].end : words[at].start].strip()
        second = _second(words, at, False, number.last) if gap and not gap.strip(_TATWEEL) else None
        return _pair(words, number, second, -1) if second and _is_hyphen_range(words, number, second, at) else None
    if "joiners" in plain_hints(key):
        start = opener >= 0 and "from" in plain_hints(words.key(opener))
        if start and key != "او" and _change(words, number.first):
            return None
        if (at > number.last and not start and roles.percent_end(words, number.last) == number.last) or (
            key == "حتي" and not start
        ):
            return None
        second = _second(words, at + 1, at > number.last, number.last)
        return _pair(words, number, second, opener if start and key != "او" else -1)
    if key in _HYPHENS and at + 1 < len(words) and (words[at + 1].kind == "number" or not number.figures):
        second = _second(words, at + 1, False, number.last)
        if second is not None and _is_hyphen_range(words, number, second, at):
            return _pair(words, number, second, -1)
    return None


def _between(words: Words, number: NumberReading, opener: int) -> Pair | None:
    """بين … و…: where the first number has taken the second in (بين 50 ألفا و70 ألفا), it is cut before the last و that gives a range."""
    at = _behind_measure(words, number.last)
    if at < len(words) and not words[at].newlines:
        key = words[at].key
        second = None
        if key == "و" or "joiners" in plain_hints(key):
            second = _second(words, at + 1, at > number.last, number.last)
        elif key[0] == "و":
            second = _second(words, at, at > number.last, number.last)
        pair = _pair(words, number, second, opener)
        if pair is not None:
            return pair
    if words[opener].key[0] == "و" or words.key(opener - 1) == "من":
        return None  # "وبين", "من بين ثلاثة وعشرين معتقلا"
    for cut in range(number.last - 1, number.first, -1):
        if words[cut].key[0] != "و":
            continue
        first = read_number(words, number.first, cut)
        second = read_number(words, cut + (words[cut].key == "و"))
        if first is not None and first.last == cut:
            pair = _pair(words, first, second, opener)
            if pair is not None:
                return pair
    return None


def _behind_measure(words: Words, last: int) -> int:
    """The position behind the sign of percent or the measure of the first number, which may tell both: 10% إلى 15%."""
    percent = roles.percent_end(words, last)
    if percent > last or last >= len(words):
        return percent
    return last + 1 if any(h in noun_hints(words[last].key) for h in _MEASURES) else last


def _second(words: Words, i: int, measured: bool, first_last: int) -> NumberReading | None:
    """The second number at `i`; a measure behind the first must be the second's too, in the singular or the plural."""
    while i < len(words) and words[i].key in ("ال", "ل"):
        i += 1
    number = read_number(words, i) if i < len(words) else None
    if number is None or not measured:
        return number
    if roles.percent_end(words, first_last) > first_last:
        told = noun_hints(words.key(number.last))
        return None if any(h in told for h in _MEASURES) else number  # بنسبة 1.45% إلى 6.98 درهم
    mine, other = noun_hints(words.key(first_last)), noun_hints(words.key(number.last))
    return number if any(h in mine and h in other for h in _MEASURES) else None


def _pair(words: Words, number: NumberReading, second: NumberReading | None, opener: int) -> Pair | None:
    if second is None or second.rank or second.fraction != number.fraction:
        return None
    low, high = number.value, second.value
    if second.scale > 1 and low < second.scale and number.scale == 1 and low * second.scale < high:
        low *= second.scale
    if low >= high:
        return None
    if opener < 0:
        return Pair(low, high, second.last, number.first, number.skip)
    key = words[opener].key
    before = words.key(opener - 1)
    if before in _MA and key == "بين":
        return Pair(low, high, second.last, opener - 1, len(before) - 2)
    return Pair(low, high, second.last, opener, 1 if key[0] in "وف" and "openers" in hints(key) else 0)


def _is_hyphen_range(words: Words, number: NumberReading, second: NumberReading, at: int) -> bool:
    """Whether 5-7 is a range, and no score, date, span of years, or part of a longer figure (5-3-2)."""
    first = number.first
    if first and words[first].glued and (words[first - 1].kind == "latin" or words[first - 1].key in "-–—/.:+"):
        return False
    behind = second.last
    if behind < len(words) and words[behind].key in "-–—/:" and words[behind].glued:
        return False
    after = noun_hints(words[behind].key) if behind < len(words) else frozenset[str]()
    if "follow:month" in after or roles.of_month(words, behind):
        return False
    if "counted" in after or any(h in after for h in _MEASURES) or roles.percent_end(words, behind) > behind:
        return True
    if roles.is_accusative(words, behind, second.value):
        return True
    if roles.year_figure(words, first) or words[first].text[0] == "0" or words[second.first].text[0] == "0":
        return False
    told = hints(words.key(roles.before(words, first)))
    return not ("precede:other" in told or "precede:unit" in told or _sport(words, first, at))


def _sport(words: Words, first: int, at: int) -> bool:
    near = range(max(first - _NEAR, 0), min(at + _NEAR, len(words)))
    return any("sport" in hints(words[i].key) for i in near)


def _change(words: Words, first: int) -> bool:
    """Whether a verb of change stands shortly before: from … to … is then no range."""
    for at in range(first - 1, max(first - _CHANGE_NEAR, -1), -1):
        if words[at].kind == "mark" and words[at].key in ".،؛":
            return False
        if "spans" in hints(words[at].key):
            return False  # زادت بنسبة تتراوح من 5 إلى 7
        if "moves" in hints(words[at].key):
            return True
    return False


def number_two(key: str) -> bool:
    """Whether a word is the number two (اثنين, واثنتان)."""
    word = number_word(key) if key else None
    return word is not None and word.kind == "unit" and word.value == 2


def read_slashed(words: Words, i: int) -> NumberReading | None:
    """2/3 السكان: a fraction of small figures before what it is a part of, or alone; 12/9 in a sentence is a date."""
    if words.key(i + 1) != "/" or i + 2 >= len(words) or words[i].kind != "number" or words[i + 2].kind != "number":
        return None
    above, below = parse_figures(words[i].text), parse_figures(words[i + 2].text)
    if above is None or not below:
        return None
    if len(words) > 3 + (i == 1 and words.key(0) in _MINUS):
        whole = words.key(i + 3)
        if not (words[i + 1].glued and words[i + 2].glued and whole.startswith("ال") and below in _SMALL_PARTS):
            return None
        if above >= below or (i and words[i].glued and words[i - 1].kind != "word") or "follow:month" in hints(whole):
            return None
    return NumberReading(tidy(above / below), i, i + 3, figures=True, fraction=True)


def part_of(words: Words, at: int) -> tuple[float, int] | None:
    """The part that a measure goes on with, and the position behind it: the ونصف of ساعتين ونصف, the ونصف العام of عامين ونصف العام."""
    separate = words.key(at) == "و"
    at += separate
    word = number_word(words.key(at)) if words.key(at) else None
    if word is None or word.kind != "fraction" or word.article or word.prefix != ("" if separate else "و"):
        return None
    whole = words.key(at + 1)
    if whole.startswith("ال") and any(h in noun_hints(whole) for h in _MEASURES):
        return word.value, at + 2
    return word.value, at + 1


def with_sign(words: Words, quantity: Quantity) -> Quantity:
    """The quantity with the minus before it (-5 درجات, سالب 3), where it is neither a list mark nor a hyphen."""
    first = quantity.first
    if not first or quantity.min is None or quantity.qualifier != "exact" or quantity.span[0] != words[first].start:
        return quantity
    sign, alone = words[first - 1], first == 1 and quantity.last == len(words)
    if (sign.key == "٫" or (alone and sign.key == ".")) and words[first].glued and quantity.min == quantity.max:
        return _signed(words, quantity, float(f"0.{words[first].text}") if words[first].text.isdecimal() else None)
    if sign.key in _MINUS:
        if not words[first].glued or not (alone or quantity.role in ("distance", "money", "other", "percent")):
            return quantity
        if not alone and (sign.glued or first == 1 or sign.newlines or roles.year_figure(words, first)):
            return quantity
    elif sign.key not in ("سالب", "ناقص") or not (alone or sign.key == "سالب"):
        return quantity
    return _signed(words, quantity, -quantity.min)


def _signed(words: Words, quantity: Quantity, value: float | None) -> Quantity:
    """The quantity with the word before it as its sign."""
    if value is None:
        return quantity
    span = (words[quantity.first - 1].start, quantity.span[1])
    text = words.raw[span[0] : span[1]]
    return replace(quantity, text=text, span=span, first=quantity.first - 1, min=value, max=value)


def join_bounds(words: Words, low: Quantity, high: Quantity) -> Quantity | None:
    """أكثر من 10 وأقل من 20: one range; None when the two bounds are told of different things."""
    between = words.keys[low.last : high.first]
    if low.qualifier != "at_least" or low.role not in (high.role, "count") or low.min is None or high.max is None:
        return None
    if not low.min < high.max or (between and (between != ["و"] or high.min != 0)):
        return None
    if not between and words.span(high.first, high.last)[0] == high.span[0]:
        return None  # no و joins them
    span = (low.span[0], high.span[1])
    return replace(
        high,
        text=words.raw[span[0] : span[1]],
        span=span,
        first=low.first,
        min=low.min,
        qualifier="range",
    )
