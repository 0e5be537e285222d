"""The words of materiel (`lexicon/data/materiel.yaml`) compiled: nouns for things with their number, verbs and nouns of effect."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from importlib import resources
from typing import Any, Final, Literal

import msgspec

from marsad.coding.verbforms import spell_verb
from marsad.model.event import Effect, Item
from marsad.text.clitics import readings
from marsad.text.folding import fold_key
from marsad.text.memory import WordMemory
from marsad.text.phrases import PhraseIndex
from marsad.text.yamldata import parse_yaml

Number = Literal["singular", "dual", "plural"]
_VERB_PREFIXES: Final = frozenset({"", "و", "ف"})


class Thing(msgspec.Struct, frozen=True, eq=False):
    """A noun for materiel. `mass`: it has no number of its own (عتاد)."""

    item: Item
    number: Number
    mass: bool = False


class EffectCue(msgspec.Struct, frozen=True, eq=False):
    """A word of effect: `passive` takes the thing as its subject; `then`, `before`: words it needs; `only`: items it applies to.

    `foiled`: what was kept from happening, so that words against a fact do not count (إحباط محاولة تهريب أسلحة).
    """

    effect: Effect
    verb: bool
    passive: bool = False
    then: tuple[str, ...] = ()
    then_prefix: tuple[str, ...] = ()
    object_then: frozenset[str] = frozenset()
    before: frozenset[str] = frozenset()
    only: frozenset[str] = frozenset()
    become: tuple[tuple[str, Effect], ...] = ()
    article: bool = False
    controlled: bool = False
    foiled: bool = False


@cache
def _data() -> dict[str, Any]:
    text = (resources.files("marsad.lexicon") / "data" / "materiel.yaml").read_text("utf-8")
    return parse_yaml(text)  # type: ignore[no-any-return]


@cache
def thing_index() -> PhraseIndex[Thing]:
    """Nouns for materiel, found behind clitics and with a pronoun behind (سيارته)."""
    data = _data()
    mass = set(data["mass"])
    index: PhraseIndex[Thing] = PhraseIndex(pronouns=True, lasting=True)
    for item, forms in data["items"].items():
        for number in ("singular", "dual", "plural"):
            for mark in (False, True):
                thing = Thing(item, number, mark)
                index.add_all(
                    (form for form in _with_accusative(forms[number], number) if (form in mass) == mark), thing
                )
    return index


def _with_accusative(forms: Iterable[str], number: Number) -> Iterable[str]:
    """The forms, and the accusative of an indefinite singular behind a number (24 كهفا, 7 صواريخ stays)."""
    for form in forms:
        yield form
        if number == "singular":
            words = form.split()
            if not words[0].endswith(("ة", "ى", "ا")):
                ending = [
                    w if w.endswith(("ة", "ى", "ا")) or w.startswith(("ال", "لل")) else w + "ا" for w in words[1:]
                ]
                yield " ".join([words[0] + "ا", *ending])


@cache
def thing_words() -> frozenset[str]:
    """First words of the nouns for materiel in look-up form: what is counted with them is no people."""
    words = {fold_key(w.split()[0]) for forms in _data()["items"].values() for number in forms.values() for w in number}
    return frozenset(words | {w + "ا" for w in words if not w.endswith("ه")})


class Effects:
    """Words of effect, looked up by written word."""

    def __init__(self, data: dict[str, Any]) -> None:
        self.forms: dict[str, list[EffectCue]] = {}
        #: What each written word tells: cue, clitics before it, pronoun behind.
        self.by_word = WordMemory(lambda key: _read(self, key))
        for effect, entry in data["effects"].items():
            for verb in entry.get("verbs", ()):
                for form in spell_verb(verb["past"], verb["present"]):
                    self.forms.setdefault(form, []).append(EffectCue(effect, True, **_options(verb)))
            for noun in entry.get("nouns", ()):
                cue = EffectCue(effect, False, **_options(noun))
                for form in noun["forms"]:
                    self.forms.setdefault(fold_key(form), []).append(cue)
        self.stops = frozenset(map(fold_key, data["stops"]))
        self.bridges = frozenset(map(fold_key, data["bridges"]))
        self.squads = frozenset(map(fold_key, data["squads"]))
        self.makes = frozenset(map(fold_key, data["makes"]))
        self.amounts = frozenset(map(fold_key, data["amounts"]))
        self.wholly = frozenset(map(fold_key, data["wholly"]))
        self.control = frozenset(map(fold_key, data["control"]))


def _options(entry: dict[str, Any]) -> dict[str, Any]:
    out: dict[str, Any] = {
        name: entry[name] for name in ("passive", "article", "controlled", "foiled") if name in entry
    }
    for name in ("then", "then_prefix"):
        if name in entry:
            out[name] = tuple(map(fold_key, entry[name]))
    for name in ("object_then", "before"):
        if name in entry:
            out[name] = frozenset(map(fold_key, entry[name]))
    if "only" in entry:
        out["only"] = frozenset(entry["only"])
    if "become" in entry:
        out["become"] = tuple(entry["become"].items())
    return out


def _read(lexicon: Effects, key: str) -> tuple[tuple[EffectCue, str, str], ...]:
    found: list[tuple[EffectCue, str, str]] = []
    for reading in readings(key):
        for cue in lexicon.forms.get(reading.stem, ()):
            if reading.pronoun and reading.pronoun not in ("ه", "ها", "هم", "هما", "هن"):
                continue
            if cue.verb and (reading.prefix not in _VERB_PREFIXES or reading.article):
                continue
            if not cue.verb and ((reading.article and not cue.article) or (reading.pronoun and not cue.before)):
                continue
            if all(cue.effect != other.effect or cue.verb != other.verb for other, _, _ in found):
                found.append((cue, reading.prefix, reading.pronoun))
    return tuple(found)


@cache
def load_effects() -> Effects:
    """The lexicon of effects, loaded once."""
    return Effects(_data())
