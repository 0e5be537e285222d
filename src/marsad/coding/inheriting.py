"""What a frame does not tell itself: the day and place running through the text, the actor still speaking of, the side that was hit."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

import msgspec

from marsad.actors import get_actor
from marsad.coding.belonging import own_losses, speaking_actor, with_country_of_place
from marsad.coding.bombers import type_of_bombing
from marsad.coding.cast import Cast
from marsad.coding.context import ARMED
from marsad.coding.control import resolve_type
from marsad.coding.crowds import is_crowd_type
from marsad.coding.denials import attach_denials
from marsad.coding.draft import Draft, Filler, Frame, RoleName
from marsad.coding.extents import victims_of, widen
from marsad.coding.initiators import admits, with_initiator
from marsad.coding.nearby import Tellings, within
from marsad.coding.opponents import with_sides_of_text
from marsad.coding.outcomes import load_outcomes
from marsad.coding.placing import with_place
from marsad.coding.reckoned import running_day
from marsad.coding.roles import make_filler
from marsad.coding.settings import without_words
from marsad.coding.sides import one_side_each
from marsad.coding.stages import Info
from marsad.coding.tolls import Toll
from marsad.model import ActorMention
from marsad.text.folding import fold_key

_HARMED: Final = frozenset({"killed", "injured", "harmed", "captured", "abducted", "missing"})
_AFFECTED: Final = frozenset({"displaced", "evacuated", "returned", "freed", "trapped"})
_STATE: Final = frozenset({"MIL", "COP", "SPY", "PRM", "GOV"})


class InheritStage:
    """Fills what is left open, each with the rule that says so."""

    info = Info(
        name="inheriting", version="1", requires=("frames", "published", "times", "actors", "cast"), assigns=("frames",)
    )

    def __call__(self, draft: Draft) -> Mapping[str, Any]:
        """ "وأصيب خمسة" after "انفجرت عبوة أمس في بعقوبة": the same day, the same place."""
        cast = draft.cast
        assert cast is not None
        out: list[Frame] = []
        tellings = Tellings(draft.frames)
        for frame in attach_denials(draft, list(draft.frames)):
            frame = _with_time(draft, frame)
            frame = with_place(draft, tellings, frame, out)
            frame = with_initiator(draft, frame, out)
            frame = _with_target(draft, cast, frame)
            if frame.trigger.type in ("control", "control_lost", "arrest") and frame.type != "captives_released":
                frame = msgspec.structs.replace(frame, type=resolve_type(frame.trigger.type, frame.fillers))
                frame = _with_loser(frame) if frame.trigger.type == "control_lost" else frame
            bombing = type_of_bombing(draft, frame)
            frame = frame if bombing == frame.type else msgspec.structs.replace(frame, type=bombing)
            out.append(with_country_of_place(draft, frame))
        sided = with_sides_of_text(draft, out)
        return {"frames": tuple(msgspec.structs.replace(f, fillers=_widened(draft, f)) for f in sided)}


def _with_loser(frame: Frame) -> Frame:
    """Who lost ground as the target of those who took it: "خسرت قوات النظام السيطرة على المطار"."""
    turned: dict[str, RoleName] = {"initiator": "target", "target": "initiator"}
    fillers = (msgspec.structs.replace(f, role=turned.get(f.role, f.role)) for f in frame.fillers)
    return msgspec.structs.replace(frame, fillers=tuple(fillers))


def _widened(draft: Draft, frame: Frame) -> tuple[Filler, ...]:
    return tuple(widen(draft, filler) for filler in frame.fillers)


def _with_time(draft: Draft, frame: Frame) -> Frame:
    if frame.when is not None or frame.status == "background" or frame.modality in ("planned", "possible"):
        return frame
    running = running_day(draft, frame.trigger.first)
    if running is None:
        return frame
    return msgspec.structs.replace(frame, when=without_words(running), when_rule="day running through the text")


def _with_target(draft: Draft, cast: Cast, frame: Frame) -> Frame:
    fillers = list(frame.fillers)
    initiators = {f.actor_id for f in fillers if f.role == "initiator"}
    losing = own_losses(draft, frame, speaking_actor(draft, frame))
    known = {f.actor_id for f in fillers}
    for toll in frame.tolls:
        role: RoleName | None = (
            "target" if toll.outcome in _HARMED else "affected" if toll.outcome in _AFFECTED else None
        )
        if role is None or (role == "target" and any(f.role == "target" for f in fillers)):
            continue
        if role == "target" and toll.group == "unknown" and toll.text.split()[-1] in ("منهم", "منها", "منهما"):
            continue  # عدد منهم: of whom was told before
        if role == "target" and fold_key(toll.text).startswith(_ATTACKING):
            continue  # قتل المهاجمان: they attacked
        if role == "target" and toll.group == "unknown" and frame.trigger.entry.id == "clash":
            continue  # those killed in a fight of others are of either side
        if role == "target" and is_crowd_type(frame.type):
            continue  # those hurt at a protest are of the crowd
        actor_id = office_id(draft, toll) or victim_id(draft, toll.group, _named_body(draft, toll), initiators)
        if actor_id and actor_id[4:] == "UAF" and toll.group == "fighters" and _state_acts(initiators):
            named = _opponent(cast, frame, known)  # تحرير الناحية من داعش … مقتل 40 مسلحا
            actor_id = named.actor_id if named is not None else actor_id
        if losing is not None and losing.country != draft.country and toll.group == "security_forces":
            actor_id = f"{losing.country}-{losing.sector}"
        if actor_id and actor_id not in known:
            known.add(actor_id)
            body = get_actor(actor_id)
            first, last, span = victims_of(draft, toll)
            fillers.append(
                Filler(
                    role=role,
                    actor_id=actor_id,
                    name=body.name if body else None,
                    name_en=body.name_en if body else None,
                    first=first,
                    last=last,
                    span=span,
                    text=draft.words.raw[span[0] : span[1]],
                    rule="toll",
                )
            )
    if not any(f.role == "target" for f in fillers) and admits(draft, frame):
        speaker = speaking_actor(draft, frame)
        if speaker is not None and speaker.actor_id not in known:
            fillers.append(make_filler("target", speaker, "admits its losses"))
    if not any(f.role == "target" for f in fillers) and _state_acts(initiators):
        opponent = _opponent(cast, frame, known)
        if opponent is not None:
            fillers.append(make_filler("target", opponent, "opponent in the sentence"))
    return msgspec.structs.replace(frame, fillers=one_side_each(frame.type, fillers))


_ATTACKING: Final = ("المهاجم", "المنفذ", "الانتحاري", "منفذ")


def _state_acts(initiators: set[str]) -> bool:
    return any(i.split("-")[1] in _STATE for i in initiators if "-" in i)


def _named_body(draft: Draft, toll: Toll) -> str | None:
    """The body of a toll's people; "الإرهابيون" are the group that the text means by them."""
    if toll.actor_id and toll.actor_id[4:] != "REB":
        return toll.actor_id
    at = draft.words.at(toll.span[0])
    own = next((a for a in within(draft.actors, at, at + 1) if a.span[0] == toll.span[0] and a.actor_id), None)
    if own is not None and toll.actor_id is None:
        return own.actor_id
    meant = (a for a in within(draft.actors, toll.outcome_last, toll.last) if a.sector == "REB")
    actor = next(meant, None)
    return actor.actor_id if actor else toll.actor_id or _body_of(draft, toll)


