"""Which pairs of reports are compared at all: near in time and place, or undated or unplaced but alike otherwise.

A pair is looked at when one of its reports is in `fresh`: pairs of older reports were looked at before.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

from marsad.corroborate.comparisons import DISTANCE, GAP, LATE, LATEST, SHARED_MACRO

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection


#: Reports further apart than this are no candidates.
MAX_GAP: Final = 3
_MAX_KM: Final = 75
#: Days in a block; a report stands in the block of its first day and in that of its last day and the gap.
_BLOCK: Final = 4
#: A span longer than this dates a report too loosely to block by it.
LOOSE: Final = 10
#: What one clause took the time word of another for, in reports published together, is off by less than this.
MISDATED: Final = 10
#: Degrees of a cell, and of the margin within which a report stands in the neighbouring cell too.
_CELL, _MARGIN = 0.5, 0.125

#: Two reports that share a third of their words stand in one of so many bands (of two smallest hashes each) in 3 of 4 cases.
_BANDS: Final = 12

_DATED: Final = f"coalesce(day_hi - day_lo <= {LOOSE}, false)"
_PLACED: Final = "lat IS NOT NULL AND radius <= 30"
#: Columns that the joins carry: few and short, as a join copies them for every word and block.
_NARROW: Final = "unique_id, fresh, family, day_lo, day_hi"
_BLOCKS: Final = f"""
CREATE OR REPLACE TEMP TABLE dated AS
SELECT {_NARROW}, unnest(range(day_lo // {_BLOCK}, (day_hi + {MAX_GAP}) // {_BLOCK} + 1)) AS block, {_PLACED} AS placed, lat, lon
FROM reports WHERE {_DATED};
CREATE OR REPLACE TEMP TABLE cells AS
SELECT *, floor((lat + dy) / {_CELL})::INTEGER AS cy, floor((lon + dx) / {_CELL})::INTEGER AS cx
FROM dated, (VALUES (-{_MARGIN}), ({_MARGIN})) AS v (dy), (VALUES (-{_MARGIN}), ({_MARGIN})) AS w (dx) WHERE placed;
CREATE OR REPLACE TEMP TABLE bands AS
SELECT {_NARROW}, {_DATED} AS dated, band,
  hash(list_min(list_transform(details, lambda w: hash(w, 2 * band))),
    list_min(list_transform(details, lambda w: hash(w, 2 * band + 1)))) AS key
FROM reports, range({_BANDS}) AS b (band) WHERE len(details) >= 3 AND EXISTS (SELECT 1 FROM reports WHERE NOT {_DATED});
"""
_EITHER: Final = "(l.fresh OR r.fresh)"
_FRESH: Final = f"l.unique_id <> r.unique_id AND {_EITHER}"


def _sides(condition: str) -> str:
    """A condition on `x_l` and `x_r` as one on `l.x` and `r.x`."""
    return re.sub(r"\b([a-z]\w*)_([lr])\b", lambda m: f"{m[2]}.{m[1]}", condition)


def _of(source: str, *columns: str) -> str:
    """The narrow table `source` with more columns of its reports, as `SELECT` writes them."""
    return f"(SELECT s.*, {', '.join(columns)} FROM {source} s JOIN reports o USING (unique_id))"


_NEAR_IN_TIME: Final = f"{_sides(GAP)} <= {MAX_GAP}"
_MEET_IN_TIME: Final = f"coalesce({_sides(GAP)} = 0, true)"
_PAIR: Final = "least(l.unique_id, r.unique_id) AS a, greatest(l.unique_id, r.unique_id) AS b"
_NEAR_TYPE: Final = "list_contains(l.near, r.type)"
_SHARED_WORDS: Final = "shared(l.words, r.words)"
_SHARED_DETAILS: Final = "shared(l.details, r.details)"
_SAME_TOLL: Final = "coalesce(l.killed_lo = r.killed_lo AND l.killed_hi = r.killed_hi AND l.killed_lo >= 3, false)"
_SAME_COUNT: Final = (
    "coalesce(l.other = r.other AND l.other_lo = r.other_lo AND l.other_hi = r.other_hi AND l.other_lo >= 3, false)"
)
_ONE_COUNTRY: Final = "coalesce(l.country = r.country, true)"
_ALL: Final = f"(SELECT {_NARROW} FROM reports)"
_UNDATED: Final = f"(SELECT {_NARROW} FROM reports WHERE NOT {_DATED})"
_UNPLACED: Final = "(SELECT * FROM dated WHERE NOT placed)"
_ONE_ORDER: Final = (
    "coalesce(least(l.killed_lo, r.killed_lo) >= 2 AND "
    "greatest(l.killed_lo, r.killed_lo) <= 1.7 * least(l.killed_lo, r.killed_lo), false)"
)
_TOLL: Final = ("o.killed_lo", "o.killed_hi")
_COUNT: Final = ("o.other", "o.other_lo", "o.other_hi")


class Rule(NamedTuple):
    """`pairs`: a query for (a, b), which may give a pair more than once. `condition`: what the reports l and r of a pair meet."""

    pairs: str
    condition: str = "true"

    def sql(self, *, few: bool = False) -> str:
        """The query for the pairs that meet it, each once. With `few` fresh reports each side is taken from these in turn: else all older
        pairs would be made and thrown away.
        """
        sides = [self.pairs.replace(_EITHER, side) for side in ("l.fresh", "r.fresh")] if few else [self.pairs]
        return (
            f"SELECT a, b FROM (SELECT DISTINCT a, b FROM ({' UNION ALL '.join(sides)})) p JOIN reports l ON l.unique_id = a "
            f"JOIN reports r ON r.unique_id = b WHERE {self.condition}"
        )


RULES: Final[dict[str, Rule]] = {
    "near in time and place": Rule(
        f"""SELECT {_PAIR} FROM cells l JOIN cells r USING (family, block, cy, cx)
WHERE l.unique_id < r.unique_id AND {_FRESH} AND {_NEAR_IN_TIME} AND {_sides(DISTANCE)} <= {_MAX_KM}"""
    ),
    "near in time, a province known": Rule(
        f"""SELECT {_PAIR} FROM {_of(_UNPLACED, "o.admin1")} l JOIN {_of("dated", "o.admin1")} r USING (family, block, admin1)
WHERE {_FRESH} AND {_NEAR_IN_TIME}""",
        f"{_NEAR_TYPE} OR {_SHARED_WORDS} >= 2",
    ),
    "near in time, the place among the words": Rule(
        f"""SELECT {_PAIR} FROM {_of("dated", "unnest(o.stems) AS stem")} l JOIN {_of("dated", "unnest(o.lead) AS stem")} r
USING (family, block, stem)
WHERE {_FRESH} AND {_NEAR_IN_TIME} AND (NOT (l.placed AND r.placed) OR {_sides(DISTANCE)} > 20)""",
        f"{_NEAR_TYPE} OR {_SAME_TOLL}",
    ),
    "near in time, no place, two words": Rule(
        f"""SELECT {_PAIR} FROM {_of(_UNPLACED, "unnest(o.words) AS word")} l JOIN {_of("dated", "unnest(o.words) AS word")} r
USING (family, block, word)
WHERE {_FRESH} AND {_NEAR_IN_TIME} GROUP BY l.unique_id, r.unique_id, block HAVING count(*) >= 2""",
        f"{_NEAR_TYPE} AND {_ONE_COUNTRY}",
    ),
    "near in time, no place, one toll": Rule(
        f"""SELECT {_PAIR} FROM {_of(_UNPLACED, *_TOLL)} l JOIN {_of("dated", *_TOLL)} r
USING (family, block, killed_lo, killed_hi) WHERE killed_lo >= 3 AND {_FRESH} AND {_NEAR_IN_TIME}""",
        f"{_NEAR_TYPE} AND {_ONE_COUNTRY}",
    ),
    "near in time, no place, one country": Rule(
        f"""SELECT {_PAIR} FROM {_of(_UNPLACED, "o.country", "o.type", "o.near")} l JOIN {_of("dated", "o.country", "o.type", "o.near")} r
USING (family, block, country) WHERE {_FRESH} AND {_sides(GAP)} <= 1 AND {_NEAR_TYPE}""",
        f"shared(l.bodies, r.bodies) >= 1 OR shared(l.sides, r.sides) >= 2 OR {_ONE_ORDER}",
    ),
    "one name, undated, two words": Rule(
        f"""SELECT {_PAIR} FROM
(SELECT *, unnest(details) AS word FROM {_of(_UNDATED, "unnest(o.names) AS name", "o.details")}) l JOIN
(SELECT *, unnest(details) AS word FROM {_of(_ALL, "unnest(o.names) AS name", "o.details")}) r USING (family, name, word)
WHERE {_FRESH} AND {_MEET_IN_TIME} GROUP BY l.unique_id, r.unique_id, name HAVING count(*) >= 2""",
        _NEAR_TYPE,
    ),
    "one name, undated, one toll": Rule(
        f"""SELECT {_PAIR} FROM {_of(_UNDATED, "unnest(o.names) AS name", *_TOLL)} l
JOIN {_of(_ALL, "unnest(o.names) AS name", *_TOLL)} r USING (family, name, killed_lo, killed_hi)
WHERE {_FRESH} AND {_MEET_IN_TIME}""",
        f"{_NEAR_TYPE} AND (l.killed_lo >= 3 OR {_SHARED_DETAILS} >= 1)",
    ),
    "one name, undated, one count": Rule(
        f"""SELECT {_PAIR} FROM {_of(_UNDATED, "unnest(o.names) AS name", *_COUNT)} l
JOIN {_of(_ALL, "unnest(o.names) AS name", *_COUNT)} r USING (family, name, other, other_lo, other_hi)
WHERE {_FRESH} AND {_MEET_IN_TIME}""",
        f"{_NEAR_TYPE} AND (l.other_lo >= 3 OR {_SHARED_DETAILS} >= 1)",
    ),
    "undated, alike in words": Rule(
        f"""SELECT {_PAIR} FROM (SELECT * FROM bands WHERE NOT dated) l JOIN bands r USING (family, band, key)
WHERE {_FRESH} AND {_MEET_IN_TIME}""",
        f"{_NEAR_TYPE} AND {_SHARED_DETAILS} >= 2",
    ),
    "dated apart, published together": Rule(
        f"""SELECT {_PAIR} FROM {_of(_ALL, "unnest(o.names) AS name", "o.published AS day")} l
JOIN {_of(_ALL, "unnest(o.names) AS name", "unnest([o.published - 1, o.published, o.published + 1]) AS day")} r
USING (family, name, day) WHERE {_FRESH} AND {_sides(GAP)} BETWEEN {MAX_GAP + 1} AND {MISDATED}""",
        f"{_NEAR_TYPE} AND ({_SAME_TOLL} OR {_SAME_COUNT} OR {_SHARED_DETAILS} >= 3)",
    ),
    "weeks later, one name, one toll": Rule(
        f"""SELECT {_PAIR} FROM {_of(_ALL, "unnest(o.names) AS name", "o.told", *_TOLL)} l
JOIN {_of(_ALL, "unnest(o.names) AS name", "o.told", *_TOLL)} r USING (family, name, killed_lo, killed_hi)
WHERE killed_lo >= 5 AND l.unique_id < r.unique_id AND {_FRESH} AND {_sides(GAP)} BETWEEN {MAX_GAP + 1} AND {LATEST}
  AND ({_sides(LATE)})""",
        f"{_NEAR_TYPE} AND (l.killed_lo >= 10 OR {_SHARED_DETAILS} >= 2)",
    ),
    "reprints of one text": Rule(
        f"""SELECT {_PAIR} FROM reports l JOIN reports r USING (reprint, family)
WHERE {_FRESH} AND l.reprint IS NOT NULL AND l.document_key <> r.document_key""",
        _NEAR_TYPE,
    ),
}


def find_pairs(con: DuckDBPyConnection) -> int:
    """Make the table `candidates` (join_key_l, join_key_r, match_key) from `reports`; how many pairs it holds.

    Reports of one document are no candidates: the coder told them apart. Neither are plans and happenings, tallies and
    single happenings.
    """
    con.execute(SHARED_MACRO)
    con.execute(_BLOCKS)
    con.execute("CREATE OR REPLACE TABLE found (a INTEGER, b INTEGER, rule TINYINT)")
    [(few,)] = con.execute("SELECT 4 * count(*) FILTER (fresh) < count(*) FROM reports").fetchall()
    for number, rule in enumerate(RULES.values()):  # one by one: their union is planned badly
        con.execute(f"INSERT INTO found SELECT a, b, {number} FROM ({rule.sql(few=few)})")
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
