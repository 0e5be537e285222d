"""Scoring on a small planted gold, where the right figures are known beforehand."""

from __future__ import annotations

import copy
import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import marsad
from marsad.errors import BadData, UnreadableInput
from marsad.evaluation import GoldDocument, read_gold, score
from marsad.evaluation.gold import anchor_span

ROOT = Path(__file__).parents[2]
SHARED = ROOT.parent / "shared"
TEXT = "قصفت المدفعية البلدة أمس وقتل جنديان. وفي المساء اعتقلت الشرطة ثلاثة رجال في المدينة. وانتهى البيان."


def event_at(words: str, **fields: Any) -> dict[str, Any]:
    """A coded event whose evidence is the words."""
    start = TEXT.index(words)
    return {"evidence": [[start, start + len(words)]], "actors": [], "where": [], "casualties": [], **fields}


GOLD = GoldDocument(
    id="d",
    text=TEXT,
    published="2024-05-15",
    events=(
        {
            "type": "shelling",
            "anchor": "قصفت المدفعية البلدة",
            "when": {"start": "2024-05-14", "end": "2024-05-14"},
            "initiator": ["SYR-MIL"],
            "casualties": [{"outcome": "killed", "min": 2, "max": 2}],
        },
        {"type": "arrest", "anchor": "اعتقلت الشرطة", "casualties": [{"outcome": "captured", "min": 3, "max": 3}]},
        {"type": "diplomacy", "anchor": "وانتهى البيان", "optional": True},
    ),
)
SHELLING = event_at(
    "قصفت المدفعية البلدة أمس",
    type="shelling",
    when={"start": "2024-05-14", "end": "2024-05-14"},
    actors=[{"role": "initiator", "actor_id": "SYR-MIL"}],
    casualties=[{"outcome": "killed", "min": 2, "max": 2}],
)
ARREST = event_at("اعتقلت الشرطة ثلاثة رجال", type="arrest", casualties=[{"outcome": "captured", "min": 3, "max": 3}])


def score_events(*events: dict[str, Any]) -> Any:
    return score([GOLD], {"d": {"document": {"id": "d"}, "events": list(events)}})


def f1(*events: dict[str, Any], name: str = "record") -> float:
    return float(score_events(*events).figures[name].f1)


def test_what_is_all_right_scores_one() -> None:
    scores = score_events(SHELLING, ARREST)
    assert {name: figure.f1 for name, figure in scores.figures.items()} == dict.fromkeys(scores.figures, 1.0)
    assert scores.misses == ()
    assert (scores.gold_events, scores.coded_events) == (2, 2)
    assert scores.by_document == {"d": 1.0}


def test_a_missed_event_loses_all_its_slots() -> None:
    scores = score_events(ARREST)
    assert (scores.figures["detection"].precision, scores.figures["detection"].recall) == (1.0, 0.5)
    record = scores.figures["record"]
    assert (record.points, record.gold, record.coded) == (2, 6, 2)
    assert [(m.kind, m.type) for m in scores.misses] == [("missed", "shelling")]


def test_a_document_that_was_not_coded_counts_as_empty() -> None:
    scores = score([GOLD], {})
    assert scores.figures["record"].f1 == 0.0
    assert len(scores.misses) == 2


def test_an_invented_event_costs_all_that_it_claims() -> None:
    invented = event_at("في المدينة", type="riot", casualties=[{"outcome": "killed", "min": 9, "max": 9}])
    scores = score_events(SHELLING, ARREST, invented)
    assert scores.figures["detection"].precision == pytest.approx(2 / 3)
    record = scores.figures["record"]
    assert (record.points, record.gold, record.coded) == (6, 6, 8)
    assert [(m.kind, m.type, m.words) for m in scores.misses] == [("invented", "riot", "في المدينة")]


def test_an_optional_event_neither_costs_nor_earns() -> None:
    assert f1(SHELLING, ARREST, event_at("وانتهى البيان", type="governance")) == 1.0


CHANGES: dict[str, tuple[Callable[[dict[str, Any]], Any], str]] = {
    "another type": (lambda e: e.update(type="air_strike"), "type"),
    "another day": (lambda e: e["when"].update(start="2024-05-13", end="2024-05-13"), "when"),
    "another side": (lambda e: e["actors"][0].update(actor_id="RUS-MIL"), "initiator"),
    "a parent side": (lambda e: e["actors"][0].update(actor_id="SYR-MIL-army"), "initiator"),
    "one more toll": (lambda e: e["casualties"].append({"outcome": "injured", "min": 1, "max": 1}), "casualties"),
    "planned": (lambda e: e.update(modality="planned"), "modality"),
    "background": (lambda e: e.update(status="background"), "status"),
}


