"""A text as words: each with its folded form and its place in the raw text.

Everything that reads Arabic in Marsad works on `Words` and speaks in word positions; raw offsets are taken from the words themselves, so
that `raw[start:end]` is always exactly what was read.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Final, Literal

import msgspec
import regex

from marsad.model import Span
from marsad.text.folding import fold_key, fold_light, folded_offset

WordKind = Literal["word", "number", "latin", "mark"]

#: Letters with their marks, tatweel and joiners, bidi controls only between letters; digits with inner separators; Latin words;
#: anything else but space alone.
_TOKEN: Final = regex.compile(
    r"(?P<word>[[\p{Arabic}\u0640\u064b-\u065f\u0670\u200c\u200d]--[\p{Nd}\p{P}\u061c]]+"
    r"(?:[\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]+[[\p{Arabic}\u0640\u064b-\u065f\u0670\u200c\u200d]--[\p{Nd}\p{P}\u061c]]+)*)"
    r"|(?P<number>[\p{Nd}]+(?:[.,٫٬][\p{Nd}]+)*)"
    r"|(?P<latin>[\p{Latin}]+(?:['’.-][\p{Latin}]+)*)"
    r"|(?P<mark>\S)",
    regex.VERSION1,
)


class Word(msgspec.Struct, frozen=True, gc=False):
    """One word: `text` lightly folded, `key` the look-up form, `start` and `end` in the raw text.

    `glued`: no space stands before it (بـ35 is two words, the second glued). `newlines`: line breaks between it and the word before.
    """

    text: str
    key: str
    start: int
    end: int
    kind: WordKind
    glued: bool
    newlines: int


class Words(Sequence[Word]):
    """The words of one text.

    >>> words = Words("وقُتل 3 جنود")
    >>> [w.key for w in words]
    ['وقتل', '3', 'جنود']
    """

    __slots__ = ("_list", "keys", "raw")

    def __init__(self, raw: str) -> None:
        self.raw = raw
        self._list: list[Word] = _split(raw)
        #: The look-up forms, by position.
        self.keys: list[str] = [word.key for word in self._list]

    def __len__(self) -> int:
        return len(self._list)

    def __getitem__(self, i):  # type: ignore[no-untyped-def]
        return self._list[i]

    def __iter__(self) -> Iterator[Word]:
        return iter(self._list)

    def key(self, i: int) -> str:
        """The look-up form of word `i`; the empty string outside the text."""
        return self.keys[i] if 0 <= i < len(self.keys) else ""

    def span(self, first: int, last: int, skip: int = 0) -> Span:
        """Raw offsets of the words [first, last), without the first `skip` letters of the first word (its clitics)."""
        word = self._list[first]
        start = word.start
        if skip:
            start += folded_offset(self.raw[word.start : word.end], skip)
        return start, self._list[last - 1].end

    def text(self, first: int, last: int, skip: int = 0) -> str:
        """The raw text of the words [first, last)."""
        start, end = self.span(first, last, skip)
        return self.raw[start:end]

    def at(self, offset: int) -> int:
        """The position of the word that holds the raw offset, or of the first one after it."""
        low, high = 0, len(self._list)
        while low < high:
            mid = (low + high) // 2
            if self._list[mid].end <= offset:
                low = mid + 1
            else:
                high = mid
        return low


@lru_cache(maxsize=200_000)
def _forms(shape: str) -> tuple[str, str, WordKind] | None:
    """What a written word is wherever it stands: light form, look-up form, kind; None for marks without a letter."""
    match = _TOKEN.match(shape)
    assert match is not None
    kind: WordKind = match.lastgroup  # type: ignore[assignment]
    if kind == "mark":
        return (shape, shape, kind) if fold_light(shape) else None  # a bidi control alone is nothing
    light = fold_light(shape)
    return (light, fold_key(shape), kind) if light else None


def _split(raw: str) -> list[Word]:
    words: list[Word] = []
    last = 0
    for match in _TOKEN.finditer(raw):
        forms = _forms(match.group())
        if forms is None:
            continue
        light, key, kind = forms
        start, end = match.span()
        glued = start == last
        words.append(Word(light, key, start, end, kind, glued, 0 if glued else raw.count("\n", last, start)))
        last = end
    return words
