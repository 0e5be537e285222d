"""`marsad serve`: it starts, tells where it is, stops when told to, and leaves the store free."""

from __future__ import annotations

import re
import signal
import subprocess
import sys
import urllib.request
from pathlib import Path

import pytest

from marsad.cli import run
from marsad.store import Store


def test_it_serves_until_it_is_told_to_stop(tmp_path: Path) -> None:
    store = tmp_path / "new.duckdb"
    started = subprocess.Popen(
        [sys.executable, "-c", "from marsad.cli import main; main()", "serve", "--store", str(store), "--port", "0"],
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
    )
    assert started.stderr is not None
    try:
        first, second = started.stderr.readline(), started.stderr.readline()
        found = re.search(r"(http://127\.0\.0\.1:\d+)/setup\?token=\S+", second)
        assert found, first + second
        with urllib.request.urlopen(found[1] + "/sign-in", timeout=20) as answer:
            assert answer.status == 200
        with urllib.request.urlopen(found[0], timeout=20) as answer:
            assert 'name="token"' in answer.read().decode()
    finally:
        started.send_signal(signal.SIGTERM)
        rest = started.communicate(timeout=30)[1]
    assert "the store is free" in rest
    assert "Traceback" not in rest
    with Store.open(store) as opened:
        assert opened.check() == []


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
