"""The linkage model: Fellegi and Sunter's, run by Splink on DuckDB, with the parameters of `data/model.json`.

The parameters are a file, not learnt anew from each store: the weight of a pair depends on its two reports alone, so neither
the order of arrival nor the rest of the store can change it.
"""

from __future__ import annotations

import logging
import math
from collections.abc import Callable, Iterable, Sequence
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, Any, Final

import msgspec

from marsad.corroborate.blocking import find_pairs
from marsad.corroborate.comparisons import COMPARISONS, SHARED_MACRO
from marsad.corroborate.reports import Report
from marsad.errors import BadData

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

#: What a pair says when groups are joined. A low weight may come of silence (no day, no place) as of contradiction; silence
#: is no reason to keep apart two reports that others connect, so such a pair counts by what contradicts.
VALUE_SQL: Final = "CASE WHEN weight > 0 THEN weight ELSE greatest(weight, conflict) END"

REPORT_COLUMNS: Final = """unique_id INTEGER, event_id VARCHAR, document_key VARCHAR, kind VARCHAR, type VARCHAR, family VARCHAR,
near VARCHAR[], day_lo INTEGER, day_hi INTEGER, told BOOLEAN, lat DOUBLE, lon DOUBLE, radius DOUBLE, spot BOOLEAN, names VARCHAR[],
country VARCHAR, admin1 VARCHAR, bodies VARCHAR[], sides VARCHAR[], killed_lo INTEGER, killed_hi INTEGER, hurt_lo INTEGER,
hurt_hi INTEGER, other VARCHAR, other_lo INTEGER, other_hi INTEGER, victims VARCHAR[], hour INTEGER, stems INTEGER[], words INTEGER[],
lead INTEGER[], details INTEGER[], story INTEGER[], denies BOOLEAN, published INTEGER, sectors VARCHAR[], reprint VARCHAR, fresh BOOLEAN"""


#: Pairs that are scored together; and of how few the weights are asked for directly, without the third of a second in which Splink
#: prepares a prediction. The conditions are the same, and the weights add up as Splink adds them.
_PAGE: Final = 2_000_000
_FEW: Final = 20_000


class Model(msgspec.Struct, frozen=True, kw_only=True):
    """`prior`: log2 of the odds that two reports tell one happening. `threshold`: log2 odds above which they are joined.

    `doubtful`: pairs whose weight lies within so much of the threshold go to review. `levels`: comparison → level → (m, u),
    how often the level occurs among reports of one happening, and of different ones.
    """

    version: str
    prior: float
    threshold: float
    doubtful: float
    levels: dict[str, dict[str, tuple[float, float]]]

    def weight(self, comparison: str, level: str) -> float:
        """The log2 Bayes factor of a level; 0 for one that is silent."""
        pair = self.levels[comparison].get(level)
        return math.log2(pair[0] / pair[1]) if pair else 0.0


class Score(msgspec.Struct, frozen=True, gc=False):
    """The weight of a pair (log2 odds, prior included) and the level of every comparison, as an index into `COMPARISONS`.

    `conflict` is the part of the weight that speaks against: the sum of the negative weights, without the prior.
    """

    a: str
    b: str
    weight: float
    conflict: float
    levels: tuple[int, ...]

    @property
    def value(self) -> float:
        """What the pair says when groups are joined: see `VALUE_SQL`."""
        return self.weight if self.weight > 0 else max(self.weight, self.conflict)

    def explain(self, model: Model) -> list[tuple[str, str, float]]:
        """Comparison, level and weight of each, in their order."""
        found = []
        for (name, levels), index in zip(COMPARISONS.items(), self.levels, strict=True):
            level = levels[index].name
            found.append((name, level, model.weight(name, level)))
        return found


@cache
def load_model() -> Model:
    """The parameters that ship with Marsad; `BadData` when they do not fit the comparisons."""
    packed = (resources.files("marsad.corroborate") / "data" / "model.json").read_bytes()
    model = msgspec.json.decode(packed, type=Model)
    for name, levels in COMPARISONS.items():
        expected = {level.name for level in levels if not level.silent}
        if set(model.levels.get(name, ())) != expected:
            raise BadData(f"model.json: {name} wants the levels {sorted(expected)}; run bench/estimate_linkage.py")
    return model


