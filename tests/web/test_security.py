"""What every answer bears, and what foreign text, names and paths cannot do."""

from __future__ import annotations

import pytest

from marsad.web.security import HEADERS

from .serving import Workbench


@pytest.mark.parametrize(
    "path", ["/", "/sign-in", "/nothing", "/static/workbench.css", "/api/v1/incidents", "/api/v1/nothing", "/map/cells"]
)
def test_every_answer_bears_the_headers(shown: Workbench, path: str) -> None:
    answer = shown.client("reader").get(path)
    assert {name: answer.headers.get(name) for name in HEADERS} == HEADERS
    assert "unsafe" not in answer.headers["content-security-policy"]


def test_the_record_is_not_kept_by_caches_and_files_are(shown: Workbench) -> None:
    client = shown.client("reader")
    assert client.get("/").headers["cache-control"] == "private, no-store"
    assert "immutable" in client.get("/static/workbench.css?v=1").headers["cache-control"]


@pytest.mark.parametrize("host", ["evil.example", "evil.example:8642", "localhost.evil.example", ""])
def test_a_server_of_this_machine_answers_to_no_other_name(shown: Workbench, host: str) -> None:
    assert shown.client("reader").get("/", headers={"host": host}).status_code == 421


@pytest.mark.parametrize("host", ["localhost", "localhost:8642", "127.0.0.1:80", "[::1]:8642", "LOCALHOST"])
def test_it_answers_to_its_own_names(shown: Workbench, host: str) -> None:
    assert shown.client("reader").get("/sign-in", headers={"host": host}).status_code in (200, 303)


@pytest.mark.parametrize(
    "path",
    [
        "/static/../app.py",
        "/static/..%2fapp.py",
        "/assets/..%2f..%2f..%2fpyproject.toml",
        "/static/%2e%2e/settings.py",
        "/static//etc/passwd",
    ],
)
def test_files_outside_are_out_of_reach(shown: Workbench, path: str) -> None:
    assert shown.client("owner").get(path).status_code == 404


@pytest.mark.parametrize(
    "query",
    [
        "type='; DROP TABLE incidents; --",
        "source=' OR 1=1 --",
        "q=') OR 1=1 --",
        "q=%25%5F\\",
        "place=x' UNION SELECT text FROM documents --",
        "actor=\"; ATTACH '/etc/passwd' AS p; --",
        "order=newest; DROP TABLE incidents",
        "bbox=1,2,3,4); DROP TABLE incidents; --",
    ],
)
def test_values_are_never_sql(shown: Workbench, query: str) -> None:
    client = shown.client("reader")
    assert client.get(f"/?{query}").status_code in (200, 400)
    assert client.get(f"/api/v1/incidents?{query}").status_code in (200, 400, 422)
    total = client.get("/api/v1/incidents").json()["total"]
    assert total > 5
    if query.startswith(("source", "place", "actor")):
        assert client.get(f"/api/v1/incidents?{query}").json()["total"] == 0


def test_a_value_in_the_address_is_shown_as_text(shown: Workbench) -> None:
    text = (
        shown.client("reader")
        .get("/", params={"q": "<script>alert(1)</script>", "source": '"><img src=x onerror=alert(1)>'})
        .text
    )
    assert "<script>alert" not in text
    assert "<img src=x" not in text
    assert "&lt;script&gt;" in text


def test_a_fault_tells_a_stranger_nothing(shown: Workbench, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError("a secret of the inside")

    monkeypatch.setattr("marsad.web.pages.overview.gather", broken)
    answer = shown.client("reader", raise_server_exceptions=False).get("/")
    assert answer.status_code == 500
    assert "secret" not in answer.text
    assert answer.headers["content-security-policy"]
