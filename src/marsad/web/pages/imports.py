"""The import: files, pasted texts and addresses come in here, are watched while they are coded, and are tried again where they failed."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Mapping
from functools import partial
from typing import Annotated, Final

import msgspec
from fastapi import APIRouter, Form, HTTPException, Query, Request
from fastapi.responses import RedirectResponse, Response, StreamingResponse
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData, UploadFile

from marsad.web.i18n import Words
from marsad.web.imports import BadImport, Given, Import, detail_of, problem_of
from marsad.web.imports.spool import MOST_ADDRESSES, MOST_CHARACTERS, MOST_FILES, left_of
from marsad.web.pages.page import NavEntry, Page, page_router
from marsad.web.queries.imports import count_arrived, list_arrived, list_touched, runs_of, runs_since
from marsad.web.reasons import reason_of
from marsad.web.rendering import environment, render
from marsad.web.security import MOST_BYTES
from marsad.web.site import note, site
from marsad.web.visitors import visitor

router: APIRouter = page_router("editor")
PAGE = Page("imports", router, NavEntry("/import", "nav.import", "editor"))
_PAGE_SIZE: Final = 30
_DAY: Final = 86_400
#: Documents and incidents that are listed of an import; the figures tell how many there are.
_LISTED: Final = 100
#: Seconds between two looks at how far an import is, and between two signs of life of a stream.
_LOOK, _ALIVE = 0.4, 15.0
#: What may be told of a pasted text.
_FIELDS: Final = ("title", "source", "published", "url")


@router.get("/import")
def imports(request: Request, page: Annotated[int, Query(ge=1, le=100_000)] = 1) -> Response:
    """The page."""
    return _page(request, page=page)


def _page(
    request: Request,
    status: int = 200,
    *,
    page: int = 1,
    problem: str | None = None,
    kept: Mapping[str, str] | None = None,
) -> Response:
    work = site(request).imports
    total = work.count()
    rows = work.recent(_PAGE_SIZE, (page - 1) * _PAGE_SIZE)
    running = next((row for row in reversed(rows) if row.state in ("running", "linking", "cancelling")), None)
    return render(
        request,
        "imports.html.j2",
        status,
        rows=rows,
        running=running,
        watched=site(request).watchers.now(),
        page=page,
        pages=-(-total // _PAGE_SIZE),
        limits={"files": MOST_FILES, "bytes": MOST_BYTES, "characters": MOST_CHARACTERS, "addresses": MOST_ADDRESSES},
        problem=problem,
        kept=kept or {},
        day_ago=int(time.time()) - _DAY,
        week_ago=int(time.time()) - 7 * _DAY,
        title=title_of,
        lasting=lasting,
    )


@router.post("/import")
async def begin(request: Request) -> Response:
    """Take what is given; then on to its page."""
    who = visitor(request)
    form = await request.form()
    if not site(request).imports.limit.take(who.name):
        raise HTTPException(429)
    try:
        made = await run_in_threadpool(site(request).imports.take, who.name, given_in(form))
    except BadImport as error:
        kept = {name: value for name, value in form.items() if isinstance(value, str) and name != "csrf"}
        told = problem_of(who.words, error)
        return await run_in_threadpool(partial(_page, request, 400, problem=told, kept=kept))
    await run_in_threadpool(note, request, "import", made.import_id, f"{made.kind}: {', '.join(made.names)}"[:500])
    return RedirectResponse(f"/import/{made.import_id}", 303)


def given_in(form: FormData) -> Given:
    """What a form gives: files, or the fields of a text, or addresses a line."""
    files = [
        (value.filename or "", value.file)
        for name, value in form.multi_items()
        if name == "files" and isinstance(value, UploadFile) and (value.filename or value.size)
    ]
    fields = {name: value for name, value in form.items() if isinstance(value, str)}
    if files or "files" in form:
        return Given(files=files, published=fields.get("published", ""), source=fields.get("source", ""))
    if "text" in fields:
        return Given(texts=[{name: fields.get(name, "") for name in ("text", *_FIELDS)}])
    urls = fields.get("urls", "").splitlines()
    return Given(
        urls=[url for url in urls if url.strip()],
        published=fields.get("published", ""),
        source=fields.get("source", ""),
    )


@router.get("/import/since")
def since(request: Request, at: Annotated[int, Query(ge=0, le=2**40)]) -> Response:
    """What came in since a time, by whatever way."""
    with site(request).owner.reader() as con:
        runs = runs_since(con, at)
        arrived = count_arrived(con, runs)
        documents, touched = list_arrived(con, runs, _LISTED), list_touched(con, runs, _LISTED)
    return render(
        request, "import/since.html.j2", at=at, arrived=arrived, documents=documents, touched=touched, listed=_LISTED
    )


@router.get("/import/{import_id}")
def one(request: Request, import_id: str) -> Response:
    """One import: how far it is, what came in, what failed."""
    found = _find(request, import_id)
    with site(request).owner.reader() as con:
        runs = runs_of(con, import_id)
        arrived = count_arrived(con, runs)
        documents, touched = list_arrived(con, runs, _LISTED), list_touched(con, runs, _LISTED)
    return render(
        request,
        "import.html.j2",
        one=found,
        arrived=arrived,
        documents=documents,
        touched=touched,
        listed=_LISTED,
        failures=site(request).imports.failures(found),
        title=title_of,
        lasting=lasting,
        reason=reason_of,
        detail=detail_of(visitor(request).words, found),
        left=left_of(found),
    )


@router.get("/import/{import_id}/events")
async def events(request: Request, import_id: str) -> Response:
    """How far it is, as server-sent events: `progress` with a part of the page, `end` when it is over."""
    await run_in_threadpool(_find, request, import_id)
    words = visitor(request).words
    return StreamingResponse(
        _stream(request, import_id, words),
        media_type="text/event-stream",
        headers={"cache-control": "no-store", "x-accel-buffering": "no"},
    )


async def _stream(request: Request, import_id: str, words: Words) -> AsyncIterator[str]:
    here = site(request)
    shown: object = None
    silent = 0.0
    yield "retry: 3000\n\n"
    while not here.owner.stopping.is_set():
        found = here.imports.find(import_id)
        if found is None or not found.live:
            yield "event: end\ndata: \n\n"
            return
        state = (found.state, msgspec.json.encode(found.counts), (found.seconds or 0) // 2)
        if state != shown:
            shown, silent = state, 0.0
            text = environment().get_template("import/_progress.html.j2").render(t=words, one=found, lasting=lasting)
            yield "event: progress\n" + "".join(f"data: {line}\n" for line in text.splitlines() if line.strip()) + "\n"
        elif silent >= _ALIVE:
            silent = 0.0
            yield ": still there\n\n"
        await asyncio.sleep(_LOOK)
        silent += _LOOK


@router.post("/import/{import_id}/cancel")
def cancel(request: Request, import_id: str) -> Response:
    """Stop it; what it stored stays."""
    site(request).imports.cancel(_find(request, import_id).import_id)
    note(request, "cancel_import", import_id)
    return RedirectResponse(f"/import/{import_id}", 303)


@router.post("/import/{import_id}/again")
def again(request: Request, import_id: str) -> Response:
    """Begin it anew, after it was broken off."""
    site(request).imports.again(_find(request, import_id).import_id)
    note(request, "import", import_id)
    return RedirectResponse(f"/import/{import_id}", 303)


@router.post("/import/{import_id}/retry")
def retry(request: Request, import_id: str, failure: Annotated[str, Form(max_length=80)] = "") -> Response:
    """Try its failures again, or one of them."""
    who = visitor(request)
    if not site(request).imports.limit.take(who.name):
        raise HTTPException(429)
    made = site(request).imports.retry(who.name, _find(request, import_id).import_id, failure or None)
    note(request, "retry_import", import_id, failure or None)
    return RedirectResponse(f"/import/{made.import_id}", 303)


@router.post("/import/{import_id}/drop")
def drop(request: Request, import_id: str) -> Response:
    """Give its failures up."""
    site(request).imports.drop(_find(request, import_id).import_id)
    note(request, "drop_failures", import_id)
    return RedirectResponse(f"/import/{import_id}", 303)


def _find(request: Request, import_id: str) -> Import:
    found = site(request).imports.find(import_id)
    if found is None:
        raise HTTPException(404)
    return found


def title_of(words: Words, one: Import) -> str:
    """What an import is called: its one file or text, or how many there are."""
    if one.kind == "retry":
        return words("imports.title_retry", len(one.names))
    if len(one.names) == 1:
        return one.names[0]
    return words(f"imports.title_{one.kind}", len(one.names))


def lasting(words: Words, seconds: int | None) -> str:
    """A duration: 7 s, 2:05 min, 1:03:20 h."""
    if seconds is None:
        return "–"
    minutes, rest = divmod(seconds, 60)
    if not minutes:
        return words("imports.seconds", n=rest)
    if minutes < 60:
        return words("imports.minutes", n=f"{minutes}:{rest:02}")
    return words("imports.hours", n=f"{minutes // 60}:{minutes % 60:02}:{rest:02}")
