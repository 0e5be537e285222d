"""Which happening a toll or a destroyed thing belongs to: its cause in the same sentence, else the one it refers back to."""

from __future__ import annotations

from functools import cache
from importlib import resources
from typing import Final

from marsad.coding.context import word_stems
from marsad.coding.draft import Draft
from marsad.coding.functionwords import function_words
from marsad.coding.nearby import Tellings, within
from marsad.coding.settings import is_recent
from marsad.coding.tolls import Toll
from marsad.model import MaterielMention
from marsad.text.folding import fold_key
from marsad.text.opening import Opening
from marsad.text.yamldata import parse_yaml

_VIOLENT: Final = (
    "suicide_attack",
    "explosive_device",
    "air_strike",
    "shelling",
    "chemical_weapon",
    "attack_on_civilians",
    "armed_clash",
    "riot",
    "sexual_violence",
)
_WIDER: Final = (
    "operation",
    "territory_regained",
    "territory_seized",
    "abduction",
    "siege",
)
#: The types that can have brought about an outcome, the likeliest first.
HOSTS: Final[dict[str, tuple[str, ...]]] = {
    "killed": _VIOLENT + _WIDER,
    "injured": _VIOLENT + _WIDER,
    "harmed": _VIOLENT + _WIDER,
    "missing": (*_VIOLENT, "abduction", *_WIDER),
    "captured": ("arrest", "operation", "armed_clash", "territory_regained", "abduction", "protest", "riot"),
    "abducted": ("abduction", "attack_on_civilians"),
    "freed": ("captives_released", "operation", "agreement"),
    "displaced": ("displacement",),
    "evacuated": ("evacuation",),
    "returned": ("return",),
    "surrendered": ("surrender",),
    "fled": ("withdrawal", "displacement", "surrender"),
    "trapped": ("siege",),
}
_MATERIEL_HOSTS: Final[dict[str, tuple[str, ...]]] = {
    "destroyed": (
        "weapons_disrupted",
        *_VIOLENT,
        "operation",
        "territory_regained",
        "territory_seized",
        "property_destroyed",
    ),
    "damaged": (*_VIOLENT, "operation", "property_destroyed"),
    "seized": (
        "weapons_disrupted",
        "operation",
        "arrest",
        "territory_regained",
        "territory_seized",
        "armed_clash",
        "property_destroyed",
    ),
    "found": ("weapons_disrupted", "operation", "arrest", "territory_regained"),
    "defused": ("weapons_disrupted", "operation", "territory_regained"),
    "burned": ("property_destroyed", *_VIOLENT, "operation"),
    "looted": ("property_destroyed", "attack_on_civilians", "riot", "territory_seized"),
    "intercepted": ("weapons_disrupted", "shelling", "air_strike"),
}


def host_of(draft: Draft, frames: Tellings, result: Toll | MaterielMention) -> int | None:
    """The index of the frame in the same sentence that the result belongs to; None where none does.

    "أسفر انفجار عبوة عن مقتل 3": the explosion. A cause told after the outcome (مقتل 3 بانفجار عبوة) counts like one before it.
    """
    order = HOSTS[result.outcome] if isinstance(result, Toll) else _MATERIEL_HOSTS[result.effect or "destroyed"]
    sentence = draft.layout.of[result.first]
    best: tuple[float, int] | None = None
    caused = _is_caused_before(draft, result)
    if isinstance(result, Toll) and _is_the_reason(draft, result):
        return None
    for i in frames.told_in(sentence):
        frame = frames[i]
        if frame.type not in order or frame.modality in ("planned", "denied"):
            continue
        if (
            isinstance(result, Toll)
            and frame.type in _WIDER
            and _tells_of_the_place(draft, frame.trigger.first, result)
        ):
            continue
        gap = draft.layout.distance(frame.trigger.first, result.first)
        inside = result.first <= frame.trigger.first < result.last
        wider = 8 if isinstance(result, Toll) and frame.type in _WIDER and order is HOSTS["killed"] else 0
        if isinstance(result, Toll) and result.cause_hint is not None and not caused:
            inside = inside or 0 <= frame.trigger.first - result.cause_hint <= 3
        later = 25 if caused and frame.trigger.first >= result.last else 0
        cost = 0 if inside else gap + wider + later + 2 * order.index(frame.type) / len(order)
        if best is None or cost < best[0]:
            best = (cost, i)
    return best[1] if best and best[0] <= 60 else None


