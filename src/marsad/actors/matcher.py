"""Who is named in a text: `find_actors`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

import msgspec

from marsad.actors.grammar import ACT_TERM, UNKNOWN, Phrase, Reader, resolve
from marsad.actors.registry import get_actor
from marsad.lexicon.countries import adjective_keys, get_country
from marsad.model import ActorMention
from marsad.text.words import Words

Specificity = Literal["named", "generic", "people"]
_CLOSING = frozenset("\"'»”’›")


def find_actors(words: Words, country: str | None = None) -> list[ActorMention]:
    """Every body and group of people that the text names, in order, without overlaps; the longest phrase wins.

    `country` is the document's main country (alpha-3): generic bodies (الشرطة) that tell none of their own belong to it, and to XXX
    when it is None. An anaphor (التنظيم، القوات، عناصره) has the empty id, sector and country: the caller knows whom it resumes.

    >>> [(m.text, m.actor_id) for m in find_actors(Words("قتلت القوات العراقية 3 من عناصر تنظيم داعش"))]
    [('القوات العراقية', 'IRQ-MIL'), ('عناصر تنظيم داعش', 'INT-REB-islamic-state')]
    """
    reader = Reader(words, country)
    return [
        _mention(words, reader, phrase)
        for phrase in _iter_phrases(reader)
        if phrase.pattern or phrase.kind == "anaphor"
    ]


def _iter_phrases(reader: Reader) -> Iterator[Phrase]:
    i, inside, previous = 0, False, None
    view = reader.view
    while i < len(view):
        phrase = reader.phrase(i, inside)
        if phrase is None:
            phrase = _adjective(reader, i, previous) or _metonym(reader, i, previous) or reader.national(i)
        if phrase is None:
            i, inside = i + 1, False
            continue
        yield phrase
        previous, i = phrase, phrase.last
        key = view.key(i)
        inside = phrase.last > phrase.head_last and phrase.kind == "body" and key.startswith("و")


def _adjective(reader: Reader, i: int, previous: Phrase | None) -> Phrase | None:
    """A nationality that stands for a body: القوات العراقية | والسورية, غارة | إسرائيلية."""
    if previous and previous.last == i and previous.kind == "body":
        other = _second_nation(reader, i, previous)
        if other:
            return other
    return _act_adjective(reader, i)


def _second_nation(reader: Reader, i: int, previous: Phrase) -> Phrase | None:
    """Another nationality behind a body that has one: القوات العراقية | والسورية, الجيشان العراقي | والتركي."""
    before = reader.view.key(i - 1)
    first = adjective_keys().get(before[2:] if before.startswith("ال") else before)
    key = reader.view.key(i)
    bare = key[1:] if key.startswith("و") else ""
    if first is None or bare.startswith("ال") != before.startswith("ال"):
        return None
    code = adjective_keys().get(bare[2:] if bare.startswith("ال") else bare)
    if code is None or code == first:
        return None
    sector = previous.pattern.split("-")[1]
    return msgspec.structs.replace(
        previous, first=i, head_last=i + 1, last=i + 1, skip=1, country=code, pattern=f"*-{sector}"
    )


def _act_adjective(reader: Reader, i: int) -> Phrase | None:
    view = reader.view
    if i == 0 or view[i].newlines:
        return None
    key = view.key(i)
    definite = key.startswith("ال")
    code = adjective_keys().get(key[2:] if definite else key)
    if code is None:
        return None
    if any(reader.is_act(back, definite) for back in (i - 1, i - 2)):
        return Phrase("body", i, i + 1, i + 1, 0, ACT_TERM, ACT_TERM.id, code, definite)
    return None


def _metonym(reader: Reader, i: int, previous: Phrase | None) -> Phrase | None:
    """A capital or a country that speaks or strikes: بغداد تعلن, قصفت إسرائيل."""
    for hit in reader.hits(i):
        if hit.payload.kind != "place" or hit.prefix not in ("", "و"):
            continue
        pattern = reader.deed(hit, previous)
        if pattern:
            return Phrase("body", i, hit.last, hit.last, hit.skip, hit.payload, pattern, hit.payload.id, True)
    return None


def _mention(words: Words, reader: Reader, phrase: Phrase) -> ActorMention:
    first, last = reader.view.places[phrase.first], reader.view.places[phrase.last - 1] + 1
    last = _close_quote(words, first, last)
    span = words.span(first, last, phrase.skip)
    text = words.raw[span[0] : span[1]]
    actor_id = actor_id_of(phrase, reader.country)
    entry = get_actor(actor_id)
    name, name_en = (entry.name, entry.name_en) if entry else _names(phrase, actor_id, text)
    parts = actor_id.split("-") if actor_id else ["", ""]
    return ActorMention(
        text=text,
        span=span,
        first=first,
        last=last,
        actor_id=actor_id,
        name=name,
        name_en=name_en or None,
        sector=parts[1],
        country=parts[0],
        specificity=_specificity(phrase),
    )


def actor_id_of(phrase: Phrase, country: str | None) -> str:
    """The id of a phrase in a document of this country; empty for an anaphor."""
    if not phrase.pattern:
        return ""
    own = phrase.country or country or phrase.term.home or UNKNOWN
    return resolve(phrase.pattern, own, phrase.term.by_country)


def _specificity(phrase: Phrase) -> Specificity:
    if phrase.kind == "people" and phrase.body is None:
        return "people"
    if phrase.term.people:
        return "people"
    if phrase.pattern and ("*" not in phrase.pattern or phrase.country):
        return "named"
    return "generic"


def _names(phrase: Phrase, actor_id: str, text: str) -> tuple[str, str]:
    """Arabic and English name of a body that the registry has not."""
    country = get_country(actor_id[:3])
    if phrase.kind != "body" or not phrase.term.name_en:
        return text, ""
    return text, phrase.term.name_en if country is None else f"{phrase.term.name_en} of {country.name_en}"


def _close_quote(words: Words, first: int, last: int) -> int:
    """Take the closing quotation mark in where the phrase holds the opening one."""
    marks = sum(1 for i in range(first, last) if words[i].kind == "mark" and words[i].text in _ALL_QUOTES)
    return last + 1 if marks % 2 and words.key(last) in _CLOSING else last


_ALL_QUOTES = frozenset("\"'«»“”„‟‘’‚‹›")
