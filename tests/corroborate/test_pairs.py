"""Which reports join: late ones, misdated ones, rising tolls, unknown gunmen; and which stay apart beside them."""

from __future__ import annotations

from pathlib import Path

import pytest
from corroborate.happenings import Told  # type: ignore[import-not-found]

from marsad.corroborate.link import link
from marsad.corroborate.reading import iter_incidents
from marsad.store import Store

AT = "2024-12-31T00:00:00"
SAME = [
    pytest.param(
        Told("a", killed=(14,)),
        Told("b", killed=(14,), day=None, published="2024-03-30", outlet="مركز"),
        id="weeks later, without a day: place, toll, sides and words",
    ),
    pytest.param(
        Told("a", killed=(4,), published="2024-03-13"),
        Told("b", killed=(4,), day="2024-03-07", published="2024-03-13", outlet="مركز"),
        id="published together, one of them misdated",
    ),
    pytest.param(
        Told("a", killed=(3,)), Told("b", killed=(21,), published="2024-03-14", outlet="مركز"), id="a toll that rose"
    ),
    pytest.param(
        Told("a", initiator="XXX-UAF", target=None),
        Told("b", initiator="INT-REB-islamic-state", target=None, outlet="مركز"),
        id="gunmen unknown, then known",
    ),
    pytest.param(
        Told("a", killed=(34,), type="shelling"),
        Told("b", killed=(51,), type="air_strike", published="2024-03-14", day="2024-03-12", outlet="مركز"),
        id="many dead of one order, from the air or the ground",
    ),
]
APART = [
    pytest.param(
        Told("a", killed=(14,)),
        Told("b", killed=(14,), day="2024-03-30", published="2024-03-30", outlet="مركز", words="مركبة قرب محطة الوقود"),
        id="weeks later, the day told",
    ),
    pytest.param(
        Told("a", killed=(3,)),
        Told("b", killed=(3,), day=None, published="2024-03-30", outlet="مركز", words="حاجزاً على طريق النخيل الغربي"),
        id="weeks later, without a day: a small toll and other words",
    ),
    pytest.param(
        Told("a"), Told("b", town="السبيل", killed=(7,), outlet="مركز", words="سوقاً للخضار", target="IRQ-CVL", group="civilians"),
        id="the next town, another toll",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("first", "second"), SAME)
def test_one_happening(tmp_path: Path, first: Told, second: Told) -> None:
    assert count(tmp_path, first, second) == 1


@pytest.mark.parametrize(("first", "second"), APART)
def test_two_happenings(tmp_path: Path, first: Told, second: Told) -> None:
    assert count(tmp_path, first, second) == 2


def test_a_toll_told_twice_is_counted_once(tmp_path: Path) -> None:
    with Store.open(tmp_path / "s.duckdb") as store:
        store.add(Told("a", killed=(5, 6)).coded(), store.start_run("rules"))
        link(store, at=AT)
        [incident] = iter_incidents(store)
    assert (incident.casualties[0].min, incident.casualties[0].max, incident.casualties[0].best) == (6, 6, 6)


def count(tmp_path: Path, *told: Told) -> int:
    """The incidents of these reports."""
    with Store.open(tmp_path / "s.duckdb") as store:
        run = store.start_run("rules")
        for report in told:
            store.add(report.coded(), run)
        link(store, at=AT)
        assert store.check() == []
        return len(list(iter_incidents(store)))
