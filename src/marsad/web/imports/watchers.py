"""Watchers inside the workbench: what comes into a folder or a feed goes into the store that the workbench owns."""

from __future__ import annotations

import logging
import threading
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final

import msgspec

from marsad.fetching import FetchOptions
from marsad.intake.snapshots import pages_folder
from marsad.intake.watching import WatchOptions, WatchStatus, watch
from marsad.web.handed import HandedStore

if TYPE_CHECKING:
    from marsad.web.owner import Owner

_log: Final = logging.getLogger("marsad.web")
#: Seconds until a watcher that failed begins again.
_AGAIN: Final = 60.0


class Watched(msgspec.Struct, frozen=True, kw_only=True):
    """What is watched, and how it goes; `failed` is why it does not."""

    folders: tuple[str, ...]
    feeds: tuple[str, ...]
    status: WatchStatus
    failed: str = ""


class Watchers:
    """The watcher of one open store: all folders and feeds that `marsad serve --watch` names."""

    def __init__(
        self, owner: Owner, targets: Sequence[str], *, every: float = 600.0, allow_private: bool = False
    ) -> None:
        self._owner = owner
        self._folders = tuple(target for target in targets if "://" not in target)
        self._feeds = tuple(target for target in targets if "://" in target)
        self._options = WatchOptions(every=every, jobs=2, fetching=FetchOptions(allow_private=allow_private))
        self._stop = threading.Event()
        self._status, self._failed = WatchStatus(), ""
        self._thread: threading.Thread | None = None

    def start(self) -> None:
        """Begin to watch, when there is something to watch."""
        if (self._folders or self._feeds) and self._thread is None:
            self._thread = threading.Thread(target=self._work, name="marsad-watcher", daemon=True)
            self._thread.start()

    def now(self) -> Watched | None:
        """How it goes; None when nothing is watched."""
        if not (self._folders or self._feeds):
            return None
        return Watched(folders=self._folders, feeds=self._feeds, status=self._status, failed=self._failed)

    def close(self) -> None:
        """Stop after the document at hand; the next start goes on."""
        self._stop.set()
        if self._thread is not None:
            self._thread.join()

    def _work(self) -> None:
        while not self._stop.is_set():
            try:
                watch(
                    [Path(folder) for folder in self._folders],
                    self._feeds,
                    lambda: HandedStore(self._owner, {"watch": True}),
                    pages_folder(self._owner.path),
                    options=self._options,
                    stop=self._stop,
                    on_status=self._note,
                )
                return
            except Exception as error:
                if self._stop.is_set():
                    return
                _log.warning("watching failed and begins again in %g seconds", _AGAIN, exc_info=True)
                self._failed = str(error)
            self._stop.wait(_AGAIN)

    def _note(self, status: WatchStatus) -> None:
        self._status, self._failed = status, ""
