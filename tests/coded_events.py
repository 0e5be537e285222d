"""Coding sentences and looking at what comes back: shared by the tables of cases about events."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any

import msgspec
import pytest

import marsad
from marsad.model import Coded, Event

#: The day on which the sentences of the tables are told, a Wednesday.
TOLD_ON = "2024-05-15"


@lru_cache(maxsize=2000)
def coded(text: str, published: str | None = TOLD_ON) -> Coded:
    """The text coded; a failure of a stage is a failure of the test."""
    result = marsad.code(text, published=published, id="case")
    assert not result.failures, result.failures
    return result


def events_of(text: str, published: str | None = TOLD_ON) -> tuple[Event, ...]:
    """The events of a text."""
    return coded(text, published).events


def event_of(text: str, type_: str, published: str | None = TOLD_ON) -> Event:
    """The one event of a type in a text."""
    found = events_of(text, published)
    mine = [e for e in found if e.type == type_]
    assert len(mine) == 1, f"yields {[e.type for e in found]}, should yield one {type_}"
    return mine[0]


def ids_of(event: Event, *roles: str) -> str:
    """The ids in these roles, sorted and joined by commas; "-" for none."""
    return ",".join(sorted({a.actor_id for a in event.actors if a.role in roles})) or "-"


def tolls_of(event: Event) -> set[str]:
    """Rows of casualties in short: "killed civilians 3", "injured unknown 20+", "killed fighters 5-7"."""
    return {f"{c.outcome} {c.group} {bounds(c.min, c.max)}" for c in event.casualties}


def things_of(event: Event) -> set[str]:
    """Rows of materiel in short: "tunnel destroyed 2"."""
    return {f"{m.item} {m.effect} {bounds(m.min, m.max)}" for m in event.materiel}


def bounds(low: int, high: int | None) -> str:
    """3, 3+ or 3-9."""
    return f"{low}+" if high is None else str(low) if low == high else f"{low}-{high}"


def iter_values(record: Any) -> Iterator[tuple[str, tuple[int, int]]]:
    """Every (text, span) in a record, however deep."""
    for value in _nested(msgspec.to_builtins(record)):
        if value.get("span") is not None and value.get("text") is not None:
            yield value["text"], tuple(value["span"])


def _nested(value: Any) -> Iterator[dict[str, Any]]:
    if isinstance(value, Mapping):
        yield dict(value)
        for inner in value.values():
            yield from _nested(inner)
    elif isinstance(value, (list, tuple)):
        for inner in value:
            yield from _nested(inner)


def assert_grounded(result: Coded) -> None:
    """Every value's words stand at its span, every span lies in the text, and the ids are unique."""
    text = result.document.text
    for words, (start, end) in iter_values([result.events, result.traces]):
        assert text[start:end] == words
    for event in result.events:
        assert text[slice(*event.trigger.span)] == event.trigger.text
        first = event.evidence[0]
        assert first[0] <= event.trigger.span[0] < event.trigger.span[1] <= first[1]
        assert all(0 <= start < end <= len(text) for start, end in event.evidence)
        assert 0 <= event.confidence <= 1
    ids = [e.id for e in result.events]
    assert len(ids) == len(set(ids))
    assert {t.event_id for t in result.traces} <= set(ids)


def with_known(cases: Mapping[str, tuple[Any, ...]], wrong: Mapping[str, str]) -> list[Any]:
    """Parameters of a table by id. `wrong` names the cases that the coder gets wrong today, with what is wrong: a case
    that comes right fails until it is taken off the list.
    """
    unknown = set(wrong) - set(cases)
    assert not unknown, f"no such cases: {sorted(unknown)}"
    return [
        pytest.param(
            *case, id=name, marks=[pytest.mark.xfail(strict=True, reason=wrong[name])] if name in wrong else []
        )
        for name, case in cases.items()
    ]


#: What a table may ask of an event beside its type, and how the answer is written.
_ANSWERS: dict[str, Any] = {
    "where": lambda e: "/".join(w.name for w in e.where) or "-",
    "when": lambda e: "-" if e.when.start is None else "..".join(dict.fromkeys((e.when.start, e.when.end))),
    "basis": lambda e: e.when.basis,
    "time": lambda e: e.when.time or "-",
    "init": lambda e: ids_of(e, "initiator"),
    "target": lambda e: ids_of(e, "target"),
    "affected": lambda e: ids_of(e, "affected"),
    "tolls": lambda e: ", ".join(sorted(tolls_of(e))) or "-",
    "things": lambda e: ", ".join(sorted(things_of(e))) or "-",
    "count": lambda e: bounds(e.count.min, e.count.max),
    "means": lambda e: e.means.class_ if e.means else "-",
    "status": lambda e: e.status,
    "modality": lambda e: e.modality,
    "claims": lambda e: ", ".join(sorted(c.speaker or c.title or c.organisation or "?" for c in e.claims)) or "-",
    "stance": lambda e: ",".join(sorted({c.stance for c in e.claims})) or "-",
    "responsible": lambda e: ",".join(sorted({c.actor_id or "?" for c in e.claims if c.responsibility})) or "-",
    "unverified": lambda e: "yes" if e.unverified else "no",
    "others": lambda e: ", ".join(sorted(bounds(a.min, a.max) for c in e.casualties for a in c.alternatives)) or "-",
    "parts": lambda e: (
        ", ".join(sorted(f"{p.category} {bounds(p.min, p.max)}" for c in e.casualties for p in c.of_which)) or "-"
    ),
}


def differences(events: tuple[Event, ...], expected: tuple[str, ...]) -> list[str]:
    """What differs between events and a table's lines, in text order; nothing when they agree.

    A line is a type and what is asked of it: "air_strike; where=الرقة; count=2".
    """
    lines = [[part.strip() for part in line.split(";")] for line in expected]
    if [e.type for e in events] != [line[0] for line in lines]:
        return [
            f"yields {[f'{e.type} at {e.trigger.text}' for e in events]}, should yield {[line[0] for line in lines]}"
        ]
    out = []
    for event, (_, *asked) in zip(events, lines, strict=True):
        for name, _, wanted in (part.partition("=") for part in asked):
            found = _ANSWERS[name](event)
            if found != wanted:
                out.append(f"{event.type}: {name} is {found}, should be {wanted}")
    return out
