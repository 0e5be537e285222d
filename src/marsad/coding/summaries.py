"""A total over several happenings is not coded beside its parts: round-ups of strikes, series of bombings."""

from __future__ import annotations

from bisect import bisect_left
from typing import Final

import msgspec

from marsad.coding.context import word_stems
from marsad.coding.draft import Draft, Frame, Note
from marsad.coding.meeting import places_meet, times_meet
from marsad.coding.nearby import within
from marsad.coding.tolls import Toll
from marsad.model import PlaceMention

#: Types that a total may sum up, and those of its parts.
_BLASTS: Final = ("explosive_device", "suicide_attack", "attack_on_civilians")
_STRIKES: Final = ("air_strike", "shelling", "chemical_weapon")
_PARTS: Final[dict[str, tuple[str, ...]]] = {
    "air_strike": _STRIKES,
    "shelling": _STRIKES,
    "explosive_device": _BLASTS,
    "suicide_attack": _BLASTS,
    "attack_on_civilians": (*_STRIKES, *_BLASTS, "armed_clash"),
    "armed_clash": (*_STRIKES, *_BLASTS, "armed_clash"),
}
_COUNTED: Final = ("killed", "harmed", "injured")
_AREAS: Final = frozenset({"province", "district", "country", "near", "offset"})
#: Nouns of one blow; any other tells several, or fire that goes on.
_SINGLE: Final = frozenset(
    {"غاره", "هجوم", "تفجير", "انفجار", "ضربه", "كمين", "عبوه", "اغتيال", "قذيفه", "صاروخ", "استهداف", "اعتداء"}
)
#: Words that set a happening apart from those summed up.
_APART: Final = frozenset({"منفصل", "منفصله", "اخر", "اخري", "سياق", "صعيد", "المقابل"})
#: Parts are told among so many happenings from their total on: as many as no article has.
_FOLLOWING: Final = 250
#: Parts told make up so much of a total at least.
_SHARE: Final = 0.4


def drop_summaries(draft: Draft, frames: list[Frame]) -> list[Frame]:
    """The frames without totals whose parts are told with places of their own.

    "قتل 11 مدنيا بقصف على ريف إدلب. سبعة منهم قضوا بغارة على قرية كذا، وأربعة بقذائف على بلدة كذا": two strikes, not three.
    The parts take the day and the side that acts from the total where they tell none.
    """
    out: list[Frame | None] = list(frames)
    firsts = [f.trigger.first for f in frames]
    for n, total in enumerate(frames):
        start = bisect_left(firsts, total.trigger.first)
        parts = _parts_of(draft, total, frames, range(start, min(start + _FOLLOWING, len(frames))))
        if not parts:
            continue
        for i in parts:
            if out[i] is frames[i]:
                out[i] = _with_rest(total, frames[i])
        if out[n] is total:
            out[n] = None
    return [f for f in out if f is not None]


def _parts_of(draft: Draft, total: Frame, frames: list[Frame], following: range) -> list[int]:
    """The positions of the parts of a total; only what stands in `following` can be one."""
    toll = _main_toll(total)
    if toll is None or total.type not in _PARTS or total.split is not None or not _sums_up(draft, total):
        return []
    parts = [i for i in following if frames[i] is not total and _is_part(draft, total, toll, frames[i])]
    row: list[Frame] = []
    for part in (frames[i] for i in parts):  # the same strike told twice counts once
        if not any(places_meet(part, other) and _main_min(part, toll) == _main_min(other, toll) for other in row):
            row.append(part)
    told = sum(_main_min(f, toll) for f in row)
    if told > toll.min * 1.1 or told < toll.min * _SHARE:
        return []
    alone = len(row) == 1 and not (told * 2 > toll.min and total.type in _STRIKES and row[0].type in _STRIKES)
    return [] if alone else parts


