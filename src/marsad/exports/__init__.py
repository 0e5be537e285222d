"""A record in the shapes of the field: one file a format, each with a sidecar that says what each column is made from.

>>> # with Store.open("marsad.duckdb", read_only=True) as store:
>>> #     export(iter_records(store), "acled", Path("events.csv"))
"""

from marsad.exports.contract import Column, Exporter, LeftOut, Written
from marsad.exports.formats import FORMATS, find_exporter
from marsad.exports.record import ExportRecord, Source, from_stored, without_names
from marsad.exports.selection import Selection, iter_records, unit_of
from marsad.exports.writing import Exported, export

__all__ = [
    "FORMATS",
    "Column",
    "ExportRecord",
    "Exported",
    "Exporter",
    "LeftOut",
    "Selection",
    "Source",
    "Written",
    "export",
    "find_exporter",
    "from_stored",
    "iter_records",
    "unit_of",
    "without_names",
]
