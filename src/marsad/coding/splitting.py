"""One verb over several places, each with a number of its own, is one event per number."""

from __future__ import annotations

from typing import Final

import msgspec

from marsad.coding.draft import Draft, Frame, Note
from marsad.coding.nearby import within
from marsad.coding.tolls import Toll
from marsad.model import PlaceMention, Quantity

#: Behind one of these stand the parts of a toll.
_BREAKDOWNS: Final = frozenset({"بينهم", "منهم", "بينها", "منها", "توزعوا", "موزعين", "بواقع", "ضمنهم"})
_TOLLED: Final = ("killed", "injured", "harmed")
#: A number's place stands at most so far behind it.
_PLACE_BEHIND: Final = 9


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


def split_by_breakdown(draft: Draft, frame: Frame) -> list[Frame]:
    """The frame, or one for each part of its toll that has a place of its own.

    "قتل 11 مدنيا بقصف على ريف إدلب، بينهم 4 في بلدة سراقب و7 في قرية معرزيتا": two happenings.
    The hurt, told for all of them alone, are left out.
    """
    end = draft.layout.sentences[frame.trigger.sentence][1]
    for toll in frame.tolls if frame.split is None else ():
        if toll.outcome not in _TOLLED or toll.min < 2 or draft.layout.of[toll.first] != frame.trigger.sentence:
            continue
        behind = draft.words.at(toll.span[1] - 1) + 1
        if not any(draft.words.key(i) in _BREAKDOWNS for i in range(behind, end)):
            continue
        told_behind = [q for q in within(draft.quantities, behind, end) if q.role == "count" and q.min is not None]
        if len(told_behind) < 2:
            continue
        others = [t.span for t in frame.tolls if t is not toll] + [
            p.span for t in draft.tolls for p in t.of_which if p.span
        ]
        if any(t.outcome == toll.outcome and toll.last <= t.first < end for t in draft.tolls if t is not toll):
            continue  # a second toll is told behind it
        counts = [
            q
            for q in told_behind
            if (q.min or 0) >= 1 and not any(start < q.span[1] and q.span[0] < stop for start, stop in others)
        ]
        parts: list[tuple[Quantity, tuple[PlaceMention, ...]]] = []
        for n, count in enumerate(counts):
            stop = counts[n + 1].first if n + 1 < len(counts) else end
            places = _run_of_places(draft, count.last, min(stop, count.last + _PLACE_BEHIND))
            if places:
                parts.append((count, places))
        names = [p.name for _, places in parts for p in places]
        told = sum(int(c.min or 0) for c, _ in parts)
        if len(parts) > 1 and len(set(names)) == len(names) and toll.min < 2 * told <= 2 * toll.min:
            return [_portion(frame, toll, count, places, n) for n, (count, places) in enumerate(parts)]
    return [frame]


def _run_of_places(draft: Draft, start: int, stop: int) -> tuple[PlaceMention, ...]:
    """The places told in a row within the words [start, stop)."""
    out: list[PlaceMention] = []
    for place in within(draft.places, start, stop):
        if place.usage == "location" and (not out or place.first - out[-1].last <= 2):
            out.append(place)
    return tuple(out)


def _portion(frame: Frame, toll: Toll, count: Quantity, places: tuple[PlaceMention, ...], n: int) -> Frame:
    part = msgspec.structs.replace(
        toll,
        min=int(count.min or 0),
        max=None if count.max is None else int(count.max),
        qualifier=count.qualifier,
        of_which=(),
        first=count.first,
        last=count.last,
        text=count.text,
        span=count.span,
    )
    return msgspec.structs.replace(
        frame,
        tolls=(part,),
        where=places,
        where_rule="own words",
        evidence=frame.evidence if n == 0 else ((count.first, places[-1].last),),
        materiel=frame.materiel if n == 0 else (),
        count=None,
        split=count.first,
        notes=(*frame.notes, Note("casualties", "outcomes", "a part of the toll with a place of its own")),
    )
