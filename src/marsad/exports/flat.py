"""One row a happening, in plain columns: what CSV, XLSX, HXL, GeoJSON, KML and GeoParquet carry."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import msgspec

from marsad.exports.contract import Column
from marsad.exports.names import admin_in_english
from marsad.exports.notes import amount, summary
from marsad.exports.parquet import Kind
from marsad.exports.record import ExportRecord, actor_name
from marsad.exports.spreadsheet import join

_Read = Callable[[ExportRecord], Any]


class Field(msgspec.Struct, frozen=True, kw_only=True):
    """A plain column: its name, its HXL tag, where it comes from, and how it is read. `kind` is its type."""

    name: str
    hxl: str
    source: str
    read: _Read
    kind: Kind = "str"
    loss: str = ""

    def column(self) -> Column:
        """The column as the sidecar tells it."""
        return Column(name=self.name, source=self.source, loss=self.loss)


def _of_place(attribute: str) -> _Read:
    return lambda r: getattr(r.place, attribute) if r.place is not None else None


def _admin(level: int) -> _Read:
    return lambda r: (
        admin_in_english(getattr(r.place, f"admin{level}") or "", r.place.country, level) if r.place else None
    )


def _ids(*roles: str) -> _Read:
    return lambda r: join(a.actor_id for a in r.by_role(*roles))


def _names(*roles: str) -> _Read:
    return lambda r: join(actor_name(a.actor_id) for a in r.by_role(*roles))


def _bound(outcome: str, which: str, group: str | None = None) -> _Read:
    def read(record: ExportRecord) -> int | None:
        bounds = record.bounds(outcome, group)
        return getattr(bounds, which) if bounds is not None else None

    return read


def _claimed(record: ExportRecord) -> str:
    return join(c.organisation or c.speaker or c.title for c in record.claims if c.stance == "asserts")


def _denied(record: ExportRecord) -> str:
    return join(c.organisation or c.speaker or c.title for c in record.claims if c.stance == "denies")


FIELDS: tuple[Field, ...] = (
    Field(name="id", hxl="#event+id", source="id", read=lambda r: r.id),
    Field(name="kind", hxl="#event+kind", source="event (one document's report) or incident", read=lambda r: r.kind),
    Field(name="type", hxl="#event+type", source="type", read=lambda r: r.type),
    Field(name="status", hxl="#event+status", source="status", read=lambda r: r.status),
    Field(name="modality", hxl="#event+modality", source="modality", read=lambda r: r.modality),
    Field(name="start", hxl="#date+start", source="when.start", read=lambda r: r.when.start, kind="date"),
    Field(name="end", hxl="#date+end", source="when.end", read=lambda r: r.when.end, kind="date"),
    Field(name="date_precision", hxl="#date+precision", source="when.precision", read=lambda r: r.when.precision),
    Field(name="date_basis", hxl="#date+basis", source="when.basis", read=lambda r: r.when.basis),
    Field(
        name="place",
        hxl="#loc+name+i_ar",
        source="where.name",
        read=_of_place("name"),
        loss="further places stand in places",
    ),
    Field(name="place_en", hxl="#loc+name+i_en", source="where.name_en", read=_of_place("name_en")),
    Field(name="places", hxl="#loc+list", source="all names", read=lambda r: join(w.name for w in r.where)),
    Field(name="country", hxl="#country+code+v_iso3", source="where.country", read=_of_place("country")),
    Field(name="admin1", hxl="#adm1+name+i_ar", source="where.admin1", read=_of_place("admin1")),
    Field(name="admin1_en", hxl="#adm1+name+i_en", source="where.admin1, in English where known", read=_admin(1)),
    Field(name="admin2", hxl="#adm2+name+i_ar", source="where.admin2", read=_of_place("admin2")),
    Field(name="admin2_en", hxl="#adm2+name+i_en", source="where.admin2, in English where known", read=_admin(2)),
    Field(name="admin3", hxl="#adm3+name+i_ar", source="where.admin3", read=_of_place("admin3")),
    Field(name="pcode", hxl="#loc+code+v_pcode", source="where.pcode", read=_of_place("pcode")),
    Field(name="lat", hxl="#geo+lat", source="where.lat", read=_of_place("lat"), kind="float"),
    Field(name="lon", hxl="#geo+lon", source="where.lon", read=_of_place("lon"), kind="float"),
    Field(name="radius_km", hxl="#geo+radius", source="where.radius_km", read=_of_place("radius_km"), kind="float"),
    Field(name="place_precision", hxl="#geo+precision", source="where.precision", read=_of_place("precision")),
    Field(name="initiators", hxl="#actor+initiator+code", source="actors, ids", read=_ids("initiator")),
    Field(name="initiators_en", hxl="#actor+initiator+name", source="actors, names", read=_names("initiator")),
    Field(name="targets", hxl="#actor+target+code", source="actors, ids", read=_ids("target")),
    Field(name="targets_en", hxl="#actor+target+name", source="actors, names", read=_names("target")),
    Field(name="supporters", hxl="#actor+supporter+code", source="actors, ids", read=_ids("supporter")),
    Field(name="affected", hxl="#affected+code", source="actors, ids", read=_ids("affected")),
    Field(name="means", hxl="#event+means", source="means.class", read=lambda r: r.means.class_ if r.means else None),
    Field(name="killed_min", hxl="#affected+killed+min", source="casualties", read=_bound("killed", "low"), kind="int"),
    Field(name="killed_best", hxl="#affected+killed", source="casualties", read=_bound("killed", "best"), kind="int"),
    Field(
        name="killed_max",
        hxl="#affected+killed+max",
        source="casualties; empty: no upper bound",
        read=_bound("killed", "high"),
        kind="int",
    ),
    Field(
        name="civilians_killed_min",
        hxl="#affected+killed+civilian+min",
        source="casualties",
        read=_bound("killed", "low", "civilians"),
        kind="int",
    ),
    Field(
        name="injured_min", hxl="#affected+injured+min", source="casualties", read=_bound("injured", "low"), kind="int"
    ),
    Field(
        name="injured_best", hxl="#affected+injured", source="casualties", read=_bound("injured", "best"), kind="int"
    ),
    Field(
        name="injured_max",
        hxl="#affected+injured+max",
        source="casualties; empty: no upper bound",
        read=_bound("injured", "high"),
        kind="int",
    ),
    Field(
        name="casualties",
        hxl="#affected+list",
        source="casualties",
        read=lambda r: join(f"{c.outcome} {amount(c.min, c.max)} {c.group}" for c in r.casualties),
        loss="parts, alternatives",
    ),
    Field(
        name="materiel",
        hxl="#item+list",
        source="materiel",
        read=lambda r: join(f"{m.effect} {amount(m.min, m.max)} {m.item}" for m in r.materiel),
    ),
    Field(name="happenings_min", hxl="#event+num+min", source="count.min", read=lambda r: r.count.min, kind="int"),
    Field(name="claimed_by", hxl="#meta+claimed", source="claims that assert", read=_claimed),
    Field(name="denied_by", hxl="#meta+denied", source="claims that deny", read=_denied),
    Field(name="unverified", hxl="#status+unverified", source="unverified", read=lambda r: r.unverified, kind="bool"),
    Field(
        name="confidence",
        hxl="#indicator+confidence",
        source="confidence",
        read=lambda r: None if r.confidence is None else round(r.confidence, 3),
        kind="float",
    ),
    Field(name="grade", hxl="#status+grade", source="grade of an incident, computed", read=lambda r: r.grade),
    Field(name="sources", hxl="#meta+source", source="outlets", read=lambda r: join(s.outlet for s in r.sources)),
    Field(
        name="independent_sources",
        hxl="#meta+source+num",
        source="documents that are no reprints",
        read=lambda r: sum(s.independent for s in r.sources),
        kind="int",
    ),
    Field(
        name="published",
        hxl="#date+published",
        source="publication days",
        read=lambda r: join(s.published for s in r.sources),
    ),
    Field(name="urls", hxl="#meta+url", source="addresses", read=lambda r: join((s.url for s in r.sources), " ")),
    Field(
        name="documents",
        hxl="#meta+id",
        source="ids of the documents",
        read=lambda r: join(s.document_id for s in r.sources),
    ),
    Field(name="summary", hxl="#description", source="made from the fields, in English", read=summary),
    Field(name="trigger", hxl="#event+words", source="trigger.text", read=lambda r: r.trigger),
    Field(
        name="evidence",
        hxl="#description+words",
        source="evidence, with names only",
        read=lambda r: " … ".join(r.evidence) or None,
    ),
)
HEADER: tuple[str, ...] = tuple(f.name for f in FIELDS)
COLUMNS: tuple[Column, ...] = tuple(f.column() for f in FIELDS)


def row_of(record: ExportRecord) -> list[Any]:
    """The values of a record in the order of `FIELDS`; None where it has none."""
    return [value if (value := field.read(record)) != "" else None for field in FIELDS]


def properties_of(record: ExportRecord) -> dict[str, Any]:
    """The same as a mapping."""
    return dict(zip(HEADER, row_of(record), strict=True))
