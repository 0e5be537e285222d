"""Coding over several processes: in order, a bounded number of documents ahead, and no document lost when a process
dies.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing.context import BaseContext
from typing import Final

from marsad.model import Coded, Document, Failure

Item = Document | Coded
Work = Callable[[Sequence[Document]], list[Coded]]

#: A batch goes to a process at once: this many documents, or fewer when they are long.
_BATCH_DOCUMENTS: Final = 16
_BATCH_CHARS: Final = 100_000
#: Batches under way for each process: enough that none waits, few enough that memory stays flat.
_AHEAD: Final = 3
#: How far processes step back behind others of the machine (`nice`).
_niceness = 0


def step_back(niceness: int = 10) -> None:
    """From now on let processes that code give way to others, as where people wait for the pages of this one."""
    global _niceness  # what a process is for does not change from call to call
    _niceness = niceness


class _Batch:
    """Items that went off together. `future` is None when none of them needs coding."""

    __slots__ = ("future", "items")

    def __init__(self, items: list[Item], future: Future[list[Coded]] | None) -> None:
        self.items, self.future = items, future


def map_in_processes(work: Work, items: Iterator[Item], jobs: int) -> Iterator[Coded]:
    """`work` on all documents in `jobs` processes (0: one per core), in order; what is coded already passes through.

    `work` must be picklable: a function of a module, or a `functools.partial` of one.
    """
    jobs = jobs or os.cpu_count() or 1
    pool = _make_pool(jobs)
    under_way: deque[_Batch] = deque()
    try:
        while True:
            while len(under_way) < jobs * _AHEAD and (batch := _take(items)):
                under_way.append(_Batch(batch, _submit(pool, work, batch)))
            if not under_way:
                return
            done = under_way.popleft()
            try:
                results = iter(done.future.result() if done.future else ())
            except BrokenProcessPool:
                _stop(pool)
                suspects = [done, *under_way]
                under_way.clear()
                pool = _make_pool(jobs)
                for suspect in suspects:
                    yield from _code_singly(work, suspect)
                continue
            for item in done.items:
                yield item if isinstance(item, Coded) else next(results)
    finally:
        _stop(pool)


def _take(items: Iterator[Item]) -> list[Item]:
    batch: list[Item] = []
    size = 0
    for item in items:
        batch.append(item)
        size += len(item.text) if isinstance(item, Document) else 0
        if len(batch) >= _BATCH_DOCUMENTS or size >= _BATCH_CHARS:
            break
    return batch


def _submit(pool: ProcessPoolExecutor, work: Work, items: list[Item]) -> Future[list[Coded]] | None:
    docs = [item for item in items if isinstance(item, Document)]
    if not docs:
        return None
    try:
        return pool.submit(work, docs)
    except BrokenProcessPool as error:  # seen to when its turn comes, after the batches before it
        broken: Future[list[Coded]] = Future()
        broken.set_exception(error)
        return broken


def _code_singly(work: Work, batch: _Batch) -> Iterator[Coded]:
    """The batch of a broken pool: done when it was, else each document alone, so that only the one that kills fails."""
    future = batch.future
    ready = future is not None and future.done() and not future.cancelled() and future.exception() is None
    results = iter(future.result() if future and ready else ())
    pool = None
    try:
        for item in batch.items:
            if isinstance(item, Coded):
                yield item
                continue
            if ready:
                yield next(results)
                continue
            pool = pool or _make_pool(1)
            try:
                yield pool.submit(work, [item]).result()[0]
            except BrokenProcessPool:
                _stop(pool)
                pool = None
                yield _died(item)
    finally:
        if pool is not None:
            _stop(pool)


def _died(doc: Document) -> Coded:
    message = f"{doc.id}: the process that coded it died (out of memory?); code it alone, or split it"
    return Coded(document=doc, failures=(Failure(stage="process", error="ProcessDied", message=message),))


def _make_pool(jobs: int) -> ProcessPoolExecutor:
    return ProcessPoolExecutor(jobs, mp_context=_context(), initializer=_begin, initargs=(_niceness,))


def _context() -> BaseContext:
    """Processes that inherit no threads, locks or open stores of this one."""
    method = "forkserver" if "forkserver" in multiprocessing.get_all_start_methods() else "spawn"
    return multiprocessing.get_context(method)


def _begin(niceness: int) -> None:
    """Ctrl-C reaches every process of the terminal; only the first one acts on it."""
    if niceness and hasattr(os, "nice"):
        os.nice(niceness)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    """When the first process is killed its workers must not wait for work for ever."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _stop(pool: ProcessPoolExecutor) -> None:
    """End the pool at once, whatever it is doing: the results that count have been taken."""
    for process in list((getattr(pool, "_processes", None) or {}).values()):
        process.terminate()
    pool.shutdown(wait=True, cancel_futures=True)
