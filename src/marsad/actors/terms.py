"""The words of actors as one dictionary: named bodies, generic bodies, carriers, people, anaphors and metonyms.

Compiled once from the data. Two indexes: `plain` holds what means an actor anywhere, `bound` what does so only
inside a larger phrase (قوات النظام) or only in the news of one country (الحزب in Lebanon).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache, reduce
from operator import or_
from typing import Final, Literal

import msgspec

from marsad.actors.registry import check_id, iter_actors, load_data
from marsad.lexicon.countries import adjective_keys, inflect_adjective, iter_countries
from marsad.model.event import Group, PartCategory
from marsad.text.clitics import readings
from marsad.text.folding import fold_key
from marsad.text.memory import WordMemory
from marsad.text.phrases import EXACT, PhraseIndex
from marsad.text.words import Words

Kind = Literal["body", "unit", "carrier", "person", "anaphor", "place"]
Number = Literal["singular", "dual", "plural", "collective"]
#: When a body counts without a country beside it: `always`, only `definite`, as an `anaphor`, or only `inside` a
#: larger phrase; `never`: only with a country.
Alone = Literal["always", "definite", "anaphor", "inside", "never"]

#: What may start at a word: a phrase of the plain index, one of the bound index, a nationality.
PLAIN: Final = 1
BOUND: Final = 2
NATION: Final = 4


class Generic(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A kind of body that every country has: `id` holds `*` for the country (`*-MIL`); `by_country` gives other ids
    where they differ.

    `home` is the country when neither words nor document tell one; `people`: no body but people; `adjectival`: the
    word may be an adjective of the definite word before it (المصادر المعارضة).
    """

    id: str
    names: tuple[str, ...]
    name: str = ""
    name_en: str = ""
    alone: Alone = "definite"
    by_country: dict[str, str] = {}
    home: str | None = None
    people: bool = False
    adjectival: bool = False


