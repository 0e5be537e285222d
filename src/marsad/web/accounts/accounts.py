"""Accounts and what they hold: passwords, sessions, tokens, and the audit trail."""

from __future__ import annotations

import hashlib
import secrets
import time
import unicodedata
from pathlib import Path
from typing import Final, NamedTuple

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from marsad.errors import BadSetting
from marsad.web.accounts.database import Database
from marsad.web.accounts.feeds import Feeds
from marsad.web.accounts.limits import Limit
from marsad.web.accounts.roles import ROLES, Role

#: A session ends after so many seconds without use, and in any case after so many.
_IDLE, _LONGEST = 12 * 3_600, 14 * 86_400
#: Use is noted this often, in seconds: a page is many requests.
_NOTED: Final = 60
_LEAST_PASSWORD, _MOST_PASSWORD = 10, 200
_LONGEST_NAME: Final = 60


class BadAccount(BadSetting):
    """An account cannot be made or changed so; `reason` is the key of the sentence that the pages show."""

    def __init__(self, reason: str, message: str) -> None:
        self.reason = reason
        super().__init__(message)


class User(NamedTuple):
    """Who is signed in."""

    user_id: int
    name: str
    role: Role
    language: str | None
    created: int
    disabled: bool


class Session(NamedTuple):
    """A session of a user; `csrf` is what its forms must send along."""

    user: User
    csrf: str


class Token(NamedTuple):
    """A token for the API, without its secret."""

    token_id: int
    name: str
    role: Role
    user_name: str
    created: int
    used: int | None


class Entry(NamedTuple):
    """One line of the audit trail."""

    entry: int
    made: int
    user_name: str | None
    action: str
    object: str | None
    detail: str | None
    address: str | None


_USER: Final = "u.user_id, u.name, u.role, u.language, u.created, u.disabled"


