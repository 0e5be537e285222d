"""Maps: points where they belong, times, and the metadata that makes a Parquet file a map."""

from __future__ import annotations

import json
import struct
from pathlib import Path
from xml.etree import ElementTree

import duckdb
import pyogrio
from hypothesis import given
from hypothesis import strategies as st

from marsad.exports import ExportRecord, export, find_exporter
from marsad.exports.geography import point_wkb

KML = "{http://www.opengis.net/kml/2.2}"


def test_a_point_and_several_points(named: list[ExportRecord], tmp_path: Path) -> None:
    path = export(named, find_exporter("geojson"), tmp_path / "m.geojson").path
    kinds = [f["geometry"]["type"] for f in json.loads(path.read_text(encoding="utf-8"))["features"]]
    assert kinds == ["Point", "MultiPoint"]
    assert "start" in list(pyogrio.read_info(path)["fields"])


def test_what_has_no_point_is_told_as_left_out(named: list[ExportRecord], tmp_path: Path) -> None:
    done = export(named, find_exporter("geojson"), tmp_path / "m.geojson")
    assert [item.reason for item in done.written.left_out] == ["it has no point on the map"]


def test_placemarks_have_times(named: list[ExportRecord], tmp_path: Path) -> None:
    path = export(named, find_exporter("kml"), tmp_path / "m.kml").path
    begins = [e.text for e in ElementTree.parse(path).iter(f"{KML}begin")]
    assert begins == ["2020-06-01", "2020-05-01"]


def test_the_parquet_file_says_where_its_points_are(named: list[ExportRecord], tmp_path: Path) -> None:
    path = export(named, find_exporter("geoparquet"), tmp_path / "m.parquet").path
    found = duckdb.execute(f"SELECT value FROM parquet_kv_metadata('{path}') WHERE key = 'geo'").fetchone()
    assert found is not None
    about = json.loads(bytes(found[0]))
    assert about["columns"]["geometry"] == {"encoding": "WKB", "geometry_types": ["MultiPoint", "Point"]}
    first = duckdb.execute(f"SELECT geometry, start FROM read_parquet('{path}')").fetchone()
    assert first is not None
    assert struct.unpack("<BIdd", bytes(first[0])) == (1, 1, 36.5, 36.25)
    assert first[1].isoformat() == "2020-06-01"


@given(st.floats(-180, 180), st.floats(-90, 90))
def test_a_point_comes_back_from_its_bytes(lon: float, lat: float) -> None:
    assert struct.unpack("<BIdd", point_wkb(lon, lat)) == (1, 1, lon, lat)
