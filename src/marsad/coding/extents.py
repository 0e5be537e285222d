"""How far the words of an actor reach: the whole noun phrase that names it, without the number that counts it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import msgspec

from marsad.coding.draft import Draft, Filler
from marsad.coding.functionwords import function_words
from marsad.coding.nearby import within
from marsad.coding.speakers import find_speakers
from marsad.coding.titles import BODY, NAME, OFFICE, RANK, word_flags
from marsad.coding.tolls import Toll
from marsad.model import PlaceMention, Span, TimeMention
from marsad.text.folding import fold_key

#: Nouns for people that are nearly always followed by whose they are: أهالي القرية, أنصار الحزب.
_OF_SOMEBODY: Final = frozenset(
    fold_key(word)
    for word in (
        *("أهالي", "سكان", "أبناء", "طلاب", "طلبة", "تلاميذ", "عمال", "أنصار", "عناصر", "أعضاء", "أصحاب", "ذوو", "ذوي"),
        *(
            "عائلات",
            "أسر",
            "شبان",
            "شباب",
            "نشطاء",
            "أقارب",
            "أتباع",
            "رجال",
            "جنود",
            "ضباط",
            "مشجعي",
            "قادة",
            "قيادات",
        ),
    )
)
#: Endings of a sound plural or a dual that lost its ن: موظفو, متظاهري, سائقا.
_CONSTRUCT: Final = ("و", "ي", "ا")
_LONGEST_NAME: Final = 9


def widen(draft: Draft, filler: Filler) -> Filler:
    """The filler with the words that belong to it: أهالي → أهالي القرية, النائب → النائب سامر العلي."""
    last = max(_end_of_owner(draft, filler.first, filler.last), _end_of_person(draft, filler.first, filler.last))
    if last <= filler.last:
        return filler
    words = draft.words
    span: Span = (filler.span[0], words.span(filler.first, last)[1])
    return msgspec.structs.replace(filler, last=last, span=span, text=words.raw[span[0] : span[1]])


def victims_of(draft: Draft, toll: Toll) -> tuple[int, int, Span]:
    """The words of those whom a toll counts, without the number: "سبعة من عناصر الشرطة" gives عناصر الشرطة.

    First and last word position and the span; the toll's own words where no noun for people is among them.
    """
    inside = range(draft.words.at(toll.span[0]), draft.words.at(toll.span[1] - 1) + 1)
    actor = next(iter(within(draft.actors, inside.start, inside.stop)), None)
    if actor is not None:
        return actor.first, actor.last, actor.span
    noun = next((p for p in within(draft.people, inside.start, inside.stop) if not p.state), None)
    if noun is not None:
        return noun.first, noun.phrase_last, noun.phrase_span
    return inside.start, inside.stop, toll.span


def _end_of_owner(draft: Draft, first: int, last: int) -> int:
    """Behind a bare noun for people whose they are: طلبة | المدارس العراقية."""
    words = draft.words
    if last != first + 1 or last >= len(words):
        return last
    key, following = words.key(first), words[last]
    noun = next(iter(within(draft.people, first, first + 1)), None)
    if noun is None or noun.definite or following.kind != "word" or following.newlines:
        return last
    stem = fold_key(noun.text)
    sound = noun.number in ("plural", "dual") and stem.endswith(_CONSTRUCT) and key not in _OF_SOMEBODY
    definite = following.key.startswith("ال") and len(following.key) > 4
    if not (sound and _is_content(following.key)) and not (stem in _OF_SOMEBODY and definite):
        return last
    if _starts(draft.times, last) or within(draft.triggers, last, last + 1):
        return last
    end = last + 1
    while definite and end < len(words) and words.key(end).startswith("ال") and words.key(end).endswith(("يه", "ي")):
        end += 1
    return end


def _end_of_person(draft: Draft, first: int, last: int) -> int:
    """Behind the title of one person what completes it and the name; behind the first name the others."""
    words = draft.words
    flags = word_flags(words, first)
    named = last < len(words) and word_flags(words, last) & NAME and words.key(last)[:2] != "ال"
    if not (flags & (OFFICE | RANK | NAME) or named) or not _is_one_person(draft, first):
        return last
    found = find_speakers(words, first, draft.layout.sentence(first)[1])
    if not found or found[0].first != first:
        return last
    end = first + 1
    while end < min(found[0].last, first + _LONGEST_NAME) and _belongs(draft, end):
        end += 1
    return end


def _is_one_person(draft: Draft, first: int) -> bool:
    noun = next(iter(within(draft.people, first, first + 1)), None)
    return noun is None or noun.number == "singular"


def _belongs(draft: Draft, i: int) -> bool:
    """Whether word `i` may go on with a title and a name."""
    words = draft.words
    word = words[i]
    if word.kind not in ("word", "latin") or word.newlines or _starts(draft.times, i):
        return False
    if word.key == "في":
        return bool(word_flags(words, i + 1) & BODY)
    joined = word.key[:1] == "و" and len(word.key) > 3 and not word_flags(words, i) & (NAME | BODY | OFFICE)
    locative = word.key[:1] == "ب" and _starts(draft.places, i)
    return _is_content(word.key) and not joined and not locative


def _is_content(key: str) -> bool:
    return function_words().is_content(key) and len(key) > 2


def _starts(mentions: Sequence[TimeMention | PlaceMention], i: int) -> bool:
    return bool(within(mentions, i, i + 1))


__all__ = ["victims_of", "widen"]
