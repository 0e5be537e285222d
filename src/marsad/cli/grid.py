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
#: A longer word (an address) may be broken before other columns are squeezed.
_MAX_WORD: Final = 24
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
    """The width of every column: what its longest line wants; when the room is short the widest columns give way, down
    to their longest word while that is possible, so that an id stays in one piece."""
    cells = [[line for cell in column for line in cell.split("\n")] for column in zip(*rows, strict=True)]
    widths = [max(1, *map(columns, lines)) for lines in cells]
    room = width - _GAP * len(widths)
    words = [max((columns(word) for line in lines for word in line.split()), default=1) for lines in cells]
    for floors in ([min(word, _MAX_WORD) for word in words], [_MIN_COLUMN] * len(widths)):
        while sum(widths) > room:
            slack = [w - floor for w, floor in zip(widths, floors, strict=True)]
            if max(slack) <= 0:
                break
            give = max((i for i, s in enumerate(slack) if s > 0), key=lambda i: widths[i])
            widths[give] -= 1
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
