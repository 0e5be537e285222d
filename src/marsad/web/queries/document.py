"""What the page of a document shows: its text in runs with what rests on each, its events as values with their words, and what the
words that somebody selected could be.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import Any, Final, get_args

import msgspec

from marsad.model import Event, Span
from marsad.model.event import EventType, Modality, Status, Where
from marsad.model.mention import ActorMention, Mention, PlaceMention, Quantity, TimeMention
from marsad.places.gazetteer import Gazetteer
from marsad.text.bidi import neutralise

#: Slots in the order of a card; `evidence` lies below all others.
SLOTS: Final = ("when", "where", "actors", "means", "casualties", "materiel", "count", "claims")
_LISTS: Final = frozenset({"where", "actors", "casualties", "materiel", "claims"})
#: Fields of a value that a reviewer may put right, by slot.
_FIELDS: Final[dict[str, tuple[str, ...]]] = {
    "when": ("start", "end"),
    "where": ("name",),
    "actors": ("role", "actor_id"),
    "casualties": ("outcome", "group", "min", "max"),
    "materiel": ("item", "effect", "min", "max"),
    "count": ("min", "max"),
    "claims": ("speaker", "stance"),
}
#: Fields that hold one of a few names, with the section of their words.
_CHOICES: Final = {
    "role": "roles",
    "outcome": "outcomes",
    "group": "groups",
    "item": "items",
    "effect": "effects",
    "stance": "stances",
}
#: Words that may be the name of a place, and places that are offered for one.
_MOST_WORDS, _MOST_PLACES = 5, 4
_WHOLE: Final[dict[str, tuple[str, tuple[str, ...]]]] = {
    "type": ("types", get_args(EventType)),
    "status": ("status", get_args(Status)),
    "modality": ("modality", get_args(Modality)),
}


class Run(msgspec.Struct, frozen=True, kw_only=True):
    """A stretch of the text on which the same values rest. `refs` are names of values ("0.when"), `slots` their slots, the smallest
    span's first.
    """

    start: int
    text: str
    refs: tuple[str, ...] = ()
    slots: tuple[str, ...] = ()
    furniture: bool = False


class Field(msgspec.Struct, frozen=True, kw_only=True):
    """A part of a value that can be put right: its slot as the journal names it, and the section of the names it may have."""

    slot: str
    name: str
    value: Any
    section: str | None = None


class Value(msgspec.Struct, frozen=True, kw_only=True):
    """A value of an event: `ref` joins it to its words in the text, `part` is the piece itself, as in `Event`."""

    ref: str
    slot: str
    kind: str
    part: Any
    span: Span | None
    fields: tuple[Field, ...]


class Proposal(msgspec.Struct, frozen=True, kw_only=True):
    """What selected words could be in an event: the whole field as JSON, and the mention or place that it is made of."""

    slot: str
    kind: str
    value: str
    mention: Mention | Where


def values_of(event: Event, number: int) -> list[Value]:
    """The values of an event in the order of a card. `number` is that of the event on the page."""
    return [
        Value(
            ref=f"{number}.{path}",
            slot=path,
            kind=kind,
            part=part,
            span=part.span,
            fields=tuple(
                Field(slot=f"{path}.{name}", name=name, value=getattr(part, name), section=_CHOICES.get(name))
                for name in _FIELDS.get(kind, ())
            ),
        )
        for kind, path, part in _parts(event)
    ]


def _parts(event: Event) -> Iterator[tuple[str, str, Any]]:
    for kind in SLOTS:
        held = getattr(event, kind)
        if kind in _LISTS:
            yield from ((kind, f"{kind}[{i}]", part) for i, part in enumerate(held))
        elif held is not None and not (kind == "count" and held.text is None):
            yield kind, kind, held


def choices_of() -> dict[str, tuple[str, tuple[str, ...]]]:
    """Fields of a whole event that have one of a few names: the section of their words, and the names."""
    return _WHOLE


def runs(text: str, furniture: Sequence[Span], events: Sequence[tuple[Event, Sequence[Value]]]) -> list[Run]:
    """The text cut where a span begins or ends; together the runs are the text, controls of direction neutralised.

    "قُتل جنديان في الموصل" with its trigger, its toll and its place gives "قُتل", " ", "جنديان", " ", "في الموصل" or finer.
    """
    marks: list[tuple[int, int, str, str]] = []
    for number, (event, values) in enumerate(events):
        marks += [(*span, f"{number}.evidence", "evidence") for span in event.evidence]
        marks.append((*event.trigger.span, f"{number}.trigger", "trigger"))
        marks += [(*v.span, v.ref, v.kind) for v in values if v.span]
    marks = [m for m in marks if 0 <= m[0] < m[1] <= len(text)]
    cuts = sorted(
        {0, len(text), *(at for m in marks for at in m[:2]), *(at for s in furniture for at in s if at <= len(text))}
    )
    starting: dict[int, list[tuple[int, int, str, str]]] = {}
    for mark in marks:
        starting.setdefault(mark[0], []).append(mark)
    found: list[Run] = []
    open_marks: list[tuple[int, int, str, str]] = []
    for start, end in pairwise(cuts):
        open_marks = [m for m in open_marks if m[1] > start] + starting.get(start, [])
        ordered = sorted(open_marks, key=lambda m: (m[3] == "evidence", m[1] - m[0]))
        found.append(
            Run(
                start=start,
                text=neutralise(text[start:end]),
                refs=tuple(dict.fromkeys(m[2] for m in ordered)),
                slots=tuple(dict.fromkeys(m[3] for m in ordered)),
                furniture=any(low <= start < high for low, high in furniture),
            )
        )
    return found


def proposals(event: Event, mentions: Iterable[Mention], selected: Span) -> list[Proposal]:
    """What the mentions within the selected words could be in an event: its day, a place more, a party more, a figure of its toll.

    "ثلاثة جنود" selected for an event whose toll is 2 killed proposes 3 for `casualties[0].min` and `.max`.
    """
    found: list[Proposal] = []
    for mention in mentions:
        if mention.span[1] <= selected[0] or mention.span[0] >= selected[1]:
            continue
        base = {"text": mention.text, "span": list(mention.span)}
        if isinstance(mention, TimeMention) and mention.start:
            when = base | {k: getattr(mention, k) for k in ("start", "end", "precision", "basis")}
            found.append(_proposal("when", "when", when, mention))
        elif isinstance(mention, PlaceMention):
            names = (
                "name",
                "name_en",
                "country",
                "admin1",
                "admin2",
                "admin3",
                "lat",
                "lon",
                "radius_km",
                "precision",
                "place_id",
            )
            place = base | {k: getattr(mention, k) for k in names} | {"basis": "reviewer"}
            found.append(_proposal("where", "where", [place], mention))
        elif isinstance(mention, ActorMention):
            held = [a for a in msgspec.to_builtins(event.actors) if a["actor_id"] != mention.actor_id]
            for role in ("initiator", "target"):
                actor = base | {
                    "role": role,
                    "actor_id": mention.actor_id,
                    "name": mention.name,
                    "name_en": mention.name_en,
                }
                found.append(_proposal("actors", role, [*held, actor], mention))
        elif isinstance(mention, Quantity) and isinstance(mention.min, int):
            found += _figures(event, mention, base)
    return found


def _figures(event: Event, mention: Quantity, base: dict[str, Any]) -> Iterator[Proposal]:
    """The figure in place of that of a toll which the event has; without one, a toll of its own."""
    rows = msgspec.to_builtins(event.casualties)
    figure = base | {"min": mention.min, "max": mention.max, "qualifier": mention.qualifier}
    for outcome in ("killed", "injured"):
        same = next((i for i, row in enumerate(rows) if row["outcome"] == outcome), None)
        if same is None:
            changed = [*rows, figure | {"outcome": outcome, "group": "unknown"}]
        else:
            changed = [row | figure if i == same else row for i, row in enumerate(rows)]
        yield _proposal("casualties", outcome, changed, mention)


def place_proposals(
    gazetteer: Gazetteer, event: Event, words: str, selected: Span, proposed: Sequence[Proposal]
) -> list[Proposal]:
    """Places that the selected words name and the coder did not read in them: those of the gazetteer, the countries of the event
    first; where it has none, the name alone, to be placed afterwards.

    «هيت» alone is read as no place, and is offered as the town in Anbar.
    """
    name = " ".join(neutralise(words).split())
    if len(name.split()) > _MOST_WORDS or not any("\u0621" <= c <= "\u064a" for c in name):
        return []
    read = [p.mention for p in proposed if p.slot == "where"]
    ids, countries = {m.place_id for m in read if isinstance(m, PlaceMention)}, [w.country for w in event.where]
    base: dict[str, Any] = {"basis": "reviewer", "text": words, "span": selected}
    places = sorted(gazetteer.find(name), key=lambda p: (p.country not in countries, -p.rank, p.place_id))
    found = [
        Where(
            name=p.name, name_en=p.name_en, country=p.country, admin1=p.admin1, admin2=p.admin2, admin3=p.admin3, lat=p.lat, lon=p.lon,
            radius_km=p.radius_km, precision=p.precision, place_id=p.place_id, **base,
        )
        for p in places if p.place_id not in ids
    ][:_MOST_PLACES]  # fmt: skip
    if not found and not read:
        found = [Where(name=name, country=next(iter(countries), None), **base)]
    return [_proposal("where", "where", [msgspec.to_builtins(where)], where) for where in found]


def _proposal(slot: str, kind: str, value: Any, mention: Mention | Where) -> Proposal:
    return Proposal(slot=slot, kind=kind, value=msgspec.json.encode(value).decode(), mention=mention)
