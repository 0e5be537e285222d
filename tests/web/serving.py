"""A workbench for tests: a small linked store of the examples, accounts of every role, and ways into it."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import uvicorn
from argon2 import PasswordHasher
from fastapi.testclient import TestClient

import marsad
from marsad.corroborate.link import link
from marsad.store import Store
from marsad.web.accounts import ROLES, Accounts, Role
from marsad.web.app import make_app
from marsad.web.owner import Owner
from marsad.web.running import listen
from marsad.web.security import Guard
from marsad.web.settings import ServeSettings
from marsad.web.site import Site
from marsad.web.visitors import GUEST_COOKIE, SESSION_COOKIE

EXAMPLES = Path(__file__).parents[2] / "examples/articles.jsonl"
#: Bombing and correction, an air strike with two tolls, a market that both sides are blamed for, one article without company.
CHOSEN = (
    "iq-jalawla-1",
    "iq-jalawla-2",
    "iq-hamrin-1",
    "iq-hamrin-2",
    "ye-taiz",
    "ly-zawiya",
    "sd-fasher-1",
    "sd-fasher-2",
)
PASSWORD = "كلمة-سر-طويلة"
#: The cheapest that argon2 can be: tests do not measure its strength.
CHEAP = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
NOW = "2026-01-02T10:00:00"


def make_store(path: Path) -> Path:
    """A linked store of eight example articles."""
    with Store.open(path) as store:
        run = store.start_run("rules")
        for line in EXAMPLES.read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            if row["id"] in CHOSEN:
                store.add(marsad.code(**row), run)
        store.finish_run(run)
        link(store, at=NOW)
    return path


@dataclass
class Workbench:
    """An open workbench; accounts have the names of their roles and one password."""

    owner: Owner
    accounts: Accounts
    app: Guard
    settings: ServeSettings
    site: Site

    def client(self, role: str | None = None, language: str = "en", **options: Any) -> TestClient:
        """A browser without script, signed in when there is a role; it does not follow redirects by itself."""
        made = TestClient(
            self.app,
            base_url="http://localhost",
            headers={"accept-language": language},
            follow_redirects=False,
            **options,
        )
        if role:
            made.cookies.set(SESSION_COOKIE, self.session(role))
        return made

    def session(self, role: str) -> str:
        """The secret of a new session of the account of a role."""
        return self.accounts.start_session(self.accounts.find(role))

    def csrf(self, client: TestClient) -> str:
        """What the forms of a client must send along."""
        session = self.accounts.session(client.cookies.get(SESSION_COOKIE) or "")
        if session:
            return session.csrf
        client.get("/sign-in")
        return client.cookies[GUEST_COOKIE]

    def post(self, client: TestClient, path: str, **fields: str) -> Any:
        """Send a form as its page would."""
        return client.post(path, data={"csrf": self.csrf(client), **fields})

    def token(self, role: str) -> dict[str, str]:
        """The header of a program with a token of this role."""
        secret = self.accounts.make_token(self.accounts.find(role), "test", role)  # type: ignore[arg-type]
        return {"authorization": f"Bearer {secret}"}


@contextmanager
def open_workbench(store: Path, roles: Sequence[Role] = ROLES, **settings: Any) -> Iterator[Workbench]:
    """Open a store as `marsad serve` does, without the socket; with an account of each role."""
    chosen = ServeSettings(store=store, **settings)
    accounts = Accounts(chosen.accounts_path, CHEAP)
    with Owner.open(store) as owner:
        for role in roles if not accounts.users() else ():
            accounts.add(role, PASSWORD, role)
        app = make_app(chosen, owner, accounts)
        here: Site = app.app.state.site  # type: ignore[attr-defined]
        here.imports.jobs = 1  # no processes for a handful of texts
        yield Workbench(owner, accounts, app, chosen, here)
        here.close()
    accounts.close()


@contextmanager
def running(workbench: Workbench) -> Iterator[str]:
    """The same over a socket; gives its address."""
    [opened] = listen(ServeSettings(store=workbench.settings.store, port=0))
    server = uvicorn.Server(uvicorn.Config(workbench.app, log_level="warning"))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [opened]}, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{opened.getsockname()[1]}"
    server.should_exit = True
    thread.join(15)
    opened.close()
