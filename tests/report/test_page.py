"""The file: safe whatever the texts hold, allowed by hash alone, the same for the same store."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marsad.errors import BadSetting, ReportAssetsMissing
from marsad.report import ReportOptions, assets
from marsad.report.page import to_safe_json
from marsad.text.bidi import neutralise

from .records import HOSTILE, hostile, small_record

Write = Callable[..., Path]


class Elements(HTMLParser):
    """The elements of a page with the raw text of scripts and styles."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.raw: list[tuple[str, str]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        if self.tags:
            self.raw.append((self.tags[-1][0], data))

    def text_of(self, tag: str, nth: int = 0) -> str:
        return [data for name, data in self.raw if name == tag and data.strip()][nth]


@given(
    st.recursive(
        st.text() | st.integers() | st.none(), lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner)
    )
)
def test_safe_json_is_the_same_json_without_dangerous_characters(value: object) -> None:
    packed = to_safe_json(value)
    assert json.loads(packed) == value
    assert not re.search("[<>&\u2028\u2029\ud800-\udfff]", packed)


@pytest.mark.parametrize(
    "text", ["</script>", "<!--<script>", "]]>&amp;", "\u2028\u2029", "\ud800", "a\x00\r\n"], ids=ascii
)
def test_safe_json_of_hostile_text(text: str) -> None:
    packed = to_safe_json([text])
    assert json.loads(packed) == [text]
    assert packed.encode("utf-8").isascii()


def test_one_data_element_one_script_one_style_and_nothing_from_outside(write_report: Write) -> None:
    html = write_report([hostile(), *small_record()], title="</title><script>x</script>").read_text(encoding="utf-8")
    page = Elements(html)
    scripts = [attributes for tag, attributes in page.tags if tag == "script"]
    assert [s.get("type") for s in scripts] == ["application/json", None]
    assert not any({"src", "href", "data", "action"} & attributes.keys() for _, attributes in page.tags)
    assert [tag for tag, _ in page.tags].count("style") == 1
    record = json.loads(page.text_of("script", 0))
    assert record["documents"][0]["text"] == neutralise(HOSTILE)
    assert record["title"] == "</title><script>x</script>"


def test_the_policy_allows_the_inline_elements_by_their_hashes(write_report: Write) -> None:
    page = Elements(write_report(small_record()).read_text(encoding="utf-8"))
    policy = next(
        a["content"] or "" for tag, a in page.tags if tag == "meta" and "Policy" in (a.get("http-equiv") or "")
    )
    for directive, content in (("script-src", page.text_of("script", 1)), ("style-src", page.text_of("style"))):
        digest = base64.b64encode(hashlib.sha256(content.encode("utf-8")).digest()).decode()
        assert f"{directive} 'sha256-{digest}'" in policy
    assert policy.startswith("default-src 'none'")
    assert "unsafe" not in policy


def test_the_same_store_gives_the_same_file(tmp_path: Path, write_report: Write) -> None:
    first = write_report(small_record()).read_bytes()
    assert write_report(small_record()).read_bytes() == first


def test_a_lone_surrogate_does_not_stop_the_report(write_report: Write) -> None:
    broken = hostile()
    html = write_report([broken], title="\ud800 عنوان").read_text(encoding="utf-8")
    assert "? عنوان" in html


def test_an_unknown_language_is_refused() -> None:
    with pytest.raises(BadSetting, match="use ar or en"):
        ReportOptions(lang="fr")  # type: ignore[arg-type]


def test_missing_assets_say_what_to_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(assets, "_REPORT", tmp_path)
    with pytest.raises(ReportAssetsMissing, match="npm ci && npm run build"):
        assets.read_asset("report.js")
