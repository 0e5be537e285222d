"""Word and Excel files."""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import date, datetime
from typing import Any, BinaryIO

from marsad.errors import BadRecord, NotText
from marsad.model import Document
from marsad.reading.building import (
    InputFailure,
    bytes_provenance,
    extracted_document,
    first_line,
    read_whole,
    record_documents,
)
from marsad.reading.options import ReadOptions
from marsad.reading.records import Record, Rejected, make_record
from marsad.reading.zipped import check_zip


def read_docx(stream: BinaryIO, name: str, options: ReadOptions) -> Iterator[Document | InputFailure]:
    """The text of a Word file (.docx): paragraphs and the cells of tables in the order of the page."""
    import docx
    from docx.table import Table

    data = read_whole(stream, name, options)
    check_zip(data, name, options)
    try:
        document = docx.Document(io.BytesIO(data))
        parts = [
            "\n".join(" ".join(cell.text for cell in row.cells) for row in part.rows)
            if isinstance(part, Table)
            else part.text
            for part in document.iter_inner_content()
        ]
        # When a file was made is not when its text was published: its own date is not taken.
        title = document.core_properties.title
    except Exception as error:  # the library raises many kinds on a broken file
        raise NotText(name, f"no Word file ({first_line(error)})", "save it again as .docx or .txt") from None
    text = "\n".join(parts).strip()
    if not text:
        raise NotText(name, "the file holds no text", "nothing to code")
    yield extracted_document(text, name, options, title=title, provenance=bytes_provenance(data))


def read_xlsx(stream: BinaryIO, name: str, options: ReadOptions) -> Iterator[Document | InputFailure]:
    """One document a row of a sheet, after a header; the first sheet, or the one named by `options.table`."""
    data = read_whole(stream, name, options)
    check_zip(data, name, options)
    yield from record_documents(_iter_rows(data, name, options), options)


def _iter_rows(data: bytes, name: str, options: ReadOptions) -> Iterator[Record | Rejected]:
    from python_calamine import CalamineError, CalamineWorkbook

    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(data))
        sheet = options.table or next(iter(book.sheet_names), "")
        if sheet not in book.sheet_names:
            known = ", ".join(book.sheet_names) or "none"
            raise BadRecord(name, f"no sheet {sheet!r} (sheets: {known})", "name it, as --table SHEET")
        rows = iter(book.get_sheet_by_name(sheet).to_python(skip_empty_area=False))
    except CalamineError as error:
        raise NotText(name, f"no workbook ({first_line(error)})", "save it again as .xlsx or .csv") from None
    columns = [str(cell).strip() for cell in next(rows, [])]
    if options.column("text") not in columns:
        told = ", ".join(c for c in columns if c)[:200] or "none"
        raise BadRecord(
            name, f"no column {options.column('text')!r} (columns: {told})", "name it, as --field text=COLUMN"
        )
    for number, row in enumerate(rows, 1):
        values = {column: plain(cell) for column, cell in zip(columns, row, strict=False) if cell not in ("", None)}
        if values:
            yield make_record(values, f"{name} row {number}", f"{name}#{number}", "", options)


def plain(value: Any) -> Any:
    """A cell of a table as a record has it: dates as ISO text, whole numbers without a fraction."""
    if isinstance(value, datetime):
        return value.isoformat(sep="T")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return int(value)
    return value
