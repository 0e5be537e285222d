"""`marsad actors …`: the bodies of a record, merged, named and parted; every decision stands in the journal and can be undone."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from marsad.cli.incidents import existing
from marsad.cli.keep import ByOption
from marsad.cli.record import DEFAULT_STORE, BidiOption, FormatOption, StoreOption

if TYPE_CHECKING:
    from marsad.store.naming import ActorDecision

app = typer.Typer(no_args_is_help=True, help="Actors: list them, merge two, name one, part what was taken for one.")

ActorArgument = Annotated[str, typer.Argument(metavar="ACTOR", help="An actor's id, as SYR-REB.", show_default=False)]
IntoArgument = Annotated[str, typer.Argument(metavar="INTO", help="The id that it becomes.", show_default=False)]
NoteOption = Annotated[str | None, typer.Option("--note", metavar="TEXT", help="Why.")]
DryOption = Annotated[bool, typer.Option("--dry-run", help="Tell what would change, and write nothing.")]


@app.command("list")
def list_(
    format_: FormatOption = "table",
    store: StoreOption = DEFAULT_STORE,
    bidi: BidiOption = None,
) -> int:
    """List the actors of the record: names, events, and the first and last day."""
    from marsad.cli.record_lists import check_format, write_objects, write_table
    from marsad.store import Table, open_store

    check_format(format_)
    columns = ("actor_id", "name", "name_en", "events", "first", "last")
    found: dict[str, list[Any]] = {}
    with open_store(store, read_only=True) as opened:
        called = opened.actor_rulings.names
        for stored in opened.iter_judged():
            when = stored.event.when
            for actor_id, actor in {a.actor_id: a for a in stored.event.actors}.items():
                row = found.setdefault(actor_id, [actor.name, actor.name_en, 0, None, None])
                row[2] += 1
                row[3] = min(filter(None, (row[3], when.start)), default=None)
                row[4] = max(filter(None, (row[4], when.end)), default=None)
    for actor_id, names in called.items():
        if actor_id in found:
            found[actor_id][:2] = names.name or found[actor_id][0], names.name_en or found[actor_id][1]
    rows = [(actor_id, *row) for actor_id, row in sorted(found.items(), key=lambda item: (-item[1][2], item[0]))]
    if format_ in ("json", "jsonl"):
        write_objects((dict(zip(columns, row, strict=True)) for row in rows), format_)
    else:
        write_table(Table(columns, rows), format_, bidi)
    return 0


@app.command()
def merge(
    actor: ActorArgument,
    into: IntoArgument,
    by: ByOption,
    dry_run: DryOption = False,
    note: NoteOption = None,
    store: StoreOption = DEFAULT_STORE,
) -> int:
    """Say that an actor is another one: whatever is told of it is then told of that one."""
    from marsad.store.naming import ActorDecision

    return _decide(ActorDecision(act="merge", actor_id=actor, into=into), by, dry_run, note, store)


@app.command()
def rename(
    actor: ActorArgument,
    by: ByOption,
    name: Annotated[str | None, typer.Option(metavar="NAME", help="The name in Arabic.")] = None,
    name_en: Annotated[str | None, typer.Option(metavar="NAME", help="The name in English.")] = None,
    dry_run: DryOption = False,
    note: NoteOption = None,
    store: StoreOption = DEFAULT_STORE,
) -> int:
    """Give an actor the name that is shown everywhere; its id stays."""
    from marsad.store.naming import ActorDecision

    return _decide(ActorDecision(act="rename", actor_id=actor, name=name, name_en=name_en), by, dry_run, note, store)


@app.command()
def split(
    actor: ActorArgument,
    into: IntoArgument,
    words: Annotated[list[str], typer.Option("--words", metavar="TEXT", help="A name as written; may be repeated.")],
    by: ByOption,
    dry_run: DryOption = False,
    note: NoteOption = None,
    store: StoreOption = DEFAULT_STORE,
) -> int:
    """Say that a name as written, which was taken for an actor, is another one."""
    from marsad.store.naming import ActorDecision

    decision = ActorDecision(act="split", actor_id=actor, into=into, words=tuple(words))
    return _decide(decision, by, dry_run, note, store)


@app.command()
def undo(
    decision: Annotated[str, typer.Argument(metavar="ID", help="A decision's id.", show_default=False)],
    by: ByOption,
    note: NoteOption = None,
    store: StoreOption = DEFAULT_STORE,
) -> int:
    """Take a decision on an actor back; the incidents follow."""
    from marsad.corroborate import deciding
    from marsad.errors import BadSetting
    from marsad.store import open_store
    from marsad.store.rows import utc_now

    with open_store(existing(store)) as opened:
        if not any(row.judgement_id == decision for row in opened.journal.decided("actor")):
            raise BadSetting(f"{decision!r} is no decision on an actor; `marsad actors decided` shows the ids")
        typer.echo(deciding.undo(opened, decision, by=by, at=utc_now(), note=note).judgement_id)
    return 0


@app.command()
def decided(
    format_: FormatOption = "table",
    store: StoreOption = DEFAULT_STORE,
    bidi: BidiOption = None,
) -> int:
    """List the decisions on actors that stand."""
    from marsad.cli.record_lists import check_format, write_objects, write_table
    from marsad.store import Table, open_store
    from marsad.store.naming import decision_of

    check_format(format_)
    columns = ("act", "actor_id", "into", "name", "name_en", "words", "by", "made", "note", "id")
    with open_store(store, read_only=True) as opened:
        rows = [
            (
                d.act, d.actor_id, d.into, d.name, d.name_en, "; ".join(d.words), row.made_by, row.made[:19], row.note,
                row.judgement_id,
            )
            for row in opened.journal.decisions("actor")
            for d in [decision_of(row)]
        ]  # fmt: skip
    if format_ in ("json", "jsonl"):
        write_objects((dict(zip(columns, row, strict=True)) for row in rows), format_)
    else:
        write_table(Table(columns, rows), format_, bidi)
    return 0


def _decide(decision: ActorDecision, by: str, dry_run: bool, note: str | None, store: Path) -> int:
    from marsad.cli.places_decide import tell_effect
    from marsad.corroborate import deciding
    from marsad.corroborate.effects import naming_effect
    from marsad.errors import BadSetting
    from marsad.store import open_store
    from marsad.store.naming import ActorRulings, check_decision, holding, written_as
    from marsad.store.rows import utc_now

    with open_store(existing(store)) as opened:
        rulings = opened.actor_rulings
        events = holding(opened, rulings.sources_of(decision.actor_id))
        written = written_as(opened, events, decision.actor_id)
        if not events or (decision.act == "split" and not written):
            raise BadSetting(f"actor: the record has no {decision.actor_id!r}; `marsad actors list` shows the ids")
        checked = check_decision(decision, written)
        tell_effect(naming_effect(opened, events, ActorRulings((*rulings.decisions, checked))), dry_run)
        if not dry_run:
            typer.echo(deciding.decide_actor(opened, checked, by=by, at=utc_now(), note=note).judgement_id)
    return 0
