"""Commands on a store that `marsad serve` owns, each in a process of its own: they write through it and read what it holds now."""

from __future__ import annotations

import json
import os
import signal
import stat
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
from web_server import page_of, serving

from marsad.store import Store
from marsad.store.line import Place, call, read_place, write_place
from marsad.web.accounts import Accounts

from .test_serve import start

EXAMPLE = Path(__file__).parents[2] / "examples/iq-rutba.txt"
TEXT = "قُتل ثلاثة جنود بانفجار عبوة ناسفة غربي الموصل يوم الأحد 5 مارس 2017."


#: Three articles of which two may tell one happening, as linkage has it.
DOUBTFUL = {
    "a": "قُتل ثلاثة مدنيين وأصيب سبعة آخرون بقصف مدفعي على بلدة كفرنبل في ريف إدلب الجنوبي يوم الأحد 5 أيار 2019.",
    "b": "أعلن ناشطون سقوط قتلى وجرحى بقصف مدفعي لقوات النظام استهدف بلدات في ريف إدلب الجنوبي.",
    "c": "قتل ثلاثة أشخاص في قصف مدفعي على قرية حاس جنوب إدلب.",
}


def marsad(*arguments: str, told: str | None = None) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", "from marsad.cli import main; main()", *arguments]
    return subprocess.run(
        command, capture_output=True, text=True, encoding="utf-8", check=False, timeout=120, input=told
    )


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Path]:
    path = tmp_path / "record.duckdb"
    started, address = start(path)
    with urllib.request.urlopen(f"{address}/sign-in", timeout=60):
        pass  # it answers: from here on it ends as told
    yield path
    started.send_signal(signal.SIGTERM)
    started.communicate(timeout=60)
    assert not path.with_name("record.duckdb.serve.json").exists()
    assert not list(tmp_path.glob(".record.duckdb.copy-*"))


def test_commands_work_through_the_workbench(store: Path, tmp_path: Path) -> None:
    text = tmp_path / "a.txt"
    text.write_text(TEXT, encoding="utf-8")
    coded = marsad("code", str(text), str(EXAMPLE), "--store", str(store))
    assert coded.returncode == 0, coded.stderr
    assert "2 documents with" in coded.stderr
    assert "2 documents were there already" in marsad("code", str(text), str(EXAMPLE), "--store", str(store)).stderr
    assert "incidents" in marsad("link", "--store", str(store)).stderr
    listed = marsad("list", "--store", str(store), "--format", "jsonl")
    events = [json.loads(line) for line in listed.stdout.splitlines()]
    assert events, listed.stderr
    judged = marsad("judge", "accept", events[0]["id"], "--by", "سلمى", "--store", str(store))
    assert judged.stdout.startswith("jdg_"), judged.stderr
    wrong = marsad("judge", "accept", "evt_none", "--by", "سلمى", "--store", str(store))
    assert (wrong.returncode, "no event of this store" in wrong.stderr) == (2, True)
    assert "سلمى" in marsad("judge", "list", "--store", str(store)).stdout
    empty = tmp_path / "leer.txt"
    empty.touch()
    assert marsad("code", str(empty), "--store", str(store)).returncode == 1
    assert "1 failures dropped" in marsad("failures", "drop", "--all", "--store", str(store)).stderr
    assert "no faults" in marsad("check", "--store", str(store)).stderr
    forgotten = marsad("forget", "a.txt", "--by", "سلمى", "--store", str(store))
    assert "when the workbench ends" in forgotten.stderr
    assert "1 documents, checked" in marsad("backup", str(tmp_path / "copy.duckdb"), "--store", str(store)).stderr
    place = store.with_name("record.duckdb.serve.json")
    assert stat.S_IMODE(place.stat().st_mode) == 0o600


def test_decisions_and_digests_work_through_the_workbench(store: Path, tmp_path: Path) -> None:
    text = tmp_path / "a.txt"
    text.write_text(
        "قُتل ثلاثة جنود بانفجار عبوة ناسفة في قرية الخويسة شمالي الموصل يوم الأحد 5 مارس 2017.", encoding="utf-8"
    )
    at = ("--store", str(store))
    assert marsad("code", str(text), *at).returncode == 0
    assert marsad("link", *at).returncode == 0
    assert "incidents" in marsad("digest", "--since", "ever", "--lang", "en", *at).stdout
    actors = [json.loads(line) for line in marsad("actors", "list", "--format", "jsonl", *at).stdout.splitlines()]
    assert actors
    actor = actors[0]["actor_id"]
    told = marsad("actors", "rename", actor, "--name-en", "The soldiers", "--by", "سلمى", *at)
    assert told.stdout.startswith("jdg_"), told.stderr
    assert "The soldiers" in marsad("actors", "list", "--format", "csv", *at).stdout
    assert told.stdout.strip() in marsad("actors", "decided", "--format", "csv", *at).stdout
    assert marsad("actors", "undo", told.stdout.strip(), "--by", "سلمى", *at).stdout.startswith("jdg_")
    assert "The soldiers" not in marsad("actors", "list", "--format", "csv", *at).stdout
    spot = ("الخويسة", "--country", "IRQ", "--lat", "36.5", "--lon", "43.1", "--by", "سلمى")
    placed = marsad("places", "place", *spot, *at)
    assert placed.stdout.startswith("jdg_"), placed.stderr
    assert "36.5" in marsad("places", "placed", "--format", "csv", *at).stdout
    assert "in line with the journal" in marsad("places", "settle", *at).stderr
    undone = marsad("places", "place", "--undo", placed.stdout.strip(), "--by", "سلمى", *at)
    assert undone.stdout.startswith("jdg_"), undone.stderr
    assert "36.5" not in marsad("places", "placed", "--format", "csv", *at).stdout
    assert "no faults" in marsad("check", *at).stderr


