"""`marsad link`, `incidents`, `incident show`, `why`, `judge`, `review`, `check`, `backup`, `restore`, `forget`."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

import marsad
from marsad.cli import run
from marsad.store import Store

TEXTS = {
    "a": (
        "وكالة المثال",
        "2024-03-12",
        "قُتل جنديان بانفجار عبوة ناسفة في ناحية جلولاء اليوم الثلاثاء، بحسب مصدر أمني.",
    ),
    "b": (
        "صحيفة المثال",
        "2024-03-13",
        "أدى انفجار عبوة ناسفة على دورية للجيش في جلولاء، أمس الثلاثاء، إلى مقتل جنديين.",
    ),
    "c": ("وكالة المثال", "2024-03-13", "قُتل مزارع بانفجار عبوة ناسفة في بستان قرب ناحية جلولاء اليوم الأربعاء."),
}


@pytest.fixture
def path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    path = tmp_path / "record.duckdb"
    monkeypatch.setenv("MARSAD_STORE", str(path))
    monkeypatch.setenv("MARSAD_REVIEWER", "سلمى")
    monkeypatch.setenv("MARSAD_BIDI", "off")
    monkeypatch.setenv("COLUMNS", "200")
    with Store.open(path) as store:
        started = store.start_run("rules")
        for name, (source, day, text) in TEXTS.items():
            store.add(marsad.code(text, published=day, source=source, id=name), started)
        store.finish_run(started)
    return path


def printed(capsys: pytest.CaptureFixture[str], *arguments: str, status: int = 0) -> str:
    capsys.readouterr()
    assert run(arguments) == status
    return capsys.readouterr().out


def listed(capsys: pytest.CaptureFixture[str]) -> list[dict]:  # type: ignore[type-arg]
    return [json.loads(line) for line in printed(capsys, "incidents", "--format", "jsonl").splitlines()]


def groups(capsys: pytest.CaptureFixture[str]) -> list[list[str]]:
    return sorted(sorted(r["document_id"] for r in i["reports"]) for i in listed(capsys))


def test_link_list_show_and_explain(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["incidents"]) == 0
    assert "marsad link" in capsys.readouterr().err
    assert run(["link"]) == 0
    assert "3 reports (3 new or changed), 2 incidents" in capsys.readouterr().err
    first, second = listed(capsys)
    assert [r["document_id"] for r in first["reports"]] == ["a", "b"]
    assert {"document_id", "event_id", "source", "independent"} <= set(first["reports"][0])
    assert (first["grade"], first["sources"], first["casualties"][0]["best"]) == ("fair", 2, 2)
    [strike] = [e.event.id for e in Store.open(path, read_only=True).iter_events() if e.document.id == "a"]
    assert first["reports"][0]["event_id"] == strike
    assert json.loads(printed(capsys, "incidents", "--format", "json"))[0] == first
    rows = list(csv.DictReader(io.StringIO(printed(capsys, "incidents", "--format", "csv", "--sources", "2"))))
    assert [(row["id"], row["killed_best"]) for row in rows] == [(first["id"], "2")]
    table = printed(capsys, "incidents")
    assert first["id"] in table
    assert "جلولاء" in table
    shown = printed(capsys, "incident", "show", first["id"][:12])
    assert "صحيفة المثال" in shown
    assert "grade (computed): fair" in shown
    assert json.loads(printed(capsys, "incident", "show", first["id"], "--format", "json")) == first
    a, b = (r["event_id"] for r in first["reports"])
    assert "one incident" in printed(capsys, "why", a, b)
    found = json.loads(printed(capsys, "why", a, second["reports"][0]["event_id"], "--format", "json"))
    assert not found["joined"]
    assert {c["name"] for c in found["comparisons"]} >= {"time", "place", "type", "killed"}
    assert run(["incident", "show", "inc_none"]) == 1


def test_judging_and_undoing(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run(["link"])
    first, second = listed(capsys)
    a, c = first["reports"][0]["event_id"], second["reports"][0]["event_id"]
    judgement = printed(capsys, "judge", "same", a, c).strip()
    run(["link"])
    assert groups(capsys) == [["a", "b", "c"]]
    assert judgement in printed(capsys, "judge", "list", "--format", "jsonl")
    printed(capsys, "judge", "undo", judgement)
    run(["link"])
    assert groups(capsys) == [["a", "b"], ["c"]]
    assert printed(capsys, "judge", "list", "--format", "jsonl") == ""
    printed(capsys, "judge", "correct", c, "casualties[0].min", "3")
    printed(capsys, "judge", "accept", c)
    printed(capsys, "judge", "note", c, "راجعته")
    printed(
        capsys,
        "judge",
        "add",
        "c",
        "--words",
        "بستان",
        "--type",
        "property_destroyed",
        "--day",
        "2024-03-13",
        "--place",
        "جلولاء",
    )
    printed(capsys, "judge", "reject", a)
    printed(capsys, "judge", "not-same", a, c)
    printed(capsys, "judge", "unsure", a, c)
    run(["link"])
    assert groups(capsys) == [["b"], ["c"], ["c"]]
    assert printed(capsys, "check") == ""


def test_a_wrong_judgement_is_one_clear_line(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for arguments, told in (
        (["judge", "same", "ev_none", "ev_other"], "no event of this store"),
        (["judge", "add", "c", "--words", "غير موجود", "--type", "riot"], "does not hold"),
        (["judge", "add", "c", "--words", "بستان", "--type", "bombing"], "not known"),
        (["judge", "undo", "jdg_none"], "names 0 judgements"),
        (["link", "--store", "none.duckdb"], "there is no store"),
    ):
        assert run(arguments) == 2
        assert told in capsys.readouterr().err


def test_review_asks_about_the_doubtful(
    path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    from marsad.corroborate import model

    loaded = model.load_model()
    monkeypatch.setattr(
        "marsad.corroborate.doubtful.load_model", lambda: type(loaded)(**{**_fields(loaded), "doubtful": 50.0})
    )
    run(["link"])
    answers = iter(["s", "q"])
    monkeypatch.setattr("typer.prompt", lambda *_, **__: next(answers))
    shown = printed(capsys, "review")
    assert "together" in shown
    with Store.open(path, read_only=True) as store:
        assert [j.kind for j in store.journal.active()] == ["same"]


def _fields(loaded: object) -> dict[str, object]:
    return {name: getattr(loaded, name) for name in loaded.__struct_fields__}  # type: ignore[attr-defined]


def test_copies_and_forgetting(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run(["link"])
    copy = path.with_name("copy.duckdb")
    printed(capsys, "backup", str(copy))
    printed(capsys, "backup", str(copy), status=2)
    ids = [i["id"] for i in listed(capsys)]
    printed(capsys, "forget", "b", "--reason", "طلب")
    assert groups(capsys) == [["a"], ["c"]]
    assert sorted(i["id"] for i in listed(capsys)) == sorted(ids)
    assert printed(capsys, "check") == ""
    assert TEXTS["b"][2].encode() not in path.read_bytes()
    printed(capsys, "restore", str(copy), "--force")
    assert groups(capsys) == [["a", "b"], ["c"]]


def test_check_tells_what_is_wrong(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run(["link"])
    with Store.open(path) as store:
        store._con.execute("UPDATE incidents SET type = 'riot' WHERE reports = 2")
        store._con.execute(
            "DELETE FROM incident_reports WHERE document_key IN (SELECT document_key FROM documents WHERE id = 'c')"
        )
    told = printed(capsys, "check", status=1)
    assert "its columns do not say what its record says" in told
    assert "it has no report" in told


def test_linkage_is_scored(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    gold = tmp_path / "gold.jsonl"
    incidents = {"a": "one", "b": "one", "c": "two"}
    lines = [
        {
            "id": n,
            "source": s,
            "published": d,
            "text": t,
            "reports": [{"incident": incidents[n], "anchor": "انفجار عبوة ناسفة"}],
        }
        for n, (s, d, t) in TEXTS.items()
    ]
    gold.write_text("\n".join(json.dumps(line, ensure_ascii=False) for line in lines), "utf-8")
    scores = json.loads(printed(capsys, "evaluate", str(gold), "--incidents", "--json"))
    assert scores["linkage"]["pair_f1"] == 1
    assert "3 articles, 3 reports, 2 incidents" in printed(capsys, "evaluate", "--incidents", str(gold))
