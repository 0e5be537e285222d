"""`marsad watch`: folders and feeds into a store, as they come."""

from __future__ import annotations

import sys
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from marsad.cli.code import Coder, Day, Encoding, Fields, Jobs, MaxChars, Outlet
from marsad.cli.fetch import AllowPrivate, Delay, IgnoreRobots, UserAgent

if TYPE_CHECKING:
    from marsad.cli.statusline import StatusLine
    from marsad.intake.watching import WatchStatus


def watch(
    targets: Annotated[
        list[str], typer.Argument(metavar="FOLDER|FEED...", help="Folders, and addresses of feeds.", show_default=False)
    ],
    store: Annotated[
        Path, typer.Option("--store", metavar="FILE", envvar="MARSAD_STORE", help="The store.", show_default=False)
    ],
    once: Annotated[bool, typer.Option("--once", help="Take in what is there, and end: for cron.")] = False,
    every: Annotated[float, typer.Option(metavar="SECONDS", help="How often feeds are asked.")] = 600.0,
    settle: Annotated[
        float, typer.Option(metavar="SECONDS", help="A file that changed in the last so many seconds is waited for.")
    ] = 2.0,
    pages: Annotated[
        Path | None, typer.Option(metavar="FOLDER", help="Where pages of feeds are kept. Default: beside the store.")
    ] = None,
    no_link: Annotated[bool, typer.Option("--no-link", help="Do not join the reports into incidents.")] = False,
    polling: Annotated[
        bool, typer.Option("--polling", help="Look again and again: for network drives that tell of no change.")
    ] = False,
    jobs: Jobs = 1,
    delay: Delay = 1.0,
    allow_private: AllowPrivate = False,
    ignore_robots: IgnoreRobots = False,
    user_agent: UserAgent = None,
    published: Day = None,
    source: Outlet = None,
    field: Fields = None,
    encoding: Encoding = "auto",
    max_chars: MaxChars = 2_000_000,
    coder: Coder = "rules",
) -> int:
    """Watch folders and feeds: what is new is coded, linked and stored as it comes."""
    from marsad.api import check_engine
    from marsad.cli.code import read_options
    from marsad.cli.statusline import StatusLine
    from marsad.cli.stopping import stopping
    from marsad.fetching import FetchOptions
    from marsad.intake.coding import store_at
    from marsad.intake.snapshots import pages_folder
    from marsad.intake.watching import WatchOptions
    from marsad.intake.watching import watch as start

    check_engine(coder)
    options = WatchOptions(
        settle=settle,
        every=every,
        link=not no_link,
        polling=polling,
        jobs=jobs,
        reading=read_options(published, source, field, encoding, max_chars=max_chars),
        fetching=FetchOptions(
            delay=delay, allow_private=allow_private, obey_robots=not ignore_robots, user_agent=user_agent
        ),
    )
    with stopping() as stop, StatusLine() as line:
        status = start(
            [target for target in targets if "://" not in target],
            [target for target in targets if "://" in target],
            store_at(store),
            pages or pages_folder(store),
            engine=coder,
            options=options,
            once=once,
            stop=stop,
            on_status=partial(_tell, line),
        )
    sys.stderr.write(f"marsad: {status.line()}\n")
    return 1 if once and (status.taken.failed or status.pages.failed) else 0


def _tell(line: StatusLine, status: WatchStatus) -> None:
    """Show what the watching does; what it came to is kept on the screen."""
    line.show(status.line())
    if status.now.startswith(("watching", "waiting")):
        line.log(status.line())
