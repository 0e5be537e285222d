"""`marsad evaluate`: figures as a table and as JSON, misses, documents, the output of another run."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from marsad.cli import run

STRUCK = "شنت طائرات حربية غارة على بلدة الريحانية، ما أدى إلى مقتل أربعة مسلحين."
QUIET = "افتتح الوزير معرض الكتاب في العاصمة وسط حضور كبير من القراء."


@pytest.fixture
def gold(tmp_path: Path) -> Path:
    records = [
        {
            "id": "struck",
            "text": STRUCK,
            "published": "2024-05-15",
            "events": [
                {"type": "air_strike", "anchor": "غارة", "casualties": [{"outcome": "killed", "min": 4, "max": 4}]}
            ],
        },
        {"id": "quiet", "text": QUIET, "published": "2024-05-15", "events": []},
    ]
    path = tmp_path / "gold.jsonl"
    path.write_text("".join(json.dumps(r, ensure_ascii=False) + "\n" for r in records), encoding="utf-8")
    return path


@pytest.fixture
def nothing_coded(tmp_path: Path) -> Path:
    path = tmp_path / "pred.jsonl"
    path.write_text(json.dumps({"document": {"id": "struck"}, "events": []}) + "\n", encoding="utf-8")
    return path


def test_figures_are_printed_slot_by_slot(gold: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["evaluate", str(gold), "--docs"]) == 0
    out = capsys.readouterr().out.splitlines()
    assert out[0] == "2 documents, 1 gold events, 1 coded"
    assert out[1].split() == ["precision", "recall", "F1"]
    figures = {line.split()[0]: line.split()[1:] for line in out[2:] if len(line.split()) == 4}
    assert figures["typed"] == ["1.000", "1.000", "1.000"]
    assert figures["casualties"] == ["1.000", "1.000", "1.000"]
    assert {line.split()[1] for line in out if len(line.split()) == 2} == {"struck", "quiet"}


def test_json_is_one_object(gold: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["evaluate", str(gold), "--json"]) == 0
    figures = json.loads(capsys.readouterr().out)
    assert figures["detection"] == [1.0, 1.0, 1.0]
    assert {"typed", "casualties", "record"} <= set(figures)


def test_the_output_of_another_run_is_scored_and_its_misses_listed(
    gold: Path, nothing_coded: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["evaluate", str(gold), "--pred", str(nothing_coded), "--misses"]) == 0
    out = capsys.readouterr().out
    assert "1 gold events, 0 coded" in out
    assert "missed   struck air_strike: غارة" in out


def test_the_output_of_marsad_code_is_what_pred_takes(
    gold: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    pred = tmp_path / "coded.jsonl"
    assert run(["code", str(gold), "--format", "jsonl", "-o", str(pred)]) == 0
    assert run(["evaluate", str(gold), "--json"]) == 0
    assert run(["evaluate", str(gold), "--pred", str(pred), "--json"]) == 0
    first, second = [line for line in capsys.readouterr().out.splitlines() if line.startswith("{")]
    assert json.loads(first) == json.loads(second)


def test_a_gold_file_that_is_not_there_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["evaluate", str(tmp_path / "absent.jsonl")]) == 2
    assert "absent.jsonl" in capsys.readouterr().err


def test_a_wrong_gold_record_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "gold.jsonl"
    path.write_text('{"id": "a", "text": "نص", "events": [{"type": "arrest", "anchor": "غائب"}]}\n', encoding="utf-8")
    assert run(["evaluate", str(path)]) == 2
    assert "غائب" in capsys.readouterr().err


@pytest.mark.parametrize("line", ["{", '{"events": []}', "[]"], ids=["no JSON", "no document", "no object"])
def test_a_wrong_line_of_pred_is_told(
    gold: Path, tmp_path: Path, line: str, capsys: pytest.CaptureFixture[str]
) -> None:
    pred = tmp_path / "pred.jsonl"
    pred.write_text(line + "\n", encoding="utf-8")
    assert run(["evaluate", str(gold), "--pred", str(pred)]) == 2
    err = capsys.readouterr().err
    assert "pred.jsonl, line 1" in err
