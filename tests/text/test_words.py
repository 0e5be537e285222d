"""Texts as words with their places in the raw text."""

from __future__ import annotations

import pytest
from arabic_texts import SCRAPS
from hypothesis import assume, given
from hypothesis import strategies as st

from marsad.text.clitics import readings
from marsad.text.disguise import find_disguised
from marsad.text.folding import fold_key, fold_light
from marsad.text.words import _TOKEN, Words

CASES = {
    "clitics stay on": ("وقُتل 3 جنود", ["وقتل", "3", "جنود"]),
    "figure behind a letter": ("بـ35 غارة", ["ب", "35", "غاره"]),
    "decimal": ("3.5 و١٬٢٠٠", ["3.5", "و", "1,200"]),
    "marks apart": ("(حلب)، حمص.", ["(", "حلب", ")", "،", "حمص", "."]),
    "Latin name": ("صاروخ S-300 وموقع news.example", ["صاروخ", "s", "-", "300", "وموقع", "news.example"]),
    "range of figures": ("5-7", ["5", "-", "7"]),
    "tatweel alone is no word": ("ـــ قصف", ["قصف"]),
    "lines": ("قصف\n\nغارة", ["قصف", "غاره"]),
    "empty": ("", []),
    "space alone": (" \n\t ", []),
}


@pytest.mark.parametrize(("text", "keys"), CASES.values(), ids=CASES)
def test_words(text: str, keys: list[str]) -> None:
    assert [w.key for w in Words(text)] == keys


#: Bidi controls carry no letter: they neither stand as words nor cut any.
CONTROLS = {
    "alone": ("\u202b \u200f قصف", ["قصف"]),
    "before a word": ("سيارة \u200fمفخخة", ["سياره", "مفخخه"]),
    "behind a word": ("سيارة\u200e مفخخة\u202c", ["سياره", "مفخخه"]),
    "inside a word": ("مف\u200fخخة", ["مفخخه"]),
}


@pytest.mark.parametrize(("text", "keys"), CONTROLS.values(), ids=CONTROLS)
def test_controls_are_no_words(text: str, keys: list[str]) -> None:
    assert [w.key for w in Words(text)] == keys


def test_kinds() -> None:
    assert [w.kind for w in Words("قصف 25 F :")] == ["word", "number", "latin", "mark"]


def test_line_breaks_and_glued_words() -> None:
    words = Words("بـ35 غارة\n\nعلى حلب")
    assert [(w.glued, w.newlines) for w in words] == [(True, 0), (True, 0), (False, 0), (False, 2), (False, 0)]


@given(SCRAPS)
def test_every_words_slice_folds_to_its_text(text: str) -> None:
    words = Words(text)
    for word in words:
        if word.kind != "mark":
            assert fold_light(text[word.start : word.end]) == word.text
            assert fold_key(text[word.start : word.end]) == word.key
        else:
            assert text[word.start : word.end] == word.text


@given(SCRAPS)
def test_words_stand_in_order_and_leave_no_letter_out(text: str) -> None:
    words, at = Words(text), 0
    for word in words:
        assert at <= word.start < word.end <= len(text)
        assert not fold_light(text[at : word.start]).strip()
        at = word.end
    assert not fold_light(text[at:]).strip()


@given(SCRAPS, st.data())
def test_spans_of_words_are_slices(text: str, data: st.DataObject) -> None:
    words = Words(text)
    if not len(words):
        return
    first = data.draw(st.integers(0, len(words) - 1))
    last = data.draw(st.integers(first + 1, len(words)))
    start, end = words.span(first, last)
    assert words.text(first, last) == text[start:end]
    assert (start, end) == (words[first].start, words[last - 1].end)


@given(SCRAPS)
def test_a_span_without_clitics_folds_to_the_stem(text: str) -> None:
    words = Words(text)
    for i, word in enumerate(words):
        if word.kind != "word" or any(len(fold_light(c)) > 1 for c in text[word.start : word.end]):
            continue  # one sign for several letters (ﻻ) is never cut
        if fold_light(text[word.start : word.end]) != word.text:
            continue  # a disguised word: its signs stay in the raw text
        for reading in readings(word.key):
            if not reading.pronoun:
                assert fold_key(words.text(i, i + 1, reading.skip)) == word.key[reading.skip :]


@given(SCRAPS)
def test_at_finds_the_word_that_holds_an_offset(text: str) -> None:
    words = Words(text)
    for i, word in enumerate(words):
        assert words.at(word.start) == i == words.at(word.end - 1)
    assert words.at(len(text)) == len(words)


def test_keys_outside_the_text_are_empty() -> None:
    words = Words("قصف")
    assert (words.key(-1), words.key(0), words.key(1)) == ("", "قصف", "")


@given(SCRAPS)
def test_words_remembered_by_stretch_are_those_of_the_whole_text(text: str) -> None:
    assume(not any(find_disguised(stretch) for stretch in text.split()))
    shapes = [(m.span(), m.lastgroup) for m in _TOKEN.finditer(text) if fold_light(m.group())]
    assert [((w.start, w.end), w.kind) for w in Words(text)] == shapes


def test_a_stretch_too_long_to_remember_is_read_alike() -> None:
    text = "قصف،" * 50 + " \x1c غارة"
    assert [w.key for w in Words(text)] == ["قصف", "،"] * 50 + ["\x1c", "غاره"]


def test_words_are_compared_as_objects() -> None:
    assert len({Words("قصف"), Words("قصف")}) == 2
    assert Words("قصف") != Words("قصف")
