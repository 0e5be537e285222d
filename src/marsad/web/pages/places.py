"""Names of places: those that no gazetteer has, placed by a click; those taken for the wrong place; and what was decided."""

from __future__ import annotations

from typing import Annotated, Any, Final
from urllib.parse import urlencode

from fastapi import APIRouter, Depends, Form, HTTPException, Query, Request
from fastapi.responses import RedirectResponse, Response

from marsad.errors import BadSetting
from marsad.places.alike import find_alike
from marsad.places.gazetteer import gazetteer_of
from marsad.places.layer import places_folder
from marsad.places.placed import to_csv
from marsad.store.placing import PRECISIONS
from marsad.store.placings import decisions_of
from marsad.web import deciding
from marsad.web.deciding import PlaceChoice, place_choice
from marsad.web.pages.page import NavEntry, Page, page_router
from marsad.web.queries.incident import family_of
from marsad.web.queries.places import SHOWN, countries_of, find_name, list_names, parents_of, points_of
from marsad.web.rendering import render
from marsad.web.site import site
from marsad.web.visitors import needs, visitor

router: APIRouter = page_router("reader")
PAGE = Page("places", router, NavEntry("/places", "nav.places", "reader"))
#: Kinds that somebody may give a place, the most frequent first.
KINDS: Final = (
    "village", "town", "quarter", "district", "subdistrict", "camp", "base", "crossing", "airport", "mountain", "valley", "desert",
    "dam", "field", "road", "river", "island", "prison", "university", "region", "other",
)  # fmt: skip
_PAGE_SIZE: Final = 25
Text = Annotated[str, Query(max_length=300)]


@router.get("/places")
def places(
    request: Request,
    show: str = "unresolved",
    q: Text = "",
    country: Annotated[str, Query(max_length=3)] = "",
    page: Annotated[int, Query(ge=1, le=100_000)] = 1,
) -> Response:
    """The list: names without a place, names with one, or what was decided."""
    if show not in SHOWN:
        raise BadSetting(f"show: {show!r} is unknown; one of {', '.join(SHOWN)}")
    here = site(request)
    version = here.owner.index.version
    if show == "decided":
        with here.owner.reading() as store:
            standing, gone = decisions_of(store)
        context: dict[str, Any] = {"decisions": standing[::-1], "gone": gone[::-1], "total": len(standing), "rows": []}
    else:
        asked = show if show == "known" else "unresolved"

        def answer() -> Any:
            with here.owner.reader() as con:
                return list_names(con, asked, q, country, page, _PAGE_SIZE)

        total, rows = here.cache.get(version, ("places", show, q, country, page), answer)
        context = {"decisions": [], "gone": [], "total": total, "rows": rows}

    def told() -> list[str]:
        with here.owner.reader() as con:
            return countries_of(con)

    return render(
        request, "places.html.j2", show=show, shown=SHOWN, q=q, country=country, page=page,
        pages=-(-context["total"] // _PAGE_SIZE), countries=here.cache.get(version, "countries of places", told),
        base="/places?" + urlencode({"show": show, "q": q, "country": country}), **context,
    )  # fmt: skip


@router.get("/places/name")
def name(request: Request, name: Text, country: Text = "", was: Text = "", search: Text = "") -> Response:
    """The page of one name. When the address holds a choice, too (a place of the gazetteer, or a point), its effect is shown."""
    choice = place_choice(request.query_params)
    here, may = site(request), visitor(request).may("editor")
    with here.owner.reader() as con:
        found = find_name(con, name, country, was or None)
        if found is None:
            raise HTTPException(404)
        points, parents = points_of(con, found), parents_of(con, found)
    gazetteer = gazetteer_of(places_folder(here.owner.path), placed=False)
    near = (found.lat, found.lon) if found.lat is not None and found.lon is not None else None
    alike = find_alike(gazetteer, search or name, None if search else country or None, near)
    like = [{"lat": a.place.lat, "lon": a.place.lon, "name": a.place.name, "id": a.place.place_id} for a in alike]
    effect: dict[str, Any] = {"effect": None, "sampled": False, "decision": None}
    if choice.is_made and may:
        with here.owner.reading() as store:
            decision = choice.decision(store)
            shown, sampled = deciding.place_effect(store, decision)
        effect = {"effect": shown, "sampled": sampled, "decision": decision}
    return render(
        request, "places/name.html.j2", found=found,
        points=points, parents=parents, alike=alike, alike_points=like, choice=choice, search=search,
        may_decide=may, precisions=PRECISIONS, kinds=KINDS, family_of=family_of,
        address="/places/name?" + urlencode([("name", name), ("country", country), *([("was", was)] if was else [])]), **effect,
    )  # fmt: skip


async def _posted(request: Request) -> PlaceChoice:
    return place_choice(await request.form())


@router.post("/places/place", dependencies=[Depends(needs("editor"))])
def place(request: Request, choice: Annotated[PlaceChoice, Depends(_posted)]) -> Response:
    """Place the name as it was chosen."""
    made = deciding.place(request, choice)
    return RedirectResponse(f"/places/decided/{made.judgement_id}?done=1", 303)


@router.get("/places/decided/{judgement_id}")
def decided(request: Request, judgement_id: str, done: bool = False) -> Response:
    """One decision: what it said, and what taking it back would change."""
    with site(request).owner.reading() as store:
        standing, gone = decisions_of(store)
        found = next((d for d in (*standing, *gone) if d.judgement == judgement_id), None)
        if found is None:
            raise HTTPException(404)
        stands = found in standing
        effect, sampled = deciding.place_effect(store, undone=judgement_id) if stands else (None, False)
    return render(
        request, "places/decided.html.j2", decision=found, stands=stands, effect=effect, sampled=sampled, done=done,
        family_of=family_of, may_decide=visitor(request).may("editor"),
    )  # fmt: skip


@router.post("/places/undo", dependencies=[Depends(needs("editor"))])
def undo(request: Request, judgement: Annotated[str, Form(max_length=80)]) -> Response:
    """Take a decision back."""
    deciding.undo(request, judgement)
    return RedirectResponse("/places?show=decided", 303)


@router.get("/places/gazetteer.csv")
def gazetteer(request: Request) -> Response:
    """The names that were placed, as a table that spreadsheets open and `marsad places import` takes."""
    with site(request).owner.reading() as store:
        standing, _ = decisions_of(store)
    return Response(
        "\ufeff" + to_csv(standing),
        media_type="text/csv; charset=utf-8",
        headers={"content-disposition": 'attachment; filename="placed.csv"', "cache-control": "no-store"},
    )
