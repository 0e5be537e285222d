"""`marsad report`."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from marsad.cli.record import DEFAULT_STORE, StoreOption


def report(
    store: StoreOption = DEFAULT_STORE,
    output: Annotated[
        Path, typer.Option("--output", "-o", metavar="FILE", help="The HTML file.", show_default=True)
    ] = Path("report.html"),
    title: Annotated[str | None, typer.Option(metavar="TITLE", help="Heading of the report.")] = None,
    lang: Annotated[str, typer.Option(metavar="LANG", help="Language that it opens in: ar or en.")] = "ar",
    no_texts: Annotated[
        bool, typer.Option("--no-texts", help="Leave the articles' texts out; quoted words of values stay.")
    ] = False,
    no_figures: Annotated[bool, typer.Option("--no-figures", help="Leave the figures of `marsad plot` out.")] = False,
) -> int:
    """Write a store as one HTML page: map, timeline, table, and the texts with their evidence."""
    from marsad.actors.registry import calling
    from marsad.cli.output import open_output
    from marsad.report import ReportOptions, render_report
    from marsad.store import open_store

    options = ReportOptions(title=title, lang=lang, texts=not no_texts, figures=not no_figures)  # type: ignore[arg-type]
    with open_store(store, read_only=True) as opened, calling(opened.actor_rulings.names):
        page = render_report(opened, options)
    with open_output(output) as stream:
        stream.write(page)
    sys.stderr.write(f"marsad: {output} written; open it in a browser\n")
    return 0
