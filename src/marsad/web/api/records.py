"""Documents, events and their values: `/api/v1/documents`, `/api/v1/events`."""

from __future__ import annotations

from typing import Annotated, Any

import msgspec
from fastapi import Depends, Query, Request

from marsad.store import Store
from marsad.web.adding import add_event
from marsad.web.api.failing import NotFound
from marsad.web.api.routing import api_router
from marsad.web.api.shapes import DocumentPage, DocumentRow, NewEvent, Record, Statement
from marsad.web.queries.documents import count_documents, list_documents
from marsad.web.site import site
from marsad.web.visitors import needs

#: Texts are for whoever has an account, in public mode too.
router = api_router("reader")


@router.get("/documents")
def documents(
    request: Request,
    source: Annotated[str | None, Query(max_length=200, description="The outlet, as the record writes it.")] = None,
    page: Annotated[int, Query(ge=1, le=100_000)] = 1,
    size: Annotated[int, Query(ge=1, le=500)] = 50,
) -> DocumentPage:
    """The documents of the store, by key, page by page."""
    with site(request).owner.reader() as con:
        total = count_documents(con, source)
        rows = list_documents(con, source, page, size)
    return DocumentPage(
        total=total,
        page=page,
        size=size,
        next=page + 1 if page * size < total else None,
        items=[DocumentRow.model_validate(row) for row in rows],
    )


@router.get("/documents/{name}", response_model=Record)
def document(request: Request, name: str) -> dict[str, Any]:
    """A document by its key, a unique beginning of it, or its id: text, furniture, and its events as people left them."""
    with site(request).owner.reading() as store:
        found = store.get_document(name)
        if found is None:
            raise NotFound(f"there is no document {name!r}")
        told = [e.event.to_dict() for e in store.iter_judged(document=found.key)]
    fields: dict[str, Any] = msgspec.to_builtins(found.document)
    return fields | {"key": found.key, "events": told}


@router.post(
    "/documents/{name}/events", status_code=201, response_model=Record, dependencies=[Depends(needs("reviewer"))]
)
def add(request: Request, name: str, given: NewEvent) -> dict[str, Any]:
    """Add an event that the coder missed, told by words of the document. The account's name stands with it; it can be undone."""
    with site(request).owner.reading() as store:
        found = store.get_document(name)
    if found is None:
        raise NotFound(f"there is no document {name!r}")
    day = given.day.isoformat() if given.day else None
    event_id = add_event(request, found, (given.start, given.end), given.type, day, given.place, given.note)
    with site(request).owner.reading() as store:
        return _event(store, event_id)


@router.get("/events/{event_id}", response_model=Record)
def event(request: Request, event_id: str) -> dict[str, Any]:
    """An event by its id or a unique beginning of it, with what people corrected."""
    with site(request).owner.reading() as store:
        return _event(store, event_id)


def _event(store: Store, event_id: str) -> dict[str, Any]:
    found = store.get_judged(event_id)
    if found is None:
        raise NotFound(f"there is no event {event_id!r}")
    return found.event.to_dict() | {
        "document_id": found.document.id,
        "document_key": found.document_key,
        "coder": found.coder,
    }


@router.get("/events/{event_id}/statements")
def statements(request: Request, event_id: str) -> list[Statement]:
    """Every value of an event with its words, its stage and its rule, as the coder read it."""
    with site(request).owner.reading() as store:
        found = store.get_event(event_id)
        if found is None:
            raise NotFound(f"there is no event {event_id!r} of a coder")
        return [Statement.model_validate(statement) for statement in store.get_statements(found)]
