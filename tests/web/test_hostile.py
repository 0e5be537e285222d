"""Articles that hold script, markup and bidi tricks: on every page they are text, and nothing of them runs."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from urllib.parse import quote, urlencode

import pytest
from builders import find_span, make_coded, make_document, make_event
from lxml import etree, html

from marsad.corroborate.link import link
from marsad.model import Actor, Casualties, When, Where
from marsad.store import Store
from marsad.web.visitors import SESSION_COOKIE

from .serving import NOW, Workbench, open_workbench, running

EVIL = "<script>window.broken=1</script><img src=x onerror='window.broken=2'>\"'>&lt;</textarea></title>"
PLACE = "الموصل<svg onload=window.broken=3>"
TEXT = f"قُتل جنديان في {PLACE} أمس {EVIL} \u202e\u2067مقلوب\u2066 {{{{ 7*7 }}}} {{% raise %}}\nوقال المتحدث: javascript:window.broken=4"
PAGES = [
    "/",
    "/export?q=<img src=x onerror=window.broken=7>",
    "/?q=<img src=x onerror=window.broken=5>",
    "/api/v1/documents",
    "/people/audit",
    "/searches",
    "/searches/new?place=<img src=x onerror=window.broken=8>",
    "/digest?period=ever&names=true",
    "/digest?period=ever&place=<img src=x onerror=window.broken=9>",
    "/import/since?at=0",
    "/places",
    "/places?q=<img src=x onerror=window.broken=8>",
    "/places?show=decided",
    f"/places/name?name={quote(PLACE)}&country=IRQ&lat=36&lon=43",
    f"/places/name?name={quote(PLACE)}&country=IRQ&search=<img src=x onerror=window.broken=9>",
    "/actors",
    "/actors?show=decided",
    "/actors/IRQ-MIL-x",
    f"/actors/IRQ-MIL-x?act=rename&display={quote(EVIL[:100])}",
    "/api/v1/places/unresolved",
    "/api/v1/actors",
]


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workbench]:
    path = tmp_path_factory.mktemp("hostile") / "store.duckdb"
    name = f"evil{EVIL}"
    event = make_event(
        TEXT, "قُتل", name, type="attack_on_civilians",
        when=When(start="2024-01-01", end="2024-01-01", precision="day", basis="relative", text="أمس", span=find_span(TEXT, "أمس")),
        where=(Where(name=PLACE, name_en=f"Mosul{EVIL}", country="IRQ", admin1=EVIL, lat=36.3, lon=43.1, precision="town",
                     text=PLACE, span=find_span(TEXT, PLACE)),),
        actors=(Actor(role="target", actor_id="IRQ-MIL-x", name=EVIL, text="جنديان", span=find_span(TEXT, "جنديان")),),
        casualties=(Casualties(outcome="killed", group="security_forces", min=2, max=2, qualifier="exact",
                               text="جنديان", span=find_span(TEXT, "جنديان")),),
    )  # fmt: skip
    document = make_document(TEXT, name, source=EVIL, title=EVIL, url="javascript:window.broken=6")
    with Store.open(path) as store:
        run = store.start_run("rules")
        store.add(make_coded(document, [event]), run)
        store.finish_run(run)
        link(store, at=NOW)
        store.searches.save(
            f"{EVIL[:60]}{{{{ 7*7 }}}}", urlencode({"place": PLACE, "source": EVIL}), by="owner", at=NOW
        )
    with open_workbench(path) as opened:
        opened.accounts.note("owner", "judge", EVIL, EVIL)
        client = opened.client("owner")
        for name, value in (("display", EVIL[:100]), ("note", EVIL)):
            opened.post(client, "/actors/decide", actor_id="IRQ-MIL-x", act="rename", **{"display": "اسم", name: value})
        opened.post(
            client, "/places/place", name="قرية أخرى", country="IRQ", lat="36", lon="43", note=EVIL, name_en=EVIL
        )
        yield opened


@pytest.fixture(scope="module")
def address(hostile: Workbench) -> Iterator[str]:
    with running(hostile) as address:
        yield address


@pytest.mark.browser
@pytest.mark.parametrize("path", PAGES)
def test_nothing_runs(hostile: Workbench, address: str, browser: Any, path: str) -> None:
    context = browser.new_context(locale="ar")
    context.add_cookies([{"name": SESSION_COOKIE, "value": hostile.session("owner"), "url": address}])
    page = context.new_page()
    page.goto(address + path)
    page.wait_for_timeout(300)
    assert page.evaluate("window.broken") is None
    assert page.locator("main script, main img[src=x], main svg[onload]").count() == 0
    context.close()


@pytest.mark.parametrize("path", PAGES)
def test_no_markup_of_an_article_is_markup_of_the_page(hostile: Workbench, path: str) -> None:
    answer = hostile.client("owner").get(path)
    if answer.headers["content-type"].startswith("text/html"):
        for part in ("<script>window", "<img src=x", "<svg onload", "</textarea></title>"):
            assert part not in answer.text
        assert 'href="javascript:' not in answer.text


def test_no_markup_of_a_search_or_an_article_is_markup_of_its_feed_or_its_digest(hostile: Workbench) -> None:
    client = hostile.client("owner")
    [search] = client.get("/api/v1/searches").json()
    feed = client.get(f"/searches/{search['search_id']}/feed.atom")
    root = etree.fromstring(feed.content)
    assert {etree.QName(node).localname for node in root.iter() if "xhtml" in etree.QName(node).namespace} <= {
        "div", "p", "a", "ul", "li",
    }  # fmt: skip
    assert search["incidents"] == len(root.findall("{*}entry")) == 1
    page = html.document_fromstring(client.get("/digest/file?format=html&period=ever&names=true").text)
    assert not page.xpath("//script | //img | //svg | //@onerror | //@onload | //a[starts-with(@href, 'javascript')]")
    assert EVIL.replace("\u202e", "")[:40] in page.text_content()


def test_the_api_gives_the_text_as_it_is(hostile: Workbench) -> None:
    client, headers = hostile.client(None), hostile.token("reader")
    [row] = client.get("/api/v1/documents", headers=headers).json()["items"]
    assert client.get(f"/api/v1/documents/{row['key']}", headers=headers).json()["text"] == TEXT
