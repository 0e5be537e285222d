"""What every answer bears and every request must be: headers against foreign script, framing and sniffing; the name of the server."""

from __future__ import annotations

from typing import Final

from starlette.datastructures import MutableHeaders
from starlette.exceptions import HTTPException
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from marsad.web.settings import ServeSettings

#: Script, style and everything else come from the server itself, as files: nothing inline runs, whatever a text may hold.
CONTENT_POLICY: Final = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; font-src 'self'; connect-src 'self'; "
    "worker-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
HEADERS: Final = {
    "content-security-policy": CONTENT_POLICY,
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    # Addresses hold searches: no other site is told them.
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
}
#: The largest body that any request may have, in bytes: uploads too.
MOST_BYTES: Final = 200 * 2**20


class Guard:
    """Refuses requests under a foreign name or with a body beyond all measure, and puts the headers on every answer."""

    def __init__(self, app: ASGIApp, settings: ServeSettings) -> None:
        self.app, self._names, self._tls = app, settings.allowed_names, settings.tls

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def dressed(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers.setdefault(name, value)
                if self._tls:
                    headers["strict-transport-security"] = "max-age=31536000"
                # What is not a file of the application is the record: it stays out of shared caches.
                headers.setdefault("cache-control", "private, no-store")
            await send(message)

        headers = dict(scope["headers"])
        if self._names is not None and _host(headers.get(b"host", b"")) not in self._names:
            refusal = PlainTextResponse("marsad: this server does not go by that name; start it with --name\n", 421)
            await refusal(scope, receive, dressed)
            return
        length = headers.get(b"content-length", b"0")
        if not length.isdigit() or int(length) > MOST_BYTES:
            await PlainTextResponse("marsad: the body is too large\n", 413)(scope, receive, dressed)
            return
        taken = 0

        async def measured() -> Message:
            nonlocal taken
            message = await receive()
            taken += len(message.get("body", b""))
            if taken > MOST_BYTES:  # a body that did not say its length beforehand
                raise HTTPException(413)
            return message

        await self.app(scope, measured, dressed)


def _host(value: bytes) -> str:
    """The name in a Host header, without the port: b"[::1]:8642" → "::1"."""
    host = value.decode("latin-1").strip().lower()
    if host.startswith("["):
        return host[1:].partition("]")[0]
    return host.partition(":")[0]
