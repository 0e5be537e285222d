"""Copies that are checked, and documents that are forgotten for good."""

from __future__ import annotations

from pathlib import Path

import pytest
from builders import make_coded, make_document

from marsad.errors import BadSetting, StoreBusy, StoreError, StoreMismatch
from marsad.store import Store, load
from marsad.store.keeping import compact, copy_store

BY = {"by": "سلمى", "at": "2024-05-02T10:00:00"}
SECRET = "الشاهد المذكور في الخبر"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "s.duckdb"
    with Store.open(path) as store:
        run = store.start_run("rules 0.1.0")
        for i in range(3):
            store.add(make_coded(make_document(id=f"{i}.txt")), run)
        store.add(make_coded(make_document(id="secret.txt", text=f"قال {SECRET} إن قصفا وقع أمس"), events=()), run)
        store.finish_run(run)
    return path


class TestCopies:
    def test_a_copy_holds_everything_and_works_on(self, path: Path) -> None:
        target = path.with_name("copy's.duckdb")
        with Store.open(path) as store:
            store.journal.reject(next(store.iter_events()).event.id, **BY)
        assert copy_store(path, target) == 4
        assert load(target) == load(path)
        with Store.open(target) as copy:
            assert len(copy.journal.active()) == 1
            assert copy.check() == []
            indexes = copy.query("SELECT index_name FROM duckdb_indexes() ORDER BY 1").rows
            assert indexes == [("codings_by_number",), ("events_by_document",), ("events_by_id",)]
            event = next(copy.iter_events(document=make_document(id="1.txt").key)).event
            copy.journal.reject(event.id, **BY)
            assert len(list(copy.iter_judged())) == 1

    def test_a_file_that_is_there_is_kept_unless_forced(self, path: Path) -> None:
        target = path.with_name("copy.duckdb")
        copy_store(path, target)
        with pytest.raises(StoreError, match="--force"):
            copy_store(path, target)
        copy_store(path, target, force=True)
        with pytest.raises(BadSetting, match="one file"):
            copy_store(path, path, force=True)

    def test_a_busy_store_is_not_copied(self, path: Path) -> None:
        with Store.open(path), pytest.raises(StoreBusy):
            copy_store(path, path.with_name("copy.duckdb"))
        assert [p.name for p in path.parent.iterdir() if "copy" in p.name] == []

    def test_what_is_no_store_restores_nothing(self, path: Path) -> None:
        foreign = path.with_name("notes.txt")
        foreign.write_text("no store", "utf-8")
        with pytest.raises(StoreMismatch):
            copy_store(foreign, path, force=True)
        assert len(load(path)) == 4

    def test_a_copy_with_faults_is_refused(self, path: Path) -> None:
        with Store.open(path) as store:
            store._con.execute("UPDATE events SET type = 'riot'")
        with pytest.raises(StoreError, match="faults"):
            copy_store(path, path.with_name("copy.duckdb"))
        assert not path.with_name("copy.duckdb").exists()


class TestForgetting:
    def test_text_and_values_are_gone_and_a_tombstone_stays(self, path: Path) -> None:
        key = make_document(id="1.txt").key
        with Store.open(path) as store:
            event = next(store.iter_events(document=key)).event
            store.journal.correct(event.id, "casualties[0].min", "5", note=SECRET, **BY)
            assert store.forget("1.txt", reason="طلب صاحب الشأن", **BY) == key
            for table in ("documents", "codings", "events", "statements", "traces"):
                assert store.query(f"SELECT count(*) FROM {table} WHERE document_key = ?", [key]).rows == [(0,)]
            assert store.query("SELECT document_key, reason FROM tombstones").rows == [(key, "طلب صاحب الشأن")]
            assert [(j.kind, j.value, j.note, j.span_start) for j in store.journal.history()] == [
                ("correct", None, None, None)
            ]
            assert store.check() == []

    def test_its_bytes_leave_the_file(self, path: Path) -> None:
        with Store.open(path) as store:
            store.forget("secret.txt", **BY)
        compact(path)
        words = SECRET.encode()
        assert all(words not in file.read_bytes() for file in path.parent.iterdir())
        assert len(load(path)) == 3

    def test_it_is_not_taken_again(self, path: Path) -> None:
        with Store.open(path) as store:
            store.forget("0.txt", **BY)
            assert not store.add(make_coded(make_document(id="0.txt")), store.start_run("rules 0.1.0"))
        with Store.open(path) as store:
            assert store.has(make_document(id="0.txt").key, "rules 9.0.0")

    def test_what_is_not_there_is_told(self, path: Path) -> None:
        with Store.open(path) as store, pytest.raises(BadSetting, match="no document"):
            store.forget("none.txt", **BY)
