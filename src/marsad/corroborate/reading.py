"""Reading incidents back from a store."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

import msgspec

from marsad.corroborate.identity import Fate
from marsad.errors import BadSetting
from marsad.model import Incident
from marsad.store import Store

_decode = msgspec.json.Decoder(Incident).decode


def iter_incidents(
    store: Store,
    *,
    types: Sequence[str] = (),
    since: str | None = None,
    until: str | None = None,
    grade: str | None = None,
    min_sources: int = 0,
    limit: int | None = None,
    ids: Sequence[str] | None = None,
) -> Iterator[Incident]:
    """The incidents that match, by day and id; those without a day last. Dates are ISO, inclusive; `BadSetting` for a bad one.

    With `ids` only those of them, whole ids.
    """
    conditions: list[str] = ["sources >= ?"]
    params: list[object] = [min_sources]
    for sql, value in (
        ("type IN (SELECT unnest(?::VARCHAR[]))", list(types) or None),
        ("coalesce(when_end, when_start) >= ?::DATE", _iso(since, "since")),
        ("coalesce(when_start, when_end) <= ?::DATE", _iso(until, "until")),
        ("grade = ?", grade),
        ("incident_id IN (SELECT unnest(?::VARCHAR[]))", None if ids is None else list(ids)),
    ):
        if value is not None:
            conditions.append(sql)
            params.append(value)
    limited = "" if limit is None else f"LIMIT {int(limit)}"
    table = store.query(
        f"SELECT record FROM incidents WHERE {' AND '.join(conditions)} ORDER BY when_start NULLS LAST, incident_id {limited}",
        params,
    )
    called = store.actor_rulings.call
    for (packed,) in table.rows:
        yield called(_decode(packed))


def get_incident(store: Store, name: str) -> tuple[Incident | None, list[Fate]]:
    """The incident with this id or unique prefix, else None with what became of the id."""
    if not name:
        raise BadSetting("an empty id names nothing; `marsad incidents` shows the ids")
    # A whole id is had at once; for a beginning all ids are read.
    rows = store.query("SELECT incident_id, record FROM incidents WHERE incident_id = ?", [name]).rows
    rows = (
        rows
        or store.query(
            "SELECT incident_id, record FROM incidents WHERE starts_with(incident_id, ?) ORDER BY incident_id LIMIT 10",
            [name],
        ).rows
    )
    if len(rows) > 1:
        raise BadSetting(f"{name!r} begins several ids: {', '.join(r[0] for r in rows)}; write more of it")
    if rows:
        return store.actor_rulings.call(_decode(rows[0][1])), []
    fates = store.query(
        "SELECT incident_id, fate, into_id FROM incident_fates WHERE starts_with(incident_id, ?) ORDER BY link_run DESC, into_id",
        [name],
    ).rows
    return None, [Fate(*row) for row in fates]


def _iso(value: str | None, name: str) -> str | None:
    if value is None:
        return None
    try:
        return date.fromisoformat(value).isoformat()
    except ValueError:
        raise BadSetting(f"{name}: {value!r} is no date; write it as YYYY-MM-DD") from None
