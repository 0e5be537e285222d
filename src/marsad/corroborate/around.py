"""Which reports a run must look at: those that can be compared with a new one, and what links connect with whatever changed.

A judgement or a few new articles are so linked without a look at the whole record. What is left out here could not have
changed: it is no candidate of a new report, and no link leads to it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import TYPE_CHECKING, Final

from marsad.corroborate.blocking import LOOSE, MAX_GAP, MISDATED

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

#: More new reports than so many are compared with the whole record: choosing would take longer than it saves.
_MANY: Final = 2_000
_DATED: Final = f"coalesce(day_hi - day_lo <= {LOOSE}, false)"
#: A dated report within so many days of a dated new one begins within these.
_DAYS: Final = "unnest(range(day_lo - {gap} - {loose}, day_hi + {gap} + 1)) AS day_lo"
#: What the new reports tell that candidates share with them. Every rule of `blocking.RULES` is held by one of the queries below.
_NEW: Final = f"""
CREATE OR REPLACE TEMP TABLE new_reports AS
SELECT r.event_id, family, day_lo, day_hi, names, details, killed_lo, killed_hi, reprint, {_DATED} AS dated
FROM link_reports r LEFT JOIN reprints USING (document_key)
WHERE r.event_id IN (SELECT unnest($1::VARCHAR[])) OR r.document_key IN (SELECT unnest($2::VARCHAR[]))
"""
_NEAR: Final = (
    # In time.
    f"""SELECT event_id FROM link_reports SEMI JOIN (
  SELECT DISTINCT family, {_DAYS.format(gap=MAX_GAP, loose=LOOSE)} FROM new_reports WHERE dated
) USING (family, day_lo) WHERE {_DATED}""",
    # By a name, published together though dated apart.
    f"""SELECT event_id FROM (SELECT event_id, family, unnest(names) AS name, day_lo FROM link_reports WHERE {_DATED}) SEMI JOIN (
  SELECT DISTINCT family, name, {_DAYS.format(gap=MISDATED, loose=LOOSE)}
  FROM (SELECT family, unnest(names) AS name, day_lo, day_hi FROM new_reports WHERE dated)
) USING (family, name, day_lo)""",
    # By a name, one of the two undated.
    f"""SELECT event_id FROM (SELECT event_id, family, unnest(names) AS name, {_DATED} AS dated FROM link_reports) o
WHERE (o.family, o.name) IN (SELECT (family, unnest(names)) FROM new_reports WHERE NOT dated)
  OR (NOT o.dated AND (o.family, o.name) IN (SELECT (family, unnest(names)) FROM new_reports))""",
    # By a name and a toll, weeks later.
    """SELECT event_id FROM (SELECT event_id, family, unnest(names) AS name, killed_lo, killed_hi FROM link_reports) SEMI JOIN (
  SELECT DISTINCT family, unnest(names) AS name, killed_lo, killed_hi FROM new_reports WHERE killed_lo >= 5
) USING (family, name, killed_lo, killed_hi)""",
    # By words, one of the two undated.
    f"""SELECT o.event_id FROM (SELECT event_id, family, unnest(details) AS word, {_DATED} AS dated FROM link_reports) o JOIN (
  SELECT event_id, family, unnest(details) AS word, dated FROM new_reports
) n USING (family, word) WHERE NOT (o.dated AND n.dated) GROUP BY o.event_id, n.event_id HAVING count(*) >= 2""",
    # As one text.
    """SELECT event_id FROM link_reports JOIN reprints USING (document_key) SEMI JOIN new_reports USING (reprint, family)""",
)


def choose(
    con: DuckDBPyConnection,
    fresh: Collection[str],
    copied: Collection[str],
    begun: Iterable[str],
    same: Iterable[tuple[str, str]],
    threshold: float,
) -> bool:
    """Fill the table `chosen` with the reports (`event_id`) whose groups can change; False when that may be all of them.

    `fresh` reports are new, those of the documents in `copied` are reprints since; `begun` must be grouped anew. `same`: the pairs that
    people judged to be one happening; links above `threshold` connect too.
    """
    if len(fresh) + len(copied) > _MANY:
        return False
    con.execute("CREATE OR REPLACE TEMP TABLE chosen (event_id VARCHAR)")
    con.execute("CREATE OR REPLACE TEMP TABLE reached AS SELECT DISTINCT unnest($1::VARCHAR[]) AS event_id", [[*begun]])
    if fresh or copied:
        con.execute(_NEW, [list(fresh), list(copied)])
        con.execute(
            f"INSERT INTO reached (FROM ({' UNION '.join(_NEAR)} UNION SELECT event_id FROM new_reports) EXCEPT FROM reached)"
        )
    con.execute(
        "CREATE OR REPLACE TEMP TABLE judged_same AS SELECT unnest($1::VARCHAR[]) AS event_a, unnest($2::VARCHAR[]) AS event_b",
        [[a for a, _ in same], [b for _, b in same]],
    )
    while con.execute("INSERT INTO chosen FROM reached").fetchall() != [(0,)]:
        con.execute(
            "CREATE OR REPLACE TEMP TABLE reached AS WITH tied AS ("
            "SELECT event_a, event_b FROM links WHERE weight > $1 UNION ALL FROM judged_same"
            "), next AS (SELECT event_b AS event_id FROM tied WHERE event_a IN (FROM reached) "
            "UNION SELECT event_a FROM tied WHERE event_b IN (FROM reached)) FROM next EXCEPT FROM chosen",
            [threshold],
        )
    return True
