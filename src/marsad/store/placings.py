"""What the journal says of names of places: the decisions that stand, those taken back, and the documents that they speak of."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

import msgspec

from marsad.places.placed import Placed, Rulings
from marsad.store.journal import Judgement
from marsad.store.store import Store
from marsad.text.folding import fold_key

_decode = msgspec.json.Decoder(Placed).decode

#: A line of `place_keys` is one of the keys.
_DOCUMENTS = """
SELECT DISTINCT document_key FROM events, (SELECT unnest(?::VARCHAR[]) AS key)
WHERE contains(place_keys, key) AND contains(chr(10) || place_keys || chr(10), chr(10) || key || chr(10)) ORDER BY 1
"""


def placed_of(row: Judgement) -> Placed:
    """The decision in a row of the journal."""
    told = _decode(row.value or "")
    return msgspec.structs.replace(
        told, by=row.made_by, made=row.made[:19], judgement=row.judgement_id, note=row.note or None
    )


def decisions_of(store: Store, *, undone: str | None = None) -> tuple[list[Placed], list[Placed]]:
    """The decisions that stand and those that do not, oldest first; of several on the same name only the latest stands.

    `undone` is one to be taken as taken back, to see what that would change.
    """
    standing = {row.judgement_id for row in store.journal.decisions("place")} - {undone}
    every = [placed_of(row) for row in store.journal.decided("place")]
    given: dict[object, dict[str, None]] = defaultdict(dict)
    for decision in every:
        given[decision.subject][decision.place.place_id] = None
    latest = {d.subject: d.judgement for d in every if d.judgement in standing}
    on: list[Placed] = []
    off: list[Placed] = []
    for d in every:
        formerly = tuple(i for i in given[d.subject] if i != d.place.place_id)
        known = msgspec.structs.replace(d, formerly=formerly)
        (on if latest.get(d.subject) == d.judgement else off).append(known)
    return on, off


def rulings_of(store: Store) -> Rulings:
    """The decisions as the coder and the re-resolution use them."""
    return Rulings(*decisions_of(store))


def documents_of(store: Store, decisions: Iterable[Placed]) -> list[str]:
    """Keys of the documents of which some coding has a place that these decisions may speak of."""
    keys = {fold_key(n) for d in decisions for n in (d.name, d.place.place_id, *d.formerly)}
    return [key for (key,) in store.query(_DOCUMENTS, [sorted(keys)]).rows] if keys else []
