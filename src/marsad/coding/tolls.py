"""Tolls: what happened to how many people, clause by clause, each with its words.

A toll is one outcome (killed, injured, captured …) of one phrase of people. To which event it belongs is decided elsewhere, from where it
stands and from the cause that the clause names.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from marsad.coding.counted import Counted
from marsad.coding.outcomes import Cue, Found, stems, stems_behind_pronouns
from marsad.coding.parts import find_breakdowns
from marsad.coding.reality import happened
from marsad.coding.tollbook import DEAD_OR_HURT, Toll
from marsad.coding.victimnouns import VictimNouns
from marsad.coding.victims import has_stem
from marsad.model import Quantity
from marsad.text.words import Words

if TYPE_CHECKING:
    from marsad.actors.people import PeopleNoun

__all__ = ["Toll", "find_tolls"]

_CLOSE_REACH: Final = 16
#: So far before its noun stands the verb that it needs: أزهقت قذائف سقطت على السوق أرواح تسعة.
_BEFORE: Final = 6
#: No aside between commas has more words.
_ASIDE: Final = 12
#: Outcomes that news tells of a single office-holder.
_OF_ONE: Final = DEAD_OR_HURT | {"captured", "abducted", "freed"}


def find_tolls(
    words: Words, sentences: Sequence[tuple[int, int]], quantities: Sequence[Quantity], people: Sequence[PeopleNoun]
) -> list[Toll]:
    """The tolls of a text in order of their words: "مقتل 3 جنود وإصابة مدنيين اثنين" gives killed 3 and injured 2.

    `sentences` are word ranges [first, last). Negated and merely feared or planned outcomes are left out.
    """
    return _Reader(words, sentences, quantities, people).read()


#: Pronouns of one and of two persons.
_HIS: Final = {"ه": 1, "هما": 2}
#: A verb in the plural or of a body, with the pronoun of one man behind it.
_HIM: Final = ("وه", "ته", "ياه", "لاه")
#: The verb of outcome stands so near before مقتله.
_CAUSED: Final = 4


class _Reader(VictimNouns):
    """Reads the tolls of one text, sentence by sentence."""

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
        if self._is_counted_victim(i):
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

    def _is_counted_victim(self, i: int) -> bool:
        """Whether word `i` is the noun of a number before it: 98 إصابة are people, no verbal noun."""
        index = self.phrases.from_(i) - 1
        before = self.phrases.all[index] if index >= 0 else None
        return before is not None and before.victim is not None and before.head == i and before.first < i

    def _complete(self, i: int, found: Found, sentence: tuple[int, int]) -> int | None:
        """The end of the cue's words, or None when a word that it needs is missing."""
        cue, words = found.cue, self.words
        last = i + 1
        if cue.then and cue.kind == "verb":  # the agent may stand between: أفرجت السلطات عن
            last = self._find_then(last, sentence[1], cue.then[0])
        for wanted in cue.then:
            if last >= sentence[1] or words.key(last) != wanted:
                return None
            last += 1
        if cue.before and has_stem(words, max(sentence[0], i - _BEFORE), i, cue.before) is None:
            return None
        if cue.closes:
            reach = 4 if cue.near else _CLOSE_REACH
            if self._closing(i, min(sentence[1], i + reach), cue.closes) is None:
                return None
        return last

    def _find_then(self, at: int, end: int, wanted: str) -> int:
        """Where a word stands within thirteen of `at`, an aside between commas not counted: "قضت القوات، مساء الاثنين، على"; else `at`."""
        words, j, left = self.words, at, 13
        while j < end and left:
            if words.key(j) == wanted:
                return j
            if words.key(j) in ("،", ","):
                j = next((k for k in range(j + 1, min(j + _ASIDE, end)) if words.key(k) in ("،", ",")), j)
            j, left = j + 1, left - 1
        return at

    def _closing(self, i: int, end: int, closes: frozenset[str]) -> int | None:
        for j in range(i + 1, end):
            key = self.words.key(j)
            if key in closes or stems_behind_pronouns(key) & closes:
                return j
        return None

    def _read_cue(self, i: int, last: int, found: Found, sentence: tuple[int, int]) -> bool:
        cue = found.cue
        result = cue.result and cue.outcome in DEAD_OR_HURT
        if not happened(self.words, i, sentence[0], self.lexicon, found.prefix, cue.kind == "verb", result):
            return False
        if cue.kind == "state":
            return self._read_state(i, found, sentence)
        if cue.driven:
            return found.article and self._read_driven(i, found, sentence)
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
        titled = None
        if cue.outcome in _OF_ONE:
            titled = self.search.titled(joint[-1][1], sentence[1])
            if titled is None and victim is None:
                titled = self.search.titled_object(joint[-1][1], sentence[1], cue)
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
        if (found.cue.result and found.cue.outcome in DEAD_OR_HURT) or i in (s[0] for s in self.sentences):
            return True
        return has_stem(self.words, max(0, i - 4), i, self.lexicon.facts) is not None

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
                    if f.cue.kind == first.kind and (joins or f.prefix == "و") and not f.pronoun and not f.cue.driven
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
        elif set(outcomes) == DEAD_OR_HURT:
            self._add("harmed", victim, joint[0][0], joint[-1][1], sentence)
        for _, _, cue in joint:
            self.used.add((victim.first, cue.outcome))
        return True

    def _read_pronoun(self, i: int, found: Found, sentence: tuple[int, int]) -> bool:
        """اختطفتهم عصابة: the people told before."""
        if found.cue.kind == "noun":
            return self._read_his(i, found, sentence)
        if found.cue.kind != "verb":
            return False
        victim = self.search.antecedent(i, sentence[0], found.pronoun)
        if victim is None and found.cue.voice != "passive" and self.words.key(i).endswith(_HIM):
            victim = self.search.the_one(i, sentence[0], 1)  # هاجموا منزل ضابط وقتلوه
        if victim is None or self._is_used(victim, found.cue.outcome):
            return False
        self._add(found.cue.outcome, victim, i, i + 1, sentence, joined=False)
        beside = self.phrases.by_first.get(i + 2) if self.words.key(i + 1) == "مع" else None
        if beside is not None and beside.told and beside.kind == "people":
            self._add(found.cue.outcome, beside, i, i + 1, sentence, joined=False)  # وقتلوه مع ثلاثة من أفراد أسرته
        return True

    def _read_his(self, i: int, found: Found, sentence: tuple[int, int]) -> bool:
        """استهدفوا مقاتلا بالرصاص ما أدى إلى مقتله: the one person told before."""
        if found.cue.outcome not in DEAD_OR_HURT or found.pronoun not in _HIS:
            return False
        low = max(sentence[0], i - _CAUSED)
        if not any(stems(self.words.key(j)) & self.lexicon.existential for j in range(low, i)):
            return False
        victim = self.search.the_one(i, sentence[0], _HIS[found.pronoun])
        before = next((s for s in reversed(self.sentences) if s[1] <= sentence[0]), None)
        if (
            victim is None
            and before is not None
            and not any(p.kind == "people" and p.max == 1 for p in self._within(sentence[0], i))
        ):
            victim = self.search.the_one(i, before[0], _HIS[found.pronoun])  # أطلقوا النار عليه ما أدى إلى مقتله
        if victim is None or self._is_used(victim, found.cue.outcome):
            return False
        self._add(found.cue.outcome, victim, i, i + 1, sentence, joined=False)
        return True

    def _within(self, first: int, last: int) -> list[Counted]:
        return self.phrases.all[self.phrases.from_(first) : self.phrases.from_(last)]

    def _read_driven(self, i: int, found: Found, sentence: tuple[int, int]) -> bool:
        """دفع مئات العائلات إلى النزوح, أجبر 30 أسرة على المغادرة: the people right before."""
        if self.words.key(i - 1) not in ("الي", "علي"):
            return False
        index = self.phrases.from_(i) - 1
        phrase = self.phrases.all[index] if index >= 0 else None
        if phrase is None or phrase.first < sentence[0] or phrase.prefix or phrase.end != i - 1:
            return False
        if (
            not phrase.told
            or phrase.kind != "people"
            or not (phrase.group == "civilians" or phrase.civilian_by_default)
        ):
            return False
        self._add(found.cue.outcome, phrase, i, i + 1, sentence, joined=False)
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
