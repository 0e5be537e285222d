"""Names of places as the record tells them: those that no gazetteer has, those that are known, and where each stands in the texts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Final, Literal

import msgspec

from marsad.places.placed import Placed
from marsad.text.bidi import neutralise
from marsad.text.folding import fold_key
from marsad.web.queries.incident import Quote, quotes

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

Shown = Literal["unresolved", "known", "decided"]
SHOWN: Final[tuple[Shown, ...]] = ("unresolved", "known", "decided")
#: Parents and passages that a line of the list shows.
_PARENTS, _PASSAGES = 3, 2


class Passage(msgspec.Struct, frozen=True, kw_only=True):
    """Where a name stands: the words around it, and the document and event that it belongs to."""

    document_key: str
    event_id: str
    title: str
    source: str | None
    quotes: tuple[Quote, ...]


class PlaceName(msgspec.Struct, frozen=True, kw_only=True):
    """A name in one country, `place_id` None: no gazetteer has it. `reports` counts places of events, `parents` (name, how often) what
    was told with it, the most specific first; `lat`, `lon` are the middle of what events have for it now, in degrees.
    """

    name: str
    name_en: str | None
    key: str
    country: str | None
    place_id: str | None
    precision: str | None
    reports: int
    documents: int
    lat: float | None
    lon: float | None
    parents: tuple[tuple[str, int], ...] = ()
    passages: tuple[Passage, ...] = ()


_CHAIN: Final = "concat_ws('، ', p.admin3, p.admin2, p.admin1)"
_GROUPED: Final = """
SELECT mode(p.name), mode(p.name_en), p.key, p.country, p.place_id, mode(p."precision"), count(*), count(DISTINCT p.document_key),
  avg(p.lat), avg(p.lon) FROM wb.told_places p WHERE {where} GROUP BY p.key, p.country, p.place_id