def _tells_of_the_place(draft: Draft, verb: int, toll: Toll) -> bool:
    """Whether a verb behind a toll only says what the place is known for: "قُتل جنديان أمس في الحويجة التي استعادتها القوات عام 2017"."""
    return toll.outcome_first < verb and draft.words.key(verb - 1) in function_words().relative


_REASONS: Final = frozenset({"خلفيه", "انتقاما", "ردا", "احتجاجا"})


def _is_the_reason(draft: Draft, toll: Toll) -> bool:
    """Whether the dead are why something else happened: "اندلعت الاشتباكات على خلفية مقتل القائد"."""
    return any(draft.words.key(i) in _REASONS for i in range(max(toll.outcome_first - 2, 0), toll.outcome_first))


#: How far before a result the verb that brings it about may stand, in words.
_CAUSED_REACH: Final = 12


@cache
def _causing() -> frozenset[str]:
    path = resources.files("marsad.lexicon") / "data" / "connectives.yaml"
    return frozenset(map(fold_key, parse_yaml(path.read_text("utf-8"))["causing"]))


_CAUSING: Final = Opening(lambda key: not word_stems(key).isdisjoint(_causing()), _causing)


def _is_caused_before(draft: Draft, result: Toll | MaterielMention) -> bool:
    """Whether a verb of outcome stands before the result in its clause, so that its cause does too.

    "أوقعت غارة على القرية خمسة قتلى، وإن غارة ثانية …": the first strike.
    """
    words = draft.words
    low = max(draft.layout.sentence(result.first)[0], result.first - _CAUSED_REACH)
    verbs = _CAUSING.among(words, low, result.first + 1)
    return bool(verbs) and not any(
        words[i].kind == "mark" and words[i].key in "،؛" for i in range(verbs[-1][0] + 1, result.first - 1)
    )


def host_before(draft: Draft, frames: Tellings, item: MaterielMention) -> int | None:
    """The happening of the sentence before that left damage told alone in its own: "كما احترقت سيارة".

    None where the sentence tells a happening itself, or the one before tells none that destroys.
    """
    if item.effect not in ("destroyed", "damaged", "burned"):
        return None
    sentence = draft.layout.of[item.first]
    if frames.told_in(sentence):
        return None
    near = [i for i in frames.told_in(sentence - 1) if frames[i].modality in ("occurred", "ongoing")]
    return next((i for i in reversed(near) if frames[i].type in _VIOLENT), None)


def referred_host(draft: Draft, frames: Tellings, toll: Toll) -> int | None:
    """The frame of an earlier sentence that a toll refers back to by a word for it: "وكانت حصيلة أولية …", "في الحادث", "المحتجين".

    None where nothing refers back.
    """
    order = HOSTS[toll.outcome]
    sentence = draft.layout.of[toll.first]
    start, end = draft.layout.sentences[sentence]
    stems = [word_stems(draft.words[i].key) for i in range(start, end)]
    crowd = any(s & _CROWD for s in stems[toll.first - start : toll.last - start])
    if is_of_a_war(draft, toll):
        return None
    if not crowd and not any(s & _REFERRING for s in stems):
        return None
    found: list[int] = []
    for i in sorted(frames.told_in(sentence - _LOOK_BACK, sentence), key=lambda k: -frames[k].trigger.first):
        frame = frames[i]
        if frame.trigger.first >= toll.first or frame.modality in ("planned", "denied"):
            continue
        if crowd and frame.trigger.level == "reference" and _tells_of_dead(draft, frame.trigger.sentence):
            continue  # قتل ثلاثة متظاهرين: the killing, which has no frame yet
        if frame.type in (("riot", "protest", "attack_on_civilians") if crowd else order):
            found.append(i)
    # "الحصيلة" is that of a happening with a toll, where one was told
    counted = [i for i in found if frames[i].tolls] if any(s & _TOTALS for s in stems) else []
    return next(iter(counted or found), None)


def _tells_of_dead(draft: Draft, sentence: int) -> bool:
    start, end = draft.layout.sentences[sentence]
    return any(t.outcome == "killed" for t in within(draft.tolls, start, end))


