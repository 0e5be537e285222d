"""Reading one report: the verb, its subject, what stands between, and where the reported words begin."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from typing import Final, Literal

import msgspec

from marsad.coding.reporting import Form, reporting
from marsad.coding.sources import Heard
from marsad.coding.titles import (
    BODY,
    END,
    HEAD,
    NAME,
    OFFICE,
    OUTLET,
    flags,
    has_article,
    names_outlet,
    outlet_at,
    word_flags,
)
from marsad.text.folding import fold_key
from marsad.text.quotations import Quotation
from marsad.text.words import Word, Words

ComplementKind = Literal["that", "noun", "quote", "colon"]

_FAR: Final = 42
_NEAR: Final = 12
#: Verbs with other common senses: what is said must follow the subject at once.
AMBIGUOUS: Final = frozenset(
    (
        "تابع",
        "بين",
        "حدث",
        "سجل",
        "رصد",
        "قدر",
        "جدد",
        "علق",
        "رد",
        "كتب",
        "غرد",
        "ختم",
        "زاد",
        "واصل",
        "لاحظ",
        "رأى",
        "برر",
        "أضاف",
    )
)
#: Verbs that are spelt like a noun, and what stands before the noun: رفض كشف هويته, دون ذكر الأسماء.
_NOUNS: Final = frozenset(("ذكر", "كشف", "رد", "نقل", "قدر", "ختم", "علق", "كذب"))
_BEFORE_NOUN: Final = frozenset(
    map(
        fold_key,
        ("رفض", "عدم", "طلب", "فضل", "دون", "في", "من", "عن", "على", "إلى", "بعد", "قبل", "مع", "أول", "أي", "كل"),
    )
)
_NEGATIONS: Final = frozenset(map(fold_key, ("لم", "لن", "ولم", "ولن", "لا", "ولا", "فلم")))
_UNREAL: Final = frozenset(("ان", "لان", "كي", "لكي", "سوف", "قد"))
_PREPOSITIONS: Final = {"عن": "عن", "الي": "الي", "علي": "علي", "من": "من"}
_OPENING: Final = frozenset("«“”\"„'’")
#: Words with ب that go on with the subject or tell when and how, not what.
_NOT_SAID: Final = frozenset(
    map(
        fold_key,
        (
            "بعد",
            "بين",
            "باسم",
            "بدوره",
            "بدورها",
            "بشأن",
            "بخصوص",
            "بلسان",
            "بيان",
            "ببيان",
            "بغداد",
            "بأن",
            "بحسب",
            "بها",
            "به",
            "بعض",
        ),
    )
)


class Complement(msgspec.Struct, frozen=True, gc=False):
    """What is reported: it begins at word `first` (of the complementizer or the noun, or inside the quotation)."""

    first: int
    kind: ComplementKind
    quotation: Quotation | None = None


class Text:
    """The words of a text with what the readers of reports ask for again and again, and who was heard so far."""

    def __init__(self, words: Words, sentences: Sequence[tuple[int, int]], quotations: Sequence[Quotation]) -> None:
        self.words, self.sentences, self.data = words, sentences, reporting()
        self.keys = words.keys
        self.speeches = [q for q in quotations if not q.scare]
        #: quotations by the position of their opening mark
        self.opened: dict[int, Quotation] = {q.first - 1: q for q in quotations}
        self.heard = Heard()
        self._starts = [s[0] for s in sentences]

    def speech_at(self, i: int) -> Quotation | None:
        """The outermost speech in quotation marks that holds word `i`."""
        return next((q for q in self.speeches if q.first <= i < q.last), None)

    def sentence_of(self, i: int) -> tuple[int, int]:
        """The sentence that holds word `i`."""
        return self.sentences[bisect_right(self._starts, i) - 1]


def has_other_sense(text: Text, i: int, form: Form) -> bool:
    """Words that are spelt like a reporting verb: بين (between), يدعى (is called), غير مؤكدة."""
    word: Word = text.words[i]
    if form.lemma == "بين" and word.key in ("بين", "وبين", "فبين", "تبين", "وتبين"):
        marked = "\u0651" in text.words.raw[word.start : word.end]
        follows = i + 1 < len(text.keys) and flags(text.keys[i + 1]) & HEAD and has_article(text.keys[i + 1])
        said = any(k in text.data.that for k in text.keys[i + 1 : i + 8])
        return not marked and not (word.key == "وبين" and follows and said)
    if form.lemma == "ادعى" and form.kind == "present":
        return word.text.endswith("ى")
    if form.lemma in _NOUNS and form.kind in ("past", "relay") and not form.object and i > 0:
        before = text.keys[i - 1]
        if before in _BEFORE_NOUN or before in text.data.statements:
            return True
    return form.kind == "participle" and i > 0 and text.keys[i - 1] in ("غير", "ما")


def is_unsaid(text: Text, i: int, form: Form) -> bool:
    """Whether nobody said it: لم تعلن أي جهة, أن يعلن, يذكر أن (the outlet's own voice)."""
    if i and (text.keys[i - 1] in _NEGATIONS or (form.kind == "present" and text.keys[i - 1] in _UNREAL)):
        return True
    return _is_impersonal(text, i)


def find_complement(text: Text, i: int, form: Form, end: int) -> Complement | None:
    """Where the words begin that the verb at `i` reports; None when it reports none (it has another sense here)."""
    keys, data = text.keys, text.data
    if form.takes == _ACCUSATIONS:
        return _find_accusation(text, i, min(end, i + _NEAR))
    limit = min(end, i + (_NEAR if form.lemma in AMBIGUOUS or form.kind == "participle" else _FAR))
    j, clause = i + 1, False
    while j < limit:
        key = keys[j]
        if text.words[j].kind == "mark":
            clause = clause and key not in "،,"
            found, j = _at_mark(text, j, limit)
            if found:
                return found
            continue
        if key in data.that and not key.startswith("و") and (j == i + 1 or keys[j - 1] not in _OTHER_THAT):
            return Complement(j, "that", _quotation_after(text, j + 1))
        other = data.forms.get(key)
        if other is not None and j > i + 1 and _ends_search(text, j, other):
            return None
        clause = clause or key in _CLAUSES
        found = None if clause else _at_word(text, j, i, form)
        if found:
            return found
        j += 1
    return None


#: What a verb of rejecting takes to be a denial.
_ACCUSATIONS: Final = frozenset({"denied"})


def _find_accusation(text: Text, i: int, end: int) -> Complement | None:
    """The accusation that a verb rejects: "رفضت الإدارة الاتهامات", "وصف ما تداولته المواقع بأنه عار عن الصحة"."""
    for j in range(i + 1, end):
        key = text.keys[j]
        if text.words[j].kind == "mark" and key not in '،,«»"':
            return None
        if key.removeprefix("ب") in text.data.denied and key not in _POINTING:
            return Complement(j, "noun")
        if key == "ما" and any(k in _UNTRUE for k in text.keys[j + 1 : j + _NEAR]):
            return Complement(j, "noun")
    return None


_POINTING: Final = frozenset(("ذلك", "تلك", "بذلك"))
#: Behind these what was said is called untrue.
_UNTRUE: Final = frozenset(
    map(
        fold_key,
        ("أكاذيب", "كاذب", "كاذبة", "باطل", "باطلة", "عار", "عارية", "افتراء", "افتراءات", "ملفق", "ملفقة", "أساس"),
    )
) | frozenset(
    map(
        fold_key,
        ("مفبرك", "مفبركة", "الافتراء", "بالكاذبة", "بالباطلة", "بالأكاذيب", "بالافتراءات", "بالملفقة", "شائعات"),
    )
)


def _ends_search(text: Text, j: int, other: Form) -> bool:
    """Whether another report begins at `j`, so that a complement behind it is not the first verb's."""
    if other.kind == "participle":
        return other.lemma != "قال" and not flags(text.keys[j]) & HEAD and text.keys[j - 1] != "غير"
    return other.kind in ("past", "relay") and other.joined


def _at_mark(text: Text, j: int, limit: int) -> tuple[Complement | None, int]:
    """What the mark at `j` opens, and where to go on."""
    key = text.keys[j]
    quotation = text.opened.get(j)
    if quotation is not None:
        if not quotation.scare:
            return Complement(quotation.first, "quote", quotation), j
        return None, quotation.last + 1
    if key == ":" and not (text.keys[j - 1].isdigit() and j + 1 < limit and text.keys[j + 1].isdigit()):
        following = text.opened.get(j + 1)
        return Complement(j + 1, "colon", following), j
    if key == "(":
        for k in range(j + 1, min(limit, j + 16)):
            if text.keys[k] == ")":
                return None, k + 1
    if key == "؛":
        return None, limit
    return None, j + 1


def _quotation_after(text: Text, j: int) -> Quotation | None:
    """The speech in quotation marks that begins within three words of the complementizer."""
    for k in range(j, min(j + 3, len(text.keys))):
        quotation = text.opened.get(k)
        if quotation is not None:
            return None if quotation.scare else quotation
    return None


def _at_word(text: Text, j: int, verb: int, form: Form) -> Complement | None:
    """Whether the thing said begins at word `j` without إن: عن اعتقال, إلى مقتل, بمقتل, مقتل."""
    key, keys = text.keys[j], text.keys
    following = keys[j + 1] if j + 1 < len(keys) else ""
    preposition = _PREPOSITIONS.get(key)
    if preposition and preposition in form.takes and _is_preposition(text, j):
        if following in text.data.that:
            return Complement(j + 1, "that", _quotation_after(text, j + 2))
        return Complement(j + 1, "noun", _quotation_after(text, j + 1)) if following else None
    if "ب" in form.takes and key.startswith("ب") and len(key) > 3 and key not in _NOT_SAID:
        stem = key[1:]
        if stem.removeprefix("ال") in text.data.said_nouns:
            return Complement(j, "noun")
        if form.lemma != "أعلن" and j - verb > 1 and not has_article(stem) and _ends_subject(text, j - 1):
            return Complement(j, "noun")
    if form.stance == "denies" and key in text.data.denied and (j - verb > 1 or key not in ("ذلك", "تلك")):
        return Complement(j, "noun")  # نفت القوات ذلك، نفى ضلوعه فيه
    if key == "ما" and form.stance == "denies" and j - verb > 1:
        return Complement(j, "noun")  # نفى مصدر، اليوم، ما أعلنته الجماعة
    if "noun" in form.takes and _is_said_noun(text, j, verb):
        return Complement(j, "noun")
    return None


#: Behind one of these إن/أن belongs to something else: على أنها, ما أن, إلا أن.
_OTHER_THAT: Final = frozenset(
    map(
        fold_key,
        (
            "على",
            "من",
            "إلى",
            "عن",
            "ما",
            "فما",
            "وما",
            "إلا",
            "غير",
            "بعد",
            "قبل",
            "منذ",
            "رغم",
            "حتى",
            "مع",
            "دون",
            "بمجرد",
        ),
    )
)
#: Behind one of these a clause of its own begins, whose objects are not what is said.
_CLAUSES: Final = frozenset(
    map(fold_key, ("حيث", "الذي", "التي", "الذين", "عندما", "فور", "بينما", "فيما", "وهو", "وهي", "وهم"))
)


def _is_preposition(text: Text, j: int) -> bool:
    """Whether what is said may follow the preposition: not in "في حديث إلى القناة", "صادر عن" or the name علي."""
    key = text.keys[j]
    if key == "علي" and text.words[j].text == "علي" and flags(text.keys[j - 1]) & HEAD:
        return False
    if key == "عن":
        return text.keys[j - 1] not in ("صادر", "صادره", "نقلا", "نايب", "نيابه")
    if key == "من":
        return not (text.keys[j + 1 : j + 2] and text.keys[j + 1] in ("جهته", "جهتها", "جانبه", "جانبها"))
    if key == "الي":
        return text.keys[j - 1] not in text.data.statements
    return True


def _ends_subject(text: Text, j: int) -> bool:
    return (
        text.words[j].kind == "mark" or bool(word_flags(text.words, j) & ~(HEAD | NAME)) or text.keys[j].endswith("ي")
    )


def _is_said_noun(text: Text, j: int, verb: int) -> bool:
    """Whether word `j` is the object of the verb: أعلنت الشرطة اعتقال, not the عمليات of أعلنت قيادة العمليات."""
    key = text.keys[j]
    bare = key.removeprefix("ال") if has_article(key) else key
    said = bare in text.data.said_nouns or (bare.endswith("ا") and bare[:-1] in text.data.said_nouns)
    if not said and not _is_said_with_pronoun(text, key):
        return False
    if j == verb + 1:
        return not flags(key) & BODY
    before = text.keys[j - 1]
    if before in ("في", "من", "علي", "الي", "عن", "خلال", "بعد", "قبل", "مع", "لدي"):
        return False
    in_construct = bool(flags(before) & (BODY | OFFICE | OUTLET)) and not has_article(before) and before not in _PROPER
    return not in_construct and not before.startswith("ل")


def _is_said_with_pronoun(text: Text, key: str) -> bool:
    """نفت القوة اعتقالها أحدا, أكد إصابته."""
    for pronoun in ("هم", "ها", "ه"):
        if key.endswith(pronoun) and len(key) > len(pronoun) + 2:
            stem = key[: -len(pronoun)]
            return stem in text.data.said_nouns or (stem.endswith("ت") and stem[:-1] + "ه" in text.data.said_nouns)
    return False


_PROPER: Final = frozenset(map(fold_key, ("حماس", "طالبان", "داعش", "بنتاغون", "حوثيون")))


def find_via(text: Text, first: int, last: int) -> str | None:
    """The outlet that was spoken to, named behind ل: لوكالة رويترز, لـ«الخبر», للأناضول."""
    words = text.words
    for i in range(first, min(last, len(words))):
        with_outlet = text.keys[i] == "مع" and i + 1 < last and _opens_outlet(text, i + 1)
        if not outlet_at(words, i) and not with_outlet:
            continue
        first_word = i + with_outlet
        raw = [words[k].text for k in range(first_word, _via_end(text, first_word, last)) if words[k].kind != "mark"]
        if with_outlet and raw:
            return " ".join(raw)
        if raw and raw[0] == "ل":
            raw = raw[1:]
        elif raw:
            raw[0] = "ال" + raw[0][2:] if raw[0].startswith("لل") else raw[0][1:]
        if raw:
            return " ".join(raw)
    return None


def _opens_outlet(text: Text, i: int) -> bool:
    """في اتصال مع وكالة الساحل, في مقابلة مع «الخبر»."""
    return names_outlet(text.keys[i]) or i in text.opened


def _via_end(text: Text, i: int, last: int) -> int:
    words, data = text.words, text.data
    for k in range(i + 1, min(last, i + 7)):
        key = text.keys[k]
        if key in _OPENING:
            quotation = text.opened.get(k)
            if quotation is not None and quotation.scare:
                return quotation.last
            return k
        if words[k].kind == "mark" or key in data.that or word_flags(words, k) & END or key in ("في", "من"):
            return k
    return min(last, i + 5)


def _is_impersonal(text: Text, i: int) -> bool:
    """The outlet speaks for itself: يذكر أن, يشار إلى أن."""
    key = text.keys[i].removeprefix("و") if len(text.keys[i]) > 4 else text.keys[i]
    return (key,) in text.data.impersonal and any(k in text.data.that for k in text.keys[i + 1 : i + 3])
