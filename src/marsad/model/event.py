"""An event report: one document's account of one happening, in the fields of the codebook.

Every value carries `text` and `span`, the words it was read from; one without says with `basis` where it comes from.
"""

from __future__ import annotations

from typing import Any, Literal

import msgspec

from marsad.model.span import Span

EventType = Literal[
    "armed_clash",
    "air_strike",
    "shelling",
    "explosive_device",
    "suicide_attack",
    "chemical_weapon",
    "attack_on_civilians",
    "abduction",
    "sexual_violence",
    "territory_regained",
    "territory_seized",
    "withdrawal",
    "surrender",
    "operation",
    "deployment",
    "arrest",
    "weapons_disrupted",
    "property_destroyed",
    "evacuation",
    "displacement",
    "return",
    "captives_released",
    "siege",
    "protest",
    "riot",
    "agreement",
    "diplomacy",
    "governance",
]
Status = Literal["current", "background"]
Modality = Literal["occurred", "ongoing", "planned", "denied", "possible"]
TimePrecision = Literal["day", "week", "month", "season", "year", "unknown"]
TimeBasis = Literal["explicit", "relative", "inferred", "unresolved"]
PlacePrecision = Literal["exact", "town", "district", "province", "country", "offset", "near"]
Role = Literal["initiator", "target", "supporter", "affected"]
MeansClass = Literal[
    "firearms",
    "ied",
    "vehicle_bomb",
    "explosive_vest",
    "grenade",
    "mine",
    "artillery",
    "mortar",
    "rocket",
    "missile",
    "drone",
    "aircraft",
    "helicopter",
    "knife",
    "arson",
    "chemical",
    "other",
]
Outcome = Literal[
    "killed",
    "injured",
    "captured",
    "missing",
    "freed",
    "displaced",
    "evacuated",
    "returned",
    "surrendered",
    "fled",
    "abducted",
    "trapped",
    "harmed",
]
Group = Literal["fighters", "security_forces", "civilians", "unknown"]
Qualifier = Literal["exact", "about", "at_least", "at_most", "range", "vague"]
Item = Literal[
    "vehicle",
    "hideout",
    "tunnel",
    "cave",
    "explosive_device",
    "weapon",
    "ammunition",
    "building",
    "crop",
    "position",
    "aircraft",
    "missile",
    "drone",
    "other",
]
Effect = Literal["destroyed", "damaged", "seized", "defused", "found", "burned", "looted", "intercepted"]
PartCategory = Literal["children", "women", "journalists", "medics", "officers", "leaders", "other"]
Stance = Literal["asserts", "denies"]
Relation = Literal["part_of", "followed_by", "response_to", "same_operation"]


class _Part(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """Any piece of an event: plain data."""


class When(_Part, frozen=True, gc=False, kw_only=True):
    """ISO dates, inclusive. `time` is the time of day as told (07:50Z, فجر)."""

    start: str | None = None
    end: str | None = None
    precision: TimePrecision = "unknown"
    basis: TimeBasis = "unresolved"
    time: str | None = None
    text: str | None = None
    span: Span | None = None


class Where(_Part, frozen=True, gc=False, kw_only=True):
    """A place: WGS 84 degrees, radius in kilometres, admin names in Arabic without محافظة، قضاء، ناحية."""

    name: str
    name_en: str | None = None
    country: str | None = None
    admin1: str | None = None
    admin2: str | None = None
    admin3: str | None = None
    pcode: str | None = None
    geonames_id: int | None = None
    lat: float | None = None
    lon: float | None = None
    radius_km: float | None = None
    precision: PlacePrecision = "near"
    place_id: str | None = None
    basis: str = "gazetteer"
    text: str | None = None
    span: Span | None = None


class Actor(_Part, frozen=True, gc=False, kw_only=True):
    """Who took part, and how. A named private person is never an actor: the id is then `…-CVL`."""

    role: Role
    actor_id: str
    name: str | None = None
    name_en: str | None = None
    basis: str | None = None
    text: str | None = None
    span: Span | None = None


class Means(_Part, frozen=True, gc=False, kw_only=True):
    """How it was done, where told. `class` in the output form."""

    class_: MeansClass = msgspec.field(name="class")
    text: str | None = None
    span: Span | None = None


class Part(_Part, frozen=True, gc=False, kw_only=True):
    """A told part of a total: بينهم 3 أطفال."""

    category: PartCategory
    min: int
    max: int | None
    text: str | None = None
    span: Span | None = None


class Alternative(_Part, frozen=True, gc=False, kw_only=True):
    """Another toll of the same row, told in the same document. `claim` is the index of the claim that it comes from."""

    min: int
    max: int | None
    claim: int | None = None
    text: str | None = None
    span: Span | None = None


class Casualties(_Part, frozen=True, gc=False, kw_only=True):
    """One row per outcome, group and side. `max` None stands for no upper bound."""

    outcome: Outcome
    group: Group
    min: int
    max: int | None
    qualifier: Qualifier
    actor_id: str | None = None
    side: Literal["initiator", "target"] | None = None
    of_which: tuple[Part, ...] = ()
    alternatives: tuple[Alternative, ...] = ()
    text: str | None = None
    span: Span | None = None


class Materiel(_Part, frozen=True, gc=False, kw_only=True):
    """Things destroyed, seized, found; `max` None stands for no upper bound."""

    item: Item
    effect: Effect
    min: int
    max: int | None
    qualifier: Qualifier
    text: str | None = None
    span: Span | None = None


class Count(_Part, frozen=True, gc=False, kw_only=True):
    """How many happenings a tally covers; 1 when the text is silent (then without words)."""

    min: int = 1
    max: int | None = 1
    qualifier: Qualifier = "exact"
    text: str | None = None
    span: Span | None = None


class Claim(_Part, frozen=True, gc=False, kw_only=True):
    """Who says so. No claim on an event means that the outlet asserts it in its own voice."""

    speaker: str | None = None
    title: str | None = None
    organisation: str | None = None
    actor_id: str | None = None
    stance: Stance = "asserts"
    via: str | None = None
    responsibility: bool = False
    text: str | None = None
    span: Span | None = None


class Related(_Part, frozen=True, gc=False, kw_only=True):
    """Another event of the same document."""

    event_id: str
    relation: Relation


class Trigger(_Part, frozen=True, gc=False, kw_only=True):
    """The words that tell the happening."""

    text: str
    span: Span


class Event(_Part, frozen=True, gc=False, kw_only=True):
    """One event report. `evidence` are spans of clauses; the first holds the trigger. `confidence` is 0 to 1."""

    id: str
    type: EventType
    status: Status = "current"
    modality: Modality = "occurred"
    when: When = When()
    where: tuple[Where, ...] = ()
    actors: tuple[Actor, ...] = ()
    means: Means | None = None
    casualties: tuple[Casualties, ...] = ()
    materiel: tuple[Materiel, ...] = ()
    count: Count = Count()
    claims: tuple[Claim, ...] = ()
    related: tuple[Related, ...] = ()
    unverified: bool = False
    evidence: tuple[Span, ...]
    trigger: Trigger
    confidence: float

    def to_dict(self) -> dict[str, Any]:
        """The event in the codebook's output form: plain dicts and lists, spans as two-item lists."""
        return _plain(msgspec.to_builtins(self))  # type: ignore[no-any-return]


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {k: _plain(v) for k, v in value.items()}
    if isinstance(value, (list, tuple)):
        return [_plain(v) for v in value]
    return value
