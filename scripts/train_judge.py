"""Fit the learned judge to the project's own examples and write its parameters where the coder reads them.

    .venv/bin/pip install --require-hashes -r requirements/train.txt
    .venv/bin/python scripts/train_judge.py

Reads gold/judge_sentences.jsonl (single sentences and the types that they tell), gold/examples.jsonl (articles coded
by hand) and the sentences of the lexicon. The figures that it prints are those of a judge fitted to four texts in five
on the others, chosen by the hash of the text; the one that it writes to src/marsad/lexicon/data/judge.yaml is fitted to
all. The same inputs give the same file.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import math
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final, NamedTuple

import yaml

from marsad.api import make_document
from marsad.coding.draft import Draft, Frame
from marsad.coding.evidence import Evidence
from marsad.coding.judging import JudgeStage
from marsad.coding.learned import family_of
from marsad.coding.pipeline import STAGES, Pipeline
from marsad.evaluation import GoldDocument, read_gold
from marsad.evaluation.examples import TOLD_ON
from marsad.evaluation.gold import anchor_span
from marsad.lexicon.triggers import examples

ROOT: Final = Path(__file__).parents[1]
TARGET: Final = ROOT / "src/marsad/lexicon/data/judge.yaml"
#: Types that a reader may give one and the same happening: a judge that lets it stand is right about it.
FAMILIES: Final = (
    {
        "armed_clash",
        "air_strike",
        "shelling",
        "explosive_device",
        "suicide_attack",
        "chemical_weapon",
        "attack_on_civilians",
        "abduction",
        "sexual_violence",
        "riot",
    },
    {"protest", "riot"},
    {"territory_regained", "territory_seized", "withdrawal", "operation", "deployment"},
    {"arrest", "captives_released", "abduction"},
    {"displacement", "return", "evacuation"},
)
#: A sign that fewer candidates bear is no evidence.
LEAST: Final = 4
#: Of the candidates in sentences that are cut out of newspapers, so many are taken to be events; more of those written
#: for the training are. Protests are more often a cause, a right, a memory there than a thing that took place.
EXCERPTS_RIGHT: Final = {"violence": 0.36, "protest": 0.17, "other": 0.4}
#: The inverse strength of the penalty on weights.
PENALTY: Final = 0.2
#: A candidate stands above this confidence. Less than a half: an event missed costs more than one that its confidence
#: tells to look at.
THRESHOLD: Final = 0.48


class Row(NamedTuple):
    """One candidate: where it comes from, its signs, whether it is an event."""

    text: str
    held_out: bool
    signs: dict[str, float]
    right: bool
    type: str
    #: How often the row counts.
    weight: float = 1.0
    #: A sentence alone, without a date.
    excerpt: bool = False


def same(one: str, other: str) -> bool:
    """Whether two types may name one happening."""
    return one == other or any(one in family and other in family for family in FAMILIES)


def candidates(text: str, published: str | None) -> Iterator[tuple[Draft, Frame, dict[str, float]]]:
    """The candidates that the judge would be shown, with their signs."""
    before = STAGES[: next(i for i, stage in enumerate(STAGES) if isinstance(stage, JudgeStage))]
    draft, failures = Pipeline(before).run(make_document(text, published=published))
    if failures:
        raise SystemExit(f"{text[:60]}: {failures[0].message}")
    evidence = Evidence(draft)
    for frame in draft.frames:
        yield draft, frame, evidence.of(frame)


def is_held_out(text: str) -> bool:
    """One text in five, always the same ones."""
    return hashlib.sha256(text.encode()).digest()[0] % 5 == 0


def from_sentences(path: Path) -> Iterator[Row]:
    """Single sentences: a candidate is right when its type may name one of the happenings that the sentence tells."""
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        for _, frame, signs in candidates(row["text"], row.get("published")):
            right = any(same(frame.type, told) for told in row["events"])
            yield Row(row["text"], is_held_out(row["text"]), signs, right, frame.type, excerpt=True)


def from_articles(documents: list[GoldDocument]) -> Iterator[Row]:
    """Articles: a candidate is right when its evidence touches the anchor of an event of a type that may name it."""
    for document in documents:
        for draft, frame, signs in candidates(document.text, document.published):
            spans = [draft.words.span(a, b) for a, b in frame.evidence]
            told = [
                event
                for event in document.events
                for start, end in [anchor_span(document.text, event)]
                if any(a < end and start < b for a, b in spans) and same(frame.type, event["type"])
            ]
            if not told or not all(event.get("optional") for event in told):
                yield Row(document.text, is_held_out(document.text), signs, bool(told), frame.type, 2.0)


def from_lexicon() -> Iterator[Row]:
    """The sentences that the trigger lexicon must code."""
    for entry_id in examples():
        for example in examples()[entry_id]:
            for _, frame, signs in candidates(example.text, TOLD_ON):
                right = example.yields != "none" and same(frame.type, example.yields)
                yield Row(example.text, is_held_out(example.text), signs, right, frame.type, 3.0)


def all_rows() -> list[Row]:
    """Every candidate of every corpus."""
    return [
        *from_sentences(ROOT / "gold/judge_sentences.jsonl"),
        *from_articles(read_gold(ROOT / "gold/examples.jsonl")),
        *from_lexicon(),
    ]


def expand(row: Row) -> dict[str, float]:
    """Every sign twice: for all types, and for the family of this one. The penalty then keeps to the first what families share."""
    family = family_of(row.type)
    return row.signs | {f"{family}|{name}": value for name, value in row.signs.items() if not name.startswith("type ")}


def _logit(share: float) -> float:
    return math.log(share / (1 - share))


def fit(rows: list[Row]) -> dict[str, Any]:
    """The parameters fitted to the rows: weights by logistic regression, slope and offset on rows that the weights have not seen."""
    import numpy as np
    from sklearn.feature_extraction import DictVectorizer
    from sklearn.linear_model import LogisticRegression
    from sklearn.model_selection import GroupKFold, cross_val_predict

    borne = Counter(name for row in rows for name in expand(row))
    signs = [{name: value for name, value in expand(row).items() if borne[name] >= LEAST} for row in rows]
    vectorizer = DictVectorizer(sparse=False, sort=True)
    x, y = vectorizer.fit_transform(signs), np.array([row.right for row in rows])
    model = LogisticRegression(C=PENALTY, max_iter=5000)
    texts = {text: i for i, text in enumerate(dict.fromkeys(row.text for row in rows))}
    weight = np.array([row.weight for row in rows])
    unseen = cross_val_predict(
        model,
        x,
        y,
        params={"sample_weight": weight},
        groups=[texts[row.text] for row in rows],
        cv=GroupKFold(10),
        method="decision_function",
    )
    scale = LogisticRegression(C=1e6).fit(unseen.reshape(-1, 1), y, weight)
    model.fit(x, y, weight)
    weights: dict[str, float] = {}
    families: dict[str, dict[str, float]] = {"violence": {}, "protest": {}, "other": {}}
    for name, value in zip(vectorizer.get_feature_names_out(), model.coef_[0], strict=True):
        family, _, sign = str(name).rpartition("|")
        if abs(round(float(value), 3)) > 0:
            (families[family] if family else weights)[sign] = round(float(value), 3)
    slope = float(scale.coef_[0][0])
    excerpt = {}
    for family in families:
        share = float(np.average([row.right for row in rows if row.excerpt and family_of(row.type) == family]))
        excerpt[family] = round((_logit(EXCERPTS_RIGHT[family]) - _logit(share)) / slope, 3)
    return {
        "threshold": THRESHOLD,
        "excerpt": excerpt,
        "slope": round(slope, 3),
        "offset": round(float(scale.intercept_[0]), 3),
        "intercept": round(float(model.intercept_[0]), 3),
        "weights": weights,
        "families": families,
    }


HEADER: Final = """\
# The learned judge: written by scripts/train_judge.py, not by hand. What each sign of a candidate (evidence.yaml,
# coding/evidence.py) adds to its sum, for every type and, in addition, for the family of its type.
# confidence = 1 / (1 + exp(-(slope * sum + offset))); above `threshold` a candidate stands.
"""


def write(fitted: dict[str, Any], path: Path) -> None:
    """Write the parameters as the coder reads them."""
    path.write_text(HEADER + yaml.safe_dump(fitted, allow_unicode=True, sort_keys=True, width=120), encoding="utf-8")


def report(rows: list[Row], fitted: dict[str, Any]) -> str:
    """How well the parameters judge rows that they were not fitted to."""
    hits = right = told = 0
    for row in rows:
        own = fitted["families"][family_of(row.type)]
        total = fitted["intercept"] + sum(
            (fitted["weights"].get(name, 0.0) + own.get(name, 0.0)) * value for name, value in row.signs.items()
        )
        stands = 1 / (1 + math.exp(-(fitted["slope"] * total + fitted["offset"]))) > fitted["threshold"]
        hits += stands == row.right
        right += stands and row.right
        told += stands
    wanted = sum(row.right for row in rows)
    return f"{len(rows)} candidates, {hits} judged rightly; precision {right / told:.2f}, recall {right / wanted:.2f}"


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--output", type=Path, default=TARGET, metavar="FILE")
    options = parser.parse_args()
    rows = all_rows()
    unseen = [row for row in rows if row.held_out]
    print(f"held out: {report(unseen, fit([row for row in rows if not row.held_out]))}")
    write(fit(rows), options.output)
    print(f"trained on {len(rows)} candidates of {len({r.text for r in rows})} texts")


if __name__ == "__main__":
    main()
