"""`marsad serve`: the sockets, the server, its beginning and its end."""

from __future__ import annotations

import contextlib
import logging
import socket
import sys
import threading
from collections.abc import Callable
from types import FrameType
from typing import Final
from urllib.parse import quote

import uvicorn

from marsad.errors import BadSetting
from marsad.processes import step_back
from marsad.web.accounts import Accounts
from marsad.web.app import make_app
from marsad.web.owner import Owner
from marsad.web.rendering import assets_built
from marsad.web.settings import ServeSettings
from marsad.web.sharing import Sharing
from marsad.web.stopping import Stopped, until_stopped

_BACKLOG: Final = 256
#: Seconds that running requests get when the server is told to stop.
_GRACE: Final = 10
#: Seconds for which a thread may keep Python's lock while others wait for it; 0.005 otherwise.
_TURN: Final = 0.0005


def serve(settings: ServeSettings, say: Callable[[str], None]) -> None:
    """Serve until Ctrl-C or SIGTERM; what was being written is finished. `say` is given lines for whoever started it.

    Raises `BadSetting` for an address that cannot be had, `StoreBusy` when another process has the store.
    """
    with until_stopped():
        _serve(settings, say)
    say(f"{settings.store}: the workbench has stopped; the store is free")


def _serve(settings: ServeSettings, say: Callable[[str], None]) -> None:
    sockets = listen(settings)
    be_prompt()
    try:
        with Owner.open(settings.store) as owner:
            accounts = Accounts(settings.accounts_path)
            try:
                with Sharing(owner, accounts):
                    for line in greeting(settings, sockets, accounts):
                        say(line)
                    _run(_server(settings, owner, accounts), sockets)
            finally:
                accounts.close()
    finally:
        for opened in sockets:
            opened.close()


def be_prompt() -> None:
    """Let pages go before imports: the processes that code step back, and a thread that computes lets go of Python's lock sooner. A page
    asks the store fifty times, and takes the lock anew each time.
    """
    step_back()
    sys.setswitchinterval(_TURN)


class _Server(uvicorn.Server):
    """Tells the streams of the pages that it ends, so that it need not wait for them."""

    def __init__(self, config: uvicorn.Config, stopping: threading.Event) -> None:
        super().__init__(config)
        self._stopping = stopping

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        self._stopping.set()
        super().handle_exit(sig, frame)


def _run(server: uvicorn.Server, sockets: list[socket.socket]) -> None:
    """Serve until a signal. The server raises the signal anew when it has ended: here it must not end the process, since the store is
    still open.
    """
    with contextlib.suppress(KeyboardInterrupt, Stopped):
        server.run(sockets=sockets)


def _server(settings: ServeSettings, owner: Owner, accounts: Accounts) -> uvicorn.Server:
    logging.getLogger("marsad.web").setLevel(logging.INFO)
    config = uvicorn.Config(
        make_app(settings, owner, accounts),
        log_level="warning",
        access_log=False,  # addresses hold what people search for
        server_header=False,
        proxy_headers=False,
        timeout_graceful_shutdown=_GRACE,
        ssl_certfile=settings.tls_cert,
        ssl_keyfile=settings.tls_key,
    )
    return _Server(config, owner.stopping)


def listen(settings: ServeSettings) -> list[socket.socket]:
    """Bound sockets, one a host; with port 0 all take the free port that the first was given."""
    opened: list[socket.socket] = []
    port = settings.port
    try:
        for host in settings.hosts:
            opened.append(_bind(host, port))
            port = opened[0].getsockname()[1]
    except BaseException:
        for one in opened:
            one.close()
        raise
    return opened


def _bind(host: str, port: int) -> socket.socket:
    try:
        family, kind, _, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)[
            0
        ]
        made = socket.socket(family, kind)
        made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        made.bind(address)
        made.listen(_BACKLOG)
    except OSError as error:
        raise BadSetting(
            f"{host}:{port} cannot be listened on ({error.strerror or error}); take another --port or --host"
        ) from error
    return made


def greeting(settings: ServeSettings, sockets: list[socket.socket], accounts: Accounts) -> list[str]:
    """What the terminal shows: where the workbench is, and how to become its owner."""
    scheme = "https" if settings.tls else "http"
    addresses = [
        f"{scheme}://{_shown(host)}:{s.getsockname()[1]}" for host, s in zip(settings.hosts, sockets, strict=True)
    ]
    lines = [f"the workbench of {settings.store} is at {' and '.join(f'{a}/' for a in addresses)} (Ctrl-C stops it)"]
    if accounts.setup_token is not None:
        lines.append(f"it has no owner yet; become it at {addresses[0]}/setup?token={quote(accounts.setup_token)}")
    if settings.public:
        lines.append(
            "it is open to the public for reading; names of people and texts are withheld from whoever has no account"
        )
    if settings.plain_http:
        lines.append(
            "it speaks plain HTTP to other machines: passwords and texts can be read on the way unless something else encrypts"
        )
    if not assets_built():
        lines.append(
            "its scripts and fonts are not built: run `npm ci && npm run build` in the checkout (or `make setup`)"
        )
    return lines


def _shown(host: str) -> str:
    return f"[{host}]" if ":" in host else host
