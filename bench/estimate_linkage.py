"""Estimate the parameters of the linkage model and write them to src/marsad/corroborate/data/model.json.

m, how often a level occurs among reports of one happening: counted on the pairs of the tuning sets, drawn towards
the guesses below (as many as `--strength` pairs) because those are few. u, how often it occurs among reports of different happenings:
counted on pairs of unrelated articles (`--articles`, a JSON Lines file with id, text, published), drawn likewise. The u of
time and place stay as guessed: they describe a stream of news, some 250 days by 250 towns, not a sample of articles.

    python bench/estimate_linkage.py --articles examples/articles.jsonl
"""

from __future__ import annotations

import argparse
import json
import random
from collections import Counter
from pathlib import Path

import msgspec

import marsad
from marsad.corroborate.blocking import find_pairs
from marsad.corroborate.comparisons import COMPARISONS
from marsad.corroborate.evaluate import code_gold, read_gold
from marsad.corroborate.model import REPORT_COLUMNS, Model, rows_sql, score_candidates, score_reports
from marsad.corroborate.reports import Report, make_report

ROOT = Path(__file__).parents[1]
TARGET = ROOT / "src/marsad/corroborate/data/model.json"

#: The sets whose pairs are counted; the others are for scoring alone.
TUNING = ("tuning", "blind1", "blind2")
#: Comparison → (m, u) of every level that is not silent, in the order of the levels: what an analyst expects.
GUESSES: dict[str, list[tuple[float, float]]] = {
    "time": [
        (0.52, 0.004),
        (0.18, 0.004),
        (0.03, 0.001),
        (0.07, 0.006),
        (0.004, 0.02),
        (0.12, 0.02),
        (0.03, 0.03),
        (0.02, 0.03),
        (0.03, 0.014),
        (0.008, 0.015),
        (0.008, 0.05),
        (0.0006, 0.4),
        (0.005, 0.2),
        (0.0084, 0.23),
    ],
    "place": [
        (0.03, 0.012),
        (0.001, 0.05),
        (0.003, 0.008),
        (0.55, 0.004),
        (0.09, 0.0015),
        (0.06, 0.0025),
        (0.04, 0.001),
        (0.06, 0.01),
        (0.06, 0.008),
        (0.07, 0.012),
        (0.03, 0.03),
        (0.01, 0.02),
        (0.02, 0.05),
        (0.02, 0.766),
    ],
    # Of pairs at random 0.06 are of types often told for each other, of pairs that compete for one place and day 0.26: where there is
    # fighting there are strikes and shelling. The guess lies between.
    "type": [(0.74, 0.12), (0.13, 0.125), (0.06, 0.13), (0.08, 0.68)],
    "actors": [
        (0.2, 0.0015),
        (0.25, 0.04),
        (0.13, 0.03),
        (0.29, 0.2),
        (0.05, 0.12),
        (0.02, 0.06),
        (0.03, 0.1),
        (0.04, 0.45),
    ],
    "killed": [
        (0.06, 0.0003),
        (0.1, 0.0015),
        (0.14, 0.007),
        (0.24, 0.06),
        (0.13, 0.12),
        (0.1, 0.025),
        (0.06, 0.03),
        (0.06, 0.22),
        (0.06, 0.14),
        (0.05, 0.1),
        (0.0004, 0.05),
        (0.02, 0.13),
        (0.0496, 0.112),
    ],
    "injured": [
        (0.06, 0.001),
        (0.08, 0.003),
        (0.1, 0.009),
        (0.2, 0.06),
        (0.1, 0.1),
        (0.08, 0.06),
        (0.06, 0.06),
        (0.15, 0.22),
        (0.06, 0.12),
        (0.05, 0.1),
        (0.001, 0.05),
        (0.029, 0.12),
        (0.07, 0.108),
    ],
    "harm": [(0.94, 0.6), (0.01, 0.12), (0.05, 0.28)],
    "counted": [(0.3, 0.02), (0.3, 0.15), (0.22, 0.4), (0.18, 0.43)],
    "victims": [(0.72, 0.4), (0.13, 0.15), (0.15, 0.45)],
    "hour": [(0.71, 0.3), (0.28, 0.3), (0.01, 0.4)],
    "denial": [(0.12, 0.025), (0.03, 0.015), (0.85, 0.96)],
    "words": [(0.1, 0.8255), (0.2, 0.14), (0.3, 0.03), (0.28, 0.004), (0.12, 0.0005)],
    "story": [(0.1, 0.7955), (0.2, 0.17), (0.3, 0.03), (0.24, 0.004), (0.16, 0.0005)],
}
#: What agrees in one comparison agrees in others too (a place is a name, a word, a body's country), so each counts in part: what an analyst
#: expects, towards which the fitted parts are drawn.
TEMPER = {
    "harm": 0.8,
    "actors": 0.55,
    "victims": 0.8,
    "killed": 0.85,
    "injured": 0.7,
    "counted": 0.8,
    "words": 0.4,
    "story": 0.3,
}
#: How strongly the fitted parts are drawn towards those, in the units of the mean log loss.
DRAWN = 0.03
#: Generated news as dense as a million reports over four years, which the parts are fitted on beside the tuning sets: (reports, days).
DENSE = (3_000, 5)
#: log2 of the odds, chosen on the tuning part.
PRIOR = -11.25
#: A stream, not a sample, says how often these agree by chance.
FIXED_U = ("time", "place", "hour", "denial")
#: Neither do articles without a date say how often these agree.
FIXED_LEVELS = (
    "a named body and another side",
    "a side of one kind, unnamed",
    "next day, each the news of its day",
    "types that are often told for each other",
    "one name, two places",
    "three or more dead, and hurt alone",
    "more in a later report",
    "further apart, each the news of its day",
    "the same, 20 or more",
    "the same, 10 to 19",
    "of another order",
)
#: More words in common never weigh less.
RISING = ("words", "story")


