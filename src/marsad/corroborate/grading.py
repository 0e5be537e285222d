"""The grade of an incident, after Airwars: computed from who says what, no judgement of what is true."""

from __future__ import annotations

from collections.abc import Sequence

from marsad.corroborate.sources import Account, count_sources
from marsad.model.incident import Contradiction, Grade


def grade(accounts: Sequence[Account], contradictions: Sequence[Contradiction]) -> tuple[Grade, str]:
    """The grade and the reason for it in a sentence.

    discounted: nobody but deniers speaks of it. confirmed: the side that did it says so and somebody else tells it too.
    contested: different sides are named as initiators, or a denial stands against the reports. fair: two or more independent
    sources. weak: one.
    """
    reports = [account for account in accounts if account.role != "denial"]
    if not reports:
        return "discounted", "every report denies it"
    sources = count_sources(accounts)
    if sources >= 2 and (owner := _owned(reports)):
        return "confirmed", f"{owner} says that it did it, and {sources} independent sources tell it"
    slots = {row.slot for row in contradictions}
    if "initiator" in slots:
        return "contested", "sources name different sides as initiators"
    if "occurrence" in slots:
        return "contested", "it is denied"
    if sources >= 2:
        return "fair", f"{sources} independent sources tell it"
    return "weak", "one source tells it" if sources else "it is only recalled"


def _owned(accounts: Sequence[Account]) -> str | None:
    """The initiator that itself claims it: "تبنى التنظيم الهجوم", or an army that announces its own strike."""
    for account in accounts:
        sides = {_side(actor.actor_id) for actor in account.event.actors if actor.role == "initiator"}
        for claim in account.event.claims:
            if (
                claim.stance == "asserts"
                and claim.responsibility
                and (claim.actor_id is None or _side(claim.actor_id) in sides)
            ):
                return claim.actor_id or claim.organisation or claim.speaker or "the initiator"
            if claim.stance == "asserts" and claim.actor_id and _side(claim.actor_id) in sides:
                return claim.actor_id
    return None


def _side(actor_id: str) -> str:
    return "-".join(actor_id.split("-")[:2])
