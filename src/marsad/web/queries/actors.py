"""The bodies that the record tells of: how often and when, by which ids and in which words; and the events that a decision speaks of."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from typing import TYPE_CHECKING, Final, Literal

import msgspec

from marsad.actors.people import names_nobody
from marsad.actors.registry import get_actor
from marsad.store.naming import PEOPLE, ActorDecision, ActorRulings, fixed_ids, words_key
from marsad.text.folding import fold_key

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

Order = Literal["reports", "name", "last"]
ORDERS: Final[tuple[Order, ...]] = ("reports", "name", "last")
#: Sectors of bodies. The words for others may hold the names of people: they are shown to part them, neither counted nor dated.
BODIES: Final = frozenset({"MIL", "COP", "SPY", "PRM", "REB", "UAF", "CRM", "IGO", "NGO"})
_WORDS = 3


class ActorRow(msgspec.Struct, frozen=True, kw_only=True):
    """An actor of the record. `read_as` are other ids that decisions brought under it, `words` the most frequent names as written, where
    it is a body. `fixed`: the codebook fixes the id.
    """

    actor_id: str
    country: str
    sector: str
    name: str | None
    name_en: str | None
    reports: int
    incidents: int
    first: date | None
    last: date | None
    fixed: bool
    renamed: bool
    read_as: tuple[str, ...] = ()
    words: tuple[str, ...] = ()


class Written(msgspec.Struct, frozen=True, kw_only=True):
    """A name as written of an actor; `reports` None where these are not counted."""

    words: str
    reports: int | None


_ACTORS: Final = """
SELECT a.actor_id, mode(a.name), mode(a.name_en), count(DISTINCT a.event_id), count(DISTINCT a.n), min(i.day), max(i.day_end),
  list(DISTINCT a.read_id) FILTER (a.read_id <> a.actor_id)
FROM wb.told_actors a LEFT JOIN wb.incidents i ON i.n = a.n {where} GROUP BY 1
"""


def list_actors(con: DuckDBPyConnection, rulings: ActorRulings, actor_id: str | None = None) -> list[ActorRow]:
    """All actors, the most frequent first, or one of them."""
    where, params = ("", []) if actor_id is None else ("WHERE a.actor_id = ?", [actor_id])
    fixed = fixed_ids()
    rows = []
    for id_, name, name_en, reports, incidents, first, last, read_as in con.execute(
        _ACTORS.format(where=where), params
    ).fetchall():
        entry, called = get_actor(id_), rulings.names_of(id_)
        rows.append(
            ActorRow(
                actor_id=id_,
                country=id_[:3],
                sector=id_.split("-")[1] if "-" in id_ else "",
                name=(called and called.name) or (entry.name if entry else name),
                name_en=(called and called.name_en) or (entry.name_en if entry else name_en),
                reports=reports,
                incidents=incidents,
                first=first,
                last=last,
                fixed=id_ in fixed,
                renamed=called is not None,
                read_as=tuple(sorted(read_as or ())),
            )
        )
    return sorted(rows, key=lambda a: (-a.reports, a.actor_id))


def choose(
    rows: Iterable[ActorRow], q: str = "", country: str = "", sector: str = "", order: Order = "reports"
) -> list[ActorRow]:
    """Those with `q` in their id or name, of a country and a sector, in an order."""
    key, plain = fold_key(q.strip()), q.strip().lower()
    found = [
        a
        for a in rows
        if (not country or a.country == country)
        and (not sector or a.sector == sector)
        and (
            not key
            or key in fold_key(a.name or "")
            or plain in (a.name_en or "").lower()
            or plain in a.actor_id.lower()
        )
    ]
    if order == "name":
        return sorted(found, key=lambda a: (fold_key(a.name or a.actor_id), a.actor_id))
    if order == "last":
        return sorted(found, key=lambda a: (a.last or date.min, a.reports), reverse=True)
    return found


def with_words(con: DuckDBPyConnection, rows: Sequence[ActorRow]) -> list[ActorRow]:
    """The rows with the names as written of those that are bodies."""
    bodies = [a.actor_id for a in rows if a.sector in BODIES]
    found: dict[str, list[str]] = defaultdict(list)
    for actor_id, words in con.execute(
        "SELECT actor_id, words FROM wb.told_actors WHERE actor_id IN (SELECT unnest(?::VARCHAR[])) AND words IS NOT NULL "
        "GROUP BY actor_id, words QUALIFY row_number() OVER (PARTITION BY actor_id ORDER BY count(*) DESC, words) <= ? "
        "ORDER BY count(*) DESC, words",
        [bodies, _WORDS],
    ).fetchall():
        found[actor_id].append(words)
    return [msgspec.structs.replace(a, words=tuple(found[a.actor_id])) for a in rows]


def written_of(con: DuckDBPyConnection, actor_id: str, sector: str, most: int = 200) -> list[Written]:
    """The names as written of an actor, the most frequent first; those that may hold names of people by the alphabet and without number,
    and of people without arms only nouns for groups, which name nobody.
    """
    rows = con.execute(
        "SELECT words, count(DISTINCT event_id) FROM wb.told_actors WHERE actor_id = ? AND words IS NOT NULL "
        "GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT ?",
        [actor_id, most],
    ).fetchall()
    if sector in BODIES:
        return [Written(words=words, reports=count) for words, count in rows]
    shown = sorted(words for words, _ in rows if sector not in PEOPLE or names_nobody(words))
    return [Written(words=words, reports=None) for words in shown]


def events_of(con: DuckDBPyConnection, decision: ActorDecision, most: int) -> tuple[dict[str, int], list[str]]:
    """How many events, documents and incidents a decision speaks of, and the first of the events."""
    if decision.act != "split":
        return _events(con, "actor_id = ?", [decision.actor_id], most)
    chosen = "actor_id = ? AND words IN (SELECT unnest(?::VARCHAR[]))"
    return _events(con, chosen, [decision.actor_id, _spellings(con, decision)], most)


def events_read_as(con: DuckDBPyConnection, ids: Sequence[str], most: int) -> tuple[dict[str, int], list[str]]:
    """The same for events in which one of these ids was read, whatever was decided since."""
    return _events(con, "read_id IN (SELECT unnest(?::VARCHAR[]))", [list(ids)], most)


def _events(
    con: DuckDBPyConnection, chosen: str, params: Sequence[object], most: int
) -> tuple[dict[str, int], list[str]]:
    counts = con.execute(
        f"SELECT count(DISTINCT event_id), count(DISTINCT document_key), count(DISTINCT n) FROM wb.told_actors WHERE {chosen}",
        params,
    ).fetchone()
    ids = con.execute(
        f"SELECT event_id FROM wb.told_actors WHERE {chosen} GROUP BY 1 ORDER BY min(n), 1 LIMIT ?", [*params, most]
    ).fetchall()
    told = dict(zip(("events", "documents", "incidents"), counts or (0, 0, 0), strict=True))
    return told, [row[0] for row in ids]


def _spellings(con: DuckDBPyConnection, decision: ActorDecision) -> list[str]:
    rows = con.execute("SELECT DISTINCT words FROM wb.told_actors WHERE actor_id = ?", [decision.actor_id]).fetchall()
    return [words for (words,) in rows if words and words_key(words) in decision.keys]
