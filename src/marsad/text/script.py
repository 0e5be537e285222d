"""Which language a text is written in, as far as its letters tell: enough to refuse what the coder cannot read."""

from __future__ import annotations

import re
from typing import Final

#: Below this share of Arabic letters among all letters a text is not coded.
MIN_ARABIC_SHARE: Final = 0.2

#: Runs of letters: the standard library cuts vocalised words at their marks, which does no harm to counting.
_ARABIC: Final = re.compile(
    "[\u0620-\u064a\u066e\u066f\u0671-\u06d3\u06d5\u06ee\u06ef\u06fa-\u06ff\u0750-\u077f\u08a0-\u08c9\ufb50-\ufdfb\ufe70-\ufefc]+"
)
_LETTERS: Final = re.compile(r"[^\W\d_]+")
#: Letters of Persian, Kurdish and Urdu that Arabic uses in foreign names alone. Persian ک and ی are left out: Arabic
#: outlets type them too.
_NEIGHBOURS: Final = re.compile("[پچژگەێۆڕڵےۓںٹڈھہ]")
#: Letters without their points, as people write to deceive filters; no language writes them otherwise.
_POINTLESS: Final = re.compile("[ٮڡٯ]")
_MIN_NEIGHBOURS: Final = 8
_NEIGHBOUR_SHARE: Final = 0.015


def arabic_share(text: str) -> float:
    """The share of Arabic letters among all letters of the text, 0 to 1; 0 for a text without letters.

    >>> arabic_share("قصف مدفعي"), arabic_share("Idlib إدلب"), arabic_share("12:30")
    (1.0, 0.4444444444444444, 0.0)
    """
    letters = _count(_LETTERS, text)
    return _count(_ARABIC, text) / letters if letters else 0.0


def not_arabic(text: str) -> str | None:
    """Why the text is not taken for Arabic, in words for a message; None when it is Arabic.

    >>> not_arabic("انفجار عبوة ناسفة") is None
    True
    >>> not_arabic("A bomb exploded")
    'no Arabic letters'
    """
    arabic, neighbours = _count(_ARABIC, text), len(_NEIGHBOURS.findall(text))
    if neighbours < _MIN_NEIGHBOURS and arabic and arabic >= len(text) * MIN_ARABIC_SHARE:
        return None  # whatever else is in it: nearly every text
    letters = _count(_LETTERS, text)
    if letters == 0:
        return "no letters at all"
    if arabic < letters * MIN_ARABIC_SHARE:
        return f"only {arabic * 100 // letters} % of its letters are Arabic" if arabic else "no Arabic letters"
    foreign = neighbours >= _MIN_NEIGHBOURS and neighbours > letters * _NEIGHBOUR_SHARE
    if foreign and not _POINTLESS.search(text):
        return "Arabic script, but the letters of Persian, Kurdish or Urdu"
    return None


def _count(runs: re.Pattern[str], text: str) -> int:
    return sum(map(len, runs.findall(text)))
