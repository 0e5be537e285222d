"""Events that a person makes from words of a text."""

from __future__ import annotations

from datetime import date
from typing import cast, get_args

from marsad.errors import BadSetting
from marsad.model import Event, EventType, Span, Trigger, When, Where


def event_by_hand(
    text: str, words: str, type_: str, day: str | None = None, place: str | None = None, *, span: Span | None = None
) -> Event:
    """An event whose trigger are these words of the text; `BadSetting` when they do not stand there or a value is wrong.

    `span` tells which of several occurrences is meant, else it is the first: "قُتل جنديان" in "قُتل جنديان في الموصل".
    """
    if type_ not in get_args(EventType):
        raise BadSetting(f"type: {type_!r} is not known; one of {', '.join(get_args(EventType))}")
    at = text.find(words) if span is None else span[0]
    if at < 0 or not words.strip() or text[at : at + len(words)] != words:
        raise BadSetting(f"words: the text does not hold {words!r}; copy them as they stand there")
    when = When()
    if day is not None:
        try:
            iso = date.fromisoformat(day).isoformat()
        except ValueError:
            raise BadSetting(f"day: {day!r} is no date; write it as YYYY-MM-DD") from None
        when = When(start=iso, end=iso, precision="day", basis="inferred")
    found = (at, at + len(words))
    return Event(
        id="",
        type=cast(EventType, type_),
        when=when,
        where=(Where(name=place, basis="reviewer"),) if place else (),
        evidence=(found,),
        trigger=Trigger(text=words, span=found),
        confidence=1.0,
    )
