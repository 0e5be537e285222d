"""Stores of every earlier schema, with rows in all their tables, brought up to date: nothing is lost, nothing wrong, and work goes on."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pytest
from builders import make_coded, make_document, make_event

from marsad.corroborate.link import link
from marsad.corroborate.reading import iter_incidents
from marsad.model import Failure
from marsad.store import Store
from marsad.store.connection import migrations

BY = {"by": "سلمى", "at": "2024-05-02T10:00:00"}
NOW = "2024-05-03T10:00:00"
#: Migrations that make linkage look at every report anew empty its fingerprints: until then the record is what it was.
FINGERPRINTS_EMPTIED_BY = (6, 8)
OLDER = range(1, len(migrations()))


@pytest.fixture(scope="module")
def newest(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store of today's schema that holds something of everything."""
    path = tmp_path_factory.mktemp("newest") / "s.duckdb"
    with Store.open(path) as store:
        run = store.start_run("rules 0.1.0", {"files": 3})
        for name in "abc":
            store.add(make_coded(make_document(id=f"{name}.txt")), run, {"file": f"{name}.txt"})
        store.add(make_coded(make_document(id="d.txt"), failures=[Failure(stage="when", error="E", message="m")]), run)
        store.add(make_coded(make_document(id="secret.txt", text="خبر"), events=()), run)
        store.record_failure("broken.pdf", "read", "BadPdf", "no text", run)
        store.finish_run(run, {"documents": 5})
        newer = store.start_run("rules 0.2.0")
        store.add(make_coded(make_document(id="a.txt"), coder="rules 0.2.0"), newer)
        store.flush()
        first, second, *_, last = [found.event.id for found in store.iter_events()]
        store.journal.correct(first, "casualties[0].min", "3", **BY)
        store.journal.undo(store.journal.reject(second, **BY).judgement_id, **BY)
        store.journal.judge_pair("not_same", first, last, **BY)
        added = make_event(trigger="مقتل", type="attack_on_civilians")
        store.journal.add(make_document(id="b.txt").key, added, **BY)
        store.forget("secret.txt", **BY)
        link(store, at=NOW)
        assert store.check() == []
    return path


def older_store(newest: Path, path: Path, version: int) -> dict[str, list[tuple[object, ...]]]:
    """A store as Marsad made it when its schema was `version`, with the rows of `newest` that it had room for; the rows of its tables."""
    with duckdb.connect(str(path)) as con:
        con.execute(f"ATTACH '{newest}' AS newest (READ_ONLY)")
        for migration in migrations()[:version]:
            con.execute(migration.sql)
        for table, columns in tables(con).items():
            con.execute(f"DELETE FROM {table}")
            con.execute(f"INSERT INTO {table} ({columns}) SELECT {columns} FROM newest.{table}")
        con.execute("DELETE FROM schema_version WHERE version > ?", [version])
        rows = {t: con.execute(f"SELECT {c} FROM {t} ORDER BY ALL").fetchall() for t, c in tables(con).items()}
        con.execute("DETACH newest")
    return rows


def tables(con: duckdb.DuckDBPyConnection) -> dict[str, str]:
    """The tables of a store and their columns."""
    return dict(
        con.execute(
            "SELECT table_name, string_agg('\"' || column_name || '\"', ', ' ORDER BY column_index) FROM duckdb_columns() "
            "WHERE database_name = current_database() AND table_name IN (SELECT table_name FROM duckdb_tables() WHERE NOT internal) "
            "GROUP BY 1"
        ).fetchall()
    )


def columns_of(version: int) -> dict[str, str]:
    """The tables of a schema and their columns."""
    with duckdb.connect(":memory:") as con:
        for migration in migrations()[:version]:
            con.execute(migration.sql)
        return tables(con)


def record(store: Store) -> tuple[object, ...]:
    """What a store says: results, events as people left them, what stands, incidents."""
    superseded = store.query("SELECT event_id, coding FROM superseded_events ORDER BY ALL").rows
    return (
        list(store.iter_coded(superseded=True)),
        list(store.iter_coded()),
        list(store.iter_judged()),
        superseded,
        store.journal.active(),
        store.quarantine.find(None),
        list(iter_incidents(store)),
    )


