"""The overview's questions, asked of a store of examples: every answer against the record itself."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta

import pytest

from marsad.corroborate.reading import iter_incidents
from marsad.model import Incident
from marsad.text.folding import fold_key
from marsad.web.queries.cells import cells, to_geojson
from marsad.web.queries.filters import Filter, parse_filter
from marsad.web.queries.index import folded_sql
from marsad.web.queries.overview import ORDERS, facet, list_incidents, totals
from marsad.web.queries.timeline import timeline

from ..serving import Workbench


def records(workbench: Workbench) -> list[Incident]:
    with workbench.owner.reading() as store:
        return list(iter_incidents(store))


def test_totals_are_those_of_the_records(shown: Workbench) -> None:
    found = records(shown)
    with shown.owner.reader() as con:
        counted = totals(con, Filter())
    killed = [t for i in found for t in i.casualties if t.outcome == "killed" and i.kind == "happening"]
    assert counted.incidents == len(found)
    assert counted.killed == sum(t.best for t in killed)
    assert counted.killed_low == sum(t.min for t in killed)
    assert counted.disputed == sum(bool(i.dissent) for i in found)


@pytest.mark.parametrize("name", ["type", "kind", "status", "country", "grade", "actor", "source"])
def test_a_facet_counts_the_records(shown: Workbench, name: str) -> None:
    values = {
        "type": lambda i: {i.type}, "kind": lambda i: {i.kind}, "status": lambda i: {i.modality}, "grade": lambda i: {i.grade},
        "country": lambda i: {i.where.country} if i.where and i.where.country else set(),
        "actor": lambda i: {a.actor_id for a in i.actors}, "source": lambda i: {r.source for r in i.reports},
    }[name]  # fmt: skip
    wanted = Counter(value for incident in records(shown) for value in values(incident))
    with shown.owner.reader() as con:
        assert {b.value: b.incidents for b in facet(con, Filter(), name, 500)} == wanted


def test_a_facet_does_not_narrow_itself_and_keeps_what_is_chosen(shown: Workbench) -> None:
    with shown.owner.reader() as con:
        everything = {b.value for b in facet(con, Filter(), "country", 50)}
        chosen = Filter(country=("SDN", "ZZZ"))
        found = {b.value: b.incidents for b in facet(con, chosen, "country", 50)}
        types = facet(con, chosen, "type", 50)
    assert set(found) == everything | {"ZZZ"}
    assert found["ZZZ"] == 0
    assert sum(b.incidents for b in types) == found["SDN"]


@pytest.mark.parametrize("order", ORDERS)
def test_pages_hold_everything_once(shown: Workbench, order: str) -> None:
    with shown.owner.reader() as con:
        pages = [list_incidents(con, Filter(), order, page, 4) for page in range(1, 12)]  # type: ignore[arg-type]
    ids = [row.incident_id for page in pages for row in page]
    assert sorted(ids) == sorted(i.id for i in records(shown))


@pytest.mark.parametrize(
    ("query", "fits"),
    [
        ("q=سوق المواشي", lambda i: {r.document_id for r in i.reports} & {"sd-fasher-1", "sd-fasher-2"}),
        ("q=والهاون", lambda i: False),
        ("q=هاون", lambda i: "ye-taiz" in {r.document_id for r in i.reports}),
        ("q=ستحيل قطعا ألا توجد", lambda i: False),
        ("disputed=1", lambda i: bool(i.dissent)),
        ("killed=4", lambda i: any(t.outcome == "killed" and t.best >= 4 for t in i.casualties)),
        ("country=YEM", lambda i: i.where is not None and i.where.country == "YEM"),
        ("bbox=43,13,45,14.5", lambda i: i.where and i.where.lat and 13 <= i.where.lat <= 14.5 and 43 <= (i.where.lon or 0) <= 45),
        ("since=2024-07-01", lambda i: (i.when.end or i.when.start or "") >= "2024-07-01"),
    ],
)  # fmt: skip
def test_a_filter_leaves_what_fits(shown: Workbench, query: str, fits: object) -> None:
    chosen = parse_filter(part.split("=", 1) for part in query.split("&"))  # type: ignore[misc]
    with shown.owner.reader() as con:
        found = {row.incident_id for row in list_incidents(con, chosen, size=500)}
    assert found == {i.id for i in records(shown) if fits(i)}  # type: ignore[operator]


def test_the_bars_leave_no_day_out(shown: Workbench) -> None:
    with shown.owner.reader() as con:
        found = timeline(con, Filter(since="2024-07-01"))
        everything = totals(con, Filter())
    assert sum(bar.incidents for bar in found.bars) + found.undated == everything.incidents
    for bar, after in zip(found.bars, found.bars[1:], strict=False):
        assert after.start == bar.end + timedelta(days=1)
    assert isinstance(found.bars[0].start, date)


@pytest.mark.parametrize("zoom", [0, 3, 5.5, 9, 30])
def test_cells_hold_every_incident_that_has_a_point(shown: Workbench, zoom: float) -> None:
    with shown.owner.reader() as con:
        found = cells(con, Filter(), zoom)
    placed = [i for i in records(shown) if i.where and i.where.lat is not None]
    assert sum(c.incidents for c in found) == len(placed)
    assert all((c.incident_id is not None) == (c.incidents == 1) for c in found)
    step = 1e-9  # the middle of equal points may lie beside them by the last digit
    assert all(c.west - step <= c.lon <= c.east + step for c in found)
    assert all(c.south - step <= c.lat <= c.north + step for c in found)
    assert len(to_geojson(found)["features"]) == len(found)


@pytest.mark.parametrize("text", ["غارةٌ", "إِدلب", "ﻻ", "مُسـتشفى", "٢٥", "Idlib", "مسؤول", "ۀ ک ی"])
def test_sql_folds_as_the_library_does(shown: Workbench, text: str) -> None:
    with shown.owner.reader() as con:
        [(folded,)] = con.execute(f"SELECT {folded_sql('?')}", [text]).fetchall()
    assert folded == (fold_key(text) if text != "ﻻ" else text)
