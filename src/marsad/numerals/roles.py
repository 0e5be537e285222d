"""What a number is told for: people and things (`count`), or a year, age, distance, unit's name, money and the rest."""

from __future__ import annotations

from functools import cache
from typing import Final

from marsad.model.mention import NumberRole
from marsad.numerals.data import hints, load, noun_hints, plain_hints
from marsad.text.folding import fold_key
from marsad.text.numbers import NumberReading
from marsad.text.words import Words

_OPENING: Final = frozenset("\"'«“”(‘[{")
_CLOSING: Final = frozenset("\"'»”“)’]}")
_DATE_MARKS: Final = frozenset("/-.–")
_HYPHENS: Final = frozenset("-–—")
_JOINTS: Final = frozenset("-–—+")
_CLITICS: Final = frozenset({"ال", "ل", "ب", "و", "ف", "لل", "وال", "بال", "ول", "وب", "ك"})
_YEARS: Final = (1900, 2099)
_HIJRI_YEARS: Final = (1, 1500)
_HIJRI: Final = frozenset({"ه", "هجري", "هجريه", "للهجره"})
_GREGORIAN: Final = frozenset({"م", "ميلادي", "ميلاديه"})
_YEAR_BEFORE: Final = frozenset({"precede:year", "precede:year_position", "follow:month"})
_FOOT: Final = "قدم"
_POINTS: Final = frozenset({"نقطه", "نقاط"})
_OF_A_HUNDRED: Final = fold_key("مئوية")
#: How many names may stand between a person and the age, words between a law and its number.
_NAMES: Final = 4
_LAW_REACH: Final = 5
PERCENT_SIGNS: Final = frozenset("%٪")
#: Figures this long without separators are phone and identity numbers.
_LONG: Final = 9


def opens(words: Words, i: int) -> bool:
    """Whether word `i` is an opening quotation mark or bracket."""
    return 0 <= i < len(words) and words[i].key in _OPENING


def closes(words: Words, i: int) -> bool:
    """Whether word `i` is a closing quotation mark or bracket."""
    return 0 <= i < len(words) and words[i].key in _CLOSING


def before(words: Words, first: int) -> int:
    """The word before a number, past clitics written apart (الـ 33) and an opening quotation mark; -1 for none."""
    at = first - 1
    if at >= 0 and words[at].key in _OPENING:
        at -= 1
    if at >= 0 and words[at].key in _CLITICS:
        at -= 1
    return at


def percent_end(words: Words, last: int) -> int:
    """The position behind "%" or "في المئة" when it follows at `last`, else `last`.

    >>> percent_end(Words("60 في المئة"), 1)
    3
    """
    if last >= len(words):
        return last
    if "percent" in plain_hints(words[last].key):
        return last + 1
    for keys in _percent_phrases():
        if words.key(last) == keys[0] and all(words.key(last + n) == key for n, key in enumerate(keys)):
            return last + len(keys)
    return last


@cache
def _percent_phrases() -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(fold_key(p) for p in phrase.split()) for phrase in load("roles")["percent_phrases"])


def starts_anew(key: str) -> bool:
    """Whether a word behind a number is not its noun: a preposition, a conjunction, or a word with و before it."""
    return "no_noun" in hints(key) or (key[0] == "و" and "waw_nouns" not in plain_hints(key))