@pytest.mark.parametrize("version", OLDER)
def test_no_row_is_lost_and_nothing_is_wrong(newest: Path, tmp_path: Path, version: int) -> None:
    path = tmp_path / "old.duckdb"
    before = older_store(newest, path, version)
    assert before["codings"]
    with Store.open(path) as store:
        assert store.check() == []
        for table, columns in columns_of(version).items():
            rows, kept = before[table], store.query(f"SELECT {columns} FROM {table} ORDER BY ALL").rows
            if table == "schema_version":
                assert [row[:2] for row in kept] == [(m.version, m.name) for m in migrations()]
            elif table == "link_reports" and version < max(FINGERPRINTS_EMPTIED_BY):
                assert len(kept) == len(rows)
            else:
                assert kept == rows, table


@pytest.mark.parametrize("version", OLDER)
def test_it_says_what_a_new_store_says_once_it_is_judged_and_linked(newest: Path, tmp_path: Path, version: int) -> None:
    """What came with a later schema (judgements, incidents, quarantine) is done again on top of the older rows."""
    path = tmp_path / "old.duckdb"
    held = older_store(newest, path, version)
    with Store.open(newest, read_only=True) as wanted, Store.open(path) as store:
        if "quarantine" not in held:
            copy_rows(store, newest, "quarantine")
        for table in ("judgements", "tombstones"):
            if table not in held:
                copy_rows(store, newest, table)
        link(store, at=NOW)
        told, expected = record(store), record(wanted)
        assert told[:-1] == expected[:-1]
        assert {frozenset(r.event_id for r in i.reports) for i in told[-1]} == {  # type: ignore[attr-defined]
            frozenset(r.event_id for r in i.reports)
            for i in expected[-1]  # type: ignore[attr-defined]
        }
        assert store.check() == []


def copy_rows(store: Store, newest: Path, table: str) -> None:
    with Store.open(newest, read_only=True) as other:
        found = other.query(f"FROM {table}")
    for row in found.rows:
        store.con.execute(f"INSERT INTO {table} VALUES ({', '.join('?' * len(row))})", list(row))


@pytest.mark.parametrize("version", OLDER)
def test_work_goes_on_in_it(newest: Path, tmp_path: Path, version: int) -> None:
    path = tmp_path / "old.duckdb"
    older_store(newest, path, version)
    with Store.open(path) as store:
        run = store.start_run("rules 0.3.0")
        store.add(make_coded(make_document(id="a.txt"), coder="rules 0.3.0"), run)
        store.add(make_coded(make_document(id="new.txt"), coder="rules 0.3.0"), run)
        store.finish_run(run)
        coders = dict(
            store.query("SELECT d.id, c.coder FROM current_codings c JOIN documents d USING (document_key)").rows
        )
        assert coders == {
            "a.txt": "rules 0.3.0",
            "b.txt": "rules 0.1.0",
            "c.txt": "rules 0.1.0",
            "d.txt": "rules 0.1.0",
            "new.txt": "rules 0.3.0",
        }
        assert store.check() == []
        store.forget("a.txt", **BY)
        assert store.check() == []


def test_a_migration_that_fails_leaves_the_store_as_it_was(
    newest: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "old.duckdb"
    *known, last = migrations()
    before = older_store(newest, path, len(known))
    broken = last._replace(sql=last.sql + "\nINSERT INTO nowhere VALUES (1);")
    monkeypatch.setattr("marsad.store.connection.migrations", lambda: (*known, broken))
    with pytest.raises(Exception, match="nowhere"):
        Store.open(path)
    monkeypatch.undo()
    with duckdb.connect(str(path)) as con:
        rows = {t: con.execute(f"SELECT {c} FROM {t} ORDER BY ALL").fetchall() for t, c in tables(con).items()}
    assert rows == before
    with Store.open(path) as store:
        assert store.check() == []
