"""Results as data frames of pandas or polars: one function a table, with typed columns.

>>> # frames.events(marsad.code("قُتل ثلاثة جنود بانفجار عبوة ناسفة في الموصل", published="2017-03-05"))
>>> # has one row: type "explosive_device", killed_best 3, place "الموصل"
>>> # frames.casualties("record.duckdb", library="polars").filter(pl.col("kind") == "value")

Neither library is a part of Marsad: install `marsad[pandas]` or `marsad[polars]`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import Any, Final, Literal, get_args

from marsad.errors import BadSetting
from marsad.exports.flat import FIELDS, row_of
from marsad.exports.parquet import Kind
from marsad.exports.record import from_stored, sector
from marsad.exports.selection import Selection, iter_records
from marsad.model import Coded, Incident, Span
from marsad.store import Store, StoredEvent

Library = Literal["pandas", "polars"]
#: A store or its path, a coded document, or many of them.
Of = Store | str | Path | Coded | Iterable[Coded]
Columns = tuple[tuple[str, Kind], ...]

_EVENT: Final[Columns] = (("event_id", "str"), ("document_id", "str"))
_WORDS: Final[Columns] = (("text", "str"), ("span_start", "int"), ("span_end", "int"))
_PLACES: Final[Columns] = (
    *_EVENT, ("n", "int"), ("name", "str"), ("name_en", "str"), ("country", "str"), ("admin1", "str"), ("admin2", "str"),
    ("admin3", "str"), ("pcode", "str"), ("geonames_id", "int"), ("lat", "float"), ("lon", "float"), ("radius_km", "float"),
    ("precision", "str"), ("place_id", "str"), ("basis", "str"), *_WORDS,
)  # fmt: skip
_ACTORS: Final[Columns] = (
    *_EVENT, ("n", "int"), ("role", "str"), ("actor_id", "str"), ("country", "str"), ("sector", "str"), ("name", "str"),
    ("name_en", "str"), *_WORDS,
)  # fmt: skip
_CASUALTIES: Final[Columns] = (
    *_EVENT, ("n", "int"), ("kind", "str"), ("outcome", "str"), ("group", "str"), ("side", "str"), ("actor_id", "str"),
    ("category", "str"), ("min", "int"), ("max", "int"), ("qualifier", "str"), ("claim", "int"), *_WORDS,
)  # fmt: skip
_CLAIMS: Final[Columns] = (
    *_EVENT, ("n", "int"), ("speaker", "str"), ("title", "str"), ("organisation", "str"), ("actor_id", "str"),
    ("stance", "str"), ("via", "str"), ("responsibility", "bool"), *_WORDS,
)  # fmt: skip
_FLAT: Final[Columns] = tuple((f.name, f.kind) for f in FIELDS)
_TOLLS: Final[Columns] = (
    ("incident_id", "str"), ("n", "int"), ("outcome", "str"), ("min", "int"), ("best", "int"), ("max", "int"), ("basis", "str"),
)  # fmt: skip


def events(of: Of, *, library: Library = "pandas") -> Any:
    """One row an event report, in the columns of the CSV export. Of a store: as people's judgements left them."""
    return _frame(_FLAT, (row_of(from_stored(found)) for found in _iter_events(of)), library)


def places(of: Of, *, library: Library = "pandas") -> Any:
    """One row a place of an event; `n` is its number there, 0 the most specific that was named first."""
    fields = [name for name, _ in _PLACES[3:-3]]
    rows = (
        [*ids, n, *(getattr(place, name) for name in fields), place.text, *_ends(place.span)]
        for ids, found in _with_ids(of)
        for n, place in enumerate(found.event.where)
    )
    return _frame(_PLACES, rows, library)


def actors(of: Of, *, library: Library = "pandas") -> Any:
    """One row an actor of an event, with its role; `sector` and `country` are parts of its id."""
    rows = (
        [*ids, n, a.role, a.actor_id, a.actor_id[:3], sector(a.actor_id), a.name, a.name_en, a.text, *_ends(a.span)]
        for ids, found in _with_ids(of)
        for n, a in enumerate(found.event.actors)
    )
    return _frame(_ACTORS, rows, library)


def casualties(of: Of, *, library: Library = "pandas") -> Any:
    """One row a figure: `kind` is `value` (the toll), `part` (how many of them were children, …) or `alternative` (another
    figure told for the same toll). Only `value` rows may be added up. `max` is empty where there is no upper bound.
    """

    def rows() -> Iterator[list[Any]]:
        for ids, found in _with_ids(of):
            for n, c in enumerate(found.event.casualties):
                head = [*ids, n]
                who = [c.outcome, c.group, c.side, c.actor_id]
                yield [*head, "value", *who, None, c.min, c.max, c.qualifier, None, c.text, *_ends(c.span)]
                for p in c.of_which:
                    yield [*head, "part", *who, p.category, p.min, p.max, None, None, p.text, *_ends(p.span)]
                for a in c.alternatives:
                    yield [*head, "alternative", *who, None, a.min, a.max, None, a.claim, a.text, *_ends(a.span)]

    return _frame(_CASUALTIES, rows(), library)


