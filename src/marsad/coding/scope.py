"""A scope: words of a text and the sources that answer for them."""

from __future__ import annotations

from typing import Literal

import msgspec

from marsad.model import SourceMention
from marsad.model.event import Stance
from marsad.text.quotations import Quotation

ScopeKind = Literal["quote", "indirect", "according_to", "continued"]


class Scope(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """The words [first, last) for which `sources` answer; `reporting` is the reporting verb or preposition.

    `via` is the outlet spoken to or quoted from; `responsibility` marks a claim of having done it; `blamed` are the words
    [first, last) that tell whom the sources hold guilty.
    """

    sources: tuple[SourceMention, ...]
    first: int
    last: int
    kind: ScopeKind
    reporting: tuple[int, int]
    stance: Stance = "asserts"
    via: str | None = None
    responsibility: bool = False
    blamed: tuple[int, int] | None = None


class Report(msgspec.Struct, gc=False, kw_only=True):
    """A report as read, before its end is known.

    `start`: where its clause begins, and cuts the report before it if it is a `main` clause of its own. `last` is 0
    until known. `quotation`: the speech that it reports, if in quotation marks.
    """

    start: int
    verb: tuple[int, int]
    sources: tuple[SourceMention, ...]
    first: int
    kind: ScopeKind
    main: bool = True
    last: int = 0
    quotation: Quotation | None = None
    stance: Stance = "asserts"
    via: str | None = None
    responsibility: bool = False
    blamed: tuple[int, int] | None = None

    def to_scope(self) -> Scope:
        """The report with its end as a scope."""
        return Scope(
            sources=self.sources,
            first=self.first,
            last=self.last,
            kind=self.kind,
            reporting=self.verb,
            stance=self.stance,
            via=self.via,
            responsibility=self.responsibility,
            blamed=self.blamed,
        )


def name_of(source: SourceMention) -> str:
    """How an outlet that passes on a report is called: its body's name, else the person's, else the title."""
    return source.organisation or source.speaker or source.title or source.text
