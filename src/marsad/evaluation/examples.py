"""The examples of the trigger lexicon: every entry carries sentences that say what they must yield; here they are run."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import msgspec

from marsad.api import code
from marsad.lexicon.triggers import Entry, Example, entries, examples
from marsad.model import Event

#: The day on which the example sentences are told.
TOLD_ON: Final = "2024-05-15"


class Verdict(msgspec.Struct, frozen=True):
    """One example and what is wrong with what it yields; `problems` is empty when it is right."""

    entry_id: str
    text: str
    problems: tuple[str, ...]


def check_examples() -> Iterator[Verdict]:
    """Run every example of every entry, in the order of the files."""
    for entry in entries():
        for example in examples().get(entry.id, ()):
            yield Verdict(entry.id, example.text, tuple(_problems(entry, example)))


def entries_without_examples(least: int = 2) -> list[str]:
    """The ids of entries that carry fewer than `least` examples; words that only lend a subject need none."""
    return [e.id for e in entries() if len(examples().get(e.id, ())) < least and e.level != "support"]


def _problems(entry: Entry, example: Example) -> Iterator[str]:
    coded = code(example.text, published=TOLD_ON, id=entry.id)
    if coded.failures:
        yield f"failed: {coded.failures[0].message}"
        return
    if example.yields == "none":
        if coded.events:
            yield f"yields {', '.join(e.type for e in coded.events)}, should yield none"
        return
    event = next((e for e in coded.events if e.type == example.yields), None)
    if event is None:
        yield f"yields {', '.join(e.type for e in coded.events) or 'none'}, should yield {example.yields}"
        return
    yield from _slot_problems(event, example)


def _slot_problems(event: Event, example: Example) -> Iterator[str]:
    for role in ("initiator", "target"):
        wanted = getattr(example, role)
        found = [a.actor_id for a in event.actors if a.role == role or (role == "target" and a.role == "affected")]
        if wanted is not None and wanted not in found:
            yield f"{role} is {', '.join(found) or 'none'}, should be {wanted}"
    if example.where is not None and example.where not in [w.name for w in event.where]:
        yield f"where is {'، '.join(w.name for w in event.where) or 'none'}, should be {example.where}"
    for name in ("modality", "status"):
        wanted = getattr(example, name)
        if wanted is not None and getattr(event, name) != wanted:
            yield f"{name} is {getattr(event, name)}, should be {wanted}"
    killed = [c.min for c in event.casualties if c.outcome == "killed"]
    if example.killed is not None and example.killed not in killed:
        yield f"killed is {killed or 'none'}, should be {example.killed}"
