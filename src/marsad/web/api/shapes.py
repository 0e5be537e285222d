"""The shapes of the API's answers."""

from __future__ import annotations

from datetime import date
from typing import Any

from pydantic import BaseModel, ConfigDict


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


class Sql(Shape):
    """Rows of a table."""

    columns: list[str]
    rows: list[list[Any]]
