"""A terminal to print on: headings, tables and texts with their evidence marked, Arabic in its order."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from typing import Final, TextIO

from rich.text import Text

from marsad.cli.bidi import BidiMode, resolve_mode, show, show_lines
from marsad.cli.grid import print_grid
from marsad.cli.tables import make_console
from marsad.model import Span

#: Around evidence: brackets that turn with the direction of the text, and stay where colours are lost.
OPEN, CLOSE = "⟦", "⟧"
_EVIDENCE: Final = "bold yellow"


class Screen:
    """Standard output as a console, and how Arabic is written on it."""

    def __init__(self, bidi: str | None) -> None:
        self._mode: BidiMode = resolve_mode(bidi, stream=sys.stdout)
        self._console = make_console(utf8_stdout())

    def line(self, *parts: str | None, style: str = "") -> None:
        """One line, its parts ordered each for itself: an Arabic name does not turn the figures beside it."""
        shown = "  ".join(show(part, self._mode) for part in parts if part)
        self._console.print(Text(shown, style=style), soft_wrap=True)

    def grid(self, header: Sequence[str], rows: Iterable[Sequence[str]]) -> int:
        """A table; how many rows it had."""
        return print_grid(self._console, self._mode, header, rows)

    def article(self, text: str, evidence: Iterable[Span]) -> None:
        """The text, paragraph by paragraph, with the evidence between brackets.

        "قُتل جنديان في الموصل أمس" with the evidence [0, 11) is printed as "⟦قُتل جنديان⟧ في الموصل أمس".
        """
        inside = False
        for paragraph in mark(text, evidence).split("\n"):
            for line in show_lines(paragraph, self._console.width, self._mode):
                inside = self._marked_line(line, inside)

    def _marked_line(self, line: str, inside: bool) -> bool:
        """Print a line of a marked text; whether evidence is open at its end. Reordered lines carry brackets alone."""
        if self._mode == "shape":
            self._console.print(Text(line), soft_wrap=True)
            return False
        shown = Text()
        for char in line:
            inside = inside or char == OPEN
            shown.append(char, _EVIDENCE if inside else "")
            inside = inside and char != CLOSE
        self._console.print(shown, soft_wrap=True)
        return inside


def mark(text: str, evidence: Iterable[Span]) -> str:
    """The text with brackets around the evidence; spans that touch or overlap share theirs."""
    pieces, at = [], 0
    for start, end in _joined(evidence):
        pieces += [text[at:start], OPEN, text[start:end], CLOSE]
        at = end
    return "".join([*pieces, text[at:]])


def _joined(spans: Iterable[Span]) -> list[Span]:
    joined: list[Span] = []
    for start, end in sorted(set(spans)):
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        elif start < end:
            joined.append((start, end))
    return joined


def utf8_stdout() -> TextIO:
    """Standard output in UTF-8, whatever the locale."""
    if hasattr(sys.stdout, "reconfigure"):
        sys.stdout.reconfigure(encoding="utf-8", errors="backslashreplace")
    return sys.stdout