"""
#: The rows of some names, by position in the lists of the parameters.
_CHOSEN: Final = """
(SELECT unnest($1::VARCHAR[]) AS key, unnest($2::VARCHAR[]) AS country, unnest($3::VARCHAR[]) AS place_id) c
JOIN wb.told_places p ON p.key = c.key AND p.country IS NOT DISTINCT FROM c.country AND p.place_id IS NOT DISTINCT FROM c.place_id
"""


def list_names(
    con: DuckDBPyConnection, show: Shown, q: str = "", country: str = "", page: int = 1, size: int = 25
) -> tuple[int, list[PlaceName]]:
    """How many names there are, and one page of them, the most frequent first; with what is told of each and where.

    `q` is a part of a name in any spelling, or of its English form.
    """
    where = [
        "p.place_id IS NULL"
        if show == "unresolved"
        else "p.place_id IS NOT NULL AND p.basis IN ('gazetteer', 'inferred', 'placed')"
    ]
    params: list[Any] = []
    if q.strip():
        where.append("(contains(p.key, ?) OR contains(lower(p.name_en), ?))")
        params += [fold_key(q.strip()), q.strip().lower()]
    if country:
        where.append("p.country = ?")
        params.append(country)
    grouped = _GROUPED.format(where=" AND ".join(where))
    rows = con.execute(
        f"SELECT *, count(*) OVER () FROM ({grouped}) g ORDER BY 7 DESC, 8 DESC, 3, 4, 5 LIMIT ? OFFSET ?",
        [*params, size, (page - 1) * size],
    ).fetchall()
    if not rows and page > 1:
        return list_names(con, show, q, country, 1, 1)[0], []
    return (rows[0][-1] if rows else 0), _with_words(con, [_named(row) for row in rows], _PASSAGES)


def find_name(
    con: DuckDBPyConnection, name: str, country: str | None, place_id: str | None, passages: int = 8
) -> PlaceName | None:
    """One name with what is told of it; None when the record does not have it."""
    rows = con.execute(
        _GROUPED.format(where="p.key = ? AND p.country IS NOT DISTINCT FROM ? AND p.place_id IS NOT DISTINCT FROM ?"),
        [fold_key(name), country or None, place_id or None],
    ).fetchall()
    return _with_words(con, [_named(rows[0])], passages)[0] if rows else None


def points_of(con: DuckDBPyConnection, found: PlaceName) -> list[dict[str, Any]]:
    """The points that events have for a name now, with how many have each."""
    rows = con.execute(
        f"SELECT p.lat, p.lon, count(*) FROM {_CHOSEN} WHERE p.lat IS NOT NULL GROUP BY ALL ORDER BY 3 DESC, 1, 2 LIMIT 40",
        _ids([found]),
    ).fetchall()
    return [{"lat": lat, "lon": lon, "reports": count} for lat, lon, count in rows]


def parents_of(con: DuckDBPyConnection, found: PlaceName) -> list[tuple[str, int]]:
    """The governorates told with a name, with how often."""
    sql = f"SELECT p.admin1, count(*) FROM {_CHOSEN} WHERE p.admin1 IS NOT NULL GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT 20"
    return con.execute(sql, _ids([found])).fetchall()


def count_told(con: DuckDBPyConnection, decision: Placed) -> dict[str, int]:
    """How many events, documents and incidents tell a place that a decision speaks of, or that it gave."""
    where = "p.place_id = ? AND p.basis = 'placed'"
    params: list[Any] = [decision.place.place_id]
    if decision.instead_of:
        where += " OR (p.place_id IN (SELECT unnest(?::VARCHAR[])) AND p.key = ? AND p.country IS NOT DISTINCT FROM ?)"
        params.append(list(decision.instead_of))
    else:
        where += " OR (p.place_id IS NULL AND p.key = ? AND p.country IS NOT DISTINCT FROM ?)"
    row = con.execute(
        f"SELECT count(DISTINCT event_id), count(DISTINCT document_key), count(DISTINCT n) FROM wb.told_places p WHERE {where}",
        [*params, fold_key(decision.name), decision.country],
    ).fetchone()
    return dict(zip(("events", "documents", "incidents"), row or (0, 0, 0), strict=True))


def countries_of(con: DuckDBPyConnection) -> list[str]:
    """The countries in which the record tells places."""
    sql = "SELECT country FROM wb.told_places WHERE country IS NOT NULL GROUP BY 1 ORDER BY count(*) DESC, 1"
    return [country for (country,) in con.execute(sql).fetchall()]


def _named(row: tuple[Any, ...]) -> PlaceName:
    name, name_en, key, country, place_id, precision, reports, documents, lat, lon, *_ = row
    return PlaceName(
        name=name, name_en=name_en, key=key, country=country, place_id=place_id, precision=precision, reports=reports,
        documents=documents, lat=lat, lon=lon,
    )  # fmt: skip


def _ids(found: Sequence[PlaceName]) -> list[list[str | None]]:
    return [[f.key for f in found], [f.country for f in found], [f.place_id for f in found]]


def _with_words(con: DuckDBPyConnection, found: list[PlaceName], passages: int) -> list[PlaceName]:
    """The names with what is told beside them, and the passages where they stand."""
    if not found:
        return []
    parents: dict[Any, list[tuple[str, int]]] = defaultdict(list)
    for key, country, place_id, chain, count in con.execute(
        f"SELECT c.key, c.country, c.place_id, {_CHAIN} AS chain, count(*) FROM {_CHOSEN} WHERE {_CHAIN} <> '' GROUP BY ALL "
        "ORDER BY 5 DESC, 4",
        _ids(found),
    ).fetchall():
        parents[key, country, place_id].append((chain, count))
    told: dict[Any, list[Passage]] = defaultdict(list)
    for key, country, place_id, document, event, start, end, title, name, source, text in con.execute(
        "SELECT s.*, d.title, d.id, d.source, d.text FROM (SELECT c.key, c.country, c.place_id, p.document_key, min(p.event_id), "
        # Several events of one text may rest on the same words: these are shown once.
        f"p.span_start, p.span_end FROM {_CHOSEN} WHERE p.span_start IS NOT NULL "
        "GROUP BY c.key, c.country, c.place_id, p.document_key, p.span_start, p.span_end "
        "QUALIFY row_number() OVER (PARTITION BY c.key, c.country, c.place_id ORDER BY p.document_key, p.span_start, p.span_end) <= $4"
        ") s JOIN documents d USING (document_key) ORDER BY s.document_key, s.span_start",
        [*_ids(found), passages],
    ).fetchall():
        told[key, country, place_id].append(
            Passage(
                document_key=document,
                event_id=event,
                title=neutralise(title or name),
                source=source,
                quotes=quotes(text, [(start, end)]),
            )
        )
    return [
        msgspec.structs.replace(
            f,
            parents=tuple(parents[f.key, f.country, f.place_id][: max(_PARENTS, passages)]),
            passages=tuple(told[f.key, f.country, f.place_id]),
        )
        for f in found
    ]
