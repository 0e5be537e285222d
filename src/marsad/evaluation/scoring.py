"""Precision, recall and F1 of detection, typed detection, every slot and the whole record."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any, Final

import msgspec

from marsad.evaluation import agreement
from marsad.evaluation.agreement import Value
from marsad.evaluation.gold import GoldDocument, anchor_span

#: An evidence span of more code points proves nothing.
MAX_EVIDENCE: Final = 400
#: Points, gold size, coded size.
Row = tuple[float, float, float]


class Figure(msgspec.Struct, frozen=True):
    """Points earned, and what gold and coder hold."""

    points: float = 0.0
    gold: float = 0.0
    coded: float = 0.0

    @property
    def precision(self) -> float:
        """Points over what was coded."""
        return self.points / self.coded if self.coded else 0.0

    @property
    def recall(self) -> float:
        """Points over what the gold holds."""
        return self.points / self.gold if self.gold else 0.0

    @property
    def f1(self) -> float:
        """The harmonic mean of the two."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0

    def plus(self, row: Row) -> Figure:
        """With another row's points and sizes."""
        return Figure(self.points + row[0], self.gold + row[1], self.coded + row[2])


class Miss(msgspec.Struct, frozen=True):
    """A gold event that was not found, or a coded one that no gold event stands for."""

    document_id: str
    kind: str
    type: str
    words: str


class Scores(msgspec.Struct, frozen=True):
    """Figures by name (`detection`, `typed`, each slot, `record`, `documents`), the record F1 by document, the misses."""

    figures: dict[str, Figure]
    by_document: dict[str, float]
    misses: tuple[Miss, ...]
    gold_events: int
    coded_events: int


_SLOTS: Final = ("where", "initiator", "target", "casualties", "materiel", "claims")


def score(gold: Iterable[GoldDocument], coded: Mapping[str, Mapping[str, Any]]) -> Scores:
    """Score coded documents (`Coded.to_dict()` by document id) against gold ones. A document not coded at all counts as empty."""
    totals: dict[str, Figure] = defaultdict(Figure)
    by_document: dict[str, float] = {}
    misses: list[Miss] = []
    n_gold = n_coded = 0
    for document in gold:
        result = coded.get(document.id, {"document": {}, "events": []})
        here, lost = _score_document(document, result["events"])
        misses += lost
        for name, figure in here.items():
            totals[name] = totals[name].plus((figure.points, figure.gold, figure.coded))
        by_document[document.id] = here["record"].f1 if here["record"].gold + here["record"].coded else 1.0
        n_gold += int(here["detection"].gold)
        n_coded += int(here["detection"].coded)
        if document.document_when:
            published = result["document"].get("published") or {}
            points = agreement.times(document.document_when, published)
            totals["documents"] = totals["documents"].plus((points, 1, float(bool(published.get("start")))))
    order = [
        "detection",
        "typed",
        *sorted(set(totals) - {"detection", "typed", "record", "documents"}),
        "record",
        "documents",
    ]
    return Scores({n: totals[n] for n in order if n in totals}, by_document, tuple(misses), n_gold, n_coded)


def _score_document(document: GoldDocument, events: list[Value]) -> tuple[dict[str, Figure], list[Miss]]:
    pairs = dict(match_events(document, events))
    figures: dict[str, Figure] = {name: Figure() for name in ("detection", "typed", "record")}
    misses: list[Miss] = []

    def add(rows: dict[str, Row]) -> None:
        for name, row in rows.items():
            figures[name] = figures.get(name, Figure()).plus(row)
            figures["record"] = figures["record"].plus(row)

    for i, event in enumerate(document.events):
        if event.get("optional"):
            continue
        if i in pairs:
            found = events[pairs[i]]
            figures["detection"] = figures["detection"].plus((1, 1, 1))
            figures["typed"] = figures["typed"].plus((_typed(event, found), 1, 1))
            add(score_slots(event, found))
        else:
            figures["detection"], figures["typed"] = (
                figures["detection"].plus((0, 1, 0)),
                figures["typed"].plus((0, 1, 0)),
            )
            add(score_slots(event, None))
            misses.append(Miss(document.id, "missed", event["type"], event["anchor"]))
    for j in sorted(set(range(len(events))) - set(pairs.values())):
        figures["detection"], figures["typed"] = figures["detection"].plus((0, 0, 1)), figures["typed"].plus((0, 0, 1))
        add(score_slots(None, events[j]))
        start, end = (events[j].get("evidence") or [[0, 0]])[0]
        misses.append(Miss(document.id, "invented", str(events[j]["type"]), document.text[start:end][:120]))
    return figures, misses


