"""The overview: map, time, facets and list of the incidents that a filter leaves. Its address is the filter."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlencode

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse, Response

from marsad.errors import BadSetting
from marsad.report.assets import read_asset
from marsad.report.basemap import ARAB_WORLD, cut_topology, region_of
from marsad.report.labels import load_labels, load_towns
from marsad.web.pages.page import NavEntry, Page, page_router
from marsad.web.queries.cells import cells, extent, to_geojson
from marsad.web.queries.filters import NAMES, Filter, parse_filter
from marsad.web.queries.overview import ORDERS, PAGE_SIZE, facet, facets, list_incidents, totals
from marsad.web.queries.timeline import timeline
from marsad.web.rendering import is_fragment, render
from marsad.web.site import site
from marsad.web.visitors import chosen_by

if TYPE_CHECKING:
    from marsad.web.queries.overview import Order

router: APIRouter = page_router("public")
PAGE = Page("overview", router, NavEntry("/", "nav.overview", "public"))
#: The facets, in the order of the page; the divisions of a country only when one is chosen.
FACETS: Final = ("type", "country", "admin", "actor", "source", "status", "kind", "harm", "grade", "review")
_MOST_PAGES: Final = 4_000
#: Drawn around the data in outline, so that the map does not end in the sea.
_WORLD: Final = (-180.0, -60.0, 180.0, 85.0)


@router.get("/")
def overview(request: Request, order: str = "newest", page: int = 1) -> Response:
    """The page; for htmx the parts of it that follow the filter."""
    chosen = chosen_by(request)
    if order not in ORDERS:
        raise BadSetting(f"order: {order!r} is unknown; one of {', '.join(ORDERS)}")
    page = max(1, min(page, _MOST_PAGES))
    found = gather(request, chosen, order, page)
    query = chosen.to_query()
    fragment = is_fragment(request)
    answer = render(
        request,
        "overview/_results.html.j2" if fragment else "overview.html.j2",
        chosen=chosen,
        query=query,
        query_bbox=dict(chosen.to_pairs()).get("bbox", ""),
        order=order,
        orders=list(ORDERS),
        page=page,
        pages=-(-found["totals"].incidents // PAGE_SIZE),
        searching=bool(chosen.q) and not site(request).owner.index.words_ready,
        **found,
    )
    if fragment:
        extra = (
            urlencode({"order": order} | ({"page": page} if page > 1 else {})) if (order, page) != ("newest", 1) else ""
        )
        shown = "&".join(filter(None, [query, extra]))
        answer.headers["hx-push-url"] = f"/?{shown}" if shown else "/"
    return answer


def gather(request: Request, chosen: Filter, order: Order, page: int) -> dict[str, Any]:
    """Everything that the page shows of a filter, from the cache where somebody asked before."""
    here = site(request)
    version = here.owner.index.version

    def answer() -> dict[str, Any]:
        with here.owner.reader() as con:
            shown = [name for name in FACETS if name != "admin" or chosen.country or chosen.admin]
            return {
                "totals": totals(con, chosen),
                "facets": facets(con, chosen, shown),
                "timeline": timeline(con, chosen),
            }

    def listed() -> Any:
        with here.owner.reader() as con:
            return list_incidents(con, chosen, order, page)

    counted = here.cache.get(version, ("overview", chosen), answer)
    return counted | {"rows": here.cache.get(version, ("list", chosen, order, page), listed)}


@router.get("/facets/{name}")
def whole_facet(request: Request, name: str) -> Response:
    """All values of one facet, for «more»."""
    chosen = chosen_by(request)
    if name not in NAMES:
        raise BadSetting(f"facet: {name!r} is unknown; one of {', '.join(NAMES)}")
    here = site(request)
    with here.owner.reader() as con:
        buckets = facet(con, chosen, name, limit=300)
    return render(request, "overview/_facet.html.j2", name=name, buckets=buckets, chosen=chosen, whole=True)


@router.get("/map/cells")
def map_cells(request: Request, zoom: float = 3.0, view: str | None = None) -> Response:
    """The incidents as points for the map: GeoJSON; `view` is what the map shows, west,south,east,north."""
    here = site(request)
    chosen = chosen_by(request)
    box = parse_filter([("bbox", view)]).bbox if view else None

    def answer() -> dict[str, Any]:
        with here.owner.reader() as con:
            return to_geojson(cells(con, chosen, round(zoom * 2) / 2, box)) | {"extent": extent(con, chosen)}

    return JSONResponse(here.cache.get(here.owner.index.version, ("cells", chosen, round(zoom * 2), box), answer))


@router.get("/map/base")
def base_map(request: Request) -> Response:
    """The land below the points: borders as TopoJSON, names of countries, and towns."""
    here = site(request)

    def answer() -> Any:
        with here.owner.reader() as con:
            box = extent(con, Filter()) or ARAB_WORLD
        import msgspec

        region = region_of([(box[0], box[1]), (box[2], box[3])])
        topology = cut_topology(msgspec.json.decode(read_asset("countries.json")), region, around=_WORLD)
        return {"topology": topology, "towns": load_towns(), "countries": load_labels()["countries"]}

    return JSONResponse(
        here.cache.get(here.owner.index.version, "base map", answer), headers={"cache-control": "private, max-age=600"}
    )