def role_of(words: Words, number: NumberReading, last: int, bounded: bool = False) -> NumberRole:
    """The role of a cardinal; `last` is the position behind it, or behind the second number of a range.

    `bounded`: a bound stands before it (أكثر من 2000), so that it is no year.
    """
    first = number.first
    if number.figures and last == number.last and is_shaped(words, number.first, number.last):
        return "year" if _year_span(words, number) else "other"
    after = last + 1 if closes(words, last) and opens(words, first - 1) else last
    follow = noun_hints(words[after].key) if after < len(words) and not words[after].newlines else frozenset[str]()
    at = before(words, first)
    precede = hints(words[at].key) if at >= 0 and not words[at + 1].newlines else frozenset[str]()
    listed = _head_of_list(words, at)
    if "precede:other" in listed:
        return "other"
    if "precede:age" in precede or age_after(words, after):
        return "age"
    if not bounded and _is_marked_year(words, number, after, precede):
        return "year"
    measure = _measured(words, first, after, follow, at)
    if measure is not None:
        return measure
    if not bounded and _is_year(words, at, first, number, after, precede):
        return "year"
    if "follow:month" in follow or of_month(words, after):
        return "other"
    if number.fraction:
        return "other"
    if "counted" in follow or (follow == frozenset() and is_accusative(words, after, number.value)):
        return "count"
    if "precede:unit" in precede or "precede:unit" in listed:
        return "unit"
    if number.figures and _is_model(words, at, after):
        return "other"
    if "precede:other" in precede or not isinstance(number.value, int) or _is_law(words, at, after):
        return "other"
    return "count"


def _is_model(words: Words, at: int, after: int) -> bool:
    """إف 16, شاهد 136: the figure of a weapon's model."""
    told = hints(words.key(at))
    return "precede:model" in plain_hints(words.key(at)) or (
        "precede:model_name" in told and not counts_noun(words, after)
    )


def _head_of_list(words: Words, at: int) -> frozenset[str]:
    """What stands before the first of several figures: الدقائق 16 و19 و35, اللواءان 13 و14."""
    chain = at
    while chain >= 1 and words[chain].kind == "number" and words[chain + 1].key in ("و", "،", ","):
        chain = before(words, chain)
    return hints(words[chain].key) if 0 <= chain < at else frozenset()


def _measured(words: Words, first: int, after: int, follow: frozenset[str], at: int) -> NumberRole | None:
    if words.key(after) in _POINTS and words.key(after + 1) == _OF_A_HUNDRED:
        return "percent"
    if words.key(after) == _FOOT and year_figure(words, first) and int(words[first].text) % 100:
        return None  # 2007 قدم المنتخب: he offered
    for role in ("distance", "money", "other"):
        if f"follow:{role}" in follow:
            return _measure(words, first, after, role)
    return "money" if at >= 0 and words[at].key in "$€£" else None


def _is_law(words: Words, at: int, after: int) -> bool:
    """قرار مجلس الأمن الدولي 2254: the number behind the body that made the law, with nothing counted behind."""
    if counts_noun(words, after):
        return False
    for i in range(at, max(at - _LAW_REACH, -1), -1):
        key = words[i].key
        found = hints(key)
        if "law" in found:
            return True
        if words[i].kind != "word" or not (key.startswith("ال") or "law_bodies" in found):
            return False
    return False


def counts_noun(words: Words, last: int) -> bool:
    """Whether a noun without the article stands right behind a number: what it counts."""
    if last >= len(words) or words[last].kind != "word" or words[last].newlines:
        return False
    key = words[last].key
    if key.startswith(("ال", "لل")) or starts_anew(key) or (key[0] in "بل" and len(key) > 3):
        return False
    told = noun_hints(key)
    return "counted" in told or any(h.startswith("follow:") for h in told) or key.endswith(("ا", "ه")) or len(key) > 3


def _measure(words: Words, first: int, after: int, role: str) -> NumberRole:
    key = words[after].key
    if role == "distance" and (words.key(after + 1)[:3] in ("غرا", "جرا", "مرب", "مكع") or words.key(after + 1) == "2"):
        return "other"  # كيلو غرام, كيلومترا مربعا, م2
    if role == "other" and key in _AGE_UNITS and _told_of_person(words, first, after):
        return "age"
    return role  # type: ignore[return-value]


_AGE_UNITS: Final = frozenset(fold_key(w) for w in ("عام", "عاما", "أعوام", "سنة", "سنوات", "شهرا", "أشهر", "ربيعا"))


