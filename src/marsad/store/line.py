"""A line between a command and the workbench that owns the store: which port, a secret, and messages of JSON with their length.

The file `STORE.serve.json`, readable by its owner alone, tells process, port and secret. Neither side sends the secret: each shows by
a keyed hash that it knows it, so whoever else listens on the port learns nothing and is believed nothing.
"""

from __future__ import annotations

import contextlib
import hashlib
import hmac
import json
import os
import secrets
import socket
from pathlib import Path
from typing import Any, Final

import msgspec

from marsad.errors import StoreError

#: The longest message before the other side has shown that it knows the secret, and afterwards, in bytes.
_FIRST: Final = 4_096
_MOST: Final = 1 << 30
_PATIENCE: Final = 10.0


class Place(msgspec.Struct, frozen=True):
    """Where a workbench is reached by the commands of its machine."""

    pid: int
    port: int
    secret: str


def place_file(store: Path) -> Path:
    """The file that tells where the workbench of a store is."""
    return store.with_name(f"{store.name}.serve.json")


def write_place(store: Path, place: Place) -> None:
    """Tell the commands of this account where the workbench is; nobody else can read it, not for a moment."""
    target = place_file(store)
    draft = target.with_name(f".{target.name}.{place.pid}")
    draft.unlink(missing_ok=True)
    with os.fdopen(os.open(draft, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "wb") as file:
        file.write(msgspec.json.encode(place))
    draft.replace(target)


def read_place(store: Path) -> Place | None:
    """Where the workbench of a store is; None when there is none, or the file was left by one that was killed."""
    try:
        place = msgspec.json.decode(place_file(store).read_bytes(), type=Place)
        os.kill(place.pid, 0)
    except (OSError, msgspec.DecodeError):
        return None
    return place


class Line:
    """One connection. `send` and `receive` carry values of JSON; text may hold lone surrogates."""

    def __init__(self, connection: socket.socket) -> None:
        self._connection = connection
        self._file = connection.makefile("rb")
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

    def send(self, message: object) -> None:
        """Send a value; `StoreError` when the other side is gone."""
        data = json.dumps(message).encode("ascii")
        try:
            self._connection.sendall(len(data).to_bytes(4, "big") + data)
        except OSError as error:
            raise StoreError(f"the line to the other side is cut ({error.strerror or error})") from error

    def receive(self, most: int = _MOST) -> Any:
        """The next value; `StoreError` when the other side is gone or speaks otherwise."""
        try:
            head = self._file.read(4)
            size = int.from_bytes(head, "big")
            data = self._file.read(size) if len(head) == 4 and size <= most else b""
            if not head or len(data) != size or not data:
                raise StoreError("the line to the other side is cut")
            return json.loads(data)
        except (OSError, ValueError) as error:
            raise StoreError(f"the line to the other side is cut ({error})") from error

    def close(self) -> None:
        """Hang up."""
        with contextlib.suppress(OSError):
            self._connection.shutdown(socket.SHUT_RDWR)
        self._file.close()
        self._connection.close()


def call(place: Place, command: str) -> Line | None:
    """A line to the workbench, for a command of this name; None when what listens there does not know the secret."""
    try:
        connection = socket.create_connection(("127.0.0.1", place.port), timeout=_PATIENCE)
    except OSError:
        return None
    line = Line(connection)
    try:
        asked, own = line.receive(_FIRST)["nonce"], secrets.token_hex(16)
        line.send({"proof": _proof(place.secret, "command", asked), "nonce": own, "command": command})
        told = line.receive(_FIRST)
        if not hmac.compare_digest(str(told["proof"]), _proof(place.secret, "workbench", own)):
            raise StoreError("another program listens where the workbench should be")
    except (StoreError, LookupError, TypeError):
        line.close()
        return None
    connection.settimeout(None)
    return line


def answer(connection: socket.socket, secret: str) -> tuple[Line, str] | None:
    """A line to a command that called, and the command's name; None when it does not know the secret."""
    connection.settimeout(_PATIENCE)
    line = Line(connection)
    try:
        own = secrets.token_hex(16)
        line.send({"nonce": own})
        told = line.receive(_FIRST)
        if not hmac.compare_digest(str(told["proof"]).encode(), _proof(secret, "command", own).encode()):
            raise StoreError("a caller does not know the secret")
        line.send({"proof": _proof(secret, "workbench", str(told["nonce"]))})
        command = str(told["command"])[:100]
    except (StoreError, LookupError, TypeError):
        line.close()
        return None
    connection.settimeout(None)
    return line, command


def _proof(secret: str, side: str, nonce: str) -> str:
    return hmac.new(secret.encode(), f"{side} {nonce}".encode(), hashlib.sha256).hexdigest()
