"""The shapes of imports in the API."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Annotated, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from marsad.web.api.shapes import Shape
from marsad.web.i18n import words_in
from marsad.web.imports import Import, State, detail_of
from marsad.web.imports.spool import MOST_ADDRESSES, MOST_CHARACTERS, MOST_FILES

_Field = Annotated[str, StringConstraints(max_length=1_000)]


class NewText(BaseModel):
    """An article: its text, and what is known of it. Without `published` the day is read from the text."""

    model_config = ConfigDict(extra="forbid")
    text: Annotated[str, StringConstraints(min_length=1, max_length=MOST_CHARACTERS)]
    title: _Field | None = None
    source: _Field | None = None
    published: _Field | None = None
    url: _Field | None = None


class NewImport(BaseModel):
    """What comes in: texts or addresses, not both. `published` and `source` are for addresses that tell none themselves."""

    model_config = ConfigDict(extra="forbid")
    texts: Annotated[list[NewText], Field(max_length=MOST_FILES)] = []
    urls: Annotated[list[Annotated[str, StringConstraints(max_length=4_000)]], Field(max_length=MOST_ADDRESSES)] = []
    published: _Field = ""
    source: _Field = ""


class Retry(BaseModel):
    """Which failure is tried again; all without it."""

    model_config = ConfigDict(extra="forbid")
    failure_id: Annotated[str, StringConstraints(min_length=1, max_length=80)] | None = None


class ImportCounts(Shape):
    """How far it is: documents `read`, of them `known` (in the store already), `coded`, `stored`, `failed`, `mended` by a new try;
    `events` of those stored; `incidents` that these stand in after linking, `fresh` of them new; None before.
    """

    read: int
    known: int
    coded: int
    stored: int
    events: int
    failed: int
    mended: int
    incidents: int | None
    fresh: int | None


class ImportShape(Shape):
    """An import. It is over when it is no longer `live`; `detail` tells what went wrong as a whole."""

    import_id: str
    kind: Literal["files", "text", "urls", "retry"]
    state: State
    live: bool
    made: datetime
    made_by: str
    started: datetime | None
    ended: datetime | None
    names: list[str]
    counts: ImportCounts
    detail: str

    @classmethod
    def of(cls, one: Import) -> Self:
        """The shape of one."""
        return cls(
            import_id=one.import_id, kind=one.kind, state=one.state, live=one.live, made=_time(one.made), made_by=one.made_by,
            started=None if one.started is None else _time(one.started), ended=None if one.ended is None else _time(one.ended),
            names=one.names, counts=ImportCounts.model_validate(one.counts),
            detail="\n".join(detail_of(words_in("en"), one)),
        )  # fmt: skip


def _time(seconds: int) -> datetime:
    return datetime.fromtimestamp(seconds, UTC)


class ImportPage(Shape):
    """One page of imports; `next` is the number of the next page, None at the end."""

    total: int
    page: int
    size: int
    next: int | None
    items: list[ImportShape]


class ImportFailure(Shape):
    """What could not be read or coded: the input, in which stage, and why."""

    failure_id: str
    input_name: str
    stage: str
    error: str
    message: str
    tries: int


class Dropped(Shape):
    """How many failures were given up."""

    dropped: int


class FailurePage(Shape):
    """One page of failures; `next` is the number of the next page, None at the end."""

    total: int
    page: int
    size: int
    next: int | None
    items: list[ImportFailure]
