"""The public mode: anybody reads, names and texts stay withheld, nothing else opens."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from marsad.web.withholding import withheld

from .serving import Workbench, open_workbench


@pytest.fixture(scope="module")
def public(example_store: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workbench]:
    path = tmp_path_factory.mktemp("public") / "store.duckdb"
    shutil.copy(example_store, path)
    with open_workbench(path, public=True) as opened:
        yield opened


def test_anybody_reads_and_is_told_what_is_withheld(public: Workbench) -> None:
    answer = public.client(None).get("/")
    assert answer.status_code == 200
    assert "withheld" in answer.text
    assert 'id="q"' not in answer.text


@pytest.mark.parametrize("path", ["/account", "/people", "/people/audit"])
def test_nothing_else_opens(public: Workbench, path: str) -> None:
    assert public.client(None).get(path).headers["location"].startswith("/sign-in")


def test_texts_cannot_be_searched(public: Workbench) -> None:
    guest, reader = public.client(None), public.client("reader")
    query = "/api/v1/incidents?q=المواشي"
    assert guest.get(query).json()["total"] == guest.get("/api/v1/incidents").json()["total"]
    assert 0 < reader.get(query).json()["total"] < guest.get(query).json()["total"]


def test_records_come_without_names(public: Workbench) -> None:
    guest, reader = public.client(None), public.client("reader")
    items = guest.get("/api/v1/incidents").json()["items"]
    assert {side["name"] for item in items for side in item["sides"]} == {None}
    for item in items:
        record = guest.get(f"/api/v1/incidents/{item['incident_id']}").json()
        assert all("name" not in actor for actor in record["actors"])
        assert all("credits" not in report for report in record["reports"])
        assert "name" in reader.get(f"/api/v1/incidents/{item['incident_id']}").json().get("where", {"name": ""})


def test_withholding_reaches_every_depth() -> None:
    record = {
        "claims": [{"name": "x", "actor_id": "SYR-MIL", "via": {"text": "y"}}],
        "where": {"name": "إدلب", "text": "z"},
    }
    assert withheld(record) == {"claims": [{"actor_id": "SYR-MIL", "via": {}}], "where": {"name": "إدلب"}}
