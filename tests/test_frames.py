"""Frames of pandas and polars: the same rows from coded documents and from a store, with types that hold."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pandas
import polars
import pytest
from builders import TEXT, find_span, make_coded, make_document, make_event
from hypothesis import given, settings
from strategies import coded_documents

from marsad import frames
from marsad.corroborate.link import link
from marsad.errors import BadSetting
from marsad.model import Alternative, Casualties, Coded, Part
from marsad.store import Store

TABLES = (frames.events, frames.places, frames.actors, frames.casualties, frames.claims)
NAMES = [table.__name__ for table in TABLES]
Table = Callable[..., Any]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A linked store with the air strike of the builders, told by two outlets."""
    where = tmp_path / "record.duckdb"
    with Store.open(where) as store:
        going = store.start_run("rules 0.1.0")
        store.add(make_coded(), going)
        store.add(make_coded(make_document(id="reports/0002.txt", source="صحيفة أخرى")), going)
        store.finish_run(going)
        link(store, at="2024-01-01T00:00:00Z")
    return where


@pytest.mark.parametrize("table", TABLES, ids=NAMES)
def test_both_libraries_hold_the_same(table: Table) -> None:
    one, other = table(make_coded()), table(make_coded(), library="polars")
    assert isinstance(one, pandas.DataFrame)
    assert isinstance(other, polars.DataFrame)
    assert list(one.columns) == other.columns
    assert len(one) == len(other) > 0
    plain = one.astype(object).where(one.notna(), None).to_dict("records")
    days = {name for name, kind in other.schema.items() if kind == polars.Date}
    for row, twin in zip(plain, other.to_dicts(), strict=True):
        assert {n: v.date() if n in days and v is not None else v for n, v in row.items()} == twin


@pytest.mark.parametrize("table", TABLES, ids=NAMES)
def test_a_store_gives_what_its_documents_give(table: Table, path: Path) -> None:
    found = table(path, library="polars")
    with Store.open(path, read_only=True) as store:
        assert table(store, library="polars").equals(found)
        assert table(store.iter_coded(), library="polars").sort(polars.all()).equals(found.sort(polars.all()))


@pytest.mark.parametrize("library", ["pandas", "polars"])
@pytest.mark.parametrize("table", TABLES, ids=NAMES)
def test_the_types_do_not_depend_on_the_rows(table: Table, library: str) -> None:
    full, empty = table(make_coded(), library=library), table([], library=library)
    assert len(empty) == 0
    kinds = [dict(f.dtypes) if library == "pandas" else dict(f.schema) for f in (full, empty)]
    assert kinds[0] == kinds[1]


def test_days_are_days_and_counts_are_whole() -> None:
    found = frames.events(make_coded())
    assert found["start"].dt.year.tolist() == [2020]
    assert found["killed_best"].dtype == "Int64"
    assert found["unverified"].dtype == "boolean"
    assert frames.events(make_coded(), library="polars").schema["start"] == polars.Date


def test_the_words_stand_at_their_spans() -> None:
    for table in TABLES[1:]:
        for row in table(make_coded(), library="polars").to_dicts():
            assert TEXT[row["span_start"] : row["span_end"]] == row["text"]


def test_parts_and_other_figures_are_rows_of_their_kind() -> None:
    toll = Casualties(
        outcome="killed",
        group="fighters",
        min=4,
        max=None,
        qualifier="at_least",
        of_which=(Part(category="leaders", min=1, max=1),),
        alternatives=(Alternative(min=2, max=2, claim=0, text="أربعة", span=find_span(TEXT, "أربعة")),),
    )
    found = frames.casualties(make_coded(events=[make_event(casualties=(toll,))]), library="polars")
    assert found.select("kind", "category", "min", "max", "claim").rows() == [
        ("value", None, 4, None, None),
        ("part", "leaders", 1, 1, None),
        ("alternative", None, 2, 2, 0),
    ]


def test_incidents_and_their_tolls(path: Path) -> None:
    found = frames.incidents(path, library="polars")
    assert found.select("kind", "sources").rows() == [("incident", "وكالة المرصد; صحيفة أخرى")]
    tolls = frames.tolls(path, library="polars")
    assert set(tolls["incident_id"]) == set(found["id"])
    assert tolls.filter(outcome="killed")["best"].to_list()[0] == 4


def test_what_people_corrected_is_in_the_frame(path: Path) -> None:
    with Store.open(path) as store:
        event_id = frames.events(store)["id"][0]
        store.journal.correct(event_id, "casualties[0].min", "5", by="سلمى", at="2024-01-02T00:00:00Z")
        found = frames.casualties(store)
        assert 5 in found[found.event_id == event_id]["min"].tolist()


@settings(max_examples=40)
@given(coded_documents())
def test_any_record_makes_every_frame(coded: Coded) -> None:
    for library in ("pandas", "polars"):
        assert len(frames.claims(coded, library=library)) == sum(len(e.claims) for e in coded.events)
        assert len(frames.places([coded], library=library)) == sum(len(e.where) for e in coded.events)


def test_a_library_that_is_not_there_is_told_with_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "polars", None)
    with pytest.raises(BadSetting, match=r"marsad\[polars\]"):
        frames.events(make_coded(), library="polars")


@pytest.mark.parametrize(("of", "library"), [(["نص"], "pandas"), ([], "dask")])
def test_what_cannot_be_a_frame_is_told(of: Any, library: Any) -> None:
    with pytest.raises(BadSetting):
        frames.events(of, library=library)