def _main_toll(frame: Frame) -> Toll | None:
    """The toll by which a total is known: the dead, else dead and hurt, else the hurt."""
    for outcome in _COUNTED:
        for toll in frame.tolls:
            if toll.outcome == outcome and toll.min > 1 and toll.qualifier != "vague":
                return toll
    return None


def _main_min(frame: Frame, like: Toll) -> int:
    return sum(t.min for t in frame.tolls if t.outcome == like.outcome and t.part_of is None)


def _sums_up(draft: Draft, frame: Frame) -> bool:
    """Whether a frame may cover several happenings: a plural or fire that goes on, over an area, several places or none."""
    if frame.count is not None and frame.count.min > 1:
        several = True
    else:
        words = draft.words
        keys = {k for i in range(frame.trigger.first, frame.trigger.last) for k in word_stems(words.key(i))}
        several = not keys & _SINGLE
    if not frame.where:  # its place may stand with the verb behind it: في قصف استهدف سيارة غرب رفح
        start, end = draft.layout.sentence(frame.trigger.first)
        told = [p for p in within(draft.places, start, end) if p.usage == "location"]
        if any(not _is_area(p) for p in told):
            return False
    area = not frame.where or len(frame.where) > 1 or all(p.precision in _AREAS for p in frame.where)
    city = any(p.precision == "town" for p in frame.where) and frame.count is not None
    return several and (area or city) and frame.modality in ("occurred", "ongoing")


def _is_area(place: PlaceMention) -> bool:
    """Whether a place is one in which several strikes may fall: a province, a countryside, the north of a country."""
    if place.precision in ("province", "country"):
        return True
    return place.precision in ("near", "district") and (not place.admin1 or place.name.split()[0] in _STRETCHES)


_STRETCHES: Final = frozenset(
    {"ريف", "ريفي", "أرياف", "شمال", "جنوب", "شرق", "غرب", "وسط", "قطاع", "شمالي", "جنوبي", "شرقي", "غربي"}
)


def _is_part(draft: Draft, total: Frame, toll: Toll, frame: Frame) -> bool:
    if frame.type not in _PARTS[total.type] or frame.status != total.status or frame.modality != "occurred":
        return False
    if not frame.where or not 0 < _main_min(frame, toll) < toll.min or not times_meet(total, frame):
        return False
    if frame.trigger.first < total.trigger.first or {p.name for p in frame.where} & {p.name for p in total.where}:
        return False
    start = draft.layout.sentence(frame.trigger.first)[0]
    if any(draft.words.key(i) in _APART for i in range(start, min(start + 4, frame.trigger.first))):
        return False
    if all(p.precision in ("province", "country") for p in frame.where):
        return False
    return not total.where or _lies_in(frame, total)


def _lies_in(part: Frame, total: Frame) -> bool:
    """Whether a part's place lies in the total's area; areas of several places are taken by their provinces."""
    if places_meet(part, total):
        return True
    provinces = {n for p in total.where for n in (p.admin1, p.name) if n}
    countries = {p.country for p in total.where if p.precision == "country"}
    return any(p.admin1 in provinces or p.country in countries for p in part.where)


def _with_rest(total: Frame, part: Frame) -> Frame:
    fillers = part.fillers
    doers = total.filled("initiator")
    if not part.filled("initiator") and len(doers) == 1 and doers[0].actor_id not in {f.actor_id for f in fillers}:
        fillers = (*fillers, msgspec.structs.replace(doers[0], rule="doer of the total", basis="inferred"))
    hit = part.trigger
    resumed = hit.entry.id == "bombardment" and hit.article and hit.retyped_by is None and total.type in _STRIKES
    return msgspec.structs.replace(
        part,
        type=total.type if resumed else part.type,  # القصف الذي أصاب المبنى: one of those raids
        fillers=fillers,
        when=part.when or (msgspec.structs.replace(total.when, basis="inferred") if total.when else None),
        when_rule=part.when_rule or ("day of the total" if total.when else ""),
        notes=(*part.notes, Note("casualties", "merging", "part of a total", span=None)),
    )
