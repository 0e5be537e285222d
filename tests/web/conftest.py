"""A workbench over a store of examples, in the process or over a socket, and pages of a browser that is signed in."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
from web_server import WebServer, serving

from marsad.web.visitors import SESSION_COOKIE

from .serving import Workbench, make_store, open_workbench, running

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
#: WebGL by software: the map is drawn as on any machine.
ARGUMENTS = [
    "--headless",
    "--no-sandbox",
    "--use-angle=swiftshader",
    "--enable-unsafe-swiftshader",
    "--disable-background-networking",
]
BUILT = (files("marsad.web") / "assets" / "workbench.js").is_file()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What the machine lacks is skipped, but never in CI, where setup must have brought it."""
    if os.environ.get("CI") or BUILT:
        return
    for item in items:
        if item.get_closest_marker("browser"):
            item.add_marker(pytest.mark.skip(reason="the workbench's assets are not built: npm ci && npm run build"))


@pytest.fixture(scope="session")
def example_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A linked store of examples; do not write to it."""
    return make_store(tmp_path_factory.mktemp("web") / "examples.duckdb")


@pytest.fixture(scope="module")
def shown(example_store: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workbench]:
    """A workbench that the tests of one file share: they may read, sign in and add accounts, but not judge."""
    path = tmp_path_factory.mktemp("shown") / "store.duckdb"
    shutil.copy(example_store, path)
    with open_workbench(path) as opened:
        yield opened


@pytest.fixture
def workbench(example_store: Path, tmp_path: Path) -> Iterator[Workbench]:
    """A workbench of one's own, to write to."""
    path = tmp_path / "store.duckdb"
    shutil.copy(example_store, path)
    with open_workbench(path) as opened:
        yield opened


@pytest.fixture(scope="module")
def address(shown: Workbench) -> Iterator[str]:
    """The address of the shared workbench over a socket."""
    with running(shown) as url:
        yield url


@pytest.fixture(scope="session")
def browser(playwright: Any) -> Iterator[Any]:
    started = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
    yield started
    started.close()


@pytest.fixture
def open_page(browser: Any, shown: Workbench, address: str) -> Iterator[Callable[..., Any]]:
    """Open a path of the shared workbench signed in as a role; at the end no script may have failed, nothing been blocked by the policy,
    and nothing asked of another server.
    """
    trouble: list[str] = []
    contexts = []

    def open_path(path: str = "/", language: str = "ar", role: str | None = "owner", **options: Any) -> Any:
        context = browser.new_context(locale=language, **options)
        contexts.append(context)
        if role:
            context.add_cookies([{"name": SESSION_COOKIE, "value": shown.session(role), "url": address}])
        page = context.new_page()
        page.set_default_timeout(10_000)
        page.on("console", lambda m: trouble.append(f"{m.type}: {m.text}") if m.type == "error" else None)
        page.on("pageerror", lambda e: trouble.append(f"uncaught: {e}"))
        page.on("request", lambda r: None if r.url.startswith((address, "blob:", "data:")) else trouble.append(r.url))
        page.goto(address + path)
        return page

    yield open_path
    for context in contexts:
        context.close()
    assert trouble == []


@pytest.fixture
def server() -> Iterator[WebServer]:
    with serving() as made:
        yield made


@pytest.fixture
def watched(example_store: Path, tmp_path: Path) -> Callable[..., Any]:
    path = tmp_path / "store.duckdb"
    path.write_bytes(example_store.read_bytes())
    return lambda **settings: open_workbench(path, **settings)
