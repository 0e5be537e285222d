"""Write the figures of `marsad evaluate` between two markers of the documentation.

    .venv/bin/python scripts/quality_table.py examples gold/examples.jsonl
    .venv/bin/python scripts/quality_table.py quality GOLD.jsonl [GOLD.jsonl ...] --note "17 articles of 2014 to 2017"

fills `<!-- examples:start -->` … `<!-- examples:end -->` (or `quality`) in README.md and docs/quality.md.
Several gold files are scored as one.
"""

from __future__ import annotations

import argparse
import re
from pathlib import Path
from typing import Final

from marsad.api import code
from marsad.evaluation import Scores, read_gold, score
from marsad.evaluation.scoring import match_events

ROOT: Final = Path(__file__).parents[1]
PAGES: Final = ("README.md", "docs/quality.md")
#: What a reader looks for first.
ORDER: Final = (
    "detection",
    "typed",
    "when",
    "where",
    "initiator",
    "target",
    "casualties",
    "materiel",
    "claims",
    "record",
)


def measure(paths: list[Path]) -> tuple[Scores, list[tuple[float, bool]]]:
    """The scores of the coder over the documents of all files, and for each coded event its confidence and whether it is right."""
    gold = [document for path in paths for document in read_gold(path)]
    coded = {d.id: code(d.text, id=d.id, published=d.published).to_dict() for d in gold}
    judged = []
    for document in gold:
        events = coded[document.id]["events"]
        partner = {j: document.events[i] for i, j in match_events(document, events)}
        for j, event in enumerate(events):
            found = partner.get(j, {})
            if not found.get("optional"):
                right = event["type"] in (found.get("type"), *found.get("type_or", ()))
                judged.append((float(event["confidence"]), right))
    return score(gold, coded), judged


def table(scores: Scores, judged: list[tuple[float, bool]], note: str) -> str:
    """A Markdown table; slots that the gold does not hold are left out."""
    rows = ["| | precision | recall | F1 |", "|---|---|---|---|"]
    for name in ORDER:
        if name in scores.figures:
            figure = scores.figures[name]
            rows.append(f"| {name} | {figure.precision:.2f} | {figure.recall:.2f} | {figure.f1:.2f} |")
    counts = f"{len(scores.by_document)} documents, {scores.gold_events} events by hand, {scores.coded_events} coded"
    return "\n".join([*rows, "", f"{counts}{'; ' + note if note else ''}.", "", confidence(judged)])


def confidence(judged: list[tuple[float, bool]]) -> str:
    """How often events are right (found, with the right type), by the confidence that the coder gave them."""
    told = []
    for name, low, high in (("0.85 and more", 0.85, 2.0), ("0.75 to 0.85", 0.75, 0.85), ("less than 0.75", 0.0, 0.75)):
        band = [right for value, right in judged if low <= value < high]
        if band:
            told.append(f"{sum(band)} of {len(band)} with {name}")
    return f"Right by confidence: {', '.join(told)}."


def fill(page: Path, marker: str, text: str) -> bool:
    """Put the text between the markers of a page; False where it has none."""
    pattern = re.compile(rf"(<!-- {marker}:start -->\n).*?(<!-- {marker}:end -->)", re.DOTALL)
    before = page.read_text(encoding="utf-8")
    after, found = pattern.subn(lambda m: f"{m[1]}{text}\n{m[2]}", before)
    if after != before:
        page.write_text(after, encoding="utf-8")
    return bool(found)


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("marker", choices=["examples", "quality"])
    parser.add_argument("gold", nargs="+", type=Path)
    parser.add_argument("--note", default="")
    options = parser.parse_args()
    text = table(*measure(options.gold), options.note)
    for page in PAGES:
        if not fill(ROOT / page, options.marker, text):
            raise SystemExit(f"{page} has no markers <!-- {options.marker}:start --> and :end")


if __name__ == "__main__":
    main()
