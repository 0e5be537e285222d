"""Saved searches: the list of one's own and of those that are shared, saving, opening, and the addresses of their feeds."""

from __future__ import annotations

from collections import defaultdict
from typing import Annotated

from fastapi import APIRouter, Form, HTTPException, Request
from fastapi.responses import RedirectResponse, Response

from marsad.store import BadSearch, Search
from marsad.web import saved
from marsad.web.accounts.feeds import Feed
from marsad.web.pages.page import NavEntry, Page, page_router
from marsad.web.queries.overview import totals
from marsad.web.queries.searches import filter_of
from marsad.web.rendering import render
from marsad.web.site import note, site
from marsad.web.visitors import chosen_by, visitor

router: APIRouter = page_router("reader")
PAGE = Page("searches", router, NavEntry("/searches", "nav.searches", "reader"))


@router.get("/searches")
def searches(request: Request) -> Response:
    """The list."""
    return _page(request)


@router.get("/searches/new")
def new(request: Request) -> Response:
    """The form that saves the filter of the address."""
    return _form(request)


@router.post("/searches")
def save(
    request: Request,
    name: Annotated[str, Form()] = "",
    query: Annotated[str, Form()] = "",
    shared: Annotated[bool, Form()] = False,
) -> Response:
    """Save a filter."""
    try:
        made = saved.save(request, name, filter_of(query), shared=shared)
    except BadSearch as error:
        return _form(request, 400, query=query, name=name, shared=shared, problem=error.reason)
    return RedirectResponse(f"/searches#{made.search_id}", 303)


@router.get("/searches/{search_id}")
def open_search(request: Request, search_id: str) -> Response:
    """Go to the overview with the filter of a search; what it finds now is seen from here on."""
    found = _found(request, search_id)
    # Another site's link, or a browser that fetches ahead, has not looked.
    if request.headers.get("sec-fetch-site") != "cross-site" and not request.headers.get("sec-purpose"):
        saved.look(request, found)
    return RedirectResponse(f"/?{found.query}" if found.query else "/", 303)


@router.post("/searches/{search_id}/name")
def rename(request: Request, search_id: str, name: Annotated[str, Form()] = "") -> Response:
    """Give it another name."""
    try:
        saved.rename(request, _found(request, search_id), name)
    except BadSearch as error:
        return _page(request, 400, problem=error.reason)
    return RedirectResponse(f"/searches#{search_id}", 303)


@router.post("/searches/{search_id}/shared")
def share(request: Request, search_id: str, shared: Annotated[bool, Form()]) -> Response:
    """Show it to everybody, or no longer."""
    saved.share(request, _found(request, search_id), shared)
    return RedirectResponse(f"/searches#{search_id}", 303)


@router.post("/searches/{search_id}/delete")
def delete(request: Request, search_id: str) -> Response:
    """Delete it."""
    saved.remove(request, _found(request, search_id))
    return RedirectResponse("/searches", 303)


@router.post("/searches/{search_id}/feed")
def make_feed(request: Request, search_id: str) -> Response:
    """Make an address of its feed; it is shown this once."""
    found = _found(request, search_id)
    user = visitor(request).user
    assert user is not None  # the router lets nobody else in
    secret = site(request).accounts.feeds.make(user.user_id, found.search_id)
    note(request, "make_feed", found.search_id, found.name)
    address = f"{site(request).address(request)}/searches/{found.search_id}/feed.atom?token={secret}"
    return _page(request, secret=(found.search_id, address))


@router.post("/searches/feeds/{feed_id}/revoke")
def revoke_feed(request: Request, feed_id: int) -> Response:
    """Make an address of a feed worthless."""
    user = visitor(request).user
    assert user is not None
    if site(request).accounts.feeds.revoke(feed_id, user.user_id):
        note(request, "revoke_feed", str(feed_id))
    return RedirectResponse("/searches", 303)


def _found(request: Request, search_id: str) -> Search:
    found = saved.find_search(request, search_id)
    if found is None:
        raise HTTPException(404)
    return found


def _page(
    request: Request, status: int = 200, *, problem: str | None = None, secret: tuple[str, str] | None = None
) -> Response:
    who = visitor(request)
    feeds: dict[str, list[Feed]] = defaultdict(list)
    for feed in site(request).accounts.feeds.of(who.user.user_id) if who.user else []:
        feeds[feed.search_id].append(feed)
    rows = [
        (found, saved.may_change(request, found.search), saved.may_remove(request, found.search))
        for found in saved.searches_of(request)
    ]
    return render(request, "searches.html.j2", status, rows=rows, feeds=feeds, problem=problem, secret=secret)


def _form(
    request: Request,
    status: int = 200,
    *,
    query: str | None = None,
    name: str = "",
    shared: bool = False,
    problem: str | None = None,
) -> Response:
    chosen = chosen_by(request) if query is None else filter_of(query)
    with site(request).owner.reader() as con:
        counted = totals(con, chosen).incidents
    return render(
        request,
        "searches_new.html.j2",
        status,
        chosen=chosen,
        query=chosen.to_query(),
        incidents=counted,
        name=name,
        shared=shared,
        problem=problem,
    )
