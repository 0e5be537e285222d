"""The journeys of readers, reviewers and editors on a generated record of 100,000 incidents, in both languages."""

from __future__ import annotations

import csv
import importlib.util
import io
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType
from typing import Any
from urllib.request import Request, urlopen

import pytest
from playwright.sync_api import expect

from marsad.web.i18n import words_in
from marsad.web.visitors import SESSION_COOKIE

from .serving import Workbench, open_workbench

pytestmark = pytest.mark.browser
LANGUAGES = pytest.mark.parametrize("language", ["ar", "en"])
INCIDENTS = 100_000
BENCH = Path(__file__).parents[2] / "bench"


def generator() -> ModuleType:
    """`bench/workbench_store.py`, which makes the store that the workbench is measured on."""
    sys.path.insert(0, str(BENCH))
    try:
        spec = importlib.util.spec_from_file_location("workbench_store", BENCH / "workbench_store.py")
        assert spec
        assert spec.loader
        made = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(made)
    finally:
        sys.path.remove(str(BENCH))
    return made


@pytest.fixture(scope="module")
def shown(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workbench]:
    """A workbench over the large record, its words split, so that a search finds everything."""
    path = tmp_path_factory.mktemp("large") / "store.duckdb"
    generator().make(path, INCIDENTS, copies=200, filler=8, statements=False)
    with open_workbench(path) as opened:
        while not opened.owner.index.words_ready:
            opened.owner.write(lambda _: None)
        yield opened


@LANGUAGES
def test_facets_and_search_narrow_the_record(open_page: Callable[..., Any], language: str) -> None:
    page = open_page("/", language)
    page.wait_for_selector("#map[data-cells]", timeout=60_000)
    assert int(page.locator("#map").get_attribute("data-cells")) > 10
    expect(page.locator(".incidents tbody tr")).to_have_count(25)

    page.locator("#facet-country input[value=SYR]").check()
    page.wait_for_url("**country=SYR**", timeout=30_000)
    page.fill("#q", "مقتل")
    page.wait_for_url("**q=**", timeout=30_000)
    expect(page.locator(".chips .chip")).to_have_count(2)
    expect(page.locator(".incidents tbody tr")).to_have_count(25)


@LANGUAGES
def test_why_reports_are_one_is_told(open_page: Callable[..., Any], shown: Workbench, language: str) -> None:
    with shown.owner.reader() as con:
        [(incident,)] = con.execute(
            "SELECT incident_id FROM wb.incidents WHERE reports > 2 ORDER BY incident_id LIMIT 1"
        ).fetchall()
    page = open_page(f"/incidents/{incident}", language)
    page.locator("#links summary").first.click(timeout=30_000)
    expect(page.locator("#links th[scope=row]").first).to_be_visible()


@LANGUAGES
def test_the_next_event_of_the_queue_is_accepted(
    open_page: Callable[..., Any], shown: Workbench, language: str
) -> None:
    def judged() -> int:
        with shown.owner.reading() as store:
            return len(store.journal.active())

    before = judged()
    page = open_page("/review?queue=events", language, "reviewer")
    asked = page.locator("input[name=event]").first.get_attribute("value")
    page.keyboard.press("a")
    expect(page.locator("input[name=event]").first).not_to_have_attribute("value", asked, timeout=30_000)
    assert judged() == before + 1


#: For each language what its editor imports: a text with a village that no gazetteer has, the village, and where it is put.
VILLAGES = {
    "ar": ("قتل مدنيان في قصف مدفعي على قرية الخويسة في قضاء الحويجة بمحافظة كركوك أمس الأحد.", "الخويسة", "35.4321", "43.7654"),
    "en": ("هاجم مسلحون قرية تل الرماح في ريف حلب وقتلوا خمسة جنود سوريين أمس الأحد.", "تل الرماح", "36.1234", "37.4321"),
}  # fmt: skip


