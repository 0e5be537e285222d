"""What every handler may use: the store's owner, the accounts, the settings, the answers that are kept, what comes in."""

from __future__ import annotations

from typing import NamedTuple

from fastapi import Request

from marsad.web.accounts import Accounts
from marsad.web.imports import Imports, Watchers
from marsad.web.owner import Owner
from marsad.web.queries.cache import Cache
from marsad.web.settings import ServeSettings


class Site(NamedTuple):
    """One running workbench."""

    settings: ServeSettings
    owner: Owner
    accounts: Accounts
    cache: Cache
    imports: Imports
    watchers: Watchers

    def close(self) -> None:
        """Stop what comes in; the owner and the accounts are closed by whoever opened them."""
        self.watchers.close()
        self.imports.close()

    def address(self, request: Request) -> str:
        """Where the workbench is reached, as the request came, without a slash at the end: for links in feeds and files."""
        scheme = "https" if self.settings.tls else "http"
        # What encrypts before a server that speaks plain HTTP tells so; it is asked for links alone.
        if self.settings.plain_http and request.headers.get("x-forwarded-proto", "").lower() == "https":
            scheme = "https"
        return f"{scheme}://{request.url.netloc}"


def site(request: Request) -> Site:
    """The workbench that a request came to."""
    found: Site = request.app.state.site
    return found


def note(request: Request, action: str, object_: str | None = None, detail: str | None = None) -> None:
    """Add what the visitor of a request did to the audit trail."""
    from marsad.web.visitors import visitor

    who = visitor(request)
    site(request).accounts.note(who.name or None, action, object_, detail, who.address)
