"""Who did what to whom and with how many, told over several sentences: sides and tolls of short texts of news."""

from __future__ import annotations

import pytest
from coded_events import bounds, coded, ids_of

from marsad.model import Event
from tests.coding.sides_cases import CASES, HARD


def _told(text: str, types: str, anchors: str) -> Event | None:
    """The event of one of the types whose evidence touches one of the anchors, the nearest trigger first."""
    spans = [(text.find(word), text.find(word) + len(word)) for word in anchors.split("|")]
    assert all(start >= 0 for start, _ in spans), "an anchor does not stand in the text"
    found = [
        (min(abs((event.trigger.span[0] if event.trigger else 0) - start) for start, _ in spans), event)
        for event in coded(text).events
        if event.type in types.split("|")
        and any(low < end and start < high for low, high in event.evidence for start, end in spans)
    ]
    return min(found, key=lambda pair: pair[0])[1] if found else None


def _rows(event: Event) -> list[str]:
    return sorted(f"{c.outcome} {bounds(c.min, c.max)}" for c in event.casualties)


@pytest.mark.parametrize(
    ("text", "happenings"),
    [
        pytest.param(text, told, id=name, marks=[pytest.mark.xfail(reason=HARD[name])] if name in HARD else [])
        for name, text, told in CASES
    ],
)
def test_sides_and_tolls(text: str, happenings: tuple[str, ...]) -> None:
    for told in happenings:
        head, initiator, target, tolls = (part.strip() for part in f"{told} ".split(">"))
        types, anchors = (part.strip() for part in head.split("@"))
        event = _told(text, types, anchors)
        assert event is not None, f"no {types} at {anchors}"
        assert ids_of(event, "initiator") in initiator.split("|"), head
        assert ids_of(event, "target", "affected") in target.split("|"), head
        rows = [sorted(filter(None, map(str.strip, way.split(",")))) for way in tolls.split("|")]
        assert _rows(event) in rows, head
