"""Scoring linkage: articles whose event reports were assigned to incidents by hand, against what the machine joins."""

from __future__ import annotations

import math
import tempfile
from collections.abc import Hashable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import msgspec

from marsad import api
from marsad.corroborate.clustering import components
from marsad.corroborate.link import link
from marsad.corroborate.reports import Report, make_report
from marsad.errors import BadData
from marsad.model import Coded, Event
from marsad.store import Store


class GoldReport(msgspec.Struct, frozen=True, kw_only=True):
    """One report of an article: the incident that it tells and words that its evidence must touch (their `nth` occurrence)."""

    incident: str
    anchor: str
    nth: int = 0


class GoldArticle(msgspec.Struct, frozen=True, kw_only=True):
    """An article as it is handed to the coder, with its reports."""

    id: str
    text: str
    reports: tuple[GoldReport, ...]
    source: str | None = None
    published: str | None = None
    url: str | None = None


class CodedGold(NamedTuple):
    """Coded articles; `anchored`: incident and report of each gold report that the coder found; `missed`: the others' incidents."""

    coded: list[Coded]
    anchored: list[tuple[str, Report]]
    missed: list[str]


class Agreement(NamedTuple):
    """Precision, recall and F1 of pairs, and the same of B-cubed."""

    pair_precision: float
    pair_recall: float
    pair_f1: float
    b3_precision: float
    b3_recall: float
    b3_f1: float


def read_gold(path: Path) -> list[GoldArticle]:
    """The articles of a gold file, one JSON object a line; `BadData` tells the line that is wrong."""
    articles = []
    for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
        if not line.strip():
            continue
        try:
            article = msgspec.json.decode(line, type=GoldArticle)
        except msgspec.DecodeError as error:
            raise BadData(f"{path} line {number}: {error}") from None
        for report in article.reports:
            if article.text.count(report.anchor) <= report.nth:
                raise BadData(f"{path} line {number}: the text of {article.id} does not hold {report.anchor!r}")
        articles.append(article)
    return articles


def code_gold(articles: Sequence[GoldArticle]) -> CodedGold:
    """Code the articles and find each gold report among the events: the one whose trigger is nearest to the anchor."""
    found = CodedGold([], [], [])
    for article in articles:
        coded = api.code(
            article.text, published=article.published, source=article.source, url=article.url, id=article.id
        )
        found.coded.append(coded)
        used: set[str] = set()
        for report in article.reports:
            event = find_anchored(coded.events, article.text, report, used)
            if event is None:
                found.missed.append(report.incident)
            else:
                used.add(event.id)
                found.anchored.append((report.incident, make_report(event, coded.document, coded.document.key)))
    return found


def find_anchored(events: Iterable[Event], text: str, report: GoldReport, used: set[str]) -> Event | None:
    """The unused event that tells the gold report: evidence touches the anchor, and trigger or toll is nearest to it."""
    start = -1
    for _ in range(report.nth + 1):
        start = text.index(report.anchor, start + 1)
    end = start + len(report.anchor)
    touching = [e for e in events if e.id not in used and any(a < end and start < b for a, b in e.evidence)]

    def apart(event: Event) -> tuple[int, int]:
        spans = [event.trigger.span, *(toll.span for toll in event.casualties if toll.span)]
        return min(max(0, start - last, first - end) for first, last in spans), abs(spans[0][0] - start)

    return min(touching, key=apart, default=None)


def agreement(gold: Mapping[Any, Hashable], found: Mapping[Any, Hashable]) -> Agreement:
    """Pairwise and B-cubed agreement of two groupings of the same items, each item → its group.

    An item that stands in `gold` alone counts as a group of its own in `found`.
    """
    items = list(gold)
    told: dict[Any, Hashable] = {item: gold[item] for item in items}
    said: dict[Any, Hashable] = {item: found.get(item, ("alone", item)) for item in items}
    gold_pairs, found_pairs, both = 0, 0, 0
    precision = recall = 0.0
    for item in items:
        same_gold = {other for other in items if told[other] == told[item]}
        same_found = {other for other in items if said[other] == said[item]}
        shared = len(same_gold & same_found)
        gold_pairs += len(same_gold) - 1
        found_pairs += len(same_found) - 1
        both += shared - 1
        precision += shared / len(same_found)
        recall += shared / len(same_gold)
    pair_precision = both / found_pairs if found_pairs else 1.0
    pair_recall = both / gold_pairs if gold_pairs else 1.0
    b3 = (precision / len(items), recall / len(items)) if items else (1.0, 1.0)
    return Agreement(pair_precision, pair_recall, _f1(pair_precision, pair_recall), *b3, _f1(*b3))


def link_gold(articles: Sequence[GoldArticle]) -> tuple[CodedGold, dict[str, str]]:
    """Code the articles into a store of their own and link it: the coded articles, and event → incident."""
    gold = code_gold(articles)
    with tempfile.TemporaryDirectory() as folder, Store.open(Path(folder) / "gold.duckdb") as store:
        run = store.start_run("gold")
        for coded in gold.coded:
            store.add(coded, run)
        store.finish_run(run)
        link(store, at="1970-01-01T00:00:00")
        return gold, dict(store.query("SELECT event_id, incident_id FROM incident_reports").rows)


def evaluate(articles: Sequence[GoldArticle]) -> dict[str, Agreement]:
    """The agreement of three ways with the gold: "linkage", "same type, day and place", "within 5 km and 2 days".

    A gold report that the coder did not find counts as one that nothing was joined to.
    """
    gold, found = link_gold(articles)
    told: dict[Any, Hashable] = {report.event_id: incident for incident, report in gold.anchored}
    told |= {("missed", number): incident for number, incident in enumerate(gold.missed)}
    reports = [report for _, report in gold.anchored]
    return {
        "linkage": agreement(told, found),
        "same type, day and place": agreement(told, exact_rule(reports)),
        "within 5 km and 2 days": agreement(told, window_rule(reports)),
    }


def exact_rule(reports: Sequence[Report]) -> dict[str, Hashable]:
    """The baseline of spreadsheets: one type, one day, one place."""
    return {
        r.event_id: (r.type, r.day_lo, r.names or r.admin1)
        if r.day_lo is not None and (r.names or r.admin1)
        else r.event_id
        for r in reports
    }


def window_rule(reports: Sequence[Report], km: float = 5.0, days: int = 2) -> dict[str, Hashable]:
    """The baseline of many projects: one type, not further apart than a window; what is near to a third is near to each other."""
    pairs = [
        (a.event_id, b.event_id)
        for i, b in enumerate(reports)
        for a in reports[:i]
        if a.type == b.type and _days_apart(a, b) <= days and _km_apart(a, b) <= km
    ]
    return {item: min(group) for group in components(pairs) for item in group}


def _days_apart(a: Report, b: Report) -> float:
    if a.day_lo is None or b.day_lo is None or a.day_hi is None or b.day_hi is None:
        return math.inf
    return max(0, b.day_lo - a.day_hi, a.day_lo - b.day_hi)


def _km_apart(a: Report, b: Report) -> float:
    if a.lat is None or b.lat is None or a.lon is None or b.lon is None:
        return math.inf
    across = (a.lon - b.lon) * math.cos(math.radians((a.lat + b.lat) / 2))
    return 111.2 * math.hypot(a.lat - b.lat, across)


def _f1(precision: float, recall: float) -> float:
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0
