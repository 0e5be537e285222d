"""Incidents and what can be counted of them: `/api/v1/incidents`, `/api/v1/facets`."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import Depends, Query, Request

from marsad.corroborate.reading import get_incident
from marsad.web.api.failing import NotFound
from marsad.web.api.routing import api_router
from marsad.web.api.shapes import FacetValue, IncidentPage, IncidentRow, Me, Record
from marsad.web.queries.filters import DIMENSIONS, Filter
from marsad.web.queries.overview import Order, list_incidents, totals
from marsad.web.queries.overview import facets as facets_of
from marsad.web.site import site
from marsad.web.visitors import chosen_by, visitor
from marsad.web.withholding import with_names, withheld, without_names

router = api_router("public")

_MANY = Annotated[list[str] | None, Query()]


def filter_of(
    request: Request,
    type: _MANY = None, kind: _MANY = None, status: _MANY = None, country: _MANY = None, admin: _MANY = None, actor: _MANY = None,  # noqa: A002
    source: _MANY = None, grade: _MANY = None, review: _MANY = None, harm: _MANY = None, place: str | None = None,
    killed: Annotated[str | None, Query(description="Least best figure of those killed.")] = None,
    disputed: Annotated[str | None, Query(description="1: sources contradict each other.")] = None,
    since: Annotated[str | None, Query(description="YYYY-MM-DD, inclusive.")] = None,
    until: Annotated[str | None, Query(description="YYYY-MM-DD, inclusive.")] = None,
    bbox: Annotated[str | None, Query(description="west,south,east,north in degrees.")] = None,
    q: Annotated[str | None, Query(description="Words that the texts must all have, in any spelling.")] = None,
) -> Filter:  # fmt: skip
    """The filter that the parameters make; the pages read theirs in the same way."""
    given = {name: value for name, value in locals().items() if name != "request"}
    pairs = (
        (name, value)
        for name, values in given.items()
        for value in (values if isinstance(values, list) else [values])
        if value is not None
    )
    return chosen_by(request, pairs)


Chosen = Annotated[Filter, Depends(filter_of)]


@router.get("/me")
def me(request: Request) -> Me:
    """Whom the token or session stands for."""
    who = visitor(request)
    return Me(name=who.name, role=who.user.role if who.user else None)


@router.get("/incidents")
def incidents(
    request: Request,
    chosen: Chosen,
    order: Order = "newest",
    page: Annotated[int, Query(ge=1, le=100_000)] = 1,
    size: Annotated[int, Query(ge=1, le=500)] = 50,
) -> IncidentPage:
    """The incidents that match, page by page."""
    with site(request).owner.reader() as con:
        total = totals(con, chosen).incidents
        rows = list_incidents(con, chosen, order, page, size)
    if visitor(request).withheld:
        rows = [without_names(row) for row in rows]
    elif called := site(request).owner.index.rulings.names:
        rows = [with_names(row, called) for row in rows]
    return IncidentPage(
        total=total,
        page=page,
        size=size,
        next=page + 1 if page * size < total else None,
        items=[IncidentRow.model_validate(row) for row in rows],
    )


@router.get("/incidents/{incident_id}", response_model=Record)
def incident(request: Request, incident_id: str) -> dict[str, Any]:
    """The whole record of an incident, by its id or a unique beginning of it."""
    with site(request).owner.reading() as store:
        found, fates = get_incident(store, incident_id)
    if found is None:
        became = "".join(f"; it was {f.fate}{f' into {f.into_id}' if f.into_id else ''}" for f in fates)
        raise NotFound(f"there is no incident {incident_id!r}{became}")
    return withheld(found.to_dict()) if visitor(request).withheld else found.to_dict()


@router.get("/facets")
def facets(
    request: Request, chosen: Chosen, limit: Annotated[int, Query(ge=1, le=1_000)] = 20
) -> dict[str, list[FacetValue]]:
    """How many incidents have each value of each facet, among those that match everything else."""
    with site(request).owner.reader() as con:
        found = facets_of(con, chosen, [d.name for d in DIMENSIONS], limit)
    return {name: [FacetValue.model_validate(bucket) for bucket in buckets] for name, buckets in found.items()}
