"""A process killed while it links or judges: the store opens and is sound, and linking again gives what it would have given."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from corroborate.happenings import OUTLETS, Told  # type: ignore[import-not-found]

from marsad.corroborate.link import link
from marsad.store import Store

AT = "2024-12-31T00:00:00"
TESTS = Path(__file__).parents[1]
TOLD = [Told(f"d{n:02}", day=f"2024-03-{10 + n % 6}", killed=(n % 3 + 2,), outlet=OUTLETS[n % 4]) for n in range(24)]

LINK = """
import sys
from marsad.corroborate.link import link
from marsad.store import Store
import splink
with Store.open(sys.argv[1]) as store:
    print("go", flush=True)
    link(store, at="2024-12-31T00:00:00")
    print("done", flush=True)
"""
JUDGE = """
import sys
from itertools import combinations
from marsad.store import Store
with Store.open(sys.argv[1]) as store:
    events = sorted(e for (e,) in store.query("SELECT event_id FROM incident_reports").rows)
    for a, b in combinations(events, 2):
        store.journal.judge_pair("same" if a[-1] < b[-1] else "not_same", a, b, by="سلمى", at="2024-12-31T00:00:00")
        print(a, b, flush=True)
"""


def filled(path: Path, told: list[Told]) -> None:
    with Store.open(path) as store:
        run = store.start_run("rules")
        for report in told:
            store.add(report.coded(), run)
        store.finish_run(run)


def partition(store: Store) -> set[frozenset[str]]:
    rows = store.query("SELECT list(event_id) FROM incident_reports GROUP BY incident_id").rows
    return {frozenset(events) for (events,) in rows}


def run_and_kill(code: str, path: Path, *, lines: int, seconds: float = 0.0) -> int:
    """Kill the process so many seconds after it said so many lines; how many lines it said in all."""
    process = subprocess.Popen(
        [sys.executable, "-c", code, str(path)],
        stdout=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": str(TESTS)},
    )
    assert process.stdout is not None
    for _ in range(lines):
        process.stdout.readline()
    time.sleep(seconds)
    process.kill()
    rest = process.stdout.read().count(b"\n")
    process.stdout.close()
    assert process.wait(timeout=30) in (-signal.SIGKILL, 0)
    return lines + rest


@pytest.mark.parametrize("seconds", [0.02, 0.15, 0.4])
def test_killed_while_it_links(tmp_path: Path, seconds: float) -> None:
    filled(tmp_path / "whole.duckdb", TOLD)
    with Store.open(tmp_path / "whole.duckdb") as whole:
        link(whole, at=AT)
        expected = partition(whole)
    path = tmp_path / "s.duckdb"
    filled(path, TOLD[:12])
    with Store.open(path) as store:
        link(store, at=AT)
        before = partition(store)
    filled(path, TOLD[12:])
    run_and_kill(LINK, path, lines=1, seconds=seconds)
    with Store.open(path) as store:
        assert store.check() == []
        assert partition(store) in (before, expected)  # all of the run or nothing
        link(store, at=AT)
        assert store.check() == []
        assert partition(store) == expected


def test_killed_while_it_judges(tmp_path: Path) -> None:
    path = tmp_path / "s.duckdb"
    filled(path, TOLD[:8])
    with Store.open(path) as store:
        link(store, at=AT)
    said = run_and_kill(JUDGE, path, lines=5)
    with Store.open(path) as store:
        assert store.check() == []
        assert len(store.journal.history()) in (said, said + 1)  # what was said to be judged stands
        link(store, at=AT)
        assert store.check() == []
