"""What a link run made of an incident that was there before: tolls corrected, grades moved, sources that came to contradict."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import msgspec

from marsad.model import Incident

if TYPE_CHECKING:
    from collections.abc import Iterable

    from duckdb import DuckDBPyConnection

#: Fields of an incident whose value is compared as it is.
_PLAIN: Final = ("type", "kind", "modality", "grade", "sources")


class Change(msgspec.Struct, frozen=True):
    """One value of an incident before and after, as JSON values; None: there was, or is, none.

    `slot` is a field of the incident, an outcome ("killed", with `min`, `max` and `best`), "reports" (how many there are) or
    "contradictions" (between how many pairs of reports, by slot).
    """

    slot: str
    before: Any
    after: Any


def changes(before: Incident, after: Incident) -> list[Change]:
    """The values of an incident that are others now, in the order of its fields. What it is related to is not among them."""
    old, new = _values(before), _values(after)
    return [
        Change(slot, old.get(slot), new.get(slot))
        for slot in dict.fromkeys([*old, *new])
        if old.get(slot) != new.get(slot)
    ]


def is_same(before: Incident, after: Incident) -> bool:
    """Whether two records of an incident say the same; relations are written later and are not looked at."""
    return msgspec.structs.replace(before, related=()) == msgspec.structs.replace(after, related=())


def _values(incident: Incident) -> dict[str, Any]:
    told: dict[str, Any] = {name: getattr(incident, name) for name in _PLAIN}
    told["when"] = {"start": incident.when.start, "end": incident.when.end}
    if incident.where:
        told["where"] = {
            name: getattr(incident.where, name) for name in ("name", "name_en", "country", "admin1", "precision")
        }
    for toll in incident.casualties:
        told[toll.outcome] = {"min": toll.min, "max": toll.max, "best": toll.best}
    told["reports"] = len(incident.reports)
    against: dict[str, int] = {}
    for row in incident.contradictions:
        against[row.slot] = against.get(row.slot, 0) + 1
    told["contradictions"] = against or None
    return told


def note_changes(con: DuckDBPyConnection, rows: Iterable[tuple[str, Change]], run: int) -> None:
    """Write what a run changed of incidents: rows of (incident id, change)."""
    found = list(rows)
    if not found:
        return
    encode = msgspec.json.encode
    con.execute(
        "INSERT INTO incident_changes SELECT $1, unnest($2::VARCHAR[]), unnest($3::VARCHAR[]), unnest($4::VARCHAR[])::JSON, "
        "unnest($5::VARCHAR[])::JSON",
        [
            run,
            [incident_id for incident_id, _ in found],
            [change.slot for _, change in found],
            [encode(change.before).decode() for _, change in found],
            [encode(change.after).decode() for _, change in found],
        ],
    )
