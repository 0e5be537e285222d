"""`marsad evaluate`: the coder against records coded by hand."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer


def evaluate(
    gold: Annotated[Path, typer.Argument(help="Gold records, one JSON object a line: id, text, published, events.")],
    pred: Annotated[
        Path | None,
        typer.Option("--pred", help="Score this output of `marsad code --format jsonl` instead of coding now."),
    ] = None,
    misses: Annotated[bool, typer.Option("--misses", help="List every missed and every invented event.")] = False,
    docs: Annotated[bool, typer.Option("--docs", help="The record F1 of every document, the worst first.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="The figures as one JSON object.")] = False,
) -> None:
    """Score the coder, per slot, on texts that were coded by hand."""
    import json

    from marsad.evaluation import read_coded, read_gold, score

    documents = read_gold(gold)
    coded = _code_all(documents) if pred is None else read_coded(pred)
    scores = score(documents, coded)
    if as_json:
        figures = {n: [round(f.precision, 4), round(f.recall, 4), round(f.f1, 4)] for n, f in scores.figures.items()}
        typer.echo(json.dumps(figures))
        return
    typer.echo(f"{len(documents)} documents, {scores.gold_events} gold events, {scores.coded_events} coded")
    typer.echo(f"{'':12}{'precision':>10}{'recall':>10}{'F1':>10}")
    for name, figure in scores.figures.items():
        typer.echo(f"{name:12}{figure.precision:10.3f}{figure.recall:10.3f}{figure.f1:10.3f}")
    if docs:
        for document_id, f1 in sorted(scores.by_document.items(), key=lambda pair: pair[1]):
            typer.echo(f"{f1:7.3f}  {document_id}")
    if misses:
        for miss in scores.misses:
            typer.echo(f"{miss.kind:9}{miss.document_id} {miss.type}: {miss.words}")


def _code_all(documents: list) -> dict:  # type: ignore[type-arg]
    from marsad.api import code

    return {d.id: code(d.text, id=d.id, published=d.published).to_dict() for d in documents}
