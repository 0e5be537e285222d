"""The Atom feed of a saved search, for readers that cannot sign in: the address holds a secret, which can be revoked."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime
from email.utils import format_datetime, parsedate_to_datetime

from fastapi import APIRouter, HTTPException, Request
from fastapi.responses import Response

from marsad.corroborate.reading import iter_incidents
from marsad.store import Search
from marsad.web.feeds import to_atom
from marsad.web.i18n import LANGUAGES, Words, choose_language, words_in
from marsad.web.pages.page import Page, page_router
from marsad.web.queries.searches import filter_of, last_change, latest
from marsad.web.site import site
from marsad.web.visitors import NotSignedIn, visitor

router: APIRouter = page_router("anybody")
PAGE = Page("feed", router)
_ENTRIES = 50


@router.get("/searches/{search_id}/feed.atom")
def feed(request: Request, search_id: str, token: str = "", lang: str = "") -> Response:
    """The feed, by the secret of its address or for whoever is signed in; `lang`: ar or en, else as the reader accepts."""
    search = _search(request, search_id, token)
    language = choose_language(lang if lang in LANGUAGES else None, request.headers.get("accept-language"))
    body, changed = _written(request, search, words_in(language), token, lang)
    headers = {
        "etag": f'"{hashlib.sha256(body).hexdigest()[:32]}"',
        "last-modified": format_datetime(changed, usegmt=True),
        "vary": "Accept-Language, Cookie",
        "cache-control": "private, no-cache",
        "content-language": language,
    }
    if _is_known(request, headers["etag"], changed):
        return Response(status_code=304, headers=headers)
    return Response(body, media_type="application/atom+xml", headers=headers)


def _search(request: Request, search_id: str, token: str) -> Search:
    here = site(request)
    name = here.accounts.feeds.reader(token, search_id) if token else visitor(request).name
    if not token and not name:
        raise NotSignedIn
    with here.owner.reading() as store:
        found = store.searches.get(search_id, name) if name else None
    if found is None:  # no such search, or the address was revoked: nobody is told which
        raise HTTPException(404)
    return found


def _written(request: Request, search: Search, t: Words, token: str, lang: str) -> tuple[bytes, datetime]:
    """The feed, and when what it says may last have changed."""
    here = site(request)
    chosen = filter_of(search.query)
    made = f"{search.changed.replace(' ', 'T')[:19]}Z"
    with here.owner.reading() as store:
        rows = latest(store.con, chosen, _ENTRIES)
        incidents = {i.id: i for i in iter_incidents(store, ids=[row.incident_id for row in rows])}
        changed = max(made, last_change(store.con) or made)
    address = here.address(request)
    fields = "&".join(f"{name}={value}" for name, value in (("token", token), ("lang", lang)) if value)
    own = f"{address}/searches/{search.search_id}/feed.atom{'?' + fields if fields else ''}"
    body = to_atom(
        search.name,
        search.search_id,
        search.query,
        [(row, incidents[row.incident_id]) for row in rows if row.incident_id in incidents],
        t,
        address=address,
        own=own,
        updated=made,
    )
    return body, datetime.fromisoformat(changed)


def _is_known(request: Request, etag: str, changed: datetime) -> bool:
    """Whether the reader has this already (RFC 9110: a tag that it names goes before a date)."""
    if tags := request.headers.get("if-none-match"):
        return "*" in tags.split(",") or etag in (tag.strip().removeprefix("W/") for tag in tags.split(","))
    since = request.headers.get("if-modified-since")
    if not since:
        return False
    try:
        held = parsedate_to_datetime(since)
    except ValueError:
        return False
    return changed <= (held if held.tzinfo else held.replace(tzinfo=UTC))
