"""One run over inputs, kept in a store: results, failures with their way back, and failures that are mended."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any, Final

import msgspec

from marsad.api import Engine, coder_name
from marsad.model import Coded, Document
from marsad.reading import InputFailure, ReadOptions
from marsad.store.quarantine import origin_of
from marsad.store.rows import utc_now

if TYPE_CHECKING:
    from marsad.store import Store, StoredFailure

#: Stages that fail before or around the coder: their inputs are not stored, so that they are tried again.
_OUTSIDE: Final = ("reading", "process")


class Recorder:
    """Adds the results of one run to a store that somebody opened for writing; use it as a context manager.

    A failure of an earlier run is mended when its file was read to the end in this run (`read`) and it did not come
    again. Leaving by an error or an interruption mends nothing.
    """

    def __init__(
        self,
        store: Store,
        engine: str | Engine = "rules",
        options: ReadOptions | None = None,
        arguments: Mapping[str, Any] | None = None,
    ) -> None:
        self.store, self.coder = store, coder_name(engine)
        self._reading = reading_of(options or ReadOptions())
        self._run = store.start_run(self.coder, arguments)
        self._open: dict[str, list[StoredFailure]] = {}
        for failure in store.quarantine.find("open"):
            if failure.stage in _OUTSIDE and failure.origin:
                self._open.setdefault(failure.origin, []).append(failure)
        self._read: set[str] = set()
        self._again: set[tuple[str, str]] = set()
        self.added = self.added_events = self.mended = 0

    def __enter__(self) -> Recorder:
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        self.finish(complete=kind is None)

    def has(self, doc: Document) -> bool:
        """Whether the coder of this run has finished the document already."""
        return self.store.has(doc.key, self.coder, doc.published)

    def get(self, doc: Document) -> Coded | None:
        """What is stored of a document that `has` tells of."""
        return self.store.get_coded(doc.key, self.coder)

    def watch(self, items: Iterable[Document | InputFailure]) -> Iterator[Document | InputFailure]:
        """The items as they are read, their files noted as read to the end once all were taken."""
        last = ""
        for item in items:
            origin = origin_of(item.provenance)
            if origin != last:
                self.note_read(last)
                last = origin
            yield item
        self.note_read(last)

    def note_read(self, origin: str) -> None:
        """Note that a file was read to its end."""
        if origin in self._open:
            self._read.add(origin)

    def add(self, coded: Coded) -> bool:
        """Add a result; False when nothing came of it that was not there. What failed before or around the coder is kept
        aside, so that it is tried again.
        """
        for failure in coded.failures:
            if failure.stage in _OUTSIDE:
                doc = coded.document
                key = self.store.record_failure(
                    doc.id,
                    failure.stage,
                    failure.error,
                    failure.message,
                    self._run,
                    provenance=doc.provenance,
                    reading=self._reading,
                )
                self._again.add(key)
                return False
        if not self.store.add(coded, self._run):
            return False
        self.added += 1
        self.added_events += len(coded.events)
        return True

    def finish(self, counts: Mapping[str, int] | None = None, *, complete: bool = True) -> None:
        """Write what waits and end the run; doing it twice does no harm."""
        if complete:
            self._mend()
        self._open.clear()
        self.store.finish_run(self._run, counts or {"documents": self.added, "events": self.added_events})

    def _mend(self) -> None:
        gone = [
            failure
            for origin in sorted(self._read)
            for failure in self._open[origin]
            if (failure.failure_id, failure.origin) not in self._again
        ]
        if gone:
            self.mended += self.store.quarantine.settle(gone, "mended", utc_now())


def reading_of(options: ReadOptions) -> dict[str, Any]:
    """The options of a reading as they are kept with a failure: those that are not the usual ones."""
    usual = msgspec.to_builtins(ReadOptions())
    return {name: value for name, value in msgspec.to_builtins(options).items() if value != usual[name]}


def options_of(reading: Mapping[str, Any] | None) -> ReadOptions:
    """The options that `reading_of` kept."""
    return msgspec.convert(dict(reading or {}), ReadOptions)
