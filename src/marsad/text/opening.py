"""Every word of a text looked up once for all that words may begin: phrases of the lexicons, times, numbers, reports.

Most words begin nothing. Asked one after another, a dozen readers would each look up all words to learn just that.
"""

from __future__ import annotations

from collections.abc import Callable
from itertools import compress
from threading import Lock
from typing import Any, Final, Generic, TypeVar

from marsad.text.memory import WordMemory
from marsad.text.words import Words

V = TypeVar("V")


class _Table:
    """What words may begin of each kind in `kinds`, remembered by their look-up forms."""

    def __init__(self, kinds: tuple[Opening[Any], ...]) -> None:
        self.kinds = kinds
        self.rows: WordMemory[tuple[tuple[int, Any], ...]] = WordMemory(self._row)

    def _row(self, key: str) -> tuple[tuple[int, Any], ...]:
        found = ((n, kind.learn(key)) for n, kind in enumerate(self.kinds))
        return tuple((n, value) for n, value in found if value)

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

    >>> sound = Opening(lambda key: key.startswith("و"))
    >>> sound.at(Words("وصل الوفد وغادر"))
    [(0, True), (2, True)]
    """

    def __init__(self, learn: Callable[[str], V | None]) -> None:
        self.learn = learn
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

    def forget(self) -> None:
        """Learn all words anew: what they may begin has changed."""
        if self._place is not None:
            _renew(_table.kinds)

    def _join(self) -> None:
        with _joining:
            if self._place is None:
                _renew((*_table.kinds, self))
                self._place = len(_table.kinds) - 1


def _renew(kinds: tuple[Opening[Any], ...]) -> None:
    global _table
    _table = _Table(kinds)
