"""The records: frozen, validated, and what every other part speaks in."""

from marsad.model.coded import Coded, Failure, Trace
from marsad.model.document import Document, Published
from marsad.model.event import (
    Actor,
    Alternative,
    Casualties,
    Claim,
    Count,
    Event,
    EventType,
    Materiel,
    Means,
    Part,
    Related,
    Trigger,
    When,
    Where,
)
from marsad.model.incident import Contradiction, Incident, IncidentReport, IncidentToll
from marsad.model.mention import (
    ActorMention,
    MaterielMention,
    Mention,
    PlaceMention,
    Quantity,
    SourceMention,
    TimeMention,
)
from marsad.model.provenance import Provenance
from marsad.model.span import Span, content_id

__all__ = [
    "Actor",
    "ActorMention",
    "Alternative",
    "Casualties",
    "Claim",
    "Coded",
    "Contradiction",
    "Count",
    "Document",
    "Event",
    "EventType",
    "Failure",
    "Incident",
    "IncidentReport",
    "IncidentToll",
    "Materiel",
    "MaterielMention",
    "Means",
    "Mention",
    "Part",
    "PlaceMention",
    "Provenance",
    "Published",
    "Quantity",
    "Related",
    "SourceMention",
    "Span",
    "TimeMention",
    "Trace",
    "Trigger",
    "When",
    "Where",
    "content_id",
]
