"""Actors found in sentences of many countries, and none where the words mean something else."""

from __future__ import annotations

from itertools import pairwise

import pytest
from actor_cases import ANAPHORS, NAMED, NOTHING, PEOPLE
from hypothesis import given
from hypothesis import strategies as st

from marsad.actors import find_actors, iter_actors
from marsad.text.words import Words


def _found(text: str, country: str | None) -> dict[str, str]:
    return {m.text: m.actor_id for m in find_actors(Words(text), country)}


@pytest.mark.parametrize(("country", "text", "expected"), [pytest.param(*c[1:], id=c[0]) for c in NAMED + PEOPLE])
def test_finds_whom_the_sentence_names(country: str | None, text: str, expected: dict[str, str]) -> None:
    found = _found(text, country)
    assert {words: found.get(words) for words in expected} == expected, found


@pytest.mark.parametrize(("country", "text"), [pytest.param(*c[1:], id=c[0]) for c in NOTHING])
def test_finds_nobody_where_nobody_is_named(country: str | None, text: str) -> None:
    assert _found(text, country) == {}


@pytest.mark.parametrize("text", [pytest.param(c[1], id=c[0]) for c in ANAPHORS])
def test_an_anaphor_has_no_id(text: str) -> None:
    found = [m for m in find_actors(Words(text), "IRQ") if m.specificity == "generic"]
    assert [m.actor_id for m in found] == [""]


@pytest.mark.parametrize(
    ("text", "specificity"),
    [
        pytest.param("قصف الجيش السوري البلدة", "named", id="body-with-country"),
        pytest.param("قصف الجيش البلدة", "generic", id="bare-body"),
        pytest.param("قتل خمسة مدنيين", "people", id="people"),
        pytest.param("قتل عناصر من داعش", "named", id="people-of-a-named-body"),
    ],
)
def test_specificity_tells_how_the_actor_is_named(text: str, specificity: str) -> None:
    assert [m.specificity for m in find_actors(Words(text), "SYR")] == [specificity]


@pytest.mark.parametrize(
    ("country", "actor_id"), [(None, "XXX-COP"), ("EGY", "EGY-COP"), ("IRQ", "IRQ-COP"), ("PAK", "PAK-COP")]
)
def test_a_bare_body_belongs_to_the_documents_country(country: str | None, actor_id: str) -> None:
    assert [m.actor_id for m in find_actors(Words("قالت الشرطة إن التحقيق مستمر"), country)] == [actor_id]


def test_sector_and_country_are_those_of_the_id() -> None:
    (mention,) = find_actors(Words("قصفت قوات الدعم السريع السوق"), "SDN")
    assert (mention.country, mention.sector, mention.name_en) == ("SDN", "PRM", "Rapid Support Forces")


def test_a_phrase_does_not_run_over_a_paragraph() -> None:
    assert [m.text for m in find_actors(Words("فرت عناصر\n\nداعش تتبنى"), "IRQ")] == ["داعش"]


_PIECES = st.sampled_from(
    [name.lstrip("=") for entry in iter_actors() for name in entry.names[:2]]
    + ["قتل", "في", "،", "و", "\n", '"', "(", ")", "23", "عناصر", "من", "العراقية", "مسلحين", "لـ", "تابعة", "وجُرح"]
)


@given(st.lists(_PIECES, max_size=12), st.sampled_from([None, "IRQ", "SYR", "YEM"]))
def test_spans_are_the_words_and_do_not_overlap(pieces: list[str], country: str | None) -> None:
    text = " ".join(pieces)
    mentions = find_actors(Words(text), country)
    assert all(text[m.span[0] : m.span[1]] == m.text for m in mentions)
    assert all(a.last <= b.first and a.span[1] <= b.span[0] for a, b in pairwise(mentions))
