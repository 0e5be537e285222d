"""The words that report speech, from `lexicon/data/reporting.yaml`, each form with what it can do."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from typing import Any, Final, Literal

import msgspec

from marsad.errors import BadData
from marsad.model.event import Stance
from marsad.text.folding import fold_key
from marsad.text.words import Words
from marsad.text.yamldata import parse_yaml

Kind = Literal["past", "present", "participle", "relay", "according", "claim"]
#: m, f: masculine and feminine singular; p: plural or dual.
Person = Literal["m", "f", "p"]

_CONJUNCTIONS: Final = ("", "و", "ف")


class Form(msgspec.Struct, frozen=True, gc=False):
    """One form of a word that reports.

    `takes`: noun and prepositions before what is said; `joined`: و or ف stands in front.

    `object`: a pronoun stands behind (ذكرته), so the verb belongs to a relative clause.
    """

    lemma: str
    kind: Kind
    person: Person
    takes: frozenset[str]
    stance: Stance
    joined: bool
    object: bool


class Blame(msgspec.Struct, frozen=True, gc=False):
    """One form of a verb of blaming. `nouns`: what makes it one (مسؤولية). `order`: whom it blames before the noun (""), behind
    على or إلى after it ("to"), or behind إلى after the deed ("act to").
    """

    order: str
    nouns: frozenset[str]


class Reporting(msgspec.Struct, frozen=True):
    """All data of the reporting words, in look-up form."""

    forms: dict[str, Form]
    according: dict[str, tuple[tuple[tuple[str, ...], str], ...]]
    according_verbs: frozenset[str]
    statements: frozenset[str]
    impersonal: frozenset[tuple[str, ...]]
    that: frozenset[str]
    ends: frozenset[str]
    said_nouns: frozenset[str]
    denied: frozenset[str]
    saying_nouns: frozenset[str]
    responsibility: frozenset[str]
    acts: frozenset[str]
    unverified: dict[str, tuple[tuple[str, ...], ...]]
    not_sources: frozenset[str]
    adverbs: frozenset[str]
    openers: frozenset[str]
    connectives: frozenset[str]
    subordinators: frozenset[str]
    blames: dict[str, Blame]
    deeds: frozenset[str]


@cache
def reporting() -> Reporting:
    """The data, read once."""
    raw = load_yaml("reporting.yaml")
    according: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for phrase in raw["according_to"]:
        keys, clitic = split_clitic(phrase)
        for conjunction in ("", "و"):
            head = (conjunction + keys[0], *keys[1:])
            according.setdefault(head[0], []).append((head, clitic))
    unverified: dict[str, list[tuple[str, ...]]] = {}
    for phrase in raw["unverified"]:
        parts = keys_of(phrase)
        for conjunction in ("", "و"):
            unverified.setdefault(conjunction + parts[0], []).append((conjunction + parts[0], *parts[1:]))
    return Reporting(
        forms=_forms(raw),
        according={k: tuple(sorted(v, key=lambda p: -len(p[0]))) for k, v in according.items()},
        according_verbs=frozenset(c + fold_key(w) for w in raw["according_verbs"] for c in ("", "و")),
        statements=_fold_all(raw["statements"]),
        impersonal=frozenset(keys_of(p) for p in raw["impersonal"]),
        that=_fold_all(raw["that"]),
        ends=_fold_all(raw["ends"]),
        said_nouns=frozenset(fold_key(w).removeprefix("ال") for w in raw["said_nouns"]),
        saying_nouns=_fold_all(raw["saying_nouns"]),
        denied=_fold_all(raw["denied"]),
        responsibility=frozenset(fold_key(w) for w in raw["responsibility"]["nouns"]),
        acts=frozenset(fold_key(w) for w in raw["responsibility"]["acts"]),
        unverified={k: tuple(v) for k, v in unverified.items()},
        not_sources=_fold_all(raw["not_sources"]),
        adverbs=frozenset(keys_of(raw["clause_adverbs"])),
        openers=_fold_all(raw["subject_openers"]),
        connectives=_fold_all(raw["connectives"]),
        subordinators=_fold_all(raw["subordinators"]),
        blames=_blames(raw["blames"]),
        deeds=_fold_all(raw["deeds"]),
    )


def _fold_all(entries: Iterable[str]) -> frozenset[str]:
    return frozenset(fold_key(entry) for entry in entries)


def load_yaml(name: str) -> dict[str, Any]:
    """A data file of the lexicon; `BadData` when it is no mapping."""
    path = files("marsad") / "lexicon" / "data" / name
    raw = parse_yaml(path.read_text(encoding="utf-8"))
    if not isinstance(raw, dict):
        raise BadData(f"{name}: a mapping is wanted")
    return raw


def keys_of(phrase: str) -> tuple[str, ...]:
    """The words of a phrase in look-up form."""
    return tuple(w.key for w in Words(phrase) if w.kind != "mark")


def split_clitic(phrase: str) -> tuple[tuple[str, ...], str]:
    """A preposition of the data and the clitic that it ends with: "وفقا ل" gives (وفقا,), ل."""
    keys = keys_of(phrase)
    return (keys[:-1], keys[-1]) if len(keys) > 1 and len(keys[-1]) == 1 else (keys, "")


def _forms(raw: dict[str, Any]) -> dict[str, Form]:
    out: dict[str, Form] = {}
    groups: list[tuple[Iterable[dict[str, Any]], Kind | None]] = [
        (raw["responsibility"]["verbs"], "claim"),
        (raw["relays"], "relay"),
        (raw["verbs"], None),
    ]
    for entries, kind in groups:
        for entry in entries:
            if unknown := set(entry) - {"past", "present", "participle", "takes", "stance"}:
                raise BadData(f"reporting.yaml: {entry.get('past')} has unknown fields {sorted(unknown)}")
            for key, form_kind, person, has_object in _inflect(entry):
                for conjunction in _CONJUNCTIONS:
                    form = Form(
                        lemma=entry["past"],
                        kind=kind or form_kind,
                        person=person,
                        takes=frozenset(fold_key(t) for t in entry.get("takes", ())),
                        stance=entry.get("stance", "asserts"),
                        joined=bool(conjunction),
                        object=has_object,
                    )
                    out.setdefault(conjunction + key, form)
    return out


def _blames(entries: Iterable[dict[str, Any]]) -> dict[str, Blame]:
    out: dict[str, Blame] = {}
    for entry in entries:
        blame = Blame(order=entry.get("order", ""), nouns=_fold_all(entry.get("nouns", ())))
        for key, kind, _, has_object in _inflect(entry):
            if kind in ("past", "present") and not has_object:
                out.update({conjunction + key: blame for conjunction in _CONJUNCTIONS})
    return out


def _inflect(entry: dict[str, Any]) -> Iterable[tuple[str, Kind, Person, bool]]:
    """The third persons of a verb (قال، قالت، يقولون), with object pronouns, and its participle in the accusative."""
    past = fold_key(entry["past"])
    weak = past.endswith(("ي", "ا"))
    stem = past[:-1] if weak else past
    yield past, "past", "m", False
    yield stem + "ت", "past", "f", False
    yield stem + "وا", "past", "p", False
    yield past + "ا", "past", "p", False
    yield stem + "تا", "past", "p", False
    base = stem + "ا" if weak else stem
    for pronoun in ("ه", "ها", "هم", "هما"):
        yield base + pronoun, "past", "m", True
        yield stem + "ت" + pronoun, "past", "f", True
    yield stem + "وه", "past", "p", True
    present = fold_key(entry["present"])
    present_stem = present[:-1] if present.endswith("ي") else present
    yield present, "present", "m", False
    yield "ت" + present[1:], "present", "f", False
    yield present_stem + "ون", "present", "p", False
    yield present + "ان", "present", "p", False
    if participle := fold_key(entry.get("participle", "")):
        weak_participle = participle.endswith("ا")
        stem = participle[:-1] if weak_participle else participle
        yield stem + "ا", "participle", "m", False
        yield stem + "ه", "participle", "f", False
        yield stem + "ين", "participle", "p", False
        yield stem + "ان", "participle", "p", False
        yield stem + "تين", "participle", "p", False
        if not weak_participle and "إلى" in entry.get("takes", ()):
            yield stem, "participle", "m", False  # written without its ending: مشير إلى
