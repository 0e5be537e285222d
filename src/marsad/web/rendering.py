"""Pages from templates. Every value that a template writes is escaped: the texts of articles are foreign and may hold anything."""

from __future__ import annotations

import hashlib
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any, Final

from fastapi import Request
from fastapi.responses import HTMLResponse, Response
from jinja2 import Environment, PackageLoader, StrictUndefined

import marsad
from marsad.web.site import site
from marsad.web.visitors import GUEST_COOKIE, visitor

_HERE: Final = Path(str(files("marsad.web")))


@cache
def environment() -> Environment:
    """The templates: autoescaping on, an unknown name is an error."""
    made = Environment(
        loader=PackageLoader("marsad.web", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.globals["version"] = marsad.__version__
    made.globals["asset"] = asset
    return made


@cache
def asset(name: str) -> str:
    """The address of a file of `static/` or `assets/`, with a hash of its content: it may be kept for ever."""
    for folder in ("static", "assets"):
        path = _HERE / folder / name
        if path.is_file():
            return f"/{folder}/{name}?v={hashlib.sha256(path.read_bytes()).hexdigest()[:12]}"
    return f"/assets/{name}"  # not built: the page says so where it matters


def assets_built() -> bool:
    """Whether `scripts/build_assets.sh` has run."""
    return (_HERE / "assets" / "workbench.js").is_file()


def is_fragment(request: Request) -> bool:
    """Whether htmx asks for a part of a page."""
    return request.headers.get("hx-request") == "true" and request.headers.get("hx-boosted") != "true"


def render(request: Request, template: str, status: int = 200, **context: Any) -> HTMLResponse:
    """A page, or a part of one. The template has besides `context`: `t` (words), `me` (the visitor), `nav`, `here`, `public`."""
    from marsad.web.pages import navigation

    who = visitor(request)
    text = (
        environment()
        .get_template(template)
        .render(
            t=who.words,
            me=who,
            nav=navigation(who),
            here=request.url.path,
            public=site(request).settings.public,
            **context,
        )
    )
    answer = HTMLResponse(text, status)
    answer.headers["vary"] = "HX-Request, Cookie, Accept-Language"
    if who.fresh:
        set_cookie(request, answer, GUEST_COOKIE, who.csrf)
    return answer


def set_cookie(request: Request, answer: Response, name: str, value: str, *, days: int | None = None) -> None:
    """Set a cookie that no script reads and no other site sends; without `days` it ends with the browser."""
    answer.set_cookie(
        name,
        value,
        max_age=None if days is None else days * 86_400,
        httponly=True,
        samesite="lax",
        secure=site(request).settings.tls,
    )
