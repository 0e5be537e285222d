"""The scripts of the repository: sound shell, and locks that hold all that the project needs, by hash."""

from __future__ import annotations

import os
import re
import subprocess
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
GROUPS = PROJECT["dependency-groups"]


@pytest.mark.parametrize("name", ["scripts/setup.sh", "scripts/demo.sh", ".ci/run"])
def test_a_script_is_sound_and_can_be_run(name: str) -> None:
    path = ROOT / name
    assert os.access(path, os.X_OK)
    assert "set -euo pipefail" in path.read_text(encoding="utf-8")
    assert subprocess.run(["bash", "-n", str(path)], capture_output=True, check=False).stderr == b""


@pytest.mark.parametrize("arguments", [[], [".venv"], [".venv", "prod"]])
def test_setup_tells_what_it_takes(arguments: list[str]) -> None:
    done = subprocess.run(
        ["bash", str(ROOT / "scripts/setup.sh"), *arguments], capture_output=True, text=True, check=False
    )
    assert done.returncode == 1
    assert "run or dev" in done.stderr or "run|dev" in done.stderr


def names(requirements: list[object]) -> set[str]:
    return {re.split(r"[^\w.-]", r)[0].lower().replace("_", "-") for r in requirements if isinstance(r, str)}


@pytest.mark.parametrize(
    ("lock", "needed"),
    [
        ("run", names(PROJECT["project"]["dependencies"]) | names(GROUPS["build"])),
        ("dev", names(PROJECT["project"]["dependencies"]) | names(GROUPS["build"] + GROUPS["test"] + GROUPS["lint"])),
    ],
)
def test_a_lock_holds_what_is_needed(lock: str, needed: set[str]) -> None:
    text = (ROOT / "requirements" / f"{lock}.txt").read_text(encoding="utf-8")
    pinned = re.findall(r"^([\w.-]+)==\S+(.*(?:\n +.*)*)", text, re.MULTILINE)
    assert needed <= {name for name, _ in pinned}
    assert [name for name, rest in pinned if "--hash=sha256:" not in rest] == []
    assert "://" not in text


def test_both_locks_agree() -> None:
    run, dev = (
        set(re.findall(r"^[\w.-]+==\S+", (ROOT / f"requirements/{name}.txt").read_text(), re.MULTILINE))
        for name in ("run", "dev")
    )
    assert run <= dev
