"""Where sentences end."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marsad.text.sentences import find_sentences
from marsad.text.words import Words

CASES = {
    "dots": ("وصل الوفد. ثم غادر المدينة.", ["وصل الوفد.", "ثم غادر المدينة."]),
    "question": ("هل وصل الوفد؟ لم يصل!", ["هل وصل الوفد؟", "لم يصل!"]),
    "number": ("ارتفع العدد إلى 3.5 آلاف. وغادروا", ["ارتفع العدد إلى 3.5 آلاف.", "وغادروا"]),
    "title": ("قال د. سامر إنه غادر", ["قال د. سامر إنه غادر"]),
    "agency": ("بيروت أ.ف.ب: وصل الوفد", ["بيروت أ.ف.ب: وصل الوفد"]),
    "short chain": ("قالت سي.ان.ان إن الوفد وصل", ["قالت سي.ان.ان إن الوفد وصل"]),
    "unit in brackets": ("القرية (40 كم. غرب المدينة) هادئة", ["القرية (40 كم. غرب المدينة) هادئة"]),
    "unit at the end": ("تبعد القرية 40 كم. وقال شهود", ["تبعد القرية 40 كم.", "وقال شهود"]),
    "glued dot": ("هاجموا القرية.وانسحبوا فجرا", ["هاجموا القرية.", "وانسحبوا فجرا"]),
    "latin": ("نشر موقع news.example.org الخبر", ["نشر موقع news.example.org الخبر"]),
    "pause": ("عملية السور .. المرحلة الأولى انطلقت", ["عملية السور .. المرحلة الأولى انطلقت"]),
    "closing quote": ("قال «انسحبوا.» ثم صمت", ["قال «انسحبوا.»", "ثم صمت"]),
    "opening quote": ('وصل الوفد. "يا أهلنا', ["وصل الوفد.", '"يا أهلنا']),
    "comma after quote": ("«أين الجيش؟»، قال العمدة", ["«أين الجيش؟»، قال العمدة"]),
    "lines": ("عنوان الخبر\n\nوصل الوفد", ["عنوان الخبر", "وصل الوفد"]),
    "list": ("1. القبض على اثنين", ["1. القبض على اثنين"]),
    "stops in a row": ("هل غادروا؟! نعم...", ["هل غادروا؟!", "نعم..."]),
}


@pytest.mark.parametrize(("text", "expected"), CASES.values(), ids=CASES)
def test_sentences(text: str, expected: list[str]) -> None:
    words = Words(text)
    assert [words.text(*s) for s in find_sentences(words)] == expected


@given(st.text(alphabet="قال إن.؟!…»«\"' \n3أ،", max_size=60))
def test_sentences_cover_every_word_once(text: str) -> None:
    words = Words(text)
    found = find_sentences(words)
    assert [i for first, last in found for i in range(first, last)] == list(range(len(words)))
    assert all(first < last for first, last in found)
