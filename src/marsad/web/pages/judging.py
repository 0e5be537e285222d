"""What reviewers say: of events, of values, and of whether two reports tell one happening. Every form of the pages ends here.

A judgement goes into the journal of the store, outranks the coder, and can be undone; what it changes in the incidents is linked anew.
"""

from __future__ import annotations

from typing import Annotated, Final, Literal

from fastapi import APIRouter, Form, Request
from fastapi.responses import RedirectResponse, Response

from marsad.corroborate.deciding import follow
from marsad.corroborate.reading import get_incident
from marsad.errors import BadSetting
from marsad.store import Store
from marsad.store.journal import PairKind
from marsad.store.rows import utc_now
from marsad.web import deciding
from marsad.web.pages.page import Page, page_router
from marsad.web.pages.signing import local
from marsad.web.site import note, site
from marsad.web.visitors import visitor

router: APIRouter = page_router("reviewer")
PAGE = Page("judging", router)
Verdict = Literal["accept", "reject", "correct", "note"]
_MOST_WORDS: Final = 2_000
Words = Annotated[str, Form(max_length=_MOST_WORDS)]


@router.post("/judge/event")
def judge_event(
    request: Request,
    event: Annotated[str, Form()],
    kind: Annotated[Verdict, Form()],
    slot: Annotated[str, Form(max_length=80)] = "",
    value: Words = "",
    remark: Words = "",
    then: Annotated[str, Form()] = "/",
) -> Response:
    """Accept, reject or correct an event or one value of it, or write a note to it."""
    by, told = visitor(request).name, remark.strip() or None

    def write(store: Store) -> None:
        journal, at = store.journal, utc_now()
        if kind == "note":
            if told is None:
                raise BadSetting("note: write what it says")
            journal.note(event, told, by=by, at=at)
        elif kind == "correct":
            follow(store, [journal.correct(event, slot, value.strip(), by=by, at=at, note=told)], at=at)
        elif kind == "accept":
            journal.accept(event, slot or None, by=by, at=at, note=told)
        else:
            follow(store, [journal.reject(event, slot or None, by=by, at=at, note=told)], at=at)

    site(request).owner.write(write)
    note(request, "judge", event, f"{kind} {slot}".strip())
    return RedirectResponse(local(then), 303)


@router.post("/judge/pair")
def judge_pair(
    request: Request,
    event: Annotated[str, Form()],
    other: Annotated[str, Form()],
    kind: Annotated[PairKind, Form()],
    remark: Words = "",
    then: Annotated[str, Form()] = "",
) -> Response:
    """Say of two reports whether they tell one happening; leads to `then`, else to the incident of the first."""
    by, told = visitor(request).name, remark.strip() or None

    def write(store: Store) -> str:
        at = utc_now()
        follow(store, [store.journal.judge_pair(kind, event, other, by=by, at=at, note=told)], at=at)
        return _incident_of(store, event)

    target = site(request).owner.write(write)
    note(request, "judge", event, f"{kind} {other}")
    return RedirectResponse(local(then) if then else target, 303)


@router.post("/judge/split")
def split(
    request: Request, incident: Annotated[str, Form()], event: Annotated[str, Form()], remark: Words = ""
) -> Response:
    """Say of one report that it tells another happening than all others of its incident."""
    by, told = visitor(request).name, remark.strip() or None

    def write(store: Store) -> str:
        at = utc_now()
        found, _ = get_incident(store, incident)
        others = [] if found is None else [r.event_id for r in found.reports if r.event_id != event]
        if found is None or len(others) == len(found.reports):
            raise BadSetting(f"{event!r} is no report of {incident!r} any more; load the page again")
        judge = store.journal.judge_pair
        follow(store, [judge("not_same", event, other, by=by, at=at, note=told) for other in others], at=at)
        return _incident_of(store, others[0] if others else event)

    target = site(request).owner.write(write)
    note(request, "judge", incident, f"split {event}")
    return RedirectResponse(target, 303)


@router.post("/judge/merge")
def merge(
    request: Request, incident: Annotated[str, Form()], other: Annotated[str, Form(max_length=80)], remark: Words = ""
) -> Response:
    """Say that two incidents are one; `other` is an id or the beginning of one."""
    by, told = visitor(request).name, remark.strip() or None

    def write(store: Store) -> str:
        at = utc_now()
        first, _ = get_incident(store, incident)
        second, _ = get_incident(store, other.strip())
        if first is None or second is None:
            missing = incident if first is None else other
            raise BadSetting(f"{missing!r} is no incident; its page shows the id")
        if first.id == second.id:
            raise BadSetting("these are one incident already")
        a, b = first.reports[0].event_id, second.reports[0].event_id
        follow(store, [store.journal.judge_pair("same", a, b, by=by, at=at, note=told)], at=at)
        return _incident_of(store, a)

    target = site(request).owner.write(write)
    note(request, "judge", incident, f"merge {other}")
    return RedirectResponse(target, 303)


@router.post("/judge/undo")
def undo(
    request: Request,
    judgement: Annotated[str, Form()],
    then: Annotated[str, Form()] = "/",
    event: Annotated[str, Form()] = "",
) -> Response:
    """Take a judgement back; leads to the incident that `event` is in then, else to `then`."""
    deciding.undo(request, judgement)
    if not event:
        return RedirectResponse(local(then), 303)
    with site(request).owner.reading() as store:
        return RedirectResponse(_incident_of(store, event), 303)


def _incident_of(store: Store, event_id: str) -> str:
    """The address of the incident that an event is in now; that of its document when it is in none."""
    rows = store.query("SELECT incident_id FROM incident_reports WHERE event_id = ?", [event_id]).rows
    return f"/incidents/{rows[0][0]}" if rows else "/"
