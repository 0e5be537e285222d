"""Names placed in the workbench: the list, the effect before it is applied, applying, undoing; by page, by API, by a click."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from lxml import html

import marsad
from marsad.corroborate.link import link
from marsad.store import Store
from marsad.web.queries.places import find_name
from marsad.web.visitors import SESSION_COOKIE

from .serving import NOW, Workbench, make_store, open_workbench, running

TEXTS = {
    "k1": "قتل مدنيان في قصف مدفعي على قرية الخويسة في قضاء الحويجة بمحافظة كركوك.",
    "k2": "انفجرت عبوة ناسفة في مدينة الفلوجة. وقتل مدنيان في قصف مدفعي على قرية الخويسة بمحافظة كركوك",
    "k3": "هاجم مسلحون قرية تل الرماح في ريف حلب وقتلوا خمسة جنود سوريين",
}
NAME = "/places/name?name=الخويسة&country=IRQ"
POINT = {"name": "الخويسة", "country": "IRQ", "lat": "35.4", "lon": "43.7", "precision": "town", "radius": "4"}


@pytest.fixture(scope="session")
def names_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = make_store(tmp_path_factory.mktemp("names") / "store.duckdb")
    with Store.open(path) as store:
        run = store.start_run("rules")
        for name, text in TEXTS.items():
            store.add(marsad.code(text, id=name, source=f"وكالة {name}", published="2024-03-05"), run)
        store.finish_run(run)
        link(store, at=NOW)
    return path


@pytest.fixture
def names(names_store: Path, tmp_path: Path) -> Iterator[Workbench]:
    path = tmp_path / "store.duckdb"
    shutil.copy(names_store, path)
    with open_workbench(path) as opened:
        yield opened


@pytest.fixture
def browsing(names: Workbench, browser: Any) -> Iterator[Any]:
    """Pages of the editor in a language; at the end no script may have failed."""
    trouble: list[str] = []
    with running(names) as address:
        contexts = []

        def open_path(path: str, language: str, **options: Any) -> Any:
            context = browser.new_context(locale=language, viewport={"width": 1200, "height": 1000}, **options)
            contexts.append(context)
            context.add_cookies([{"name": SESSION_COOKIE, "value": names.session("editor"), "url": address}])
            page = context.new_page()
            page.set_default_timeout(20_000)
            page.on("console", lambda m: trouble.append(m.text) if m.type == "error" else None)
            page.on("pageerror", lambda e: trouble.append(f"uncaught: {e}"))
            page.goto(address + path)
            return page

        yield open_path
        for context in contexts:
            context.close()
    assert trouble == []


def points(workbench: Workbench) -> list[tuple[Any, ...]]:
    with workbench.owner.reader() as con:
        return con.execute("SELECT DISTINCT lat, lon FROM wb.incidents WHERE place = 'الخويسة' ORDER BY ALL").fetchall()


def test_the_list_tells_how_often_where_and_in_which_words(names: Workbench) -> None:
    client = names.client("reader")
    page = client.get("/places").text
    assert "الخويسة" in page
    assert "<mark>الخويسة</mark>" in page
    assert "Hawija, Kirkuk" in page
    assert "الحويجة، كركوك" in names.client("reader", "ar").get("/places").text
    assert "تل الرماح" not in client.get("/places?country=IRQ").text
    assert "الخويسة" in client.get("/places?q=خويسه").text
    assert "No names match" in client.get("/places?show=known&q=ززز").text
    assert client.get("/places?show=all").status_code == 400
    assert client.get("/places/name?name=مدينة").status_code == 404


def test_a_reader_looks_and_an_editor_decides(names: Workbench) -> None:
    reader = names.client("reader")
    assert "Show the effect" not in reader.get(NAME).text
    assert "What would change" not in reader.get(NAME + "&lat=35.4&lon=43.7").text
    for role in ("reader", "reviewer"):
        assert names.post(names.client(role), "/places/place", **POINT).status_code == 403
        assert names.post(names.client(role), "/places/undo", judgement="jdg_1").status_code == 403
    assert names.client("editor").post("/places/place", data=POINT).status_code == 403, "without the token of the form"


def test_the_effect_is_told_then_applied_then_undone(names: Workbench) -> None:
    client, before = names.client("editor"), points(names)
    page = client.get(NAME + "&lat=35.4&lon=43.7&precision=town&radius=4").text
    assert "2 events" in page
    assert "35.4000, 43.7000" in page
    assert points(names) == before
    answer = names.post(client, "/places/place", **POINT, note="from a map")
    assert answer.status_code == 303
    assert points(names) == [(35.4, 43.7)]
    done = client.get(answer.headers["location"]).text
    assert "The decision is applied" in done
    assert "from a map" in done
    assert "الخويسة" not in client.get("/places").text
    assert "الخويسة" in client.get("/places?show=decided").text
    table = client.get("/places/gazetteer.csv")
    assert "الخويسة" in table.text
    assert table.content == (names.settings.store.with_suffix(".places") / "placed.csv").read_bytes()
    assert "الخويسة" in names.client("owner").get("/people/audit").text
    judgement = re.search(r"jdg_[0-9a-f]+", answer.headers["location"])
    assert judgement
    assert names.post(names.client("reviewer"), "/judge/undo", judgement=judgement[0]).status_code == 403
    names.post(client, "/places/undo", judgement=judgement[0])
    assert points(names) == before
    assert "Taken back" in client.get("/places?show=decided").text
    with names.owner.reading() as store:
        assert store.check() == []


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({"lat": "99"}, "outside the globe"),
        ({"lat": ""}, "no degrees"),
        ({"radius": "wide"}, "radius"),
        ({"name": "x"}, "name"),
    ],
)
def test_what_cannot_be_is_told_in_a_sentence(names: Workbench, fields: dict[str, str], told: str) -> None:
    answer = names.post(names.client("editor"), "/places/place", **POINT | fields)
    assert answer.status_code == 400
    assert told in answer.text


def test_the_api_does_the_same(names: Workbench) -> None:
    client, editor, reader = names.client(None), names.token("editor"), names.token("reader")
    found = client.get("/api/v1/places/unresolved", headers=reader).json()
    assert found["total"] == 2
    first = found["items"][0]
    assert (first["name"], first["reports"], first["place_id"]) == ("الخويسة", 2, None)
    assert any("الخويسة" in words for words in first["examples"])
    given = {"name": "الخويسة", "country": "IRQ", "lat": 35.4, "lon": 43.7, "precision": "exact", "radius_km": 1}
    assert client.post("/api/v1/places/place", json=given, headers=reader).status_code == 403
    effect = client.post("/api/v1/places/effect", json=given, headers=editor).json()
    assert effect["events"] == 2
    assert {s["after"]["lat"] for s in effect["shifts"]} == {35.4}
    made = client.post("/api/v1/places/place", json=given, headers=editor)
    assert made.status_code == 201
    assert points(names) == [(35.4, 43.7)]
    [decision] = client.get("/api/v1/places/decisions", headers=reader).json()
    assert (decision["by"], decision["lat"], decision["radius_km"]) == ("editor", 35.4, 1)
    undone = client.post(f"/api/v1/places/decisions/{decision['judgement_id']}/undo", headers=editor)
    assert undone.status_code == 201
    assert client.get("/api/v1/places/decisions", headers=reader).json() == []
    assert client.post("/api/v1/places/decisions/jdg_no/undo", headers=editor).status_code == 404


def test_a_wrong_place_is_corrected_by_a_candidate(names: Workbench) -> None:
    client, editor = names.client("editor"), names.token("editor")
    known = client.get("/api/v1/places/known?q=الفلوجة", headers=editor).json()["items"]
    was = known[0]["place_id"]
    page = client.get(
        "/places/name", params={"name": "الفلوجة", "country": "IRQ", "was": was, "search": "الحويجة"}
    ).text
    candidate = re.search(r'name="place_id" value="([^"]+)"', page)
    assert candidate
    fields = {"name": "الفلوجة", "country": "IRQ", "was": was, "place_id": candidate[1]}
    assert "What would change" in client.get("/places/name", params=fields).text
    assert names.post(client, "/places/place", **fields).status_code == 303
    assert client.get("/api/v1/places/known?q=الفلوجة", headers=editor).json()["total"] == 0
    assert names.post(client, "/places/place", **fields | {"place_id": was}).status_code == 400


@pytest.mark.browser
@pytest.mark.parametrize(("language", "scheme"), [("ar", "light"), ("en", "dark")])
def test_a_name_is_placed_by_a_click_and_the_overview_shows_it(
    names: Workbench, browsing: Any, language: str, scheme: str
) -> None:
    before = points(names)
    page = browsing("/places", language, color_scheme=scheme)
    page.get_by_role("link", name="الخويسة").click()
    page.wait_for_selector("#map[data-drawn]")
    page.locator("#map canvas").click(position={"x": 220, "y": 180})
    lat, lon = (float(page.locator(f"#{field}").input_value()) for field in ("lat", "lon"))
    assert page.locator("#map").get_attribute("data-chosen") == f"{lat},{lon}"
    assert points(names) == before
    page.locator("#choice button.main").click()
    page.wait_for_selector("#apply")
    assert page.locator(".shifts tbody tr").count() >= 1
    page.locator("#apply").click()
    page.wait_for_url("**/places/decided/**")
    assert points(names) == [(lat, lon)]
    page.goto(page.url.partition("/places")[0] + "/?place=الخويسة")
    page.wait_for_selector("#map[data-cells='1']")
    page.goto(page.url.partition("/?")[0] + "/places?show=decided")
    page.get_by_role("link", name="الخويسة").click()
    page.locator("#undo").click()
    page.wait_for_url("**/places?show=decided")
    assert points(names) == before


@pytest.mark.browser
def test_a_name_is_placed_without_a_mouse_and_without_a_map(names: Workbench, browsing: Any) -> None:
    page = browsing(NAME, "en")
    page.locator("#lat").focus()
    page.keyboard.type("35.4")
    page.keyboard.press("Tab")
    page.keyboard.type("43.7")
    page.keyboard.press("Enter")
    page.wait_for_selector("#apply")
    page.locator("#apply").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/places/decided/**")
    assert points(names) == [(35.4, 43.7)]


def test_words_that_several_events_rest_on_are_shown_once(names: Workbench) -> None:
    with names.owner.reader() as con:
        told = con.execute(
            "SELECT min(name), country, place_id, count(*), count(DISTINCT (document_key, span_start, span_end)) FROM wb.told_places "
            "WHERE span_start IS NOT NULL GROUP BY key, country, place_id HAVING count(*) > 1 ORDER BY ALL"
        ).fetchall()
        assert any(events > places for *_, events, places in told)
        for name, country, place_id, _, places in told:
            found = find_name(con, name, country, place_id, passages=50)
            assert found is not None
            assert len(found.passages) == places


def test_incidents_and_articles_lead_to_the_pages_of_their_places(names: Workbench) -> None:
    editor, reviewer = names.client("editor"), names.client("reviewer")
    with names.owner.reader() as con:
        incidents = con.execute("SELECT incident_id, lat IS NULL FROM incidents WHERE place IS NOT NULL").fetchall()
        documents = con.execute("SELECT document_key FROM documents").fetchall()
    led = 0
    for path in [*(f"/incidents/{row[0]}" for row in incidents), *(f"/documents/{row[0]}" for row in documents)]:
        tree = html.document_fromstring(editor.get(path).text)
        for address in set(tree.xpath("//main//a[starts-with(@href, '/places/name')]/@href")):
            assert editor.get(address).status_code == 200, address
            led += 1
        assert "/places/name" not in reviewer.get(path).text, "only editors place names"
    assert led > len(documents)
    words = {editor.get(f"/incidents/{i}").text.count("Place it on the map") for i, _ in incidents}
    assert words == {0, 1}, "a name that no gazetteer has is placed, another put right"
