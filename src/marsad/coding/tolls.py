"""Tolls: what happened to how many people, clause by clause, each with its words.

A toll is one outcome (killed, injured, captured …) of one phrase of people. To which event it belongs is decided elsewhere, from where it
stands and from the cause that the clause names.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

import msgspec

from marsad.coding.counted import Counted, CountedFinder, Phrases
from marsad.coding.materielwords import thing_words
from marsad.coding.outcomes import Cue, Found, load_outcomes, stems, stems_behind_pronouns
from marsad.coding.parts import Breakdown, find_breakdowns
from marsad.coding.reality import happened
from marsad.coding.victims import VictimSearch, has_stem
from marsad.model import Part, Quantity, Span
from marsad.model.event import Group, Outcome, Qualifier
from marsad.text.words import Words

if TYPE_CHECKING:
    from marsad.actors.people import PeopleNoun

_CLOSE_REACH: Final = 16
_DEAD_OR_HURT: Final = frozenset({"killed", "injured"})


class Toll(msgspec.Struct, frozen=True, kw_only=True):
    """One outcome of one phrase of people.

    `first`, `last`: the words [first, last) from the outcome to the people; `text` and `span`: the words of the number and what it counts;
    `outcome_first`, `outcome_last`: the word of outcome. `cause_hint`: position of the first word that tells why, in the same sentence (بانفجار, إثر).
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


class _Draft(msgspec.Struct, kw_only=True):
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


def find_tolls(
    words: Words, sentences: Sequence[tuple[int, int]], quantities: Sequence[Quantity], people: Sequence[PeopleNoun]
) -> list[Toll]:
    """The tolls of a text in order of their words: "مقتل 3 جنود وإصابة مدنيين اثنين" gives killed 3 and injured 2.

    `sentences` are word ranges [first, last). Negated and merely feared or planned outcomes are left out.
    """
    return _Reader(words, sentences, quantities, people).read()


