"""How near two words stand."""

from __future__ import annotations

import pytest
from arabic_texts import SCRAPS
from hypothesis import given
from hypothesis import strategies as st

from marsad.coding.layout import Layout
from marsad.text.sentences import find_sentences
from marsad.text.words import Words

NEARER = {
    "words alone": ("قصف الجيش بلدة ثم انسحب", "الجيش", "انسحب"),
    "a comma pushes": ("قصف الجيش، انسحب", "الجيش", "انسحب"),
    "a connective pushes": ("وصل الجيش بلدة فيما انسحب", "بلدة", "انسحب"),
    "a connective with waw pushes": ("وصل الجيش بلدة وبينما انسحب", "بلدة", "انسحب"),
    "a stop pushes": ("وصل الجيش. انسحب", "الجيش", "انسحب"),
    "a line pushes": ("وصل الجيش\nانسحب", "الجيش", "انسحب"),
}


def layout_of(text: str) -> tuple[Words, Layout]:
    words = Words(text)
    return words, Layout(words, find_sentences(words))


@pytest.mark.parametrize(("text", "near", "far"), NEARER.values(), ids=NEARER)
def test_what_stands_nearer_to_the_first_word(text: str, near: str, far: str) -> None:
    words, layout = layout_of(text)
    at, end = words.at(text.index(near)), words.at(text.index(far))
    assert layout.distance(0, at) < layout.distance(0, end)


@pytest.mark.parametrize("between", ["،", " فيما", " بينما", "؛", " لكن", ".", "\n"])
def test_marks_and_connectives_push_more_than_their_words(between: str) -> None:
    plain, pushed = "قصف الجيش ثم انسحب", f"قصف الجيش{between} انسحب"
    words, layout = layout_of(pushed)
    other, flat = layout_of(plain)
    assert layout.distance(1, len(words) - 1) > flat.distance(1, len(other) - 1)


@given(SCRAPS, st.data())
def test_a_distance_is_one_both_ways_and_grows(text: str, data: st.DataObject) -> None:
    words, layout = layout_of(text)
    if not len(words):
        return
    a, b, c = sorted(data.draw(st.lists(st.integers(0, len(words) - 1), min_size=3, max_size=3)))
    assert layout.distance(a, a) == 0
    assert layout.distance(a, b) == layout.distance(b, a) >= b - a
    assert layout.distance(a, c) == layout.distance(a, b) + layout.distance(b, c)


@given(SCRAPS)
def test_every_word_has_its_sentence_and_paragraph(text: str) -> None:
    words, layout = layout_of(text)
    assert len(layout.of) == len(layout.paragraph) == len(words)
    assert layout.paragraph == sorted(layout.paragraph)
    for i in range(len(words)):
        first, last = layout.sentence(i)
        assert first <= i < last
