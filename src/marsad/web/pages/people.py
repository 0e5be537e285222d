"""The owner's page: accounts and their roles, and the audit trail."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Form, Request
from fastapi.responses import RedirectResponse, Response

from marsad.web.accounts import ROLES, BadAccount
from marsad.web.accounts.roles import Role
from marsad.web.pages.page import NavEntry, Page, page_router
from marsad.web.rendering import render
from marsad.web.site import note, site

router: APIRouter = page_router("owner")
PAGE = Page("people", router, NavEntry("/people", "nav.people", "owner"))
_AUDIT_PAGE = 100


def _page(request: Request, status: int = 200, problem: str | None = None) -> Response:
    return render(request, "people.html.j2", status, users=site(request).accounts.users(), roles=ROLES, problem=problem)


@router.get("/people")
def people(request: Request) -> Response:
    """The page."""
    return _page(request)


@router.post("/people")
def add(
    request: Request, name: Annotated[str, Form()], password: Annotated[str, Form()], role: Annotated[Role, Form()]
) -> Response:
    """Make an account."""
    try:
        made = site(request).accounts.add(name, password, role)
    except BadAccount as error:
        return _page(request, 400, error.reason)
    note(request, "add_account", made.name, role)
    return RedirectResponse("/people", 303)


@router.post("/people/role")
def set_role(request: Request, name: Annotated[str, Form()], role: Annotated[Role, Form()]) -> Response:
    """Change what an account may do."""
    try:
        site(request).accounts.set_role(name, role)
    except BadAccount as error:
        return _page(request, 400, error.reason)
    note(request, "set_role", name, role)
    return RedirectResponse("/people", 303)


@router.post("/people/disabled")
def set_disabled(request: Request, name: Annotated[str, Form()], disabled: Annotated[bool, Form()]) -> Response:
    """Shut an account or open it again."""
    try:
        site(request).accounts.set_disabled(name, disabled)
    except BadAccount as error:
        return _page(request, 400, error.reason)
    note(request, "shut_account" if disabled else "open_account", name)
    return RedirectResponse("/people", 303)


@router.post("/people/password")
def set_password(request: Request, name: Annotated[str, Form()], password: Annotated[str, Form()]) -> Response:
    """Give an account a new password; its sessions end."""
    try:
        site(request).accounts.set_password(name, password)
    except BadAccount as error:
        return _page(request, 400, error.reason)
    note(request, "reset_password", name)
    return RedirectResponse("/people", 303)


@router.get("/people/audit")
def audit(request: Request, before: int | None = None) -> Response:
    """Who did what, the newest first."""
    entries = site(request).accounts.audit(before, _AUDIT_PAGE)
    older = entries[-1].entry if len(entries) == _AUDIT_PAGE else None
    return render(request, "audit.html.j2", entries=entries, older=older)
