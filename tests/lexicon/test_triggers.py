"""The trigger lexicon: every verb conjugates, every noun has its accusative, every entry is usable."""

from __future__ import annotations

from typing import get_args

import pytest

from marsad.coding.context import FEATURES
from marsad.errors import BadData
from marsad.lexicon.triggers import (
    Entry,
    TriggerForm,
    accusative,
    conjugate_third,
    entries,
    examples,
    trigger_index,
)
from marsad.model import EventType
from marsad.text.folding import fold_key
from marsad.text.words import Words

_ENTRIES = {entry.id: entry for entry in entries()}
#: Types that the coder settles later, from who acts or how.
_OPEN_TYPES = {"attack", "kill", "control", "control_lost", "none"}
_ROLES = {"initiator", "target", "affected", "supporter", "place", "attacker", "accused", "none"}


def verbs() -> list[str]:
    return sorted({spec.partition(" + ")[0].strip() for entry in entries() for spec in entry.verbs})


@pytest.mark.parametrize("spec", verbs())
def test_every_verb_conjugates(spec: str) -> None:
    forms = conjugate_third(spec)
    assert {tense for _, tense, _ in forms} == {"past", "present", "future"}
    assert {"active"} <= {voice for *_, voice in forms}
    assert all(form == fold_key(form) and len(form) >= 2 for form, *_ in forms)


CONJUGATED = {
    "sound": ("قصف I/a~i", {"قصف", "قصفت", "قصفوا", "يقصف", "تقصف", "سيقصف", "يقصفون"}),
    "doubled": ("شنن I/a~u", {"شن", "شنت", "شنوا", "يشن", "تشن", "ستشن"}),
    "weak in the middle": ("غور IV", {"اغار", "اغارت", "تغير", "يغير"}),
    "weak at the end": ("لقي IV", {"القي", "القت", "القوا", "يلقي", "تلقي"}),
    "weak at the beginning": ("وصل I/a~i", {"وصل", "وصلت", "يصل", "تصل"}),
    "with hamza": ("بدأ I/a~a", {"بدا", "بدات", "يبدا"}),
    "form VII": ("سحب VII", {"انسحب", "انسحبت", "انسحبوا", "ينسحب"}),
    "form VIII": ("شبك VIII", {"اشتبك", "اشتبكت", "يشتبك"}),
    "form X": ("هدف X", {"استهدف", "استهدفت", "تستهدف", "سيستهدف"}),
}


@pytest.mark.parametrize(("spec", "forms"), CONJUGATED.values(), ids=CONJUGATED)
def test_conjugation(spec: str, forms: set[str]) -> None:
    assert forms <= {form for form, *_ in conjugate_third(spec)}


@pytest.mark.parametrize("spec", ["قصف", "قصف XX", "ق I", "قصف I/a~i x", ""])
def test_a_verb_that_cannot_be_read_is_bad_data(spec: str) -> None:
    with pytest.raises(BadData, match="root and form"):
        conjugate_third(spec)


ACCUSATIVES = {
    "one word": ("هجوم", "هجوما"),
    "with its adjective": ("هجوم واسع", "هجوما واسعا"),
    "feminine stays": ("غارة جوية", "غارة جوية"),
    "definite stays": ("الهجوم المسلح", "الهجوم المسلح"),
    "plural in at stays": ("اشتباكات", "اشتباكات"),
    "dual stays": ("هجومين", "هجومين"),
    "alif stays": ("هجوما", "هجوما"),
    "behind a preposition": ("قصف بالطيران", "قصفا بالطيران"),
}


@pytest.mark.parametrize(("noun", "expected"), ACCUSATIVES.values(), ids=ACCUSATIVES)
def test_accusatives(noun: str, expected: str) -> None:
    assert accusative(noun) == expected


def test_no_id_is_used_twice() -> None:
    ids = [entry.id for entry in entries()]
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize("entry", _ENTRIES.values(), ids=_ENTRIES)
def test_every_entry_is_usable(entry: Entry) -> None:
    types = set(get_args(EventType)) | _OPEN_TYPES
    assert {entry.type, *entry.retype} <= types
    assert {entry.subject, entry.object, entry.after_noun} <= _ROLES
    assert entry.verbs or entry.nouns or entry.words
    for need in entry.needs:
        assert need in FEATURES or need == "@people" or not need.isascii(), (
            f"{need} is no feature that a trigger can need"
        )
    for name in ("nouns", "words", "unless", "needs"):
        listed = [fold_key(phrase) for phrase in getattr(entry, name)]
        assert all(phrase == phrase.strip() and phrase for phrase in listed)


def test_every_type_has_an_entry() -> None:
    told = {entry.type for entry in entries()} | {type_ for entry in entries() for type_ in entry.retype}
    told |= {"territory_seized", "territory_regained"}  # what `control` becomes
    assert set(get_args(EventType)) <= told


def test_examples_belong_to_entries_and_differ() -> None:
    assert set(examples()) <= set(_ENTRIES)
    sentences = [example.text for found in examples().values() for example in found]
    assert len(sentences) == len(set(sentences))


def hits(text: str) -> set[tuple[str, str, str]]:
    """(entry, form, tense) of every trigger form found in a text."""
    forms: list[TriggerForm] = [hit.payload for hit in trigger_index().find(Words(text))]
    return {(form.entry.id, form.form, form.tense) for form in forms}


INDEXED = {
    "past verb": ("قصفت", ("bombardment", "verb", "past")),
    "present verb": ("يقصف", ("bombardment", "verb", "present")),
    "future verb": ("سيقصف", ("bombardment", "verb", "future")),
    "vocalised": ("قَصَفَت", ("bombardment", "verb", "past")),
    "and": ("وقصفت", ("bombardment", "verb", "past")),
    "noun": ("القصف", ("bombardment", "noun", "none")),
    "noun in the accusative": ("هجوما", ("attack", "noun", "none")),
    "noun with a pronoun": ("انسحابهم", ("withdrawal", "noun", "none")),
    "longest": ("غارة جوية", ("airstrike", "noun", "none")),
    "set phrase": ("لقي مصرعه", ("kill", "word", "none")),
    "verb with a phrase": ("ألقت", ("arrest", "verb", "past")),
    "form that begins with al": ("التقى", ("visit", "verb", "past")),
}


@pytest.mark.parametrize(("text", "form"), INDEXED.values(), ids=INDEXED)
def test_surface_forms(text: str, form: tuple[str, str, str]) -> None:
    assert form in hits(text)


@pytest.mark.parametrize("text", ["قصيدة", "هجاء", "انتظار", "كتاب", "مدرسة", "وزير"])
def test_words_that_tell_no_happening(text: str) -> None:
    assert hits(text) == set()
