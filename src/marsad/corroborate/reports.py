"""An event report as linkage sees it: when, where, who, how many, and the words, as plain comparable values."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Final, Literal

import msgspec

from marsad.corroborate.counting import adding_up
from marsad.corroborate.kinds import near_types, type_family
from marsad.corroborate.words import content_words, first_words
from marsad.model import Casualties, Document, Event, Where
from marsad.text.folding import fold_key

Kind = Literal["happening", "tally", "planned"]

#: Kilometres that a place of each precision may be off.
RADIUS: Final = {
    "exact": 2.0,
    "town": 5.0,
    "offset": 8.0,
    "near": 15.0,
    "district": 25.0,
    "province": 90.0,
    "country": 400.0,
}
#: Precisions that name a spot two outlets would name alike.
_SPOTS: Final = ("exact", "town", "offset", "near")
#: A time told wider than this many days dates nothing for linkage.
_WIDEST: Final = 370
#: A told span of so many days over several happenings is a tally.
_TALLY_DAYS: Final = 4
_PERIOD_WORDS: Final = tuple(map(fold_key, ("خلال", "منذ", "طوال", "على مدى")))
#: Words of the beginning of a text that say what the piece is about.
_STORY_WORDS: Final = 48
_EVIDENCE_WORDS: Final = 24
_LEAD_WORDS: Final = 24
#: Words of the hour, the longer first where one holds the other.
_HOURS: Final = tuple(
    (fold_key(word), part)
    for word, part in (
        ("منتصف الليل", 4),
        ("فجر", 0),
        ("سحر", 0),
        ("صباح", 1),
        ("ضحى", 1),
        ("ظهر", 2),
        ("ظهيرة", 2),
        ("عصر", 2),
        ("مغرب", 3),
        ("مساء", 3),
        ("عشاء", 3),
        ("ليل", 4),
    )
)
#: So many days back reaches a report that takes up what was told before, and tells no day.
_BACK: Final = 10
#: Words of a toll that rose, and how many characters before the evidence they may stand.
_RISEN: Final = frozenset(
    map(
        fold_key,
        (
            "ارتفع",
            "ارتفعت",
            "ارتفاع",
            "يرتفع",
            "ترتفع",
            "ليرتفع",
            "لترتفع",
            "حصيلة",
            "الحصيلة",
            "متأثرا",
            "متأثرة",
            "متأثرين",
        ),
    )
)
_BEFORE: Final = 60
#: A number that no count in the news reaches; keeps columns within 32 bits.
_MANY: Final = 10**8


class Report(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """One event report. Days count from 1970-01-01; `radius` is kilometres; `words` and `story` are hashes of stems.

    Tolls are `_lo`, `_hi` over all that the report tells of them, corrected figures too; `_hi` None: no upper bound;
    both None: none told. `hour` is the part of the day: 0 before dawn, 1 morning, 2 noon and afternoon, 3 evening, 4 night.
    `stems` are the place's names, `lead` the words of evidence and beginning, `details` those of the evidence that are
    neither names of the place nor of who acts. `published`: the day of the document; `sectors`: those of `sides`.
    """

    event_id: str
    document_key: str
    fingerprint: str
    kind: Kind
    type: str
    family: str
    near: tuple[str, ...]
    day_lo: int | None
    day_hi: int | None
    told: bool
    lat: float | None
    lon: float | None
    radius: float | None
    spot: bool
    names: tuple[str, ...]
    country: str | None
    admin1: str | None
    bodies: tuple[str, ...]
    sides: tuple[str, ...]
    killed_lo: int | None
    killed_hi: int | None
    hurt_lo: int | None
    hurt_hi: int | None
    other: str | None
    other_lo: int | None
    other_hi: int | None
    victims: tuple[str, ...]
    hour: int | None
    stems: tuple[int, ...]
    words: tuple[int, ...]
    lead: tuple[int, ...]
    details: tuple[int, ...]
    story: tuple[int, ...]
    denies: bool = False
    published: int | None = None
    sectors: tuple[str, ...] = ()


def make_report(event: Event, document: Document, document_key: str, fingerprint: str = "") -> Report:
    """What linkage compares of an event.

    "قُتل جنديان بانفجار عبوة في جلولاء أمس" gives type explosive_device, the day before publication, the point of جلولاء,
    killed_lo 2 and the words that no other report shares by chance.
    """
    day_lo, day_hi = _days(event)
    if day_lo is not None and _looks_back(event, document.text):
        day_lo -= _BACK
    place = _best_place(event.where)
    bodies, sides = _actors(event)
    text = document.text
    killed = _toll(event.casualties, "killed", text)
    hurt = _toll(event.casualties, "injured", text)
    other, counted = _other_toll(event, text)
    evidence = " ".join(text[start:end] for start, end in event.evidence[:3])
    lat, lon = (place.lat, place.lon) if place else (None, None)
    stems = content_words(" ".join(w.name for w in event.where if w.precision != "country"), 8)
    words, story = content_words(evidence, _EVIDENCE_WORDS), first_words(_lead(document), _STORY_WORDS)
    named = {*stems, *content_words(" ".join(_told_names(event)), 40)}
    return Report(
        event_id=event.id,
        document_key=document_key,
        fingerprint=fingerprint,
        kind=_kind(event, day_lo, day_hi),
        type=event.type,
        family=type_family(event.type),
        near=near_types(event.type),
        day_lo=day_lo,
        day_hi=day_hi,
        told=event.when.basis in ("explicit", "relative"),
        lat=lat,
        lon=lon if lat is not None else None,
        radius=RADIUS[place.precision] if place and lat is not None else None,
        spot=place is not None and place.precision in _SPOTS,
        names=_names(event.where),
        country=_first(w.country for w in event.where),
        admin1=_first(fold_key(w.admin1) if w.admin1 else None for w in ([place] if place else event.where)),
        bodies=bodies,
        sides=sides,
        killed_lo=killed[0],
        killed_hi=killed[1],
        hurt_lo=hurt[0],
        hurt_hi=hurt[1],
        other=other,
        other_lo=counted[0],
        other_hi=counted[1],
        denies=event.modality == "denied",
        published=_published(document),
        sectors=tuple(sorted({side.partition("-")[2] for side in sides})),
        victims=tuple(sorted({r.group for r in event.casualties if r.outcome in ("killed", "injured")} - {"unknown"})),
        hour=_part_of_day(event.when.time),
        stems=stems,
        words=words,
        lead=tuple(sorted({*words, *story[:_LEAD_WORDS]})),
        details=tuple(w for w in words if w not in named),
        story=tuple(w for w in sorted(story) if w not in named),
    )


def _told_names(event: Event) -> Iterator[str]:
    """Words that other comparisons weigh: of places, actors, times, and the trigger."""
    yield event.trigger.text
    for place in event.where:
        yield from filter(None, (place.name, place.text, place.admin1))
    for actor in event.actors:
        yield from filter(None, (actor.name, actor.text))
    for toll in event.casualties:
        yield toll.text or ""
    yield event.when.text or ""


def _part_of_day(time: str | None) -> int | None:
    """1 for صباح, 3 for مساء, by the clock for "07:50Z"; None where it says nothing of the hour."""
    if not time:
        return None
    match = re.match(r"(\d{1,2}):\d", time)
    if match:
        hour = int(match[1])
        return 4 if hour >= 21 else 3 if hour >= 17 else 2 if hour >= 11 else 1 if hour >= 6 else 0
    key = fold_key(time)
    return next((part for word, part in _HOURS if word in key), None)


def _lead(document: Document) -> str:
    """The beginning of the text without page furniture: what the piece is about."""
    text = document.text
    pieces, at = [], 0
    for start, end in document.furniture:
        pieces.append(text[at:start])
        at = end
    return "".join([*pieces, text[at:]])[:1200]


def _days(event: Event) -> tuple[int | None, int | None]:
    when = event.when
    if when.basis == "unresolved":
        return None, None
    start, end = _day(when.start or when.end), _day(when.end or when.start)
    if start is None or end is None or not 0 <= end - start <= _WIDEST:
        return None, None
    return start, end


def _looks_back(event: Event, text: str) -> bool:
    """Whether a report that tells no day takes up what happened on one of the days before.

    It denies it, claims it, tells a toll that rose ("ارتفعت حصيلة القصف إلى تسعة"), or speaks of it as known ("الهجوم على المعسكر").
    """
    if event.when.basis != "inferred" or event.when.start != event.when.end:
        return False
    if event.modality == "denied" or any(claim.responsibility for claim in event.claims):
        return True
    start, end = event.evidence[0] if event.evidence else event.trigger.span
    told = fold_key(text[max(0, start - _BEFORE) : end]).split()
    return event.trigger.text.startswith("ال") or any(word.lstrip("و") in _RISEN for word in told)


def _published(document: Document) -> int | None:
    """The last day on which the document may have been published; None where that is a guess of more than a week."""
    start, end = _day(document.published.start), _day(document.published.end)
    return end if start is not None and end is not None and end - start <= 7 else None


def _day(value: str | None) -> int | None:
    try:
        return (date.fromisoformat(value) - date(1970, 1, 1)).days if value else None
    except ValueError:
        return None


def _kind(event: Event, day_lo: int | None, day_hi: int | None) -> Kind:
    if event.modality == "planned":
        return "planned"
    several = event.count.max is None or event.count.max > 1
    wide = day_lo is not None and day_hi is not None and day_hi - day_lo >= _TALLY_DAYS
    period = event.when.text is not None and any(w in fold_key(event.when.text) for w in _PERIOD_WORDS)
    tallied = wide and event.modality != "ongoing" and (several or period)
    return "tally" if tallied or event.count.min >= 10 else "happening"


def _best_place(places: Iterable[Where]) -> Where | None:
    """The place that says most closely where; the first of equals."""
    found = [place for place in places if place.lat is not None and place.precision != "country"]
    return min(found, key=lambda place: RADIUS[place.precision], default=None)


def _names(places: Iterable[Where]) -> tuple[str, ...]:
    """Names and ids of places closer than a province, as outlets share them."""
    found = []
    for place in places:
        if place.precision not in ("province", "country"):
            found.append(_bare(fold_key(place.name)))
            if place.place_id:
                found.append(place.place_id)
    return tuple(sorted(set(filter(None, found))))


def _bare(name: str) -> str:
    return name.removeprefix("ال")


def _actors(event: Event) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Named bodies, and the sides (country and sector) of all but plain civilians."""
    ids = {actor.actor_id for actor in event.actors}
    ids |= {toll.actor_id for toll in event.casualties if toll.actor_id}
    bodies = {i for i in ids if i.count("-") >= 2}
    sides = {"-".join(i.split("-")[:2]) for i in ids}
    return tuple(sorted(bodies)), tuple(sorted(s for s in sides if not s.endswith("-CVL")))


