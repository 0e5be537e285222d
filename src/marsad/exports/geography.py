"""Maps: GeoJSON, KML with time spans, GeoParquet. A record without a point is in the tables only, and is told as left out."""

from __future__ import annotations

import struct
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

import msgspec

from marsad.exports.contract import Exporter, LeftOut, Written
from marsad.exports.flat import COLUMNS, FIELDS, properties_of, row_of
from marsad.exports.jsonfiles import write_wrapped
from marsad.exports.notes import summary
from marsad.exports.parquet import Kind, write_parquet
from marsad.exports.record import ExportRecord


def _points(record: ExportRecord) -> list[tuple[float, float]]:
    return [(w.lon, w.lat) for w in record.where if w.lon is not None and w.lat is not None]


def _located(records: Iterable[ExportRecord], left_out: list[LeftOut]) -> Iterator[ExportRecord]:
    for record in records:
        if _points(record):
            yield record
        else:
            left_out.append(LeftOut(record.id, "it has no point on the map"))


def _geometry(record: ExportRecord) -> dict[str, Any]:
    points = _points(record)
    if len(points) == 1:
        return {"type": "Point", "coordinates": points[0]}
    return {"type": "MultiPoint", "coordinates": points}


def write_geojson(records: Iterable[ExportRecord], path: Path) -> Written:
    """One FeatureCollection (RFC 7946): a point each, several where a happening has several places."""
    left_out: list[LeftOut] = []
    features = (
        {"type": "Feature", "id": r.id, "geometry": _geometry(r), "properties": properties_of(r)}
        for r in _located(records, left_out)
    )
    head = '{"type":"FeatureCollection","features":['
    return Written(rows=write_wrapped(features, path, head, "]}\n"), left_out=tuple(left_out))


def write_kml(records: Iterable[ExportRecord], path: Path) -> Written:
    """KML 2.2 for globes with a time slider: a placemark for each happening, with its time span."""
    left_out: list[LeftOut] = []
    count = 0
    with path.open("w", encoding="utf-8") as stream:
        stream.write('<?xml version="1.0" encoding="UTF-8"?>\n<kml xmlns="http://www.opengis.net/kml/2.2"><Document>\n')
        stream.write("<name>Marsad</name>\n")
        for record in _located(records, left_out):
            stream.write(_placemark(record))
            count += 1
        stream.write("</Document></kml>\n")
    return Written(rows=count, left_out=tuple(left_out))


def _placemark(record: ExportRecord) -> str:
    points = "".join(f"<Point><coordinates>{lon},{lat}</coordinates></Point>" for lon, lat in _points(record))
    geometry = points if len(record.where) == 1 else f"<MultiGeometry>{points}</MultiGeometry>"
    time = "".join(
        f"<{tag}>{day}</{tag}>" for tag, day in (("begin", record.when.start), ("end", record.when.end)) if day
    )
    data = "".join(
        f'<Data name="{name}"><value>{_xml(value)}</value></Data>'
        for name, value in properties_of(record).items()
        if value is not None
    )
    return (
        f'<Placemark id="{_xml(record.id)}"><name>{_xml(_title(record))}</name>'
        f"<description>{_xml(summary(record))}</description>"
        + (f"<TimeSpan>{time}</TimeSpan>" if time else "")
        + f"<ExtendedData>{data}</ExtendedData>{geometry}</Placemark>\n"
    )


def _title(record: ExportRecord) -> str:
    place = record.place
    return f"{record.type} – {place.name}" if place else record.type


def _xml(value: Any) -> str:
    """Text without the characters that XML cannot hold."""
    value = str(value).lower() if isinstance(value, bool) else value
    allowed = "".join(
        c for c in str(value) if c in "\t\n" or (c >= " " and not "\ud800" <= c <= "\udfff" and c not in "\ufffe\uffff")
    )
    return escape(allowed, {'"': "&quot;"})


def point_wkb(lon: float, lat: float) -> bytes:
    """A point in well-known binary, little-endian.

    >>> point_wkb(1.0, 2.0).hex()
    '0101000000000000000000f03f0000000000000040'
    """
    return struct.pack("<BIdd", 1, 1, lon, lat)


def _wkb(record: ExportRecord) -> bytes:
    points = [point_wkb(lon, lat) for lon, lat in _points(record)]
    if len(points) == 1:
        return points[0]
    return struct.pack("<BII", 1, 4, len(points)) + b"".join(points)


def write_geoparquet(records: Iterable[ExportRecord], path: Path) -> Written:
    """Parquet with a `geometry` column in well-known binary (GeoParquet 1.0, WGS 84); records without a point have none."""
    kinds = set[str]()

    def rows() -> Iterator[list[Any]]:
        for record in records:
            located = bool(_points(record))
            if located:
                kinds.add(_geometry(record)["type"])
            yield [*row_of(record), _wkb(record) if located else None]

    columns: list[tuple[str, Kind]] = [*((f.name, f.kind) for f in FIELDS), ("geometry", "binary")]
    return Written(rows=write_parquet(path, columns, rows(), lambda: {"geo": _geo(kinds)}))


def _geo(kinds: set[str]) -> str:
    """The metadata that makes a Parquet file a GeoParquet file."""
    column = {"encoding": "WKB", "geometry_types": sorted(kinds)}
    about = {"version": "1.0.0", "primary_column": "geometry", "columns": {"geometry": column}}
    return msgspec.json.encode(about).decode()


def exporters() -> tuple[Exporter, ...]:
    """The exporters of maps."""
    return (
        Exporter(name="geojson", title="GeoJSON", suffix="geojson", columns=COLUMNS, write=write_geojson),
        Exporter(name="kml", title="KML with time spans", suffix="kml", columns=COLUMNS, write=write_kml),
        Exporter(
            name="geoparquet",
            title="GeoParquet",
            suffix="parquet",
            columns=COLUMNS,
            write=write_geoparquet,
            text=False,
        ),
    )
