"""`marsad code`: outputs, exit statuses, failures told, order kept."""

from __future__ import annotations

import csv
import io
import json
import os
import subprocess
import sys
from pathlib import Path

import engines
import pytest

from marsad.cli import run
from marsad.cli.jobs import Job, Tally, code_inputs, report
from marsad.errors import BadSetting
from marsad.reading import ReadOptions

TEXT = "قصف على أطراف البلدة"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "news"
    (made / "a").mkdir(parents=True)
    (made / "b.txt").write_text("قصف ثم قصف", encoding="utf-8")
    (made / "a" / "1.txt").write_text(TEXT, encoding="utf-8")
    (made / "empty.txt").write_text("", encoding="utf-8")
    records = [{"id": f"r{i}", "text": f"{TEXT} {i}", "published": "2020-06-02"} for i in range(40)]
    lines = [json.dumps(record, ensure_ascii=False) for record in records]
    (made / "z.jsonl").write_text("\n".join([*lines, "{bad"]), encoding="utf-8")
    return made


def job(*inputs: Path, **settings: object) -> Job:
    settings.setdefault("engine", engines.find_shelling)
    return Job(inputs=[str(path) for path in inputs], options=ReadOptions(), **settings)  # type: ignore[arg-type]


def code(*inputs: Path, **settings: object) -> Tally:
    tally = Tally()
    code_inputs(job(*inputs, **settings), tally)
    return tally


EXPECTED_IDS = ["a/1.txt", "b.txt", "empty.txt", *(f"r{i}" for i in range(40)), "z.jsonl#41"]


@pytest.mark.parametrize("jobs", [1, 2])
def test_json_lines_keep_the_order_and_hold_the_failures(
    folder: Path, capsys: pytest.CaptureFixture[str], jobs: int
) -> None:
    tally = code(folder, format="jsonl", jobs=jobs)
    printed = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [row["document"]["id"] for row in printed] == EXPECTED_IDS
    assert [row["document"]["id"] for row in printed if row["failures"]] == ["empty.txt", "z.jsonl#41"]
    assert (tally.documents, tally.events, tally.failed) == (44, 43, 2)


