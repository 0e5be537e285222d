"""What a page is: its routes, and its entry in the navigation."""

from __future__ import annotations

from typing import NamedTuple

from fastapi import APIRouter, Depends

from marsad.web.accounts.roles import Access
from marsad.web.visitors import check_form, needs


class NavEntry(NamedTuple):
    """A line of the navigation: address, key of its words, who sees it."""

    path: str
    label: str
    access: Access


class Page(NamedTuple):
    """One page of the workbench."""

    name: str
    router: APIRouter
    nav: NavEntry | None = None


def page_router(access: Access) -> APIRouter:
    """The routes of a page that this role may open. What changes something needs the token of the session besides; a route that needs
    a higher role says so with `Depends(needs("editor"))`.
    """
    return APIRouter(dependencies=[Depends(needs(access)), Depends(check_form)])
