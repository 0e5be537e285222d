"""Whether a trigger tells something that happened, goes on, is planned, denied, only possible, or no happening at all."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Set
from functools import cache
from importlib import resources
from typing import Any, Final, Literal

import msgspec
import regex

from marsad.coding.context import word_stems
from marsad.coding.draft import Draft, TriggerHit
from marsad.coding.nearby import within
from marsad.text.phrases import PhraseIndex
from marsad.text.yamldata import parse_yaml

Verdict = Literal["occurred", "ongoing", "planned", "denied", "possible", "none"]


class Reading(msgspec.Struct, frozen=True, gc=False):
    """The verdict, the cue that decides (None for the default), and whether the words put it into the past of the past."""

    verdict: Verdict
    cue: str | None = None
    past_perfect: bool = False
    context: bool = False


class Cue(msgspec.Struct, frozen=True, gc=False):
    """One cue phrase of `modality.yaml`."""

    name: str
    side: str
    phrase: str


@cache
def cues() -> dict[str, Any]:
    """The cues, read once."""
    path = resources.files("marsad.lexicon") / "data" / "modality.yaml"
    return parse_yaml(path.read_text(encoding="utf-8"))  # type: ignore[no-any-return]


@cache
def _cue_index() -> PhraseIndex[Cue]:
    index: PhraseIndex[Cue] = PhraseIndex(pronouns=True, lasting=True)
    for name, part in cues().items():
        for side in _SIDES if isinstance(part, dict) else ():
            for phrase in part.get(side, ()):
                index.add(phrase.removesuffix(" ل"), Cue(name, side, phrase), definite=True)
    return index


_NONE: Final[frozenset[str]] = frozenset()
_SIDES: Final = ("before", "after", "adjacent", "verbs", "nouns", "start", "was")


class Cues:
    """The cues of one document by name and side, in text order."""

    def __init__(self, draft: Draft) -> None:
        self._told: dict[tuple[str, str], list[tuple[int, int, str]]] = {}
        self._names: dict[int, set[str]] = {}
        sentence = draft.layout.of
        for first, last, cue in _cue_index().find_all(draft.words):
            if first not in draft.spoken:
                self._told.setdefault((cue.name, cue.side), []).append((first, last, cue.phrase))
                self._names.setdefault(sentence[first], set()).add(cue.name)

    def names(self, sentence: int) -> Set[str]:
        """The names of the cues that stand in a sentence."""
        return self._names.get(sentence, _NONE)

    def find(self, name: str, side: str, low: int, high: int) -> tuple[int, int, str] | None:
        """The first cue of a name and side among the words [low, high): (first, last, phrase)."""
        told = self._told.get((name, side))
        if told is None:
            return None
        for at in range(bisect_left(told, (low,)), len(told)):
            found = told[at]
            if found[1] <= high:
                return found
            if found[0] >= high:
                break
        return None


def read_modality(draft: Draft, found: Cues, hit: TriggerHit, denied: bool) -> Reading:
    """The modality of a trigger. `denied`: the speaker denies what the trigger tells.

    "لم تشن الطائرات غارات" is denied or nothing, "تستعد القوات لاقتحام المدينة" planned, "أنباء عن فرار" possible.
    """
    start, end = draft.layout.sentence(hit.first)
    anchor = hit.first if hit.support is None else min(hit.first, hit.support)
    perfect = found.find("background", "was", max(start, anchor - 9), anchor) is not None
    context = found.find("background", "start", start, min(end, start + 5)) is not None
    if denied:
        return Reading("denied", "نفى", perfect, context)
    told = _by_cue(draft, found, hit, anchor)
    if told is not None:
        return Reading(told[0], told[1], perfect, context)
    if hit.form == "noun" and hit.prefix.endswith("ل"):
        ready = _match(draft, found, "planned", "before", max(start, hit.first - _PREPARED), hit.first)
        if ready:
            return Reading("planned", ready, perfect, context)
    if hit.form == "noun" and hit.prefix.endswith("ل") and _is_purpose(draft, hit, start):
        return Reading("none", "ل", perfect, context)
    if hit.form == "noun" and hit.prefix == "و" and hit.support is None and _joins_purpose(draft, hit, start):
        return Reading("none", "و after a purpose", perfect, context)
    if hit.form == "verb" and hit.prefix.endswith("ل") and hit.tense == "present":
        return Reading("none", "ل", perfect, context)
    tense = hit.tense if hit.form == "verb" else hit.support_tense
    if hit.form == "verb" and tense == "present" and hit.type == "control" and hit.first >= draft.headline_end:
        return Reading("none", "state", perfect, context)  # منطقة تسيطر عليها القوات: who holds it, not who takes it
    if tense == "future":
        return Reading("planned", "س", perfect, context)
    headline = hit.first < draft.headline_end
    if tense == "present" and not headline and hit.type in cues()["states"]:
        return Reading("ongoing", "present", perfect, context)
    return Reading("occurred", None, perfect, context)


def _by_cue(draft: Draft, found: Cues, hit: TriggerHit, anchor: int) -> tuple[Verdict, str] | None:
    """The verdict of the first cue around the trigger, with the cue; None where none stands there."""
    start, end = draft.layout.sentence(hit.first)
    names = found.names(hit.sentence)
    for name, verdict in _ORDER if names else ():
        if name not in names or (name == "halted" and hit.form == "verb"):
            continue
        if name in _LIFTED and _counts_its_dead(draft, hit) and (name != "demand" or _is_examined(draft, found, hit)):
            continue
        cue = _before(draft, found, name, hit, anchor, start) or _after(draft, found, name, hit, end)
        if cue and name == "demand" and hit.type == "protest" and _is_called_for(draft, start, end):
            return "planned", cue
        if cue in _PLEDGES and hit.type == "operation" and not _is_placed(draft, start, end):
            return "none", cue  # تعهد بملاحقة الفلول: no operation is announced
        if cue and verdict == "possible" and hit.entry.id in ("protesters_act", "protesters_display"):
            return "none", cue  # المواقع المحتمل توجه المتظاهرين إليها: where a known crowd may go is no protest
        if cue:
            return verdict, cue
    return None


#: Words of pledges, which are general where they name no place.
_PLEDGES: Final = frozenset({"تعهد", "تعهدت", "توعد", "عزمه", "عزمها"})


def _is_placed(draft: Draft, start: int, end: int) -> bool:
    return any(p.usage == "location" and p.precision != "country" for p in within(draft.places, start, end))


#: What these cues rule out stands when the sentence goes on with its dead.
_LIFTED: Final = frozenset({"condemned", "examined", "demand"})


def _is_examined(draft: Draft, found: Cues, hit: TriggerHit) -> bool:
    """Whether an inquiry is what is demanded: "دعت المنظمة إلى تحقيق في قصف سوق أدى إلى مقتل 20 مدنيا" tells of the shelling."""
    start = draft.layout.sentence(hit.first)[0]
    return _match(draft, found, "examined", "before", max(start, hit.first - _reach("examined")), hit.first) is not None


def _is_called_for(draft: Draft, start: int, end: int) -> bool:
    """Whether the sentence tells a day to come: "دعت اللجنة إلى إضراب شامل غدا الثلاثاء" announces one."""
    day = draft.published.end or ""
    return bool(day) and any((t.start or "") > day for t in within(draft.times, start, end))


def _counts_its_dead(draft: Draft, hit: TriggerHit) -> bool:
    """Whether the sentence goes on with the dead and hurt of a happening: "أدانت الوزارة الهجوم الذي أسفر عن مقتل 20 جنديا"."""
    end = draft.layout.sentence(hit.first)[1]
    return any(
        t.outcome in ("killed", "injured", "harmed") and t.told and not t.definite
        for t in draft.tolls
        if hit.last <= t.outcome_first < end
    )


#: Between who prepares and what for: يستعد الجيش اليمني مدعوما من التحالف لاستعادة الميناء.
_PREPARED: Final = 12

_ORDER: tuple[tuple[str, Verdict], ...] = (
    ("negation", "none"),
    ("halted", "none"),
    ("foiled", "none"),
    ("trend", "none"),
    ("conditional", "none"),
    ("demand", "none"),
    ("purpose", "none"),
    ("condemned", "none"),
    ("examined", "none"),
    ("general", "none"),
    ("feared", "none"),
    ("possible", "possible"),
    ("planned", "planned"),
    ("ongoing", "ongoing"),
)


@cache
def _reach(name: str) -> int:
    return int(cues()[name].get("reach", 3))


def _before(draft: Draft, found: Cues, name: str, hit: TriggerHit, anchor: int, start: int) -> str | None:
    reach = _reach(name)
    if name == "negation":
        if hit.form == "verb" or hit.support is not None:
            cue = _match(draft, found, name, "verbs", max(start, anchor - 1), anchor)
            if cue is not None or hit.form == "verb":
                return cue
        return _match(draft, found, name, "nouns", max(start, hit.first - reach), hit.first)
    cue = _match(draft, found, name, "before", max(start, hit.first - reach), hit.first)
    if cue is None and hit.form == "noun" and not hit.article:
        cue = _match(draft, found, name, "adjacent", max(start, hit.first - 1), hit.first)
    if cue is None and anchor < hit.first:
        cue = _match(draft, found, name, "before", max(start, anchor - reach), anchor)
    if cue == "قد" and not _present_follows(hit):
        return None
    if name == "possible" and cue is not None and _is_about_whose(draft, hit.first, max(start, anchor - reach)):
        return None
    return cue


def _is_about_whose(draft: Draft, anchor: int, low: int) -> bool:
    """Whether only whose they are is uncertain: "طائرات يرجح أنها للنظام قصفت البلدة", "غارات يعتقد أنها روسية"."""
    words = draft.words
    for i in range(anchor - 1, low - 1, -1):
        if words.key(i) in _THAT_THEY and i + 1 < anchor:
            owner = words.key(i + 1)
            return owner.startswith(("لل", "ل", "تابع", "من")) or owner.endswith(("يه", "ي"))
    return False


_THAT_THEY: Final = frozenset({"انها", "انه", "انهم", "بانها", "بانه", "بانهم"})


def _present_follows(hit: TriggerHit) -> bool:
    """قد before a present verb means may; before a past verb it only stresses."""
    return hit.tense == "present" or (hit.form != "verb" and hit.support_tense == "present")


def _after(draft: Draft, found: Cues, name: str, hit: TriggerHit, end: int) -> str | None:
    return _match(draft, found, name, "after", hit.last, min(end, hit.last + 4))


def _match(draft: Draft, found: Cues, name: str, side: str, low: int, high: int) -> str | None:
    """The phrase of a cue that stands among the words [low, high) with no mark between it and the trigger."""
    at = low
    while (hit := found.find(name, side, at, high)) is not None:
        first, _, phrase = hit
        between = range(first, high) if side != "after" else range(low, first)
        if not any(draft.words[i].key in _STOPS for i in between):
            return phrase
        at = first + 1
    return None


_STOPS: Final = frozenset({"،", "؛", ":", ".", ","})


def _is_purpose(draft: Draft, hit: TriggerHit, start: int) -> bool:
    """Whether ل before a verbal noun tells a purpose; after a word of exposure (تعرض ل، أدى ل) it tells what happened."""
    far = range(max(start, hit.first - 18), hit.first)
    if hit.support_role == "target" or any(word_stems(draft.words[i].key) & _SUFFERED for i in far):
        return False  # تعرض المقر، في أطراف المدينة، لقصف
    before = draft.words[hit.first - 1].key if hit.first > start else ""
    return not any(stem in _EXPOSED for stem in word_stems(before)) and not any(
        stem in _EXPOSED for i in range(max(start, hit.first - 5), hit.first) for stem in word_stems(draft.words[i].key)
    )


#: A verbal noun with ل: لتعزيز، لاستعادة، لملاحقة.
_PURPOSE = regex.compile(r"^ل(?:ت\w{2}ي\w|ا\w{1,3}ت?\w?ا\w{1,2}|استعاد\w|م\w{3}ه|منع|فرض|دعم|حمايه|ضمان|قتل|ضرب)$")


#: So far back a row of purposes begins: بالتخطيط لضرب الوزارة ومقر الفرقة ومبنى الإذاعة واغتيال قادة.
_ROW: Final = 20


def _joins_purpose(draft: Draft, hit: TriggerHit, start: int) -> bool:
    """Whether a noun with و goes on a row of purposes: "لتعزيز الأمن وملاحقة المطلوبين"."""
    for i in range(hit.first - 1, max(start, hit.first - _ROW) - 1, -1):
        word = draft.words[i]
        if _PURPOSE.match(word.key):
            return not any(_EXPOSED & word_stems(draft.words[k].key) for k in range(max(start, i - 2), i))
        if word.kind == "mark" and word.key not in '«»"“”()':
            return False
    return False


_SUFFERED = frozenset({"تعرض", "تعرضت", "تعرضوا", "يتعرض", "تتعرض", "تعرضه", "تعرضها", "تعرضهم"})
_EXPOSED = frozenset(
    {
        "تعرض",
        "تعرضت",
        "تعرضوا",
        "يتعرض",
        "تتعرض",
        "ادي",
        "ادت",
        "يودي",
        "تودي",
        "وفقا",
        "نتيجه",
        "تعرضه",
        "تعرضها",
        "تعرضهم",
        "تبعا",
    }
)
