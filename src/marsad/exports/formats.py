"""The formats, in one explicit list."""

from __future__ import annotations

from typing import Final

from marsad.errors import BadSetting
from marsad.exports import acled, citations, ftm, geography, harm, linked, plover, statements, tables, ucdp
from marsad.exports.contract import Exporter

FORMATS: Final[tuple[Exporter, ...]] = (
    acled.exporter(),
    ucdp.exporter(),
    *plover.exporters(),
    *harm.exporters(),
    *tables.exporters(),
    *geography.exporters(),
    *ftm.exporters(),
    statements.exporter(),
    linked.exporter(),
    *citations.exporters(),
)


def find_exporter(name: str) -> Exporter:
    """The exporter of that name; `BadSetting` with the names that there are."""
    for exporter in FORMATS:
        if exporter.name == name:
            return exporter
    raise BadSetting(f"format: {name!r} is unknown; use one of {', '.join(e.name for e in FORMATS)}")
