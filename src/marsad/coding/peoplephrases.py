"""The counted phrases of people of one text, looked up by position."""

from __future__ import annotations

from bisect import bisect_left

from marsad.coding.counted import Counted


class Phrases:
    """The counted phrases of a text, looked up by position."""

    def __init__(self, found: list[Counted]) -> None:
        self.all = found
        self.firsts = [c.first for c in found]
        self.by_first = {c.first: c for c in found}

    def from_(self, i: int) -> int:
        """The index of the first phrase that starts at word `i` or after it."""
        return bisect_left(self.firsts, i)


def single(i: int) -> Counted:
    """One person told by the word at `i`."""
    return Counted(
        first=i,
        last=i + 1,
        end=i + 1,
        skip=0,
        prefix="",
        kind="unknown",
        min=1,
        max=1,
        qualifier="exact",
        told=False,
        head=i,
    )
