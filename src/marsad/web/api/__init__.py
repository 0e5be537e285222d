"""The REST interface under `/api/v1`: the same record for programs, described by OpenAPI."""

from __future__ import annotations

from typing import Final

from fastapi import FastAPI

import marsad
from marsad.web.api import actors, imports, incidents, judgements, places, records, searches
from marsad.web.api.failing import add_api_errors
from marsad.web.api.shapes import Problem

_ERRORS = {
    code: {"model": Problem, "description": text}
    for code, text in (
        (400, "A parameter has a value that cannot be."),
        (401, "No session and no token."),
        (403, "The role is not enough, or a session's request lacks its token."),
        (404, "There is none by that name."),
        (422, "A parameter has the wrong form."),
    )
}

#: A new group of routes is a module beside these and its router here.
ROUTERS: Final = (
    incidents.router,
    records.router,
    judgements.router,
    places.router,
    actors.router,
    searches.router,
    imports.router,
)


def make_api() -> FastAPI:
    """The application that is mounted under `/api/v1`."""
    api = FastAPI(
        title="Marsad",
        version=marsad.__version__,
        description="A sourced, dated, located record of events. Authenticate with `Authorization: Bearer TOKEN`.",
        openapi_url="/openapi.json",
        docs_url=None,
        redoc_url=None,
        responses=_ERRORS,  # type: ignore[arg-type]  # keys are codes
    )
    for router in ROUTERS:
        api.include_router(router)
    add_api_errors(api)
    return api
