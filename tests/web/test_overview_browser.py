"""The overview in a browser, in both languages: map, brush, facets, search; the address holds the state."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser
LANGUAGES = pytest.mark.parametrize(
    ("language", "direction", "title"), [("ar", "rtl", "نظرة عامة"), ("en", "ltr", "Overview")]
)


def state(page: Any) -> dict[str, list[str]]:
    return parse_qs(urlsplit(page.url).query)


def shown(page: Any) -> int:
    return page.locator(".incidents tbody tr").count()


@LANGUAGES
def test_the_page_shows_the_record_in_the_language_of_the_browser(
    open_page: Callable[..., Any], language: str, direction: str, title: str
) -> None:
    page = open_page("/", language)
    assert page.locator("html").get_attribute("dir") == direction
    assert page.title().startswith(title)
    page.wait_for_selector("#map[data-cells]")
    assert int(page.locator("#map").get_attribute("data-cells")) > 3
    assert shown(page) > 5
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


@LANGUAGES
def test_facets_narrow_everything_and_the_address_follows(
    open_page: Callable[..., Any], language: str, direction: str, title: str
) -> None:
    page = open_page("/", language)
    page.wait_for_selector("#map[data-cells]")
    all_cells, before = page.locator("#map").get_attribute("data-cells"), shown(page)
    page.locator("#facet-country input[value=SDN]").check()
    page.wait_for_url("**country=SDN**")
    expect(page.locator("#map")).not_to_have_attribute("data-cells", all_cells)
    assert 0 < shown(page) < before
    assert page.locator("#facet-country input[value=SDN]").is_checked()
    assert page.locator("#facet-admin").count() == 1, "divisions are offered once a country is chosen"
    page.go_back()
    expect(page.locator(".incidents tbody tr")).to_have_count(before)
    assert state(page) == {}


def test_search_finds_words_in_any_spelling(open_page: Callable[..., Any]) -> None:
    page = open_page("/", "ar")
    before = shown(page)
    page.fill("#q", "سُوقِ المواشى")
    page.wait_for_url("**q=**")
    expect(page.locator(".chips .chip")).to_have_count(1)
    assert 1 <= shown(page) < before
    page.reload()
    assert page.input_value("#q") == "سُوقِ المواشى"


def test_dragging_over_the_bars_chooses_a_period(open_page: Callable[..., Any]) -> None:
    page = open_page("/", "ar")
    box = page.locator("#brush").bounding_box()
    page.mouse.move(box["x"] + box["width"] * 0.6, box["y"] + 40)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] * 0.99, box["y"] + 40, steps=4)
    page.mouse.up()
    page.wait_for_url("**since=**")
    assert set(state(page)) >= {"since", "until"}
    assert page.input_value("[name=since]") == state(page)["since"][0]
    assert page.locator(".bar.out").count() > 0


def test_the_map_limits_the_list_to_what_it_shows(open_page: Callable[..., Any]) -> None:
    page = open_page("/", "en")
    page.wait_for_selector("#map[data-cells]")
    page.locator(".maplibregl-ctrl-zoom-in").click()
    page.wait_for_timeout(600)
    page.locator("#limit").click()
    page.wait_for_url("**bbox=**")
    page.locator("#limit").click()
    expect(page).not_to_have_url(re.compile("bbox"))


def test_a_phone_gets_one_column(open_page: Callable[..., Any]) -> None:
    page = open_page("/", "ar", viewport={"width": 390, "height": 800})
    page.wait_for_selector("#map[data-cells]")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_nobody_reads_without_an_account(open_page: Callable[..., Any]) -> None:
    page = open_page("/?type=air_strike", "en", role=None)
    assert "/sign-in" in page.url
    page.fill("[name=name]", "reader")
    page.fill("[name=password]", "كلمة-سر-طويلة")
    page.click("button.main")
    page.wait_for_url("**/?type=air_strike")
