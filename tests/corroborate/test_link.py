"""Linking a store: the traps, arrival in any order and in pieces, judgements and their undoing, a newer coder."""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path

import msgspec
import pytest

from marsad.corroborate.evaluate import CodedGold
from marsad.corroborate.link import Linked, link
from marsad.corroborate.reading import get_incident, iter_incidents
from marsad.corroborate.why import why
from marsad.errors import BadSetting, StoreError
from marsad.model import Coded, Incident
from marsad.store import Store

AT = "2024-12-31T00:00:00"
BY = {"by": "سلمى", "at": AT}


def add(store: Store, coded: Iterable[Coded]) -> Linked:
    run = store.start_run("rules")
    for result in coded:
        store.add(result, run)
    store.finish_run(run)
    return link(store, at=AT)


def partition(store: Store) -> set[frozenset[str]]:
    found = defaultdict(set)
    for event, incident in store.query("SELECT event_id, incident_id FROM incident_reports").rows:
        found[incident].add(event)
    return {frozenset(events) for events in found.values()}


def named(gold: CodedGold, *ids: str) -> list[Coded]:
    return [coded for coded in gold.coded if coded.document.id in ids]


def of_incident(gold: CodedGold, name: str) -> list[str]:
    return [report.event_id for incident, report in gold.anchored if incident == name]


def incident_of(store: Store, event_id: str) -> Incident:
    return next(i for i in iter_incidents(store) if event_id in {r.event_id for r in i.reports})


@pytest.fixture(scope="module")
def linked(gold: CodedGold, tmp_path_factory: pytest.TempPathFactory) -> Iterable[Store]:
    with Store.open(tmp_path_factory.mktemp("linked") / "s.duckdb") as store:
        add(store, gold.coded)
        yield store


class TestTraps:
    def test_a_corrected_toll_joins_and_outweighs_the_first(self, linked: Store, gold: CodedGold) -> None:
        incident = incident_of(linked, of_incident(gold, "t-fasher")[0])
        assert set(of_incident(gold, "t-fasher")) == {r.event_id for r in incident.reports}
        killed = incident.casualties[0]
        assert (killed.outcome, killed.best, killed.basis) == ("killed", 22, "official")

    def test_the_same_town_next_day_stays_apart(self, linked: Store, gold: CodedGold) -> None:
        first, second = (incident_of(linked, of_incident(gold, f"t-jalawla-{n}")[0]) for n in (1, 2))
        assert first.id != second.id

    def test_a_tally_sums_up_and_swallows_nothing(self, linked: Store, gold: CodedGold) -> None:
        tally = incident_of(linked, of_incident(gold, "t-fasher-week")[0])
        strike = incident_of(linked, of_incident(gold, "t-fasher")[0])
        assert tally.kind == "tally"
        assert [(r.relation, r.incident_id) for r in tally.related] == [("summary_of", strike.id)]

    def test_a_plan_is_related_to_what_came_of_it(self, linked: Store, gold: CodedGold) -> None:
        plan = incident_of(linked, of_incident(gold, "t-sinjar-plan")[0])
        came = incident_of(linked, of_incident(gold, "t-sinjar")[0])
        assert (plan.kind, plan.modality) == ("planned", "planned")
        assert ("planned_for", came.id) in [(r.relation, r.incident_id) for r in plan.related]

    def test_a_denial_attaches_as_a_contradiction(self, linked: Store, gold: CodedGold) -> None:
        incident = incident_of(linked, of_incident(gold, "t-taiz")[0])
        assert [r.role for r in incident.reports].count("denial") == 1
        assert incident.grade == "contested"
        assert "occurrence" in {c.slot for c in incident.contradictions}
        assert incident.sources == 2

    def test_a_reprint_is_no_source_of_its_own(self, linked: Store, gold: CodedGold) -> None:
        incident = incident_of(linked, of_incident(gold, "t-ariha")[0])
        assert (len(incident.reports), incident.sources, incident.outlets) == (4, 3, 4)
        [copy] = [r for r in incident.reports if r.reprint_of]
        assert copy.document_id in ("ariha-a", "ariha-b")
        assert copy.event_id not in {e for c in incident.contradictions for e in (c.event_id, c.other_event_id)}

    def test_a_report_without_a_date_joins(self, linked: Store, gold: CodedGold) -> None:
        incident = incident_of(linked, of_incident(gold, "t-jalawla-1")[0])
        assert "jalawla-f" in {r.document_id for r in incident.reports}

    def test_the_store_is_sound(self, linked: Store) -> None:
        assert linked.check() == []


@pytest.mark.parametrize("seed", [1])
def test_arrival_in_any_order_and_in_pieces_gives_the_same_incidents(
    linked: Store, gold: CodedGold, tmp_path: Path, seed: int
) -> None:
    coded = list(gold.coded)
    random.Random(seed).shuffle(coded)
    with Store.open(tmp_path / "s.duckdb") as store:
        for part in (coded[:11], coded[11:25], coded[25:]):
            add(store, part)
        assert partition(store) == partition(linked)
        told = {
            frozenset(r.event_id for r in i.reports): msgspec.structs.replace(i, id="", related=())
            for i in iter_incidents(store)
        }
        assert told == {
            frozenset(r.event_id for r in i.reports): msgspec.structs.replace(i, id="", related=())
            for i in iter_incidents(linked)
        }
        again = link(store, at=AT)
        assert (again.fresh, again.changed, again.fates) == (0, 0, ())


