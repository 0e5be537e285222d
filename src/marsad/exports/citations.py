"""The texts that a selection rests on, as a list of references: BibTeX and CSL-JSON."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

from marsad.exports.contract import Column, Exporter, Written
from marsad.exports.jsonfiles import write_json_array
from marsad.exports.record import ExportRecord, Source

_COLUMNS = (
    Column(name="title", source="title of the document, else its id"),
    Column(name="publisher", source="outlet"),
    Column(name="date", source="publication day", loss="a range is its first day"),
    Column(name="url", source="address"),
)
_ESCAPES = str.maketrans(
    {"{": "", "}": "", "\\": "", "\n": " ", "%": r"\%", "&": r"\&", "#": r"\#", "_": r"\_", "$": r"\$"}
)


def _sources(records: Iterable[ExportRecord]) -> Iterator[Source]:
    seen: set[str] = set()
    for record in records:
        for source in record.sources:
            if source.document_key not in seen:
                seen.add(source.document_key)
                yield source


def write_bibtex(records: Iterable[ExportRecord], path: Path) -> Written:
    """One `@misc` entry a document (BibTeX, UTF-8)."""
    count = 0
    with path.open("w", encoding="utf-8") as stream:
        for source in _sources(records):
            stream.write(_bibtex(source))
            count += 1
    return Written(rows=count)


def _bibtex(source: Source) -> str:
    fields = {
        "title": f"{{{_plain(source.title or source.document_id)}}}",
        "publisher": _plain(source.outlet),
        "date": source.published,
        "url": (source.url or "").replace("{", "%7B").replace("}", "%7D"),
        "language": "arabic",
    }
    lines = "".join(f"  {name} = {{{value}}},\n" for name, value in fields.items() if value)
    return f"@misc{{{source.document_key},\n{lines}}}\n\n"


def _plain(value: str | None) -> str:
    return " ".join((value or "").translate(_ESCAPES).split())


def write_csl(records: Iterable[ExportRecord], path: Path) -> Written:
    """One array of items in CSL-JSON, as reference managers read it."""
    return Written(rows=write_json_array(map(_csl, _sources(records)), path))


def _csl(source: Source) -> dict[str, Any]:
    item: dict[str, Any] = {
        "id": source.document_key,
        "type": "article-newspaper",
        "title": source.title or source.document_id,
        "container-title": source.outlet,
        "URL": source.url,
        "language": "ar",
    }
    if source.published:
        day = date.fromisoformat(source.published)
        item["issued"] = {"date-parts": [[day.year, day.month, day.day]]}
    return {name: value for name, value in item.items() if value is not None}


def exporters() -> tuple[Exporter, ...]:
    """The exporters of references."""
    return (
        Exporter(name="bibtex", title="sources as BibTeX", suffix="bib", columns=_COLUMNS, write=write_bibtex),
        Exporter(name="csl", title="sources as CSL-JSON", suffix="json", columns=_COLUMNS, write=write_csl),
    )
