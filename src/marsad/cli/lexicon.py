"""`marsad lexicon`: the trigger lexicon and its examples."""

from __future__ import annotations

from typing import Annotated

import typer

app = typer.Typer(help="The trigger lexicon: words, types, and the examples that they must pass.", no_args_is_help=True)


@app.command()
def check(
    verbose: Annotated[bool, typer.Option("--verbose", help="Name the examples that pass, too.")] = False,
) -> None:
    """Run every example sentence of the lexicon; exit status 1 when one yields something else than it says."""
    from marsad.evaluation.examples import check_examples, entries_without_examples

    total = wrong = 0
    for verdict in check_examples():
        total += 1
        if verdict.problems:
            wrong += 1
            typer.echo(f"{verdict.entry_id}: {verdict.text}\n    {'; '.join(verdict.problems)}")
        elif verbose:
            typer.echo(f"{verdict.entry_id}: right: {verdict.text}")
    bare = entries_without_examples()
    if bare:
        typer.echo(f"entries with fewer than two examples: {', '.join(bare)}")
    typer.echo(f"{total - wrong} of {total} examples are right", err=True)
    if wrong or bare:
        raise typer.Exit(1)


@app.command("list")
def list_entries(
    type_: Annotated[str | None, typer.Option("--type", help="Only the entries of this event type.")] = None,
) -> None:
    """The entries of the lexicon: id, type, lemmas."""
    from marsad.lexicon.triggers import entries

    for entry in entries():
        if type_ is None or entry.type == type_:
            lemmas = "، ".join((*entry.verbs, *entry.nouns, *entry.words)[:6])
            typer.echo(f"{entry.id}\t{entry.type}\t{entry.level}\t{lemmas}")
