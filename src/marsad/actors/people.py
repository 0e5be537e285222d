"""Nouns for people: how many the form tells, who they are, and what became of them."""

from __future__ import annotations

from functools import lru_cache

import msgspec

from marsad.actors.grammar import Phrase, Reader, actor_id_of, rank
from marsad.actors.matcher import reader_of
from marsad.actors.nouns import national, person, phrase_at
from marsad.actors.registry import get_actor
from marsad.actors.terms import Number, Term
from marsad.model import Span
from marsad.model.event import Group, PartCategory
from marsad.text.clitics import readings
from marsad.text.phrases import Hit
from marsad.text.words import Words

_GROUP_OF_SECTOR = {
    **dict.fromkeys(("REB", "UAF", "CRM"), "fighters"),
    **dict.fromkeys(("MIL", "COP", "SPY", "PRM"), "security_forces"),
    **dict.fromkeys(("CVL", "REF", "JRN", "GOV", "LEG", "JUD", "PTY", "OPP", "NGO", "IGO"), "civilians"),
}


class PeopleNoun(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """A noun for people at the words [first, last), with its whole phrase [first, phrase_last).

    `span` and `text` are the noun's, `phrase_span` the phrase's. `number` is what the form tells; `maybe_dual` marks
    a form that is plural or dual (مسلحين). `actor_id` is "" when nothing tells whose they are; `state` is the
    outcome that the noun itself tells (قتيل: killed). `civilian_by_default` marks people of group `unknown` whom the
    codebook takes for unarmed unless told otherwise (أشخاص).
    """

    first: int
    last: int
    phrase_last: int
    span: Span
    text: str
    phrase_span: Span
    lemma: str
    number: Number
    maybe_dual: bool
    definite: bool
    group: Group
    category: PartCategory | None
    actor_id: str
    state: str | None
    civilian_by_default: bool


def find_people(words: Words, country: str | None = None) -> list[PeopleNoun]:
    """Every noun for people of the text, in order. `country` as in `find_actors`.

    >>> words = Words("قُتل 23 عنصرا لتنظيم داعش وجنديان")
    >>> [(p.text, p.number, p.group, p.actor_id) for p in find_people(words, "IRQ")]
    [('عنصرا', 'singular', 'fighters', 'INT-REB-islamic-state'), ('جنديان', 'dual', 'security_forces', 'IRQ-MIL')]
    """
    reader = reader_of(words, country)
    found: list[PeopleNoun] = []
    behind = 0
    for i in reader.begins:
        if i < behind:
            continue
        phrase = _people_at(reader, i)
        if phrase is not None:
            found.append(_noun(words, reader, phrase))
        phrase = phrase or phrase_at(reader, i)
        behind = phrase.last if phrase else 0
    return found


@lru_cache(2048)
def names_nobody(text: str) -> bool:
    """Whether a text is a noun for people with what the word lists know beside it, and a figure at most: it can hold nobody's name.

    >>> names_nobody("200 عائلة نازحة"), names_nobody("عائلة أبو أحمد")
    (True, False)
    """
    # Some nouns are taken for people only where a figure counts them: مدنياً.
    return _is_all_noun(text) or _is_all_noun(f"7 {text}")


def _is_all_noun(text: str) -> bool:
    rest, found = text, find_people(Words(text))
    for noun in reversed(found):
        rest = rest[: noun.phrase_span[0]] + rest[noun.phrase_span[1] :]
    return bool(found) and all(c.isspace() or c.isdigit() for c in rest)


def _people_at(reader: Reader, i: int) -> Phrase | None:
    hits = reader.hits(i)
    people = [made for hit in hits if hit.payload.kind == "person" and (made := person(reader, hit))]
    if people:
        return max(people, key=rank)
    named = next((hit for hit in hits if hit.payload.kind == "body" and hit.last > i + 1), None)
    if named is not None:
        return _members(reader, named)
    return None if hits and hits[0].last > i + 1 else national(reader, i)


def _members(reader: Reader, hit: Hit[Term]) -> Phrase | None:
    """The people at the head of a name that the registry has whole: مقاتلي طالبان."""
    term = next((t for r in readings(reader.view.key(hit.first)) if (t := reader.lex.persons.get(r.stem))), None)
    made = reader.body(hit) if term else None
    if term is None or made is None or made.kind != "body":
        return None
    return msgspec.structs.replace(
        made,
        kind="people",
        head_last=hit.first + 1,
        noun=term.noun,
        number=term.number,
        maybe_dual=term.maybe_dual,
        body=made.term,
    )


def _noun(words: Words, reader: Reader, phrase: Phrase) -> PeopleNoun:
    places = reader.view.places
    first, last, phrase_last = places[phrase.first], places[phrase.head_last - 1] + 1, places[phrase.last - 1] + 1
    noun = phrase.noun
    actor_id = actor_id_of(phrase, reader.country)
    span = words.span(first, last, phrase.skip)
    return PeopleNoun(
        first=first,
        last=last,
        phrase_last=phrase_last,
        span=span,
        text=words.raw[span[0] : span[1]],
        phrase_span=words.span(first, phrase_last, phrase.skip),
        lemma=phrase.term.name if phrase.body is None else "",
        number=phrase.number,
        maybe_dual=phrase.maybe_dual,
        definite=phrase.definite,
        group=_group(phrase, actor_id),
        category=noun.category if noun else None,
        actor_id=actor_id,
        state=noun.state if noun else None,
        civilian_by_default=bool(noun and noun.civilian_by_default and not phrase.body),
    )


def _group(phrase: Phrase, actor_id: str) -> Group:
    if phrase.body is not None and actor_id:
        entry = get_actor(actor_id)
        return _GROUP_OF_SECTOR.get(entry.sector if entry else actor_id.split("-")[1], "unknown")  # type: ignore[return-value]
    tribal_leader = phrase.modifier and phrase.modifier.unit and phrase.noun and phrase.noun.category == "leaders"
    if phrase.modifier and phrase.modifier.group and not tribal_leader:
        return phrase.modifier.group
    return phrase.noun.group if phrase.noun else "unknown"
