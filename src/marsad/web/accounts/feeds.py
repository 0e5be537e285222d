"""Addresses of feeds: each holds a secret by which a feed reader, which cannot sign in, reads one search for one account."""

from __future__ import annotations

import hashlib
import secrets
import time
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from marsad.web.accounts.database import Database

#: Use is noted this often, in seconds.
_NOTED: Final = 60


class Feed(NamedTuple):
    """An address of a feed, without its secret."""

    feed_id: int
    search_id: str
    created: int
    used: int | None


class Feeds:
    """The addresses of feeds of one workbench. Safe for use by several threads."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def make(self, user_id: int, search_id: str) -> str:
        """The secret of a new address, shown once."""
        secret = secrets.token_urlsafe(24)
        self._database.run(
            "INSERT INTO feeds (token_hash, user_id, search_id, created) VALUES (?, ?, ?, ?)",
            [_digest(secret), user_id, search_id, _now()],
        )
        return secret

    def of(self, user_id: int) -> list[Feed]:
        """The addresses that an account made, oldest first."""
        rows = self._database.fetch(
            "SELECT feed_id, search_id, created, used FROM feeds WHERE user_id = ? ORDER BY feed_id", [user_id]
        )
        return [Feed(*row) for row in rows]

    def revoke(self, feed_id: int, user_id: int) -> bool:
        """Make an address of an account worthless; whether there was one."""
        return bool(self._database.run("DELETE FROM feeds WHERE feed_id = ? AND user_id = ?", [feed_id, user_id]))

    def drop(self, search_id: str) -> None:
        """Make every address of a search worthless: it is no more."""
        self._database.run("DELETE FROM feeds WHERE search_id = ?", [search_id])

    def reader(self, secret: str, search_id: str) -> str | None:
        """The name of the account for which this secret reads this search; None: it is worth nothing, or the account is shut."""
        rows = self._database.fetch(
            "SELECT f.feed_id, coalesce(f.used, 0), u.name FROM feeds f JOIN users u USING (user_id) "
            "WHERE f.token_hash = ? AND f.search_id = ? AND NOT u.disabled",
            [_digest(secret), search_id],
        )
        if not rows:
            return None
        feed_id, used, name = rows[0]
        if _now() - used > _NOTED:
            self._database.run("UPDATE feeds SET used = ? WHERE feed_id = ?", [_now(), feed_id])
        return str(name)


def _now() -> int:
    return int(time.time())


def _digest(secret: str) -> str:
    return hashlib.sha256(secret.encode("utf-8", "replace")).hexdigest()
