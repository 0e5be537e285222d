"""A SQLite file of the workbench, that of the accounts unless told otherwise: its tables, and one connection behind a lock."""

from __future__ import annotations

import os
import sqlite3
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

from marsad.errors import StoreError

#: Version 1, 2 …: only ever added to. Times are seconds since 1970, UTC.
_MIGRATIONS: Final = (
    """
CREATE TABLE users (
  user_id INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE,          -- what one signs in with, and what judgements bear
  role TEXT NOT NULL,
  password TEXT NOT NULL,             -- argon2id, with its own salt and costs
  language TEXT,                      -- NULL: as the browser asks
  created INTEGER NOT NULL,
  disabled INTEGER NOT NULL DEFAULT 0
);
CREATE TABLE sessions (
  token_hash TEXT PRIMARY KEY,        -- SHA-256: whoever reads the file cannot use a session
  user_id INTEGER NOT NULL REFERENCES users ON DELETE CASCADE,
  csrf TEXT NOT NULL,
  created INTEGER NOT NULL,
  seen INTEGER NOT NULL
);
CREATE TABLE tokens (
  token_id INTEGER PRIMARY KEY,
  token_hash TEXT NOT NULL UNIQUE,
  user_id INTEGER NOT NULL REFERENCES users ON DELETE CASCADE,
  name TEXT NOT NULL,
  role TEXT NOT NULL,                 -- at most that of its user
  created INTEGER NOT NULL,
  used INTEGER
);
CREATE TABLE audit (
  entry INTEGER PRIMARY KEY,
  made INTEGER NOT NULL,
  user_name TEXT,                     -- NULL: nobody who was signed in
  action TEXT NOT NULL,
  object TEXT,
  detail TEXT,
  address TEXT
);
CREATE TABLE settings (name TEXT PRIMARY KEY, value TEXT NOT NULL);
""",
    """
CREATE TABLE feeds (
  feed_id INTEGER PRIMARY KEY,
  token_hash TEXT NOT NULL UNIQUE,    -- of the secret in the address that a feed reader asks for
  user_id INTEGER NOT NULL REFERENCES users ON DELETE CASCADE,
  search_id TEXT NOT NULL,            -- of the store
  created INTEGER NOT NULL,
  used INTEGER
);
""",
)


class Database:
    """One SQLite connection, used by one thread at a time."""

    def __init__(
        self, path: Path, migrations: Sequence[str] = _MIGRATIONS, advice: str = "name another with --accounts"
    ) -> None:
        self.path, self._migrations = path, migrations
        self._lock = threading.RLock()
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            # Made before SQLite opens it, so that it is never readable by others, not for a moment.
            os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))
            self._con = sqlite3.connect(path, check_same_thread=False, isolation_level=None)
            self._con.execute("PRAGMA foreign_keys = ON")
            self._con.execute("PRAGMA journal_mode = WAL")
            self._migrate()
        except (OSError, sqlite3.Error) as error:
            raise StoreError(f"{path}: this file of the workbench cannot be used ({error}); {advice}") from error

    def _migrate(self) -> None:
        [version] = self._con.execute("PRAGMA user_version").fetchone()
        if version > len(self._migrations):
            raise StoreError(f"{self.path}: this file is one of a newer Marsad; install it")
        for number, sql in enumerate(self._migrations[version:], version + 1):
            self._con.executescript(f"BEGIN; {sql}; PRAGMA user_version = {number}; COMMIT;")

    @contextmanager
    def transaction(self) -> Iterator[sqlite3.Connection]:
        """The connection, in a transaction that an exception rolls back."""
        with self._lock:
            self._con.execute("BEGIN IMMEDIATE")
            try:
                yield self._con
            except BaseException:
                self._con.execute("ROLLBACK")
                raise
            self._con.execute("COMMIT")

    def fetch(self, sql: str, params: Sequence[object] = ()) -> list[tuple[Any, ...]]:
        """The rows of a query."""
        with self._lock:
            return self._con.execute(sql, params).fetchall()

    def run(self, sql: str, params: Sequence[object] = ()) -> int:
        """Run one statement; how many rows it changed."""
        with self.transaction() as con:
            return con.execute(sql, params).rowcount

    def close(self) -> None:
        """Let go of the file."""
        with self._lock:
            self._con.close()
