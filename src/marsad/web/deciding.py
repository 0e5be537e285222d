"""Decisions of editors, for the pages and the API alike: what a form asks for, what it would change, and carrying it out."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

import msgspec
from fastapi import Request

from marsad.corroborate import deciding
from marsad.corroborate.effects import Effect, naming_effect, placing_effect
from marsad.errors import BadSetting
from marsad.places.placed import Placed
from marsad.store import Judgement, Store, placing
from marsad.store.naming import ActorDecision, ActorRulings, check_decision
from marsad.store.placing import Point
from marsad.store.placings import decisions_of
from marsad.store.rows import utc_now
from marsad.web.queries.actors import ActorRow, events_of, events_read_as, list_actors, written_of
from marsad.web.queries.places import count_told
from marsad.web.site import Site, note, site
from marsad.web.visitors import NotAllowed, visitor

#: Documents and events of which an effect is worked out one by one; of more only the numbers are told.
MOST_DOCUMENTS: Final = 100
MOST_EVENTS: Final = 100
_MOST_SHOWN: Final = 20


class PlaceChoice(msgspec.Struct, frozen=True, kw_only=True):
    """What somebody chose for a name, as a form or a program tells it: `place_id` of the gazetteer, or a point."""

    name: str
    country: str = ""
    was: tuple[str, ...] = ()
    told_in: str = ""
    place_id: str = ""
    lat: str = ""
    lon: str = ""
    precision: str = "town"
    radius: str = ""
    kind: str = "village"
    name_en: str = ""
    admin1: str = ""
    place_country: str = ""
    note: str = ""

    @property
    def is_made(self) -> bool:
        """Whether something was chosen yet."""
        return bool(self.place_id or self.lat or self.lon)

    def decision(self, store: Store) -> Placed:
        """The decision that it asks for; `BadSetting` says what is wrong."""
        if self.place_id:
            target: Point | str = self.place_id
        else:
            target = Point(
                lat=self.lat, lon=self.lon, precision=self.precision, radius=_kilometres(self.radius), feature=self.kind or "village",
                country=self.place_country or None, name_en=self.name_en or None, admin1=self.admin1 or None,
            )  # fmt: skip
        return placing.decide_on(
            store, self.name, self.country or None, target, told_in=self.told_in or None, instead_of=self.was
        )


def place_choice(fields: Mapping[str, Any]) -> PlaceChoice:
    """The choice in the fields of a form or an address; `was` may stand in it once."""
    told = {
        name: str(fields[name]).strip()
        for name in PlaceChoice.__struct_fields__
        if name != "was" and isinstance(fields.get(name), str)
    }
    for name, value in told.items():
        if len(value) > 2_000 or "\0" in value:
            raise BadSetting(f"{name}: too long, or with a null")
    was = fields.get("was")
    return PlaceChoice(**{"name": "", **told}, was=(was,) if isinstance(was, str) and was else ())


def _kilometres(told: str) -> float | None:
    if not told:
        return None
    try:
        return float(told.replace("٫", ".").replace(",", "."))
    except ValueError:
        raise BadSetting(f"radius: {told!r} is no number of kilometres") from None


def place_effect(store: Store, decision: Placed | None = None, undone: str | None = None) -> tuple[Effect, bool]:
    """What a decision on a place, or its undoing, would change; and whether it was worked out for a part of the documents only."""
    documents, changed = placing.changes(store, decision, undone, most=MOST_DOCUMENTS)
    found = placing_effect(store, changed, most=_MOST_SHOWN)
    if documents <= MOST_DOCUMENTS:
        return found, False
    spoken_of = decision or next((d for d in decisions_of(store)[0] if d.judgement == undone), None)
    counts = count_told(store.con, spoken_of) if spoken_of is not None else {}
    return msgspec.structs.replace(found, **counts), True


def actor_effect(request: Request, store: Store, decision: ActorDecision) -> tuple[Effect, bool]:
    """What a decision on an actor would change; and whether only a part of its events was looked at one by one."""
    rulings = site(request).owner.index.rulings
    counts, first = events_of(store.con, decision, MOST_EVENTS)
    found = naming_effect(store, first, ActorRulings((*rulings.decisions, decision)), most=_MOST_SHOWN)
    return (found, False) if counts["events"] <= MOST_EVENTS else (msgspec.structs.replace(found, **counts), True)


def undoing_actor_effect(store: Store, judgement_id: str) -> tuple[Effect, bool]:
    """What taking back a decision on an actor would change."""
    rulings = store.actor_rulings
    gone = next((d for d in rulings.decisions if d.judgement == judgement_id), None)
    if gone is None:
        raise BadSetting(f"{judgement_id!r} is no decision on an actor that stands")
    then = ActorRulings(d for d in rulings.decisions if d.judgement != judgement_id)
    counts, first = events_read_as(store.con, sorted(rulings.sources_of(gone.actor_id)), MOST_EVENTS)
    found = naming_effect(store, first, then, most=_MOST_SHOWN)
    return (found, False) if counts["events"] <= MOST_EVENTS else (msgspec.structs.replace(found, **counts), True)


def checked(store: Store, decision: ActorDecision) -> ActorDecision:
    """The decision on an actor of the record, cleaned; `BadSetting` says why it cannot stand."""
    con = store.con
    row = con.execute("SELECT count(*) FROM wb.told_actors WHERE actor_id = ?", [decision.actor_id]).fetchone()
    if not row or not row[0]:
        raise BadSetting(f"actor: the record has no {decision.actor_id!r}; the list of actors shows the ids")
    sector = decision.actor_id.split("-")[1] if "-" in decision.actor_id else ""
    written = [w.words for w in written_of(con, decision.actor_id, sector, 10_000)] if decision.act == "split" else []
    return check_decision(decision, written)


def every_actor(here: Site) -> list[ActorRow]:
    """All actors of the record, counted once for each state of it."""

    def answer() -> list[ActorRow]:
        with here.owner.reader() as con:
            return list_actors(con, here.owner.index.rulings)

    return here.cache.get(here.owner.index.version, "actors", answer)


def place(request: Request, choice: PlaceChoice) -> Judgement:
    """Carry out a decision on a place, in the name of the account."""
    by = visitor(request).name

    def write(store: Store) -> Judgement:
        return deciding.place_name(store, choice.decision(store), by=by, at=utc_now(), note=choice.note or None)

    made = site(request).owner.write(write)
    note(request, "place", choice.name, made.judgement_id)
    return made


def decide(request: Request, decision: ActorDecision, remark: str | None) -> Judgement:
    """Carry out a decision on an actor, in the name of the account."""
    by = visitor(request).name

    def write(store: Store) -> Judgement:
        return deciding.decide_actor(store, checked(store, decision), by=by, at=utc_now(), note=remark)

    made = site(request).owner.write(write)
    note(request, f"{decision.act}_actor", decision.actor_id, decision.into or decision.name or decision.name_en)
    return made


def undo(request: Request, judgement_id: str, remark: str | None = None) -> Judgement:
    """Take a judgement back, in the name of the account. Decisions on places and actors are for editors to take back."""
    by, owner = visitor(request).name, site(request).owner
    with owner.reading() as store:
        if deciding.is_decision(store, judgement_id) and not visitor(request).may("editor"):
            raise NotAllowed("editor")
    made = owner.write(lambda store: deciding.undo(store, judgement_id, by=by, at=utc_now(), note=remark))
    note(request, "undo", judgement_id)
    return made
