"""Which single happenings a tally counts in, and which a plan came to.

A relation rests on the reports of its two incidents alone, so only those of incidents whose reports changed are looked for anew.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

#: A plan and what came of it: days that may lie between, and kilometres.
_PLAN_DAYS, _PLAN_KM = 30, 30
#: The kinds of the incidents that changed, and the days on which they began.
_CHANGED: Final = """
SELECT coalesce(bool_or(kind <> 'happening'), false), min(day_lo), max(day_lo)
FROM incident_reports JOIN link_reports USING (event_id) WHERE incident_id IN (FROM touched)
"""
#: Single happenings are by far the most: unless a tally or a plan changed, none is looked at that did not, and no tally of other days.
_LOOKED_AT: Final = """
CREATE OR REPLACE TEMP TABLE looked_at AS FROM touched UNION
SELECT incident_id FROM incident_reports JOIN link_reports USING (event_id) WHERE kind <> 'happening' GROUP BY incident_id
HAVING min(day_lo) <= $last AND max(day_hi) + $days >= $first
"""
#: Incidents as their reports have them. `radius` is that of the place's precision, roughly.
_SPANS: Final = """
CREATE OR REPLACE TEMP TABLE spans AS
SELECT incident_id, any_value(kind) AS kind, any_value(family) AS family, list_distinct(flatten(list(near))) AS near,
  list(DISTINCT type) AS types,
  min(day_lo) AS day_lo, max(day_hi) AS day_hi, min_by(lat, radius) AS lat, min_by(lon, radius) AS lon, min(radius) AS radius,
  list_distinct(flatten(list(names))) AS names, list_distinct(flatten(list(sides))) AS sides,
  incident_id IN (FROM touched) AS is_touched
FROM incident_reports JOIN link_reports USING (event_id) WHERE incident_id IN (FROM looked_at) GROUP BY incident_id
"""
#: Pairs of which one side changed. The days are joined by equality: each day of the one with the first day of the other.
_RELATED: Final = """
CREATE OR REPLACE TEMP TABLE related AS
SELECT t.incident_id, 'summary_of' AS relation, h.incident_id AS other_id
FROM (SELECT *, unnest(range(day_lo, day_hi + 1)) AS day FROM spans WHERE kind = 'tally') t
JOIN spans h ON h.family = t.family AND h.day_lo = t.day
WHERE h.kind = 'happening' AND (t.is_touched OR h.is_touched) AND list_has_any(t.near, h.types) AND h.day_hi <= t.day_hi
  AND (len(t.sides) = 0 OR len(h.sides) = 0 OR list_has_any(t.sides, h.sides))
  AND (list_has_any(t.names, h.names) OR {km} <= t.radius + h.radius)
UNION ALL
SELECT p.incident_id, 'planned_for', h.incident_id
FROM (SELECT *, unnest(range(day_lo, day_hi + {days} + 1)) AS day FROM spans WHERE kind = 'planned') p
JOIN spans h ON h.family = p.family AND h.day_lo = p.day
WHERE h.kind = 'happening' AND (p.is_touched OR h.is_touched) AND list_has_any(p.near, h.types)
  AND (len(p.sides) = 0 OR len(h.sides) = 0 OR list_has_any(p.sides, h.sides))
  AND (list_has_any(p.names, h.names) OR {plan_km} <= {plan})
"""
#: Incidents whose relations may be others now, the changed ones among them: their records were made without any.
_OTHERS: Final = """
CREATE OR REPLACE TEMP TABLE others AS
SELECT incident_id FROM related UNION FROM touched
UNION SELECT incident_id FROM incident_relations WHERE other_id IN (FROM touched)
"""
_TOLD: Final = """
UPDATE incidents SET record = json_merge_patch(record, json_object('related', coalesce(t.related, '[]'::JSON))) FROM (
  SELECT i.incident_id, told.related FROM incidents i LEFT JOIN (
    SELECT incident_id, to_json(list({'relation': relation, 'incident_id': other_id} ORDER BY relation, other_id)) AS related
    FROM incident_relations WHERE incident_id IN (FROM others) GROUP BY incident_id
  ) told USING (incident_id)
  WHERE i.incident_id IN (FROM others) AND (told.related IS NOT NULL OR json_array_length(i.record->'related') > 0)
) t WHERE t.incident_id = incidents.incident_id
"""


def _km(a: str, b: str) -> str:
    return f"111.2 * sqrt(pow({a}.lat - {b}.lat, 2) + pow(({a}.lon - {b}.lon) * cos(radians({a}.lat)), 2))"


def relate(con: DuckDBPyConnection, touched: Collection[str]) -> None:
    """Relate tallies to what they count in, and plans to what they came to, where one of the `touched` incidents stands on a side
    (those that are gone too); write it into the records.
    """
    [(needed,)] = con.execute(
        "SELECT EXISTS (FROM link_reports WHERE kind <> 'happening') OR EXISTS (FROM incident_relations)"
    ).fetchall()
    if not needed or not touched:
        return
    con.execute("CREATE OR REPLACE TEMP TABLE touched AS SELECT unnest($1::VARCHAR[]) AS incident_id", [list(touched)])
    [(widely, first, last)] = con.execute(_CHANGED).fetchall()
    if widely:
        con.execute("CREATE OR REPLACE TEMP TABLE looked_at AS SELECT incident_id FROM incidents")
    else:
        con.execute(_LOOKED_AT, {"first": first, "last": last, "days": _PLAN_DAYS})
    con.execute(_SPANS)
    con.execute(_RELATED.format(km=_km("t", "h"), plan_km=_km("p", "h"), days=_PLAN_DAYS, plan=_PLAN_KM))
    con.execute(_OTHERS)
    con.execute("DELETE FROM incident_relations WHERE incident_id IN (FROM touched) OR other_id IN (FROM touched)")
    con.execute("INSERT INTO incident_relations SELECT * FROM related ORDER BY ALL")
    con.execute(_TOLD)