def settings(model: Model, *, levels: bool = False) -> dict[str, Any]:
    """The model in the form that Splink reads, for DuckDB and for Spark; with `levels` it tells those of every pair."""
    return {
        "link_type": "dedupe_only",
        "probability_two_random_records_match": 1 / (1 + 2**-model.prior),
        "blocking_rules_to_generate_predictions": [],
        "retain_matching_columns": levels,
        "retain_intermediate_calculation_columns": True,
        "comparisons": [
            {
                "output_column_name": name,
                "comparison_levels": [
                    {"sql_condition": level.condition, "label_for_charts": level.name, "is_null_level": True}
                    if level.silent
                    else {
                        "sql_condition": level.condition,
                        "label_for_charts": level.name,
                        "m_probability": model.levels[name][level.name][0],
                        "u_probability": model.levels[name][level.name][1],
                    }
                    for level in levels
                ],
            }
            for name, levels in COMPARISONS.items()
        ],
    }


def score_candidates(con: DuckDBPyConnection, model: Model, *, levels: bool = False, least: float = -math.inf) -> None:
    """Score the pairs of the table `candidates` over `reports` into the table `scores` (a, b, weight, conflict, and `levels`).

    Pairs that weigh less than `least` are left out: in dense news they are the most, and they are looked at anew where they
    matter (see `linking`).
    """
    con.execute(
        "CREATE OR REPLACE TABLE scores (a INTEGER, b INTEGER, weight DOUBLE, conflict DOUBLE"
        f"{', levels TINYINT[]' if levels else ''})"
    )
    [(count,)] = con.execute("SELECT count(*) FROM candidates").fetchall()
    if not count:
        return
    con.execute(SHARED_MACRO)
    if count <= _FEW and not levels:
        con.execute(
            "CREATE OR REPLACE TABLE named AS SELECT join_key_l AS a, join_key_r AS b FROM candidates; "
            f"INSERT INTO scores FROM ({_weights_sql(model)}) WHERE weight >= {least if least > -math.inf else '-1e9'}; DROP TABLE named"
        )
        return
    from splink import DuckDBAPI, Linker

    logging.getLogger("splink").setLevel(logging.CRITICAL)
    # Splink numbers levels from the last (0) to the first, -1 for the silent one.
    indexes = ", ".join(
        f"CASE WHEN gamma_{name} = -1 THEN 0 ELSE {len(all_levels) - 1} - gamma_{name} END::TINYINT"
        for name, all_levels in COMPARISONS.items()
    )
    conflict = " + ".join(f"least(0, mw_{name})" for name in COMPARISONS)
    for first in range(0, count, _PAGE):  # what Splink tells of a pair is wide: memory stays flat by pages
        con.execute(
            f"CREATE OR REPLACE TABLE page AS SELECT * FROM candidates WHERE rowid BETWEEN {first} AND {first + _PAGE - 1}"
        )
        api = DuckDBAPI(connection=con)
        linker = Linker(
            api.register("reports"), settings(model, levels=levels), log_level=None, validate_settings=False
        )
        linker.table_management.register_blocked_pairs_for_predict(api.register("page"))
        found = linker.inference.predict(warning_mode="never")
        con.execute(
            f"INSERT INTO scores SELECT unique_id_l, unique_id_r, match_weight, {conflict}"
            f"{f', [{indexes}]' if levels else ''} FROM {found.physical_name} WHERE match_weight >= ?",
            [least],
        )
        con.execute(f"DROP TABLE {found.physical_name}; DROP TABLE page")


def score_reports(
    reports: Sequence[Report], pairs: Iterable[tuple[int, int]] | None = None, model: Model | None = None
) -> list[Score]:
    """The scores of reports in memory, in the order of their positions: of the candidate pairs, or of those named by their positions."""
    import duckdb

    con = duckdb.connect(":memory:")
    load_reports(con, reports)
    model = model or load_model()
    if pairs is not None:
        return _score_named(con, reports, sorted({(min(pair), max(pair)) for pair in pairs}), model)
    find_pairs(con)
    score_candidates(con, model, levels=True)
    rows = con.execute("SELECT a, b, weight, conflict, levels FROM scores ORDER BY a, b").fetchall()
    return [Score(reports[a].event_id, reports[b].event_id, w, c, tuple(levels)) for a, b, w, c, levels in rows]


