"""Why a place was chosen: what stands around a name, the places that bear it, and what each kind of evidence adds.

The weight of a kind of evidence is what the score of a place loses when that evidence is taken away, so the explanation follows
the resolution however it weighs.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

import msgspec

from marsad.model import Span
from marsad.places.compile import Strength
from marsad.places.context import Scene
from marsad.places.find import resolve_text
from marsad.places.gazetteer import Gazetteer
from marsad.places.records import Place
from marsad.places.resolution import score
from marsad.places.spotting import Hit
from marsad.text.words import Words

#: A weight below this says nothing.
_LEAST: Final = 0.5
#: What a name needs to be taken for a place, by its strength.
NEEDS: Final = {
    Strength.BLOCKED: "is no place: part of an outlet's or a body's name",
    Strength.TYPED: "counts behind a type word only",
    Strength.STRICT: "needs a type word, or a list of places",
    Strength.COMMON: "is an ordinary word too: needs a type word, a list of places, its parent, or such a use elsewhere in the text",
    Strength.WEAK: "needs that too, or a preposition of place",
    Strength.STRONG: "needs nothing",
    Strength.FAMOUS: "needs nothing",
}


class Candidate(msgspec.Struct, frozen=True):
    """A place that a name may be: its score, and what each kind of evidence adds to it, the strongest first."""

    place: Place
    score: float
    evidence: tuple[tuple[str, float], ...]
    chosen: bool


class Explanation(msgspec.Struct, frozen=True):
    """A name in a text. `around` tells what the text says about it, `why` what parts the chosen place from the next one.

    `candidates` stand in the order of their scores; none for a name that no gazetteer has, or whose places contradict the text.
    """

    text: str
    span: Span
    needs: str
    around: tuple[str, ...]
    candidates: tuple[Candidate, ...]
    why: str


def explain_name(gazetteer: Gazetteer, name: str) -> str:
    """What a name needs, told without a text, to be taken for a place; "" when no gazetteer has it."""
    from marsad.places.wording import bare_phrase

    entry = gazetteer.names.get(bare_phrase(name))
    return NEEDS[Strength(entry[0])] if entry else ""


def explain_text(words: Words, country: str | None = None) -> list[Explanation]:
    """Every name of a text that may be a place, in order: its candidates, the evidence for each, and why one of them won.

    >>> [e.text for e in explain_text(Words("انفجار في قضاء الحويجة بمحافظة كركوك"))]
    ['الحويجة', 'كركوك']
    """
    scene, hits = resolve_text(words, country)
    settled = {h.choice.place_id: h.choice for h in hits if h.choice is not None and len(h.places) == 1}
    points = [p for p in settled.values() if p.feature != "country"]
    return [_explain(scene, hit, points) for hit in hits]


def _explain(scene: Scene, hit: Hit, points: list[Place]) -> Explanation:
    ranked = sorted(
        ((score(scene, hit, place, points), place) for place in scene.candidates(hit)),
        key=lambda pair: (pair[1] is not hit.choice, -pair[0], -pair[1].population, pair[1].place_id),
    )
    candidates = tuple(
        Candidate(place, round(total, 1), _evidence(scene, hit, place, points, total), place is hit.choice)
        for total, place in ranked
    )
    return Explanation(
        text=scene.words.text(hit.first, hit.last, hit.skip),
        span=scene.words.span(hit.first, hit.last, hit.skip),
        needs=NEEDS[Strength(hit.level)],
        around=tuple(_around(scene, hit)),
        candidates=candidates,
        why=_why(candidates),
    )


def _evidence(scene: Scene, hit: Hit, place: Place, points: list[Place], total: float) -> tuple[tuple[str, float], ...]:
    """What the score loses without each kind of evidence; the rest is what the place is by itself."""
    weights = {
        "parent": total - _without(hit, "parent", lambda: score(scene, hit, place, points)),
        "distance and direction": total - _without(hit, "base", lambda: score(scene, hit, place, points)),
        "type word": total - _without(hit, "type_word", lambda: score(scene, hit, place, points)),
        "list": total - _without(hit, "list_from", lambda: score(scene, hit, place, points)),
        "country of the text": total - _without_country(scene, lambda: score(scene, hit, place, points)),
        "places nearby": total - score(scene, hit, place, []),
    }
    weights["kind and size"] = total - sum(weights.values())
    kept = [(name, round(weight, 1)) for name, weight in weights.items() if abs(weight) >= _LEAST]
    return tuple(sorted(kept, key=lambda pair: -pair[1]))


def _without(hit: Hit, field: str, measure: Callable[[], float]) -> float:
    held = getattr(hit, field)
    setattr(hit, field, None)
    try:
        return measure()
    finally:
        setattr(hit, field, held)


def _without_country(scene: Scene, measure: Callable[[], float]) -> float:
    held = scene.country, scene.present
    scene.country, scene.present = None, frozenset()
    try:
        return measure()
    finally:
        scene.country, scene.present = held


def _around(scene: Scene, hit: Hit) -> list[str]:
    """What the text says about a name, in words."""
    out = []
    if hit.type_word is not None:
        out.append(f"type word {hit.type_word.key}")
    if hit.parent is not None:
        out.append(f"in {scene.words.text(hit.parent.first, hit.parent.last)}")
    if hit.base is not None:
        far = f"{hit.base_km:g} km " if hit.base_km is not None else ""
        way = f"at {hit.base_bearing:g}° " if hit.base_bearing is not None else ""
        out.append(f"{far}{way}from {scene.words.text(hit.base.first, hit.base.last)}")
    if hit.list_from is not None:
        out.append(f"listed with {scene.words.text(hit.list_from.first, hit.list_from.last)}")
    told = (
        (hit.unit, "part of a body's name"),
        (hit.dateline, "dateline"),
        (hit.near, "near it"),
        (hit.typo, "one letter corrected"),
    )
    out += [words for true, words in told if true]
    if scene.country is not None:
        out.append(f"the text is about {scene.country}")
    return out


def _why(candidates: tuple[Candidate, ...]) -> str:
    if not candidates:
        return "no gazetteer has the name, or its places contradict what the text says; the point is that of what is around it"
    first = candidates[0]
    if not first.chosen:
        return "none of the places was chosen"
    if len(candidates) == 1:
        return "the only place of the name"
    second = candidates[1]
    lost = dict(second.evidence)
    gains = [(name, weight - lost.pop(name, 0.0)) for name, weight in first.evidence]
    gains = sorted([*gains, *((name, -weight) for name, weight in lost.items())], key=lambda pair: -pair[1])
    better = [f"{name} +{gain:.0f}" for name, gain in gains if gain >= 1.0]
    other = f"{second.place.name} ({second.place.feature}, {second.place.country})"
    if first.score <= second.score:
        return f"the same name elsewhere in the text; before {other}"
    return f"{', '.join(better) or 'size'}; before {other}"
