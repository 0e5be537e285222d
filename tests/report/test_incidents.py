"""A linked store shows its incidents, each with the reports that tell it; a store that was not linked shows none."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from corroborate.happenings import Told  # type: ignore[import-not-found]

from marsad.corroborate.link import link
from marsad.report import ReportOptions, render_report
from marsad.store import Store

TOLD = [
    Told("a", killed=(3,)),
    Told("b", killed=(5,), published="2024-03-13", outlet="جريدة المنبر", words="مركبة تقل عناصر أمن قرب الجسر"),
    Told("c", town="المنارة", day="2024-03-20", published="2024-03-20", words="سوقاً للخضار", target="IRQ-CVL"),
]


@pytest.fixture
def linked(tmp_path: Path) -> Path:
    with Store.open(tmp_path / "s.duckdb") as store:
        run = store.start_run("rules")
        for report in TOLD:
            store.add(report.coded(), run)
        store.finish_run(run)
        link(store, at="2024-12-31T00:00:00")
        (tmp_path / "report.html").write_text(render_report(store, ReportOptions(figures=False)), "utf-8")
    return tmp_path / "report.html"


@pytest.mark.browser
def test_incidents_stand_beside_events(linked: Path, open_page: Callable[..., Any]) -> None:
    page = open_page(linked)
    page.get_by_role("button", name="الوقائع").click()
    rows = page.locator("ol.incidents > li")
    assert rows.count() == 2
    first = rows.nth(0)
    assert "معقول" in first.inner_text()
    assert first.locator("ul a").count() == 2  # two outlets, each a link to its words
    first.locator("ul a").nth(1).click()
    assert "جريدة المنبر" in page.locator("main").inner_text()
    page.go_back()
    page.get_by_role("button", name="English").click()
    assert "Independent sources: 2" in page.locator("ol.incidents > li").nth(0).inner_text()


@pytest.mark.browser
def test_a_store_that_was_not_linked_has_no_such_tab(small: Path, open_page: Callable[..., Any]) -> None:
    page = open_page(small)
    assert page.get_by_role("button", name="الوقائع").count() == 0
