"""Tolls told by nouns for victims: 12 قتيلا و45 جريحا, سقوط قتلى وجرحى, عدد القتلى ... إلى 100."""

from __future__ import annotations

from typing import Final

from marsad.coding.counted import Counted
from marsad.coding.outcomes import Cue, Found, stems
from marsad.coding.reality import happened
from marsad.coding.tollbook import DEAD_OR_HURT, TollBook
from marsad.coding.victims import has_stem
from marsad.model.event import Outcome

#: Verbs whose number may come last in the sentence, and how far: بلغ عدد قتلى الهجوم على السوق أمس 40.
_COUNTING: Final = frozenset(("بلغ", "بلغت", "يبلغ", "تجاوز", "تجاوزت", "قارب", "ناهز"))
_FAR: Final = 20


class VictimNouns(TollBook):
    """Reads nouns for victims, with their number or bare."""

    def _read_victims(self, phrase: Counted, sentence: tuple[int, int]) -> None:
        """12 قتيلا و45 جريحا; سقوط قتلى وجرحى; 20 شخصا بين قتيل وجريح."""
        cue, at = phrase.victim, phrase.head if phrase.head is not None else phrase.first
        assert cue is not None
        if self._is_used(phrase, "*") or phrase.first in self.blocked:
            return
        if phrase.told and at > phrase.first and self.words.key(at).startswith("ال") and self.words.key(at - 1) == "من":
            return  # وفاة اثنين من المصابين: of those told before
        following = self._joined_victims(phrase)
        if stems(self.words.key(phrase.first)) & self.lexicon.shares:
            self.used |= {(p.first, "*") for p in (phrase, following) if p is not None}
            return  # معظم القتلى tells of those told before
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
                outcomes == DEAD_OR_HURT
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
        counted = adjacent is not None and adjacent.told  # عدد القتلى 7 جنود
        if not reached and not counted:
            return False
        starts = [i + 1] if counted else [j for j in reached if j > i]
        for j in starts:
            for at in range(j, min(j + 3, sentence[1])):
                phrase = self.phrases.by_first.get(at)
                if phrase is None or not phrase.told:
                    continue
                if phrase.kind == "victim":
                    return False
                self._add(cue.outcome, phrase, i, i + 1, sentence)
                self._name_counted(i)
                return True
        if any(j < i and self.words.key(j) in _COUNTING for j in reached):
            return self._read_far(i, cue, sentence)
        return False

    def _read_far(self, i: int, cue: Cue, sentence: tuple[int, int]) -> bool:
        """The number behind what the dead died of: "بلغ عدد قتلى الهجوم على السوق أمس 40"; it counts nothing else."""
        for at in range(i + 1, min(i + _FAR, sentence[1])):
            if self.words.key(at) in ("،", ","):
                return False
            phrase = self.phrases.by_first.get(at)
            if phrase is None or not phrase.told:
                continue
            if phrase.kind == "victim" or phrase.others:
                return False
            self._add(cue.outcome, phrase, i, i + 1, sentence)
            return True
        return False

    def _name_counted(self, i: int) -> None:
        """عدد الجرحى من المحتجين تجاوز 30: the latest toll is of the people told between."""
        among = self.phrases.by_first.get(i + 2) if self.words.key(i + 1) == "من" else None
        if among is not None and among.kind == "people" and not among.told and self.drafts[-1].cue_first == i:
            draft = self.drafts[-1]
            draft.group, draft.actor_id, draft.civilian = among.group, among.actor_id, among.civilian_by_default

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
        while phrase is not None and phrase.told and phrase.first not in self.blocked:
            self._add(cue.outcome, phrase, i, i + 1, sentence, joined=False)
            self.drafts[-1].part_of = total
            listed = True
            phrase = self.search.joined(phrase) or self.search.joined_far(phrase, sentence[1])
        return listed
