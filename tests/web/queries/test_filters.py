"""The filter: to the address and back, and what it takes."""

from __future__ import annotations

from urllib.parse import parse_qsl

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marsad.errors import BadSetting
from marsad.web.queries.filters import DIMENSIONS, Filter, condition, parse_filter, words_of

_text = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=30).map(str.strip).filter(bool)
_dates = st.dates().map(lambda d: d.isoformat())
_lon, _lat = st.integers(-180, 180).map(float), st.integers(-90, 90).map(float)


@st.composite
def filters(draw: st.DrawFn) -> Filter:
    many = {
        d.name: tuple(draw(st.lists(st.sampled_from(d.allowed) if d.allowed else _text, max_size=3, unique=True)))
        for d in DIMENSIONS
    }
    south, north = sorted((draw(_lat), draw(_lat)))
    box = draw(st.none() | st.just((draw(_lon), south, draw(_lon), north)))
    single = {
        "place": draw(st.none() | _text), "q": draw(st.none() | _text), "since": draw(st.none() | _dates),
        "until": draw(st.none() | _dates),
        "killed": draw(st.none() | st.integers(0, 9_999_999)), "disputed": draw(st.booleans()), "bbox": box,
    }  # fmt: skip
    return Filter(**many, **single)


@given(filters())
def test_an_address_gives_the_filter_back(chosen: Filter) -> None:
    assert parse_filter(parse_qsl(chosen.to_query())) == chosen


@given(filters())
def test_sql_has_as_many_parameters_as_marks(chosen: Filter) -> None:
    where = condition(chosen)
    assert where.sql.count("?") == len(where.params)


@pytest.mark.parametrize(
    "query",
    ["type=war", "grade=A", "review=x", "since=yesterday", "since=2020-02-30", "killed=-1", "killed=many", "disputed=yes", "bbox=1,2,3",
     "bbox=0,50,0,40", "bbox=nan,0,1,1", "q=" + "x" * 201],
)  # fmt: skip
def test_a_value_that_cannot_be_is_told(query: str) -> None:
    with pytest.raises(BadSetting, match=query.partition("=")[0]):
        parse_filter(parse_qsl(query))


def test_empty_and_foreign_fields_are_left_alone() -> None:
    assert parse_filter(parse_qsl("q=&type=&page=3&utm=x", keep_blank_values=True)).is_empty


def test_values_are_taken_in_and_out() -> None:
    chosen = Filter(type=("shelling",)).toggled("type", "air_strike")
    assert chosen.type == ("shelling", "air_strike")
    assert chosen.without("type", "shelling").type == ("air_strike",)
    assert chosen.toggled("type", "shelling").toggled("type", "air_strike").is_empty


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("غارةٌ على إدلب", ["غاره", "علي", "ادلب"]),
        ("٢٥ قتيلًا، F-16!", ["25", "قتيلا", "f", "16"]),
        ("؟!", []),
        ("غارة غارة", ["غاره"]),
    ],
)
def test_words_of_a_search(query: str, words: list[str]) -> None:
    assert words_of(query) == words
