"""Why two reports were joined, or were not: every comparison with what it compared and what it weighs."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from typing import Any, Final

import msgspec

from marsad.corroborate.model import Model, Score, load_model, score_reports
from marsad.corroborate.reports import Report, make_report
from marsad.errors import BadSetting
from marsad.store import Store
from marsad.store.reader import StoredEvent


class Comparison(msgspec.Struct, frozen=True, kw_only=True):
    """One comparison of a pair: what each side tells, how far they agree, and the weight (log2 of the odds that it adds)."""

    name: str
    level: str
    weight: float
    a: str
    b: str


class Why(msgspec.Struct, frozen=True, kw_only=True):
    """A pair: prior and comparisons add up to `weight`; above `threshold` it speaks for one happening. `verdict` says how it ended."""

    a: str
    b: str
    prior: float
    comparisons: tuple[Comparison, ...]
    weight: float
    threshold: float
    judgement: str | None
    joined: bool
    verdict: str

    def to_dict(self) -> dict[str, Any]:
        """Plain dicts and lists."""
        return msgspec.to_builtins(self)  # type: ignore[no-any-return]


def why(store: Store, first: str, second: str) -> Why:
    """Compare two events of the store, by id or unique prefix. `BadSetting` when there is no such event."""
    found = [store.get_judged(name) for name in (first, second)]
    for name, event in zip((first, second), found, strict=True):
        if event is None:
            raise BadSetting(f"{name!r} is no event of {store.path}; `marsad list` shows the ids")
    a, b = (event for event in found if event is not None)
    if a.event.id == b.event.id:
        raise BadSetting(f"{first!r} and {second!r} are one event; name two")
    [told] = weigh(store, (a, b), [(0, 1)])
    return told


def weigh(store: Store, events: Sequence[StoredEvent], pairs: Sequence[tuple[int, int]]) -> list[Why]:
    """The pairs of these events, named by their positions; all are weighed together."""
    model = load_model()
    reports = [make_report(e.event, e.document, e.document_key) for e in events]
    ids = [e.event.id for e in events]
    judged = store.journal.pairs()
    incidents: dict[str, str] = dict(
        store.query(
            "SELECT event_id, incident_id FROM incident_reports WHERE event_id IN (SELECT unnest(?::VARCHAR[]))", [ids]
        ).rows
    )
    position = {event_id: i for i, event_id in enumerate(ids)}
    scores = {(position[s.a], position[s.b]): s for s in score_reports(reports, pairs)}
    return [
        _why(
            (events[a], events[b]),
            (reports[a], reports[b]),
            scores[min(a, b), max(a, b)],
            model,
            judged.get((min(ids[a], ids[b]), max(ids[a], ids[b]))),
            (incidents.get(ids[a]), incidents.get(ids[b])),
        )
        for a, b in pairs
    ]


def _why(
    events: tuple[StoredEvent, StoredEvent],
    reports: tuple[Report, Report],
    score: Score,
    model: Model,
    judgement: str | None,
    incidents: tuple[str | None, str | None],
) -> Why:
    linked = None not in incidents
    joined = linked and incidents[0] == incidents[1]
    return Why(
        a=events[0].event.id,
        b=events[1].event.id,
        prior=model.prior,
        comparisons=tuple(
            Comparison(name=name, level=level, weight=weight, a=_SHOWN[name](reports[0]), b=_SHOWN[name](reports[1]))
            for name, level, weight in score.explain(model)
        ),
        weight=score.weight,
        threshold=model.threshold,
        judgement=judgement,
        joined=joined,
        verdict=_verdict(*events, reports, score.weight > model.threshold, judgement, joined, linked),
    )


def _verdict(
    a: StoredEvent,
    b: StoredEvent,
    reports: tuple[Report, Report],
    speaks_for: bool,
    judgement: str | None,
    joined: bool,
    linked: bool,
) -> str:
    if not linked:
        return "not linked yet: run `marsad link`"
    if judgement in ("same", "not_same"):
        return f"a reviewer said: {judgement.replace('_', ' ')}"
    if joined:
        return "one incident: the weights speak for it" if speaks_for else "one incident: other reports connect them"
    if a.document_key == b.document_key:
        return "two incidents: one document tells them as two"
    if reports[0].kind != reports[1].kind:
        return f"two incidents: a {reports[0].kind} and a {reports[1].kind} are related, never joined"
    if speaks_for:
        return "two incidents: the pair alone would be joined, the other reports of their incidents speak against it"
    return "two incidents: the weights speak against it"


def _days(report: Report) -> str:
    if report.day_lo is None or report.day_hi is None:
        return ""
    start, end = (date(1970, 1, 1) + timedelta(days=day) for day in (report.day_lo, report.day_hi))
    return f"{start}{'' if start == end else f'/{end}'}{'' if report.told else ' (inferred)'}"


def _range(low: int | None, high: int | None) -> str:
    if low is None:
        return ""
    return str(low) if low == high else f"{low}–{'' if high is None else high}"


def _place(report: Report) -> str:
    point = "" if report.lat is None else f" {report.lat:.3f}, {report.lon:.3f} ±{report.radius:.0f} km"
    names = [name for name in report.names if not name.startswith("pl_")]
    return (" · ".join(filter(None, (*names, report.admin1, report.country))) + point).strip()


_HOURS: Final = ("before dawn", "morning", "noon or afternoon", "evening", "night")
_SHOWN: Final[dict[str, Callable[[Report], str]]] = {
    "time": _days,
    "place": _place,
    "type": lambda r: r.type,
    "actors": lambda r: ", ".join((*r.bodies, *r.sides)),
    "killed": lambda r: _range(r.killed_lo, r.killed_hi),
    "injured": lambda r: _range(r.hurt_lo, r.hurt_hi),
    "harm": lambda r: "dead" if r.killed_lo is not None else "hurt alone" if r.hurt_lo is not None else "",
    "counted": lambda r: f"{r.other} {_range(r.other_lo, r.other_hi)}" if r.other else "",
    "victims": lambda r: ", ".join(r.victims),
    "hour": lambda r: "" if r.hour is None else _HOURS[r.hour],
    "denial": lambda r: "denies" if r.denies else "",
    "words": lambda r: f"{len(r.details)} words",
    "story": lambda r: f"{len(r.story)} words",
}
