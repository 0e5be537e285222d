"""What speaks for and against a candidate event being told, as named signs: the raw material of both judges.

A sign is a fact about the words around a trigger: its form, what stands before and behind it, which slots its own clause
fills, which kinds of words its sentence holds. The judges (`judging.py`) weigh them.
"""

from __future__ import annotations

from collections import Counter
from functools import cache
from importlib import resources
from typing import Any, Final

from marsad.actors.people import PeopleNoun
from marsad.coding.context import ARMED, OFFICIAL
from marsad.coding.draft import Draft, Frame, TriggerHit
from marsad.coding.functionwords import function_words
from marsad.coding.outcomes import load_outcomes
from marsad.coding.tolls import Toll
from marsad.lexicon.triggers import follower_keys
from marsad.model import Mention
from marsad.text.clitics import readings
from marsad.text.folding import fold_key
from marsad.text.memory import WordMemory
from marsad.text.yamldata import parse_yaml

#: A list counts at most so many of its words in a sentence.
_MOST: Final = 3
#: Of these lists it also counts how many words stand before the trigger, where they govern it.
_GOVERNING: Final = frozenset(
    [
        "court",
        "reaction",
        "opinion",
        "future",
        "kind",
        "politics",
        "culture",
        "memory",
        "about",
        "accusing",
        "preventing",
    ]
)
_QAD: Final = frozenset({"قد", "وقد", "فقد"})
#: Behind these one of a known crowd stands.
_ONE_OF: Final = frozenset(map(fold_key, ["أحد", "إحدى", "بعض", "كل", "جميع"]))
#: So far before a trigger a word is near it.
_NEAR: Final = 3
_SHORT: Final = 3


@cache
def _data() -> dict[str, Any]:
    path = resources.files("marsad.lexicon") / "data" / "evidence.yaml"
    return parse_yaml(path.read_text(encoding="utf-8"))  # type: ignore[no-any-return]


@cache
def _lists() -> dict[str, tuple[str, ...]]:
    """The lists in which each word stands, by its look-up form."""
    out: dict[str, tuple[str, ...]] = {}
    for name, words in _data()["lists"].items():
        for word in dict.fromkeys(map(fold_key, words)):
            out[word] = (*out.get(word, ()), name)
    return out


@cache
def _near() -> frozenset[str]:
    return frozenset(_data()["near"])


@cache
def _talk() -> frozenset[str]:
    return frozenset(map(fold_key, _data()["opens_talk"]))


def _kinds(key: str) -> tuple[str, ...]:
    """The lists that hold a written word, with or without what is joined before it: والتحقيق is التحقيق, but منطقة is no منطق.

    Of short words only the written one counts and the one behind و or ف: كان is no ان.
    """
    forms = {key, key[1:]} if key[:1] in ("و", "ف") else {key}
    for reading in readings(key):
        if not reading.pronoun and len(reading.stem) > _SHORT:
            forms.add("ال" + reading.stem if reading.article else reading.stem)
            forms.add(reading.stem)
    lists = _lists()
    return tuple(sorted({name for form in forms for name in lists.get(form, ())}))


_kinds_of: Final = WordMemory(_kinds)
_kinds_near: Final = WordMemory(lambda key: tuple(name for name in _kinds_of[key] if name in _near()))


