"""The contract of a stage: what it requires, what it assigns, and that it changes nothing that it was given."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Protocol

import msgspec

from marsad.coding.draft import Draft
from marsad.errors import BadSetting


class Info(msgspec.Struct, frozen=True, kw_only=True):
    """A stage's name and version, and the fields of the draft that it reads and fills."""

    name: str
    version: str
    requires: tuple[str, ...]
    assigns: tuple[str, ...]


class Stage(Protocol):
    """One step of the coder. It returns the fields that it assigns; the pipeline puts them into a new draft."""

    @property
    def info(self) -> Info:
        """The stage's contract."""
        ...

    def __call__(self, draft: Draft) -> Mapping[str, Any]:
        """The annotations for one document."""
        ...


def check_order(stages: Sequence[Stage]) -> None:
    """`BadSetting` where a stage requires what no stage before it assigns, or assigns something else than a field of the draft."""
    fields = set(Draft.__struct_fields__)
    known = {"document", "words"}
    for stage in stages:
        missing = set(stage.info.requires) - known
        if missing:
            raise BadSetting(f"stage {stage.info.name!r} requires {sorted(missing)}, which no stage before it assigns")
        unknown = set(stage.info.assigns) - fields
        if unknown:
            raise BadSetting(f"stage {stage.info.name!r} assigns {sorted(unknown)}, which no draft has")
        known |= set(stage.info.assigns)
