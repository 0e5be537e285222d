"""`marsad export`."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from marsad.cli.record import DEFAULT_STORE, StoreOption

Of = Annotated[
    str | None,
    typer.Option("--of", metavar="WHAT", help="events or incidents; incidents once linked.", show_default=False),
]
Types = Annotated[list[str] | None, typer.Option("--type", metavar="TYPE", help="Event type; may be repeated.")]
Since = Annotated[str | None, typer.Option(metavar="DATE", help="On or after this day (YYYY-MM-DD).")]
Until = Annotated[str | None, typer.Option(metavar="DATE", help="On or before this day.")]
PlaceName = Annotated[str | None, typer.Option(metavar="NAME", help="Part of a place, province or country code.")]
ActorName = Annotated[str | None, typer.Option(metavar="NAME", help="Part of an actor's name or id.")]
Status = Annotated[str | None, typer.Option(metavar="STATUS", help="current or background.")]
Modalities = Annotated[
    list[str] | None,
    typer.Option("--modality", metavar="MODALITY", help="occurred, ongoing, planned, denied or possible."),
]
Confidence = Annotated[float, typer.Option("--min-confidence", metavar="X", help="At least this confidence, 0 to 1.")]


def export(
    format_: Annotated[
        str, typer.Option("--format", "-f", metavar="FORMAT", help="The format; see --formats.", show_default=False)
    ] = "",
    output: Annotated[
        Path | None, typer.Option("--output", "-o", metavar="FILE", help="The file to write.", show_default=False)
    ] = None,
    of: Of = None,
    types: Types = None,
    since: Since = None,
    until: Until = None,
    place: PlaceName = None,
    actor: ActorName = None,
    status: Status = None,
    modality: Modalities = None,
    min_confidence: Confidence = 0.0,
    with_names: Annotated[
        bool, typer.Option("--with-names", help="Keep quoted words and the names of persons.")
    ] = False,
    formats: Annotated[bool, typer.Option("--formats", help="List the formats and end.")] = False,
    store: StoreOption = DEFAULT_STORE,
) -> int:
    """Write the record in a format of the field, with a sidecar that tells what each column is made from."""
    from marsad.actors.registry import calling
    from marsad.exports import FORMATS, Selection, find_exporter, iter_records, unit_of
    from marsad.exports import export as write
    from marsad.exports.writing import names_told
    from marsad.store import open_store

    if formats:
        for known in FORMATS:
            sys.stdout.write(f"{known.name:15} .{known.suffix:9} {known.title}\n")
        return 0
    exporter = find_exporter(format_)
    target = output or Path(f"marsad-{exporter.name}.{exporter.suffix}")
    with open_store(store, read_only=True) as opened:
        chosen = Selection(
            of=unit_of(opened, of),
            types=tuple(types or ()),
            since=since,
            until=until,
            place=place,
            actor=actor,
            status=status,
            modalities=tuple(modality or ()),
            min_confidence=min_confidence,
            names=with_names,
        ).for_format(exporter)
        with calling(opened.actor_rulings.names):
            done = write(iter_records(opened, chosen), exporter, target, chosen)
    left = len(done.written.left_out)
    sys.stderr.write(
        f"marsad: {done.written.rows} rows of {chosen.of} in {target}"
        + (f"; {left} records left out, with the reasons in {done.sidecar.name}" if left else "")
        + f"\nmarsad: names {names_told(chosen)}\n"
    )
    return 0
