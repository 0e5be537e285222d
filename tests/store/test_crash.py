"""A run that is killed: the finished batches are there, and running again completes it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from builders import make_coded, make_document

from marsad.model import Coded
from marsad.store import Store, load

TOTAL, BATCH = 60, 7

#: Adds documents one by one and tells how many; the test kills it when it has told enough.
RUN = """
import sys
sys.path.insert(0, sys.argv[2])
from test_crash import BATCH, results
from marsad.store import Store
with Store.open(sys.argv[1], batch_size=BATCH, batch_seconds=1e9) as store:
    run = store.start_run("rules 0.1.0")
    for i, coded in enumerate(results(), 1):
        store.add(coded, run)
        print(i, flush=True)
        if len(sys.argv) > 3 and i == int(sys.argv[3]):
            sys.stdin.read()
    store.finish_run(run, {"documents": i})
"""


def results() -> list[Coded]:
    return [make_coded(make_document(id=f"{i:03}.txt")) for i in range(TOTAL)]


def kill_after(path: Path, count: int) -> None:
    here = Path(__file__)
    paths = os.pathsep.join([str(here.parent), str(here.parents[1])])
    process = subprocess.Popen(
        [sys.executable, "-c", RUN, str(path), str(here.parent), str(count)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": paths},
    )
    assert process.stdout is not None
    assert process.stdin is not None
    for line in process.stdout:
        if int(line) == count:
            break
    process.kill()
    assert process.wait(timeout=30) == -signal.SIGKILL
    process.stdout.close()
    process.stdin.close()


@pytest.mark.parametrize("count", [1, BATCH, 3 * BATCH + 2, TOTAL], ids=lambda n: f"after-{n}")
def test_finished_batches_stay_and_a_second_run_completes(tmp_path: Path, count: int) -> None:
    path = tmp_path / "s.duckdb"
    kill_after(path, count)

    expected = results()
    finished = count - count % BATCH
    assert load(path) == expected[:finished]  # also from the write-ahead log, without changing the file
    with Store.open(path) as store:
        assert store.check() == []
        assert store.query("SELECT count(*) FROM runs WHERE finished IS NULL").rows == [(1,)]
        run = store.start_run("rules 0.1.0")
        left = [coded for coded in expected if not store.has(coded.document.key, coded.coder)]
        assert left == expected[finished:]
        for coded in left:
            store.add(coded, run)
        store.finish_run(run)
        assert store.check() == []
    assert load(path) == expected


def test_killed_again_and_again_it_ends_complete(tmp_path: Path) -> None:
    path = tmp_path / "s.duckdb"
    for count in (10, 25, 40):
        kill_after(path, count)
    with Store.open(path) as store:
        run = store.start_run("rules 0.1.0")
        added = sum(store.add(coded, run) for coded in results())
        assert added == TOTAL - 35
        assert store.check() == []
    assert sorted(coded.document.id for coded in load(path)) == [coded.document.id for coded in results()]
