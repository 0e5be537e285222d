"""Imports: `/api/v1/imports`. Texts, addresses and files are given here as on the page of imports, and are coded beside the requests."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import Form, Query, Request, UploadFile

from marsad.web.api.coming_in import Dropped, FailurePage, ImportFailure, ImportPage, ImportShape, NewImport, Retry
from marsad.web.api.failing import NotFound, TooMany
from marsad.web.api.routing import api_router
from marsad.web.api.shapes import Problem
from marsad.web.imports import Given, Import
from marsad.web.site import note, site
from marsad.web.visitors import visitor

router = api_router("editor")
_TOO_MANY: dict[int | str, dict[str, Any]] = {429: {"model": Problem, "description": "Too many imports at once; wait."}}
_Page = Annotated[int, Query(ge=1, le=100_000)]
_Size = Annotated[int, Query(ge=1, le=200)]


@router.get("/imports")
def imports(request: Request, page: _Page = 1, size: _Size = 50) -> ImportPage:
    """The imports, the newest first."""
    work = site(request).imports
    total, rows = work.count(), work.recent(size, (page - 1) * size)
    following = page + 1 if page * size < total else None
    return ImportPage(total=total, page=page, size=size, next=following, items=[ImportShape.of(row) for row in rows])


@router.post("/imports", status_code=202, responses=_TOO_MANY)
def begin(request: Request, given: NewImport) -> ImportShape:
    """Take texts, or addresses; they are fetched and coded afterwards. What is in the store already is passed over."""
    texts = [{name: value or "" for name, value in text} for text in given.texts]
    return _take(request, Given(texts=texts, urls=given.urls, published=given.published, source=given.source))


@router.post("/imports/files", status_code=202, responses=_TOO_MANY)
def begin_files(
    request: Request,
    files: list[UploadFile],
    published: Annotated[str, Form(max_length=1_000, description="The day of what tells none, YYYY-MM-DD.")] = "",
    source: Annotated[str, Form(max_length=1_000, description="The outlet of what tells none.")] = "",
) -> ImportShape:
    """Take files in any form that `marsad code` reads, as multipart/form-data."""
    contents = [(file.filename or "", file.file) for file in files]
    return _take(request, Given(files=contents, published=published, source=source))


def _take(request: Request, given: Given) -> ImportShape:
    who = _limited(request)
    made = site(request).imports.take(who, given)
    note(request, "import", made.import_id, f"{made.kind}: {', '.join(made.names)}"[:500])
    return ImportShape.of(made)


@router.get("/imports/{import_id}")
def one(request: Request, import_id: str) -> ImportShape:
    """How far an import is; it is over when `live` is false."""
    return ImportShape.of(_find(request, import_id))


@router.get("/imports/{import_id}/failures")
def failures(request: Request, import_id: str, page: _Page = 1, size: _Size = 50) -> FailurePage:
    """What of it could not be read or coded and is open."""
    found = site(request).imports.failures(_find(request, import_id))
    items = [ImportFailure.model_validate(row) for row in found[(page - 1) * size : page * size]]
    following = page + 1 if page * size < len(found) else None
    return FailurePage(total=len(found), page=page, size=size, next=following, items=items)


@router.post("/imports/{import_id}/retry", status_code=202, responses=_TOO_MANY)
def retry(request: Request, import_id: str, given: Retry | None = None) -> ImportShape:
    """Try its failures again, or one of them, as an import of its own."""
    found = _find(request, import_id)
    failure = given.failure_id if given else None
    made = site(request).imports.retry(_limited(request), found.import_id, failure)
    note(request, "retry_import", import_id, failure)
    return ImportShape.of(made)


@router.post("/imports/{import_id}/cancel", status_code=202)
def cancel(request: Request, import_id: str) -> ImportShape:
    """Stop it; what it stored stays. One that is over stays as it is, one that runs stops after the document under way."""
    stopped = site(request).imports.cancel(_find(request, import_id).import_id)
    note(request, "cancel_import", import_id)
    return ImportShape.of(stopped)


@router.post("/imports/{import_id}/again", status_code=202, responses=_TOO_MANY)
def again(request: Request, import_id: str) -> ImportShape:
    """Begin it anew when its state is `interrupted` or `failed`. What is in the store already is passed over."""
    found = _find(request, import_id)
    _limited(request)
    begun = site(request).imports.again(found.import_id)
    note(request, "import", import_id)
    return ImportShape.of(begun)


@router.delete("/imports/{import_id}/failures")
def drop(request: Request, import_id: str) -> Dropped:
    """Give its failures up: they are not tried again, and the files kept for them go."""
    dropped = site(request).imports.drop(_find(request, import_id).import_id)
    note(request, "drop_failures", import_id)
    return Dropped(dropped=dropped)


def _limited(request: Request) -> str:
    """Who imports, while they have not begun too many."""
    name = visitor(request).name
    if not site(request).imports.limit.take(name):
        raise TooMany("imports: too many were begun within ten minutes; wait, or give more at once")
    return name


def _find(request: Request, import_id: str) -> Import:
    found = site(request).imports.find(import_id)
    if found is None:
        raise NotFound(f"there is no import {import_id!r}")
    return found
