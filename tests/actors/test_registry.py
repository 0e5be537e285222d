"""The registry: ids of the codebook stand, every entry can be found by its own names, wrong data is told."""

from __future__ import annotations

import pytest

from marsad.actors import find_actors, get_actor, iter_actors
from marsad.actors.registry import check_id
from marsad.errors import BadData
from marsad.lexicon.countries import get_country
from marsad.text.words import Words

FIXED = [
    "INT-REB-islamic-state",
    "INT-MIL-coalition",
    "INT-MIL-arab-coalition",
    "IRQ-MIL",
    "IRQ-MIL-army",
    "IRQ-MIL-air-force",
    "IRQ-MIL-army-aviation",
    "IRQ-MIL-cts",
    "IRQ-MIL-joint-operations",
    "IRQ-COP",
    "IRQ-COP-federal-police",
    "IRQ-COP-rapid-response",
    "IRQ-PRM-pmf",
    "IRQ-PRM-tribal",
    "IRQ-MIL-peshmerga",
    "IRQ-SPY",
    "IRQ-SPY-inss",
    "IRQ-GOV",
    "IRQ-LEG",
    "IRQ-JUD",
    "IRN-PRM-aligned",
    "SYR-MIL",
    "SYR-PRM-sdf",
    "TUR-MIL",
    "USA-MIL",
    "RUS-MIL",
    "IRN-MIL",
    "ISR-MIL",
    "SYR-REB-nusra",
    "SYR-PRM-ypg",
    "PSE-REB-islamic-jihad",
    "YEM-PRM-popular-resistance",
    "LBY-PRM-tuareg",
    "LBY-PRM-tebu",
    "TUN-COP-national-guard",
    "INT-NGO-icrc",
    "INT-IGO-un",
    "TUR-REB-pkk",
    "YEM-REB-houthi",
    "LBN-PRM-hezbollah",
    "PSE-REB-hamas",
    "INT-REB-al-qaeda",
    "LBY-PRM-lna",
    "LBY-MIL-gna",
    "SDN-PRM-rsf",
    "SDN-MIL",
]


@pytest.mark.parametrize("actor_id", FIXED)
def test_fixed_ids_stand(actor_id: str) -> None:
    assert get_actor(actor_id) is not None


def test_every_entry_has_a_country_and_names() -> None:
    for entry in iter_actors():
        assert entry.country == "INT" or get_country(entry.country), entry.id
        assert entry.name, entry.id
        assert entry.name_en, entry.id
        assert entry.names or entry.local or entry.adjectives, entry.id


def test_every_name_finds_its_own_entry() -> None:
    found = {(entry.id, name): find_actors(Words(name)) for entry in iter_actors() for name in entry.names}
    wrong = [(key, [m.actor_id for m in ms]) for key, ms in found.items() if [m.actor_id for m in ms] != [key[0]]]
    assert wrong == []


def test_no_name_stands_for_two_bodies() -> None:
    seen: dict[str, str] = {}
    for entry in iter_actors():
        for name in entry.names:
            assert seen.setdefault(name, entry.id) == entry.id, name


@pytest.mark.parametrize("actor_id", ["IRQ", "IRQ-ARMY", "iraq-MIL", "IRQ-MIL-Army", "IRQ-XYZ"])
def test_a_malformed_id_is_bad_data(actor_id: str) -> None:
    with pytest.raises(BadData, match="COUNTRY-SECTOR"):
        check_id(actor_id, "data")
