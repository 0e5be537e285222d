"""What accounts may do: each role may do what those before it may."""

from __future__ import annotations

from typing import Final, Literal

#: reader: sees all, exports without names.
#: reviewer: judges. editor: imports, links, places, merges, forgets, exports names. owner: accounts and settings.
Role = Literal["reader", "reviewer", "editor", "owner"]
ROLES: Final[tuple[Role, ...]] = ("reader", "reviewer", "editor", "owner")
#: `anybody`: needs no account. `public`: needs one, unless the workbench is open to the public.
Access = Literal["anybody", "public", "reader", "reviewer", "editor", "owner"]


def allows(role: str | None, needed: Access, *, public: bool) -> bool:
    """Whether a role, or None for whoever has no account, is enough."""
    if needed == "anybody" or (needed == "public" and public):
        return True
    if role is None:
        return False
    return needed == "public" or ROLES.index(role) >= ROLES.index(needed)
