"""A text as words: each with its folded form and its place in the raw text.

Everything that reads Arabic in Marsad works on `Words` and speaks in word positions; raw offsets are taken from the words themselves, so
that `raw[start:end]` is always exactly what was read.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable
from operator import attrgetter
from typing import Any, Final, Literal

import msgspec
import regex

from marsad.model import Span
from marsad.text.disguise import MAYBE, ODD, find_disguised, letters_before, without_points
from marsad.text.folding import fold_key, fold_light, fold_plain, folded_offset
from marsad.text.memory import WordMemory

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


_end: Final = attrgetter("end")


class _KeyTable(dict[int, str]):
    """Look-up forms by position, the empty string anywhere else."""

    __slots__ = ()

    def __missing__(self, i: int) -> str:
        return ""


class Words(list[Word]):
    """The words of one text. They are never changed: a list only because nothing else in Python is read as fast.

    >>> words = Words("وقُتل 3 جنود")
    >>> [w.key for w in words]
    ['وقتل', '3', 'جنود']
    """

    __slots__ = ("_breaks", "key", "keys", "opened", "raw")

    #: The look-up form of the word at a position; the empty string outside the text.
    key: Callable[[int], str]
    #: What the words may begin, once it was asked for: see `opening.py`.
    opened: Any
    _breaks: list[int] | None

    def __init__(self, raw: str) -> None:
        self._fill(raw, _split(raw))

    def _fill(self, raw: str, words: Iterable[Word]) -> None:
        super().__init__(words)
        self.raw, self.opened, self._breaks = raw, None, None
        #: The look-up forms, by position.
        self.keys: list[str] = [word.key for word in self]
        self.key = _KeyTable(enumerate(self.keys)).__getitem__

    def __hash__(self) -> int:  # type: ignore[override]
        return id(self)

    def __eq__(self, other: object) -> bool:
        return self is other

    def __ne__(self, other: object) -> bool:
        return self is not other

    @property
    def breaks(self) -> list[int]:
        """The positions of marks and of words that a line break stands before: all that splits a text into its parts."""
        if self._breaks is None:
            self._breaks = [i for i, word in enumerate(self) if word.kind == "mark" or word.newlines]
        return self._breaks

    @property
    def lines(self) -> list[int]:
        """The positions where lines begin."""
        return [0, *(i for i in self.breaks if i and self[i].newlines)] if self else []

    def span(self, first: int, last: int, skip: int = 0) -> Span:
        """Raw offsets of the words [first, last), without the first `skip` letters of the first word (its clitics)."""
        word = self[first]
        start = word.start
        if skip:
            written = self.raw[word.start : word.end]
            if fold_light(written) == word.text:
                start += folded_offset(written, skip)
            else:
                start += letters_before(written, word.text, skip)
        return start, self[last - 1].end

    def text(self, first: int, last: int, skip: int = 0) -> str:
        """The raw text of the words [first, last)."""
        start, end = self.span(first, last, skip)
        return self.raw[start:end]

    def at(self, offset: int) -> int:
        """The position of the word that holds the raw offset, or of the first one after it."""
        return bisect_right(self, offset, key=_end)


#: A word inside a stretch without space: text, key, start, end, kind; start and end count from the stretch's own start.
_Piece = tuple[str, str, int, int, WordKind]


#: A word and its marks (الموصل،) recur; longer stretches are not worth remembering.
_REMEMBERED: Final = 40
#: `regex` takes the four separators of ASCII for marks, `re` for space.
_STRETCH: Final = re.compile(r"([\S\x1c-\x1f]+)")


#: Most stretches are a word of the alphabet's own letters, perhaps with marks at its edges: nothing in it is folded but its key.
_PLAIN: Final = re.compile(r"([«(\"“]*)([\u0621-\u063a\u0641-\u064a]+)([.،؛:»)\"”]*)")


#: One object for each key: dictionaries find a key that is the same object without comparing letters.
_one_key: Final = WordMemory(lambda key: key)


def _pieces(stretch: str) -> tuple[_Piece, ...]:
    """The words in a stretch without space; a bidi control alone is none."""
    plain = _PLAIN.fullmatch(stretch)
    if plain is not None:
        first, last = plain.span(2)
        word: _Piece = (plain[2], _one_key[fold_plain(plain[2])], first, last, "word")
        marks: list[_Piece] = [
            (c, _one_key[c], i, i + 1, "mark") for i, c in enumerate(stretch) if not first <= i < last
        ]
        return (*marks[:first], word, *marks[first:])
    out: list[_Piece] = []
    for match in _TOKEN.finditer(stretch):
        shape = match.group()
        kind: WordKind = match.lastgroup  # type: ignore[assignment]
        light = fold_light(shape)
        if light:
            if kind == "word" and ODD.search(light):
                light = without_points(light) or light
            text, key = (shape, shape) if kind == "mark" else (light, fold_key(light))
            out.append((text, _one_key[key], match.start(), match.end(), kind))
    if MAYBE.search(stretch):
        for found in find_disguised(stretch):
            inside = [piece for piece in out if found.start <= piece[2] and piece[3] <= found.end]
            if not inside:
                continue  # points and vowels alone lie between its letters: قَصَفَ
            at = out.index(inside[0])
            joined: _Piece = (found.word, _one_key[fold_key(found.word)], inside[0][2], inside[-1][3], "word")
            out[at : at + len(inside)] = [joined]
    return tuple(out)


_remembered_pieces: Final = WordMemory(_pieces)


def _split(raw: str) -> list[Word]:
    words: list[Word] = []
    parts = _STRETCH.split(raw)
    last = offset = newlines = 0
    for gap, stretch in zip(parts[::2], parts[1::2], strict=False):
        offset += len(gap)
        if gap != " ":
            newlines += gap.count("\n")
        size = len(stretch)
        for text, key, start, end, kind in _remembered_pieces[stretch] if size <= _REMEMBERED else _pieces(stretch):
            first = offset + start
            glued = first == last
            last = offset + end
            words.append(Word(text, key, first, last, kind, glued, newlines))
            newlines = 0
        offset += size
    return words
