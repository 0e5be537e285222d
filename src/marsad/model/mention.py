"""What the coder sees before it codes: quantities, times, places, actors, materiel, sources.

`first` and `last` are the half-open range of words [first, last) in the document's `Words`; `span` the same in code points of the raw text
(a clitic at the front, as the و in وبغداد, is inside the word but outside the span).
"""

from __future__ import annotations

from typing import Any, ClassVar, Literal

import msgspec

from marsad.model.event import Effect, Item, PlacePrecision, Qualifier, TimeBasis, TimePrecision
from marsad.model.span import Span

NumberRole = Literal["count", "age", "distance", "unit", "money", "percent", "year", "ordinal", "other"]


class Mention(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """The fields that every mention has."""

    kind: ClassVar[str] = "mention"
    text: str
    span: Span
    first: int
    last: int

    def to_dict(self) -> dict[str, Any]:
        """As `marsad mentions` prints it: `kind`, `text`, `span` and the fields of the kind; no word positions."""
        fields = msgspec.to_builtins(self)
        for position in ("first", "last", "noun"):
            fields.pop(position, None)
        fields["span"] = list(fields["span"])
        return {"kind": self.kind, **fields}


class Quantity(Mention, frozen=True, gc=False, kw_only=True):
    """A number or a vague amount. `noun` is the word position of what is counted, where it follows directly.

    `min` and `max` are what the words say (max None: no upper bound); both are None for a plain ordinal, whose rank is `ordinal`.
    """

    kind: ClassVar[str] = "quantity"
    role: NumberRole = "count"
    min: float | int | None = None
    max: float | int | None = None
    qualifier: Qualifier = "exact"
    ordinal: int | None = None
    noun: int | None = None


class TimeMention(Mention, frozen=True, gc=False, kw_only=True):
    """A date, span of dates or time of day, resolved as far as the publication date allows.

    `relation` tells how the words place a happening: `at` (default), `since` (منذ), `until` (حتى), `during` (خلال), `before`, `after`.
    `time` is a time of day as told; a mention with only a time of day has no `start`.
    """

    kind: ClassVar[str] = "time"
    start: str | None = None
    end: str | None = None
    precision: TimePrecision = "unknown"
    basis: TimeBasis = "unresolved"
    time: str | None = None
    relation: Literal["at", "since", "until", "during", "before", "after"] = "at"


class PlaceMention(Mention, frozen=True, gc=False, kw_only=True):
    """A place as in `Where`. `feature` is its kind (country, province, district, town, village, quarter, …).

    `usage` tells what the words do: `location`, `unit` (part of a unit's or command's name), `gloss` (explains another place), `dateline`,
    `origin` (where fire, people or a victim come from) and `destination` (where the hurt are brought).
    `parents` are the texts of enclosing places named with it (قرية س في ناحية ص).
    """

    kind: ClassVar[str] = "place"
    name: str
    name_en: str | None = None
    country: str | None = None
    admin1: str | None = None
    admin2: str | None = None
    admin3: str | None = None
    pcode: str | None = None
    geonames_id: int | None = None
    lat: float | None = None
    lon: float | None = None
    radius_km: float | None = None
    precision: PlacePrecision = "near"
    place_id: str | None = None
    basis: str = "gazetteer"
    feature: str = "town"
    usage: Literal["location", "unit", "gloss", "dateline", "origin", "destination"] = "location"


class ActorMention(Mention, frozen=True, gc=False, kw_only=True):
    """A body or group that can act. `specificity`: `named` (تنظيم داعش), `generic` (القوات الأمنية), `people` (مدنيون، جنود)."""

    kind: ClassVar[str] = "actor"
    actor_id: str
    name: str
    name_en: str | None = None
    sector: str
    country: str
    specificity: Literal["named", "generic", "people"] = "named"


class MaterielMention(Mention, frozen=True, gc=False, kw_only=True):
    """Weapons, vehicles, buildings and the like, with how many."""

    kind: ClassVar[str] = "materiel"
    item: Item
    effect: Effect | None = None
    min: int | None = None
    max: int | None = None
    qualifier: Qualifier = "exact"


class SourceMention(Mention, frozen=True, gc=False, kw_only=True):
    """Who is quoted: the fields of a claim."""

    kind: ClassVar[str] = "source"
    speaker: str | None = None
    title: str | None = None
    organisation: str | None = None
    actor_id: str | None = None
    via: str | None = None
