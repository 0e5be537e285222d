"""Who may do what: every route asks for a role, every form for its token."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from fastapi.routing import APIRoute

from marsad.web.accounts.roles import ROLES, allows
from marsad.web.api import ROUTERS
from marsad.web.pages import PAGES
from marsad.web.visitors import GUEST_COOKIE, SAFE_METHODS, SESSION_COOKIE, check_form

from .serving import PASSWORD, Workbench

ROUTES = [route for page in PAGES for route in page.router.routes if isinstance(route, APIRoute)]


def dependencies(route: APIRoute) -> Iterator[Any]:
    waiting = [route.dependant]
    while waiting:
        found = waiting.pop()
        waiting += found.dependencies
        yield found.call


API_ROUTES = [route for router in ROUTERS for route in router.routes if isinstance(route, APIRoute)]


@pytest.mark.parametrize("route", [*ROUTES, *API_ROUTES], ids=lambda r: f"{'/'.join(r.methods)} {r.path}")
def test_every_route_asks_for_a_role(route: APIRoute) -> None:
    assert any(hasattr(call, "access") for call in dependencies(route))


@pytest.mark.parametrize("route", ROUTES, ids=lambda r: f"{'/'.join(r.methods)} {r.path}")
def test_every_page_route_checks_forms(route: APIRoute) -> None:
    assert check_form in dependencies(route)


CHANGES = sorted({route.path for route in ROUTES if route.methods - SAFE_METHODS})


@pytest.mark.parametrize("path", CHANGES)
def test_a_form_without_its_token_changes_nothing(shown: Workbench, path: str) -> None:
    client = shown.client("owner")
    address = path.replace("{token_id}", "1")
    assert client.post(address, data={"name": "x", "csrf": "wrong"}).status_code == 403
    assert client.post(address, headers={"x-csrf-token": ""}).status_code == 403


def test_a_form_from_another_site_changes_nothing(shown: Workbench) -> None:
    client = shown.client("owner")
    fields = {"csrf": shown.csrf(client), "language": "en"}
    for headers in ({"origin": "https://evil.example"}, {"sec-fetch-site": "cross-site"}):
        assert client.post("/language", data=fields, headers=headers).status_code == 403
    assert client.post("/language", data=fields, headers={"origin": "http://localhost"}).status_code == 303


@pytest.mark.parametrize(
    ("role", "needed", "public", "allowed"),
    [
        (None, "anybody", False, True),
        (None, "public", False, False),
        (None, "public", True, True),
        (None, "reader", True, False),
        ("reader", "public", False, True),
        ("reader", "reviewer", False, False),
        ("reviewer", "reviewer", False, True),
        ("editor", "reviewer", False, True),
        ("editor", "owner", False, False),
        ("owner", "owner", False, True),
    ],
)
def test_roles(role: str | None, needed: Any, public: bool, allowed: bool) -> None:
    assert allows(role, needed, public=public) is allowed


@pytest.mark.parametrize("role", ROLES)
def test_only_the_owner_sees_the_accounts(shown: Workbench, role: str) -> None:
    client = shown.client(role)
    status = 200 if role == "owner" else 403
    assert client.get("/people").status_code == status
    assert client.get("/people/audit").status_code == status
    assert shown.post(client, "/people/role", name="reader", role="reader").status_code == (
        303 if role == "owner" else 403
    )


def test_nobody_raises_their_own_role(shown: Workbench) -> None:
    client = shown.client("reader")
    assert shown.post(client, "/account/tokens", name="up", role="owner").status_code == 400
    assert shown.accounts.tokens("reader") == []


def test_a_session_is_new_after_signing_in(shown: Workbench) -> None:
    planted = "planted-by-somebody"
    client = shown.client()
    csrf = shown.csrf(client)
    client.cookies.set(SESSION_COOKIE, planted)
    answer = client.post("/sign-in", data={"csrf": csrf, "name": "reader", "password": PASSWORD})
    assert answer.status_code == 303
    secret = answer.cookies[SESSION_COOKIE]
    assert secret != planted
    assert shown.accounts.session(planted) is None
    assert shown.accounts.session(secret) is not None
    flags = answer.headers["set-cookie"].lower()
    assert "httponly" in flags
    assert "samesite=lax" in flags


def test_signing_out_ends_the_session(shown: Workbench) -> None:
    client = shown.client("reader")
    secret = client.cookies[SESSION_COOKIE]
    assert shown.post(client, "/sign-out").status_code == 303
    assert shown.accounts.session(secret) is None


@pytest.mark.parametrize(
    "target",
    [
        "https://evil.example/",
        "//evil.example",
        "/\\evil.example",
        "\\\\evil.example",
        "javascript:alert(1)",
        "/\r\nx: y",
    ],
)
def test_signing_in_leads_nowhere_else(shown: Workbench, target: str) -> None:
    client = shown.client()
    answer = shown.post(client, "/sign-in", name="reader", password=PASSWORD, next=target)
    assert (answer.status_code, answer.headers["location"]) == (303, "/")


def test_guessing_is_stopped(workbench: Workbench) -> None:
    client = workbench.client()
    statuses = [workbench.post(client, "/sign-in", name="owner", password=f"guess {i}").status_code for i in range(7)]
    assert statuses == [403] * 5 + [429] * 2
    assert workbench.post(client, "/sign-in", name="owner", password=PASSWORD).status_code == 429
    assert workbench.post(client, "/sign-in", name="reader", password=PASSWORD).status_code == 303


def test_a_guest_has_a_token_for_forms(shown: Workbench) -> None:
    client = shown.client()
    assert client.get("/sign-in").cookies[GUEST_COOKIE]


def test_setup_makes_one_owner_and_no_second(example_store: Any, tmp_path: Any) -> None:
    from marsad.web.accounts import Accounts, BadAccount

    from .serving import CHEAP

    accounts = Accounts(tmp_path / "a", CHEAP)
    token = accounts.setup_token
    assert token
    with pytest.raises(BadAccount, match="token"):
        accounts.set_up("wrong", "سلمى", PASSWORD)
    assert accounts.set_up(token, "سلمى", PASSWORD).role == "owner"
    with pytest.raises(BadAccount):
        accounts.set_up(token, "other", PASSWORD)
    assert (tmp_path / "a").stat().st_mode & 0o077 == 0
    accounts.close()
    again = Accounts(tmp_path / "a", CHEAP)
    assert again.setup_token is None
    again.close()
