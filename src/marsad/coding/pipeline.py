"""The pipeline: one explicit tuple of stages, checked when built; a failing stage becomes a stored failure of its document."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Final

import msgspec

from marsad.coding.assembling import AssembleStage
from marsad.coding.draft import Draft
from marsad.coding.framing import FrameStage, MergeStage, OutcomeStage
from marsad.coding.inheriting import InheritStage
from marsad.coding.judging import JudgeStage
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
from marsad.coding.triggers import TriggerStage
from marsad.model import Coded, Document, Failure, Mention, SourceMention
from marsad.numerals import find_duals
from marsad.text.words import Words

#: The engine and its version: a change of any stage or of the lexicon that changes events changes it.
CODER: Final = "rules 0.1.0"

STAGES: Final[tuple[Stage, ...]] = (
    LayoutStage(),
    DatingStage(),
    QuantityStage(),
    PlaceStage(),
    ActorStage(),
    ResultStage(),
    AttributionStage(),
    TriggerStage(),
    FrameStage(),
    OutcomeStage(),
    MergeStage(),
    JudgeStage(),
    InheritStage(),
    AssembleStage(),
)


class Pipeline:
    """An ordered row of stages.

    >>> # Pipeline(STAGES).code(document) gives a Coded with the events of one text
    """

    def __init__(self, stages: Sequence[Stage] = STAGES, coder: str = CODER) -> None:
        check_order(stages)
        self.stages, self.coder = tuple(stages), coder

    def run(self, document: Document) -> tuple[Draft, tuple[Failure, ...]]:
        """The draft after the last stage, or after the first that failed, with its failure."""
        draft = Draft(document=document, words=Words(document.text))
        for stage in self.stages:
            try:
                draft = msgspec.structs.replace(draft, **stage(draft))
            except Exception as error:
                failure = Failure(stage=stage.info.name, error=type(error).__name__, message=str(error) or repr(error))
                return draft, (failure,)
        return draft, ()

    def code(self, document: Document) -> Coded:
        """The events of one document; n in, n out: a failure is part of the result."""
        draft, failures = self.run(document)
        done = msgspec.structs.replace(document, published=draft.published, furniture=draft.furniture)
        return Coded(
            document=done,
            events=() if failures else draft.events,
            failures=failures,
            traces=() if failures else draft.traces,
            coder=self.coder,
        )


#: What `find_mentions` shows.
_SHOWN: Final = frozenset({"furniture", "quantities", "times", "places", "actors", "materiel", "scopes"})


@cache
def default_pipeline() -> Pipeline:
    """The rules engine."""
    return Pipeline()


@cache
def _reading_pipeline() -> Pipeline:
    """The stages up to the last that assigns what is shown: mentions need no lexicon of triggers."""
    last = max(i for i, stage in enumerate(STAGES) if _SHOWN & set(stage.info.assigns))
    return Pipeline(STAGES[: last + 1])


def code_document(document: Document) -> Coded:
    """Code one document with the rules engine."""
    return default_pipeline().code(document)


def find_mentions(document: Document) -> list[Mention]:
    """What the coder sees before it codes, in text order."""
    draft, _ = _reading_pipeline().run(document)
    sources: list[SourceMention] = [s for scope in draft.scopes for s in scope.sources]
    # The coder reads the dual in the nouns themselves; here it is a number like any other.
    duals = [d for d in find_duals(draft.words, draft.quantities) if not is_inside(draft.furniture, d.span)]
    unique = {
        (m.kind, m.span): m
        for m in (*draft.quantities, *duals, *draft.times, *draft.places, *draft.actors, *draft.materiel, *sources)
    }
    return sorted(unique.values(), key=lambda m: (m.span, m.kind))
