"""Who may do what: accounts, sessions, tokens and the audit trail, in one SQLite file beside the store.

They are no part of the record: a copy of the store can be handed on without the passwords of those who made it.
"""

from __future__ import annotations

from marsad.web.accounts.accounts import Accounts, BadAccount, User
from marsad.web.accounts.roles import ROLES, Role, allows

__all__ = ["ROLES", "Accounts", "BadAccount", "Role", "User", "allows"]
