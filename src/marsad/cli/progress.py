"""How far a long run is, on standard error: for people at a terminal, and only when there is something to wait for."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Final

from marsad.cli.jobs import Job, Tally

#: Shorter work shows nothing.
_PATIENCE: Final = 2.0


@contextmanager
def progress_of(job: Job) -> Iterator[Callable[[Tally], None] | None]:
    """What to call after every document; None where nobody looks, or where the table itself shows how far it is."""
    table_on_screen = job.output is None and not (job.store and job.format is None) and sys.stdout.isatty()
    if not sys.stderr.isatty() or table_on_screen:
        yield None
        return
    from rich.console import Console
    from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    columns = (SpinnerColumn(), TextColumn("{task.description}"), TimeElapsedColumn())
    bar = Progress(*columns, console=Console(stderr=True), transient=True)
    task = bar.add_task("coding", total=None)
    began = time.monotonic()

    def show(tally: Tally) -> None:
        waited = time.monotonic() - began
        if waited < _PATIENCE:
            return
        bar.start()
        failed = f", {tally.failed} failed" if tally.failed else ""
        rate = f"{tally.documents / waited:,.0f}/s"
        bar.update(task, description=f"{tally.documents:,} documents, {tally.events:,} events{failed}, {rate}")

    try:
        yield show
    finally:
        bar.stop()
