"""The review journal: judgements that people made, appended and never rewritten.

A judgement names an event by its document and its words, so it stays when a newer coder gives the event another id. What
was undone stays in the journal, and so does the undoing.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Literal

import msgspec

from marsad.errors import BadSetting
from marsad.model import Event, content_id
from marsad.store.corrections import corrected, slot_span
from marsad.store.naming import actor_rulings
from marsad.store.reader import StoredEvent, marks, read_document, read_event

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

Kind = Literal["same", "not_same", "unsure", "accept", "correct", "reject", "add", "note", "undo", "place", "actor"]
#: Decisions on a name or an id wherever it stands; `value` holds the decision as JSON, and no document is named.
DecisionKind = Literal["place", "actor"]
DECISIONS: tuple[DecisionKind, ...] = ("place", "actor")
PairKind = Literal["same", "not_same", "unsure"]
PAIR_KINDS: tuple[PairKind, ...] = ("same", "not_same", "unsure")


class Judgement(msgspec.Struct, frozen=True, kw_only=True):
    """A row of the journal, the columns of the table `judgements`. Times are UTC, ISO 8601; spans as everywhere."""

    judgement_id: str
    seq: int
    made: str
    made_by: str
    kind: Kind
    document_key: str | None = None
    event_id: str | None = None
    event_type: str | None = None
    span_start: int | None = None
    span_end: int | None = None
    clause_start: int | None = None
    clause_end: int | None = None
    other_document_key: str | None = None
    other_event_id: str | None = None
    other_type: str | None = None
    other_start: int | None = None
    other_end: int | None = None
    other_clause_start: int | None = None
    other_clause_end: int | None = None
    slot: str | None = None
    slot_start: int | None = None
    slot_end: int | None = None
    value: str | None = None
    note: str | None = None
    undoes: str | None = None
    root: str | None = None


_COLUMNS = ", ".join(
    "strftime(made, '%Y-%m-%dT%H:%M:%S.%f') AS made" if name == "made" else name for name in Judgement.__struct_fields__
)


class Journal:
    """The journal of an open store. Every method that writes takes `by`, a name, and `at`, the time in ISO 8601.

    >>> journal.judge_pair("same", first, second, by="سلمى", at="2024-05-02T10:00:00")
    """

    def __init__(self, con: DuckDBPyConnection) -> None:
        self._con = con

    def judge_pair(self, kind: PairKind, a: str, b: str, *, by: str, at: str, note: str | None = None) -> Judgement:
        """Say of two events whether they tell the same happening; `unsure` says that somebody looked.

        Raises `BadSetting` when an id is unknown or both are the same.
        """
        if kind not in PAIR_KINDS:
            raise BadSetting(f"judgement: {kind!r} says nothing of a pair; one of {', '.join(PAIR_KINDS)}")
        first, second = sorted((self._event(a), self._event(b)), key=lambda found: found.event.id)
        if first.event.id == second.event.id:
            raise BadSetting(f"{a!r} and {b!r} are one event; name two")
        return self._append(kind, by, at, note=note, **_anchor(first), **_other(_anchor(second)))

    def accept(self, event: str, slot: str | None = None, *, by: str, at: str, note: str | None = None) -> Judgement:
        """Say that an event, or its value in `slot`, is right."""
        found = self._event(event)
        if slot is not None:
            corrected(found.event, slot, None, reject=True)  # raises when there is no such slot
        return self._append("accept", by, at, note=note, slot=slot, **_anchor(found), **_words(found.event, slot))

    def correct(self, event: str, slot: str, value: str, *, by: str, at: str, note: str | None = None) -> Judgement:
        """Put `value` (text, as in the statements) in place of what the coder read into `slot`, as "casualties[0].min".

        A whole field ("where", "actors", "casualties") takes its JSON. Raises `BadSetting` when the event cannot hold it.
        """
        found = self._event(event)
        corrected(found.event, slot, value)
        return self._append(
            "correct", by, at, note=note, slot=slot, value=value, **_anchor(found), **_words(found.event, slot)
        )

    def reject(self, event: str, slot: str | None = None, *, by: str, at: str, note: str | None = None) -> Judgement:
        """Say that an event is none, or that its value in `slot` does not stand."""
        found = self._event(event)
        if slot is not None:
            corrected(found.event, slot, None, reject=True)
        return self._append("reject", by, at, note=note, slot=slot, **_anchor(found), **_words(found.event, slot))

    def add(self, document_key: str, event: Event, *, by: str, at: str, note: str | None = None) -> Judgement:
        """Add an event that the coder missed; its spans must hold its words. Its id hashes document and content."""
        row = self._con.execute("SELECT text FROM documents WHERE document_key = ?", [document_key]).fetchone()
        if row is None:
            raise BadSetting(f"{document_key!r} is no document of this store; `marsad sql 'FROM documents'` shows them")
        _check_words(event, row[0])
        made = msgspec.structs.replace(event, id=content_id("evt", document_key, "hand", event.to_dict() | {"id": ""}))
        first, *_ = made.evidence or (made.trigger.span,)
        return self._append(
            "add",
            by,
            at,
            note=note,
            value=msgspec.json.encode(made).decode(),
            document_key=document_key,
            event_id=made.id,
            event_type=made.type,
            span_start=made.trigger.span[0],
            span_end=made.trigger.span[1],
            clause_start=first[0],
            clause_end=first[1],
        )

    def note(self, event: str, text: str, *, by: str, at: str) -> Judgement:
        """Write a note to an event; it changes nothing."""
        return self._append("note", by, at, note=text, **_anchor(self._event(event)))

    def decide(self, kind: DecisionKind, decision: str, *, by: str, at: str, note: str | None = None) -> Judgement:
        """Decide on a name of a place, or on an id of an actor, wherever it stands; `decision` is JSON.

        `marsad.store.placing` and `marsad.store.naming` make it and see to it that it can stand.
        """
        return self._append(kind, by, at, note=note, value=decision)

    def decisions(self, kind: DecisionKind) -> list[Judgement]:
        """The decisions of a kind that stand, oldest first."""
        return list(_rows(self._con, "active_judgements", kind))

    def decided(self, kind: DecisionKind) -> list[Judgement]:
        """All decisions of a kind, those taken back too, oldest first."""
        return list(_rows(self._con, "judgements", kind))

    def undo(self, judgement_id: str, *, by: str, at: str, note: str | None = None) -> Judgement:
        """Take a judgement back, or take back the taking back. `BadSetting` when it does not stand or is not there."""
        rows = self._con.execute(
            "SELECT judgement_id, root FROM judgements WHERE starts_with(judgement_id, ?)", [judgement_id]
        ).fetchall()
        if len(rows) != 1 or not judgement_id:
            raise BadSetting(f"{judgement_id!r} names {len(rows)} judgements; `marsad judge list` shows the ids")
        [(full, root)] = rows
        last = self._con.execute(
            "SELECT judgement_id FROM judgements WHERE root = ? ORDER BY seq DESC", [root or full]
        ).fetchone()
        undos = self._con.execute("SELECT count(*) FROM judgements WHERE root = ?", [root or full]).fetchone()
        standing = undos is not None and undos[0] % 2 == 0
        if (root is None and not standing) or (root is not None and (standing or last is None or last[0] != full)):
            raise BadSetting(f"{full} does not stand any more: it was undone; `marsad judge list` shows what stands")
        return self._append("undo", by, at, note=note, undoes=full, root=root or full)

    def history(self) -> list[Judgement]:
        """Every row, oldest first."""
        return list(_rows(self._con, "judgements"))

    def active(self) -> list[Judgement]:
        """The judgements that stand, oldest first."""
        return list(_rows(self._con, "active_judgements"))

    def about(self, event_ids: Sequence[str]) -> list[Judgement]:
        """The judgements that stand on these events or on pairs with one of them, newest first."""
        keys = documents_judged(self._con, event_ids)
        if not keys:
            return []
        chosen = (
            f"judgement_id IN (SELECT judgement_id FROM judgement_targets WHERE document_key IN ({marks(len(keys), first=2)}) "
            "AND event_id IN (SELECT unnest($1::VARCHAR[])))"
        )
        return list(
            reversed(
                list(_rows(self._con, "active_judgements", where=f"WHERE {chosen}", params=[list(event_ids), *keys]))
            )
        )

    def pairs(self) -> dict[tuple[str, str], PairKind]:
        """What stands on pairs of current events, by their ids in order; of several judgements the latest."""
        judged = self._con.execute("SELECT EXISTS (FROM judgements WHERE other_event_id IS NOT NULL)").fetchone()
        if not (judged and judged[0]):
            return {}
        rows = self._con.execute(
            "SELECT least(a.event_id, b.event_id), greatest(a.event_id, b.event_id), j.kind FROM active_judgements j "
            "JOIN judgement_targets a ON a.judgement_id = j.judgement_id AND a.side = 1 "
            "JOIN judgement_targets b ON b.judgement_id = j.judgement_id AND b.side = 2 "
            "WHERE a.event_id <> b.event_id ORDER BY j.seq"
        ).fetchall()
        return {(a, b): kind for a, b, kind in rows}

    def _event(self, name: str) -> StoredEvent:
        found = read_judged(self._con, name)
        if found is None:
            raise BadSetting(f"{name!r} is no event of this store; `marsad list` shows the ids")
        return found

    def _append(self, kind: Kind, by: str, at: str, **fields: Any) -> Judgement:
        if not by.strip():
            raise BadSetting("judgement: nobody is named who makes it; give a name with --by")
        made = _timestamp(at)
        row = self._con.execute("SELECT coalesce(max(seq), 0) + 1 FROM judgements").fetchone()
        seq = row[0] if row else 1
        name = content_id("jdg", seq, made, by, kind, fields)
        judgement = Judgement(judgement_id=name, seq=seq, made=made, made_by=by.strip(), kind=kind, **fields)
        values = msgspec.structs.asdict(judgement)
        marks = ", ".join("?::TIMESTAMP" if name == "made" else "?" for name in values)
        self._con.execute(f"INSERT INTO judgements ({', '.join(values)}) VALUES ({marks})", list(values.values()))
        return judgement


def read_judged(con: DuckDBPyConnection, name: str) -> StoredEvent | None:
    """The event with this id or unique prefix as people left it, events added by hand among them; None when there is none.

    A rejected event is found too: that judgement can be undone.
    """
    row = con.execute(
        "SELECT a.value, d.document_key FROM active_judgements a JOIN documents d USING (document_key) "
        "WHERE a.kind = 'add' AND a.event_id <> '' AND starts_with(a.event_id, ?) ORDER BY a.seq",
        [name or "\0"],
    ).fetchone()
    if row is None:
        found = read_event(con, name)
        if found is None:
            return None
        return msgspec.structs.replace(found, event=_as_judged(con, found.event, found.document_key))
    stored = read_document(con, row[1])
    assert stored is not None
    event = _as_judged(con, msgspec.json.decode(row[0], type=Event), row[1])
    return StoredEvent(event=event, document=stored.document, document_key=row[1], coder="hand", coding=0, current=True)


#: Of a judgement on a value: kind, slot, its words then, the value.
JudgedValue = tuple[str, str, int | None, int | None, str | None]


def _as_judged(con: DuckDBPyConnection, event: Event, document_key: str) -> Event:
    touched = con.execute("SELECT EXISTS (FROM judgements WHERE document_key = ?)", [document_key]).fetchone()
    if touched and touched[0]:
        event = apply_judged(event, values_of(con, [document_key]).get(event.id, ()))
    return actor_rulings(con).apply(event)


def documents_judged(con: DuckDBPyConnection, event_ids: Sequence[str]) -> list[str]:
    """The keys of the documents of these events in which somebody judged something, undone or not."""
    rows = con.execute(
        "WITH ids AS (SELECT unnest($1::VARCHAR[]) AS event_id), keys AS (SELECT document_key FROM events WHERE event_id IN (FROM ids)) "
        "SELECT document_key FROM judgements WHERE document_key IN (FROM keys) OR (kind = 'add' AND event_id IN (FROM ids)) "
        "UNION SELECT other_document_key FROM judgements WHERE other_document_key IN (FROM keys) ORDER BY 1",
        [list(event_ids)],
    ).fetchall()
    return [key for (key,) in rows]


def values_of(con: DuckDBPyConnection, documents: Sequence[str] | None = None) -> dict[str, list[JudgedValue]]:
    """Event id → what was judged of its values, oldest first; of the events of some documents, or of all."""
    # The keys one by one and not as a list: only so does the condition reach the bottom of the view.
    chosen = "" if documents is None else f"WHERE document_key IN ({marks(len(documents))})"
    rows = con.execute(
        f"SELECT event_id, kind, slot, slot_start, slot_end, value FROM judged_values {chosen} ORDER BY seq",
        list(documents or ()),
    ).fetchall()
    found: dict[str, list[JudgedValue]] = {}
    for event_id, *judged in rows:
        found.setdefault(event_id, []).append(tuple(judged))
    return found


def apply_judged(event: Event, judged: Sequence[JudgedValue]) -> Event:
    """The event with corrected and without rejected values.

    "مقتل خمسة جنود" read as 50 and corrected to "5" tells 5. A slot whose piece a newer coder no longer reads is passed over.
    """
    for kind, slot, start, end, value in judged:
        if kind == "accept":
            continue
        span = None if start is None or end is None else (start, end)
        try:
            event = corrected(event, slot, value, reject=kind == "reject", span=span)
        except BadSetting:
            continue
    return event


def _rows(
    con: DuckDBPyConnection, table: str, kind: str | None = None, where: str = "", params: Sequence[object] = ()
) -> Iterator[Judgement]:
    chosen, given = (where, params) if kind is None else ("WHERE kind = ?", [kind])
    for row in con.execute(f"SELECT {_COLUMNS} FROM {table} {chosen} ORDER BY seq", given).fetchall():
        yield Judgement(**dict(zip(Judgement.__struct_fields__, row, strict=True)))


def _anchor(found: StoredEvent) -> dict[str, Any]:
    event = found.event
    clause = next((e for e in event.evidence if e[0] <= event.trigger.span[0] < e[1]), event.trigger.span)
    return {
        "document_key": found.document_key,
        "event_id": event.id,
        "event_type": event.type,
        "span_start": event.trigger.span[0],
        "span_end": event.trigger.span[1],
        "clause_start": clause[0],
        "clause_end": clause[1],
    }


def _other(anchor: dict[str, Any]) -> dict[str, Any]:
    names = {
        "event_type": "other_type",
        "span_start": "other_start",
        "span_end": "other_end",
    }
    return {names.get(name, f"other_{name}"): value for name, value in anchor.items()}


def _words(event: Event, slot: str | None) -> dict[str, Any]:
    span = slot_span(event, slot) if slot else None
    return {"slot_start": span[0], "slot_end": span[1]} if span else {}


def _check_words(event: Event, text: str) -> None:
    pieces = (event.trigger, event.when, event.means, event.count, *event.where, *event.actors, *event.casualties)
    for piece in (*pieces, *event.materiel, *event.claims):
        span = getattr(piece, "span", None)
        if span is not None and text[span[0] : span[1]] != piece.text:  # type: ignore[union-attr]
            raise BadSetting(f"the document has {text[span[0] : span[1]]!r} at {list(span)}, not {piece.text!r}")  # type: ignore[union-attr]
    for start, end in event.evidence:
        if not 0 <= start < end <= len(text):
            raise BadSetting(f"evidence [{start}, {end}) lies outside the text of {len(text)} characters")


def _timestamp(at: str) -> str:
    try:
        moment = datetime.fromisoformat(at)
    except ValueError:
        raise BadSetting(f"time: {at!r} is no time; write it as 2024-05-02T10:00:00 (UTC)") from None
    if moment.tzinfo is not None:
        moment = moment.astimezone(UTC).replace(tzinfo=None)
    return moment.isoformat(timespec="microseconds")


def replay(history: Sequence[Judgement]) -> list[Judgement]:
    """What stands after these rows, told without the database: what `active` must equal."""
    standing: dict[str, bool] = {}
    for row in history:
        if row.kind == "undo" and row.undoes is not None:
            standing[row.undoes] = False
            target = next(r for r in history if r.judgement_id == row.undoes)
            while target.kind == "undo" and target.undoes is not None:
                # Taking back an undo gives back what it took.
                standing[target.undoes] = not standing[target.undoes]
                target = next(r for r in history if r.judgement_id == target.undoes)
        standing[row.judgement_id] = True
    return [row for row in history if row.kind != "undo" and standing[row.judgement_id]]
