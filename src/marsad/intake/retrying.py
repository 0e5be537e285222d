"""Failures tried again: what was mended since, by the user or by a newer reader or coder, goes into the store."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from marsad.api import Engine, code_documents, coder_name, with_places
from marsad.intake.recording import Recorder, options_of
from marsad.model import Coded, Document
from marsad.reading import InputFailure, ReadOptions
from marsad.reading.documents import iter_file
from marsad.reading.walk import Source
from marsad.store.reader import StoredDocument

if TYPE_CHECKING:
    from marsad.store import Store, StoredFailure

#: Asks an address again: the documents and failures of it.
AskAgain = Callable[[str, ReadOptions], Iterator[Document | InputFailure]]


class Retried:
    """What came of trying again. `left` says of each failure that could not be tried why not."""

    def __init__(self) -> None:
        self.tried = self.mended = self.added = self.added_events = 0
        self.left: list[str] = []


def retry(
    store: Store,
    failures: Sequence[StoredFailure],
    *,
    engine: str | Engine = "rules",
    jobs: int = 1,
    ask: AskAgain | None = None,
    stopped: Callable[[], bool] = lambda: False,
    on_progress: Callable[[Retried], None] | None = None,
) -> Retried:
    """Read and code again what failed, with the options of then; the store must be open for writing.

    A file is read as a whole: what it holds beside the failure and is known already changes nothing. A failed stage of
    the coder is tried again only by another version of the coder, since the same would fail again. `ask` fetches
    addresses. What was mended before `stopped` said so stays.
    """
    engine = with_places(engine, store.path) if isinstance(engine, str) else engine
    done = Retried()
    of_documents = [f for f in failures if f.document_key is not None]
    of_inputs = [f for f in failures if f.document_key is None]
    for options, group in _by_reading(of_inputs):
        with Recorder(store, engine, options, {"retry": sorted({f.origin for f in group})}) as recorder:
            _retry_inputs(
                recorder, group, partial(code_documents, engine=engine, jobs=jobs), options, ask, done, stopped
            )
            if on_progress:
                on_progress(done)
        done.mended += recorder.mended
        done.added += recorder.added
        done.added_events += recorder.added_events
    if not stopped():
        _retry_documents(store, of_documents, engine, jobs, done)
    return done


def _by_reading(failures: Iterable[StoredFailure]) -> Iterator[tuple[ReadOptions, list[StoredFailure]]]:
    groups: dict[bytes, list[StoredFailure]] = {}
    for failure in failures:
        groups.setdefault(msgspec.json.encode(failure.reading or {}, order="sorted"), []).append(failure)
    for group in groups.values():
        yield options_of(group[0].reading), group


def _retry_inputs(
    recorder: Recorder,
    failures: Sequence[StoredFailure],
    code: Callable[[Iterable[Document | Coded]], Iterator[Coded]],
    options: ReadOptions,
    ask: AskAgain | None,
    done: Retried,
    stopped: Callable[[], bool],
) -> None:
    origins: dict[str, StoredFailure] = {}
    for failure in failures:
        origins.setdefault(failure.origin, failure)
    for origin, failure in origins.items():
        if stopped():
            return
        items = _items_of(origin, failure, options, ask, done)
        if items is None:
            continue
        done.tried += sum(f.origin == origin for f in failures)
        fresh = (item for item in recorder.watch(items) if isinstance(item, InputFailure) or not recorder.has(item))
        coded = (item.to_coded() if isinstance(item, InputFailure) else item for item in fresh)
        for result in code(coded):
            recorder.add(result)
        recorder.note_read(origin)


def _items_of(
    origin: str, failure: StoredFailure, options: ReadOptions, ask: AskAgain | None, done: Retried
) -> Iterator[Document | InputFailure] | None:
    told = failure.provenance or {}
    if origin.startswith(("http://", "https://")) and ask is not None:
        return ask(origin, options)
    path = Path(origin)
    if not origin or not path.is_absolute():
        done.left.append(f"{failure.input_name}: where it came from is not known; give it again to `marsad code`")
        return None
    if not path.exists():
        done.left.append(f"{failure.input_name}: {origin} is not there any more; `marsad failures drop` forgets it")
        return None
    return iter_file(Source(told.get("name") or path.name, path), options)


def _retry_documents(
    store: Store, failures: Sequence[StoredFailure], engine: str | Engine, jobs: int, done: Retried
) -> None:
    coder = coder_name(engine)
    waiting: dict[str, StoredDocument] = {}
    for failure in failures:
        found = store.get_document(failure.document_key or "")
        if failure.coder == coder:
            done.left.append(
                f"{failure.input_name}: {coder} would fail again ({failure.stage}); install a newer version"
            )
        elif found is not None:
            waiting[found.key] = found
            done.tried += 1
    if not waiting:
        return
    with Recorder(store, engine, arguments={"retry": sorted(waiting)}) as recorder:
        for coded in code_documents((found.document for found in waiting.values()), engine=engine, jobs=jobs):
            if recorder.add(coded) and not coded.failures:
                done.mended += 1
    done.added += recorder.added
    done.added_events += recorder.added_events
