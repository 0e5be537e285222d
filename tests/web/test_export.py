"""The export: the incidents of the filter in every format, names only for editors, and the sidecar beside the file."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from marsad.exports import FORMATS
from marsad.web.pages.export import GROUPS
from marsad.web.queries.export import incident_ids
from marsad.web.queries.filters import parse_filter

from .accessibility import serious_findings
from .serving import Workbench

FILTER = "country=IRQ&type=explosive_device"


def chosen_ids(workbench: Workbench, query: str) -> set[str]:
    pairs = [tuple(part.split("=")) for part in query.split("&")]
    with workbench.owner.reader() as con:
        return set(incident_ids(con, parse_filter(pairs)))  # type: ignore[arg-type]


def rows_of(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"))))


def test_every_format_stands_on_the_page_once() -> None:
    assert sorted(name for names in GROUPS.values() for name in names) == sorted(e.name for e in FORMATS)


@pytest.mark.parametrize("exporter", FORMATS, ids=lambda e: e.name)
def test_every_format_comes_with_its_sidecar(shown: Workbench, exporter: Any) -> None:
    answer = shown.client("reader").get(f"/export/file?format={exporter.name}")
    assert answer.status_code == 200
    assert f"marsad-{exporter.name}.zip" in answer.headers["content-disposition"]
    with zipfile.ZipFile(io.BytesIO(answer.content)) as archive:
        name = f"marsad-{exporter.name}.{exporter.suffix}"
        assert archive.namelist() == [name, f"{name}.mapping.json"]
        sidecar = json.loads(archive.read(f"{name}.mapping.json"))
        assert archive.read(name)
    assert sidecar["format"] == exporter.name
    assert sidecar["rows"] > 0
    assert sidecar["names"].startswith("left out")


def test_the_filter_of_the_address_chooses(shown: Workbench) -> None:
    answer = shown.client("reader").get(f"/export/file?format=csv&parcel=alone&{FILTER}")
    assert {row["id"] for row in rows_of(answer.content)} == chosen_ids(shown, FILTER)
    everything = rows_of(shown.client("reader").get("/export/file?format=csv&parcel=alone").content)
    assert 0 < len(chosen_ids(shown, FILTER)) < len(everything)


def test_the_sidecar_tells_the_filter(shown: Workbench) -> None:
    answer = shown.client("reader").get(f"/export/file?format=xlsx&{FILTER}")
    with zipfile.ZipFile(io.BytesIO(answer.content)) as archive:
        told = json.loads(archive.read("marsad-xlsx.xlsx.mapping.json"))["selection"]
    assert (told["of"], told["asked"]) == ("incidents", "type=explosive_device&country=IRQ")


def test_words_searched_for_choose_too(shown: Workbench) -> None:
    found = rows_of(shown.client("reader").get("/export/file?format=csv&parcel=alone&q=المواشي").content)
    assert {row["id"] for row in found} == chosen_ids(shown, "q=المواشي") != set()


def test_names_are_for_editors_and_noted(shown: Workbench) -> None:
    path = "/export/file?format=csv&parcel=alone&names=1"
    assert shown.client("reviewer").get(path).status_code == 403
    kept = rows_of(shown.client("editor").get(path).content)
    bare = rows_of(shown.client("editor").get("/export/file?format=csv&parcel=alone").content)
    assert any(row["evidence"] for row in kept)
    assert not any(row["evidence"] for row in bare)
    newest = next(
        e for e in shown.accounts.audit(None, 10) if e.action == "export" and "with names" in (e.detail or "")
    )
    assert (newest.user_name, newest.object) == ("editor", "csv")


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/export/file?format=../../etc/passwd", 400),
        ("/export/file?format=doc", 400),
        ("/export/file?format=csv&parcel=tar", 422),
        ("/export/file?format=csv&type=nothing", 400),
        ("/export/file", 422),
    ],
)
def test_what_cannot_be_is_refused(shown: Workbench, path: str, status: int) -> None:
    assert shown.client("editor").get(path).status_code == status


def test_nobody_without_an_account_exports(shown: Workbench) -> None:
    for path in ("/export", "/export/file?format=csv"):
        assert shown.client(None).get(path).headers["location"].startswith("/sign-in")


def test_nothing_stays_behind(shown: Workbench, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    assert shown.client("reader").get("/export/file?format=xlsx").status_code == 200
    assert list(tmp_path.iterdir()) == []


def test_an_empty_filter_result_offers_no_file(shown: Workbench) -> None:
    assert "/export/file" not in shown.client("reader").get("/export?killed=9999999").text


@pytest.mark.browser
@pytest.mark.parametrize(("language", "link", "go"), [("ar", "تصدير", "تنزيل"), ("en", "Export", "Download")])
def test_from_the_overview_to_the_file(
    shown: Workbench, open_page: Callable[..., Any], language: str, link: str, go: str
) -> None:
    page = open_page(f"/?{FILTER}", language, "editor", accept_downloads=True)
    page.get_by_role("link", name=link, exact=True).click()
    page.locator("input[value=geojson]").check()
    page.locator("input[value=alone]").check()
    with page.expect_download() as waiting:
        page.get_by_role("button", name=go).click()
    assert waiting.value.suggested_filename == "marsad-geojson.geojson"
    found = json.loads(Path(waiting.value.path()).read_text(encoding="utf-8"))
    assert {f["properties"]["id"] for f in found["features"]} <= chosen_ids(shown, FILTER)


@pytest.mark.browser
@pytest.mark.parametrize(("language", "scheme"), [("ar", "light"), ("en", "dark")])
def test_accessible(open_page: Callable[..., Any], language: str, scheme: str) -> None:
    page = open_page(f"/export?{FILTER}", language, "editor", bypass_csp=True, color_scheme=scheme)
    assert serious_findings(page) == []
