"""Feeds, and runs that were stopped or killed: what is there is not fetched again."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from fetched_pages import TEXT, error_of, options, run
from web_server import WebServer, feed_of, page_of

from marsad.errors import BadSetting, StoreBusy
from marsad.fetching import Fetched, FetchTally, fetch
from marsad.fetching.snapshots import Snapshots
from marsad.model import Document
from marsad.reading import iter_documents


class TestFeeds:
    def test_a_feed_gives_the_pages_that_it_names(self, server: WebServer, folder: Path) -> None:
        links = [server.put(f"/{i}", page_of(f"{TEXT} {i}", "")) for i in range(2)]
        feed = server.put("/feed", feed_of([*links, "javascript:alert(1)"]), "application/rss+xml", ETag='"f"')
        results = run(folder, feed)
        assert [(r.outcome, r.entries) for r in results] == [("feed", 2), ("new", 0), ("new", 0)]
        docs = [i for r in results for i in r.items if isinstance(i, Document)]
        assert [(d.source, d.published.start) for d in docs] == [("وكالة", "2017-03-05")] * 2
        again = list(iter_documents([folder]))
        assert [d.key for d in again if isinstance(d, Document)] == [d.key for d in docs]
        assert [d.published.start for d in again if isinstance(d, Document)] == ["2017-03-05"] * 2

    def test_pages_that_were_fetched_are_not_asked_again(self, server: WebServer, folder: Path) -> None:
        link = server.put("/1", page_of(TEXT))
        feed = server.put("/feed", feed_of([link]), "text/xml", ETag='"f"')
        run(folder, feed)
        server.asked.clear()
        assert [(r.outcome, r.entries) for r in run(folder, feed)] == [("feed", 0)]
        assert [p for p in server.paths() if p != "/robots.txt"] == ["/feed"]
        assert server.asked[-1][1]["if-none-match"] == '"f"'
        assert [r.outcome for r in run(folder, feed, refresh=True)] == ["feed", "unchanged"]

    def test_a_page_that_failed_is_left_alone_for_a_while(self, server: WebServer, folder: Path) -> None:
        feed = server.put("/feed", feed_of([server.root + "/gone"]), "text/xml")
        assert [r.outcome for r in run(folder, feed)] == ["feed", "failed"]
        assert [r.outcome for r in run(folder, feed)] == ["feed"]
        server.put("/gone", page_of(TEXT))
        assert [r.outcome for r in run(folder, server.root + "/gone")] == ["new"]

    def test_a_feed_of_entities_is_refused(self, server: WebServer, folder: Path) -> None:
        bomb = '<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a "ha">]><rss><channel><title>&a;</title></channel></rss>'
        (one,) = run(folder, server.put("/feed", bomb, "text/xml"))
        assert "entities" in str(error_of(one))


class TestResuming:
    def test_a_run_that_was_stopped_goes_on(self, server: WebServer, folder: Path) -> None:
        urls = [server.put(f"/{i}", page_of(f"{TEXT} {i}")) for i in range(5)]
        done: list[Fetched] = []
        for one in fetch(urls, folder, options(), stopped=lambda: len(done) == 2):
            done.append(one)  # noqa: PERF402
        assert len(done) == 2
        server.asked.clear()
        tally = FetchTally()
        rest = list(fetch(urls, folder, options(), tally=tally))
        assert [r.url for r in rest] == urls[2:]
        assert tally.resumed == 2
        assert [p for p in server.paths() if p != "/robots.txt"] == ["/2", "/3", "/4"]
        assert len(list(iter_documents([folder]))) == 5

    def test_a_killed_process_goes_on(self, server: WebServer, folder: Path, tmp_path: Path) -> None:
        urls = [server.put(f"/{i}", page_of(f"{TEXT} {i}")) for i in range(6)]
        script = (
            "import sys\nfrom marsad.fetching import FetchOptions, fetch\n"
            "for one in fetch(sys.argv[2:], sys.argv[1], FetchOptions(allow_private=True, delay=0.2)):\n"
            "    print(one.url, flush=True)\n"
        )
        process = subprocess.Popen(
            [sys.executable, "-c", script, str(folder), *urls], stdout=subprocess.PIPE, text=True
        )
        assert process.stdout is not None
        for _ in range(2):
            process.stdout.readline()
        process.send_signal(signal.SIGKILL)
        process.wait()
        process.stdout.close()
        run(folder, *urls)
        assert {d.id for d in iter_documents([folder]) if isinstance(d, Document)} == set(urls)

    def test_what_a_crash_left_half_written_is_cut_off(self, server: WebServer, folder: Path) -> None:
        run(folder, server.put("/a", page_of(TEXT)))
        (warc,) = folder.glob("*.warc.gz")
        with warc.open("ab") as stream:
            stream.write(b"\x1f\x8b\x08 half a record")
        run(folder, server.put("/b", page_of(TEXT)))
        items = list(iter_documents([folder]))
        assert [type(i) for i in items] == [Document, Document]

    def test_a_first_record_that_was_never_finished_is_removed(self, server: WebServer, folder: Path) -> None:
        run(folder, server.put("/a", page_of(TEXT)))
        (warc,) = folder.glob("*.warc.gz")
        with sqlite3.connect(folder / ".fetched.sqlite") as memory:
            memory.execute("UPDATE files SET size = 0")
        memory.close()
        warc.write_bytes(warc.read_bytes()[:50])
        run(folder, server.put("/b", page_of(TEXT)))
        assert [type(i) for i in iter_documents([folder])] == [Document]

    def test_one_process_at_a_time(self, folder: Path) -> None:
        snapshots = Snapshots(folder)
        try:
            with pytest.raises(StoreBusy, match="another process fetches"):
                run(folder)
        finally:
            snapshots.close()
        assert run(folder) == []

    def test_a_folder_that_cannot_be_made(self, tmp_path: Path) -> None:
        (tmp_path / "file").write_text("x")
        with pytest.raises(BadSetting, match="cannot be written"):
            run(tmp_path / "file" / "pages")

    def test_a_snapshot_that_is_gone_is_told(self, server: WebServer, folder: Path) -> None:
        url = server.put("/a", page_of(TEXT), ETag='"1"')
        run(folder, url)
        for warc in folder.glob("*.warc.gz"):
            os.unlink(warc)  # noqa: PTH108
        (one,) = run(folder, url)
        assert one.outcome == "failed" or "snapshot" in str(error_of(one))
