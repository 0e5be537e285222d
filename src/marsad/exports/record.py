"""What every exporter is handed: one happening with its sources, whether it is one document's report or an incident.

A named private person never leaves the store by accident: unless names are asked for, a record carries no quoted words
(their offsets stay: who has the text finds them), no name of a civilian, and no speaker who is not named with an
office or a body (`without_names`).
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

import msgspec

from marsad.actors.registry import get_actor
from marsad.lexicon.countries import get_country
from marsad.model import Span
from marsad.model.event import Actor, Casualties, Claim, Count, Materiel, Means, When, Where
from marsad.store import StoredEvent

Kind = Literal["event", "incident"]
#: Sectors of people who are nobody's office-holders: their names are theirs.
PRIVATE = frozenset({"CVL", "REF", "JRN"})


class Source(msgspec.Struct, frozen=True, kw_only=True):
    """A text that tells of the happening. `published` is an ISO day; `independent` False marks a reprint."""

    document_id: str
    document_key: str
    event_id: str
    outlet: str | None = None
    url: str | None = None
    title: str | None = None
    published: str | None = None
    credits: tuple[str, ...] = ()
    independent: bool = True


class Bounds(msgspec.Struct, frozen=True):
    """How many people: `low` and `high` over all that is told (None: no upper bound), `best` the value of the record."""

    low: int
    best: int
    high: int | None


class ExportRecord(msgspec.Struct, frozen=True, kw_only=True):
    """One happening in the fields of the codebook, with its sources and the words that tell it. `reports` are the event
    reports of an incident, each a record of its own."""

    id: str
    kind: Kind = "event"
    type: str
    status: str = "current"
    modality: str = "occurred"
    when: When = When()
    where: tuple[Where, ...] = ()
    actors: tuple[Actor, ...] = ()
    means: Means | None = None
    casualties: tuple[Casualties, ...] = ()
    materiel: tuple[Materiel, ...] = ()
    count: Count = Count()
    claims: tuple[Claim, ...] = ()
    unverified: bool = False
    confidence: float | None = None
    grade: str | None = None
    trigger: str = ""
    trigger_span: Span = (0, 0)
    evidence: tuple[str, ...] = ()
    sources: tuple[Source, ...] = ()
    coder: str = ""
    reports: tuple[ExportRecord, ...] = ()

    @property
    def place(self) -> Where | None:
        """The first place told, the most specific."""
        return self.where[0] if self.where else None

    def by_role(self, *roles: str) -> tuple[Actor, ...]:
        """The actors in any of these roles, in the order told."""
        return tuple(a for a in self.actors if a.role in roles)

    def bounds(self, outcome: str, group: str | None = None, side: str | None = None) -> Bounds | None:
        """The sum over the rows of this outcome (and group, and side); None when no row tells it."""
        rows = [
            c
            for c in self.casualties
            if c.outcome == outcome and (group is None or c.group == group) and (side is None or c.side == side)
        ]
        return sum_bounds(rows)


def sum_bounds(rows: Iterable[Casualties]) -> Bounds | None:
    """Rows added up, their alternatives taken into `low` and `high`; None without rows."""
    found = [_row_bounds(row) for row in rows]
    if not found:
        return None
    tops = [b.high for b in found]
    high = None if None in tops else sum(t for t in tops if t is not None)
    return Bounds(sum(b.low for b in found), sum(b.best for b in found), high)


def _row_bounds(row: Casualties) -> Bounds:
    tops = [row.max, *(a.max for a in row.alternatives)]
    high = None if None in tops else max(t for t in tops if t is not None)
    return Bounds(min(row.min, *(a.min for a in row.alternatives), row.min), row.min, high)


def from_stored(stored: StoredEvent) -> ExportRecord:
    """One document's report, as the store has it."""
    event, doc = stored.event, stored.document
    source = Source(
        document_id=doc.id,
        document_key=stored.document_key,
        event_id=event.id,
        outlet=doc.source,
        url=doc.url,
        title=doc.title,
        published=doc.published.start,
        credits=doc.credits,
    )
    quotes = tuple(" ".join(doc.text[start:end].split()) for start, end in event.evidence)
    return ExportRecord(
        id=event.id,
        type=event.type,
        status=event.status,
        modality=event.modality,
        when=event.when,
        where=event.where,
        actors=event.actors,
        means=event.means,
        casualties=event.casualties,
        materiel=event.materiel,
        count=event.count,
        claims=event.claims,
        unverified=event.unverified,
        confidence=event.confidence,
        trigger=event.trigger.text,
        trigger_span=event.trigger.span,
        evidence=quotes,
        sources=(source,),
        coder=stored.coder,
    )


