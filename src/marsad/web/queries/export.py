"""The incidents of a filter as export records, and as files to take along."""

from __future__ import annotations

import zipfile
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from marsad.actors.registry import calling
from marsad.exports import Exporter, ExportRecord, Selection, export
from marsad.exports.incidents import iter_incident_records
from marsad.web.queries.filters import Filter, condition

if TYPE_CHECKING:
    from collections.abc import Iterator

    from duckdb import DuckDBPyConnection

    from marsad.store import Store

Parcel = Literal["zip", "alone"]


def incident_ids(con: DuckDBPyConnection, chosen: Filter) -> list[str]:
    """The ids of the incidents that a filter leaves."""
    where = condition(chosen)
    rows = con.execute(f"SELECT i.incident_id FROM wb.incidents i WHERE {where.sql}", where.params).fetchall()
    return [str(incident_id) for (incident_id,) in rows]


def selection_of(chosen: Filter, exporter: Exporter, *, names: bool) -> Selection:
    """What the sidecar says of a filter, with the defaults of the format. Whoever asked for a modality gets it in every format."""
    asked = chosen.to_query() or None
    return Selection(of="incidents", modalities=chosen.status, names=names, asked=asked).for_format(exporter)


def write_parcel(
    store: Store, chosen: Filter, exporter: Exporter, folder: Path, *, names: bool, parcel: Parcel
) -> Path:
    """Write the incidents of a filter into an empty folder as `marsad export` does; the file to hand over: the export alone, or a zip of
    it and its sidecar.
    """
    selection = selection_of(chosen, exporter, names=names)
    records: Iterator[ExportRecord] = iter_incident_records(store, selection, incident_ids(store.con, chosen))
    with calling(store.actor_rulings.names):
        done = export(records, exporter, folder / f"marsad-{exporter.name}.{exporter.suffix}", selection)
    if parcel == "alone":
        return done.path
    packed = folder / f"marsad-{exporter.name}.zip"
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for path in (done.path, done.sidecar):
            archive.write(path, path.name)
    return packed
