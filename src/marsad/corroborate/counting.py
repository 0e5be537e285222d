"""Rows of casualties that add up: what one report tells twice is counted once."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence

from marsad.model import Casualties

_SENTENCE_END = re.compile(r"[.!?؟\n]\s")


def adding_up(rows: Sequence[Casualties], text: str) -> list[Casualties]:
    """The rows of one outcome, of those given, whose sum is what the report tells. `text`: the document's.

    "مقتل خمسة مدنيين … وقال مسعفون إن ستة مدنيين قتلوا" tells one toll twice: the larger counts. "قُتل ثلاثة جنود وأربعة مدنيين"
    adds up, as does what one sentence counts with different numbers. People of no told group that are as many as all others
    are the total.
    """
    groups: dict[tuple[str, str | None, str | None], list[Casualties]] = defaultdict(list)
    for row in rows:
        kept = groups[row.group, row.side, row.actor_id]
        again = next((i for i, other in enumerate(kept) if _told_again(row, other, text)), None)
        if again is None:
            kept.append(row)
        elif _size(row) > _size(kept[again]):
            kept[again] = row
    plain = [row for (group, _, _), kept in groups.items() if group == "unknown" for row in kept]
    known = [row for (group, _, _), kept in groups.items() if group != "unknown" for row in kept]
    if plain and known:
        if sum(row.min for row in plain) >= sum(row.min for row in known):
            return plain
        if all(_sentences_apart(a, b, text) for a in plain for b in known):
            return known
    counted = {id(row) for row in (*plain, *known)}
    return [row for row in rows if id(row) in counted]


def _told_again(row: Casualties, other: Casualties, text: str) -> bool:
    return (row.min, row.max) == (other.min, other.max) or _sentences_apart(row, other, text)


def _size(row: Casualties) -> tuple[bool, int, int]:
    """Larger tolls last; a vague one ("قتلى") before any number."""
    return row.qualifier != "vague", row.min, row.max or 0


def _sentences_apart(a: Casualties, b: Casualties, text: str) -> bool:
    if a.span is None or b.span is None:
        return False
    first, second = sorted((a.span, b.span))
    return _SENTENCE_END.search(text, first[1], max(first[1], second[0])) is not None
