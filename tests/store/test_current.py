"""What is current is marked as codings come, and some events are read as all of them are."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest
from builders import make_coded, make_document, make_event
from hypothesis import given, settings
from hypothesis import strategies as st

from marsad.store import Store

BY = {"by": "سلمى", "at": "2024-05-02T10:00:00"}
CODERS = ("rules 0.1.0", "rules 0.2.0", "rules 0.10.0", "model 1.0", "model 0.9", "hand")
STEPS = st.lists(
    st.one_of(st.tuples(st.sampled_from("abc"), st.sampled_from(CODERS)), st.just("flush"), st.just("forget")),
    max_size=14,
)


@settings(max_examples=10, deadline=None)
@given(steps=STEPS)
def test_whatever_comes_in_whatever_order_exactly_the_newest_is_current(steps: list[object]) -> None:
    with tempfile.TemporaryDirectory() as folder, Store.open(Path(folder) / "s.duckdb") as store:
        run = store.start_run("any")
        for step in steps:
            if step == "flush":
                store.flush()
            elif step == "forget":
                if store.query("SELECT 1 FROM documents WHERE id = 'a'").rows:
                    store.forget("a", **BY)
            else:
                name, coder = step  # type: ignore[misc]
                store.add(make_coded(make_document(id=name), coder=coder), run)
        current = "SELECT coding, document_key, coder FROM {} ORDER BY ALL"
        assert store.query(current.format("current_codings")).rows == store.query(current.format("newest_codings")).rows
        assert store.check() == []


@pytest.fixture
def judged(tmp_path: Path) -> Path:
    """A store where people judged events of some documents, in every way, and undid some of it."""
    path = tmp_path / "s.duckdb"
    with Store.open(path) as store:
        run = store.start_run("rules 0.1.0")
        for name in "abcdef":
            store.add(make_coded(make_document(id=name)), run)
        store.finish_run(run)
        a, b, c, d, e, _ = [found.event.id for found in store.iter_events()]
        journal = store.journal
        journal.correct(a, "casualties[0].min", "3", **BY)
        journal.reject(b, **BY)
        journal.undo(journal.reject(c, **BY).judgement_id, **BY)
        journal.accept(d, **BY)
        journal.judge_pair("not_same", d, e, **BY)
        key = make_document(id="e").key
        added = journal.add(key, make_event(trigger="مقتل", type="attack_on_civilians"), **BY)
        journal.correct(added.event_id or "", "type", "arrest", **BY)
        second = journal.add(key, make_event(trigger="إصابة", type="attack_on_civilians"), **BY)
        journal.reject(second.event_id or "", **BY)
        journal.undo(journal.add(key, make_event(trigger="طائرات", type="operation"), **BY).judgement_id, **BY)
        newer = store.start_run("rules 0.2.0")
        store.add(make_coded(make_document(id="a"), coder="rules 0.2.0"), newer)
        store.finish_run(newer)
    return path


def test_some_events_are_read_as_all_are(judged: Path) -> None:
    with Store.open(judged, read_only=True) as store:
        whole = list(store.iter_judged())
        assert len(whole) == 6
        ids = [found.event.id for found in store.iter_events(superseded=True)] + [f.event.id for f in whole]
        assert list(store.iter_judged(sorted(set(ids)))) == whole
        for name in ids:
            assert list(store.iter_judged([name])) == [found for found in whole if found.event.id == name]
        assert list(store.iter_judged(["evt_none"])) == list(store.iter_judged([])) == []


def test_more_events_than_are_looked_up_one_by_one(judged: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with Store.open(judged, read_only=True) as store:
        whole = list(store.iter_judged())
        ids = [found.event.id for found in whole[1:]]
        few = list(store.iter_judged(ids))
        monkeypatch.setattr("marsad.store.judged._FEW", 2)
        assert list(store.iter_judged(ids)) == few == whole[1:]


def test_the_events_of_a_document(judged: Path) -> None:
    with Store.open(judged, read_only=True) as store:
        whole = list(store.iter_judged())
        for name in "abcdef":
            key = make_document(id=name).key
            assert list(store.iter_judged(document=key)) == [found for found in whole if found.document_key == key]


def test_the_judgements_about_some_events(judged: Path) -> None:
    with Store.open(judged, read_only=True) as store:
        events = {found.document.id: found.event.id for found in store.iter_events()}
        told = {name: [(j.kind, j.slot) for j in store.journal.about([events[name]])] for name in "abcdf"}
        assert told == {
            "a": [("correct", "casualties[0].min")],
            "b": [("reject", None)],
            "c": [],
            "d": [("not_same", None), ("accept", None)],
            "f": [],
        }
        assert [j.kind for j in store.journal.about([events["e"]])] == ["not_same"], "the other side of a pair"
        everything = store.journal.about([f.event.id for f in store.iter_judged()])
        assert [j.seq for j in everything] == sorted((j.seq for j in everything), reverse=True)
