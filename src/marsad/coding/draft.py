"""What the stages of the coder hand on: one frozen draft per document, filled field by field."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

import msgspec

from marsad.actors.people import PeopleNoun
from marsad.coding.attribution import Scope
from marsad.coding.layout import Layout
from marsad.coding.means import MeansMention
from marsad.coding.nearby import Scopes
from marsad.coding.tolls import Toll
from marsad.lexicon.triggers import Entry, Form, Tense
from marsad.model import (
    ActorMention,
    Count,
    Document,
    Event,
    MaterielMention,
    PlaceMention,
    Published,
    Quantity,
    Span,
    TimeMention,
    Trace,
)
from marsad.model.event import Modality, Status
from marsad.text.quotations import Quotation
from marsad.text.words import Words

if TYPE_CHECKING:
    from marsad.coding.cast import Cast
    from marsad.coding.context import Context
    from marsad.coding.modality import Cues

RoleName = Literal["initiator", "target", "supporter", "affected"]


class TriggerHit(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """Words that tell a happening. `type` is settled by the means near it; `support` is the position of a verb that lends its subject."""

    entry: Entry
    type: str
    form: Form
    tense: Tense
    passive: bool
    first: int
    last: int
    skip: int
    prefix: str
    article: bool
    pronoun: str
    sentence: int
    support: int | None = None
    support_tense: Tense = "none"
    #: The role of the support verb's subject: target for تعرض.
    support_role: str = "initiator"
    #: Where the words begin that a verb needs (ألقت القوات *القبض*).
    rest: int | None = None
    #: Why the type is not the entry's own, for the trace.
    retyped_by: str | None = None

    @property
    def level(self) -> str:
        """act, outcome or reference."""
        return self.entry.level


class Filler(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """One actor in one role, with the rule that put it there."""

    role: RoleName
    actor_id: str
    name: str | None
    name_en: str | None
    first: int
    last: int
    span: Span
    text: str
    rule: str
    basis: str | None = None


class Note(msgspec.Struct, frozen=True, gc=False):
    """A line of the trace before the event has its id."""

    slot: str
    stage: str
    rule: str
    kept: bool = True
    note: str | None = None
    span: Span | None = None


class Frame(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """An event in the making."""

    trigger: TriggerHit
    type: str
    first: int
    last: int
    evidence: tuple[tuple[int, int], ...] = ()
    modality: Modality = "occurred"
    status: Status = "current"
    fillers: tuple[Filler, ...] = ()
    when: TimeMention | None = None
    when_rule: str = ""
    time: TimeMention | None = None
    where: tuple[PlaceMention, ...] = ()
    where_rule: str = ""
    tolls: tuple[Toll, ...] = ()
    materiel: tuple[MaterielMention, ...] = ()
    means: MeansMention | None = None
    count: Count | None = None
    scopes: tuple[Scope, ...] = ()
    unverified: bool = False
    confidence: float = 0.0
    weights: tuple[tuple[str, float], ...] = ()
    #: Where the number stands that this part of a split event tells.
    split: int | None = None
    merged: tuple[TriggerHit, ...] = ()
    notes: tuple[Note, ...] = ()

    def filled(self, role: str) -> tuple[Filler, ...]:
        """The fillers of one role."""
        return tuple(f for f in self.fillers if f.role == role)


class Draft(msgspec.Struct, frozen=True, kw_only=True):
    """Everything known of one document so far."""

    document: Document
    words: Words
    layout: Layout = Layout.EMPTY
    #: Where a headline above the text ends (a word position); 0 when there is none.
    headline_end: int = 0
    furniture: tuple[Span, ...] = ()
    quotations: tuple[Quotation, ...] = ()
    published: Published = Published()
    country: str | None = None
    quantities: tuple[Quantity, ...] = ()
    times: tuple[TimeMention, ...] = ()
    places: tuple[PlaceMention, ...] = ()
    actors: tuple[ActorMention, ...] = ()
    people: tuple[PeopleNoun, ...] = ()
    tolls: tuple[Toll, ...] = ()
    materiel: tuple[MaterielMention, ...] = ()
    means: tuple[MeansMention, ...] = ()
    scopes: Scopes = Scopes()
    unverified: tuple[tuple[int, int], ...] = ()
    #: Positions of words that name speakers: they tell nothing of a happening.
    spoken: frozenset[int] = frozenset()
    triggers: tuple[TriggerHit, ...] = ()
    #: Views on the text that several stages read from.
    context: Context | None = None
    cast: Cast | None = None
    cues: Cues | None = None
    frames: tuple[Frame, ...] = ()
    events: tuple[Event, ...] = ()
    traces: tuple[Trace, ...] = ()
