"""Times told from a happening: بعد يومين من الهجوم, بعد أسبوع على اغتيال سليماني, بعد ذلك بيومين, وبعد ثلاثة أيام."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from math import ceil
from typing import Final, Literal

from marsad.temporal.calendar import Days
from marsad.temporal.facts import happening_at
from marsad.temporal.lengths import Amount, amount_precision, back, read_amount
from marsad.temporal.lexemes import at, is_listed
from marsad.temporal.spec import Parsed, Spec
from marsad.text.memory import remembered
from marsad.text.numbers import read_number
from marsad.text.words import Words

Point = Callable[[Words, int], Parsed | None]

#: Between a length of time and the happening that it is counted from.
_FROM: Final = frozenset({"من", "علي", "عن"})
#: A date that says when the happening was may follow so many words behind it.
_REACH: Final = 10
#: A clause of the happening begins; without one its date stands at most two words behind it.
_WHICH: Final = frozenset({"الذي", "التي", "وقع", "وقعت", "نفذ", "نفذه", "استهدف", "استهدفت", "جري", "جرت"})
_STOPS: Final = frozenset(".؟!؛،,")
_ENDS: Final = frozenset(".؟!؛")
_ITSELF: Final = frozenset({"بعدها", "قبلها", "بعده", "قبله"})
#: The words that may open such an expression without being words of time.
SINCE_THAT: Final = frozenset(c + word for c in ("", "و", "ف") for word in _ITSELF)
_THAT: Final = frozenset({"ذلك", "هذا"})
_FUTURE_LETTERS: Final = ("سي", "ست", "سن")
#: A sentence with no more words than these before the time is a bare note: "يبدأ بعد يومين".
_NOTE: Final = 2


def counted_from(words: Words, amount: Amount, forward: bool, point: Point) -> Parsed | Literal["plain"] | None:
    """A length of time before or after a happening; "plain" when what follows is no happening (قبل يومين من منزله).

    Dated are the happenings of `data/facts.yaml`, feasts, written days, and a happening whose date follows in its clause.
    Others have no date: the mention is unresolved. A length of fighting (بعد يومين من القتال) is no time.
    """
    behind = amount.last + (words.key(amount.last) == "فقط")
    joint = words.key(behind)
    noun = behind + (joint == "من" or (forward and joint in _FROM))
    if noun == behind and not is_listed(joint, "starts_of_happenings"):
        return "plain"
    if noun >= len(words) or words[noun].newlines or words[noun].kind == "mark":
        return None
    if joint == "من" and is_listed(words.key(noun), "no_happenings"):
        return "plain"
    precision = amount_precision(amount)
    anchor = point(words, noun)
    if anchor is not None:
        spec = anchor[0]
        if spec.offset == 0 and spec.weekday is None and spec.time is None:  # قبل ساعة من الآن
            return Spec(shift=lambda d: back(amount, d, forward), precision=precision), anchor[1]
        if spec.days is not None and spec.precision == "day":
            return Spec(days=_moved(amount, spec.days, forward), precision=precision, basis="explicit"), anchor[1]
        if spec.shift is not None and spec.precision == "day":
            shift = spec.shift
            return Spec(shift=lambda d: _moved(amount, shift(d), forward), precision=precision), anchor[1]
        return None
    known = happening_at(words, noun)
    if known is not None:
        day, last = known
        return Spec(days=_moved(amount, (day, day), forward), precision=precision), last
    if joint == "من" and is_listed(words.key(noun), "lasting"):
        return None
    told = _date_behind(words, noun + 1, point) if amount.low == amount.high else None
    if told is not None and told.days is not None:
        return Spec(days=_moved(amount, told.days, forward), precision=precision, basis="explicit"), noun + 1
    if told is not None and told.shift is not None:
        of_day = told.shift

        def shift_behind(day: date) -> Days | None:
            moved = _moved(amount, of_day(day), forward)
            return moved if moved and moved[0] <= day else None

        return Spec(shift=shift_behind, precision=precision), noun + 1
    return Spec(), noun + 1


def _date_behind(words: Words, i: int, point: Point) -> Spec | None:
    """The day on which the happening was, told in its own clause (الهجوم الذي وقع في 12 حزيران)."""
    own = False
    for n in range(i, min(i + _REACH, len(words))):
        own = own or words[n].key in _WHICH
        if words[n].newlines or words[n].key in _STOPS or (n > i + 2 and not own):
            return None
        found = point(words, n) if words[n].kind != "mark" else None
        if found is not None:
            single = found[0].precision == "day" and found[0].relation == "at"
            return found[0] if single and (found[0].days or found[0].shift) else None
    return None


def _moved(amount: Amount, days: Days | None, forward: bool) -> Days | None:
    if days is None or days[0] != days[1]:
        return None
    if amount.unit in ("hour", "minute"):
        length = timedelta(days=ceil(amount.high / 24) if amount.unit == "hour" else 1)
        return (days[0], days[0] + length) if forward else (days[0] - length, days[0])
    return back(amount, days[0], forward)


def after_that(words: Words, i: int) -> Parsed | None:
    """بعد ذلك بيومين, قبلها بأسبوع, بعدها بثلاثة أيام: so long from the time told before.

    >>> after_that(Words("بعد ذلك بيومين"), 0)[1]
    3
    """
    key = words.key(i).removeprefix("و").removeprefix("ف")
    if key in _ITSELF:
        j = i + 1
    elif key in ("بعد", "قبل") and words.key(i + 1) in _THAT:
        j = i + 2
    else:
        return None
    amount = _with_preposition(words, j)
    if amount is None:
        return None
    forward, told = key.startswith("بعد"), amount
    spec = Spec(chained=lambda b: _moved(told, (b[1], b[1]), forward), precision=amount_precision(told), near=True)
    return spec, amount.last


def _with_preposition(words: Words, j: int) -> Amount | None:
    """بيومين, بثلاثة أيام, بنحو أسبوع."""
    if j >= len(words) or words[j].kind == "mark" or not words.key(j).startswith("ب"):
        return None
    if words.key(j) in ("ب", "بنحو", "بحوالي"):
        return read_amount(words, j + 1)
    word = at(words, j)
    unit = word.get("unit")
    if unit is not None and word.prefix == "ب" and unit[1] != "many":
        count = 1 if unit[1] == "one" else 2
        return Amount(unit[0], count, count, j + 1)
    number = read_number(words, j)
    if number is None or number.rank or number.skip != 1 or not isinstance(number.value, int):
        return None
    after = at(words, number.last).get("unit")
    return Amount(after[0], number.value, number.value, number.last + 1) if after else None


def later(words: Words, i: int, amount: Amount) -> Parsed | None:
    """ "After so long" without a happening: from now where the sentence looks ahead, from the time before where it opens a clause."""
    told = amount
    if looks_ahead(words, i, amount.unit not in ("month", "year", "decade")):
        return Spec(shift=lambda d: back(told, d, True), precision=amount_precision(told)), amount.last
    if amount.unit in ("hour", "minute"):
        return None  # وبعد ساعات tells the order of one day
    if words.key(i).startswith("و") or words.key(i - 1) in _STOPS:
        spec = Spec(chained=lambda b: _moved(told, (b[1], b[1]), True), precision=amount_precision(told), near=True)
        return spec, amount.last
    return None


def looks_ahead(words: Words, i: int, notes: bool) -> bool:
    """Whether a sentence tells what is to come: ستنطلق, سوف, من المقرر; with `notes` also where it has a few words only."""
    first = i
    while first > 0 and not words[first].newlines and words[first - 1].key not in _ENDS:
        first -= 1
    last = i
    while last < len(words) and words[last].key not in _ENDS and not (last > i and words[last].newlines):
        last += 1
    if any(is_ahead(words.key(n)) or words[n].text.startswith("سأ") for n in range(first, last)):
        return True
    line = (first == 0 or words[first].newlines) and (last >= len(words) - 1 or words[last + 1].newlines)
    return (
        notes and bool(line) and i - first <= _NOTE and last - first <= 3 * _NOTE and not words.key(i).startswith("و")
    )


@remembered
def is_ahead(key: str) -> bool:
    """Whether a word looks ahead: ستنطلق, سوف, المقرر."""
    if is_listed(key, "looking_ahead"):
        return True
    bare = key[1:] if key[:1] in ("و", "ف") else key
    return len(bare) > 4 and bare.startswith(_FUTURE_LETTERS) and not is_listed(bare, "no_future", prefix=True)
