"""Records for tests, made from a text and the words in it: the builders look up the spans, so `raw[start:end] ==
text` holds.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from marsad.model import (
    Actor,
    Casualties,
    Claim,
    Coded,
    Document,
    Event,
    Failure,
    Published,
    Span,
    Trace,
    Trigger,
    When,
    Where,
    content_id,
)

#: A report of our own with an air strike, its toll, its place, its time and its source.
TEXT = (
    "أعلن الناطق باسم الجيش أن طائرات حربية أغارت صباح الاثنين على مقر للمسلحين في بلدة الريحانية شمالي المحافظة،\n"
    "ما أدى إلى مقتل أربعة مسلحين وإصابة مدنيين اثنين."
)


def find_span(text: str, words: str, nth: int = 0) -> Span:
    """The span of the `nth` occurrence of `words`; a test that asks for words that are not there is wrong."""
    at = -1
    for _ in range(nth + 1):
        at = text.index(words, at + 1)
    return at, at + len(words)


def make_document(text: str = TEXT, id: str = "reports/0001.txt", **fields: Any) -> Document:  # noqa: A002
    """A document of outlet "وكالة المرصد" published on Tuesday 2 June 2020, unless told otherwise."""
    defaults: dict[str, Any] = {
        "source": "وكالة المرصد",
        "url": f"https://example.org/{id}",
        "title": "غارة على بلدة",
        "published": Published.from_metadata("2020-06-02"),
    }
    return Document(id=id, text=text, **(defaults | fields))


def make_event(text: str = TEXT, trigger: str | None = None, doc_id: str = "reports/0001.txt", **fields: Any) -> Event:
    """An event told by the words `trigger`; without any arguments, the full air strike of `TEXT`."""
    if trigger is None:
        fields = _air_strike() | fields
        trigger = "أغارت"
    span = find_span(text, trigger)
    defaults: dict[str, Any] = {"type": "air_strike", "evidence": (span,), "confidence": 0.8}
    made = defaults | fields
    made.setdefault("id", content_id("evt", doc_id, made["type"], span))
    return Event(trigger=Trigger(text=trigger, span=span), **made)


def _words(text: str) -> dict[str, Any]:
    return {"text": text, "span": find_span(TEXT, text)}


def _air_strike() -> dict[str, Any]:
    place = Where(
        name="الريحانية",
        name_en="Reyhaniya",
        country="SYR",
        admin1="إدلب",
        lat=36.25,
        lon=36.5,
        precision="town",
        place_id="syr-001",
        **_words("بلدة الريحانية"),
    )
    return {
        "when": When(
            start="2020-06-01",
            end="2020-06-01",
            precision="day",
            basis="relative",
            time="صباح",
            **_words("صباح الاثنين"),
        ),
        "where": (place,),
        "actors": (
            Actor(role="initiator", actor_id="SYR-MIL", name="الجيش", name_en="Syrian army", **_words("طائرات حربية")),
            Actor(role="target", actor_id="SYR-UAF", name="مسلحون", **_words("للمسلحين")),
        ),
        "casualties": (
            Casualties(
                outcome="killed",
                group="fighters",
                min=4,
                max=4,
                qualifier="exact",
                side="target",
                **_words("أربعة مسلحين"),
            ),
            Casualties(outcome="injured", group="civilians", min=2, max=2, qualifier="exact", **_words("مدنيين اثنين")),
        ),
        "claims": (Claim(title="الناطق باسم الجيش", actor_id="SYR-MIL", **_words("الناطق باسم الجيش")),),
        "evidence": (find_span(TEXT, TEXT.partition("\n")[0]),),
    }


def make_coded(
    document: Document | None = None,
    events: Sequence[Event] | None = None,
    coder: str = "rules 0.1.0",
    failures: Sequence[Failure] = (),
    traces: Sequence[Trace] | None = None,
) -> Coded:
    """A coded document; without events, the air strike of `TEXT` with a kept and a lost trace."""
    doc = document or make_document()
    if events is None:
        events = (make_event(doc_id=doc.id),) if doc.text == TEXT else ()
    if traces is None:
        traces = tuple(t for e in events for t in make_traces(e))
    return Coded(document=doc, events=tuple(events), failures=tuple(failures), traces=tuple(traces), coder=coder)


def make_traces(event: Event) -> tuple[Trace, ...]:
    """Why the event has its type and first toll, and a type that was considered and lost."""
    made = [
        Trace(
            event_id=event.id,
            slot="type",
            stage="frames",
            rule="strike-verb",
            text=event.trigger.text,
            span=event.trigger.span,
        ),
        Trace(
            event_id=event.id,
            slot="type",
            stage="frames",
            rule="clash-noun",
            kept=False,
            note="the verb of the clause is stronger",
            text=event.trigger.text,
            span=event.trigger.span,
        ),
    ]
    if event.casualties:
        toll = event.casualties[0]
        made.append(
            Trace(event_id=event.id, slot="casualties[0]", stage="tolls", rule="led-to", text=toll.text, span=toll.span)
        )
    return tuple(made)
