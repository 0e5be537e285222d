"""Phrases of a dictionary found in a text."""

from __future__ import annotations

import pytest
from arabic_texts import SCRAPS, WORDS
from hypothesis import given
from hypothesis import strategies as st

from marsad.text.folding import fold_key
from marsad.text.phrases import PhraseIndex, is_article
from marsad.text.words import Words


def index_of(*phrases: str, pronouns: bool = False, prefixes: bool = True) -> PhraseIndex[str]:
    index: PhraseIndex[str] = PhraseIndex(pronouns=pronouns, prefixes=prefixes)
    for phrase in phrases:
        index.add(phrase, phrase)
    return index


def found(index: PhraseIndex[str], text: str) -> list[str]:
    words = Words(text)
    return [words.text(h.first, h.last, h.skip) for h in index.find(words)]


FOUND = {
    "as written": (["القوات العراقية"], "تقدمت القوات العراقية", ["القوات العراقية"]),
    "without the article": (["القوات العراقية"], "وصلت قوات عراقية", ["قوات عراقية"]),
    "behind a conjunction": (["القوات العراقية"], "والقوات العراقية", ["القوات العراقية"]),
    "behind lam": (["القوات العراقية"], "مقر للقوات العراقية", ["لقوات العراقية"]),
    "article in the text alone": (["سيارة مفخخة"], "السيارة المفخخة", ["السيارة المفخخة"]),
    "spelling": (["طائرة مسيرة"], "طـائره مُسيّرة", ["طـائره مُسيّرة"]),
    "the longest": (["قصف", "قصف مدفعي"], "قصف مدفعي ثم قصف", ["قصف مدفعي", "قصف"]),
    "left to right without overlaps": (["جيش سوري", "سوري حر"], "جيش سوري حر", ["جيش سوري"]),
    "a longer phrase that fails gives way": (["قصف مدفعي عنيف", "قصف"], "قصف مدفعي خفيف", ["قصف"]),
    "exact article": (["=العلم"], "رفع العلم في علم الفلك", ["العلم"]),
    "exact bare": (["=علم"], "رفع العلم في علم", ["علم"]),
    "a mark inside parts it": (["سيارة مفخخة"], "سيارة، مفخخة", []),
    "a preposition inside parts it": (["قوات عراقية"], "قوات بعراقية", []),
    "another word": (["قصف"], "قصفة قصفي", []),
}


@pytest.mark.parametrize(("phrases", "text", "expected"), FOUND.values(), ids=FOUND)
def test_finds(phrases: list[str], text: str, expected: list[str]) -> None:
    assert found(index_of(*phrases), text) == expected


@pytest.mark.parametrize(
    ("pronouns", "prefixes", "text", "expected"),
    [
        (True, True, "وعناصره", ["عناصره"]),
        (False, True, "وعناصره", []),
        (True, False, "وعناصر", []),
        (True, False, "عناصرها", ["عناصرها"]),
    ],
    ids=["both", "no pronouns", "no prefixes", "pronoun alone"],
)
def test_what_is_written_onto_words(pronouns: bool, prefixes: bool, text: str, expected: list[str]) -> None:
    assert found(index_of("عناصر", pronouns=pronouns, prefixes=prefixes), text) == expected


def test_an_exact_word_takes_no_pronoun() -> None:
    assert found(index_of("=عناصر", pronouns=True), "عناصره عناصر") == ["عناصر"]


def test_all_payloads_of_one_phrase_come_once_each() -> None:
    index: PhraseIndex[str] = PhraseIndex()
    one, two = "one", "two"
    index.add("قتل", one)
    index.add("قتل", one)
    index.add("قتل", two)
    assert [h.payload for h in index.find(Words("قتل"))] == ["one", "two"]
    assert len(index) == 3


def test_a_hit_says_how_its_first_word_reads() -> None:
    (hit,) = index_of("جيش").find(Words("وبالجيش"))
    assert (hit.prefix, hit.article, hit.pronoun, hit.skip) == ("وب", True, "", 2)


def test_a_phrase_without_a_word_is_refused() -> None:
    with pytest.raises(ValueError, match="no word"):
        index_of("  ")


def test_a_phrase_added_after_a_search_is_found() -> None:
    index = index_of("قصف")
    assert found(index, "غارة") == []
    index.add("غارة", "غارة")
    assert found(index, "غارة") == ["غارة"]


@pytest.mark.parametrize("at", [-1, 3])
def test_nothing_stands_outside_the_text(at: int) -> None:
    assert index_of("قصف").find_at(Words("قصف عنيف جدا"), at) == []


@pytest.mark.parametrize(
    ("key", "article"), [("القوات", True), ("الله", False), ("القي", False), ("قوات", False), ("والقوات", False)]
)
def test_which_words_begin_with_the_article(key: str, article: bool) -> None:
    assert is_article(key) is article


@given(st.lists(st.sampled_from([w for w in WORDS if w.strip() and w[0].isalpha()]), min_size=1, max_size=4), SCRAPS)
def test_a_phrase_put_into_a_text_is_found_at_its_place(phrase: list[str], around: str) -> None:
    told = " ".join(phrase)
    text = f"{around} ؛ {told} ؛ {around}"
    words = Words(text)
    spans = [(words.span(h.first, h.last, h.skip)) for h in index_of(told).find(words)]
    assert all(0 <= start < end <= len(text) for start, end in spans)
    at = text.index(f"؛ {told} ؛") + 2
    assert any(
        fold_key(text[start:end]).endswith(fold_key(told)[2:]) for start, end in spans if at - 1 <= start <= at + 4
    )
