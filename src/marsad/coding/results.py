"""Which happening a toll or a destroyed thing belongs to: its cause in the same sentence, else the one it refers back to."""

from __future__ import annotations

from typing import Final

from marsad.coding.draft import Draft, Frame
from marsad.coding.tolls import Toll
from marsad.model import MaterielMention

_VIOLENT: Final = (
    "suicide_attack",
    "explosive_device",
    "air_strike",
    "shelling",
    "chemical_weapon",
    "attack_on_civilians",
    "armed_clash",
    "riot",
    "sexual_violence",
)
_WIDER: Final = (
    "operation",
    "territory_regained",
    "territory_seized",
    "abduction",
    "withdrawal",
    "deployment",
    "siege",
)
#: The types that can have brought about an outcome, the likeliest first.
HOSTS: Final[dict[str, tuple[str, ...]]] = {
    "killed": _VIOLENT + _WIDER,
    "injured": _VIOLENT + _WIDER,
    "harmed": _VIOLENT + _WIDER,
    "missing": (*_VIOLENT, "abduction", *_WIDER),
    "captured": ("arrest", "operation", "armed_clash", "territory_regained", "abduction", "protest", "riot"),
    "abducted": ("abduction", "attack_on_civilians"),
    "freed": ("captives_released", "operation", "agreement"),
    "displaced": ("displacement",),
    "evacuated": ("evacuation",),
    "returned": ("return",),
    "surrendered": ("surrender",),
    "fled": ("withdrawal", "displacement", "surrender"),
    "trapped": ("siege",),
}
_MATERIEL_HOSTS: Final[dict[str, tuple[str, ...]]] = {
    "destroyed": (
        "weapons_disrupted",
        *_VIOLENT,
        "operation",
        "territory_regained",
        "territory_seized",
        "property_destroyed",
    ),
    "damaged": (*_VIOLENT, "operation", "property_destroyed"),
    "seized": (
        "weapons_disrupted",
        "operation",
        "arrest",
        "territory_regained",
        "territory_seized",
        "armed_clash",
        "property_destroyed",
    ),
    "found": ("weapons_disrupted", "operation", "arrest", "territory_regained"),
    "defused": ("weapons_disrupted", "operation", "territory_regained"),
    "burned": ("property_destroyed", *_VIOLENT, "operation"),
    "looted": ("property_destroyed", "attack_on_civilians", "riot", "territory_seized"),
    "intercepted": ("weapons_disrupted", "shelling", "air_strike"),
}


def host_of(draft: Draft, frames: list[Frame], result: Toll | MaterielMention) -> int | None:
    """The index of the frame in the same sentence that the result belongs to; None where none does.

    "أسفر انفجار عبوة عن مقتل 3": the explosion. A cause told after the outcome (مقتل 3 بانفجار عبوة) counts like one before it.
    """
    order = HOSTS[result.outcome] if isinstance(result, Toll) else _MATERIEL_HOSTS[result.effect or "destroyed"]
    sentence = draft.layout.of[result.first]
    best: tuple[float, int] | None = None
    for i, frame in enumerate(frames):
        if frame.trigger.sentence != sentence or frame.type not in order or frame.modality in ("planned", "denied"):
            continue
        gap = draft.layout.distance(frame.trigger.first, result.first)
        inside = result.first <= frame.trigger.first < result.last
        wider = 8 if isinstance(result, Toll) and frame.type in _WIDER and order is HOSTS["killed"] else 0
        cost = 0 if inside else gap + wider + 2 * order.index(frame.type) / len(order)
        if best is None or cost < best[0]:
            best = (cost, i)
    return best[1] if best and best[0] <= 60 else None
