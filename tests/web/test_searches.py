"""Saved searches: saved from the overview, opened, shared, counted, deleted; whose they are and what they hold."""

from __future__ import annotations

import re
import sqlite3
from typing import Any

import pytest
from lxml import html

import marsad
from marsad.corroborate.link import link
from marsad.store import Store
from marsad.web.i18n import words_in

from .serving import Workbench

QUERY = "type=explosive_device&country=IRQ"
NEWS = (
    "قُتل أربعة مدنيين وأصيب ستة آخرون بانفجار عبوة ناسفة في ناحية جلولاء بمحافظة ديالى يوم الجمعة 2 كانون الثاني 2026."
)


def save(workbench: Workbench, client: Any, name: str = "عبوات", query: str = QUERY, **fields: str) -> str:
    """Save a search by its form; its id."""
    answer = workbench.post(client, "/searches", name=name, query=query, **fields)
    assert answer.status_code == 303, answer.text
    return str(answer.headers["location"].partition("#")[2])


def take(workbench: Workbench, text: str = NEWS, name: str = "new", at: str = "2026-02-03T10:00:00") -> None:
    """An article more, coded and linked."""

    def write(store: Store) -> None:
        run = store.start_run("rules")
        store.add(marsad.code(text, id=name, source=f"وكالة {name}", published="2026-01-03"), run)
        store.finish_run(run)
        link(store, at=at)

    workbench.owner.write(write)


def known(workbench: Workbench, name: str) -> dict[str, Any]:
    workbench.owner.write(lambda _: None)  # what was put into the queue is written
    with workbench.owner.reading() as store:
        return {s.search_id: s for s in store.searches.visible_to(name)}


def test_the_overview_offers_its_filter(shown: Workbench) -> None:
    client = shown.client("reader")
    [link_] = re.findall(r'href="(/searches/new[^"]*)"', client.get(f"/?{QUERY}").text)
    page = client.get(link_.replace("&amp;", "&")).text
    assert f'value="{QUERY.replace("&", "&amp;")}"' in page
    assert "Explosive device" in page
    assert "/searches/new?source=" in client.get("/documents?source=%D9%88").text


@pytest.mark.parametrize(
    ("language", "query", "suggested"),
    [
        ("ar", "type=explosive_device&country=IRQ&q=جلولاء", "عبوة ناسفة أو سيارة مفخخة · العراق · «جلولاء»"),
        ("en", "admin=IRQ/نينوى&since=2014-06-01&killed=5", "Nineveh, Iraq · Killed, at least 5 · From 1 Jun 2014"),
        ("en", "admin=IRQ/<b>", "<b>, Iraq"),
        ("ar", "", ""),
    ],
)
def test_a_name_is_suggested_from_the_words_of_the_filter(
    shown: Workbench, language: str, query: str, suggested: str
) -> None:
    client = shown.client("reader", language)
    form = html.document_fromstring(client.get(f"/searches/new?{query}").text)
    [name] = form.xpath("//input[@name='name']/@value")
    assert name == suggested
    assert name.isprintable(), "it can be saved as it stands"


def test_a_saved_search_opens_the_overview_as_it_was(workbench: Workbench) -> None:
    client = workbench.client("reader")
    search = save(workbench, client)
    answer = client.get(f"/searches/{search}")
    assert (answer.status_code, answer.headers["location"]) == (303, f"/?{QUERY}")
    assert search in client.get("/searches").text


def test_what_came_since_the_last_look_is_counted(workbench: Workbench) -> None:
    client = workbench.client("reader")
    search = save(workbench, client)
    everything = save(workbench, client, "الكل", "")
    assert client.get("/searches").text.count("Nothing new since you last looked") == 2
    take(workbench)
    page = client.get("/searches").text
    assert page.count("1 new") == 2
    client.get(f"/searches/{search}")
    assert known(workbench, "reader")[search].seen == 2
    assert known(workbench, "reader")[everything].seen == 1
    page = client.get("/searches").text
    assert page.count("1 new") == page.count("Nothing new since you last looked") == 1


@pytest.mark.parametrize(
    "headers", [{"sec-fetch-site": "cross-site"}, {"sec-purpose": "prefetch"}], ids=["foreign", "ahead"]
)
def test_another_site_does_not_look_for_me(workbench: Workbench, headers: dict[str, str]) -> None:
    client = workbench.client("reader")
    search = save(workbench, client)
    take(workbench)
    assert client.get(f"/searches/{search}", headers=headers).status_code == 303
    assert known(workbench, "reader")[search].seen == 1


