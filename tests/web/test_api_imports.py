"""Imports and added events by the API: taken, coded, told, tried again; who may, and how errors look."""

from __future__ import annotations

import threading
import time
from typing import Any

import pytest

from marsad.errors import StoreError
from marsad.web.accounts.limits import Limit

from .serving import Workbench

TEXT = "قُتل ثلاثة جنود وأصيب 12 آخرون، اليوم الأحد، بانفجار عبوة ناسفة استهدفت دورية للجيش العراقي غربي الموصل."


def over(client: Any, headers: dict[str, str], begun: Any) -> dict[str, Any]:
    """The import that an answer began, when it is over."""
    assert begun.status_code == 202, begun.text
    address = f"/api/v1/imports/{begun.json()['import_id']}"
    until = time.monotonic() + 60
    while (told := client.get(address, headers=headers).json())["live"] and time.monotonic() < until:
        time.sleep(0.02)
    assert not told["live"]
    return dict(told)


def test_a_text_comes_in_with_what_is_told_of_it(workbench: Workbench) -> None:
    client, headers = workbench.client(None), workbench.token("editor")
    given = {"texts": [{"text": TEXT, "title": "تفجير غربي الموصل", "source": "وكالة", "published": "2017-03-05"}]}
    done = over(client, headers, client.post("/api/v1/imports", json=given, headers=headers))
    assert (done["kind"], done["state"], done["made_by"], done["names"]) == (
        "text",
        "done",
        "editor",
        ["تفجير غربي الموصل"],
    )
    assert (done["counts"]["stored"], done["counts"]["failed"]) == (1, 0)
    assert done["counts"]["events"] >= done["counts"]["incidents"] > 0
    rows = client.get("/api/v1/documents", params={"source": "وكالة"}, headers=headers).json()["items"]
    assert [row["title"] for row in rows] == ["تفجير غربي الموصل"]
    again = over(client, headers, client.post("/api/v1/imports", json=given, headers=headers))
    assert (again["counts"]["stored"], again["counts"]["known"]) == (0, 1)
    listed = client.get("/api/v1/imports", params={"size": 1}, headers=headers).json()
    assert (listed["total"], listed["next"], listed["items"]) == (2, 2, [again])
    assert [e.action for e in workbench.accounts.audit()][:2] == ["import", "import"]


def test_files_come_in_and_what_fails_is_told_and_tried_again(workbench: Workbench) -> None:
    client, headers = workbench.client(None), workbench.token("editor")
    files = [("files", ("خبر.txt", TEXT.encode())), ("files", ("فارغ.txt", b"")), ("files", ("خال.txt", b" "))]
    begun = client.post("/api/v1/imports/files", files=files, data={"published": "2017-03-05"}, headers=headers)
    done = over(client, headers, begun)
    assert (done["kind"], done["counts"]["stored"], done["counts"]["failed"]) == ("files", 1, 2)
    address = f"/api/v1/imports/{done['import_id']}"
    first = client.get(f"{address}/failures", params={"size": 1}, headers=headers).json()
    second = client.get(f"{address}/failures", params={"size": 1, "page": 2}, headers=headers).json()
    assert (first["total"], first["next"], second["next"]) == (2, 2, None)
    [one], [other] = first["items"], second["items"]
    assert {one["input_name"], other["input_name"]} == {"فارغ.txt", "خال.txt"}
    assert one["message"]
    retried = client.post(f"{address}/retry", json={"failure_id": one["failure_id"]}, headers=headers)
    told = over(client, headers, retried)
    assert (told["kind"], told["names"]) == ("retry", [one["input_name"]])
    assert over(client, headers, client.post(f"{address}/retry", headers=headers))["names"]
    assert client.delete(f"{address}/failures", headers=headers).json() == {"dropped": 2}
    assert client.get(f"{address}/failures", headers=headers).json()["total"] == 0
    assert client.delete(f"{address}/failures", headers=headers).json() == {"dropped": 0}


def test_an_import_is_stopped_and_begun_anew(workbench: Workbench, monkeypatch: pytest.MonkeyPatch) -> None:
    client, headers = workbench.client(None), workbench.token("editor")
    go_on = threading.Event()

    def waits(work: Any) -> str:
        go_on.wait(60)
        raise StoreError(f"{work.store.path}: the disk is full")

    with monkeypatch.context() as patched:
        patched.setattr("marsad.web.imports.importer.work_off", waits)
        first, second = (
            client.post("/api/v1/imports", json={"texts": [{"text": f"{TEXT} {n}"}]}, headers=headers) for n in (1, 2)
        )
        address, other = (f"/api/v1/imports/{one.json()['import_id']}" for one in (first, second))
        stopped = client.post(f"{other}/cancel", headers=headers)
        assert (stopped.status_code, stopped.json()["state"], stopped.json()["live"]) == (202, "cancelled", False)
        too_soon = client.post(f"{address}/again", headers=headers)
        assert (too_soon.status_code, too_soon.json()["error"]) == (400, "bad_setting")
        go_on.set()
        assert over(client, headers, first)["state"] == "failed"
    begun = client.post(f"{address}/again", headers=headers)
    assert begun.json()["import_id"] == first.json()["import_id"]
    done = over(client, headers, begun)
    assert (done["state"], done["counts"]["stored"]) == ("done", 1)
    assert client.post(f"{address}/cancel", headers=headers).json()["state"] == "done"
    assert {e.action for e in workbench.accounts.audit()} >= {"import", "cancel_import"}


