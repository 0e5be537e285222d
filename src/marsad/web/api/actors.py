"""Actors: `/api/v1/actors`. The bodies of the record, and decisions to merge, name and part them, like `marsad actors`."""

from __future__ import annotations

from typing import Annotated

from fastapi import Depends, Query, Request

from marsad.store.naming import decision_of
from marsad.web import deciding
from marsad.web.api.decisions import ActorPage, ActorShape, EffectShape, Naming, NewNaming, WrittenName
from marsad.web.api.failing import NotFound
from marsad.web.api.routing import api_router
from marsad.web.api.shapes import Judged, Undo
from marsad.web.queries.actors import Order, choose, list_actors, written_of
from marsad.web.site import site
from marsad.web.visitors import needs

router = api_router("reader")
_EDITOR = [Depends(needs("editor"))]


@router.get("/actors")
def actors(
    request: Request,
    q: Annotated[str, Query(max_length=200, description="A part of the name or id.")] = "",
    country: Annotated[str, Query(max_length=3)] = "",
    sector: Annotated[str, Query(max_length=3)] = "",
    order: Order = "reports",
    page: Annotated[int, Query(ge=1, le=100_000)] = 1,
    size: Annotated[int, Query(ge=1, le=500)] = 50,
) -> ActorPage:
    """The actors of the record: how many events and incidents tell of each, and between which days."""
    found = choose(deciding.every_actor(site(request)), q, country, sector, order)
    return ActorPage(
        total=len(found),
        page=page,
        size=size,
        next=page + 1 if page * size < len(found) else None,
        items=[ActorShape.model_validate(row) for row in found[(page - 1) * size : page * size]],
    )


@router.get("/actors/decisions")
def decisions(
    request: Request, everything: Annotated[bool, Query(description="Those taken back, too.")] = False
) -> list[Naming]:
    """What was decided on actors, oldest first."""
    with site(request).owner.reading() as store:
        standing = {row.judgement_id for row in store.journal.decisions("actor")}
        rows = store.journal.decided("actor")
    return [
        Naming.of(row, decision_of(row), stands=row.judgement_id in standing)
        for row in rows
        if everything or row.judgement_id in standing
    ]


@router.post("/actors/effect", dependencies=_EDITOR)
def effect(request: Request, given: NewNaming) -> EffectShape:
    """What a decision on an actor would change; nothing is written."""
    with site(request).owner.reading() as store:
        found, sampled = deciding.actor_effect(request, store, deciding.checked(store, given.to_decision()))
    return EffectShape.of(found, sampled)


@router.post("/actors/decide", status_code=201, dependencies=_EDITOR)
def decide(request: Request, given: NewNaming) -> Judged:
    """Merge an actor into another, give it a name, or split names as written off it."""
    return Judged.model_validate(deciding.decide(request, given.to_decision(), given.note))


@router.post("/actors/decisions/{judgement_id}/undo", status_code=201, dependencies=_EDITOR)
def undo(request: Request, judgement_id: str, given: Undo | None = None) -> Judged:
    """Take a decision on an actor back."""
    with site(request).owner.reading() as store:
        if not any(row.judgement_id == judgement_id for row in store.journal.decided("actor")):
            raise NotFound(f"there is no decision {judgement_id!r} on an actor")
    return Judged.model_validate(deciding.undo(request, judgement_id, given.note if given else None))


@router.get("/actors/{actor_id}/written")
def written(request: Request, actor_id: str) -> list[WrittenName]:
    """The names as written that were read as an actor; of people without arms only nouns for groups, which name nobody."""
    owner = site(request).owner
    with owner.reader() as con:
        found = list_actors(con, owner.index.rulings, actor_id)
        if not found:
            raise NotFound(f"the record has no actor {actor_id!r}")
        return [WrittenName.model_validate(w) for w in written_of(con, actor_id, found[0].sector)]
