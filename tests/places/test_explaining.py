"""Explanations of places: the evidence adds up to the score, the winner is the one that texts are read with, nothing is changed."""

from __future__ import annotations

import pytest

from marsad.places import find_places
from marsad.places.explaining import Explanation, explain_name, explain_text
from marsad.places.gazetteer import load_gazetteer
from marsad.text.words import Words


def explain(text: str, name: str) -> Explanation:
    (found,) = [e for e in explain_text(Words(text)) if e.text == name]
    return found


@pytest.mark.parametrize(
    ("text", "name", "country", "evidence"),
    [
        ("انفجار في الكرمة بمحافظة البصرة", "الكرمة", "IRQ", "parent"),
        ("انفجار في الكرمة شرق الفلوجة", "الكرمة", "IRQ", "distance and direction"),
        ("قال الجيش الليبي إن قتالا وقع في طرابلس", "طرابلس", "LBY", "country of the text"),
        ("قال الجيش اللبناني إن قتالا وقع في طرابلس", "طرابلس", "LBN", "country of the text"),
        ("انفجار في قضاء الحويجة", "الحويجة", "IRQ", "type word"),
    ],
)
def test_the_evidence_for_the_chosen_place_is_named(text: str, name: str, country: str, evidence: str) -> None:
    chosen = [c for c in explain(text, name).candidates if c.chosen]
    assert [c.place.country for c in chosen] == [country]
    assert dict(chosen[0].evidence)[evidence] >= 15.0


TEXTS = (
    "انفجار في الكرمة شرق الفلوجة وقصف على طرابلس في لبنان",
    "قتل جنديان في قرية البشير في ناحية تازة بمحافظة كركوك، وأصيب آخر في الحمزة والمدينة والقاسم",
    "على بعد 60 كم غرب بغداد وقرب الحدود السورية",
)


@pytest.mark.parametrize("text", TEXTS)
def test_evidence_adds_up_and_candidates_are_ordered(text: str) -> None:
    for one in explain_text(Words(text)):
        assert text[one.span[0] : one.span[1]] == one.text
        rest = [c.score for c in one.candidates if not c.chosen]
        assert rest == sorted(rest, reverse=True)
        assert sum(c.chosen for c in one.candidates) <= 1
        for candidate in one.candidates:
            assert sum(weight for _, weight in candidate.evidence) == pytest.approx(candidate.score, abs=4.0)
        assert one.why


@pytest.mark.parametrize("text", TEXTS)
def test_explaining_changes_nothing(text: str) -> None:
    words = Words(text)
    before = find_places(words)
    explained = {e.span: next((c.place.place_id for c in e.candidates if c.chosen), None) for e in explain_text(words)}
    assert find_places(words) == before
    assert explain_text(words) == explain_text(Words(text))
    known = [m for m in before if m.basis == "gazetteer" and m.span in explained]
    assert known
    assert all(explained[m.span] == m.place_id for m in known)


def test_a_name_of_no_gazetteer_is_told_with_what_is_around_it() -> None:
    one = explain("مقتل شخص في قرية الخويسة بقضاء الحويجة", "الخويسة")
    assert one.candidates == ()
    assert any("الحويجة" in told for told in one.around)
    assert "no gazetteer" in one.why


@pytest.mark.parametrize(
    ("name", "words"),
    [("الموصل", "nothing"), ("العلم", "type word"), ("لا مكان كهذا", "")],
    ids=["plain", "common", "unknown"],
)
def test_what_a_name_needs(name: str, words: str) -> None:
    told = explain_name(load_gazetteer(), name)
    assert words in told
    assert bool(words) == bool(told)
