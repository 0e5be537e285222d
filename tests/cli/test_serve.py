"""`marsad serve`: it starts, tells where it is, stops when told to, and leaves the store free."""

from __future__ import annotations

import json
import re
import signal
import subprocess
import sys
import threading
import time
import urllib.request
from pathlib import Path

import pytest

from marsad.cli import run
from marsad.store import Store
from marsad.web.accounts import Accounts

EXAMPLE = Path(__file__).parents[2] / "examples/iq-rutba.txt"


def start(store: Path) -> tuple[subprocess.Popen[str], str]:
    """`marsad serve` as its own process, and its address."""
    started = subprocess.Popen(
        [sys.executable, "-c", "from marsad.cli import main; main()", "serve", "--store", str(store), "--port", "0"],
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
    )
    assert started.stderr is not None
    first = started.stderr.readline()
    found = re.search(r"http://127\.0\.0\.1:\d+", first)
    assert found, first
    return started, found[0]


def test_it_serves_until_it_is_told_to_stop(tmp_path: Path) -> None:
    store = tmp_path / "new.duckdb"
    started, address = start(store)
    assert started.stderr is not None
    try:
        second = started.stderr.readline()
        assert f"{address}/setup?token=" in second
        with urllib.request.urlopen(f"{address}/sign-in", timeout=20) as answer:
            assert answer.status == 200
        with urllib.request.urlopen(second.split()[-1], timeout=20) as answer:
            assert 'name="token"' in answer.read().decode()
    finally:
        started.send_signal(signal.SIGTERM)
        rest = started.communicate(timeout=30)[1]
    assert "the store is free" in rest
    assert "Traceback" not in rest
    with Store.open(store) as opened:
        assert opened.check() == []


#: `marsad serve`, told to stop by itself when it comes to one of its first steps.
_STOPPED_AT = """
import os, signal
import marsad.web.running as running
from marsad.cli import main
real = running.{step}
def begun(*given):
    os.kill(os.getpid(), signal.SIGTERM)
    return real(*given)
running.{step} = begun
main()
"""


@pytest.mark.parametrize("step", ["listen", "Accounts", "Sharing", "greeting", "make_app"])
def test_it_ends_in_order_when_it_is_stopped_while_it_begins(tmp_path: Path, step: str) -> None:
    store = tmp_path / "new.duckdb"
    command = [sys.executable, "-c", _STOPPED_AT.format(step=step), "serve", "--store", str(store), "--port", "0"]
    ended = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False, timeout=60)
    assert (ended.returncode, "Traceback" in ended.stderr) == (0, False), ended.stderr
    assert "the store is free" in ended.stderr
    assert not store.with_name("new.duckdb.serve.json").exists()
    if store.exists():
        with Store.open(store) as opened:
            assert opened.check() == []


def test_what_was_answered_is_there_after_a_kill(tmp_path: Path) -> None:
    store = tmp_path / "record.duckdb"
    assert run(["code", str(EXAMPLE), "--store", str(store)]) == 0
    with Store.open(store) as opened:
        [(event,), *_] = opened.query("SELECT event_id FROM current_events").rows
    accounts = Accounts(tmp_path / "record.duckdb.accounts")
    token = accounts.make_token(accounts.add("سلمى", "كلمة-سر-طويلة", "reviewer"), "test", "reviewer")
    accounts.close()
    started, address = start(store)
    answered: list[str] = []

    def judge() -> None:
        for number in range(10_000):
            body = {"kind": "note", "event_id": event, "note": f"{number}"}
            request = urllib.request.Request(
                f"{address}/api/v1/judgements",
                json.dumps(body).encode(),
                {"authorization": f"Bearer {token}", "content-type": "application/json"},
            )
            try:
                with urllib.request.urlopen(request, timeout=20) as answer:
                    answered.append(json.load(answer)["judgement_id"])
            except OSError:
                return

    judging = threading.Thread(target=judge)
    judging.start()
    while len(answered) < 5 and judging.is_alive():
        time.sleep(0.02)
    started.kill()
    started.communicate()
    judging.join()
    with Store.open(store) as opened:
        kept = {row.judgement_id for row in opened.journal.history()}
        assert opened.check() == []
    assert len(answered) >= 5
    assert set(answered) <= kept


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["--host", "0.0.0.0"], "--tls-cert"),
        (["--port", "99999"], "port"),
        (["--tls-cert", "nothing.pem"], "both"),
    ],
)
def test_what_it_refuses(arguments: list[str], told: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["serve", "--store", str(tmp_path / "x.duckdb"), *arguments]) == 2
    assert told in capsys.readouterr().err
    assert not (tmp_path / "x.duckdb").exists()
