"""How well calibrated the confidence is, over articles coded by hand and over sentences that tell nothing.

    .venv/bin/python scripts/calibration.py gold/examples.jsonl
    .venv/bin/python scripts/calibration.py GOLD.jsonl --noes SENTENCES.jsonl:armed_clash,shelling,… [--coder rules-only]

An event of an article is right when the record by hand has it with that type. A file of sentences has lines with `id`, `text` and `label`; in those
labelled "easy no", every event of the named types is wrong; with --yeses, in those labelled "yes" it is right. Ten bins of equal count; the error is the mean distance in them.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator
from pathlib import Path

from marsad.api import ENGINES, code
from marsad.evaluation import GoldDocument, read_gold
from marsad.evaluation.calibration import calibration_bins, calibration_error
from marsad.evaluation.scoring import match_events


def judge_article(document: GoldDocument, engine: str) -> Iterator[tuple[float, bool]]:
    """Confidence and truth of each coded event of an article; what the record leaves open is skipped."""
    events = code(document.text, id=document.id, published=document.published, engine=engine).to_dict()["events"]
    partner = {j: document.events[i] for i, j in match_events(document, events)}
    for j, event in enumerate(events):
        found = partner.get(j, {})
        if not found.get("optional"):
            yield float(event["confidence"]), event["type"] in (found.get("type"), *found.get("type_or", ()))


def judge_sentences(path: Path, types: set[str], engine: str, yeses: bool) -> Iterator[tuple[float, bool]]:
    """Confidence and truth of each event of the types in the sentences that plainly tell none, and in those that tell one."""
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        if row["label"] == "easy no" or (yeses and row["label"] == "yes"):
            for event in code(row["text"], id=row["id"], engine=engine).events:
                if event.type in types:
                    yield event.confidence, row["label"] == "yes"


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", nargs="+", type=Path)
    parser.add_argument("--noes", action="append", default=[], metavar="FILE:TYPE,TYPE")
    parser.add_argument("--yeses", action="store_true")
    parser.add_argument("--coder", choices=ENGINES, default="rules")
    options = parser.parse_args()
    judged = [
        row for path in options.gold for document in read_gold(path) for row in judge_article(document, options.coder)
    ]
    for given in options.noes:
        path, _, types = given.rpartition(":")
        judged += judge_sentences(Path(path), set(types.split(",")), options.coder, options.yeses)
    bins = calibration_bins(judged)
    print("| events | mean confidence | right |\n|---|---|---|")
    for part in bins:
        print(f"| {part.count} | {part.confidence:.2f} | {part.right:.2f} |")
    print(
        f"\n{len(judged)} events, {sum(right for _, right in judged)} right; calibration error {calibration_error(bins):.3f}"
    )


if __name__ == "__main__":
    main()
