"""Order of arrival changes no incident, ids stay or are told what became of them, and undoing restores: over real stores."""

from __future__ import annotations

import tempfile
from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import msgspec
from corroborate.happenings import OUTLETS, TOWNS, Told  # type: ignore[import-not-found]
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from marsad.corroborate.link import link
from marsad.corroborate.reading import iter_incidents
from marsad.store import Store
from marsad.store.journal import replay

AT = "2024-12-31T00:00:00"
BY = {"by": "سلمى", "at": AT}
WORDS = ("دورية للشرطة عند جسر الحديد القديم", "حاجزاً للجيش على طريق البساتين الشرقي", "سوقاً للخضار خلف المستشفى العام")
FEW = settings(max_examples=3, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@st.composite
def tellings(draw: st.DrawFn, size: int = 12) -> list[Told]:
    """Reports of a few happenings near each other, as outlets differ about them; names are theirs alone."""
    day = st.integers(10, 16).map(lambda n: f"2024-03-{n}")
    found = []
    for number in range(draw(st.integers(4, size))):
        when, published = draw(st.one_of(st.none(), day)), draw(st.one_of(st.none(), day))
        if draw(st.integers(0, 9)) == 0:
            published = "2024-04-05"
        found.append(
            Told(
                f"d{number:02}",
                town=draw(st.sampled_from([*TOWNS, None])),
                type=draw(st.sampled_from(["explosive_device", "suicide_attack", "armed_clash"])),
                day=when,
                published=published,
                killed=tuple(draw(st.lists(st.sampled_from([2, 3, 14]), max_size=2))),
                outlet=draw(st.sampled_from(OUTLETS)),
                target=draw(st.sampled_from(["IRQ-COP", "IRQ-MIL", None])),
                words=draw(st.sampled_from(WORDS)),
            )
        )
    return found


@contextmanager
def new_store() -> Iterator[Store]:
    with tempfile.TemporaryDirectory() as folder, Store.open(Path(folder) / "s.duckdb") as store:
        yield store


def add(store: Store, told: Sequence[Told]) -> None:
    run = store.start_run("rules")
    for report in told:
        store.add(report.coded(), run)
    store.finish_run(run)
    link(store, at=AT)


def contents(store: Store) -> dict[frozenset[str], Any]:
    """Reports of each incident → what it says, without ids of incidents; relations by their reports."""
    members = {i.id: frozenset(r.event_id for r in i.reports) for i in iter_incidents(store)}
    told = {}
    for incident in iter_incidents(store):
        related = sorted((r.relation, sorted(members[r.incident_id])) for r in incident.related)
        told[members[incident.id]] = (msgspec.structs.replace(incident, id="", related=()), related)
    return told


def ids(store: Store) -> dict[str, str]:
    return dict(store.query("SELECT event_id, incident_id FROM incident_reports").rows)


@FEW
@given(tellings(), st.data())
def test_order_and_batches_change_no_incident(told: list[Told], data: st.DataObject) -> None:
    with new_store() as at_once, new_store() as bit_by_bit:
        add(at_once, told)
        turned = data.draw(st.permutations(told))
        cuts = sorted(data.draw(st.sets(st.integers(1, len(told) - 1), min_size=1, max_size=3)))
        for first, last in zip([0, *cuts], [*cuts, len(turned)], strict=True):
            before = set(ids(bit_by_bit).values())
            add(bit_by_bit, turned[first:last])
            fates = {name for (name,) in bit_by_bit.query("SELECT incident_id FROM incident_fates").rows}
            gone = before - set(ids(bit_by_bit).values())
            assert gone <= fates  # no id ends without a word
        assert contents(bit_by_bit) == contents(at_once)
        assert bit_by_bit.check() == []
        names = ids(bit_by_bit)
        again = link(bit_by_bit, at=AT)
        assert (again.fresh, again.changed, again.fates) == (0, 0, ())
        assert ids(bit_by_bit) == names


@FEW
@given(tellings(8), st.data())
def test_what_was_judged_shows_and_undoing_all_of_it_restores(told: list[Told], data: st.DataObject) -> None:
    with new_store() as store:
        add(store, told)
        before, events = contents(store), sorted(ids(store))
        pairs = data.draw(
            st.lists(
                st.tuples(st.sampled_from(events), st.sampled_from(events)).filter(lambda p: p[0] < p[1]),
                max_size=3,
                unique=True,
            )
        )
        made = []
        for a, b in pairs:
            kind = data.draw(st.sampled_from(["same", "not_same", "unsure"]))
            made.append((store.journal.judge_pair(kind, a, b, **BY).judgement_id, kind, a, b))
        rejected = data.draw(st.sampled_from([None, *events]))
        if rejected:
            made.append((store.journal.reject(rejected, **BY).judgement_id, "reject", rejected, ""))
        link(store, at=AT)
        assert store.check() == []
        assert store.journal.active() == replay(store.journal.history())
        names = ids(store)
        assert rejected not in names
        same = [(a, b) for _, kind, a, b in made if kind == "same" and {a, b} <= set(names)]
        assert all(names[a] == names[b] for a, b in same)
        for _, kind, a, b in made:
            if kind == "not_same" and not same and {a, b} <= set(names):
                assert names[a] != names[b]
        for judgement_id, *_ in data.draw(st.permutations(made)):
            store.journal.undo(judgement_id, **BY)
        link(store, at=AT)
        assert contents(store) == before
        assert store.check() == []
        members = defaultdict(set)
        for event, incident in ids(store).items():
            members[incident].add(event)
        assert {frozenset(m) for m in members.values()} == set(before)
