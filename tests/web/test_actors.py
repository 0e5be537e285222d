"""Actors in the workbench: merged, named and parted, the effect told before; facets, pages, exports and the API follow."""

from __future__ import annotations

import io
import zipfile
from typing import Any

import pytest

from marsad.web.visitors import SESSION_COOKIE

from .serving import Workbench, running

#: What the examples have for civilians of Sudan: nouns for groups, listed without a number.
GROUPS = dict.fromkeys(["22 قتيلاً", "الأشخاص", "السكان", "مدنياً"])
MERGE = {"actor_id": "YEM-MIL", "act": "merge", "into": "YEM-PRM-popular-resistance"}


def facet(workbench: Workbench) -> set[str]:
    client, headers = workbench.client(None), workbench.token("reader")
    return {row["value"] for row in client.get("/api/v1/facets?limit=100", headers=headers).json()["actor"]}


def last(workbench: Workbench) -> str:
    with workbench.owner.reading() as store:
        return store.journal.decided("actor")[-1].judgement_id


def test_the_list_counts_and_finds(workbench: Workbench) -> None:
    client = workbench.client("reader")
    page = client.get("/actors").text
    assert "SDN-PRM-rsf" in page
    assert "قوات الدعم السريع" in page
    assert "IRQ-MIL" not in client.get("/actors?country=SDN").text
    assert "SDN-PRM-rsf" in client.get("/actors?q=rapid&sector=PRM&order=name").text
    assert "No actors match" in client.get("/actors?q=ززز").text
    assert client.get("/actors/SYR-XXX").status_code == 404
    assert client.get("/actors?order=deadliest").status_code == 422


def test_words_that_may_name_people_are_not_gathered(workbench: Workbench) -> None:
    client, headers = workbench.client("owner"), workbench.token("owner")
    told = client.get("/api/v1/actors/SDN-CVL/written", headers=headers).json()
    assert {row["words"]: row["reports"] for row in told} == GROUPS
    assert client.get("/api/v1/actors/SDN-PRM-rsf/written", headers=headers).json() != []
    page = client.get("/actors/SDN-CVL").text
    assert 'id="rename"' not in page
    for fields in ({"act": "rename", "display": "فلان"}, {"act": "merge", "into": "SDN-CVL-somebody"}):
        assert workbench.post(client, "/actors/decide", actor_id="SDN-CVL", **fields).status_code == 400


def test_a_group_of_people_is_split_off_by_its_noun_and_never_by_a_name(workbench: Workbench) -> None:
    client, headers = workbench.client("editor"), workbench.token("reader")
    given = {"actor_id": "SDN-CVL", "act": "split", "into": "SDN-REF"}
    assert workbench.post(client, "/actors/decide", **given, words="أحمد علي").status_code == 400
    assert 'name="words" value="السكان"' in client.get("/actors/SDN-CVL").text
    assert "What would change" in client.get("/actors/SDN-CVL", params={**given, "words": "السكان"}).text
    assert workbench.post(client, "/actors/decide", **given, words="السكان").status_code == 303
    assert [w["words"] for w in client.get("/api/v1/actors/SDN-REF/written", headers=headers).json()] == ["السكان"]
    workbench.post(client, "/actors/undo", judgement=last(workbench))
    assert client.get("/actors/SDN-REF").status_code == 404


def test_readers_and_reviewers_decide_nothing(workbench: Workbench) -> None:
    for role in ("reader", "reviewer"):
        client = workbench.client(role)
        assert 'id="merge"' not in client.get("/actors/YEM-MIL").text
        assert workbench.post(client, "/actors/decide", **MERGE).status_code == 403
    assert workbench.client("editor").post("/actors/decide", data=MERGE).status_code == 403, "without the token"
    assert "What would change" not in workbench.client("reader").get("/actors/YEM-MIL?act=merge&into=YEM-REB").text


def test_a_merge_is_told_applied_and_undone_and_facets_follow(workbench: Workbench) -> None:
    client, before = workbench.client("editor"), facet(workbench)
    assert {"YEM-MIL"} <= before
    page = client.get("/actors/YEM-MIL", params={"act": "merge", "into": MERGE["into"]}).text
    assert "What would change" in page
    assert "compared with others anew" in page
    assert facet(workbench) == before
    answer = workbench.post(client, "/actors/decide", **MERGE, note="one force")
    assert answer.status_code == 303
    assert "YEM-MIL" not in facet(workbench)
    assert client.get("/actors/YEM-MIL").status_code == 404
    done = client.get(answer.headers["location"]).text
    assert "The decision is applied" in done
    assert "one force" in done
    assert client.get("/actors?show=decided").status_code == 200
    target = client.get(f"/actors/{MERGE['into']}").text
    assert "YEM-MIL" in target, "the page tells what it holds"
    incidents = client.get(
        "/api/v1/incidents", params={"actor": MERGE["into"]}, headers=workbench.token("reader")
    ).json()
    assert incidents["total"] > 0
    assert MERGE["into"] in client.get(f"/api/v1/incidents/{incidents['items'][0]['incident_id']}").text
    workbench.post(client, "/actors/undo", judgement=last(workbench))
    assert facet(workbench) == before
    with workbench.owner.reading() as store:
        assert store.check() == []