def _toll(rows: Iterable[Casualties], outcome: str, text: str) -> tuple[int | None, int | None]:
    """Smallest and largest sum of the rows with this outcome, told alternatives included."""
    chosen = adding_up([row for row in rows if row.outcome == outcome], text)
    if not chosen:
        return None, None
    low = sum(min(row.min, *(a.min for a in row.alternatives)) if row.alternatives else row.min for row in chosen)
    tops = [top for row in chosen for top in [_top(row)]]
    high = None if None in tops else sum(t for t in tops if t is not None)
    return min(low, _MANY), None if high is None or high > _MANY else high


def _top(row: Casualties) -> int | None:
    tops = [row.max, *(a.max for a in row.alternatives)]
    return None if None in tops else max(t for t in tops if t is not None)


def _other_toll(event: Event, text: str) -> tuple[str | None, tuple[int | None, int | None]]:
    """The largest of what else was counted: people captured, displaced and so on, or things destroyed and seized."""
    people = {r.outcome for r in event.casualties} - {"killed", "injured"}
    found: list[tuple[str, tuple[int | None, int | None]]] = [
        (outcome, _toll(event.casualties, outcome, text)) for outcome in sorted(people)
    ]
    found += [
        (f"{m.effect} {m.item}", (min(m.min, _MANY), None if m.max is None else min(m.max, _MANY)))
        for m in event.materiel
    ]
    if not found:
        return None, (None, None)
    return max(found, key=lambda pair: (pair[1][0] or 0, pair[0]))


def _first(values: Iterable[str | None]) -> str | None:
    return next((value for value in values if value), None)
