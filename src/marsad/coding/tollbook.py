"""The tolls of one text while they are read: what is recorded, joined, grouped, and made into records."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

import msgspec

from marsad.coding.counted import Counted, CountedFinder
from marsad.coding.materielwords import thing_words
from marsad.coding.outcomes import Found, load_outcomes, stems
from marsad.coding.parts import Breakdown
from marsad.coding.peoplephrases import Phrases
from marsad.coding.victims import VictimSearch
from marsad.model import Part, Quantity, Span
from marsad.model.event import Group, Outcome, Qualifier
from marsad.text.clitics import readings
from marsad.text.words import Words

if TYPE_CHECKING:
    from marsad.actors.people import PeopleNoun

DEAD_OR_HURT: Final = frozenset({"killed", "injured"})
#: Another happening follows: a cause behind one of these is not that of the toll before it.
_OTHER_CLAUSE: Final = frozenset({"فيما", "بينما", "كما"})


class Toll(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """One outcome of one phrase of people.

    `first`, `last`: the words [first, last) from the outcome to the people; `text` and `span`: the words of the number and what it counts;
    `outcome_first`, `outcome_last`: the word of outcome. `cause_hint`: position of the first
    word that tells why, in the same sentence (بانفجار, إثر).
    `definite`: people named as known, without a number (المتورطين); `civilian_by_default`: a noun as شخص that fits anybody.
    `part_of`: the index of the toll that this one breaks down.
    """

    outcome: Outcome
    group: Group
    min: int
    max: int | None
    qualifier: Qualifier
    actor_id: str | None = None
    of_which: tuple[Part, ...] = ()
    first: int
    last: int
    text: str
    span: Span
    outcome_first: int
    outcome_last: int
    cause_hint: int | None = None
    definite: bool = False
    told: bool = True
    civilian_by_default: bool = False
    part_of: int | None = None


class Draft(msgspec.Struct, kw_only=True):
    """A toll while it is being read."""

    outcome: Outcome
    phrases: list[Counted]
    cue_first: int
    cue_last: int
    sentence: tuple[int, int]
    group: Group = "unknown"
    actor_id: str | None = None
    civilian: bool = False
    parts: tuple[Part, ...] = ()
    part_of: int | None = None


_OF_COMPANY: Final = frozenset({"killed", "injured", "captured", "abducted"})
_WITH: Final = frozenset({"مع", "برفقه", "رفقه"})
#: A family of somebody told, without its number.
_FAMILY: Final = ("اسرته", "اسرتها", "اسرهم", "عايلته", "عايلتها", "عايلاتهم", "عايلتهما", "اسرتهما", "ذويه")


class TollBook:
    """What has been read of a text so far."""

    def __init__(
        self,
        words: Words,
        sentences: Sequence[tuple[int, int]],
        quantities: Sequence[Quantity],
        people: Sequence[PeopleNoun],
    ) -> None:
        self.words, self.sentences, self.lexicon = words, sentences, load_outcomes()
        marked = self.lexicon.marks.at(words)
        self.cues: dict[int, tuple[Found, ...]] = {i: told for i, (told,) in marked if told}
        finder = CountedFinder(words, quantities, people, self.cues, self.lexicon, thing_words())
        self.phrases = Phrases(finder.find(tuple(i for i, _ in marked)))
        self.search = VictimSearch(words, self.phrases, self.cues, self.lexicon, thing_words())
        self.drafts: list[Draft] = []
        self.used: set[tuple[int, str]] = set()
        self.breakdowns: dict[int, Breakdown] = {}
        #: First words of the phrases that are parts of a total.
        self.blocked: frozenset[int] = frozenset()

    def _is_used(self, victim: Counted, outcome: str) -> bool:
        return (victim.first, outcome) in self.used

    def _add(
        self,
        outcome: Outcome,
        phrase: Counted,
        cue_first: int,
        cue_last: int,
        sentence: tuple[int, int],
        joined: bool = True,
    ) -> None:
        """Record a toll, and what is joined to it.

        The same group adds up (رجل وزوجته 2); another group or a far number is a toll of its own.
        """
        if outcome == "captured" and phrase.victim is not None and phrase.victim.outcome == "abducted":
            outcome = "abducted"  # held as hostages
        key = (phrase.first, outcome)
        if key in self.used:
            return
        self.used.add(key)
        draft = Draft(outcome=outcome, phrases=[phrase], cue_first=cue_first, cue_last=cue_last, sentence=sentence)
        self._name_group(draft, phrase)
        self.drafts.append(draft)
        while joined:
            following = self.search.joined(phrase)
            if following is None or following.first in self.blocked or not self._can_join(following):
                break
            phrase = following
            self.used.add((following.first, outcome))
            if self._is_same_person(draft, following):
                continue
            if self._same_people(draft, following):
                draft.phrases.append(following)
                continue
            draft = Draft(
                outcome=outcome, phrases=[following], cue_first=cue_first, cue_last=cue_last, sentence=sentence
            )
            self._name_group(draft, following)
            self.drafts.append(draft)
        beside = self._beside(phrase) if joined and outcome in _OF_COMPANY else None
        if beside is not None and (beside.first, outcome) not in self.used:
            self._add(outcome, beside, cue_first, cue_last, sentence, joined=False)
        if joined:
            far = self.search.joined_far(phrase, sentence[1])
            if far is not None and far.first not in self.blocked and (far.first, outcome) not in self.used:
                self._add(outcome, far, cue_first, cue_last, sentence, joined=False)

    def _beside(self, phrase: Counted) -> Counted | None:
        """Who fell with somebody: "قتل قائد في الحركة مع خمسة من حراسه"."""
        for at in range(phrase.end, min(phrase.end + 4, len(self.words) - 1)):
            if self.words[at].kind == "mark" or at in self.cues:
                return None
            if self.words.key(at) in _WITH:
                beside = self.phrases.by_first.get(at + 1)
                return beside if beside is not None and beside.told and beside.kind == "people" else None
        return None

    def _can_join(self, phrase: Counted) -> bool:
        if phrase.kind == "people" and not phrase.told and self.words.key(phrase.first).endswith(_FAMILY):
            return False  # قتل الصحفي وأسرته: how many they were is not told
        if phrase.kind == "people":
            return (
                phrase.told
                or (phrase.definite and phrase.max == 1 and self._is_named(phrase))
                or (phrase.max is not None and not phrase.definite)
                or not (phrase.definite or phrase.collective)
            )
        return phrase.kind == "other" or (phrase.kind == "unknown" and phrase.told)

    def _is_named(self, phrase: Counted) -> bool:
        """Whether one person's name follows: المصور سامر العلي."""
        key = self.words.key(phrase.end)
        return (
            phrase.end < len(self.words) and self.words[phrase.end].kind == "word" and key[:2] != "ال" and len(key) > 2
        )

    def _is_same_person(self, draft: Draft, phrase: Counted) -> bool:
        """اغتيل المحامي والناشط صالح: two titles of one man, whose name comes last."""
        last = draft.phrases[-1]
        single = all(p.definite and p.min == p.max == 1 and not p.told for p in (last, phrase))
        key = self.words.key(phrase.end)
        named = self._is_named(phrase) and self.search.small.is_content(key) and key not in self.lexicon.days
        return single and named and last.last == phrase.first and phrase.prefix == "و"

    def _same_people(self, draft: Draft, phrase: Counted) -> bool:
        last = draft.phrases[-1]
        if phrase.kind == "other" or last.kind != "people" or phrase.kind != "people":
            return False
        if self._is_companion(phrase):
            return True
        if (phrase.group, phrase.actor_id) == (draft.group, draft.actor_id):
            return True
        armed = phrase.group == draft.group and phrase.group in ("security_forces", "fighters")
        if armed and (not phrase.actor_id or not draft.actor_id or phrase.actor_id[:7] == draft.actor_id[:7]):
            draft.actor_id = draft.actor_id or phrase.actor_id
            return True  # ضابط وثلاثة منتسبين
        unarmed = (phrase.civilian_by_default or phrase.group == "civilians") and (
            draft.civilian or draft.group == "civilians"
        )
        if unarmed and draft.group == "unknown":
            draft.group, draft.actor_id = phrase.group, phrase.actor_id
        return unarmed

    def _is_companion(self, phrase: Counted) -> bool:
        """قيادي ومرافقه: one who goes with the person told before."""
        key = self.words.key(phrase.first)
        return any(r.pronoun and r.stem in self.lexicon.companions for r in readings(key))

    def _name_group(self, draft: Draft, phrase: Counted) -> None:
        """The group of the noun; آخرون and a number alone are of the kind told before them in the sentence."""
        draft.group, draft.actor_id, draft.civilian = phrase.group, phrase.actor_id, phrase.civilian_by_default
        if phrase.kind not in ("other", "none") and not (phrase.others and phrase.group == "unknown"):
            return
        for earlier in reversed(self.drafts):
            if earlier.sentence != draft.sentence:
                break
            if earlier.phrases[0].kind in ("people", "unknown", "other", "none"):
                draft.group, draft.actor_id, draft.civilian = earlier.group, earlier.actor_id, earlier.civilian
                return

    def _attach_breakdowns(self) -> None:
        by_place: dict[tuple[int, int] | str, list[Draft]] = {}
        for told in self.drafts:
            by_place.setdefault(told.sentence, []).append(told)
            by_place.setdefault(told.outcome, []).append(told)
        for breakdown in self.breakdowns.values():
            draft = breakdown.pick(by_place.get(breakdown.outcome or breakdown.sentence, ()))
            if draft is None:
                continue
            draft.parts = (*draft.parts, *breakdown.parts)
            if breakdown.group is not None and draft.group == "unknown":
                draft.group = breakdown.group

    def _toll(self, draft: Draft, place: dict[int, int]) -> Toll:
        phrases = draft.phrases
        first, last = phrases[0].first, phrases[-1].last
        low = sum(p.min for p in phrases)
        high = None if any(p.max is None for p in phrases) else sum(p.max or 0 for p in phrases)
        qualifier: Qualifier = next((p.qualifier for p in phrases if p.qualifier != "exact"), "exact")
        if high is not None and qualifier == "exact" and self._at_least(phrases[-1].end):
            high, qualifier = None, "at_least"
        begin, end = min(first, draft.cue_first), max(last, draft.cue_last)
        return Toll(
            outcome=draft.outcome,
            group=draft.group,
            min=low,
            max=high,
            qualifier=qualifier,
            actor_id=draft.actor_id,
            of_which=draft.parts,
            first=begin,
            last=end,
            text=self.words.text(first, last, phrases[0].skip),
            span=self.words.span(first, last, phrases[0].skip),
            outcome_first=draft.cue_first,
            outcome_last=draft.cue_last,
            cause_hint=self._cause(end, draft.sentence),
            definite=phrases[0].definite,
            told=phrases[0].told,
            civilian_by_default=draft.civilian,
            part_of=None if draft.part_of is None else place[draft.part_of],
        )

    def _at_least(self, i: int) -> bool:
        for start in (i, i + 1):
            for phrase in self.lexicon.at_least:
                if all(self.words.key(start + k) == word for k, word in enumerate(phrase)):
                    return True
        return False

    def _cause(self, i: int, sentence: tuple[int, int]) -> int | None:
        words, lexicon = self.words, self.lexicon
        for j in range(i, min(sentence[1], i + 20)):
            key = words.key(j)
            if key.removeprefix("و") in _OTHER_CLAUSE:
                return None
            if key in lexicon.causes or (key == "في" and stems(words.key(j + 1)) & lexicon.cause_nouns):
                return j
        return None
