"""`marsad list`, `show`, `sql`, `explain`: what a store holds."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

StoreOption = Annotated[
    Path, typer.Option("--store", metavar="FILE", envvar="MARSAD_STORE", help="The store.", show_default=True)
]
FormatOption = Annotated[
    str, typer.Option("--format", "-f", metavar="FORMAT", help="table, json, jsonl or csv.", show_default=True)
]
ShortFormatOption = Annotated[
    str, typer.Option("--format", "-f", metavar="FORMAT", help="table or json.", show_default=True)
]
BidiOption = Annotated[
    str | None, typer.Option(metavar="MODE", help="Arabic in tables: auto, native, shape or off.", show_default=False)
]
DEFAULT_STORE = Path("marsad.duckdb")


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.command("list")(list_events)
    app.command("show")(show)
    app.command("sql")(sql)
    app.command("explain")(explain)


def list_events(
    type_: Annotated[
        list[str] | None, typer.Option("--type", metavar="TYPE", help="Event type, as air_strike; may be repeated.")
    ] = None,
    since: Annotated[str | None, typer.Option(metavar="DATE", help="Events on or after this day (YYYY-MM-DD).")] = None,
    until: Annotated[str | None, typer.Option(metavar="DATE", help="Events on or before this day.")] = None,
    place: Annotated[
        str | None, typer.Option(metavar="NAME", help="Part of a place's name, its province or country code.")
    ] = None,
    actor: Annotated[str | None, typer.Option(metavar="NAME", help="Part of an actor's name or id.")] = None,
    status: Annotated[str | None, typer.Option(metavar="STATUS", help="current or background.")] = None,
    limit: Annotated[int | None, typer.Option(metavar="N", min=0, help="At most so many events.")] = None,
    format_: FormatOption = "table",
    store: StoreOption = DEFAULT_STORE,
    bidi: BidiOption = None,
) -> int:
    """List the events of a store."""
    from marsad.cli.record_lists import write_events
    from marsad.store import open_store

    with open_store(store, read_only=True) as opened:
        found = opened.iter_events(
            types=type_ or (), since=since, until=until, place=place, actor=actor, status=status, limit=limit
        )
        if write_events(found, format_, bidi) == 0:
            sys.stderr.write("marsad: no event matches\n")
    return 0


def show(
    name: Annotated[
        str,
        typer.Argument(metavar="ID", help="An event's or document's id, or the beginning of it.", show_default=False),
    ],
    format_: ShortFormatOption = "table",
    store: StoreOption = DEFAULT_STORE,
    bidi: BidiOption = None,
) -> int:
    """Show an event or a document with its words in the text."""
    from marsad.cli.record_show import show_document, show_event
    from marsad.store import open_store

    with open_store(store, read_only=True) as opened:
        if event := opened.get_event(name):
            show_event(opened, event, format_, bidi)
        elif document := opened.get_document(name):
            show_document(opened, document, format_, bidi)
        else:
            return _not_found(name, store)
    return 0


def sql(
    query: Annotated[str, typer.Argument(metavar="SQL", help="One query.", show_default=False)],
    format_: FormatOption = "table",
    store: StoreOption = DEFAULT_STORE,
    bidi: BidiOption = None,
) -> int:
    """Query a store; nothing can be changed."""
    from marsad.cli.record_lists import write_table
    from marsad.store import open_store

    with open_store(store, read_only=True) as opened:
        opened.confine()
        write_table(opened.query(query), format_, bidi)
    return 0


def explain(
    name: Annotated[
        str,
        typer.Argument(metavar="ID", help="An event's or document's id, or the beginning of it.", show_default=False),
    ],
    format_: ShortFormatOption = "table",
    store: StoreOption = DEFAULT_STORE,
    bidi: BidiOption = None,
) -> int:
    """Tell which words, stage and rule filled every slot, and what was considered and lost."""
    from marsad.cli.record_show import explain_document, explain_event
    from marsad.store import open_store

    with open_store(store, read_only=True) as opened:
        if event := opened.get_event(name):
            explain_event(opened, event, format_, bidi)
        elif document := opened.get_document(name):
            explain_document(opened, document, format_, bidi)
        else:
            return _not_found(name, store)
    return 0


def _not_found(name: str, store: Path) -> int:
    sys.stderr.write(
        f"marsad: {store} has no event or document {name!r}; `marsad list --store {store}` shows the ids\n"
    )
    return 1
