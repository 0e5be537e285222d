"""The frame stages: triggers become frames with their own words, take their outcomes, merge, and inherit what they do not tell."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

import msgspec

from marsad.coding.attribution import Scope
from marsad.coding.bombers import type_of_bombing
from marsad.coding.cast import Cast
from marsad.coding.context import ARMED, Context
from marsad.coding.continuing import is_at_them
from marsad.coding.control import resolve_type
from marsad.coding.draft import Draft, Frame, Note, TriggerHit
from marsad.coding.merging import merge_frames
from marsad.coding.modality import Cues, read_modality
from marsad.coding.nearby import Tellings, is_inside, within
from marsad.coding.reckoned import reckoned_day
from marsad.coding.results import host_added, host_before, host_of, is_of_a_war, referred_host
from marsad.coding.roles import doer_of, find_fillers, make_filler
from marsad.coding.settings import in_future, is_campaign, is_recent, own_places, own_time, time_of_day
from marsad.coding.splitting import split_by_breakdown, split_by_numbers
from marsad.coding.stages import Info
from marsad.coding.summaries import drop_summaries
from marsad.coding.tally import find_count
from marsad.coding.tolls import Toll
from marsad.coding.triggers import attack_type
from marsad.model import MaterielMention

_CIVIC: Final = frozenset(
    {"agreement", "diplomacy", "governance", "protest", "riot", "return", "arrest", "captives_released"}
)


class FrameStage:
    """One frame for each trigger that tells a happening, with the time, places and actors of its own sentence."""

    info = Info(
        name="frames",
        version="1",
        requires=("triggers", "scopes", "times", "places", "actors", "quantities", "published"),
        assigns=("frames", "cast", "cues"),
    )

    def __call__(self, draft: Draft) -> Mapping[str, Any]:
        """ "شن الطيران أمس غارتين على الرقة": air_strike, yesterday, الرقة, two."""
        cast, cues = Cast(draft), Cues(draft)
        by_sentence: dict[int, list[TriggerHit]] = {}
        for hit in draft.triggers:
            by_sentence.setdefault(hit.sentence, []).append(hit)
        frames = []
        for triggers in by_sentence.values():
            acts = [t for t in triggers if not _in_furniture(draft, t) and _stands(triggers, t)]
            for hit in acts:
                frame = make_frame(draft, cast, cues, hit, acts)
                if frame is not None:
                    frames.append(frame)
        return {"frames": tuple(frames), "cast": cast, "cues": cues}


#: Told of a crowd, these are the event: "أطلقت القوات النار على المتظاهرين" is no protest of its own.
_CROWDS_SUFFER: Final = (
    "riot",
    "armed_clash",
    "attack",
    "attack_on_civilians",
    "explosive_device",
    "suicide_attack",
    "arrest",
)


def _stands(triggers: list[TriggerHit], hit: TriggerHit) -> bool:
    """Whether a trigger may make a frame: an act, or a word such as متظاهرون where no act of its type stands in the sentence."""
    if hit.level != "reference":
        return hit.level == "act"
    return not any(t.level == "act" and t.type in (hit.type, *_CROWDS_SUFFER) for t in triggers)


def make_frame(draft: Draft, cast: Cast, cues: Cues, hit: TriggerHit, rivals: list[TriggerHit]) -> Frame | None:
    """The frame of one trigger; None where its words tell no happening."""
    if hit.article and hit.form == "noun" and draft.words.key(hit.first - 1) in _ASKED_AFTER:
        return None
    scopes = scopes_at(draft, hit.first)
    denied = any(s.stance == "denies" for s in scopes)
    reading = read_modality(draft, cues, hit, denied)
    if reading.verdict == "none":
        return None
    when = reckoned_day(draft, hit) or own_time(draft, hit, rivals)
    modality = reading.verdict
    if modality in ("occurred", "ongoing") and in_future(draft, when):
        modality = "planned"
    count = find_count(draft, hit)
    if count is None and is_campaign(draft, hit, when):
        return None
    fillers = find_fillers(cast, hit)
    start, end = draft.layout.sentence(hit.first)
    recent = is_recent(draft, when)
    background = recent is False or (
        recent is None and (reading.context or (reading.past_perfect and hit.form == "verb"))
    )
    if modality == "ongoing" and when is not None and when.relation == "since":
        background = False
    type_ = resolve_type(hit.type, fillers)
    frame = Frame(
        trigger=hit,
        type=type_,
        first=start,
        last=end,
        evidence=(clause_of(draft, hit),),
        modality=modality,
        status="background" if background else "current",
        fillers=fillers,
        when=when,
        when_rule="own words" if when else "",
        time=time_of_day(draft, hit),
        where=own_places(draft, hit, rivals),
        where_rule="own words",
        means=next(
            (m for m in within(draft.means, start, end) if draft.layout.distance(m.first, hit.first) <= 14), None
        ),
        count=count,
        scopes=scopes,
        unverified=any(a <= hit.first < b for a, b in draft.unverified),
        notes=tuple(_notes(hit, reading.cue, modality)),
    )
    bombing = type_of_bombing(draft, frame)
    return frame if bombing == type_ else msgspec.structs.replace(frame, type=bombing)


#: What is asked of a happening that was told before: ولم تعرف أسباب الاستهداف.
_ASKED_AFTER: Final = frozenset(("اسباب", "دوافع", "ملابسات", "خلفيات", "خلفيه"))


def _notes(hit: TriggerHit, cue: str | None, modality: str) -> list[Note]:
    notes = [Note("type", "triggers", hit.entry.id, note=f"by {hit.retyped_by!r}" if hit.retyped_by else None)]
    if modality != "occurred":
        notes.append(Note("modality", "frames", modality, note=f"by {cue!r}" if cue else None))
    return notes


def scopes_at(draft: Draft, position: int) -> tuple[Scope, ...]:
    """The innermost scope over a word (several, where several speakers say the same words), then claims of responsibility."""
    found = draft.scopes.over(position)
    if len(found) < 2:
        return tuple(found)
    plain = [s for s in found if not s.responsibility]
    length = min((s.last - s.first for s in plain), default=0)
    return (*(s for s in plain if s.last - s.first == length), *(s for s in found if s.responsibility))


def clause_of(draft: Draft, hit: TriggerHit, limit: int = 26) -> tuple[int, int]:
    """The words around a trigger up to the marks and connectives that set its clause off: at most `limit` words on each side."""
    start, end = draft.layout.sentence(hit.first)
    first, last = hit.first, hit.last
    first = draft.layout.reach_back(first, start, 9)
    last = draft.layout.reach_on(last - 1, end, limit)
    while last > hit.last and draft.words[last - 1].kind == "mark":
        last -= 1
    while first < hit.first and draft.words[first].kind == "mark":
        first += 1
    return first, last


def _in_furniture(draft: Draft, hit: TriggerHit) -> bool:
    word = draft.words[hit.first]
    return is_inside(draft.furniture, (word.start, word.end))


class OutcomeStage:
    """Tolls and materiel go to the happening that caused them; those that stand alone make one, typed by its means."""

    info = Info(
        name="outcomes",
        version="1",
        requires=("frames", "tolls", "materiel", "triggers", "context", "cast", "cues"),
        assigns=("frames",),
    )

    def __call__(self, draft: Draft) -> Mapping[str, Any]:
        """ "مقتل 3 جنود بانفجار عبوة" is one explosive_device with three killed."""
        frames = Tellings(draft.frames)
        cast, context, cues = draft.cast, draft.context, draft.cues
        assert cast is not None
        assert context is not None
        assert cues is not None
        _retype_flights(frames, draft.tolls)
        orphans: list[Toll] = []
        for toll in draft.tolls:
            at = host_of(draft, frames, toll)
            if at is None:
                later = referred_host(draft, frames, toll)
                later = host_added(draft, frames, toll) if later is None else later
                if later is None:
                    orphans.append(toll)
                else:
                    frames[later] = _with_toll(draft, frames[later], toll)
            else:
                frames[at] = _with_doer(cast, draft, frames[at], toll)
        made, left = _frames_of_orphans(draft, cast, context, cues, orphans)
        for frame in made:
            frames.append(frame)
        for toll in left:
            at = next((i for i in frames.told_in(draft.layout.of[toll.first]) if frames[i].type == "protest"), None)
            at = _told_next(draft, frames, toll) if at is None else at
            if at is not None:
                frames[at] = msgspec.structs.replace(frames[at], tolls=(*frames[at].tolls, toll))
        lost: list[MaterielMention] = []
        for item in draft.materiel:
            at = host_of(draft, frames, item)
            if at is None:
                lost.append(item)
            else:
                frames[at] = msgspec.structs.replace(frames[at], materiel=(*frames[at].materiel, item))
        told = _property_frames(draft, cast, context, cues, frames)
        carried = {m.first for f in told for m in f.materiel}
        for item in lost:
            at = None if item.first in carried else host_before(draft, frames, item)
            if at is not None:
                frames[at] = msgspec.structs.replace(frames[at], materiel=(*frames[at].materiel, item))
        parts = [part for frame in (*frames, *told) for part in split_by_numbers(draft, frame)]
        parts = [part for frame in parts for part in split_by_breakdown(draft, frame)]
        return {"frames": tuple(sorted(parts, key=lambda f: (f.trigger.first, f.split or 0)))}


def _retype_flights(frames: Tellings, tolls: tuple[Toll, ...]) -> None:
    """Flight by which people were displaced is no withdrawal: "أجبرت الاشتباكات ألف أسرة على الفرار"."""
    spans = [(t.outcome_first, t.last) for t in tolls if t.outcome == "displaced" and t.group == "civilians"]
    for i, frame in enumerate(frames):
        if frame.type == "withdrawal" and any(a <= frame.trigger.first < b for a, b in spans):
            frames[i] = msgspec.structs.replace(frame, type="displacement")


def _told_next(draft: Draft, frames: Tellings, toll: Toll) -> int | None:
    """The shooting of the next sentence whose pronoun means those killed: "قُتل صحفي في تعز. وقال سكان إن مسلحين أطلقوا عليه النار"."""
    if toll.outcome not in ("killed", "injured", "harmed"):
        return None
    near = frames.told_in(draft.layout.of[toll.first] + 1)
    fitting = (i for i in near if frames[i].type in ("attack_on_civilians", "armed_clash") and not frames[i].tolls)
    return next((i for i in fitting if is_at_them(draft, frames[i])), None)


def _frames_of_orphans(
    draft: Draft, cast: Cast, context: Context, cues: Cues, orphans: list[Toll]
) -> tuple[list[Frame], list[Toll]]:
    """Tolls without a happening in their sentence: one frame for each killing word, when something armed stands near it; and the others."""
    out = Tellings()
    left: list[Toll] = []
    taken: set[int] = set()
    telling = _outcome_words(draft)
    for toll in orphans:
        known = referred_host(draft, out, toll)
        known = host_added(draft, out, toll) if known is None else known
        if known is not None:
            out[known] = _with_toll(draft, out[known], toll)
            continue
        near = (t for t in _telling(telling, toll) if t.first not in taken)
        hit = next(near, None)
        mate = next(iter(out.told_in(draft.layout.of[toll.first])), None)
        if mate is not None and toll.outcome in ("killed", "injured", "harmed", "missing"):
            out[mate] = msgspec.structs.replace(out[mate], tolls=(*out[mate].tolls, toll))
            continue
        if is_of_a_war(draft, toll):
            continue
        type_ = (
            _type_of_killing(context, hit, toll) if hit and toll.outcome in ("killed", "injured", "harmed") else None
        )
        if hit is None or type_ is None:
            left.append(toll)
            continue
        taken.add(hit.first)
        frame = make_frame(draft, cast, cues, msgspec.structs.replace(hit, type=type_, retyped_by="toll"), [hit])
        if frame is not None:
            out.append(msgspec.structs.replace(frame, tolls=(toll,)))
    return out, left


def _outcome_words(draft: Draft) -> dict[int, list[TriggerHit]]:
    """The words of killing by the positions of their own words and of those that they need (أودى لغم | بحياة ثلاثة)."""
    out: dict[int, list[TriggerHit]] = {}
    for hit in draft.triggers:
        if hit.type == "kill" and hit.level == "outcome":
            for at in {hit.first, hit.first if hit.rest is None else hit.rest}:
                out.setdefault(at, []).append(hit)
    return out


def _telling(words: dict[int, list[TriggerHit]], toll: Toll) -> list[TriggerHit]:
    """Of the words of killing those that are the toll's, in text order."""
    near = [hit for at in range(toll.first - 1, toll.last + 1) for hit in words.get(at, ())]
    return sorted(near, key=lambda hit: hit.first)


