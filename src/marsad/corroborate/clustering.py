"""Pairs to groups: the strongest pairs first, never two reports of one document, and only as the reports agree on average.

The groups depend on the weights and the ids of the reports alone, not on the order in which they came.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from typing import Final, Generic, TypeVar

#: What a pair that was not even a candidate counts for in the average.
APART: Final = -6.0
#: What a judgement of a person counts for: more than any evidence.
JUDGED: Final = 1000.0
Item = TypeVar("Item", int, str)
Pair = tuple[Item, Item]


class _Groups(Generic[Item]):
    """Groups in the making, with the weights between them summed up."""

    def __init__(
        self,
        documents: Mapping[Item, Hashable],
        weights: Mapping[Pair[Item], float],
        apart: set[Pair[Item]],
        parts: frozenset[Pair[Item]] = frozenset(),
    ) -> None:
        self.document_of: Mapping[Item, Hashable] = documents
        self.parts: frozenset[Pair[Item]] = parts
        self.group: dict[Item, Item] = {item: item for item in documents}
        self.members: dict[Item, list[Item]] = {item: [item] for item in documents}
        self.documents: dict[Item, set[Hashable]] = {item: {document} for item, document in documents.items()}
        # Sum and number of the weights that are known between two groups, and groups that a person told apart.
        self.between: dict[Item, dict[Item, tuple[float, int]]] = defaultdict(dict)
        self.apart: dict[Item, set[Item]] = defaultdict(set)
        for (a, b), weight in weights.items():
            self.between[a][b] = self.between[b][a] = (weight, 1)
        for a, b in apart:
            self.apart[a].add(b)
            self.apart[b].add(a)

    def average(self, a: Item, b: Item) -> float:
        """The mean weight between two groups; pairs without a weight count as `APART`."""
        total, known = self.between[a].get(b, (0.0, 0))
        pairs = len(self.members[a]) * len(self.members[b])
        return (total + APART * (pairs - known)) / pairs

    def may_join(self, a: Item, b: Item) -> bool:
        """Whether nothing forbids it: one document in both, whose reports are no parts of one happening, or a judgement."""
        if b in self.apart[a]:
            return False
        shared = self.documents[a] & self.documents[b]
        return not shared or all(
            _ordered((i, j)) in self.parts
            for i in self.members[a]
            for j in self.members[b]
            if self.document_of[i] == self.document_of[j]
        )

    def join(self, a: Item, b: Item) -> Item:
        """Make one group of two; it bears the id of the larger (of equals, the smaller id)."""
        if (len(self.members[b]), a) > (len(self.members[a]), b):
            a, b = b, a
        for item in self.members[b]:
            self.group[item] = a
        self.members[a] += self.members.pop(b)
        self.documents[a] |= self.documents.pop(b)
        for other, (total, known) in self.between.pop(b, {}).items():
            self.between[other].pop(b, None)
            if other != a:
                old_total, old_known = self.between[a].get(other, (0.0, 0))
                self.between[a][other] = self.between[other][a] = (old_total + total, old_known + known)
        for other in self.apart.pop(b, set()):
            self.apart[other].discard(b)
            self.apart[other].add(a)
            self.apart[a].add(other)
        return a


def components(pairs: Iterable[Pair[Item]]) -> list[list[Item]]:
    """The groups of items that the pairs connect, by way of others too."""
    root: dict[Item, Item] = {}

    def find(item: Item) -> Item:
        root.setdefault(item, item)
        while root[item] != item:
            root[item] = root[root[item]]
            item = root[item]
        return item

    for a, b in pairs:
        root[find(a)] = find(b)
    found: dict[Item, list[Item]] = defaultdict(list)
    for item in list(root):
        found[find(item)].append(item)
    return list(found.values())


def cluster(
    documents: Mapping[Item, Hashable],
    weights: Mapping[Pair[Item], float],
    threshold: float,
    same: Iterable[Pair[Item]] = (),
    not_same: Iterable[Pair[Item]] = (),
    parts: Iterable[Pair[Item]] = (),
) -> dict[Item, Item]:
    """Item → the smallest item of its group. `documents`: item → its document; `weights` and judgements: pairs in any order.

    `parts`: pairs of one document that may be one happening told in two clauses; all others of one document stay apart.

    What a person joined is joined, even within a document; what a person told apart never stands in one group, unless
    somebody joined them by way of a third.

    >>> cluster({"a": 1, "b": 2, "c": 3}, {("a", "b"): 5.0, ("b", "c"): -4.0}, 0.0)
    {'a': 'a', 'b': 'a', 'c': 'c'}
    """
    known = {_ordered(pair): weight for pair, weight in weights.items()}
    apart, joined = {_ordered(pair) for pair in not_same}, sorted({_ordered(pair) for pair in same})
    strongest = sorted((-weight, pair) for pair, weight in known.items() if weight > threshold)
    one = frozenset(map(_ordered, parts))
    groups = _Groups(documents, known, apart, one)
    _join_all(groups, strongest, threshold)
    if not _join_judged(groups, joined):
        # A judgement parts what the weights joined to the other side: what people said goes first, then the weights.
        groups = _Groups(documents, known, apart, one)
        _join_judged(groups, joined, always=True)
        _join_all(groups, strongest, threshold)
    smallest = {group: min(members) for group, members in groups.members.items()}
    return {item: smallest[group] for item, group in groups.group.items()}


def _join_judged(groups: _Groups[Item], pairs: Sequence[Pair[Item]], *, always: bool = False) -> bool:
    """Join the groups of the pairs; False when a judgement forbids it and it is not to be done `always`."""
    for a, b in pairs:
        first, second = groups.group[a], groups.group[b]
        if first != second:
            if second in groups.apart[first] and not always:
                return False
            groups.join(first, second)
    return True


def _join_all(groups: _Groups[Item], strongest: Sequence[tuple[float, Pair[Item]]], threshold: float) -> None:
    """Join group by group, the highest average first. Averages change as groups grow, so pairs are looked at again."""
    import heapq

    heap = [(weight, min(a, b), max(a, b)) for weight, (a, b) in strongest]
    heapq.heapify(heap)
    while heap:
        weight, a, b = heapq.heappop(heap)
        if a not in groups.members or b not in groups.members or not groups.may_join(a, b):
            continue
        average = groups.average(a, b)
        if average <= threshold:
            continue
        if -weight - average > 1e-9:  # the groups grew since: back in line with what they weigh now
            heapq.heappush(heap, (-average, a, b))
            continue
        joined = groups.join(a, b)
        for other in groups.between[joined]:
            now = groups.average(joined, other)
            if now > threshold:
                heapq.heappush(heap, (-now, min(joined, other), max(joined, other)))


def _ordered(pair: Pair[Item]) -> Pair[Item]:
    a, b = pair
    return (a, b) if a < b else (b, a)
