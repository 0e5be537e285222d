"""What goes wrong, said in the visitor's language: pages for people, one shape for programs."""

from __future__ import annotations

import logging
from typing import Final
from urllib.parse import quote

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import RedirectResponse, Response
from starlette.exceptions import HTTPException

from marsad.errors import BadSetting, MarsadError
from marsad.web.accounts import BadAccount
from marsad.web.api.failing import problem
from marsad.web.imports import BadImport, problem_of
from marsad.web.rendering import is_fragment, render
from marsad.web.visitors import BadForm, NotAllowed, NotSignedIn, visitor

_log: Final = logging.getLogger("marsad.web")
_TOLD: Final = {400, 403, 404, 405, 413, 422, 429}


def add_page_errors(app: FastAPI) -> None:
    """Every failure of a page ends in a page that says what to do, never in a trace."""
    app.add_exception_handler(NotSignedIn, _sign_in)  # type: ignore[arg-type]  # handlers are typed for Exception
    app.add_exception_handler(NotAllowed, _not_allowed)  # type: ignore[arg-type]
    app.add_exception_handler(BadForm, _bad_form)
    app.add_exception_handler(HTTPException, _http)  # type: ignore[arg-type]
    app.add_exception_handler(RequestValidationError, _invalid)
    app.add_exception_handler(MarsadError, _mistake)
    app.add_exception_handler(Exception, _fault)


def error_page(request: Request, status: int, key: str, detail: str = "") -> Response:
    """The page, or the notice in it, of a failure; `key` is one of the section `errors`."""
    template = "_notice.html.j2" if is_fragment(request) else "error.html.j2"
    answer = render(request, template, status, code=status, key=key, detail=detail)
    if is_fragment(request):
        answer.headers["hx-retarget"], answer.headers["hx-reswap"] = "#notices", "innerHTML"
    return answer


def _sign_in(request: Request, _: NotSignedIn) -> Response:
    wanted = request.url.path + (f"?{request.url.query}" if request.url.query else "")
    target = "/sign-in" + (f"?next={quote(wanted)}" if request.method == "GET" and wanted != "/" else "")
    if is_fragment(request):
        return Response(status_code=401, headers={"hx-redirect": "/sign-in"})
    return RedirectResponse(target, 303)


def _not_allowed(request: Request, error: NotAllowed) -> Response:
    return error_page(request, 403, "not_allowed", error.needed)


def _bad_form(request: Request, _: Exception) -> Response:
    return error_page(request, 403, "bad_form")


def _http(request: Request, error: HTTPException) -> Response:
    if request.url.path.startswith(
        "/api/"
    ):  # an address below it that its mount does not take, as one with a line break
        return problem(error.status_code, f"http_{error.status_code}", str(error.detail))
    if error.status_code == 400 and "maximum size" in str(error.detail):  # a field of a form that is beyond all measure
        return error_page(request, 413, "http_413")
    status = error.status_code if error.status_code in _TOLD else 400
    return error_page(request, error.status_code, f"http_{status}")


def _invalid(request: Request, _: Exception) -> Response:
    return error_page(request, 422, "http_422")


def _mistake(request: Request, error: Exception) -> Response:
    if isinstance(error, BadAccount):
        return error_page(request, 400, error.reason)
    if isinstance(error, BadImport):
        return error_page(request, 400, "http_400", problem_of(visitor(request).words, error))
    if isinstance(error, BadSetting):
        return error_page(request, 400, "http_400", str(error))
    _log.error("%s %s: %s", request.method, request.url.path, error)
    return error_page(request, 500, "store", str(error))


def _fault(request: Request, error: Exception) -> Response:
    _log.error("%s %s failed", request.method, request.url.path, exc_info=error)
    return error_page(request, 500, "http_500")
