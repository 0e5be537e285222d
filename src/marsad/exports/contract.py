"""What an exporter is: a name, columns that say where they come from and what is lost, and a function that writes."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import msgspec

from marsad.exports.record import ExportRecord

#: The modalities that the field's sets carry.
HAPPENED = ("occurred", "ongoing")


class Column(msgspec.Struct, frozen=True, kw_only=True):
    """A column of a format: `source` says what it is made from ("" when Marsad does not know it), `loss` what is lost."""

    name: str
    source: str = ""
    loss: str = ""


class LeftOut(msgspec.Struct, frozen=True):
    """A record that a format has no place for, with the reason."""

    id: str
    reason: str


class Written(msgspec.Struct, frozen=True, kw_only=True):
    """What an exporter did: rows written, records left out, notes on what was changed."""

    rows: int
    left_out: tuple[LeftOut, ...] = ()


#: Writes records to a file that does not exist yet.
Write = Callable[[Iterable[ExportRecord], Path], Written]


class Exporter(msgspec.Struct, frozen=True, kw_only=True):
    """A format. `happened_only`: by default it carries only current events that occurred or go on, as the sets whose
    shape it takes do."""

    name: str
    title: str
    suffix: str
    columns: tuple[Column, ...]
    write: Write
    happened_only: bool = False
    text: bool = True

    def mapping(self) -> list[dict[str, Any]]:
        """The columns as plain data, for the sidecar."""
        return [msgspec.to_builtins(c) for c in self.columns]