def _told_of_person(words: Words, first: int, after: int) -> bool:
    """ "محمد (35 عاما)", "البالغ من العمر 35 عاما": between brackets or commas, or a word of age close before."""
    left, right = words.key(first - 1), words.key(after + 1)
    if left in _OPENING and right in (*_CLOSING, "،", ","):
        return True
    if (
        right in ("،", ",", "", ".", "من")
        and (left in ("،", ",") or words[first - 1].kind == "word")
        and _person(words, first)
    ):
        return True
    if left in ("،", ",") and right in ("،", ","):
        return True
    for at in range(first - 1, max(first - 5, -1), -1):
        if words[at].kind != "word":
            return False
        if "precede:age" in hints(words[at].key) or words[at].key in ("العمر", "عمره", "عمرها", "يبلغ", "تبلغ"):
            return True
    return False


def _person(words: Words, first: int) -> bool:
    """الطفل محمد سامي 13 عاما: a noun for a person and a name or two right before the number."""
    for at in range(first - 1, max(first - _NAMES - 1, -1), -1):
        if words[at].kind != "word":
            if at != first - 1:
                return False
        elif "persons" in hints(words[at].key):
            return at < first - 1
        elif "no_noun" in hints(words[at].key):
            return False
    return False


def age_after(words: Words, after: int) -> bool:
    return words.key(after) == "من" and words.key(after + 1) in ("العمر", "عمره", "عمرها", "اعمارهم")


def of_month(words: Words, after: int) -> bool:
    """ "27 من ديسمبر", "25 من الشهر الجاري", "في 25 الجاري"."""
    if words.key(after) in ("الجاري", "الحالي"):
        return True
    while words.key(after) in ("و", "-", "–") and after + 1 < len(words) and words[after + 1].kind == "number":
        after += 2  # 7 و8 و9 مايو
    if "follow:month" in noun_hints(words.key(after)) and words.key(after) != "صفر":
        return True
    if words.key(after) not in ("من", "/", "-", "شهر"):
        return False
    key = words.key(after + 1)
    return "follow:month" in hints(key) or key in ("الشهر", "شهر", "هذا")


def is_accusative(words: Words, after: int, value: float) -> bool:
    """Whether a noun in the accusative follows, as it does behind 11 to 99 (30 مدنيا)."""
    if after >= len(words) or words[after].kind != "word" or not 11 <= value % 100 <= 99:
        return False
    key = words[after].key
    return len(key) >= 4 and key.endswith("ا") and not key.startswith("ال")


def _is_marked_year(words: Words, number: NumberReading, after: int, precede: frozenset[str]) -> bool:
    """1441هـ, منذ 2015م, عام 67: what is written with the year tells it."""
    if not number.figures or number.last > number.first + 1 or not words[number.first].text.isdecimal():
        return False
    key, text = words.key(after), words[number.first].text
    if key in _HIJRI:
        return _HIJRI_YEARS[0] <= number.value <= _HIJRI_YEARS[1]
    if key in _GREGORIAN:
        return year_figure(words, number.first) and not precede.isdisjoint(_YEAR_BEFORE)
    if year_figure(words, number.first):
        return "short_year" in precede and "counted" not in noun_hints(key)  # عام 1978 أيام كان
    alone = after >= len(words) or words[after].kind == "mark" or starts_anew(key) or key.startswith("ال")
    return len(text) == 2 and alone and "short_year" in precede


