"""`marsad plot`."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from marsad.cli.export import ActorName, Confidence, Modalities, Of, PlaceName, Since, Status, Types, Until
from marsad.cli.record import DEFAULT_STORE, StoreOption


def plot(
    what: Annotated[
        str, typer.Option("--what", metavar="WHAT", help="timeline, casualties, types, actors, places or map.")
    ] = "timeline",
    output: Annotated[
        Path | None, typer.Option("--output", "-o", metavar="FILE", help="The file to write.", show_default=False)
    ] = None,
    format_: Annotated[
        str | None,
        typer.Option("--format", "-f", metavar="FORMAT", help="png or svg; by the name of -o.", show_default=False),
    ] = None,
    lang: Annotated[str, typer.Option(metavar="LANG", help="Language and direction: ar or en.")] = "ar",
    title: Annotated[str | None, typer.Option(metavar="TITLE", help="Title in place of the usual one.")] = None,
    of: Of = None,
    types: Types = None,
    since: Since = None,
    until: Until = None,
    place: PlaceName = None,
    actor: ActorName = None,
    status: Status = None,
    modality: Modalities = None,
    min_confidence: Confidence = 0.0,
    store: StoreOption = DEFAULT_STORE,
) -> int:
    """Draw the record: over time, casualties with their ranges, by type, actor, governorate, or on a map."""
    from marsad.actors.registry import calling
    from marsad.cli.output import write_bytes
    from marsad.exports import Selection, iter_records, unit_of
    from marsad.report.figures import HAPPENED, PlotOptions, file_format
    from marsad.report.figures import plot as draw
    from marsad.store import open_store

    kind = file_format(format_, output)
    options = PlotOptions(lang=lang, format=kind, title=title)  # type: ignore[arg-type]  # checked there
    with open_store(store, read_only=True) as opened:
        chosen = Selection(
            of=unit_of(opened, of),
            types=tuple(types or ()),
            since=since,
            until=until,
            place=place,
            actor=actor,
            status=status or HAPPENED.status,
            modalities=tuple(modality or HAPPENED.modalities),
            min_confidence=min_confidence,
        )
        with calling(opened.actor_rulings.names):
            made = draw(iter_records(opened, chosen), what, options)
    target = output or Path(f"marsad-{what}.{kind}")
    write_bytes(target, made)
    sys.stderr.write(f"marsad: {target} written ({chosen.of})\n")
    return 0
