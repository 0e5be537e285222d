"""What `marsad serve` is told: where it listens, which store it owns, and what anybody may see."""

from __future__ import annotations

import ipaddress
from pathlib import Path
from typing import Final

import msgspec

from marsad.errors import BadSetting

LOOPBACK: Final = "127.0.0.1"
DEFAULT_PORT: Final = 8642
_LOCAL_NAMES: Final = ("localhost", "127.0.0.1", "::1")


class ServeSettings(msgspec.Struct, frozen=True, kw_only=True):
    """`port` 0 takes a free one. `names` are the host names by which browsers reach the server, besides those of `hosts`.

    `public`: whoever has no account may read, with the names of people withheld and without the articles' texts.
    `watch`: folders and addresses of feeds that are watched. `allow_private`: imports may ask addresses of one's own network.
    """

    store: Path
    hosts: tuple[str, ...] = (LOOPBACK,)
    port: int = DEFAULT_PORT
    names: tuple[str, ...] = ()
    tls_cert: Path | None = None
    tls_key: Path | None = None
    plain_http: bool = False
    public: bool = False
    accounts: Path | None = None
    watch: tuple[str, ...] = ()
    allow_private: bool = False

    def __post_init__(self) -> None:
        if not 0 <= self.port <= 65_535:
            raise BadSetting(f"port: {self.port} is no port; use 0 (any free one) to 65535")
        if (self.tls_cert is None) != (self.tls_key is None):
            raise BadSetting("TLS needs both files: --tls-cert and --tls-key")
        for file in (self.tls_cert, self.tls_key):
            if file is not None and not file.is_file():
                raise BadSetting(f"{file}: there is no such file; --tls-cert and --tls-key name PEM files")
        for folder in self.watch:
            if "://" not in folder and not Path(folder).is_dir():
                raise BadSetting(f"{folder}: there is no such folder to watch; name a folder, or the address of a feed")
        wide = [host for host in self.hosts if not is_loopback(host)]
        if wide and not (self.tls_cert or self.plain_http):
            raise BadSetting(
                f"host: {wide[0]} can be reached from other machines; give --tls-cert and --tls-key, "
                "or --plain-http when something before the server encrypts"
            )

    @property
    def tls(self) -> bool:
        """Whether the server itself encrypts."""
        return self.tls_cert is not None

    @property
    def accounts_path(self) -> Path:
        """The file of the accounts: beside the store, so that a copy of the store holds no password."""
        return self.accounts or self.store.with_name(f"{self.store.name}.accounts")

    @property
    def allowed_names(self) -> frozenset[str] | None:
        """Host names that requests may bear; None: any. A server for this machine alone answers to no other name, so that
        no page of the web can reach it under a name of its own.
        """
        if self.names:
            return frozenset({*map(str.lower, self.names), *map(str.lower, self.hosts), *_LOCAL_NAMES})
        if all(map(is_loopback, self.hosts)):
            return frozenset({*map(str.lower, self.hosts), *_LOCAL_NAMES})
        return None


def is_loopback(host: str) -> bool:
    """Whether an address is this machine's own: "127.0.0.1", "::1", "localhost"."""
    if host.lower() == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
