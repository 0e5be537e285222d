"""What `marsad places explain` prints: of a name its places, of a text or an event why each place was chosen."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import msgspec

from marsad.api import known_places
from marsad.cli.places_work import search_places
from marsad.cli.record_lists import check_format, write_objects, write_table
from marsad.errors import BadSetting
from marsad.places.explaining import Candidate, Explanation, explain_name, explain_text
from marsad.places.gazetteer import current_gazetteer
from marsad.places.layer import places_folder
from marsad.places.records import Place
from marsad.store import StoredEvent, Table, open_store
from marsad.text.words import Words

_COLUMNS: Final = (
    "words",
    "span",
    "chosen",
    "place",
    "kind",
    "country",
    "admin1",
    "lat",
    "lon",
    "score",
    "evidence",
    "why",
)
_EVENT: Final = "ev_"


def explain(asked: str, store: Path, folder: Path | None, format_: str, bidi: str | None) -> int:
    """Explain an event of the store, a name of the gazetteer, or the places of a text; 1 when there is nothing to explain."""
    check_format(format_)
    with known_places(folder or places_folder(store)):
        stored = _event(asked, store)
        needs = "" if stored else explain_name(current_gazetteer(), asked)
        if needs:
            sys.stderr.write(f"marsad: by itself the name {needs}\n")
            return search_places(asked, None, 50, store, folder, format_, bidi)
        found = list(_of_event(stored)) if stored else explain_text(Words(asked))
    if not found:
        sys.stderr.write("marsad: no name of a place stands there\n")
        return 1
    if format_ in ("json", "jsonl"):
        write_objects(map(_object, found), format_)
    else:
        write_table(Table(_COLUMNS, [row for one in found for row in _rows(one)]), format_, bidi)
    return 0


def _event(asked: str, store: Path) -> StoredEvent | None:
    if not asked.startswith(_EVENT):
        return None
    with open_store(store, read_only=True) as opened:
        found = opened.get_event(asked)
    if found is None:
        raise BadSetting(f"{store} has no event {asked!r}; `marsad list --store {store}` shows the ids")
    return found


def _of_event(stored: StoredEvent) -> Iterator[Explanation]:
    """The names that stand where the event's places were read."""
    spans = [where.span for where in stored.event.where if where.span is not None]
    for one in explain_text(Words(stored.document.text)):
        if any(one.span[0] < end and start < one.span[1] for start, end in spans):
            yield one


def _object(one: Explanation) -> dict[str, Any]:
    """An explanation as an object: each candidate a place with its score and evidence."""
    candidates = [
        {**_place(c.place), "score": c.score, "evidence": dict(c.evidence), "chosen": c.chosen} for c in one.candidates
    ]
    return {**msgspec.structs.asdict(one), "candidates": candidates}


def _place(place: Place) -> dict[str, Any]:
    fields = msgspec.structs.asdict(place)
    return {"kind" if name == "feature" else name: value for name, value in fields.items() if name != "curated"}


def _rows(one: Explanation) -> Iterator[tuple[Any, ...]]:
    span = f"{one.span[0]}–{one.span[1]}"
    if not one.candidates:
        yield (one.text, span, "", *[""] * 7, "; ".join(one.around), one.why)
    for i, candidate in enumerate(one.candidates):
        why = "; ".join([*one.around, one.why]) if i == 0 else ""
        yield (one.text if i == 0 else "", span if i == 0 else "", *_cells(candidate), why)


def _cells(candidate: Candidate) -> tuple[Any, ...]:
    p = candidate.place
    evidence = ", ".join(f"{name} {weight:+.0f}" for name, weight in candidate.evidence)
    chosen = "yes" if candidate.chosen else ""
    return chosen, p.name, p.feature, p.country, p.admin1, p.lat, p.lon, candidate.score, evidence