class TestJudgements:
    @pytest.fixture
    def store(self, gold: CodedGold, tmp_path: Path) -> Iterable[Store]:
        with Store.open(tmp_path / "s.duckdb") as opened:
            add(opened, named(gold, "jalawla-a", "jalawla-b", "jalawla-d", "jalawla-e"))
            yield opened

    def test_they_outrank_the_weights_and_undoing_restores(self, store: Store, gold: CodedGold) -> None:
        before = partition(store)
        ids = {i.id for i in iter_incidents(store)}
        a, b = (next(e for e in of_incident(gold, f"t-jalawla-{n}") if store.get_event(e)) for n in (1, 2))
        made = store.journal.judge_pair("same", a, b, **BY)
        merged = link(store, at=AT)
        assert incident_of(store, a).id == incident_of(store, b).id
        [gone] = [fate for fate in merged.fates if fate.fate == "merged"]
        assert get_incident(store, gone.incident_id) == (None, [gone])
        store.journal.undo(made.judgement_id, **BY)
        split = link(store, at=AT)
        assert partition(store) == before
        assert [fate.fate for fate in split.fates] == ["split"]
        assert len(ids & {i.id for i in iter_incidents(store)}) == len(ids) - 1

    def test_what_is_told_apart_parts(self, store: Store, gold: CodedGold) -> None:
        a, b = [e for e in of_incident(gold, "t-jalawla-1") if store.get_event(e)]
        store.journal.judge_pair("not_same", a, b, **BY)
        link(store, at=AT)
        assert incident_of(store, a).id != incident_of(store, b).id
        assert "not same" in why(store, a, b).verdict

    def test_a_corrected_value_reaches_the_incident_and_a_rejected_event_leaves_it(
        self, store: Store, gold: CodedGold
    ) -> None:
        a, b = [e for e in of_incident(gold, "t-jalawla-1") if store.get_event(e)]
        store.journal.correct(a, "casualties[0].min", "1", **BY)
        link(store, at=AT)
        killed = incident_of(store, a).casualties[0]
        assert (killed.outcome, killed.min, killed.max) == ("killed", 1, 2)
        store.journal.reject(a, **BY)
        link(store, at=AT)
        assert {r.event_id for r in incident_of(store, b).reports} == {b}

    def test_a_newer_coder_keeps_ids_and_judgements(self, store: Store, gold: CodedGold) -> None:
        a, b = [e for e in of_incident(gold, "t-jalawla-1") if store.get_event(e)]
        store.journal.judge_pair("not_same", a, b, **BY)
        link(store, at=AT)
        ids = {i.id for i in iter_incidents(store)}
        newer = [
            msgspec.structs.replace(
                coded,
                coder="rules 99.0.0",
                events=tuple(msgspec.structs.replace(e, id=f"{e.id[:-1]}x") for e in coded.events),
                traces=(),
            )
            for coded in named(gold, "jalawla-a", "jalawla-b", "jalawla-d", "jalawla-e")
        ]
        done = add(store, newer)
        assert done.fates == ()
        assert {i.id for i in iter_incidents(store)} == ids
        assert incident_of(store, f"{a[:-1]}x").id != incident_of(store, f"{b[:-1]}x").id


class TestWhy:
    def test_the_weights_add_up(self, linked: Store, gold: CodedGold) -> None:
        a, b = of_incident(gold, "t-qara")
        found = why(linked, a, b)
        assert found.joined
        assert found.weight == pytest.approx(found.prior + sum(c.weight for c in found.comparisons), abs=1e-6)
        assert why(linked, b, a).weight == pytest.approx(found.weight)

    def test_what_is_no_pair_is_refused(self, linked: Store, gold: CodedGold) -> None:
        [a, _] = of_incident(gold, "t-qara")
        with pytest.raises(BadSetting, match="one event"):
            why(linked, a, a)
        with pytest.raises(BadSetting, match="no event"):
            why(linked, a, "ev_none")


def test_a_store_open_for_reading_is_not_linked(tmp_path: Path) -> None:
    path = tmp_path / "s.duckdb"
    Store.open(path).close()
    with Store.open(path, read_only=True) as store, pytest.raises(StoreError, match="open it for writing"):
        link(store, at=AT)


def test_an_error_in_the_middle_leaves_the_store_as_it_was(
    gold: CodedGold, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Store.open(tmp_path / "s.duckdb") as store:
        add(store, named(gold, "jalawla-a", "jalawla-b"))
        before = partition(store)
        monkeypatch.setattr("marsad.corroborate.link.relate", lambda *_: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            add(store, named(gold, "jalawla-c"))
        assert partition(store) == before
        assert store.query("SELECT count(*) FROM link_reports").rows == [(2,)] or partition(store) == before
        monkeypatch.undo()
        assert link(store, at=AT).fresh > 0