@LANGUAGES
def test_a_text_is_imported_its_village_placed_the_incident_found_exported_and_followed(
    open_page: Callable[..., Any], shown: Workbench, language: str
) -> None:
    text, village, lat, lon = VILLAGES[language]
    words = words_in(language)  # type: ignore[arg-type]
    page = open_page("/import", language, "editor", accept_downloads=True)
    page.set_default_timeout(60_000)
    page.locator("textarea[name=text]").fill(text)
    page.locator("form:has(textarea[name=text]) input[name=published]").fill("2031-03-03")
    page.get_by_role("button", name=words("imports.do_text")).click()
    page.locator(".state .tag.s-done").wait_for()
    assert page.locator(".came a[href^='/incidents/']").count() == 1

    page.locator(".came a[href^='/documents/']").click()
    assert text in page.locator("#text").inner_text()
    page.locator(".values li:has(.s-where) summary").first.click()
    page.get_by_role("link", name=words("places.place_it")).click()
    page.locator("#map[data-ready], #map[data-drawn], #map canvas").first.wait_for()
    page.locator("[name=lat]").fill(lat)
    page.locator("[name=lon]").fill(lon)
    page.locator("[name=lon]").press("Enter")
    page.locator(".shifts tbody tr").first.wait_for()
    page.locator("#apply").click()
    page.wait_for_url("**/places/decided/**")

    page.goto(page.url.partition("/places")[0] + f"/?q={village}")
    expect(page.locator(".incidents tbody tr")).to_have_count(1)
    page.locator("a.export").first.click()
    page.locator("input[value=csv]").check()
    page.locator("input[value=alone]").check()
    with page.expect_download() as waiting:
        page.locator(".take button").click()
    [row] = csv.DictReader(io.StringIO(Path(waiting.value.path()).read_text(encoding="utf-8-sig")))
    assert (row["place"], row["lat"], row["lon"]) == (village, lat, lon)

    page.goto(page.url.partition("/export")[0] + f"/searches/new?q={village}")
    page.locator("button.main").click()
    page.get_by_role("link", name=f"«{village}»").wait_for()
    page.get_by_role("link", name=words("searches.digest"), exact=True).first.click()
    page.locator(".d-title").wait_for()
    page.goto(page.url.partition("/digest")[0] + f"/incidents/{row['id']}")
    expect(page.locator(".record")).to_contain_text(f"{lat}, {lon}")


@LANGUAGES
def test_a_body_is_renamed_and_the_name_taken_back(
    open_page: Callable[..., Any], shown: Workbench, language: str
) -> None:
    page = open_page("/actors", language, "editor")
    page.set_default_timeout(60_000)
    page.locator(".actor-list a[href^='/actors/']").first.click()
    page.locator("#rename [name=display]").fill("قوات مسماة")
    page.locator("#rename [name=display_en]").fill("Named forces")
    page.locator("#rename button").click()
    page.locator("#apply").click()
    page.wait_for_url("**/actors/decided/**")
    page.goto(page.url.partition("/actors")[0] + "/actors")
    called = "قوات مسماة" if language == "ar" else "Named forces"
    expect(page.locator(".actor-list tbody tr").first).to_contain_text(called)
    page.goto(page.url + "?show=decided")
    page.locator(".names a").first.click()
    page.locator("#undo").click()
    page.wait_for_url("**/actors?show=decided")


@LANGUAGES
def test_selected_words_put_a_value_right(open_page: Callable[..., Any], shown: Workbench, language: str) -> None:
    with shown.owner.reader() as con:
        [(key, event)] = con.execute(
            "SELECT document_key, event_id FROM wb.told_places WHERE NOT contains(name, ' ') ORDER BY event_id LIMIT 1 OFFSET ?",
            [10 if language == "ar" else 20],
        ).fetchall()
    page = open_page(f"/documents/{key}?event={event}", language, "reviewer")
    page.set_default_timeout(60_000)
    page.locator(".event.chosen .values .value").first.hover()
    expect(page.locator("#text .lit").first).to_be_visible()
    page.locator("#text .s-where").first.dblclick()
    page.locator("#selected .offer button").first.click()
    page.wait_for_url(f"**event={event}**")
    expect(page.locator(".journal li")).to_have_count(1)


def get(address: str, path: str, session: str) -> Any:
    return urlopen(Request(address + path, headers={"cookie": f"{SESSION_COOKIE}={session}"}), timeout=120)


def test_pages_come_while_a_large_export_is_written(shown: Workbench, address: str) -> None:
    """The export of some thousands of incidents goes on in a thread of its own; others read meanwhile."""
    session, done = shown.session("editor"), threading.Event()
    exported: list[bytes] = []

    def export() -> None:
        with get(address, "/export/file?format=csv&parcel=alone&since=2018-01-01&until=2018-06-30", session) as answer:
            exported.append(answer.read())
        done.set()

    writing = threading.Thread(target=export)
    writing.start()
    pages = 0
    while not done.is_set() and pages < 500:
        with get(address, "/documents", session) as answer:
            assert answer.status == 200
        pages += 1
    writing.join(120)
    assert pages > 2, "pages were answered before the export was"
    assert exported[0].count(b"\n") > 1_000