def _with_doer(cast: Cast, draft: Draft, frame: Frame, toll: Toll) -> Frame:
    """A happening with a toll of its sentence, and who did it where the toll's verb tells: "قضت مفرزة على سبعة مسلحين في كمين"."""
    fillers = frame.fillers
    verbs = (
        t
        for t in within(draft.triggers, toll.outcome_first, toll.outcome_first + 1)
        if t.entry.id in ("kill", "eliminate", "injure")
    )
    hit = next(verbs, None)
    if hit is not None and not frame.filled("initiator"):
        doer = doer_of(cast, hit)
        if doer is not None and doer.actor_id and doer.actor_id not in {f.actor_id for f in fillers}:
            fillers = (*fillers, make_filler("initiator", doer, "subject of the outcome"))
    return msgspec.structs.replace(frame, tolls=(*frame.tolls, toll), fillers=fillers)


def _with_toll(draft: Draft, frame: Frame, toll: Toll) -> Frame:
    """A happening with a toll told in a later sentence, and with the claim of whoever tells it."""
    told = (s for s in scopes_at(draft, toll.first) if s.stance == "asserts" and s not in frame.scopes)
    unarmed = frame.type == "armed_clash" and frame.trigger.entry.type == "attack" and toll.group == "civilians"
    hit_civilians = unarmed and not any(f.role == "target" and f.actor_id[4:7] in ARMED for f in frame.fillers)
    return msgspec.structs.replace(
        frame,
        type="attack_on_civilians" if hit_civilians else frame.type,
        tolls=(*frame.tolls, toll),
        scopes=(*frame.scopes, *told),
    )


