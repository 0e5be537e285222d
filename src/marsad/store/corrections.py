"""One value of an event replaced or taken out, by the name of its slot."""

from __future__ import annotations

import json
import re
from typing import Any

import msgspec

from marsad.errors import BadSetting
from marsad.model import Event, Span

_STEP = re.compile(r"([a-z_0-9]+)(?:\[(\d+)\])?")
#: Fields that a correction may not touch: they say where and why, not what.
_FIXED = frozenset({"id", "trigger", "evidence", "span", "text"})


def corrected(event: Event, slot: str, value: str | None, *, reject: bool = False, span: Span | None = None) -> Event:
    """The event with `value` in `slot`, or with the piece taken out (`reject`).

    `span`, the words that the slot rested on when it was judged, finds its piece when a newer coder counts the pieces
    otherwise. Raises `BadSetting` when there is no such slot or the value does not fit.

    >>> corrected(event, "casualties[0].min", "5")    # "مقتل خمسة جنود", read as 50
    """
    steps = parse_slot(slot)
    fields = msgspec.to_builtins(event)
    if span is not None:
        steps = _moved(fields, steps, span)
    holder: Any = fields
    try:
        for name, index in steps[:-1]:
            holder = holder[name] if index is None else holder[name][index]
        name, index = steps[-1]
        if index is not None:
            _put_piece(holder, name, index, value, reject)
        elif name not in holder:
            raise KeyError(name)
        elif reject:
            _take_out(holder, name)
        else:
            holder[name] = _decoded(value)
    except (KeyError, IndexError, TypeError):
        raise BadSetting(
            f"slot: the event {event.id} has no {slot!r}; `marsad show {event.id}` lists its slots"
        ) from None
    try:
        return msgspec.convert(fields, Event, strict=False)
    except msgspec.ValidationError as error:
        what = "taken out" if reject else f"{value!r}"
        raise BadSetting(f"{slot}: {what} does not fit an event ({error})") from None


def parse_slot(slot: str) -> list[tuple[str, int | None]]:
    """ "casualties[0].min" as [("casualties", 0), ("min", None)]; `BadSetting` when it is no slot."""
    steps = []
    for part in slot.split("."):
        match = _STEP.fullmatch(part)
        if match is None or match[1] in _FIXED:
            raise BadSetting(f"slot: {slot!r} names no value; write it as in type, when.start or casualties[0].min")
        steps.append((match[1], None if match[2] is None else int(match[2])))
    return steps


def slot_span(event: Event, slot: str) -> Span | None:
    """The words that the value in `slot` rests on, where it has any."""
    if slot in ("type", "status", "modality"):
        return event.trigger.span
    holder: Any = msgspec.to_builtins(event)
    span = None
    for name, index in parse_slot(slot):
        holder = holder.get(name) if isinstance(holder, dict) else None
        if index is not None and isinstance(holder, (list, tuple)):
            holder = holder[index] if index < len(holder) else None
        if isinstance(holder, dict) and holder.get("span"):
            span = tuple(holder["span"])
    return span


def _moved(fields: dict[str, Any], steps: list[tuple[str, int | None]], span: Span) -> list[tuple[str, int | None]]:
    """The slot's first piece where these words stand now; where they stand nowhere, the slot as it was named."""
    name, index = steps[0]
    if index is None:
        return steps
    pieces = fields.get(name, ())
    overlaps = [
        (min(piece["span"][1], span[1]) - max(piece["span"][0], span[0]), -i)
        for i, piece in enumerate(pieces)
        if piece.get("span")
    ]
    most = max(overlaps, default=(0, 0))
    if most[0] > 0:
        return [(name, -most[1]), *steps[1:]]
    raise BadSetting(f"slot: the words of {name}[{index}] are not read any more")


def _put_piece(holder: dict[str, Any], name: str, index: int, value: str | None, reject: bool) -> None:
    pieces = list(holder[name])
    if reject:
        del pieces[index]
    else:
        pieces[index] = _decoded(value)
    holder[name] = pieces


def _take_out(holder: dict[str, Any], name: str) -> None:
    """The field as it is when a text is silent about it."""
    if name == "max":
        holder[name] = None
    else:
        del holder[name]


def _decoded(value: str | None) -> Any:
    if value is None:
        return None
    text = value.strip()
    if text[:1] in ("[", "{") or text == "null":
        try:
            return json.loads(text)
        except json.JSONDecodeError as error:
            raise BadSetting(f"value: {value!r} is no JSON ({error.msg})") from None
    return value
