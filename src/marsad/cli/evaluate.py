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
    incidents: Annotated[
        bool,
        typer.Option(
            "--incidents", help="GOLD holds articles whose reports were assigned to incidents: score linkage."
        ),
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="The figures as one JSON object.")] = False,
) -> None:
    """Score the coder, per slot, on texts that were coded by hand; or linkage, on articles grouped by hand."""
    import json

    if incidents:
        _score_incidents(gold, as_json)
        return

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


def _score_incidents(path: Path, as_json: bool) -> None:
    import json

    from marsad.corroborate.evaluate import evaluate as score
    from marsad.corroborate.evaluate import read_gold

    articles = read_gold(path)
    scores = score(articles)
    if as_json:
        typer.echo(json.dumps({way: {n: round(v, 4) for n, v in s._asdict().items()} for way, s in scores.items()}))
        return
    reports = [report.incident for article in articles for report in article.reports]
    typer.echo(f"{len(articles)} articles, {len(reports)} reports, {len(set(reports))} incidents")
    typer.echo(f"{'':26}{'pairs: precision':>17}{'recall':>8}{'F1':>7}{'B-cubed: precision':>20}{'recall':>8}{'F1':>7}")
    for way, found in scores.items():
        typer.echo(
            f"{way:26}{found.pair_precision:17.3f}{found.pair_recall:8.3f}{found.pair_f1:7.3f}"
            f"{found.b3_precision:20.3f}{found.b3_recall:8.3f}{found.b3_f1:7.3f}"
        )


def _code_all(documents: list) -> dict:  # type: ignore[type-arg]
    from marsad.api import code

    return {d.id: code(d.text, id=d.id, published=d.published).to_dict() for d in documents}
