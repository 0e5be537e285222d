"""Who did it where its own words do not tell: those who claim it or are blamed, the subject that runs on, the force that speaks."""

from __future__ import annotations

from typing import Final

import msgspec

from marsad.coding.ability import can_initiate, can_sector_initiate
from marsad.coding.belonging import own_losses, speaking_actor
from marsad.coding.crowds import is_crowd_type
from marsad.coding.deciding import deciding_actor
from marsad.coding.draft import Draft, Filler, Frame, Note
from marsad.coding.nearby import within
from marsad.coding.roles import make_filler
from marsad.coding.scope import Scope
from marsad.model import ActorMention

#: What a force that speaks of a happening without naming an agent has itself done.
_OWN_DEEDS: Final = frozenset(
    {
        "operation",
        "arrest",
        "weapons_disrupted",
        "evacuation",
        "armed_clash",
        "air_strike",
        "territory_regained",
        "deployment",
        "shelling",
    }
)
#: The crowd of a protest is still meant so many sentences on.
_CROWD_RUNS: Final = 2


def with_initiator(draft: Draft, frame: Frame, before: list[Frame]) -> Frame:
    told = frame.filled("initiator")
    unnamed = bool(told) and all(f.actor_id[4:7] == "UAF" for f in told)
    if told and not (unnamed and any(_claims(scope) for scope in frame.scopes)):
        return frame
    guilty = None if is_crowd_type(frame.type) else _guilty(draft, frame)
    if unnamed:  # هاجم مسلحون نقطة … وتبنى التنظيم الهجوم
        if guilty is None or guilty[1] != "claims responsibility":
            return frame
        frame = msgspec.structs.replace(frame, fillers=tuple(f for f in frame.fillers if f not in told))
    if guilty is not None:
        return _add(frame, (make_filler("initiator", guilty[0], guilty[1]),), guilty[1])
    if frame.trigger.entry.subject == "none":
        return frame
    if is_crowd_type(frame.type):
        crowd = next((f for f in reversed(before) if is_crowd_type(f.type) and f.filled("initiator")), None)
        if crowd is None or frame.trigger.sentence - crowd.trigger.sentence > _CROWD_RUNS:
            return frame
        return _add(frame, crowd.filled("initiator"), "crowd running on")
    return _from_the_text(draft, frame, before)


def _from_the_text(draft: Draft, frame: Frame, before: list[Frame]) -> Frame:
    """With those whom the text around suggests: attackers killed, the subject that runs on, the other side, the speaker."""
    targets = {f.actor_id for f in frame.filled("target")}
    repelled = _repelled(draft, frame, targets)
    if repelled is not None:
        return _add(frame, (make_filler("initiator", repelled, "attackers killed"),), "attackers killed")
    if (
        before
        and frame.trigger.form == "verb"
        and not frame.trigger.passive
        and not targets & {f.actor_id for f in before[-1].filled("initiator")}
    ):
        previous = before[-1]
        runs_on = _able(frame.type, previous.filled("initiator"))
        if frame.trigger.sentence - previous.trigger.sentence <= 1 and runs_on:
            return _add(frame, runs_on, "subject running on")
    other = _other_side(frame, before)
    if other:
        return _add(frame, other, "other side running on")
    decides = deciding_actor(draft, frame)
    if decides is not None:
        return _add(frame, (make_filler("initiator", decides, "announces it"),), "announces its own decision")
    if (
        frame.type in _OWN_DEEDS
        and not admits(draft, frame)
        and not own_losses(draft, frame, speaking_actor(draft, frame))
    ):
        speaker = speaking_actor(draft, frame) or _announcing_rebels(draft, frame)
        if speaker is not None:
            return _add(frame, (make_filler("initiator", speaker, "speaker"),), "speaker's own deed")
    if before and frame.trigger.form != "verb":
        previous = before[-1]
        again = targets & {f.actor_id for f in previous.filled("initiator")}
        runs_on = _able(frame.type, previous.filled("initiator"))
        beside = frame.trigger.sentence == previous.trigger.sentence
        if beside and runs_on and frame.type in _OWN_DEEDS and not again:
            return _add(frame, runs_on, "subject running on")
    return frame