class _Reader:
    """Reads the tolls of one text, sentence by sentence."""

    def __init__(
        self,
        words: Words,
        sentences: Sequence[tuple[int, int]],
        quantities: Sequence[Quantity],
        people: Sequence[PeopleNoun],
    ) -> None:
        self.words, self.sentences, self.lexicon = words, sentences, load_outcomes()
        self.cues: dict[int, tuple[Found, ...]] = {}
        extra: list[int] = []
        special = frozenset(self.lexicon.others) | self.lexicon.one | self.lexicon.some | self.lexicon.amounts
        for i, word in enumerate(words):
            if word.kind != "word":
                continue
            found = self.lexicon.read(word.key)
            if found:
                self.cues[i] = found
                extra.append(i)
            elif stems(word.key) & special:
                extra.append(i)
        finder = CountedFinder(words, quantities, people, self.cues, self.lexicon, thing_words())
        self.phrases = Phrases(finder.find(extra))
        self.search = VictimSearch(words, self.phrases, self.cues, self.lexicon, thing_words())
        self.drafts: list[_Draft] = []
        self.used: set[tuple[int, str]] = set()
        self.breakdowns: dict[int, Breakdown] = {}

    def read(self) -> list[Toll]:
        blocked: set[int] = set()
        for breakdown in find_breakdowns(self.words, self.sentences, self.phrases, self.lexicon):
            self.breakdowns[breakdown.at] = breakdown
            blocked |= breakdown.positions
        self.blocked = self.search.blocked = frozenset(blocked)
        marks = sorted({*self.cues, *(p.first for p in self.phrases.all if p.victim is not None)})
        index = 0
        for sentence in self.sentences:
            while index < len(marks) and marks[index] < sentence[0]:
                index += 1
            while index < len(marks) and marks[index] < sentence[1]:
                self._read_at(marks[index], sentence)
                index += 1
        self._attach_breakdowns()
        order = sorted(
            range(len(self.drafts)), key=lambda k: (self.drafts[k].phrases[0].first, self.drafts[k].cue_first)
        )
        place = {old: new for new, old in enumerate(order)}
        return [self._toll(self.drafts[k], place) for k in order]

    def _read_at(self, i: int, sentence: tuple[int, int]) -> None:
        phrase = self.phrases.by_first.get(i)
        if phrase is not None and phrase.victim is not None:
            self._read_victims(phrase, sentence)
            return
        done: set[str] = set()
        for found in self.cues.get(i, ()):
            cue = found.cue
            if cue.outcome in done:
                continue
            if cue.kind == "victim":
                if self._read_total(i, found, sentence):
                    done.add(cue.outcome)
                continue
            last = self._complete(i, found, sentence)
            if last is None:
                continue
            if self._read_cue(i, last, found, sentence):
                done.add(cue.outcome)

    def _complete(self, i: int, found: Found, sentence: tuple[int, int]) -> int | None:
        """The end of the cue's words, or None when a word that it needs is missing."""
        cue, words = found.cue, self.words
        last = i + 1
        if cue.then and cue.kind == "verb":  # the agent may stand between: أفرجت السلطات عن
            last = next((j for j in range(last, min(last + 5, sentence[1])) if words.key(j) == cue.then[0]), last)
        for wanted in cue.then:
            if last >= sentence[1] or words.key(last) != wanted:
                return None
            last += 1
        if cue.before and has_stem(words, max(sentence[0], i - 4), i, cue.before) is None:
            return None
        if cue.closes:
            reach = 4 if cue.near else _CLOSE_REACH
            if self._closing(i, min(sentence[1], i + reach), cue.closes) is None:
                return None
        return last

    def _closing(self, i: int, end: int, closes: frozenset[str]) -> int | None:
        for j in range(i + 1, end):
            key = self.words.key(j)
            if key in closes or stems_behind_pronouns(key) & closes:
                return j
        return None

    def _read_cue(self, i: int, last: int, found: Found, sentence: tuple[int, int]) -> bool:
        cue = found.cue
        result = cue.result and cue.outcome in _DEAD_OR_HURT
        if not happened(self.words, i, sentence[0], self.lexicon, found.prefix, cue.kind == "verb", result):
            return False
        if cue.kind == "state":
            return self._read_state(i, found, sentence)
        if found.pronoun and not cue.whole:
            return self._read_pronoun(i, found, sentence)
        closed_at = self._closing(i, min(sentence[1], i + _CLOSE_REACH), cue.closes) if cue.closes else None
        joint = self._joint(i, last, found, sentence)
        victim = self.search.after(joint[-1][1], sentence[1], joint[-1][2], closed_at)
        if victim is None and cue.outcome == "killed":
            victim = self.search.inside(last, sentence[1])
        if victim is not None and victim.first in self.blocked:
            victim = None
        if victim is None and cue.kind == "verb" and cue.voice != "active":
            victim = self.search.before(i, sentence[0], found)
        titled = self.search.titled(joint[-1][1], sentence[1]) if cue.only != "number" else None
        victim = titled if titled is not None else victim
        if victim is None and cue.named and len(joint) == 1:
            victim = self.search.named(last, sentence[1])
        if victim is None or self._is_used(victim, cue.outcome):
            return False
        if not self._is_plausible(victim, i, found):
            return False
        if len(joint) > 1:
            return self._read_joint(joint, victim, sentence)
        self._add(cue.outcome, victim, i, last, sentence)
        return True

    def _is_plausible(self, victim: Counted, i: int, found: Found) -> bool:
        """People with the article and no number are people at large unless the clause reports (مقتل, تم اعتقال المتورطين)."""
        if found.cue.kind == "verb" or not victim.definite or victim.max is not None:
            return True
        if (found.cue.result and found.cue.outcome in _DEAD_OR_HURT) or i in (s[0] for s in self.sentences):
            return True
        return has_stem(self.words, max(0, i - 4), i, self.lexicon.facts) is not None

    def _is_used(self, victim: Counted, outcome: str) -> bool:
        return (victim.first, outcome) in self.used

    def _joint(self, i: int, last: int, found: Found, sentence: tuple[int, int]) -> list[tuple[int, int, Cue]]:
        """Outcomes joined before the people: قتل وأصيب 5, مقتل وإصابة العشرات."""
        first = found.cue
        chain = [(i, last, first)]
        if first.kind == "verb" and self.search.before(i, sentence[0], found, close=True) is not None:
            return chain
        while True:
            at = chain[-1][1]
            if self.words.key(at) in ("و", "او"):
                at += 1
                joins = True
            else:
                joins = False
            following = next(
                (
                    f
                    for f in self.cues.get(at, ())
                    if f.cue.kind == first.kind and (joins or f.prefix == "و") and not f.pronoun
                ),
                None,
            )
            if following is None:
                return chain
            end = self._complete(at, following, sentence)
            if end is None:
                return chain
            chain.append((at, end, following.cue))

    def _read_joint(self, joint: list[tuple[int, int, Cue]], victim: Counted, sentence: tuple[int, int]) -> bool:
        outcomes = list(dict.fromkeys(c.outcome for _, _, c in joint))
        if len(outcomes) == 1:
            self._add(outcomes[0], victim, joint[0][0], joint[-1][1], sentence)
        elif victim.max is None and victim.min <= 3:
            for at, end, cue in joint:
                self._add(cue.outcome, victim, at, end, sentence)
        elif set(outcomes) == _DEAD_OR_HURT:
            self._add("harmed", victim, joint[0][0], joint[-1][1], sentence)
        for _, _, cue in joint:
            self.used.add((victim.first, cue.outcome))
        return True

    def _read_pronoun(self, i: int, found: Found, sentence: tuple[int, int]) -> bool:
        """اختطفتهم عصابة: the people told before."""
        if found.cue.kind != "verb":
            return False
        victim = self.search.antecedent(i, sentence[0], found.pronoun)
        if victim is None or self._is_used(victim, found.cue.outcome):
            return False
        self._add(found.cue.outcome, victim, i, i + 1, sentence, joined=False)
        return True

    def _read_state(self, i: int, found: Found, sentence: tuple[int, int]) -> bool:
        """400 مدني محاصرون: a participle right behind the people."""
        for phrase in self.phrases.all:
            if phrase.first >= i:
                break
            if (
                phrase.kind == "people"
                and phrase.told
                and phrase.first >= sentence[0]
                and i - 2 <= phrase.end <= i
                and not self._is_used(phrase, "trapped")
            ):
                self._add(found.cue.outcome, phrase, i, i + 1, sentence, joined=False)
                return True
        return False

    def _read_victims(self, phrase: Counted, sentence: tuple[int, int]) -> None:
        """12 قتيلا و45 جريحا; سقوط قتلى وجرحى; 20 شخصا بين قتيل وجريح."""
        cue, at = phrase.victim, phrase.head if phrase.head is not None else phrase.first
        assert cue is not None
        if self._is_used(phrase, "*") or phrase.first in self.blocked:
            return
        following = self._joined_victims(phrase)
        if self._is_between(phrase, following, sentence):
            return
        if not self._stands(phrase, sentence):
            if phrase.definite or not phrase.told:
                self._read_total(at, next(f for f in self.cues[at] if f.cue is cue), sentence)
            return
        if (
            following is not None
            and not following.told
            and following.victim is not None
            and phrase.prefix not in ("ب", "ل")
        ):
            self.used.add((following.first, "*"))
            outcomes = {cue.outcome, following.victim.outcome}
            if (
                outcomes == _DEAD_OR_HURT
                and not (phrase.max is None and phrase.min <= 3)
                and (phrase.told or following.max is None)
                and phrase.told
            ):
                self._add("harmed", phrase, phrase.first, following.last, sentence, joined=False)
                return
            self._add(cue.outcome, phrase, at, at + 1, sentence, joined=False)
            self._add(following.victim.outcome, following, following.first, following.last, sentence, joined=False)
            return
        outcome: Outcome = "harmed" if cue.bare == "harmed" and not phrase.told else cue.outcome
        self._add(outcome, phrase, at, at + 1, sentence, joined=False)

    def _joined_victims(self, phrase: Counted) -> Counted | None:
        following = self.search.joined(phrase)
        return following if following is not None and following.kind == "victim" else None

    def _is_between(self, phrase: Counted, following: Counted | None, sentence: tuple[int, int]) -> bool:
        """20 شخصا بين قتيل وجريح: one number for dead and hurt."""
        if following is None or phrase.told or self.words.key(phrase.first - 1) not in self.lexicon.between:
            return False
        self.used |= {(following.first, "*"), (phrase.first, "*")}
        for earlier in reversed(self.phrases.all[: self.phrases.from_(phrase.first)]):
            if earlier.first < sentence[0] or phrase.first - earlier.end > 8:
                break
            if earlier.kind in ("people", "unknown", "none", "victim"):
                for draft in [d for d in self.drafts if earlier in d.phrases]:
                    self.drafts.remove(draft)
                self._add("harmed", earlier, phrase.first, following.last, sentence, joined=False)
                break
        return True

    def _stands(self, phrase: Counted, sentence: tuple[int, int]) -> bool:
        """Whether a noun for victims reports a toll: with a number, or bare where the words around say that there were some."""
        cue, words = phrase.victim, self.words
        assert cue is not None
        first = phrase.first
        if phrase.told:
            if not cue.counted or self._governed(phrase):
                return False
            return happened(words, first, sentence[0], self.lexicon)
        if cue.bare == "none" or phrase.definite:
            return False
        if not happened(words, first, sentence[0], self.lexicon):
            return False
        if cue.number == "dual" and phrase.prefix not in ("ب", "ل"):
            return True
        low = max(sentence[0], first - 5)
        if first <= sentence[0] + 1 and cue.number != "singular":
            return True
        if first == sentence[0]:
            return True
        if has_stem(words, low, first, self.lexicon.existential, marks=False) is not None and cue.number != "singular":
            return True
        return phrase.prefix == "و" and any(first - 4 <= d.phrases[-1].end <= first for d in self.drafts[-1:])

    def _governed(self, phrase: Counted) -> bool:
        """الإفراج عن 20 أسيرا, إجلاء 30 جريحا: another outcome took them."""
        return any(phrase in d.phrases for d in self.drafts[-3:])

    def _read_total(self, i: int, found: Found, sentence: tuple[int, int]) -> bool:
        """عدد القتلى ... إلى 100; القتلى هم 21 من المسلحين و3 جنود (parts of the toll before)."""
        words, cue = self.words, found.cue
        if has_stem(words, max(sentence[0], i - 3), i, self.lexicon.totals) is not None:
            return self._read_reached(i, cue, sentence)
        if found.article and (words.key(i + 1) == "هم" or (i + 1) in self.phrases.by_first):
            return self._read_list(i, cue, sentence)
        return False

    def _read_reached(self, i: int, cue: Cue, sentence: tuple[int, int]) -> bool:
        adjacent = self.phrases.by_first.get(i + 1)
        before = self._reached_before(i, sentence[0])
        if before is not None:
            self._add(cue.outcome, before, i, i + 1, sentence)
            return True
        reached = [
            j
            for j in range(max(sentence[0], i - 4), min(i + 16, sentence[1]))
            if self.words.key(j) in self.lexicon.reaching
        ]
        if not reached:
            return False
        starts = [i + 1] if adjacent is not None and adjacent.told else [j for j in reached if j > i]
        for j in starts:
            for at in range(j, min(j + 3, sentence[1])):
                phrase = self.phrases.by_first.get(at)
                if phrase is None or not phrase.told:
                    continue
                if phrase.kind == "victim":
                    return False
                self._add(cue.outcome, phrase, i, i + 1, sentence)
                return True
        return False

    def _reached_before(self, i: int, start: int) -> Counted | None:
        """ارتفعت إلى 202 حصيلة القتلى."""
        for j in range(max(start, i - 5), i - 1):
            phrase = self.phrases.by_first.get(j)
            if (
                phrase is not None
                and phrase.told
                and phrase.kind in ("none", "unknown")
                and self.words.key(j - 1) == "الي"
            ):
                return phrase
        return None

    def _read_list(self, i: int, cue: Cue, sentence: tuple[int, int]) -> bool:
        total = next((k for k in range(len(self.drafts) - 1, -1, -1) if self.drafts[k].outcome == cue.outcome), None)
        phrase = self.phrases.by_first.get(i + 1) or self.phrases.by_first.get(i + 2)
        listed = False
        while phrase is not None and phrase.told:
            self._add(cue.outcome, phrase, i, i + 1, sentence, joined=False)
            self.drafts[-1].part_of = total
            listed = True
            phrase = self.search.joined(phrase) or self.search.joined_far(phrase, sentence[1])
        return listed

    def _add(
        self,
        outcome: Outcome,
        phrase: Counted,
        cue_first: int,
        cue_last: int,
        sentence: tuple[int, int],
        joined: bool = True,
    ) -> None:
        """Record a toll, and what is joined to it: the same group adds up (رجل وزوجته 2), another group or a far number is a toll of its own."""
        if outcome == "captured" and phrase.victim is not None and phrase.victim.outcome == "abducted":
            outcome = "abducted"  # held as hostages
        key = (phrase.first, outcome)
        if key in self.used:
            return
        self.used.add(key)
        draft = _Draft(outcome=outcome, phrases=[phrase], cue_first=cue_first, cue_last=cue_last, sentence=sentence)
        self._name_group(draft, phrase)
        self.drafts.append(draft)
        while joined:
            following = self.search.joined(phrase)
            if following is None or following.first in self.blocked or not self._can_join(following):
                break
            phrase = following
            self.used.add((following.first, outcome))
            if self._same_people(draft, following):
                draft.phrases.append(following)
                continue
            draft = _Draft(
                outcome=outcome, phrases=[following], cue_first=cue_first, cue_last=cue_last, sentence=sentence
            )
            self._name_group(draft, following)
            self.drafts.append(draft)
        if joined:
            far = self.search.joined_far(phrase, sentence[1])
            if far is not None and far.first not in self.blocked and (far.first, outcome) not in self.used:
                self._add(outcome, far, cue_first, cue_last, sentence, joined=False)

    def _can_join(self, phrase: Counted) -> bool:
        if phrase.kind == "people":
            return (
                phrase.told
                or (phrase.max is not None and not phrase.definite)
                or not (phrase.definite or phrase.collective)
            )
        return phrase.kind == "other" or (phrase.kind == "unknown" and phrase.told)

    def _same_people(self, draft: _Draft, phrase: Counted) -> bool:
        last = draft.phrases[-1]
        if phrase.kind == "other" or last.kind != "people" or phrase.kind != "people":
            return False
        if (phrase.group, phrase.actor_id) == (draft.group, draft.actor_id):
            return True
        unarmed = (phrase.civilian_by_default or phrase.group == "civilians") and (
            draft.civilian or draft.group == "civilians"
        )
        if unarmed and draft.group == "unknown":
            draft.group, draft.actor_id = phrase.group, phrase.actor_id
        return unarmed

    def _name_group(self, draft: _Draft, phrase: Counted) -> None:
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
        for breakdown in self.breakdowns.values():
            draft = breakdown.pick(self.drafts)
            if draft is None:
                continue
            draft.parts = (*draft.parts, *breakdown.parts)
            if breakdown.group is not None and draft.group == "unknown":
                draft.group = breakdown.group

    def _toll(self, draft: _Draft, place: dict[int, int]) -> Toll:
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
            if key in lexicon.causes or (key == "في" and stems(words.key(j + 1)) & lexicon.cause_nouns):
                return j
        return None


__all__ = ["Toll", "find_tolls"]
