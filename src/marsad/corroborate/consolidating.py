"""One incident out of its reports: fields by weighed vote, dissenters listed, contradictions told."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterator, Sequence
from typing import TypeVar

from marsad.corroborate import casualties
from marsad.corroborate.grading import grade
from marsad.corroborate.kinds import near_types
from marsad.corroborate.reports import RADIUS
from marsad.corroborate.sources import Account, count_outlets, count_sources, count_speakers, to_report
from marsad.model import EventType, Where
from marsad.model.event import TimePrecision
from marsad.model.incident import (
    Contradiction,
    Dissent,
    Incident,
    IncidentActor,
    IncidentKind,
    IncidentWhen,
    IncidentWhere,
)

Value = TypeVar("Value", bound=Hashable)
#: How much a report counts for in the vote on the place, by how closely it tells it, and on the day, by how it knows it.
_PLACE_VOTE = {
    "exact": 1.3,
    "town": 1.0,
    "offset": 1.0,
    "near": 0.8,
    "district": 0.6,
    "province": 0.25,
    "country": 0.05,
}
_DAY_VOTE = {"explicit": 1.0, "relative": 1.0, "inferred": 0.5, "unresolved": 0.0}


def consolidate(incident_id: str, kind: IncidentKind, accounts: Sequence[Account]) -> Incident:
    """The incident that these accounts, oldest first, tell; `related` is left empty."""
    voters = [account for account in accounts if account.role != "denial"] or list(accounts)
    type_: EventType | None = vote(voters, lambda a: a.event.type)
    assert type_ is not None
    when, where = _vote_when(voters), _vote_where(voters)
    contradictions = tuple(_contradictions(accounts, voters))
    mark, basis = grade(accounts, contradictions)
    tolls = (casualties.consolidate(accounts, outcome) for outcome in casualties.outcomes(accounts))
    return Incident(
        id=incident_id,
        kind=kind,
        type=type_,
        modality=vote(voters, lambda a: a.event.modality) or "occurred",
        when=when,
        where=where,
        actors=tuple(_actors(voters)),
        casualties=tuple(toll for toll in tolls if toll is not None),
        grade=mark,
        grade_basis=basis,
        sources=count_sources(accounts),
        outlets=count_outlets(accounts),
        speakers=count_speakers(accounts),
        reports=tuple(map(to_report, accounts)),
        dissent=tuple(_dissent(voters, type_, when, where)),
        contradictions=contradictions,
    )


def vote(accounts: Sequence[Account], value: Callable[[Account], Value | None]) -> Value | None:
    """The value with the most weight behind it; of equals the one told first. None when none is told."""
    weights: dict[Value, float] = defaultdict(float)
    for account in accounts:
        told = value(account)
        if told is not None:
            weights[told] += account.weight + 1e-6
    return max(weights, key=lambda told: round(weights[told], 9), default=None)


def _vote_when(accounts: Sequence[Account]) -> IncidentWhen:
    weights: dict[tuple[str, str], float] = defaultdict(float)
    precision: dict[tuple[str, str], TimePrecision] = {}
    for account in accounts:
        when = account.event.when
        if when.start and when.end:
            span = (when.start, when.end)
            narrow = 1.0 if when.start == when.end else 0.4
            weights[span] += (account.weight + 1e-6) * _DAY_VOTE[when.basis] * narrow
            precision.setdefault(span, when.precision)
    if not weights:
        return IncidentWhen()
    start, end = max(weights, key=lambda span: round(weights[span], 9))
    return IncidentWhen(start=start, end=end, precision=precision[start, end])


def _vote_where(accounts: Sequence[Account]) -> IncidentWhere | None:
    weights: dict[str, float] = defaultdict(float)
    places: dict[str, Where] = {}
    for account in accounts:
        for place in account.event.where[:1]:
            key = place.place_id or place.name
            weights[key] += (account.weight + 1e-6) * _PLACE_VOTE[place.precision]
            if key not in places or _PLACE_VOTE[place.precision] > _PLACE_VOTE[places[key].precision]:
                places[key] = place
    if not weights:
        return None
    won = places[max(weights, key=lambda key: round(weights[key], 9))]
    return IncidentWhere(**{name: getattr(won, name) for name in IncidentWhere.__struct_fields__})


def _actors(accounts: Sequence[Account]) -> Iterator[IncidentActor]:
    """Actors by role with how many independent sources name them; a named body swallows the plain side that holds it."""
    told: dict[tuple[str, str], set[str]] = defaultdict(set)
    names: dict[tuple[str, str], str | None] = {}
    for account in accounts:
        for actor in account.event.actors:
            key = (actor.role, actor.actor_id)
            told[key].add(account.outlet if account.independent else "")
            names.setdefault(key, actor.name)
    order = ("initiator", "target", "supporter", "affected")
    for role, actor_id in sorted(told, key=lambda k: (order.index(k[0]), -len(told[k] - {""}), k[1])):
        if any(other.startswith(f"{actor_id}-") for r, other in told if r == role):
            continue
        yield IncidentActor(
            role=role,  # type: ignore[arg-type]
            actor_id=actor_id,
            name=names[role, actor_id],
            sources=len(told[role, actor_id] - {""}),
        )


def _dissent(
    accounts: Sequence[Account], type_: str, when: IncidentWhen, where: IncidentWhere | None
) -> Iterator[Dissent]:
    said: dict[tuple[str, str], list[str]] = defaultdict(list)
    for account in accounts:
        event = account.event
        if event.type != type_:
            said["type", event.type].append(event.id)
        if event.when.start and when.start and (event.when.start, event.when.end) != (when.start, when.end):
            said["when", _span(event.when.start, event.when.end)].append(event.id)
        if (
            where
            and event.where
            and not any((w.place_id or w.name) == (where.place_id or where.name) for w in event.where)
        ):
            said["where", event.where[0].name].append(event.id)
    for (slot, value), ids in sorted(said.items()):
        yield Dissent(slot=slot, value=value, event_ids=tuple(ids))


def _span(start: str | None, end: str | None) -> str:
    return f"{start}" if start == end else f"{start}/{end}"


def _contradictions(accounts: Sequence[Account], voters: Sequence[Account]) -> Iterator[Contradiction]:
    originals = [account for account in voters if account.reprint_of is None] or voters
    for i, second in enumerate(originals):
        for first in originals[:i]:
            yield from _between(first, second)
    yield from _figures(accounts)
    asserted = next((a for a in accounts if a.role == "report"), None)
    for denial in accounts:
        if denial.role == "denial" and asserted is not None:
            yield Contradiction(
                slot="occurrence",
                event_id=asserted.event.id,
                value="asserted",
                other_event_id=denial.event.id,
                other_value="denied",
            )


def _between(first: Account, second: Account) -> Iterator[Contradiction]:
    """What two accounts tell so that both cannot be right."""
    a, b = first.event, second.event

    def row(slot: str, value: str, other: str) -> Contradiction:
        return Contradiction(slot=slot, event_id=a.id, value=value, other_event_id=b.id, other_value=other)

    if b.type not in near_types(a.type):
        yield row("type", a.type, b.type)
    if a.when.start and a.when.end and b.when.start and b.when.end:
        told = a.when.basis != "inferred" and b.when.basis != "inferred"
        if told and (a.when.end < b.when.start or b.when.end < a.when.start):
            yield row("when", _span(a.when.start, a.when.end), _span(b.when.start, b.when.end))
    if a.where and b.where and _apart(a.where[0], b.where[0]):
        yield row("where", a.where[0].name, b.where[0].name)
    accused, others = _initiators(first), _initiators(second)
    if accused and others and not accused & others:
        yield row("initiator", ", ".join(sorted(accused)), ", ".join(sorted(others)))


def _apart(a: Where, b: Where) -> bool:
    if a.lat is None or a.lon is None or b.lat is None or b.lon is None:
        return False
    across = (a.lon - b.lon) * math.cos(math.radians((a.lat + b.lat) / 2))
    return 111.2 * math.hypot(a.lat - b.lat, across) > 10 + RADIUS[a.precision] + RADIUS[b.precision]


def _initiators(account: Account) -> set[str]:
    """The sides (country and sector) that it names as initiators; unknown gunmen name nobody."""
    sides = {"-".join(a.actor_id.split("-")[:2]) for a in account.event.actors if a.role == "initiator"}
    return {side for side in sides if not side.endswith("-UAF")}


def _figures(accounts: Sequence[Account]) -> Iterator[Contradiction]:
    for outcome in casualties.outcomes(accounts):
        standing = casualties.figures(accounts, outcome)
        for i, second in enumerate(standing):
            for first in standing[:i]:
                low = max(first.low, second.low)
                if low > min(_top(first.high), _top(second.high)):
                    yield Contradiction(
                        slot=outcome,
                        event_id=first.account.event.id,
                        value=_range(first),
                        other_event_id=second.account.event.id,
                        other_value=_range(second),
                    )


def _top(high: int | None) -> float:
    return math.inf if high is None else high


def _range(figure: casualties.Figure) -> str:
    if figure.high is None:
        return f"{figure.low} or more"
    return str(figure.low) if figure.low == figure.high else f"{figure.low}–{figure.high}"
