"""Who is the initiator, who the target, in the active, the passive, nouns, support verbs, relative clauses and lists."""

from __future__ import annotations

import pytest
from coded_events import coded, event_of, ids_of, with_known
from role_cases import CASES, KNOWN_WRONG

from marsad.coding.control import is_non_state, resolve_type
from marsad.coding.draft import Filler
from marsad.coding.roles import can_initiate
from marsad.model import ActorMention


@pytest.mark.parametrize(("text", "type_", "initiators", "targets"), with_known(CASES, KNOWN_WRONG))
def test_who_does_what_to_whom(text: str, type_: str, initiators: str, targets: str) -> None:
    event = event_of(text, type_)
    found = ids_of(event, "initiator") if initiators != "?" else "?", ids_of(event, "target", "affected")
    assert found == (initiators, found[1] if targets == "?" else targets)


def test_nobody_is_initiator_and_target_of_one_event() -> None:
    for text, *_ in CASES.values():
        for event in coded(text).events:
            roles = [(a.actor_id, a.role) for a in event.actors if a.role in ("initiator", "target")]
            assert len({actor for actor, _ in roles}) == len(roles), text


def actor(sector: str, specificity: str = "named") -> ActorMention:
    actor_id = f"IRQ-{sector}"
    return ActorMention(
        text="x", span=(0, 1), first=0, last=1, actor_id=actor_id, name="x", sector=sector, country="IRQ",
        specificity=specificity,  # type: ignore[arg-type]
    )  # fmt: skip


@pytest.mark.parametrize(
    ("type_", "sector", "able"),
    [
        ("shelling", "MIL", True),
        ("shelling", "REB", True),
        ("shelling", "CVL", False),
        ("arrest", "LEG", False),
        ("arrest", "GOV", True),
        ("evacuation", "NGO", True),
        ("captives_released", "JUD", True),
        ("abduction", "JUD", False),
        ("protest", "CVL", True),
        ("diplomacy", "IGO", True),
    ],
    ids=lambda value: str(value),
)
def test_what_a_sector_can_do(type_: str, sector: str, able: bool) -> None:
    assert can_initiate(type_, actor(sector)) is able


def test_a_bomber_told_as_a_person_is_no_body() -> None:
    assert not can_initiate("suicide_attack", actor("REB", "people"))


@pytest.mark.parametrize(
    ("actor_id", "non_state"),
    [
        ("INT-REB-islamic-state", True),
        ("IRQ-UAF", True),
        ("SDN-PRM-rsf", True),
        ("LBY-PRM-lna", True),
        ("SYR-MIL", False),
        ("IRQ-PRM-pmf", False),
        ("IRQ-COP", False),
    ],
)
def test_who_fights_outside_a_state(actor_id: str, non_state: bool) -> None:
    assert is_non_state(actor_id) is non_state


def filler(actor_id: str, role: str = "initiator") -> Filler:
    return Filler(
        role=role, actor_id=actor_id, name=None, name_en=None, first=0, last=1, span=(0, 1), text="x", rule="subject"  # type: ignore[arg-type]
    )  # fmt: skip


@pytest.mark.parametrize(
    ("type_", "by", "resolved"),
    [
        ("control", "SYR-MIL", "territory_regained"),
        ("control", "SYR-REB-hts", "territory_seized"),
        ("control_lost", "INT-REB-islamic-state", "territory_regained"),
        ("control_lost", "IRQ-MIL", "territory_seized"),
        ("arrest", "IRQ-COP", "arrest"),
        ("arrest", "YEM-REB-houthi", "abduction"),
        ("territory_regained", "YEM-REB-houthi", "territory_seized"),
        ("territory_regained", "YEM-MIL", "territory_regained"),
        ("air_strike", "YEM-REB-houthi", "air_strike"),
    ],
)
def test_the_type_depends_on_who_acts(type_: str, by: str, resolved: str) -> None:
    assert resolve_type(type_, (filler(by),)) == resolved


def test_a_place_taken_by_nobody_told_counts_as_regained() -> None:
    assert resolve_type("control", ()) == "territory_regained"