def test_others_see_it_when_it_is_shared(workbench: Workbench) -> None:
    mine, other = workbench.client("reader"), workbench.client("reviewer")
    search = save(workbench, mine)
    for path in (f"/searches/{search}", f"/digest?search={search}", f"/searches/{search}/feed.atom"):
        assert other.get(path).status_code == 404
    assert workbench.post(other, f"/searches/{search}/delete").status_code == 404
    assert workbench.post(mine, f"/searches/{search}/shared", shared="true").status_code == 303
    assert "Shared by reader" in other.get("/searches").text
    assert other.get(f"/searches/{search}").status_code == 303
    for act, fields in (("name", {"name": "x"}), ("shared", {"shared": "false"}), ("delete", {})):
        assert workbench.post(other, f"/searches/{search}/{act}", **fields).status_code == 403
    assert known(workbench, "reader")[search].name == "عبوات"


def test_the_owner_takes_a_shared_one_away(workbench: Workbench) -> None:
    search = save(workbench, workbench.client("reader"), shared="true")
    kept = save(workbench, workbench.client("reader"), "خاص")
    owner = workbench.client("owner")
    assert workbench.post(owner, f"/searches/{search}/shared", shared="false").status_code == 303
    assert workbench.post(owner, f"/searches/{kept}/delete").status_code == 404
    assert set(known(workbench, "reader")) == {search, kept}


def test_it_is_renamed_and_deleted(workbench: Workbench) -> None:
    client = workbench.client("reader")
    search, other = save(workbench, client), save(workbench, client, "غارات")
    assert workbench.post(client, f"/searches/{search}/name", name="  عبوات  العراق ").status_code == 303
    assert known(workbench, "reader")[search].name == "عبوات العراق"
    taken = workbench.post(client, f"/searches/{search}/name", name="غارات")
    assert taken.status_code == 400
    assert "with this name already" in taken.text
    assert workbench.post(client, f"/searches/{search}/delete").status_code == 303
    assert set(known(workbench, "reader")) == {other}
    trail = [(e.action, e.object) for e in workbench.accounts.audit() if e.user_name == "reader"]
    assert {("save_search", search), ("rename_search", search), ("delete_search", search)} <= set(trail)


@pytest.mark.parametrize(("name", "told"), [("", "1 to 80"), ("x" * 81, "1 to 80"), ("عبوات", "already")])
def test_a_bad_name_is_told_and_the_filter_kept(workbench: Workbench, name: str, told: str) -> None:
    client = workbench.client("reader")
    save(workbench, client)
    answer = workbench.post(client, "/searches", name=name, query=QUERY)
    assert answer.status_code == 400
    assert told in answer.text
    assert "Explosive device" in answer.text


@pytest.mark.parametrize("query", ["type=nonsense", "since=yesterday", "bbox=1,2", "killed=-1"])
def test_a_filter_that_cannot_be_is_not_saved(workbench: Workbench, query: str) -> None:
    client = workbench.client("reader")
    assert workbench.post(client, "/searches", name="x", query=query).status_code == 400
    assert known(workbench, "reader") == {}


def test_what_is_no_filter_is_dropped(workbench: Workbench) -> None:
    client = workbench.client("reader")
    search = save(workbench, client, "x", "?page=4&order=oldest&next=//evil.example&type=shelling")
    assert client.get(f"/searches/{search}").headers["location"] == "/?type=shelling"


def test_a_filter_of_an_older_version_is_told_and_can_be_deleted(workbench: Workbench) -> None:
    client = workbench.client("reader")
    search = save(workbench, client)
    workbench.owner.write(lambda store: store.con.execute("UPDATE searches SET query = 'type=gone'"), refresh=False)
    assert "understood no more" in client.get("/searches").text
    assert workbench.post(client, f"/searches/{search}/delete").status_code == 303


def test_whoever_has_no_account_has_no_searches(workbench: Workbench) -> None:
    guest = workbench.client(None)
    for path in ("/searches", "/searches/new", "/digest", "/digest/file?format=eml"):
        assert guest.get(path).headers["location"].startswith("/sign-in")
    assert guest.get("/api/v1/searches").status_code == 401


def test_the_secret_of_a_feed_is_kept_as_a_hash(workbench: Workbench) -> None:
    client = workbench.client("reader")
    page = workbench.post(client, f"/searches/{save(workbench, client)}/feed").text
    [secret] = re.findall(r"token=([\w-]+)", page)
    with sqlite3.connect(workbench.settings.accounts_path) as con:
        assert secret not in str(con.execute("SELECT * FROM feeds").fetchall())
    assert secret not in client.get("/searches").text


