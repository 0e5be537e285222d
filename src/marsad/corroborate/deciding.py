"""Decisions on places and actors carried out: the journal, what follows from it in events, and the incidents linked anew."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Final

from marsad.corroborate.link import link
from marsad.places.placed import Placed
from marsad.store import Judgement, Store, naming, placing
from marsad.store.journal import DECISIONS
from marsad.store.naming import ActorDecision
from marsad.store.placings import documents_of
from marsad.store.resolving import Renewed

#: So few documents are linked by themselves.
_FEW: Final = 200


def place_name(store: Store, decision: Placed, *, by: str, at: str, note: str | None = None) -> Judgement:
    """Place a name: the events that tell it move, and the incidents follow. `decision` is one of `placing.decide_on`."""
    told = {"decision": decision, "by": by, "at": at, "note": note}
    if (handed := store.hand_over("place_name", Judgement, **told)) is not None:
        return handed
    row, _ = placing.place(store, decision, by=by, at=at, note=note)
    documents = documents_of(store, [decision])
    _link(store, at, documents if len(documents) <= _FEW else None)
    return row


def decide_actor(store: Store, decision: ActorDecision, *, by: str, at: str, note: str | None = None) -> Judgement:
    """Merge, name or part a body: events and incidents follow. `decision` is one that `naming.check_decision` let through."""
    told = {"decision": decision, "by": by, "at": at, "note": note}
    if (handed := store.hand_over("decide_actor", Judgement, **told)) is not None:
        return handed
    row = naming.decide(store, decision, by=by, at=at, note=note)
    if decision.act != "rename":  # names are put in where they are shown
        _link(store, at)
    return row


def undo(store: Store, judgement_id: str, *, by: str, at: str, note: str | None = None) -> Judgement:
    """Take any judgement back, or the taking back; whatever it had changed follows."""
    told = {"judgement_id": judgement_id, "by": by, "at": at, "note": note}
    if (handed := store.hand_over("undo", Judgement, **told)) is not None:
        return handed
    row = placing.undo(store, judgement_id, by=by, at=at, note=note)
    root = store.query(
        "SELECT kind, document_key, other_document_key FROM judgements WHERE judgement_id = ?", [row.root]
    )
    [(kind, *keys)] = root.rows
    _link(store, at, None if kind in DECISIONS else [key for key in keys if key])
    return row


def follow(store: Store, rows: Iterable[Judgement], *, at: str) -> None:
    """Let the incidents follow judgements on events, or on pairs of them. What is new in other documents waits for a run of its own."""
    link(store, at=at, documents={key for row in rows for key in (row.document_key, row.other_document_key) if key})


def settle(store: Store, *, at: str) -> Renewed:
    """Bring the file of placed names and the codings in line with the journal; the incidents follow."""
    if (handed := store.hand_over("settle", Renewed, at=at)) is not None:
        return handed
    done = placing.settle(store)
    if done.changed:
        _link(store, at)
    return done


def is_decision(store: Store, judgement_id: str) -> bool:
    """Whether a judgement, by its id or a beginning of it, decides on a place or an actor, or takes back one that does."""
    rows = store.query(
        "SELECT r.kind FROM judgements j JOIN judgements r ON r.judgement_id = coalesce(j.root, j.judgement_id) "
        "WHERE starts_with(j.judgement_id, ?)",
        [judgement_id or "\0"],
    ).rows
    return any(kind in DECISIONS for (kind,) in rows)


def _link(store: Store, at: str, documents: Collection[str] | None = None) -> None:
    """A store that was never linked stays so."""
    if store.query("SELECT count(*) FROM link_runs").rows != [(0,)]:
        link(store, at=at, documents=documents)
