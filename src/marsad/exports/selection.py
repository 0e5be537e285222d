"""Which records an export carries: the same filters for every format, for events and for incidents."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from marsad.errors import BadSetting
from marsad.exports.contract import HAPPENED, Exporter
from marsad.exports.record import ExportRecord, from_stored, without_names
from marsad.store import Store


class Selection(msgspec.Struct, frozen=True, kw_only=True):
    """What to export. Dates are ISO and inclusive. `modalities` and `status` None mean what the format asks for: the
    field's sets carry what has happened, the others everything. `names` keeps quoted words and names of persons."""

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
    """The reports of a store that match, in order of arrival; `BadSetting` for a filter that is not allowed."""
    chosen = chosen or Selection()
    if not 0 <= chosen.min_confidence <= 1:
        raise BadSetting(f"min-confidence: {chosen.min_confidence} is no confidence; give a number from 0 to 1")
    found = store.iter_events(
        types=chosen.types,
        since=chosen.since,
        until=chosen.until,
        place=chosen.place,
        actor=chosen.actor,
        status=chosen.status,
    )
    for stored in found:
        event = stored.event
        if chosen.modalities and event.modality not in chosen.modalities:
            continue
        if event.confidence < chosen.min_confidence:
            continue
        record = from_stored(stored)
        yield record if chosen.names else without_names(record)
