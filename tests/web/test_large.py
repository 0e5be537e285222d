"""The journeys of readers and reviewers on a generated record of 100,000 incidents, in both languages."""

from __future__ import annotations

import importlib.util
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType
from typing import Any
from urllib.request import Request, urlopen

import pytest
from playwright.sync_api import expect

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
