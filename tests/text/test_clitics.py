"""What a written word may be without what is written onto it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marsad.text.clitics import readings

#: word: (stem, prefix, article, pronoun) that must be among its readings
READ = {
    "whole": ("قوات", ("قوات", "", False, "")),
    "and": ("وقتل", ("قتل", "و", False, "")),
    "then": ("فقتل", ("قتل", "ف", False, "")),
    "article": ("القوات", ("قوات", "", True, "")),
    "and, with, article": ("وبالقوات", ("قوات", "وب", True, "")),
    "for the": ("للقوات", ("قوات", "ل", True, "")),
    "and for the": ("وللقوات", ("قوات", "ول", True, "")),
    "for the, stem in lam": ("للجنه", ("لجنه", "ل", True, "")),
    "for, without article": ("لقوات", ("قوات", "ل", False, "")),
    "like": ("كقوات", ("قوات", "ك", False, "")),
    "his": ("عناصره", ("عناصر", "", False, "ه")),
    "their": ("قتلهم", ("قتل", "", False, "هم")),
    "her, ta marbuta": ("سيارتها", ("سياره", "", False, "ها")),
    "his car": ("سيارته", ("سياره", "", False, "ه")),
    "by its forces": ("وبقواتها", ("قوات", "وب", False, "ها")),
    "ours": ("قواتنا", ("قوات", "", False, "نا")),
}
#: Stems that no reading may have.
UNREAD = {
    "two letters with the article and a pronoun": ("القوات", "قوا"),
    "no single letter left": ("وب", "ب"),
    "the name of God": ("الله", "ل"),
}


@pytest.mark.parametrize(("word", "reading"), READ.values(), ids=READ)
def test_readings(word: str, reading: tuple[str, str, bool, str]) -> None:
    assert reading in [(r.stem, r.prefix, r.article, r.pronoun) for r in readings(word)]


@pytest.mark.parametrize(("word", "stem"), UNREAD.values(), ids=UNREAD)
def test_no_readings(word: str, stem: str) -> None:
    assert stem not in [r.stem for r in readings(word)]


@given(st.text("وفبلكالقتسيةهنم", min_size=1, max_size=9).map(lambda s: s.replace("ة", "ه")))
def test_the_whole_word_comes_first_and_nothing_is_invented(word: str) -> None:
    found = readings(word)
    assert found[0].stem == word
    assert len({(r.stem, r.prefix, r.article, r.pronoun) for r in found}) == len(found)
    for r in found:
        assert 0 <= r.skip <= len(word)
        assert word.startswith(r.prefix)
        assert word.endswith(r.pronoun)
        assert not (r.article and r.pronoun)
        if not r.pronoun:
            assert word[r.skip :] == r.stem or word[r.skip - 1 :] == r.stem
