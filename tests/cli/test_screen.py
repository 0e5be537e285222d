"""Evidence marked in a text, and tables that fit the screen."""

from __future__ import annotations

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console

from marsad.cli.bidi import columns, show
from marsad.cli.grid import print_grid
from marsad.cli.screen import CLOSE, OPEN, Screen, mark
from marsad.model import Span

TEXT = "قُتل جنديان في الموصل"


@pytest.mark.parametrize(
    ("evidence", "expected"),
    [
        pytest.param([], TEXT, id="none"),
        pytest.param([(0, 11)], "⟦قُتل جنديان⟧ في الموصل", id="one"),
        pytest.param([(12, 21), (0, 4)], "⟦قُتل⟧ جنديان ⟦في الموصل⟧", id="two"),
        pytest.param([(0, 8), (5, 11), (0, 8)], "⟦قُتل جنديان⟧ في الموصل", id="overlapping"),
        pytest.param([(0, 5), (5, 11)], "⟦قُتل جنديان⟧ في الموصل", id="touching"),
        pytest.param([(3, 3)], TEXT, id="empty"),
    ],
)
def test_evidence_is_marked(evidence: list[Span], expected: str) -> None:
    assert mark(TEXT, evidence) == expected


@given(st.lists(st.tuples(st.integers(0, 21), st.integers(0, 21)).map(lambda s: (min(s), max(s)))))
def test_marks_leave_the_text_as_it_was(evidence: list[Span]) -> None:
    marked = mark(TEXT, evidence)
    assert marked.replace(OPEN, "").replace(CLOSE, "") == TEXT
    assert marked.count(OPEN) == marked.count(CLOSE)


@pytest.mark.parametrize("mode", ["off", "native", "shape"])
def test_an_article_keeps_its_marks_in_every_mode(capsys: pytest.CaptureFixture[str], mode: str) -> None:
    Screen(mode).article(f"{TEXT}\n\n{TEXT}", [(0, 11)])
    out = capsys.readouterr().out
    assert out.count(OPEN) == out.count(CLOSE) == 1
    assert out.count("\n") == 3


def test_brackets_turn_with_the_direction() -> None:
    assert show("ا(ب)", "shape") == "(\ufe8f)\ufe8d"


@pytest.mark.parametrize("width", [60, 80, 200])
def test_a_grid_fits_the_screen_and_loses_nothing(width: int) -> None:
    out = io.StringIO()
    rows = [["evt_1", "كلمة " * 30, "x"], ["evt_2", "قصيرة\nسطر", "y" * 90]]
    count = print_grid(Console(file=out, width=width), "off", ("id", "words", "more"), rows)
    lines = out.getvalue().splitlines()
    assert count == 2
    assert max(columns(line) for line in lines) <= width
    assert sum(line.count("كلمة") for line in lines) == 30
    assert sum(line.count("y") for line in lines) == 90


def test_ids_stay_in_one_piece_when_the_room_is_short() -> None:
    out = io.StringIO()
    rows = [["ev_b18567f939db9a01", *["كلمة أخرى " * 9] * 4]]
    print_grid(Console(file=out, width=90), "off", ("id", "a", "b", "c", "d"), rows)
    assert "ev_b18567f939db9a01" in out.getvalue()


def test_a_long_grid_comes_in_pieces_with_one_header() -> None:
    out = io.StringIO()
    assert print_grid(Console(file=out, width=80), "off", ("n",), ([str(i)] for i in range(450))) == 450
    lines = [line.strip() for line in out.getvalue().splitlines()]
    assert lines == ["n", *map(str, range(450))]