def test_programs_list_save_and_delete(workbench: Workbench) -> None:
    client, headers = workbench.client(None), workbench.token("reader")
    made = client.post("/api/v1/searches", headers=headers, json={"name": "عبوات", "query": f"?{QUERY}&page=2"})
    assert made.status_code == 201
    search = made.json()
    assert (search["query"], search["mine"], search["shared"], search["new"], search["changed"]) == (
        QUERY,
        True,
        False,
        0,
        0,
    )
    assert search["incidents"] > 0
    take(workbench)
    [listed] = client.get("/api/v1/searches", headers=headers).json()
    assert listed == search | {"incidents": search["incidents"] + 1, "new": 1}
    assert client.get("/api/v1/searches", headers=workbench.token("owner")).json() == []
    path = f"/api/v1/searches/{search['search_id']}"
    assert client.delete(path, headers=workbench.token("owner")).status_code == 404
    assert client.delete(path, headers=headers).status_code == 204
    assert client.delete(path, headers=headers).status_code == 404


@pytest.mark.parametrize(
    ("given", "status"),
    [({"name": "", "query": ""}, 422), ({"name": " "}, 400), ({"name": "x", "query": "type=no"}, 400), ({"query": "x"}, 422),
     ({"name": "x", "by": "owner"}, 422), ({"name": "x", "query": "q=%00"}, 400)],
)  # fmt: skip
def test_the_api_refuses_what_cannot_be(workbench: Workbench, given: dict[str, str], status: int) -> None:
    answer = workbench.client(None).post("/api/v1/searches", headers=workbench.token("reader"), json=given)
    assert answer.status_code == status
    assert set(answer.json()) == {"error", "message", "status"}


def test_a_session_of_the_api_needs_its_token_to_save(workbench: Workbench) -> None:
    client = workbench.client("reader")
    assert client.post("/api/v1/searches", json={"name": "x"}).status_code == 403
    answer = client.post("/api/v1/searches", json={"name": "x"}, headers={"x-csrf-token": workbench.csrf(client)})
    assert answer.status_code == 201


@pytest.mark.browser
@pytest.mark.parametrize("language", ["ar", "en"])
def test_from_the_filter_to_the_feed_and_back(open_page: Any, shown: Workbench, language: Any) -> None:
    """Save what the overview shows, find it in the list, open it, make and revoke its feed's address, read its digest, delete it."""
    t = words_in(language)
    name = f"عبوات {language}"
    page = open_page("/", language, "reader", viewport={"width": 1280, "height": 900})
    page.get_by_role("checkbox", name=t.name("types", "explosive_device")).check()
    page.wait_for_url("**/?type=explosive_device")
    page.get_by_role("link", name=t("searches.save")).click()
    page.get_by_label(t("searches.name"), exact=True).fill(name)
    page.get_by_role("button", name=t("common.save")).click()
    page.wait_for_url("**/searches#search_*")
    card = page.get_by_role("article", name=name)
    assert card.get_by_text(t("searches.fresh_none")).is_visible()
    card.get_by_text(t("searches.feed"), exact=True).click()
    card.get_by_role("button", name=t("searches.make_feed")).click()
    address = card.locator("code").inner_text()
    assert shown.client(None).get(address[address.index("/searches/") :]).status_code == 200
    card.get_by_role("button", name=t("searches.revoke")).click()
    page.wait_for_url("**/searches")
    assert shown.client(None).get(address[address.index("/searches/") :]).status_code == 404
    card.get_by_role("link", name=t("searches.digest"), exact=True).click()
    page.get_by_label(t("digest.choose")).select_option("ever")
    page.get_by_role("button", name=t("digest.show")).click()
    assert name in page.locator("h1").inner_text()
    assert page.locator(".d-item").count() > 0
    with page.expect_download() as taken:
        page.get_by_role("link", name=".eml").click()
    assert taken.value.suggested_filename.endswith(".eml")
    page.get_by_role("link", name=t("nav.searches")).click()
    page.get_by_role("link", name=name).click()
    page.wait_for_url("**/?type=explosive_device")
    page.goto(page.url.replace("/?type=explosive_device", "/searches"))
    card.get_by_text(t("searches.manage")).click()
    card.get_by_role("button", name=t("searches.delete")).click()
    page.get_by_text(t("searches.to_overview")).wait_for()
