"""Arabic on terminals that order it and on those that do not."""

from __future__ import annotations

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marsad.cli.bidi import columns, resolve_mode, show, show_lines
from marsad.errors import BadSetting


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


TERMINALS = [
    pytest.param({"VTE_VERSION": "7600"}, "native", id="GNOME Terminal"),
    pytest.param({"VTE_VERSION": "5202"}, "shape", id="GNOME Terminal of 2018"),
    pytest.param({"VTE_VERSION": ""}, "shape", id="VTE without a version"),
    pytest.param({"KONSOLE_VERSION": "230400"}, "native", id="Konsole"),
    pytest.param({"TERM": "mlterm-256color"}, "native", id="mlterm"),
    pytest.param({"TERM_PROGRAM": "Apple_Terminal"}, "native", id="Terminal of macOS"),
    pytest.param({"TERM": "xterm-256color"}, "shape", id="xterm"),
    pytest.param({"MARSAD_BIDI": "off", "KONSOLE_VERSION": "1"}, "off", id="variable"),
]


@pytest.mark.parametrize(("environment", "mode"), TERMINALS)
def test_the_terminal_decides(environment: dict[str, str], mode: str) -> None:
    assert resolve_mode(None, environment, Terminal()) == mode


def test_where_no_terminal_is_nothing_is_done() -> None:
    assert resolve_mode(None, {"KONSOLE_VERSION": "1"}, io.StringIO()) == "off"


def test_the_option_goes_before_the_variable() -> None:
    assert resolve_mode("shape", {"MARSAD_BIDI": "native"}, io.StringIO()) == "shape"


@pytest.mark.parametrize("environment", [{}, {"MARSAD_BIDI": "mirror"}])
def test_an_unknown_mode_is_a_bad_setting(environment: dict[str, str]) -> None:
    with pytest.raises(BadSetting, match="auto, native, shape, off"):
        resolve_mode(None if environment else "mirror", environment, Terminal())


@pytest.mark.parametrize(
    ("mode", "shown"),
    [
        ("off", "قصف 3 قرى"),
        ("native", "\u2068قصف 3 قرى\u2069"),
        ("shape", "\ufeef\ufeae\ufed7 3 \ufed2\ufebc\ufed7"),
    ],
)
def test_one_line_in_every_mode(mode: str, shown: str) -> None:
    assert show("قصف 3 قرى", mode) == shown  # type: ignore[arg-type]


@pytest.mark.parametrize("mode", ["off", "native", "shape"])
def test_a_text_cannot_steer_the_terminal(mode: str) -> None:
    shown = show("abc\x1b[2J\u202edef\u2066", mode)  # type: ignore[arg-type]
    assert shown == "abc [2J def "


def test_lines_are_broken_before_they_are_ordered() -> None:
    first, second = show_lines("قصف على قرية", 8, "shape")
    assert (first, second) == (show("قصف على", "shape"), show("قرية", "shape"))


@pytest.mark.parametrize(("text", "width"), [("مُحَمَّد", 4), ("a\u200fb", 2), ("أ", 1), ("中", 2), ("", 0)])
def test_columns_of_a_text(text: str, width: int) -> None:
    assert columns(text) == width


@given(st.text(alphabet="قصفعلىالبلدة ُّabc中 \n", max_size=60), st.integers(min_value=2, max_value=20))
def test_no_line_is_too_wide_and_no_letter_is_lost(text: str, width: int) -> None:
    lines = show_lines(text, width, "off")
    assert all(columns(line) <= width for line in lines)
    assert "".join("".join(lines).split()) == "".join(text.split())
