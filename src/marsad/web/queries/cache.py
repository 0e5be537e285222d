"""Answers that several readers ask for: kept until the index changes."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Any, Final, TypeVar, cast

T = TypeVar("T")
_KEPT: Final = 2_000


class Cache:
    """The latest answers of one version of the index, by what was asked. Safe for use by several threads."""

    def __init__(self, kept: int = _KEPT) -> None:
        self._lock = threading.Lock()
        self._kept, self._version = kept, -1
        self._answers: OrderedDict[Hashable, Any] = OrderedDict()

    def get(self, version: int, asked: Hashable, answer: Callable[[], T]) -> T:
        """What was answered to `asked` at this version, else what `answer` gives now."""
        with self._lock:
            if version != self._version:
                self._answers.clear()
                self._version = version
            if asked in self._answers:
                self._answers.move_to_end(asked)
                return cast("T", self._answers[asked])
        made = answer()
        with self._lock:
            if version == self._version:
                self._answers[asked] = made
                while len(self._answers) > self._kept:
                    self._answers.popitem(last=False)
        return made
