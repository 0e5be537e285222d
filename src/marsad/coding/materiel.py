"""Materiel: what happened to things, each with its number and words (تدمير 61 وكرا و24 كهفا)."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from typing import Final

import msgspec
from msgspec.structs import replace

from marsad.coding.functionwords import function_words
from marsad.coding.materielwords import EffectCue, Effects, Thing, load_effects, thing_index
from marsad.coding.outcomes import Outcomes, load_outcomes, stems
from marsad.coding.reality import happened
from marsad.model import MaterielMention, Quantity
from marsad.model.event import Effect, Qualifier
from marsad.text.folding import fold_key
from marsad.text.opening import Opening
from marsad.text.phrases import Hit
from marsad.text.words import Words

_BOUNDS: Final[dict[str, tuple[int, int | None, Qualifier]]] = {
    "singular": (1, 1, "exact"),
    "dual": (2, 2, "exact"),
    "plural": (3, None, "vague"),
}
_SHORT_VERB: Final = 4
_HARD: Final = frozenset(".؛;:!?؟")
_NOUN_REACH: Final = 5
_VERB_REACH: Final = 13
_JOIN_REACH: Final = 8
_BACK_REACH: Final = 4
_MAKE_REACH: Final = 2
_RELATIVE: Final = frozenset(map(fold_key, ["الذي", "التي", "الذين", "إن", "أن", "حيث", "مما"]))


class _Told(msgspec.Struct, frozen=True, gc=False):
    """A thing with its number at the words [first, last)."""

    first: int
    last: int
    skip: int
    prefix: str
    thing: Thing
    pronoun: str
    counted: bool
    min: int
    max: int | None
    qualifier: Qualifier


def find_materiel(
    words: Words,
    sentences: Sequence[tuple[int, int]],
    quantities: Sequence[Quantity],
    bodies: frozenset[int] = frozenset(),
) -> list[MaterielMention]:
    """Things that were destroyed, seized, found …, in order: "تدمير 3 عجلات والعثور على نفق" gives vehicle destroyed 3, tunnel found 1.

    `bodies`: first words of bodies' names, which are no things: ضبطت الأجهزة الأمنية ورشة.
    """
    return _Reader(words, sentences, quantities, bodies).read()


_CUES: Final = Opening(lambda key: load_effects().by_word[key], lambda: load_effects().forms)


class _Reader:
    def __init__(
        self,
        words: Words,
        sentences: Sequence[tuple[int, int]],
        quantities: Sequence[Quantity],
        bodies: frozenset[int],
    ) -> None:
        self.words, self.sentences, self.bodies = words, sentences, bodies
        self.effects: Effects = load_effects()
        self.lexicon: Outcomes = load_outcomes()
        self.cues = dict(_CUES.at(words))
        self.things = self._tell(quantities) if self.cues else []
        self.firsts = [t.first for t in self.things]
        self.found: dict[int, MaterielMention] = {}

    def read(self) -> list[MaterielMention]:
        starts = [start for start, _ in self.sentences]
        for i, told in self.cues.items() if self.things else ():
            start, end = self.sentences[bisect_right(starts, i) - 1]
            for cue, prefix, pronoun in told:
                if self._read_cue(i, cue, prefix, pronoun, start, end):
                    break
        return [self.found[first] for first in sorted(self.found)]

    def _tell(self, quantities: Sequence[Quantity]) -> list[_Told]:
        by_noun: dict[int, Quantity] = {}
        for q in quantities:
            if q.role != "count" or q.min is None:
                continue
            at = q.noun if q.noun is not None else q.last
            by_noun.setdefault(at, q)
            if self.words.key(at) == "من":
                by_noun.setdefault(at + 1, q)
        return [
            self._told(hit, by_noun.get(hit.first))
            if hit.first in by_noun
            else self._amount(hit) or self._told(hit, None)
            for hit in _first_readings(self.words, thing_index().find(self.words), self.effects.makes)
            if hit.first not in self.bodies
        ]

    def _amount(self, hit: Hit[Thing]) -> _Told | None:
        """كمية من الأسلحة, كميات كبيرة من العتاد: as many as the bare noun tells; the words begin with the amount."""
        words, amounts = self.words, self.effects.amounts
        if words.key(hit.first - 1) != "من" or hit.prefix:
            return None
        at = next((j for j in (hit.first - 2, hit.first - 3) if stems(words.key(j)) & amounts), None)
        if at is None or any(words[j].newlines for j in range(at + 1, hit.first + 1)):
            return None
        skip = next((n for n in (0, 1) if words.key(at)[n:] in amounts), 0)
        told = self._told(hit, None)
        prefix = self._prefix(at, words.key(at)[:skip])
        return replace(told, first=at, skip=skip, prefix=prefix, counted=True)

    def _told(self, hit: Hit[Thing], q: Quantity | None) -> _Told:
        words = self.words
        if q is None:
            after = self._after(hit.last)
            low, high, qualifier = _BOUNDS[hit.payload.number] if not hit.payload.mass else (1, None, "vague")
            if after is not None:
                low, high, qualifier = after
            if hit.pronoun and hit.payload.number == "plural" and hit.payload.mass:
                high = None
            last = hit.last + (after is not None)
            return _Told(
                hit.first,
                last,
                hit.skip,
                self._prefix(hit.first, hit.prefix),
                hit.payload,
                hit.pronoun,
                after is not None,
                low,
                high,
                qualifier,
            )
        skip = len(fold_key(words.raw[words[q.first].start : q.span[0]]))
        prefix = self._prefix(q.first, words.key(q.first)[:skip])
        assert q.min is not None
        high = None if q.max is None else int(q.max)
        return _Told(q.first, max(hit.last, q.last), skip, prefix, hit.payload, "", True, int(q.min), high, q.qualifier)

    def _after(self, i: int) -> tuple[int, int | None, Qualifier] | None:
        key = self.words.key(i)
        if key in self.lexicon.one_after:
            return 1, 1, "exact"
        return (2, 2, "exact") if key in self.lexicon.two_after else None

    def _prefix(self, first: int, prefix: str) -> str:
        if not prefix and self.words[first].glued and self.words.key(first - 1) in ("و", "ب", "ل"):
            return self.words.key(first - 1)
        return prefix

    def _read_cue(self, i: int, cue: EffectCue, prefix: str, pronoun: str, start: int, end: int) -> bool:
        words = self.words
        last = self._complete(i, cue, start, end)
        if last is None or (words.key(i) in ("فجر", "وفجر") and self._is_dawn(i)):
            return False
        if not cue.foiled and not happened(words, i, start, self.lexicon, prefix, cue.verb):
            return False
        if not cue.verb and i > start and stems(words.key(i - 1)) & self.effects.squads:
            return False
        if cue.controlled and not self._is_controlled(i, start, end):
            return False
        told = None if pronoun else self._after_cue(last, end, cue)
        if told is None and cue.verb and not cue.then and not pronoun:
            told = self._before_cue(i, start, cue)
        if told is None:
            return False
        if cue.object_then and not any(stems(words.key(j)) & cue.object_then for j in range(i + 1, min(end, i + 12))):
            return False
        effect = self._effect(cue, told)
        if effect is None:
            return False
        while told is not None and effect is not None:
            self._add(told, effect)
            told = self._joined(told, end)
            effect = self._effect(cue, told) if told is not None else None
        return True

    def _is_dawn(self, i: int) -> bool:
        """فجر أمس, عملية فجر الجمعة: the time of day, not the verb."""
        following = self.words.key(i + 1)
        return (
            following in self.lexicon.days
            or following in ("امس", "يوم")
            or self.words.key(i - 1) in ("منذ", "مع", "عند")
        )

    def _complete(self, i: int, cue: EffectCue, start: int, end: int) -> int | None:
        last = i + 1
        if cue.then and cue.verb:  # the agent may stand between: عثرت القوة على
            last = next((j for j in range(last, min(last + 5, end)) if self.words.key(j) == cue.then[0]), last)
        for wanted in cue.then:
            if last >= end or self.words.key(last) != wanted:
                return None
            last += 1
        if cue.before and not any(
            stems(self.words.key(j)) & cue.before for j in range(max(start, i - (6 if cue.foiled else 4)), i)
        ):
            return None
        return last

    def _is_controlled(self, i: int, start: int, end: int) -> bool:
        window = range(max(start, i - 8), min(end, i + 10))
        return any(stems(self.words.key(j)) & self._control for j in window if j != i)

    @property
    def _control(self) -> frozenset[str]:
        return self.effects.control

    def _effect(self, cue: EffectCue, told: _Told) -> Effect | None:
        if cue.only and told.thing.item not in cue.only:
            return None
        return dict(cue.become).get(told.thing.item, cue.effect)

    def _after_cue(self, i: int, end: int, cue: EffectCue) -> _Told | None:
        limit = min(end, i + (_VERB_REACH if cue.verb else _NOUN_REACH))
        agent: _Told | None = None
        j = i
        while j < limit:
            index = bisect_left(self.firsts, j)
            if index < len(self.firsts) and self.firsts[index] == j:
                told = self.things[index]
                if self._is_object(told, i, cue) and not (cue.verb and self._effect(cue, told) is None):
                    if not (cue.verb and self._is_agent(told)):
                        return told
                    agent = told
                    limit = min(end, told.last + 6)
                j = told.last
                continue
            if self._stops(j, i) or (j > i and self._begins(j)):
                break
            j += 1
        return (
            agent
            if agent is not None and not cue.verb
            else (agent if agent is not None and self._effect(cue, agent) and not self._is_agent(agent) else None)
        )

    @staticmethod
    def _is_agent(told: _Told) -> bool:
        """دمرت طائرات التحالف 3 مقرات: aircraft and vehicles without a number may be who did it."""
        return not told.counted and told.thing.item in ("aircraft", "drone") and told.max is None

    def _is_object(self, told: _Told, adjacent: int, cue: EffectCue) -> bool:
        before = self.words.key(told.first - 1)
        if cue.then_prefix or cue.object_then:
            return told.prefix[-1:] in ("ب",) or before in ("ب", "في")
        if told.prefix in ("ل",):
            return told.first == adjacent and not cue.verb
        if told.prefix:
            return False
        return told.first == adjacent or before not in function_words().prepositions

    def _stops(self, j: int, i: int) -> bool:
        word = self.words[j]
        if word.kind == "mark":
            return word.key in _HARD
        if j > i and len(word.key) > _SHORT_VERB and word.key.startswith("و") and word.key.endswith("وا"):
            return True  # وقطعوا: another deed
        return bool(word.key in _RELATIVE or (j > i and any(s in self.effects.stops for s in stems(word.key))))

    def _begins(self, j: int) -> bool:
        """Whether another effect is told from word `j` on: ضبط أسلحة وتدمير 3 دراجات."""
        return any(
            not cue.verb and not cue.only and not cue.before and prefix == "و"
            for cue, prefix, _ in self.cues.get(j, ())
        )

    def _before_cue(self, i: int, start: int, cue: EffectCue) -> _Told | None:
        """3 سيارات احترقت, الموقع الذي دمر بالكامل."""
        index = bisect_left(self.firsts, i) - 1
        if index < 0:
            return None
        told = self.things[index]
        if told.first < max(start, i - _BACK_REACH - 3) or i - told.last > _BACK_REACH or told.last > i:
            return None
        between = [self.words.key(j) for j in range(told.last, i)]
        relative = bool(set(between) & _RELATIVE)
        if not cue.passive and not (relative and len(between) <= 3) and not self._is_whole(i, told):
            return None
        if any(self.words[j].kind == "mark" and self.words.key(j) in _HARD for j in range(told.last, i)):
            return None
        return told if self._effect(cue, told) is not None else None

    def _is_whole(self, i: int, told: _Told) -> bool:
        """سيارة دمرت بالكامل: behind a verb that is written alike in both voices, a word that says how much."""
        return self.words.key(i + 1) in self.effects.wholly and not self._is_agent(told)

    def _joined(self, told: _Told, end: int) -> _Told | None:
        index = bisect_left(self.firsts, told.last)
        if index >= len(self.things):
            return None
        following = self.things[index]
        if following.first >= min(end, told.last + _JOIN_REACH):
            return None
        bridged = False
        for j in range(told.last, following.first):
            word = self.words[j]
            if (word.kind == "mark" and word.key in _HARD) or word.key in _RELATIVE:
                return None
            here = stems(word.key)
            if here & self.effects.stops or (j in self.cues and any(not c.only for c, _, _ in self.cues[j])):
                return None
            bridged = bridged or bool(here & self.effects.bridges)
        if following.prefix == "و" or (bridged and following.prefix in ("", "ل", "ب")):
            return following
        return None

    def _add(self, told: _Told, effect: Effect) -> None:
        self.found.setdefault(
            told.first,
            MaterielMention(
                text=self.words.text(told.first, told.last, told.skip),
                span=self.words.span(told.first, told.last, told.skip),
                first=told.first,
                last=told.last,
                item=told.thing.item,
                effect=effect,
                min=told.min,
                max=told.max,
                qualifier=told.qualifier,
            ),
        )


def _first_readings(words: Words, hits: list[Hit[Thing]], makes: frozenset[str]) -> list[Hit[Thing]]:
    """One reading a place: the first in the data; what is written with ة ends in no pronoun (كبيرة is no well).

    The make of a thing is no thing of its own (عجلة من نوع همر).
    """
    out: list[Hit[Thing]] = []
    for hit in hits:
        if hit.pronoun and words[hit.last - 1].text.endswith("ة"):
            continue
        if out and hit.first - out[-1].last <= _MAKE_REACH and words.key(hit.first - 1) in makes:
            continue
        if not out or out[-1].first != hit.first:
            out.append(hit)
    return out
