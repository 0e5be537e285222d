"""Events that the coder missed, added by people: for the page of a document and the API alike."""

from __future__ import annotations

from typing import Final

from fastapi import Request

from marsad.corroborate.deciding import follow
from marsad.errors import BadSetting
from marsad.store import Store, StoredDocument
from marsad.store.byhand import event_by_hand
from marsad.store.rows import utc_now
from marsad.web.site import note, site
from marsad.web.visitors import visitor

#: Words that may be selected at once, in characters.
_MOST_SELECTED: Final = 600


def words_at(text: str, start: int, end: int) -> str:
    """The words of a text between two offsets in code points: (0, 10) of «قُتل جنديان في الموصل». `BadSetting` when there are none."""
    if not start < end <= len(text) or not text[start:end].strip():
        raise BadSetting("words: the text has no words there; select them again")
    if end - start > _MOST_SELECTED:
        raise BadSetting(f"words: {end - start} characters are selected; at most {_MOST_SELECTED}")
    return text[start:end]


def add_event(
    request: Request,
    document: StoredDocument,
    span: tuple[int, int],
    type_: str,
    day: str | None,
    place: str | None,
    remark: str | None = None,
) -> str:
    """Add an event that these words of a document tell, in the name of the account; its id. The incidents follow."""
    by, where = visitor(request).name, (place or "").strip() or None
    if where is not None and not all(c.isprintable() or c == "\u200c" for c in where):
        raise BadSetting("place: it has characters that are not written")
    text = document.document.text
    made = event_by_hand(text, words_at(text, *span), type_, day or None, where, span=span)

    def write(store: Store) -> str:
        at = utc_now()
        row = store.journal.add(document.key, made, by=by, at=at, note=remark)
        follow(store, [row], at=at)
        return str(row.event_id)

    event_id = site(request).owner.write(write)
    note(request, "judge", document.key, f"add {type_}")
    return event_id
