"""Sides that a sentence leaves to the rest of the text: who fights whom in it, and who alone flies or shells in it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Final

import msgspec

from marsad.coding.draft import Draft, Filler, Frame, Note, RoleName
from marsad.coding.grammar import is_held

#: Sectors that fight as sides told by name.
_SIDES: Final = frozenset({"MIL", "PRM", "REB"})
#: What one side does to the other, even where the words tell only ground or a thing.
_GROUND: Final = frozenset({"territory_regained", "territory_seized"})
_FIRE: Final = frozenset({"shelling", "air_strike", "armed_clash"})
_TOLD: Final = frozenset({"occurred", "ongoing"})
#: So many words behind the trigger the thing that was hit is looked for.
_REACH: Final = 12


def with_sides_of_text(draft: Draft, frames: Sequence[Frame]) -> list[Frame]:
    """The frames with the sides that only other sentences tell.

    "أعلن حزب الله استهداف ثكنة برانيت. ورد الجيش الإسرائيلي بقصف …": the barracks are the Israeli army's, since the two fight
    each other in the text and nobody else does. A strike without a side is of the only side that strikes in the text.
    """
    foes = _foes(frames)
    strikers = {type_: _strikers(frames, type_) for type_ in ("air_strike", "shelling")}
    alone = _strikers(frames, "air_strike") | _strikers(frames, "shelling")
    for type_, told in strikers.items():
        if not told and len(alone) == 1:
            strikers[type_] = alone
    return [_with_striker(_with_foe(draft, frame, foes), strikers) for frame in frames]


def _foes(frames: Sequence[Frame]) -> dict[str, dict[str, Filler]]:
    """For each side of the text the sides that it fights, as last told."""
    foes: dict[str, dict[str, Filler]] = defaultdict(dict)
    for frame in frames:
        for one in frame.filled("initiator"):
            for other in frame.filled("target"):
                if one.actor_id[4:7] in _SIDES and other.actor_id[4:7] in _SIDES and one.actor_id != other.actor_id:
                    foes[one.actor_id][other.actor_id] = other
                    foes[other.actor_id][one.actor_id] = one
    return foes


def _strikers(frames: Sequence[Frame], type_: str) -> dict[str, Filler]:
    return {f.actor_id: f for frame in frames if frame.type == type_ for f in frame.filled("initiator")}


def _with_foe(draft: Draft, frame: Frame, foes: dict[str, dict[str, Filler]]) -> Frame:
    if frame.modality not in _TOLD or frame.filled("target") or frame.filled("affected"):
        return frame
    if frame.type not in _GROUND and not (frame.type in _FIRE and _hits_what_is_held(draft, frame)):
        return frame
    sides = [f for f in frame.filled("initiator") if f.actor_id[4:7] in _SIDES]
    against = {foe: filler for f in sides for foe, filler in foes.get(f.actor_id, {}).items()}
    if len(against) != 1:
        return frame
    return _add(frame, "target", next(iter(against.values())), "opponent in the text")


def _hits_what_is_held(draft: Draft, frame: Frame) -> bool:
    """Whether the words behind the trigger tell a thing that a side holds: مواقع, ثكنة, دبابة."""
    end = min(frame.trigger.last + _REACH, draft.layout.sentence(frame.trigger.first)[1])
    return any(is_held(draft.words, i) for i in range(frame.trigger.last, end))


def _with_striker(frame: Frame, strikers: dict[str, dict[str, Filler]]) -> Frame:
    told = strikers.get(frame.type, {})
    if len(told) != 1 or frame.filled("initiator") or frame.modality not in _TOLD:
        return frame
    return _add(frame, "initiator", next(iter(told.values())), "only one strikes in the text")


def _add(frame: Frame, role: RoleName, filler: Filler, rule: str) -> Frame:
    if filler.actor_id in {f.actor_id for f in frame.fillers}:
        return frame
    new = msgspec.structs.replace(filler, role=role, rule=rule, basis="inferred")
    notes = (*frame.notes, Note("actors", "inheriting", rule))
    return msgspec.structs.replace(frame, fillers=(*frame.fillers, new), notes=notes)


__all__ = ["with_sides_of_text"]
