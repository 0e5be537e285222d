"""Writing an export: the file appears when it is complete, and beside it a sidecar that tells how it was made."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import msgspec

import marsad
from marsad.errors import BadSetting
from marsad.exports.contract import Exporter, Written
from marsad.exports.record import ExportRecord
from marsad.exports.selection import Selection


class Exported(msgspec.Struct, frozen=True, kw_only=True):
    """What was written, and where."""

    path: Path
    sidecar: Path
    written: Written


def sidecar_path(path: Path) -> Path:
    """Where the sidecar of an export stands: `events.csv` has `events.csv.mapping.json`."""
    return path.with_name(f"{path.name}.mapping.json")


def export(
    records: Iterable[ExportRecord], exporter: Exporter, path: Path, chosen: Selection | None = None
) -> Exported:
    """Write records in a format, with the sidecar. `BadSetting` when the folder cannot be written to.

    Either both files are there at the end or, after an error, what was there before.
    """
    target = path.resolve()
    draft = target.with_name(f".{target.name}.{os.getpid()}.tmp")
    try:
        written = exporter.write(records, draft)
        side = sidecar_path(target)
        note = target.with_name(f".{side.name}.{os.getpid()}.tmp")
        note.write_bytes(
            msgspec.json.format(msgspec.json.encode(_sidecar(exporter, written, chosen or Selection())), indent=2)
        )
        draft.replace(target)
        note.replace(side)
    except OSError as error:
        raise BadSetting(f"output: {path} cannot be written ({(error.strerror or str(error)).lower()})") from None
    finally:
        draft.unlink(missing_ok=True)
    return Exported(path=path, sidecar=sidecar_path(path), written=written)


def names_told(chosen: Selection) -> str:
    """What became of names and quoted words."""
    if chosen.names:
        return "kept: quoted words and whoever is named in them; mind who will read the file"
    return "left out: quoted words, names of civilians, speakers without an office"


def _sidecar(exporter: Exporter, written: Written, chosen: Selection) -> dict[str, Any]:
    return {
        "format": exporter.name,
        "title": exporter.title,
        "made_by": f"marsad {marsad.__version__}",
        "rows": written.rows,
        "selection": msgspec.to_builtins(chosen),
        "names": names_told(chosen),
        "columns": exporter.mapping(),
        "left_out": [msgspec.to_builtins(item) for item in written.left_out],
    }
