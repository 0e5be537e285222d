"""How near two words of a text stand: sentences, paragraphs, and the marks and connectives between."""

from __future__ import annotations

from functools import cache
from importlib import resources
from typing import ClassVar, Final

from marsad.coding.functionwords import function_words
from marsad.text.folding import fold_key
from marsad.text.opening import Opening
from marsad.text.words import Words
from marsad.text.yamldata import parse_yaml

#: What the beginning of a line adds to a distance.
_NEW_LINE: Final = 12


@cache
def _pushes() -> dict[str, int]:
    """What marks and connectives add to a distance."""
    path = resources.files("marsad.lexicon") / "data" / "connectives.yaml"
    data = parse_yaml(path.read_text(encoding="utf-8"))
    words = {fold_key(word): push for word, push in data["words"].items()}
    pushes: dict[str, int] = data["marks"] | words | {"و" + word: push for word, push in words.items()}
    return pushes


_PUSHED: Final = Opening(lambda key: _pushes().get(key), _pushes)


@cache
def kinds_of_place() -> frozenset[str]:
    """Nouns that name a place only by its kind, in look-up form: المدينة."""
    path = resources.files("marsad.lexicon") / "data" / "connectives.yaml"
    return frozenset(fold_key(w) for w in parse_yaml(path.read_text(encoding="utf-8"))["kinds_of_place"])


class Layout:
    """Sentences and distances over the words of one text.

    `sentences` are word ranges [first, last); `of[i]` is the sentence of word i, `paragraph[i]` its paragraph.
    """

    __slots__ = ("_before", "of", "paragraph", "sentences")
    EMPTY: ClassVar[Layout]

    def __init__(self, words: Words, sentences: list[tuple[int, int]]) -> None:
        self.sentences = sentences
        self.of: list[int] = [0] * len(words)
        for s, (first, last) in enumerate(sentences):
            self.of[first:last] = [s] * (last - first)
        pushed = dict(_PUSHED.at(words))
        self.paragraph: list[int] = []
        self._before: list[int] = []
        total = paragraph = behind = 0
        for i in sorted({*words.breaks, *pushed}):
            self._before += [total] * (i - behind)
            self.paragraph += [paragraph] * (i - behind)
            behind = i
            if words[i].newlines:
                paragraph += 1
                total += _NEW_LINE
            total += pushed.get(i, 0)
        self._before += [total] * (len(words) - behind)
        self.paragraph += [paragraph] * (len(words) - behind)

    def distance(self, a: int, b: int) -> int:
        """Words between the positions `a` and `b`, with what marks and connectives between them add.

        >>> # in "قصف الجيش، فيما انسحب المقاتلون" قصف is nearer to الجيش than to انسحب by more than the words between
        """
        low, high = (a, b) if a <= b else (b, a)
        return high - low + self._before[high] - self._before[low]

    def reach_back(self, i: int, start: int, limit: int) -> int:
        """The first word, from `start` on, at a distance of at most `limit` before word `i`."""
        before, first = self._before, i
        while first > start and i - first + 1 + before[i] - before[first - 1] <= limit:
            first -= 1
        return first

    def reach_on(self, i: int, end: int, limit: int) -> int:
        """The position behind the last word, before `end`, at a distance of at most `limit` behind word `i`."""
        before, last = self._before, i + 1
        while last < end and last - i + before[last] - before[i] <= limit:
            last += 1
        return last

    def end_of(self, sentence: int) -> int:
        """The word position behind a sentence; where the text has fewer, behind its last one."""
        return self.sentences[: sentence + 1][-1][1] if self.sentences else 0

    def sentence(self, i: int) -> tuple[int, int]:
        """The word range of the sentence that holds word `i`."""
        return self.sentences[self.of[i]]


Layout.EMPTY = Layout(Words(""), [])


def in_relative_clause(words: Words, outside: int, inside: int) -> bool:
    """Whether word `inside` stands in a relative clause that opens behind word `outside` and describes something else than it.

    In "قصف الطيران مدينة إدلب التي تسيطر عليها المعارضة منذ عام 2015" the year is not that of قصف; in "الهجوم الذي وقع أمس" the day
    is that of الهجوم. A comma closes the clause.
    """
    relative = function_words().relative
    for i in range(inside - 1, outside, -1):
        if words[i].kind == "mark" and words[i].key in "،,؛":
            return False
        if words[i].key in relative:
            return i > outside + 1
    return False
