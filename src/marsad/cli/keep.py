"""`marsad check`, `backup`, `restore`, `forget`: the safety of the record."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from marsad.cli.incidents import existing
from marsad.cli.record import DEFAULT_STORE, StoreOption

ForceOption = Annotated[bool, typer.Option("--force", help="Replace the file when it is there.")]
ByOption = Annotated[
    str, typer.Option("--by", metavar="NAME", envvar="MARSAD_REVIEWER", help="Who says so.", show_default=False)
]


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.command("check")(check)
    app.command("backup")(backup)
    app.command("restore")(restore)
    app.command("forget")(forget)


def check(store: StoreOption = DEFAULT_STORE) -> int:
    """Check a store: spans hold their words, ids resolve, views and rows agree, the journal replays."""
    from marsad.store import open_store
    from marsad.store.placing import is_settled

    with open_store(store, read_only=True) as opened:
        faults = opened.check()
        if not is_settled(opened):
            faults.append(
                "places: the file of placed names does not say what the journal says; run `marsad places settle`"
            )
    for fault in faults:
        typer.echo(fault)
    sys.stderr.write(f"marsad: {store}: {len(faults) or 'no'} fault{'' if len(faults) == 1 else 's'}\n")
    return 1 if faults else 0


def backup(
    target: Annotated[Path, typer.Argument(metavar="FILE", help="The copy to make.", show_default=False)],
    store: StoreOption = DEFAULT_STORE,
    force: ForceOption = False,
) -> int:
    """Copy a store; the copy appears when it is complete and was checked."""
    from marsad.store.keeping import copy_store
    from marsad.store.remote import readable

    with readable(store) as source:
        documents = copy_store(source, target, force=force)
    sys.stderr.write(f"marsad: {target}: {documents} documents, checked\n")
    return 0


def restore(
    source: Annotated[
        Path, typer.Argument(metavar="FILE", help="A copy that `marsad backup` made.", show_default=False)
    ],
    store: StoreOption = DEFAULT_STORE,
    force: ForceOption = False,
) -> int:
    """Make a store of a copy; the copy is checked first."""
    from marsad.store import Store
    from marsad.store.keeping import copy_store
    from marsad.store.placing import is_settled, settle

    documents = copy_store(source, store, force=force)
    with Store.open(store) as opened:
        if not is_settled(opened):
            settle(opened)  # the coder reads what the journal of the copy decided
    sys.stderr.write(f"marsad: {store}: {documents} documents, checked\n")
    return 0


def forget(
    document: Annotated[
        str,
        typer.Argument(metavar="DOCUMENT", help="A document's id, or the beginning of its key.", show_default=False),
    ],
    by: ByOption,
    reason: Annotated[str | None, typer.Option(metavar="TEXT", help="Why; it stays with the tombstone.")] = None,
    store: StoreOption = DEFAULT_STORE,
) -> int:
    """Erase a document for good: its text, spans, names and values; a tombstone with its key stays."""
    from marsad.corroborate.link import link
    from marsad.store import open_store
    from marsad.store.keeping import compact
    from marsad.store.rows import utc_now

    with open_store(existing(store)) as opened:
        key = opened.forget(document, by=by, at=utc_now(), reason=reason)
        if opened.query("SELECT count(*) FROM link_runs").rows != [(0,)]:
            link(opened, at=utc_now())
        later = opened.hand_over("compact", bool)
    if not later:
        compact(store)
    rest = "; its last bytes leave the file when the workbench ends" if later else ""
    sys.stderr.write(f"marsad: {key} is forgotten{rest}\n")
    return 0
