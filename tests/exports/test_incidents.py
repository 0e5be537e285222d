"""Incidents in the formats: one row for what several texts tell, with the range over their sources."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import marsad
from marsad.cli import run
from marsad.exports import Selection, iter_records
from marsad.store import Store

#: Two outlets of our own on one bombing, the second with a later toll, and a text on something else.
REPORTS = (
    (
        "a",
        "وكالة",
        "قُتل ثلاثة جنود وأصيب خمسة آخرون بانفجار عبوة ناسفة استهدفت دورية للجيش العراقي "
        "في قضاء الحويجة صباح اليوم، بحسب مصدر أمني.",
    ),
    (
        "b",
        "صحيفة",
        "ارتفعت إلى أربعة قتلى حصيلة انفجار عبوة ناسفة استهدفت صباح اليوم دورية للجيش العراقي "
        "في قضاء الحويجة، وفق قيادة عمليات كركوك.",
    ),
    ("c", "إذاعة", "قصفت طائرات التحالف الدولي مواقع لتنظيم داعش في جبال حمرين اليوم، ما أدى إلى مقتل سبعة مسلحين."),
)


@pytest.fixture
def linked(tmp_path: Path) -> Path:
    path = tmp_path / "record.duckdb"
    with Store.open(path) as store:
        going = store.start_run("rules 0.1.0")
        for id_, source, text in REPORTS:
            store.add(marsad.code(text, id=id_, source=source, published="2017-03-05"), going)
        store.finish_run(going)
    assert run(["link", "--store", str(path)]) == 0
    return path


def test_one_record_for_what_several_tell(linked: Path) -> None:
    with Store.open(linked, read_only=True) as store:
        records = list(iter_records(store, Selection(of="incidents")))
    bombing = next(r for r in records if r.type == "explosive_device")
    assert {s.document_id for s in bombing.sources} == {"a", "b"}
    assert bombing.kind == "incident"
    killed = bombing.bounds("killed")
    assert killed is not None
    assert (killed.low, killed.high) == (3, 4)
    assert {c.group for c in bombing.casualties if c.outcome == "killed"} <= {"security_forces", "unknown"}


def test_who_was_killed_is_kept_apart(tmp_path: Path) -> None:
    path = tmp_path / "groups.duckdb"
    told = "في قصف مدفعي استهدف بلدة القيارة جنوبي الموصل صباح اليوم، وفق مصدر أمني."
    with Store.open(path) as store:
        going = store.start_run("rules 0.1.0")
        for source, text in (
            ("وكالة", f"قُتل ثلاثة جنود وأربعة مدنيين بينهم طفلان {told}"),
            ("صحيفة", "سقطت قذائف مدفعية على بلدة القيارة جنوبي الموصل صباح اليوم فقُتل ثلاثة جنود، كما قال شهود."),
        ):
            store.add(marsad.code(text, id=source, source=source, published="2017-03-05"), going)
        store.finish_run(going)
    assert run(["link", "--store", str(path)]) == 0
    with Store.open(path, read_only=True) as store:
        [shelling] = [r for r in iter_records(store, Selection(of="incidents")) if r.type == "shelling"]
    assert len(shelling.sources) == 2
    civilians, forces = shelling.bounds("killed", "civilians"), shelling.bounds("killed", "security_forces")
    whole = shelling.bounds("killed")
    assert whole is not None
    if whole.best == 7:  # the report that tells the best figure tells who they were
        assert civilians is not None
        assert forces is not None
        assert (civilians.best, forces.best) == (4, 3)
        assert any(row.of_which for row in shelling.casualties)
    assert (whole.low, whole.high) == (3, 7)


def test_days_have_the_basis_and_places_the_areas_of_their_reports(linked: Path) -> None:
    with Store.open(linked, read_only=True) as store:
        bombing = next(r for r in iter_records(store, Selection(of="incidents")) if r.type == "explosive_device")
    assert bombing.when.basis == "relative"
    assert bombing.when.time == bombing.reports[0].when.time
    assert bombing.place is not None
    assert bombing.place.pcode == bombing.reports[0].where[0].pcode


def test_the_filters_hold_for_incidents(linked: Path) -> None:
    with Store.open(linked, read_only=True) as store:
        found = list(iter_records(store, Selection(of="incidents", place="حمرين")))
        assert [r.type for r in found] == ["air_strike"]
        assert list(iter_records(store, Selection(of="incidents", actor="YEM-REB"))) == []
        assert list(iter_records(store, Selection(of="incidents", until="2016-01-01"))) == []


def test_a_linked_store_exports_incidents_unless_told(linked: Path, tmp_path: Path) -> None:
    for asked, rows in (([], 2), (["--of", "events"], 3)):
        out = tmp_path / "out.geojson"
        assert run(["export", "-f", "geojson", "--store", str(linked), "-o", str(out), *asked]) == 0
        assert len(json.loads(out.read_text(encoding="utf-8"))["features"]) == rows


def test_incidents_of_a_store_that_was_not_linked_are_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "plain.duckdb"
    Store.open(path).close()
    assert run(["export", "-f", "csv", "--of", "incidents", "--store", str(path), "-o", str(tmp_path / "o.csv")]) == 2
    assert "marsad link" in capsys.readouterr().err
