"""Which places a sentence yields."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from place_cases import CASES

from marsad.model import PlaceMention
from marsad.places import find_places, main_country, read_places
from marsad.text.words import Words


def shown(mention: PlaceMention, wanted: str) -> str:
    """The mention in the form of the cases, with the fields that the case asks for."""
    out = mention.name.replace(" ", "_")
    if mention.usage != "location":
        out = f"{mention.usage}:{out}"
    if "@" in wanted:
        out += "@" + (mention.admin1 or "-").replace(" ", "_")
    if "~" in wanted:
        out += f"~{mention.precision}"
    return out


@pytest.mark.parametrize(("sentence", "places"), CASES, ids=[s[:40] for s, _ in CASES])
def test_places_of_a_sentence(sentence: str, places: str) -> None:
    wanted = places.split()
    mentions = find_places(Words(sentence))
    assert [shown(m, wanted[i] if i < len(wanted) else "") for i, m in enumerate(mentions)] == wanted


@pytest.mark.parametrize(("sentence", "places"), CASES, ids=[s[:40] for s, _ in CASES])
def test_spans_are_the_words(sentence: str, places: str) -> None:
    mentions = find_places(Words(sentence))
    assert all(sentence[m.span[0] : m.span[1]] == m.text for m in mentions)
    assert all(a.last <= b.first for a, b in pairwise(mentions))


_PIECES = [word for sentence, _ in CASES for word in sentence.split()]


@given(st.lists(st.sampled_from(_PIECES), max_size=40), st.sampled_from([" ", "\n", "  ", " ـ"]))
def test_any_row_of_words_keeps_its_offsets(pieces: list[str], gap: str) -> None:
    raw = gap.join(pieces)
    words = Words(raw)
    mentions = find_places(words)
    assert all(raw[m.span[0] : m.span[1]] == m.text for m in mentions)
    assert all(words.span(m.first, m.last)[1] == m.span[1] for m in mentions)
    assert all(a.last <= b.first for a, b in pairwise(mentions))
    assert mentions == find_places(Words(raw))


@given(st.text(max_size=200))
def test_any_text_is_read(raw: str) -> None:
    assert all(raw[m.span[0] : m.span[1]] == m.text for m in find_places(Words(raw)))


@pytest.mark.parametrize(
    ("sentence", "absorbed"),
    [
        ("انفجار في قرية البشير في ناحية تازة بمحافظة كركوك", ["تازة", "كركوك"]),
        ("انفجار في الموصل", []),
        ("اشتباك في العريش بشمال سيناء", ["بشمال سيناء"]),
    ],
)
def test_parents_are_absorbed(sentence: str, absorbed: list[str]) -> None:
    words = Words(sentence)
    assert [words.text(first, last) for first, last in read_places(words).absorbed] == absorbed


@pytest.mark.parametrize(
    ("text", "country"),
    [
        ("قالت القوات العراقية إنها دخلت الموصل", "IRQ"),
        ("قصف على معرة النعمان وسراقب", "SYR"),
        ("اجتمع الوزير اللبناني بنظيره في بيروت", "LBN"),
        ("ارتفعت الأسعار هذا العام", None),
        ("", None),
    ],
    ids=["nationality", "towns", "both", "none", "empty"],
)
def test_country_of_a_text(text: str, country: str | None) -> None:
    assert main_country(Words(text)) == country


@pytest.mark.parametrize(("country", "admin1"), [("LBN", "الشمال"), ("LBY", "طرابلس")])
def test_the_documents_country_settles_a_homonym(country: str, admin1: str) -> None:
    mention = find_places(Words("انفجار في طرابلس"), country)[0]
    assert (mention.country, mention.admin1) == (country, admin1)


def test_distance_and_direction_make_a_point() -> None:
    mention = find_places(Words("عملية على بعد 60 كم غرب بغداد"))[0]
    assert (mention.precision, mention.basis) == ("offset", "offset")
    assert mention.lat == pytest.approx(33.34, abs=0.02)
    assert mention.lon == pytest.approx(43.755, abs=0.03)


def test_an_unknown_village_stands_near_its_parent() -> None:
    mention = find_places(Words("مقتل شخص في قرية الخويسة بقضاء الحويجة"))[0]
    assert (mention.name, mention.precision, mention.basis, mention.place_id) == ("الخويسة", "near", "parent", None)
    assert (mention.lat, mention.lon) == pytest.approx((35.33, 43.77), abs=0.05)


def test_a_known_place_carries_its_ids() -> None:
    mention = find_places(Words("انفجار في مدينة الفلوجة"))[0]
    assert mention.place_id is not None
    assert mention.place_id.startswith("pl_")
    assert mention.geonames_id == 99454
    assert mention.name_en == "Fallujah"


def test_a_river_takes_the_point_of_the_town_beside_it() -> None:
    river, town = find_places(Words("انتشال جثث من نهر دجلة قرب سامراء"))
    assert (river.lat, river.lon) == (town.lat, town.lon)


def test_a_quarter_of_no_told_town_has_no_point() -> None:
    mention = find_places(Words("قتل شخصان في هجوم مسلح بحي السلام"))[0]
    assert (mention.name, mention.lat, mention.basis) == ("السلام", None, "parent")
