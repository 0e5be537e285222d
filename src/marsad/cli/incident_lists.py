"""What `marsad incidents`, `incident show` and `why` print."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from itertools import chain
from typing import Final

from marsad.cli.formats import amount, to_json
from marsad.cli.record_lists import check_format, write_objects
from marsad.cli.screen import Screen, utf8_stdout
from marsad.cli.tables import event_cells
from marsad.corroborate.why import Why
from marsad.model import Incident
from marsad.store import Store

_HEADER: Final = ("id", "when", "what", "where", "who", "losses", "grade", "sources")
_CSV: Final = (
    "id", "kind", "type", "modality", "start", "end", "place", "country", "admin1", "lat", "lon", "initiators", "targets",
    "killed_min", "killed_max", "killed_best", "injured_min", "injured_max", "injured_best", "grade", "grade_basis",
    "sources", "outlets", "speakers", "contradictions", "reports",
)  # fmt: skip
_DIFFERS: Final = "≠ "


def write_incidents(found: Iterable[Incident], format_: str, bidi: str | None) -> int:
    """Print incidents in one of `FORMATS` and return how many there were."""
    if check_format(format_) == "csv":
        return _write_csv(found)
    if format_ != "table":
        return write_objects((incident.to_dict() for incident in found), format_)
    incidents = iter(found)
    first = next(incidents, None)
    if first is None:
        return 0
    return Screen(bidi).grid(_HEADER, map(_cells, chain([first], incidents)))


def _cells(incident: Incident) -> list[str]:
    when = incident.when
    what: list[str] = [incident.type]
    what += [word for word, usual in ((incident.kind, "happening"), (incident.modality, "occurred")) if word != usual]
    where = [incident.where.name, incident.where.country or ""] if incident.where else []
    return [
        incident.id,
        "\n".join(dict.fromkeys((when.start or "unknown", f"–{when.end}" if when.end != when.start else ""))).strip(),
        "\n".join(dict.fromkeys(what)),
        "\n".join(filter(None, where)),
        "\n".join(f"{'→ ' if a.role == 'target' else ''}{a.actor_id}" for a in incident.actors),
        "\n".join(_toll(t.outcome, t.min, t.max, t.best) for t in incident.casualties),
        incident.grade,
        f"{incident.sources} of {len(incident.reports)}",
    ]


def _toll(outcome: str, low: int, high: int | None, best: int) -> str:
    told = amount(low, high)
    return f"{outcome} {told}" if low == high else f"{outcome} {told}, best {best}"


def _write_csv(found: Iterable[Incident]) -> int:
    out, count = csv.writer(utf8_stdout(), lineterminator="\n"), 0
    out.writerow(_CSV)
    for incident in found:
        out.writerow(_row(incident))
        count += 1
    return count


def _row(incident: Incident) -> Iterator[object]:
    where, tolls = incident.where, {t.outcome: t for t in incident.casualties}
    yield from (incident.id, incident.kind, incident.type, incident.modality, incident.when.start, incident.when.end)
    yield from (where.name, where.country, where.admin1, where.lat, where.lon) if where else [None] * 5
    for role in ("initiator", "target"):
        yield "; ".join(actor.actor_id for actor in incident.actors if actor.role == role)
    for outcome in ("killed", "injured"):
        toll = tolls.get(outcome)
        yield from (toll.min, toll.max, toll.best) if toll else [None] * 3
    yield from (incident.grade, incident.grade_basis, incident.sources, incident.outlets, incident.speakers)
    yield len(incident.contradictions)
    yield "; ".join(report.event_id for report in incident.reports)


def show_incident(store: Store, incident: Incident, format_: str, bidi: str | None) -> None:
    """Print an incident with its reports side by side; what differs from the incident is marked."""
    if check_format(format_, ("table", "json")) == "json":
        utf8_stdout().write(to_json(incident.to_dict(), indent=2) + "\n")
        return
    screen = Screen(bidi)
    screen.line(incident.id, incident.type, incident.kind if incident.kind != "happening" else None, style="bold")
    screen.line(incident.when.start, f"–{incident.when.end}" if incident.when.end != incident.when.start else None)
    if incident.where:
        screen.line(incident.where.name, incident.where.name_en, incident.where.admin1, incident.where.country)
    for toll in incident.casualties:
        screen.line(f"{toll.outcome}: {amount(toll.min, toll.max)}, best {toll.best} ({toll.basis})")
    screen.line(f"grade (computed): {incident.grade}: {incident.grade_basis}")
    screen.line(f"{incident.sources} independent sources, {incident.outlets} outlets, {incident.speakers} speakers")
    screen.line("")
    screen.grid(("event", "source", "role", "when", "what", "where", "losses", "words"), _report_rows(store, incident))
    if incident.contradictions:
        screen.line("")
        screen.grid(
            ("contradiction", "event", "says", "other event", "says"),
            ([c.slot, c.event_id, c.value, c.other_event_id, c.other_value] for c in incident.contradictions),
        )
    for relation in incident.related:
        screen.line(relation.relation, relation.incident_id)


def _report_rows(store: Store, incident: Incident) -> Iterator[list[str]]:
    events = {found.event.id: found.event for found in store.iter_judged([r.event_id for r in incident.reports])}
    usual = {
        d.slot: {e for row in incident.dissent if row.slot == d.slot for e in row.event_ids} for d in incident.dissent
    }
    differing = {(c.slot, e) for c in incident.contradictions for e in (c.event_id, c.other_event_id)}
    for report in incident.reports:
        event = events.get(report.event_id)
        if event is None:
            continue
        when, what, where, _, losses, words = event_cells(event)
        role = (
            "independent"
            if report.independent
            else f"reprint of {report.reprint_of}"
            if report.reprint_of
            else report.role
        )
        if report.credits:
            role += f"\ncredits {', '.join(report.credits)}"
        yield [
            event.id,
            f"{report.source or ''}\n{report.document_id}\n{report.published or ''}".strip(),
            role,
            _marked(when, event.id in usual.get("when", ())),
            _marked(what, event.id in usual.get("type", ())),
            _marked(where, event.id in usual.get("where", ())),
            _marked(losses, any((outcome, event.id) in differing for outcome in ("killed", "injured"))),
            "\n".join(words),
        ]


def _marked(lines: list[str], differs: bool) -> str:
    return (_DIFFERS if differs else "") + "\n".join(lines)


def show_why(found: Why, format_: str, bidi: str | None) -> None:
    """Print a pair: every comparison and its weight, the sum, and how it ended."""
    if check_format(format_, ("table", "json")) == "json":
        utf8_stdout().write(to_json(found.to_dict(), indent=2) + "\n")
        return
    screen = Screen(bidi)
    rows = [[c.name, c.a, c.b, c.level, f"{c.weight:+.1f}"] for c in found.comparisons]
    rows.append(["before any evidence", "", "", "", f"{found.prior:+.1f}"])
    rows.append(["together", "", "", f"joined above {found.threshold:+.1f}", f"{found.weight:+.1f}"])
    screen.grid(("comparison", found.a, found.b, "agreement", "weight"), rows)
    if found.judgement:
        screen.line(f"judgement: {found.judgement}")
    screen.line(found.verdict)
