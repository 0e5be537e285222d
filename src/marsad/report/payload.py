"""What the page is given: documents, events and base map as one JSON object."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Any, Final

import msgspec

from marsad.model import Coded, Incident, Provenance
from marsad.report.basemap import Box, cut_topology, region_of
from marsad.report.labels import Town, load_labels, load_towns
from marsad.text.bidi import neutralise

#: Fields of a place that the page does not show.
_UNUSED_PLACE: Final = ("pcode", "geonames_id", "place_id")
#: Fields of an incident that the page shows.
_INCIDENT_FIELDS: Final = ("id", "type", "when", "where", "casualties", "grade", "sources", "reports", "contradictions")
#: Places far from the others do not stretch the map's detail: so much of them is left out at each end.
_OUTLIERS: Final = 0.05
#: … when they make it more than so many times as wide.
_STRETCH: Final = 2.2
_WEB: Final = re.compile(r"https?://", re.IGNORECASE)


def make_payload(
    codings: Iterable[Coded],
    failures: Sequence[dict[str, str]],
    topology: dict[str, Any],
    *,
    title: str | None,
    lang: str,
    texts: bool,
    incidents: Iterable[Incident] = (),
) -> dict[str, Any]:
    """The page's data. `failures` are those of inputs that gave no document (`input`, `stage`, `error`, `message`).

    With `texts` False no article text is in it: a value then carries its own words, and clauses of evidence are left out.
    `incidents` are those of a linked store.
    """
    documents: list[dict[str, Any]] = []
    events: list[dict[str, Any]] = []
    coders: set[str] = set()
    for number, coded in enumerate(codings):
        documents.append(_document(coded, texts))
        events += (_event(e.to_dict(), number, texts) for e in coded.events)
        coders.add(coded.coder)
    points = _points(events)
    box = region_of(_without_outliers(points))
    return {
        "title": title,
        "lang": lang,
        "texts": texts,
        "coders": sorted(coders),
        "failures": list(failures),
        "documents": documents,
        "events": events,
        "incidents": _incidents(incidents, {event["id"] for event in events}),
        "labels": load_labels(),
        "box": box,
        "topology": cut_topology(topology, box, around=region_of(points)),
        "towns": [town for town in load_towns() if _inside(town, box)],
    }


def _incidents(incidents: Iterable[Incident], known: set[str]) -> list[dict[str, Any]]:
    """What the page shows of incidents, those with most reports first. Reports of events that the page does not hold are left
    out, and incidents that have no other.
    """
    rows = []
    for incident in incidents:
        full = incident.to_dict()
        full["reports"] = [report for report in full["reports"] if report["event_id"] in known]
        if not full["reports"]:
            continue
        row = _lean({name: full[name] for name in _INCIDENT_FIELDS})
        for told, kept in zip(full["casualties"], row.get("casualties", []), strict=True):
            kept["max"] = told["max"]  # None: no upper bound
        rows.append(row)
    return sorted(rows, key=lambda row: (-len(row["reports"]), row.get("when", {}).get("start") or "9999", row["id"]))


def _document(coded: Coded, texts: bool) -> dict[str, Any]:
    doc = coded.document
    lean: dict[str, Any] = _lean(
        {
            "id": doc.id,
            "source": doc.source,
            # Only an address of the web becomes a link: javascript: and the like would run.
            "url": doc.url if doc.url and _WEB.match(doc.url) else None,
            "title": doc.title,
            "published": {"start": doc.published.start, "end": doc.published.end, "basis": doc.published.basis},
            "credits": list(doc.credits),
            "text": doc.text if texts else None,
            "furniture": [list(s) for s in doc.furniture] if texts else [],
            "coder": coded.coder,
            "origin": _origin(doc.provenance),
            "failures": [msgspec.to_builtins(f) for f in coded.failures],
        }
    )
    return lean


def _origin(told: Provenance | None) -> dict[str, Any]:
    """Where a document was read: the file by its name alone, since a path tells of the machine and its user."""
    if told is None:
        return {}
    extractor = f"{told.extractor} {told.extractor_version or ''}".strip() if told.extractor else None
    return {
        "file": told.name or (told.file or "").replace("\\", "/").rpartition("/")[2],
        "member": told.member,
        "record": told.record,
        "fetched": told.fetched,
        "sha256": told.sha256,
        "extractor": extractor,
        "reader": told.reader,
    }


def _event(event: dict[str, Any], number: int, texts: bool) -> dict[str, Any]:
    """An event without nulls and empty lists. The words of a value stand in the text, when the text is there."""
    for place in event["where"]:
        for field in _UNUSED_PLACE:
            place.pop(field, None)
    if not texts:
        event["evidence"] = []
    lean: dict[str, Any] = _lean(event)
    # Where None means "no upper bound" the page needs to see it.
    for told, kept in ((event["casualties"], lean.get("casualties")), (event["materiel"], lean.get("materiel"))):
        for full, row in zip(told, kept or [], strict=False):
            _keep_max(full, row)
    if event["count"]["text"] is None:
        lean.pop("count", None)
    else:
        _keep_max(event["count"], lean["count"])
    if texts:
        _drop_words(lean)
    return {"doc": number, **lean}


def _keep_max(full: dict[str, Any], row: dict[str, Any]) -> None:
    row["max"] = full["max"]
    for name in ("of_which", "alternatives"):
        for inner, kept in zip(full.get(name, []), row.get(name, []), strict=True):
            kept["max"] = inner["max"]


def _drop_words(value: Any) -> None:
    if isinstance(value, dict):
        if "span" in value:
            value.pop("text", None)
        for inner in value.values():
            _drop_words(inner)
    elif isinstance(value, list):
        for inner in value:
            _drop_words(inner)


def _lean(value: Any) -> Any:
    if isinstance(value, dict):
        return {k: _lean(v) for k, v in value.items() if v is not None and v is not False and v != [] and v != {}}
    if isinstance(value, list):
        return [_lean(v) for v in value]
    return neutralise(value) if isinstance(value, str) else value


def _points(events: Iterable[dict[str, Any]]) -> list[tuple[float, float]]:
    """Longitude and latitude of every place."""
    return [(p["lon"], p["lat"]) for e in events for p in e.get("where", []) if "lat" in p and "lon" in p]


def _without_outliers(points: list[tuple[float, float]]) -> list[tuple[float, float]]:
    cut = int(len(points) * _OUTLIERS)
    if not cut:
        return points
    west, east = _extent(sorted(lon for lon, _ in points), cut)
    south, north = _extent(sorted(lat for _, lat in points), cut)
    return [(lon, lat) for lon, lat in points if west <= lon <= east and south <= lat <= north] or points


def _extent(values: list[float], cut: int) -> tuple[float, float]:
    whole, most = (values[0], values[-1]), (values[cut], values[-1 - cut])
    return most if whole[1] - whole[0] > _STRETCH * (most[1] - most[0]) else whole


def _inside(town: Town, box: Box) -> bool:
    west, south, east, north = box
    return west <= town[3] <= east and south <= town[2] <= north
