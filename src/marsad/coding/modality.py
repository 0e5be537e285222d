"""Whether a trigger tells something that happened, goes on, is planned, denied, only possible, or no happening at all."""

from __future__ import annotations

from functools import cache
from importlib import resources
from typing import Any, Literal

import msgspec
import regex
import yaml

from marsad.coding.context import stems_of, word_stems
from marsad.coding.draft import Draft, TriggerHit

Verdict = Literal["occurred", "ongoing", "planned", "denied", "possible", "none"]


class Reading(msgspec.Struct, frozen=True):
    """The verdict, the cue that decides (None for the default), and whether the words put it into the past of the past."""

    verdict: Verdict
    cue: str | None = None
    past_perfect: bool = False
    context: bool = False


class Cues:
    """The cue phrases of `modality.yaml`, folded."""

    def __init__(self, data: dict[str, Any]) -> None:
        self.data = data
        self.reach = {name: int(part.get("reach", 3)) for name, part in data.items() if isinstance(part, dict)}

    @cache  # noqa: B019 - one instance for the life of the process
    def phrases(self, name: str, side: str) -> tuple[tuple[str, tuple[frozenset[str], ...]], ...]:
        """The phrases of one side of a cue, each with the look-up forms of its words."""
        return tuple((p, stems_of(p.removesuffix(" ل"))) for p in self.data[name].get(side, ()))


@cache
def cues() -> Cues:
    """The cues, read once."""
    path = resources.files("marsad.lexicon") / "data" / "modality.yaml"
    return Cues(yaml.safe_load(path.read_text(encoding="utf-8")))


def read_modality(draft: Draft, hit: TriggerHit, denied: bool) -> Reading:
    """The modality of a trigger. `denied`: the speaker denies what the trigger tells.

    "لم تشن الطائرات غارات" is denied or nothing, "تستعد القوات لاقتحام المدينة" planned, "أنباء عن فرار" possible.
    """
    start, end = draft.layout.sentence(hit.first)
    anchor = hit.first if hit.support is None else min(hit.first, hit.support)
    perfect, context = _past_perfect(draft, anchor, start), _context_start(draft, start)
    if denied:
        return Reading("denied", "نفى", perfect, context)
    for name, verdict in _ORDER:
        cue = _before(draft, name, hit, anchor, start) or _after(draft, name, hit, end)
        if cue:
            return Reading(verdict, cue, perfect, context)
    if hit.form == "noun" and hit.prefix.endswith("ل") and _is_purpose(draft, hit, start):
        return Reading("none", "ل", perfect, context)
    if hit.form == "noun" and hit.prefix == "و" and hit.support is None and _joins_purpose(draft, hit, start):
        return Reading("none", "و after a purpose", perfect, context)
    if hit.form == "verb" and hit.prefix.endswith("ل") and hit.tense == "present":
        return Reading("none", "ل", perfect, context)
    tense = hit.tense if hit.form == "verb" else hit.support_tense
    if tense == "future":
        return Reading("planned", "س", perfect, context)
    headline = is_headline(draft, hit.first)
    if tense == "present" and not headline and hit.type in cues().data["states"]:
        return Reading("ongoing", "present", perfect, context)
    return Reading("occurred", None, perfect, context)


def headline_end_of(draft: Draft) -> int:
    """Where the first line ends, when it stands by itself above the text; 0 when there is none."""
    sentences = draft.layout.sentences
    if len(sentences) < 2 or draft.layout.paragraph[sentences[1][0]] == draft.layout.paragraph[sentences[0][0]]:
        return 0
    return sentences[0][1]


def is_headline(draft: Draft, position: int) -> bool:
    """Whether a word stands in a first line of its own, where the present tense tells a past: "داعش يعدم ستة شبان"."""
    return position < headline_end_of(draft)


_ORDER: tuple[tuple[str, Verdict], ...] = (
    ("negation", "none"),
    ("halted", "none"),
    ("foiled", "none"),
    ("conditional", "none"),
    ("demand", "none"),
    ("purpose", "none"),
    ("general", "none"),
    ("possible", "possible"),
    ("planned", "planned"),
    ("ongoing", "ongoing"),
)


