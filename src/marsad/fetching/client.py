"""One request and its answer, held within limits: address, silence, time in all, size, redirects, unpacking."""

from __future__ import annotations

import ssl
import time
import zlib
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from functools import cache
from typing import Any, Final, NamedTuple
from urllib.parse import urljoin

import httpcore

from marsad.errors import InputError, NotFetched, TooLong
from marsad.fetching.addresses import Address, Guard, parse_address
from marsad.fetching.options import FetchOptions

_REDIRECTS: Final = frozenset({301, 302, 303, 307, 308})
_ACCEPT: Final = (
    "text/html,application/xhtml+xml,application/rss+xml,application/atom+xml,application/xml;q=0.9,*/*;q=0.5"
)
#: Window bits for zlib: gzip or zlib by the header; without a header.
_WRAPPED, _BARE = 47, -15


class Answer(NamedTuple):
    """What a server said. `body` is as it was sent (compressed where `Content-Encoding` says so); `ip` who sent it."""

    address: Address
    status: int
    reason: str
    headers: Sequence[tuple[str, str]]
    body: bytes
    ip: str | None

    def header(self, name: str) -> str | None:
        """The first header of that name, in any case."""
        return next((value for key, value in self.headers if key.lower() == name), None)

    def content(self, limit: int) -> bytes:
        """The body unpacked; `TooLong` when it unpacks to more than `limit` bytes."""
        return unpack(self.body, self.header("content-encoding"), str(self.address), limit)


class Client:
    """Asks servers, one request at a time. Closing it lets go of its connections."""

    def __init__(self, options: FetchOptions, guard: Guard | None = None) -> None:
        self._options = options
        self._clock = _Clock()
        self._pool = httpcore.ConnectionPool(
            ssl_context=_tls(),
            max_connections=20,
            max_keepalive_connections=20,
            keepalive_expiry=30.0,
            network_backend=_GuardedBackend(guard or Guard(allow_private=options.allow_private), self._clock),
        )

    def close(self) -> None:
        """Let go of the connections."""
        self._pool.close()

    def ask(self, address: Address, headers: Mapping[str, str] | None = None, limit: int | None = None) -> Answer:
        """One GET, redirects not followed. Raises `NotAllowed`, `NotFetched` or `TooLong`."""
        url = str(address)
        sent = {"User-Agent": self._options.agent, "Accept": _ACCEPT, "Accept-Language": "ar,en;q=0.5"}
        sent |= {"Accept-Encoding": "gzip, deflate", **(headers or {})}
        self._clock.start(self._options.deadline)
        silence = dict.fromkeys(("connect", "read", "write", "pool"), self._options.timeout)
        try:
            with self._pool.stream("GET", url, headers=_packed(sent), extensions={"timeout": silence}) as response:
                return self._receive(address, response, self._options.max_bytes if limit is None else limit)
        except InputError as error:
            if error.name == url:
                raise
            raise type(error)(url, error.problem, error.advice) from None
        except httpcore.TimeoutException:
            what = "took too long in all" if self._clock.is_over() else "was silent for too long"
            raise NotFetched(url, f"the server {what}", "try again later") from None
        except (httpcore.NetworkError, httpcore.ProtocolError, httpcore.UnsupportedProtocol, OSError) as error:
            told = str(error).strip() or type(error).__name__
            raise NotFetched(url, f"no connection, or no HTTP ({told[:120]})", "try again later") from None

    def _receive(self, address: Address, response: Any, limit: int) -> Answer:
        pieces: list[bytes] = []
        size = 0
        for piece in response.iter_stream():
            size += len(piece)
            if size > limit:
                raise TooLong(str(address), f"larger than {limit:,} bytes", "raise --max-bytes")
            pieces.append(piece)
        reason = response.extensions.get("reason_phrase", b"").decode("latin-1")
        peer = response.extensions["network_stream"].get_extra_info("server_addr")
        headers = [(name.decode("latin-1"), value.decode("latin-1")) for name, value in response.headers]
        return Answer(address, response.status, reason, headers, b"".join(pieces), peer[0] if peer else None)


