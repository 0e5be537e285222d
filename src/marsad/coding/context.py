"""What stands near a trigger: armed actors, people, materiel, places, single words."""

from __future__ import annotations

from bisect import bisect_left
from functools import cache, lru_cache
from importlib import resources
from typing import Any, Final

from marsad.actors.people import PeopleNoun
from marsad.coding.draft import Draft
from marsad.coding.layout import kinds_of_place
from marsad.lexicon.triggers import entries
from marsad.model import ActorMention
from marsad.text.clitics import readings
from marsad.text.memory import remembered
from marsad.text.opening import Opening
from marsad.text.phrases import PhraseIndex
from marsad.text.yamldata import parse_yaml

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
        "settlers",
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
_BY_AIR: Final = frozenset({"جوي", "جوية", "جويا"})
_DEFENCES: Final = frozenset({"دفاع", "دفاعات", "ال دفاع", "مضاد", "مضادات"})
#: Civilians whom news tells as attackers.
_SETTLERS: Final = ("مستوطن", "مستعمر")
#: How far, in words, a condition of a trigger may stand from it.
REACH = 22


@lru_cache(maxsize=1024)
def _sector_features(sector: str, is_named: bool) -> tuple[str, ...]:
    out = ["actor"]
    if sector in ARMED or not is_named:
        out += ["armed", "army"]
    if sector in ARMED and is_named:
        out.append("armed_strict")
    if sector in STATE:
        out.append("state")
    if sector in ("CVL", "JRN", "REF"):
        out.append("unarmed")
    if sector in OFFICIAL:
        out.append("officials")
    return tuple(out)


def actor_features(actor: ActorMention) -> tuple[str, ...]:
    """The names of conditions that an actor meets: an army is armed, a state's, an actor."""
    return _sector_features(actor.sector, bool(actor.actor_id))


def _people_features(noun: PeopleNoun) -> list[str]:
    out = ["people"]
    if noun.group in ("fighters", "security_forces"):
        out += ["armed_people", "armed"]
    if noun.group == "security_forces":
        out.append("security")
    if noun.group == "civilians":
        out += ["civilians", "unarmed"]
    if noun.state in ("abducted", "captured"):
        out.append("unarmed")
    return out


def _means_features(class_: str) -> list[str]:
    out = ["weapon"]
    if class_ in _DEVICES:
        out.append("device")
    if class_ in _AIRCRAFT:
        out += ["aircraft", "missile_or_aircraft"]
    if class_ in ("missile", "rocket"):
        out.append("missile_or_aircraft")
    return out


class Context:
    """Positions of everything that conditions ask for, by name."""

    def __init__(self, draft: Draft) -> None:
        self.words, self.layout = draft.words, draft.layout
        spots: dict[str, list[int]] = {name: [] for name in FEATURES}
        for actor in draft.actors:
            for name in actor_features(actor):
                spots[name].append(actor.first)
            if actor.sector == "CVL" and any(word in actor.text for word in _SETTLERS):
                spots["settlers"].append(actor.first)
        for noun in draft.people:
            for name in _people_features(noun):
                spots[name].append(noun.first)
        for place in draft.places:
            if place.usage == "location":
                spots["place"].append(place.first)
        spots["place"] += [i for i, _ in _KINDS_OF_PLACE.at(draft.words)]
        for item in draft.materiel:
            spots["materiel"].append(item.first)
            if item.item in ("missile", "aircraft", "drone"):
                spots["missile_or_aircraft"].append(item.first)
        for means in draft.means:
            for name in _means_features(means.class_):
                spots[name].append(means.first)
        self._spots = {name: sorted(found) for name, found in spots.items()}
        #: Words and phrases that conditions ask for, by where they stand.
        self.phrases: dict[str, list[tuple[int, int]]] = {}
        for first, last, phrase in _condition_index().find_all(draft.words):
            if phrase in _BY_AIR and word_stems(draft.words.key(first - 1)) & _DEFENCES:
                continue  # مقر الدفاع الجوي
            self.phrases.setdefault(phrase, []).append((first, last))

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
        near = found[bisect_left(found, start) : bisect_left(found, end)]
        distance, behind = self.layout.distance, max(last - 1, first)
        return [at for at in near if distance(at, first if at < first else behind) <= reach]

    def people_follow(self, last: int) -> bool:
        """Whether a noun for unarmed people stands behind a trigger, a number between at most: "عودة 120 عائلة"."""
        found = self._spots["unarmed"]
        near = found[bisect_left(found, last) : bisect_left(found, last + 4)]
        return any(self.layout.distance(last - 1, at) <= 4 for at in near)

    def has_word(self, phrase: str, first: int, last: int, reach: int = 10, before: int | None = None) -> bool:
        """Whether a word or phrase stands within `reach` words of [first, last) (`before` words in front), in their sentence."""
        found = self.phrases.get(phrase)
        if not found:
            return False
        start, end = self.layout.sentence(first)
        low, high = max(start, first - (reach if before is None else before)), min(end, last + reach)
        push = 4 if reach > 6 else 40
        for n in range(bisect_left(found, (low, 0)), len(found)):
            at, stop = found[n]
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
    return tuple(parse_yaml(path.read_text(encoding="utf-8")))


@cache
def _condition_index() -> PhraseIndex[str]:
    """Every word and phrase that a condition of the lexicon asks for."""
    asked = {w for row in attack_means() for w in row.get("words", ())}
    for entry in entries():
        asked.update(w for w in entry.needs if w not in FEATURES)
        asked.update(entry.unless)
        for words in entry.retype.values():
            asked.update(words)
    index: PhraseIndex[str] = PhraseIndex(pronouns=True, lasting=True)
    for phrase in sorted(asked - {"@people"}):
        index.add(phrase, phrase, definite=True)
    return index


@remembered
def word_stems(key: str) -> frozenset[str]:
    """Every form under which a written word may be looked up, the article kept: وبالقصف → وبالقصف, بالقصف, القصف, قصف."""
    out = {key}
    for reading in readings(key):
        out.add(reading.stem)
        if reading.article:
            out.add("ال" + reading.stem)
    return frozenset(out)


_KINDS_OF_PLACE: Final = Opening(lambda key: not word_stems(key).isdisjoint(kinds_of_place()), kinds_of_place)
