"""Which addresses may be asked: http and https, and only machines of the public internet unless the user says otherwise.

A name is resolved once, what it resolves to is checked, and the connection is made to the address that was checked: a
name server that answers otherwise the second time gains nothing.
"""

from __future__ import annotations

import ipaddress
import socket
from collections.abc import Callable, Iterator
from typing import Final, NamedTuple
from urllib.parse import quote, urlsplit

from marsad.errors import NotAllowed, NotFetched

_Ip = ipaddress.IPv4Address | ipaddress.IPv6Address
#: Addresses that are for special use, or look public and are the inside of a data centre (the host agent of Azure), and
#: that not every version of Python knows as such.
_SPECIAL: Final = tuple(
    map(ipaddress.ip_network, ("168.63.129.16/32", "192.0.0.0/24", "192.88.99.0/24", "3fff::/20", "5f00::/16"))
)
#: IPv6 prefixes whose last 32 bits are an IPv4 address: translation (NAT64) and the old "compatible" form.
_CARRIERS: Final = tuple(map(ipaddress.ip_network, ("64:ff9b::/96", "64:ff9b:1::/48", "::/96")))
_PORTS: Final = {"http": 80, "https": 443}
#: What stays as it is in a path and a query; all else is percent-encoded.
_SAFE: Final = "%/:=&?~+!$,;'@()*[]"

#: The IP addresses of a name and port, as the system resolves them.
Resolve = Callable[[str, int], list[str]]


class Address(NamedTuple):
    """An address in its parts. `host` is in ASCII (punycode); `target` is path and query, percent-encoded."""

    scheme: str
    host: str
    port: int
    target: str

    def __str__(self) -> str:
        return self.origin + self.target

    @property
    def origin(self) -> str:
        """Scheme, host and port: "https://example.org"."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"{self.scheme}://{host}" + ("" if self.port == _PORTS[self.scheme] else f":{self.port}")


def parse_address(url: str) -> Address:
    """The address of a URL, Arabic letters in host and path allowed; its fragment is dropped.

    Raises `NotAllowed` for other schemes than http and https, and for names and passwords in it.

    >>> str(parse_address("https://Example.org/أخبار?ص=1#آخر"))
    'https://example.org/%D8%A3%D8%AE%D8%A8%D8%A7%D8%B1?%D8%B5=1'
    """
    shown = url.strip()[:200]
    try:
        parts = urlsplit(url.strip())
        scheme, host, port = parts.scheme.lower(), parts.hostname, parts.port
    except ValueError as error:
        raise NotAllowed(shown, f"no address ({error})", "write it as https://example.org/page") from None
    if scheme not in _PORTS:
        raise NotAllowed(shown, "only http and https are fetched", "write it as https://example.org/page")
    if not host:
        raise NotAllowed(shown, "no host in the address", "write it as https://example.org/page")
    if parts.username is not None or parts.password is not None:
        raise NotAllowed(shown, "a name or password in the address", "leave it out; what needs one is not fetched")
    target = quote(parts.path or "/", safe=_SAFE) + (f"?{quote(parts.query, safe=_SAFE)}" if parts.query else "")
    return Address(scheme, _ascii_host(host, shown), port or _PORTS[scheme], target)


def _ascii_host(host: str, shown: str) -> str:
    if "%" in host:
        raise NotAllowed(shown, "a zone in the address", "leave it out")
    if host.isascii():
        return host.rstrip(".").lower() or host
    import idna

    try:
        return idna.encode(host, uts46=True).decode("ascii")
    except idna.IDNAError as error:
        raise NotAllowed(shown, f"no host name ({error})", "check the address") from None


def why_refused(address: str) -> str | None:
    """Why an IP address is none of the public internet; None for one that is.

    >>> why_refused("10.1.2.3"), why_refused("::ffff:127.0.0.1"), why_refused("93.184.216.34")
    ('a private address', 'a loopback address', None)
    """
    try:
        ip = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return "no IP address"
    return next((reason for reason in map(_why_refused, _carried(ip)) if reason), None)


def _carried(ip: _Ip) -> Iterator[_Ip]:
    """The addresses that an address leads to: those inside it, or itself."""
    if isinstance(ip, ipaddress.IPv6Address):
        if ip.ipv4_mapped:
            yield ip.ipv4_mapped
            return
        if ip.sixtofour:
            yield ip.sixtofour
        if ip.teredo:
            yield from ip.teredo
        if any(ip in network for network in _CARRIERS) and int(ip) > 1:
            yield ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)
            if ip in _CARRIERS[0]:
                return  # a public prefix: only what it carries counts
    yield ip


def _why_refused(ip: _Ip) -> str | None:
    kinds = (
        (ip.is_unspecified, "the unspecified address"),
        (ip.is_loopback, "a loopback address"),
        (ip.is_link_local, "a link-local address"),
        (ip.is_multicast, "a multicast address"),
        (any(ip in network for network in _SPECIAL), "an address for special use"),
        (ip.is_private, "a private address"),
        (ip.is_reserved or not ip.is_global, "a reserved address"),
    )
    return next((reason for holds, reason in kinds if holds), None)


def resolve_name(host: str, port: int) -> list[str]:
    """What the system resolves a name to, in its order of preference; also numbers in octal, hexadecimal or one piece."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(entry[4][0]) for entry in found))


class Guard:
    """Decides to which IP addresses a name may lead."""

    def __init__(self, *, allow_private: bool = False, resolve: Resolve = resolve_name) -> None:
        self._allow_private, self._resolve = allow_private, resolve

    def check(self, host: str, port: int) -> list[str]:
        """The IP addresses of a host, all of them allowed.

        Raises `NotAllowed` when one of them is not: a name that leads both outside and inside is a trap. `NotFetched` when
        the name is not known.
        """
        try:
            found = self._resolve(host, port)
        except (OSError, UnicodeError) as error:
            told = getattr(error, "strerror", None) or str(error)
            raise NotFetched(host, f"the name is not known ({told})", "check the address and the network") from None
        if not found:
            raise NotFetched(host, "the name has no address", "check the address")
        for address in found:
            reason = None if self._allow_private else why_refused(address)
            if reason:
                advice = "add --allow-private if you mean a machine of your own network"
                raise NotAllowed(host, f"leads to {address}, {reason}", advice)
        return found
