"""Whose decision it is when a body of state announces it: "أعلنت وزارة الداخلية حظر التجول"."""

from __future__ import annotations

from typing import Final

from marsad.coding.draft import Draft, Frame
from marsad.coding.nearby import within
from marsad.model import ActorMention

_STATE: Final = frozenset({"GOV", "LEG", "JUD", "COP", "MIL"})
#: So few words stand between who announces and what is decided.
_NEAR: Final = 4


def deciding_actor(draft: Draft, frame: Frame) -> ActorMention | None:
    """The body of state that announces a decision as its own; None where it only speaks of one."""
    if frame.type != "governance":
        return None
    hit = frame.trigger
    at = hit.first if hit.rest is None else hit.rest  # of أعلنت … حظر the thing decided
    for scope in (*frame.scopes, *(draft.scopes.over(at) if hit.rest is not None else ())):
        if scope.stance != "asserts" or not 0 <= at - scope.first <= _NEAR:
            continue
        for source in scope.sources:
            for actor in within(draft.actors, source.first, source.last):
                if actor.sector in _STATE:
                    return actor
    return None
