"""The digest of a saved search, or of any filter: on the page, to print, and as a file to send."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Annotated, Final, Literal

from fastapi import APIRouter, HTTPException, Query, Request
from fastapi.responses import Response

from marsad.errors import BadSetting
from marsad.store import Search
from marsad.web import saved
from marsad.web.digest import Digest, gather, parse_period, to_eml, to_html, to_text
from marsad.web.digest.view import view_of
from marsad.web.digest.writing import Classed
from marsad.web.i18n import words_in
from marsad.web.pages.page import Page, page_router
from marsad.web.queries.searches import filter_of
from marsad.web.rendering import render
from marsad.web.site import note, site
from marsad.web.visitors import NotAllowed, chosen_by, visitor

router: APIRouter = page_router("reader")
PAGE = Page("digest", router)
#: What the page offers, and the key of its words. `look`: since the visitor last looked at the saved search; `ever`: all.
PERIODS: Final = {"look": "last_look", "1d": "last_day", "7d": "last_week", "30d": "last_month", "ever": "since_ever"}
_TYPES: Final = {"eml": "message/rfc822", "html": "text/html; charset=utf-8", "text": "text/plain; charset=utf-8"}
_ENDINGS: Final = {"eml": "eml", "html": "html", "text": "txt"}
Period = Annotated[str, Query(max_length=40)]


@router.get("/digest")
def digest(request: Request, search: str = "", period: Period = "7d", names: bool = False) -> Response:
    """The page. `search` is a saved one; without it the address holds the filter."""
    found = _search(request, search)
    made = _made(request, found, period, names)
    query = made.chosen.to_query()
    return render(
        request,
        "digest.html.j2",
        view=view_of(made, visitor(request).words, ""),
        look=Classed(),
        search=found,
        period=period,
        periods={p: key for p, key in PERIODS.items() if p != "look" or found},
        names=made.names,
        chosen=made.chosen,
        query=query,
    )


@router.get("/digest/file")
def digest_file(
    request: Request,
    format: Literal["eml", "html", "text"],  # noqa: A002  # the word of the address
    search: str = "",
    period: Period = "7d",
    names: bool = False,
    lang: Literal["ar", "en"] | None = None,
) -> Response:
    """The digest as a file: e-mail, HTML or plain text, in the visitor's language or the one that is named."""
    found = _search(request, search)
    made = _made(request, found, period, names)
    words = words_in(lang) if lang else visitor(request).words
    address = site(request).address(request)
    body: bytes | str
    if format == "eml":
        body = to_eml(made, words, address)
    else:
        body = to_html(made, words, address) if format == "html" else to_text(made, words, address)
    note(
        request,
        "digest",
        format,
        f"{'with names ' if names else ''}{made.name or ''} {made.chosen.to_query()}".strip()[:500],
    )
    name = f"marsad-digest-{made.until:%Y-%m-%d}.{_ENDINGS[format]}"
    return Response(
        body, headers={"content-type": _TYPES[format], "content-disposition": f'attachment; filename="{name}"'}
    )


def _search(request: Request, search_id: str) -> Search | None:
    if not search_id:
        return None
    found = saved.find_search(request, search_id)
    if found is None:
        raise HTTPException(404)
    return found


def _made(request: Request, search: Search | None, period: str, names: bool) -> Digest:
    if names and not visitor(request).may("editor"):
        raise NotAllowed("editor")
    chosen, now, run = chosen_by(request) if search is None else filter_of(search.query), datetime.now(UTC), None
    with site(request).owner.reading() as store:
        if period == "look":
            if search is None:
                raise BadSetting("period: look is of a saved search; write 7d, 24h, 2w, or a day as YYYY-MM-DD")
            run = search.seen
            looked = store.searches.looked(search.search_id, visitor(request).name)
            since = datetime.fromisoformat(looked).replace(tzinfo=UTC) if looked else None
        else:
            since = None if period == "ever" else parse_period(period, now)
        return gather(store, chosen, since=since, until=now, name=search.name if search else None, names=names, run=run)
