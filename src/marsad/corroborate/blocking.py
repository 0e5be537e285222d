"""Which pairs of reports are compared at all: near in time and place, or undated or unplaced but alike otherwise.

A pair is looked at when one of its reports is in `fresh`: pairs of older reports were looked at before.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from marsad.corroborate.comparisons import DISTANCE, GAP

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

#: Reports further apart than this are no candidates.
_MAX_GAP: Final = 3
_MAX_KM: Final = 75
#: Days in a block; a report stands in the block of its first day and in that of its last day and the gap.
_BLOCK: Final = 4
#: A span longer than this dates a report too loosely to block by it.
_LOOSE: Final = 10
#: Degrees of a cell, and of the margin within which a report stands in the neighbouring cell too.
_CELL, _MARGIN = 0.5, 0.125

#: Two reports that share a third of their words stand in one of so many bands (of two smallest hashes each) in 3 of 4 cases.
_BANDS: Final = 12

_DATED: Final = f"day_lo IS NOT NULL AND day_hi - day_lo <= {_LOOSE}"
_PLACED: Final = "lat IS NOT NULL AND radius <= 30"
_BLOCKS: Final = f"""
CREATE OR REPLACE TEMP TABLE dated AS
SELECT unique_id, fresh, unnest(range(day_lo // {_BLOCK}, (day_hi + {_MAX_GAP}) // {_BLOCK} + 1)) AS block,
  day_lo, day_hi, told, type, near, family, lat, lon, radius, {_PLACED} AS placed, admin1, country, killed_lo, killed_hi, stems, words,
  lead, names
FROM reports WHERE {_DATED};
CREATE OR REPLACE TEMP TABLE cells AS
SELECT *, floor((lat + dy) / {_CELL})::INTEGER AS cy, floor((lon + dx) / {_CELL})::INTEGER AS cx
FROM dated, (VALUES (-{_MARGIN}), ({_MARGIN})) AS v (dy), (VALUES (-{_MARGIN}), ({_MARGIN})) AS w (dx) WHERE placed;
CREATE OR REPLACE TEMP TABLE bands AS
SELECT unique_id, fresh, family, type, near, day_lo, day_hi, coalesce({_DATED}, false) AS dated, band,
  hash(list_min(list_transform(words, lambda w: hash(w, 2 * band))),
    list_min(list_transform(words, lambda w: hash(w, 2 * band + 1)))) AS key
FROM reports, range({_BANDS}) AS b (band) WHERE len(words) >= 3 AND EXISTS (SELECT 1 FROM reports WHERE NOT coalesce({_DATED}, false));
"""
_FRESH: Final = "l.unique_id < r.unique_id AND (l.fresh OR r.fresh)"
_FRESH_ANY: Final = "l.unique_id <> r.unique_id AND (l.fresh OR r.fresh)"


def _sides(condition: str) -> str:
    """A condition on `x_l` and `x_r` as one on `l.x` and `r.x`."""
    import re

    return re.sub(r"\b([a-z]\w*)_([lr])\b", lambda m: f"{m[2]}.{m[1]}", condition)


_NEAR_IN_TIME: Final = f"{_sides(GAP)} <= {_MAX_GAP}"
_PAIR: Final = "least(l.unique_id, r.unique_id) AS a, greatest(l.unique_id, r.unique_id) AS b"
_SHARED_WORDS: Final = "len(list_intersect(l.words, r.words))"
_SAME_TOLL: Final = "coalesce(l.killed_lo = r.killed_lo AND l.killed_hi = r.killed_hi AND l.killed_lo >= 3, false)"

_NAMED: Final = "(SELECT *, unnest(names) AS name FROM reports)"
_UNDATED: Final = f"(SELECT *, unnest(names) AS name FROM reports WHERE NOT coalesce({_DATED}, false))"

#: Name of a rule → its pairs (a, b).
RULES: Final[dict[str, str]] = {
    "near in time and place": f"""
SELECT DISTINCT l.unique_id AS a, r.unique_id AS b FROM cells l JOIN cells r USING (family, block, cy, cx)
WHERE {_FRESH} AND {_NEAR_IN_TIME} AND {_sides(DISTANCE)} <= {_MAX_KM}""",
    "near in time, a province known": f"""
SELECT DISTINCT {_PAIR} FROM dated l JOIN dated r USING (family, block, admin1)
WHERE NOT l.placed AND {_FRESH_ANY} AND {_NEAR_IN_TIME}
  AND (list_contains(l.near, r.type) OR {_SHARED_WORDS} >= 2)""",
    "near in time, the place among the words": f"""
SELECT DISTINCT {_PAIR} FROM (SELECT *, unnest(stems) AS stem FROM dated) l JOIN (SELECT *, unnest(lead) AS stem FROM dated) r
USING (family, block, stem)
WHERE {_FRESH_ANY} AND {_NEAR_IN_TIME} AND (list_contains(l.near, r.type) OR {_SAME_TOLL})
  AND (NOT (l.placed AND r.placed) OR {_sides(DISTANCE)} > 20)""",
    "near in time, no place, two words": f"""
SELECT {_PAIR} FROM (SELECT *, unnest(words) AS word FROM dated WHERE NOT placed) l
JOIN (SELECT *, unnest(words) AS word FROM dated) r USING (family, block, word)
WHERE {_FRESH_ANY} AND {_NEAR_IN_TIME} AND list_contains(l.near, r.type) AND coalesce(l.country = r.country, true)
GROUP BY l.unique_id, r.unique_id, block HAVING count(*) >= 2""",
    "near in time, no place, one toll": f"""
SELECT DISTINCT {_PAIR} FROM (SELECT * FROM dated WHERE NOT placed) l JOIN dated r USING (family, block, killed_lo, killed_hi)
WHERE killed_lo >= 3 AND {_FRESH_ANY} AND {_NEAR_IN_TIME} AND list_contains(l.near, r.type) AND coalesce(l.country = r.country, true)""",
    "one name, undated, three words": f"""
SELECT {_PAIR} FROM (SELECT *, unnest(words) AS word FROM {_UNDATED}) l JOIN (SELECT *, unnest(words) AS word FROM {_NAMED}) r
USING (family, name, word)
WHERE {_FRESH_ANY} AND list_contains(l.near, r.type) AND coalesce({_sides(GAP)} = 0, true)
GROUP BY l.unique_id, r.unique_id, name HAVING count(*) >= 3""",
    "one name, undated, one toll": f"""
SELECT DISTINCT {_PAIR} FROM {_UNDATED} l JOIN {_NAMED} r USING (family, name, killed_lo, killed_hi)
WHERE {_FRESH_ANY} AND list_contains(l.near, r.type) AND coalesce({_sides(GAP)} = 0, true)
  AND (killed_lo >= 3 OR {_SHARED_WORDS} >= 1)""",
    "undated, alike in words": f"""
SELECT DISTINCT {_PAIR} FROM (SELECT * FROM bands WHERE NOT dated) l JOIN bands r USING (family, band, key)
WHERE {_FRESH_ANY} AND list_contains(l.near, r.type) AND coalesce({_sides(GAP)} = 0, true)""",
    "reprints of one text": f"""
SELECT {_PAIR} FROM reports l JOIN reports r USING (reprint, family)
WHERE {_FRESH} AND l.reprint IS NOT NULL AND l.document_key <> r.document_key AND list_contains(l.near, r.type)""",
}


def find_pairs(con: DuckDBPyConnection) -> int:
    """Make the table `candidates` (join_key_l, join_key_r, match_key) from `reports`; how many pairs it holds.

    Reports of one document are no candidates: the coder told them apart. Neither are plans and happenings, tallies and
    single happenings.
    """
    con.execute(_BLOCKS)
    con.execute("CREATE OR REPLACE TABLE found (a INTEGER, b INTEGER, rule VARCHAR)")
    for name, sql in RULES.items():  # one by one: their union is planned badly
        con.execute(f"INSERT INTO found SELECT a, b, '{name}' FROM ({sql})")
    # An equality of kinds would be taken for the condition to join by: millions of pairs for one kind.
    con.execute(
        "CREATE OR REPLACE TABLE candidates AS SELECT a AS join_key_l, b AS join_key_r, rule AS match_key "
        "FROM (SELECT a, b, min(rule) AS rule FROM found GROUP BY a, b) p JOIN reports l ON l.unique_id = a "
        "JOIN reports r ON r.unique_id = b "
        "WHERE l.document_key <> r.document_key AND coalesce(l.kind = r.kind, false)"
    )
    con.execute("DROP TABLE found")
    con.execute("DROP TABLE dated; DROP TABLE cells; DROP TABLE bands")
    [(count,)] = con.execute("SELECT count(*) FROM candidates").fetchall()
    return int(count)
