"""Fetched pages into a store: what the folder of snapshots holds and the store has not taken yet."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final

from marsad.api import Engine, with_places
from marsad.errors import NotText, StoreBusy
from marsad.fetching import Fetched, FetchOptions, FetchTally, Guard, fetch
from marsad.intake.coding import OpenStore, Taken, take_in
from marsad.intake.recording import Recorder
from marsad.model import Document
from marsad.reading import InputFailure, ReadOptions
from marsad.reading.provenance import note, note_file, note_format, reader_name
from marsad.reading.webarchives import read_warc
from marsad.store.quarantine import Seen
from marsad.store.rows import utc_now

if TYPE_CHECKING:
    from marsad.store import Store

#: Pages that are fetched before the store takes them, and the seconds that they wait at most.
_PAGES: Final = 20
_SECONDS: Final = 20.0
#: The folder beside a store: `record.duckdb` → `record.pages`.
_SUFFIX: Final = ".pages"


def pages_folder(store: str | Path) -> Path:
    """Where the fetched pages of a store live, unless another folder is named."""
    return Path(store).with_suffix(_SUFFIX)


def fetch_into(
    targets: Sequence[str],
    folder: Path,
    open_store: OpenStore | None = None,
    *,
    engine: str | Engine = "rules",
    jobs: int = 1,
    options: FetchOptions | None = None,
    tally: FetchTally | None = None,
    taken: Taken | None = None,
    guard: Guard | None = None,
    stopped: Callable[[], bool] = lambda: False,
    on_progress: Callable[[FetchTally, Taken], None] | None = None,
) -> Iterator[Fetched]:
    """Fetch pages and feeds into `folder`, and what they say into a store, a few pages at a time; what came of each.

    The store is opened only while it takes something, so that others can read it meanwhile. Pages that were fetched and
    not taken (an interruption, a busy store) are taken by the next call. Raises `StoreBusy` when the store is still
    busy at the end; the pages are safe in their folder.
    """
    options, tally, taken = options or FetchOptions(), tally or FetchTally(), taken or Taken()
    told = on_progress or (lambda *_: None)
    waiting: list[Fetched] = []
    since = time.monotonic()
    found = fetch(
        targets, folder, options, tally=tally, guard=guard, stopped=stopped, on_progress=lambda t: told(t, taken)
    )
    for one in found:
        yield one
        if open_store is None:
            continue
        waiting.append(one)
        if len(waiting) >= _PAGES or time.monotonic() - since > _SECONDS:
            try:
                with open_store() as store:
                    take_snapshots(store, folder, waiting, taken, engine=engine, options=options.reading, jobs=jobs)
                waiting.clear()
            except StoreBusy:
                pass  # there is time until the end
            since = time.monotonic()
            told(tally, taken)
    if open_store is not None:
        with open_store() as store:
            take_snapshots(
                store, folder, waiting, taken, engine=engine, options=options.reading, jobs=jobs, stopped=stopped,
                on_progress=lambda t: told(tally, t),
            )  # fmt: skip
        told(tally, taken)


def take_snapshots(
    store: Store,
    folder: Path,
    fetched: Sequence[Fetched] = (),
    taken: Taken | None = None,
    *,
    engine: str | Engine = "rules",
    options: ReadOptions | None = None,
    jobs: int = 1,
    stopped: Callable[[], bool] = lambda: False,
    on_progress: Callable[[Taken], None] | None = None,
) -> Taken:
    """Take in what a folder of snapshots holds and the store has not taken yet; `fetched` tells of addresses that failed,
    and of those that failed once and do no more.
    """
    options, taken = options or ReadOptions(), taken or Taken()
    seen = store.quarantine.seen()
    fresh = [(path, size) for path, size in _warcs(folder) if size > _size(seen.get(str(path)))]
    if not fresh and not any(one.outcome == "failed" for one in fetched) and not _was_open(store, fetched):
        return taken
    engine = with_places(engine, store.path) if isinstance(engine, str) else engine
    with Recorder(store, engine, options, {"pages": str(folder)}) as recorder:
        for one in fetched:
            if one.outcome == "failed":
                _note_failures(recorder, one, taken)
            else:
                recorder.note_read(one.url)
        for path, size in fresh:
            items = _tail(path, _size(seen.get(str(path))), options)
            before = (taken.documents, taken.failed)
            if not take_in(recorder, items, taken, engine=engine, jobs=jobs, stopped=stopped, on_progress=on_progress):
                break
            counts = (taken.documents - before[0], taken.failed - before[1])
            mark = Seen(origin=str(path), size=size, modified=path.stat().st_mtime_ns, reader=reader_name())
            store.quarantine.note_seen(mark, utc_now(), *counts)
    taken.mended += recorder.mended
    return taken


def _warcs(folder: Path) -> list[tuple[Path, int]]:
    return [(path.absolute(), path.stat().st_size) for path in sorted(folder.glob("fetched-*.warc.gz"))]


def _size(seen: Seen | None) -> int:
    return seen.size if seen else 0


def _was_open(store: Store, fetched: Sequence[Fetched]) -> bool:
    failed = {failure.origin for failure in store.quarantine.find("open")}
    return any(one.url in failed for one in fetched)


def _note_failures(recorder: Recorder, one: Fetched, taken: Taken) -> None:
    for item in one.items:
        if isinstance(item, InputFailure) and item.provenance is not None and item.provenance.file is None:
            recorder.add(item.to_coded())
            taken.failed += 1


def _tail(path: Path, start: int, options: ReadOptions) -> Iterator[Document | InputFailure]:
    """What a WARC file holds behind the byte `start`, where a record begins."""
    with path.open("rb") as stream:
        stream.seek(start)
        try:
            yield from note_file(note_format(read_warc(stream, path.name, options), "warc"), path, path.name)
        except NotText as error:
            if "no page" not in error.problem:
                yield note(InputFailure(path.name, error), file=str(path), name=path.name)
