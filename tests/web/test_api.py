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


def first_event(workbench: Workbench) -> str:
    client = workbench.client(None)
    headers = workbench.token("reader")
    [row, *_] = [r for r in client.get("/api/v1/documents", headers=headers).json()["items"] if r["events"]]
    return str(client.get(f"/api/v1/documents/{row['key']}", headers=headers).json()["events"][0]["id"])


def test_documents_and_events_hold_their_words(shown: Workbench) -> None:
    client, headers = shown.client(None), shown.token("reader")
    listed = client.get("/api/v1/documents", params={"size": 3}, headers=headers).json()
    assert (listed["total"], listed["next"]) == (8, 2)
    for row in listed["items"]:
        document = client.get(f"/api/v1/documents/{row['key']}", headers=headers).json()
        for event in document["events"]:
            start, end = event["trigger"]["span"]
            assert document["text"][start:end] == event["trigger"]["text"]
    event = client.get(f"/api/v1/events/{first_event(shown)}", headers=headers).json()
    told = client.get(f"/api/v1/events/{event['id']}/statements", headers=headers).json()
    assert "type" in {statement["slot"] for statement in told}


def test_a_judgement_stands_with_its_name_and_can_be_undone(workbench: Workbench) -> None:
    client, headers, event = workbench.client(None), workbench.token("reviewer"), first_event(workbench)
    given = {"kind": "correct", "event_id": event, "slot": "type", "value": "shelling", "note": "قصف لا تفجير"}
    made = client.post("/api/v1/judgements", json=given, headers=headers)
    assert (made.status_code, made.json()["made_by"]) == (201, "reviewer")
    assert client.get(f"/api/v1/events/{event}", headers=headers).json()["type"] == "shelling"
    undone = client.post(f"/api/v1/judgements/{made.json()['judgement_id']}/undo", headers=headers)
    assert undone.status_code == 201
    assert client.get("/api/v1/judgements", headers=headers).json() == []
    assert len(client.get("/api/v1/judgements?everything=1", headers=headers).json()) == 2
    assert [e.action for e in workbench.accounts.audit()][:2] == ["undo", "judge"]


@pytest.mark.parametrize(
    ("given", "status"),
    [
        ({"kind": "accept", "event_id": "evt_none"}, 400),
        ({"kind": "correct", "event_id": "EVENT"}, 400),
        ({"kind": "correct", "event_id": "EVENT", "slot": "casualties[99].min", "value": "3"}, 400),
        ({"kind": "same", "event_id": "EVENT", "other_event_id": "EVENT"}, 400),
        ({"kind": "same", "event_id": "EVENT"}, 400),
        ({"kind": "note", "event_id": "EVENT"}, 400),
        ({"kind": "add", "event_id": "EVENT"}, 422),
        ({"kind": "accept", "event_id": "EVENT", "made_by": "somebody else"}, 422),
        ({"kind": "accept"}, 422),
    ],
)
def test_a_judgement_that_cannot_be_changes_nothing(shown: Workbench, given: dict[str, str], status: int) -> None:
    client, headers = shown.client(None), shown.token("reviewer")
    filled = {key: first_event(shown) if value == "EVENT" else value for key, value in given.items()}
    answer = client.post("/api/v1/judgements", json=filled, headers=headers)
    assert answer.status_code == status, answer.text
    assert set(answer.json()) == {"error", "message", "status"}
    assert client.get("/api/v1/judgements?everything=1", headers=headers).json() == []


def test_readers_do_not_judge(shown: Workbench) -> None:
    answer = shown.client(None).post(
        "/api/v1/judgements", json={"kind": "accept", "event_id": "x"}, headers=shown.token("reader")
    )
    assert (answer.status_code, answer.json()["error"]) == (403, "not_allowed")


def test_a_session_needs_its_token_and_a_program_does_not(shown: Workbench) -> None:
    client = shown.client("reviewer")
    given = {"kind": "accept", "event_id": "evt_none"}
    assert client.post("/api/v1/judgements", json=given).json()["error"] == "bad_form"
    headers = {"x-csrf-token": shown.csrf(client)}
    assert client.post("/api/v1/judgements", json=given, headers=headers).json()["error"] == "bad_setting"
