"""An event made by hand from words of a text, and two reports shown to a reviewer."""

from __future__ import annotations

from datetime import date
from typing import cast, get_args

from marsad.cli.incident_lists import show_why
from marsad.cli.screen import Screen
from marsad.corroborate.why import why
from marsad.errors import BadSetting
from marsad.model import Event, EventType, Trigger, When, Where
from marsad.store import Store


def event_by_hand(text: str, words: str, type_: str, day: str | None, place: str | None) -> Event:
    """An event whose trigger are these words of the text; `BadSetting` when they do not stand there or a value is wrong.

    "قُتل جنديان" in "قُتل جنديان في الموصل" makes an event with that evidence.
    """
    if type_ not in get_args(EventType):
        raise BadSetting(f"type: {type_!r} is not known; one of {', '.join(get_args(EventType))}")
    at = text.find(words)
    if at < 0 or not words.strip():
        raise BadSetting(f"words: the text does not hold {words!r}; copy them as they stand there")
    when = When()
    if day is not None:
        try:
            iso = date.fromisoformat(day).isoformat()
        except ValueError:
            raise BadSetting(f"day: {day!r} is no date; write it as YYYY-MM-DD") from None
        when = When(start=iso, end=iso, precision="day", basis="inferred")
    span = (at, at + len(words))
    return Event(
        id="",
        type=cast(EventType, type_),
        when=when,
        where=(Where(name=place, basis="reviewer"),) if place else (),
        evidence=(span,),
        trigger=Trigger(text=words, span=span),
        confidence=1.0,
    )


def show_pair(store: Store, a: str, b: str, heading: str, bidi: str | None) -> None:
    """Print two reports with their words in the text, and how they compare."""
    screen = Screen(bidi)
    screen.line(heading, style="bold")
    for name in (a, b):
        found = store.get_judged(name)
        if found is not None:
            screen.line("")
            screen.line(name, found.document.source, found.document.published.start, style="dim")
            screen.article(found.document.text[:1500], [e for e in found.event.evidence if e[1] <= 1500])
    screen.line("")
    show_why(why(store, a, b), "table", bidi)
