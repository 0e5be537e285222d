"""Every page passes axe without serious findings and is no wider than its screen: both languages, light and dark, desk and phone.

`PAGES` and `PARTS` hold every address that answers a GET: a route that stands in neither fails the test, so no page is left out.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from marsad.web.accounts.roles import ROLES
from marsad.web.pages import PAGES as MODULES
from marsad.web.visitors import SESSION_COOKIE

from .accessibility import serious_findings
from .importing import TEXT, finished, upload
from .serving import Workbench, open_workbench, running

#: Route → the addresses at which it is opened, and as whom. `{…}` is filled from the record of `shown`.
PAGES: dict[str, list[tuple[str, str | None]]] = {
    "/": [("/", "owner"), ("/?type=shelling&q=المواشي", "reader"), ("/?killed=99999", "reader")],
    "/incidents/{incident_id}": [("/incidents/{together}", "reviewer"), ("/incidents/{other}", "reader")],
    "/documents": [("/documents", "reader"), ("/documents?q=لا+شيء+كهذا", "reader")],
    "/documents/{key}": [("/documents/{document}", "reviewer"), ("/documents/{document}", "reader")],
    "/review": [("/review", "reviewer"), ("/review?queue=events", "reviewer"), ("/review?queue=differ", "reviewer")],
    "/places": [("/places", "reader"), ("/places?show=decided", "reader"), ("/places?q=zzz", "editor")],
    "/places/name": [("/places/name?{place}", "editor"), ("/places/name?{place}&lat=15&lon=43", "editor")],
    "/places/decided/{judgement_id}": [("/places/decided/{placed}", "editor")],
    "/actors": [("/actors", "reader"), ("/actors?show=decided", "reader")],
    "/actors/{actor_id}": [("/actors/YEM-MIL?act=merge&into=YEM-REB", "editor"), ("/actors/SDN-CVL", "editor")],
    "/actors/decided/{judgement_id}": [("/actors/decided/{named}", "editor")],
    "/export": [("/export?country=IRQ", "editor"), ("/export?killed=99999", "reader")],
    "/searches": [("/searches", "reader"), ("/searches", "editor")],
    "/searches/new": [("/searches/new?type=shelling", "reader")],
    "/digest": [("/digest?period=ever", "editor")],
    "/import": [("/import", "editor")],
    "/import/since": [("/import/since?at=0", "editor")],
    "/import/{import_id}": [("/import/{imported}", "editor")],
    "/account": [("/account", "reader")],
    "/people": [("/people", "owner")],
    "/people/audit": [("/people/audit", "owner")],
    "/sign-in": [("/sign-in", None)],
    "/setup": [],  # only without an owner: see below
}
#: Routes that give no page of their own, and what they give.
PARTS = {
    "/facets/{name}": "a part of the overview",
    "/map/cells": "what its map shows",
    "/map/base": "the base map",
    "/incidents/{incident_id}/links": "a part of the incident's page",
    "/documents/{key}/selected": "a part of the article's page",
    "/places/gazetteer.csv": "a table",
    "/export/file": "a file",
    "/searches/{search_id}": "leads on to the overview",
    "/searches/{search_id}/feed.atom": "a feed",
    "/digest/file": "a file",
    "/import/{import_id}/events": "a stream",
}
DESK, PHONE = ("ar", "light", 1280), ("en", "dark", 390)
VIEWS = pytest.mark.parametrize(("language", "scheme", "width"), [DESK, PHONE])
#: Every route in both views; where it has several addresses these take turns.
OPENED = [
    (path, role, *view)
    for addresses in PAGES.values()
    for n, (path, role) in enumerate(addresses)
    for view in ((DESK, PHONE) if len(addresses) == 1 else ((DESK, PHONE)[n % 2],))
]


def test_every_route_is_opened_here() -> None:
    routes = {route.path for page in MODULES for route in page.router.routes if "GET" in route.methods}
    assert routes == set(PAGES) | set(PARTS)


@pytest.fixture(scope="module")
def shown(example_store: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workbench]:
    """A workbench in which something was done on every page."""
    path = tmp_path_factory.mktemp("accessible") / "store.duckdb"
    shutil.copy(example_store, path)
    with open_workbench(path) as opened:
        yield opened


@pytest.fixture(scope="module")
def names(shown: Workbench) -> dict[str, str]:
    """What stands for the places in the addresses."""
    editor, reviewer = shown.client("editor"), shown.client("reviewer")
    with shown.owner.reader() as con:
        [(together, event, document)] = con.execute(
            "SELECT incident_id, event_id, document_key FROM incident_reports JOIN incidents USING (incident_id) "
            "WHERE reports > 1 ORDER BY ALL LIMIT 1"
        ).fetchall()
        [(other,)] = (
            con.execute(
                "SELECT incident_id FROM incidents WHERE reports = 1 AND lat IS NULL ORDER BY 1 LIMIT 1"
            ).fetchall()
            or con.execute("SELECT incident_id FROM incidents WHERE reports = 1 LIMIT 1").fetchall()
        )
        [(name, country)] = con.execute(
            "SELECT name, country FROM wb.told_places WHERE place_id IS NOT NULL AND country IS NOT NULL ORDER BY ALL LIMIT 1"
        ).fetchall()
        [(was,)] = con.execute("SELECT place_id FROM wb.told_places WHERE name = ? LIMIT 1", [name]).fetchall()
    for client, kind in ((reviewer, "accept"), (editor, "reject")):
        shown.post(client, "/judge/event", event=event, kind=kind, slot="when")
    for client, kind in ((reviewer, "accept"), (editor, "unsure")):
        shown.post(client, "/judge/event", event=event, kind=kind)
    imported = finished(shown, upload(shown, ("a.txt", TEXT.encode()), ("b.txt", b"")))
    shown.post(shown.client("editor"), "/searches", name="بحث", query="type=shelling", shared="true")
    shown.post(shown.client("reader"), "/account/tokens", name="برنامج", role="reader")
    placed = shown.post(editor, "/places/place", name="قرية بعيدة", country="IRQ", lat="36", lon="43", note="ملاحظة")
    named = shown.post(editor, "/actors/decide", actor_id="IRQ-MIL", act="rename", display="قوات", note="ملاحظة")
    decided = [re.sub(r".*/decided/(\w+).*", r"\1", answer.headers["location"]) for answer in (placed, named)]
    return {
        "together": together, "other": other, "document": document, "event": event, "imported": imported.import_id,
        "place": f"name={name}&country={country}&was={was}", "placed": decided[0], "named": decided[1],
    }  # fmt: skip


def check(page: Any, width: int) -> None:
    """No serious finding, and nothing to scroll sideways; what can be opened is open."""
    page.evaluate("document.querySelectorAll('main details').forEach((d) => { d.open = true; })")
    assert serious_findings(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def view(width: int, scheme: str) -> dict[str, Any]:
    return {"viewport": {"width": width, "height": 844}, "color_scheme": scheme, "bypass_csp": True}


@pytest.mark.browser
@pytest.mark.parametrize(
    ("path", "role", "language", "scheme", "width"), OPENED, ids=[f"{at[0]}-{at[1]}-{at[2]}" for at in OPENED]
)
def test_a_page_can_be_read_and_used_by_everybody(
    open_page: Callable[..., Any], names: dict[str, str], path: str, role: str | None, language: str, scheme: str, width: int
) -> None:  # fmt: skip
    page = open_page(path.format(**names), language, role, **view(width, scheme))
    links = page.locator("#links")
    if links.count():
        links.locator("summary, p").first.wait_for()
    check(page, width)


@pytest.mark.browser
@VIEWS
def test_selected_words(
    open_page: Callable[..., Any], names: dict[str, str], language: str, scheme: str, width: int
) -> None:
    page = open_page("/documents/{document}?event={event}".format(**names), language, "reviewer", **view(width, scheme))
    address = "/documents/{document}/selected?start=0&end=60&event={event}".format(**names)
    page.evaluate("address => htmx.ajax('GET', address, '#selected')", address)
    page.locator("#selected .selection").wait_for()
    check(page, width)


@pytest.mark.browser
@pytest.mark.parametrize(
    ("path", "role", "status"), [("/nowhere", "reader", 404), ("/people", "reader", 403), ("/?killed=x", "reader", 400)]
)
@VIEWS
def test_pages_of_errors(
    browser: Any, shown: Workbench, address: str, path: str, role: str, status: int,
    language: str, scheme: str, width: int,
) -> None:  # fmt: skip
    context = browser.new_context(locale=language, **view(width, scheme))
    context.add_cookies([{"name": SESSION_COOKIE, "value": shown.session(role), "url": address}])
    page = context.new_page()
    assert page.goto(address + path).status == status
    check(page, width)
    context.close()


@pytest.mark.browser
@VIEWS
def test_the_first_page_of_a_new_workbench_and_the_public_ones(
    example_store: Path, tmp_path: Path, browser: Any, language: str, scheme: str, width: int
) -> None:
    for number, (path, roles) in enumerate((("/setup?token=x", ()), ("/", ROLES), ("/incidents/{id}", ROLES))):
        store = tmp_path / f"{number}.duckdb"
        shutil.copy(example_store, store)
        with open_workbench(store, roles=roles, public=bool(roles)) as opened, running(opened) as at:
            with opened.owner.reader() as con:
                [(incident,)] = con.execute(
                    "SELECT incident_id FROM incidents ORDER BY reports DESC, 1 LIMIT 1"
                ).fetchall()
            context = browser.new_context(locale=language, **view(width, scheme))
            page = context.new_page()
            assert page.goto(at + path.format(id=incident)).status == 200
            assert page.url.endswith(path.format(id=incident))
            check(page, width)
            context.close()
