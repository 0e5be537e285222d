"""The export of what a filter leaves, in every format that `marsad export` writes."""

from __future__ import annotations

import shutil
import tempfile
import threading
from pathlib import Path
from typing import Annotated, Final, Literal

from fastapi import APIRouter, Query, Request
from fastapi.responses import FileResponse, Response
from starlette.background import BackgroundTask
from starlette.exceptions import HTTPException

from marsad.web.pages.page import Page, page_router
from marsad.web.queries.overview import totals
from marsad.web.rendering import render
from marsad.web.site import note, site
from marsad.web.visitors import NotAllowed, chosen_by, visitor

router: APIRouter = page_router("reader")
PAGE = Page("export", router)
#: The formats by what they are taken for, in the order of the page.
GROUPS: Final = {
    "tables": ("xlsx", "csv", "hxl"),
    "maps": ("geojson", "kml", "geoparquet"),
    "sets": ("acled", "ucdp", "plover", "plover-json", "airwars", "ibc"),
    "graphs": ("statements", "jsonld", "ftm", "ftm-statements"),
    "sources": ("bibtex", "csl"),
}
#: Exports written at once: more would hold up the pages.
_writing: Final = threading.BoundedSemaphore(2)


@router.get("/export")
def formats(request: Request) -> Response:
    """The formats, what each is for and loses, and how much would be written."""
    from marsad.exports import find_exporter

    chosen = chosen_by(request)
    with site(request).owner.reader() as con:
        counted = totals(con, chosen)
    return render(
        request,
        "export.html.j2",
        chosen=chosen,
        query=chosen.to_query(),
        totals=counted,
        groups={group: [find_exporter(name) for name in names] for group, names in GROUPS.items()},
    )


@router.get("/export/file")
def download(
    request: Request,
    format: str,  # noqa: A002  # the word of the address
    parcel: Literal["zip", "alone"] = "zip",
    names: bool = False,
    ticket: Annotated[str, Query(pattern="^[a-z0-9]{0,40}$")] = "",
) -> Response:
    """The file. Quoted words and names of people are for editors, and the audit trail tells who took them along.

    A `ticket` comes back as a cookie with the file: the page waits for it, and knows then that the file is there.
    """
    from marsad.exports import find_exporter
    from marsad.web.queries.export import write_parcel

    exporter, chosen = find_exporter(format), chosen_by(request)
    if names and not visitor(request).may("editor"):
        raise NotAllowed("editor")
    if not _writing.acquire(blocking=False):
        raise HTTPException(429)
    folder = Path(tempfile.mkdtemp(prefix="marsad-export-"))
    try:
        with site(request).owner.reading() as store:
            path = write_parcel(store, chosen, exporter, folder, names=names, parcel=parcel)
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise
    finally:
        _writing.release()
    note(request, "export", exporter.name, f"{'with names ' if names else ''}{chosen.to_query()}"[:500].strip() or None)
    answer = FileResponse(
        path,
        media_type="application/octet-stream",
        filename=path.name,
        headers={"cache-control": "no-store"},
        background=BackgroundTask(shutil.rmtree, folder, ignore_errors=True),
    )
    if ticket:
        answer.set_cookie("marsad_export", ticket, max_age=60, path="/export", samesite="lax")
    return answer