def test_what_comes_in_is_reviewed_and_goes_out_through_the_workbench(store: Path, tmp_path: Path) -> None:
    at, folder = ("--store", str(store)), tmp_path / "news"
    folder.mkdir()
    for name, text in DOUBTFUL.items():
        record = {"id": name, "text": text, "source": f"وكالة {name}", "published": "2019-05-06"}
        (folder / f"{name}.jsonl").write_text(json.dumps(record), encoding="utf-8")
    (folder / "broken.txt").touch()
    watched = marsad("watch", str(folder), "--once", "--settle", "0", *at)
    assert "3 documents" in watched.stderr, watched.stderr
    (folder / "broken.txt").write_text(TEXT, encoding="utf-8")
    retried = marsad("failures", "retry", *at)
    assert "1 failures tried again, 1 mended" in retried.stderr, retried.stderr
    with serving() as server:
        fetched = marsad("fetch", server.put("/a", page_of(TEXT)), "--allow-private", "--delay", "0", *at)
    assert fetched.returncode == 0, fetched.stderr
    assert "documents with" in fetched.stderr
    assert "incidents" in marsad("link", *at).stderr
    reviewed = marsad("review", "--by", "سلمى", *at, told="n\nq\n")
    assert "1 judged" in reviewed.stderr, reviewed.stderr
    judged = [json.loads(line) for line in marsad("judge", "list", "-f", "jsonl", *at).stdout.splitlines()]
    assert [row["kind"] for row in judged] == ["not_same"]
    incidents = [json.loads(line) for line in marsad("incidents", "-f", "jsonl", *at).stdout.splitlines()]
    sides = [
        i["id"]
        for i in incidents
        for r in i["reports"]
        if r["event_id"] in (judged[0]["event_id"], judged[0]["other_event_id"])
    ]
    assert len(set(sides)) == 2
    shown = marsad("incident", "show", incidents[0]["id"], *at)
    assert shown.returncode == 0, shown.stderr
    assert marsad("places", "unresolved", "-f", "jsonl", *at).returncode == 0
    out = tmp_path / "out.csv"
    exported = marsad("export", "--format", "csv", "-o", str(out), *at)
    assert exported.returncode == 0, exported.stderr
    assert len(out.read_text(encoding="utf-8").splitlines()) == len(incidents) + 1
    refused = marsad("restore", str(tmp_path / "none.duckdb"), "--force", *at)
    assert refused.returncode != 0
    assert "no faults" in marsad("check", *at).stderr


def test_the_lock_of_the_workbench_survives_its_copies(store: Path) -> None:
    assert marsad("sql", "SELECT 1", "--store", str(store)).returncode == 0
    code = f"from marsad.store import Store; Store.open({str(store)!r})"
    assert (
        "StoreBusy" in subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False).stderr
    )


def test_who_does_not_know_the_secret_is_not_heard(store: Path) -> None:
    place = read_place(store)
    assert place is not None
    assert call(Place(pid=place.pid, port=place.port, secret="another"), "marsad code") is None


def test_what_a_killed_workbench_left_is_passed_over(tmp_path: Path) -> None:
    path = tmp_path / "record.duckdb"
    write_place(path, Place(pid=2**22 + 1, port=9, secret="x"))
    assert read_place(path) is None
    write_place(path, Place(pid=os.getpid(), port=9, secret="x"))
    assert marsad("code", str(EXAMPLE), "--store", str(path)).returncode == 0


def test_an_import_goes_on_after_a_kill(tmp_path: Path) -> None:
    path = tmp_path / "record.duckdb"
    accounts = Accounts(tmp_path / "record.duckdb.accounts")
    accounts.add("سلمى", "كلمة-سر-طويلة", "owner")
    user = accounts.find("سلمى")
    secret = accounts.start_session(user)
    found = accounts.session(secret)
    accounts.close()
    assert found is not None
    started, address = start(path)
    lines = "".join(json.dumps({"id": f"n{n}", "text": f"{TEXT} {n}"}) + "\n" for n in range(300))
    body = (
        f'--b\r\nContent-Disposition: form-data; name="csrf"\r\n\r\n{found.csrf}\r\n'
        f'--b\r\nContent-Disposition: form-data; name="files"; filename="n.jsonl"\r\n\r\n{lines}\r\n--b--\r\n'
    )
    headers = {"cookie": f"marsad_session={secret}", "content-type": "multipart/form-data; boundary=b"}
    with urllib.request.urlopen(urllib.request.Request(f"{address}/import", body.encode(), headers), timeout=60):
        pass
    until = time.monotonic() + 90
    while _documents(path) < 20 and time.monotonic() < until:
        time.sleep(0.1)
    started.kill()
    started.communicate(timeout=30)  # ends only when its processes have ended too
    with Store.open(path) as opened:
        [(before,)] = opened.query("SELECT count(*) FROM documents").rows
    assert before >= 20
    started, address = start(path)
    until = time.monotonic() + 90
    while _documents(path) < 300 and time.monotonic() < until:
        time.sleep(0.2)
    started.send_signal(signal.SIGTERM)
    started.communicate(timeout=60)
    with Store.open(path) as opened:
        assert opened.query("SELECT count(*), count(DISTINCT document_key) FROM codings").rows == [(300, 300)]
        assert opened.check() == []


def _documents(store: Path) -> int:
    told = marsad("sql", "SELECT count(*) AS n FROM documents", "--format", "json", "--store", str(store))
    return int(json.loads(told.stdout)[0]["n"]) if told.returncode == 0 else 0
