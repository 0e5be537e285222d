"""From reports to groups in a working database: candidates, scores, completed components, groups."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby
from typing import TYPE_CHECKING, Final

from marsad.corroborate.blocking import find_pairs
from marsad.corroborate.clustering import cluster, components
from marsad.corroborate.comparisons import SHARED_MACRO
from marsad.corroborate.model import VALUE_SQL, Model, score_candidates

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

#: All pairs of a component up to this size are compared; in larger ones what was no candidate counts as apart.
_COMPLETE: Final = 80
#: Pairs further below the threshold are not kept; where both stand in one component they are scored again.
_WORTH: Final = -8.0
_PAGE: Final = 200_000
#: Clauses of one sentence that the coder told apart ("استهدف مسلحون المصلين بعبوات ثم أطلقوا النار"), though others may tell them as one:
#: one place and day, words in common, types that are told for each other, and one toll at most.
#: First the pairs of one document in one component, by narrow columns: a join copies all, lists too.
_PARTS: Final = """
CREATE OR REPLACE TEMP TABLE own AS SELECT number, item, document_key, denies FROM grouped JOIN reports ON unique_id = item;
CREATE OR REPLACE TEMP TABLE parts AS
SELECT p.number, p.a, p.b FROM (
  SELECT l.number, least(l.item, r.item) AS a, greatest(l.item, r.item) AS b FROM own l JOIN own r USING (number, document_key)
  WHERE l.item < r.item
) p JOIN reports a ON a.unique_id = p.a JOIN reports b ON b.unique_id = p.b
WHERE a.type <> b.type AND list_contains(a.near, b.type) AND a.kind = b.kind AND NOT a.denies AND NOT b.denies
  AND a.day_lo = b.day_lo AND a.day_hi = b.day_hi AND a.lat = b.lat AND a.lon = b.lon AND (a.killed_lo IS NULL OR b.killed_lo IS NULL)
  AND shared(a.words, b.words) >= 3;
