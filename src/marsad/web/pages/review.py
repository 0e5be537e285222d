"""The review queue: one doubtful thing after another, judged by key; what two reviewers see differently, and how far they agree."""

from __future__ import annotations

from typing import Annotated, Any
from urllib.parse import urlencode

from fastapi import APIRouter, Query, Request
from fastapi.responses import Response

from marsad.corroborate.why import why
from marsad.errors import BadSetting
from marsad.store import Store
from marsad.text.bidi import neutralise
from marsad.web.pages.page import NavEntry, Page, page_router
from marsad.web.queries.document import values_of
from marsad.web.queries.incident import family_of, quotes
from marsad.web.queries.review import QUEUES, Item, Queue, agreements, doubtful, progress, verdicts, waiting
from marsad.web.rendering import render
from marsad.web.site import site
from marsad.web.visitors import visitor

router: APIRouter = page_router("reviewer")
PAGE = Page("review", router, NavEntry("/review", "nav.review", "reviewer"))


@router.get("/review")
def review(
    request: Request, queue: str = "", later: Annotated[list[str] | None, Query(max_length=500)] = None
) -> Response:
    """The first thing that waits; `later` are those that the reviewer put off in this sitting. Without a queue that of pairs, while one
    waits, else that of events.
    """
    if queue and queue not in QUEUES:
        raise BadSetting(f"queue: {queue!r} is unknown; one of {', '.join(QUEUES)}")
    put_off = later or []
    with site(request).owner.reading() as store:
        pairs, standing = doubtful(store), store.journal.active()
        said, done = verdicts(standing), progress(store, len(pairs))
        name: Queue = queue or ("pairs" if pairs else "events")
        items = pairs if name == "pairs" else waiting(store, name, visitor(request).name, said)
        shown, left = _first(store, items, put_off)
    if name == "events":  # the queue holds only the first of them
        left = max(left, done.events - done.events_judged - len(put_off))
    item = shown["item"] if shown else None
    return render(
        request,
        "review.html.j2",
        queue=name,
        queues=QUEUES,
        shown=shown,
        left=left,
        item=item,
        here_again=_address(name, put_off),
        after=_address(name, [*put_off, item.key] if item else put_off),
        last=next((row for row in reversed(standing) if row.made_by == visitor(request).name), None),
        agreements=agreements(said),
        progress=done,
    )


def _address(queue: str, later: list[str]) -> str:
    return "/review?" + urlencode([("queue", queue), *(("later", key) for key in later[-100:])])


def _first(store: Store, items: list[Item], put_off: list[str]) -> tuple[dict[str, Any] | None, int]:
    """The first item that is still in the record and not put off, with what the page shows of it; and how many wait."""
    waiting_ = [item for item in items if item.key not in set(put_off)]
    for item in waiting_:
        sides = [side for name in (item.event, item.other) if name and (side := _side(store, name)) is not None]
        if len(sides) == (2 if item.other else 1):
            compared = why(store, item.event, item.other) if item.other else None
            return {"item": item, "sides": sides, "why": compared}, len(waiting_)
    return None, len(waiting_)


def _side(store: Store, event_id: str) -> dict[str, Any] | None:
    found = store.get_judged(event_id)
    if found is None or not found.current:
        return None
    return {
        "event": found.event,
        "values": values_of(found.event, 0),
        "family": family_of(found.event.type),
        "quotes": quotes(found.document.text, found.event.evidence),
        "title": neutralise(found.document.title) if found.document.title else found.document.id,
        "source": found.document.source,
        "published": found.document.published.start,
        "key": found.document_key,
    }
