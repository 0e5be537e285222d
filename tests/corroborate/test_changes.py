"""What a link run made of an incident that was there before; a record that stays is not told as changed."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest

from marsad.corroborate.changes import Change, changes, is_same
from marsad.corroborate.link import link
from marsad.corroborate.reading import iter_incidents
from marsad.model import Incident
from marsad.model.incident import IncidentRelation
from marsad.store import Store

from .happenings import OUTLETS, Told

#: The same explosion in other words, with another toll.
SECOND = Told(
    "b",
    killed=(5,),
    outlet=OUTLETS[1],
    published="2024-03-13",
    words="عناصر من الشرطة كانوا على جسر الحديد عند مدخل السوق",
)
BY = {"by": "سلمى", "at": "2024-03-13 09:00:00"}


def incident(**fields: Any) -> Incident:
    told: dict[str, Any] = {
        "id": "inc_1", "kind": "happening", "type": "shelling", "modality": "occurred", "grade": "weak",
        "grade_basis": "one source", "sources": 1, "outlets": 1, "speakers": 0, "reports": [{"document_id": "a", "event_id": "evt_1"}],
    }  # fmt: skip
    return msgspec.convert(told | fields, Incident)


TOLL = {"outcome": "killed", "min": 3, "max": 3, "best": 3, "basis": "single"}
WHERE = {"name": "جلولاء", "country": "IRQ", "precision": "town"}


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        pytest.param({}, {}, [], id="nothing"),
        pytest.param({"grade": "weak"}, {"grade": "fair"}, [Change("grade", "weak", "fair")], id="grade"),
        pytest.param(
            {"casualties": [TOLL]},
            {"casualties": [TOLL | {"max": 9}]},
            [Change("killed", {"min": 3, "max": 3, "best": 3}, {"min": 3, "max": 9, "best": 3})],
            id="toll",
        ),
        pytest.param(
            {}, {"casualties": [TOLL]}, [Change("killed", None, {"min": 3, "max": 3, "best": 3})], id="first-toll"
        ),
        pytest.param(
            {"where": WHERE},
            {"where": WHERE | {"precision": "exact"}},
            [
                Change(
                    "where",
                    WHERE | {"name_en": None, "admin1": None},
                    WHERE | {"name_en": None, "admin1": None, "precision": "exact"},
                )
            ],
            id="place",
        ),
        pytest.param(
            {},
            {
                "contradictions": [
                    {"slot": "killed", "event_id": "a", "value": "3", "other_event_id": "b", "other_value": "9"}
                ]
            },
            [Change("contradictions", None, {"killed": 1})],
            id="contradiction",
        ),
    ],
)
def test_what_is_another_value_is_told(before: dict[str, Any], after: dict[str, Any], told: list[Change]) -> None:
    assert changes(incident(**before), incident(**after)) == told


def test_relations_are_no_change() -> None:
    related = incident(related=[IncidentRelation(relation="summary_of", incident_id="inc_2")])
    assert is_same(incident(), related)
    assert changes(incident(), related) == []


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.open(tmp_path / "s.duckdb") as opened:
        take(opened, Told("a"), Told("far", town="المنارة", words="سوق الماشية القديم", published="2024-03-12"))
        yield opened


def take(store: Store, *told: Told) -> int:
    run = store.start_run("rules")
    for one in told:
        store.add(one.coded(), run)
    store.finish_run(run)
    link(store, at="2024-03-13 10:00:00")
    [(number,)] = store.query("SELECT max(link_run) FROM link_runs").rows
    return int(number)


def marks(store: Store) -> dict[str, tuple[int, int]]:
    return {
        name: (since, changed)
        for name, since, changed in store.query("SELECT incident_id, since, changed FROM incidents").rows
    }


def test_a_second_toll_is_noted_with_the_first(store: Store) -> None:
    [near] = [i for i in iter_incidents(store) if "الزرقاء" in i.where.name]  # type: ignore[union-attr]
    run = take(store, SECOND)
    rows = {
        slot: (before, after)
        for slot, before, after in store.query(
            "SELECT slot, before, after FROM incident_changes WHERE link_run = ? AND incident_id = ?", [run, near.id]
        ).rows
    }
    assert rows["reports"] == ("1", "2")
    assert rows["killed"] == ('{"min":2,"max":2,"best":2}', rows["killed"][1])
    assert marks(store)[near.id] == (1, run)
    assert store.check() == []


def test_what_is_only_looked_at_again_has_not_changed(store: Store) -> None:
    before = marks(store)
    first, second = (i.reports[0].event_id for i in iter_incidents(store))
    store.journal.judge_pair("not_same", first, second, note=None, **BY)
    take(store)
    take(store)
    assert marks(store) == before
    assert store.query("SELECT count(*) FROM incident_changes").rows == [(0,)]


def test_what_is_forgotten_leaves_no_change(store: Store) -> None:
    take(store, SECOND)
    name = SECOND.coded().document.key
    store.forget(name, **BY)
    assert store.query("SELECT count(*) FROM incident_changes").rows == [(0,)]