def without_names(record: ExportRecord) -> ExportRecord:
    """The same record without quoted words and without names that may be a private person's.

    A speaker stays when the text gives an office or a body with the name (المتحدث باسم الدفاع المدني): who speaks for
    a body does so in public. A witness or a relative loses the name and keeps the description (شاهد عيان).
    """
    replace = msgspec.structs.replace
    return replace(
        record,
        when=replace(record.when, text=None),
        where=tuple(replace(w, text=None) for w in record.where),
        actors=tuple(_public_actor(a) for a in record.actors),
        means=record.means and replace(record.means, text=None),
        casualties=tuple(_bare_casualties(c) for c in record.casualties),
        materiel=tuple(replace(m, text=None) for m in record.materiel),
        count=replace(record.count, text=None),
        claims=tuple(_public_claim(c) for c in record.claims),
        evidence=(),
        reports=tuple(without_names(report) for report in record.reports),
    )


def _bare_casualties(row: Casualties) -> Casualties:
    replace = msgspec.structs.replace
    return replace(
        row,
        text=None,
        of_which=tuple(replace(p, text=None) for p in row.of_which),
        alternatives=tuple(replace(a, text=None) for a in row.alternatives),
    )


def sector(actor_id: str | None) -> str:
    """The sector code of an actor id; "" without one."""
    parts = (actor_id or "").split("-")
    return parts[1] if len(parts) > 1 else ""


def _public_actor(actor: Actor) -> Actor:
    replace = msgspec.structs.replace
    if sector(actor.actor_id) in PRIVATE or get_actor(actor.actor_id) is None:
        return replace(actor, name=None, name_en=None, text=None)
    return replace(actor, text=None)


def _public_claim(claim: Claim) -> Claim:
    official = (claim.title or claim.organisation) and sector(claim.actor_id) not in PRIVATE | {""}
    return msgspec.structs.replace(claim, speaker=claim.speaker if official else None, text=None)


#: English names of sectors, for bodies that the registry does not name.
SECTOR_NAMES = {
    "GOV": "Government of {country}",
    "MIL": "Military Forces of {country}",
    "COP": "Police Forces of {country}",
    "SPY": "Intelligence Service of {country}",
    "PRM": "Pro-Government Militia ({country})",
    "REB": "Unidentified Rebel Group ({country})",
    "UAF": "Unidentified Armed Group ({country})",
    "CRM": "Unidentified Gang ({country})",
    "CVL": "Civilians ({country})",
    "REF": "Refugees/IDPs ({country})",
    "OPP": "Opposition ({country})",
    "LEG": "Parliament of {country}",
    "JUD": "Courts of {country}",
    "JRN": "Journalists ({country})",
    "PTY": "Political party ({country})",
    "IGO": "Intergovernmental organisation",
    "NGO": "Non-governmental organisation",
}


def country_name(iso3: str | None) -> str | None:
    """The English name of a country by its alpha-3 code; None for INT, XXX and unknown codes."""
    country = get_country(iso3) if iso3 else None
    return country.name_en if country else None


def actor_name(actor_id: str) -> str:
    """The English name of an actor: as the registry has it, else after sector and country (`IRQ-CVL`: Civilians (Iraq))."""
    entry = get_actor(actor_id)
    if entry is not None and (entry.given or len(actor_id.split("-")) > 2):
        return entry.name_en
    pattern = SECTOR_NAMES.get(sector(actor_id), "{country}")
    country = country_name(actor_id[:3]) or ("International" if actor_id.startswith("INT") else "Unknown")
    return pattern.format(country=country)
