"""Who stands on which side: two that fight each other, and nobody on both sides."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Final

import msgspec

from marsad.coding.ability import UNARMED
from marsad.coding.context import word_stems
from marsad.coding.control import is_non_state
from marsad.coding.draft import Filler, TriggerHit
from marsad.model import ActorMention
from marsad.text.opening import Opening

if TYPE_CHECKING:
    from marsad.coding.cast import Cast

Put = Callable[[str, ActorMention | None, str], None]

#: What is done to an armed group by the other side: where one body stands in both roles, it suffered.
_DONE_TO_REBELS: Final = frozenset({"operation", "territory_regained", "arrest", "weapons_disrupted"})


def _may_fight_itself(actor_id: str) -> bool:
    """Whether an id stands for many bodies, which fight each other: militias, rebels and tribes without a name of their own."""
    return actor_id.count("-") == 1 and actor_id[4:7] in ("PRM", "REB", "UAF", "CRM")


def one_side_each(type_: str, fillers: list[Filler]) -> tuple[Filler, ...]:
    """Nobody is on both sides: a body found as initiator and as target keeps the role that the type suggests."""
    both = {f.actor_id for f in fillers if f.role == "initiator"} & {f.actor_id for f in fillers if f.role == "target"}
    both = {actor_id for actor_id in both if not _may_fight_itself(actor_id)}
    drop = "initiator" if type_ in _DONE_TO_REBELS else "target"
    kept = [f for f in fillers if not (f.actor_id in both and f.role == drop and f.rule != "subject")]
    if type_ == "territory_regained" and not any(f.role == "target" for f in kept):
        kept = [
            msgspec.structs.replace(f, role="target")
            if f.role == "initiator" and f.rule in _WEAK and is_non_state(f.actor_id)
            else f
            for f in kept
        ]
    return tuple({(f.role, f.actor_id): f for f in reversed(kept)}.values())[::-1]


#: Rules that only guess a side.
_WEAK: Final = frozenset({"before the noun", "subject running on", "genitive"})


#: So far, in words, a side stands behind its noun, and so far before it from "تبادل".
_BETWEEN: Final = 22
_EXCHANGED: Final = 14
_EXCHANGE: Final = frozenset({"تبادل", "تبادلت", "يتبادل", "تتبادل", "تبادلا", "تبادلوا"})
_EXCHANGING: Final = Opening(lambda key: not word_stems(key).isdisjoint(_EXCHANGE), lambda: _EXCHANGE)
_MUTUAL: Final = frozenset({"متبادل", "متبادله"})


def fill_two_sided(cast: Cast, hit: TriggerHit, put: Put) -> None:
    """The side told first is the initiator: اشتباكات بين X وY, X مع Y, قصف متبادل بين X وY, تبادل X وY القصف."""
    exchanging = _exchanging(cast, hit)
    if exchanging:
        put("initiator", exchanging[0], "between")
        put("target", exchanging[1], "between")
    if hit.entry.id != "clash" and not word_stems(cast.draft.words.key(hit.last)) & _MUTUAL:
        return
    layout = cast.draft.layout
    sides = [
        a
        for a, case in cast.near(hit)
        if a.first >= hit.last and case == "with" and layout.distance(hit.last - 1, a.first) <= _BETWEEN
    ]
    if len(sides) >= 2:
        put("initiator", sides[0], "between")
        put("target", sides[1], "between")
    elif sides and cast.draft.words[sides[0].first - 1].key.endswith("مع"):
        put("target", sides[0], "with")


#: So far, in words, those who lose stand behind the verb, and those who inflict it before.
_LOSERS: Final = 7
_INFLICTERS: Final = 12


def fill_losses(cast: Cast, hit: TriggerHit, put: Put) -> None:
    """Who lost and who made them: "كبدت المقاومة الحوثيين خسائر", "صد الجيش الهجوم وكبد المهاجمين خسائر", "تكبد الحوثيون خسائر"."""
    verb, layout = hit.first, cast.draft.layout
    bare = [a for a, case in cast.near(hit) if case == "bare" and a.sector not in UNARMED]
    behind = [a for a in bare if verb < a.first and layout.distance(verb, a.first) <= _LOSERS]
    before = [a for a in bare if a.last <= verb and layout.distance(a.last - 1, verb) <= _INFLICTERS]
    suffered = "تكبد" in cast.draft.words.key(verb) and not cast.draft.words.key(verb).removeprefix("و").startswith(
        "تكبدهم"
    )
    if suffered:
        put("target", next(iter(behind or before[-1:]), None), "losses")
        return
    if len(behind) >= 2 or not before:
        put("initiator", next(iter(behind), None), "subject")
        put("target", behind[1] if len(behind) >= 2 else None, "losses")
        return
    put("initiator", before[-1], "subject")
    put("target", next(iter(behind), None), "losses")


def _exchanging(cast: Cast, hit: TriggerHit) -> list[ActorMention]:
    """The two sides of "تبادل الجيش وقوات الدعم السريع القصف المدفعي"; empty where none exchange."""
    if hit.form == "verb":
        return []
    low = max(cast.draft.layout.sentence(hit.first)[0], hit.first - _EXCHANGED)
    verbs = _EXCHANGING.among(cast.draft.words, low, hit.first)
    sides = [a for a, _ in cast.near(hit) if verbs[-1][0] < a.first and a.last <= hit.first] if verbs else []
    return sides[:2] if len(sides) >= 2 else []