def test_a_fixed_id_is_not_merged_but_named(workbench: Workbench) -> None:
    client = workbench.client("editor")
    assert 'id="merge"' not in client.get("/actors/IRQ-MIL").text
    refused = workbench.post(client, "/actors/decide", actor_id="IRQ-MIL", act="merge", into="IRQ-COP")
    assert refused.status_code == 400
    assert "codebook fixes" in refused.text
    named = {"actor_id": "IRQ-MIL", "act": "rename", "display": "قوات بغداد", "display_en": "Baghdad forces"}
    assert workbench.post(client, "/actors/decide", **named).status_code == 303
    assert "Baghdad forces" in client.get("/").text
    assert "قوات بغداد" in workbench.client("editor", "ar").get("/actors").text
    rows = client.get("/api/v1/incidents", params={"actor": "IRQ-MIL"}, headers=workbench.token("reader")).json()[
        "items"
    ]
    assert {s["name"] for row in rows for s in row["sides"] if s["actor_id"] == "IRQ-MIL"} == {"قوات بغداد"}
    assert "Baghdad forces" in client.get(f"/incidents/{rows[0]['incident_id']}").text
    packed = client.get("/export/file", params={"format": "csv", "names": "true"}).content
    with zipfile.ZipFile(io.BytesIO(packed)) as parcel:
        table = next(parcel.read(n).decode() for n in parcel.namelist() if n.endswith(".csv"))
    assert "Baghdad forces" in table
    workbench.post(client, "/actors/undo", judgement=last(workbench))
    assert "Baghdad forces" not in client.get("/").text


def test_a_name_as_written_is_split_off(workbench: Workbench) -> None:
    client, headers = workbench.client("editor"), workbench.token("editor")
    words = client.get("/api/v1/actors/IRQ-MIL/written", headers=headers).json()[0]["words"]
    given = {"act": "split", "actor_id": "IRQ-MIL", "into": "IRQ-MIL-army", "words": [words]}
    effect = client.post("/api/v1/actors/effect", json=given, headers=headers).json()
    assert effect["events"] > 0
    assert any(s["actors_before"] != s["actors_after"] for s in effect["shifts"])
    assert client.post("/api/v1/actors/decide", json=given, headers=headers).status_code == 201
    left = client.get("/api/v1/actors/IRQ-MIL/written", headers=headers)
    assert words not in [row["words"] for row in left.json()]
    [decision] = client.get("/api/v1/actors/decisions", headers=headers).json()
    assert (decision["act"], decision["words"]) == ("split", [words])
    assert client.post(f"/api/v1/actors/decisions/{decision['judgement_id']}/undo", headers=headers).status_code == 201
    assert client.get("/api/v1/actors/decisions", headers=headers).json() == []
    given["words"] = ["غير ذلك"]
    assert client.post("/api/v1/actors/decide", json=given, headers=headers).status_code == 400


@pytest.mark.browser
@pytest.mark.parametrize("language", ["ar", "en"])
def test_merging_in_the_browser(workbench: Workbench, browser: Any, language: str) -> None:
    with running(workbench) as address:
        context = browser.new_context(locale=language)
        context.add_cookies([{"name": SESSION_COOKIE, "value": workbench.session("editor"), "url": address}])
        page = context.new_page()
        page.set_default_timeout(20_000)
        page.goto(f"{address}/actors/YEM-MIL")
        page.locator("#merge [name=into]").fill(MERGE["into"])
        page.locator("#merge [name=into]").press("Enter")
        page.wait_for_selector("#apply")
        assert page.locator(".shifts tbody tr").count() >= 1
        page.locator("#apply").click()
        page.wait_for_url("**/actors/decided/**")
        assert "YEM-MIL" not in facet(workbench)
        page.goto(f"{address}/?actor={MERGE['into']}")
        assert page.locator(".incidents tbody tr").count() >= 1
        page.goto(f"{address}/actors?show=decided")
        page.locator(".names a").first.click()
        page.locator("#undo").click()
        page.wait_for_url("**/actors?show=decided")
        assert "YEM-MIL" in facet(workbench)
        context.close()
