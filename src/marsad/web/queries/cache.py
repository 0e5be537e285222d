"""Answers that several readers ask for: kept until the index changes, worked out once when many ask at the same moment."""

from __future__ import annotations

import os
import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from concurrent.futures import Future
from typing import Any, Final, TypeVar, cast

T = TypeVar("T")
_KEPT: Final = 2_000


class Cache:
    """The latest answers of one version of the index, by what was asked. Safe for use by several threads.

    As many answers are worked out at once as there are processors: more would only slow each other down, and whoever came first would
    wait as long as the last. So `answer` must be short, and must not ask the cache in its turn.
    """

    def __init__(self, kept: int = _KEPT, at_once: int | None = None) -> None:
        self._lock = threading.Lock()
        self._room = threading.BoundedSemaphore(at_once or max(2, os.cpu_count() or 1))
        self._kept, self._version = kept, -1
        self._answers: OrderedDict[Hashable, Future[Any]] = OrderedDict()

    def get(self, version: int, asked: Hashable, answer: Callable[[], T]) -> T:
        """What was answered to `asked` at this version, else what `answer` gives now; its exception is raised to all who wait for it."""
        with self._lock:
            if version > self._version:
                self._answers.clear()
                self._version = version
            found = self._answers.get(asked) if version == self._version else None
            mine: Future[Any] | None = None
            if found is None:
                mine = Future()
                if version == self._version:
                    self._answers[asked] = mine
                    while len(self._answers) > self._kept:
                        self._answers.popitem(last=False)
            else:
                self._answers.move_to_end(asked)
        if mine is None:
            assert found is not None
            return cast("T", found.result())
        try:
            with self._room:
                made = answer()
        except BaseException as error:
            with self._lock:
                if self._answers.get(asked) is mine:
                    del self._answers[asked]
            mine.set_exception(error)
            raise
        mine.set_result(made)
        return made
