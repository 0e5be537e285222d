"""The command line as a whole."""

from __future__ import annotations

import pytest

import marsad
from marsad.cli import run


@pytest.mark.parametrize("arguments", [[], ["--help"]], ids=["bare", "help"])
def test_help_names_the_commands(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert run(arguments) == 0
    printed = capsys.readouterr()
    assert "code" in printed.out
    assert "mentions" in printed.out
    assert printed.err == ""


def test_the_version(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["--version"]) == 0
    assert capsys.readouterr().out == f"marsad {marsad.__version__}\n"


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["frobnicate"], "marsad: No such command 'frobnicate'; see marsad --help\n"),
        (["code"], "marsad: Missing argument 'INPUT...'; see marsad code --help\n"),
        (["mentions"], "marsad: Missing argument 'TEXT|FILE'; see marsad mentions --help\n"),
    ],
    ids=["command", "inputs", "text"],
)
def test_what_is_missing_is_told_in_one_line(
    arguments: list[str], message: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(arguments) == 2
    assert capsys.readouterr().err == message
