"""The readers of the field, one for each format: what they read of a file, as a list of rows."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import geopandas
import hxl
import openpyxl
import pandas
from followthemoney import model as ftm_model
from pybtex.database import parse_file
from rdflib import Graph, URIRef
from rdflib.namespace import RDF

Rows = list[dict[str, Any]]
#: JSON-LD that fetches nothing: the context stands in the file.
SCHEMA_ORG = "https://schema.org/"


def _pandas(**options: Any) -> Callable[[Path], Rows]:
    def read(path: Path) -> Rows:
        return pandas.read_csv(path, encoding="utf-8-sig", **options).to_dict("records")

    return read


def _workbook(path: Path) -> Rows:
    sheet = openpyxl.load_workbook(path, read_only=True).active
    assert sheet is not None
    header, *rows = sheet.iter_rows(values_only=True)
    return [dict(zip(map(str, header), row, strict=True)) for row in rows]


def _tagged(path: Path) -> Rows:
    with hxl.data(str(path), hxl.InputOptions(allow_local=True)) as source:
        tags = [column.display_tag for column in source.columns]
        return [dict(zip(tags, row.values, strict=True)) for row in source]


def _layer(path: Path) -> Rows:
    frame = geopandas.read_file(path)
    assert frame.crs is not None
    assert frame.crs.to_epsg() == 4326
    return frame.to_dict("records")


def _geoparquet(path: Path) -> Rows:
    frame = geopandas.read_parquet(path)
    assert frame.crs.to_epsg(min_confidence=20) == 4326 or frame.crs.to_string() == "OGC:CRS84"
    return frame.to_dict("records")


def _json(path: Path) -> Rows:
    value = json.loads(path.read_text(encoding="utf-8"))
    assert isinstance(value, list)
    return value


def _entities(path: Path) -> Rows:
    """Through the model of FollowTheMoney, which refuses a property that a schema does not have; what it would clean away is
    wrong."""
    found = []
    for line in path.read_text(encoding="utf-8").splitlines():
        told = json.loads(line)
        proxy = ftm_model.get_proxy(told, cleaned=False)
        kept = {name: sorted(values) for name, values in proxy.to_dict()["properties"].items()}
        assert kept == {name: sorted(values) for name, values in told["properties"].items()}
        found.append(proxy.to_dict())
    return found


def _statements(path: Path) -> Rows:
    """As FollowTheMoney puts statements together again: every property is one of its schema and has its type."""
    with path.open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    for row in rows:
        schema = ftm_model.get(row["schema"])
        assert schema is not None
        if row["prop"] != "id":
            prop = schema.get(row["prop"])
            assert prop is not None
            assert (prop.type.name, prop.type.clean(row["value"])) == (row["prop_type"], row["value"])
    assert len({row["id"] for row in rows}) == len(rows)
    return rows


def _graph(path: Path) -> Rows:
    graph = Graph().parse(path, format="json-ld")
    events = graph.subjects(RDF.type, URIRef(f"{SCHEMA_ORG}Event"))
    return [{"id": str(event), **{str(p): str(o) for p, o in graph.predicate_objects(event)}} for event in events]


def _references(path: Path) -> Rows:
    found = parse_file(str(path), bib_format="bibtex").entries
    return [{"key": key, **dict(entry.fields)} for key, entry in found.items()]


READERS: dict[str, Callable[[Path], Rows]] = {
    "acled": _pandas(),
    "ucdp": _pandas(),
    "plover": _pandas(sep="\t"),
    "plover-json": _json,
    "airwars": _pandas(),
    "ibc": _pandas(),
    "csv": _pandas(),
    "xlsx": _workbook,
    "hxl": _tagged,
    "geojson": _layer,
    "kml": _layer,
    "geoparquet": _geoparquet,
    "ftm": _entities,
    "ftm-statements": _statements,
    "statements": lambda path: pandas.read_parquet(path).to_dict("records"),
    "jsonld": _graph,
    "bibtex": _references,
    "csl": _json,
}
