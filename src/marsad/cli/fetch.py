"""`marsad fetch`: pages and feeds of the web into a folder and a store."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from marsad.cli.code import Coder, Day, MaxChars, Outlet

if TYPE_CHECKING:
    from marsad.fetching import FetchOptions

Targets = Annotated[
    list[str] | None, typer.Argument(metavar="[URL|FEED]...", help="Pages, or feeds (RSS, Atom).", show_default=False)
]
From = Annotated[
    Path | None, typer.Option("--from", metavar="FILE", help="Addresses too, one a line; - for standard input.")
]
Folder = Annotated[
    Path | None,
    typer.Option(
        "--output", "-o", metavar="FOLDER", help="Where the pages are kept as they came. Default: beside the store."
    ),
]
FetchStore = Annotated[
    Path | None, typer.Option("--store", metavar="FILE", help="Code the pages and add them to this store.")
]
Delay = Annotated[float, typer.Option(metavar="SECONDS", help="Between two requests to one host.")]
Timeout = Annotated[float, typer.Option(metavar="SECONDS", help="The longest silence of a server.")]
Deadline = Annotated[float, typer.Option(metavar="SECONDS", help="The longest time of one request in all.")]
MaxPage = Annotated[int, typer.Option("--max-bytes", metavar="N", help="Largest page, as sent and unpacked, in bytes.")]
MaxRedirects = Annotated[int, typer.Option(metavar="N", help="Redirects that are followed.")]
MaxWait = Annotated[float, typer.Option(metavar="SECONDS", help="The longest rest that a server may ask for in a run.")]
Tries = Annotated[int, typer.Option(metavar="N", help="Attempts on a server that fails.")]
AllowPrivate = Annotated[
    bool, typer.Option("--allow-private", help="Also ask private and loopback addresses, as of your own network.")
]
IgnoreRobots = Annotated[bool, typer.Option("--ignore-robots", help="Do not ask for robots.txt: you have leave.")]
UserAgent = Annotated[str | None, typer.Option(metavar="TEXT", help="Who asks, with an address for complaints.")]
Refresh = Annotated[bool, typer.Option("--refresh", help="Ask again for pages of feeds that were fetched before.")]


def fetch(
    targets: Targets = None,
    from_: From = None,
    output: Folder = None,
    store: FetchStore = None,
    delay: Delay = 1.0,
    timeout: Timeout = 20.0,
    deadline: Deadline = 120.0,
    max_bytes: MaxPage = 20_000_000,
    max_redirects: MaxRedirects = 5,
    max_wait: MaxWait = 60.0,
    tries: Tries = 3,
    allow_private: AllowPrivate = False,
    ignore_robots: IgnoreRobots = False,
    user_agent: UserAgent = None,
    refresh: Refresh = False,
    published: Day = None,
    source: Outlet = None,
    max_chars: MaxChars = 2_000_000,
    coder: Coder = "rules",
) -> int:
    """Fetch pages and feeds politely, keep them as they came, and code them into a store."""
    options = fetch_options(
        delay, timeout, deadline, max_bytes, max_redirects, max_wait, tries, allow_private, ignore_robots, user_agent,
        refresh, published, source, max_chars,
    )  # fmt: skip
    return _fetch([*(targets or []), *_listed(from_)], output, store, options, coder)


def fetch_options(
    delay: float,
    timeout: float,
    deadline: float,
    max_bytes: int,
    max_redirects: int,
    max_wait: float,
    tries: int,
    allow_private: bool,
    ignore_robots: bool,
    user_agent: str | None,
    refresh: bool,
    published: str | None,
    source: str | None,
    max_chars: int,
) -> FetchOptions:
    """The options of the command line as `FetchOptions`; `BadSetting` for wrong ones."""
    from marsad.cli.code import read_options
    from marsad.fetching import FetchOptions

    return FetchOptions(
        user_agent=user_agent,
        delay=delay,
        timeout=timeout,
        deadline=deadline,
        max_bytes=max_bytes,
        max_redirects=max_redirects,
        max_wait=max_wait,
        tries=tries,
        allow_private=allow_private,
        obey_robots=not ignore_robots,
        refresh=refresh,
        reading=read_options(published, source, max_chars=max_chars, max_bytes=max_bytes),
    )


def _fetch(targets: list[str], output: Path | None, store: Path | None, options: FetchOptions, coder: str) -> int:
    from marsad.api import check_engine
    from marsad.cli import INTERRUPTED
    from marsad.cli.statusline import StatusLine
    from marsad.cli.stopping import stopping
    from marsad.errors import BadSetting
    from marsad.fetching import FetchTally
    from marsad.intake.coding import Taken, store_at
    from marsad.intake.snapshots import fetch_into, pages_folder

    check_engine(coder)
    if not targets:
        raise BadSetting("name a page or a feed, as https://example.org/feed, or a list of them with --from FILE")
    if output is None and store is None:
        raise BadSetting("name where the pages go: -o FOLDER, or --store FILE (then a folder beside it)")
    folder = output or pages_folder(store or "")
    tally, taken = FetchTally(), Taken()
    failures: list[str] = []
    with stopping() as stop, StatusLine() as line:
        for one in fetch_into(
            targets, folder, store_at(store) if store else None, engine=coder, options=options, tally=tally, taken=taken,
            stopped=stop.is_set, on_progress=lambda t, _: line.show(f"{t.now} ({t.left} waiting)" if t.now else ""),
        ):  # fmt: skip
            failures += [str(item.error) for item in one.items if hasattr(item, "error")]
        stopped = stop.is_set()
    _report(tally, taken, failures, folder, store, stopped=stopped)
    if stopped:
        return INTERRUPTED
    return 1 if failures or tally.postponed else 0


def _report(
    tally: object, taken: object, failures: list[str], folder: Path, store: Path | None, *, stopped: bool
) -> None:
    from marsad.cli.jobs import MAX_TOLD
    from marsad.fetching import FetchTally
    from marsad.intake.coding import Taken

    assert isinstance(tally, FetchTally)
    assert isinstance(taken, Taken)
    lines = [f"marsad: {len(failures)} failed:"] if failures else []
    lines += [f"  {message}" for message in failures[:MAX_TOLD]]
    if len(failures) > MAX_TOLD:
        lines.append(f"  … and {len(failures) - MAX_TOLD} more")
    told = [f"{tally.new} new", f"{tally.changed} changed", f"{tally.unchanged} unchanged"]
    if tally.feeds:
        told.append(f"{tally.feeds} feeds read")
    if tally.resumed:
        told.append(f"{tally.resumed} done by the run before, which was broken off")
    if tally.postponed:
        told.append(f"{tally.postponed} left for the next run, as their servers ask")
    lines.append(f"marsad: {', '.join(told)}; pages are in {folder}")
    if store:
        lines.append(f"marsad: {taken.documents} documents with {taken.events} events added to {store}")
    if stopped:
        lines.append("marsad: stopped; the same command goes on")
    sys.stderr.write("".join(line + "\n" for line in lines))


def _listed(path: Path | None) -> list[str]:
    from marsad.errors import BadSetting

    if path is None:
        return []
    try:
        text = sys.stdin.read() if str(path) == "-" else path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise BadSetting(f"--from {path}: cannot be read ({error}); give a text file, one address a line") from None
    return [line.strip() for line in text.splitlines() if line.strip() and not line.strip().startswith("#")]
