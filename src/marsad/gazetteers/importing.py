"""Files into the layer of places beside a store: what `marsad places import` does, without its command line."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final

import msgspec
import regex

from marsad.errors import BadSetting, InputError
from marsad.gazetteers.files import Part, detect_kind, iter_parts
from marsad.gazetteers.geojson import read_boundaries
from marsad.gazetteers.geonames_dump import read_alternate_names, read_dump
from marsad.gazetteers.records import BadRow, Found, RowError, parse_country, parse_feature
from marsad.gazetteers.table import read_table
from marsad.places.boundaries import LEVELS
from marsad.places.layer import ADDED, Import, ImportKind, read_imports, write_import
from marsad.reading.encodings import AUTO, check_encoding

_GEONAMES: Final = ("GeoNames", "CC BY 4.0")
_UNTOLD: Final = "not told"
_COD: Final = "OCHA Common Operational Datasets"
_NO_NAME: Final = regex.compile(r"[^\w.\-]+")


class ImportOptions(msgspec.Struct, frozen=True, kw_only=True):
    """How files are read. None: as the file itself says.

    `country` (a code or a name), `level` (1 to 3, of boundaries) and `feature` (the kind of places, of tables) are for files
    that do not tell; for dumps of GeoNames `country` chooses. `fields` maps fields to columns of a table. `origin` and
    `licence` say where the data comes from, `name` under which name it is kept (for one file).
    """

    kind: str | None = None
    country: str | None = None
    level: int | None = None
    feature: str | None = None
    fields: Mapping[str, str] = {}
    encoding: str = AUTO
    origin: str | None = None
    licence: str | None = None
    name: str | None = None


class Imported(msgspec.Struct, frozen=True, kw_only=True):
    """What became of one file: counts of what is now in the layer, and the rows that gave nothing.

    `error` says why the whole file gave nothing. `replaced`: an import of this name was there.
    """

    file: str
    name: str = ""
    kind: str = ""
    rows: int = 0
    places: int = 0
    names: int = 0
    areas: int = 0
    left_out: int = 0
    replaced: bool = False
    bad: tuple[BadRow, ...] = ()
    error: str | None = None


def import_files(paths: Sequence[Path], folder: Path, options: ImportOptions | None = None) -> list[Imported]:
    """Read gazetteers into the layer of `folder`, one file after another; a faulty file or row leaves the others.

    Raises `BadSetting` for options that are not allowed, before anything is read.

    >>> # import_files([Path("irq_adm1.geojson")], Path("record.places"))[0].areas == 18
    """
    options = _checked(options or ImportOptions(), paths)
    out: list[Imported] = []
    for path in paths:
        try:
            parts = list(iter_parts(path))
        except InputError as error:
            out.append(Imported(file=str(path), error=str(error)))
            continue
        out += [_import_part(part, folder, options) for part in parts]
    return out


def _checked(options: ImportOptions, paths: Sequence[Path]) -> ImportOptions:
    try:
        country = parse_country(options.country) if options.country else None
        feature = parse_feature(options.feature) if options.feature else None
    except RowError as error:
        raise BadSetting(str(error)) from None
    if options.level is not None and options.level not in LEVELS:
        raise BadSetting(f"level: {options.level} is none of 1 (governorates), 2 (districts), 3 (sub-districts)")
    if options.name is not None and (len(paths) > 1 or options.name == ADDED or _NO_NAME.search(options.name)):
        raise BadSetting(
            f"name: {options.name!r} cannot be used; give one file, and a name of letters, digits, - and _"
        )
    check_encoding(options.encoding)
    return msgspec.structs.replace(options, country=country, feature=feature)


def _import_part(part: Part, folder: Path, options: ImportOptions) -> Imported:
    try:
        kind = detect_kind(part, options.kind)
        name = options.name or _NO_NAME.sub("-", part.stem).strip("-.")
        found = _read(part, kind, name, options)
        sha256 = _sha256(part)
    except InputError as error:
        return Imported(file=part.name, error=str(error))
    if not (found.places or found.names or found.areas):
        reason = f"none of its {found.rows} rows gives a place" if found.rows else "there is nothing in it"
        return Imported(
            file=part.name, kind=kind, rows=found.rows, bad=tuple(found.bad), error=f"{part.name}: {reason}"
        )
    if options.name is None and len(whole := {(a.country, a.level) for a in found.areas}) == 1:
        country, level = whole.pop()
        name = f"{country}_adm{level}"  # whatever the edition is called: it replaces the one before
    known = {one.name for one in read_imports(folder)}
    origin, licence = _origin(kind, part, found)
    made = Import(
        name=name,
        kind=kind,
        file=Path(part.name).name,
        sha256=sha256,
        origin=options.origin or origin,
        licence=options.licence or licence,
        rows=found.rows,
        bad=len(found.bad),
        places=tuple(found.places),
        parents=found.parents,
        names=found.names,
        areas=tuple(found.areas),
    )
    write_import(folder, made)
    return Imported(
        file=part.name,
        name=name,
        kind=kind,
        rows=found.rows,
        places=len(found.places),
        names=sum(map(len, found.names.values())),
        areas=len(found.areas),
        left_out=found.left_out,
        replaced=name in known,
        bad=tuple(found.bad),
    )


def _read(part: Part, kind: ImportKind, name: str, options: ImportOptions) -> Found:
    if kind == "geonames":
        return read_dump(part.lines(), part.name, name, options.country)
    if kind == "alternate-names":
        return read_alternate_names(part.lines(), part.name)
    if kind == "boundaries":
        return read_boundaries(part.read(), part.name, options.country, options.level)
    return read_table(part.read(), part.name, name, options.fields, options.country, options.feature, options.encoding)


def _origin(kind: ImportKind, part: Part, found: Found) -> tuple[str, str]:
    """Where data of a kind comes from, and its licence, as far as the file itself tells."""
    if kind in ("geonames", "alternate-names"):
        return _GEONAMES
    if kind == "boundaries" and found.areas and all(a.pcode for a in found.areas) and "adm" in part.name.lower():
        return _COD, _UNTOLD
    return Path(part.name).name, _UNTOLD


def _sha256(part: Part) -> str:
    digest = hashlib.sha256()
    with part.open() as stream:
        while piece := stream.read(1 << 20):
            digest.update(piece)
    return digest.hexdigest()