"""


def link_tables(
    con: DuckDBPyConnection,
    model: Model,
    same: Iterable[tuple[int, int]] = (),
    not_same: Iterable[tuple[int, int]] = (),
    touched: Iterable[int] = (),
) -> dict[int, int]:
    """Report → its group (the smallest report of it), of every report whose group may have changed.

    `con` holds `reports` (with `fresh`) and `old_links` (a, b, weight, conflict) of those that are not; the new pairs are left
    in `new_links`. `touched`: reports whose groups must be made anew though they are old. Pairs and reports by `unique_id`.
    """
    fresh = {row[0] for row in con.execute("SELECT unique_id FROM reports WHERE fresh").fetchall()}
    con.execute("CREATE OR REPLACE TABLE new_links (a INTEGER, b INTEGER, weight FLOAT, conflict FLOAT)")
    if fresh:
        find_pairs(con)
        score_candidates(con, model, least=model.threshold + _WORTH)
        con.execute("INSERT INTO new_links SELECT a, b, weight, conflict FROM scores")
    same, not_same = list(same), list(not_same)
    groups = _components(con, model, same)
    anew = fresh | {item for pair in (*same, *not_same) for item in pair} | set(touched)
    affected = [group for group in groups if not anew.isdisjoint(group)]
    _complete(con, model, affected)
    alone = anew - {item for group in affected for item in group}
    affected += [[item] for item in sorted(alone)]
    return _cluster(con, model, affected, same, not_same)


def _components(con: DuckDBPyConnection, model: Model, same: list[tuple[int, int]]) -> list[list[int]]:
    result = con.execute(
        f"SELECT a, b FROM new_links WHERE weight > {model.threshold} "
        f"UNION ALL SELECT a, b FROM old_links WHERE weight > {model.threshold}"
    )
    edges = list(same)
    while rows := result.fetchmany(_PAGE):
        edges += rows
    return components(edges)


def _complete(con: DuckDBPyConnection, model: Model, groups: list[list[int]]) -> None:
    """Score the pairs inside the groups that were no candidates, so that averages rest on comparisons."""
    _store_groups(con, [group for group in groups if 2 < len(group) <= _COMPLETE])
    con.execute(
        "CREATE OR REPLACE TABLE candidates AS SELECT l.item AS join_key_l, r.item AS join_key_r, 'completed' AS match_key "
        "FROM grouped l JOIN grouped r ON l.number = r.number AND l.item < r.item "
        "JOIN reports a ON a.unique_id = l.item JOIN reports b ON b.unique_id = r.item "
        "ANTI JOIN (SELECT a, b FROM new_links UNION ALL SELECT a, b FROM old_links) k ON k.a = l.item AND k.b = r.item "
        "WHERE a.document_key <> b.document_key AND coalesce(a.kind = b.kind, false)"
    )
    score_candidates(con, model)
    con.execute("INSERT INTO new_links SELECT a, b, weight, conflict FROM scores")


def _store_groups(con: DuckDBPyConnection, groups: list[list[int]]) -> None:
    """Make the table `grouped`: number of the group, report."""
    con.execute("CREATE OR REPLACE TABLE grouped (number INTEGER, item INTEGER)")
    chosen = [(number, item) for number, group in enumerate(groups) for item in group if len(group) > 1]
    for at in range(0, len(chosen), _PAGE):
        numbers, items = zip(*chosen[at : at + _PAGE], strict=True)
        con.execute(
            "INSERT INTO grouped SELECT unnest($1::INTEGER[]), unnest($2::INTEGER[])", [list(numbers), list(items)]
        )


def _cluster(
    con: DuckDBPyConnection,
    model: Model,
    groups: list[list[int]],
    same: list[tuple[int, int]],
    not_same: list[tuple[int, int]],
) -> dict[int, int]:
    number_of = {item: number for number, group in enumerate(groups) for item in group}
    # Who denies the strike on the quarter may tell of one on a depot in the next sentence: that is one happening.
    documents = dict(
        con.execute("SELECT unique_id, hash(document_key, coalesce(denies, false)) FROM reports").fetchall()
    )
    judged = _by_group(number_of, same), _by_group(number_of, not_same)
    _store_groups(con, groups)
    con.execute(SHARED_MACRO)
    parts: dict[int, list[tuple[int, int]]] = defaultdict(list)
    con.execute(_PARTS)
    for number, a, b in con.execute("SELECT number, a, b FROM parts").fetchall():
        parts[number].append((a, b))
    found: dict[int, int] = {}
    weighed = _iter_weights(con)
    ahead = next(weighed, None)
    for number, group in enumerate(groups):
        weights: dict[tuple[int, int], float] = {}
        if ahead is not None and ahead[0] == number:
            weights, ahead = ahead[1], next(weighed, None)
        if len(group) == 1:
            found[group[0]] = group[0]
            continue
        found |= cluster(
            {item: documents[item] for item in group},
            weights,
            model.threshold,
            judged[0].get(number, ()),
            judged[1].get(number, ()),
            parts.get(number, ()),
        )
    return found


def _iter_weights(con: DuckDBPyConnection) -> Iterator[tuple[int, dict[tuple[int, int], float]]]:
    """The number of every group in `grouped` that holds weighed pairs, in order, with what they say: one group in memory at a time."""
    # Step by step: joined by the number of the group first, a component of many thousands would make the square of them.
    result = con.execute(
        "WITH placed AS MATERIALIZED (SELECT l.number, k.* FROM (SELECT * FROM new_links UNION ALL SELECT * FROM old_links) k "
        "JOIN grouped l ON l.item = k.a) "
        f"SELECT p.number, a, b, {VALUE_SQL} FROM placed p JOIN grouped r ON r.item = b AND r.number = p.number "
        # A denial and what the same document tells, or parts of one sentence, speak neither for one happening nor for two.
        "UNION ALL SELECT l.number, least(l.item, r.item), greatest(l.item, r.item), 0.0 "
        "FROM own l JOIN own r USING (document_key) WHERE l.number = r.number AND l.denies AND NOT r.denies "
        "UNION ALL SELECT number, a, b, 0.0 FROM parts ORDER BY 1"
    )
    # The connection answers one query at a time; nothing else is asked until the rows are read.
    rows = (row for page in iter(lambda: result.fetchmany(_PAGE), []) for row in page)
    for number, mine in groupby(rows, key=lambda row: row[0]):
        yield number, {(a, b): value for _, a, b, value in mine}


def _by_group(number_of: Mapping[int, int], pairs: Iterable[tuple[int, int]]) -> dict[int, list[tuple[int, int]]]:
    found: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for a, b in pairs:
        if a in number_of and number_of[a] == number_of.get(b):
            found[number_of[a]].append((a, b))
    return found
