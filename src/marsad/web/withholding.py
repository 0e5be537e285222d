"""What whoever reads without an account is not shown: names of people, names of authors, and the words of the articles."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

import msgspec

from marsad.store.naming import Names
from marsad.web.queries.overview import Row

#: Fields of a record that may hold a person's name or an article's words, wherever they stand.
_FIELDS: Final = frozenset({"speaker", "text", "words", "credits", "title", "evidence", "trigger"})
#: Parts whose `name` may be a person's; the `actor_id` stays, since it names bodies only.
_NAMED: Final = frozenset({"actors", "claims", "sides"})


def withheld(record: Any, part: str | None = None) -> Any:
    """A record in the output form, without what is withheld."""
    if isinstance(record, dict):
        hidden = _FIELDS | {"name", "name_en"} if part in _NAMED else _FIELDS
        return {key: withheld(value, key) for key, value in record.items() if key not in hidden}
    if isinstance(record, list):
        return [withheld(item, part) for item in record]
    return record


def without_names(row: Row) -> Row:
    """A row of a list, its sides named by their ids alone."""
    return msgspec.structs.replace(row, sides=[side | {"name": None} for side in row.sides])


def with_names(row: Row, called: Mapping[str, Names]) -> Row:
    """A row of a list, its sides named as somebody decided."""
    sides = [
        side | {"name": called[side["actor_id"]].name or side["name"]} if side["actor_id"] in called else side
        for side in row.sides
    ]
    return msgspec.structs.replace(row, sides=sides)
