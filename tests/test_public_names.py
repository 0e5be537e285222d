"""What `import marsad` offers."""

from __future__ import annotations

import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

import marsad

NAMES = ["Coded", "Document", "Event", "MarsadError", "code", "load", "mentions"]


def test_the_public_names_are_these_and_sorted() -> None:
    assert marsad.__all__ == NAMES == sorted(NAMES)
    assert set(NAMES) <= set(dir(marsad))


@pytest.mark.parametrize("name", NAMES)
def test_every_public_name_is_there_and_explained(name: str) -> None:
    assert getattr(marsad, name).__doc__


def test_an_unknown_name_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="no attribute 'nothing_of_the_kind'"):
        marsad.nothing_of_the_kind  # noqa: B018


def test_the_version_is_the_one_of_the_package() -> None:
    project = tomllib.loads((Path(__file__).parents[1] / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert marsad.__version__ == project["version"]


def test_importing_the_package_loads_nothing_heavy() -> None:
    heavy = {"yaml", "duckdb", "rich", "trafilatura", "msgspec"}
    code = f"import sys, marsad; print(sorted(set(sys.modules) & {heavy}))"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "[]\n"