def _other_side(frame: Frame, before: list[Frame]) -> tuple[Filler, ...]:
    """Who fights the one side told of a fight: whoever acted right before. "أحبطت القوات تسللا. وأسفرت الاشتباكات مع المهربين عن …"."""
    if frame.trigger.entry.id != "clash" or not before or not any(f.rule == "with" for f in frame.fillers):
        return ()
    previous = before[-1]
    if frame.trigger.sentence - previous.trigger.sentence > 1:
        return ()
    known = {f.actor_id for f in frame.fillers}
    return tuple(f for f in _able(frame.type, previous.filled("initiator")) if f.actor_id not in known)


def _able(type_: str, fillers: tuple[Filler, ...]) -> tuple[Filler, ...]:
    """Those who can have done it: a delegation of the United Nations has made no strike."""
    civil = type_ not in ("operation", "evacuation")  # what governments order
    return tuple(
        f
        for f in fillers
        if f.actor_id[4:7] == "CVL"
        or (can_sector_initiate(type_, f.actor_id[4:7]) and not (civil and f.actor_id[4:7] == "GOV"))
    )


def _guilty(draft: Draft, frame: Frame) -> tuple[ActorMention, str] | None:
    """Who claims to have done it, or whom a source holds guilty of it, with the rule that says so.

    "أعلنت الحركة مسؤوليتها عن التفجير", "وحمّلت اللجنة قوات الدعم السريع المسؤولية".
    """
    for scope in frame.scopes:
        responsible = [a for x in scope.sources for a in within(draft.actors, x.first, x.last) if _claims(scope)]
        responsible.sort(key=lambda a: a.first)
        if responsible:
            return responsible[0], "claims responsibility"
    for scope in frame.scopes:
        if scope.blamed is not None:
            able = (a for a in within(draft.actors, *scope.blamed) if can_initiate(frame.type, a) and a.actor_id)
            accused = next(able, None)
            if accused is not None:
                return accused, "blamed"
    return None


def _claims(scope: Scope) -> bool:
    return scope.responsibility and scope.stance == "asserts"  # نفت الحركة مسؤوليتها عن الهجوم


def _repelled(draft: Draft, frame: Frame, targets: set[str]) -> ActorMention | None:
    """Who attacked where an attack was beaten off: those killed on the other side. "صدت القوات هجوما … قُتل 15 حوثيا"."""
    if frame.trigger.support_role != "target" or not targets:
        return None
    for toll in frame.tolls:
        if toll.group == "fighters":
            for actor in within(draft.actors, toll.first, toll.last):
                if actor.sector in ("REB", "PRM") and actor.actor_id not in targets:
                    return actor
    return None


#: Who says so tells of its own losses.
_ADMITTING: Final = frozenset(
    {"اقر", "اقرت", "يقر", "تقر", "اعترف", "اعترفت", "يعترف", "تعترف", "نعي", "نعت", "ينعي", "تنعي"}
)


def admits(draft: Draft, frame: Frame) -> bool:
    """Whether a side admits losses: "جيش الاحتلال يقر بمقتل جندي"."""
    keys = (draft.words.key(scope.reporting[0]).removeprefix("و") for scope in frame.scopes)
    return bool(frame.tolls) and any(key in _ADMITTING for key in keys)


def _announcing_rebels(draft: Draft, frame: Frame) -> ActorMention | None:
    """The armed group that announces a strike by its noun: "أعلنت كتائب القسام استهداف دبابة"."""
    hit = frame.trigger
    if hit.form == "verb" or hit.entry.id not in ("targeting", "bombardment"):
        return None
    for scope in frame.scopes:
        if 0 <= hit.first - scope.first <= 1 and not scope.responsibility and scope.stance == "asserts":
            for source in scope.sources:
                found = [a for a in draft.actors if source.first <= a.first < source.last and a.sector == "REB"]
                if found:
                    return found[0]
    return None


def _add(frame: Frame, fillers: tuple[Filler, ...], rule: str) -> Frame:
    taken = {f.actor_id for f in frame.fillers}
    new = tuple(
        msgspec.structs.replace(f, role="initiator", rule=rule, basis="inferred")
        for f in fillers
        if f.actor_id not in taken
    )
    return msgspec.structs.replace(
        frame, fillers=(*frame.fillers, *new), notes=(*frame.notes, Note("actors", "inheriting", rule))
    )


__all__ = ["admits", "with_initiator"]
