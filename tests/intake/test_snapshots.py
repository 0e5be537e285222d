"""Fetched pages go into a store once, whatever happens between fetching and storing."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from web_server import WebServer, feed_of, page_of, serving

from marsad.fetching import FetchOptions, fetch
from marsad.intake.asking import ask_again
from marsad.intake.coding import Taken, store_at
from marsad.intake.retrying import retry
from marsad.intake.snapshots import fetch_into, pages_folder, take_snapshots
from marsad.store import Store

TEXT = "قُتل ثلاثة جنود بانفجار عبوة ناسفة غربي الموصل"
OPTIONS = FetchOptions(allow_private=True, delay=0.0, tries=1)


@pytest.fixture
def server() -> Iterator[WebServer]:
    with serving() as made:
        yield made


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "s.duckdb"


def ids(path: Path) -> list[str]:
    with Store.open(path) as store:
        return sorted(coded.document.id for coded in store.iter_coded())


def into(path: Path, *targets: str) -> Taken:
    taken = Taken()
    list(fetch_into(targets, pages_folder(path), store_at(path), options=OPTIONS, taken=taken))
    return taken


def test_pages_are_coded_and_know_where_they_are_kept(server: WebServer, path: Path) -> None:
    url = server.put("/a", page_of(TEXT))
    taken = into(path, url)
    assert (taken.documents, taken.events) == (1, 1)
    with Store.open(path) as store:
        found = store.get_document(url)
        assert found is not None
        assert found.provenance is not None
        assert found.provenance["address"] == url
        assert Path(found.provenance["file"]).parent == pages_folder(path)
        assert store.check() == []


def test_twice_adds_nothing(server: WebServer, path: Path) -> None:
    url = server.put("/a", page_of(TEXT))
    into(path, url)
    assert into(path, url).documents == 0
    assert ids(path) == [url]


def test_what_was_fetched_and_not_taken_is_taken_by_the_next(server: WebServer, path: Path) -> None:
    first, second = server.put("/a", page_of(TEXT)), server.put("/b", page_of(TEXT))
    list(fetch([first], pages_folder(path), OPTIONS))
    assert into(path, second).documents == 2
    assert ids(path) == [first, second]


def test_the_pages_of_a_feed(server: WebServer, path: Path) -> None:
    links = [server.put(f"/{i}", page_of(f"{TEXT} {i}")) for i in range(25)]
    assert into(path, server.put("/feed", feed_of(links), "text/xml")).documents == 25


def test_an_address_that_failed_is_a_failure_until_it_answers(server: WebServer, path: Path) -> None:
    url = server.root + "/a"
    assert into(path, url).failed == 1
    with Store.open(path) as store:
        (failure,) = store.quarantine.find()
        assert (failure.origin, failure.stage) == (url, "reading")
    server.put("/a", page_of(TEXT))
    assert into(path, url).mended == 1
    with Store.open(path) as store:
        assert store.quarantine.find() == []


def test_retrying_asks_the_address_again(server: WebServer, path: Path) -> None:
    into(path, server.root + "/a")
    server.put("/a", page_of(TEXT))
    with Store.open(path) as store:
        done = retry(store, store.quarantine.find(), ask=ask_again(path, allow_private=True))
        assert (done.tried, done.mended, done.added) == (1, 1, 1)
    assert ids(path) == [server.root + "/a"]
    assert into(path, server.root + "/a").documents == 0


def test_a_page_that_could_not_be_read_is_retried_from_its_snapshot(server: WebServer, path: Path) -> None:
    url = server.put("/a", "<html></html>")
    assert into(path, url).failed == 1
    with Store.open(path) as store:
        (failure,) = store.quarantine.find()
        assert failure.origin.endswith(".warc.gz")
        server.asked.clear()
        assert retry(store, [failure]).tried == 1
        assert server.asked == []


def test_taking_from_an_empty_folder_notes_no_run(path: Path) -> None:
    with Store.open(path) as store:
        assert take_snapshots(store, pages_folder(path)) == Taken()
        assert store.query("SELECT count(*) FROM runs").rows == [(0,)]
