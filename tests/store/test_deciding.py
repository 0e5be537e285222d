"""Decisions on places and actors in a store: applied, seen everywhere, undone, kept over a new coding, checked, copied."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import marsad
from marsad.actors.registry import get_actor
from marsad.corroborate import deciding
from marsad.corroborate.effects import naming_effect, placing_effect
from marsad.corroborate.link import link
from marsad.corroborate.reading import iter_incidents
from marsad.errors import BadSetting
from marsad.store import Store, placing
from marsad.store.journal import replay
from marsad.store.keeping import copy_store
from marsad.store.naming import ActorDecision, ActorRulings, check_decision, decision_of, fixed_ids, holding
from marsad.store.placing import Point
from marsad.store.placings import decisions_of

NOW, LATER = "2026-01-02T10:00:00", "2026-01-02T11:00:00"
TEXTS = {
    "1.txt": "قتل مدنيان في قصف مدفعي على قرية الخويسة في قضاء الحويجة بمحافظة كركوك.",
    "2.txt": "انفجرت عبوة ناسفة في مدينة الفلوجة. وقتل ثلاثة جنود في هجوم على قرية الخويسة بمحافظة كركوك",
    "3.txt": "هاجم مسلحون قرية تل الرماح في ريف حلب وقتلوا خمسة جنود سوريين",
}


@pytest.fixture(scope="module")
def coded() -> list[Any]:
    return [marsad.code(text, published="2024-03-05", id=name, source=f"مثال {name}") for name, text in TEXTS.items()]


@pytest.fixture
def store(tmp_path: Path, coded: list[Any]) -> Iterator[Store]:
    with Store.open(tmp_path / "record.duckdb") as made:
        run = made.start_run("rules 0.1.0")
        for one in coded:
            made.add(one, run)
        made.finish_run(run)
        link(made, at=NOW)
        yield made


def points(store: Store) -> list[tuple[Any, ...]]:
    return store.query("SELECT lat, lon, precision FROM event_places WHERE name = 'الخويسة' ORDER BY ALL").rows


def here(store: Store, lat: str = "35.4", lon: str = "43.7", **more: Any) -> Any:
    return placing.decide_on(store, "الخويسة", "IRQ", Point(lat=lat, lon=lon, **more))


def ids(store: Store) -> set[str]:
    return {a.actor_id for found in store.iter_judged() for a in found.event.actors}


def test_a_placed_name_moves_its_events_and_incidents_and_comes_back(store: Store) -> None:
    before = points(store)
    records = list(iter_incidents(store))
    decision = here(store, radius=3.0, name_en="Khuwaysa")
    _, changed = placing.changes(store, decision)
    effect = placing_effect(store, changed)
    assert points(store) == before, "the effect is told, not made"
    row = deciding.place_name(store, decision, by="سلمى", at=NOW, note="from a map")
    assert points(store) == [(35.4, 43.7, "town")] * 2
    moved = [i for i in iter_incidents(store) if i.where and i.where.name == "الخويسة"]
    assert all((i.where.lat, i.where.radius_km) == (35.4, 3.0) for i in moved if i.where)
    assert (effect.events, effect.documents, effect.incidents) == (2, 2, len(moved))
    assert {s.after.where.lat for s in effect.shifts if s.after.where} == {35.4}
    assert effect.compared == 2
    assert store.check() == []
    assert placing.is_settled(store)
    deciding.undo(store, row.judgement_id, by="سلمى", at=LATER)
    assert points(store) == before
    assert [i.to_dict() for i in iter_incidents(store)] == [i.to_dict() for i in records]
    assert store.check() == []
    deciding.undo(store, store.journal.history()[-1].judgement_id, by="سلمى", at=LATER)
    assert points(store) == [(35.4, 43.7, "town")] * 2


def test_texts_coded_afterwards_know_the_name_and_follow_when_it_is_moved_or_taken_back(store: Store) -> None:
    first = deciding.place_name(store, here(store), by="سلمى", at=NOW)
    later = marsad.code(
        "قصفت المدفعية قرية الخويسة في محافظة كركوك أمس", id="4.txt", published="2024-04-01", places=store.path
    )
    run = store.start_run("rules 0.1.0")
    store.add(later, run)
    store.finish_run(run)
    assert points(store) == [(35.4, 43.7, "town")] * 3
    second = deciding.place_name(store, here(store, "35.5", "43.8"), by="ليلى", at=LATER)
    assert points(store) == [(35.5, 43.8, "town")] * 3
    standing, _ = decisions_of(store)
    assert [d.judgement for d in standing] == [second.judgement_id]
    deciding.undo(store, second.judgement_id, by="ليلى", at=LATER)
    assert points(store) == [(35.4, 43.7, "town")] * 3
    deciding.undo(store, first.judgement_id, by="ليلى", at=LATER)
    assert (35.4, 43.7, "town") not in points(store)
    assert store.check() == []


def test_a_decision_outlives_a_newer_coder(store: Store, coded: list[Any]) -> None:
    import msgspec

    deciding.place_name(store, here(store), by="سلمى", at=NOW)
    run = store.start_run("rules 9.0.0")
    for one in coded:
        store.add(msgspec.structs.replace(one, coder="rules 9.0.0"), run)
    store.finish_run(run)
    assert any("placed" in fault for fault in store.check()), "what the newer coder read knows nothing of it"
    placing.settle(store)
    assert points(store) == [(35.4, 43.7, "town")] * 2
    assert store.check() == []


def test_a_copy_holds_the_decisions_and_the_file_is_made_from_them(store: Store, tmp_path: Path) -> None:
    deciding.place_name(store, here(store), by="سلمى", at=NOW)
    path = store.path
    store.close()
    copy_store(path, tmp_path / "other" / "copy.duckdb")
    with Store.open(tmp_path / "other" / "copy.duckdb") as copy:
        assert not placing.is_settled(copy)
        assert placing.settle(copy).changed == 0
        assert placing.is_settled(copy)
        assert points(copy) == [(35.4, 43.7, "town")] * 2
        assert (tmp_path / "other" / "copy.places" / "placed.csv").read_bytes() == path.with_suffix(".places").joinpath(
            "placed.csv"
        ).read_bytes()


def test_a_candidate_of_the_gazetteer_stands_for_a_wrong_place(store: Store) -> None:
    [(name, place_id)] = store.query("SELECT DISTINCT name, place_id FROM event_places WHERE name = 'الفلوجة'").rows
    [other] = store.query(
        "SELECT DISTINCT place_id FROM event_places WHERE name = 'حلب' OR admin1 = 'حلب' LIMIT 1"
    ).rows or [(None,)]
    from marsad.places.gazetteer import load_gazetteer

    target = next(p for p in load_gazetteer().find("الحويجة") if p.country == "IRQ" and p.lat is not None)
    decision = placing.decide_on(store, name, "IRQ", target.place_id, instead_of=(place_id,))
    deciding.place_name(store, decision, by="سلمى", at=NOW)
    assert store.query("SELECT count(*) FROM event_places WHERE name = 'الفلوجة'").rows == [(0,)]
    assert store.query(f"SELECT count(*) FROM event_places WHERE place_id = '{target.place_id}'").rows == [(1,)]
    assert other is not None


@pytest.mark.parametrize(
    ("target", "told"),
    [
        (Point(lat="95", lon="43"), "outside the globe"),
        (Point(lat="x", lon="43"), "no degrees"),
        (Point(lat="35", lon="43", precision="exactly"), "precision"),
        (Point(lat="35", lon="43", radius=0.0), "radius"),
        (Point(lat="35", lon="43", feature="castle"), "kind"),
        (Point(lat="35", lon="43", country="Atlantis"), "country"),
        ("pl_nothing", "no place of the gazetteer"),
    ],
)
def test_what_cannot_be_is_told(store: Store, target: Any, told: str) -> None:
    with pytest.raises(BadSetting, match=told):
        placing.decide_on(store, "الخويسة", "IRQ", target)


@pytest.mark.parametrize("name", ["", "Khuwaysa", "=HYPERLINK(1)الخويسة"])
def test_a_name_that_is_none_is_told(store: Store, name: str) -> None:
    with pytest.raises(BadSetting, match="name"):
        placing.decide_on(store, name, "IRQ", Point(lat="35", lon="43"))


def test_a_merge_is_seen_in_events_and_incidents_and_comes_back(store: Store) -> None:
    before = [i.to_dict() for i in iter_incidents(store)]
    assert "SYR-UAF" in ids(store)
    decision = check_decision(ActorDecision(act="merge", actor_id="SYR-UAF", into="SYR-REB"), [])
    rulings = store.actor_rulings
    effect = naming_effect(store, holding(store, ["SYR-UAF"]), ActorRulings((*rulings.decisions, decision)))
    assert (effect.events, effect.incidents, effect.compared) == (1, 1, 1)
    row = deciding.decide_actor(store, decision, by="سلمى", at=NOW)
    assert "SYR-UAF" not in ids(store)
    assert "SYR-REB" in {a.actor_id for i in iter_incidents(store) for a in i.actors}
    assert store.query("SELECT count(*) FROM link_reports WHERE list_contains(sides, 'SYR-REB')").rows == [(1,)]
    assert link(store, at=LATER).fresh == 0, "linking again finds nothing new"
    assert store.check() == []
    deciding.undo(store, row.judgement_id, by="سلمى", at=LATER)
    assert "SYR-UAF" in ids(store)
    assert [i.to_dict() for i in iter_incidents(store)] == before


def test_a_merge_speaks_of_events_that_come_later(store: Store) -> None:
    deciding.decide_actor(store, ActorDecision(act="merge", actor_id="SYR-UAF", into="SYR-REB"), by="سلمى", at=NOW)
    run = store.start_run("rules 0.1.0")
    store.add(
        marsad.code("هاجم مسلحون بلدة منبج في سوريا وقتلوا جنديين سوريين", id="9.txt", published="2024-05-01"), run
    )
    store.finish_run(run)
    link(store, at=LATER)
    assert "SYR-UAF" not in ids(store)
    assert store.query("SELECT count(*) FROM link_reports WHERE list_contains(sides, 'SYR-UAF')").rows == [(0,)]


def test_a_name_is_shown_and_the_id_stays(store: Store) -> None:
    runs = store.query("SELECT count(*) FROM link_runs").rows
    decision = check_decision(
        ActorDecision(act="rename", actor_id="SYR-MIL", name="القوات السورية", name_en="Forces"), []
    )
    deciding.decide_actor(store, decision, by="سلمى", at=NOW)
    assert ("SYR-MIL", "القوات السورية") in {(a.actor_id, a.name) for i in iter_incidents(store) for a in i.actors}
    assert "القوات السورية" in {a.name for found in store.iter_judged() for a in found.event.actors}
    assert store.query("SELECT count(*) FROM link_runs").rows == runs, "a name changes no link"


def test_a_name_as_written_goes_to_another_body_and_its_dead_with_it(store: Store) -> None:
    [found] = [f for f in store.iter_judged() if any(a.actor_id == "SYR-MIL" for a in f.event.actors)]
    words = next(a.text for a in found.event.actors if a.actor_id == "SYR-MIL")
    assert words
    decision = check_decision(
        ActorDecision(act="split", actor_id="SYR-MIL", into="SYR-PRM-sdf", words=(words,)), [words]
    )
    deciding.decide_actor(store, decision, by="سلمى", at=NOW)
    [moved] = list(store.iter_judged([found.event.id]))
    entry = get_actor("SYR-PRM-sdf")
    assert entry is not None
    assert (entry.id, entry.name) in {(a.actor_id, a.name) for a in moved.event.actors}
    assert {t.actor_id for t in moved.event.casualties} == {"SYR-PRM-sdf"}


@pytest.mark.parametrize(
    ("decision", "told"),
    [
        (ActorDecision(act="merge", actor_id="SYR-MIL", into="SYR-REB"), "fixes"),
        (ActorDecision(act="merge", actor_id="SYR-UAF", into="SYR-CVL-somebody"), "somebody of their own"),
        (ActorDecision(act="merge", actor_id="SYR-UAF", into="SYR-UAF"), "the same"),
        (ActorDecision(act="merge", actor_id="SYR-UAF", into="QQQ-REB"), "no country"),
        (ActorDecision(act="merge", actor_id="SYR-UAF", into="nobody"), "no actor id"),
        (ActorDecision(act="rename", actor_id="SYR-CVL", name="فلان"), "no name"),
        (ActorDecision(act="rename", actor_id="SYR-UAF", name=" "), "name"),
        (ActorDecision(act="split", actor_id="SYR-UAF", into="SYR-REB", words=("غير ذلك",)), "names as written"),
    ],
)
def test_a_decision_on_an_actor_that_cannot_be_is_told(decision: ActorDecision, told: str) -> None:
    with pytest.raises(BadSetting, match=told):
        check_decision(decision, ["مسلحون"])


def test_every_fixed_id_has_its_form_and_named_bodies_are_in_the_registry() -> None:
    assert len(fixed_ids()) == 49
    assert [
        i for i in sorted(fixed_ids()) if i.count("-") > 1 and get_actor(i) is None and i != "IRN-PRM-aligned"
    ] == []


IDS = st.sampled_from(["SYR-UAF", "SYR-REB", "SYR-PRM", "TUR-PRM"])
ACTIONS = st.lists(
    st.tuples(st.just("merge"), IDS, IDS) | st.tuples(st.just("undo"), st.integers(0, 5), st.none()), max_size=6
)


@settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
@given(ACTIONS)
def test_events_are_what_replaying_the_journal_gives(
    tmp_path_factory: pytest.TempPathFactory, coded: list[Any], actions: Any
) -> None:
    with Store.open(tmp_path_factory.mktemp("replay") / "r.duckdb") as store:
        run = store.start_run("rules 0.1.0")
        store.add(coded[2], run)
        store.finish_run(run)
        link(store, at=NOW)
        raw = {a.actor_id for f in store.iter_judged(None, ActorRulings(())) for a in f.event.actors}
        for act, first, second in actions:
            standing = store.journal.decisions("actor")
            if act == "merge" and first != second:
                deciding.decide_actor(store, ActorDecision(act="merge", actor_id=first, into=second), by="س", at=NOW)
            elif act == "undo" and standing:
                deciding.undo(store, standing[first % len(standing)].judgement_id, by="س", at=NOW)
        expected = raw
        for row in replay(store.journal.history()):
            decision = decision_of(row)
            expected = {decision.into if i == decision.actor_id else i for i in expected}
        assert ids(store) == expected
        assert {a.actor_id for i in iter_incidents(store) for a in i.actors} <= expected
        assert store.check() == []