def main() -> None:
    """Count, write the file, and print the weights."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--articles", type=Path, action="append", default=[], help="articles of different happenings")
    parser.add_argument("--strength", type=float, default=60.0, help="how many pairs a guess counts for")
    given = parser.parse_args()
    guess = guessed(given.strength)
    matched = count_levels(gold_pairs(), guess)
    unmatched = count_levels(
        without_matches(unrelated_pairs(given.articles or [ROOT / "examples/articles.jsonl"]), guess), guess
    )
    parts = fit_parts(make_model(matched, unmatched, given.strength), [gold_levels(), dense_levels()])
    model = make_model(matched, unmatched, given.strength, parts)
    TARGET.write_text(json.dumps(json.loads(json.dumps(as_dict(model))), indent=1, ensure_ascii=False) + "\n", "utf-8")
    for name, levels in model.levels.items():
        print(
            f"{name} (for {parts[name][0]:.2f}, against {parts[name][1]:.2f})",
            {level: round(model.weight(name, level), 2) for level in levels},
        )


def gold_pairs() -> tuple[list[Report], list[tuple[int, int]]]:
    """The coded reports of the tuning sets, and the pairs that tell one happening."""
    coded = code_gold([article for name in TUNING for article in read_gold(ROOT / f"gold/incidents/{name}.jsonl")])
    reports = [report for _, report in coded.anchored]
    names = [incident for incident, _ in coded.anchored]
    pairs = [(i, j) for j in range(len(names)) for i in range(j) if names[i] == names[j]]
    return reports, pairs


def unrelated_pairs(paths: list[Path]) -> tuple[list[Report], list[tuple[int, int]]]:
    """Pairs of event reports of different articles."""
    reports = []
    for path in paths:
        for line in path.read_text("utf-8").splitlines():
            article = json.loads(line)
            coded = marsad.code(article["text"], published=article.get("published"), id=article["id"])
            reports += [make_report(event, coded.document, coded.document.key) for event in coded.events]
    chosen = random.Random(1)
    pairs: set[tuple[int, int]] = set()
    while len(pairs) < 40_000 and len(pairs) < len(reports) ** 2 // 4:
        i, j = sorted((chosen.randrange(len(reports)), chosen.randrange(len(reports))))
        if reports[i].document_key != reports[j].document_key:
            pairs.add((i, j))
    return reports, sorted(pairs)


def without_matches(
    sample: tuple[list[Report], list[tuple[int, int]]], guess: Model
) -> tuple[list[Report], list[tuple[int, int]]]:
    """The sample without the pairs that the guesses alone take for one happening: any archive holds some."""
    reports, pairs = sample
    number = {report.event_id: i for i, report in enumerate(reports)}
    matched = {
        (number[score.a], number[score.b]) for score in score_reports(reports, pairs, guess) if score.weight > -2
    }
    return reports, [(i, j) for i, j in pairs if (i, j) not in matched and (j, i) not in matched]


def count_levels(sample: tuple[list[Report], list[tuple[int, int]]], model: Model) -> dict[str, Counter[str]]:
    """How often every level occurs among the pairs."""
    reports, pairs = sample
    counts: dict[str, Counter[str]] = {name: Counter() for name in COMPARISONS}
    flat = Model(
        version="",
        prior=0,
        threshold=0,
        doubtful=0,
        levels={n: dict.fromkeys(v, (0.5, 0.5)) for n, v in model.levels.items()},
    )
    for score in score_reports(reports, pairs, flat):
        for name, level, _ in score.explain(flat):
            counts[name][level] += 1
    return counts


def guessed(strength: float = 60.0) -> Model:
    """The model of the guesses alone."""
    nothing: dict[str, Counter[str]] = {name: Counter() for name in COMPARISONS}
    parts = {name: (part, part) for name, part in TEMPER.items()}
    return make_model(nothing, nothing, strength, parts)


def gold_levels() -> tuple[list[tuple[int, ...]], list[bool]]:
    """The levels of the pairs that linkage looks at in the tuning sets, each set by itself, and whether they tell one happening."""
    levels: list[tuple[int, ...]] = []
    same: list[bool] = []
    for name in TUNING:
        anchored = code_gold(read_gold(ROOT / f"gold/incidents/{name}.jsonl")).anchored
        told = {report.event_id: incident for incident, report in anchored}
        reports = [report for _, report in anchored]
        number = {report.event_id: i for i, report in enumerate(reports)}
        pairs = {(number[score.a], number[score.b]) for score in score_reports(reports)}
        pairs |= {
            (i, j)
            for j, b in enumerate(reports)
            for i, a in enumerate(reports[:j])
            if told[a.event_id] == told[b.event_id] and a.kind == b.kind and a.document_key != b.document_key
        }
        for score in score_reports(reports, pairs):
            levels.append(score.levels)
            same.append(told[score.a] == told[score.b])
    return levels, same


def dense_levels() -> tuple[list[tuple[int, ...]], list[bool]]:
    """The same of generated news."""
    import duckdb
    from linkage import generate

    con = duckdb.connect(":memory:")
    con.execute(f"CREATE TABLE reports ({REPORT_COLUMNS})")
    made = list(generate(*DENSE))
    rows = [msgspec.json.encode(row | {"unique_id": i}).decode() for i, (_, row) in enumerate(made)]
    con.execute(f"INSERT INTO reports {rows_sql()}", [rows])
    find_pairs(con)
    score_candidates(con, guessed(), levels=True)
    found = con.execute("SELECT a, b, levels FROM scores ORDER BY a, b").fetchall()
    return [tuple(levels) for _, _, levels in found], [made[a][0] == made[b][0] for a, b, _ in found]


def fit_parts(model: Model, samples: list[tuple[list[tuple[int, ...]], list[bool]]]) -> dict[str, tuple[float, float]]:
    """The part in which every comparison counts when it speaks for one happening (as in `TEMPER`), and when it speaks against (fitted).

    Logistic regression of "one happening" on the weights of `model`, each sample with odds of its own and counting alike. What speaks for
    stays as it is: the tuning sets hold few pairs that agree by chance, and generated news shares words by construction. Time, place and
    the others whose u a sample cannot tell count in full.
    """
    import numpy as np

    names = list(COMPARISONS)
    weights = {name: [model.weight(name, level.name) for level in COMPARISONS[name]] for name in names}
    tables = []
    for levels, same in samples:
        raw = np.array([[weights[name][level] for name, level in zip(names, row, strict=True)] for row in levels])
        tables.append((np.hstack([np.maximum(raw, 0), np.minimum(raw, 0)]), np.array(same, float)))
    start = np.array([TEMPER.get(name, 1.0) for name in names] * 2)
    free = np.array([False] * len(names) + [name not in FIXED_U for name in names], float)
    parts, odds = start.copy(), np.full(len(samples), PRIOR)
    for _ in range(4_000):
        step = 2 * DRAWN * (parts - start)
        for i, (table, same) in enumerate(tables):
            expected = 1 / (1 + np.exp2(-np.clip(table @ parts + odds[i], -60, 60)))
            off = (expected - same) / len(same)
            step += table.T @ off
            odds[i] -= 4.0 * off.sum()
        parts = np.clip(parts - 0.05 * free * step, 0.1, 1.0)
    half = len(names)
    return {name: (float(parts[i]), float(parts[half + i])) for i, name in enumerate(names)}


def make_model(
    matched: dict[str, Counter[str]],
    unmatched: dict[str, Counter[str]],
    strength: float,
    parts: dict[str, tuple[float, float]] | None = None,
) -> Model:
    """The guesses, drawn towards what was counted; each comparison in the part that it counts for and against."""
    levels: dict[str, dict[str, tuple[float, float]]] = {}
    for name, all_levels in COMPARISONS.items():
        spoken = [level.name for level in all_levels if not level.silent]
        m_total = sum(matched[name].get(level, 0) for level in spoken)
        u_total = sum(unmatched[name].get(level, 0) for level in spoken) if name not in FIXED_U else 0
        speaks_for, speaks_against = (parts or {}).get(name, (1.0, 1.0))
        levels[name] = {}
        for level, (m, u) in zip(spoken, GUESSES[name], strict=True):
            counted_m = (matched[name].get(level, 0) + strength * m) / (m_total + strength)
            counted_u = u
            if name not in FIXED_U:
                counted_u = (unmatched[name].get(level, 0) + strength * u) / (u_total + strength)
            if level in FIXED_LEVELS:
                counted_m, counted_u = m, u
            ratio = counted_m / max(counted_u, 1e-5)
            tempered = counted_m / ratio ** (speaks_for if ratio > 1 else speaks_against)
            if name in RISING and levels[name]:
                before_m, before_u = list(levels[name].values())[-1]
                tempered = min(tempered, counted_m * before_u / before_m)
            levels[name][level] = (round(counted_m, 5), round(tempered, 6))
    return Model(version="3", prior=PRIOR, threshold=0.0, doubtful=3.0, levels=levels)


def as_dict(model: Model) -> dict[str, object]:
    """The model as the file holds it."""
    return {name: getattr(model, name) for name in model.__struct_fields__}


if __name__ == "__main__":
    main()
