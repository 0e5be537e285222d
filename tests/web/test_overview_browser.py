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
    page.wait_for_selector("#map[data-cells]", timeout=60_000)
    assert int(page.locator("#map").get_attribute("data-cells")) > 3
    assert shown(page) > 5
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


@LANGUAGES
def test_facets_narrow_everything_and_the_address_follows(
    open_page: Callable[..., Any], language: str, direction: str, title: str
) -> None:
    page = open_page("/", language)
    page.wait_for_selector("#map[data-cells]", timeout=60_000)
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
    page.wait_for_selector("#map[data-cells]", timeout=60_000)
    page.locator(".maplibregl-ctrl-zoom-in").click()
    page.wait_for_timeout(600)
    page.locator("#limit").click()
    page.wait_for_url("**bbox=**")
    page.locator("#limit").click()
    expect(page).not_to_have_url(re.compile("bbox"))


def test_a_phone_gets_one_column(open_page: Callable[..., Any]) -> None:
    page = open_page("/", "ar", viewport={"width": 390, "height": 800})
    page.wait_for_selector("#map[data-cells]", timeout=60_000)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_nobody_reads_without_an_account(open_page: Callable[..., Any]) -> None:
    page = open_page("/?type=air_strike", "en", role=None)
    assert "/sign-in" in page.url
    page.fill("[name=name]", "reader")
    page.fill("[name=password]", "كلمة-سر-طويلة")
    page.click("button.main")
    page.wait_for_url("**/?type=air_strike")


@LANGUAGES
def test_what_is_found_is_followed_to_its_article_and_not_asked_again(
    open_page: Callable[..., Any], language: str, direction: str, title: str
) -> None:
    page = open_page("/", language)
    page.fill("#q", "انفجار")
    page.wait_for_url("**q=**")
    expect(page.locator(".chips .chip")).to_have_count(1)
    asked: list[str] = []
    page.on("request", lambda r: asked.append(r.url) if r.resource_type == "xhr" else None)
    page.locator(".incidents caption, .incidents thead").first.click()
    page.wait_for_timeout(700)
    assert page.evaluate("document.activeElement.id") != "q"
    assert asked == []
    page.locator(".incidents tbody tr a").first.click()
    page.wait_for_url("**/incidents/inc_*")
    page.locator("a[href^='/documents/doc_']").first.click()
    page.wait_for_url("**/documents/doc_*")


def press_after_typing_a_toll(page: Any, pressed: Any) -> None:
    """Type a least number of killed, which is asked when the field is left, and press on something else, longer than the answer takes."""
    page.wait_for_selector("#map[data-cells]")
    pressed.scroll_into_view_if_needed()
    page.evaluate("document.querySelector('[name=killed]').focus({preventScroll: true})")
    page.keyboard.insert_text("3")
    box = pressed.bounding_box()
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.mouse.down()
    page.wait_for_timeout(1_000)
    assert state(page) == {}
    page.mouse.up()


@LANGUAGES
def test_a_press_that_leaves_a_changed_field_still_follows_the_link(
    open_page: Callable[..., Any], language: str, direction: str, title: str
) -> None:
    page = open_page("/", language)
    link = page.locator(".incidents tbody tr a").first
    wanted = link.get_attribute("href")
    press_after_typing_a_toll(page, link)
    page.wait_for_url(f"**{wanted}")


def test_what_a_press_held_back_is_asked_after_it(open_page: Callable[..., Any]) -> None:
    page = open_page("/", "ar")
    press_after_typing_a_toll(page, page.locator(".incidents thead"))
    page.wait_for_url("**killed=3**")
    expect(page.locator(".chips .chip")).to_have_count(1)
