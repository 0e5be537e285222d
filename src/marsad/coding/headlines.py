"""What only a headline tells: the text under it tells the same in full, in other words."""

from __future__ import annotations

from typing import Final

import msgspec

from marsad.coding.continuing import FAMILIES
from marsad.coding.draft import Draft, Frame, Note

#: So many happenings under a headline are a text of its own.
_SEVERAL: Final = 2


def fold_headlines(draft: Draft, frames: list[Frame]) -> list[Frame]:
    """The happenings without those that stand in the headline alone, where the text under it tells any.

    A headline shortens what its text tells: "الجيش يتقدم صوب المطار" above "سيطرت ألوية العمالقة على مواقع شرق المدينة".
    Its words become evidence for the happening of its type in the text. Where that has none, they are dropped if the text
    tells several: a short notice may add to its headline.
    """
    end = draft.headline_end
    alone = [f for f in frames if f.trigger.first < end and all(h.first < end for h in f.merged)]
    body = [f for f in frames if f not in alone]
    if not alone or not any(f.modality in ("occurred", "ongoing") for f in body):
        return frames
    told, kept = len(body), []
    for headline in alone:
        at = _told_as(headline, body)
        if at is None and told < _SEVERAL:
            kept.append(headline)
        elif at is not None:
            body[at] = msgspec.structs.replace(
                body[at],
                evidence=body[at].evidence + headline.evidence,
                notes=(*body[at].notes, Note("evidence", "judging", "headline")),
            )
    return kept + body


def _told_as(headline: Frame, body: list[Frame]) -> int | None:
    """The first happening of the text that a headline may stand for: one of its type, else of a type that outlets mix up with it."""
    same = (i for i, f in enumerate(body) if f.type == headline.type)
    kin = (
        i
        for i, f in enumerate(body)
        if any(f.type in family and headline.type in family for family in FAMILIES) and f.status == headline.status
    )
    return next(same, next(kin, None))
