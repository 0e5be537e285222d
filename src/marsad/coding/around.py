"""Sides that stand around a happening in ways of their own: who survived it, is accused of it, or held what it hit."""

from __future__ import annotations

from typing import Final

from marsad.coding.cast import Cast
from marsad.coding.context import ARMED
from marsad.coding.draft import TriggerHit
from marsad.coding.grammar import is_held
from marsad.coding.results import HOSTS
from marsad.model import ActorMention
from marsad.text.folding import fold_key

#: How far, in words, these sides stand from the happening's word.
_AFTER, _BEFORE, _OBJECT = 7, 16, 14

_WON_FROM: Final = frozenset({"territory_regained", "territory_seized", "control", "withdrawal"})


def fought_with(cast: Cast, hit: TriggerHit) -> ActorMention | None:
    """The side that ground was won from in a fight: "سيطرت القوات على البلدة بعد معارك مع التنظيم"."""
    if hit.type not in _WON_FROM:
        return None
    return next((a for a, case in cast.near(hit) if case == "with" and a.first >= hit.last and a.sector in ARMED), None)


def blown_up(cast: Cast, hit: TriggerHit) -> ActorMention | None:
    """Whose patrol a device hit: "فجر مجهولون عبوة بدورية للشرطة"."""
    for actor, case in cast.near(hit) if hit.type == "explosive_device" else ():
        near = actor.first >= hit.last and cast.draft.layout.distance(hit.last - 1, actor.first) <= _OBJECT
        held = is_held(cast.draft.words, actor.first) or is_held(cast.draft.words, actor.first - 1)
        if near and held and actor.sector in ARMED and case in ("by", "to", "possessor"):
            return actor
    return None


_AIRCRAFT: Final = tuple(map(fold_key, ("طائرة", "مسيرة", "مروحية", "مقاتلة", "طائرت", "مسيرت", "مروحيت")))


def brought_down(cast: Cast, hit: TriggerHit) -> ActorMention | None:
    """Whose aircraft was brought down: "أسقط المقاتلون طائرة حربية للنظام"."""
    for actor, case in cast.near(hit) if hit.entry.id == "interception" else ():
        near = actor.first >= hit.last and cast.draft.layout.distance(hit.last - 1, actor.first) <= _AFTER
        if near and case in ("bare", "to", "possessor") and fold_key(actor.text).startswith(_AIRCRAFT):
            return actor
    return None


_SURVIVED: Final = frozenset({"نجا", "نجت", "ينجو", "تنجو", "نجوا", "نجاه", "ونجا", "ونجت", "بنجاه"})


def survivor(cast: Cast, hit: TriggerHit) -> ActorMention | None:
    """Whom an attack missed: "نجا محافظ عدن من تفجير استهدف موكبه"."""
    words, start = cast.draft.words, cast.draft.layout.sentence(hit.first)[0]
    for verb in range(hit.first - 1, max(start, hit.first - _BEFORE) - 1, -1):
        if words.key(verb) in _SURVIVED:
            told = (a for a, _ in cast.near(hit) if verb < a.first and a.last <= hit.first)
            return next(told, None)
    return None


def accused(cast: Cast, hit: TriggerHit) -> ActorMention | None:
    """Who is accused of what the noun tells: "اتهمت المنظمة القوات باستهداف السوق"."""
    verb = hit.support if hit.support is not None else hit.first
    between = [a for a, case in cast.near(hit) if verb < a.first < hit.first and case in ("bare", "to")]
    return between[-1] if between else None


def before_noun(cast: Cast, hit: TriggerHit) -> ActorMention | None:
    """The bare actor nearest before a noun whose verb is not known: عناصر التنظيم أقدموا على غلق الطرق."""
    layout = cast.draft.layout
    before = [
        a
        for a, case in cast.near(hit)
        if case == "bare" and a.last <= hit.first and layout.distance(a.last - 1, hit.first) <= 6
    ]
    if not before or before[-1].specificity == "people" or cast.verb_between(before[-1].first, hit.first):
        return None
    if cast.is_people(before[-1]) and any(
        t.first <= before[-1].first < t.last for t in cast.tolls(hit) if t.outcome == "killed"
    ):
        return None  # قتل القيادي في الكتائب باستهداف سيارته
    if before[-1].sector == "GOV" and hit.type in HOSTS["killed"] and hit.type != "operation":
        return None  # زار رئيس الوزراء جرحى الهجوم
    return before[-1]


__all__ = ["accused", "before_noun", "blown_up", "brought_down", "fought_with", "survivor"]
