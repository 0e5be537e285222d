"""The learned judge: a logistic sum over the signs of a candidate, with the weights that `scripts/train_judge.py` fitted.

Training needs scikit-learn; judging needs only the file `lexicon/data/judge.yaml`, which can be read and argued with.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from functools import cache
from importlib import resources
from typing import Final, Literal

import msgspec

from marsad.errors import BadData
from marsad.text.yamldata import parse_yaml

Family = Literal["violence", "protest", "other"]
_PROTEST: Final = frozenset({"protest", "riot"})
_VIOLENCE: Final = frozenset(
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
    }
)


class Parameters(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What `judge.yaml` holds. A sign weighs what it weighs for every type, plus what it weighs for the family of the type.

    `threshold`: a candidate stands above this confidence. `slope`, `offset`: from the sum to the confidence. `excerpt`: what a
    sentence handed in alone and without a date adds, by family, since such sentences come from all parts of a newspaper.
    """

    threshold: float
    slope: float
    offset: float
    intercept: float
    excerpt: dict[Family, float]
    weights: dict[str, float]
    families: dict[Family, dict[str, float]]


@cache
def parameters() -> Parameters:
    """The fitted parameters, read once. `BadData` when the file is not what the training writes."""
    path = resources.files("marsad.lexicon") / "data" / "judge.yaml"
    try:
        return msgspec.convert(parse_yaml(path.read_text(encoding="utf-8")), Parameters)
    except (msgspec.ValidationError, ValueError) as error:
        raise BadData(f"judge.yaml: {error}; write it with scripts/train_judge.py") from error


def family_of(type_: str) -> Family:
    """The family of an event type: signs weigh differently for a protest than for a shelling."""
    return "violence" if type_ in _VIOLENCE else "protest" if type_ in _PROTEST else "other"


def contributions(type_: str, signs: Mapping[str, float]) -> dict[str, float]:
    """What each sign of a candidate adds to its sum, in the order of names; `base` is what every candidate starts with.

    "مقتل 3 جنود بانفجار عبوة" has a counted toll, which speaks for it; "قضية اغتيال الوزير" a court's word, which speaks against it.
    """
    weights = _weights(family_of(type_))
    out = {"base": parameters().intercept}
    for name in sorted(weights.keys() & signs.keys()):
        weight, once = weights[name]
        sign = signs[name]
        out[name] = once if sign == 1 else round(weight * sign, 4)
    return out


@cache
def _weights(family: Family) -> dict[str, tuple[float, float]]:
    """What the signs weigh for a family, and what one of them adds; those that weigh nothing left out."""
    fitted = parameters()
    own = fitted.families[family]
    both = {name: fitted.weights.get(name, 0.0) + own.get(name, 0.0) for name in (*fitted.weights, *own)}
    return {name: (weight, round(weight, 4)) for name, weight in both.items() if weight}


def learned_confidence(total: float) -> float:
    """The chance that a candidate with this sum is an event, 0 to 1."""
    fitted = parameters()
    return round(1 / (1 + math.exp(-(fitted.slope * total + fitted.offset))), 3)
