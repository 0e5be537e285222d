"""Signing in and out, the first owner, the language."""

from __future__ import annotations

from typing import Annotated
from urllib.parse import urlsplit

from fastapi import APIRouter, Form, Request
from fastapi.responses import RedirectResponse, Response

from marsad.web.accounts import BadAccount
from marsad.web.i18n import LANGUAGES
from marsad.web.pages.page import Page, page_router
from marsad.web.rendering import render, set_cookie
from marsad.web.site import note, site
from marsad.web.visitors import LANGUAGE_COOKIE, SESSION_COOKIE, visitor

router: APIRouter = page_router("anybody")
PAGE = Page("signing", router)


@router.get("/sign-in")
def sign_in_form(request: Request, next: str = "/") -> Response:  # noqa: A002 - the name in the address
    """The form; before there is an owner, how to become it."""
    if visitor(request).user:
        return RedirectResponse(local(next), 303)
    return render(
        request, "sign_in.html.j2", next=local(next), problem=None, name="", ready=site(request).accounts.has_owner()
    )


@router.post("/sign-in")
def sign_in(
    request: Request,
    name: Annotated[str, Form()],
    password: Annotated[str, Form()],
    next: Annotated[str, Form()] = "/",  # noqa: A002
) -> Response:
    """Begin a session."""
    accounts = site(request).accounts
    try:
        secret = accounts.sign_in(name, password, visitor(request).address)
    except BadAccount as error:
        status = 429 if error.reason == "too_many_tries" else 403
        accounts.note(None, "sign_in_failed", name[:60], error.reason, visitor(request).address)
        return render(
            request,
            "sign_in.html.j2",
            status,
            next=local(next),
            problem=error.reason,
            name=name,
            ready=accounts.has_owner(),
        )
    return _entered(request, secret, name, local(next))


@router.get("/setup")
def set_up_form(request: Request, token: str = "") -> Response:
    """The form of the first owner; the address with the token stands in the terminal."""
    if site(request).accounts.setup_token is None:
        return RedirectResponse("/sign-in", 303)
    return render(request, "setup.html.j2", token=token, problem=None, name="")


@router.post("/setup")
def set_up(
    request: Request, token: Annotated[str, Form()], name: Annotated[str, Form()], password: Annotated[str, Form()]
) -> Response:
    """Make the first owner, signed in."""
    accounts = site(request).accounts
    try:
        user = accounts.set_up(token, name, password)
    except BadAccount as error:
        return render(request, "setup.html.j2", 400, token=token, problem=error.reason, name=name)
    return _entered(request, accounts.start_session(user), user.name, "/")


@router.post("/sign-out")
def sign_out(request: Request) -> Response:
    """End the session."""
    who = visitor(request)
    if who.secret:
        site(request).accounts.end_session(who.secret)
        note(request, "sign_out")
    answer = RedirectResponse("/sign-in", 303)
    answer.delete_cookie(SESSION_COOKIE)
    return answer


@router.post("/language")
def language(
    request: Request,
    language: Annotated[str, Form()],
    next: Annotated[str, Form()] = "/",  # noqa: A002
) -> Response:
    """Choose the language; an account remembers it."""
    answer = RedirectResponse(local(next), 303)
    if language in LANGUAGES:
        who = visitor(request)
        if who.user:
            site(request).accounts.set_language(who.user.name, language)
        set_cookie(request, answer, LANGUAGE_COOKIE, language, days=365)
    return answer


def local(target: str) -> str:
    """The address when it leads to this workbench, else its first page: nobody is sent elsewhere by a link to sign in."""
    parts = urlsplit(target.replace("\\", "/"))
    plain = not parts.scheme and not parts.netloc and target.startswith("/") and not target.startswith("//")
    return target if plain and all(c.isprintable() for c in target) and "\\" not in target else "/"


def _entered(request: Request, secret: str, name: str, target: str) -> Response:
    site(request).accounts.note(name, "sign_in", address=visitor(request).address)
    answer = RedirectResponse(target, 303)
    set_cookie(request, answer, SESSION_COOKIE, secret, days=14)
    return answer
