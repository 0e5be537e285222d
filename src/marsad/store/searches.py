"""Searches that people saved: a filter under a name, whose it is, who may see it, and what each has seen of it."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING, Final

import msgspec

from marsad.errors import BadSetting
from marsad.model import content_id

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

LONGEST_NAME: Final = 80
_LONGEST_QUERY: Final = 8_000
#: Searches that one person may have: more would be no help to anybody.
MOST: Final = 200
_COLUMNS: Final = (
    "s.search_id, s.name, s.query, s.shared, CAST(s.made AS VARCHAR), s.made_by, CAST(s.changed AS VARCHAR)"
)


class BadSearch(BadSetting):
    """A search cannot be saved or changed so; `reason` is a word for programs: "bad_search_name", "search_name_taken" …"""

    def __init__(self, reason: str, message: str) -> None:
        self.reason = reason
        super().__init__(message)


class Search(msgspec.Struct, frozen=True, kw_only=True):
    """A saved search. `query` is the filter as the address of the overview has it: "type=shelling&country=SYR". Times are UTC.

    `seen` is the last link run whose incidents the asker has looked at; 0: none.
    """

    search_id: str
    name: str
    query: str
    shared: bool
    made: str
    made_by: str
    changed: str
    seen: int = 0


class Searches:
    """The saved searches of a store. Changing them needs a store that is open for writing."""

    def __init__(self, con: DuckDBPyConnection) -> None:
        self._con = con

    def save(self, name: str, query: str, *, by: str, at: str, shared: bool = False) -> Search:
        """Save a filter as «قصف إدلب». What it finds now counts as seen.

        Raises `BadSearch` for a name that is empty, too long, or that `by` has given another search already.
        """
        name = _checked(name)
        if len(query) > _LONGEST_QUERY:
            raise BadSearch(
                "search_too_long", f"search: the filter is longer than {_LONGEST_QUERY} characters; choose less"
            )
        mine = [s for s in self.visible_to(by) if s.made_by == by]
        if len(mine) >= MOST:
            raise BadSearch("too_many_searches", f"search: {by} has {MOST} searches already; delete one first")
        self._check_free(name, by)
        search_id = content_id("search", at, by, name, query)
        self._con.execute(
            "INSERT INTO searches VALUES (?, ?, ?, ?, ?::TIMESTAMP, ?, ?::TIMESTAMP)",
            [search_id, name, query, shared, at, by, at],
        )
        self.look(search_id, by=by, at=at)
        found = self.get(search_id, by)
        assert found is not None
        return found

    def visible_to(self, name: str) -> list[Search]:
        """Those of a person, then those that others share, by name."""
        rows = self._con.execute(
            f"SELECT {_COLUMNS}, coalesce(l.link_run, 0) FROM searches s "
            "LEFT JOIN search_looks l ON l.search_id = s.search_id AND l.looked_by = $1 "
            "WHERE s.made_by = $1 OR s.shared ORDER BY s.made_by <> $1, lower(s.name), s.search_id",
            [name],
        ).fetchall()
        return [_search(row) for row in rows]

    def get(self, search_id: str, name: str) -> Search | None:
        """A search that this person may see; None when there is none."""
        return next((s for s in self.visible_to(name) if s.search_id == search_id), None)

    def named(self, name: str) -> Search:
        """The one search with this name or id, whosever it is; `BadSetting` when there is none, or when several people use the name."""
        rows = self._con.execute(
            f"SELECT {_COLUMNS}, 0 FROM searches s WHERE s.name = $1 OR s.search_id = $1 ORDER BY s.made_by",
            [" ".join(unicodedata.normalize("NFC", name).split())],
        ).fetchall()
        if not rows:
            known = [
                n for (n,) in self._con.execute("SELECT DISTINCT name FROM searches ORDER BY 1 LIMIT 20").fetchall()
            ]
            told = f"saved are: {', '.join(known)}" if known else "none is saved; save one in the workbench"
            raise BadSetting(f"search: {name!r} is unknown; {told}")
        if len(rows) > 1:
            ids = ", ".join(f"{row[0]} (of {row[5]})" for row in rows)
            raise BadSetting(f"search: several are called {name!r}; name one by its id: {ids}")
        return _search(rows[0])

    def rename(self, search: Search, name: str, *, at: str) -> None:
        """Give a search another name; `BadSearch` as in `save`."""
        name = _checked(name)
        if name != search.name:
            self._check_free(name, search.made_by)
            self._set(search.search_id, "name = ?", name, at)

    def share(self, search: Search, shared: bool, *, at: str) -> None:
        """Let everybody see a search, or its maker alone."""
        self._set(search.search_id, "shared = ?", shared, at)

    def remove(self, search_id: str) -> None:
        """Delete a search and what people have seen of it."""
        self._con.execute("DELETE FROM search_looks WHERE search_id = ?", [search_id])
        self._con.execute("DELETE FROM searches WHERE search_id = ?", [search_id])

    def look(self, search_id: str, *, by: str, at: str) -> None:
        """Note that somebody has seen all that a search finds now."""
        self._con.execute(
            "INSERT INTO search_looks SELECT ?, ?, coalesce(max(link_run), 0), ?::TIMESTAMP FROM link_runs "
            "ON CONFLICT DO UPDATE SET link_run = excluded.link_run, looked = excluded.looked",
            [search_id, by, at],
        )

    def looked(self, search_id: str, by: str) -> str | None:
        """When somebody last looked at what a search finds, in UTC; None: never."""
        row = self._con.execute(
            "SELECT CAST(looked AS VARCHAR) FROM search_looks WHERE search_id = ? AND looked_by = ?", [search_id, by]
        ).fetchone()
        return str(row[0]) if row else None

    def _set(self, search_id: str, assignment: str, value: object, at: str) -> None:
        self._con.execute(
            f"UPDATE searches SET {assignment}, changed = ?::TIMESTAMP WHERE search_id = ?", [value, at, search_id]
        )

    def _check_free(self, name: str, by: str) -> None:
        if self._con.execute("SELECT 1 FROM searches WHERE made_by = ? AND name = ?", [by, name]).fetchone():
            raise BadSearch("search_name_taken", f"search: {by} has one called {name!r} already; take another name")


def _checked(name: str) -> str:
    name = " ".join(unicodedata.normalize("NFC", name).split())
    if not name or len(name) > LONGEST_NAME or not all(c.isprintable() for c in name):
        raise BadSearch("bad_search_name", f"search: a name has 1 to {LONGEST_NAME} printable characters")
    return name


def _search(row: tuple[object, ...]) -> Search:
    return Search(**dict(zip(Search.__struct_fields__, row, strict=True)))  # type: ignore[arg-type]  # as the table holds them
