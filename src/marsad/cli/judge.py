"""`marsad judge …` and `marsad review`: what people say goes into the journal, outranks the machine, and can be undone."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from marsad.cli.incidents import existing
from marsad.cli.keep import ByOption
from marsad.cli.record import DEFAULT_STORE, BidiOption, FormatOption, StoreOption

if TYPE_CHECKING:
    from marsad.store import Judgement, Store

judge_app = typer.Typer(
    no_args_is_help=True, help="Judgements of reviewers: each is kept, outranks the coder, and can be undone."
)
EventArgument = Annotated[
    str, typer.Argument(metavar="EVENT", help="An event's id, or the beginning of it.", show_default=False)
]
OtherArgument = Annotated[str, typer.Argument(metavar="OTHER", help="Another event's id.", show_default=False)]
NoteOption = Annotated[str | None, typer.Option("--note", metavar="TEXT", help="Why.")]
SlotArgument = Annotated[
    str | None, typer.Argument(metavar="SLOT", help="A value of it, as casualties[0].min; without one the whole event.")
]
_ANSWERS = {"s": "same", "n": "not_same", "u": "unsure"}


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.add_typer(judge_app, name="judge")
    app.command("review")(review)


@judge_app.command("same")
def same(
    event: EventArgument,
    other: OtherArgument,
    by: ByOption,
    note: NoteOption = None,
    store: StoreOption = DEFAULT_STORE,
) -> int:
    """Say that two events tell the same happening."""
    return _write(store, lambda s, at: s.journal.judge_pair("same", event, other, by=by, at=at, note=note))


@judge_app.command("not-same")
def not_same(
    event: EventArgument,
    other: OtherArgument,
    by: ByOption,
    note: NoteOption = None,
    store: StoreOption = DEFAULT_STORE,
) -> int:
    """Say that two events tell different happenings."""
    return _write(store, lambda s, at: s.journal.judge_pair("not_same", event, other, by=by, at=at, note=note))


@judge_app.command("unsure")
def unsure(
    event: EventArgument,
    other: OtherArgument,
    by: ByOption,
    note: NoteOption = None,
    store: StoreOption = DEFAULT_STORE,
) -> int:
    """Say that you looked at two events and cannot tell."""
    return _write(store, lambda s, at: s.journal.judge_pair("unsure", event, other, by=by, at=at, note=note))


@judge_app.command("accept")
def accept(
    event: EventArgument,
    by: ByOption,
    slot: SlotArgument = None,
    note: NoteOption = None,
    store: StoreOption = DEFAULT_STORE,
) -> int:
    """Say that an event, or a value of it, is right."""
    return _write(store, lambda s, at: s.journal.accept(event, slot, by=by, at=at, note=note))


@judge_app.command("correct")
def correct(
    event: EventArgument,
    slot: Annotated[
        str, typer.Argument(metavar="SLOT", help="As casualties[0].min, type or when.start.", show_default=False)
    ],
    value: Annotated[
        str, typer.Argument(metavar="VALUE", help="The right value; JSON for a whole field.", show_default=False)
    ],
    by: ByOption,
    note: NoteOption = None,
    store: StoreOption = DEFAULT_STORE,
) -> int:
    """Put a value in place of what the coder read."""
    return _write(store, lambda s, at: s.journal.correct(event, slot, value, by=by, at=at, note=note))


@judge_app.command("reject")
def reject(
    event: EventArgument,
    by: ByOption,
    slot: SlotArgument = None,
    note: NoteOption = None,
    store: StoreOption = DEFAULT_STORE,
) -> int:
    """Say that an event is none, or that a value of it does not stand."""
    return _write(store, lambda s, at: s.journal.reject(event, slot, by=by, at=at, note=note))


@judge_app.command("note")
def note(
    event: EventArgument,
    text: Annotated[str, typer.Argument(metavar="TEXT", help="The note.", show_default=False)],
    by: ByOption,
    store: StoreOption = DEFAULT_STORE,
) -> int:
    """Write a note to an event."""
    return _write(store, lambda s, at: s.journal.note(event, text, by=by, at=at))


@judge_app.command("add")
def add(
    document: Annotated[str, typer.Argument(metavar="DOCUMENT", help="A document's id or key.", show_default=False)],
    words: Annotated[
        str, typer.Option("--words", metavar="TEXT", help="The words that tell it, as they stand in the text.")
    ],
    type_: Annotated[str, typer.Option("--type", metavar="TYPE", help="Event type, as air_strike.")],
    by: ByOption,
    day: Annotated[str | None, typer.Option("--day", metavar="DATE", help="Its day (YYYY-MM-DD).")] = None,
    place: Annotated[str | None, typer.Option("--place", metavar="NAME", help="Its place.")] = None,
    note: NoteOption = None,
    store: StoreOption = DEFAULT_STORE,
) -> int:
    """Add an event that the coder missed; `judge correct` fills its other fields."""

    def write(opened: Store, at: str) -> Judgement:
        from marsad.errors import BadSetting
        from marsad.store.byhand import event_by_hand

        found = opened.get_document(document)
        if found is None:
            raise BadSetting(f"{document!r} is no document of {store}; `marsad sql 'FROM documents'` shows them")
        made = event_by_hand(found.document.text, words, type_, day, place)
        return opened.journal.add(found.key, made, by=by, at=at, note=note)

    return _write(store, write)


@judge_app.command("undo")
def undo(
    judgement: Annotated[
        str, typer.Argument(metavar="ID", help="A judgement's id, or the beginning of it.", show_default=False)
    ],
    by: ByOption,
    note: NoteOption = None,
    store: StoreOption = DEFAULT_STORE,
) -> int:
    """Take a judgement back, or take the taking back back."""

    def write(opened: Store, at: str) -> Judgement:
        from marsad.corroborate import deciding

        if deciding.is_decision(opened, judgement):  # what it moved follows
            return deciding.undo(opened, judgement, by=by, at=at, note=note)
        return opened.journal.undo(judgement, by=by, at=at, note=note)

    return _write(store, write)


@judge_app.command("list")
def list_judgements(
    everything: Annotated[bool, typer.Option("--all", help="Undone ones and undos too.")] = False,
    format_: FormatOption = "table",
    store: StoreOption = DEFAULT_STORE,
    bidi: BidiOption = None,
) -> int:
    """List the judgements that stand."""
    from marsad.cli.record_lists import write_table
    from marsad.store import open_store

    table = "judgements" if everything else "active_judgements"
    columns = "judgement_id, kind, event_id, other_event_id, slot, value, made_by, strftime(made, '%Y-%m-%d %H:%M') AS made, note"
    with open_store(store, read_only=True) as opened:
        write_table(opened.query(f"SELECT {columns} FROM {table} ORDER BY seq"), format_, bidi)
    return 0


def review(
    by: ByOption,
    limit: Annotated[int | None, typer.Option(metavar="N", min=0, help="At most so many pairs.")] = None,
    store: StoreOption = DEFAULT_STORE,
    bidi: BidiOption = None,
) -> int:
    """Work through the doubtful pairs: both reports are shown, the answer goes into the journal."""
    from marsad.cli.judge_words import show_pair
    from marsad.corroborate.doubtful import iter_doubtful
    from marsad.corroborate.link import link
    from marsad.store import open_store
    from marsad.store.rows import utc_now

    answered = 0
    with open_store(existing(store)) as opened:
        pairs = list(iter_doubtful(opened, limit))
        for number, (a, b, _) in enumerate(pairs, 1):
            show_pair(opened, a, b, f"{number} of {len(pairs)}", bidi)
            answer = _ask()
            if answer == "q":
                break
            if answer in _ANSWERS:
                opened.journal.judge_pair(_ANSWERS[answer], a, b, by=by, at=utc_now())  # type: ignore[arg-type]
                answered += 1
        if answered:
            link(opened, at=utc_now())
    sys.stderr.write(f"marsad: {answered} judged, {len(pairs) - answered} left; the incidents follow the judgements\n")
    return 0


def _ask() -> str:
    while True:
        try:
            answer: str = (
                typer.prompt("same (s), not same (n), unsure (u), later (l), quit (q)", default="l").strip().lower()[:1]
            )
        except (EOFError, typer.Abort):
            return "q"
        if answer in ("s", "n", "u", "l", "q"):
            return answer


def _write(store: Path, judge: object) -> int:
    from marsad.store import open_store
    from marsad.store.rows import utc_now

    with open_store(existing(store)) as opened:
        made = judge(opened, utc_now())  # type: ignore[operator]
    typer.echo(made.judgement_id)
    return 0
