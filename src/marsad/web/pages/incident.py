"""The page of an incident: the consolidated record, its sources side by side, why they are one, and what reviewers may say of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import partial
from typing import Any

import msgspec
from fastapi import APIRouter, Depends, HTTPException, Request
from fastapi.responses import RedirectResponse, Response

from marsad.corroborate.reading import get_incident
from marsad.web.i18n import Words
from marsad.web.pages.page import Page, page_router
from marsad.web.queries.incident import (
    MOST_WEIGHED,
    Told,
    family_of,
    history_of,
    judgements_of,
    links_of,
    near,
    reason_of,
    reports_of,
    shape_of,
)
from marsad.web.rendering import render
from marsad.web.site import site
from marsad.web.visitors import needs, visitor

router: APIRouter = page_router("public")
PAGE = Page("incident", router)


@router.get("/incidents/{incident_id}")
def incident(request: Request, incident_id: str) -> Response:
    """The page; an id that ended leads to where its reports are now."""
    who = visitor(request)
    with site(request).owner.reading() as store:
        found, fates = get_incident(store, incident_id)
        if found is None:
            targets = sorted({fate.into_id for fate in fates if fate.into_id})
            if len(targets) == 1:
                return RedirectResponse(f"/incidents/{targets[0]}", 303)
            if not fates:
                raise HTTPException(404)
            return render(request, "incident/gone.html.j2", 410, incident_id=incident_id, targets=targets)
        told = reports_of(store, found)
        context: dict[str, Any] = {
            "incident": found,
            "family": family_of(found.type),
            "reason": reason_of(found),
            "told": [_withheld(row) for row in told] if who.withheld else told,
            "in_time": sorted(told, key=lambda row: row.report.published or "9999"),
            "source_of": {r.event_id: r.source or r.document_id for r in found.reports},
            "outcomes": sorted({c.outcome for row in told for c in row.event.casualties}),
            "slot_name": partial(_slot_name, who.words),
            "value_name": partial(_value_name, who.words, {w.name: w.name_en for row in told for w in row.event.where}),
            "shapes": shape_of(found, told),
            "history": history_of(store, found.id),
            "near": near(store, found),
            "judgements": judgements_of(store, (row.event.id for row in told)) if not who.withheld else [],
            "may_judge": who.may("reviewer"),
        }
    return render(request, "incident.html.j2", **context)


@router.get("/incidents/{incident_id}/links", dependencies=[Depends(needs("reader"))])
def links(request: Request, incident_id: str) -> Response:
    """Why its reports were joined: comparisons and weights, a part of the page."""
    with site(request).owner.reading() as store:
        found, _ = get_incident(store, incident_id)
        if found is None:
            raise HTTPException(404)
        rows = links_of(store, found)
        sources = {report.event_id: report.source or report.document_id for report in found.reports}
    return render(request, "incident/_links.html.j2", incident=found, links=rows, sources=sources, most=MOST_WEIGHED)


def _slot_name(words: Words, slot: str) -> str:
    """The name of what two reports differ in: a slot of the record, or an outcome of people."""
    keys = {"type": "overview.what", "when": "overview.when", "where": "overview.where"}
    own = {"initiator": "incident.initiator", "occurrence": "incident.occurrence"}
    key = keys.get(slot) or own.get(slot)
    return words(key) if key else words.name("outcomes", slot)


def _value_name(words: Words, latin: Mapping[str, str | None], slot: str, value: str) -> str:
    """A value of a contradiction or of a dissent, which the record keeps as text, in the visitor's language. `latin`: places' names."""
    if slot == "type":
        return words.name("types", value)
    if slot == "where":
        return words.either(value, latin.get(value))
    if slot == "when":
        start, _, end = value.partition("/")
        return words.days(start, end or start)
    if slot == "initiator":
        return words("common.comma").join(words.actor(actor) for actor in value.split(", "))
    return words(f"incident.{value}") if slot == "occurrence" else value


def _withheld(told: Told) -> Told:
    """A report without words of the article and names of people."""
    event = msgspec.structs.replace(
        told.event,
        actors=tuple(msgspec.structs.replace(a, name=None, name_en=None) for a in told.event.actors),
        claims=tuple(_without(told.event.claims, speaker=None, title=None)),
    )
    return msgspec.structs.replace(told, event=event, title=None, quotes=())


def _without(rows: Iterable[Any], **nothing: None) -> Iterable[Any]:
    return (msgspec.structs.replace(row, **nothing) for row in rows)