def _score_named(
    con: DuckDBPyConnection, reports: Sequence[Report], pairs: Sequence[tuple[int, int]], model: Model
) -> list[Score]:
    """The scores of a few pairs that somebody looks at."""
    if not pairs:
        return []
    con.execute(SHARED_MACRO)
    con.execute(
        "CREATE TABLE named AS SELECT unnest($1::INTEGER[]) AS a, unnest($2::INTEGER[]) AS b",
        [*map(list, zip(*pairs, strict=True))],
    )
    found = []
    for a, b, *levels in con.execute(_named_sql()).fetchall():
        weights = [w for _, _, w in Score("", "", 0, 0, tuple(levels)).explain(model)]
        conflict = sum(min(0.0, weight) for weight in weights)
        found.append(
            Score(reports[a].event_id, reports[b].event_id, model.prior + sum(weights), conflict, tuple(levels))
        )
    return found


def _named_sql() -> str:
    """The level of every comparison for the pairs of the table `named`, as indexes into `COMPARISONS`."""
    return _compared_sql(lambda _name, index, _level: str(index))


def _weights_sql(model: Model) -> str:
    """The weight of every pair of the table `named` (a, b, weight, conflict)."""
    weights = _compared_sql(lambda name, _index, level: repr(model.weight(name, level)))
    columns = [f"w{i}" for i in range(len(COMPARISONS))]
    return (
        f"SELECT a, b, {model.prior!r} + {' + '.join(columns)} AS weight, {' + '.join(f'least(0, {c})' for c in columns)} AS conflict "
        f"FROM ({weights}) AS compared (a, b, {', '.join(columns)})"
    )


def _compared_sql(tell: Callable[[str, int, str], str]) -> str:
    """A query for the pairs of the table `named` and one column a comparison: what `tell` makes of the name of the comparison, and the
    index and the name of the level.
    """
    names = [part.split()[0] for part in REPORT_COLUMNS.replace("\n", " ").split(", ")]
    sides = ", ".join(f"{side}.{name} AS {name}_{side}" for side in "lr" for name in names)
    cases = (
        " ".join(
            f"{'ELSE' if level.condition == 'ELSE' else f'WHEN {level.condition} THEN'} {tell(name, i, level.name)}"
            for i, level in enumerate(levels)
        )
        for name, levels in COMPARISONS.items()
    )
    return (
        f"SELECT unique_id_l, unique_id_r, {', '.join(f'CASE {case} END' for case in cases)} FROM (SELECT {sides} FROM named "
        "JOIN reports l ON l.unique_id = named.a JOIN reports r ON r.unique_id = named.b) ORDER BY 1, 2"
    )


def load_reports(con: DuckDBPyConnection, reports: Sequence[Report], reprints: dict[str, str] | None = None) -> None:
    """Make the table `reports` of these; all are fresh. `reprints`: document key → group of near-duplicate texts."""
    con.execute(f"CREATE TABLE reports ({REPORT_COLUMNS})")
    rows = []
    for i, report in enumerate(reports):
        fields = msgspec.to_builtins(report)
        fields |= {"unique_id": i, "fresh": True, "reprint": (reprints or {}).get(report.document_key)}
        rows.append(msgspec.json.encode(fields).decode())
    con.execute(f"INSERT INTO reports BY NAME {rows_sql()}", [rows])


def rows_sql(*, with_fingerprint: bool = False) -> str:
    """A query whose one parameter is a list of JSON objects, and whose columns are those of `reports`."""
    columns = [part.split() for part in REPORT_COLUMNS.replace(",\n", ", ").split(", ")]
    columns += [["fingerprint", "VARCHAR"]] if with_fingerprint else []
    fields = ", ".join(f'r."{name}"' for name, _ in columns)
    shape = msgspec.json.encode({name: [kind[:-2]] if kind.endswith("[]") else kind for name, kind in columns}).decode()
    return f"SELECT {fields} FROM (SELECT from_json(line, '{shape}') AS r FROM (SELECT unnest($1::VARCHAR[]) AS line))"
