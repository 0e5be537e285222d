"""Looking up phrases of a dictionary in a text, through clitics, the article and spelling variants.

A trie over words rather than an automaton over letters: Arabic phrases vary at the edges of their words (للقوات العراقية, وقوات عراقية),
and a match of letters inside a longer word would have to be checked word by word anyway.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final, Generic, TypeVar

import msgspec

from marsad.text.clitics import Reading, readings
from marsad.text.folding import fold_key
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


class _Node(Generic[T]):
    __slots__ = ("ends", "next")

    def __init__(self) -> None:
        self.next: dict[str, _Node[T]] = {}
        self.ends: list[tuple[T, tuple[bool | None, ...] | None]] = []


class PhraseIndex(Generic[T]):
    """Phrases and what they stand for.

    >>> index = PhraseIndex[str]()
    >>> index.add("القوات العراقية", "IRQ-MIL")
    >>> [(h.first, h.last, h.payload) for h in index.find(Words("سيطرت القوات العراقية وقوات عراقية"))]
    [(1, 3, 'IRQ-MIL'), (3, 5, 'IRQ-MIL')]
    """

    def __init__(self, pronouns: bool = False, prefixes: bool = True) -> None:
        """`pronouns`: match through pronouns written behind (عناصره). `prefixes`: match behind و، ف، ب، ل، ك."""
        self._root: _Node[T] = _Node()
        self._pronouns, self._prefixes = pronouns, prefixes
        self._starts: dict[str, tuple[tuple[Reading, _Node[T]], ...]] = {}
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

    def add_all(self, phrases: Iterable[str], payload: T) -> None:
        """Add several phrases for one payload."""
        for phrase in phrases:
            self.add(phrase, payload)

    def find(self, words: Words) -> list[Hit[T]]:
        """The longest phrases, from left to right, without overlaps; of one length, each payload once."""
        hits: list[Hit[T]] = []
        i, n = 0, len(words)
        starts = self._starts
        while i < n:
            key = words[i].key
            found = starts.get(key)
            if found is None:
                found = starts[key] = self._candidates(key)
            best = self._longest(words, i, found) if found else None
            if best:
                hits += best
                i = best[0].last
            else:
                i += 1
        return hits

    def find_all(self, words: Words) -> list[tuple[int, int, T]]:
        """Every phrase wherever it stands, overlaps included, as (first, last, payload), from left to right."""
        out: list[tuple[int, int, T]] = []
        starts = self._starts
        for i, word in enumerate(words):
            found = starts.get(word.key)
            if found is None:
                found = starts[word.key] = self._candidates(word.key)
            for reading, node in found:
                out += [
                    (i, last, payload) for last, payload in self._walk(words, i + 1, node, (reading.article,), reading)
                ]
        return out

    def find_at(self, words: Words, i: int) -> list[Hit[T]]:
        """The longest phrases that start at word `i`; empty when none does."""
        if not 0 <= i < len(words):
            return []
        key = words[i].key
        found = self._starts.get(key)
        if found is None:
            found = self._starts[key] = self._candidates(key)
        return self._longest(words, i, found) or []

    def _candidates(self, key: str) -> tuple[tuple[Reading, _Node[T]], ...]:
        out = []
        for reading in readings(key):
            if (reading.pronoun and not self._pronouns) or (reading.prefix and not self._prefixes):
                continue
            node = self._root.next.get(reading.stem)
            if node is not None:
                out.append((reading, node))
        return tuple(out)

    def _longest(self, words: Words, i: int, found: tuple[tuple[Reading, _Node[T]], ...]) -> list[Hit[T]] | None:
        best: list[Hit[T]] = []
        for reading, node in found:
            for last, payload in self._walk(words, i + 1, node, (reading.article,), reading):
                skip = reading.skip - (
                    2 if reading.article and "ل" not in reading.prefix[-1:] else 1 if reading.article else 0
                )
                hit = Hit(i, last, payload, reading.prefix, reading.article, reading.pronoun, max(skip, 0))
                if not best or last > best[0].last:
                    best = [hit]
                elif last == best[0].last and all(h.payload is not payload for h in best):
                    best.append(hit)
        return best or None

    def _walk(
        self, words: Words, j: int, node: _Node[T], articles: tuple[bool, ...], first: Reading
    ) -> list[tuple[int, T]]:
        out = [
            (j, payload)
            for payload, exact in node.ends
            if exact is None
            or all(
                want is None or (want == has and not first.pronoun) for want, has in zip(exact, articles, strict=True)
            )
        ]
        if node.next and j < len(words):
            for reading in readings(words[j].key):
                if reading.prefix or (reading.pronoun and not self._pronouns):
                    continue
                following = node.next.get(reading.stem)
                if following is not None:
                    out += self._walk(words, j + 1, following, (*articles, reading.article), first)
        return out
