"""What every handler may use: the store's owner, the accounts, the settings, the answers that are kept."""

from __future__ import annotations

from typing import NamedTuple

from fastapi import Request

from marsad.web.accounts import Accounts
from marsad.web.owner import Owner
from marsad.web.queries.cache import Cache
from marsad.web.settings import ServeSettings


class Site(NamedTuple):
    """One running workbench."""

    settings: ServeSettings
    owner: Owner
    accounts: Accounts
    cache: Cache


def site(request: Request) -> Site:
    """The workbench that a request came to."""
    found: Site = request.app.state.site
    return found


def note(request: Request, action: str, object_: str | None = None, detail: str | None = None) -> None:
    """Add what the visitor of a request did to the audit trail."""
    from marsad.web.visitors import visitor

    who = visitor(request)
    site(request).accounts.note(who.name or None, action, object_, detail, who.address)
