"""Cells for programs that take a leading sign for a formula."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

#: What spreadsheets take for the beginning of a formula.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def defuse(value: Any) -> Any:
    """A cell that no spreadsheet will compute: text that begins like a formula gets an apostrophe; numbers stay.

    >>> defuse("=HYPERLINK(1)"), defuse("مقتل 3"), defuse(-1.5)
    ("'=HYPERLINK(1)", 'مقتل 3', -1.5)
    """
    if isinstance(value, str) and value.startswith(_FORMULA):
        return f"'{value}"
    if isinstance(value, bool):
        return str(value).lower()
    return value


def write_csv(
    path: Path, header: Sequence[str], rows: Iterable[Sequence[Any]], *, bom: bool = False, delimiter: str = ","
) -> int:
    """Write rows in UTF-8, with a byte-order mark where Excel is to open it, and return how many there were."""
    count = 0
    with path.open("w", encoding="utf-8-sig" if bom else "utf-8", newline="") as stream:
        out = csv.writer(stream, delimiter=delimiter, lineterminator="\n")
        out.writerow(header)
        for row in rows:
            out.writerow(["" if v is None else defuse(v) for v in row])
            count += 1
    return count


def join(values: Iterable[str | None], separator: str = "; ") -> str:
    """Values in one cell, each once, in their order; a separator inside a value gives way.

    >>> join(["أ", "ب; ج", "أ"]), join(["https://a.example", "https://b.example"], " ")
    ('أ; ب, ج', 'https://a.example https://b.example')
    """
    mark = separator.strip()
    return separator.join(dict.fromkeys(v.replace(mark, ",") if mark else v for v in values if v))
