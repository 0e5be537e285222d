"""Stores for the report, and a browser that is cut off from every network."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest

from marsad.model import Coded
from marsad.report import ReportOptions, render_report
from marsad.store import Store

from .records import small_record

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
ARGUMENTS = ["--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"]
BUILT = (files("marsad.report") / "assets" / "report.js").is_file()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What the machine lacks is skipped, but never in CI, where setup must have brought it."""
    if os.environ.get("CI"):
        return
    for item in items:
        if item.get_closest_marker("browser") and CHROMIUM is None:
            item.add_marker(pytest.mark.skip(reason="no Chromium on this machine"))
        if {"write_report", "small"} & set(getattr(item, "fixturenames", ())) and not BUILT:
            item.add_marker(pytest.mark.skip(reason="the report's assets are not built: npm ci && npm run build"))


WriteReport = Callable[..., Path]


def write(folder: Path, codings: Sequence[Coded], **options: Any) -> Path:
    with Store.open(folder / "record.duckdb") as store:
        run = store.start_run("rules 0.1.0")
        for coded in codings:
            store.add(coded, run)
        store.finish_run(run)
        html = render_report(store, ReportOptions(**({"figures": False} | options)))
    path = folder / "report.html"
    path.write_text(html, encoding="utf-8", newline="")
    return path


@pytest.fixture
def write_report(tmp_path: Path) -> WriteReport:
    """Write coded documents into a store and its report into a file."""
    return partial(write, tmp_path)


@pytest.fixture(scope="session")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The report of `small_record`, in Arabic."""
    return write(tmp_path_factory.mktemp("report"), small_record())


@pytest.fixture(scope="session")
def browser(playwright: Any) -> Iterator[Any]:
    started = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
    yield started
    started.close()


@pytest.fixture
def open_page(browser: Any) -> Iterator[Callable[..., Any]]:
    """Open a file offline; at the end of the test nothing may have been asked of a network or complained of."""
    trouble: list[str] = []
    contexts = []

    def open_file(path: Path, hash_: str = "", **options: Any) -> Any:
        context = browser.new_context(offline=True, **options)
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(10_000)
        page.on("console", lambda m: trouble.append(f"{m.type}: {m.text}") if m.type in ("error", "warning") else None)
        page.on("pageerror", lambda e: trouble.append(f"uncaught: {e}"))
        page.on("dialog", lambda d: (trouble.append(f"dialog: {d.message}"), d.dismiss()))
        page.on("request", lambda r: None if r.url.startswith("file:") else trouble.append(f"request: {r.url}"))
        page.goto(f"{path.as_uri()}{hash_}")
        return page

    yield open_file
    for context in contexts:
        context.close()
    assert trouble == []
