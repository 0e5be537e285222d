"""What the figures count, without a pen: bins of time, tolls with their ranges, and counts by type, actor, place."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import Final, Literal, NamedTuple

from marsad.exports.record import ExportRecord
from marsad.model.event import Where
from marsad.report.figures.words import family_of

Unit = Literal["day", "week", "month", "year"]
#: A figure by day has at most so many bars, one by week or month likewise; longer times are told by year.
_MOST: Final[dict[Unit, int]] = {"day": 70, "week": 80, "month": 96}
#: Of bodies and governorates the most frequent are drawn, of the others the number is told.
MOST_ROWS: Final = 12


class Bin(NamedTuple):
    """A piece of time, both ends inclusive."""

    start: date
    end: date


class Times(NamedTuple):
    """Bins without gaps from the first to the last event, and how many events have no date."""

    unit: Unit
    bins: list[Bin]
    undated: int

    def place(self, record: ExportRecord) -> int | None:
        """The bin in which the time of a record begins."""
        if not record.when.start or not self.bins:
            return None
        day = _bin(date.fromisoformat(record.when.start), self.unit).start
        return next((i for i, b in enumerate(self.bins) if b.start == day), None)


class Toll(NamedTuple):
    """People of one outcome in one bin; `open`: one of the figures has no upper bound."""

    low: int = 0
    best: int = 0
    high: int = 0
    open: bool = False

    def plus(self, low: int, best: int, high: int | None) -> Toll:
        """With one more figure."""
        top = max(best, low) if high is None else high
        return Toll(self.low + low, self.best + best, self.high + top, self.open or high is None)


def times_of(records: Iterable[ExportRecord]) -> Times:
    """The bins for the records: days, weeks from Monday on, months or years, as the length of the whole asks for."""
    starts = [record.when.start for record in records]
    dated = sorted(date.fromisoformat(start) for start in starts if start)
    if not dated:
        return Times("day", [], len(starts))
    unit = unit_for(dated[0], dated[-1])
    bins = [_bin(dated[0], unit)]
    while bins[-1].end < dated[-1]:
        bins.append(_bin(bins[-1].end + timedelta(days=1), unit))
    return Times(unit, bins, len(starts) - len(dated))


def unit_for(first: date, last: date) -> Unit:
    """The shortest unit in which the time has not too many bins."""
    days = (last - first).days
    for unit, length in (("day", 1), ("week", 7), ("month", 30)):
        if days / length <= _MOST[unit]:  # type: ignore[index]
            return unit  # type: ignore[return-value]
    return "year"


def _bin(day: date, unit: Unit) -> Bin:
    if unit == "day":
        return Bin(day, day)
    if unit == "week":
        monday = day - timedelta(days=day.weekday())
        return Bin(monday, monday + timedelta(days=6))
    if unit == "month":
        following = (day.replace(day=28) + timedelta(days=4)).replace(day=1)
        return Bin(day.replace(day=1), following - timedelta(days=1))
    return Bin(date(day.year, 1, 1), date(day.year, 12, 31))


def by_time(records: Sequence[ExportRecord], times: Times) -> dict[tuple[str, bool], list[int]]:
    """(family, told with a time wider than its bin) → events in each bin."""
    found: dict[tuple[str, bool], list[int]] = {}
    for record in records:
        at = times.place(record)
        if at is not None:
            end = record.when.end
            wide = end is None or date.fromisoformat(end) > times.bins[at].end
            found.setdefault((family_of()[record.type], wide), [0] * len(times.bins))[at] += 1
    return found


def tolls_over_time(records: Sequence[ExportRecord], times: Times, outcome: str) -> list[Toll]:
    """The people of an outcome in each bin, over all groups."""
    found = [Toll()] * len(times.bins)
    for record in records:
        at, bounds = times.place(record), record.bounds(outcome)
        if at is not None and bounds is not None:
            found[at] = found[at].plus(bounds.low, bounds.best, bounds.high)
    return found


def by_type(records: Iterable[ExportRecord]) -> list[tuple[str, int]]:
    """Event types with their numbers, the most frequent first."""
    counts = Counter(record.type for record in records)
    return sorted(counts.items(), key=lambda item: (-item[1], item[0]))


def by_actor(records: Iterable[ExportRecord]) -> tuple[list[tuple[str, int, int]], int]:
    """(actor id, events as initiator, events as target) of the most frequent actors, and how many actors there are beyond."""
    doing, suffering = Counter[str](), Counter[str]()
    for record in records:
        doing.update({a.actor_id for a in record.by_role("initiator", "supporter")})
        suffering.update({a.actor_id for a in record.by_role("target", "affected")})
    ids = sorted(doing | suffering, key=lambda id_: (-doing[id_] - suffering[id_], id_))
    return [(id_, doing[id_], suffering[id_]) for id_ in ids[:MOST_ROWS]], max(0, len(ids) - MOST_ROWS)


Province = tuple[str | None, str | None]


def by_province(records: Iterable[ExportRecord]) -> tuple[list[tuple[Province, Counter[str]]], int]:
    """(country, governorate) with events by family, the most frequent first, and how many governorates there are beyond.

    An event with places in two governorates counts in both; one without any place counts nowhere.
    """
    found: dict[Province, Counter[str]] = {}
    for record in records:
        for key in {(place.country, _province(place)) for place in record.where}:
            found.setdefault(key, Counter())[family_of()[record.type]] += 1
    ranked = sorted(found.items(), key=lambda item: (-item[1].total(), str(item[0])))
    return ranked[:MOST_ROWS], max(0, len(ranked) - MOST_ROWS)


def _province(place: Where) -> str | None:
    return place.admin1 or (place.name if place.precision == "province" else None)


class Spot(NamedTuple):
    """Events at one point: `exact` False where the point stands for an area around it."""

    lon: float
    lat: float
    exact: bool
    families: Counter[str]


def by_spot(records: Iterable[ExportRecord]) -> tuple[list[Spot], int, int]:
    """Points with their events, the largest first; how many events are told by their country only, and how many have no point."""
    found: dict[tuple[float, float, bool], Counter[str]] = {}
    country_only = pointless = 0
    for record in records:
        points = {
            (round(w.lon, 3), round(w.lat, 3), w.precision in ("exact", "town"))
            for w in record.where
            if w.lon is not None and w.lat is not None and w.precision != "country"
        }
        if not points:
            told = any(w.precision == "country" for w in record.where)
            country_only, pointless = country_only + told, pointless + (not told)
        for point in points:
            found.setdefault(point, Counter())[family_of()[record.type]] += 1
    spots = [Spot(*point, families) for point, families in found.items()]
    return sorted(spots, key=lambda s: (-s.families.total(), s.lon, s.lat)), country_only, pointless


def told_together(records: Iterable[ExportRecord]) -> int:
    """The lowest number of people told as killed and injured in one figure."""
    found = (record.bounds("harmed") for record in records)
    return sum(bounds.low for bounds in found if bounds is not None)
