"""`marsad mentions`: a text, a file, standard input."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from marsad.cli import run
from marsad.cli.code import read_options
from marsad.cli.mentions import iter_texts
from marsad.model import Document
from marsad.reading import InputFailure

TEXT = "مقتل ثلاثة جنود في الموصل أمس"


def test_a_text_is_taken_for_a_text_and_a_file_for_a_file(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(TEXT, encoding="utf-8")
    options = read_options("2020-06-02")
    (of_text,), (of_file,) = list(iter_texts(TEXT, options)), list(iter_texts(str(path), options))
    assert isinstance(of_text, Document)
    assert isinstance(of_file, Document)
    assert of_text.text == of_file.text == TEXT
    assert of_text.published == of_file.published
    assert of_file.id == "a.txt"


@pytest.mark.parametrize("given", ["missing.txt", "news/missing", "."])
def test_what_looks_like_a_file_must_be_there(given: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (item,) = iter_texts(given, read_options(None))
    assert isinstance(item, InputFailure)


def test_a_text_longer_than_a_file_name_is_a_text() -> None:
    (item,) = iter_texts(TEXT * 1000, read_options(None))
    assert isinstance(item, Document)


@pytest.mark.parametrize("format_", ["json", "jsonl"])
def test_every_mention_has_its_words(capsys: pytest.CaptureFixture[str], format_: str) -> None:
    assert run(["mentions", TEXT, "--published", "2020-06-02", "--format", format_]) == 0
    printed = capsys.readouterr().out
    found = json.loads(printed) if format_ == "json" else [json.loads(line) for line in printed.splitlines()]
    assert {"quantity", "time", "place", "actor"} <= {mention["kind"] for mention in found}
    assert all(TEXT[slice(*mention["span"])] == mention["text"] for mention in found)


def test_the_table_names_the_kinds(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["mentions", TEXT]) == 0
    assert "quantity" in capsys.readouterr().out


@pytest.mark.parametrize("arguments", [["--format", "csv"], ["--published", "soon"]])
def test_bad_settings_end_with_2(capsys: pytest.CaptureFixture[str], arguments: list[str]) -> None:
    assert run(["mentions", TEXT, *arguments]) == 2
    assert capsys.readouterr().err.startswith("marsad: ")


def test_a_missing_file_ends_with_1(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["mentions", "missing.txt"]) == 1
    assert capsys.readouterr().err == "marsad: missing.txt: no such file or directory; check the path\n"
