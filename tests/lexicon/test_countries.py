"""Countries by name and by adjective, in every form that news writes."""

from __future__ import annotations

import pytest

from marsad.lexicon.countries import (
    get_country,
    get_country_by_adjective,
    get_country_by_name,
    inflect_adjective,
    iter_countries,
)


@pytest.mark.parametrize(
    ("word", "code"),
    [
        ("عراقي", "IRQ"),
        ("العراقية", "IRQ"),
        ("عراقيان", "IRQ"),
        ("عراقيين", "IRQ"),
        ("العراقيون", "IRQ"),
        ("عراقيات", "IRQ"),
        ("والسوريين", "SYR"),
        ("للبنانية", "LBN"),
        ("أميركية", "USA"),
        ("الأمريكي", "USA"),
        ("صهيونية", "ISR"),
        ("أتراك", "TUR"),
        ("الروس", "RUS"),
        ("كورية شمالية", "PRK"),
        ("الكوري الجنوبي", "KOR"),
        ("المدينة", None),
        ("الكردية", None),
    ],
)
def test_adjective(word: str, code: str | None) -> None:
    assert get_country_by_adjective(word) == code


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("سوريا", "SYR"),
        ("سورية", "SYR"),
        ("العراق", "IRQ"),
        ("للعراق", "IRQ"),
        ("ولبنان", "LBN"),
        ("باليمن", "YEM"),
        ("الولايات المتحدة الأمريكية", "USA"),
        ("أميركا", "USA"),
        ("روسيا", "RUS"),
        ("جنوب السودان", "SSD"),
        ("الموصل", None),
        ("بغداد", None),
    ],
)
def test_name(name: str, code: str | None) -> None:
    assert get_country_by_name(name) == code


def test_every_country_is_found_by_its_own_names() -> None:
    for country in iter_countries():
        assert get_country(country.iso3) == country
        assert all(get_country_by_name(name) == country.iso3 for name in (country.name, *country.aliases)), country
        assert all(get_country_by_adjective(word) == country.iso3 for word in country.adjectives), country


def test_a_country_of_two_words_inflects_both() -> None:
    assert "كوريه شماليه" in inflect_adjective("كوري شمالي")
    assert "جنوب افريقيه" in inflect_adjective("جنوب افريقي")
