"""JSON Schema of what Marsad puts out, made from the records themselves.

Strict on purpose: every field is always there, and no other is. A newer Marsad that adds one changes `schema_version`.
"""

from __future__ import annotations

from typing import Any, Final, Literal, get_args

import msgspec

from marsad.errors import BadSetting
from marsad.model.coded import Failure
from marsad.model.document import SCHEMA_VERSION, Published
from marsad.model.event import Event
from marsad.model.incident import Incident
from marsad.model.span import Span

What = Literal["events", "incidents"]
_DIALECT: Final = "https://json-schema.org/draft/2020-12/schema"
_TITLES: Final[dict[str, str]] = {
    "events": "One coded document: a line of `marsad code --format jsonl`, an element of `--format json`",
    "incidents": "One incident: a line of `marsad incidents --format jsonl`, an element of `--format json`",
}


class OutputDocument(msgspec.Struct, frozen=True, kw_only=True):
    """What is known of the text, without the text itself. `coder` is the engine and its version; `furniture` are spans that belong
    to the page and not to the news; `sha256` is that of the text in UTF-8.
    """

    id: str
    source: str | None
    url: str | None
    title: str | None
    lang: str
    sha256: str
    published: Published
    furniture: tuple[Span, ...]
    credits: tuple[str, ...]
    encoding: str | None
    schema_version: str
    coder: str


class Output(msgspec.Struct, frozen=True, kw_only=True):
    """A document, the events that it tells, and the stages that failed on it."""

    document: OutputDocument
    events: tuple[Event, ...]
    failures: tuple[Failure, ...]


#: What the values of a field of this name keep to, wherever it stands.
_LIMITS: Final[dict[str, dict[str, Any]]] = {
    **{name: {"pattern": r"^\d{4}-\d{2}-\d{2}$"} for name in ("start", "end", "published")},
    **{name: {"minimum": 0} for name in ("min", "max", "best", "sources", "outlets", "speakers")},
    "confidence": {"minimum": 0, "maximum": 1},
    "lat": {"minimum": -90, "maximum": 90},
    "lon": {"minimum": -180, "maximum": 180},
    "sha256": {"pattern": "^[0-9a-f]{64}$"},
}
_SPAN: Final[dict[str, Any]] = {
    "title": "Span",
    "description": "[start, end) in Unicode code points of the text as it was handed in.",
    "type": "array",
    "prefixItems": [{"type": "integer", "minimum": 0}, {"type": "integer", "minimum": 0}],
    "minItems": 2,
    "maxItems": 2,
}


def json_schema(what: str = "events") -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) of one object of the output: of `marsad code` for "events", of `marsad incidents` for "incidents".

    Raises `BadSetting` for another word.
    """
    if what not in get_args(What):
        raise BadSetting(f"schema: {what!r} is not known; use one of {', '.join(get_args(What))}")
    made = msgspec.json.schema(Output if what == "events" else Incident)
    for definition in made["$defs"].values():
        if definition.get("type") == "object":
            _close(definition)
    if what == "events":
        made["$defs"]["Span"] = _SPAN
    head = {"$schema": _DIALECT, "$id": f"urn:marsad:schema:{what}:{SCHEMA_VERSION}", "title": _TITLES[what]}
    return head | made


def _close(definition: dict[str, Any]) -> None:
    """The output form writes every field, also those without a value, and no other."""
    definition["required"] = list(definition["properties"])
    definition["additionalProperties"] = False
    definition["description"] = " ".join(definition.get("description", "").split())
    for name, field in definition["properties"].items():
        field.pop("default", None)
        _refine(name, field)


def _refine(name: str, field: dict[str, Any]) -> None:
    """Spans by reference, and the limits of numbers and days."""
    for inner in (*field.get("anyOf", ()), *([field["items"]] if isinstance(field.get("items"), dict) else ())):
        _refine(name, inner)
    if "prefixItems" in field:
        field.clear()
        field["$ref"] = "#/$defs/Span"
    elif field.get("type") in ("string", "integer", "number"):
        field.update(_LIMITS.get(name, {}))