@pytest.mark.parametrize(
    ("given", "status", "error"),
    [
        ({}, 400, "bad_setting"),
        ({"texts": [{"text": " "}]}, 400, "bad_setting"),
        ({"texts": [{"text": TEXT, "published": "gestern"}]}, 400, "bad_setting"),
        ({"texts": [{"text": TEXT}], "urls": ["https://example.org/a"]}, 400, "bad_setting"),
        ({"urls": ["ftp://example.org/a"]}, 400, "bad_setting"),
        ({"urls": ["http://127.0.0.1/a"], "published": "x"}, 400, "bad_setting"),
        ({"texts": [{"title": "خبر"}]}, 422, "invalid"),
        ({"texts": [{"text": TEXT, "id": "x"}]}, 422, "invalid"),
        ({"text": TEXT}, 422, "invalid"),
    ],
)
def test_an_import_that_cannot_be_is_not_taken(
    shown: Workbench, given: dict[str, Any], status: int, error: str
) -> None:
    client, headers = shown.client(None), shown.token("editor")
    shown.site.imports.limit = Limit(60, 600.0)
    before = client.get("/api/v1/imports", headers=headers).json()["total"]
    answer = client.post("/api/v1/imports", json=given, headers=headers)
    assert (answer.status_code, answer.json()["error"]) == (status, error)
    assert set(answer.json()) == {"error", "message", "status"}
    assert client.get("/api/v1/imports", headers=headers).json()["total"] == before


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("get", ""),
        ("post", ""),
        ("post", "/files"),
        ("get", "/x"),
        ("get", "/x/failures"),
        ("delete", "/x/failures"),
        ("post", "/x/retry"),
        ("post", "/x/cancel"),
        ("post", "/x/again"),
    ],
)
def test_imports_are_for_editors(shown: Workbench, method: str, path: str) -> None:
    answer = getattr(shown.client(None), method)(f"/api/v1/imports{path}", headers=shown.token("reviewer"))
    assert (answer.status_code, answer.json()["error"]) == (403, "not_allowed")


def test_what_is_not_there_and_what_is_too_much(workbench: Workbench) -> None:
    client, headers = workbench.client(None), workbench.token("editor")
    for method, path in (
        ("get", ""),
        ("get", "/failures"),
        ("delete", "/failures"),
        *(("post", f"/{act}") for act in ("retry", "cancel", "again")),
    ):
        answer = getattr(client, method)(f"/api/v1/imports/imp_none{path}", headers=headers)
        assert (answer.status_code, answer.json()["error"]) == (404, "not_found")
    done = over(client, headers, client.post("/api/v1/imports", json={"texts": [{"text": TEXT}]}, headers=headers))
    answer = client.post(f"/api/v1/imports/{done['import_id']}/retry", headers=headers)
    assert (answer.status_code, answer.json()["error"]) == (400, "bad_setting")
    workbench.site.imports.limit = Limit(0, 600.0)
    answer = client.post("/api/v1/imports", json={"texts": [{"text": TEXT}]}, headers=headers)
    assert (answer.status_code, answer.json()["error"]) == (429, "too_many")


def test_an_event_is_added_with_its_words(workbench: Workbench) -> None:
    client, headers = workbench.client(None), workbench.token("reviewer")
    key = client.get("/api/v1/documents", headers=headers).json()["items"][0]["key"]
    text = client.get(f"/api/v1/documents/{key}", headers=headers).json()["text"]
    start = text.rindex(" ") + 1
    given = {
        "type": "protest",
        "start": start,
        "end": len(text),
        "day": "2021-03-04",
        "place": "تعز",
        "note": "فات المرمّز",
    }
    answer = client.post(f"/api/v1/documents/{key}/events", json=given, headers=headers)
    assert answer.status_code == 201, answer.text
    made = answer.json()
    assert (made["type"], made["trigger"]["text"], made["when"]["start"]) == ("protest", text[start:], "2021-03-04")
    assert made["id"] in {e["id"] for e in client.get(f"/api/v1/documents/{key}", headers=headers).json()["events"]}
    [told] = client.get("/api/v1/judgements", headers=headers).json()
    assert (told["kind"], told["made_by"], told["event_id"], told["note"]) == (
        "add",
        "reviewer",
        made["id"],
        "فات المرمّز",
    )
    assert not workbench.owner.needs_linking()


@pytest.mark.parametrize(
    ("changed", "status"),
    [
        ({"end": 5_000_000}, 400),
        ({"start": 8, "end": 8}, 400),
        ({"place": "تعز\u0000"}, 400),
        ({"type": "war"}, 422),
        ({"day": "2021-02-30"}, 422),
        ({"start": -1}, 422),
    ],
)
def test_an_event_that_cannot_be_is_not_added(shown: Workbench, changed: dict[str, Any], status: int) -> None:
    client, headers = shown.client(None), shown.token("reviewer")
    key = client.get("/api/v1/documents", headers=headers).json()["items"][0]["key"]
    given = {"type": "protest", "start": 0, "end": 5, **changed}
    answer = client.post(f"/api/v1/documents/{key}/events", json=given, headers=headers)
    assert answer.status_code == status, answer.text
    assert set(answer.json()) == {"error", "message", "status"}
    assert client.post("/api/v1/documents/none/events", json={**given, **changed}, headers=headers).status_code in (
        404,
        422,
    )
    assert client.get("/api/v1/judgements?everything=1", headers=headers).json() == []


def test_readers_add_nothing(shown: Workbench) -> None:
    given = {"type": "protest", "start": 0, "end": 5}
    answer = shown.client(None).post("/api/v1/documents/x/events", json=given, headers=shown.token("reader"))
    assert (answer.status_code, answer.json()["error"]) == (403, "not_allowed")