def host_added(draft: Draft, frames: Tellings, toll: Toll) -> int | None:
    """The happening of the sentence before that a toll is added to: "وأضافت أن 34 شخصا أصيبوا", "وتحدث ناشطون عن ستة قتلى", "وأصيب اثنان".

    None where the sentence tells a happening, another place or a cause of its own, or a bare verb an outcome that was told already.
    """
    sentence = draft.layout.of[toll.first]
    start, end = draft.layout.sentences[sentence]
    if toll.outcome not in ("killed", "injured", "harmed", "missing") or toll.cause_hint is not None:
        return None
    if is_of_a_war(draft, toll):
        return None
    said = _adds(draft, start, end)
    opening = min((t.outcome_first for t in within(draft.tolls, start, end)), default=toll.outcome_first)
    # وأصيب اثنان; وأدى سقوطها إلى مقتل امرأة
    follows = opening <= start + 1 or _is_caused_before(draft, toll)
    own_deed = any(frames[i].type in HOSTS[toll.outcome] for i in frames.told_in(sentence))
    if own_deed or within(draft.times, start, end) or not (said or follows):
        return None
    near = [i for i in frames.told_in(sentence - 1) if frames[i].modality in ("occurred", "ongoing")]
    near = [i for i in near if frames[i].type in _VIOLENT] or [i for i in near if frames[i].type in _WIDER[:3]]
    if not near:
        return None
    host = frames[near[-1]]
    own = [p for p in within(draft.places, start, end) if p.usage == "location"]
    if any(p.name not in {place.name for place in host.where} for p in own):
        return None
    told = [t for t in host.tolls if t.outcome == toll.outcome and draft.layout.of[t.first] != sentence]
    if told and (not said or (toll.group == "fighters" and all(t.group != "fighters" for t in told))):
        return None
    return near[-1]


_BEGINNINGS: Final = frozenset({"بدء", "بدايه", "اندلاع", "انطلاق", "بدا"})
_WARS: Final = frozenset({"العدوان", "الحرب", "النزاع", "الصراع", "حرب", "عدوان", "الثوره", "الحمله"})


def is_of_a_war(draft: Draft, toll: Toll) -> bool:
    """Whether a toll is that of a whole war, told since a day long past: "ارتفاع حصيلة العدوان إلى 35 ألف شهيد منذ 7 أكتوبر"."""
    start, end = draft.layout.sentence(toll.first)
    keys = draft.words.keys
    for i in range(start, end):
        if keys[i] in ("منذ", "ومنذ") and set(keys[i + 1 : i + 4]) & _WARS and set(keys[i + 1 : i + 3]) & _BEGINNINGS:
            return True
    if not draft.published.end:
        return False
    return any(t.relation == "since" and is_recent(draft, t) is False for t in within(draft.times, start, end))


def _adds(draft: Draft, start: int, end: int) -> bool:
    """Whether the sentence opens with a word of going on or of telling: وأضاف, وتابعت, وتحدث ناشطون عن."""
    return any(word_stems(draft.words.key(i)) & _GOING_ON for i in range(start, min(end, start + 2)))


_GOING_ON: Final = frozenset(
    verb + ending
    for verb in (
        *("اضاف", "تابع", "اردف", "زاد", "استطرد", "تحدث", "اشار", "ذكر", "افاد", "قال", "اوضح", "احصي", "وثق", "سجل"),
        *("استقبل", "رجح", "كشف", "لفت", "اكد", "اعلن", "نقل", "بين", "احص"),
    )
    for ending in ("", "ت", "ا", "وا")
)
_TOTALS: Final = frozenset({"حصيله", "الحصيله", "محصله", "عدد"})
_LOOK_BACK: Final = 4
_REFERRING: Final = frozenset(
    {
        "حصيله",
        "الحصيله",
        "ارتفع",
        "ارتفعت",
        "ارتفاع",
        "رقما",
        "الحادث",
        "الحادثه",
        "الواقعه",
        "خلالها",
        "الاثر",
        "جراءها",
        "اثرها",
        "جراءه",
        "فيها",
        "اقر",
        "اقرت",
        "اعترف",
        "اعترفت",
        "الاولي",
        "الثانيه",
        "احداهما",
    }
)
_CROWD: Final = frozenset({"متظاهر", "متظاهرا", "متظاهرين", "متظاهرون", "محتج", "محتجا", "محتجين", "محتجون"})
