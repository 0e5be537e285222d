"""`marsad export` as a user calls it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from builders import make_coded

from marsad.cli import run as marsad
from marsad.store import Store


@pytest.fixture
def store(tmp_path: Path) -> Path:
    path = tmp_path / "record.duckdb"
    with Store.open(path) as opened:
        run = opened.start_run("rules 0.1.0")
        opened.add(make_coded(), run)
        opened.finish_run(run)
    return path


def run(*arguments: object) -> int:
    return marsad([str(a) for a in arguments])


def test_a_file_and_its_sidecar(store: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "events.csv"
    assert run("export", "-f", "acled", "--store", store, "-o", out) == 0
    assert out.read_text(encoding="utf-8").count("\n") == 2
    assert (tmp_path / "events.csv.mapping.json").is_file()
    assert "1 rows of events in" in capsys.readouterr().err


def test_the_filters_are_in_the_sidecar_and_act(store: Path, tmp_path: Path) -> None:
    out = tmp_path / "none.geojson"
    assert (
        run("export", "-f", "geojson", "--store", store, "-o", out, "--type", "protest", "--since", "2020-01-01") == 0
    )
    assert json.loads(out.read_text(encoding="utf-8"))["features"] == []
    told = json.loads((tmp_path / "none.geojson.mapping.json").read_text(encoding="utf-8"))
    assert told["selection"]["types"] == ["protest"]


def test_what_becomes_of_names_is_said(store: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for options, told in (((), "names left out"), (("--with-names",), "names kept")):
        assert run("export", "-f", "csv", "--store", store, "-o", tmp_path / "o.csv", *options) == 0
        assert told in capsys.readouterr().err


def test_the_formats_are_listed(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("export", "--formats") == 0
    out = capsys.readouterr().out
    assert out.startswith("acled")
    assert "geoparquet" in out


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["-f", "shapefile"], "shapefile"),
        ([], "format"),
        (["-f", "csv", "--modality", "perhaps"], "perhaps"),
        (["-f", "csv", "--min-confidence", "7"], "7"),
        (["-f", "csv", "--since", "yesterday"], "yesterday"),
    ],
    ids=["format", "no-format", "modality", "confidence", "day"],
)
def test_a_wrong_setting_is_told_and_nothing_is_written(
    store: Path, tmp_path: Path, arguments: list[str], message: str, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "out.csv"
    assert run("export", "--store", store, "-o", out, *arguments) == 2
    assert message in capsys.readouterr().err
    assert not out.exists()
