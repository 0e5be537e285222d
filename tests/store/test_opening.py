"""Opening a store: new, busy, foreign, older, newer, missing, unfinished; every error says what to do."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb
import pytest
from builders import make_coded

from marsad.errors import StoreBusy, StoreError, StoreMismatch
from marsad.store import Store, load
from marsad.store.connection import migrations

HOLDER = """
import sys
from marsad.store import Store
with Store.open(sys.argv[1]):
    print("open", flush=True)
    sys.stdin.read()
"""


@contextmanager
def held_by_another_process(path: Path) -> Iterator[None]:
    process = subprocess.Popen([sys.executable, "-c", HOLDER, str(path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    assert process.stdin is not None
    assert process.stdout is not None
    try:
        assert process.stdout.readline() == b"open\n"
        yield
    finally:
        process.stdin.close()
        process.wait(timeout=30)
        process.stdout.close()


class TestNew:
    def test_a_missing_folder_is_made(self, tmp_path: Path) -> None:
        path = tmp_path / "a" / "b" / "store.duckdb"
        Store.open(path).close()
        assert load(path) == []

    @pytest.mark.parametrize("name", ["رصد.duckdb", "my store's [1].duckdb", "store.csv", "store"])
    def test_any_name_will_do(self, tmp_path: Path, name: str) -> None:
        with Store.open(tmp_path / name) as store:
            store.add(make_coded(), "run")
        assert load(tmp_path / name) == [make_coded()]

    def test_an_empty_file_becomes_a_store(self, tmp_path: Path) -> None:
        path = tmp_path / "empty.duckdb"
        path.touch()
        Store.open(path).close()
        assert load(path) == []

    def test_every_migration_is_noted_once(self, tmp_path: Path) -> None:
        for _ in range(2):
            with Store.open(tmp_path / "s.duckdb") as store:
                rows = store.query("SELECT version, name FROM schema_version ORDER BY version").rows
        assert rows == [(m.version, m.name) for m in migrations()]

    def test_migrations_are_numbered_without_gaps(self) -> None:
        assert [m.version for m in migrations()] == list(range(1, len(migrations()) + 1))


class TestBusy:
    @pytest.mark.parametrize("read_only", [False, True], ids=["write", "read"])
    def test_another_process_holds_it(self, tmp_path: Path, read_only: bool) -> None:
        path = tmp_path / "s.duckdb"
        Store.open(path).close()
        with held_by_another_process(path), pytest.raises(StoreBusy, match=r"another process .*wait for it or stop it"):
            Store.open(path, read_only=read_only)
        Store.open(path, read_only=read_only).close()

    def test_two_readers_share_it(self, tmp_path: Path) -> None:
        path = tmp_path / "s.duckdb"
        Store.open(path).close()
        with Store.open(path, read_only=True), Store.open(path, read_only=True) as second:
            assert second.check() == []

    def test_open_for_writing_in_this_process(self, tmp_path: Path) -> None:
        path = tmp_path / "s.duckdb"
        with Store.open(path), pytest.raises(StoreBusy, match="this process"):
            Store.open(path, read_only=True)


def make_text(path: Path) -> None:
    path.write_text("قُتل جنديان\n" * 1000, "utf-8")


def make_csv(path: Path) -> None:
    path.write_text("a,b\n1,2\n")


def make_sqlite(path: Path) -> None:
    with sqlite3.connect(path) as con:
        con.execute("CREATE TABLE documents (x)")
    con.close()


def make_other_duckdb(path: Path) -> None:
    with duckdb.connect(str(path)) as con:
        con.execute("CREATE TABLE documents (x INTEGER)")


def make_newer(path: Path) -> None:
    with Store.open(path) as store:
        store._con.execute("INSERT INTO schema_version VALUES (999, 'future', now()::TIMESTAMP)")


class TestForeign:
    @pytest.mark.parametrize("read_only", [False, True], ids=["write", "read"])
    @pytest.mark.parametrize(
        ("make", "name"),
        [
            pytest.param(make_text, "s.duckdb", id="text"),
            pytest.param(make_csv, "s.csv", id="csv"),
            pytest.param(make_sqlite, "s.db", id="sqlite"),
            pytest.param(make_other_duckdb, "s.duckdb", id="other-duckdb"),
            pytest.param(make_newer, "s.duckdb", id="newer-schema"),
        ],
    )
    def test_it_is_refused_and_left_alone(self, tmp_path: Path, make: object, name: str, read_only: bool) -> None:
        path = tmp_path / name
        make(path)  # type: ignore[operator]
        before = path.read_bytes()
        with pytest.raises(StoreMismatch, match=r"name another file|install a newer Marsad"):
            Store.open(path, read_only=read_only)
        assert path.read_bytes() == before

    def test_a_cut_file_is_refused(self, tmp_path: Path) -> None:
        path = tmp_path / "s.duckdb"
        with Store.open(path) as store:
            store.add(make_coded(), "run")
        path.write_bytes(path.read_bytes()[:5000])
        with pytest.raises(StoreError):
            Store.open(path)


class TestMissing:
    def test_reading_does_not_make_a_store(self, tmp_path: Path) -> None:
        with pytest.raises(StoreError, match="there is no store"):
            load(tmp_path / "none.duckdb")
        assert list(tmp_path.iterdir()) == []

    def test_a_folder_is_no_store(self, tmp_path: Path) -> None:
        with pytest.raises(StoreError, match="one file"):
            Store.open(tmp_path)

    def test_a_folder_that_cannot_be_made(self, tmp_path: Path) -> None:
        (tmp_path / "file").write_text("x")
        with pytest.raises(StoreError, match="permissions"):
            Store.open(tmp_path / "file" / "s.duckdb")


class TestOlder:
    @pytest.fixture
    def older(self, tmp_path: Path) -> Path:
        """A store that only the first migration made."""
        path = tmp_path / "old.duckdb"
        first = migrations()[0]
        with duckdb.connect(str(path)) as con:
            con.execute(first.sql)
            con.execute("INSERT INTO schema_version VALUES (1, 'init', now()::TIMESTAMP)")
        return path

    def test_reading_says_what_to_do(self, older: Path) -> None:
        with pytest.raises(StoreMismatch, match="open it once for writing"):
            Store.open(older, read_only=True)

    def test_writing_brings_it_up_to_date(self, older: Path) -> None:
        with Store.open(older) as store:
            store.add(make_coded(), "run")
            assert store.query("SELECT max(version) FROM schema_version").rows == [(migrations()[-1].version,)]
        assert load(older) == [make_coded()]
