"""Looking up what stands at certain words, so that the work on a text grows with its length and no faster."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from math import inf
from operator import attrgetter
from typing import TYPE_CHECKING, Final, Protocol, TypeVar

from marsad.coding.scope import Scope
from marsad.model import Span

if TYPE_CHECKING:
    from marsad.coding.draft import Frame

#: Scopes are found by stretches of so many words.
_STRETCH: Final = 64


class Positioned(Protocol):
    """What stands at a word."""

    @property
    def first(self) -> int:
        """The position of its first word."""
        ...


P = TypeVar("P", bound=Positioned)
_first: Final = attrgetter("first")


def within(mentions: Sequence[P], low: int, high: int) -> Sequence[P]:
    """Of mentions in text order, those that begin among the words [low, high)."""
    start = bisect_left(mentions, low, key=_first)
    return mentions[start : bisect_left(mentions, high, lo=start, key=_first)]


def is_inside(furniture: tuple[Span, ...], span: Span) -> bool:
    """Whether a mention begins in the page's furniture (spans in text order, apart from each other)."""
    at = bisect_right(furniture, (span[0], inf)) if furniture else 0
    return at > 0 and span[0] < furniture[at - 1][1]


class Tellings(list["Frame"]):
    """Frames that are looked up by their sentence. They are added at the end; one that is replaced stays in its sentence."""

    def __init__(self, frames: Iterable[Frame] = ()) -> None:
        super().__init__()
        self._of: dict[int, list[int]] = {}
        for frame in frames:
            self.append(frame)

    def append(self, frame: Frame) -> None:
        """Add one frame."""
        self._of.setdefault(frame.trigger.sentence, []).append(len(self))
        super().append(frame)

    def told_in(self, first: int, last: int | None = None) -> list[int]:
        """The places in this list of the frames of a sentence, or of the sentences from `first` to `last`."""
        if last is None:
            return self._of.get(first, [])
        return sorted(i for sentence in range(first, last + 1) for i in self._of.get(sentence, ()))


class Scopes(tuple[Scope, ...]):
    """The scopes of a text in text order; those over a word are looked up."""

    _over: dict[int, list[Scope]]
    _reporting: dict[int, list[tuple[int, int]]]
    _begun: dict[int, list[Scope]]

    def __new__(cls, scopes: Iterable[Scope] = ()) -> Scopes:
        """The scopes with their indexes."""
        self = super().__new__(cls, scopes)
        self._over, self._reporting, self._begun = {}, {}, {}
        for scope in self:
            for stretch in range(scope.first // _STRETCH, (scope.last - 1) // _STRETCH + 1):
                self._over.setdefault(stretch, []).append(scope)
            first, last = scope.reporting
            self._begun.setdefault(first // _STRETCH, []).append(scope)
            for stretch in range(first // _STRETCH, (last + _BEHIND_VERB) // _STRETCH + 1):
                self._reporting.setdefault(stretch, []).append(scope.reporting)
        return self

    def over(self, position: int) -> list[Scope]:
        """The scopes over a word, in order."""
        return [s for s in self._over.get(position // _STRETCH, ()) if s.first <= position < s.last]

    def reported_in(self, low: int, high: int) -> list[Scope]:
        """The scopes whose reporting begins among the words [low, high), in order."""
        stretches = range(low // _STRETCH, (high - 1) // _STRETCH + 1)
        return [s for n in stretches for s in self._begun.get(n, ()) if low <= s.reporting[0] < high]

    def is_reporting(self, position: int) -> bool:
        """Whether a word belongs to the reporting itself: the أمس of "قال أمس إن …"."""
        found = self._reporting.get(position // _STRETCH, ())
        return any(first <= position <= last + _BEHIND_VERB for first, last in found)


#: Words behind a reporting verb that still belong to it.
_BEHIND_VERB: Final = 3
