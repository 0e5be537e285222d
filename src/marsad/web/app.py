"""The application: pages, files, API and errors put together."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from importlib.resources import files
from pathlib import Path
from typing import Final

from fastapi import FastAPI
from starlette.concurrency import run_in_threadpool
from starlette.responses import Response
from starlette.staticfiles import StaticFiles
from starlette.types import Scope

from marsad.store.placing import settle
from marsad.web.accounts import Accounts
from marsad.web.api import make_api
from marsad.web.failing import add_page_errors
from marsad.web.imports import Imports, Watchers
from marsad.web.owner import Owner
from marsad.web.pages import PAGES
from marsad.web.queries.cache import Cache
from marsad.web.security import Guard
from marsad.web.settings import ServeSettings
from marsad.web.site import Site

_HERE: Final = Path(str(files("marsad.web")))


class Files(StaticFiles):
    """Files of the application. An address with the hash of the content may be kept for ever."""

    async def get_response(self, path: str, scope: Scope) -> Response:
        answer = await super().get_response(path, scope)
        named = b"v=" in scope.get("query_string", b"")
        answer.headers["cache-control"] = "public, max-age=31536000, immutable" if named else "public, max-age=300"
        return answer


def make_app(settings: ServeSettings, owner: Owner, accounts: Accounts) -> Guard:
    """The workbench over an open store. Who calls it closes `owner` and `accounts` when the application has stopped."""

    @asynccontextmanager
    async def running(_: FastAPI) -> AsyncIterator[None]:
        if not owner.is_settled():
            owner.submit(settle)
        if owner.needs_linking():
            owner.link()  # beside the first requests: the pages show its result when it is there
        site.imports.start()
        site.watchers.start()
        yield
        await run_in_threadpool(site.close)

    app = FastAPI(title="Marsad", openapi_url=None, docs_url=None, redoc_url=None, lifespan=running)
    site = Site(
        settings,
        owner,
        accounts,
        Cache(),
        Imports(owner, allow_private=settings.allow_private),
        Watchers(owner, settings.watch, allow_private=settings.allow_private),
    )
    api = make_api()
    for made in (app, api):
        made.state.site, made.state.accounts, made.state.settings = site, accounts, settings
    for page in PAGES:
        app.include_router(page.router)
    app.mount("/api/v1", api)
    app.mount("/static", Files(directory=_HERE / "static"))
    app.mount("/assets", Files(directory=_HERE / "assets", check_dir=False))
    add_page_errors(app)
    return Guard(app, settings)  # around all, so that an answer to a fault bears the headers too
