"""FollowTheMoney: entities as JSON lines, and the same as one statement a line.

A happening is an `Event`; the bodies that took part are `Organization`s (people are not made entities: civilians stand
in the summary as numbers), and each text is an `Article` that proves it. Ids are hashes, so several exports join.
"""

from __future__ import annotations

import csv
import hashlib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from marsad.exports.codes import country_codes
from marsad.exports.contract import Column, Exporter, Written
from marsad.exports.jsonfiles import write_json_lines
from marsad.exports.notes import summary
from marsad.exports.record import PRIVATE, ExportRecord, Source, actor_name, country_name, sector
from marsad.model import content_id
from marsad.model.event import Actor

DATASET = "marsad"
_COLUMNS = (
    Column(name="Event", source="id, type, when, where, actors, casualties", loss="bounds and precision stand in words in the summary"),
    Column(name="Organization", source="actors that are bodies"),
    Column(name="Article", source="documents: title, outlet, address, day"),
)  # fmt: skip
#: The types of the properties used here, which a statement carries.
_PROP_TYPES = {
    "name": "name", "summary": "text", "startDate": "date", "endDate": "date", "date": "date", "country": "country",
    "location": "address", "organizer": "entity", "involved": "entity", "proof": "entity", "recordId": "string",
    "publisher": "string", "sourceUrl": "url", "title": "string", "publishedAt": "date", "keywords": "string",
    "language": "language",
}  # fmt: skip
_STATEMENT_HEADER = (
    "canonical_id", "entity_id", "prop", "prop_type", "schema", "value", "dataset", "origin", "lang",
    "original_value", "external", "first_seen", "last_seen", "id",
)  # fmt: skip


def write_entities(records: Iterable[ExportRecord], path: Path) -> Written:
    """Write each entity once, one JSON object a line."""
    return Written(rows=write_json_lines(iter_entities(records), path))


def write_statements(records: Iterable[ExportRecord], path: Path) -> Written:
    """Write each value of each entity as one row of CSV in the form that FollowTheMoney reads."""
    count = 0
    with path.open("w", encoding="utf-8", newline="") as stream:
        out = csv.writer(stream, dialect=csv.unix_dialect)
        out.writerow(_STATEMENT_HEADER)
        for entity in iter_entities(records):
            for prop, values in (("id", [""]), *entity["properties"].items()):
                for value in values:
                    out.writerow(_statement(entity, prop, value))
                    count += 1
    return Written(rows=count)


def iter_entities(records: Iterable[ExportRecord]) -> Iterator[dict[str, Any]]:
    """The entities of the records, bodies and articles before the first event that names them."""
    seen: set[str] = set()
    for record in records:
        parts = [*(_article(s) for s in record.sources), *(_body(a) for a in _bodies(record))]
        for entity in parts:
            if entity["id"] not in seen:
                seen.add(entity["id"])
                yield entity
        yield _event(record)


def _bodies(record: ExportRecord) -> list[Actor]:
    return [a for a in record.actors if sector(a.actor_id) not in PRIVATE]


def _entity(id_: str, schema: str, **properties: Iterable[str | None]) -> dict[str, Any]:
    told = {name: list(dict.fromkeys(v for v in values if v)) for name, values in properties.items()}
    return {"id": id_, "schema": schema, "properties": {n: v for n, v in told.items() if v}}


def _article(source: Source) -> dict[str, Any]:
    return _entity(
        _id(source.document_key),
        "Article",
        title=[source.title or source.document_id],
        publisher=[source.outlet],
        sourceUrl=[source.url],
        publishedAt=[source.published],
        language=["ara"],
    )


def _id(marsad_id: str) -> str:
    """An id as FollowTheMoney allows it: letters, digits, points and hyphens."""
    return marsad_id.replace("_", "-")


def _body_id(actor_id: str) -> str:
    return _id(content_id("actor", actor_id))


def _body(actor: Actor) -> dict[str, Any]:
    country = country_codes(actor.actor_id[:3]).iso2.lower()
    return _entity(
        _body_id(actor.actor_id),
        "Organization",
        name=[actor_name(actor.actor_id)],
        country=[country],
        keywords=[actor.actor_id],
    )


def _event(record: ExportRecord) -> dict[str, Any]:
    doers = {a.actor_id for a in record.by_role("initiator")}
    bodies = [a.actor_id for a in _bodies(record)]
    places = [", ".join(filter(None, (w.name_en or w.name, country_name(w.country)))) for w in record.where]
    return _entity(
        _id(record.id),
        "Event",
        name=[f"{record.type.replace('_', ' ')}: {places[0]}" if places else record.type.replace("_", " ")],
        summary=[summary(record)],
        startDate=[record.when.start],
        endDate=[record.when.end],
        country=[country_codes(w.country).iso2.lower() for w in record.where],
        location=places,
        organizer=[_body_id(b) for b in bodies if b in doers],
        involved=[_body_id(b) for b in bodies if b not in doers],
        proof=[_id(s.document_key) for s in record.sources],
        recordId=[record.id],
        publisher=[s.outlet for s in record.sources],
        sourceUrl=[s.url for s in record.sources],
        keywords=[record.type],
    )


def _statement(entity: dict[str, Any], prop: str, value: str) -> list[str]:
    id_, schema = entity["id"], entity["schema"]
    if prop == "id":  # the checksum of an entity: the statement that it is there at all
        value = hashlib.sha1(repr(sorted(entity["properties"].items())).encode(), usedforsecurity=False).hexdigest()
    key = hashlib.sha1(f"{DATASET}.{id_}.{prop}.{value}".encode(), usedforsecurity=False).hexdigest()
    kind = "checksum" if prop == "id" else _PROP_TYPES[prop]
    return [id_, id_, prop, kind, schema, value, DATASET, "", "", "", "f", "", "", key]


def exporters() -> tuple[Exporter, ...]:
    """The exporters of FollowTheMoney."""
    return (
        Exporter(
            name="ftm", title="FollowTheMoney entities", suffix="ftm.json", columns=_COLUMNS, write=write_entities
        ),
        Exporter(
            name="ftm-statements",
            title="FollowTheMoney statements",
            suffix="csv",
            columns=_COLUMNS,
            write=write_statements,
        ),
    )
