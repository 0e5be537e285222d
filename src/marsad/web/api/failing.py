"""Every failure of the API in one shape: {"error", "message", "status"}."""

from __future__ import annotations

import logging
from typing import Final

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException

from marsad.errors import BadSetting, MarsadError
from marsad.web.visitors import BadForm, NotAllowed, NotSignedIn

_log: Final = logging.getLogger("marsad.web")


class NotFound(Exception):
    """There is nothing by the name that was asked for."""


class TooMany(Exception):
    """Somebody asked for something too often."""


def problem(status: int, error: str, message: str) -> JSONResponse:
    """An error in the one shape."""
    headers = {"www-authenticate": "Bearer"} if status == 401 else None
    return JSONResponse({"error": error, "message": message, "status": status}, status, headers=headers)


def add_api_errors(api: FastAPI) -> None:
    """Put the handlers in."""

    @api.exception_handler(NotSignedIn)
    def not_signed_in(_: Request, __: NotSignedIn) -> JSONResponse:
        return problem(401, "not_signed_in", "send a token: Authorization: Bearer TOKEN")

    @api.exception_handler(NotAllowed)
    def not_allowed(_: Request, error: NotAllowed) -> JSONResponse:
        return problem(403, "not_allowed", f"this needs the role {error.needed}")

    @api.exception_handler(BadForm)
    def bad_form(_: Request, __: BadForm) -> JSONResponse:
        return problem(403, "bad_form", "a session's request needs the header X-CSRF-Token; or use a token")

    @api.exception_handler(NotFound)
    def not_found(_: Request, error: NotFound) -> JSONResponse:
        return problem(404, "not_found", str(error))

    @api.exception_handler(TooMany)
    def too_many(_: Request, error: TooMany) -> JSONResponse:
        return problem(429, "too_many", str(error))

    @api.exception_handler(HTTPException)
    def http(_: Request, error: HTTPException) -> JSONResponse:
        return problem(error.status_code, f"http_{error.status_code}", str(error.detail))

    @api.exception_handler(RequestValidationError)
    def invalid(_: Request, error: RequestValidationError) -> JSONResponse:
        told = "; ".join(f"{'.'.join(map(str, e['loc'][1:]))}: {e['msg']}" for e in error.errors())
        return problem(422, "invalid", told)

    @api.exception_handler(MarsadError)
    def mistake(request: Request, error: MarsadError) -> JSONResponse:
        if isinstance(error, BadSetting):
            return problem(400, "bad_setting", str(error))
        _log.error("%s %s: %s", request.method, request.url.path, error)
        return problem(500, "store", str(error))

    @api.exception_handler(Exception)
    def fault(request: Request, error: Exception) -> JSONResponse:
        _log.error("%s %s failed", request.method, request.url.path, exc_info=error)
        return problem(500, "fault", "the server failed; its log tells more")
