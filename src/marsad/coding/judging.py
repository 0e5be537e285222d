"""Which candidates stand: a sum of what speaks for and against; the sum gives the confidence.

Two judges: the learned one (`learned.py`, over the signs of `evidence.py`), and sums of weights set by hand in `judgement.yaml`.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from functools import cache
from importlib import resources
from typing import Any, Final

import msgspec

from marsad.coding.context import word_stems
from marsad.coding.draft import Draft, Frame, TriggerHit
from marsad.coding.evidence import Evidence
from marsad.coding.headlines import fold_headlines
from marsad.coding.learned import contributions, family_of, learned_confidence, parameters
from marsad.coding.settings import is_recent, own_places, own_time
from marsad.coding.stages import Info
from marsad.text.folding import fold_key
from marsad.text.opening import Opening
from marsad.text.yamldata import parse_yaml


@cache
def weights() -> dict[str, Any]:
    """The weights, with the word lists folded."""
    path = resources.files("marsad.lexicon") / "data" / "judgement.yaml"
    data = parse_yaml(path.read_text(encoding="utf-8"))
    for name in ("topic_words", "opinion_words", "sport_words"):
        data[name] = frozenset(fold_key(w) for w in data[name])
    return data  # type: ignore[no-any-return]


class JudgeStage:
    """Drops the candidates that the text only mentions, and gives the others their confidence.

    `learned`: by the weights of `judge.yaml`, which `scripts/train_judge.py` fits; otherwise by those of `judgement.yaml`, set by hand.
    """

    info = Info(name="judging", version="2", requires=("frames",), assigns=("frames",))

    def __init__(self, learned: bool = True) -> None:
        self._learned = learned

    def __call__(self, draft: Draft) -> Mapping[str, Any]:
        """ "منذ اغتيال الوزير" mentions, "اغتال مسلحون الوزير أمس" tells."""
        if not draft.frames:
            return {"frames": ()}
        out = []
        sport = is_about_sport(draft)
        evidence = Evidence(draft)
        excerpt = len(draft.layout.sentences) == 1 and not draft.published.end
        for frame in draft.frames:
            found = contributions(frame.type, evidence.of(frame)) if self._learned else features(draft, frame)
            if self._learned and excerpt:
                found["excerpt"] = parameters().excerpt[family_of(frame.type)]
            if self._learned and frame.type in _RAIDS and _tells_its_dead(frame):
                found["dead in a raid"] = float(weights()["dead_in_a_raid"])
            if sport and frame.type in _FOUGHT and not frame.tolls:
                found["sport"] = float(weights()["sport"])
            total = math.fsum(found.values())
            confidence = learned_confidence(total) if self._learned else confidence_of(total)
            stands = confidence > parameters().threshold if self._learned else total > weights()["stands_above"]
            if stands:
                out.append(msgspec.structs.replace(frame, confidence=confidence, weights=tuple(found.items())))
        out = fold_headlines(draft, out)
        told: dict[int, list[TriggerHit]] = {}
        for frame in out:
            for hit in (frame.trigger, *frame.merged):
                told.setdefault(hit.sentence, []).append(hit)
        return {"frames": tuple(_with_freed(draft, frame, told[frame.trigger.sentence]) for frame in out)}


_FOUGHT: Final = frozenset(
    {
        "armed_clash",
        "shelling",
        "air_strike",
        "territory_regained",
        "territory_seized",
        "deployment",
        "withdrawal",
        "siege",
        "abduction",
        "operation",
    }
)


#: A search nobody died in is often only talked about; one with dead is news.
_RAIDS: Final = frozenset({"operation", "arrest"})


def _tells_its_dead(frame: Frame) -> bool:
    """Whether a raid told with its place counts its dead: "قتل ستة فلسطينيين في مداهمة لمخيم جنين"."""
    return frame.modality == "occurred" and bool(frame.where) and any(t.outcome == "killed" for t in frame.tolls)


def is_about_sport(draft: Draft) -> bool:
    """Whether the text tells of matches, where teams attack, besiege and withdraw."""
    return len(_OF_SPORT.at(draft.words)) >= int(weights()["sport_at_least"])


def _sport_words() -> frozenset[str]:
    return weights()["sport_words"]  # type: ignore[no-any-return]


_OF_SPORT: Final = Opening(lambda key: not word_stems(key).isdisjoint(_sport_words()), _sport_words)


def confidence_of(total: float) -> float:
    """The share of events with this sum of weights that are right, as far as the examples tell: 0 to 1."""
    table = weights()
    return round(1 / (1 + math.exp(-(table["slope"] * total + table["offset"]))), 3)


def _with_freed(draft: Draft, frame: Frame, rivals: list[TriggerHit]) -> Frame:
    """A frame with the places and the time that had gone to candidates which did not stand; `rivals`: the triggers of its
    sentence that do.
    """
    places = frame.where or own_places(draft, frame.trigger, rivals)
    when = frame.when or own_time(draft, frame.trigger, rivals)
    if places == frame.where and when is frame.when:
        return frame
    rule = "own words" if places else frame.where_rule
    return msgspec.structs.replace(
        frame, where=places, where_rule=rule, when=when, when_rule="own words" if when else ""
    )


def features(draft: Draft, frame: Frame) -> dict[str, float]:
    """What speaks for (positive) and against (negative) a candidate, by the names of `judgement.yaml`."""
    table = weights()
    found = {"base", *_form(draft, frame), *_slots(draft, frame), *_surroundings(draft, frame)}
    out = {
        name: float(table[name]) for name in sorted(found)
    }  # one order, so that sums do not differ in the last digit
    out[f"type {frame.type}"] = float(table["types"].get(frame.type, 0.0))
    return out


def _form(draft: Draft, frame: Frame) -> set[str]:
    hits = (frame.trigger, *frame.merged)
    out = set()
    if any(h.form == "verb" and h.tense == "past" for h in hits):
        out.add("verb_past")
    elif any(h.form == "verb" for h in hits):
        out.add("verb_present")
    if any(h.support is not None for h in hits):
        out.add("support_verb")
    if any(h.form == "word" and h.level == "act" for h in hits):
        out.add("set_phrase")
    noun = all(h.form == "noun" for h in hits)
    if noun and all(h.article for h in hits):
        out.add("definite_noun")
    if noun and all(h.pronoun for h in hits):
        out.add("pronoun_noun")
    if frame.trigger.level == "outcome":
        out.add("outcome_only")
    if all(h.level == "reference" for h in hits):
        out.add("reference_only")
    lead = frame.trigger.sentence == 0 and len(draft.layout.sentences) > 1
    if lead or frame.trigger.first < draft.headline_end:
        out.add("headline")
    return out


def _slots(draft: Draft, frame: Frame) -> set[str]:
    out = set()
    for name, value in (
        ("toll", frame.tolls),
        ("materiel", frame.materiel),
        ("count", frame.count and (frame.count.max is None or frame.count.max > 1)),
        ("initiator", frame.filled("initiator")),
        ("target", frame.filled("target") or frame.filled("affected")),
        ("own_place", frame.where and any(p.precision != "country" for p in frame.where)),
        ("reported", frame.scopes),
    ):
        if value:
            out.add(name)
    if is_recent(draft, frame.when) or (frame.when is not None and frame.when.precision == "day"):
        out.add("own_recent_time")
    if not out & {"toll", "initiator", "target", "own_place", "own_recent_time", "materiel"}:
        out.add("no_slot")
    return out


def _surroundings(draft: Draft, frame: Frame) -> set[str]:
    words, hit, table = draft.words, frame.trigger, weights()
    start, end = draft.layout.sentence(hit.first)
    out = set()
    if hit.form != "verb" and hit.support is None:
        before = range(max(start, hit.first - 2), hit.first)
        if any(word_stems(words[i].key) & table["topic_words"] for i in before):
            out.add("topic_noun")
    if _is_embedded(draft, frame, start):
        out.add("embedded")
    bare = not (frame.where or frame.tolls or frame.means or frame.materiel)
    if (
        bare
        and hit.entry.id in ("attack", "targeting")
        and any(f.actor_id[4:7] in _POLITICAL for f in frame.filled("target"))
    ):
        out.add("metaphor")
    if hit.first > start and words[hit.first - 1].key in ("الذي", "التي", "الذين", "اللذين"):
        out.add("relative")
    if words[min(end, len(words)) - 1].key in ("؟", "?") or any(
        words[i].key in table["opinion_words"] for i in range(start, end)
    ):
        out.add("opinion")
    if frame.type == "operation" and frame.modality == "ongoing" and not frame.where:
        out.add("campaign")
    if frame.status == "background" and frame.when is None:
        out.add("background_undated")
    if frame.modality in ("possible", "planned", "denied"):
        out.add(frame.modality)
    return out


_POLITICAL: Final = frozenset({"PTY", "LEG", "OPP", "GOV", "IGO", "JRN", "JUD"})
_PREPOSITIONS: Final = frozenset(
    {
        "في",
        "من",
        "عن",
        "حول",
        "علي",
        "الي",
        "بعد",
        "قبل",
        "منذ",
        "بشان",
        "بسبب",
        "اثر",
        "خلال",
        "جراء",
        "ضد",
        "وراء",
        "مع",
    }
)


def _is_embedded(draft: Draft, frame: Frame, start: int) -> bool:
    """Whether the happening is told only behind a preposition and nothing is told of it: "يحقق القضاء في تفجير المرفأ"."""
    hits = (frame.trigger, *frame.merged)
    if frame.tolls or frame.count or frame.materiel or any(h.form == "verb" or h.support is not None for h in hits):
        return False
    if frame.modality == "planned":
        return False  # تستعد لاقتحام: the object of the plan
    hit = frame.trigger
    if any(abs(scope.first - hit.first) <= 1 for scope in frame.scopes):
        return False  # أفاد بهجوم: the object of the report
    before = draft.words[hit.first - 1].key if hit.first > start else ""
    return hit.prefix.endswith(("ب", "ل", "ك")) or before in _PREPOSITIONS