def claims(of: Of, *, library: Library = "pandas") -> Any:
    """One row a claim: who says that an event happened, or denies it."""
    fields = [name for name, _ in _CLAIMS[3:-3]]
    rows = (
        [*ids, n, *(getattr(claim, name) for name in fields), claim.text, *_ends(claim.span)]
        for ids, found in _with_ids(of)
        for n, claim in enumerate(found.event.claims)
    )
    return _frame(_CLAIMS, rows, library)


def incidents(of: Store | str | Path, *, library: Library = "pandas") -> Any:
    """One row an incident of a linked store, in the columns of the CSV export; none where it was never linked."""
    with _Held(of) as store:
        found = iter_records(store, Selection(of="incidents", names=True))
        return _frame(_FLAT, map(row_of, found), library)


def tolls(of: Store | str | Path | Iterable[Incident], *, library: Library = "pandas") -> Any:
    """One row an outcome of an incident: the range over its sources and the best figure."""
    if not isinstance(of, (Store, str, Path)):
        return _frame(_TOLLS, _toll_rows(of), library)
    from marsad.corroborate.reading import iter_incidents

    with _Held(of) as store:
        return _frame(_TOLLS, _toll_rows(iter_incidents(store)), library)


def _toll_rows(found: Iterable[Incident]) -> Iterator[list[Any]]:
    for incident in found:
        for n, toll in enumerate(incident.casualties):
            yield [incident.id, n, toll.outcome, toll.min, toll.best, toll.max, toll.basis]


def _iter_events(of: Of) -> Iterator[StoredEvent]:
    if isinstance(of, (Store, str, Path)):
        with _Held(of) as store:
            yield from store.iter_judged()
        return
    for coded in (of,) if isinstance(of, Coded) else of:
        if not isinstance(coded, Coded):
            raise BadSetting(f"frames are made of a store or of coded documents, not of {type(coded).__name__}")
        doc = coded.document
        for event in coded.events:
            yield StoredEvent(
                event=event, document=doc, document_key=doc.key, coder=coded.coder, coding=0, current=True
            )


def _with_ids(of: Of) -> Iterator[tuple[list[str], StoredEvent]]:
    for found in _iter_events(of):
        yield [found.event.id, found.document.id], found


class _Held:
    """A store that is closed again only when it was opened here."""

    def __init__(self, of: Store | str | Path) -> None:
        self._given = of if isinstance(of, Store) else None
        self._store = self._given or Store.open(Path(of), read_only=True)  # type: ignore[arg-type]

    def __enter__(self) -> Store:
        return self._store

    def __exit__(self, *_: object) -> None:
        if self._given is None:
            self._store.close()


def _ends(span: Span | None) -> tuple[int | None, int | None]:
    return span or (None, None)


def _frame(columns: Columns, rows: Iterable[list[Any]], library: str) -> Any:
    if library not in get_args(Library):
        raise BadSetting(f"library: {library!r} is unknown; use one of {', '.join(get_args(Library))}")
    make = _MAKERS[library]
    held = [[_encodable(cell) if isinstance(cell, str) else cell for cell in row] for row in rows]
    return make(columns, [[row[i] for row in held] for i in range(len(columns))])


def _encodable(text: str) -> str:
    """A text may hold half of a surrogate pair, which a column of text cannot."""
    return text.encode("utf-8", "replace").decode("utf-8")


def _import(library: str) -> Any:
    from importlib import import_module

    try:
        return import_module(library)
    except ImportError:
        raise BadSetting(f"library: {library} is not installed; pip install 'marsad[{library}]'") from None


def _to_pandas(columns: Columns, values: list[list[Any]]) -> Any:
    pandas = _import("pandas")
    types = {"str": "string", "int": "Int64", "float": "Float64", "bool": "boolean"}
    made = {
        name: (
            pandas.to_datetime(pandas.Series(cells, dtype="string"), format="%Y-%m-%d").astype("datetime64[s]")
            if kind == "date"
            else pandas.Series(cells, dtype=types[kind])
        )
        for (name, kind), cells in zip(columns, values, strict=True)
    }
    return pandas.DataFrame(made)


def _to_polars(columns: Columns, values: list[list[Any]]) -> Any:
    polars = _import("polars")
    types = {
        "str": polars.String, "int": polars.Int64, "float": polars.Float64, "bool": polars.Boolean, "date": polars.Date,
    }  # fmt: skip
    made = {
        name: [date.fromisoformat(c) if c else None for c in cells] if kind == "date" else cells
        for (name, kind), cells in zip(columns, values, strict=True)
    }
    return polars.DataFrame(made, schema={name: types[kind] for name, kind in columns})


_MAKERS: Final[dict[str, Callable[[Columns, list[list[Any]]], Any]]] = {"pandas": _to_pandas, "polars": _to_polars}
