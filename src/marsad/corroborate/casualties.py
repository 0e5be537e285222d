"""The figures of an incident: smallest, largest and best, from what its sources say.

The rule, as in docs/incidents.md: of every outlet the latest figure counts. A figure is superseded by an official one published on a
later day. `min` and `max` span the figures that are left; vague ones ("قتلى وجرحى") count only where no other is told. `best` is the
latest official figure, else the one most sources tell, the later of equals.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Final, Literal

import msgspec

from marsad.corroborate.counting import adding_up
from marsad.corroborate.sources import Account
from marsad.model import Event
from marsad.model.incident import IncidentToll
from marsad.text.folding import fold_key

#: Who counts the dead without an actor id of their own: hospitals, rescuers, health offices.
_COUNTERS: Final = tuple(
    map(fold_key, ("طبي", "مستشف", "صحة", "صحي", "الدفاع المدني", "إسعاف", "الهلال الأحمر", "الصليب الأحمر"))
)
#: Sectors whose word on a toll is official: state bodies, hospitals among them, and bodies between states.
_OFFICIAL: Final = ("GOV", "MIL", "COP", "JUD", "IGO", "NGO", "MED")


class Figure(msgspec.Struct, frozen=True, kw_only=True):
    """What one report says of one outcome."""

    account: Account
    low: int
    high: int | None
    vague: bool
    official: bool

    @property
    def value(self) -> tuple[int, int | None]:
        """The bounds."""
        return self.low, self.high


def outcomes(accounts: Iterable[Account]) -> list[str]:
    """The outcomes that any report counts, those most told first."""
    counts: Counter[str] = Counter(row.outcome for account in accounts for row in account.event.casualties)
    order = {"killed": -2, "injured": -1}
    return sorted(counts, key=lambda outcome: (order.get(outcome, 0), -counts[outcome], outcome))


def figures(accounts: Sequence[Account], outcome: str) -> list[Figure]:
    """The figures on an outcome that stand: one an outlet, without those that a later official one superseded."""
    told = [figure for account in accounts if account.role != "denial" and (figure := _figure(account, outcome))]
    told = [figure for figure in told if figure.account.reprint_of is None] or told  # a copy tells no figure of its own
    reports = [f for f in told if f.account.role == "report"] or told
    latest: dict[str, Figure] = {}
    for figure in reports:  # oldest first
        held = latest.get(figure.account.outlet)
        if held is None or not figure.vague or held.vague:
            latest[figure.account.outlet] = figure
    standing = list(latest.values())
    exact = [f for f in standing if not f.vague] or standing
    last_official = max((f.account.known_day for f in exact if f.official), default="")
    return [f for f in exact if f.account.known_day >= last_official] if last_official else exact


def consolidate(accounts: Sequence[Account], outcome: str) -> IncidentToll | None:
    """Smallest, largest and best figure of an outcome; None when no report tells one.

    "مقتل 3" on Monday, "5" of the hospital and "4" of another outlet on Tuesday give 4, 5 and best 5.
    """
    standing = figures(accounts, outcome)
    if not standing:
        return None
    best, basis = _best(standing)
    highs = [f.high for f in standing if f.high is not None]
    top = max([*highs, *(f.low for f in standing)]) if highs else None
    return IncidentToll(outcome=outcome, min=min(f.low for f in standing), max=top, best=best, basis=basis)


def _best(standing: Sequence[Figure]) -> tuple[int, Literal["official", "most", "single"]]:
    official = [f for f in standing if f.official]
    if official:
        return max(official, key=lambda f: (f.account.known_day, f.low)).low, "official"
    if len(standing) == 1:
        return standing[0].low, "single"
    counts = Counter(f.low for f in standing)
    latest = {f.low: f.account.known_day for f in standing}
    return max(counts, key=lambda low: (counts[low], latest[low], low)), "most"


def _figure(account: Account, outcome: str) -> Figure | None:
    told = [row for row in account.event.casualties if row.outcome == outcome]
    rows = adding_up(told, account.document.text)
    if not rows:
        return None
    return Figure(
        account=account,
        low=sum(row.min for row in rows),
        high=None if any(row.max is None for row in rows) else sum(row.max or 0 for row in rows),
        vague=all(row.qualifier == "vague" for row in rows),
        official=_is_official(account.event),
    )


def _is_official(event: Event) -> bool:
    for claim in event.claims:
        if claim.stance == "asserts":
            named = fold_key(" ".join(filter(None, (claim.title, claim.organisation))))
            if any(word in named for word in _COUNTERS) or (claim.actor_id and _sector(claim.actor_id) in _OFFICIAL):
                return True
    return False


def _sector(actor_id: str) -> str:
    parts = actor_id.split("-")
    return parts[1] if len(parts) > 1 else ""
