"""Spelling brought to one form, and where each letter came from."""

from __future__ import annotations

import pytest
from arabic_texts import SCRAPS
from hypothesis import given
from hypothesis import strategies as st

from marsad.text.folding import fold_key, fold_light, folded_offset

LIGHT = {
    "vowel marks": ("مُكافَحةٌ", "مكافحة"),
    "shadda": ("قوّات", "قوات"),
    "tatweel": ("مكافـــحة", "مكافحة"),
    "superscript alif": ("هٰذا", "هذا"),
    "lam-alif as one sign": ("ﻻ", "لا"),
    "presentation forms": ("ﺳﻮﺭﻳﺔ", "سورية"),
    "Persian letters": ("عراقی کبیر", "عراقي كبير"),
    "Arabic digits": ("٢٥", "25"),
    "Persian digits": ("۲۵", "25"),
    "decimal and thousands signs": ("٣٫٥ ١٬٢٠٠", "3.5 1,200"),
    "bidi controls": ("\u202bحلب\u202c\u200f", "حلب"),
    "joiners": ("می\u200cدان", "ميدان"),
    "wasla": ("ٱلجيش", "الجيش"),
    "hamza stays": ("أإآؤئء", "أإآؤئء"),
    "ta marbuta and alif maqsura stay": ("قتلى مدينة", "قتلى مدينة"),
    "ligature of the name of God": ("ﷲ", "الله"),
    "Latin stays": ("F-16", "F-16"),
    "nothing": ("", ""),
}
KEYS = {
    "alifs": ("أحمد إلى آمد", "احمد الي امد"),
    "ta marbuta": ("مدينة", "مدينه"),
    "alif maqsura": ("قتلى", "قتلي"),
    "hamza on waw and ya": ("مسؤول طائرة", "مسوول طايره"),
    "Latin in lower case": ("ISIS", "isis"),
    "marks": ("قُتِلَ", "قتل"),
}


@pytest.mark.parametrize(("written", "folded"), LIGHT.values(), ids=LIGHT)
def test_light_folding_keeps_letters(written: str, folded: str) -> None:
    assert fold_light(written) == folded


@pytest.mark.parametrize(("written", "folded"), KEYS.values(), ids=KEYS)
def test_look_up_forms(written: str, folded: str) -> None:
    assert fold_key(written) == folded


@given(SCRAPS)
def test_folding_twice_is_folding_once(text: str) -> None:
    assert fold_light(fold_light(text)) == fold_light(text)
    assert fold_key(fold_key(text)) == fold_key(text)
    assert fold_key(fold_light(text)) == fold_key(text)


@pytest.mark.parametrize(
    ("raw", "count", "offset"),
    [("وَالحشد", 1, 2), ("وَالحشد", 0, 0), ("ـو", 1, 2), ("لُِلجيش", 1, 3), ("ﻻجئ", 2, 1), ("جيش", 9, 3)],
    ids=["mark behind", "nothing", "tatweel before", "two marks", "one sign for two letters", "more than there are"],
)
def test_offsets_of_folded_letters(raw: str, count: int, offset: int) -> None:
    assert folded_offset(raw, count) == offset


@given(SCRAPS, st.integers(0, 30))
def test_the_letters_before_an_offset_fold_to_as_many(text: str, count: int) -> None:
    offset = folded_offset(text, count)
    assert 0 <= offset <= len(text)
    assert len(fold_light(text[:offset])) >= min(count, len(fold_light(text)))
