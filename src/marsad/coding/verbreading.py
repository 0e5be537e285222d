"""Words that may be a verb or a noun (قتل، قصف، طرد): which of the two stands in a sentence."""

from __future__ import annotations

from typing import Final

from marsad.coding.draft import Draft, TriggerHit
from marsad.coding.nearby import within

#: No name of a body and no noun for people has more words.
_LONGEST_NAME: Final = 40
#: After these a verb stands; after any other word, a form that may be both is the noun (عن قتل، تعلن طرد).
_BEFORE_VERBS: Final = frozenset(
    {
        "ان",
        "انه",
        "انها",
        "انهم",
        "قد",
        "الذي",
        "التي",
        "الذين",
        "عندما",
        "بعدما",
        "حين",
        "حيث",
        "فيما",
        "بينما",
        "كما",
        "لم",
        "لن",
        "وقد",
        "ثم",
        "اذ",
        "كان",
        "وكان",
        "ما",
        "مما",
        "بانه",
        "بانها",
        "بان",
        "اللذين",
        "اللذان",
    }
)


def settle_form(draft: Draft, hits: list[TriggerHit], found: list[TriggerHit]) -> list[TriggerHit]:
    """Of readings as verb and as noun (قتل، قصف، طرد), the one that fits what stands before."""
    forms = {h.form for h in hits}
    if not {"verb", "noun"} <= forms:
        return hits
    hit = hits[0]
    verb = _verb_fits(draft, hit, found)
    return [h for h in hits if h.form != ("noun" if verb else "verb")]


def _verb_fits(draft: Draft, hit: TriggerHit, found: list[TriggerHit]) -> bool:
    words, start = draft.words, draft.layout.sentence(hit.first)[0]
    if hit.article or hit.prefix.endswith(("ب", "ل", "ك")):
        return False
    at = hit.first - 1
    if hit.prefix.startswith(("و", "ف")):
        listed = [t for t in found if t.sentence == hit.sentence and t.form == "noun" and 0 < hit.first - t.first <= 12]
        return not listed
    while at >= start and words[at].kind == "mark" and words[at].key in "«»\"“”'":
        at -= 1
    if at < start or words[at].kind == "mark" or words[at].key in _BEFORE_VERBS:
        return True
    low = at - _LONGEST_NAME
    bodies, people = within(draft.actors, low, at + 1), within(draft.people, low, at + 1)
    return any(a.last == at + 1 for a in bodies) or any(p.last == at + 1 for p in people)


__all__ = ["settle_form"]
