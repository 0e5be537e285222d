"""What holds for every format: it is read back by the readers of its field, and keeps every promise of its sidecar."""

from __future__ import annotations

import csv
import json
from datetime import datetime
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import duckdb
import openpyxl
import pytest

from marsad.errors import BadSetting
from marsad.exports import FORMATS, Exporter, ExportRecord, export, find_exporter

from .readers import READERS

IDS = [e.name for e in FORMATS]


@pytest.fixture(params=FORMATS, ids=IDS)
def exporter(request: pytest.FixtureRequest) -> Exporter:
    return request.param  # type: ignore[no-any-return]


def test_every_format_has_a_reader_here() -> None:
    assert sorted(READERS) == sorted(IDS)


def test_a_reader_of_its_field_reads_as_many_rows_as_were_written(
    exporter: Exporter, named: list[ExportRecord], tmp_path: Path
) -> None:
    done = export(named, exporter, tmp_path / f"out.{exporter.suffix}")
    assert done.written.rows > 0
    assert len(READERS[exporter.name](done.path)) == done.written.rows


#: What a plain column is called in a format that calls it otherwise.
TAGS = {"id": "#event+id", "type": "#event+type", "start": "#date+start", "place": "#loc+name+i_ar", "lat": "#geo+lat"}


@pytest.mark.parametrize("name", ["csv", "xlsx", "hxl", "geojson", "kml", "geoparquet"])
def test_the_values_come_back(name: str, named: list[ExportRecord], tmp_path: Path) -> None:
    exporter = find_exporter(name)
    found = READERS[name](export(named, exporter, tmp_path / f"out.{exporter.suffix}").path)
    told = {r.id: r for r in named}
    for row in found:
        id_, type_, start, place, lat = (row[TAGS[c] if name == "hxl" else c] for c in TAGS)
        record = told[str(id_)]
        assert type_ == record.type
        assert str(start)[:10] == record.when.start or record.when.start is None
        if record.place is not None:
            assert str(place).lstrip("'") == record.place.name
            assert float(lat) == record.place.lat


def test_nothing_to_export_gives_an_empty_file_that_reads(exporter: Exporter, tmp_path: Path) -> None:
    done = export([], exporter, tmp_path / f"none.{exporter.suffix}")
    if exporter.name == "geojson":  # a layer without features has no fields, which its reader warns of
        assert json.loads(done.path.read_text(encoding="utf-8"))["features"] == []
        return
    if exporter.name == "kml":  # a document without placemarks has no layer
        assert ElementTree.parse(done.path).getroot().tag.endswith("kml")
        return
    assert len(READERS[exporter.name](done.path)) == done.written.rows == 0


def test_the_same_records_give_the_same_bytes(exporter: Exporter, records: list[ExportRecord], tmp_path: Path) -> None:
    first, second = (export(records, exporter, tmp_path / f"{n}.{exporter.suffix}").path for n in "ab")
    if exporter.name == "xlsx":  # a workbook holds the time at which it was made
        assert READERS["xlsx"](first) == READERS["xlsx"](second)
    else:
        assert first.read_bytes() == second.read_bytes()


def test_the_sidecar_tells_columns_selection_and_what_was_left_out(
    exporter: Exporter, records: list[ExportRecord], tmp_path: Path
) -> None:
    done = export(records, exporter, tmp_path / f"out.{exporter.suffix}")
    told = json.loads(done.sidecar.read_text(encoding="utf-8"))
    assert told["format"] == exporter.name
    assert told["rows"] == done.written.rows
    assert [c["name"] for c in told["columns"]] == [c.name for c in exporter.columns]
    assert len(told["left_out"]) == len(done.written.left_out)
    assert all(item["reason"] for item in told["left_out"])


def test_without_names_no_quoted_word_and_no_witness_leaves(
    exporter: Exporter, records: list[ExportRecord], named: list[ExportRecord], tmp_path: Path
) -> None:
    bare = export(records, exporter, tmp_path / f"bare.{exporter.suffix}").path
    if exporter.text:
        assert "جابر" not in bare.read_text(encoding="utf-8")
        assert "alert(1)" not in bare.read_text(encoding="utf-8")
    else:
        assert "جابر" not in _everything(bare)
    if exporter.name in ("csv", "hxl"):
        whole = export(named, exporter, tmp_path / f"named.{exporter.suffix}").path
        assert "جابر" in whole.read_text(encoding="utf-8-sig")


def _everything(path: Path) -> str:
    if path.suffix == ".xlsx":
        sheet = openpyxl.load_workbook(path, read_only=True).active
        assert sheet is not None
        return " ".join(str(cell) for row in sheet.iter_rows(values_only=True) for cell in row)
    return str(duckdb.execute(f"SELECT * FROM read_parquet('{path}')").fetchall())


@pytest.mark.parametrize("name", ["csv", "hxl", "acled", "ucdp", "plover", "airwars", "ibc"])
def test_no_cell_begins_like_a_formula(name: str, named: list[ExportRecord], tmp_path: Path) -> None:
    exporter = find_exporter(name)
    path = export(named, exporter, tmp_path / "out.csv").path
    delimiter = "\t" if name == "plover" else ","
    with path.open(encoding="utf-8-sig", newline="") as stream:
        cells = [cell for row in csv.reader(stream, delimiter=delimiter) for cell in row]
    texts = [c for c in cells if not _is_number(c)]
    assert [c for c in texts if c.startswith(("=", "+", "-", "@", "\t", "\r"))] == []
    assert any(c.startswith("'") for c in texts)


def _is_number(cell: str) -> bool:
    try:
        float(cell)
    except ValueError:
        return False
    return True


def test_a_formula_in_a_workbook_is_text(named: list[ExportRecord], tmp_path: Path) -> None:
    path = export(named, find_exporter("xlsx"), tmp_path / "out.xlsx").path
    sheet = openpyxl.load_workbook(path).active
    assert sheet is not None
    cells = [cell for row in sheet.iter_rows() for cell in row if str(cell.value).startswith("=")]
    assert cells
    assert {cell.data_type for cell in cells} <= {"s", "inlineStr"}


def test_a_workbook_has_days_and_tells_its_columns(named: list[ExportRecord], tmp_path: Path) -> None:
    book = openpyxl.load_workbook(export(named, find_exporter("xlsx"), tmp_path / "out.xlsx").path)
    sheet = book["events"]
    at = [cell.value for cell in sheet[1]].index("start") + 1
    assert {type(sheet.cell(row, at).value) for row in range(2, sheet.max_row + 1)} == {datetime, type(None)}
    told = [row[0] for row in book["columns"].iter_rows(min_row=2, values_only=True)]
    assert told == [cell.value for cell in sheet[1]]


def test_a_file_that_was_there_stays_when_writing_fails(records: list[ExportRecord], tmp_path: Path) -> None:
    path = tmp_path / "out.csv"
    path.write_text("before", encoding="utf-8")

    def broken() -> Any:
        yield records[0]
        raise OSError("no space left on device")

    with pytest.raises(BadSetting, match="no space left"):
        export(broken(), find_exporter("csv"), path)
    assert path.read_text(encoding="utf-8") == "before"
    assert [p.name for p in tmp_path.iterdir() if p.name.startswith(".out")] == []


def test_an_unknown_format_is_told_with_those_that_there_are() -> None:
    with pytest.raises(BadSetting, match="acled, ucdp"):
        find_exporter("shapefile")