class Evidence:
    """The signs of one document's candidates; what belongs to a sentence is counted once."""

    def __init__(self, draft: Draft) -> None:
        self._draft = draft
        self._found: dict[int, list[tuple[int, str]]] = {}
        self._numbers = frozenset(i for q in draft.quantities if q.role == "count" for i in range(q.first, q.last))
        aged = (q for q in draft.quantities if q.role == "age")
        self._dates = frozenset(i for m in (*aged, *draft.times) for i in range(m.first, m.last + 1))
        self._places = {p.first: p for p in draft.places}
        self._people = {p.first: p for p in draft.people}
        self._names = frozenset(
            i for a in draft.actors if a.specificity == "named" and a.last - a.first > 1 for i in range(a.first, a.last)
        )
        mentions: tuple[Mention | PeopleNoun, ...] = (
            *draft.places,
            *draft.times,
            *draft.actors,
            *draft.people,
            *draft.quantities,
        )
        self._told = frozenset(i for m in mentions for i in range(m.first, m.last))
        self._actors = frozenset(a.first for a in draft.actors) | frozenset(p.first for p in draft.people)
        #: Words of outcome: قضت القوات على ثلاثة is no verdict.
        self._outcomes = frozenset(toll.outcome_first for toll in draft.tolls)
        self._candidates = Counter(frame.trigger.sentence for frame in draft.frames)
        self._quoted = frozenset(i for q in draft.quotations if not q.scare for i in range(q.first, q.last))

    def of(self, frame: Frame) -> dict[str, float]:
        """The signs of a candidate by name; one that is absent is 0.

        "مقتل 3 جنود بانفجار عبوة أمس" has a counted toll; "قضية اغتيال الوزير" a known victim and a word of courts before it.
        """
        found: dict[str, float] = {f"type {frame.type}": 1.0}
        if not frame.trigger.entry.followers:  # of the others, whether their subject is known says more
            found[f"entry {frame.trigger.entry.id}"] = 1.0
        for name in (
            *self._form(frame),
            *self._position(frame),
            *self._behind(frame),
            *self._slots(frame),
            *_tolls(frame, self._numbers),
        ):
            found[name] = 1.0
        here = self._candidates[frame.trigger.sentence]
        others, beside = len(self._draft.frames) - here, here - 1
        if beside:
            found["beside another"] = float(min(beside, _MOST))
            if all(h.level == "reference" for h in (frame.trigger, *frame.merged)):
                found["reference beside another"] = 1.0
        if len(self._draft.layout.sentences) > 1:
            found["in a text"] = 1.0
        if others:
            found["company"] = float(min(others, _MOST))
        if frame.modality != "occurred" and "opens its clause" in found:
            found[f"{frame.modality} at the opening"] = (
                1.0  # تتواصل الاشتباكات, نفى الجيش قصف: what the clause is about
            )
            if frame.filled("initiator"):
                found[f"{frame.modality} by somebody"] = 1.0
        for (side, name), count in self._around(frame.trigger.first).items():
            if name != "politics" or frame.type not in ("protest", "riot"):  # what protests are about
                found[f"{side} {name}"] = float(count)
        first = frame.trigger.first
        for i in range(max(self._draft.layout.sentence(first)[0], first - _NEAR), first):
            for name in _kinds_near[self._draft.words.key(i)]:
                if name != "about" or not self._counts_victims(i):
                    found[f"near {name}"] = 1.0
        return found

    def _counts_victims(self, i: int) -> bool:
        """Whether a word tells a toll, not what something is about: "عدد ضحايا الهجوم"."""
        return self._draft.words.key(i - 1) in load_outcomes().totals

    def _listed(self, sentence: int) -> list[tuple[int, str]]:
        """The words of a sentence that stand in a list, with the list."""
        if sentence not in self._found:
            start, end = self._draft.layout.sentences[sentence]
            self._found[sentence] = [
                (i, "perfect" if name == "future" and self._is_stress(i) else name)
                for i, kinds in enumerate(map(_kinds_of.__getitem__, self._draft.words.keys[start:end]), start)
                if kinds and i not in self._names  # حزب الله is no word of politics
                for name in kinds
                if name != "about" or not self._counts_victims(i)
                # neither an age (أربعون عاما) nor a day (الليلة الماضية) is a memory
                if name != "memory" or i not in self._dates
            ]
        return self._found[sentence]

    def _is_stress(self, at: int) -> bool:
        """Whether the word is قد before a past verb, which tells what was before: كانوا قد خرجوا; but قد يخرجون may."""
        words = self._draft.words
        return words.key(at) in _QAD and not words.key(at + 1).startswith(("ي", "ت"))

    def _around(self, at: int) -> dict[tuple[str, str], int]:
        """How many words of each list stand in the sentence of the word `at`, and how many of them before it."""
        counts: dict[tuple[str, str], int] = {}
        for i, name in self._listed(self._draft.layout.of[at]):
            for side in ("words", "before") if i < at and name in _GOVERNING else ("words",):
                counts[side, name] = min(counts.get((side, name), 0) + 1, _MOST)
        return counts

    def _form(self, frame: Frame) -> list[str]:
        hits = (frame.trigger, *frame.merged)
        out = _verbal(frame.trigger, hits)
        if all(h.form == "noun" for h in hits):
            out.append("noun")
            if all(h.article for h in hits):
                out.append("noun definite")
                if any(h.support is not None for h in hits):  # تبادلوا القصف, شنوا الهجوم
                    out.append("noun definite supported")
            if all(h.pronoun for h in hits):
                out.append("noun with pronoun")
            if frame.trigger.first + 1 == frame.trigger.last and self._draft.words.key(frame.trigger.first).endswith(
                "ات"
            ):
                out.append("noun plural")
        if len(hits) > 1:
            out.append("told again")
        if all(h.entry.followers for h in hits):
            known = all(self._known_subject(h) for h in hits)
            out.append("subject known" if known else "subject new")
            if known and frame.filled("target"):  # هتف المتظاهرون ضد الحكومة: whom it is against tells the protest
                out.append("known subject against")
        out += [f"level {level}" for level in ("outcome", "reference") if all(h.level == level for h in hits)]
        if frame.trigger.level == "reference" and frame.trigger.first - 1 in self._numbers:
            out.append("reference of number")  # لتفريق آلاف المحتجين
        out.append(f"modality {frame.modality}")
        return out

    def _known_subject(self, hit: TriggerHit) -> bool:
        """Whether a verb's subject is known from before: رفع المتظاهرون, رفع أحد المتظاهرين, not تجمع مئات المتظاهرين."""
        wanted, words = follower_keys(hit.entry.id), self._draft.words
        start, end = self._draft.layout.sentence(hit.first)
        for i in range(hit.last, end):
            if words.key(i) in wanted:
                return words.key(i).startswith("ال") and (i == hit.last or words.key(i - 1) in _ONE_OF)
        before = words.key(hit.first - 1) if hit.first > start else ""
        return before in wanted and before.startswith("ال")

    def _position(self, frame: Frame) -> list[str]:
        """How deep in its sentence the trigger stands: in a relative clause, behind when, behind a preposition."""
        draft, hit = self._draft, frame.trigger
        start, end = draft.layout.sentence(hit.first)
        at = hit.first if hit.support is None else min(hit.support, hit.first)
        out = []
        words, function = draft.words, function_words()
        out.append(self._depth(frame, start, at))
        said = frame.modality in ("occurred", "ongoing")  # نفى الجيش قصف, هدد بقصف: the talk is how the event is told
        if said and any(
            i not in self._outcomes and (words.key(i) in _talk() or words.key(i)[1:] in _talk())
            for i in range(start, min(start + 3, at))
        ):
            out.append("opens with talk")
        before = words.key(at - 1) if at > start else ""
        if before in function.relative:
            out.append("behind relative")
        elif _open_relative(draft, start, at):
            out.append("in relative clause")
        if any(words.key(i) in _WHEN and i not in self._dates for i in range(max(start, at - 4), at)):
            out.append("behind when")
        if hit.form == "noun" and hit.support is None:
            if hit.prefix.endswith(("ب", "ل", "ك")) or before in function.prepositions:
                out.append("behind preposition")
            if before.startswith("ال") or before in ("هذا", "هذه", "ذلك", "تلك"):
                out.append("demonstrative" if before in ("هذا", "هذه", "ذلك", "تلك") else "behind noun")
        if hit.prefix.endswith("ل") and hit.support is None:  # تعرض لهجوم is no purpose
            out.append("purpose")
        if words.key(min(end, len(words)) - 1) in ("؟", "?"):
            out.append("question")
        if hit.first in self._quoted:
            out.append("in quotation")
        return out

    def _depth(self, frame: Frame, start: int, at: int) -> str:
        """How many words of content stand before the happening in its clause, those of places, times and subjects not counted."""
        for scope in frame.scopes:
            if start < scope.first <= at:
                start = max(start, scope.first)
        at = min(at, *(t.outcome_first for t in frame.tolls if start <= t.outcome_first), at)
        words, function = self._draft.words, function_words()
        before = sum(
            words[i].kind == "word" and i not in self._told and words.key(i) not in function.function
            for i in range(start, at)
        )
        return (
            "opens its clause"
            if before <= 2
            else "near the opening"
            if before <= 5
            else "deep"
            if before <= 12
            else "very deep"
        )

    def _behind(self, frame: Frame) -> list[str]:
        """What follows a noun directly: a number, somebody named as known, a place that names the happening (تفجيرات مدريد)."""
        draft, hit = self._draft, frame.trigger
        if hit.form != "noun" or hit.pronoun or hit.last >= draft.layout.sentence(hit.first)[1]:
            return []
        word = draft.words[hit.last]
        if word.key in function_words().relative:
            return ["noun of relative"]
        if hit.last in self._numbers:
            return ["noun of number"]
        place = self._places.get(hit.last)
        if place is not None and not hit.article and word.start == place.span[0]:
            return ["noun of place"]
        if word.kind == "word" and not hit.article and word.key not in function_words().function:
            if word.key.startswith("ال"):
                return ["noun of introduced" if self._introduces(hit.last) else "noun of known"]
            return ["noun of somebody" if hit.last in self._actors else "noun of word"]
        return []

    def _introduces(self, at: int) -> bool:
        """Whether the person at word `at` is told as to readers who do not know of it: القيادي في التنظيم, الصحفي نبيل القعيطي."""
        noun, words = self._people.get(at), self._draft.words
        if noun is not None and (noun.number != "singular" or noun.phrase_last - noun.last > 1):
            return noun.number == "singular"
        if noun is None and words.key(at).removeprefix("ال") not in load_outcomes().titles:
            return False
        last = at + 1 if noun is None else noun.last
        if last >= self._draft.layout.sentence(at)[1] or words[last].kind != "word" or last in self._places:
            return False
        return function_words().is_content(words.key(last)) and not words.key(last).startswith(("ال", "و", "ل", "ب"))

    def _slots(self, frame: Frame) -> list[str]:
        out = []
        if frame.materiel:
            out.append("materiel")
        if frame.count and (frame.count.max is None or frame.count.max > 1):
            out.append("count")
        for role in ("initiator", "target"):
            fillers = frame.filled(role) + (frame.filled("affected") if role == "target" else ())
            if fillers:
                out.append(role)
                sectors = {f.actor_id[4:7] for f in fillers}
                if sectors & ARMED:
                    out.append(f"{role} armed")
                elif sectors & (OFFICIAL | {"JRN"}):
                    out.append(f"{role} political")
        if any(f.rule == "subject" for f in frame.filled("initiator")):
            out.append("initiator subject")
        if frame.where:
            out.append("place" if any(p.precision != "country" for p in frame.where) else "country alone")
        if frame.means:
            out.append("means")
        if frame.scopes:
            out.append("reported")
        if frame.when is not None:
            out.append(f"time {frame.when.precision}")
        elif frame.time is not None:
            out.append("time of day")
        if not (frame.where or frame.tolls or frame.when or frame.fillers or frame.materiel or frame.means):
            out.append("no slot")
        return out


