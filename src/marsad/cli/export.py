"""`marsad export`."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from marsad.cli.record import DEFAULT_STORE, StoreOption

if TYPE_CHECKING:
    from marsad.store import Store


def export(
    format_: Annotated[
        str, typer.Option("--format", "-f", metavar="FORMAT", help="The format; see --formats.", show_default=False)
    ] = "",
    output: Annotated[
        Path | None, typer.Option("--output", "-o", metavar="FILE", help="The file to write.", show_default=False)
    ] = None,
    of: Annotated[
        str | None,
        typer.Option("--of", metavar="WHAT", help="events or incidents; incidents once linked.", show_default=False),
    ] = None,
    types: Annotated[
        list[str] | None, typer.Option("--type", metavar="TYPE", help="Event type; may be repeated.")
    ] = None,
    since: Annotated[str | None, typer.Option(metavar="DATE", help="On or after this day (YYYY-MM-DD).")] = None,
    until: Annotated[str | None, typer.Option(metavar="DATE", help="On or before this day.")] = None,
    place: Annotated[
        str | None, typer.Option(metavar="NAME", help="Part of a place, province or country code.")
    ] = None,
    actor: Annotated[str | None, typer.Option(metavar="NAME", help="Part of an actor's name or id.")] = None,
    status: Annotated[str | None, typer.Option(metavar="STATUS", help="current or background.")] = None,
    modality: Annotated[
        list[str] | None, typer.Option(metavar="MODALITY", help="occurred, ongoing, planned, denied or possible.")
    ] = None,
    min_confidence: Annotated[float, typer.Option(metavar="X", help="At least this confidence, 0 to 1.")] = 0.0,
    with_names: Annotated[
        bool, typer.Option("--with-names", help="Keep quoted words and the names of persons.")
    ] = False,
    formats: Annotated[bool, typer.Option("--formats", help="List the formats and end.")] = False,
    store: StoreOption = DEFAULT_STORE,
) -> int:
    """Write the record in a format of the field, with a sidecar that tells what each column is made from."""
    from marsad.exports import FORMATS, Selection, find_exporter, iter_records
    from marsad.exports import export as write
    from marsad.store import Store

    if formats:
        for known in FORMATS:
            sys.stdout.write(f"{known.name:15} .{known.suffix:9} {known.title}\n")
        return 0
    exporter = find_exporter(format_)
    target = output or Path(f"marsad-{exporter.name}.{exporter.suffix}")
    with Store.open(store, read_only=True) as opened:
        chosen = Selection(
            of=_unit(of, opened),
            types=tuple(types or ()),
            since=since,
            until=until,
            place=place,
            actor=actor,
            status=status,
            modalities=tuple(_allowed(m) for m in modality or ()),
            min_confidence=min_confidence,
            names=with_names,
        ).for_format(exporter)
        done = write(iter_records(opened, chosen), exporter, target, chosen)
    left = len(done.written.left_out)
    sys.stderr.write(
        f"marsad: {done.written.rows} rows of {chosen.of} in {target}"
        + (f"; {left} records left out, with the reasons in {done.sidecar.name}" if left else "")
        + "\n"
    )
    return 0


def _unit(asked: str | None, store: Store) -> Literal["events", "incidents"]:
    from marsad.errors import BadSetting
    from marsad.exports.incidents import has_incidents

    if asked is None:
        return "incidents" if has_incidents(store) else "events"
    if asked == "events":
        return "events"
    if asked != "incidents":
        raise BadSetting(f"of: {asked!r} is not known; events or incidents")
    if not has_incidents(store):
        raise BadSetting(f"of: the store {store.path} holds no incidents yet; run `marsad link --store {store.path}`")
    return "incidents"


def _allowed(modality: str) -> str:
    from typing import get_args

    from marsad.errors import BadSetting
    from marsad.model.event import Modality

    if modality not in get_args(Modality):
        raise BadSetting(f"modality: {modality!r} is not known; one of {', '.join(get_args(Modality))}")
    return modality
