"""`marsad code`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from marsad.reading import ReadOptions


Inputs = Annotated[
    list[str],
    typer.Argument(metavar="INPUT...", help="Files, folders, or - for standard input.", show_default=False),
]
Day = Annotated[str | None, typer.Option(metavar="DATE", help="Publication day (YYYY-MM-DD) of texts that tell none.")]
Outlet = Annotated[str | None, typer.Option(metavar="NAME", help="Outlet of texts that tell none.")]
OutputFormat = Annotated[
    str | None,
    typer.Option(
        "--format", "-f", metavar="FORMAT", help="table, json, jsonl or csv. Default: a table, or by the name of -o."
    ),
]
Output = Annotated[
    Path | None, typer.Option("--output", "-o", metavar="FILE", help="Write there instead of standard output.")
]
StoreFile = Annotated[
    Path | None,
    typer.Option(metavar="FILE", help="Add everything to this store; what it holds already is not coded again."),
]
Jobs = Annotated[int, typer.Option("--jobs", "-j", metavar="N", help="Processes; 0: one per core.")]
Fields = Annotated[
    list[str] | None,
    typer.Option(metavar="FIELD=COLUMN", help="Where records hold id, text, title, published, source, url: text=body."),
]
Encoding = Annotated[str, typer.Option(metavar="NAME", help="auto, utf-8, windows-1256, …")]
Kind = Annotated[
    str, typer.Option(metavar="FORMAT", help="auto, txt, html, jsonl, csv, docx, pdf, … whatever the name.")
]
TableName = Annotated[
    str | None, typer.Option("--table", metavar="NAME", help="The sheet of a workbook, the table of a database.")
]
MaxChars = Annotated[int, typer.Option(metavar="N", help="Longest text, in characters.")]
MaxBytes = Annotated[int, typer.Option(metavar="N", help="Largest file of text, line or row, in bytes.")]
Coder = Annotated[
    str, typer.Option(metavar="NAME", help="The engine: rules, or rules-only, without the learned judge.")
]
Bidi = Annotated[
    str | None, typer.Option(metavar="MODE", help="Arabic in tables: auto, native, shape or off.", show_default=False)
]


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("code")(code)


def code(
    inputs: Inputs,
    published: Day = None,
    source: Outlet = None,
    format_: OutputFormat = None,
    output: Output = None,
    store: StoreFile = None,
    jobs: Jobs = 1,
    field: Fields = None,
    encoding: Encoding = "auto",
    input_format: Kind = "auto",
    table: TableName = None,
    max_chars: MaxChars = 2_000_000,
    max_bytes: MaxBytes = 50_000_000,
    coder: Coder = "rules",
    bidi: Bidi = None,
) -> int:
    """Code texts into events."""
    import sys

    from marsad.cli import INTERRUPTED
    from marsad.cli.jobs import Job, Tally, code_inputs, report
    from marsad.cli.progress import progress_of

    job = Job(
        inputs=inputs,
        options=read_options(published, source, field, encoding, input_format, max_chars, max_bytes, table),
        format=format_,
        output=output,
        store=store,
        jobs=jobs,
        engine=coder,
        bidi=bidi,
    )
    tally = Tally()
    try:
        with progress_of(job) as on_progress:
            code_inputs(job, tally, on_progress)
    except KeyboardInterrupt:
        report(job, tally, sys.stderr, interrupted=True)
        return INTERRUPTED
    report(job, tally, sys.stderr)
    return 1 if tally.failed else 0


def read_options(
    published: str | None,
    source: str | None = None,
    field: list[str] | None = None,
    encoding: str = "auto",
    input_format: str = "auto",
    max_chars: int = 2_000_000,
    max_bytes: int = 50_000_000,
    table: str | None = None,
) -> ReadOptions:
    """The options of the command line as `ReadOptions`; `BadSetting` for wrong ones."""
    from marsad.model import Published
    from marsad.reading import ReadOptions, check_encoding, parse_fields

    return ReadOptions(
        fields=parse_fields(field or ()),
        encoding=check_encoding(encoding),
        format=input_format,  # type: ignore[arg-type]  # ReadOptions checks it
        published=Published.from_metadata(published, "--published"),
        source=source,
        max_chars=max_chars,
        max_bytes=max_bytes,
        table=table,
    )
