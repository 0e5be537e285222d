"""The bodies of the record: merged, named, and parted by the names as written. Nobody is followed here: people are groups."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, Final, cast
from urllib.parse import urlencode

from fastapi import APIRouter, Depends, Form, HTTPException, Query, Request
from fastapi.responses import RedirectResponse, Response
from starlette.datastructures import FormData, QueryParams

from marsad.errors import BadSetting
from marsad.report.labels import load_labels
from marsad.store import Judgement, Store
from marsad.store.naming import ACTS, PEOPLE, ActorDecision, decision_of
from marsad.web import deciding
from marsad.web.pages.page import NavEntry, Page, page_router
from marsad.web.queries.actors import ORDERS, Order, choose, list_actors, with_words, written_of
from marsad.web.queries.incident import family_of
from marsad.web.rendering import render
from marsad.web.site import site
from marsad.web.visitors import needs, visitor

router: APIRouter = page_router("reader")
PAGE = Page("actors", router, NavEntry("/actors", "nav.actors", "reader"))
_PAGE_SIZE: Final = 50
Text = Annotated[str, Query(max_length=200)]


@router.get("/actors")
def actors(
    request: Request,
    q: Text = "",
    country: Text = "",
    sector: Text = "",
    order: Order = "reports",
    show: str = "",
    page: Annotated[int, Query(ge=1, le=100_000)] = 1,
) -> Response:
    """The list of actors, or what was decided on them."""
    here = site(request)
    every = deciding.every_actor(here)
    found = choose(every, q, country, sector, order)
    with here.owner.reading() as store:
        rows = with_words(store.con, found[(page - 1) * _PAGE_SIZE : page * _PAGE_SIZE])
        decisions = _decisions(store)
    return render(
        request, "actors.html.j2", rows=rows, total=len(found), page=page, pages=-(-len(found) // _PAGE_SIZE), q=q, country=country,
        sector=sector, order=order, orders=ORDERS, show="decided" if show == "decided" else "", decisions=decisions[::-1],
        countries=sorted({a.country for a in every}), sectors=[s for s in load_labels()["sectors"] if any(a.sector == s for a in every)],
        base="/actors?" + urlencode({"q": q, "country": country, "sector": sector, "order": order}),
    )  # fmt: skip


@router.get("/actors/{actor_id}")
def actor(request: Request, actor_id: str) -> Response:
    """The page of one actor. When the address holds an act, its effect is shown."""
    here, may = site(request), visitor(request).may("editor")
    with here.owner.reading() as store:
        [*found] = list_actors(store.con, here.owner.index.rulings, actor_id)
        if not found:
            raise HTTPException(404)
        [row] = with_words(store.con, found)
        written = written_of(store.con, actor_id, row.sector)
        told: dict[str, Any] = {"effect": None, "sampled": False, "decision": None}
        draft = _draft(actor_id, request.query_params)
        if draft is not None and may:
            decision = deciding.checked(store, draft)
            effect, sampled = deciding.actor_effect(request, store, decision)
            told = {"effect": effect, "sampled": sampled, "decision": decision}
    return render(
        request, "actors/actor.html.j2", row=row, written=written, draft=draft, may_decide=may, people=row.sector in PEOPLE,
        others=[a for a in deciding.every_actor(here) if a.actor_id != actor_id][:400], family_of=family_of,
        remark=request.query_params.get("note", ""), **told,
    )  # fmt: skip


async def _posted(request: Request) -> tuple[ActorDecision, str]:
    form = await request.form()
    actor_id, remark = form.get("actor_id"), form.get("note")
    draft = _draft(actor_id, form) if isinstance(actor_id, str) else None
    if draft is None:
        raise BadSetting(f"act: one of {', '.join(ACTS)} is needed, and the actor")
    return draft, remark.strip()[:2_000] if isinstance(remark, str) else ""


@router.post("/actors/decide", dependencies=[Depends(needs("editor"))])
def decide(request: Request, posted: Annotated[tuple[ActorDecision, str], Depends(_posted)]) -> Response:
    """Carry out what was chosen."""
    decision, remark = posted
    made = deciding.decide(request, decision, remark or None)
    return RedirectResponse(f"/actors/decided/{made.judgement_id}?done=1", 303)


@router.get("/actors/decided/{judgement_id}")
def decided(request: Request, judgement_id: str, done: bool = False) -> Response:
    """One decision: what it said, and what taking it back would change."""
    with site(request).owner.reading() as store:
        found = next((d for d in _decisions(store) if d[0].judgement_id == judgement_id), None)
        if found is None:
            raise HTTPException(404)
        row, decision, stands = found
        effect, sampled = deciding.undoing_actor_effect(store, judgement_id) if stands else (None, False)
    return render(
        request, "actors/decided.html.j2", row=row, decision=decision, stands=stands, effect=effect, sampled=sampled, done=done,
        family_of=family_of, may_decide=visitor(request).may("editor"),
    )  # fmt: skip


@router.post("/actors/undo", dependencies=[Depends(needs("editor"))])
def undo(request: Request, judgement: Annotated[str, Form(max_length=80)]) -> Response:
    """Take a decision back."""
    deciding.undo(request, judgement)
    return RedirectResponse("/actors?show=decided", 303)


def _draft(actor_id: str, fields: QueryParams | FormData) -> ActorDecision | None:
    """The decision in the fields of a form or an address; None where there is none yet."""
    act = fields.get("act")
    if act not in ACTS:
        return None
    told = cast("Mapping[str, Any]", fields)

    def text(name: str) -> str | None:
        value = told.get(name)
        return value.strip() or None if isinstance(value, str) else None

    words = tuple(w for w in fields.getlist("words") if isinstance(w, str))
    return ActorDecision(
        act=act,
        actor_id=actor_id,
        into=text("into"),
        name=text("display"),
        name_en=text("display_en"),
        words=words,
    )


def _decisions(store: Store) -> list[tuple[Judgement, ActorDecision, bool]]:
    """Every decision on actors with its row of the journal and whether it stands, oldest first."""
    standing = {row.judgement_id for row in store.journal.decisions("actor")}
    return [(row, decision_of(row), row.judgement_id in standing) for row in store.journal.decided("actor")]
