"""One verb over several places, each with a number of its own, is one event per number."""

from __future__ import annotations

import msgspec

from marsad.coding.draft import Draft, Frame, Note
from marsad.coding.nearby import within
from marsad.coding.tolls import Toll
from marsad.model import PlaceMention


def split_by_numbers(draft: Draft, frame: Frame) -> list[Frame]:
    """The frame, or one for each number that has places of its own behind it.

    "خطف التنظيم 18 شابا من ناحية القيارة و14 من قضاء البعاج": two abductions.
    """
    row = [t for t in frame.tolls if draft.layout.of[t.first] == frame.trigger.sentence and t.part_of is None]
    for first in row:
        alike = [t for t in row if (t.outcome, t.group) == (first.outcome, first.group)]
        if len(alike) < 2 or alike[0] is not first:
            continue
        places = [_places_behind(draft, frame, toll, alike) for toll in alike]
        if all(places) and len({p.place_id or p.name for part in places for p in part}) == sum(map(len, places)):
            others = tuple(t for t in frame.tolls if t not in alike)
            return [
                _part(draft, frame, toll, part, others if toll is first else ())
                for toll, part in zip(alike, places, strict=True)
            ]
    return [frame]


def _places_behind(draft: Draft, frame: Frame, toll: Toll, alike: list[Toll]) -> tuple[PlaceMention, ...]:
    """The places between a toll's words and the next number, or the end of the sentence."""
    end = draft.layout.sentences[frame.trigger.sentence][1]
    start = draft.words.at(toll.span[0])
    stops = [draft.words.at(t.span[0]) for t in alike]
    stop = min([s for s in stops if s > start], default=end)
    return tuple(
        p
        for p in within(draft.places, start + 1, stop)
        if p.usage == "location" and draft.layout.distance(start, p.first) <= 20
    )


def _part(draft: Draft, frame: Frame, toll: Toll, places: tuple[PlaceMention, ...], others: tuple[Toll, ...]) -> Frame:
    start, stop = draft.words.at(toll.span[0]), places[-1].last
    evidence = (min(start, stop - 1), stop) if others == () and frame.tolls[0] is not toll else frame.evidence[0]
    return msgspec.structs.replace(
        frame,
        tolls=(toll, *others),
        where=places,
        where_rule="own words",
        evidence=(evidence,),
        materiel=frame.materiel if frame.tolls[0] is toll else (),
        split=start,
        notes=(*frame.notes, Note("casualties", "outcomes", "a number with places of its own")),
    )
