"""Judgements: `/api/v1/judgements`. What is written here outranks the coder and can be undone, like `marsad judge`."""

from __future__ import annotations

from typing import Annotated

from fastapi import Query, Request

from marsad.corroborate.deciding import follow
from marsad.errors import BadSetting
from marsad.store import Judgement, Store
from marsad.store.rows import utc_now
from marsad.web import deciding
from marsad.web.api.routing import api_router
from marsad.web.api.shapes import Judged, NewJudgement, Undo
from marsad.web.site import note, site
from marsad.web.visitors import visitor

router = api_router("reviewer")


@router.get("/judgements")
def judgements(
    request: Request,
    everything: Annotated[bool, Query(description="Undone ones and undos too.")] = False,
    after: Annotated[int, Query(ge=0, le=2**53, description="Only those with a greater `seq`.")] = 0,
    size: Annotated[int, Query(ge=1, le=1_000)] = 200,
) -> list[Judged]:
    """The judgements that stand, oldest first; go on with `after` the last `seq`."""
    with site(request).owner.reading() as store:
        rows = store.journal.history() if everything else store.journal.active()
    return [Judged.model_validate(row) for row in rows if row.seq > after][:size]


@router.post("/judgements", status_code=201)
def judge(request: Request, given: NewJudgement) -> Judged:
    """Judge an event, a value of it, or whether two events tell the same happening. The account's name stands with it; the incidents
    follow at once.
    """
    by = visitor(request).name

    def write(store: Store) -> Judgement:
        made = _write(store, given, by)
        if made.kind not in ("accept", "note"):
            follow(store, [made], at=utc_now())
        return made

    made = site(request).owner.write(write)
    note(request, "judge", made.event_id, given.kind)
    return Judged.model_validate(made)


@router.post("/judgements/{judgement_id}/undo", status_code=201)
def undo(request: Request, judgement_id: str, given: Undo | None = None) -> Judged:
    """Take a judgement back, or the taking back; decisions on places and actors need the role editor."""
    return Judged.model_validate(deciding.undo(request, judgement_id, given.note if given else None))


def _write(store: Store, given: NewJudgement, by: str) -> Judgement:
    journal, at = store.journal, utc_now()
    match given.kind:
        case "accept":
            return journal.accept(given.event_id, given.slot, by=by, at=at, note=given.note)
        case "reject":
            return journal.reject(given.event_id, given.slot, by=by, at=at, note=given.note)
        case "correct":
            if given.slot is None or given.value is None:
                raise BadSetting("judgement: correct needs a slot, as casualties[0].min, and a value")
            return journal.correct(given.event_id, given.slot, given.value, by=by, at=at, note=given.note)
        case "note":
            if not given.note:
                raise BadSetting("judgement: note needs its text in the field note")
            return journal.note(given.event_id, given.note, by=by, at=at)
        case "same" | "not_same" | "unsure" as kind:
            if given.other_event_id is None:
                raise BadSetting(f"judgement: {kind} speaks of two events; name the other in other_event_id")
            return journal.judge_pair(kind, given.event_id, given.other_event_id, by=by, at=at, note=given.note)
