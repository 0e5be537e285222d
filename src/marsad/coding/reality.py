"""Whether a word of outcome or effect reports something that happened, or only feared, planned, demanded or denied it."""

from __future__ import annotations

from typing import Final

from marsad.coding.outcomes import Outcomes, stems
from marsad.text.folding import fold_key
from marsad.text.words import Words

#: How many words before a cue tell what kind of statement it is in.
_REACH: Final = 3
_NEGATION_REACH: Final = 5
_NEVER: Final = frozenset(map(fold_key, ["لم", "لن", "لا", "ولم", "ولن", "ولا", "دون", "بدون", "عدم", "سوف"]))
_BREAKS: Final = frozenset(map(fold_key, ["الذي", "التي", "الذين", "بعد", "إثر", "عقب", "بينما", "فيما", "لكن"]))
#: Nobody spoke of it: لم تشر إلى وقوع ضحايا، لم ترد أنباء عن إصابات، دون ورود أنباء عن ضحايا.
_SPEAKING: Final = frozenset(
    map(
        fold_key,
        [
            "يشر",
            "تشر",
            "يذكر",
            "تذكر",
            "ترد",
            "يرد",
            "يتحدث",
            "تتحدث",
            "يبلغ",
            "ورود",
            "تسجيل",
            "تسجل",
            "يسجل",
            "تعلن",
            "يعلن",
            "يسفر",
            "تسفر",
            "يود",
            "تود",
            "يودي",
            "تودي",
            "يخلف",
            "تخلف",
            "يوقع",
            "توقع",
            "يتسبب",
            "تتسبب",
            "ينتج",
            "تنتج",
        ],
    )
)
_UNSPOKEN_REACH: Final = 7
#: Behind these a word of outcome is a fact whatever stands before them (محاولة تسلل أدت إلى مقتل).
_FACTS: Final = frozenset(
    map(
        fold_key,
        [
            "أدى",
            "أدت",
            "أسفر",
            "أسفرت",
            "أسفرا",
            "خلف",
            "خلفت",
            "أودى",
            "أودت",
            "تسبب",
            "تسببت",
            "بعد",
            "إثر",
            "تم",
            "تمت",
            "عن",
        ],
    )
)


def happened(
    words: Words, i: int, start: int, lexicon: Outcomes, prefix: str = "", verb: bool = False, result: bool = False
) -> bool:
    """Whether the cue at word `i` of the sentence that starts at `start` is told as a fact.

    `prefix`: the clitics on the cue; `result`: a noun that reports by itself (مقتل). False for لم يقتل, دون وقوع إصابات, محاولة اغتيال,
    هدد بقتل, لقتل 5 جنود; True for أدى لمقتل 5 جنود.
    """
    if i > start and words.key(i - 1) in ("قد", "وقد", "فقد") and words.key(i)[:1] in ("ي", "ت"):
        return False  # قد يقتل may happen, قد قُتل did
    if i > start and words.key(i - 1) in _NEVER:
        return False
    if not verb and _is_unspoken(words, i, start):
        return False
    if prefix.endswith("ل") and not verb and not result and not _has_result(words, i, start, lexicon):
        return False
    for step, j in enumerate(range(i - 1, max(start, i - 1 - _NEGATION_REACH) - 1, -1)):
        word = words[j]
        if word.kind == "mark" and word.key not in '"»«“”(':
            break
        if step >= 1 and word.key in _BREAKS:
            break
        if not verb and word.key in lexicon.negation:
            return False
        if step < _REACH and stems(word.key) & lexicon.unreal:
            return any(words.key(k) in _FACTS for k in range(j + 1, i))
    return True


def _is_unspoken(words: Words, i: int, start: int) -> bool:
    """Whether a negated verb of speaking stands before a noun of outcome: "ولم تشر إلى وقوع ضحايا"."""
    for j in range(i - 1, max(start, i - _UNSPOKEN_REACH), -1):
        if words[j].kind == "mark":
            return False
        if words.key(j) in _SPEAKING:
            return words.key(j - 1) in _NEVER
    return False


def _has_result(words: Words, i: int, start: int, lexicon: Outcomes) -> bool:
    return any(stems(words.key(j)) & lexicon.results for j in range(max(start, i - 8), i))
