"""The guides: their commands run one after another in an empty folder, and print what the guide says."""

from __future__ import annotations

import csv
import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import polars
import pytest

ROOT = Path(__file__).parents[1]
GUIDE = ROOT / "docs" / "guides" / "clippings-to-acled.md"


def steps(text: str) -> Iterator[tuple[str, str | None]]:
    """Each block of commands with what the guide says that it prints, where it says so."""
    for found in re.finditer(r"^```sh\n(.*?)^```\n(?:\n```text\n(.*?)^```\n)?", text, re.DOTALL | re.MULTILINE):
        yield found[1], found[2]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder that the guide's commands leave."""
    place = tmp_path_factory.mktemp("guide")
    (place / "scripts").symlink_to(ROOT / "scripts")
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    for commands, told in steps(GUIDE.read_text(encoding="utf-8")):
        done = subprocess.run(
            ["bash", "-euo", "pipefail", "-c", commands],
            cwd=place,
            env={**os.environ, "PATH": path, "MARSAD_BIDI": "off"},
            capture_output=True,
            text=True,
            encoding="utf-8",
            check=False,
        )
        assert done.returncode == 0, f"{commands}\n{done.stderr}"
        if told is not None:
            assert done.stdout == told, commands
    return place


def test_the_guide_has_commands_and_what_they_print() -> None:
    found = list(steps(GUIDE.read_text(encoding="utf-8")))
    assert len(found) > 9
    assert sum(told is not None for _, told in found) > 4


def test_every_container_gave_its_events(folder: Path) -> None:
    found = polars.read_parquet(folder / "statements.parquet")
    documents = {name.rpartition("/")[2].split("#")[0] for name in found["document_id"]}
    assert {"jalawla.txt", "jalawla.docx", "statement.eml", "eg-sinai.html", "week.csv"} <= documents
    assert len(documents) > 6  # those of the archive have ids of their own
    assert found["text"].drop_nulls().len() > 200


def test_the_table_has_the_columns_and_no_happening_twice(folder: Path) -> None:
    with (folder / "acled.csv").open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    sidecar = json.loads((folder / "acled.csv.mapping.json").read_text(encoding="utf-8"))
    assert list(rows[0]) == [c["name"] for c in sidecar["columns"]]
    assert len(rows) == sidecar["rows"] > 15
    assert len({row["event_id_cnty"] for row in rows}) == len(rows)
    bombings = [
        r for r in rows if r["sub_event_type"].startswith("Remote explosive") and r["event_date"] == "2024-03-12"
    ]
    assert len(bombings) == 1


def test_the_plot_is_there(folder: Path) -> None:
    assert (folder / "casualties.png").read_bytes().startswith(b"\x89PNG")
