"""Years and months as written: عام 2014, العام الماضي, آب/أغسطس, شهر 5, ناصر 1986."""

from __future__ import annotations

from typing import Final

from marsad.temporal.lexemes import at, phrase_at
from marsad.temporal.spec import YearRef
from marsad.text.numbers import read_number
from marsad.text.words import Words

FROM: Final = "من"
#: Behind these شهر and a number is a month (في شهر 5).
_ASKS_NUMBER: Final = frozenset({"في", "وفي", "من", "خلال", "بدايه", "نهايه", "منتصف", "اوايل", "اواخر", "مطلع"})
_LETTER_MONTHS: Final = {("ك", 1): 12, ("ك", 2): 1, ("ت", 1): 10, ("ت", 2): 11}
YEAR_SHIFT: Final = {"past": -1, "recent": -1, "now": 0, "next": 1}


def figure(words: Words, i: int, digits: int = 2) -> int | None:
    """A figure of at most so many digits at `i`."""
    if not 0 <= i < len(words) or words[i].kind != "number":
        return None
    text = words[i].text
    return int(text) if text.isdecimal() and len(text) <= digits else None


def year_figure(words: Words, i: int) -> int | None:
    """A Gregorian year in four figures at `i`."""
    year = figure(words, i, 4)
    return year if year is not None and 1800 <= year <= 2100 and len(words[i].text) == 4 else None


def past_mark(words: Words, i: int) -> int:
    """The position behind a م (ميلادي) written at the year."""
    return i + 1 if words.key(i) == "م" and words[i].glued else i


def hijri_mark(words: Words, i: int) -> int:
    """The position behind هـ or هجري at `i`; `i` when there is none."""
    return i + 1 if at(words, i).get("hijri_mark") or words.key(i) in ("ه", "هج") else i


def read_year(words: Words, i: int) -> tuple[YearRef, int] | None:
    """A year behind a month, season or part (عام 2014 · من العام الماضي · من عام 1436 هـ), with the position behind it.

    >>> read_year(Words("من العام الماضي"), 0)
    (YearRef(kind='rel', value=-1), 3)
    """
    j = i + 1 if words.key(i) in (FROM, "ل", "في") else i
    named = at(words, j)
    if words.key(i) == "في" and (named.get("unit") != ("year", "one") or year_figure(words, j + 1) is None):
        return None
    if named.get("unit") == ("year", "one"):
        return _named_year(words, j + 1, named.article)
    year = year_figure(words, i)
    if year is not None and not words[i].newlines:
        return YearRef("abs", year), past_mark(words, i + 1)
    hijri = figure(words, i, 4)
    if hijri is not None and 1300 <= hijri <= 1500 and hijri_mark(words, i + 1) > i + 1:
        return YearRef("hijri", hijri), hijri_mark(words, i + 1)
    this = at(words, j).get("this") and at(words, j + 1).get("unit") == ("year", "one")
    return (YearRef("rel", 0), j + 2) if this else None


def _named_year(words: Words, j: int, article: bool) -> tuple[YearRef, int] | None:
    if words.key(j) == "ال":
        j += 1
    year = year_figure(words, j)
    if year is not None:
        return YearRef("abs", year), past_mark(words, j + 1)
    hijri = figure(words, j, 4)
    if hijri is not None and 1300 <= hijri <= 1500:
        return YearRef("hijri", hijri), hijri_mark(words, j + 1)
    which = at(words, j).get("which")
    if which in YEAR_SHIFT and article:
        return YearRef("rel", YEAR_SHIFT[which]), j + 1
    if words.key(j) == "قبل" and at(words, j + 1).get("which") == "past":
        return YearRef("rel", -2), j + 2
    if which == "same":
        return YearRef("same", 0), j + 1
    spoken = read_number(words, j) if j < len(words) and words[j].kind == "word" else None
    if spoken is not None and not spoken.rank and 1900 <= spoken.value <= 2100:
        return YearRef("abs", int(spoken.value)), spoken.last
    return (YearRef("rel", 0), j) if article and which is None else None


def read_month(words: Words, i: int, sure: bool = False) -> tuple[int, int] | None:
    """A month by its names, a second name beside it included (آب/أغسطس, يوليو (تموز)); with the position behind.

    `sure`: the words before already ask for a month, so that names which are other words too (مارس, آب) are taken.
    """
    numbered = _numbered_month(words, i, sure)
    if numbered is not None:
        return numbered
    if at(words, i).get("unit") == ("month", "one") and not at(words, i).article:
        i, sure = i + 1, True
    found = phrase_at(words, i, "month")
    weak = None
    if found is None:
        weak = phrase_at(words, i, "weak_month")
        if weak is None:
            return _rare_month(words, i) if sure else None
        found = weak
    month, last, _ = found
    other = _second_name(words, last, month)
    if weak is not None and not sure and other == last and not _year_or_which(words, last):
        return None
    if weak is not None and words.key(i) == _GATE and "آ" not in words[i].text:
        return None  # في باب التبانة: a gate, not in August
    return month, other


#: Written like بآب without its madda.
_GATE: Final = "باب"


def _numbered_month(words: Words, i: int, sure: bool) -> tuple[int, int] | None:
    """شهر 5, شهر خمسة, الشهر التاسع من عام 2014; the ordinal only before a year or behind a day."""
    named = at(words, i)
    if named.get("unit") != ("month", "one") or i + 1 >= len(words):
        return None
    j = i + 1 + (words.key(i + 1) == "ال")
    number = figure(words, j)
    if number is not None:
        last = j + 1
    elif words[j].kind == "word" and (told := read_number(words, j)) is not None and isinstance(told.value, int):
        if told.rank != named.article or told.skip or (told.value == 1 and not told.rank):
            return None
        number, last = told.value, told.last
    if number is None or not 1 <= number <= 12:
        return None
    asked = sure or (not named.article and words.key(i - 1) in _ASKS_NUMBER)
    return (number, last) if asked or read_year(words, last) is not None else None


def _rare_month(words: Words, i: int) -> tuple[int, int] | None:
    """A month of the Libyan calendar before its year (ناصر 1986), or in two letters (ك1, ت2)."""
    key, number = words.key(i), figure(words, i + 1)
    if number is not None and (key, number) in _LETTER_MONTHS and words[i + 1].glued:
        return _LETTER_MONTHS[key, number], i + 2
    libyan = phrase_at(words, i, "libyan")
    if libyan is None:
        return None
    year = read_year(words, libyan[1])
    known = year is not None and year[0].kind == "abs" and 1969 <= year[0].value <= 2012
    return (libyan[0], libyan[1]) if known else None


def _second_name(words: Words, i: int, month: int) -> int:
    j, bracket = i, False
    if words.key(j) in ("/", "(", "-", "–", "\\", "أو"):
        bracket = words.key(j) == "("
        j += 1
    found = phrase_at(words, j, "month") or phrase_at(words, j, "weak_month")
    if found is None or found[0] != month:
        return i
    return found[1] + 1 if bracket and words.key(found[1]) == ")" else found[1]


def _year_or_which(words: Words, i: int) -> bool:
    return (
        year_figure(words, i) is not None
        or at(words, i).get("which") is not None
        or at(words, i + (words.key(i) == FROM)).get("unit") == ("year", "one")
    )
