"""Who stands behind an incident: roles of its reports, which of them are independent, outlets and speakers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import msgspec

from marsad.model import Document, Event
from marsad.model.incident import IncidentReport, ReportRole
from marsad.text.folding import fold_key


class Account(msgspec.Struct, frozen=True, kw_only=True):
    """One report of an incident with its document; `weight` is what it counts for in votes."""

    event: Event
    document: Document
    document_key: str
    role: ReportRole
    independent: bool = False
    reprint_of: str | None = None
    weight: float = 1.0

    @property
    def published(self) -> str:
        """The day of publication; what has none comes last."""
        published = self.document.published
        return published.end or published.start or "9999-12-31"

    @property
    def known_day(self) -> str:
        """The day of publication, "" where it is unknown."""
        published = self.document.published
        return published.end or published.start or ""

    @property
    def outlet(self) -> str:
        """The outlet, or the document itself where none is told."""
        return fold_key(self.document.source) if self.document.source else self.document_key


#: What the reports of a role count for in votes.
_ROLE_WEIGHT: dict[ReportRole, float] = {"report": 1.0, "background": 0.3, "denial": 0.0}
#: Reports that add no source still tell details: they count for little.
_DEPENDENT = 0.25


def role_of(event: Event) -> ReportRole:
    """Whether a report tells, recalls or denies: "نفى الناطق قصف الحي" denies."""
    if event.modality == "denied" or (event.claims and all(c.stance == "denies" for c in event.claims)):
        return "denial"
    return "background" if event.status == "background" else "report"


def make_accounts(found: Iterable[tuple[Event, Document, str]], reprints: Mapping[str, str]) -> list[Account]:
    """The accounts of one incident, oldest first, with what each counts for.

    `reprints`: document key → group of near-duplicates. Of the reports of one text, or of one outlet, the first is independent.
    """
    given = [Account(event=e, document=d, document_key=key, role=role_of(e)) for e, d, key in found]
    given.sort(key=lambda account: (account.published, account.document_key, account.event.id))
    outlets: set[str] = set()
    texts: dict[str, Account] = {}
    accounts = []
    for account in given:
        text = reprints.get(account.document_key, account.document_key)
        original = texts.setdefault(text, account)
        copied = original.document_key != account.document_key
        independent = account.role == "report" and account.outlet not in outlets and not copied
        if account.role == "report":
            outlets.add(account.outlet)
        weight = (
            _ROLE_WEIGHT[account.role] * (1.0 if independent else _DEPENDENT) * (0.5 + account.event.confidence / 2)
        )
        accounts.append(
            msgspec.structs.replace(
                account,
                independent=independent,
                reprint_of=original.document.id if copied else None,
                weight=weight,
            )
        )
    return accounts


def to_report(account: Account) -> IncidentReport:
    """The account as a row of the incident."""
    published = account.document.published
    return IncidentReport(
        document_id=account.document.id,
        event_id=account.event.id,
        source=account.document.source,
        independent=account.independent,
        role=account.role,
        published=published.start,
        credits=account.document.credits,
        reprint_of=account.reprint_of,
    )


def count_sources(accounts: Sequence[Account]) -> int:
    """Independent sources."""
    return sum(account.independent for account in accounts)


def count_outlets(accounts: Sequence[Account]) -> int:
    """Outlets that report or deny it."""
    return len({account.outlet for account in accounts if account.role != "background"})


def count_speakers(accounts: Sequence[Account]) -> int:
    """Different people and bodies that are quoted for or against it."""
    return len(
        {
            fold_key(name)
            for account in accounts
            for claim in account.event.claims
            if (name := claim.speaker or claim.organisation or claim.title)
        }
    )