def _body_of(draft: Draft, toll: Toll) -> str | None:
    """The body that the counted people belong to, where it stands in or right after their words: عناصر من قوات الصحوة."""
    behind = toll.last + (4 if draft.words.key(toll.last) == "علي" else 1)  # على الأقل stands between
    for actor in within(draft.actors, toll.outcome_first, behind + 1):
        if actor.specificity == "named" and actor.sector in ARMED:
            return actor.actor_id
    return None


_DISPLACED: Final = (fold_key("نازح"), fold_key("لاجئ"))


def office_id(draft: Draft, toll: Toll) -> str | None:
    """The actor id of displaced people (ألفا نازح), or of one person told by an office of state.

    "اغتيال والي غرب دارفور" befalls the government, "اغتيال قاض" the courts.
    """
    for actor in within(draft.actors, toll.first, toll.last):
        if actor.sector == "REF" and actor.actor_id:
            return actor.actor_id
    words = toll.text.split()
    if any(fold_key(w).removeprefix("ال").startswith(_DISPLACED) for w in words):
        return f"{draft.country or 'XXX'}-REF"
    sector = load_outcomes().offices.get(fold_key(words[0]).removeprefix("ال")) if words else None
    country = draft.country or "XXX"
    return f"{country}-{sector}" if sector and toll.min == toll.max == 1 else None


def victim_id(draft: Draft, group: str, actor_id: str | None, initiators: set[str]) -> str | None:
    """The actor id of those who were hit: the body that the toll names, else civilians of the country."""
    if actor_id and actor_id not in initiators and not actor_id.startswith("XXX"):
        return actor_id
    country = draft.country or "XXX"
    if group in ("civilians", "unknown"):
        return f"{country}-CVL"
    if group == "security_forces":
        return "ISR-MIL" if country == "PSE" else f"{country}-MIL"
    return None


def _opponent(cast: Cast, frame: Frame, known: set[str]) -> ActorMention | None:
    if frame.type not in (
        "operation",
        "territory_regained",
        "armed_clash",
        "air_strike",
        "arrest",
        "shelling",
        "weapons_disrupted",
    ):
        return None
    for actor, case in cast.near(frame.trigger):
        if actor.sector == "REB" and actor.actor_id not in known and case != "agent" and actor.sector in ARMED:
            return actor
    return None
