"""A small store that every exporter is run on: the air strike of the builders, and happenings made to be awkward."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from builders import make_coded, make_document, make_event

from marsad.exports import ExportRecord, Selection, iter_records
from marsad.model import Casualties, Claim, When, Where
from marsad.store import Store

#: A text of our own whose words a spreadsheet, an XML reader or a browser would take for more than words.
HOSTILE = '=HYPERLINK("x") قُتل سالم <script>alert(1)</script> & "مدني" في قرية الواحة، قال شقيقه جابر'
TITLE = "=SUM(A1) عنوان\tمع فواصل; وغيرها"


def hostile_document() -> Iterator[object]:
    """A killing told by a witness with a name, in a text full of traps."""
    doc = make_document(HOSTILE, "بلاغ/1.txt", title=TITLE, source='@outlet "س"', url="https://example.org/a?b=1&c={2}")
    killing = make_event(
        HOSTILE,
        "قُتل",
        doc.id,
        type="attack_on_civilians",
        when=When(start="2020-05-01", end="2020-05-31", precision="month", basis="explicit"),
        where=(
            Where(name="=الواحة", country="EGY", lat=25.5, lon=30.5, precision="town", admin1="الوادي الجديد"),
            Where(name="الخارجة", name_en="Kharga", country="EGY", lat=25.4, lon=30.5, precision="town"),
        ),
        casualties=(Casualties(outcome="killed", group="civilians", min=3, max=None, qualifier="vague"),),
        claims=(Claim(speaker="جابر", title="شقيقه", actor_id="EGY-CVL", text="شقيقه جابر", span=(70, 80)),),
    )
    placeless = make_event(HOSTILE, "قال", doc.id, type="diplomacy", when=When(), modality="planned")
    yield make_coded(doc, [killing, placeless])


@pytest.fixture
def store_path(tmp_path: Path) -> Path:
    path = tmp_path / "record.duckdb"
    with Store.open(path) as store:
        run = store.start_run("rules 0.1.0")
        store.add(make_coded(), run)
        for coded in hostile_document():
            store.add(coded, run)  # type: ignore[arg-type]
        store.finish_run(run)
    return path


@pytest.fixture
def records(store_path: Path) -> list[ExportRecord]:
    with Store.open(store_path, read_only=True) as store:
        return list(iter_records(store))


@pytest.fixture
def named(store_path: Path) -> list[ExportRecord]:
    with Store.open(store_path, read_only=True) as store:
        return list(iter_records(store, Selection(names=True)))