def _typed(gold: Value, coded: Value) -> float:
    return float(coded.get("type") in (gold["type"], *gold.get("type_or", ())))


def match_events(document: GoldDocument, events: list[Value]) -> list[tuple[int, int]]:
    """One-to-one pairs (gold, coded): evidence must touch the anchor, the better record wins."""
    candidates = []
    for i, gold in enumerate(document.events):
        start, end = anchor_span(document.text, gold)
        for j, coded in enumerate(events):
            spans = [(a, b) for a, b in coded.get("evidence", ())]
            if sum(b - a for a, b in spans) > max(600, len(document.text) // 4):
                spans = spans[:1]
            spans = [(a, b) for a, b in spans if b - a <= MAX_EVIDENCE]
            if not any(a < end and start < b for a, b in spans):
                continue
            tight = max(min(b, end) - max(a, start) for a, b in spans) / max(1, *(b - a for a, b in spans))
            points = sum(row[0] for row in score_slots(gold, coded).values())
            candidates.append((3 * _typed(gold, coded) + points + tight, i, j))
    pairs: list[tuple[int, int]] = []
    for _, i, j in sorted(candidates, reverse=True):
        if all(i != x and j != y for x, y in pairs):
            pairs.append((i, j))
    return pairs


def score_slots(gold: Value | None, coded: Value | None) -> dict[str, Row]:
    """Each slot's row. None stands for no counterpart: a missed event loses all its slots, an invented one costs all of its own."""
    g, c = gold or {}, coded or {}
    rows: dict[str, Row] = {}

    def one(name: str, has_gold: bool, has_coded: bool, points: float) -> None:
        both = gold is not None and coded is not None
        rows[name] = (
            points if both else 0.0,
            float(gold is not None and has_gold),
            float(coded is not None and has_coded),
        )

    one("type", True, True, _typed(g, c) if gold and coded else 0.0)
    _score_status(g, c, one)
    if gold is None or "when" in g:
        told, when = g.get("when") or {}, c.get("when") or {}
        points = agreement.times(told, when) if told.get("start") else 0.0
        one("when", bool(told.get("start")), bool(when.get("start")), points)
    for name in _SLOTS:
        if gold is None or g.get(name) is not None:
            points, n_gold, n_coded = _match_values(name, g.get(name) or [], _values(name, c))
            rows[name] = (points if gold and coded else 0.0, n_gold, n_coded)
    tally = c.get("count") or {}
    if "count" in g or (gold is None and (tally.get("min") or 1) > 1):
        one("count", True, bool(tally), agreement.quantities(())(g.get("count", {}), tally))
    if g.get("unverified") or (c.get("unverified") and (gold is None or "unverified" in g)):
        same = bool(g.get("unverified")) == bool(c.get("unverified"))
        one("unverified", bool(g.get("unverified")), bool(c.get("unverified")), float(same))
    return rows


def _score_status(g: Value, c: Value, one: Any) -> None:
    """Status and modality: the defaults (current, occurred) earn nothing, only telling the others apart does."""
    gold_status, status = g.get("status", "current"), c.get("status", "current")
    if (gold_status, status) != ("current", "current"):
        one("status", gold_status != "current", status != "current", float(gold_status == status))
    allowed, modality = [g.get("modality", "occurred"), *g.get("modality_or", ())], c.get("modality", "occurred")
    default = "occurred" in allowed
    if modality != "occurred" or not default:
        right = modality in allowed
        one("modality", not default, modality != "occurred" and not (right and default), float(right and not default))


def _values(name: str, coded: Value) -> list[Any]:
    if name in ("initiator", "target"):
        roles = ("initiator",) if name == "initiator" else ("target", "affected")
        found = coded.get("actors", ())
        return [a["actor_id"] for role in roles for a in found if a.get("role") == role and a.get("actor_id")]
    return list(coded.get(name) or [])


_AGREE: Final[dict[str, Any]] = {
    "where": agreement.places,
    "initiator": agreement.actors,
    "target": agreement.actors,
    "casualties": agreement.quantities(("outcome", "group")),
    "materiel": agreement.quantities(("item", "effect")),
    "claims": agreement.claims,
}


def _match_values(name: str, gold: list[Any], coded: list[Any]) -> Row:
    pairs = sorted(((_AGREE[name](g, c), i, j) for i, g in enumerate(gold) for j, c in enumerate(coded)), reverse=True)
    used_gold: set[int] = set()
    used_coded: set[int] = set()
    points = 0.0
    for value, i, j in pairs:
        if value > 0 and i not in used_gold and j not in used_coded:
            used_gold.add(i)
            used_coded.add(j)
            points += value
    return points, float(len(gold)), float(len(coded))
