"""Routers of the API: a role, and for sessions the token of their forms."""

from __future__ import annotations

from fastapi import APIRouter, Depends, Request

from marsad.web.accounts.roles import Access
from marsad.web.visitors import check_form, needs, visitor


async def check_session(request: Request) -> None:
    """A session's request that changes something needs its token, as a form does; one with a token of the API does not."""
    if not visitor(request).bearer:
        await check_form(request)


def api_router(access: Access) -> APIRouter:
    """Routes that this role may use."""
    return APIRouter(dependencies=[Depends(needs(access)), Depends(check_session)])
