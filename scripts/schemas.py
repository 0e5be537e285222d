"""Write the JSON Schemas of the output into docs/schema/, as `marsad schema` prints them.

    .venv/bin/python scripts/schemas.py

A test fails while they are not those of the records.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final

from marsad.cli.formats import to_json
from marsad.model.schema import json_schema

FOLDER: Final = Path(__file__).parents[1] / "docs" / "schema"


def main() -> None:
    """Write one file for each kind of object."""
    for what in ("events", "incidents"):
        (FOLDER / f"{what}.schema.json").write_text(to_json(json_schema(what), indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
