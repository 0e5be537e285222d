"""`marsad list`, `show`, `sql`, `explain`: what they print, and how they refuse."""

from __future__ import annotations

import csv
import io
import json
import subprocess
import sys
from pathlib import Path

import pytest
from builders import TEXT, find_span, make_coded, make_document, make_event

from marsad.cli import run
from marsad.model import Failure
from marsad.store import Store

SECOND = "اعتقلت الشرطة رجلين في صنعاء"


@pytest.fixture(autouse=True)
def plain_screen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MARSAD_BIDI", "off")
    monkeypatch.setenv("COLUMNS", "200")


@pytest.fixture
def path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A store of an air strike, coded twice, an arrest without a date, and a document that failed."""
    path = tmp_path / "record.duckdb"
    monkeypatch.setenv("MARSAD_STORE", str(path))
    strike, arrest, failed = make_document(), make_document(SECOND, "2.txt"), make_document("نص", "3.txt")
    with Store.open(path) as store:
        go = store.start_run("rules 0.1.0")
        store.add(make_coded(strike, events=[make_event(id="evt_old")], coder="rules 0.0.9"), go)
        store.add(make_coded(strike), go, {"file": "reports/0001.txt"})
        store.add(make_coded(arrest, events=[make_event(SECOND, "اعتقلت", doc_id="2.txt", type="arrest")]), go)
        store.add(make_coded(failed, failures=[Failure(stage="times", error="ValueError", message="no month")]), go)
        store.finish_run(go)
    return path


STRIKE = make_event().id


class TestList:
    def test_a_table_for_people(self, path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        assert run(["list"]) == 0
        printed = capsys.readouterr()
        assert printed.err == ""
        for words in (
            STRIKE,
            "2020-06-01",
            "air_strike",
            "الريحانية",
            "→ SYR-UAF",
            "killed 4 fighters",
            "أغارت",
            "unknown",
        ):
            assert words in printed.out
        assert "evt_old" not in printed.out

    def test_json_lines_hold_the_output_form(self, path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        assert run(["list", "--format", "jsonl"]) == 0
        first, second = map(json.loads, capsys.readouterr().out.splitlines())
        assert {k: v for k, v in first.items() if k != "document"} == make_event().to_dict()
        doc = make_document()
        assert first["document"] == json.loads(json.dumps({"key": doc.key, **doc.to_dict("rules 0.1.0")}))
        assert second["type"] == "arrest"

    def test_json_is_one_array(self, path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        assert run(["list", "-f", "json"]) == 0
        assert [event["type"] for event in json.loads(capsys.readouterr().out)] == ["air_strike", "arrest"]

    def test_csv_has_a_row_an_event(self, path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        assert run(["list", "-f", "csv"]) == 0
        rows = list(csv.DictReader(io.StringIO(capsys.readouterr().out)))
        assert [(row["event_id"], row["killed_min"], row["trigger"]) for row in rows] == [
            (STRIKE, "4", "أغارت"),
            (rows[1]["event_id"], "", "اعتقلت"),
        ]

    @pytest.mark.parametrize(
        ("arguments", "types"),
        [
            (["--type", "arrest", "--type", "riot"], ["arrest"]),
            (["--since", "2020-06-01", "--until", "2020-06-30"], ["air_strike"]),
            (["--place", "الريحانيه"], ["air_strike"]),
            (["--actor", "syr"], ["air_strike"]),
            (["--status", "current"], ["air_strike", "arrest"]),
            (["--limit", "1"], ["air_strike"]),
        ],
        ids=lambda value: " ".join(value),
    )
    def test_filters(
        self, path: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], types: list[str]
    ) -> None:
        assert run(["list", "-f", "jsonl", *arguments]) == 0
        assert [json.loads(line)["type"] for line in capsys.readouterr().out.splitlines()] == types

    @pytest.mark.parametrize(("format_", "out"), [("table", ""), ("jsonl", ""), ("json", "[]\n")])
    def test_no_match_is_told_beside_the_data(
        self, path: Path, capsys: pytest.CaptureFixture[str], format_: str, out: str
    ) -> None:
        assert run(["list", "--place", "القمر", "-f", format_]) == 0
        printed = capsys.readouterr()
        assert (printed.out, printed.err) == (out, "marsad: no event matches\n")


class TestShow:
    def test_an_event_with_its_words_and_its_text(self, path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        assert run(["show", STRIKE[:10]]) == 0
        out = capsys.readouterr().out
        start, end = find_span(TEXT, "أربعة مسلحين")
        (row,) = [line for line in out.splitlines() if line.startswith("casualties[0]")]
        assert (
            row.split()
            == (
                "casualties[0] outcome killed, group fighters, min 4, max 4, qualifier exact, side target أربعة مسلحين "
                f"{start}–{end}"
            ).split()
        )
        first, second = TEXT.split("\n")
        assert out.endswith(f"⟦{first}⟧\n{second}\n")

    def test_an_event_that_was_replaced_says_so(self, path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        assert run(["show", "evt_old"]) == 0
        assert "coded by rules 0.0.9  replaced by a newer coder" in capsys.readouterr().out

    @pytest.mark.parametrize("name", [make_document().key, make_document().key[:10], "reports/0001.txt"])
    def test_a_document_with_its_events(self, path: Path, capsys: pytest.CaptureFixture[str], name: str) -> None:
        assert run(["show", name]) == 0
        out = capsys.readouterr().out
        assert "published 2020-06-02 (metadata)" in out
        assert STRIKE in out
        assert "⟦أعلن الناطق" in out

    def test_a_document_with_its_failures(self, path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        assert run(["show", "3.txt"]) == 0
        assert "failed (times): no month" in capsys.readouterr().out

    def test_json_holds_the_text(self, path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        for name in (STRIKE, "reports/0001.txt"):
            assert run(["show", name, "-f", "json"]) == 0
            assert json.loads(capsys.readouterr().out)["text"] == TEXT

    def test_a_text_that_utf8_cannot_hold(self, path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        text = "قُتل \ud800 جنديان"
        with Store.open(path) as store:
            store.add(make_coded(make_document(text, "4.txt"), events=[make_event(text, "قُتل", id="evt_4")]), "run")
        for arguments in (["show", "4.txt"], ["show", "evt_4"], ["explain", "4.txt"], ["list"]):
            assert run(arguments) == 0
        capsys.readouterr()
        assert run(["show", "4.txt", "-f", "json"]) == 0
        assert json.loads(capsys.readouterr().out)["text"] == text


class TestExplain:
    def test_every_slot_with_its_stage_and_rule(self, path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        assert run(["explain", STRIKE]) == 0
        told, lost = capsys.readouterr().out.split("considered and lost")
        rows = {line.split()[0]: line.split() for line in told.splitlines() if line}
        assert rows["type"][-2:] == ["frames", "strike-verb"]
        assert rows["casualties[0]"][-2:] == ["tolls", "led-to"]
        assert "clash-noun  the verb of the clause is stronger" in lost

    def test_json_for_programs(self, path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        assert run(["explain", STRIKE, "-f", "json"]) == 0
        told = json.loads(capsys.readouterr().out)
        assert [t["rule"] for t in told["traces"] if not t["kept"]] == ["clash-noun"]
        slots = {s["slot"]: s for s in told["statements"]}
        assert slots["casualties[0].min"]["rule"] == "led-to"

    def test_a_document_explains_all_its_events(self, path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        assert run(["explain", "reports/0001.txt"]) == 0
        assert "strike-verb" in capsys.readouterr().out
        assert run(["explain", "3.txt"]) == 0
        assert "no event" in capsys.readouterr().out


class TestSql:
    QUERY = "SELECT type, when_start AS day, [1, 2] AS list, NULL AS gap FROM current_events ORDER BY type"

    def test_a_table_for_people(self, path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        assert run(["sql", self.QUERY]) == 0
        rows = [line.split() for line in capsys.readouterr().out.splitlines()]
        assert rows == [["type", "day", "list", "gap"], ["air_strike", "2020-06-01", "[1,2]"], ["arrest", "[1,2]"]]

    def test_csv(self, path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        assert run(["sql", self.QUERY, "-f", "csv"]) == 0
        assert capsys.readouterr().out == 'type,day,list,gap\nair_strike,2020-06-01,"[1,2]",\narrest,,"[1,2]",\n'

    @pytest.mark.parametrize("format_", ["json", "jsonl"])
    def test_json(self, path: Path, capsys: pytest.CaptureFixture[str], format_: str) -> None:
        assert run(["sql", self.QUERY, "-f", format_]) == 0
        out = capsys.readouterr().out
        rows = json.loads(out) if format_ == "json" else [json.loads(line) for line in out.splitlines()]
        assert rows[0] == {"type": "air_strike", "day": "2020-06-01", "list": [1, 2], "gap": None}

    @pytest.mark.parametrize("query", ["DELETE FROM events", "SELEC", "COPY events TO 'x.csv'", "FROM nowhere", ""])
    def test_what_is_no_query_of_the_store_is_refused(
        self, path: Path, capsys: pytest.CaptureFixture[str], query: str
    ) -> None:
        before = path.read_bytes()
        status = run(["sql", query])
        printed = capsys.readouterr()
        assert printed.out == ""
        assert status == 2
        assert printed.err.startswith("marsad: ")
        assert path.read_bytes() == before


class TestRefusals:
    @pytest.mark.parametrize(
        ("arguments", "status", "told"),
        [
            pytest.param(["show", "evt_ffff"], 1, "no event or document 'evt_ffff'", id="unknown-event"),
            pytest.param(["explain", "nothing"], 1, "no event or document 'nothing'", id="unknown-name"),
            pytest.param(["show", "doc_"], 2, "begins several ids", id="several"),
            pytest.param(["show", ""], 2, "empty id", id="empty"),
            pytest.param(["list", "--type", "fire"], 2, "one of armed_clash", id="type"),
            pytest.param(["list", "--since", "2020"], 2, "YYYY-MM-DD", id="date"),
            pytest.param(["list", "--format", "xml"], 2, "one of table, json, jsonl, csv", id="format"),
            pytest.param(["show", "evt_old", "--format", "csv"], 2, "one of table, json", id="show-format"),
            pytest.param(["list", "--bidi", "up"], 2, "bidi", id="bidi"),
            pytest.param(["list", "--store", "none.duckdb"], 2, "there is no store", id="no-store"),
            pytest.param(["sql", "SELECT 1", "--store", __file__], 2, "no store of Marsad", id="foreign"),
        ],
    )
    def test_one_clear_line_and_no_data(
        self, path: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], status: int, told: str
    ) -> None:
        assert run(arguments) == status
        printed = capsys.readouterr()
        assert printed.out == ""
        assert told in printed.err
        assert printed.err.startswith("marsad: ")

    def test_a_busy_store(self, path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        with Store.open(path):
            done = subprocess.run(
                [sys.executable, "-c", "from marsad.cli import main; main()", "list", "--store", str(path)],
                capture_output=True,
                text=True,
                check=False,
            )
        assert (done.returncode, done.stdout) == (2, "")
        assert "another process holds the store" in done.stderr


def test_the_command_line_does_not_load_duckdb_before_it_is_wanted() -> None:
    code = "import sys, marsad.cli.app, marsad.store; sys.exit('duckdb' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
