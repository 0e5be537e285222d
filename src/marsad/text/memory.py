"""What was learnt of single words, remembered up to a bound."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, TypeVar

V = TypeVar("V")

#: So many distinct words are remembered in one memory; then it starts anew. News repeats most of its words soon.
CAPACITY: Final = 100_000


class WordMemory(dict[str, V]):
    """A dictionary that learns what it is asked for; read by position over all words of a text it costs next to nothing.

    >>> length = WordMemory(len)
    >>> length["مدينة"], list(length)
    (5, ['مدينة'])
    """

    __slots__ = ("_capacity", "_learn")

    def __init__(self, learn: Callable[[str], V], capacity: int = CAPACITY) -> None:
        super().__init__()
        self._learn, self._capacity = learn, capacity

    def __missing__(self, word: str) -> V:
        value = self._learn(word)
        if len(self) >= self._capacity:
            self.clear()
        self[word] = value
        return value


def remembered(learn: Callable[[str], V]) -> Callable[[str], V]:
    """A function of one word that is asked once for each word; what it said is remembered up to a bound.

    >>> remembered(len)("مدينة")
    5
    """
    return WordMemory(learn).__getitem__
