"""`marsad places`: gazetteers imported and searched, places added, names that nobody knows, and why a place was chosen."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from marsad.cli.keep import ByOption
from marsad.cli.record import DEFAULT_STORE, BidiOption, FormatOption, StoreOption

app = typer.Typer(
    help="Places: import gazetteers, search, add, and see which names nobody knows.", no_args_is_help=True
)

FolderOption = Annotated[
    Path | None,
    typer.Option(
        "--folder", metavar="FOLDER", help="The folder of imported places; else that of the store.", show_default=False
    ),
]
CountryOption = Annotated[
    str | None, typer.Option("--country", metavar="COUNTRY", help="ISO code or name of the country.")
]


@app.command("import")
def import_(
    files: Annotated[
        list[Path], typer.Argument(metavar="FILE...", help="Gazetteers: GeoJSON, CSV, GeoNames; also in ZIP archives.")
    ],
    kind: Annotated[
        str | None,
        typer.Option(metavar="KIND", help="geonames, alternate-names, boundaries or csv. Default: by the content."),
    ] = None,
    country: CountryOption = None,
    level: Annotated[
        int | None, typer.Option(metavar="N", help="Level of boundaries that do not tell it: 1, 2 or 3.")
    ] = None,
    feature: Annotated[
        str | None, typer.Option(metavar="KIND", help="Kind of a table's places that tell none: village, base, …")
    ] = None,
    field: Annotated[
        list[str] | None,
        typer.Option(metavar="FIELD=COLUMN", help="Which column of a table holds a field: name=الاسم, lat=Y."),
    ] = None,
    encoding: Annotated[str, typer.Option(metavar="NAME", help="Of tables: auto, utf-8, windows-1256, …")] = "auto",
    source: Annotated[str | None, typer.Option(metavar="NAME", help="Where the data comes from.")] = None,
    licence: Annotated[str | None, typer.Option(metavar="LICENCE", help="Its licence, as CC BY 4.0.")] = None,
    name: Annotated[
        str | None, typer.Option(metavar="NAME", help="Name to keep it under; one of that name is replaced.")
    ] = None,
    format_: FormatOption = "table",
    store: StoreOption = DEFAULT_STORE,
    folder: FolderOption = None,
    bidi: BidiOption = None,
) -> int:
    """Import gazetteers into the folder beside the store, and look the store's places up again."""
    from marsad.cli.places_work import check_format, import_into
    from marsad.gazetteers import ImportOptions
    from marsad.gazetteers.table import parse_columns

    check_format(format_)
    options = ImportOptions(
        kind=kind,
        country=country,
        level=level,
        feature=feature,
        fields=parse_columns(field or ()),
        encoding=encoding,
        origin=source,
        licence=licence,
        name=name,
    )
    return import_into(files, options, store, folder, format_, bidi)


@app.command()
def search(
    name: Annotated[str, typer.Argument(metavar="NAME", help="A name in either script, an id or a pcode.")],
    country: CountryOption = None,
    limit: Annotated[int, typer.Option(metavar="N", min=1, help="At most so many places.")] = 50,
    format_: FormatOption = "table",
    store: StoreOption = DEFAULT_STORE,
    folder: FolderOption = None,
    bidi: BidiOption = None,
) -> int:
    """Search the gazetteer: embedded, imported and added places, with source and licence."""
    from marsad.cli.places_work import search_places

    return search_places(name, country, limit, store, folder, format_, bidi)


@app.command()
def add(
    name: Annotated[str, typer.Argument(metavar="NAME", help="The name in Arabic, as news writes it.")],
    lat: Annotated[
        str | None, typer.Option(metavar="DEGREES", help="Latitude in WGS 84 degrees; without it the parent's point.")
    ] = None,
    lon: Annotated[str | None, typer.Option(metavar="DEGREES", help="Longitude.")] = None,
    kind: Annotated[str, typer.Option(metavar="KIND", help="village, town, quarter, base, mountain, …")] = "village",
    parent: Annotated[
        str | None, typer.Option(metavar="NAME", help="The district, governorate or town that it lies in.")
    ] = None,
    country: CountryOption = None,
    alias: Annotated[
        list[str] | None, typer.Option(metavar="NAME", help="Another name or spelling; may be repeated.")
    ] = None,
    name_en: Annotated[str | None, typer.Option(metavar="NAME", help="The name in English.")] = None,
    note: Annotated[str | None, typer.Option(metavar="TEXT", help="Where the point is from.")] = None,
    store: StoreOption = DEFAULT_STORE,
    folder: FolderOption = None,
) -> int:
    """Add a place by hand, and look the store's places up again."""
    from marsad.cli.places_work import add_by_hand

    told = {"lat": lat, "lon": lon, "parent": parent, "country": country, "name_en": name_en, "note": note}
    return add_by_hand(name, kind, {k: v or "" for k, v in told.items()}, alias or [], store, folder)


