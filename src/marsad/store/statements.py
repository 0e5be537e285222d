"""An event taken apart: one statement a value, each with its words and with the stage and rule that filled it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from typing import Any

import msgspec

from marsad.model import Count, Event, Span, Trace, When

#: Fields that say something about a value and are no value themselves.
_ABOUT = frozenset({"text", "span", "basis"})
#: What an event holds where the text is silent: no time, no means, no tally.
_SILENT = (None, When(), Count())
#: Below it a float holds every whole number.
_EXACT = 2.0**53
_encode = msgspec.json.Encoder().encode


class Statement(msgspec.Struct, frozen=True, gc=False):
    """One value of one event, the columns of the table `statements`. `value` None stands only in a `max` slot: no
    upper bound.
    """

    statement_id: str
    event_id: str
    document_key: str
    coder: str
    coding: int
    slot: str
    value: str | None
    basis: str | None
    text: str | None
    span_start: int | None
    span_end: int | None
    stage: str | None
    rule: str | None
    confidence: float


#: A value before it is a statement: slot, value, basis, words, and the piece of the event that holds it.
_Value = tuple[str, str | None, str | None, str | None, Span | None, str]


def iter_statements(
    document_key: str, event: Event, traces: Iterable[Trace] = (), *, coder: str = "", coding: int = 0
) -> Iterator[Statement]:
    """The statements of an event, in the order of its fields; `traces` are those of its document.

    >>> # "مقتل ثلاثة جنود" gives casualties[0].min = "3" with the words "ثلاثة جنود" and their span
    """
    origins = {t.slot: (t.stage, t.rule) for t in reversed(tuple(traces)) if t.kept and t.event_id == event.id}
    seed = hashlib.sha256(_encode((document_key, event.id)))
    id_, confidence = event.id, event.confidence
    held, held_origin = "", _NO_ORIGIN
    for slot, value, basis, text, span, piece in _values(event):
        if piece != held:
            held, held_origin = piece, _origin(origins, piece)
        digest = seed.copy()
        digest.update(_encode((slot, value, span)))
        name = f"stmt_{digest.hexdigest()[:16]}"
        start, end = span or (None, None)
        origin = origins.get(slot, held_origin)
        yield Statement(
            name, id_, document_key, coder, coding, slot, value, basis, text, start, end, *origin, confidence
        )


def _values(event: Event) -> Iterator[_Value]:
    trigger = event.trigger
    words, span = trigger.text, trigger.span
    for slot, value in (
        ("type", event.type),
        ("status", event.status),
        ("modality", event.modality),
        ("trigger", words),
    ):
        yield slot, value, None, words, span, slot
    fields = msgspec.to_builtins(event)
    for name in ("when", "means", "count"):
        if getattr(event, name) not in _SILENT:
            yield from _leaves(name, fields[name])
    for name in ("where", "actors", "casualties", "materiel", "claims", "related"):
        for i, piece in enumerate(fields[name]):
            yield from _leaves(f"{name}[{i}]", piece)
    if event.unverified:
        yield "unverified", "true", None, None, None, "unverified"


def _leaves(piece: str, fields: dict[str, Any]) -> Iterator[_Value]:
    basis, text, span = fields.get("basis"), fields.get("text"), fields.get("span")
    for name, value in fields.items():
        if name in _ABOUT or (value is None and name != "max"):
            continue
        if type(value) is tuple or type(value) is list:
            for i, part in enumerate(value):
                yield from _leaves(f"{piece}.{name}[{i}]", part)
        else:
            yield f"{piece}.{name}", value if type(value) is str else _plain(value), basis, text, span, piece


def _plain(value: Any) -> str | None:
    """A value as the text that SQL casts back: booleans as in JSON, whole numbers without ".0" (10 km is 10.0 km)."""
    if value is None:
        return None
    if isinstance(value, bool):
        return str(value).lower()
    whole = isinstance(value, float) and value.is_integer() and abs(value) < _EXACT
    return repr(int(value) if whole else value)


_NO_ORIGIN: tuple[str | None, str | None] = (None, None)


def _origin(origins: dict[str, tuple[str, str]], slot: str) -> tuple[str | None, str | None]:
    """Stage and rule of the nearest piece that has a trace: casualties[0].of_which[1], casualties[0].of_which,
    casualties[0], casualties.
    """
    while slot and origins:
        if slot in origins:
            return origins[slot]
        slot = slot[: max(slot.rfind("."), slot.rfind("["), 0)]
    return _NO_ORIGIN
