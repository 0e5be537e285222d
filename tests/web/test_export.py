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
from marsad.web.i18n import words_in
from marsad.web.pages.export import GROUPS
from marsad.web.queries.export import incident_ids
from marsad.web.queries.filters import parse_filter

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
@pytest.mark.parametrize("language", ["ar", "en"])
def test_the_page_says_that_a_file_is_being_written_until_it_comes(
    open_page: Callable[..., Any], language: str
) -> None:
    from playwright.sync_api import expect

    page, words = open_page("/export", language, "reader", accept_downloads=True), words_in(language)  # type: ignore[arg-type]
    # While a download is awaited a page cannot be asked: it keeps what it said.
    page.evaluate(
        "window.said = []; new MutationObserver(() => { const made = document.querySelector('#making');"
        "window.said.push([made.textContent, document.querySelector('.take button').disabled]); })"
        ".observe(document.querySelector('.take'), {childList: true, subtree: true, attributes: true})"
    )
    with page.expect_download() as waiting:
        page.locator(".take button").click()
    assert waiting.value.suggested_filename == "marsad-xlsx.zip"
    expect(page.locator("#making")).to_have_text(words("export.made"))
    said = page.evaluate("window.said")
    assert [words("export.making"), True] in said
    assert said[-1] == [words("export.made"), False]


def test_a_ticket_comes_back_with_the_file_and_nothing_else_does(shown: Workbench) -> None:
    client = shown.client("reader")
    answer = client.get("/export/file?format=csv&ticket=abc123")
    assert answer.headers["set-cookie"].startswith("marsad_export=abc123;")
    assert "set-cookie" not in client.get("/export/file?format=csv").headers
    assert client.get("/export/file?format=csv&ticket=a%0d%0ab").status_code == 422


@pytest.mark.browser
@pytest.mark.parametrize(
    ("language", "link", "go", "done"),
    [("ar", "تصدير", "تنزيل", "بدأ التنزيل."), ("en", "Export", "Download", "The download has begun.")],
)
def test_from_the_overview_to_the_file(
    shown: Workbench, open_page: Callable[..., Any], language: str, link: str, go: str, done: str
) -> None:
    from playwright.sync_api import expect

    page = open_page(f"/?{FILTER}", language, "editor", accept_downloads=True)
    page.get_by_role("link", name=link, exact=True).click()
    page.locator("input[value=geojson]").check()
    page.locator("input[value=alone]").check()
    with page.expect_download() as waiting:
        page.get_by_role("button", name=go).click()
    assert waiting.value.suggested_filename == "marsad-geojson.geojson"
    expect(page.locator("#making")).to_have_text(done)
    expect(page.get_by_role("button", name=go)).to_be_enabled()
    found = json.loads(Path(waiting.value.path()).read_text(encoding="utf-8"))
    assert {f["properties"]["id"] for f in found["features"]} <= chosen_ids(shown, FILTER)
