"""A watch takes in what is new, waits for what still grows, and goes on where it was."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path

import pytest
from web_server import feed_of, page_of, serving

from marsad.errors import BadSetting, StoreBusy
from marsad.fetching import FetchOptions
from marsad.intake.coding import store_at
from marsad.intake.watching import WatchOptions, WatchStatus, watch
from marsad.store import Store

TEXT = "قُتل ثلاثة جنود بانفجار عبوة ناسفة غربي الموصل يوم 5 آذار 2017"
FAST = WatchOptions(settle=0.05, fetching=FetchOptions(allow_private=True, delay=0.0, tries=1))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "news"
    made.mkdir()
    return made


@pytest.fixture
def store(tmp_path: Path) -> Path:
    return tmp_path / "s.duckdb"


def once(folder: Path, store: Path, *feeds: str, options: WatchOptions = FAST) -> WatchStatus:
    return watch(
        [folder] if folder.exists() else [], feeds, store_at(store), store.parent / "pages", options=options, once=True
    )


def ids(store: Path) -> list[str]:
    with Store.open(store) as opened:
        return sorted(coded.document.id for coded in opened.iter_coded())


def write(path: Path, text: str = TEXT) -> None:
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, encoding="utf-8")


class TestOnce:
    def test_what_is_there_is_coded_linked_and_stored(self, folder: Path, store: Path) -> None:
        write(folder / "a.txt")
        write(folder / "2017" / "b.txt", TEXT + " وفق الشرطة")
        status = once(folder, store)
        assert (status.taken.documents, status.taken.failed) == (2, 0)
        assert status.incidents == 1
        assert ids(store) == ["2017/b.txt", "a.txt"]

    def test_what_was_seen_is_not_read_again(self, folder: Path, store: Path) -> None:
        write(folder / "a.txt")
        once(folder, store)
        write(folder / "b.txt", TEXT + " أمس")
        status = once(folder, store)
        assert (status.taken.documents, status.taken.known) == (1, 0)
        assert once(folder, store).taken.documents == 0

    def test_a_file_that_changed_is_read_again(self, folder: Path, store: Path) -> None:
        write(folder / "a.jsonl", '{"id": "1", "text": "قُتل جنديان في كركوك"}\n')
        once(folder, store)
        with (folder / "a.jsonl").open("a", encoding="utf-8") as stream:
            stream.write('{"id": "2", "text": "قُتل ثلاثة جنود في الموصل"}\n')
        status = once(folder, store)
        assert (status.taken.documents, status.taken.known) == (1, 1)
        assert ids(store) == ["1", "2"]

    def test_what_cannot_be_read_is_kept_aside_and_mended_when_it_changes(self, folder: Path, store: Path) -> None:
        (folder / "a.docx").write_bytes(b"PK half of it")
        assert once(folder, store).taken.failed == 1
        assert once(folder, store).taken.failed == 0
        (folder / "a.docx").unlink()
        write(folder / "a.docx.txt")
        with Store.open(store) as opened:
            (failure,) = opened.quarantine.find()
            assert failure.origin == str(folder / "a.docx")

    def test_the_store_and_its_pages_are_no_input(self, folder: Path) -> None:
        write(folder / "a.txt")
        path = folder / "record.duckdb"
        for _ in range(2):
            status = watch([folder], [], store_at(path), folder / "record.pages", options=FAST, once=True)
            assert status.taken.failed == 0
        assert ids(path) == ["a.txt"]

    def test_without_linking(self, folder: Path, store: Path) -> None:
        write(folder / "a.txt")
        assert once(folder, store, options=WatchOptions(settle=0.0, link=False)).incidents is None

    def test_feeds(self, folder: Path, store: Path) -> None:
        with serving() as server:
            links = [server.put("/1", page_of(TEXT))]
            feed = server.put("/feed", feed_of(links), "text/xml")
            assert once(folder, store, feed).taken.documents == 1
            server.put("/feed", feed_of([*links, server.put("/2", page_of(TEXT + " أمس"))]), "text/xml")
            status = once(folder, store, feed)
            assert (status.taken.documents, status.pages.new) == (1, 1)
        assert [one.rpartition("/")[2] for one in ids(store)] == ["1", "2"]

    def test_a_folder_that_is_not_there(self, tmp_path: Path, store: Path) -> None:
        with pytest.raises(BadSetting, match="no such folder"):
            watch([tmp_path / "none"], [], store_at(store), tmp_path / "pages", once=True)

    def test_the_owner_of_an_open_store_hands_it_out(self, folder: Path, store: Path) -> None:
        write(folder / "a.txt")
        with Store.open(store) as opened:
            watch([folder], [], lambda: nullcontext(opened), store.parent / "pages", options=FAST, once=True)
            assert [coded.document.id for coded in opened.iter_coded()] == ["a.txt"]


@contextmanager
def watching(folder: Path, store: Path, options: WatchOptions = FAST, **more: object) -> Iterator[list[str]]:
    """A watch in a thread; the lines of its status."""
    stop, told = threading.Event(), []
    arguments = ([folder], [], more.get("open_store") or store_at(store), store.parent / "pages")
    thread = threading.Thread(
        target=lambda: watch(*arguments, options=options, stop=stop, on_status=lambda s: told.append(s.line()))  # type: ignore[arg-type]
    )
    thread.start()
    try:
        yield told
    finally:
        stop.set()
        thread.join(60)
        assert not thread.is_alive()


def until(holds: Callable[[], bool]) -> None:
    ends = time.monotonic() + 90
    while not holds():
        assert time.monotonic() < ends, "it did not happen"
        time.sleep(0.02)


@pytest.mark.parametrize("polling", [False, True], ids=["events", "polling"])
def test_new_files_are_taken_as_they_come(polling: bool, folder: Path, store: Path) -> None:
    options = WatchOptions(settle=0.05, polling=polling)
    with watching(folder, store, options) as told:
        until(lambda: any(line.startswith("watching") for line in told))
        write(folder / "a.txt")
        until(lambda: any("1 documents" in line and line.startswith("watching 1 folder") for line in told))
        assert ids(store) == ["a.txt"]  # the store can be opened while the watch waits
        write(folder / "b.txt", TEXT + " أمس")
        until(lambda: any("2 documents" in line and line.startswith("watching") for line in told))
    assert told[-1].startswith("stopped")
    assert ids(store) == ["a.txt", "b.txt"]


def test_a_file_that_still_grows_is_waited_for(folder: Path, store: Path) -> None:
    options = WatchOptions(settle=0.6)
    with watching(folder, store, options) as told:
        until(lambda: any(line.startswith("watching") for line in told))
        with (folder / "a.txt").open("w", encoding="utf-8") as stream:
            for piece in TEXT.split(" "):
                stream.write(piece + " ")
                stream.flush()
                time.sleep(0.1)
            stream.write("وفق الشرطة")
        until(lambda: any("1 documents" in line and line.startswith("watching") for line in told))
    with Store.open(store) as opened:
        assert [coded.document.text for coded in opened.iter_coded()] == [TEXT + " وفق الشرطة"]


def test_a_busy_store_is_waited_for(folder: Path, store: Path) -> None:
    write(folder / "a.txt")
    tries: list[int] = []

    @contextmanager
    def open_store() -> Iterator[Store]:
        tries.append(1)
        if len(tries) == 1:
            raise StoreBusy("held")
        with Store.open(store) as opened:
            yield opened

    with watching(folder, store, open_store=open_store) as told:
        until(lambda: any("1 documents" in line for line in told))
    assert any(line.startswith("waiting for the store") for line in told)


@pytest.mark.parametrize(("name", "value"), [("settle", -1.0), ("every", 1.0)])
def test_settings_that_are_not_allowed(name: str, value: float) -> None:
    with pytest.raises(BadSetting, match=name):
        WatchOptions(**{name: value})  # type: ignore[arg-type]
