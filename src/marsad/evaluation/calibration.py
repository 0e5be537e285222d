"""How far confidence is from the share of events that are right: expected calibration error over bins of equal count."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import msgspec


class Bin(msgspec.Struct, frozen=True):
    """Events of neighbouring confidence: how many, their mean confidence, and the share of them that are right (0 to 1)."""

    count: int
    confidence: float
    right: float


def calibration_bins(judged: Iterable[tuple[float, bool]], bins: int = 10) -> list[Bin]:
    """The events, given as (confidence, right), in order of confidence, in `bins` parts of equal count (they differ by one at most).

    Fewer events than bins make as many bins as events.
    """
    rows = sorted(judged, key=lambda row: row[0])
    n = min(bins, len(rows))
    parts = [rows[i * len(rows) // n : (i + 1) * len(rows) // n] for i in range(n)]
    return [Bin(len(part), _mean([c for c, _ in part]), _mean([float(r) for _, r in part])) for part in parts]


def calibration_error(bins: Sequence[Bin]) -> float:
    """The mean distance between confidence and share right over all events, 0 to 1; 0 for no events."""
    total = sum(b.count for b in bins)
    return sum(b.count * abs(b.confidence - b.right) for b in bins) / total if total else 0.0


def _mean(values: list[float]) -> float:
    return sum(values) / len(values)