class Noun(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A noun for people as the data gives it: masculine singular, broken plurals; which endings it takes."""

    singular: str | None = None
    plural: tuple[str, ...] = ()
    sound: Literal["masculine", "feminine", "both", "none"] = "none"
    forms: dict[Number, tuple[str, ...]] = {}
    group: Group = "unknown"
    sector: str | None = None
    unit: str | None = None
    category: PartCategory | None = None
    state: str | None = None
    civilian_by_default: bool = False
    owned: bool = False
    complement: bool = False
    actor: str | None = None
    cue: Literal["none", "singular", "always"] = "none"


class Modifier(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """An adjective beside people or bodies; `sector` and `group` where it tells who they are (إرهابي، مجهول)."""

    words: tuple[str, ...]
    sector: str | None = None
    unit: str | None = None
    group: Group | None = None


class People(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The whole of `people.yaml`."""

    nouns: tuple[Noun, ...]
    modifiers: tuple[Modifier, ...]
    cues: tuple[str, ...]
    weak_cues: tuple[str, ...]


class GenericData(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The whole of `generic.yaml`."""

    bodies: tuple[Generic, ...]
    carriers: tuple[str, ...]
    anaphors: tuple[str, ...]
    acts: tuple[str, ...]
    epithets: tuple[str, ...]
    links: tuple[str, ...]
    belonging: tuple[str, ...]
    loyal: tuple[str, ...]
    after_belonging: tuple[str, ...]
    hostile: tuple[str, ...]
    allied: tuple[str, ...]
    half_names: tuple[str, ...]
    function_words: tuple[str, ...]
    clause_openers: tuple[str, ...]
    units: tuple[str, ...]
    unit_ordinals: tuple[str, ...]
    unit_arms: tuple[str, ...]
    instead: dict[str, str]


class MetonymData(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The whole of `metonyms.yaml`: capitals and the verbs that make a government or an army of a name."""

    capitals: dict[str, str]
    speech: tuple[str, ...]
    force: tuple[str, ...]
    aspect: tuple[str, ...]


class Term(msgspec.Struct, frozen=True, gc=False):
    """One meaning of a phrase."""

    kind: Kind
    id: str = ""
    name: str = ""
    name_en: str = ""
    alone: Alone = "always"
    only_in: str | None = None
    by_country: dict[str, str] = {}
    home: str | None = None
    people: bool = False
    adjectival: bool = False
    noun: Noun | None = None
    number: Number = "plural"
    maybe_dual: bool = False
    capital: bool = False
    open: int = 0


class Lexicon(msgspec.Struct):
    """Everything that the matcher looks up.

    `firsts` maps the first words of all phrases, without clitics, to where they start one; `persons` every form of
    every noun for people to its term. `starts` tells of a word as written what may start at it,
    `PLAIN | BOUND | NATION`: zero for most words of a text.
    """

    plain: PhraseIndex[Term]
    bound: PhraseIndex[Term]
    modifiers: dict[str, Modifier]
    epithets: frozenset[str]
    acts: frozenset[str]
    links: frozenset[str]
    belonging: frozenset[str]
    loyal: frozenset[str]
    instead: dict[str, str]
    after_belonging: frozenset[str]
    cues: frozenset[str]
    weak_cues: frozenset[str]
    speech: frozenset[str]
    force: frozenset[str]
    aspect: frozenset[str]
    hostile: frozenset[str]
    allied: frozenset[str]
    half_names: frozenset[str]
    function_words: frozenset[str]
    clause_openers: frozenset[str]
    carriers: frozenset[str]
    unit_ordinals: frozenset[str]
    unit_arms: frozenset[str]
    persons: dict[str, Term]
    firsts: dict[str, int]
    starts: WordMemory[int]


@cache
def lexicon() -> Lexicon:
    """The compiled dictionary."""
    generic, people, metonyms = (
        load_data("generic", GenericData),
        load_data("people", People),
        load_data("metonyms", MetonymData),
    )
    plain: PhraseIndex[Term] = PhraseIndex(pronouns=True)
    bound: PhraseIndex[Term] = PhraseIndex(pronouns=True)
    firsts = dict.fromkeys(adjective_keys(), NATION)
    persons: dict[str, Term] = {}
    for phrase, term in _all_terms(generic, people, metonyms):
        stem = _first_stem(phrase.lstrip(EXACT).split(maxsplit=1)[0])
        target, where = (bound, BOUND) if term.only_in or term.alone == "inside" else (plain, PLAIN)
        firsts[stem] = firsts.get(stem, 0) | where
        if term.kind == "person":
            persons.setdefault(phrase, term)
        target.add(phrase.rstrip("…").strip(), _open(term, phrase))
    return Lexicon(
        plain=plain,
        bound=bound,
        modifiers={form: m for m in people.modifiers for word in m.words for form in inflect_adjective(fold_key(word))},
        epithets=_adjective_set(generic.epithets),
        acts=_keys(generic.acts),
        links=_keys(generic.links),
        belonging=_keys(generic.belonging),
        loyal=_keys(generic.loyal),
        instead=generic.instead,
        after_belonging=_keys(generic.after_belonging),
        cues=_keys(people.cues),
        weak_cues=_keys(people.weak_cues),
        speech=frozenset(form for pair in metonyms.speech for form in verb_forms(pair)),
        force=frozenset(form for pair in metonyms.force for form in verb_forms(pair)),
        aspect=frozenset(form for pair in metonyms.aspect for form in verb_forms(pair)),
        hostile=_adjective_set(generic.hostile),
        allied=_adjective_set(generic.allied),
        half_names=_keys(generic.half_names),
        function_words=_keys(generic.function_words),
        clause_openers=_keys(generic.clause_openers),
        carriers=_keys(generic.carriers),
        unit_ordinals=_adjective_set(generic.unit_ordinals),
        unit_arms=_adjective_set(generic.unit_arms),
        persons=persons,
        firsts=firsts,
        starts=WordMemory(lambda key: reduce(or_, (firsts.get(r.stem, 0) for r in readings(key)), 0)),
    )


@cache
def _first_stem(word: str) -> str:
    """The look-up form of a phrase's first word, without the article: القوات → قوات."""
    key = Words(word)[0].key
    return key[2:] if len(key) > 4 and key.startswith("ال") else key


_OPEN: Final = "…"


def _open(term: Term, phrase: str) -> Term:
    """A phrase that ends in … takes the word after it: كتيبة …"""
    return msgspec.structs.replace(term, open=1) if phrase.endswith(_OPEN) else term


def _all_terms(generic: GenericData, people: People, metonyms: MetonymData) -> Iterator[tuple[str, Term]]:
    yield from _registry_terms()
    for body in generic.bodies:
        check_id(body.id, "actors/data/generic.yaml")
        term = Term(
            kind="body",
            id=body.id,
            name=body.name or body.names[0],
            name_en=body.name_en,
            alone=body.alone,
            by_country=body.by_country,
            home=body.home,
            people=body.people,
            adjectival=body.adjectival,
        )
        for phrase in body.names:
            yield phrase, term
    for kind, phrases in (("carrier", generic.carriers), ("anaphor", generic.anaphors)):
        for phrase in phrases:
            yield phrase, Term(kind=kind, name=phrase, alone="anaphor")  # type: ignore[arg-type]
    for phrase in generic.units:
        yield phrase, Term(kind="unit", id="*-MIL", name=phrase, name_en="Army unit")
    for country in iter_countries():
        term = Term(kind="place", id=country.iso3, name=country.name, name_en=country.name_en)
        for phrase in (country.name, *country.aliases):
            yield phrase, term
    for capital, iso3 in metonyms.capitals.items():
        yield capital, Term(kind="place", id=iso3, name=capital, capital=True)
    for noun in people.nouns:
        yield from _noun_terms(noun)


def _registry_terms() -> Iterator[tuple[str, Term]]:
    for entry in iter_actors():
        term = Term(kind="body", id=entry.id, name=entry.name, name_en=entry.name_en)
        for phrase in entry.names:
            yield phrase, term
        for adjective in entry.adjectives:
            for form in inflect_adjective(fold_key(adjective)):
                yield form, term
        for iso3, phrases in entry.local.items():
            for phrase in phrases:
                yield phrase, msgspec.structs.replace(term, only_in=iso3)


def _noun_terms(noun: Noun) -> Iterator[tuple[str, Term]]:
    forms = noun_forms(noun)
    for form, (number, maybe_dual) in forms.items():
        yield form, Term(kind="person", noun=noun, number=number, maybe_dual=maybe_dual, name=noun.singular or form)


def noun_forms(noun: Noun) -> dict[str, tuple[Number, bool]]:
    """Every form of a noun in look-up form with its number, and whether a plural may be a dual too (مسلحين).

    >>> noun_forms(Noun(singular="جندي", plural=("جنود",)))["جنديين"]
    ('dual', False)
    """
    found: dict[str, tuple[Number, bool]] = {}
    for number, forms in noun.forms.items():
        for form in forms:
            found[fold_key(form)] = (number, False)
    for form in noun.plural:
        found.setdefault(fold_key(form), ("plural", False))
        if form.endswith("اء"):
            found.setdefault(fold_key(form[:-1] + "ئ"), ("plural", False))
    if noun.singular:
        for form, number in _singular_forms(fold_key(noun.singular), noun.sound):
            known = found.get(form)
            if known is None:
                found[form] = (number, False)
            elif {known[0], number} == {"plural", "dual"}:
                found[form] = ("plural", True)
    return found


def _singular_forms(base: str, sound: str) -> Iterator[tuple[str, Number]]:
    yield base, "singular"
    stem = base[:-1] if base.endswith("ه") else base
    if stem == base:
        yield base + "ا", "singular"
        masculine = sound in ("masculine", "both")
        if masculine:
            yield from ((base + ending, "plural") for ending in ("ون", "ين", "و", "ي"))
        yield from ((base + ending, "dual") for ending in (("ان", "ين") if masculine else ("ان", "ين", "ي")))
    if sound in ("feminine", "both"):
        yield stem + "ات", "plural"
    if sound in ("feminine", "both") or stem != base:
        yield stem + "ه", "singular"
        yield from ((stem + ending, "dual") for ending in ("تان", "تين", "تا", "تي"))


def verb_forms(pair: str) -> list[str]:
    """Perfect and imperfect of the third person, both genders, in look-up form, from the two masculine ones.

    >>> verb_forms("نفى ينفي")
    ['نفي', 'نفت', 'ينفي', 'تنفي']
    """
    perfect, imperfect = pair.split()
    stem = perfect[:-1] if perfect[-1] in "اى" else perfect
    return [fold_key(form) for form in (perfect, stem + "ت", imperfect, "ت" + imperfect[1:])]


def _keys(phrases: Iterable[str]) -> frozenset[str]:
    return frozenset(fold_key(phrase) for phrase in phrases)


def _adjective_set(words: Iterable[str]) -> frozenset[str]:
    return frozenset(form for word in words for form in inflect_adjective(fold_key(word)))
