"""The workbench does what commands of its machine ask of the store that it owns: `marsad code --store`, `link`, `judge` and so on."""

from __future__ import annotations

import contextlib
import logging
import os
import secrets
import socket
import threading
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import msgspec

from marsad.errors import MarsadError, StoreError
from marsad.store.line import Line, Place, answer, place_file, write_place
from marsad.store.remote import CALLS
from marsad.web.handed import HandedStore

if TYPE_CHECKING:
    from marsad.web.accounts import Accounts
    from marsad.web.owner import Owner

_log: Final = logging.getLogger("marsad.web")
#: Commands that may be attached at once.
_MOST: Final = 32


class Sharing:
    """Listens on this machine alone, for commands that can read the file with the secret. Use it as a context manager."""

    def __init__(self, owner: Owner, accounts: Accounts) -> None:
        self._owner, self._accounts = owner, accounts
        self._secret = secrets.token_urlsafe(32)
        self._lines: set[Line] = set()
        self._room = threading.BoundedSemaphore(_MOST)
        self._remove_copies()
        self._socket = socket.create_server(("127.0.0.1", 0), backlog=_MOST)
        port = self._socket.getsockname()[1]
        write_place(owner.path, Place(pid=os.getpid(), port=port, secret=self._secret))
        self._thread = threading.Thread(target=self._listen, name="marsad-sharing", daemon=True)
        self._thread.start()

    def __enter__(self) -> Sharing:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Take no more; commands that are attached are told that the workbench ended. What they handed over is written."""
        place_file(self._owner.path).unlink(missing_ok=True)
        with contextlib.suppress(OSError):
            self._socket.shutdown(socket.SHUT_RDWR)
        self._socket.close()
        self._thread.join(5)
        for line in list(self._lines):
            line.close()
        for _ in range(_MOST):  # each session gives its room back when its store is closed
            self._room.acquire(timeout=5)
        self._remove_copies()

    def _remove_copies(self) -> None:
        """Remove copies whose command was killed before it did."""
        for left in self._owner.path.parent.glob(f".{self._owner.path.name}.copy-*"):
            left.unlink(missing_ok=True)

    def _listen(self) -> None:
        while True:
            try:
                connection, _ = self._socket.accept()
            except OSError:
                return
            if not self._room.acquire(blocking=False):
                connection.close()
                continue
            threading.Thread(target=self._serve, args=(connection,), name="marsad-command", daemon=True).start()

    def _serve(self, connection: socket.socket) -> None:
        try:
            found = answer(connection, self._secret)
            if found is None:
                return
            line, command = found
            self._lines.add(line)
            try:
                with contextlib.suppress(StoreError), _Handed(self._owner, {"command": command}) as store:
                    self._talk(line, store, command)
            finally:
                self._lines.discard(line)
                line.close()
        except Exception:
            _log.exception("a command's session failed")
        finally:
            self._room.release()

    def _talk(self, line: Line, store: HandedStore, command: str) -> None:
        noted = False
        while True:
            try:
                asked = line.receive()
            except StoreError:
                return  # it is done, or was killed: what it handed over is written when its store is closed
            if not noted and asked.get("call") in CALLS and CALLS[asked["call"]].writes and asked["call"] != "flush":
                noted = True
                self._accounts.note(None, "command", command, None, "127.0.0.1")
            line.send(_do(store, asked))


class _Handed(HandedStore):
    def snapshot(self) -> str:
        """A copy of the store beside it, as it stands now; the command that asked removes it."""
        copied = self.path.with_name(f".{self.path.name}.copy-{secrets.token_hex(8)}")
        self.flush()
        os.close(os.open(copied, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
        self._owner.copy_to(copied)
        return str(Path(copied).absolute())


def _do(store: HandedStore, asked: dict[str, Any]) -> dict[str, Any]:
    try:
        wanted = CALLS.get(str(asked.get("call")))
        if wanted is None:
            raise StoreError(
                f"{asked.get('call')}: this workbench cannot do that; use the same version of Marsad on both sides"
            )
        told = asked.get("arguments") or {}
        arguments = {name: msgspec.convert(told.get(name), kind) for name, kind in wanted.takes.items()}
        return {"result": msgspec.to_builtins(wanted.do(store, **arguments))}
    except MarsadError as error:
        return {"error": type(error).__name__, "message": str(error)}
    except Exception as error:
        _log.exception("what a command asked failed")
        return {
            "error": "StoreError",
            "message": f"{store.path}: the workbench failed on it ({error}); its log tells more",
        }
