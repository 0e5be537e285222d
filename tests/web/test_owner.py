"""One owner of the store: writes in order, reads beside them, errors to whoever asked, and the index follows."""

from __future__ import annotations

import subprocess
import sys
import threading
from pathlib import Path

import pytest

from marsad.api import code
from marsad.errors import BadSetting, StoreError
from marsad.store import Store
from marsad.web.owner import Owner
from marsad.web.queries.filters import Filter
from marsad.web.queries.overview import list_incidents, totals

from .serving import NOW, Workbench


def some_event(owner: Owner) -> str:
    with owner.reader() as con:
        [(event_id,)] = con.execute("SELECT event_id FROM current_events ORDER BY event_id LIMIT 1").fetchall()
    return str(event_id)


def test_a_write_is_seen_by_the_next_reader(workbench: Workbench) -> None:
    owner = workbench.owner
    event, version = some_event(owner), owner.index.version
    owner.write(lambda store: store.journal.accept(event, by="سلمى", at=NOW))
    with owner.reading() as store:
        assert [j.made_by for j in store.journal.active()] == ["سلمى"]
    with owner.reader() as con:
        assert len(list_incidents(con, Filter(review=("part", "done")))) == 1
    assert owner.index.version == version + 1


def test_a_failing_write_is_told_and_the_next_one_works(workbench: Workbench) -> None:
    owner = workbench.owner
    with pytest.raises(BadSetting):
        owner.write(lambda store: store.journal.accept("evt_none", by="س", at=NOW))
    event = some_event(owner)
    owner.write(lambda store: store.journal.accept(event, by="س", at=NOW))


def test_many_write_at_once_and_nothing_is_lost(workbench: Workbench) -> None:
    owner, event = workbench.owner, some_event(workbench.owner)
    threads = [
        threading.Thread(target=lambda i=i: owner.write(lambda s: s.journal.note(event, f"note {i}", by="س", at=NOW)))
        for i in range(12)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with owner.reading() as store:
        assert len(store.journal.history()) == 12


def test_what_somebody_waits_for_goes_before_patient_work(workbench: Workbench) -> None:
    owner, done = workbench.owner, []
    begun, go_on = threading.Event(), threading.Event()

    def hold(_: Store) -> None:
        begun.set()
        go_on.wait()

    owner.submit(hold)
    begun.wait()
    patient = [owner.submit(lambda _, i=i: done.append(f"patient {i}"), patient=True) for i in range(2)]
    waited = owner.submit(lambda _: done.append("waited for"))
    go_on.set()
    for job in (*patient, waited):
        job.result()
    assert done == ["waited for", "patient 0", "patient 1"]


def test_what_is_new_is_linked_piece_by_piece(workbench: Workbench, monkeypatch: pytest.MonkeyPatch) -> None:
    owner = workbench.owner
    monkeypatch.setattr("marsad.web.owner._PIECE", 1)
    texts = [f"قُتل جندي وأصيب {n} آخرون بانفجار عبوة ناسفة في الرطبة يوم 3 آذار 2024." for n in ("ثلاثة", "أربعة")]
    coded = [code(text, id=f"piece/{i}") for i, text in enumerate(texts)]
    run = owner.write(lambda store: store.start_run("rules"))
    owner.write(lambda store: [store.add(one, run) for one in coded], refresh=False)
    assert owner.needs_linking()
    before = owner.write(lambda store: store.query("SELECT max(link_run) FROM link_runs").rows[0][0])
    linked = owner.link().result()
    assert linked.fresh == sum(len(one.events) for one in coded)
    assert not owner.needs_linking()
    assert owner.write(lambda store: store.query("SELECT max(link_run) FROM link_runs").rows[0][0]) == before + 2


def test_readers_cannot_write(workbench: Workbench) -> None:
    with workbench.owner.reading() as store, pytest.raises(StoreError, match="reading only"):
        store.forget("iq-jalawla-1", by="س", at=NOW)


def test_linking_again_renews_what_changed(workbench: Workbench) -> None:
    owner, event = workbench.owner, some_event(workbench.owner)
    with owner.reader() as con:
        before = totals(con, Filter()).incidents
    owner.write(lambda store: store.journal.reject(event, by="س", at=NOW))
    owner.link().result()
    with owner.reader() as con:
        after = totals(con, Filter()).incidents
        [(stored,)] = con.execute("SELECT count(*) FROM incidents").fetchall()
        [(rows, numbers)] = con.execute("SELECT count(*), count(DISTINCT n) FROM wb.incidents").fetchall()
    assert after == stored == rows == numbers
    assert after in (before, before - 1)


def test_another_process_is_told_who_has_the_store(workbench: Workbench) -> None:
    code = f"from marsad.store import Store; Store.open({str(workbench.owner.path)!r})"
    failed = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert "StoreBusy" in failed.stderr
    assert "another process holds the store" in failed.stderr


def test_the_store_is_free_after_closing(example_store: Path, tmp_path: Path) -> None:
    path = tmp_path / "copy.duckdb"
    path.write_bytes(example_store.read_bytes())
    owner = Owner.open(path)
    waiting = [owner.submit(lambda store: store.start_run("x")) for _ in range(3)]
    owner.close()
    assert all(future.done() for future in waiting)
    with pytest.raises(StoreError, match="stopping"):
        owner.submit(lambda store: None)
    with Store.open(path) as store:
        assert store.query("SELECT count(*) FROM runs WHERE coder = 'x'").rows == [(3,)]


def test_nothing_of_the_index_is_in_the_file(workbench: Workbench) -> None:
    with workbench.owner.reader() as con:
        rows = con.execute(
            "SELECT database_name FROM duckdb_tables() WHERE table_name IN ('postings', 'words')"
        ).fetchall()
    assert {name for (name,) in rows} == {"wb"}


def test_words_of_a_large_store_are_split_beside_the_work(
    example_store: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("marsad.web.queries.index._PAGE", 2)
    path = tmp_path / "copy.duckdb"
    path.write_bytes(example_store.read_bytes())
    with Owner.open(path) as owner:
        for _ in range(50):
            if owner.index.words_ready:
                break
            owner.write(lambda store: None)
        with owner.reader() as con:
            found = list_incidents(con, Filter(q="المواشي"))
            [(twice,)] = con.execute("SELECT count(*) - count(DISTINCT (word_id, n)) FROM wb.postings").fetchall()
    assert found
    assert twice == 0
