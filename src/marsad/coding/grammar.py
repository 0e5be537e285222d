"""The grammar around noun phrases that roles rest on: which preposition or word stands before an actor."""

from __future__ import annotations

from functools import cache
from importlib import resources
from typing import Final, Literal

from marsad.actors.terms import lexicon
from marsad.model import ActorMention
from marsad.text.clitics import readings
from marsad.text.folding import fold_key, fold_light
from marsad.text.words import Words
from marsad.text.yamldata import parse_yaml

Case = Literal["bare", "against", "agent", "possessor", "with", "company", "aside", "to", "by", "from"]


@cache
def _table() -> dict[str, frozenset[str]]:
    path = resources.files("marsad.lexicon") / "data" / "prepositions.yaml"
    data = parse_yaml(path.read_text(encoding="utf-8"))
    return {name: frozenset(fold_key(w) for w in words) for name, words in data.items() if name != "locative"}


def clitics_before(words: Words, first: int, start: int) -> str:
    """The letters of word `first` that stand before the raw offset `start`, in look-up form: "ول" in وللجيش."""
    word = words[first]
    return fold_light(words.raw[word.start : start]) if start > word.start else ""


def _targets_in_front(words: Words, at: int, floor: int) -> bool:
    """Whether word `at` is a verb of targeting that opens its clause; in "غارة استهدفت الجيش" it does not."""
    if at < floor or words[at].key.removeprefix("و") not in TARGETING:
        return False
    before = words[at - 1] if at > floor else None
    if before is None or words[at].key.startswith("و") or before.key in _CLAUSE_OPENERS:
        return True
    if before.kind != "mark":
        return False
    # عدة عمليات، استهدفت الجيش: a clause on the noun before; وفي ريف الحسكة، استهدفت طائرة: a place told first
    return before.key not in "،," or (at - floor <= _PRELUDE and words[floor].key.removeprefix("و") in _LEADING)


#: So many words may tell where or when before the verb of a clause, and how they begin.
_PRELUDE: Final = 8
_LEADING: Final = frozenset(
    {"في", "من", "الي", "علي", "قرب", "شمال", "جنوب", "شرق", "غرب", "اما", "ميدانيا", "امنيا", "فجر", "صباح", "مساء"}
)
TARGETING: Final = frozenset(
    {*("استهدف", "استهدفت", "يستهدف", "تستهدف", "طال", "طالت", "تطال", "يطال", "طاولت", "اصابت", "ضربت", "دمرت")}
)
_CLAUSE_OPENERS: Final = frozenset({"ان", "بان", "وان", "حيث", "فيما", "بينما", "كما", "قد", "عندما", "حين", "بعدما"})


def _is_of_a_deed(words: Words, mention: ActorMention, floor: int) -> bool:
    """Whether a nationality describes the deed that is the subject of a verb of targeting: استهدفت غارة إسرائيلية, طال قصف مدفعي تركي."""
    if mention.last != mention.first + 1 or mention.sector != "MIL":
        return False
    at = mention.first - 1
    deed = next((i for i in (at, at - 1) if i > floor and words.key(i) in lexicon().acts), None)
    return deed is not None and any(
        words.key(i).removeprefix("و") in TARGETING for i in (deed - 1, deed - 2) if i >= floor
    )


def _is_nominative(words: Words, mention: ActorMention) -> bool:
    """Whether armed people are in the form of a subject: استهدف مسلحون, استهدف مجهولان."""
    return mention.sector in ("UAF", "REB", "CRM") and words.key(mention.first).endswith(("ون", "ان"))


def is_held(words: Words, i: int) -> bool:
    """Whether word `i` names something that a body holds and that is hit in its stead: a post, a convoy, a bus (حافلة للجنود)."""
    held = _table()["held"]
    return any(not held.isdisjoint(_singular(stem)) for stem in _without_pronoun(words.key(i)))


def _singular(stem: str) -> tuple[str, ...]:
    """A noun, and what it is the dual of: موقعين, دوريتان."""
    if stem.endswith(("تين", "تان")):
        return stem, stem[:-3] + "ه"
    return (stem, stem[:-2]) if stem.endswith(("ين", "ان")) and len(stem) > 4 else (stem,)


def _without_pronoun(key: str) -> frozenset[str]:
    """The readings of a word that carries no pronoun: عليها governs nothing after it."""
    return frozenset(r.stem for r in readings(key) if not r.pronoun)


