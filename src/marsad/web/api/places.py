"""Names of places: `/api/v1/places`. Unresolved names with where they are told, and decisions on what a name means, like `marsad places
place`.
"""

from __future__ import annotations

from typing import Annotated, Literal

from fastapi import Depends, Query, Request

from marsad.store.placings import decisions_of
from marsad.web import deciding
from marsad.web.api.decisions import EffectShape, NewPlacing, Placing, ToldName, ToldNamePage
from marsad.web.api.failing import NotFound
from marsad.web.api.routing import api_router
from marsad.web.api.shapes import Judged, Undo
from marsad.web.queries.places import list_names
from marsad.web.site import site
from marsad.web.visitors import needs

router = api_router("reader")
_EDITOR = [Depends(needs("editor"))]


def _names(
    request: Request, show: Literal["unresolved", "known"], q: str, country: str, page: int, size: int
) -> ToldNamePage:
    with site(request).owner.reader() as con:
        total, rows = list_names(con, show, q, country, page, size)
    items = [
        ToldName(
            name=row.name, name_en=row.name_en, country=row.country, place_id=row.place_id, precision=row.precision,
            reports=row.reports, documents=row.documents, lat=row.lat, lon=row.lon, parents=[name for name, _ in row.parents],
            examples=["".join(text for text, _ in quote.pieces) for p in row.passages for quote in p.quotes],
        )
        for row in rows
    ]  # fmt: skip
    return ToldNamePage(total=total, page=page, size=size, next=page + 1 if page * size < total else None, items=items)


_Page = Annotated[int, Query(ge=1, le=100_000)]
_Size = Annotated[int, Query(ge=1, le=200)]
_Q = Annotated[str, Query(max_length=200, description="A part of the name, in any spelling.")]
_Country = Annotated[str, Query(max_length=3, description="ISO 3166-1 alpha-3.")]


@router.get("/places/unresolved")
def unresolved(request: Request, q: _Q = "", country: _Country = "", page: _Page = 1, size: _Size = 50) -> ToldNamePage:
    """The names of places that no gazetteer has, the most frequent first."""
    return _names(request, "unresolved", q, country, page, size)


@router.get("/places/known")
def known(request: Request, q: _Q = "", country: _Country = "", page: _Page = 1, size: _Size = 50) -> ToldNamePage:
    """The names of places that have one, with the place that each was taken for."""
    return _names(request, "known", q, country, page, size)


@router.get("/places/decisions")
def decisions(
    request: Request, everything: Annotated[bool, Query(description="Those taken back or replaced, too.")] = False
) -> list[Placing]:
    """What names were decided to mean, oldest first."""
    with site(request).owner.reading() as store:
        standing, gone = decisions_of(store)
    return [Placing.of(d, stands=True) for d in standing] + [Placing.of(d, stands=False) for d in gone if everything]


@router.post("/places/effect", dependencies=_EDITOR)
def effect(request: Request, given: NewPlacing) -> EffectShape:
    """What a decision on a name would change; nothing is written."""
    with site(request).owner.reading() as store:
        found, sampled = deciding.place_effect(store, given.to_choice().decision(store))
    return EffectShape.of(found, sampled)


@router.post("/places/place", status_code=201, dependencies=_EDITOR)
def place(request: Request, given: NewPlacing) -> Judged:
    """Place a name: a point, or a place of the gazetteer. Events that tell it move, and the incidents follow."""
    return Judged.model_validate(deciding.place(request, given.to_choice()))


@router.post("/places/decisions/{judgement_id}/undo", status_code=201, dependencies=_EDITOR)
def undo(request: Request, judgement_id: str, given: Undo | None = None) -> Judged:
    """Take a decision on a name back."""
    with site(request).owner.reading() as store:
        if not any(row.judgement_id == judgement_id for row in store.journal.decided("place")):
            raise NotFound(f"there is no decision {judgement_id!r} on a place")
    return Judged.model_validate(deciding.undo(request, judgement_id, given.note if given else None))
