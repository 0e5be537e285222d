"""Tables for spreadsheets: CSV with a byte-order mark, XLSX, and CSV with HXL tags in its second line."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from itertools import chain
from pathlib import Path

from marsad.exports.contract import Exporter, Written
from marsad.exports.flat import COLUMNS, FIELDS, HEADER, row_of
from marsad.exports.record import ExportRecord
from marsad.exports.spreadsheet import write_csv

#: What a worksheet holds, less the header; and what a cell holds.
_SHEET_ROWS = 1_048_575
_CELL = 32_767
_WIDTH = 18


def write_plain(records: Iterable[ExportRecord], path: Path) -> Written:
    """CSV in UTF-8 with a byte-order mark, so that spreadsheets show Arabic right."""
    return Written(rows=write_csv(path, HEADER, map(row_of, records), bom=True))


def write_hxl(records: Iterable[ExportRecord], path: Path) -> Written:
    """CSV whose second line holds the tags of the Humanitarian Exchange Language."""
    tags = [f.hxl for f in FIELDS]
    return Written(rows=write_csv(path, HEADER, chain([tags], map(row_of, records))) - 1)


def write_xlsx(records: Iterable[ExportRecord], path: Path) -> Written:
    """A workbook: the happenings, header frozen, filter on, days as days; text is text, whatever it begins with. A second sheet tells
    what each column is made from."""
    import xlsxwriter

    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "in_memory": False}
    count = 0
    with xlsxwriter.Workbook(str(path), options) as book:
        sheet = book.add_worksheet("events")
        sheet.freeze_panes(1, 1)
        sheet.set_column(0, len(HEADER) - 1, _WIDTH)
        sheet.write_row(0, 0, HEADER, book.add_format({"bold": True}))
        day = book.add_format({"num_format": "yyyy-mm-dd"})
        for record in records:
            if count == _SHEET_ROWS:
                break
            count += 1
            for column, value in enumerate(row_of(record)):
                if value and FIELDS[column].kind == "date":
                    sheet.write_datetime(count, column, datetime.fromisoformat(value), day)
                elif isinstance(value, bool):
                    sheet.write_boolean(count, column, value)
                elif isinstance(value, (int, float)):
                    sheet.write_number(count, column, value)
                elif value is not None:
                    sheet.write_string(count, column, str(value)[:_CELL])
        sheet.autofilter(0, 0, max(count, 1), len(HEADER) - 1)
        about = book.add_worksheet("columns")
        for i, told in enumerate([("column", "made from", "lost"), *((c.name, c.source, c.loss) for c in COLUMNS)]):
            about.write_row(i, 0, told)
    return Written(rows=count)


def exporters() -> tuple[Exporter, ...]:
    """The exporters of tables."""
    return (
        Exporter(name="csv", title="CSV for spreadsheets", suffix="csv", columns=COLUMNS, write=write_plain),
        Exporter(name="xlsx", title="Excel workbook", suffix="xlsx", columns=COLUMNS, write=write_xlsx, text=False),
        Exporter(name="hxl", title="CSV with HXL tags", suffix="csv", columns=COLUMNS, write=write_hxl),
    )
