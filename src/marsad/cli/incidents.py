"""`marsad link`, `incidents`, `incident show`, `why`: what several sources say about the same happening."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from marsad.cli.record import DEFAULT_STORE, BidiOption, FormatOption, ShortFormatOption, StoreOption

incident_app = typer.Typer(no_args_is_help=True, help="One incident: what its sources say.")


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.command("link")(link)
    app.command("incidents")(incidents)
    app.add_typer(incident_app, name="incident")
    app.command("why")(why)


def link(store: StoreOption = DEFAULT_STORE) -> int:
    """Join the event reports of a store into incidents; only what is new or changed is worked on."""
    from marsad.corroborate.link import link as link_store
    from marsad.store import open_store
    from marsad.store.rows import utc_now

    with open_store(existing(store)) as opened:
        done = link_store(opened, at=utc_now())
    sys.stderr.write(
        f"marsad: {done.reports} reports ({done.fresh} new or changed), {done.incidents} incidents ({done.changed} new or changed)\n"
    )
    for fate in done.fates:
        sys.stderr.write(f"marsad: {fate.incident_id} {fate.fate}{f' into {fate.into_id}' if fate.into_id else ''}\n")
    return 0


def incidents(
    type_: Annotated[
        list[str] | None, typer.Option("--type", metavar="TYPE", help="Event type, as air_strike; may be repeated.")
    ] = None,
    since: Annotated[str | None, typer.Option(metavar="DATE", help="On or after this day (YYYY-MM-DD).")] = None,
    until: Annotated[str | None, typer.Option(metavar="DATE", help="On or before this day.")] = None,
    grade: Annotated[
        str | None, typer.Option(metavar="GRADE", help="confirmed, fair, weak, contested or discounted.")
    ] = None,
    sources: Annotated[int, typer.Option(metavar="N", min=0, help="At least so many independent sources.")] = 0,
    limit: Annotated[int | None, typer.Option(metavar="N", min=0, help="At most so many incidents.")] = None,
    format_: FormatOption = "table",
    store: StoreOption = DEFAULT_STORE,
    bidi: BidiOption = None,
) -> int:
    """List the incidents of a store, by day."""
    from marsad.cli.incident_lists import write_incidents
    from marsad.corroborate.reading import iter_incidents
    from marsad.store import open_store

    with open_store(store, read_only=True) as opened:
        found = iter_incidents(
            opened, types=type_ or (), since=since, until=until, grade=grade, min_sources=sources, limit=limit
        )
        if write_incidents(found, format_, bidi) == 0:
            linked = opened.query("SELECT count(*) FROM link_runs").rows[0][0]
            advice = "no incident matches" if linked else f"nothing is linked yet; run `marsad link --store {store}`"
            sys.stderr.write(f"marsad: {advice}\n")
    return 0


@incident_app.command("show")
def show(
    name: Annotated[
        str, typer.Argument(metavar="ID", help="An incident's id, or the beginning of it.", show_default=False)
    ],
    format_: ShortFormatOption = "table",
    store: StoreOption = DEFAULT_STORE,
    bidi: BidiOption = None,
) -> int:
    """Show an incident: its sources side by side, what differs marked, and what contradicts what."""
    from marsad.cli.incident_lists import show_incident
    from marsad.corroborate.reading import get_incident
    from marsad.store import open_store

    with open_store(store, read_only=True) as opened:
        incident, fates = get_incident(opened, name)
        if incident is not None:
            show_incident(opened, incident, format_, bidi)
            return 0
    if fates:
        for fate in fates:
            into = f" into {fate.into_id}" if fate.into_id else ""
            sys.stderr.write(f"marsad: {fate.incident_id} is no incident any more: {fate.fate}{into}\n")
    else:
        sys.stderr.write(
            f"marsad: {store} has no incident {name!r}; `marsad incidents --store {store}` shows the ids\n"
        )
    return 1


def why(
    first: Annotated[
        str, typer.Argument(metavar="A", help="An event's id, or the beginning of it.", show_default=False)
    ],
    second: Annotated[str, typer.Argument(metavar="B", help="Another event's id.", show_default=False)],
    format_: ShortFormatOption = "table",
    store: StoreOption = DEFAULT_STORE,
    bidi: BidiOption = None,
) -> int:
    """Tell why two event reports were joined, or were not: every comparison and its weight."""
    from marsad.cli.incident_lists import show_why
    from marsad.corroborate.why import why as compare
    from marsad.store import open_store

    with open_store(store, read_only=True) as opened:
        show_why(compare(opened, first, second), format_, bidi)
    return 0


def existing(store: Path) -> Path:
    """The path, when there is a store; the commands that change one do not make it."""
    from marsad.errors import StoreError

    if not store.exists():
        raise StoreError(f"{store}: there is no store; `marsad code … --store {store}` makes one")
    return store
