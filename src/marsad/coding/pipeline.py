"""The pipeline: one explicit tuple of stages, checked when built; a failing stage becomes a stored failure of its document."""

from __future__ import annotations

import gc
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from typing import Final

import msgspec

from marsad.coding.assembling import AssembleStage
from marsad.coding.draft import Draft
from marsad.coding.framing import FrameStage, MergeStage, OutcomeStage
from marsad.coding.inheriting import InheritStage
from marsad.coding.judging import JudgeStage
from marsad.coding.mentions import READING, run_stages, run_together
from marsad.coding.stages import Stage, check_order
from marsad.coding.triggers import TriggerStage
from marsad.model import Coded, Document, Failure

#: The engine and its version: a change of any stage or of the lexicon that changes events changes it.
CODER: Final = "rules 0.1.0"
#: The same with the judge set by hand.
UNLEARNED_CODER: Final = "rules-only 0.1.0"

STAGES: Final[tuple[Stage, ...]] = (
    *READING,
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
        return run_stages(self.stages, document)

    def code(self, document: Document) -> Coded:
        """The events of one document; n in, n out: a failure is part of the result."""
        return self.code_together((document,))[0]

    def code_together(self, documents: Sequence[Document]) -> list[Coded]:
        """The events of several documents: the same as one by one, but faster where they are short."""
        with _paused_collector():
            return [self._coded(*found) for found in run_together(self.stages, documents)]

    def _coded(self, draft: Draft, failures: tuple[Failure, ...]) -> Coded:
        document = draft.document
        done = msgspec.structs.replace(document, published=draft.published, furniture=draft.furniture)
        return Coded(
            document=done,
            events=() if failures else draft.events,
            failures=failures,
            traces=() if failures else draft.traces,
            coder=self.coder,
        )


@contextmanager
def _paused_collector() -> Iterator[None]:
    """Without garbage collection: what a document's stages make is nearly all freed without it, and thousands of looks at
    what the lexicons hold cost time and the processor's cache.
    """
    running = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if running:
            gc.enable()


@cache
def default_pipeline(learned: bool = True) -> Pipeline:
    """The rules engine; without `learned`, candidates are judged by weights set by hand."""
    if learned:
        return Pipeline()
    stages = [JudgeStage(learned=False) if isinstance(stage, JudgeStage) else stage for stage in STAGES]
    return Pipeline(stages, UNLEARNED_CODER)


def code_document(document: Document) -> Coded:
    """Code one document with the rules engine."""
    return default_pipeline().code(document)


def code_document_unlearned(document: Document) -> Coded:
    """Code one document with the rules engine and the judge whose weights are set by hand."""
    return default_pipeline(learned=False).code(document)