class Accounts:
    """The accounts of one workbench. Safe for use by several threads."""

    def __init__(self, path: Path, hasher: PasswordHasher | None = None) -> None:
        self.database = Database(path)
        self.feeds = Feeds(self.database)
        self._hasher = hasher or PasswordHasher()
        # What a sign-in under an unknown name is checked against, so that it takes as long as one under a known name.
        self._nobody = self._hasher.hash(secrets.token_hex())
        #: Failed sign-ins by name, and by address: guessing stays slow, and a colleague behind the same address gets in.
        self.by_name, self.by_address = Limit(5, 300), Limit(30, 300)
        self._setup: str | None = None if self.has_owner() else secrets.token_urlsafe(18)

    def close(self) -> None:
        """Let go of the file."""
        self.database.close()

    # The first owner

    @property
    def setup_token(self) -> str | None:
        """What whoever started the workbench must show to become its owner; None when there is one."""
        return self._setup

    def has_owner(self) -> bool:
        """Whether somebody owns the workbench."""
        return bool(self.database.fetch("SELECT 1 FROM users WHERE role = 'owner' AND NOT disabled"))

    def set_up(self, token: str, name: str, password: str) -> User:
        """Make the first owner; the token is worth nothing afterwards."""
        if self._setup is None or not secrets.compare_digest(token.encode(), self._setup.encode()):
            raise BadAccount("bad_setup_token", "the token is not the one that the terminal shows")
        made = self.add(name, password, "owner")
        self._setup = None
        return made

    # Accounts

    def add(self, name: str, password: str, role: Role) -> User:
        """Make an account. Raises `BadAccount` for a name that is taken or empty, and for a short password."""
        name = _name(name)
        _check_role(role)
        hashed = self._hash(name, password)
        with self.database.transaction() as con:
            if con.execute("SELECT 1 FROM users WHERE name = ?", [name]).fetchone():
                raise BadAccount("name_taken", f"there is an account {name!r}; take another name")
            con.execute(
                "INSERT INTO users (name, role, password, created) VALUES (?, ?, ?, ?)", [name, role, hashed, _now()]
            )
        return self.find(name)

    def find(self, name: str) -> User:
        """The account with this name; `BadAccount` when there is none."""
        rows = self.database.fetch(f"SELECT {_USER} FROM users u WHERE name = ?", [name])
        if not rows:
            raise BadAccount("no_such_user", f"there is no account {name!r}")
        return _user(rows[0])

    def users(self) -> list[User]:
        """All accounts, by name."""
        return [_user(row) for row in self.database.fetch(f"SELECT {_USER} FROM users u ORDER BY name")]

    def set_role(self, name: str, role: Role) -> None:
        """Change what an account may do; there is always an owner. Its sessions and tokens have the new role at once."""
        _check_role(role)
        self._change(name, "role = ?", role)

    def set_disabled(self, name: str, disabled: bool) -> None:
        """Shut an account, or open it again; shutting ends its sessions."""
        self._change(name, "disabled = ?", int(disabled))
        if disabled:
            self.end_sessions(name)

    def set_password(self, name: str, password: str) -> None:
        """Change a password; every session of the account ends."""
        self._change(name, "password = ?", self._hash(name, password))
        self.end_sessions(name)

    def set_language(self, name: str, language: str) -> None:
        """Remember the language that somebody chose."""
        self._change(name, "language = ?", language)

    def _change(self, name: str, assignment: str, value: object) -> None:
        with self.database.transaction() as con:
            if not con.execute(f"UPDATE users SET {assignment} WHERE name = ?", [value, name]).rowcount:
                raise BadAccount("no_such_user", f"there is no account {name!r}")
            if not con.execute("SELECT 1 FROM users WHERE role = 'owner' AND NOT disabled").fetchone():
                raise BadAccount("last_owner", "there must be an owner; make another one first")

    def _hash(self, name: str, password: str) -> str:
        if not _LEAST_PASSWORD <= len(password) <= _MOST_PASSWORD:
            raise BadAccount("bad_password", f"a password has {_LEAST_PASSWORD} to {_MOST_PASSWORD} characters")
        if password.casefold() == name.casefold():
            raise BadAccount("bad_password", "a password is not the name")
        return self._hasher.hash(unicodedata.normalize("NFC", password))

    # Sessions

    def sign_in(self, name: str, password: str, address: str) -> str:
        """The secret of a new session. Raises `BadAccount`: a wrong name or password (it does not tell which), or too many tries."""
        name = unicodedata.normalize("NFC", name).strip()
        if not (self.by_name.has_room(name.casefold()) and self.by_address.has_room(address)):
            raise BadAccount("too_many_tries", "too many failed sign-ins; wait five minutes")
        rows = self.database.fetch(f"SELECT u.password, {_USER} FROM users u WHERE name = ?", [name])
        stored = rows[0][0] if rows else self._nobody
        if not self._matches(stored, password[:_MOST_PASSWORD]) or not rows or rows[0][6]:
            self.by_name.count(name.casefold())
            self.by_address.count(address)
            raise BadAccount("bad_sign_in", "the name or the password is wrong")
        self.by_name.forget(name.casefold())
        if self._hasher.check_needs_rehash(stored):
            self.database.run("UPDATE users SET password = ? WHERE name = ?", [self._hash(name, password), name])
        return self.start_session(_user(rows[0][1:]))

    def _matches(self, stored: str, password: str) -> bool:
        try:
            return self._hasher.verify(stored, unicodedata.normalize("NFC", password))
        except (VerificationError, InvalidHashError):
            return False

    def start_session(self, user: User) -> str:
        """The secret of a new session: always a new one, so that nobody can plant it beforehand."""
        secret = secrets.token_urlsafe(32)
        self.database.run(
            "INSERT INTO sessions VALUES (?, ?, ?, ?, ?)",
            [_digest(secret), user.user_id, secrets.token_urlsafe(24), _now(), _now()],
        )
        return secret

    def session(self, secret: str) -> Session | None:
        """The session with this secret, while it lasts and its account is open."""
        digest, now = _digest(secret), _now()
        rows = self.database.fetch(
            f"SELECT s.csrf, s.seen, {_USER} FROM sessions s JOIN users u USING (user_id) "
            "WHERE s.token_hash = ? AND s.seen > ? AND s.created > ? AND NOT u.disabled",
            [digest, now - _IDLE, now - _LONGEST],
        )
        if not rows:
            return None
        csrf, seen, *user = rows[0]
        if now - seen > _NOTED:
            self.database.run("UPDATE sessions SET seen = ? WHERE token_hash = ?", [now, digest])
        return Session(_user(tuple(user)), csrf)

    def end_session(self, secret: str) -> None:
        """Sign out."""
        self.database.run("DELETE FROM sessions WHERE token_hash = ?", [_digest(secret)])

    def end_sessions(self, name: str) -> None:
        """Sign an account out everywhere."""
        self.database.run("DELETE FROM sessions WHERE user_id IN (SELECT user_id FROM users WHERE name = ?)", [name])

    # Tokens for the API

    def make_token(self, user: User, name: str, role: Role) -> str:
        """A new token's secret, shown once. `BadAccount` when it would be worth more than its user."""
        _check_role(role)
        if ROLES.index(role) > ROLES.index(user.role):
            raise BadAccount("role_too_high", f"a token of {user.name} is at most {user.role}")
        secret = f"marsad_{secrets.token_urlsafe(32)}"
        self.database.run(
            "INSERT INTO tokens (token_hash, user_id, name, role, created) VALUES (?, ?, ?, ?, ?)",
            [_digest(secret), user.user_id, _name(name), role, _now()],
        )
        return secret

    def tokens(self, user_name: str | None = None) -> list[Token]:
        """The tokens of an account, or of all."""
        rows = self.database.fetch(
            "SELECT t.token_id, t.name, t.role, u.name, t.created, t.used FROM tokens t JOIN users u USING (user_id) "
            "WHERE ? IS NULL OR u.name = ? ORDER BY t.token_id",
            [user_name, user_name],
        )
        return [Token(*row) for row in rows]

    def revoke_token(self, token_id: int, user_name: str | None = None) -> bool:
        """Make a token worthless; with `user_name` only when it is that account's. Whether there was one."""
        return bool(
            self.database.run(
                "DELETE FROM tokens WHERE token_id = ? AND (? IS NULL OR user_id IN (SELECT user_id FROM users WHERE name = ?))",
                [token_id, user_name, user_name],
            )
        )

    def bearer(self, secret: str) -> User | None:
        """Whom a token stands for, with the lower of the two roles."""
        rows = self.database.fetch(
            f"SELECT t.token_id, t.role, coalesce(t.used, 0), {_USER} FROM tokens t JOIN users u USING (user_id) "
            "WHERE t.token_hash = ? AND NOT u.disabled",
            [_digest(secret)],
        )
        if not rows:
            return None
        token_id, role, used, *fields = rows[0]
        user = _user(tuple(fields))
        if _now() - used > _NOTED:
            self.database.run("UPDATE tokens SET used = ? WHERE token_id = ?", [_now(), token_id])
        return user._replace(role=min(role, user.role, key=ROLES.index))

    # The audit trail

    def note(
        self,
        user: str | None,
        action: str,
        object_: str | None = None,
        detail: str | None = None,
        address: str | None = None,
    ) -> None:
        """Add a line to the audit trail; lines are never changed."""
        self.database.run(
            "INSERT INTO audit (made, user_name, action, object, detail, address) VALUES (?, ?, ?, ?, ?, ?)",
            [_now(), user, action, object_, detail, address],
        )

    def audit(self, before: int | None = None, limit: int = 100) -> list[Entry]:
        """The newest lines, before the line `before` when it is given."""
        rows = self.database.fetch(
            "SELECT entry, made, user_name, action, object, detail, address FROM audit WHERE ? IS NULL OR entry < ? "
            "ORDER BY entry DESC LIMIT ?",
            [before, before, limit],
        )
        return [Entry(*row) for row in rows]


def _now() -> int:
    return int(time.time())


def _digest(secret: str) -> str:
    return hashlib.sha256(secret.encode("utf-8", "replace")).hexdigest()


def _user(row: tuple[object, ...]) -> User:
    user_id, name, role, language, created, disabled = row
    return User(user_id, name, role, language, created, bool(disabled))  # type: ignore[arg-type]  # as the table holds them


def _name(name: str) -> str:
    name = " ".join(unicodedata.normalize("NFC", name).split())
    if not name or len(name) > _LONGEST_NAME or not all(c.isprintable() for c in name):
        raise BadAccount("bad_name", f"a name has 1 to {_LONGEST_NAME} printable characters")
    return name


def _check_role(role: str) -> None:
    if role not in ROLES:
        raise BadAccount("bad_role", f"role: {role!r} is unknown; one of {', '.join(ROLES)}")
