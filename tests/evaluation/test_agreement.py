"""When two values agree: tables of cases."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marsad.evaluation import agreement

FALLUJA = {"name": "الفلوجة", "lat": 33.35, "lon": 43.78, "admin1": "الأنبار"}

PLACES = {
    "the same name and point": (FALLUJA, FALLUJA, 1.0),
    "spelt otherwise, without the article": (FALLUJA, {"name": "فلوجه", "lat": 33.36, "lon": 43.78}, 1.0),
    "a longer name that holds it": (FALLUJA, {"name": "مدينة الفلوجة", "lat": 33.4, "lon": 43.7}, 1.0),
    "the name without a point": (FALLUJA, {"name": "الفلوجة"}, 0.5),
    "the name in another country": (FALLUJA, {"name": "الفلوجة", "lat": 15.0, "lon": 44.0}, 0.0),
    "another name at the point": (FALLUJA, {"name": "حي الجولان", "lat": 33.36, "lon": 43.77}, 1.0),
    "another name 30 km away": (FALLUJA, {"name": "الكرمة", "lat": 33.6, "lon": 43.9}, 0.0),
    "the province alone": (FALLUJA, {"name": "الأنبار", "lat": 33.11, "lon": 41.52}, 0.5),
    "a place in the same province": (FALLUJA, {"name": "القائم", "admin1": "الانبار", "lat": 34.4, "lon": 41.0}, 0.5),
    "a name alone asks for the name alone": ({"name": "هيت"}, {"name": "هيت", "lat": 1.0, "lon": 1.0}, 1.0),
    "part of a word is no name": ({"name": "عنة"}, {"name": "معنة"}, 0.0),
    "a tolerance of its own": ({**FALLUJA, "km": 50}, {"name": "الكرمة", "lat": 33.6, "lon": 43.9}, 1.0),
    "too long to be a name": (FALLUJA, {"name": "الفلوجة " * 13, "lat": 33.35, "lon": 43.78}, 1.0),
    "too long and no point": ({"name": "الفلوجة"}, {"name": "الفلوجة " * 13}, 0.0),
}
ACTORS = [
    ("IRQ-MIL", "IRQ-MIL", 1.0),
    ("IRQ-MIL-army", "IRQ-MIL", 0.5),
    ("IRQ-MIL", "IRQ-MIL-army", 0.5),
    ("IRQ-MIL-army", "IRQ-MIL-cts", 0.0),
    ("IRQ-MIL", "IRQ-COP", 0.0),
    ("IRQ-MIL", "IRQ-MILITIA", 0.0),
]
QUANTITIES: dict[str, tuple[dict[str, Any], dict[str, Any], float]] = {
    "both bounds": ({"outcome": "killed", "min": 3, "max": 3}, {"outcome": "killed", "min": 3, "max": 3}, 1.0),
    "the lower bound": ({"outcome": "killed", "min": 3, "max": 3}, {"outcome": "killed", "min": 3, "max": None}, 0.5),
    "the upper bound": ({"outcome": "killed", "min": 3, "max": 9}, {"outcome": "killed", "min": 1, "max": 9}, 0.5),
    "no upper bound on either side is no merit": (
        {"outcome": "killed", "min": 20, "max": None},
        {"outcome": "killed", "min": 3, "max": None},
        0.0,
    ),
    "another outcome": ({"outcome": "killed", "min": 3, "max": 3}, {"outcome": "injured", "min": 3, "max": 3}, 0.0),
    "a group that the gold leaves open": (
        {"outcome": "killed", "min": 3, "max": 3},
        {"outcome": "killed", "min": 3, "max": 3, "group": "fighters"},
        1.0,
    ),
    "another group": (
        {"outcome": "killed", "min": 3, "max": 3, "group": "civilians"},
        {"outcome": "killed", "min": 3, "max": 3, "group": "fighters"},
        0.0,
    ),
    "no number asked": ({"outcome": "killed"}, {"outcome": "killed", "min": 7, "max": 7}, 1.0),
}
CLAIMS: dict[str, tuple[dict[str, Any], dict[str, Any], float]] = {
    "the organisation": ({"who": ["خلية الإعلام"]}, {"organisation": "خليه الاعلام الأمني", "stance": "asserts"}, 1.0),
    "any of the words": ({"who": ["الراوي", "القيادة"]}, {"speaker": "سامر الراوي", "stance": "asserts"}, 1.0),
    "the other stance": ({"who": ["الراوي"], "stance": "denies"}, {"speaker": "الراوي", "stance": "asserts"}, 0.5),
    "somebody else": ({"who": ["الراوي"]}, {"speaker": "العبيدي", "stance": "asserts"}, 0.0),
    "a sentence is no speaker": ({"who": ["الراوي"]}, {"speaker": "الراوي " * 13, "stance": "asserts"}, 0.0),
}
DAY = {"start": "2024-03-12", "end": "2024-03-12"}
TIMES: dict[str, tuple[dict[str, Any], dict[str, Any], float]] = {
    "equal": (DAY, DAY, 1.0),
    "an end left out is the start": (DAY, {"start": "2024-03-12"}, 1.0),
    "the next day": (DAY, {"start": "2024-03-13", "end": "2024-03-13"}, 0.0),
    "the week around it": (DAY, {"start": "2024-03-11", "end": "2024-03-17"}, 0.5),
    "the month around it": (DAY, {"start": "2024-03-01", "end": "2024-03-31"}, 0.5),
    "the year around it": (DAY, {"start": "2024-01-01", "end": "2024-12-31"}, 0.0),
    "finer than the words allow": ({"start": "2024-03-01", "end": "2024-03-31"}, DAY, 0.0),
    "a half of it": (
        {"start": "2024-03-01", "end": "2024-03-10"},
        {"start": "2024-03-01", "end": "2024-03-05"},
        0.5,
    ),
    "unknown on both sides": ({}, {"start": None}, 1.0),
    "unknown to the coder": (DAY, {"start": None}, 0.0),
}


@pytest.mark.parametrize(("gold", "coded", "points"), PLACES.values(), ids=PLACES)
def test_places(gold: dict[str, Any], coded: dict[str, Any], points: float) -> None:
    assert agreement.places(gold, coded) == points


@pytest.mark.parametrize(("gold", "coded", "points"), ACTORS)
def test_actors(gold: str, coded: str, points: float) -> None:
    assert agreement.actors(gold, coded) == points


@pytest.mark.parametrize(("gold", "coded", "points"), QUANTITIES.values(), ids=QUANTITIES)
def test_quantities(gold: dict[str, Any], coded: dict[str, Any], points: float) -> None:
    assert agreement.quantities(("outcome", "group"))(gold, coded) == points


@pytest.mark.parametrize(("gold", "coded", "points"), CLAIMS.values(), ids=CLAIMS)
def test_claims(gold: dict[str, Any], coded: dict[str, Any], points: float) -> None:
    assert agreement.claims(gold, coded) == points


@pytest.mark.parametrize(("gold", "coded", "points"), TIMES.values(), ids=TIMES)
def test_times(gold: dict[str, Any], coded: dict[str, Any], points: float) -> None:
    assert agreement.times(gold, coded) == points


@given(st.text("اأإآبجيىةهو لـَُ0٣", max_size=20))
def test_folding_a_name_twice_changes_nothing_more_than_articles(name: str) -> None:
    folded = agreement.fold_name(name)
    assert folded == " ".join(folded.split())
    assert len(folded) <= len(name) + 1


def test_distance_is_that_of_the_sphere() -> None:
    baghdad, mosul = {"lat": 33.34, "lon": 44.4}, {"lat": 36.34, "lon": 43.13}
    distance = agreement.distance_km(baghdad, mosul)
    assert distance == pytest.approx(353, abs=3)
    assert agreement.distance_km(baghdad, {"lat": None, "lon": 44.4}) is None
