"""An expression of time before it is resolved: what it would mean on each day of speaking."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Literal, NamedTuple

import msgspec

from marsad.model.event import TimeBasis, TimePrecision
from marsad.temporal.calendar import Days, hijri_days

Relation = Literal["at", "since", "until", "during", "before", "after"]
Shift = Callable[[date], Days | None]


class Spec(msgspec.Struct, frozen=True, kw_only=True):
    """One expression. `days`: a written date; `shift`: from the day of speaking; `chained`: from the mention before.

    At most one of these is set. `hull` stands in for `shift` where the day of speaking is a range. `weekday` and
    `offset` are what the words say of a single day (أمس الاثنين: 0 and -1); `spoken` marks a period that ends on the
    day of speaking; `unsure` a date told without its year; `hijri` one of that calendar; `near`
    that the mention before must stand close by.
    """

    days: Days | None = None
    shift: Shift | None = None
    hull: Shift | None = None
    chained: Callable[[Days], Days | None] | None = None
    precision: TimePrecision = "unknown"
    basis: TimeBasis = "relative"
    time: str | None = None
    relation: Relation = "at"
    weekday: int | None = None
    offset: int | None = None
    spoken: bool = False
    unsure: bool = False
    hijri: bool = False
    near: bool = False

    def but(self, **changes: object) -> Spec:
        """The same with other fields."""
        return msgspec.structs.replace(self, **changes)


#: An expression and the position behind its words.
Parsed = tuple[Spec, int]


class YearRef(NamedTuple):
    """A year as told: `abs` 2014, `rel` -1 (العام الماضي), `hijri` 1436, `same` (العام نفسه)."""

    kind: Literal["abs", "rel", "hijri", "same"]
    value: int


def in_year(
    ref: YearRef | None,
    build: Callable[[int], Days | None],
    precision: TimePrecision,
    default: Callable[[date], int] | None = None,
) -> Spec | None:
    """What `build` makes of a year as told; without one, of the year that `default` finds from the day of speaking."""
    if ref is None:
        if default is None:
            return None
        choose = default
        return Spec(shift=lambda d: build(choose(d)), precision=precision, unsure=True)
    if ref.kind == "abs":
        days = build(ref.value)
        return None if days is None else Spec(days=days, precision=precision, basis="explicit")
    if ref.kind == "rel":
        return Spec(shift=lambda d: build(d.year + ref.value), precision=precision)
    if ref.kind == "same":
        return Spec(chained=lambda before: build(before[0].year), precision=precision)
    days = hijri_days(ref.value, None, None)
    return None if days is None else Spec(days=days, precision="year", basis="explicit")
