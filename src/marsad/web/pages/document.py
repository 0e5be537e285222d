"""The page of a document: the article as it was written, the words that every value rests on, and what reviewers put right by them."""

from __future__ import annotations

import re
from typing import Annotated, Final
from urllib.parse import urlencode

from fastapi import APIRouter, Depends, Form, HTTPException, Query, Request
from fastapi.responses import RedirectResponse, Response

from marsad.coding.mentions import find_mentions
from marsad.model import Event
from marsad.places.gazetteer import gazetteer_of
from marsad.places.layer import places_folder
from marsad.report.labels import load_labels
from marsad.store import Store, StoredDocument
from marsad.text.bidi import neutralise
from marsad.web.adding import add_event, words_at
from marsad.web.pages.page import NavEntry, Page, page_router
from marsad.web.queries.document import Proposal, choices_of, place_proposals, proposals, runs, values_of
from marsad.web.queries.documents import list_newest
from marsad.web.queries.incident import family_of, judgements_of
from marsad.web.rendering import render
from marsad.web.site import site
from marsad.web.visitors import needs, visitor

router: APIRouter = page_router("reader")
PAGE = Page("document", router, NavEntry("/documents", "nav.documents", "reader"))
_PAGE_SIZE: Final = 50
_WEB: Final = re.compile(r"https?://", re.IGNORECASE)


@router.get("/documents")
def documents(
    request: Request,
    page: Annotated[int, Query(ge=1, le=100_000)] = 1,
    source: str = "",
    q: Annotated[str, Query(max_length=200)] = "",
) -> Response:
    """The list of documents, of all outlets or of one, or those with some words in the title."""
    with site(request).owner.reader() as con:
        total, rows = list_newest(con, source or None, q, page, _PAGE_SIZE)
    base = "/documents?" + urlencode({name: value for name, value in (("source", source), ("q", q)) if value})
    return render(
        request, "documents.html.j2", rows=rows, total=total, page=page, pages=-(-total // _PAGE_SIZE), source=source, q=q, base=base
    )  # fmt: skip


@router.get("/documents/{key}")
def document(request: Request, key: str, event: str = "") -> Response:
    """The page; `event` is the one that is shown open."""
    with site(request).owner.reading() as store:
        found = _document(store, key)
        told = _events(store, found.key)
        judged = judgements_of(store, [e.id for e in told])
        incidents = dict(
            store.query(
                "SELECT event_id, incident_id FROM incident_reports WHERE event_id IN (SELECT unnest(?::VARCHAR[]))",
                [[e.id for e in told]],
            ).rows
        )
    cards = [(e, values_of(e, number)) for number, e in enumerate(told)]
    doc = found.document
    return render(
        request,
        "document.html.j2",
        document=doc,
        key=found.key,
        title=neutralise(doc.title) if doc.title else None,
        url=doc.url if doc.url and _WEB.match(doc.url) else None,
        runs=runs(doc.text, doc.furniture, cards),
        cards=cards,
        chosen=event if any(e.id == event for e in told) else "",
        incidents=incidents,
        judgements=judged,
        families={e.id: family_of(e.type) for e in told},
        whole=choices_of(),
        labels=load_labels(),
        types=choices_of()["type"][1],
        may_judge=visitor(request).may("reviewer"),
    )


@router.get("/documents/{key}/selected", dependencies=[Depends(needs("reviewer"))])
def selected(
    request: Request, key: str, start: Annotated[int, Query(ge=0)], end: Annotated[int, Query(ge=1)], event: str = ""
) -> Response:
    """What selected words could be: values of the chosen event, or an event of their own. A part of the page."""
    with site(request).owner.reading() as store:
        found = _document(store, key)
        told = {e.id: e for e in _events(store, found.key)}
    words = words_at(found.document.text, start, end)
    chosen = told.get(event)
    offered: list[Proposal] = []
    if chosen is not None:
        offered = proposals(chosen, find_mentions(found.document), (start, end))
        gazetteer = gazetteer_of(places_folder(site(request).owner.path))
        offered += place_proposals(gazetteer, chosen, words, (start, end), offered)
    return render(
        request, "document/_selected.html.j2", key=found.key, start=start, end=end, words=neutralise(words), event=chosen,
        offered=offered, types=choices_of()["type"][1],
    )  # fmt: skip


@router.post("/documents/{key}/add", dependencies=[Depends(needs("reviewer"))])
def add(
    request: Request,
    key: str,
    start: Annotated[int, Form(ge=0)],
    end: Annotated[int, Form(ge=1)],
    type_: Annotated[str, Form(alias="type")],
    day: Annotated[str, Form(max_length=10)] = "",
    place: Annotated[str, Form(max_length=200)] = "",
) -> Response:
    """Add an event that the coder missed, told by the selected words."""
    with site(request).owner.reading() as store:
        found = _document(store, key)
    event_id = add_event(request, found, (start, end), type_, day, place)
    return RedirectResponse(f"/documents/{found.key}?event={event_id}", 303)


def _document(store: Store, key: str) -> StoredDocument:
    found = store.get_document(key)
    if found is None:
        raise HTTPException(404)
    return found


def _events(store: Store, key: str) -> list[Event]:
    """The events of a document as people left them, as they stand in the text."""
    return sorted((e.event for e in store.iter_judged(document=key)), key=lambda e: (e.trigger.span, e.id))
