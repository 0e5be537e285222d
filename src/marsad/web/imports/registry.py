"""The list of imports: who gave what and when, how far it is, and what came of it. A SQLite file in the spool."""

from __future__ import annotations

import secrets
import time
from pathlib import Path
from typing import Any, Final, Literal

import msgspec

from marsad.web.accounts.database import Database

State = Literal["waiting", "running", "linking", "cancelling", "done", "cancelled", "interrupted", "failed"]
Kind = Literal["files", "text", "urls", "retry"]
#: States that an import does not stay in.
LIVE: Final = ("waiting", "running", "linking", "cancelling")
_MIGRATIONS: Final = (
    """
CREATE TABLE imports (
  number INTEGER PRIMARY KEY,
  import_id TEXT NOT NULL UNIQUE,
  made INTEGER NOT NULL,              -- seconds since 1970, UTC, as all times here
  made_by TEXT NOT NULL,
  kind TEXT NOT NULL,
  given TEXT NOT NULL,                -- JSON: what was given, and how it is read
  state TEXT NOT NULL,
  started INTEGER,
  ended INTEGER,
  tries INTEGER NOT NULL DEFAULT 0,   -- how often it was begun: one that kills the workbench is not begun for ever
  counts TEXT NOT NULL,               -- JSON
  detail TEXT NOT NULL DEFAULT ''
);
""",
)
_COLUMNS: Final = "import_id, made, made_by, kind, given, state, started, ended, tries, counts, detail"


class Counts(msgspec.Struct, kw_only=True):
    """How far an import is, in documents: `read`, of them `known` (in the store already), `coded`, `stored`, `failed`; `events` of those
    stored; `incidents` in which they stand after linking, `fresh` of them new; `asked` addresses; `now` is what it does or reads.
    """

    read: int = 0
    known: int = 0
    coded: int = 0
    stored: int = 0
    events: int = 0
    failed: int = 0
    mended: int = 0
    asked: int = 0
    left: int = 0
    incidents: int | None = None
    fresh: int | None = None
    now: str = ""


class Import(msgspec.Struct, frozen=True, kw_only=True):
    """One import. Times are seconds since 1970; `detail` tells in words what went wrong as a whole."""

    import_id: str
    made: int
    made_by: str
    kind: Kind
    given: dict[str, Any]
    state: State
    started: int | None
    ended: int | None
    tries: int
    counts: Counts
    detail: str

    @property
    def live(self) -> bool:
        """Whether it waits or runs."""
        return self.state in LIVE

    @property
    def names(self) -> list[str]:
        """What was given, by name: files, titles, addresses."""
        return [str(name) for name in self.given.get("names", ())]

    @property
    def seconds(self) -> int | None:
        """How long it ran, or runs already."""
        return None if self.started is None else max((self.ended or int(time.time())) - self.started, 0)


class Registry:
    """The list, in a file of its own."""

    def __init__(self, path: Path) -> None:
        self._database = Database(path, _MIGRATIONS, "move it away to begin the list of imports anew")

    def add(self, made_by: str, kind: Kind, given: dict[str, Any], import_id: str | None = None) -> Import:
        """Note a new import, waiting for its turn."""
        name = import_id or new_id()
        self._database.run(
            "INSERT INTO imports (import_id, made, made_by, kind, given, state, counts) VALUES (?, ?, ?, ?, ?, 'waiting', ?)",
            [name, int(time.time()), made_by, kind, _packed(given), _packed(Counts())],
        )
        found = self.get(name)
        assert found is not None
        return found

    def get(self, import_id: str) -> Import | None:
        """The import of this id."""
        rows = self._database.fetch(f"SELECT {_COLUMNS} FROM imports WHERE import_id = ?", [import_id])
        return _import(rows[0]) if rows else None

    def recent(self, limit: int, offset: int = 0) -> list[Import]:
        """The newest first."""
        rows = self._database.fetch(
            f"SELECT {_COLUMNS} FROM imports ORDER BY number DESC LIMIT ? OFFSET ?", [limit, offset]
        )
        return [_import(row) for row in rows]

    def count(self) -> int:
        """How many there are."""
        [(number,)] = self._database.fetch("SELECT count(*) FROM imports")
        return int(number)

    def live(self) -> list[Import]:
        """Those that wait or run, in the order of their turns."""
        marks = ", ".join("?" * len(LIVE))
        rows = self._database.fetch(f"SELECT {_COLUMNS} FROM imports WHERE state IN ({marks}) ORDER BY number", LIVE)
        return [_import(row) for row in rows]

    def set(self, import_id: str, **fields: Any) -> None:
        """Change fields of an import; `counts` as `Counts`."""
        values = {name: _packed(value) if name == "counts" else value for name, value in fields.items()}
        changed = ", ".join(f"{name} = ?" for name in values)
        self._database.run(f"UPDATE imports SET {changed} WHERE import_id = ?", [*values.values(), import_id])

    def move(self, import_id: str, state: State, *, of: tuple[State, ...]) -> bool:
        """Change the state of an import that is in one of these; whether it was."""
        marks = ", ".join("?" * len(of))
        return bool(
            self._database.run(
                f"UPDATE imports SET state = ? WHERE import_id = ? AND state IN ({marks})", [state, import_id, *of]
            )
        )

    def close(self) -> None:
        """Let go of the file."""
        self._database.close()


def new_id() -> str:
    """An id that nobody guesses: it names a folder too."""
    return f"imp_{secrets.token_hex(8)}"


def _packed(value: object) -> str:
    return msgspec.json.encode(value).decode()


def _import(row: tuple[Any, ...]) -> Import:
    fields = dict(zip(Import.__struct_fields__, row, strict=True))
    fields["given"] = msgspec.json.decode(fields["given"])
    fields["counts"] = msgspec.json.decode(fields["counts"], type=Counts)
    return Import(**fields)
