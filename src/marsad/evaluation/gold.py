"""Gold records: texts with the events that a careful coder finds in them, one JSON object a line."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import msgspec

from marsad.errors import BadData, UnreadableInput


class GoldDocument(msgspec.Struct, frozen=True, kw_only=True):
    """One text coded by hand. `events` are plain dicts: a field that one leaves out is not scored for it.

    An event has `type` (and `type_or`), `anchor` (words of the text; `nth` when they occur more than once), optional `status`, `modality`
    (`modality_or`), `when`, `where`, `initiator`, `target`, `casualties`, `materiel`, `count`, `claims`, `unverified`, `optional`.
    """

    id: str
    text: str
    published: str | None = None
    document_when: dict[str, Any] | None = None
    events: tuple[dict[str, Any], ...] = ()


def read_gold(path: Path) -> list[GoldDocument]:
    """The documents of a gold file. `BadData` names the line that is no gold record; every anchor must stand in its text."""
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except OSError as error:
        raise UnreadableInput(str(path), error.strerror or "cannot be read", "check the path") from error
    documents = []
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            document = msgspec.convert(json.loads(line), GoldDocument)
        except (ValueError, msgspec.ValidationError) as error:
            raise BadData(
                f"{path}, line {number}: {error}; a gold record has id, text, published and events"
            ) from error
        for event in document.events:
            anchor_span(document.text, event)
        documents.append(document)
    return documents


def anchor_span(text: str, event: dict[str, Any]) -> tuple[int, int]:
    """Where the anchor of a gold event stands: the nth time that it occurs."""
    at = -1
    for _ in range(event.get("nth", 1)):
        at = text.find(event["anchor"], at + 1)
        if at < 0:
            raise BadData(f"the anchor {event['anchor']!r} does not stand in its text; copy it from there")
    return at, at + len(event["anchor"])
