"""Why an event is as it is: which words, which stage and which rule filled each slot, and what stood near and was not taken."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import Any, Final

from marsad.coding.draft import Draft, Frame
from marsad.coding.nearby import within
from marsad.model import Event, Trace

#: A mention farther from the trigger, in words, was hardly a candidate.
_REACH: Final = 40


def make_traces(draft: Draft, frame: Frame, event: Event) -> list[Trace]:
    """The traces of one event, slot by slot, what was kept before what was lost."""
    return [*_kept(frame, event), *_lost(draft, frame, event)]


def _kept(frame: Frame, event: Event) -> Iterator[Trace]:
    id_ = event.id

    def row(slot: str, stage: str, rule: str, part: Any) -> Trace:
        return Trace(event_id=id_, slot=slot, stage=stage, rule=rule, text=part.text, span=part.span)

    retyped, trigger = frame.trigger.retyped_by, event.trigger
    yield Trace(
        event_id=id_,
        slot="type",
        stage="triggers",
        rule=frame.trigger.entry.id,
        text=trigger.text,
        span=trigger.span,
        note=f"by {retyped!r}" if retyped else None,
    )
    yield Trace(event_id=id_, slot="status", stage="frames", rule=frame.status)
    for note in frame.notes:
        if note.slot != "type":
            yield Trace(
                event_id=event.id,
                slot=note.slot,
                stage=note.stage,
                rule=note.rule,
                kept=note.kept,
                note=note.note,
                span=note.span,
            )
    yield row("when", "frames", frame.when_rule or "date of the document", event.when)
    for i, place in enumerate(event.where):
        yield row(f"where[{i}]", "places", frame.where_rule, place)
    for i, filler in enumerate(frame.fillers):
        yield row(f"actors[{i}]", "roles", filler.rule, filler)
    for slot, stage, parts in (
        ("casualties", "outcomes", event.casualties),
        ("materiel", "outcomes", event.materiel),
        ("claims", "attribution", event.claims),
    ):
        for i, part in enumerate(parts):
            yield row(f"{slot}[{i}]", stage, "in the clause", part)
    for merged in frame.merged:
        yield Trace(
            event_id=id_, slot="evidence", stage="merging", rule=merged.entry.id, note="another telling of the same"
        )
    for name, weight in frame.weights:
        yield Trace(event_id=id_, slot="confidence", stage="judging", rule=name, note=_signed(weight))


@lru_cache(maxsize=10_000)
def _signed(weight: float) -> str:
    """What a sign adds, as shown; there are not many weights."""
    return f"{weight:+.2f}"


def _lost(draft: Draft, frame: Frame, event: Event) -> Iterator[Trace]:
    """Times, places and actors of the trigger's sentence that were candidates and went elsewhere, and tolls that gave way."""
    start, end = draft.layout.sentence(frame.trigger.first)
    taken = {event.when.span, *(place.span for place in event.where), *(actor.span for actor in event.actors)}
    rows: tuple[tuple[str, str, tuple[Any, ...]], ...] = (
        ("when", "frames", draft.times),
        ("where", "places", draft.places),
        ("actors", "roles", draft.actors),
    )
    for slot, stage, mentions in rows:
        for mention in within(mentions, start, end):
            if mention.span in taken or mention.first in draft.spoken:
                continue
            if draft.layout.distance(mention.first, frame.trigger.first) <= _REACH:
                yield Trace(
                    event_id=event.id,
                    slot=slot,
                    stage=stage,
                    rule="candidate",
                    kept=False,
                    note=_reason(slot, mention),
                    text=mention.text,
                    span=mention.span,
                )
    for i, toll in enumerate(event.casualties):
        for other in toll.alternatives:
            yield Trace(
                event_id=event.id,
                slot=f"casualties[{i}]",
                stage="outcomes",
                rule="another toll",
                kept=False,
                note="kept as an alternative",
                text=other.text,
                span=other.span,
            )


def _reason(slot: str, mention: Any) -> str:
    if slot == "where":
        usage = mention.usage
        return "no place of a happening here" if usage != "location" else "nearer to another happening, or too far"
    if slot == "when":
        return "nearer to another happening, or the beginning of a state"
    return "no rule gives it a role here"
