"""Bodies that people merged, named or parted: decisions of the journal, laid over the events wherever these are read.

A body that outlets and coders know by several ids is one after a merge; a name as written that was taken for the wrong body goes to
another id («المقاومة» told of another country); a body gets the name that the record shows. What the coder read stays as it was, so a
decision outlives a new coding, and taking it back gives everything back. Ids that the codebook fixes are never replaced, and
people who are not armed are told as a group, never by name.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Final, Literal, NamedTuple

import msgspec

from marsad.actors.registry import check_id, get_actor, load_data
from marsad.errors import BadData, BadSetting
from marsad.lexicon.countries import get_country
from marsad.model import Event, Incident
from marsad.text.folding import fold_key

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

    from marsad.store.journal import Judgement
    from marsad.store.store import Store

Act = Literal["merge", "rename", "split"]
ACTS: Final[tuple[Act, ...]] = ("merge", "rename", "split")
#: Sectors whose people are told as a group: an id or name of their own would be that of a private person.
PEOPLE: Final = frozenset({"CVL", "REF", "JRN"})
_LONGEST, _MOST_WORDS = 120, 200


class ActorDecision(msgspec.Struct, frozen=True, kw_only=True):
    """A decision on the actor `actor_id`: `merge` it `into` another, give it a `name` and `name_en`, or `split` off what is written in
    `words`, which then means `into`. Of merge and split the names are those of `into`, where somebody told them.
    """

    act: Act
    actor_id: str
    into: str | None = None
    name: str | None = None
    name_en: str | None = None
    words: tuple[str, ...] = ()
    judgement: str = ""

    @property
    def keys(self) -> frozenset[str]:
        """The words in the form in which they are compared."""
        return frozenset(map(words_key, self.words))


class Names(NamedTuple):
    """What an actor is called, in Arabic and in English; None: as the registry or the record has it."""

    name: str | None
    name_en: str | None


class ActorRulings:
    """The decisions that stand, in the order in which they were made: each goes on with what the earlier ones gave."""

    def __init__(self, decisions: Iterable[ActorDecision]) -> None:
        self.decisions = tuple(decisions)
        self.moving = tuple(d for d in self.decisions if d.act != "rename")
        self.names: dict[str, Names] = {}
        for d in self.decisions:
            if d.act == "rename":
                self.names[d.actor_id] = Names(d.name, d.name_en)
        self._given = {d.into: Names(d.name, d.name_en) for d in self.moving if d.into and (d.name or d.name_en)}

    def __bool__(self) -> bool:
        return bool(self.decisions)

    @property
    def digest(self) -> str:
        """A hash of the decisions that give other ids; "" when there is none."""
        said = "\0".join(d.judgement for d in self.moving)
        return hashlib.sha256(said.encode()).hexdigest()[:12] if said else ""

    def id_of(self, actor_id: str, words: str | None) -> str:
        """The id that an actor has who was read as `actor_id` from these words."""
        key = None
        for d in self.moving:
            if d.actor_id != actor_id or d.into is None:
                continue
            if d.act == "merge":
                actor_id = d.into
            elif words is not None:
                key = words_key(words) if key is None else key
                actor_id = d.into if key in d.keys else actor_id
        return actor_id

    def names_of(self, actor_id: str) -> Names | None:
        """What somebody decided that an actor is called."""
        return self.names.get(actor_id)

    def apply(self, event: Event) -> Event:
        """The event with its actors as they were decided; the same object where nothing speaks of them."""
        if not self.decisions:
            return event
        moved: dict[str, set[str]] = {}
        actors = []
        for actor in event.actors:
            new = self.id_of(actor.actor_id, actor.text or actor.name)
            moved.setdefault(actor.actor_id, set()).add(new)
            called = self.names.get(new) or (self._given.get(new) if new != actor.actor_id else None)
            entry = get_actor(new) if new != actor.actor_id and called is None else None
            called = Names(entry.name, entry.name_en) if entry is not None else called
            actors.append(
                msgspec.structs.replace(
                    actor,
                    actor_id=new,
                    name=(called and called.name) or actor.name,
                    name_en=(called and called.name_en) or (actor.name_en if new == actor.actor_id else None),
                )
                if new != actor.actor_id or called is not None
                else actor
            )

        def follow(actor_id: str, words: str | None) -> str:
            together = moved.get(actor_id, set())
            return next(iter(together)) if len(together) == 1 else self.id_of(actor_id, words)

        made = msgspec.structs.replace(
            event,
            actors=tuple(actors),
            casualties=tuple(
                msgspec.structs.replace(t, actor_id=follow(t.actor_id, t.text)) if t.actor_id else t
                for t in event.casualties
            ),
            claims=tuple(
                msgspec.structs.replace(c, actor_id=self.id_of(c.actor_id, c.organisation or c.text))
                if c.actor_id
                else c
                for c in event.claims
            ),
        )
        return event if made == event else made

    def call(self, incident: Incident) -> Incident:
        """The incident with the names that were decided; the ids stand in it since it was linked."""
        if not self.names:
            return incident
        actors = tuple(
            msgspec.structs.replace(a, name=called.name or a.name)
            if (called := self.names.get(a.actor_id)) is not None
            else a
            for a in incident.actors
        )
        return incident if actors == incident.actors else msgspec.structs.replace(incident, actors=actors)

    def sources_of(self, actor_id: str) -> set[str]:
        """The ids that may have been read where the record now has `actor_id`: its own, and those that were merged into it."""
        found, grown = {actor_id}, True
        while grown:
            more = {d.actor_id for d in self.moving if d.into in found} - found
            found |= more
            grown = bool(more)
        return found

    def tags(self) -> dict[str, str]:
        """For each id that decisions may replace a hash of all that may bear on it: another hash, another report to linkage."""
        tags = {}
        for start in {d.actor_id for d in self.moving}:
            reached, grown = {start}, True
            while grown:
                more = {d.into for d in self.moving if d.actor_id in reached and d.into} - reached
                reached |= more
                grown = bool(more)
            said = "\0".join(d.judgement for d in self.moving if d.actor_id in reached)
            tags[start] = hashlib.sha256(said.encode()).hexdigest()[:10]
        return tags


def words_key(words: str) -> str:
    """The form in which a name as written is compared: «مقاتلي الفصيل» in any spelling and spacing."""
    return " ".join(fold_key(words).split())


def fixed_ids() -> frozenset[str]:
    """The ids that the codebook fixes."""
    return frozenset(load_data("fixed", list[str]))


def actor_rulings(con: DuckDBPyConnection) -> ActorRulings:
    """The decisions that stand in a store."""
    rows = con.execute(
        "SELECT judgement_id, value FROM active_judgements WHERE kind = 'actor' AND value IS NOT NULL ORDER BY seq"
    ).fetchall()
    return ActorRulings(
        msgspec.structs.replace(msgspec.json.decode(value, type=ActorDecision), judgement=name) for name, value in rows
    )


def decision_of(row: Judgement) -> ActorDecision:
    """The decision in a row of the journal."""
    told = msgspec.json.decode(row.value or "", type=ActorDecision)
    return msgspec.structs.replace(told, judgement=row.judgement_id)


def check_decision(decision: ActorDecision, written: Sequence[str]) -> ActorDecision:
    """The decision, cleaned; `BadSetting` says why it cannot stand. `written` are the names as written that the record has for it."""
    _check(decision.actor_id)
    if decision.act == "rename":
        return _renamed(decision)
    into = decision.into or ""
    _check(into)
    country, sector, *unit = into.split("-", 2)
    if country not in ("INT", "XXX") and get_country(country) is None:
        raise BadSetting(
            f"actor: {country!r} in {into!r} is no country; write its ISO code of three letters, INT or XXX"
        )
    if sector in PEOPLE and unit:
        raise BadSetting(f"actor: {into!r} would be somebody of their own; people without arms are {country}-{sector}")
    if into == decision.actor_id:
        raise BadSetting(f"actor: {into!r} is the same actor; name another")
    name, name_en = _name("name", decision.name), _name("name_en", decision.name_en)
    if sector in PEOPLE:
        name = name_en = None
    if decision.act == "merge":
        if decision.actor_id in fixed_ids():
            raise BadSetting(
                f"actor: the codebook fixes {decision.actor_id!r}; merge the other into it, or split off names as written"
            )
        return msgspec.structs.replace(decision, name=name, name_en=name_en, words=())
    there = {words_key(w) for w in written}
    words = tuple(dict.fromkeys(" ".join(w.split()) for w in decision.words if w.strip()))
    missing = [w for w in words if words_key(w) not in there]
    if not words or missing or len(words) > _MOST_WORDS:
        what = f"{missing[0]!r} is" if missing else "none is told, or too many are;"
        raise BadSetting(f"words: {what} not among the names as written of {decision.actor_id}; its page lists them")
    return msgspec.structs.replace(decision, name=name, name_en=name_en, words=words)


def _renamed(decision: ActorDecision) -> ActorDecision:
    if decision.actor_id.split("-")[1] in PEOPLE:
        raise BadSetting(
            f"actor: {decision.actor_id} are people without arms; they are told as a group and have no name"
        )
    name, name_en = _name("name", decision.name), _name("name_en", decision.name_en)
    if name is None and name_en is None:
        raise BadSetting("name: give the name in Arabic, in English, or both")
    return msgspec.structs.replace(decision, name=name, name_en=name_en, into=None, words=())


def _check(actor_id: str) -> None:
    try:
        check_id(actor_id, "actor")
    except BadData as error:
        raise BadSetting(str(error)) from None
    if actor_id.startswith("*") or len(actor_id) > 80:
        raise BadSetting(f"actor: {actor_id[:80]!r} is no id of one body; write COUNTRY-SECTOR or COUNTRY-SECTOR-unit")


def _name(field: str, value: str | None) -> str | None:
    text = " ".join((value or "").split())
    if len(text) > _LONGEST or not all(c.isprintable() or c == "\u200c" for c in text):
        raise BadSetting(f"{field}: longer than {_LONGEST} characters, or with characters that are not written")
    return text.lstrip("=+-@ ") or None


#: Events of which some actor, toll or claim has one of the ids: `j` are judged events with their JSON.
HOLDING_SQL: Final = """
SELECT j.event_id FROM judged_events j, (SELECT '"actor_id":"' || unnest(?::VARCHAR[]) || '"' AS needle)
WHERE contains(j.event::VARCHAR, needle)
UNION SELECT v.event_id FROM judged_values v, (SELECT unnest(?::VARCHAR[]) AS id) WHERE v.value IS NOT NULL AND contains(v.value, id)
"""


def holding(store: Store, actor_ids: Iterable[str]) -> list[str]:
    """Ids of the events in which one of these actors was read, or put by hand."""
    ids = sorted(actor_ids)
    return sorted({event_id for (event_id,) in store.query(HOLDING_SQL, [ids, ids]).rows})


def written_as(store: Store, event_ids: Sequence[str], actor_id: str) -> list[str]:
    """The names as written of an actor in these events, the most frequent first."""
    counts: dict[str, int] = {}
    for found in store.iter_judged(event_ids):
        for actor in found.event.actors:
            words = actor.text or actor.name
            if actor.actor_id == actor_id and words:
                counts[words] = counts.get(words, 0) + 1
    return sorted(counts, key=lambda words: (-counts[words], words))


def decide(store: Store, decision: ActorDecision, *, by: str, at: str, note: str | None = None) -> Judgement:
    """Note a decision that `check_decision` let through; linking is the caller's."""
    bare = msgspec.structs.replace(decision, judgement="")
    return store.journal.decide("actor", msgspec.json.encode(bare).decode(), by=by, at=at, note=note or None)
