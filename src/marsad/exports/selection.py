"""Which records an export carries: the same filters for every format, for events and for incidents."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Literal, get_args

import msgspec

from marsad.errors import BadSetting
from marsad.exports.contract import HAPPENED, Exporter
from marsad.exports.record import ExportRecord, from_stored, without_names
from marsad.model.event import Modality
from marsad.store import Store
from marsad.store.reader import EventFilter
from marsad.text.folding import fold_key


class Selection(msgspec.Struct, frozen=True, kw_only=True):
    """What to export: `of` reports or incidents. Dates are ISO and inclusive. `modalities` and `status` None mean what the
    format asks for: the field's sets carry what has happened, the others everything. `names` keeps quoted words and names
    of persons. `asked` tells in the sidecar what else chose the records, as the address of a filter."""

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
    asked: str | None = None

    def for_format(self, exporter: Exporter) -> Selection:
        """The selection with the format's own defaults where it says nothing."""
        if not exporter.happened_only:
            return self
        return msgspec.structs.replace(
            self, status=self.status or "current", modalities=self.modalities or tuple(HAPPENED)
        )


def unit_of(store: Store, asked: str | None) -> Literal["events", "incidents"]:
    """What to export: as asked, else incidents once the store was linked. `BadSetting` for another word, and for incidents where
    there are none."""
    linked = bool(store.query("SELECT 1 FROM incidents LIMIT 1").rows)
    if asked is None:
        return "incidents" if linked else "events"
    if asked == "events":
        return "events"
    if asked != "incidents":
        raise BadSetting(f"of: {asked!r} is not known; events or incidents")
    if not linked:
        raise BadSetting(f"of: the store {store.path} holds no incidents yet; run `marsad link --store {store.path}`")
    return "incidents"


def iter_records(store: Store, chosen: Selection | None = None) -> Iterator[ExportRecord]:
    """The records of a store that match, as people's judgements left them: incidents by day, or reports in order of arrival.
    `BadSetting` for a filter that is not allowed."""
    chosen = chosen or Selection()
    if not 0 <= chosen.min_confidence <= 1:
        raise BadSetting(f"min-confidence: {chosen.min_confidence} is no confidence; give a number from 0 to 1")
    for modality in chosen.modalities:
        if modality not in get_args(Modality):
            raise BadSetting(f"modality: {modality!r} is not known; one of {', '.join(get_args(Modality))}")
    EventFilter(types=chosen.types, since=chosen.since, until=chosen.until, status=chosen.status).to_sql()
    if chosen.of == "incidents":
        from marsad.exports.incidents import iter_incident_records  # it reads the selection in its turn

        yield from iter_incident_records(store, chosen)
        return
    for stored in store.iter_judged():
        yield from finish(from_stored(stored), chosen)


def finish(record: ExportRecord, chosen: Selection) -> Iterator[ExportRecord]:
    """The record, without names unless they are asked for; nothing where a filter keeps it out."""
    if matches(record, chosen):
        yield record if chosen.names else without_names(record)


def matches(record: ExportRecord, chosen: Selection) -> bool:
    """Whether every filter lets the record through. A time matches when it touches the span; without a date it never does."""
    if chosen.types and record.type not in chosen.types:
        return False
    if chosen.status and record.status != chosen.status:
        return False
    if chosen.modalities and record.modality not in chosen.modalities:
        return False
    if (record.confidence or 0.0) < chosen.min_confidence:
        return False
    first, last = record.when.start or record.when.end, record.when.end or record.when.start
    if (chosen.since and not (last and last >= chosen.since)) or (
        chosen.until and not (first and first <= chosen.until)
    ):
        return False
    return _named(chosen.place, _place_words(record)) and _named(chosen.actor, _actor_words(record))


def _named(asked: str | None, words: Iterable[str | None]) -> bool:
    return not asked or fold_key(asked.strip()) in fold_key(" ".join(filter(None, words)))


def _place_words(record: ExportRecord) -> Iterator[str | None]:
    for place in record.where:
        yield from (place.name, place.name_en, place.admin1, place.admin2, place.admin3, place.country, place.pcode)


def _actor_words(record: ExportRecord) -> Iterator[str | None]:
    for actor in record.actors:
        yield from (actor.actor_id, actor.name, actor.name_en)
