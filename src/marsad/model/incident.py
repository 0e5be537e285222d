"""An incident: what the event reports of one happening, in several documents, say together."""

from __future__ import annotations

from typing import Any, Literal

import msgspec

from marsad.model.event import EventType, Modality, PlacePrecision, Role, TimePrecision

IncidentKind = Literal["happening", "tally", "planned"]
Grade = Literal["confirmed", "fair", "weak", "contested", "discounted"]
ReportRole = Literal["report", "background", "denial"]


class IncidentReport(msgspec.Struct, frozen=True, kw_only=True):
    """One report of an incident. `independent`: it adds a source; a reprint, an outlet's second report, a recollection and a
    denial do not.
    """

    document_id: str
    event_id: str
    source: str | None = None
    independent: bool = False
    role: ReportRole = "report"
    published: str | None = None
    credits: tuple[str, ...] = ()
    reprint_of: str | None = None


class IncidentWhen(msgspec.Struct, frozen=True, kw_only=True):
    """ISO dates, inclusive; None where no report tells them."""

    start: str | None = None
    end: str | None = None
    precision: TimePrecision = "unknown"


class IncidentWhere(msgspec.Struct, frozen=True, kw_only=True):
    """The place that most of the weight says, as that report has it."""

    name: str
    name_en: str | None = None
    country: str | None = None
    admin1: str | None = None
    admin2: str | None = None
    lat: float | None = None
    lon: float | None = None
    radius_km: float | None = None
    precision: PlacePrecision = "near"
    place_id: str | None = None


class IncidentActor(msgspec.Struct, frozen=True, kw_only=True):
    """Who took part; `sources` is the number of independent sources that say so."""

    role: Role
    actor_id: str
    name: str | None = None
    sources: int = 0


class IncidentToll(msgspec.Struct, frozen=True, kw_only=True):
    """People of one outcome: the range over the sources and the best figure; `max` None: no upper bound told."""

    outcome: str
    min: int
    max: int | None
    best: int
    basis: Literal["official", "most", "single"]


class Dissent(msgspec.Struct, frozen=True, kw_only=True):
    """What some reports say otherwise than the incident does."""

    slot: str
    value: str
    event_ids: tuple[str, ...]


class Contradiction(msgspec.Struct, frozen=True, kw_only=True):
    """Two reports of one incident that cannot both be right."""

    slot: str
    event_id: str
    value: str
    other_event_id: str
    other_value: str


class IncidentRelation(msgspec.Struct, frozen=True, kw_only=True):
    """Another incident: `summary_of` the one that a tally counts in, `planned_for` the one that a plan came to."""

    relation: Literal["summary_of", "planned_for"]
    incident_id: str


class Incident(msgspec.Struct, frozen=True, kw_only=True):
    """An incident in the output form of `marsad incidents`. `grade` is computed from the claims, never a judgement of truth."""

    id: str
    kind: IncidentKind
    type: EventType
    modality: Modality
    when: IncidentWhen = IncidentWhen()
    where: IncidentWhere | None = None
    actors: tuple[IncidentActor, ...] = ()
    casualties: tuple[IncidentToll, ...] = ()
    grade: Grade
    grade_basis: str
    sources: int
    outlets: int
    speakers: int
    reports: tuple[IncidentReport, ...]
    dissent: tuple[Dissent, ...] = ()
    contradictions: tuple[Contradiction, ...] = ()
    related: tuple[IncidentRelation, ...] = ()

    def to_dict(self) -> dict[str, Any]:
        """Plain dicts and lists."""
        return msgspec.json.decode(msgspec.json.encode(self))  # type: ignore[no-any-return]
