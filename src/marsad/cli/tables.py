"""Events and mentions as tables for people, one table a document, Arabic ordered for the terminal."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable, Sequence
from typing import Final, NamedTuple, TextIO

from rich.console import Console
from rich.markup import escape
from rich.table import Table
from rich.text import Text

from marsad.cli.bidi import BidiMode, resolve_mode, show, show_lines
from marsad.cli.formats import amount
from marsad.model import Coded, Event, Mention

#: Where there is no terminal that says how wide it is.
_WIDTH: Final = 120
_MIN_WIDTH: Final = 60
_GAP: Final = 2
_ROLES: Final = {"initiator": "", "target": "→ ", "supporter": "+ ", "affected": "· "}


class _Column(NamedTuple):
    """A column takes its `width`, or its `share` of what the others leave. `wide`: left out of a narrow table."""

    name: str
    width: int = 0
    share: int = 0
    arabic: bool = False
    wide: bool = False


_EVENTS: Final = (
    _Column("when", width=11),
    _Column("what", width=19),
    _Column("where", share=18),
    _Column("who", share=23),
    _Column("losses", share=22),
    _Column("words", share=15, arabic=True, wide=True),
)
_MENTIONS: Final = (
    _Column("kind", width=8),
    _Column("span", width=11),
    _Column("words", share=4, arabic=True),
    _Column("read as", share=6),
)
#: Narrower tables do without the columns that are `wide`.
_NARROW: Final = 100


class EventTables:
    """A heading and a table for every document; a document without events is one line."""

    def __init__(self, stream: TextIO, bidi: str | None) -> None:
        self._mode = resolve_mode(bidi, stream=stream)
        self._console = make_console(stream)

    def write(self, coded: Coded) -> None:
        """Print one document."""
        doc = coded.document
        facts = [
            doc.id,
            doc.source,
            doc.published.start and f"published {doc.published.start}",
            _plural(len(coded.events)),
        ]
        heading = "  ".join(show(fact, self._mode) for fact in facts if fact)
        self._console.print(Text(heading, style="bold"), soft_wrap=True)
        for failure in coded.failures:
            self._console.print(Text(f"  failed ({failure.stage}): {failure.message}", style="red"), soft_wrap=True)
        if coded.events:
            rows = [event_cells(event) for event in coded.events]
            self._console.print(_table(_EVENTS, rows, self._console.width, self._mode))
        self._console.print()

    def finish(self) -> None:
        """Nothing ends the tables."""


def print_mentions(found: Iterable[Mention], stream: TextIO, bidi: str | None) -> None:
    """Print mentions as one table."""
    console = make_console(stream)
    rows = [_mention_cells(mention) for mention in found]
    console.print(_table(_MENTIONS, rows, console.width, resolve_mode(bidi, stream=stream)))


def make_console(stream: TextIO) -> Console:
    """A console as wide as the terminal; without one, as COLUMNS says, else 120 columns."""
    given = os.environ.get("COLUMNS", "")
    width = shutil.get_terminal_size().columns if stream.isatty() else int(given) if given.isdigit() else _WIDTH
    return Console(file=stream, width=max(width, _MIN_WIDTH), highlight=False, markup=False, emoji=False)


def _table(layout: Sequence[_Column], rows: Iterable[Sequence[list[str]]], width: int, mode: BidiMode) -> Table:
    """A table whose columns share `width`; the cells are lists of lines, broken here so that Arabic is ordered line by
    line.
    """
    table = Table(box=None, padding=(0, _GAP, 0, 0), pad_edge=False, header_style="dim")
    columns = [column for column in layout if width >= _NARROW or not column.wide]
    free = width - _GAP * len(columns) - sum(column.width for column in columns)
    shares = sum(column.share for column in columns)
    widths = [column.width or max(4, free * column.share // shares) for column in columns]
    for column, size in zip(columns, widths, strict=True):
        table.add_column(escape(column.name), width=size, no_wrap=True, justify="right" if column.arabic else "left")
    for row in rows:
        cells = []
        for lines, size in zip(row, widths, strict=False):  # the columns that are left out are the last ones
            cells.append(Text("\n".join(piece for line in lines for piece in show_lines(line, size, mode))))
        table.add_row(*cells)
    return table


def event_cells(event: Event) -> list[list[str]]:
    """When, what, where, who, losses and the words of the trigger: each a list of lines."""
    when = [event.when.start or "unknown"]
    if event.when.end and event.when.end != event.when.start:
        when.append(f"–{event.when.end}")
    what: list[str] = [event.type]
    what += [word for word, usual in ((event.modality, "occurred"), (event.status, "current")) if word != usual]
    if event.count.min != 1 or event.count.max != 1:
        what.append(f"× {amount(event.count.min, event.count.max)}")
    where = [
        line for place in event.where for line in (place.name, ", ".join(filter(None, (place.name_en, place.country))))
    ]
    who = [f"{_ROLES[actor.role]}{actor.actor_id}" for actor in event.actors]
    losses = [f"{c.outcome} {amount(c.min, c.max)} {c.group}" for c in event.casualties]
    losses += [f"{m.effect} {amount(m.min, m.max)} {m.item}" for m in event.materiel]
    return [when, what, where, who, losses, [event.trigger.text]]


def _mention_cells(mention: Mention) -> list[list[str]]:
    fields = mention.to_dict()
    start, end = fields.pop("span")
    text, kind = fields.pop("text"), fields.pop("kind")
    told = ", ".join(f"{name} {value}" for name, value in fields.items() if value is not None)
    return [[kind], [f"{start}–{end}"], [text], [told]]


def _plural(count: int) -> str:
    return f"{count} event{'' if count == 1 else 's'}"
