"""One English sentence on a happening, made from its fields: what sets call notes or a headline."""

from __future__ import annotations

from marsad.exports.record import ExportRecord, actor_name, country_name


def amount(low: int, high: int | None) -> str:
    """Bounds for people: 3, 3-9, at least 3."""
    if high is None:
        return f"at least {low}"
    return str(low) if low == high else f"{low}-{high}"


def summary(record: ExportRecord) -> str:
    """Type, sides, place, day and losses of a record in one line.

    >>> summary(ExportRecord(id="ev", type="air_strike"))
    'Air strike.'
    """
    head = record.type.replace("_", " ").capitalize()
    doers = ", ".join(dict.fromkeys(actor_name(a.actor_id) for a in record.by_role("initiator")))
    sufferers = ", ".join(dict.fromkeys(actor_name(a.actor_id) for a in record.by_role("target", "affected")))
    parts = [head]
    if doers:
        parts.append(f"by {doers}")
    if sufferers:
        parts.append(f"against {sufferers}" if doers else f"affecting {sufferers}")
    if record.place is not None:
        country = country_name(record.place.country)
        name = record.place.name_en or record.place.name
        parts.append(f"at {name}" + (f", {country}" if country and country != name else ""))
    if record.when.start:
        end = record.when.end
        parts.append(f"on {record.when.start}" if end in (None, record.when.start) else f"{record.when.start} to {end}")
    sentence = " ".join(parts) + "."
    losses = [f"{amount(c.min, c.max)} {c.outcome} ({c.group.replace('_', ' ')})" for c in record.casualties]
    things = [f"{amount(m.min, m.max)} {m.item.replace('_', ' ')} {m.effect}" for m in record.materiel]
    for told in (losses, things):
        if told:
            sentence += f" {', '.join(told).capitalize()}."
    if record.modality != "occurred" or record.status != "current":
        sentence += f" Told as {record.modality}, {record.status}."
    if record.unverified:
        sentence += " Not verified by the outlet."
    return sentence