def _type_of_killing(context: Context, hit: TriggerHit, toll: Toll) -> str | None:
    """The type of a killing told without its happening; None where nothing armed is near: an accident or a crime."""
    type_, reason = attack_type(context, hit.first, hit.last, before=3)
    if reason in (None, "civilians") and toll.cause_hint is not None:  # من جراء صاروخ أطلقه
        caused, why = attack_type(context, toll.cause_hint, toll.cause_hint + 1, before=0)
        type_, reason = (caused, why) if why not in (None, "civilians") else (type_, reason)
    if reason and reason != "civilians":
        return type_
    armed = context.spots("armed_strict", hit.first, hit.last) or context.spots("weapon", hit.first, hit.last)
    if toll.group in ("fighters", "security_forces"):
        return "armed_clash"
    if not armed:
        return None
    return "attack_on_civilians" if toll.group == "civilians" or toll.group == "unknown" else "armed_clash"


def _property_frames(draft: Draft, cast: Cast, context: Context, cues: Cues, frames: list[Frame]) -> list[Frame]:
    """Things destroyed, burned or looted that no other event carries."""
    carried = {m.first for f in frames for m in f.materiel}
    out: list[Frame] = []
    for hit in draft.triggers:
        if hit.type != "property_destroyed":
            continue
        items = [
            m
            for m in within(draft.materiel, draft.layout.sentence(hit.first)[0], hit.first + 13)
            if m.first not in carried and m.last > hit.first - 3 and draft.layout.of[m.first] == hit.sentence
        ]
        if not items or not (context.has("armed", hit.first, hit.last) or context.has("settlers", hit.first, hit.last)):
            continue
        type_ = (
            "weapons_disrupted"
            if items[0].item in ("explosive_device", "weapon", "ammunition")
            else "property_destroyed"
        )
        frame = make_frame(draft, cast, cues, msgspec.structs.replace(hit, type=type_), [hit])
        if frame is not None:
            out.append(msgspec.structs.replace(frame, materiel=tuple(items)))
            carried |= {m.first for m in items}
    return out


class MergeStage:
    """Repetitions of one happening become one frame."""

    info = Info(name="merging", version="1", requires=("frames",), assigns=("frames",))

    def __call__(self, draft: Draft) -> Mapping[str, Any]:
        """A headline, the lead and "الهجوم" later in the text: one event."""
        return {"frames": tuple(merge_frames(draft, drop_summaries(draft, list(draft.frames))))}
