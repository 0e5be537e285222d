"""Coding inputs into an output and a store: what `marsad code` does, without its command line."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Final, TextIO

import msgspec

from marsad.api import Engine, code_documents, with_places
from marsad.cli.formats import Writer, choose_format, make_writer
from marsad.cli.interrupts import held
from marsad.cli.output import open_output, partial_path
from marsad.errors import BadSetting
from marsad.model import Coded, Document, Failure
from marsad.places.gazetteer import gazetteer_digest
from marsad.places.layer import places_folder
from marsad.reading import InputFailure, ReadOptions, iter_documents

if TYPE_CHECKING:
    from marsad.store import Store

#: Failures told one by one at the end; of more than these only the number is told.
MAX_TOLD: Final = 50


class Job(msgspec.Struct, frozen=True, kw_only=True):
    """What to code, how, and where the results go. `format` None: by the name of `output`, else a table unless there
    is a store.
    """

    inputs: Sequence[str]
    options: ReadOptions
    format: str | None = None
    output: Path | None = None
    store: Path | None = None
    jobs: int = 1
    engine: str | Engine = "rules"
    bidi: str | None = None


class Tally:
    """Counts of a run, and its first failures."""

    def __init__(self) -> None:
        self.documents = self.events = self.failed = self.damaged = 0
        self.known = self.added = self.added_events = self.mended = 0
        self.skipped: list[str] = []
        self.told: list[str] = []

    def count(self, coded: Coded) -> None:
        """Count one result."""
        self.documents += 1
        self.events += len(coded.events)
        self.damaged += "damaged" in (coded.document.encoding or "")
        if coded.failures:
            self.failed += 1
            if len(self.told) < MAX_TOLD:
                self.told += [_tell(coded.document.id, failure) for failure in coded.failures]


def code_inputs(job: Job, tally: Tally, on_progress: Callable[[Tally], None] | None = None) -> None:
    """Code all inputs of the job, counting into `tally`; after an interruption (KeyboardInterrupt) what was done is
    kept.
    """
    chosen = choose_format(job.format, job.output, job.store is not None)
    _refuse_overwriting(job)
    with ExitStack() as stack:
        recorder = stack.enter_context(_Recorder(job, tally)) if job.store else None
        stream = stack.enter_context(open_output(job.output)) if chosen else None
        writer = make_writer(chosen, stream, job.bidi) if chosen and stream else None
        items = _items(job, tally, recorder, wanted=writer is not None)
        results = code_documents(items, engine=_engine(job), jobs=job.jobs)
        stack.callback(getattr(results, "close", lambda: None))
        try:
            for coded in results:
                with held():
                    _take(coded, tally, recorder, writer)
                if on_progress:
                    on_progress(tally)
        except BrokenPipeError:
            raise
        except BaseException:
            if writer:
                writer.finish()
            raise
        if writer:
            writer.finish()


def _engine(job: Job) -> str | Engine:
    """The engine, with the places that were imported for the store."""
    return with_places(job.engine, job.store) if isinstance(job.engine, str) else job.engine


def _take(coded: Coded, tally: Tally, recorder: _Recorder | None, writer: Writer | None) -> None:
    tally.count(coded)
    if recorder:
        recorder.add(coded)
    if writer:
        writer.write(coded)


def _items(job: Job, tally: Tally, recorder: _Recorder | None, wanted: bool) -> Iterator[Document | Coded]:
    """What is still to be coded, and in their places the failures of reading and what the store holds already."""
    found = iter_documents(job.inputs, job.options, tally.skipped)
    for item in recorder.watch(found) if recorder else found:
        if isinstance(item, InputFailure):
            yield item.to_coded()
        elif recorder and recorder.has(item):
            tally.known += 1
            if wanted and (stored := recorder.get(item)):
                yield stored
        else:
            yield item


class _Recorder:
    """The store during one run; what is done to it is not interrupted half-way."""

    def __init__(self, job: Job, tally: Tally) -> None:
        self._job, self._tally = job, tally

    def __enter__(self) -> _Recorder:
        from marsad.intake import Recorder
        from marsad.store import open_store

        assert self._job.store is not None
        self._store: Store = open_store(self._job.store)
        arguments = {
            "inputs": list(self._job.inputs),
            "fields": dict(self._job.options.fields),
            "gazetteer": gazetteer_digest(places_folder(self._job.store)),
        }
        self._recorder = Recorder(self._store, self._job.engine, self._job.options, arguments)
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        with held():
            self._close(complete=kind is None)

    def _close(self, *, complete: bool) -> None:
        tally = self._tally
        try:
            counts = {
                "documents": tally.documents,
                "known": tally.known,
                "events": tally.events,
                "failed": tally.failed,
            }
            self._recorder.finish(counts, complete=complete)
            tally.mended = self._recorder.mended
        finally:
            self._store.close()

    def watch(self, items: Iterator[Document | InputFailure]) -> Iterator[Document | InputFailure]:
        return self._recorder.watch(items)

    def has(self, doc: Document) -> bool:
        with held():
            return self._recorder.has(doc)

    def get(self, doc: Document) -> Coded | None:
        with held():
            return self._recorder.get(doc)

    def add(self, coded: Coded) -> None:
        self._recorder.add(coded)
        self._tally.added, self._tally.added_events = self._recorder.added, self._recorder.added_events


def _refuse_overwriting(job: Job) -> None:
    for target in filter(None, (job.output, job.store)):
        for given in job.inputs:
            if given != "-" and os.path.exists(target) and os.path.exists(given) and os.path.samefile(target, given):  # noqa: PTH110, PTH121
                raise BadSetting(f"output: {target} is an input too; give another name")
    if job.output and job.store and job.output.resolve() == job.store.resolve():
        raise BadSetting(f"output: {job.output} is the store too; give another name")


def _tell(name: str, failure: Failure) -> str:
    named = failure.stage == "reading" or failure.message.startswith(name)
    return failure.message if named else f"{name}: {failure.message} ({failure.stage})"


def report(job: Job, tally: Tally, stream: TextIO, *, interrupted: bool = False) -> None:
    """Tell on `stream` (standard error) what went wrong and, with a store, what was done."""
    lines = [f"  {message}" for message in tally.told]
    if tally.failed > MAX_TOLD:
        lines.append(f"  … and {tally.failed - MAX_TOLD} more")
    if tally.failed:
        lines.insert(0, f"marsad: {tally.failed} of {tally.documents} failed:")
    if tally.damaged:
        lines.append(
            f"marsad: {tally.damaged} texts have damaged places, shown as \ufffd; see `encoding` in the output"
        )
    if tally.skipped:
        names = ", ".join(tally.skipped[:3]) + (", …" if len(tally.skipped) > 3 else "")
        lines.append(f"marsad: {len(tally.skipped)} files with other suffixes left out ({names})")
    if job.store:
        known = f", {tally.known} documents were there already" if tally.known else ""
        lines.append(f"marsad: {tally.added} documents with {tally.added_events} events added to {job.store}{known}")
    if tally.mended:
        lines.append(f"marsad: {tally.mended} failure{'s' if tally.mended > 1 else ''} of earlier runs mended")
    if interrupted:
        kept = f"; what was done is in {partial_path(job.output)}" if job.output else ""
        lines.append(f"marsad: interrupted after {tally.documents} documents{kept}")
    stream.write("".join(line + "\n" for line in lines))
    stream.flush()
