"""Saved searches as pages and the API change them: who may, through the store's writing thread, noted in the audit trail."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TypeVar

from fastapi import Request

from marsad.store import Search, Searches, Store
from marsad.store.rows import utc_now
from marsad.web.queries.filters import Filter
from marsad.web.queries.searches import Found, found_by
from marsad.web.site import note, site
from marsad.web.visitors import NotAllowed, visitor

T = TypeVar("T")


def searches_of(request: Request) -> list[Found]:
    """The searches that the visitor may see and what each finds; what others shared comes last."""
    here = site(request)
    with here.owner.reading() as store:
        known = store.searches.visible_to(visitor(request).name)

    def count(search: Search) -> Found:
        with here.owner.reader() as con:
            return found_by(con, search)

    version = here.owner.index.version
    found = [here.cache.get(version, ("search", s.query, s.seen), partial(count, s)) for s in known]
    return [row._replace(search=search) for row, search in zip(found, known, strict=True)]


def find_search(request: Request, search_id: str) -> Search | None:
    """A search that the visitor may see."""
    with site(request).owner.reading() as store:
        return store.searches.get(search_id, visitor(request).name)


def may_change(request: Request, search: Search) -> bool:
    """Whose search it is may rename and share it."""
    return search.made_by == visitor(request).name


def may_remove(request: Request, search: Search) -> bool:
    """Its maker may delete a search; of those that are shared the owner of the workbench may, too."""
    return may_change(request, search) or visitor(request).may("owner")


def save(request: Request, name: str, chosen: Filter, *, shared: bool) -> Search:
    """Save a filter for the visitor. Raises `BadSearch` when the name cannot be."""
    by, at, query = visitor(request).name, utc_now(), chosen.to_query()
    made = _write(request, lambda searches: searches.save(name, query, by=by, at=at, shared=shared))
    note(request, "save_search", made.search_id, _told(made))
    return made


def rename(request: Request, search: Search, name: str) -> None:
    """Give a search of one's own another name. Raises `BadSearch`, or `NotAllowed` when it is somebody else's."""
    if not may_change(request, search):
        raise NotAllowed("owner")
    at = utc_now()
    _write(request, lambda searches: searches.rename(search, name, at=at))
    note(request, "rename_search", search.search_id, f"{search.name} → {name}"[:300])


def share(request: Request, search: Search, shared: bool) -> None:
    """Show a search to everybody, or to its maker alone."""
    if not (may_change(request, search) if shared else may_remove(request, search)):
        raise NotAllowed("owner")
    at = utc_now()
    _write(request, lambda searches: searches.share(search, shared, at=at))
    note(request, "share_search" if shared else "unshare_search", search.search_id, _told(search))


def remove(request: Request, search: Search) -> None:
    """Delete a search and the addresses of its feed."""
    if not may_remove(request, search):
        raise NotAllowed("owner")
    _write(request, lambda searches: searches.remove(search.search_id))
    site(request).accounts.feeds.drop(search.search_id)
    note(request, "delete_search", search.search_id, _told(search))


def look(request: Request, search: Search) -> None:
    """Note that the visitor sees now what a search finds. It need not have been written when the page comes."""
    by, at = visitor(request).name, utc_now()

    def write(store: Store) -> None:
        store.searches.look(search.search_id, by=by, at=at)

    site(request).owner.submit(write, refresh=False)


def _write(request: Request, job: Callable[[Searches], T]) -> T:
    return site(request).owner.write(lambda store: job(store.searches), refresh=False)


def _told(search: Search) -> str:
    return f"{search.name}: {search.query}"[:300]
