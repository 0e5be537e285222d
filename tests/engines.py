"""Stand-ins for the coder, for tests of what surrounds it: functions of a module, so that other processes can run them."""

from __future__ import annotations

import os

from marsad.model import Actor, Casualties, Coded, Document, Event, Failure, Trigger, When, Where, content_id

TRIGGER = "قصف"


def find_shelling(doc: Document) -> Coded:
    """One event for each place where the word stands."""
    events, at = [], doc.text.find(TRIGGER)
    while at >= 0:
        span = (at, at + len(TRIGGER))
        events.append(
            Event(
                id=content_id("event", doc.id, span),
                type="shelling",
                when=When(start=doc.published.start, end=doc.published.end, precision="day", basis="inferred"),
                where=(Where(name="إدلب", name_en="Idlib", country="SYR", precision="town"),),
                actors=(Actor(role="initiator", actor_id="SYR-MIL"), Actor(role="target", actor_id="SYR-CVL")),
                casualties=(
                    Casualties(outcome="killed", group="civilians", min=2, max=2, qualifier="exact"),
                    Casualties(outcome="killed", group="unknown", min=3, max=None, qualifier="vague"),
                ),
                evidence=((0, len(doc.text)),),
                trigger=Trigger(text=TRIGGER, span=span),
                confidence=0.75,
            )
        )
        at = doc.text.find(TRIGGER, span[1])
    return Coded(document=doc, events=tuple(events))


def fail_on_request(doc: Document) -> Coded:
    """A stage failure for a document whose text asks for it."""
    if "فشل" in doc.text:
        return Coded(document=doc, failures=(Failure(stage="places", error="ValueError", message="no such place"),))
    return find_shelling(doc)


def die_on_request(doc: Document) -> Coded:
    """End the process, as the kernel does when memory runs out, for a document whose text asks for it."""
    if "موت" in doc.text:
        os._exit(9)
    return find_shelling(doc)


def interrupt_on_request(doc: Document) -> Coded:
    """Ctrl-C while a certain document is coded."""
    if "قاطع" in doc.text:
        raise KeyboardInterrupt
    return find_shelling(doc)
