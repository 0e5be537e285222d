"""The shapes of the API's answers."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from marsad.model import EventType


class Shape(BaseModel):
    """Fields read from attributes, none besides."""

    model_config = ConfigDict(from_attributes=True)


class Problem(Shape):
    """The one shape of an error: a word for programs, a sentence for people."""

    error: str
    message: str
    status: int


class Side(Shape):
    """Who took part."""

    role: str
    actor_id: str
    name: str | None = None


class IncidentRow(Shape):
    """An incident in a list."""

    incident_id: str
    kind: str
    type: str
    modality: str | None
    grade: str
    review: str
    day: date | None
    day_end: date | None
    country: str | None
    place: str | None
    place_en: str | None
    precision: str | None
    lat: float | None
    lon: float | None
    radius_km: float | None
    killed_min: int | None
    killed_max: int | None
    killed: int | None
    injured: int | None
    reports: int
    sources: int
    outlets: int
    disputed: bool
    sides: list[Side]


class IncidentPage(Shape):
    """One page of a list; `next` is the number of the next page, None at the end."""

    total: int
    page: int
    size: int
    next: int | None
    items: list[IncidentRow]


class FacetValue(Shape):
    """One value of a facet."""

    value: str
    incidents: int


class Me(Shape):
    """Whom the token or session stands for."""

    name: str
    role: str | None


class Record(Shape):
    """A whole record in the output form that docs/formats describe."""

    model_config = ConfigDict(extra="allow")
    id: str


class DocumentRow(Shape):
    """A document in a list."""

    key: str
    id: str
    source: str | None
    title: str | None
    url: str | None
    published: date | None
    events: int


class DocumentPage(Shape):
    """One page of documents; `next` is the number of the next page, None at the end."""

    total: int
    page: int
    size: int
    next: int | None
    items: list[DocumentRow]


class Statement(Shape):
    """A value with its words."""

    statement_id: str
    slot: str
    value: str | None
    basis: str | None
    text: str | None
    span_start: int | None
    span_end: int | None
    stage: str | None
    rule: str | None
    confidence: float | None


_Id = Annotated[str, StringConstraints(min_length=1, max_length=80)]
_Words = Annotated[str, StringConstraints(max_length=10_000)]


class NewJudgement(BaseModel):
    """What is judged. `slot` names a value of the event, as casualties[0].min; `same`, `not_same`, `unsure` speak of two events."""

    model_config = ConfigDict(extra="forbid")
    kind: Literal["accept", "correct", "reject", "note", "same", "not_same", "unsure"]
    event_id: _Id
    other_event_id: _Id | None = None
    slot: Annotated[str, StringConstraints(min_length=1, max_length=100)] | None = None
    value: _Words | None = None
    note: _Words | None = None


class NewEvent(BaseModel):
    """An event that the coder missed: `start` and `end` are offsets in the document's text, in Unicode code points, of the words that
    tell it.
    """

    model_config = ConfigDict(extra="forbid")
    type: EventType
    start: Annotated[int, Field(ge=0, le=2**31)]
    end: Annotated[int, Field(ge=1, le=2**31)]
    day: date | None = None
    place: Annotated[str, StringConstraints(max_length=200)] | None = None
    note: _Words | None = None


class Undo(BaseModel):
    """Why a judgement is taken back."""

    model_config = ConfigDict(extra="forbid")
    note: _Words | None = None


class Judged(Shape):
    """A judgement in the journal."""

    judgement_id: str
    seq: int
    made: str
    made_by: str
    kind: str
    event_id: str | None
    other_event_id: str | None
    slot: str | None
    value: str | None
    note: str | None
    undoes: str | None


class NewSearch(BaseModel):
    """A filter to save. `query` is that of the overview's address: "type=shelling&country=SYR"; empty: everything."""

    model_config = ConfigDict(extra="forbid")
    name: Annotated[str, StringConstraints(min_length=1, max_length=200)]
    query: Annotated[str, StringConstraints(max_length=20_000)] = ""
    shared: bool = False


class SavedSearch(Shape):
    """A saved search and what it finds: `incidents` now, `new` and `changed` since one last looked; None: the filter is of another
    version and understood no more.
    """

    search_id: str
    name: str
    query: str
    shared: bool
    made: str
    made_by: str
    mine: bool
    incidents: int | None
    new: int | None
    changed: int | None
