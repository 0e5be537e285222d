"""Every command, argument and option stands in the documentation, and the documentation names no others."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from typer.main import get_command

from marsad.cli.app import app

PAGE = (Path(__file__).parents[2] / "docs" / "commands.md").read_text(encoding="utf-8")


def iter_commands(command: Any, path: str = "marsad") -> Iterator[tuple[str, Any]]:
    yield path, command
    for name, child in sorted(getattr(command, "commands", {}).items()):
        yield from iter_commands(child, f"{path} {name}")


COMMANDS = dict(iter_commands(get_command(app)))


def section(path: str) -> str:
    """The part of the page under the heading of one command."""
    found = re.search(rf"^## `{re.escape(path)}`\n(.*?)(?=^## |\Z)", PAGE, re.DOTALL | re.MULTILINE)
    return found.group(1) if found else ""


def options_of(command: Any) -> set[str]:
    return {
        flag for parameter in command.params for flag in parameter.opts if flag.startswith("--") and flag != "--help"
    }


@pytest.mark.parametrize("path", sorted(COMMANDS))
def test_a_command_has_its_section_with_every_option(path: str) -> None:
    text = section(path)
    assert text, f"docs/commands.md has no section `{path}`"
    missing = {flag for flag in options_of(COMMANDS[path]) if f"`{flag}" not in text}
    assert not missing, f"docs/commands.md, `{path}`, does not tell of {sorted(missing)}"


@pytest.mark.parametrize("path", sorted(COMMANDS))
def test_the_page_names_no_option_that_is_not_there(path: str) -> None:
    told = set(re.findall(r"^\| `(?:-\w`, `)?(--[\w-]+)", section(path), re.MULTILINE))
    assert told <= options_of(COMMANDS[path])


def test_the_page_names_no_command_that_is_not_there() -> None:
    assert set(re.findall(r"^## `(marsad[^`]*)`", PAGE, re.MULTILINE)) <= set(COMMANDS)


@pytest.mark.parametrize("path", sorted(COMMANDS))
def test_a_command_and_its_options_explain_themselves(path: str) -> None:
    command = COMMANDS[path]
    assert command.help
    assert [p.name for p in command.params if p.param_type_name == "option" and not p.help] == []
