"""Who bombs from the air: قصف without a word for the weapon is an air strike where its side strikes there by aircraft."""

from __future__ import annotations

from functools import cache
from importlib import resources
from typing import Any, Final

from marsad.coding.context import word_stems
from marsad.coding.draft import Draft, Frame
from marsad.text.folding import fold_key
from marsad.text.memory import WordMemory
from marsad.text.yamldata import parse_yaml

#: Weapons on the ground or at sea stand so many words around the trigger.
_REACH: Final = 12
_BY_GROUND: Final = frozenset({"artillery", "mortar", "rocket", "missile"})


@cache
def _data() -> dict[str, Any]:
    path = resources.files("marsad.lexicon") / "data" / "bombers.yaml"
    return parse_yaml(path.read_text(encoding="utf-8"))  # type: ignore[no-any-return]


@cache
def _ground_words() -> frozenset[str]:
    return frozenset(map(fold_key, _data()["ground"]))


_is_of_ground: Final = WordMemory(lambda key: not word_stems(key).isdisjoint(_ground_words()))


def type_of_bombing(draft: Draft, frame: Frame) -> str:
    """The type of a frame, `air_strike` for a bombardment by a side that bombs from the air there.

    "قصف التحالف الدولي بلدة هجين" is an air strike, "قصفت مدفعية التحالف" a shelling.
    """
    hit = frame.trigger
    if frame.type != "shelling" or hit.entry.id != "bombardment" or hit.last - hit.first > 1:
        return frame.type
    if frame.means is not None and frame.means.class_ in _BY_GROUND:
        return frame.type
    start, end = draft.layout.sentence(hit.first)
    keys = draft.words.keys
    if any(_is_of_ground[keys[i]] for i in range(max(start, hit.first - _REACH), min(end, hit.last + _REACH))):
        return frame.type
    lands = {place.country for place in frame.where if place.country}
    for filler in frame.filled("initiator"):
        for row in _data()["bombers"]:
            if filler.actor_id == row["actor"] and (not row.get("in") or lands & set(row["in"])):
                return "air_strike"
    return frame.type


__all__ = ["type_of_bombing"]
