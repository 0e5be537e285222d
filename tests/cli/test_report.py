"""`marsad report`."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

import pytest
from builders import TEXT, make_coded

from marsad.cli import run
from marsad.store import Store

built = pytest.mark.skipif(
    not (files("marsad.report") / "assets" / "report.js").is_file(),
    reason="the report's assets are not built: npm ci && npm run build",
)


@pytest.fixture
def store(tmp_path: Path) -> Path:
    path = tmp_path / "record.duckdb"
    with Store.open(path) as opened:
        go = opened.start_run("rules 0.1.0")
        opened.add(make_coded(), go)
        opened.record_failure("scan.pdf", "reading", "NotText", "a picture", go)
        opened.finish_run(go)
    return path


@built
def test_it_writes_one_file_and_says_so(store: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "out.html"
    assert run(["report", "--store", str(store), "-o", str(out), "--title", "أسبوع", "--lang", "en"]) == 0
    html = out.read_text(encoding="utf-8")
    assert "<title>أسبوع</title>" in html
    assert '<html lang="en" dir="ltr">' in html
    assert TEXT.partition("\n")[0] in html
    assert "scan.pdf" in html
    assert capsys.readouterr().err == f"marsad: {out} written; open it in a browser\n"


@built
def test_no_texts_leaves_the_texts_out(store: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.html"
    assert run(["report", "--store", str(store), "-o", str(out), "--no-texts"]) == 0
    html = out.read_text(encoding="utf-8")
    assert TEXT[:40] not in html
    assert "أربعة مسلحين" in html


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        pytest.param(["--lang", "fr"], "use ar or en", id="language"),
        pytest.param(["--store", "absent.duckdb"], "absent.duckdb", id="no-store"),
    ],
)
def test_a_mistake_ends_in_one_line(
    store: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], words: str
) -> None:
    out = tmp_path / "out.html"
    assert run(["report", "--store", str(store), "-o", str(out), *arguments]) == 2
    assert words in capsys.readouterr().err
    assert not out.exists()
