"""An incident and what changed of it in a sentence: for feeds and digests, in both languages. Foreign words come without controls of
writing direction.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

from marsad.corroborate.changes import Change
from marsad.model import Incident
from marsad.report.labels import load_labels
from marsad.text.bidi import neutralise
from marsad.web.i18n import Words

#: Slots whose values have names of their own: the section that holds them.
_SECTIONS: Final = {"type": "types", "kind": "kinds", "modality": "modality", "grade": "grades"}


def place(t: Words, where: Mapping[str, Any] | None) -> str:
    """«تعز، اليمن»: a place as the language has it, with its country."""
    if not where:
        return t("digest.no_place")
    name, country = neutralise(t.either(where.get("name"), where.get("name_en"))), t.country(where.get("country"))
    return t.within(name, country) if country and name != country else name


def headline(t: Words, incident: Incident) -> str:
    """«غارة جوية، تعز، اليمن، 5 يوليو 2015»."""
    what = t.name("types", incident.type)
    tags = [t.name("kinds", incident.kind)] if incident.kind != "happening" else []
    tags += [t.name("modality", incident.modality)] if incident.modality != "occurred" else []
    if tags:
        what += f" ({t('common.comma').join(tags)})"
    where = incident.where
    told = {"name": where.name, "name_en": where.name_en, "country": where.country} if where else None
    return t("digest.headline", what=what, where=place(t, told), when=t.days(incident.when.start, incident.when.end))


def facts(t: Words, incident: Incident, *, names: bool) -> list[str]:
    """Who, how many, and how well backed. Without `names` no name of a person, only bodies that the registry knows."""
    told = [
        t(
            "digest.side",
            role=t.name("roles", role),
            who=neutralise(t("common.comma").join(t.actor(a.actor_id, a.name if names else None) for a in sides)),
        )
        for role in ("initiator", "target")
        if (sides := [a for a in incident.actors if a.role == role])
    ]
    told += [
        t("digest.toll", outcome=slot_name(t, c.outcome), figure=_figure(t, c.min, c.max, c.best))
        for c in incident.casualties
    ]
    return [*told, backed(t, incident)]


def backed(t: Words, incident: Incident) -> str:
    """How well an incident is backed, as computed: «معقول، مصدران مستقلان»."""
    return t("digest.backed", grade=t.name("grades", incident.grade), sources=t("overview.sources", incident.sources))


def change(t: Words, told: Change) -> list[str]:
    """What changed, a sentence or two: «قتلى: 2 ← 5»."""
    if told.slot == "contradictions":
        return _contradictions(t, told.before or {}, told.after or {})
    slot = slot_name(t, told.slot)
    before, after = (_value(t, told.slot, value) for value in (told.before, told.after))
    if before is None:
        return [t("digest.now", slot=slot, after=after)]
    if after is None:
        return [t("digest.no_more", slot=slot, before=before)]
    return [] if before == after else [t("digest.from_to", slot=slot, before=before, after=after)]


def changed(t: Words, rows: Iterable[Change]) -> list[str]:
    """`change` of several."""
    return [line for row in rows for line in change(t, row)]


def slot_name(t: Words, slot: str) -> str:
    """What a value of an incident is called."""
    if slot in load_labels()["outcomes"]:
        name = t.name("outcomes", slot)
        return name[:1].upper() + name[1:]
    return t(f"digest.slot_{slot}") if slot in _NAMED else slot


_NAMED: Final = frozenset(
    {"type", "kind", "modality", "grade", "when", "where", "sources", "reports", "initiator", "occurrence"}
)


def _value(t: Words, slot: str, value: Any) -> str | None:
    if value is None:
        return None
    if slot in _SECTIONS:
        return t.name(_SECTIONS[slot], value)
    if slot == "when":
        return t.days(value["start"], value["end"])
    if slot == "where":
        return place(t, value)
    if isinstance(value, dict):
        return _figure(t, value["min"], value["max"], value["best"])
    return t.number(value) if isinstance(value, int) else str(value)


def _figure(t: Words, low: int, high: int | None, best: int) -> str:
    bounds = t.bounds(low, high)
    return bounds if low == high else t("digest.best", bounds=bounds, best=t.number(best))


def _contradictions(t: Words, before: Mapping[str, int], after: Mapping[str, int]) -> list[str]:
    def sentence(key: str, slots: Sequence[str]) -> list[str]:
        return [t(key, slots=t("common.comma").join(slot_name(t, s) for s in slots))] if slots else []

    return [
        *sentence("digest.came_to_differ", [s for s, n in after.items() if n > before.get(s, 0)]),
        *sentence("digest.agree_now", [s for s in before if s not in after]),
    ]
