"""Statements: one a value, with its words and where it comes from."""

from __future__ import annotations

import pytest
from builders import TEXT, make_event, make_traces
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace
from strategies import TEXTS, events

from marsad.model import Alternative, Casualties, Count, Event, Part, Related, Trace
from marsad.store import Statement, iter_statements
from marsad.store.rows import parse_coder


def by_slot(event: Event, *traces: Trace) -> dict[str, Statement]:
    return {s.slot: s for s in iter_statements("doc_1", event, traces)}


@pytest.mark.parametrize(
    ("slot", "value", "words"),
    [
        ("type", "air_strike", "أغارت"),
        ("modality", "occurred", "أغارت"),
        ("trigger", "أغارت", "أغارت"),
        ("when.start", "2020-06-01", "صباح الاثنين"),
        ("where[0].lat", "36.25", "بلدة الريحانية"),
        ("actors[1].actor_id", "SYR-UAF", "للمسلحين"),
        ("casualties[1].min", "2", "مدنيين اثنين"),
        ("claims[0].responsibility", "false", "الناطق باسم الجيش"),
    ],
)
def test_a_value_has_its_words(slot: str, value: str, words: str) -> None:
    statement = by_slot(make_event())[slot]
    assert (statement.value, statement.text) == (value, words)
    assert TEXT[statement.span_start : statement.span_end] == words


@pytest.mark.parametrize(
    "slot",
    ["when.basis", "where[0].basis", "where[0].admin2", "count.min", "means.class", "unverified", "where[0].text"],
)
def test_what_is_not_told_states_nothing(slot: str) -> None:
    assert slot not in by_slot(make_event())


@pytest.mark.parametrize(("radius", "value"), [(10, "10"), (10.0, "10"), (0.5, "0.5"), (-1e300, "-1e+300")])
def test_a_number_has_one_spelling(radius: float, value: str) -> None:
    place = replace(make_event().where[0], radius_km=radius)
    assert by_slot(make_event(where=(place,)))["where[0].radius_km"].value == value


def test_the_basis_stands_beside_the_value() -> None:
    assert by_slot(make_event())["when.start"].basis == "relative"


def test_no_upper_bound_is_a_value() -> None:
    toll = Casualties(outcome="killed", group="unknown", min=3, max=None, qualifier="vague")
    assert by_slot(make_event(casualties=(toll,)))["casualties[0].max"].value is None


def test_parts_alternatives_and_relations_have_slots_of_their_own() -> None:
    toll = Casualties(
        outcome="killed",
        group="unknown",
        min=3,
        max=3,
        qualifier="exact",
        of_which=(Part(category="children", min=1, max=1),),
        alternatives=(Alternative(min=5, max=5, claim=0),),
    )
    related = (Related(event_id="evt_2", relation="followed_by"),)
    slots = by_slot(make_event(casualties=(toll,), related=related, unverified=True, count=Count(min=2, max=2)))
    assert slots["casualties[0].of_which[0].category"].value == "children"
    assert slots["casualties[0].alternatives[0].claim"].value == "0"
    assert slots["related[0].event_id"].value == "evt_2"
    assert slots["unverified"].value == "true"
    assert slots["count.min"].value == "2"


@pytest.mark.parametrize(
    ("slots", "expected"),
    [
        pytest.param(["casualties[0].min", "casualties[0]"], "casualties[0].min", id="its-own"),
        pytest.param(["casualties[0]", "casualties"], "casualties[0]", id="its-piece"),
        pytest.param(["casualties[1]", "casualties"], "casualties", id="its-list"),
        pytest.param(["casualties[1]", "where[0]"], None, id="none"),
    ],
)
def test_the_nearest_trace_is_the_origin(slots: list[str], expected: str | None) -> None:
    event = make_event()
    traces = [Trace(event_id=event.id, slot=slot, stage="s", rule=slot) for slot in slots]
    assert by_slot(event, *traces)["casualties[0].min"].rule == expected


def test_lost_candidates_and_other_events_are_no_origin() -> None:
    event = make_event()
    lost = Trace(event_id=event.id, slot="type", stage="s", rule="lost", kept=False)
    other = Trace(event_id="evt_other", slot="type", stage="s", rule="other")
    assert by_slot(event, lost, other)["type"].rule is None
    assert by_slot(event, lost, *make_traces(event))["type"].rule == "strike-verb"


@given(data=st.data())
def test_every_statement_has_a_slot_an_id_and_words_of_its_own(data: st.DataObject) -> None:
    text = data.draw(TEXTS)
    event = data.draw(events(text))
    statements = list(iter_statements("doc_1", event))
    assert len({s.slot for s in statements}) == len({s.statement_id for s in statements}) == len(statements)
    for s in statements:
        assert s.text is None or text[s.span_start : s.span_end] == s.text


def test_ids_depend_on_document_event_slot_value_and_span_alone() -> None:
    event = make_event()
    ids = {s.statement_id for s in iter_statements("doc_1", event)}
    assert {s.statement_id for s in iter_statements("doc_1", event, make_traces(event), coder="other 9")} == ids
    assert ids.isdisjoint(s.statement_id for s in iter_statements("doc_2", event))


@pytest.mark.parametrize(
    ("coder", "engine", "version"),
    [
        ("rules 0.1.0", "rules", [0, 1, 0]),
        ("rules 0.10.2+data.5", "rules", [0, 10, 2]),
        ("rules 1.0-rc1", "rules", [1, 0]),
        ("llm qwen2.5 3", "llm qwen2.5", [3]),
        ("llm", "llm", []),
    ],
)
def test_coders_compare_as_versions(coder: str, engine: str, version: list[int]) -> None:
    assert parse_coder(coder) == (engine, version)
