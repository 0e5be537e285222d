"""Decisions on actors, as linkage takes note of them: a report of which they say something else is another report."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from marsad.store.naming import ActorRulings

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

#: Stands before what decisions add to a fingerprint, and to what made a run.
_MARK: Final = "+actors."
#: Reports of the last run whose coding and corrections are what they were then.
_KEPT: Final = f"""
CREATE OR REPLACE TEMP TABLE kept_reports AS SELECT o.event_id, o.fingerprint FROM link_reports o JOIN now_reports n
ON n.event_id = o.event_id AND split_part(o.fingerprint, '{_MARK}', 1) = n.fingerprint
"""
_KEEP: Final = """
UPDATE now_reports SET fingerprint = k.fingerprint FROM kept_reports k WHERE k.event_id = now_reports.event_id
"""
#: In whose JSON, or in what people put there, one of the ids stands.
_TAG: Final = f"""
WITH ruled AS (SELECT unnest($ids::VARCHAR[]) AS id, unnest($tags::VARCHAR[]) AS tag),
found AS (
  SELECT j.event_id, r.tag FROM (FROM judged_events {{where}}) j JOIN ruled r ON contains(j.event::VARCHAR, '"actor_id":"' || r.id || '"')
  WHERE j.event_id NOT IN (SELECT event_id FROM kept_reports)
  UNION
  SELECT v.event_id, r.tag FROM (FROM judged_values {{where}}) v JOIN ruled r ON contains(v.value, r.id)
  WHERE v.event_id NOT IN (SELECT event_id FROM kept_reports)
)
UPDATE now_reports SET fingerprint = fingerprint || '{_MARK}' || d.tag
FROM (SELECT event_id, string_agg(tag, '' ORDER BY tag) AS tag FROM found GROUP BY event_id) d
WHERE d.event_id = now_reports.event_id
"""


def linked_by(version: str, rulings: ActorRulings) -> str:
    """What makes a run: the version of the model, and the decisions on actors."""
    return f"{version}{_MARK}{rulings.digest}" if rulings.digest else version


def mark_decided(
    con: DuckDBPyConnection, rulings: ActorRulings, where: str = "", named: Mapping[str, str] = MappingProxyType({})
) -> None:
    """Let the fingerprints of `now_reports` tell which decisions bear on each report; `where` tells, by the parameters `named`, of which
    documents these are.

    Where these are the same as in the last run, only what is new since then is looked through for the ids.
    """
    tags = rulings.tags()
    if not tags:
        return
    last = con.execute("SELECT model FROM link_runs ORDER BY link_run DESC LIMIT 1").fetchone()
    con.execute(_KEPT)
    if last is not None and last[0].partition(_MARK)[2] == rulings.digest:
        con.execute(_KEEP)
    else:
        con.execute("DELETE FROM kept_reports")
    ids = sorted(tags)
    con.execute(_TAG.format(where=where), {**named, "ids": ids, "tags": [tags[i] for i in ids]})