@app.command()
def unresolved(
    limit: Annotated[int | None, typer.Option(metavar="N", min=1, help="At most so many names.")] = None,
    texts: Annotated[
        bool, typer.Option("--texts", help="Names beside no event, too: the stored texts are read again.")
    ] = False,
    folder: FolderOption = None,
    format_: FormatOption = "table",
    store: StoreOption = DEFAULT_STORE,
    bidi: BidiOption = None,
) -> int:
    """List the names of places that no gazetteer has: how often, with which parents, and a sentence."""
    from marsad.cli.places_work import list_unresolved

    return list_unresolved(limit, texts, store, folder, format_, bidi)


@app.command()
def place(
    by: ByOption,
    name: Annotated[
        str, typer.Argument(metavar="NAME", help="The name, as `marsad places unresolved` or `list` tells it.")
    ] = "",
    country: CountryOption = None,
    lat: Annotated[str | None, typer.Option(metavar="DEGREES", help="Latitude of the point, WGS 84.")] = None,
    lon: Annotated[str | None, typer.Option(metavar="DEGREES", help="Longitude.")] = None,
    precision: Annotated[
        str, typer.Option(metavar="PRECISION", help="exact, town, district, province or near.")
    ] = "town",
    radius: Annotated[float | None, typer.Option(metavar="KM", help="How far the point may be off.")] = None,
    kind: Annotated[str, typer.Option(metavar="KIND", help="village, town, quarter, base, mountain, …")] = "village",
    name_en: Annotated[str | None, typer.Option(metavar="NAME", help="The name in English.")] = None,
    admin1: Annotated[str | None, typer.Option(metavar="NAME", help="The governorate that it lies in.")] = None,
    as_: Annotated[
        str | None, typer.Option("--as", metavar="ID", help="A place of the gazetteer instead of a point.")
    ] = None,
    instead_of: Annotated[
        list[str] | None, typer.Option(metavar="ID", help="The place that the name was wrongly taken for.")
    ] = None,
    told_in: Annotated[
        str | None, typer.Option(metavar="NAME", help="Only where this governorate is told with the name.")
    ] = None,
    undo: Annotated[str | None, typer.Option(metavar="ID", help="Take this decision back.")] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Tell what would change, and write nothing.")] = False,
    note: Annotated[str | None, typer.Option("--note", metavar="TEXT", help="Why.")] = None,
    store: StoreOption = DEFAULT_STORE,
) -> int:
    """Say what a name of the record means: a point, or a place of the gazetteer. The decision can be undone."""
    from marsad.cli.places_decide import place_name
    from marsad.store.placing import Point

    target: Point | str | None = as_
    if as_ is None and (lat or lon):
        target = Point(
            lat=lat or "",
            lon=lon or "",
            precision=precision,
            radius=radius,
            feature=kind,
            name_en=name_en,
            admin1=admin1,
        )
    return place_name(name, country, target, told_in, instead_of or [], undo, dry_run, by, note, store)


@app.command()
def placed(format_: FormatOption = "table", store: StoreOption = DEFAULT_STORE, bidi: BidiOption = None) -> int:
    """List the names that were placed; with `--format csv` the table that the coder reads."""
    from marsad.cli.places_decide import list_placed

    return list_placed(format_, store, bidi)


@app.command()
def settle(store: StoreOption = DEFAULT_STORE) -> int:
    """Bring the file of placed names and the stored events in line with the journal, as after a copy was restored."""
    from marsad.cli.places_decide import settle as settle_places

    return settle_places(store)


@app.command()
def explain(
    asked: Annotated[
        str,
        typer.Argument(metavar="NAME|TEXT|EVENT_ID", help="A name, a sentence, or the id of an event of the store."),
    ],
    format_: FormatOption = "table",
    store: StoreOption = DEFAULT_STORE,
    folder: FolderOption = None,
    bidi: BidiOption = None,
) -> int:
    """Tell which places a name may be, what the text says about it, and why one of them was chosen."""
    from marsad.cli.places_explain import explain as explain_places

    return explain_places(asked, store, folder, format_, bidi)


@app.command()
def sources(
    format_: FormatOption = "table",
    store: StoreOption = DEFAULT_STORE,
    folder: FolderOption = None,
    bidi: BidiOption = None,
) -> int:
    """List what was imported and added: counts, source, licence."""
    from marsad.cli.places_work import list_sources

    return list_sources(store, folder, format_, bidi)


@app.command()
def remove(
    name: Annotated[
        str, typer.Argument(metavar="NAME", help="The name of an import, as `marsad places sources` tells it.")
    ],
    store: StoreOption = DEFAULT_STORE,
    folder: FolderOption = None,
) -> int:
    """Take an import out again, and look the store's places up without it."""
    from marsad.cli.places_work import remove_source

    return remove_source(name, store, folder)
