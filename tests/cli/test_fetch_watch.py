"""`marsad fetch` and `marsad watch` as a user runs them."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from web_server import WebServer, feed_of, page_of, serving

from marsad.cli import run
from marsad.store import load

TEXT = "قُتل ثلاثة جنود بانفجار عبوة ناسفة غربي الموصل"


@pytest.fixture
def server() -> Iterator[WebServer]:
    with serving() as made:
        yield made


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def test_fetching_into_a_folder_that_is_coded_afterwards(server: WebServer, capsys: pytest.CaptureFixture[str]) -> None:
    url = server.put("/a", page_of(TEXT))
    assert run(["fetch", url, "-o", "pages", "--allow-private", "--delay", "0"]) == 0
    assert "1 new, 0 changed, 0 unchanged; pages are in pages" in capsys.readouterr().err
    assert run(["code", "pages", "--store", "s.duckdb"]) == 0
    assert [c.document.id for c in load("s.duckdb")] == [url]


def test_fetching_a_list_with_a_feed_into_a_store(server: WebServer, capsys: pytest.CaptureFixture[str]) -> None:
    feed = server.put("/feed", feed_of([server.put("/1", page_of(TEXT))]), "application/rss+xml")
    Path("list.txt").write_text(f"# sources\n{feed}\n\n{server.root}/missing\n", encoding="utf-8")
    assert run(["fetch", "--from", "list.txt", "--store", "s.duckdb", "--allow-private", "--delay", "0"]) == 1
    told = capsys.readouterr().err
    assert "1 failed" in told
    assert "404" in told
    assert "1 feeds read" in told
    assert "1 documents with 1 events added to s.duckdb" in told
    assert Path("s.pages").is_dir()
    assert run(["failures", "list", "--store", "s.duckdb", "-f", "jsonl"]) == 0
    assert "/missing" in capsys.readouterr().out


def test_this_machine_is_not_asked_unless_allowed(server: WebServer, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["fetch", server.put("/a", page_of(TEXT)), "-o", "pages", "--delay", "0"]) == 1
    assert "a loopback address; add --allow-private" in capsys.readouterr().err
    assert server.asked == []


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["fetch", "-o", "pages"], "name a page or a feed"),
        (["fetch", "https://example.org/"], "name where the pages go"),
        (["fetch", "--from", "none.txt", "-o", "x"], "cannot be read"),
        (["fetch", "https://example.org/", "-o", "x", "--tries", "0"], "tries"),
        (["watch", "none", "--store", "s.duckdb"], "no such folder"),
        (["watch", ".", "--store", "s.duckdb", "--every", "1"], "every 10 seconds"),
    ],
)
def test_mistakes_are_told_in_one_line(arguments: list[str], told: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(arguments) == 2
    assert told in capsys.readouterr().err


def test_watching_once_for_cron(capsys: pytest.CaptureFixture[str]) -> None:
    Path("news").mkdir()
    Path("news/a.txt").write_text(TEXT, encoding="utf-8")
    assert run(["watch", "news", "--store", "s.duckdb", "--once", "--settle", "0"]) == 0
    assert "done, 1 documents, 1 events, 1 incidents" in capsys.readouterr().err
    Path("news/b.txt").write_bytes(b"")
    assert run(["watch", "news", "--store", "s.duckdb", "--once", "--settle", "0"]) == 1


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_watch_stops_cleanly_and_goes_on_later(number: signal.Signals, tmp_path: Path) -> None:
    news = tmp_path / "news"
    news.mkdir()
    (news / "a.txt").write_text(TEXT, encoding="utf-8")
    command = [
        sys.executable,
        "-c",
        "from marsad.cli import main; main()",
        "watch",
        "news",
        "--store",
        "s.duckdb",
        "--settle",
        "0.1",
    ]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True, cwd=tmp_path) as process:
        assert process.stderr is not None
        line = process.stderr.readline()
        assert "watching 1 folder, 1 documents" in line
        time.sleep(0.1)
        process.send_signal(number)
        rest = process.stderr.read()
        assert process.wait(60) == 0
    assert "stopped, 1 documents" in rest
    assert len(load("s.duckdb")) == 1
