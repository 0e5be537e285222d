"""Who is named in a text: `find_actors`."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import Literal

from marsad.actors.grammar import Phrase, Reader, actor_id_of
from marsad.actors.nouns import governs, national, phrase_at, with_country
from marsad.actors.registry import get_actor
from marsad.actors.states import state_at
from marsad.actors.view import CLOSING_QUOTES, QUOTES, bare_stem, nation_of
from marsad.lexicon.countries import get_country
from marsad.model import ActorMention
from marsad.text.words import Words

Specificity = Literal["named", "generic", "people"]


def find_actors(words: Words, country: str | None = None) -> list[ActorMention]:
    """Every body and group of people that the text names, in order, without overlaps; the longest phrase wins.

    `country` is the document's main country (alpha-3): generic bodies (الشرطة) that tell none of their own belong to
    it, and to XXX when it is None. An anaphor (التنظيم، القوات، عناصره) has the empty id, sector and country: the
    caller knows whom it resumes.

    >>> [(m.text, m.actor_id) for m in find_actors(Words("قتلت القوات العراقية 3 من عناصر تنظيم داعش"))]
    [('القوات العراقية', 'IRQ-MIL'), ('عناصر تنظيم داعش', 'INT-REB-islamic-state')]
    """
    reader = reader_of(words, country)
    told = _resumed(reader, list(_iter_phrases(reader)))
    return [_mention(words, reader, phrase, own) for phrase, own in told if _counts(phrase)]


@lru_cache(maxsize=2)
def reader_of(words: Words, country: str | None) -> Reader:
    """The reader of a text; actors and people are usually asked for one after the other."""
    return Reader(words, country)


def _counts(phrase: Phrase) -> bool:
    """Whether a phrase is a mention: a body, people who act, or the anaphor of a body."""
    return bool(phrase.pattern) or phrase.kind == "anaphor" or bool(phrase.body)


def _iter_phrases(reader: Reader) -> Iterator[Phrase]:
    previous: Phrase | None = None
    behind, governed = 0, False
    for i in reader.begins:
        if i < behind:
            continue
        inside = governed and i == behind
        phrase = phrase_at(reader, i, inside) or state_at(reader, i, previous)
        if phrase is None:
            phrase = national(reader, i)
        if phrase is None:
            governed = False
            continue
        yield phrase
        previous, behind = phrase, phrase.last
        governed = reader.view.key(behind).startswith("و") and governs(reader, phrase)


def _resumed(reader: Reader, phrases: list[Phrase]) -> list[tuple[Phrase, str | None]]:
    """Each phrase with the country told by its own words; a bare body resumes the one foreign body of its name told
    before it.

    "قال الجيش الأمريكي … وأضاف الجيش": the second army is the first one, unless two countries' armies were told.
    """
    seen: dict[tuple[str, ...], set[str]] = {}
    out: list[tuple[Phrase, str | None]] = []
    for phrase in phrases:
        own = phrase.country
        if phrase.kind == "body":
            name, nation = _name_and_nation(reader, phrase)
            if nation:
                seen.setdefault(name, set()).add(nation)
            elif "*" in phrase.pattern and own is None and len(seen.get(name, ())) == 1:
                phrase = with_country(phrase, next(iter(seen[name])))
        out.append((phrase, own))
    return out


def _name_and_nation(reader: Reader, phrase: Phrase) -> tuple[tuple[str, ...], str | None]:
    """The words of a body before the adjective of nationality, and the country of that adjective."""
    stems: list[str] = []
    for i in range(phrase.first, phrase.last):
        key = reader.view.key(i)
        nation = nation_of(key, key.startswith("ال")) if stems else None
        if nation:
            return tuple(stems), nation
        stems.append(bare_stem(key))
    return tuple(stems), None


def _mention(words: Words, reader: Reader, phrase: Phrase, own: str | None) -> ActorMention:
    first, last = reader.view.places[phrase.first], reader.view.places[phrase.last - 1] + 1
    last = _close_quote(words, first, last)
    span = words.span(first, last, phrase.skip)
    text = words.raw[span[0] : span[1]]
    actor_id = actor_id_of(phrase, reader.country)
    entry = get_actor(actor_id)
    name, name_en = (entry.name, entry.name_en) if entry else (text, _english(phrase, actor_id))
    parts = actor_id.split("-") if actor_id else ["", ""]
    return ActorMention(
        text=text,
        span=span,
        first=first,
        last=last,
        actor_id=actor_id,
        name=name,
        name_en=name_en,
        sector=parts[1],
        country=parts[0],
        specificity=_specificity(phrase, own),
    )


def _specificity(phrase: Phrase, own: str | None) -> Specificity:
    if phrase.term.people or (phrase.kind == "people" and phrase.body is None and phrase.pattern):
        return "people"
    if phrase.pattern and ("*" not in phrase.pattern or own):
        return "named"
    return "generic"


def _english(phrase: Phrase, actor_id: str) -> str | None:
    """The English name of a body that the registry has not: "Police of Pakistan"."""
    english = phrase.term.name_en
    if phrase.kind != "body" or not english:
        return None
    country = get_country(actor_id[:3])
    return f"{english} of {country.name_en}" if country else english


def _close_quote(words: Words, first: int, last: int) -> int:
    """Take the closing quotation mark in where the phrase holds the opening one."""
    if words.key(last) not in CLOSING_QUOTES:
        return last
    marks = sum(1 for i in range(first, last) if words[i].kind == "mark" and words[i].text in QUOTES)
    return last + marks % 2
