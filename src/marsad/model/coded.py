"""What coding one document yields: n documents in, n of these out, always."""

from __future__ import annotations

from typing import Any

import msgspec

from marsad.model.document import Document
from marsad.model.event import Event
from marsad.model.markup import to_html
from marsad.model.span import Span


class Failure(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """A stage that failed on a document: `error` is the class name, `message` says what was wrong."""

    stage: str
    error: str
    message: str


class Trace(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """Why a slot of an event has its value, or why a candidate was not taken.

    `slot` names it as in the output form ("type", "when", "where[0]", "casualties[1]"); `rule` is the rule inside `stage`; `kept` False
    marks a candidate that was considered and lost, with the reason in `note`.
    """

    event_id: str
    slot: str
    stage: str
    rule: str
    kept: bool = True
    note: str | None = None
    text: str | None = None
    span: Span | None = None


class Coded(msgspec.Struct, frozen=True, kw_only=True):
    """A document, its events, its failures and the trace of every slot. `coder` is engine and version."""

    document: Document
    events: tuple[Event, ...] = ()
    failures: tuple[Failure, ...] = ()
    traces: tuple[Trace, ...] = ()
    coder: str = "rules 0.1.0"

    def to_dict(self) -> dict[str, Any]:
        """The codebook's output form (section 7): `document`, `events`, `failures`."""
        return {
            "document": self.document.to_dict(self.coder),
            "events": [e.to_dict() for e in self.events],
            "failures": [msgspec.to_builtins(f) for f in self.failures],
        }

    def _repr_html_(self) -> str:
        """The text with its evidence highlighted and the events beside it, for notebooks."""
        return to_html(self)
