"""Rows of any query as a table for people: columns as wide as their words, Arabic ordered for the terminal."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import islice
from typing import Final

from rich.console import Console
from rich.table import Table
from rich.text import Text

from marsad.cli.bidi import BidiMode, columns, show_lines

#: Rows that decide the widths; the rest follows in pieces of as many, so that a long table begins at once.
_PIECE: Final = 200
_MIN_COLUMN: Final = 4
_GAP: Final = 2


def print_grid(
    console: Console, mode: BidiMode, header: Sequence[str], rows: Iterable[Sequence[str]], title: str | None = None
) -> int:
    """Print the rows under the header and return how many there were; a cell may hold several lines.

    A row is a happening as people read it: "غارة جوية", "الموصل", 3.
    """
    source = iter(rows)
    piece = list(islice(source, _PIECE))
    widths = _fit([header, *piece], console.width)
    if title:
        console.print(Text(title, style="bold"))
    console.print(_table([header], widths, mode, style="dim"))
    count = 0
    while piece:
        console.print(_table(piece, widths, mode))
        count += len(piece)
        piece = list(islice(source, _PIECE))
    return count


def _fit(rows: Iterable[Sequence[str]], width: int) -> list[int]:
    """The width of every column: what its longest line wants, the widest columns giving way when the room is short."""
    wanted = [
        max((columns(line) for cell in cells for line in cell.split("\n")), default=0)
        for cells in zip(*rows, strict=True)
    ]
    room = width - _GAP * len(wanted)
    widths = [max(1, w) for w in wanted]
    while sum(widths) > room and max(widths, default=0) > _MIN_COLUMN:
        widths[widths.index(max(widths))] -= 1
    return widths


def _table(rows: Iterable[Sequence[str]], widths: Sequence[int], mode: BidiMode, style: str = "") -> Table:
    table = Table(box=None, padding=(0, _GAP, 0, 0), pad_edge=False, show_header=False, style=style)
    for width in widths:
        table.add_column(width=width, no_wrap=True)
    for row in rows:
        cells = []
        for cell, width in zip(row, widths, strict=True):
            lines = [line for part in cell.split("\n") for line in show_lines(part, width, mode)]
            cells.append(Text("\n".join(lines), style=style))
        table.add_row(*cells)
    return table
