"""The actors of a document with what governs each of them: the view on a text from which roles are found."""

from __future__ import annotations

from bisect import bisect_right
from typing import Final

from marsad.coding.draft import Draft, TriggerHit
from marsad.coding.grammar import Case, case_of
from marsad.coding.nearby import within
from marsad.coding.tolls import Toll
from marsad.model import ActorMention
from marsad.text.words import Words

_SUFFERED: Final = frozenset({"killed", "injured", "harmed", "captured", "abducted", "missing", "freed"})


def _positions(words: Words, toll: Toll) -> range:
    """The words of a toll's people, with those that describe them where their outcome stands before them."""
    first, last = words.at(toll.span[0]), words.at(toll.span[1] - 1) + 1
    return range(
        first, max(last, toll.last) if toll.outcome_first <= first or toll.last - last <= _NEAR_OUTCOME else last
    )


#: So near behind people their outcome leaves no room for others: 12 شخصا قتلوا.
_NEAR_OUTCOME: Final = 6


class Cast:
    """The actors of one document with what governs each, for finding roles."""

    def __init__(self, draft: Draft) -> None:
        self.draft = draft
        counting = frozenset(i for q in draft.quantities for i in range(q.first, q.last))
        by_sentence: dict[int, list[tuple[ActorMention, Case]]] = {}
        last: tuple[ActorMention, Case] | None = None
        for actor in draft.actors:
            if actor.first in draft.spoken:
                last = None
                continue
            sentence = draft.layout.of[actor.first]
            case = case_of(draft.words, actor, draft.layout.sentences[sentence][0], counting)
            if last and case == "bare" and self._coordinated(last[0], actor):
                case = last[1]
            last = (actor, case)
            by_sentence.setdefault(sentence, []).append(last)
        self._by_sentence = by_sentence
        self._people = frozenset(p.first for p in draft.people)
        #: Words of people who were killed, hurt or taken: they start nothing.
        words = draft.words
        self.victims = frozenset(
            i for t in draft.tolls if t.outcome in _SUFFERED and not t.definite for i in _positions(words, t)
        )
        #: Where an outcome of its own words tells whom a trigger hit: خطف مسلحون يرتدون زي الشرطة خمسة عمال.
        self._hit_by_words = frozenset(t.outcome_first for t in draft.tolls if t.outcome in _SUFFERED)
        self._of_outcome = frozenset(
            (t.outcome_first, words.at(t.span[0])) for t in draft.tolls if t.outcome in _SUFFERED
        )
        self._verbs = sorted(
            {t.first for t in draft.triggers if t.form == "verb"}
            | {t.support for t in draft.triggers if t.support is not None}
        )

    def is_people(self, actor: ActorMention) -> bool:
        """Whether an actor is told by its people: "عناصر من تنظيم داعش", not "تنظيم داعش"."""
        return actor.specificity == "people" or actor.first in self._people

    def tolls(self, hit: TriggerHit) -> list[Toll]:
        """The tolls of the trigger's sentence."""
        of = self.draft.layout.of
        return [t for t in self.draft.tolls if of[t.first] == hit.sentence]

    def suffers(self, actor: ActorMention) -> bool:
        """Whether the people are told as killed, hurt or taken."""
        return actor.first in self.victims and self.is_people(actor)

    def is_victim_of(self, hit: TriggerHit, actor: ActorMention) -> bool:
        """Whether the trigger's own outcome befell the person told: "قتل القيادي في الجيش الحر أبو محمد"."""
        return (hit.first, actor.first) in self._of_outcome

    def word_before_verb(self, actor: ActorMention, verb: int) -> bool:
        """Whether the verb is in the clause of the actor before it: no و on the verb and no mark but quotation marks between."""
        words = self.draft.words
        if words[verb].key[:1] in "وف" and len(words[verb].key) > 3:
            return False
        return all(words[i].kind != "mark" or words[i].key in '»”"' for i in range(actor.last, verb))

    def tells_victims(self, hit: TriggerHit) -> bool:
        """Whether a toll rests on the trigger's own words, so that its people are whom it is about."""
        return hit.first in self._hit_by_words

    @staticmethod
    def is_force(actor: ActorMention) -> bool:
        """Whether the body keeps order: the police, the army."""
        return actor.sector in ("COP", "MIL")

    def _coordinated(self, before: ActorMention, actor: ActorMention) -> bool:
        """Whether only "و" (or a comma and "و") stands between two actors."""
        words = self.draft.words
        gap = range(before.last, actor.first)
        starts = words[actor.first].key.startswith("و") and words[actor.first].start < actor.span[0]
        return starts and all(words[i].kind == "mark" for i in gap)

    def with_coordinated(self, actor: ActorMention) -> list[ActorMention]:
        """The actor with those coordinated with it on both sides, in text order: "الجيش والشرطة والحشد"."""
        row = [a for a, _ in self._by_sentence.get(self.draft.layout.of[actor.first], [])]
        if actor not in row:  # a speaker
            return [actor]
        low = high = row.index(actor)
        while low > 0 and self._coordinated(row[low - 1], row[low]):
            low -= 1
        while high + 1 < len(row) and self._coordinated(row[high], row[high + 1]):
            high += 1
        return row[low : high + 1]

    def speaker(self, hit: TriggerHit) -> ActorMention | None:
        """The body that speaks over a trigger: it is meant by إنه in "قال الجيش إنه قصف مواقع"."""
        for scope in self.draft.scopes.over(hit.first):
            for source in scope.sources:
                found = within(self.draft.actors, source.first, source.last)
                if found:
                    return found[0]
        return None

    def near(self, hit: TriggerHit) -> list[tuple[ActorMention, Case]]:
        """The actors in the trigger's sentence, with their cases."""
        return self._by_sentence.get(hit.sentence, [])

    def verb_between(self, low: int, high: int) -> bool:
        """Whether another verb that tells a happening stands strictly between two positions."""
        at = bisect_right(self._verbs, low)
        return at < len(self._verbs) and self._verbs[at] < high
