"""What governs an actor: the word or the letters before it."""

from __future__ import annotations

import pytest

from marsad.actors import find_actors
from marsad.coding.grammar import case_of, clitics_before
from marsad.text.words import Words

CASES = {
    "bare": ("قصف الجيش السوري بلدة", "bare"),
    "first word": ("الجيش السوري قصف بلدة", "bare"),
    "on": ("هجوم على الجيش السوري", "against"),
    "on, in quotes": ("هجوم على «الجيش السوري»", "against"),
    "against": ("عملية ضد الجيش السوري", "against"),
    "on the part of": ("قصف من قبل الجيش السوري", "agent"),
    "before": ("وصلوا قبل الجيش السوري", "aside"),
    "at the hand of": ("قتل على يد الجيش السوري", "agent"),
    "by the bullets of": ("قتل برصاص الجيش السوري", "agent"),
    "for the": ("مقر للجيش السوري", "to"),
    "belonging to": ("مقر تابع للجيش السوري", "possessor"),
    "with": ("اشتباكات مع الجيش السوري", "with"),
    "between": ("اشتباكات بين الجيش السوري", "with"),
    "supported by": ("تقدموا بمساندة الجيش السوري", "company"),
    "from": ("قصف من الجيش السوري", "from"),
    "by": ("تمسكوا بالجيش السوري", "by"),
    "in the name of": ("قال المتحدث باسم الجيش السوري", "aside"),
    "on with a pronoun": ("سيطر عليها الجيش السوري", "bare"),
    "and on": ("وعلى الجيش السوري", "against"),
}


@pytest.mark.parametrize(("text", "case"), CASES.values(), ids=CASES)
def test_cases(text: str, case: str) -> None:
    words = Words(text)
    actor = next(a for a in find_actors(words, "SYR") if a.actor_id.startswith("SYR-MIL"))
    assert case_of(words, actor, 0) == case


def test_the_sentence_before_governs_nothing() -> None:
    words = Words("وقع هجوم على الجيش السوري")
    (actor,) = find_actors(words, "SYR")
    assert case_of(words, actor, actor.first) == "bare"


@pytest.mark.parametrize(("text", "letters"), [("وللجيش", "ول"), ("بالجيش", "ب"), ("الجيش", ""), ("وَلِلجيش", "ول")])
def test_clitics_before_a_span(text: str, letters: str) -> None:
    words = Words(text)
    stem = text.index("لجيش") if "لج" in text else 0
    assert clitics_before(words, 0, text.index("الجيش") if "الجيش" in text else stem) == letters
