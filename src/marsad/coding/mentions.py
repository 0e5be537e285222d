"""The stages that read a text before anything is coded, and what they see: mentions need no lexicon of triggers."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Final

import msgspec

from marsad.coding.draft import Draft
from marsad.coding.nearby import is_inside
from marsad.coding.reading_stages import (
    ActorStage,
    AttributionStage,
    DatingStage,
    LayoutStage,
    PlaceStage,
    QuantityStage,
    ResultStage,
)
from marsad.coding.stages import Stage, check_order
from marsad.model import Document, Failure, Mention, SourceMention
from marsad.numerals import find_duals
from marsad.text.words import Words

#: The first stages of the pipeline; none behind them assigns what `find_mentions` shows.
READING: Final[tuple[Stage, ...]] = (
    LayoutStage(),
    DatingStage(),
    QuantityStage(),
    PlaceStage(),
    ActorStage(),
    ResultStage(),
    AttributionStage(),
)


def run_stages(stages: Sequence[Stage], document: Document) -> tuple[Draft, tuple[Failure, ...]]:
    """The draft after the last stage, or after the first that failed, with its failure."""
    return run_together(stages, (document,))[0]


def run_together(stages: Sequence[Stage], documents: Sequence[Document]) -> list[tuple[Draft, tuple[Failure, ...]]]:
    """`run_stages` for several documents, one stage after the other: a stage's code and word lists stay in the
    processor's cache from one document to the next. A failure concerns its document alone.
    """
    drafts = [Draft(document=document, words=Words(document.text)) for document in documents]
    failures: list[tuple[Failure, ...]] = [()] * len(drafts)
    for stage in stages:
        for n, draft in enumerate(drafts):
            if failures[n]:
                continue
            try:
                drafts[n] = msgspec.structs.replace(draft, **stage(draft))
            except Exception as error:
                message = str(error) or repr(error)
                failures[n] = (Failure(stage=stage.info.name, error=type(error).__name__, message=message),)
    return list(zip(drafts, failures, strict=True))


@cache
def _checked() -> tuple[Stage, ...]:
    check_order(READING)
    return READING


def find_mentions(document: Document) -> list[Mention]:
    """What the coder sees before it codes, in text order.

    >>> [m.kind for m in find_mentions(Document(id="1", text="مقتل ثلاثة جنود في الموصل"))]
    ['quantity', 'actor', 'place']
    """
    draft, _ = run_stages(_checked(), document)
    sources: list[SourceMention] = [s for scope in draft.scopes for s in scope.sources]
    # The coder reads the dual in the nouns themselves; here it is a number like any other.
    duals = [d for d in find_duals(draft.words, draft.quantities) if not is_inside(draft.furniture, d.span)]
    unique = {
        (m.kind, m.span): m
        for m in (*draft.quantities, *duals, *draft.times, *draft.places, *draft.actors, *draft.materiel, *sources)
    }
    return sorted(unique.values(), key=lambda m: (m.span, m.kind))
