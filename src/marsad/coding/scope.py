"""A scope: words of a text and the sources that answer for them."""

from __future__ import annotations

from typing import Literal

import msgspec

from marsad.model import SourceMention
from marsad.model.event import Stance

ScopeKind = Literal["quote", "indirect", "according_to", "continued"]


class Scope(msgspec.Struct, frozen=True, kw_only=True):
    """The words [first, last) for which `sources` answer; `reporting` is the reporting verb or preposition.

    `via` is the outlet spoken to or quoted from; `responsibility` marks a claim of having done it; `unverified` that nobody could check it.
    """

    sources: tuple[SourceMention, ...]
    first: int
    last: int
    kind: ScopeKind
    reporting: tuple[int, int]
    stance: Stance = "asserts"
    via: str | None = None
    responsibility: bool = False
    unverified: bool = False
