"""What holds for every format: it is read back by the readers of its field, and keeps every promise of its sidecar."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import duckdb
import openpyxl
import pandas
import pyogrio
import pytest

from marsad.errors import BadSetting
from marsad.exports import FORMATS, Exporter, ExportRecord, export, find_exporter

#: A hashtag of the Humanitarian Exchange Language with its attributes.
TAG = re.compile(r"#[a-z][a-z0-9_]*(\+[a-z][a-z0-9_]*)*")
IDS = [e.name for e in FORMATS]


def _csv_rows(path: Path, **options: Any) -> int:
    return len(pandas.read_csv(path, encoding="utf-8-sig", **options))


def _json_rows(path: Path) -> int:
    value = json.loads(path.read_text(encoding="utf-8"))
    return len(value if isinstance(value, list) else value["@graph"])


def _xlsx_rows(path: Path) -> int:
    sheet = openpyxl.load_workbook(path, read_only=True).active
    assert sheet is not None
    return sum(1 for _ in sheet.iter_rows()) - 1


def _hxl_rows(path: Path) -> int:
    rows = pandas.read_csv(path)
    tags = rows.iloc[0]
    assert [t for t in tags if not TAG.fullmatch(t)] == []
    return len(rows) - 1


def _layer_rows(path: Path) -> int:
    return int(pyogrio.read_info(path)["features"])


def _kml_rows(path: Path) -> int:
    return len(ElementTree.parse(path).findall(".//{http://www.opengis.net/kml/2.2}Placemark"))


def _parquet_rows(path: Path) -> int:
    found = duckdb.execute(f"SELECT count(*) FROM read_parquet('{path}')").fetchone()
    assert found is not None
    return int(found[0])


def _lines(path: Path) -> int:
    return len([json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()])


READERS: dict[str, Callable[[Path], int]] = {
    "acled": _csv_rows,
    "ucdp": _csv_rows,
    "plover": lambda path: _csv_rows(path, sep="\t"),
    "plover-json": _json_rows,
    "airwars": _csv_rows,
    "ibc": _csv_rows,
    "csv": _csv_rows,
    "xlsx": _xlsx_rows,
    "hxl": _hxl_rows,
    "geojson": _layer_rows,
    "kml": _kml_rows,
    "geoparquet": _parquet_rows,
    "ftm": _lines,
    "ftm-statements": _csv_rows,
    "jsonld": _json_rows,
    "bibtex": lambda path: path.read_text(encoding="utf-8").count("@misc{"),
    "csl": _json_rows,
}


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
    assert READERS[exporter.name](done.path) == done.written.rows


def test_nothing_to_export_gives_an_empty_file_that_reads(exporter: Exporter, tmp_path: Path) -> None:
    if exporter.name in ("geojson",):  # a layer without features has no fields, which its reader warns of
        done = export([], exporter, tmp_path / "none.geojson")
        assert json.loads(done.path.read_text(encoding="utf-8"))["features"] == []
        return
    done = export([], exporter, tmp_path / f"none.{exporter.suffix}")
    assert READERS[exporter.name](done.path) == done.written.rows == 0


def test_the_same_records_give_the_same_bytes(exporter: Exporter, records: list[ExportRecord], tmp_path: Path) -> None:
    first, second = (export(records, exporter, tmp_path / f"{n}.{exporter.suffix}").path for n in "ab")
    if exporter.name == "xlsx":  # a workbook holds the time at which it was made
        assert _xlsx_rows(first) == _xlsx_rows(second)
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
