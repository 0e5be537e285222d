"""What the figures count: bins of time, ranges of tolls, actors without names, governorates, points."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marsad.exports import ExportRecord
from marsad.model import Actor, Alternative, Casualties, When, Where
from marsad.report.figures import series


def record(type_: str = "air_strike", start: str | None = None, end: str | None = None, **fields: Any) -> ExportRecord:
    return ExportRecord(id="ev", type=type_, when=When(start=start, end=end or start), **fields)


def toll(outcome: str, low: int, high: int | None, *others: tuple[int, int | None]) -> Casualties:
    told = tuple(Alternative(min=a, max=b) for a, b in others)
    return Casualties(
        outcome=outcome,  # type: ignore[arg-type]
        group="unknown",
        min=low,
        max=high,
        qualifier="range",
        alternatives=told,
    )


@pytest.mark.parametrize(
    ("last", "unit"),
    [
        ("2020-01-01", "day"), ("2020-03-11", "day"), ("2020-03-12", "week"), ("2021-07-01", "week"), ("2022-01-01", "month"),
        ("2040-01-01", "year"),
    ],
)  # fmt: skip
def test_the_unit_grows_with_the_time(last: str, unit: str) -> None:
    assert series.unit_for(date(2020, 1, 1), date.fromisoformat(last)) == unit


@given(st.lists(st.dates(date(1990, 1, 1), date(2030, 12, 31)), min_size=1, max_size=20))
def test_bins_have_no_gaps_and_hold_every_event(days: list[date]) -> None:
    records = [record(start=day.isoformat()) for day in days]
    times = series.times_of(records)
    for one, following in zip(times.bins, times.bins[1:], strict=False):
        assert (following.start - one.end).days == 1
    for day, found in zip(days, map(times.place, records), strict=True):
        assert found is not None
        assert times.bins[found].start <= day <= times.bins[found].end
    assert len(times.bins) <= 97


def test_what_has_no_date_is_counted_apart() -> None:
    times = series.times_of([record(), record(start="2020-05-01")])
    assert (times.undated, len(times.bins)) == (1, 1)
    assert series.times_of([record()]).bins == []


def test_a_time_wider_than_its_bin_is_told_as_such() -> None:
    records = [
        record(start="2020-05-01"),
        record(start="2020-05-01", end="2020-05-31"),
        record("protest", "2020-05-03"),
    ]
    counts = series.by_time(records, series.times_of(records))
    assert counts == {("remote", False): [1, 0, 0], ("remote", True): [1, 0, 0], ("politics", False): [0, 0, 1]}


def test_tolls_add_up_with_their_ranges() -> None:
    records = [
        record(start="2020-05-01", casualties=(toll("killed", 4, 4, (3, 3), (6, 6)),)),
        record(start="2020-05-01", casualties=(toll("killed", 3, None), toll("injured", 2, 9))),
        record(start="2020-05-02", casualties=(toll("harmed", 20, 20),)),
    ]
    times = series.times_of(records)
    assert series.tolls_over_time(records, times, "killed") == [series.Toll(6, 7, 9, open=True), series.Toll()]
    assert series.tolls_over_time(records, times, "injured") == [series.Toll(2, 2, 9), series.Toll()]
    assert series.told_together(records) == 20


def test_an_actor_counts_once_an_event_in_each_role() -> None:
    twice = tuple(Actor(role="initiator", actor_id="IRQ-MIL") for _ in range(2))
    records = [record(actors=(*twice, Actor(role="affected", actor_id="IRQ-CVL", name="سالم"))), record(actors=twice)]
    assert series.by_actor(records) == ([("IRQ-MIL", 2, 0), ("IRQ-CVL", 0, 1)], 0)


def test_of_many_actors_the_rest_is_a_number() -> None:
    records = [record(actors=(Actor(role="target", actor_id=f"X{i:02}-CVL"),)) for i in range(15)]
    found, rest = series.by_actor(records)
    assert (len(found), rest) == (series.MOST_ROWS, 3)


def test_governorates_and_those_told_by_country_only() -> None:
    nineveh = Where(name="نينوى", country="IRQ", precision="province")
    mosul = Where(name="الموصل", country="IRQ", admin1="نينوى", precision="town")
    records = [
        record(where=(mosul, nineveh)),
        record(where=(mosul,)),
        record(where=(Where(name="العراق", country="IRQ"),)),
    ]
    found, rest = series.by_province(records)
    assert [(key, counts.total()) for key, counts in found] == [(("IRQ", "نينوى"), 2), (("IRQ", None), 1)]
    assert rest == 0


def test_points_and_what_has_none() -> None:
    town = Where(name="الموصل", country="IRQ", lat=36.3401, lon=43.13, precision="town")
    area = Where(name="نينوى", country="IRQ", lat=36.2, lon=42.6, precision="province")
    country = Where(name="العراق", country="IRQ", lat=33.0, lon=43.7, precision="country")
    spots, only_country, pointless = series.by_spot(
        [record(where=(w,)) for w in (town, town, area, country)] + [record()]
    )
    assert [(s.exact, s.families.total()) for s in spots] == [(True, 2), (False, 1)]
    assert (only_country, pointless) == (1, 1)