def next_hop(answer: Answer) -> Address | None:
    """Where an answer leads on to; None when it is no redirect. `NotAllowed` when it leads to what is not fetched."""
    where = answer.header("location")
    if answer.status not in _REDIRECTS or not where:
        return None
    with suppress(UnicodeError):  # servers send the bytes of UTF-8
        where = where.encode("latin-1").decode("utf-8")
    return parse_address(urljoin(str(answer.address), where))


def unpack(body: bytes, encoding: str | None, name: str, limit: int) -> bytes:
    """A body without its `Content-Encoding`. `TooLong` over the limit, `NotFetched` when it cannot be unpacked."""
    kind = (encoding or "identity").strip().lower()
    if kind in ("", "identity"):
        return body
    if kind not in ("gzip", "x-gzip", "deflate"):
        raise NotFetched(name, f"packed as {kind[:40]!r}, which nobody asked for", "tell its publisher")
    try:
        try:
            return _inflate(body, name, limit, _WRAPPED)
        except zlib.error:
            if kind != "deflate":
                raise
            return _inflate(body, name, limit, _BARE)
    except zlib.error as error:
        raise NotFetched(name, f"damaged on the way ({error})", "try again later") from None


def _inflate(body: bytes, name: str, limit: int, bits: int) -> bytes:
    out = bytearray()
    while body:
        packer = zlib.decompressobj(bits)
        out += packer.decompress(body, limit + 1 - len(out))
        if len(out) > limit:
            raise TooLong(name, f"unpacks to more than {limit:,} bytes", "raise --max-bytes")
        if not packer.eof and not packer.unconsumed_tail:
            raise zlib.error("incomplete")
        body = packer.unused_data if bits == _WRAPPED else b""
    return bytes(out)


def _packed(headers: Mapping[str, str]) -> list[tuple[bytes, bytes]]:
    return [(name.encode("ascii"), value.encode("latin-1", "replace")) for name, value in headers.items()]


@cache
def _tls() -> ssl.SSLContext:
    import certifi

    return ssl.create_default_context(cafile=certifi.where())


class _Clock:
    """The time that is left for a request."""

    def __init__(self) -> None:
        self._ends = float("inf")

    def start(self, seconds: float) -> None:
        self._ends = time.monotonic() + seconds

    def is_over(self) -> bool:
        return time.monotonic() >= self._ends

    def left(self, timeout: float | None) -> float:
        """The shorter of `timeout` and what is left."""
        rest = self._ends - time.monotonic()
        if rest <= 0:
            raise httpcore.ReadTimeout("no time is left")
        return rest if timeout is None else min(rest, timeout)


class _GuardedBackend(httpcore.NetworkBackend):
    """Connections to addresses that were checked, and to no other."""

    def __init__(self, guard: Guard, clock: _Clock) -> None:
        self._guard, self._clock, self._plain = guard, clock, httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        failure: Exception | None = None
        for ip in self._guard.check(host, port):
            try:
                plain = self._plain.connect_tcp(ip, port, self._clock.left(timeout), local_address, socket_options)
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                failure = error
            else:
                return _TimedStream(plain, self._clock)
        raise failure or httpcore.ConnectError("no address")

    def sleep(self, seconds: float) -> None:
        time.sleep(seconds)


class _TimedStream(httpcore.NetworkStream):
    """A connection on which every wait ends with the time of the whole request: a byte now and then does not stretch it."""

    def __init__(self, plain: httpcore.NetworkStream, clock: _Clock) -> None:
        self._plain, self._clock = plain, clock

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._plain.read(max_bytes, self._clock.left(timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._plain.write(buffer, self._clock.left(timeout))

    def close(self) -> None:
        self._plain.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        inner = self._plain.start_tls(ssl_context, server_hostname, self._clock.left(timeout))
        return _TimedStream(inner, self._clock)

    def get_extra_info(self, info: str) -> Any:
        return self._plain.get_extra_info(info)