def _is_year(words: Words, at: int, first: int, number: NumberReading, after: int, precede: frozenset[str]) -> bool:
    if number.last != number.first + 1 or not isinstance(number.value, int):
        return _spoken_year(number, precede)
    text = words[number.first].text
    if not number.figures or not text.isdecimal() or len(text) != 4 or not _YEARS[0] <= number.value <= _YEARS[1]:
        return False
    if "precede:year" in precede or "follow:month" in precede:
        return True
    if at >= 0 and words[at].key in ("الثاني", "الاول", "/") and "follow:month" in hints(words.key(at - 1)):
        return True
    if opens(words, first - 1) and closes(words, number.last):
        return True
    if after < len(words) and ("counted" in hints(words[after].key) or is_accusative(words, after, number.value)):
        return False
    if number.value % 100 == 0 and after < len(words) and words[after].kind == "word" and len(words[after].key) > 3:
        return False  # في 2000 منزل
    alone = after >= len(words) or words[after].kind == "mark" or starts_anew(words[after].key)
    if alone and 1945 <= number.value <= 2045 and number.value % 100:
        return True
    year_like = at >= 0 and ("precede:year_position" in hints(words[at].key) or words[at].key in ("و", "-"))
    month_before = any("follow:month" in hints(words.key(at - n)) for n in range(3)) if at >= 2 else False
    return year_like or month_before


def _spoken_year(number: NumberReading, precede: frozenset[str]) -> bool:
    return "precede:year" in precede and isinstance(number.value, int) and _YEARS[0] <= number.value <= _YEARS[1]


def _year_span(words: Words, number: NumberReading) -> bool:
    """2003-2011: years on both sides of the hyphen."""
    date = words.key(number.first - 1) in ("/", "-", ".") and words.key(number.first - 3) == words.key(number.first - 1)
    if date and year_figure(words, number.first) and number.first >= 4 and words[number.first - 4].kind == "number":
        return True  # 12/9/2015
    sides = [(number.first - 1, number.first - 2), (number.last, number.last + 1)]
    others = [n for mark, n in sides if words.key(mark) in _HYPHENS and 0 <= n < len(words)]
    return year_figure(words, number.first) and any(year_figure(words, n) for n in others)


def year_figure(words: Words, i: int) -> bool:
    text = words[i].text
    return len(text) == 4 and text.isdecimal() and _YEARS[0] <= int(text) <= _YEARS[1]


def is_shaped(words: Words, first: int, last: int) -> bool:
    """Whether the figure is part of a date, time of day, score, model name, list mark or long number."""
    word = words[first]
    if (
        last == first + 1
        and word.text.isdecimal()
        and (len(word.text) >= _LONG or (len(word.text) > 1 and word.text[0] == "0"))
    ):
        return True
    left = words[first - 1] if first and word.glued else None
    right = words[last] if last < len(words) and words[last].glued else None
    if left is not None and (left.kind == "latin" or _tied(words, first - 1, first - 2)):
        return True
    if right is not None and right.kind == "latin" and "follow:distance" not in hints(right.key):
        return True
    if right is not None and _tied(words, last, last + 1):
        return True
    if _score(words, first, last):
        return True
    return (
        (first == 0 or bool(word.newlines))
        and right is not None
        and right.key in ("-", ".", ")", "–")
        and right.kind == "mark"
    )


def _score(words: Words, first: int, last: int) -> bool:
    """2 - 2 with spaces."""
    before_it = first > 1 and words[first - 1].key in _JOINTS and words[first - 2].kind == "number"
    behind_it = last + 1 < len(words) and words[last].key in _JOINTS and words[last + 1].kind == "number"
    return before_it or behind_it


def _tied(words: Words, mark: int, other: int) -> bool:
    """A date's, clock's or score's mark at `mark`, without spaces between the figure and word `other`."""
    if not (0 <= mark < len(words) and 0 <= other < len(words)):
        return False
    sign = words[mark].key
    if sign not in _DATE_MARKS and sign not in (":", "+") and sign != "×":
        return False
    if not words[max(mark, other)].glued:
        return False
    neighbour = words[other]
    if neighbour.kind == "number" or neighbour.kind == "latin":
        return True
    if other < mark:  # إف-16
        known = not hints(neighbour.key).isdisjoint(("precede:other", "precede:model"))
        return sign in _HYPHENS and (known or (words[mark].glued and not counts_noun(words, mark + 2)))
    return sign == "/" and "follow:month" in hints(neighbour.key)
