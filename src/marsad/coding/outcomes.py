"""The words of outcomes (`lexicon/data/outcomes.yaml`) compiled to a look-up per written word."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache, lru_cache
from importlib import resources
from typing import Any, Final, Literal

import msgspec

from marsad.coding.verbforms import Agreement, spell_verb
from marsad.model.event import Group, Outcome
from marsad.text.clitics import readings
from marsad.text.folding import fold_key
from marsad.text.opening import Opening
from marsad.text.yamldata import parse_yaml

CueKind = Literal["verb", "noun", "victim", "state"]
Voice = Literal["passive", "active", "both"]
Number = Literal["singular", "dual", "plural"]

#: Before a noun for victims: من بين القتلى أطفال.
_AMONG: Final = frozenset({"بين", "وبين", "ضمن"})
_VERB_PREFIXES: Final = frozenset({"", "و", "ف"})
#: Pronouns that stand for the people told; نا, ي and ك are cut from other words too often.
_PRONOUNS: Final = frozenset({"ه", "ها", "هم", "هن", "هما"})


class Cue(msgspec.Struct, frozen=True, eq=False):
    """One word of outcome: how it takes its victims (the fields of `outcomes.yaml`)."""

    kind: CueKind
    outcome: Outcome
    voice: Voice = "both"
    agreement: Agreement | None = None
    number: Number | None = None
    then: tuple[str, ...] = ()
    before: frozenset[str] = frozenset()
    closes: frozenset[str] = frozenset()
    only: str | None = None
    article: bool = False
    result: bool = False
    whole: bool = False
    near: bool = False
    named: bool = False
    driven: bool = False
    bare: str | None = None
    counted: bool = True


class Found(msgspec.Struct, frozen=True, gc=False):
    """A cue as written: clitics before it, the article, a pronoun behind."""

    cue: Cue
    prefix: str
    article: bool
    pronoun: str
    skip: int


class Outcomes:
    """The compiled lexicon.

    `marks`: as `read`, in a tuple of its own; empty for a word that begins a phrase of people without a noun (آخرون, أحد).
    `breakdowns`: how a word breaks a total down (بينهم, معظمهم, بين القتلى).
    """

    def __init__(self, data: dict[str, Any]) -> None:
        self.marks = Opening(lambda key: _mark(self, key), lambda: {*self._forms, *self.special})
        self.breakdowns = Opening(lambda key: _breakdown(self, key), lambda: {*self.parts, *self.mostly, *_AMONG})
        self._forms: dict[str, list[Cue]] = {}
        for outcome, entry in data["outcomes"].items():
            self._add_outcome(outcome, entry)
        sets = {name: frozenset(map(fold_key, value)) for name, value in data.items() if isinstance(value, list)}
        self.existential, self.totals, self.reaching = sets["existential"], sets["totals"], sets["reaching"]
        self.unreal, self.negation, self.results = sets["unreal"], sets["negation"], sets["results"]
        self.causes, self.cause_nouns = sets["causes"], sets["cause_nouns"]
        self.parts, self.mostly, self.between = sets["parts"], sets["mostly"], sets["between"]
        self.some, self.one, self.one_after, self.two_after = (
            sets["some"],
            sets["one"],
            sets["one_after"],
            sets["two_after"],
        )
        self.not_counted = sets["not_counted"]
        self.shares = self.some | sets["shares"]
        self.facts = sets["facts"]
        self.unidentified, self.companions = sets["unidentified"], sets["companions"]
        self.titles: dict[str, Group] = {
            fold_key(title): group for group, titles in data["titles"].items() for title in titles if " " not in title
        }
        self.offices: dict[str, str] = {
            form: sector
            for sector, offices in data["offices"].items()
            for o in offices
            for form in (fold_key(o), fold_key(o) + "ا")
        }
        self.amounts, self.days = sets["amounts"], sets["days"]
        self.others: dict[str, int] = {fold_key(word): size for word, size in data["others"].items()}
        self.special = frozenset(self.others) | self.one | self.some | self.amounts
        self.at_least = tuple(tuple(fold_key(p).split()) for p in data["at_least"])

    def _add(self, forms: Iterable[str], cue: Cue) -> None:
        for form in forms:
            self._forms.setdefault(form, []).append(cue)

    def _add_outcome(self, outcome: Outcome, entry: dict[str, Any]) -> None:
        for verb in entry.get("verbs", ()):
            for form, agreement in spell_verb(verb["past"], verb["present"]).items():
                self._add((form,), Cue("verb", outcome, verb["voice"], agreement, **_options(verb)))
        for kind in ("nouns", "states"):
            for noun in entry.get(kind, ()):
                self._add(
                    map(fold_key, noun["forms"]), Cue("noun" if kind == "nouns" else "state", outcome, **_options(noun))
                )
        for victim in entry.get("victims", ()):
            for number in ("singular", "dual", "plural"):
                cue = Cue(
                    "victim",
                    outcome,
                    number=number,
                    bare=victim.get("bare"),
                    counted=victim.get("counted") != "none",
                )
                forms = {fold_key(form) for form in victim[number]}
                if number == "singular":
                    forms |= {form + "ا" for form in forms if not form.endswith("ه")}
                self._add(forms, cue)
            if victim.get("numbered"):
                self._add({fold_key(form) for form in victim["numbered"]}, Cue("victim", outcome))

    def read(self, key: str) -> tuple[Found, ...]:
        """What a written word (its look-up form) may tell: وأصيب → أصيب behind و."""
        return _read(self, key)


def _mark(lexicon: Outcomes, key: str) -> tuple[tuple[Found, ...]] | None:
    told = _read(lexicon, key)
    return (told,) if told or stems(key) & lexicon.special else None


def _breakdown(lexicon: Outcomes, key: str) -> Literal["parts", "mostly", "among"] | None:
    if key in lexicon.parts or key[1:] in lexicon.parts:
        return "parts"
    if key in lexicon.mostly or key[1:] in lexicon.mostly:
        return "mostly"
    return "among" if key in _AMONG else None


def _options(entry: dict[str, Any]) -> dict[str, Any]:
    out: dict[str, Any] = {
        name: entry[name] for name in ("only", "article", "result", "whole", "near", "named", "driven") if name in entry
    }
    if "then" in entry:
        out["then"] = tuple(map(fold_key, entry["then"]))
    for name in ("before", "closes"):
        if name in entry:
            out[name] = frozenset(map(fold_key, entry[name]))
    return out


@lru_cache(maxsize=200_000)
def _read(lexicon: Outcomes, key: str) -> tuple[Found, ...]:
    found: list[Found] = []
    seen: set[tuple[int, str]] = set()
    for reading in readings(key):
        for cue in lexicon._forms.get(reading.stem, ()):
            if not _fits(cue, reading.prefix, reading.article, reading.pronoun):
                continue
            if (id(cue), reading.prefix) in seen:
                continue
            seen.add((id(cue), reading.prefix))
            front = 0 if not reading.article else (1 if reading.prefix.endswith("ل") else 2)
            found.append(Found(cue, reading.prefix, reading.article, reading.pronoun, max(reading.skip - front, 0)))
    return tuple(found)


def _fits(cue: Cue, prefix: str, article: bool, pronoun: str) -> bool:
    if pronoun and pronoun not in _PRONOUNS:
        return False
    if cue.kind == "verb":
        return prefix in _VERB_PREFIXES and not article and (not pronoun or cue.voice != "passive")
    if cue.kind == "noun":
        return not (article and not cue.article)
    return not pronoun


@cache
def load_outcomes() -> Outcomes:
    """The lexicon of outcomes, loaded once."""
    text = (resources.files("marsad.lexicon") / "data" / "outcomes.yaml").read_text("utf-8")
    return Outcomes(parse_yaml(text))


@lru_cache(maxsize=200_000)
def stems(key: str) -> frozenset[str]:
    """A written word and what it is without clitics in front: وبالغارات → وبالغارات, بالغارات, الغارات, غارات."""
    return frozenset({key, *(r.stem for r in readings(key) if not r.pronoun)})


@lru_cache(maxsize=200_000)
def stems_behind_pronouns(key: str) -> frozenset[str]:
    """As `stems`, and without a pronoun behind: حتفهم → حتفهم, حتف."""
    return frozenset({key, *(r.stem for r in readings(key))})
