"""Pairs that a person should look at: their weight lies near the threshold, and nobody judged them yet."""

from __future__ import annotations

from collections.abc import Iterator

from marsad.corroborate.model import load_model
from marsad.store import Store


def iter_doubtful(store: Store, limit: int | None = None) -> Iterator[tuple[str, str, float]]:
    """Event ids and weight of the doubtful pairs, the most doubtful first.

    A pair counts once for each two incidents or one incident that it would part or join: after the judgement of one, the next
    linking answers the others.
    """
    model = load_model()
    judged = set(store.journal.pairs())
    rows = store.query(
        "SELECT l.event_a, l.event_b, l.weight FROM links l JOIN incident_reports a ON a.event_id = l.event_a "
        "JOIN incident_reports b ON b.event_id = l.event_b WHERE abs(l.weight - ?) <= ? "
        "QUALIFY row_number() OVER (PARTITION BY least(a.incident_id, b.incident_id), greatest(a.incident_id, b.incident_id) "
        "ORDER BY abs(l.weight - ?), l.event_a, l.event_b) = 1 ORDER BY abs(l.weight - ?), l.event_a, l.event_b",
        [model.threshold, model.doubtful, model.threshold, model.threshold],
    ).rows
    count = 0
    for a, b, weight in rows:
        pair = (a, b) if a < b else (b, a)
        if pair not in judged and (limit is None or count < limit):
            count += 1
            yield *pair, weight
