"""`marsad serve`: the workbench in a browser."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from marsad.cli.record import DEFAULT_STORE, StoreOption


def serve(
    store: StoreOption = DEFAULT_STORE,
    port: Annotated[int, typer.Option(metavar="N", help="The port; 0 takes a free one.", show_default=True)] = 8642,
    host: Annotated[
        list[str] | None,
        typer.Option(metavar="HOST", help="Where to listen; may be repeated.", show_default="127.0.0.1, this machine"),
    ] = None,
    name: Annotated[
        list[str] | None, typer.Option(metavar="NAME", help="A host name that browsers use; may be repeated.")
    ] = None,
    tls_cert: Annotated[
        Path | None,
        typer.Option("--tls-cert", metavar="FILE", help="Certificate (PEM), to listen beyond this machine."),
    ] = None,
    tls_key: Annotated[Path | None, typer.Option("--tls-key", metavar="FILE", help="Its key (PEM).")] = None,
    plain_http: Annotated[
        bool, typer.Option("--plain-http", help="Listen beyond this machine without TLS: something before it encrypts.")
    ] = False,
    public: Annotated[
        bool, typer.Option("--public", help="Let whoever has no account read, without names of people and texts.")
    ] = False,
    watch: Annotated[
        list[str] | None,
        typer.Option(metavar="FOLDER|FEED", help="A folder or feed whose news come in; may be repeated."),
    ] = None,
    allow_private: Annotated[
        bool, typer.Option("--allow-private", help="Imports and feeds may be of private and loopback addresses.")
    ] = False,
    accounts: Annotated[
        Path | None, typer.Option(metavar="FILE", help="The file of the accounts.", show_default="STORE.accounts")
    ] = None,
) -> int:
    """Open a store in the browser: read, check, correct and publish it."""
    from marsad.web.stopping import until_stopped

    with until_stopped():  # from the first moment on: much is imported now
        from marsad.web.running import serve as run
        from marsad.web.settings import LOOPBACK, ServeSettings

        settings = ServeSettings(
            store=store,
            hosts=tuple(host or [LOOPBACK]),
            port=port,
            names=tuple(name or ()),
            tls_cert=tls_cert,
            tls_key=tls_key,
            plain_http=plain_http,
            public=public,
            accounts=accounts,
            watch=tuple(watch or ()),
            allow_private=allow_private,
        )
        run(settings, _say)
    return 0


def _say(line: str) -> None:
    sys.stderr.write(f"marsad: {line}\n")
    sys.stderr.flush()