def test_json_is_one_array(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code(folder, format="json")
    assert [row["document"]["id"] for row in json.loads(capsys.readouterr().out)] == EXPECTED_IDS


def test_json_of_nothing_is_an_empty_array(tmp_path: Path) -> None:
    from marsad.cli.formats import JsonArray

    stream = io.StringIO()
    JsonArray(stream).finish()
    assert json.loads(stream.getvalue()) == []


def test_csv_has_a_row_for_every_event(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code(folder, format="csv")
    rows = list(csv.DictReader(io.StringIO(capsys.readouterr().out)))
    assert len(rows) == 43
    first = rows[0]
    assert (first["document_id"], first["type"], first["place"], first["country"]) == (
        "a/1.txt",
        "shelling",
        "إدلب",
        "SYR",
    )
    assert (first["initiators"], first["targets"], first["trigger"]) == ("SYR-MIL", "SYR-CVL", "قصف")
    assert (first["killed_min"], first["killed_max"], first["injured_min"]) == ("5", "", "")
    assert first["casualties"] == "killed 2 civilians; killed ≥3 unknown"


def test_the_table_shows_events_and_failures(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code(folder / "b.txt", folder / "empty.txt", format="table")
    printed = capsys.readouterr().out
    assert "b.txt  2 events" in printed
    assert "shelling" in printed
    assert "SYR-MIL" in printed
    assert "failed (reading): empty.txt: the file is empty" in printed
    assert "\x1b" not in printed


def test_a_file_takes_its_format_from_its_name(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    output = tmp_path / "out.jsonl"
    code(folder / "b.txt", output=output)
    assert json.loads(output.read_text(encoding="utf-8"))["document"]["id"] == "b.txt"
    assert capsys.readouterr().out == ""


@pytest.mark.parametrize(
    ("settings", "message"),
    [
        ({"format": "xml"}, "'xml' is unknown; use one of table, json, jsonl, csv"),
        ({"output": "events.out"}, "does not tell the format; give --format too"),
        ({"output": "missing/out.csv"}, "missing cannot be written to"),
        ({"output": "news/b.txt", "format": "json"}, "b.txt is an input too; give another name"),
        ({"engine": "magic"}, "'magic' is unknown"),
        ({"jobs": -2}, "jobs: -2"),
        ({"bidi": "mirror", "format": "table"}, "'mirror' is unknown; use one of auto"),
    ],
    ids=lambda value: "" if isinstance(value, str) else "-".join(value),
)
def test_bad_settings(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, settings: dict[str, object], message: str
) -> None:
    monkeypatch.chdir(tmp_path)
    if "output" in settings:
        settings = {**settings, "output": Path(str(settings["output"]))}
    with pytest.raises(BadSetting, match=message):
        code(folder / "b.txt", **settings)
    assert not list(tmp_path.glob("*.tmp"))


def test_an_output_appears_only_when_it_is_complete(folder: Path, tmp_path: Path) -> None:
    output = tmp_path / "out.jsonl"
    output.write_text("before", encoding="utf-8")

    def fail(_tally: Tally) -> None:
        assert output.read_text(encoding="utf-8") == "before"
        raise RuntimeError

    with pytest.raises(RuntimeError):
        code_inputs(job(folder, output=output), Tally(), fail)
    assert output.read_text(encoding="utf-8") == "before"
    assert [path.name for path in tmp_path.iterdir() if path.is_file()] == ["out.jsonl"]


def test_an_interruption_keeps_what_was_done(folder: Path, tmp_path: Path) -> None:
    (folder / "c.txt").write_text("قاطع", encoding="utf-8")
    output, tally = tmp_path / "out.json", Tally()
    interrupted = job(folder, output=output, engine=engines.interrupt_on_request, store=tmp_path / "s.duckdb")
    with pytest.raises(KeyboardInterrupt):
        code_inputs(interrupted, tally)
    assert not output.exists()
    kept = json.loads((tmp_path / "out.json.partial").read_text(encoding="utf-8"))
    assert [row["document"]["id"] for row in kept] == ["a/1.txt", "b.txt"]
    from marsad.store import load

    assert [coded.document.id for coded in load(tmp_path / "s.duckdb")] == ["a/1.txt", "b.txt"]
    told = io.StringIO()
    report(interrupted, tally, told, interrupted=True)
    assert f"interrupted after 2 documents; what was done is in {output}.partial" in told.getvalue()


def test_failures_are_told_at_the_end(folder: Path) -> None:
    (folder / "c.txt").write_text("فشل", encoding="utf-8")
    tally, told = Tally(), io.StringIO()
    settings = job(folder, format="jsonl", output=folder.parent / "out", engine=engines.fail_on_request)
    code_inputs(settings, tally)
    report(settings, tally, told)
    assert told.getvalue().splitlines()[:3] == [
        "marsad: 3 of 45 failed:",
        "  c.txt: no such place (places)",
        "  empty.txt: the file is empty; nothing to code",
    ]


def test_a_thousand_failures_are_not_told_one_by_one(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text("{\n" * 1000, encoding="utf-8")
    tally, told = Tally(), io.StringIO()
    settings = job(path, output=tmp_path / "out.csv")
    code_inputs(settings, tally)
    report(settings, tally, told)
    assert len(tally.told) < 100
    assert "… and 950 more" in told.getvalue()


# The store


def test_what_the_store_holds_is_not_coded_again(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    store = tmp_path / "s.duckdb"
    first = code(folder, store=store)
    assert (first.added, first.added_events, first.known, capsys.readouterr().out) == (42, 43, 0, "")
    (folder / "new.txt").write_text(TEXT, encoding="utf-8")
    second = code(folder, store=store, format="jsonl")
    assert (second.added, second.known) == (1, 42)
    printed = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [row["document"]["id"] for row in printed] == [*EXPECTED_IDS[:3], "new.txt", *EXPECTED_IDS[3:]]
    assert sum(len(row["events"]) for row in printed) == 44


def test_the_store_notes_what_could_not_be_read(folder: Path, tmp_path: Path) -> None:
    from marsad.store import Store

    code(folder, store=tmp_path / "s.duckdb")
    with Store.open(tmp_path / "s.duckdb", read_only=True) as store:
        rows = store.query("SELECT stage, error FROM failures ORDER BY error").rows
    assert rows == [("reading", "BadRecord"), ("reading", "NotText")]


# The command line


def test_a_run_without_failures_ends_with_0(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    status = run(["code", str(folder / "b.txt"), "--published", "2020-06-02", "--format", "jsonl"])
    streams = capsys.readouterr()
    assert (status, streams.err) == (0, "")
    assert json.loads(streams.out)["document"]["published"]["start"] == "2020-06-02"


def test_a_run_with_failures_ends_with_1_and_prints_the_rest(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["code", str(folder / "empty.txt"), str(folder / "b.txt"), "-f", "jsonl"]) == 1
    streams = capsys.readouterr()
    assert [json.loads(line)["document"]["id"] for line in streams.out.splitlines()] == ["empty.txt", "b.txt"]
    assert streams.err.startswith("marsad: 1 of 2 failed:\n  empty.txt: the file is empty")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--published", "2/6/2020"], "--published: '2/6/2020' is no date; write it as YYYY-MM-DD"),
        (["--field", "body"], "field: 'body' is not FIELD=COLUMN"),
        (["--encoding", "klingon"], "encoding: 'klingon' is unknown"),
        (["--coder", "magic"], "engine: 'magic' is unknown"),
        (["--input-format", "xml"], "input format: 'xml' is unknown"),
        (["--max-chars", "0"], "max-chars: 0"),
        (["--jobs", "many"], "Invalid value for '--jobs'"),
        (["--nonsense"], "No such option: --nonsense"),
    ],
    ids=lambda value: value[0] if isinstance(value, list) else "",
)
def test_a_wrong_command_line_is_one_clear_line(
    folder: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], message: str
) -> None:
    assert run(["code", str(folder / "b.txt"), *arguments]) == 2
    streams = capsys.readouterr()
    assert streams.out == ""
    assert streams.err.startswith(f"marsad: {message}")
    assert streams.err.count("\n") == 1


def marsad(*arguments: str, **settings: object) -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "-c", "from marsad.cli import main; main()", *arguments]
    return subprocess.run(command, capture_output=True, check=False, timeout=120, **settings)  # type: ignore[call-overload]


def test_standard_input_in_an_old_encoding() -> None:
    done = marsad("code", "-", "-f", "jsonl", input=TEXT.encode("cp1256"), env={"LC_ALL": "C", "PATH": ""})
    assert done.returncode == 0, done.stderr
    row = json.loads(done.stdout.decode("utf-8"))
    assert (row["document"]["id"], row["document"]["encoding"]) == ("stdin", "windows-1256")


def test_a_closed_pipe_ends_in_silence(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text(f'{{"text": "{TEXT}"}}\n' * 2000, encoding="utf-8")
    program = f"{sys.executable} -c 'from marsad.cli import main; main()' code {path} -f jsonl | head -n 1"
    done = subprocess.run(
        ["bash", "-c", f"{program}; exit ${{PIPESTATUS[0]}}"], capture_output=True, check=False, timeout=120
    )
    assert (done.returncode, done.stderr) == (141, b"")
    assert json.loads(done.stdout)["document"]["id"] == "a.jsonl#1"


def test_the_result_depends_on_the_text_alone(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    texts = [
        "قتل خمسة مدنيين وأصيب عشرات آخرون بقصف مدفعي استهدف سوقاً في مدينة تعز أمس، وفق مصدر طبي.",
        "أعلنت القوات العراقية تحرير قريتين غربي الموصل من تنظيم داعش بعد اشتباكات عنيفة، وضبط كدس أسلحة.",
        "اعتقلت الشرطة ثلاثة متظاهرين في وسط بيروت مساء الثلاثاء.",
    ]
    path.write_text("".join(json.dumps({"text": text}) + "\n" for text in texts), encoding="utf-8")
    printed = set()
    for seed, jobs in (("1", "1"), ("2", "2")):
        done = marsad("code", str(path), "-f", "jsonl", "-j", jobs, env={**os.environ, "PYTHONHASHSEED": seed})
        assert done.returncode == 0, done.stderr
        printed.add(done.stdout)
    assert len(printed) == 1