@pytest.mark.parametrize(("change", "slot"), CHANGES.values(), ids=CHANGES)
def test_a_wrong_value_costs_in_its_slot(change: Callable[[dict[str, Any]], Any], slot: str) -> None:
    wrong = copy.deepcopy(SHELLING)
    change(wrong)
    scores = score_events(wrong, ARREST)
    assert scores.figures[slot].f1 < 1.0
    assert scores.figures["detection"].f1 == 1.0
    assert 0.0 < scores.figures["record"].f1 < 1.0
    others = {n: f.f1 for n, f in scores.figures.items() if n not in (slot, "record", "typed")}
    assert others == dict.fromkeys(others, 1.0)


def test_a_slot_that_the_gold_leaves_out_is_not_scored() -> None:
    placed = copy.deepcopy(ARREST) | {"where": [{"name": "دمشق", "lat": 33.5, "lon": 36.3}]}
    assert f1(SHELLING, placed) == 1.0


def test_evidence_must_touch_the_anchor() -> None:
    elsewhere = SHELLING | {"evidence": event_at("في المدينة")["evidence"]}
    assert f1(elsewhere, ARREST, name="detection") == 0.5


def test_evidence_over_everything_finds_nothing() -> None:
    text = "تمهيد طويل. " * 60 + TEXT
    gold = GoldDocument(id="d", text=text, events=GOLD.events)
    events = [SHELLING | {"evidence": [[0, len(text)]]}]
    assert score([gold], {"d": {"document": {}, "events": events}}).figures["detection"].points == 0


def test_of_two_events_at_one_anchor_the_better_one_is_taken() -> None:
    poor = event_at("قصفت المدفعية البلدة أمس", type="shelling")
    for events in ((poor, SHELLING, ARREST), (SHELLING, poor, ARREST)):
        scores = score_events(*events)
        assert scores.figures["record"].points == 6
        assert scores.figures["detection"].points == 2


def test_the_date_of_a_document_is_scored_beside_the_record() -> None:
    gold = GoldDocument(id="d", text=TEXT, document_when={"start": "2024-05-15", "end": "2024-05-15"})
    right = {"document": {"published": {"start": "2024-05-15", "end": "2024-05-15"}}, "events": []}
    wrong = {"document": {"published": {"start": "2023-05-15", "end": "2023-05-15"}}, "events": []}
    assert score([gold], {"d": right}).figures["documents"].f1 == 1.0
    assert score([gold], {"d": wrong}).figures["documents"].f1 == 0.0


def test_the_anchor_may_be_the_second_of_its_kind() -> None:
    text = "انفجار أول ثم انفجار ثان"
    assert anchor_span(text, {"anchor": "انفجار"}) == (0, 6)
    assert anchor_span(text, {"anchor": "انفجار", "nth": 2}) == (14, 20)


BAD = {
    "no JSON": '{"id": "d"',
    "no text": '{"id": "d", "events": []}',
    "a text that is no string": '{"id": "d", "text": 5}',
    "an event without a type": '{"id": "d", "text": "نص", "events": [{"anchor": "نص"}]}',
    "a claim without a source": '{"id": "d", "text": "نص", "events": [{"type": "arrest", "anchor": "نص", "claims": [{}]}]}',
    "an anchor that is not there": '{"id": "d", "text": "نص", "events": [{"type": "arrest", "anchor": "اعتقال"}]}',
}


@pytest.mark.parametrize("line", BAD.values(), ids=BAD)
def test_a_wrong_gold_record_is_named(line: str, tmp_path: Path) -> None:
    path = tmp_path / "gold.jsonl"
    path.write_text(line + "\n", encoding="utf-8")
    with pytest.raises(BadData, match="line 1"):
        read_gold(path)


def test_a_line_separator_inside_a_text_ends_no_line(tmp_path: Path) -> None:
    path = tmp_path / "gold.jsonl"
    path.write_text(json.dumps({"id": "d", "text": "سطر\u2028آخر"}, ensure_ascii=False), encoding="utf-8")
    assert [d.text for d in read_gold(path)] == ["سطر\u2028آخر"]


def test_a_missing_gold_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(UnreadableInput, match="absent"):
        read_gold(tmp_path / "absent.jsonl")


@pytest.mark.shared
@pytest.mark.parametrize("name", ["seeds.jsonl", "dev.jsonl"])
def test_the_figures_are_those_of_the_other_scorer(name: str, tmp_path: Path) -> None:
    gold, scorer = SHARED / "gold" / name, SHARED / "score" / "score.py"
    if not (gold.exists() and scorer.exists()):
        pytest.skip(f"no {gold} or no {scorer}: this test compares with a scorer outside the repository")
    documents = read_gold(gold)
    rows = [marsad.code(d.text, id=d.id, published=d.published).to_dict() for d in documents]
    pred = tmp_path / "pred.jsonl"
    pred.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")
    done = subprocess.run(
        [sys.executable, str(scorer), str(gold), str(pred), "--json"], capture_output=True, text=True, check=True
    )
    theirs = json.loads(done.stdout)
    ours = score(documents, {row["document"]["id"]: row for row in rows}).figures
    for slot, figure in ours.items():
        assert [figure.precision, figure.recall, figure.f1] == pytest.approx(theirs[slot], abs=1e-3), slot
