"""One's own account: password, language, tokens for the API."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Form, Request
from fastapi.responses import RedirectResponse, Response

from marsad.web.accounts import ROLES, BadAccount, User
from marsad.web.accounts.roles import Role
from marsad.web.pages.page import NavEntry, Page, page_router
from marsad.web.rendering import render, set_cookie
from marsad.web.site import note, site
from marsad.web.visitors import SESSION_COOKIE, visitor

router: APIRouter = page_router("reader")
PAGE = Page("account", router, NavEntry("/account", "nav.account", "reader"))


def _me(request: Request) -> User:
    user = visitor(request).user
    assert user is not None  # the router lets nobody else in
    return user


def _page(request: Request, status: int = 200, *, problem: str | None = None, secret: str | None = None) -> Response:
    me = _me(request)
    return render(
        request,
        "account.html.j2",
        status,
        tokens=site(request).accounts.tokens(me.name),
        roles=[role for role in ROLES if ROLES.index(role) <= ROLES.index(me.role)],
        problem=problem,
        secret=secret,
    )


@router.get("/account")
def account(request: Request) -> Response:
    """The page."""
    return _page(request)


@router.post("/account/password")
def change_password(request: Request, old: Annotated[str, Form()], new: Annotated[str, Form()]) -> Response:
    """Change the password; other sessions end, this one goes on under a new secret."""
    accounts, me = site(request).accounts, _me(request)
    try:
        accounts.end_session(accounts.sign_in(me.name, old, visitor(request).address))
        accounts.set_password(me.name, new)
    except BadAccount as error:
        return _page(request, 400, problem="wrong_old_password" if error.reason == "bad_sign_in" else error.reason)
    note(request, "change_password")
    answer = RedirectResponse("/account", 303)
    set_cookie(request, answer, SESSION_COOKIE, accounts.start_session(me), days=14)
    return answer


@router.post("/account/tokens")
def make_token(request: Request, name: Annotated[str, Form()], role: Annotated[Role, Form()]) -> Response:
    """Make a token; its secret is shown this once."""
    try:
        secret = site(request).accounts.make_token(_me(request), name, role)
    except BadAccount as error:
        return _page(request, 400, problem=error.reason)
    note(request, "make_token", name, role)
    return _page(request, secret=secret)


@router.post("/account/tokens/{token_id}/revoke")
def revoke_token(request: Request, token_id: int) -> Response:
    """Make one of one's own tokens worthless."""
    if site(request).accounts.revoke_token(token_id, _me(request).name):
        note(request, "revoke_token", str(token_id))
    return RedirectResponse("/account", 303)
