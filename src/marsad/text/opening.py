"""Every word of a text looked up once for all that words may begin: phrases of the lexicons, times, numbers, reports.

Most words begin nothing. Asked one after another, a dozen readers would each look up all words to learn just that. A word that
was never seen is asked only of those readers that know one of its forms: archives are full of such words.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable
from itertools import compress
from threading import Lock
from typing import Any, Final, Generic, TypeVar

from marsad.text.clitics import written_forms
from marsad.text.memory import WordMemory
from marsad.text.words import Words

V = TypeVar("V")


class _Table:
    """What words may begin of each kind in `kinds`, remembered by their look-up forms."""

    def __init__(self, kinds: tuple[Opening[Any], ...]) -> None:
        self.kinds = kinds
        self.rows: WordMemory[tuple[tuple[int, Any], ...]] = WordMemory(self._row)
        self._known: dict[str, list[int]] | None = None

    def _row(self, key: str) -> tuple[tuple[int, Any], ...]:
        found = ((n, self.kinds[n].learn(key)) for n in self._asked(key))
        return tuple((n, value) for n, value in found if value)

    def _asked(self, key: str) -> Iterable[int]:
        """The kinds that know a form of the word, and those that tell not what they know; all of them for figures and marks."""
        if not key[:1].isalpha():
            return range(len(self.kinds))
        known = self._known
        if known is None:  # not before a word is read: the lexicons are loaded for it
            known = self._known = {}
            for n, kind in enumerate(self.kinds):
                for word in ("",) if kind.words is None else kind.words():
                    known.setdefault(word, []).append(n)
        return sorted({n for form in written_forms(key) for n in known.get(form, ())} | {*known.get("", ())})

    def joined_by(self, kind: Opening[Any]) -> _Table:
        """The table with one kind more. What was learnt is kept: some kinds are asked for only after many texts."""
        table, n = _Table((*self.kinds, kind)), len(self.kinds)
        known = None if kind.words is None or not self.rows else frozenset(kind.words())
        for key, row in list(self.rows.items()):
            ask = known is None or not key[:1].isalpha() or not known.isdisjoint(written_forms(key))
            value = kind.learn(key) if ask else None
            table.rows[key] = (*row, (n, value)) if value else row
        return table

    def read(self, words: Words) -> list[list[tuple[int, Any]]]:
        """For each kind the words that may begin it, with what they may begin."""
        out: list[list[tuple[int, Any]]] = [[] for _ in self.kinds]
        rows = list(map(self.rows.__getitem__, words.keys))
        for i, row in compress(enumerate(rows), rows):
            for n, value in row:
                out[n].append((i, value))
        return out


_table = _Table(())
_joining: Final = Lock()


class Opening(Generic[V]):
    """One kind of what a word may begin. `learn` tells from its look-up form what; what is false is nothing.

    `words`, where given, are all words that it knows: it learns nothing of a word of letters when none of its
    `written_forms` is among them.

    >>> sound = Opening(lambda key: key.startswith("و"))
    >>> sound.at(Words("وصل الوفد وغادر"))
    [(0, True), (2, True)]
    """

    def __init__(self, learn: Callable[[str], V | None], words: Callable[[], Iterable[str]] | None = None) -> None:
        self.learn, self.words = learn, words
        self._place: int | None = None

    def at(self, words: Words) -> list[tuple[int, V]]:
        """The positions of the words that may begin it, each with what it may begin. The list is not to be changed."""
        if self._place is None:
            self._join()
        table = _table
        read = words.opened
        if read is None or read[0] is not table:
            read = words.opened = (table, table.read(words))
        assert self._place is not None
        return read[1][self._place]  # type: ignore[no-any-return]

    def among(self, words: Words, low: int, high: int) -> list[tuple[int, V]]:
        """Of the words that `at` gives, those among [low, high)."""
        found = self.at(words)
        return found[bisect_left(found, (low,)) : bisect_left(found, (high,))] if found else found

    def forget(self) -> None:
        """Learn all words anew: what they may begin has changed."""
        global _table
        if self._place is not None:
            _table = _Table(_table.kinds)

    def _join(self) -> None:
        global _table
        with _joining:
            if self._place is None:
                _table = _table.joined_by(self)
                self._place = len(_table.kinds) - 1
