"""What stands near a trigger: armed actors, people, materiel, places, single words."""

from __future__ import annotations

from bisect import bisect_left
from functools import cache, lru_cache
from importlib import resources
from typing import Any

import yaml

from marsad.coding.draft import Draft
from marsad.lexicon.triggers import entries
from marsad.text.clitics import readings
from marsad.text.phrases import PhraseIndex

ARMED = frozenset({"MIL", "COP", "SPY", "PRM", "REB", "UAF", "CRM"})
STATE = frozenset({"MIL", "COP", "SPY"})
OFFICIAL = frozenset({"GOV", "LEG", "PTY", "IGO", "JUD", "OPP"})
_DEVICES = frozenset({"ied", "vehicle_bomb", "explosive_vest", "mine", "grenade"})
_AIRCRAFT = frozenset({"aircraft", "helicopter", "drone"})

#: The names that `needs` may use beside plain words.
FEATURES = frozenset(
    {
        "armed",
        "armed_strict",
        "army",
        "state",
        "officials",
        "actor",
        "people",
        "armed_people",
        "security",
        "civilians",
        "place",
        "materiel",
        "weapon",
        "device",
        "aircraft",
        "missile_or_aircraft",
        "attack_word",
        "armed_and_place",
        "unarmed",
    }
)
#: How far, in words, a condition of a trigger may stand from it.
REACH = 22


class Context:
    """Positions of everything that conditions ask for, by name."""

    def __init__(self, draft: Draft) -> None:
        self.words, self.layout = draft.words, draft.layout
        spots: dict[str, list[int]] = {name: [] for name in FEATURES}
        for actor in draft.actors:
            sector, at = actor.sector, actor.first
            spots["actor"].append(at)
            if sector in ARMED or not actor.actor_id:
                spots["armed"].append(at)
                spots["army"].append(at)
            if sector in ARMED and actor.actor_id:
                spots["armed_strict"].append(at)
            if sector in STATE:
                spots["state"].append(at)
            if sector in ("CVL", "JRN", "REF"):
                spots["unarmed"].append(at)
            if sector in OFFICIAL:
                spots["officials"].append(at)
        for noun in draft.people:
            spots["people"].append(noun.first)
            if noun.group in ("fighters", "security_forces"):
                spots["armed_people"].append(noun.first)
                spots["armed"].append(noun.first)
            if noun.group == "security_forces":
                spots["security"].append(noun.first)
            if noun.group == "civilians":
                spots["civilians"].append(noun.first)
                spots["unarmed"].append(noun.first)
            if noun.state in ("abducted", "captured"):
                spots["unarmed"].append(noun.first)
        for place in draft.places:
            if place.usage == "location":
                spots["place"].append(place.first)
        for item in draft.materiel:
            spots["materiel"].append(item.first)
            if item.item in ("missile", "aircraft", "drone"):
                spots["missile_or_aircraft"].append(item.first)
        for means in draft.means:
            spots["weapon"].append(means.first)
            if means.class_ in _DEVICES:
                spots["device"].append(means.first)
            if means.class_ in _AIRCRAFT:
                spots["aircraft"].append(means.first)
                spots["missile_or_aircraft"].append(means.first)
            if means.class_ in ("missile", "rocket"):
                spots["missile_or_aircraft"].append(means.first)
        self._spots = {name: sorted(found) for name, found in spots.items()}
        self._phrases: dict[str, list[tuple[int, int]]] = {}
        for first, last, phrase in _condition_index().find_all(draft.words):
            self._phrases.setdefault(phrase, []).append((first, last))

    def has(self, need: str, first: int, last: int, reach: int = REACH) -> bool:
        """Whether the feature or the word `need` stands near the words [first, last), in their sentence."""
        if need == "armed_and_place":
            return self.has("armed_strict", first, last, reach) and self.has("place", first, last, reach)
        if need in self._spots:
            return any(True for _ in self.spots(need, first, last, reach))
        return self.has_word(need, first, last, reach)

    def spots(self, feature: str, first: int, last: int, reach: int = REACH) -> list[int]:
        """Positions of a feature near the words [first, last), in their sentence."""
        start, end = self.layout.sentence(first)
        found = self._spots[feature]
        out = []
        for at in found[bisect_left(found, start) :]:
            if at >= end:
                break
            if self.layout.distance(at, first if at < first else max(last - 1, first)) <= reach:
                out.append(at)
        return out

    def people_follow(self, last: int) -> bool:
        """Whether the word at `last` is a noun for people or an unarmed group: "تحرير الرهائن"."""
        return any(last <= at <= last + 1 for at in self._spots["unarmed"])

    def has_word(self, phrase: str, first: int, last: int, reach: int = 10, before: int | None = None) -> bool:
        """Whether a word or phrase stands within `reach` words of [first, last) (`before` words in front), in their sentence."""
        found = self._phrases.get(phrase)
        if not found:
            return False
        start, end = self.layout.sentence(first)
        low, high = max(start, first - (reach if before is None else before)), min(end, last + reach)
        push = 4 if reach > 6 else 40
        for at, stop in found[bisect_left(found, (low, 0)) :]:
            if stop > high:
                if at >= high:
                    break
                continue
            if self.layout.distance(at, first if at < first else last - 1) <= reach + push:
                return True
        return False


@cache
def attack_means() -> tuple[dict[str, Any], ...]:
    """How an attack's type follows from the means near it: the rows of `attack_means.yaml`."""
    path = resources.files("marsad.lexicon") / "data" / "attack_means.yaml"
    return tuple(yaml.safe_load(path.read_text(encoding="utf-8")))


@cache
def _condition_index() -> PhraseIndex[str]:
    """Every word and phrase that a condition of the lexicon asks for."""
    asked = {w for row in attack_means() for w in row.get("words", ())}
    for entry in entries():
        asked.update(w for w in entry.needs if w not in FEATURES)
        asked.update(entry.unless)
        for words in entry.retype.values():
            asked.update(words)
    index: PhraseIndex[str] = PhraseIndex(pronouns=True)
    for phrase in sorted(asked - {"@people"}):
        index.add(phrase, phrase, definite=True)
    return index


@lru_cache(maxsize=200_000)
def word_stems(key: str) -> frozenset[str]:
    """Every form under which a written word may be looked up, the article kept: وبالقصف → وبالقصف, بالقصف, القصف, قصف."""
    out = {key}
    for reading in readings(key):
        out.add(reading.stem)
        if reading.article:
            out.add("ال" + reading.stem)
    return frozenset(out)
