"""The API: one shape of errors, pages that hold everything once, tokens."""

from __future__ import annotations

import pytest

from .serving import Workbench


def test_pages_hold_every_incident_once(shown: Workbench) -> None:
    client = shown.client(None)
    headers = shown.token("reader")
    seen, page = [], 1
    while page:
        answer = client.get("/api/v1/incidents", params={"page": page, "size": 3}, headers=headers).json()
        seen += [item["incident_id"] for item in answer["items"]]
        page = answer["next"]
    assert len(seen) == len(set(seen)) == answer["total"]


def test_a_record_comes_whole_and_by_the_beginning_of_its_id(shown: Workbench) -> None:
    client, headers = shown.client(None), shown.token("reader")
    [first, *_] = client.get("/api/v1/incidents", headers=headers).json()["items"]
    record = client.get(f"/api/v1/incidents/{first['incident_id']}", headers=headers).json()
    assert record["id"] == first["incident_id"]
    assert record["reports"]
    assert client.get(f"/api/v1/incidents/{first['incident_id'][:-1]}", headers=headers).json() == record


@pytest.mark.parametrize(
    ("path", "status", "error"),
    [
        ("/api/v1/incidents/inc_none", 404, "not_found"),
        ("/api/v1/nothing", 404, "http_404"),
        ("/api/v1/incidents?page=0", 422, "invalid"),
        ("/api/v1/incidents?type=war", 400, "bad_setting"),
        ("/api/v1/incidents?since=2020-13-01", 400, "bad_setting"),
        ("/api/v1/incidents?order=best", 422, "invalid"),
    ],
)
def test_errors_have_one_shape(shown: Workbench, path: str, status: int, error: str) -> None:
    answer = shown.client(None).get(path, headers=shown.token("reader"))
    assert answer.status_code == status
    body = answer.json()
    assert set(body) == {"error", "message", "status"}
    assert (body["error"], body["status"]) == (error, status)


def test_whoever_has_no_token_is_told_so(shown: Workbench) -> None:
    answer = shown.client(None).get("/api/v1/incidents")
    assert (answer.status_code, answer.json()["error"]) == (401, "not_signed_in")
    assert answer.headers["www-authenticate"] == "Bearer"
    assert shown.client(None).get("/api/v1/me", headers={"authorization": "Bearer wrong"}).status_code == 401


def test_a_token_has_the_lower_of_two_roles(shown: Workbench) -> None:
    accounts = shown.accounts
    accounts.add("رنا", "كلمة-سر-طويلة", "editor")
    secret = accounts.make_token(accounts.find("رنا"), "import", "editor")
    headers = {"authorization": f"Bearer {secret}"}
    client = shown.client(None)
    assert client.get("/api/v1/me", headers=headers).json() == {"name": "رنا", "role": "editor"}
    accounts.set_role("رنا", "reader")
    assert client.get("/api/v1/me", headers=headers).json()["role"] == "reader"
    accounts.set_disabled("رنا", True)
    assert client.get("/api/v1/me", headers=headers).status_code == 401


def test_the_description_names_every_filter(shown: Workbench) -> None:
    from marsad.web.queries.filters import Filter

    described = shown.client(None).get("/api/v1/openapi.json").json()["paths"]["/incidents"]["get"]["parameters"]
    assert {p["name"] for p in described} >= set(Filter.__struct_fields__)
