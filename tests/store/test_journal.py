"""The review journal: judgements stand on words, outlive a new coder, outrank the machine, and can be undone."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest
from builders import TEXT, find_span, make_coded, make_document, make_event
from hypothesis import given, settings
from hypothesis import strategies as st

from marsad.errors import BadSetting
from marsad.model import Event, Trigger
from marsad.store import Store
from marsad.store.connection import migrations
from marsad.store.corrections import corrected
from marsad.store.journal import replay

BY = {"by": "سلمى", "at": "2024-05-02T10:00:00"}


def open_with(path: Path, documents: int = 3) -> Store:
    store = Store.open(path)
    run = store.start_run("rules 0.1.0")
    for i in range(documents):
        store.add(make_coded(make_document(id=f"{i}.txt")), run)
    store.finish_run(run)
    return store


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_with(tmp_path / "s.duckdb") as opened:
        yield opened


def ids(store: Store) -> list[str]:
    return sorted(found.event.id for found in store.iter_events())


def judged(store: Store, event_id: str) -> Event:
    [found] = store.iter_judged([event_id])
    return found.event


class TestValues:
    def test_a_correction_outranks_the_coder_and_undoing_restores_it(self, store: Store) -> None:
        event_id = ids(store)[0]
        before = judged(store, event_id)
        made = store.journal.correct(event_id, "casualties[0].min", "5", **BY)
        assert judged(store, event_id).casualties[0].min == 5
        assert store.query("SELECT verdict FROM judged_events WHERE event_id = ?", [event_id]).rows == [("corrected",)]
        undone = store.journal.undo(made.judgement_id, **BY)
        assert judged(store, event_id) == before
        store.journal.undo(undone.judgement_id, **BY)
        assert judged(store, event_id).casualties[0].min == 5
        assert [j.kind for j in store.journal.history()] == ["correct", "undo", "undo"]

    def test_the_rows_of_the_coder_stay(self, store: Store) -> None:
        event_id = ids(store)[0]
        store.journal.correct(event_id, "type", "shelling", **BY)
        assert store.query("SELECT type FROM current_events WHERE event_id = ?", [event_id]).rows == [("air_strike",)]
        assert judged(store, event_id).type == "shelling"
        assert store.check() == []

    def test_a_rejected_value_is_gone(self, store: Store) -> None:
        event_id = ids(store)[0]
        store.journal.reject(event_id, "casualties[0]", **BY)
        assert [c.outcome for c in judged(store, event_id).casualties] == ["injured"]

    def test_a_rejected_event_is_no_event_until_that_is_undone(self, store: Store) -> None:
        event_id = ids(store)[0]
        made = store.journal.reject(event_id, **BY)
        assert list(store.iter_judged([event_id])) == []
        store.journal.undo(made.judgement_id, **BY)
        assert judged(store, event_id)

    def test_accepting_and_noting_change_no_value(self, store: Store) -> None:
        event_id = ids(store)[0]
        before = judged(store, event_id)
        store.journal.accept(event_id, **BY)
        store.journal.note(event_id, "راجعتُ الخبر", **BY)
        assert judged(store, event_id) == before
        assert store.query("SELECT verdict FROM judged_events WHERE event_id = ?", [event_id]).rows == [("accepted",)]

    @pytest.mark.parametrize(
        ("slot", "value", "told"),
        [
            ("type", "bombing", "does not fit"),
            ("casualties[0].min", "many", "does not fit"),
            ("casualties[7].min", "3", r"has no 'casualties\[7\]"),
            ("trigger", "غارة", "names no value"),
            ("where[0].text", "الموصل", "names no value"),
            ("of course", "3", "names no value"),
            ("where", "[{", "no JSON"),
        ],
    )
    def test_what_an_event_cannot_hold_is_refused(self, store: Store, slot: str, value: str, told: str) -> None:
        with pytest.raises(BadSetting, match=told):
            store.journal.correct(ids(store)[0], slot, value, **BY)
        assert store.journal.history() == []

    def test_a_whole_field_takes_json(self) -> None:
        event = corrected(make_event(), "where", '[{"name": "الموصل", "country": "IRQ"}]')
        assert [w.name for w in event.where] == ["الموصل"]


class TestAdded:
    def test_an_event_by_hand_is_there_and_can_be_judged(self, store: Store) -> None:
        key = make_document(id="0.txt").key
        span = find_span(TEXT, "إصابة")
        event = make_event().__class__(
            id="", type="shelling", trigger=Trigger(text="إصابة", span=span), evidence=(span,), confidence=1.0
        )
        added = store.journal.add(key, event, **BY)
        assert added.event_id is not None
        assert judged(store, added.event_id).type == "shelling"
        store.journal.correct(added.event_id, "type", "riot", **BY)
        assert judged(store, added.event_id).type == "riot"
        store.journal.reject(added.event_id, **BY)
        assert list(store.iter_judged([added.event_id])) == []

    def test_its_words_must_be_there(self, store: Store) -> None:
        event = make_event(trigger="إصابة")
        wrong = Event(
            id="", type="riot", trigger=Trigger(text="شغب", span=(0, 3)), evidence=event.evidence, confidence=1.0
        )
        with pytest.raises(BadSetting, match="not 'شغب'"):
            store.journal.add(make_document(id="0.txt").key, wrong, **BY)


class TestRecoding:
    def newer(self, store: Store, **fields: object) -> str:
        doc = make_document(id="0.txt")
        event = make_event(doc_id="0.txt", **fields)
        event = Event(**{**{f: getattr(event, f) for f in event.__struct_fields__}, "id": "evt_newer"})
        run = store.start_run("rules 0.2.0")
        store.add(make_coded(doc, [event], coder="rules 0.2.0"), run)
        store.finish_run(run)
        return event.id

    def of_first(self, store: Store) -> str:
        return next(f.event.id for f in store.iter_events() if f.document.id == "0.txt")

    def test_a_correction_finds_its_words_in_a_newer_result(self, store: Store) -> None:
        store.journal.correct(self.of_first(store), "casualties[1].min", "7", **BY)
        old = make_event()
        newer = self.newer(store, casualties=old.casualties[::-1])
        event = judged(store, newer)
        assert [(c.outcome, c.min) for c in event.casualties] == [("injured", 7), ("killed", 4)]

    def test_a_judgement_on_a_pair_and_a_rejection_stay(self, store: Store) -> None:
        first = self.of_first(store)
        other = next(f.event.id for f in store.iter_events() if f.document.id == "1.txt")
        store.journal.judge_pair("not_same", first, other, **BY)
        store.journal.reject(first, **BY)
        newer = self.newer(store)
        assert store.journal.pairs() == {tuple(sorted((newer, other))): "not_same"}
        assert list(store.iter_judged([newer])) == []


class TestPairs:
    def test_the_latest_judgement_counts_and_undoing_brings_back_the_one_before(self, store: Store) -> None:
        a, b, _ = ids(store)
        store.journal.judge_pair("same", a, b, **BY)
        later = store.journal.judge_pair("not_same", b, a, **BY)
        assert store.journal.pairs() == {(a, b): "not_same"}
        store.journal.undo(later.judgement_id, **BY)
        assert store.journal.pairs() == {(a, b): "same"}
        with pytest.raises(BadSetting, match="does not stand"):
            store.journal.undo(later.judgement_id, **BY)

    def test_what_is_no_judgement_is_refused(self, store: Store) -> None:
        a, b, _ = ids(store)
        with pytest.raises(BadSetting, match="one event"):
            store.journal.judge_pair("same", a, a, **BY)
        with pytest.raises(BadSetting, match="no event of this store"):
            store.journal.judge_pair("same", a, "evt_none", **BY)
        with pytest.raises(BadSetting, match="nobody is named"):
            store.journal.judge_pair("same", a, b, by=" ", at="2024-05-02")
        with pytest.raises(BadSetting, match="no time"):
            store.journal.judge_pair("same", a, b, by="سلمى", at="yesterday")


STEPS = st.lists(st.tuples(st.sampled_from(["pair", "correct", "reject", "undo"]), st.integers(0, 9)), max_size=12)


@given(STEPS)
@settings(max_examples=15)
def test_the_view_says_what_replaying_the_journal_says(
    tmp_path_factory: pytest.TempPathFactory, steps: list[tuple[str, int]]
) -> None:
    with open_with(tmp_path_factory.mktemp("journal") / "s.duckdb") as store:
        events, journal = ids(store), store.journal
        for step, n in steps:
            event = events[n % 3]
            if step == "pair":
                journal.judge_pair(("same", "not_same", "unsure")[n % 3], event, events[(n + 1) % 3], **BY)
            elif step == "correct":
                journal.correct(event, "casualties[0].min", str(n), **BY)
            elif step == "reject":
                journal.reject(event, **BY)
            elif rows := journal.history():
                try:
                    journal.undo(rows[n % len(rows)].judgement_id, **BY)
                except BadSetting:
                    continue
        assert journal.active() == replay(journal.history())
        assert store.check() == []


@pytest.mark.parametrize("version", [m.version for m in migrations()[:-1]])
def test_a_store_of_every_earlier_version_keeps_its_rows(tmp_path: Path, version: int) -> None:
    path = tmp_path / "old.duckdb"
    with duckdb.connect(str(path)) as con:
        for migration in migrations()[:version]:
            con.execute(migration.sql)
            con.execute(
                "INSERT INTO schema_version VALUES (?, ?, now()::TIMESTAMP)", [migration.version, migration.name]
            )
    # What the writer of that time wrote: the tables of the coder have not changed since the first version.
    with open_with(tmp_path / "new.duckdb") as source:
        expected = list(source.iter_coded())
    with duckdb.connect(str(path)) as con:
        con.execute(f"ATTACH '{tmp_path / 'new.duckdb'}' AS new (READ_ONLY)")
        for table in ("runs", "documents", "codings", "events", "statements", "traces", "failures"):
            con.execute(f"INSERT INTO {table} BY NAME FROM new.{table}")
    with Store.open(path) as store:
        assert list(store.iter_coded()) == expected
        store.journal.reject(ids(store)[0], **BY)
        assert len(list(store.iter_judged())) == 2
        assert store.check() == []
