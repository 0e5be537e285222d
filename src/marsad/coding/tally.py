"""How many happenings a trigger covers: أربع غارات, 133 ضربة, تفجيرين."""

from __future__ import annotations

from typing import Final

from marsad.coding.draft import Draft, TriggerHit
from marsad.coding.nearby import within
from marsad.model import Count, Quantity

#: Happenings that come in numbers; a clash or an operation does not.
_COUNTABLE: Final = frozenset(
    {
        "air_strike",
        "shelling",
        "explosive_device",
        "suicide_attack",
        "attack_on_civilians",
        "armed_clash",
        "abduction",
        "protest",
    }
)
#: No number has more words.
_LONGEST: Final = 40
_DUALS: Final = frozenset(
    {
        "غارتين",
        "غارتان",
        "انفجارين",
        "انفجاران",
        "تفجيرين",
        "تفجيران",
        "هجومين",
        "هجومان",
        "ضربتين",
        "ضربتان",
        "عبوتين",
        "عبوتان",
        "صاروخين",
        "صاروخان",
    }
)


def find_count(draft: Draft, hit: TriggerHit) -> Count | None:
    """The count that stands with a trigger noun; None when the text is silent.

    "شنت 23 غارة جوية": 23; "انفجار عبوتين ناسفتين": 2.
    """
    if hit.type not in _COUNTABLE or hit.form == "verb":
        return None
    words = draft.words
    for quantity in within(draft.quantities, hit.first - _LONGEST, hit.last + 5):
        if quantity.role != "count" or quantity.min is None or quantity.min < 1:
            continue
        if quantity.last == hit.first and not _counts_people(draft, hit, quantity):
            maximum = None if quantity.max is None else int(quantity.max)
            return Count(
                min=int(quantity.min), max=maximum, qualifier=quantity.qualifier, text=quantity.text, span=quantity.span
            )
        if hit.last <= quantity.first <= hit.last + 4 and words.key(quantity.first - 1) in ("بلغت", "بلغ", "عددها"):
            maximum = None if quantity.max is None else int(quantity.max)
            return Count(
                min=int(quantity.min),
                max=maximum,
                qualifier=quantity.qualifier,
                text=quantity.text,
                span=quantity.span,
            )
    for i in range(hit.first, min(hit.last + 1, len(words))):
        key = words[i].key.lstrip("وب")
        if key in _DUALS or words[i].key in _DUALS:
            return Count(min=2, max=2, qualifier="exact", text=words.text(i, i + 1), span=words.span(i, i + 1))
    return None


def _counts_people(draft: Draft, hit: TriggerHit, quantity: Quantity) -> bool:
    """Whether the number before a trigger counts the hurt instead: "جُرح أكثر من 40 بانفجار سيارة", "سقوط ثلاثة قتلى"."""
    start, end = quantity.span
    return hit.prefix.endswith(("ب", "ل")) or any(t.span[0] <= start and end <= t.span[1] for t in draft.tolls)
