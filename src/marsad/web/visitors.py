"""Who a request comes from, and whether they may do what they ask."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterable
from typing import Final

import msgspec
from fastapi import Request

from marsad.web.accounts import Accounts, User, allows
from marsad.web.accounts.roles import Access
from marsad.web.i18n import Words, choose_language, words_in
from marsad.web.queries.filters import Filter, parse_filter
from marsad.web.settings import ServeSettings

SESSION_COOKIE: Final = "marsad_session"
LANGUAGE_COOKIE: Final = "marsad_language"
#: Whoever has no session yet still sends forms (signing in): their token lives in a cookie of its own.
GUEST_COOKIE: Final = "marsad_guest"
SAFE_METHODS: Final = frozenset({"GET", "HEAD", "OPTIONS"})


class NotSignedIn(Exception):
    """The page needs an account; the browser is sent to sign in."""


class NotAllowed(Exception):
    """The account may not do this. `needed` is the role that may."""

    def __init__(self, needed: str) -> None:
        self.needed = needed
        super().__init__(needed)


class BadForm(Exception):
    """A form came without the token of its session: sent from elsewhere, or from a page that is too old."""


class Visitor:
    """The sender of one request. `user` None: nobody signed in. `secret` is that of the session; `fresh`: the token for forms was
    made just now and the answer must set it.
    """

    def __init__(
        self,
        user: User | None,
        csrf: str,
        words: Words,
        *,
        secret: str | None,
        bearer: bool,
        address: str,
        public: bool,
    ) -> None:
        self.fresh = not csrf
        self.user, self.csrf, self.words, self.secret = user, csrf or secrets.token_urlsafe(24), words, secret
        self.bearer, self.address, self.public = bearer, address, public

    @property
    def name(self) -> str:
        """The name that judgements bear; empty for nobody."""
        return self.user.name if self.user else ""

    def may(self, needed: Access) -> bool:
        """Whether the visitor may do what needs this role."""
        return allows(self.user.role if self.user else None, needed, public=self.public)

    @property
    def withheld(self) -> bool:
        """Whether the names of people and the texts are withheld: from whoever reads without an account."""
        return self.user is None


def identify(request: Request, accounts: Accounts, settings: ServeSettings) -> Visitor:
    """Who sends a request: by the token of the API in its header, else by the cookie of its session."""
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    bearer = scheme.lower() == "bearer"
    session = None
    user = accounts.bearer(token.strip()) if bearer else None
    secret = None if bearer else request.cookies.get(SESSION_COOKIE)
    if secret and (session := accounts.session(secret)):
        user = session.user
    csrf = session.csrf if session else request.cookies.get(GUEST_COOKIE) or ""
    chosen = (user.language if user else None) or request.cookies.get(LANGUAGE_COOKIE)
    words = words_in(choose_language(chosen, request.headers.get("accept-language")))
    address = request.client.host if request.client else "?"
    return Visitor(
        user, csrf, words, secret=secret if session else None, bearer=bearer, address=address, public=settings.public
    )


def visitor(request: Request) -> Visitor:
    """The visitor of this request, found once."""
    found: Visitor | None = getattr(request.state, "visitor", None)
    if found is None:
        found = identify(request, request.app.state.accounts, request.app.state.settings)
        if called := request.app.state.site.owner.index.rulings.names:
            found.words = Words(found.words.language, called)
        request.state.visitor = found
    return found


def chosen_by(request: Request, pairs: Iterable[tuple[str, str]] | None = None) -> Filter:
    """The filter of a request's address. From whom the texts are withheld, words in them are too: nobody searches what they may not
    read.
    """
    chosen = parse_filter(request.query_params.multi_items() if pairs is None else pairs)
    return msgspec.structs.replace(chosen, q=None) if visitor(request).withheld else chosen


def needs(access: Access) -> Callable[[Request], Visitor]:
    """A dependency of a route: lets through whom the role is enough for, and gives the visitor."""

    def check(request: Request) -> Visitor:
        found = visitor(request)
        if found.may(access):
            return found
        if found.user is None:
            raise NotSignedIn
        raise NotAllowed(access)

    check.access = access  # type: ignore[attr-defined]  # what the test of all routes looks for
    return check


async def check_form(request: Request) -> None:
    """A dependency of every route of the pages: whatever changes something must bear the token of the session.

    The token comes in the header that htmx sends, or in the field `csrf` of a form.
    """
    if request.method in SAFE_METHODS:
        return
    held = visitor(request).csrf
    sent = request.headers.get("x-csrf-token")
    if sent is None:
        form = await request.form()
        field = form.get("csrf")
        sent = field if isinstance(field, str) else ""
    if not held or not secrets.compare_digest(sent.encode("utf-8", "replace"), held.encode("utf-8", "replace")):
        raise BadForm
    origin = request.headers.get("origin")
    if origin not in (None, "null") and origin.partition("://")[2] != request.headers.get("host"):
        raise BadForm
    if request.headers.get("sec-fetch-site") == "cross-site":
        raise BadForm