def case_of(words: Words, mention: ActorMention, floor: int, counting: frozenset[int] = frozenset()) -> Case:
    """What stands before an actor: "على الجيش" against, "من قبل الجيش" agent, "الجيش" bare. `floor`: first word of the sentence.

    `counting`: positions of words of number, which what governs them governs too ("من قبل أربعة مسلحين", "ثلاثة من الجنود").
    A coordinated actor ("على الجيش والشرطة") takes the case of the one before it, which the caller sees to.
    """
    table = _table()
    prefix = clitics_before(words, mention.first, mention.span[0]).lstrip("وف")
    at = mention.first - 1
    while at >= floor and words[at].kind == "mark" and words[at].key in "«»\"“”'()":
        at -= 1
    counted = _before_number(words, at, floor, counting)
    if counted != at:
        number = words[counted + 1].key.lstrip("وف")
        prefix = prefix or (number[:1] if number[:1] in "بل" and number not in _NUMBERS_IN_BA else "")
        at = counted
    before = words[at].key if at >= floor else ""
    stems = frozenset() if before in _NO_PREPOSITION else _without_pronoun(before)
    if prefix.startswith("ل") and not stems & table["possessor"] and _is_behind_against(words, at, floor):
        return "against"
    if prefix.startswith("ل"):
        return "possessor" if stems & table["possessor"] else "to"
    if prefix.startswith("ب"):
        return "by"
    if (
        before.removeprefix("و") in _SENDING
        and mention.specificity == "people"
        and not words.key(mention.first).startswith("ال")
    ):
        return "aside"  # نشرت قناصة على الأسطح: those who were sent
    if before == "قبل":
        return "agent" if at > floor and words[at - 1].key.lstrip("و") == "من" else "aside"
    if before == "من" or before == "ومن":
        return "from"
    doer = mention.specificity != "people" or _is_nominative(words, mention)
    if doer and mention.sector != "CVL" and _targets_in_front(words, at, floor):
        return "bare"  # استهدفت قوات النظام قرية: the verb of a clause has its subject behind it
    if _is_of_a_deed(words, mention, floor):
        return "agent"  # استهدفت غارة إسرائيلية بلدة: whose the subject is
    if _is_origin(words, at, floor):
        return "agent"  # قذائف مصدرها مناطق سيطرة المعارضة
    for name in ("agent", "against", "with", "company", "aside"):
        if stems & table[name]:
            return name
    return "against" if _is_behind_against(words, at, floor) else "bare"


_SENDING: Final = frozenset({"نشر", "نشرت", "ارسل", "ارسلت", "حشد", "حشدت"})
#: Verbs that look like a preposition behind a conjunction: فتحت is no ف + تحت.
_NO_PREPOSITION: Final = frozenset({"فتحت"})
_SENT: Final = frozenset({"اطلقت", "اطلق", "انطلقت", "انطلق", "اطلقوها", "مصدرها", "مصدره", "قادمه", "قادم"})
_ORIGINS: Final = frozenset({"مصدرها", "مصدره", "مصدرهما"})
_GROUND: Final = frozenset({"مناطق", "مواقع", "سيطره", "نفوذ", "حواجز", "معسكر", "قواعد", "مرابض"})


def _is_origin(words: Words, at: int, floor: int) -> bool:
    """Whether fire is told to come from the ground of the body behind word `at`: "مصدرها مواقع الجيش"."""
    i = at
    while i >= floor and i > at - _HEAD_WORDS and words[i].key in _GROUND:
        i -= 1
    if i > floor and words[i].key == "من" and i < at:
        return words[i - 1].key in _SENT
    return i >= floor and words[i].key in _ORIGINS


#: Words of number whose first letter is no preposition.
_NUMBERS_IN_BA = frozenset({"بضع", "بضعه", "بعض"})


#: Heads of many that leave the role to those they are made of.
_BANDS: Final = frozenset(
    {"مجموعه", "مجموعات", "مجموعتان", "جماعه", "جماعات", "حشد", "حشود", "قطعان", "عدد", "اعداد", "بعض", "افراد", "كتل"}
)


def _before_number(words: Words, at: int, floor: int, counting: frozenset[int]) -> int:
    """The word before the number that counts what follows word `at`; `at` itself where no number stands there."""
    i = at
    if (
        i - 1 >= floor
        and words[i].key == "من"
        and words.key(i - 1).lstrip("و").removeprefix("ل").removeprefix("ب") in _BANDS
    ):
        return i - 2  # هاجمت مجموعة من المستوطنين
    if i - 1 >= floor and words[i].key == "من" and i - 1 in counting:
        i -= 1
    while i >= floor and i in counting:
        i -= 1
    return i


#: Over so many words of a noun phrase its preposition is looked for: على نقطة تفتيش للجيش.
_HEAD_WORDS = 3


def _is_behind_against(words: Words, at: int, floor: int) -> bool:
    """Whether a preposition of attack stands before the noun that the actor belongs to: "على دورية للجيش", "ضد مواقع التنظيم"."""
    for i in range(at, max(floor, at - _HEAD_WORDS) - 1, -1):
        if words[i].kind != "word" or words[i].key.lstrip("و") in CARRIED:
            return False
        if i < at and words[i].key in _ATTACK_PREPOSITIONS:
            return words[i + 1].key[:2] not in ("ان",)
    return False


_ATTACK_PREPOSITIONS = frozenset(
    {"علي", "ضد", "وعلي", "وضد", "استهدف", "استهدفت", "تستهدف", "يستهدف", "استهداف", "طال", "طالت"}
)

#: Verbs with the pronoun of the happening that they carry out.
CARRIED: Final = frozenset(
    f"{verb}{pronoun}"
    for verb in (
        "شن",
        "شنت",
        "نفذ",
        "نفذت",
        "تشن",
        "يشن",
        "ينفذ",
        "تنفذ",
        "ارتكب",
        "ارتكبت",
        "اطلق",
        "اطلقت",
        "تبنا",
        "يتبنا",
        "تبنت",
        "القا",
        "القت",
        "نصب",
        "نصبت",
        "زرع",
        "زرعت",
        "فجر",
        "فجرت",
        "دبر",
        "دبرت",
        "نصبت",
    )
    for pronoun in ("ها", "ه", "هما")
)
