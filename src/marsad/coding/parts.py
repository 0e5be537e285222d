"""Parts of a total: "بينهم 3 أطفال وامرأتان", "من بين القتلى أطفال", and who most of them are ("معظمهم مدنيون")."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from operator import itemgetter
from typing import Any, Final

import msgspec

from marsad.coding.counted import Counted
from marsad.coding.outcomes import Outcomes
from marsad.coding.peoplephrases import Phrases
from marsad.model import Part
from marsad.model.event import Group
from marsad.text.words import Words

_PREFIXES: Final = ("", "و", "ف")
#: How far behind the total its parts may be told, in words.
_REACH: Final = 30


class Breakdown(msgspec.Struct, frozen=True, kw_only=True):
    """Parts told at word `at`. `outcome` names the total where the text does (من بين القتلى); `positions` are the phrases it uses up."""

    at: int
    parts: tuple[Part, ...]
    positions: frozenset[int]
    group: Group | None = None
    outcome: str | None = None
    sentence: tuple[int, int]

    def pick(self, drafts: Sequence[Any]) -> Any | None:
        """The toll that is broken down: the nearest before, in the same sentence, or the latest of the outcome named.

        `drafts` are those of the sentence, or of that outcome.
        """
        best = None
        for draft in drafts:
            last = max(draft.phrases[-1].last, draft.cue_last if draft.cue_last < self.at else 0)
            if self.outcome is not None:
                if draft.outcome == self.outcome and last <= self.at and (best is None or last >= best[0]):
                    best = (last, draft)
            elif draft.sentence == self.sentence and draft.phrases[-1].last <= self.at and self.at - last <= _REACH:
                key = draft.phrases[-1].last
                if best is None or key >= best[0]:
                    best = (key, draft)
        return None if best is None else best[1]


_first: Final = itemgetter(0)


def find_breakdowns(
    words: Words, sentences: Iterable[tuple[int, int]], phrases: Phrases, lexicon: Outcomes
) -> Iterable[Breakdown]:
    """Every place where a total is broken down: "12 شخصا بينهم 3 أطفال" gives the part children 3."""
    marked = lexicon.breakdowns.at(words)
    for sentence in sentences if marked else ():
        for i, way in marked[
            bisect_left(marked, sentence[0], key=_first) : bisect_left(marked, sentence[1], key=_first)
        ]:
            if way == "parts":
                found = _parts(words, i, i + 1, sentence, phrases, None)
            elif way == "mostly":
                found = _mostly(words, i, sentence, phrases)
            else:
                found = _among(words, i, sentence, phrases) if i + 1 < sentence[1] else None
            if found is not None:
                yield found


def _parts(
    words: Words, at: int, i: int, sentence: tuple[int, int], phrases: Phrases, outcome: str | None
) -> Breakdown | None:
    phrase = _near(words, i, sentence, phrases)
    found: list[Counted] = []
    while phrase is not None and phrase.kind in ("people", "none", "unknown"):
        if phrase.kind == "people":
            found.append(phrase)
        phrase = _next_part(words, phrase, sentence, phrases)
    if not found:
        return None
    parts = tuple(
        Part(
            category=p.category or "other",
            min=p.min,
            max=p.max,
            text=words.text(p.first, p.last, p.skip),
            span=words.span(p.first, p.last, p.skip),
        )
        for p in found
    )
    return Breakdown(
        at=at, parts=parts, positions=frozenset(p.first for p in found), outcome=outcome, sentence=sentence
    )


def _near(words: Words, i: int, sentence: tuple[int, int], phrases: Phrases) -> Counted | None:
    for j in range(i, min(i + 3, sentence[1])):
        phrase = phrases.by_first.get(j)
        if phrase is not None:
            return phrase if phrase.prefix in _PREFIXES else None
        if words[j].kind == "mark" and words.key(j) not in '"«“':
            return None
        if words.key(j)[:1] == "و" and len(words.key(j)) > 3:
            return None  # مقتل أربعة منهم وإصابة جندي: another outcome
    return None


def _next_part(words: Words, phrase: Counted, sentence: tuple[int, int], phrases: Phrases) -> Counted | None:
    for j in range(phrase.end, min(phrase.end + 3, sentence[1])):
        following = phrases.by_first.get(j)
        if following is not None:
            return following if following.prefix == "و" and following.kind == "people" else None
        word = words[j]
        if (word.kind == "mark" and word.key not in "،,") or (word.key[:1] == "و" and word.key != "و"):
            return None
    return None


def _mostly(words: Words, i: int, sentence: tuple[int, int], phrases: Phrases) -> Breakdown | None:
    """معظمهم مدنيون, غالبيتهم من النساء: the group of the total, where its own noun gives none."""
    for j in range(i + 1, min(i + 3, sentence[1])):
        phrase = phrases.by_first.get(j)
        if phrase is not None and phrase.kind == "people" and not phrase.told:
            return Breakdown(at=i, parts=(), positions=frozenset({phrase.first}), group=phrase.group, sentence=sentence)
        if words.key(j) != "من":
            return None
    return None


def _among(words: Words, i: int, sentence: tuple[int, int], phrases: Phrases) -> Breakdown | None:
    """من بين القتلى أطفال, وبين الضحايا 3 نساء: parts of the latest toll of that outcome."""
    victims = phrases.by_first.get(i + 1)
    if victims is None or victims.victim is None or victims.told or not victims.definite:
        return None
    found = _parts(words, i, victims.end, sentence, phrases, victims.victim.outcome)
    some = phrases.by_first.get(victims.end)
    if found is None and some is not None and some.told and not some.prefix:  # بين المصابين ثمانية في حال الخطر
        return Breakdown(
            at=i, parts=(), positions=frozenset({some.first}), outcome=victims.victim.outcome, sentence=sentence
        )
    return found
