"""Saved searches: `/api/v1/searches`."""

from __future__ import annotations

from fastapi import Request, Response

from marsad.store import Search
from marsad.web import saved
from marsad.web.api.failing import NotFound
from marsad.web.api.routing import api_router
from marsad.web.api.shapes import NewSearch, SavedSearch
from marsad.web.queries.searches import Found, filter_of, found_by
from marsad.web.site import site
from marsad.web.visitors import visitor

router = api_router("reader")


@router.get("/searches")
def searches(request: Request) -> list[SavedSearch]:
    """One's own searches, then those that others share, with what each finds now and what is new since one last looked."""
    return [_shape(request, found) for found in saved.searches_of(request)]


@router.post("/searches", status_code=201)
def save(request: Request, given: NewSearch) -> SavedSearch:
    """Save a filter. Its name is one's own; what it finds now counts as seen."""
    made = saved.save(request, given.name, filter_of(given.query), shared=given.shared)
    with site(request).owner.reader() as con:
        return _shape(request, found_by(con, made))


@router.delete("/searches/{search_id}", status_code=204)
def delete(request: Request, search_id: str) -> Response:
    """Delete a search of one's own; the owner of the workbench may delete those that are shared. Its feed ends."""
    found = saved.find_search(request, search_id)
    if found is None:
        raise NotFound(f"there is no search {search_id!r}")
    saved.remove(request, found)
    return Response(status_code=204)


def _shape(request: Request, found: Found) -> SavedSearch:
    search: Search = found.search
    understood = found.problem is None
    return SavedSearch(
        search_id=search.search_id,
        name=search.name,
        query=search.query,
        shared=search.shared,
        made=search.made,
        made_by=search.made_by,
        mine=search.made_by == visitor(request).name,
        incidents=found.incidents if understood else None,
        new=found.new if understood else None,
        changed=found.changed if understood else None,
    )
