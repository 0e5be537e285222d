"""JSON-LD: happenings as schema.org events whose context stands in the file, so that nothing has to be fetched."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import msgspec

from marsad.exports.contract import Column, Exporter, Written
from marsad.exports.jsonfiles import write_wrapped
from marsad.exports.notes import summary
from marsad.exports.record import ExportRecord, Source, actor_name
from marsad.model.event import Where

_CONTEXT = {
    "@vocab": "https://schema.org/",
    "marsad": "urn:marsad:",
    "prov": "http://www.w3.org/ns/prov#",
    "modality": "marsad:modality",
    "status": "marsad:status",
    "eventType": "marsad:eventType",
    "casualties": "marsad:casualties",
    "confidence": "marsad:confidence",
    "grade": "marsad:grade",
    "precision": "marsad:precision",
    "role": "marsad:role",
    "wasDerivedFrom": "prov:wasDerivedFrom",
}
_COLUMNS = (
    Column(name="@id", source="id"),
    Column(name="eventType", source="type"),
    Column(name="startDate", source="when.start", loss="basis"),
    Column(name="endDate", source="when.end"),
    Column(name="location", source="where"),
    Column(name="contributor", source="actors"),
    Column(name="casualties", source="casualties: outcome, group, min, max", loss="parts and alternatives"),
    Column(name="wasDerivedFrom", source="documents"),
    Column(name="description", source="made from the fields, in English"),
)


def write(records: Iterable[ExportRecord], path: Path) -> Written:
    """Write one graph."""
    head = '{"@context":' + msgspec.json.encode(_CONTEXT).decode() + ',"@graph":['
    return Written(rows=write_wrapped(map(node, records), path, head, "]}\n"))


def node(record: ExportRecord) -> dict[str, Any]:
    """The node of a record; what it does not tell is left out."""
    told = {
        "@id": f"urn:marsad:{record.kind}:{record.id}",
        "@type": "Event",
        "eventType": record.type,
        "status": record.status,
        "modality": record.modality,
        "startDate": record.when.start,
        "endDate": record.when.end,
        "location": [_place(w) for w in record.where],
        "contributor": [
            {"@type": "Organization", "@id": f"urn:marsad:actor:{a.actor_id}", "name": actor_name(a.actor_id), "role": a.role}
            for a in record.actors
        ],
        "casualties": [
            {"outcome": c.outcome, "group": c.group, "minValue": c.min, "maxValue": c.max} for c in record.casualties
        ],
        "confidence": record.confidence,
        "grade": record.grade,
        "description": summary(record),
        "wasDerivedFrom": [_article(s) for s in record.sources],
    }  # fmt: skip
    return {name: value for name, value in told.items() if value not in (None, [])}


def _place(place: Where) -> dict[str, Any]:
    told: dict[str, Any] = {
        "@type": "Place",
        "name": [{"@value": place.name, "@language": "ar"}],
        "addressCountry": place.country,
        "precision": place.precision,
    }
    if place.name_en:
        told["name"].append({"@value": place.name_en, "@language": "en"})
    if place.lat is not None and place.lon is not None:
        told["geo"] = {"@type": "GeoCoordinates", "latitude": place.lat, "longitude": place.lon}
    return {name: value for name, value in told.items() if value is not None}


def _article(source: Source) -> dict[str, Any]:
    told = {
        "@type": "NewsArticle",
        "@id": source.url or f"urn:marsad:document:{source.document_key}",
        "headline": source.title,
        "publisher": source.outlet,
        "datePublished": source.published,
        "inLanguage": "ar",
    }
    return {name: value for name, value in told.items() if value is not None}


def exporter() -> Exporter:
    """The exporter of JSON-LD."""
    return Exporter(name="jsonld", title="JSON-LD (schema.org)", suffix="jsonld", columns=_COLUMNS, write=write)
