"""The queue of the reviewers: what to look at next, what two of them see differently, and how far they agree."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from itertools import combinations
from typing import Final, Literal

import msgspec

from marsad.corroborate.doubtful import iter_doubtful
from marsad.store import Judgement, Store

Queue = Literal["pairs", "events", "second", "differ"]
QUEUES: Final[tuple[Queue, ...]] = ("pairs", "events", "second", "differ")
#: Verdicts on a pair of reports, and on an event as a whole; a correction speaks for the event.
_PAIR: Final = frozenset({"same", "not_same", "unsure"})
_EVENT: Final = {"accept": "accept", "reject": "reject", "correct": "accept"}


class Item(msgspec.Struct, frozen=True, kw_only=True):
    """What a reviewer is asked: an event, or with `other` whether two events tell one happening. `said`: (reviewer, verdict)."""

    event: str
    other: str | None = None
    said: tuple[tuple[str, str], ...] = ()

    @property
    def key(self) -> str:
        """Names the item in an address."""
        return f"{self.event}~{self.other}" if self.other else self.event


class Agreement(msgspec.Struct, frozen=True, kw_only=True):
    """Two reviewers over what both judged: `kappa` (Cohen 1960) is None where chance alone would agree always."""

    first: str
    second: str
    both: int
    agreed: int
    kappa: float | None


class Progress(msgspec.Struct, frozen=True, kw_only=True):
    """How far the review is: events of the record, those somebody judged; pairs judged and doubtful pairs left."""

    events: int
    events_judged: int
    pairs_judged: int
    pairs_left: int


def verdicts(judgements: Iterable[Judgement]) -> dict[Item, dict[str, str]]:
    """Item → reviewer → the last that they said of it. Items are those of pairs and of whole events."""
    said: dict[tuple[str, str | None], dict[str, str]] = {}
    for row in judgements:
        if row.event_id is None:
            continue
        if row.kind in _PAIR and row.other_event_id:
            first, second = sorted((row.event_id, row.other_event_id))
            said.setdefault((first, second), {})[row.made_by] = row.kind
        elif row.kind in _EVENT and (row.slot is None or row.kind == "correct"):
            said.setdefault((row.event_id, None), {})[row.made_by] = _EVENT[row.kind]
    return {Item(event=event, other=other): told for (event, other), told in said.items()}


def doubtful(store: Store) -> list[Item]:
    """The reports that may tell one happening and that nobody judged yet, the most doubtful first."""
    return [Item(event=a, other=b) for a, b, _ in iter_doubtful(store)]


def waiting(
    store: Store,
    queue: Literal["events", "second", "differ"],
    by: str,
    said: Mapping[Item, Mapping[str, str]],
    limit: int = 200,
) -> list[Item]:
    """What waits for a reviewer besides the doubtful pairs; `said` is what `verdicts` made of the journal.

    "events": those that the coder is least sure of, unjudged; "second": what others judged and `by` did not; "differ": what reviewers
    see differently.
    """
    if queue == "events":
        rows = store.query(
            "SELECT e.event_id FROM current_events e LEFT JOIN event_verdicts v USING (document_key, event_id) "
            "WHERE NOT coalesce(v.rejected OR v.changed OR v.accepted, false) ORDER BY e.confidence, e.event_id LIMIT ?",
            [limit],
        ).rows
        return [Item(event=event) for (event,) in rows]
    if queue == "second":
        chosen = [(item, told) for item, told in said.items() if by not in told]
    else:
        chosen = [(item, told) for item, told in said.items() if len(set(told.values())) > 1]
    return [msgspec.structs.replace(item, said=tuple(told.items())) for item, told in chosen[:limit]]


def agreements(said: Mapping[Item, Mapping[str, str]]) -> list[Agreement]:
    """How far every two reviewers agree over what both judged; nobody who shares nothing with anybody."""
    people = sorted({by for told in said.values() for by in told})
    found = []
    for first, second in combinations(people, 2):
        pairs = [(told[first], told[second]) for told in said.values() if first in told and second in told]
        if pairs:
            agreed = sum(a == b for a, b in pairs)
            found.append(Agreement(first=first, second=second, both=len(pairs), agreed=agreed, kappa=kappa(pairs)))
    return found


def kappa(pairs: Iterable[tuple[str, str]]) -> float | None:
    """Cohen's kappa of two raters' verdicts: agreement beyond chance, 1 for full, 0 for what chance gives.

    >>> round(kappa([("same", "same"), ("same", "not_same"), ("not_same", "not_same"), ("not_same", "not_same")]), 2)
    0.5
    """
    both = list(pairs)
    if not both:
        return None
    total = len(both)
    first, second = Counter(a for a, _ in both), Counter(b for _, b in both)
    chance = sum(first[name] * second[name] for name in first) / total**2
    observed = sum(a == b for a, b in both) / total
    return None if chance == 1 else (observed - chance) / (1 - chance)


def progress(store: Store, pairs_left: int) -> Progress:
    """How far the review is; `pairs_left` of the queue "pairs" wait."""
    [(events, judged)] = store.query("SELECT count(*), count(verdict) FROM judged_events").rows
    return Progress(events=events, events_judged=judged, pairs_judged=len(store.journal.pairs()), pairs_left=pairs_left)