def _before(draft: Draft, name: str, hit: TriggerHit, anchor: int, start: int) -> str | None:
    reach = cues().reach[name]
    if name == "negation":
        side = "verbs" if hit.form == "verb" or hit.support is not None else "nouns"
        at = anchor if hit.form == "verb" or hit.support is not None else hit.first
        return _match(draft, name, side, max(start, at - (1 if side == "verbs" else reach)), at)
    cue = _match(draft, name, "before", max(start, hit.first - reach), hit.first)
    if cue is None and anchor < hit.first:
        cue = _match(draft, name, "before", max(start, anchor - reach), anchor)
    if cue == "قد" and not _present_follows(draft, hit):
        return None
    return cue


def _present_follows(draft: Draft, hit: TriggerHit) -> bool:
    """قد before a present verb means may; before a past verb it only stresses."""
    return hit.tense in ("present",) or (hit.form != "verb" and hit.support_tense == "present")


def _after(draft: Draft, name: str, hit: TriggerHit, end: int) -> str | None:
    if "after" not in cues().data[name]:
        return None
    return _match(draft, name, "after", hit.last, min(end, hit.last + 4))


def _match(draft: Draft, name: str, side: str, low: int, high: int) -> str | None:
    words = draft.words
    stems = [frozenset() if i in draft.spoken else word_stems(words[i].key) for i in range(low, high)]
    marks = [i for i in range(low, high) if words[i].key in ("،", "؛", ":", ".", ",")]
    for phrase, wanted in cues().phrases(name, side):
        for i in range(len(stems) - len(wanted) + 1):
            if all(wanted[k] & stems[i + k] for k in range(len(wanted))):
                if side == "before" and any(m >= low + i for m in marks):
                    continue
                if side == "after" and any(m < low + i for m in marks):
                    continue
                return phrase
    return None


def _is_purpose(draft: Draft, hit: TriggerHit, start: int) -> bool:
    """Whether ل before a verbal noun tells a purpose; after a word of exposure (تعرض ل، أدى ل) it tells what happened."""
    before = draft.words[hit.first - 1].key if hit.first > start else ""
    return not any(stem in _EXPOSED for stem in word_stems(before)) and not any(
        stem in _EXPOSED for i in range(max(start, hit.first - 5), hit.first) for stem in word_stems(draft.words[i].key)
    )


#: A verbal noun with ل: لتعزيز، لاستعادة، لملاحقة.
_PURPOSE = regex.compile(r"^ل(?:ت\w{2}ي\w|ا\w{1,3}ت?\w?ا\w{1,2}|استعاد\w|م\w{3}ه|منع|فرض|دعم|حمايه|ضمان|قتل|ضرب)$")


def _joins_purpose(draft: Draft, hit: TriggerHit, start: int) -> bool:
    """Whether a noun with و goes on a row of purposes: "لتعزيز الأمن وملاحقة المطلوبين"."""
    for i in range(hit.first - 1, max(start, hit.first - 12) - 1, -1):
        word = draft.words[i]
        if _PURPOSE.match(word.key):
            return not any(_EXPOSED & word_stems(draft.words[k].key) for k in range(max(start, i - 2), i))
        if word.kind == "mark" and word.key not in "«»\"“”()":
            return False
    return False


_EXPOSED = frozenset(
    {"تعرض", "تعرضت", "تعرضوا", "يتعرض", "تتعرض", "ادي", "ادت", "يودي", "تودي", "وفقا", "نتيجه", "تعرضه", "تعرضها", "تعرضهم", "تبعا"}
)


def _past_perfect(draft: Draft, anchor: int, start: int) -> bool:
    was = {w for w in cues().phrases("background", "was")}
    keys = {next(iter(stems[0])) for _, stems in was}
    return any(draft.words[i].key in keys for i in range(max(start, anchor - 9), anchor))


def _context_start(draft: Draft, start: int) -> bool:
    for _, wanted in cues().phrases("background", "start"):
        for at in (start, start + 1):
            if at + len(wanted) <= len(draft.words) and all(
                wanted[k] & word_stems(draft.words[at + k].key) for k in range(len(wanted))
            ):
                return True
    return False
