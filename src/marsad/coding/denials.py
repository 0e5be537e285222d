"""Denials and blame without a deed of their own words: "ونفت القوات ذلك", "وحمّل القوات المسؤولية" answer what was told before."""

from __future__ import annotations

from typing import Final

import msgspec

from marsad.coding.draft import Draft, Frame
from marsad.coding.nearby import within
from marsad.coding.reporting import reporting
from marsad.coding.scope import Scope

#: A denial answers what was told so many sentences before it at most.
_BACK: Final = 2
#: Among the first words denied, these mean the happening itself: نفت وقوع أي حادث.
_HEAD: Final = 4
_INCIDENT: Final = frozenset(
    {"حادث", "الحادث", "الحادثه", "الانباء", "التقارير", "انباء", "تقارير", "الاتهامات", "الرواية"}
)
#: What somebody may be accused of.
_ACCUSED_OF: Final = frozenset(
    {
        "armed_clash",
        "air_strike",
        "shelling",
        "explosive_device",
        "suicide_attack",
        "chemical_weapon",
        "attack_on_civilians",
        "abduction",
        "sexual_violence",
        "territory_regained",
        "territory_seized",
        "withdrawal",
        "siege",
        "arrest",
        "property_destroyed",
        "riot",
    }
)


_VIOLENT: Final = _ACCUSED_OF - {
    "territory_regained",
    "territory_seized",
    "withdrawal",
    "siege",
    "riot",
    "arrest",
    "property_destroyed",
}


def attach_denials(draft: Draft, frames: list[Frame]) -> list[Frame]:
    """The frames with the denials and the blame that no frame tells: each goes to the last accusable happening before it."""
    out = list(frames)
    for scope in draft.scopes:
        if scope.responsibility and scope.stance == "asserts" and not any(scope in frame.scopes for frame in out):
            at = _claimed(draft, out, scope)
            if at is not None:
                out[at] = msgspec.structs.replace(out[at], scopes=(*out[at].scopes, scope))
            continue
        bare = _blames_for_it(draft, scope) if scope.blamed is not None else _is_bare(draft, scope)
        if not bare or (scope.blamed is None and (scope.stance != "denies" or scope.responsibility)):
            continue
        if any(scope in frame.scopes for frame in out):
            continue
        at = _answered(draft, out, scope)
        if at is not None:
            out[at] = msgspec.structs.replace(out[at], scopes=(*out[at].scopes, scope))
    return out


#: A claim of having done it follows what was told so many sentences before at most.
_CLAIMED_BACK: Final = 4


def _claimed(draft: Draft, frames: list[Frame], scope: Scope) -> int | None:
    """The happening that somebody claims without its words: "وتبنى التنظيم العملية", "أعلنت الجماعة مسؤوليتها عن ذلك".

    The last one told before that nobody else named is known to have done.
    """
    sentence = draft.layout.of[scope.reporting[0]]
    claimants = {a.actor_id for s in scope.sources for a in within(draft.actors, s.first, s.last)}
    for i in sorted(range(len(frames)), key=lambda n: -frames[n].trigger.first):
        frame = frames[i]
        told = [hit.sentence for hit in (frame.trigger, *frame.merged) if hit.sentence <= sentence]
        gap = sentence - max(told, default=sentence + 1)
        if not 0 <= gap <= _CLAIMED_BACK or frame.type not in _VIOLENT or frame.modality in ("planned", "denied"):
            continue
        known = {f.actor_id for f in frame.filled("initiator") if f.actor_id[4:7] != "UAF"}
        if not known or known & claimants:
            return i
    return None


def _is_bare(draft: Draft, scope: Scope) -> bool:
    """Whether the words denied are a pronoun's or those of a part in the deed."""
    keys = [draft.words.key(i) for i in range(scope.first, min(scope.last, scope.first + _HEAD))]
    return keys[0] in reporting().denied or keys[0] == "ما" or any(k in _INCIDENT for k in keys)


def _blames_for_it(draft: Draft, scope: Scope) -> bool:
    """Whether blame is for what was just told: the scope ends with the responsibility, or takes the deed up (وراء العملية)."""
    keys = [draft.words.key(i) for i in range(scope.first, scope.last) if draft.words[i].kind == "word"]
    return len(keys) <= 1 or any(k in reporting().denied or _takes_up(k) for k in keys[:_HEAD])


def _takes_up(key: str) -> bool:
    bare = key.lstrip("بل")
    return bare.startswith("ال") and (key in _INCIDENT or bare[2:] in reporting().acts)


def _answered(draft: Draft, frames: list[Frame], scope: Scope) -> int | None:
    sentence = draft.layout.of[scope.reporting[0]]
    best: tuple[int, int] | None = None
    for i, frame in enumerate(frames):
        if frame.type not in _ACCUSED_OF or frame.modality in ("planned", "denied"):
            continue
        for hit in (frame.trigger, *frame.merged):
            told = hit.first < scope.reporting[0] and 0 <= sentence - hit.sentence <= _BACK
            if told and (best is None or hit.first > best[0]):
                best = (hit.first, i)
    return best[1] if best else None
