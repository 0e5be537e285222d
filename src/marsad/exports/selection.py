"""Which records an export carries: the same filters for every format, for events and for incidents."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

import msgspec

from marsad.errors import BadSetting
from marsad.exports.contract import HAPPENED, Exporter
from marsad.exports.record import ExportRecord, from_stored, without_names
from marsad.store import Store


class Selection(msgspec.Struct, frozen=True, kw_only=True):
    """What to export: `of` reports or incidents. Dates are ISO and inclusive. `modalities` and `status` None mean what the
    format asks for: the
    field's sets carry what has happened, the others everything. `names` keeps quoted words and names of persons."""

    of: Literal["events", "incidents"] = "events"
    types: tuple[str, ...] = ()
    since: str | None = None
    until: str | None = None
    place: str | None = None
    actor: str | None = None
    status: str | None = None
    modalities: tuple[str, ...] = ()
    min_confidence: float = 0.0
    names: bool = False

    def for_format(self, exporter: Exporter) -> Selection:
        """The selection with the format's own defaults where it says nothing."""
        if not exporter.happened_only:
            return self
        return msgspec.structs.replace(
            self, status=self.status or "current", modalities=self.modalities or tuple(HAPPENED)
        )


def iter_records(store: Store, chosen: Selection | None = None) -> Iterator[ExportRecord]:
    """The records of a store that match: incidents by day, or reports in order of arrival. `BadSetting` for a filter that is
    not allowed."""
    chosen = chosen or Selection()
    if not 0 <= chosen.min_confidence <= 1:
        raise BadSetting(f"min-confidence: {chosen.min_confidence} is no confidence; give a number from 0 to 1")
    if chosen.of == "incidents":
        from marsad.exports.incidents import iter_incident_records  # it reads the selection in its turn

        yield from iter_incident_records(store, chosen)
        return
    found = store.iter_events(
        types=chosen.types,
        since=chosen.since,
        until=chosen.until,
        place=chosen.place,
        actor=chosen.actor,
        status=chosen.status,
    )
    for stored in found:
        yield from finish(from_stored(stored), chosen)


def finish(record: ExportRecord, chosen: Selection) -> Iterator[ExportRecord]:
    """The record, without names unless they are asked for; nothing where its modality or confidence is not wanted."""
    if chosen.modalities and record.modality not in chosen.modalities:
        return
    if (record.confidence or 0.0) < chosen.min_confidence:
        return
    yield record if chosen.names else without_names(record)
