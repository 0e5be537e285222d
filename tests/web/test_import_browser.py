"""The import page in a real browser, in Arabic and English."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from web_server import WebServer, page_of

from marsad.web.imports.spool import MOST_FILES
from marsad.web.visitors import SESSION_COOKIE

from .importing import TEXT
from .serving import Workbench, running


def over(page: Any, done: str) -> None:
    page.locator(".state .tag", has_text=done).wait_for(timeout=60_000)


@pytest.mark.browser
@pytest.mark.parametrize(
    ("language", "button", "done", "reason", "retry", "again"),
    [
        ("ar", "استورد الملفات", "تم", "الملف فارغ. لا شيء يُرمَّز.", "أعد محاولة الكل", "إعادة محاولة واحدة"),
        ("en", "Import the files", "Done", "the file is empty. Nothing to code.", "Try all again", "1 failure tried again"),
    ],
)  # fmt: skip
def test_upload_failure_and_retry_in_the_browser(
    workbench: Workbench, browser: Any, tmp_path: Path,
    language: str, button: str, done: str, reason: str, retry: str, again: str,
) -> None:  # fmt: skip
    (tmp_path / "خبر.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "فارغ.txt").write_bytes(b"")
    with running(workbench) as address:
        page = signed_in(browser, workbench, address, language)
        page.goto(f"{address}/import")
        page.locator("input[type=file]").set_input_files([tmp_path / "خبر.txt", tmp_path / "فارغ.txt"])
        assert page.locator("[data-chosen] li").all_inner_texts() == ["خبر.txt", "فارغ.txt"]
        page.get_by_role("button", name=button).click()
        over(page, done)
        assert page.locator("a[href^='/documents/']").first.inner_text() == "خبر.txt"
        assert page.locator("table th").get_by_text("فارغ.txt").count() == 1
        assert page.locator(f"td bdi[lang={language}]").inner_text() == reason
        page.get_by_role("button", name=retry).click()
        page.get_by_role("heading", name=again).wait_for()
        over(page, done)
        page.goto(f"{address}/import")
        assert page.locator("tbody tr").count() == 2


@pytest.mark.browser
@pytest.mark.parametrize(
    ("language", "button", "done"), [("ar", "استورد النص", "تم"), ("en", "Import the text", "Done")]
)
def test_a_text_is_pasted_in_the_browser(
    workbench: Workbench, browser: Any, language: str, button: str, done: str
) -> None:
    with running(workbench) as address:
        page = signed_in(browser, workbench, address, language)
        page.goto(f"{address}/import")
        page.locator("textarea[name=text]").fill(TEXT)
        page.locator("input[name=title]").fill("عبوة غربي الموصل")
        page.locator("form:has(textarea[name=text]) input[name=published]").fill("2017-03-05")
        page.get_by_role("button", name=button).click()
        over(page, done)
        page.locator("a[href^='/documents/']").first.click()
        assert TEXT in page.locator("#text").inner_text()


@pytest.mark.browser
@pytest.mark.parametrize(
    ("language", "button", "done"), [("ar", "اجلب واستورد", "تم"), ("en", "Fetch and import", "Done")]
)
def test_addresses_are_given_in_the_browser(
    watched: Callable[..., Any], server: WebServer, browser: Any, language: str, button: str, done: str
) -> None:
    url = server.put("/a", page_of(TEXT))
    with watched(allow_private=True) as workbench, running(workbench) as address:
        page = signed_in(browser, workbench, address, language)
        page.goto(f"{address}/import")
        page.locator("textarea[name=urls]").fill(url)
        page.get_by_role("button", name=button).click()
        over(page, done)
        assert page.locator("a[href^='/documents/']").count() == 1


@pytest.mark.browser
def test_files_are_dropped_and_too_many_are_told_before_they_are_sent(open_page: Callable[..., Any]) -> None:
    page = open_page("/import", "en", "editor")
    drop = """(count) => {
      const data = new DataTransfer();
      for (let i = 0; i < count; i += 1) data.items.add(new File(["x"], `f${i}.txt`));
      document.querySelector(".drop").dispatchEvent(new DragEvent("drop", { dataTransfer: data, bubbles: true, cancelable: true }));
    }"""
    page.evaluate(drop, 2)
    assert page.locator("[data-chosen] li").count() == 2
    page.evaluate(drop, MOST_FILES + 1)
    assert page.locator("[data-problem]").is_visible()
    assert page.get_by_role("button", name="Import the files").is_disabled()


def signed_in(browser: Any, workbench: Workbench, address: str, language: str) -> Any:
    context = browser.new_context(locale=language)
    context.add_cookies([{"name": SESSION_COOKIE, "value": workbench.session("editor"), "url": address}])
    page = context.new_page()
    page.set_default_timeout(20_000)
    return page