#: Words that make a happening the time of another.
_WHEN: Final = frozenset(
    map(
        fold_key,
        [
            "عندما",
            "حين",
            "حينما",
            "بعدما",
            "بعد",
            "قبل",
            "منذ",
            "عقب",
            "إثر",
            "عند",
            "لدى",
            "أثناء",
            "خلال",
            "غداة",
            "عشية",
            "إبان",
        ],
    )
)


def _open_relative(draft: Draft, start: int, at: int) -> bool:
    """Whether a relative clause opened before the word `at` and no mark closed it."""
    relative = function_words().relative
    for i in range(at - 1, start - 1, -1):
        if draft.words[i].kind == "mark" and draft.words[i].key in "،,؛:":
            return False
        if draft.words[i].key in relative:
            return True
    return False


def _tolls(frame: Frame, numbers: frozenset[int]) -> list[str]:
    """What kind of tolls: counted (مقتل 5), one unknown (مقتل شرطي), one known (اغتيال الوزير), told by words other than the trigger."""
    out = set()
    hits: tuple[TriggerHit, ...] = (frame.trigger, *frame.merged)
    for toll in frame.tolls:
        out.add(_kind_of_toll(toll, numbers))
        if not any(h.first <= toll.outcome_first < h.last for h in hits):
            out.add("toll beside trigger")
    outcomes = {t.outcome for t in frame.tolls}
    if {"killed", "injured"} <= outcomes:
        out.add("killed and injured")
    return sorted(out)


def _kind_of_toll(toll: Toll, numbers: frozenset[int]) -> str:
    if any(i in numbers for i in range(toll.first, toll.last)) or toll.max is None or toll.max > 1:
        return "toll known" if toll.definite else "toll counted"
    first = toll.text.split(" ", 1)[0]
    return "toll known" if toll.definite or fold_key(first).startswith("ال") else "toll of one"


def _verbal(trigger: TriggerHit, hits: tuple[TriggerHit, ...]) -> list[str]:
    """Signs of verbs among the triggers of a candidate: past (قصف), passive (قُتل), one that supports a noun (شنوا هجوما)."""
    out = []
    if any(h.form == "verb" and h.tense == "past" for h in hits):
        out.append("verb past")
    elif any(h.form == "verb" for h in hits):
        out.append("verb present")
    if trigger.form == "verb" and trigger.pronoun:
        out.append("verb with pronoun")
    if any(h.passive for h in hits if h.form == "verb"):
        out.append("passive")
    if any(h.support is not None for h in hits):
        out.append("support verb")
    if any(h.support is not None and h.support_tense == "present" for h in hits):
        out.append("support present")
    if any(h.form == "word" and h.level == "act" for h in hits):
        out.append("set phrase")
    return out
