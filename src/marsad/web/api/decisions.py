"""The shapes of the API's answers on names of places and on actors, and of decisions on them."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from marsad.corroborate.effects import Effect
from marsad.model import Incident
from marsad.places.placed import Placed
from marsad.store import Judgement
from marsad.store.naming import Act, ActorDecision
from marsad.web.api.shapes import Shape
from marsad.web.deciding import PlaceChoice

_Id = Annotated[str, StringConstraints(min_length=1, max_length=80)]


class ToldName(Shape):
    """A name of a place as the record tells it, in one country; `place_id` null: no gazetteer has it."""

    name: str
    name_en: str | None
    country: str | None
    place_id: str | None
    precision: str | None
    reports: int
    documents: int
    lat: float | None
    lon: float | None
    parents: list[str]
    examples: list[str]


class ToldNamePage(Shape):
    """One page of names; `next` is the number of the next page, null at the end."""

    total: int
    page: int
    size: int
    next: int | None
    items: list[ToldName]


_Short = Annotated[str, StringConstraints(max_length=300)]


class NewPlacing(BaseModel):
    """What a name means: `place_id` of the gazetteer, or `lat` and `lon` in degrees with a precision and a radius in kilometres.

    `country` is that in which the record tells the name, `was` the ids of places that it was wrongly taken for, `told_in` the governorate
    told with it to which the decision is narrowed.
    """

    model_config = ConfigDict(extra="forbid")
    name: _Short
    country: _Short = ""
    was: Annotated[list[_Short], Field(max_length=20)] = []
    told_in: _Short = ""
    place_id: _Short = ""
    lat: float | None = None
    lon: float | None = None
    precision: _Short = "town"
    radius_km: float | None = None
    kind: _Short = "village"
    name_en: _Short = ""
    admin1: _Short = ""
    place_country: _Short = ""
    note: Annotated[str, StringConstraints(max_length=2_000)] = ""

    def to_choice(self) -> PlaceChoice:
        """The same as the forms of the pages have it."""
        told = self.model_dump(exclude={"was", "lat", "lon", "radius_km"})
        point = {name: "" if value is None else str(value) for name, value in (("lat", self.lat), ("lon", self.lon))}
        return PlaceChoice(
            **told, **point, was=tuple(self.was), radius="" if self.radius_km is None else str(self.radius_km)
        )


class Placing(Shape):
    """A decision on a name."""

    judgement_id: str
    stands: bool
    name: str
    country: str | None
    told_in: str | None
    was: list[str]
    place_id: str
    place: str
    place_en: str | None
    lat: float | None
    lon: float | None
    radius_km: float
    precision: str
    by: str
    made: str
    note: str | None

    @classmethod
    def of(cls, d: Placed, *, stands: bool) -> Placing:
        """The shape of a decision."""
        p = d.place
        return cls(
            judgement_id=d.judgement, stands=stands, name=d.name, country=d.country, told_in=d.told_in, was=list(d.instead_of),
            place_id=p.place_id, place=p.name, place_en=p.name_en, lat=p.lat, lon=p.lon, radius_km=p.radius_km, precision=p.precision,
            by=d.by, made=d.made, note=d.note,
        )  # fmt: skip


class Spot(Shape):
    """Where an incident lies."""

    name: str
    lat: float | None
    lon: float | None
    precision: str


class ShiftShape(Shape):
    """An incident as it is and as it would be: its place, and its actors by role."""

    incident_id: str
    before: Spot | None
    after: Spot | None
    actors_before: list[str]
    actors_after: list[str]


class EffectShape(Shape):
    """What a decision would change. `sampled`: there are so many that only some were looked at one by one; `compared`: reports that linkage
    compares anew; `may_part`, `may_join`: incidents that reports may leave and join.
    """

    events: int
    documents: int
    incidents: int
    compared: int
    may_part: int
    may_join: int
    sampled: bool
    shifts: list[ShiftShape]

    @classmethod
    def of(cls, found: Effect, sampled: bool) -> EffectShape:
        """The shape of an effect."""

        def spot(incident: Incident) -> Spot | None:
            return None if incident.where is None else Spot.model_validate(incident.where)

        shifts = [
            ShiftShape(
                incident_id=s.before.id,
                before=spot(s.before),
                after=spot(s.after),
                actors_before=[f"{a.role} {a.actor_id}" for a in s.before.actors],
                actors_after=[f"{a.role} {a.actor_id}" for a in s.after.actors],
            )
            for s in found.shifts
        ]
        counts = {name: getattr(found, name) for name in found.__struct_fields__ if name != "shifts"}
        return cls(**counts, sampled=sampled, shifts=shifts)


class ActorShape(Shape):
    """An actor of the record; `read_as` are other ids that decisions brought under it, `fixed`: the codebook fixes the id."""

    actor_id: str
    country: str
    sector: str
    name: str | None
    name_en: str | None
    reports: int
    incidents: int
    first: date | None
    last: date | None
    fixed: bool
    renamed: bool
    read_as: list[str]


class ActorPage(Shape):
    """One page of actors; `next` is the number of the next page, null at the end."""

    total: int
    page: int
    size: int
    next: int | None
    items: list[ActorShape]


class WrittenName(Shape):
    """A name as written; `reports` null where it is not counted, since it may be that of a person."""

    words: str
    reports: int | None


class NewNaming(BaseModel):
    """`merge` an actor `into` another, `rename` it (`name`, `name_en`), or `split` off the names as written in `words`, for `into`."""

    model_config = ConfigDict(extra="forbid")
    act: Act
    actor_id: _Id
    into: _Id | None = None
    name: _Short | None = None
    name_en: _Short | None = None
    words: Annotated[list[_Short], Field(max_length=200)] = []
    note: Annotated[str, StringConstraints(max_length=2_000)] | None = None

    def to_decision(self) -> ActorDecision:
        """The decision that it asks for."""
        told = self.model_dump(exclude={"words", "note"})
        return ActorDecision(**told, words=tuple(self.words))


class Naming(Shape):
    """A decision on an actor."""

    judgement_id: str
    stands: bool
    act: str
    actor_id: str
    into: str | None
    name: str | None
    name_en: str | None
    words: list[str]
    by: str
    made: str
    note: str | None

    @classmethod
    def of(cls, row: Judgement, d: ActorDecision, *, stands: bool) -> Naming:
        """The shape of a decision."""
        return cls(
            judgement_id=row.judgement_id, stands=stands, act=d.act, actor_id=d.actor_id, into=d.into, name=d.name, name_en=d.name_en,
            words=list(d.words), by=row.made_by, made=row.made, note=row.note,
        )  # fmt: skip
