"""`marsad schema`."""

from __future__ import annotations

from typing import Annotated

import typer


def schema(
    what: Annotated[str, typer.Argument(metavar="WHAT", help="events or incidents.", show_default=False)],
) -> int:
    """Print the JSON Schema of the output of `marsad code` (events) or `marsad incidents` (incidents)."""
    from marsad.cli.formats import to_json
    from marsad.cli.screen import utf8_stdout
    from marsad.model.schema import json_schema

    utf8_stdout().write(to_json(json_schema(what), indent=2) + "\n")
    return 0
