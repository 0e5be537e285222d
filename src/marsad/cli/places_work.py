"""What the commands `marsad places …` do and print."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, Final

import msgspec

from marsad.cli.record_lists import check_format, write_objects, write_table
from marsad.errors import BadSetting
from marsad.gazetteers import Imported, ImportOptions, import_files
from marsad.gazetteers.records import RowError, parse_country, parse_feature, parse_point
from marsad.gazetteers.table import precision_of
from marsad.places.gazetteer import Gazetteer, gazetteer_of
from marsad.places.layer import ADDED, add_place, places_folder, read_added, read_imports, read_placed, remove_import
from marsad.places.overlay import admin_under
from marsad.places.placed import PLACED
from marsad.places.records import Place
from marsad.places.searching import search
from marsad.store import Table, open_store
from marsad.store.resolving import Renewed, find_unknown_places, renew_places
from marsad.text.script import arabic_share

__all__ = ["check_format"]

#: Bad rows told one by one; of more than these only the number is told. `--format json` has all of them.
_MAX_TOLD: Final = 20
_IMPORTED: Final = ("file", "kind", "rows", "places", "names", "areas", "left_out", "bad", "kept as")
_FOUND: Final = (
    "name", "name_en", "kind", "country", "admin1", "admin2", "admin3", "lat", "lon", "precision", "population", "pcode",
    "geonames_id", "place_id", "source", "licence",
)  # fmt: skip
_UNKNOWN: Final = ("name", "country", "reports", "mentions", "parents", "near", "words", "documents", "example")
_SOURCES: Final = ("name", "kind", "file", "places", "names", "areas", "bad", "source", "licence")


def import_into(
    files: Sequence[Path], options: ImportOptions, store: Path, folder: Path | None, format_: str, bidi: str | None
) -> int:
    """Import files, print what became of each, and renew the places of the store; 1 when something was faulty."""
    target = folder or places_folder(store)
    done = import_files(files, target, options)
    if format_ in ("json", "jsonl"):
        write_objects(map(msgspec.to_builtins, done), format_)
    else:
        rows = [_imported_row(one) for one in done if one.error is None]
        if rows:
            write_table(Table(_IMPORTED, rows), format_, bidi)
    for one in done:
        _tell_faults(one)
    if any(one.error is None for one in done):
        sys.stderr.write(f"marsad: the places are in {target}\n")
        _renew(target, store, f"import {' '.join(map(str, files))}")
    return int(any(one.error is not None or one.bad for one in done))


def _imported_row(one: Imported) -> tuple[Any, ...]:
    kept = f"{one.name} (replaced)" if one.replaced else one.name
    return one.file, one.kind, one.rows, one.places, one.names, one.areas, one.left_out, len(one.bad), kept


def _tell_faults(one: Imported) -> None:
    if one.error is not None:
        sys.stderr.write(f"marsad: {one.error}\n")
    if one.bad:
        sys.stderr.write(f"marsad: {one.file}: {len(one.bad)} of {one.rows} rows give no place:\n")
    for bad in one.bad[:_MAX_TOLD]:
        sys.stderr.write(f"  {bad.where}: {bad.reason}\n")
    if len(one.bad) > _MAX_TOLD:
        sys.stderr.write(f"  … and {len(one.bad) - _MAX_TOLD} more\n")


def _renew(target: Path, store: Path, command: str) -> Gazetteer:
    """Compile the gazetteer with the layer as it is now, and look up the places of the store again."""
    gazetteer = gazetteer_of(target)
    if store.exists():
        with open_store(store) as opened:
            told = {"command": f"places {command}"}
            done = opened.hand_over("renew_places", Renewed, folder=str(target.absolute()), **told) or renew_places(
                opened, gazetteer, told
            )
        if done.changed:
            sys.stderr.write(
                f"marsad: {done.places} places of {done.changed} documents in {store} are renewed, {done.resolved} of "
                "them were unknown\n"
            )
    return gazetteer


def search_places(
    name: str, country: str | None, limit: int, store: Path, folder: Path | None, format_: str, bidi: str | None
) -> int:
    """Print the places of a name."""
    check_format(format_)
    target = folder or places_folder(store)
    imports = {one.name: one for one in read_imports(target)}
    found = search(gazetteer_of(target), name, imports, _country(country), limit)
    if not found:
        sys.stderr.write(f"marsad: no place is called {name!r}; `marsad places add` adds one\n")
        return 1
    if format_ in ("json", "jsonl"):
        write_objects(
            (_object(_place_cells(f.place, f.source, f.licence)) | {"names": f.names} for f in found), format_
        )
    else:
        write_table(Table(_FOUND, [_place_cells(f.place, f.source, f.licence) for f in found]), format_, bidi)
    return 0


def _place_cells(p: Place, source: str, licence: str) -> tuple[Any, ...]:
    return (
        p.name, p.name_en, p.feature, p.country, p.admin1, p.admin2, p.admin3, p.lat, p.lon, p.precision, p.population,
        p.pcode, p.geonames_id, p.place_id, source, licence,
    )  # fmt: skip


def _object(cells: Iterable[Any]) -> dict[str, Any]:
    return dict(zip(_FOUND, cells, strict=True))


def add_by_hand(
    name: str, kind: str, told: dict[str, str], aliases: Sequence[str], store: Path, folder: Path | None
) -> int:
    """Add a place to the layer and renew the places of the store. `told`: lat, lon, parent, country, name_en, note."""
    target = folder or places_folder(store)
    if arabic_share(name) == 0:
        raise BadSetting(
            f"name: {name!r} has no Arabic letters; places are found by their Arabic names (--name-en for others)"
        )
    try:
        feature, point = parse_feature(kind), parse_point(told["lat"], told["lon"])
    except RowError as error:
        raise BadSetting(str(error)) from None
    country = _country(told["country"])
    parent = _parent(gazetteer_of(target), told["parent"], country) if told["parent"] else None
    if point is None and parent is None:
        raise BadSetting("point: give --lat and --lon, or a --parent near whose point the place is shown")
    if country is None and parent is None:
        raise BadSetting("country: give --country, as --country IRQ, or a --parent that tells it")
    if point is None and parent is not None and parent.lat is not None and parent.lon is not None:
        lat, lon, precision = str(parent.lat), str(parent.lon), "near"
    elif point is not None:
        lat, lon, precision = str(point[0]), str(point[1]), precision_of(feature, has_point=True)
    else:
        raise BadSetting(f"parent: {told['parent']!r} has no point itself; give --lat and --lon")
    admin = admin_under(parent) if parent is not None else {}
    row = {
        "name": name.strip(), "name_en": told["name_en"], "country": country or (parent.country if parent else ""),
        "feature": feature, "lat": lat, "lon": lon, "precision": precision, "aliases": "|".join(aliases),
        "note": told["note"], **{level: value or "" for level, value in admin.items()},
    }  # fmt: skip
    made = add_place(target, row).place
    sys.stderr.write(f"marsad: {made.name} ({made.feature}, {made.country}) is added to {target}\n")
    _renew(target, store, f"add {name}")
    return 0


def _parent(gazetteer: Gazetteer, name: str, country: str | None) -> Place:
    """The largest place of the name that can hold others; `BadSetting` when there is none, or in several countries."""
    found = [p for p in gazetteer.find(name) if p.rank >= 2 and (country is None or p.country == country)]
    if not found:
        raise BadSetting(
            f"parent: {name!r} is no place that is known; `marsad places search {name}` shows the likes of it"
        )
    found = [p for p in found if p.famous or p.feature in ("district", "subdistrict")] or found
    countries = sorted({p.country for p in found})
    if len(countries) > 1:
        raise BadSetting(f"parent: {name!r} is in {', '.join(countries)}; give --country too")
    units = [p for p in found if p.feature in ("district", "subdistrict")] or found
    return max(units, key=lambda p: (p.curated, p.rank, p.population))


def _country(told: str | None) -> str | None:
    try:
        return parse_country(told) if told else None
    except RowError as error:
        raise BadSetting(str(error)) from None


def list_unresolved(
    limit: int | None, texts: bool, store: Path, folder: Path | None, format_: str, bidi: str | None
) -> int:
    """Print the names without a place, the most frequent first; with `texts` those beside no event, too."""
    check_format(format_)
    gazetteer = gazetteer_of(folder or places_folder(store)) if texts else None
    with open_store(store, read_only=True) as opened:
        found = find_unknown_places(opened, gazetteer)[:limit]
    if format_ in ("json", "jsonl"):
        write_objects(map(msgspec.to_builtins, found), format_)
        return 0
    if not found:
        sys.stderr.write("marsad: every place is known\n")
        return 0
    rows = [
        (
            u.name, u.country, u.reports, u.mentions, "; ".join(u.parents), f"{u.lat}, {u.lon}" if u.lat is not None else "",
            "; ".join(u.words), len(u.documents), u.example,
        )
        for u in found
    ]  # fmt: skip
    write_table(Table(_UNKNOWN, rows), format_, bidi)
    return 0


def list_sources(store: Path, folder: Path | None, format_: str, bidi: str | None) -> int:
    """Print the imports of the layer, and how many places were added by hand."""
    check_format(format_)
    target = folder or places_folder(store)
    rows: list[tuple[Any, ...]] = [
        (
            i.name,
            i.kind,
            i.file,
            len(i.places),
            sum(map(len, i.names.values())),
            len(i.areas),
            i.bad,
            i.origin,
            i.licence,
        )
        for i in read_imports(target)
    ]
    if added := read_added(target):
        rows.append((ADDED, "added", "added.csv", len(added), 0, 0, 0, "added by hand", ""))
    if placed := read_placed(target):
        rows.append(
            (PLACED, "placed", "placed.csv", len(placed), 0, 0, 0, "decided on, see `marsad places placed`", "")
        )
    if not rows and format_ == "table":
        sys.stderr.write(f"marsad: nothing was imported into {target}\n")
        return 0
    write_table(Table(_SOURCES, rows), format_, bidi)
    return 0


def remove_source(name: str, store: Path, folder: Path | None) -> int:
    """Take an import out of the layer and renew the places of the store."""
    target = folder or places_folder(store)
    remove_import(target, name)
    sys.stderr.write(f"marsad: {name} is removed from {target}\n")
    _renew(target, store, f"remove {name}")
    return 0
