"""Integers and ordinals written out in Arabic, in every case, gender and spelling, for round trips."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

_MASCULINE: Final = ["", "واحد", "اثنان", "ثلاثة", "أربعة", "خمسة", "ستة", "سبعة", "ثمانية", "تسعة", "عشرة"]
_FEMININE: Final = ["", "واحدة", "اثنتان", "ثلاث", "أربع", "خمس", "ست", "سبع", "ثماني", "تسع", "عشر"]
_TENS: Final = ["", "", "عشرون", "ثلاثون", "أربعون", "خمسون", "ستون", "سبعون", "ثمانون", "تسعون"]
_RANKS: Final = ["", "أول", "ثاني", "ثالث", "رابع", "خامس", "سادس", "سابع", "ثامن", "تاسع", "عاشر"]
_SCALES: Final = [
    (10**9, "مليار", "ملياران", "مليارات"),
    (10**6, "مليون", "مليونان", "ملايين"),
    (10**3, "ألف", "ألفان", "آلاف"),
]


@dataclass(frozen=True)
class Style:
    """How a number is written.

    `hundred` is the spelling of مئة, `split` writes ثلاث مئة in two words, `waw` stands between the members, `bare` leaves hamzas and
    the dots of ة out as posts do, `joined` writes خمسةعشر in one word, `repeat` writes 102,000 as مئة ألف وألفان.
    """

    feminine: bool = False
    oblique: bool = False
    hundred: str = "مئة"
    split: bool = False
    waw: str = " و"
    tanwin: str = "ا"
    bare: bool = False
    joined: bool = False
    repeat: bool = False


PLAIN: Final = Style()


def _case(word: str, style: Style) -> str:
    """The nominative brought into the case of the style: عشرون to عشرين, ألفان to ألفين."""
    if not style.oblique:
        return word
    if word.endswith(("ون", "ان")):
        return f"{word[:-2]}ين"
    return f"{word[:-1]}ي" if word in ("اثنا", "اثنتا") else word


def _below_hundred(n: int, style: Style) -> str:
    units = _FEMININE if style.feminine else _MASCULINE
    ten = "عشرة" if style.feminine else "عشر"
    if n <= 10:
        return _case(units[n], style) if n == 2 else units[n]
    if n == 11:
        return f"{'إحدى' if style.feminine else 'أحد'} {ten}"
    if n == 12:
        return f"{_case('اثنتا' if style.feminine else 'اثنا', style)} {ten}"
    if n < 20:
        return f"{units[n - 10]}{'' if style.joined else ' '}{ten}"
    unit, tens = n % 10, _case(_TENS[n // 10], style)
    if not unit:
        return tens
    head = "إحدى" if unit == 1 and style.feminine else _case(units[unit], style) if unit == 2 else units[unit]
    return f"{head}{'و' if style.joined else style.waw}{tens}"


def _hundreds(n: int, style: Style) -> str:
    if n == 1:
        return style.hundred
    if n == 2:
        return _case(f"{style.hundred[:-1]}تان", style)
    return f"{_FEMININE[n].removesuffix('ي')}{' ' if style.split else ''}{style.hundred}"


def _below_thousand(n: int, style: Style) -> str:
    hundreds, rest = divmod(n, 100)
    parts = ([_hundreds(hundreds, style)] if hundreds else []) + ([_below_hundred(rest, style)] if rest else [])
    return style.waw.join(parts)


def _scaled(count: int, forms: tuple[str, str, str], style: Style) -> list[str]:
    """So many thousands or millions; the scale is masculine whatever is counted."""
    one, two, many = forms
    inner = Style(**{**style.__dict__, "feminine": False})
    if count == 1:
        return [one]
    if count == 2:
        return [_case(two, style)]
    rest = count % 100
    if style.repeat and count > 100 and rest in (1, 2):
        return [f"{_hundreds(count // 100, inner)} {one}", *_scaled(rest, forms, style)]
    noun = many if 3 <= rest <= 10 else f"{one}{style.tanwin}" if 11 <= rest <= 99 else one
    return [f"{_below_thousand(count, inner)} {noun}"]


def written(n: int, style: Style = PLAIN) -> str:
    """The number in words: 2103 is ألفان ومئة وثلاثة."""
    if n == 0:
        return "صفر"
    parts: list[str] = []
    for scale, *forms in _SCALES:
        count, n = divmod(n, scale)
        if count:
            parts += _scaled(count, (forms[0], forms[1], forms[2]), style)
    if n:
        parts.append(_below_thousand(n, style))
    text = style.waw.join(parts)
    return text.translate(str.maketrans("أإآةى", "اااهي")) if style.bare else text


def _rank(n: int, style: Style) -> str:
    """A unit's ordinal with the article: الثالث, الأولى."""
    if n == 1:
        return "الأولى" if style.feminine else "الأول"
    return f"ال{_RANKS[n]}{'ة' if style.feminine else ''}"


def _rank_below_hundred(n: int, style: Style) -> str:
    eleventh = "الحادية" if style.feminine else "الحادي"
    if n <= 10:
        return _rank(n, style)
    unit, tens = n % 10, n // 10
    if n < 20:
        return f"{eleventh if unit == 1 else _rank(unit, style)} {'عشرة' if style.feminine else 'عشر'}"
    if not unit:
        return f"ال{_case(_TENS[tens], style)}"
    return f"{eleventh if unit == 1 else _rank(unit, style)}{style.waw}ال{_case(_TENS[tens], style)}"


def ordinal(n: int, style: Style = PLAIN, hundreds_first: bool = False) -> str:
    """The ordinal of 1 to 999 with the article: 125 is الخامس والعشرون بعد المئة, or المئة والخامس والعشرون."""
    hundreds, rest = divmod(n, 100)
    if not hundreds:
        return _rank_below_hundred(rest, style)
    head = f"ال{_hundreds(hundreds, Style(hundred=style.hundred, oblique=style.oblique or not hundreds_first))}"
    if not rest:
        return head
    small = _rank_below_hundred(rest, style)
    return f"{head}{style.waw}{small}" if hundreds_first else f"{small} بعد {head}"
