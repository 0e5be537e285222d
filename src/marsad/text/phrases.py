"""Looking up phrases of a dictionary in a text, through clitics, the article and spelling variants.

A trie over words rather than an automaton over letters: Arabic phrases vary at the edges of their words (للقوات العراقية, وقوات عراقية),
and a match of letters inside a longer word would have to be checked word by word anyway.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import compress
from typing import Final, Generic, TypeVar

import msgspec

from marsad.text.clitics import Reading, readings
from marsad.text.folding import fold_key
from marsad.text.memory import WordMemory
from marsad.text.opening import Opening
from marsad.text.words import _TOKEN, Words

T = TypeVar("T")

#: In data, a word after this sign must stand as written: with the article exactly where it is given, without pronoun.
EXACT: Final = "="


class Hit(msgspec.Struct, Generic[T], frozen=True, gc=False):
    """A phrase found at the words [first, last): its payload, and how the first word reads.

    `skip` letters of clitics (without the article) stand before it in its first word: `words.span(first, last, skip)` are its words.
    """

    first: int
    last: int
    payload: T
    prefix: str
    article: bool
    pronoun: str
    skip: int


def is_article(key: str) -> bool:
    """Whether a word in look-up form is taken to begin with the article: القوات does, الله and ألقى do not."""
    return len(key) > 4 and key.startswith("ال")


#: What a phrase may be: payload, prefix, article, pronoun and skip, as in `Hit`.
Row = tuple[T, str, bool, str, int]


class _Node(Generic[T]):
    __slots__ = ("ends", "next")

    def __init__(self) -> None:
        self.next: dict[str, _Node[T]] = {}
        self.ends: list[tuple[T, tuple[bool | None, ...] | None]] = []


class _Start(Generic[T]):
    """What a first word may begin.

    `ways`: its readings with their nodes and the letters of clitics that the span leaves out; `alone`: the phrases that it is
    alone, each payload once, `told`: the payload of each; `onward`: stems that lead to longer ones.
    """

    __slots__ = ("alone", "onward", "told", "ways")

    def __init__(self, ways: list[tuple[Reading, _Node[T], int]]) -> None:
        self.ways = ways
        short = [
            (payload, reading.prefix, reading.article, reading.pronoun, skip)
            for reading, node, skip in ways
            for payload, exact in node.ends
            if exact is None or _is_exact(exact, (reading.article,), bool(reading.pronoun))
        ]
        self.told = [row[0] for row in short]
        self.alone = [row for n, row in enumerate(short) if all(row[0] is not r[0] for r in short[:n])]
        self.onward = frozenset(stem for _, node, _ in ways for stem in node.next)


class PhraseIndex(Generic[T]):
    """Phrases and what they stand for.

    >>> index = PhraseIndex[str]()
    >>> index.add("القوات العراقية", "IRQ-MIL")
    >>> [(h.first, h.last, h.payload) for h in index.find(Words("سيطرت القوات العراقية وقوات عراقية"))]
    [(1, 3, 'IRQ-MIL'), (3, 5, 'IRQ-MIL')]
    """

    def __init__(self, pronouns: bool = False, prefixes: bool = True, lasting: bool = False) -> None:
        """`pronouns`: match through pronouns written behind (عناصره). `prefixes`: match behind و، ف، ب، ل، ك.

        `lasting`: for the lexicons of the process, whose first words are looked up all together.
        """
        self._root: _Node[T] = _Node()
        self._pronouns, self._prefixes = pronouns, prefixes
        self._starts: WordMemory[_Start[T] | None] = WordMemory(self._start)
        self._opening = Opening(self._starts.__getitem__, lambda: self._root.next) if lasting else None
        self._size = 0

    def __len__(self) -> int:
        return self._size

    def add(self, phrase: str, payload: T, definite: bool = False) -> None:
        """Add a phrase. A word written with `=` in front must stand as written (`=العلم` does not match علم).

        `definite`: a word that is given with the article needs it; one without may have it.
        """
        node, exact = self._root, []
        for part in phrase.split():
            wants_exact = part.startswith(EXACT)
            for match in _TOKEN.finditer(part.lstrip(EXACT)):
                key = fold_key(match.group())
                article = is_article(key)
                stem = key[2:] if article else key
                node = node.next.setdefault(stem, _Node())
                exact.append(article if wants_exact or (definite and article) else None)
        if not exact:
            raise ValueError(f"no word in the phrase {phrase!r}")
        node.ends.append((payload, None if exact.count(None) == len(exact) else tuple(exact)))
        self._size += 1
        self._starts.clear()
        if self._opening is not None:
            self._opening.forget()

    def add_all(self, phrases: Iterable[str], payload: T) -> None:
        """Add several phrases for one payload."""
        for phrase in phrases:
            self.add(phrase, payload)

    def find(self, words: Words) -> list[Hit[T]]:
        """The longest phrases, from left to right, without overlaps; of one length, each payload once."""
        return [Hit(first, last, *row) for first, last, rows in self.groups(words) for row in rows]

    def groups(self, words: Words) -> Iterator[tuple[int, int, list[Row[T]]]]:
        """As `find`: the words [first, last) of a phrase, with all that it may be; for those who need few of them."""
        behind, keys = 0, words.keys
        end, inner = len(keys) - 1, _inner_stems
        for i, start in self._begin(words):
            if i < behind:
                continue
            onward = start.onward
            if not onward or i == end or onward.isdisjoint(inner[keys[i + 1]]):
                if start.alone:
                    yield i, i + 1, start.alone
                continue
            last, rows = self._longest(keys, i, start)
            if rows:
                yield i, last, rows
                behind = last

    def find_all(self, words: Words) -> list[tuple[int, int, T]]:
        """Every phrase wherever it stands, overlaps included, as (first, last, payload), from left to right."""
        out: list[tuple[int, int, T]] = []
        keys = words.keys
        last, inner = len(keys) - 1, _inner_stems
        for i, start in self._begin(words):
            if not start.onward or i == last or start.onward.isdisjoint(inner[keys[i + 1]]):
                out += [(i, i + 1, payload) for payload in start.told]
                continue
            for reading, node, _ in start.ways:
                ends: list[tuple[int, T]] = []
                self._walk(keys, i + 1, node, (reading.article,), bool(reading.pronoun), ends)
                out += [(i, end, payload) for end, payload in ends]
        return out

    def find_at(self, words: Words, i: int) -> list[Hit[T]]:
        """The longest phrases that start at word `i`; empty when none does."""
        keys = words.keys
        if not 0 <= i < len(keys):
            return []
        start = self._starts[keys[i]]
        if start is None:
            return []
        last, rows = self._longest(keys, i, start)
        return [Hit(i, last, *row) for row in rows]

    def _begin(self, words: Words) -> list[tuple[int, _Start[T]]]:
        """The positions where a phrase may begin."""
        if self._opening is not None:
            return self._opening.at(words)
        starts = list(map(self._starts.__getitem__, words.keys))
        return list(compress(enumerate(starts), starts))  # type: ignore[arg-type]

    def _start(self, key: str) -> _Start[T] | None:
        ways: list[tuple[Reading, _Node[T], int]] = []
        for reading in readings(key):
            if (reading.pronoun and not self._pronouns) or (reading.prefix and not self._prefixes):
                continue
            node = self._root.next.get(reading.stem)
            if node is not None:
                article = (1 if "ل" in reading.prefix[-1:] else 2) if reading.article else 0
                ways.append((reading, node, max(reading.skip - article, 0)))
        return _Start(ways) if ways else None

    def _longest(self, keys: list[str], i: int, start: _Start[T]) -> tuple[int, list[Row[T]]]:
        """The end of the longest phrase at word `i`, and what it may be."""
        onward, behind = start.onward, i + 1
        if not onward or behind >= len(keys) or onward.isdisjoint(_inner_stems[keys[behind]]):
            return behind, start.alone
        best: list[Row[T]] = []
        longest = 0
        for reading, node, skip in start.ways:
            ends: list[tuple[int, T]] = []
            self._walk(keys, behind, node, (reading.article,), bool(reading.pronoun), ends)
            for last, payload in ends:
                if last > longest:
                    best, longest = [], last
                if last == longest and all(row[0] is not payload for row in best):
                    best.append((payload, reading.prefix, reading.article, reading.pronoun, skip))
        return longest, best

    def _walk(
        self,
        keys: list[str],
        j: int,
        node: _Node[T],
        articles: tuple[bool, ...],
        pronoun: bool,
        out: list[tuple[int, T]],
    ) -> None:
        """Add to `out` where phrases end that have led to `node` before word `j`; `pronoun`: one is behind the first word."""
        for payload, exact in node.ends:
            if exact is None or _is_exact(exact, articles, pronoun):
                out.append((j, payload))
        if not node.next or j >= len(keys):
            return
        for stem, article, owned in _inner[keys[j]]:
            following = node.next.get(stem)
            if following is not None and (self._pronouns or not owned):
                self._walk(keys, j + 1, following, (*articles, article), pronoun, out)


def _is_exact(exact: tuple[bool | None, ...], articles: tuple[bool, ...], pronoun: bool) -> bool:
    return all(want is None or (want == has and not pronoun) for want, has in zip(exact, articles, strict=True))


def _readings_inside(key: str) -> tuple[tuple[str, bool, bool], ...]:
    """What a word inside a phrase may be: its readings without clitics in front, as stem, article, pronoun."""
    return tuple((r.stem, r.article, bool(r.pronoun)) for r in readings(key) if not r.prefix)


_inner: Final = WordMemory(_readings_inside)
_inner_stems: Final = WordMemory(lambda key: frozenset(stem for stem, _, _ in _inner[key]))
