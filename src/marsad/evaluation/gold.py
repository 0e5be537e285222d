"""Gold records, texts with the events that a careful coder finds in them, and coded documents to compare; JSON Lines."""

from __future__ import annotations

import json
from collections.abc import Iterator
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
    documents = []
    for number, line in _iter_lines(path):
        try:
            document = msgspec.convert(json.loads(line), GoldDocument)
            for event in document.events:
                _check(document.text, event)
        except (ValueError, BadData) as error:
            raise BadData(
                f"{path}, line {number}: {error}; a gold record has id, text, published and events"
            ) from error
        documents.append(document)
    return documents


def read_coded(path: Path) -> dict[str, dict[str, Any]]:
    """What `marsad code --format jsonl` printed, by document id. `BadData` names the line that is no coded document."""
    coded = {}
    for number, line in _iter_lines(path):
        try:
            row = json.loads(line)
            coded[str(row["document"]["id"])] = {"document": row["document"], "events": list(row["events"])}
        except (ValueError, KeyError, TypeError) as error:
            raise BadData(
                f"{path}, line {number}: no coded document ({error}); write it with marsad code --format jsonl"
            ) from error
    return coded


def _iter_lines(path: Path) -> Iterator[tuple[int, str]]:
    """The numbered lines that hold something. A text in JSON may hold other line separators: only newlines part records."""
    try:
        lines = path.read_text(encoding="utf-8").split("\n")
    except UnicodeDecodeError as error:
        raise UnreadableInput(str(path), f"is no UTF-8 ({error.reason})", "convert it") from error
    except OSError as error:
        raise UnreadableInput(str(path), error.strerror or "cannot be read", "check the path") from error
    for number, line in enumerate(lines, 1):
        if line.strip():
            yield number, line


def _check(text: str, event: dict[str, Any]) -> None:
    """`BadData` where a field is missing without which the event cannot be scored."""
    for name in ("type", "anchor"):
        if not isinstance(event.get(name), str) or not event[name]:
            raise BadData(f"an event without {name}")
    if any(not claim.get("who") for claim in event.get("claims", ())):
        raise BadData(f"a claim of {event['anchor']!r} without who")
    anchor_span(text, event)


def anchor_span(text: str, event: dict[str, Any]) -> tuple[int, int]:
    """Where the anchor of a gold event stands: the nth time that it occurs."""
    at = -1
    for _ in range(event.get("nth", 1)):
        at = text.find(event["anchor"], at + 1)
        if at < 0:
            raise BadData(f"the anchor {event['anchor']!r} does not stand in its text; copy it from there")
    return at, at + len(event["anchor"])
