"""`marsad failures`: what could not be read or coded."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated, Any

import typer

from marsad.cli.incidents import existing
from marsad.cli.record import DEFAULT_STORE, BidiOption, FormatOption, ShortFormatOption, StoreOption

if TYPE_CHECKING:
    from marsad.store import StoredFailure

app = typer.Typer(no_args_is_help=True, help="What could not be read or coded, and trying it again.")

NamesArgument = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="[NAME]...", help="Failures: beginnings of ids, inputs or files. Default: all.", show_default=False
    ),
]


@app.command("list")
def list_failures(
    all_: Annotated[bool, typer.Option("--all", help="Those mended, dropped or superseded, too.")] = False,
    format_: FormatOption = "table",
    store: StoreOption = DEFAULT_STORE,
    bidi: BidiOption = None,
) -> int:
    """List what could not be read or coded, with the reason."""
    import msgspec

    from marsad.cli.record_lists import check_format, write_objects, write_table
    from marsad.store import Table, open_store

    check_format(format_)
    with open_store(store, read_only=True) as opened:
        found = opened.quarantine.find(None if all_ else "open")
    if format_ in ("json", "jsonl"):
        write_objects(map(msgspec.to_builtins, found), format_)
    elif found or format_ == "csv":
        write_table(Table(_HEADER, [_row(failure) for failure in found]), format_, bidi)
    if not found:
        sys.stderr.write("marsad: no failure is open\n")
    return 0


_HEADER = ("id", "input", "stage", "reason", "tries", "last tried", "fate")


def _row(failure: StoredFailure) -> tuple[str, ...]:
    tried = (failure.tried or "")[:16]
    return (
        failure.failure_id[:13],
        failure.input_name,
        failure.stage,
        failure.message,
        str(failure.tries),
        tried,
        failure.fate,
    )


@app.command("show")
def show(
    name: Annotated[
        str, typer.Argument(metavar="NAME", help="The beginning of an id, an input or a file.", show_default=False)
    ],
    format_: ShortFormatOption = "table",
    store: StoreOption = DEFAULT_STORE,
    bidi: BidiOption = None,
) -> int:
    """Show a failure: the reason, where the input is, and what is known of it."""
    import msgspec

    from marsad.cli.record_lists import check_format, write_objects
    from marsad.cli.screen import Screen
    from marsad.store import open_store

    check_format(format_, ("table", "json"))
    with open_store(store, read_only=True) as opened:
        found = opened.quarantine.find(None, [name])
    if format_ == "json":
        write_objects(map(msgspec.to_builtins, found), format_)
        return 0
    screen = Screen(bidi)
    for failure in found:
        screen.line(f"failure {failure.failure_id}", failure.fate, style="bold")
        screen.line(failure.input_name)
        screen.line(failure.message, style="red")
        screen.grid(("what", "told"), _told(failure))
    return 0


def _told(failure: StoredFailure) -> list[tuple[str, str]]:
    provenance: dict[str, Any] = failure.provenance or {}
    lines = [
        ("stage", f"{failure.stage} ({failure.error})"),
        ("origin", failure.origin or "not known"),
        *((name, str(value)) for name, value in provenance.items() if name not in ("file", "name")),
        ("tried", f"{failure.tries} times, first {failure.noted}, last {failure.tried} UTC"),
    ]
    if failure.reading:
        lines.append(("read with", ", ".join(f"{k} {v}" for k, v in failure.reading.items())))
    if failure.coder:
        lines.append(("coder", failure.coder))
    return lines


@app.command("retry")
def retry(
    names: NamesArgument = None,
    allow_private: Annotated[
        bool, typer.Option("--allow-private", help="Also ask private and loopback addresses, as of your own network.")
    ] = False,
    store: StoreOption = DEFAULT_STORE,
) -> int:
    """Read and code again what failed; what was mended since goes into the store."""
    from marsad.intake.asking import ask_again
    from marsad.intake.retrying import retry as try_again
    from marsad.store import open_store

    with open_store(existing(store)) as opened:
        done = try_again(opened, opened.quarantine.find("open", names or ()), ask=ask_again(store, allow_private))
        left = len(opened.quarantine.find("open"))
    for line in done.left:
        sys.stderr.write(f"  {line}\n")
    sys.stderr.write(
        f"marsad: {done.tried} failures tried again, {done.mended} mended; "
        f"{done.added} documents with {done.added_events} events added to {store}; {left} failures are open\n"
    )
    return 1 if done.tried > done.mended or done.left else 0


@app.command("drop")
def drop(
    names: NamesArgument = None,
    all_: Annotated[bool, typer.Option("--all", help="Every open failure.")] = False,
    store: StoreOption = DEFAULT_STORE,
) -> int:
    """Give failures up: they are listed no more, unless they come again."""
    from marsad.errors import BadSetting
    from marsad.store import open_store
    from marsad.store.rows import utc_now

    if not names and not all_:
        raise BadSetting("name the failures to drop, or add --all")
    with open_store(existing(store)) as opened:
        quarantine = opened.quarantine
        dropped = quarantine.settle(quarantine.find("open", names or ()), "dropped", utc_now())
    sys.stderr.write(f"marsad: {dropped} failures dropped\n")
    return 0
