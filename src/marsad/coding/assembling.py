"""From frames to events: the records of the codebook, with ids, confidence and the trace of every slot."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from operator import attrgetter
from typing import Any, Final, get_args

import msgspec

from marsad.coding.draft import Draft, Frame
from marsad.coding.nearby import within
from marsad.coding.stages import Info
from marsad.coding.tolls import Toll
from marsad.coding.tracing import make_traces
from marsad.model import (
    Actor,
    Alternative,
    Casualties,
    Claim,
    Count,
    Event,
    EventType,
    Materiel,
    Means,
    PlaceMention,
    Span,
    TimeMention,
    Trace,
    Trigger,
    When,
    Where,
    content_id,
)
from marsad.model.event import Group, Outcome

_TYPES: Final = frozenset(get_args(EventType))
#: Characters of one clause of evidence, and of all that an event shows.
ONE_CLAUSE: Final = 400
ALL_EVIDENCE: Final = 600


class AssembleStage:
    """The last stage: what the frames hold becomes events."""

    info = Info(
        name="assembling",
        version="1",
        requires=("frames", "published", "actors"),
        assigns=("events", "traces"),
    )

    def __call__(self, draft: Draft) -> Mapping[str, Any]:
        """One event for each frame of a known type, in text order."""
        events: list[Event] = []
        traces: list[Trace] = []
        sha256 = draft.document.sha256
        for frame in draft.frames:
            if frame.type not in _TYPES:
                continue
            event = make_event(draft, frame, len(events), sha256)
            events.append(event)
            traces += make_traces(draft, frame, event)
        return {"events": tuple(events), "traces": tuple(traces)}


def make_event(draft: Draft, frame: Frame, ordinal: int, sha256: str) -> Event:
    """The event record of a frame; `sha256` is that of the document, taken once for all of its events."""
    words, hit = draft.words, frame.trigger
    span = words.span(hit.first, hit.last, hit.skip)
    claims = make_claims(draft, frame)
    return Event(
        id=content_id("ev", draft.document.id, sha256, frame.type, span, ordinal),
        type=frame.type,  # type: ignore[arg-type]
        status=frame.status,
        modality=frame.modality,
        when=make_when(draft, frame),
        where=tuple(make_where(p) for p in frame.where),
        actors=tuple(
            Actor(
                role=f.role,
                actor_id=f.actor_id,
                name=f.name,
                name_en=f.name_en,
                basis=f.basis,
                text=f.text,
                span=f.span,
            )
            for f in frame.fillers
        ),
        means=Means(class_=frame.means.class_, text=frame.means.text, span=frame.means.span) if frame.means else None,
        casualties=make_casualties(
            frame,
            draft.headline_end,
            Weighing(partial(standing_of, draft), partial(is_total, draft), partial(is_added, draft)),
        ),
        materiel=tuple(
            Materiel(
                item=m.item,
                effect=m.effect or "destroyed",
                min=m.min or 1,
                max=m.max,
                qualifier=m.qualifier,
                text=m.text,
                span=m.span,
            )
            for m in frame.materiel
        ),
        count=frame.count or Count(),
        claims=claims,
        unverified=frame.unverified,
        evidence=choose_evidence([words.span(*clause) for clause in dict.fromkeys(frame.evidence)], span),
        trigger=Trigger(text=words.raw[span[0] : span[1]], span=span),
        confidence=frame.confidence,
    )


def choose_evidence(clauses: list[Span], trigger: Span) -> tuple[Span, ...]:
    """The clauses that tell an event, in the order told, no words twice: the trigger's own first, and of those that
    take it up again as many as a reader can take in at a glance. Who marks everything shows nothing.

    A clause that runs on is cut around its trigger.
    """
    chosen: list[Span] = []
    room = ALL_EVIDENCE
    for start, end in clauses:
        if not chosen and end - start > ONE_CLAUSE:
            start = max(start, min(trigger[0] - ONE_CLAUSE // 4, end - ONE_CLAUSE))
            end = min(end, max(start + ONE_CLAUSE, trigger[1]))
        for held_start, held_end in chosen:
            before, behind = (start, min(end, held_start)), (max(start, held_end), end)
            if start < held_end and held_start < end:
                start, end = max(before, behind, key=lambda piece: piece[1] - piece[0])
        if start < end and (not chosen or (end - start <= min(room, ONE_CLAUSE))):
            chosen.append((start, end))
            room -= end - start
    return tuple(chosen)


def make_when(draft: Draft, frame: Frame) -> When:
    """The time of an event: its words, the day running through the text, or the document's own date."""
    told = frame.time.time if frame.time else None
    time = frame.when
    if time is None:
        published = draft.published
        if (
            frame.status == "current"
            and frame.modality in ("occurred", "ongoing", "denied")
            and published.start
            and published.end
        ):
            precision = "day" if published.start == published.end else "year"
            return When(start=published.start, end=published.end, precision=precision, basis="inferred", time=told)  # type: ignore[arg-type]
        return When(time=told)
    if time.basis == "inferred":
        return When(start=time.start, end=time.end, precision=time.precision, basis="inferred", time=told)
    return _when(time, told)


def _when(time: TimeMention, told: str | None) -> When:
    return When(
        start=time.start,
        end=time.end or time.start,
        precision=time.precision,
        basis=time.basis,
        time=told or time.time,
        text=time.text,
        span=time.span,
    )


def make_where(place: PlaceMention) -> Where:
    """The place record of a mention."""
    return Where(**dict(zip(Where.__struct_fields__, _told_of_place(place), strict=True)))


_told_of_place: Final = attrgetter(*Where.__struct_fields__)


#: Where people told without more (أشخاص) are civilians.
_AT_CIVILIANS: Final = frozenset(
    {
        "explosive_device",
        "suicide_attack",
        "air_strike",
        "shelling",
        "attack_on_civilians",
        "abduction",
        "chemical_weapon",
        "displacement",
    }
)
_SPECIFIC: Final = {"exact": 0, "about": 1, "range": 1, "at_least": 1, "at_most": 1, "vague": 2}


def standing_of(draft: Draft, toll: Toll) -> int:
    """1 for a toll told as the one that the count has risen to (ارتفع عدد القتلى إلى تسعة), -1 for a first or an earlier one
    (حصيلة أولية, كانت قد ذكرت في وقت سابق), else 0."""
    words = draft.words
    if _is_of_rebels(draft, toll):
        return -1
    start, end = draft.layout.sentence(toll.first)
    lead = [words.key(i).removeprefix("و") for i in range(start, min(end, toll.last))]
    behind = [words.key(i) for i in range(toll.first, min(end, toll.last + 6))]
    near = [words.key(i).removeprefix("و") for i in range(max(start, toll.first - 7), toll.last)]
    if any(k in _EARLIER for k in near + behind) or ("قد" in lead and {"كان", "كانت"} & set(lead)):
        return -1
    return int(any(k in _RISEN for k in near))


def _is_of_rebels(draft: Draft, toll: Toll) -> bool:
    """Whether an armed group tells the toll: its figure of what it did is never the official one."""
    start, end = draft.layout.sentence(toll.first)
    scopes = [s for s in draft.scopes.over(toll.first) if not s.responsibility]
    scopes = scopes or [s for s in draft.scopes.reported_in(start, end) if not s.responsibility]
    sources = [source for scope in scopes for source in scope.sources]
    return any(a.sector in ("REB", "CRM") for s in sources for a in within(draft.actors, s.first, s.last))


_RISEN: Final = frozenset({"ارتفع", "ارتفعت", "ارتفاع", "بارتفاع", "لارتفاع", "لاحقا", "لترتفع", "ليرتفع"})
_EARLIER: Final = frozenset({"اوليه", "الاوليه", "سابق", "سابقه", "سابقا"})


def value_of(tolls: list[Toll], headline_end: int, standing: Callable[[Toll], int] = lambda _: 0) -> Toll:
    """Of several tolls of one row the value: the text's before the headline's, then the most exact, then the first told.

    `standing` ranks before that what the count has risen to over what was told first.

    A number smaller than a vague plural beside it (قتل عدد من المسلحين، بينهم قيادي) is a part of it, not the toll.
    """
    if len(tolls) == 1:
        return tolls[0]
    told = [t for t in tolls if t.first >= headline_end] or tolls
    floor = max((t.min for t in told if t.qualifier == "vague"), default=0)
    whole = [t for t in told if t.min >= floor] or told
    return min(whole, key=lambda t: (-standing(t), _SPECIFIC[t.qualifier], told.index(t)))


_TOTALS: Final = frozenset({"حصيله", "الحصيله", "محصله", "اجمالي"})


def is_total(draft: Draft, toll: Toll) -> bool:
    """Whether a toll is told as that of the whole happening: "الحصيلة بلغت 14 قتيلا"."""
    start = draft.layout.sentence(toll.first)[0]
    return any(draft.words.key(i).removeprefix("و") in _TOTALS for i in range(max(start, toll.first - 5), toll.first))


_ALSO: Final = frozenset({"ايضا", "كذلك", "بدورهم", "بدوره"})


#: أربعة في الأولى وطفلان في الثانية: each of what was told has dead of its own.
_NTH: Final = frozenset({"الاولي", "الثانيه", "الثالثه", "الاول", "الثاني", "الثالث"})


def is_added(draft: Draft, toll: Toll) -> bool:
    """Whether a toll is told as one more: "وقتل في الهجوم أيضا حارسه وسائقه"."""
    keys = draft.words.keys
    if any(key in _ALSO for key in keys[toll.outcome_first : toll.last + 1]):
        return True
    return (
        keys[toll.last : toll.last + 1] == ["في"] and keys[toll.last + 1] in _NTH
        if toll.last + 1 < len(keys)
        else False
    )


class Weighing(msgspec.Struct, frozen=True, gc=False):
    """How tolls of one happening compare: `standing` ranks, `total`, `adds` tell whether one is that of the whole happening,
    or told beside another.
    """

    standing: Callable[[Toll], int] = lambda _: 0
    total: Callable[[Toll], bool] = lambda _: False
    adds: Callable[[Toll], bool] = lambda _: False


def _rows_of(frame: Frame, weighing: Weighing) -> list[tuple[Outcome, list[Toll]]]:
    """The tolls by outcome and group; those of an unknown group may tell a known one again."""
    rows: dict[tuple[Outcome, Group, int], list[Toll]] = {}
    for toll in frame.tolls:
        key = (toll.outcome, toll.group, 0)
        again = bool(frame.merged or weighing.standing(toll) or weighing.total(toll))
        for known in rows:
            alike = known[0] == toll.outcome and "unknown" in (known[1], toll.group)
            if alike and (again or any(t.min == toll.min for t in rows[known])):
                key = known
        while key in rows and (weighing.adds(toll) or any(_is_beside(t, toll) for t in rows[key])):
            key = (key[0], key[1], key[2] + 1)
        rows.setdefault(key, []).append(toll)
    return [(outcome, tolls) for (outcome, _, _), tolls in rows.items()]


_PLAIN: Final = Weighing()


def _is_beside(one: Toll, other: Toll) -> bool:
    """Whether one word of outcome tells both, so that neither is told instead of the other: "قتل جندي وشرطيان"."""
    return one.outcome_first == other.outcome_first and one.span != other.span and None not in (one.max, other.max)


def make_casualties(frame: Frame, headline_end: int = 0, weighing: Weighing = _PLAIN) -> tuple[Casualties, ...]:
    """One row for each outcome and group; of several tolls `value_of` chooses the value, the others are alternatives.

    `headline_end`: the words before it are a headline, which rounds and shortens.
    """
    out = []
    initiators = {f.actor_id for f in frame.fillers if f.role == "initiator"}
    for outcome, tolls in _rows_of(frame, weighing):
        best = value_of(tolls, headline_end, weighing.standing)
        group = next((t.group for t in tolls if t.group != "unknown"), best.group)
        if group == "unknown" and any(t.civilian_by_default for t in tolls) and frame.type in _AT_CIVILIANS:
            group = "civilians"
        if outcome == "captured" and frame.type == "abduction" and group in ("civilians", "unknown"):
            outcome = "abducted"
        others = [t for t in tolls if (t.min, t.max) != (best.min, best.max)]
        side = None if not best.actor_id else "initiator" if best.actor_id in initiators else "target"
        out.append(
            Casualties(
                outcome=outcome,
                group=group,
                min=best.min,
                max=best.max,
                qualifier=best.qualifier,
                actor_id=best.actor_id or None,
                side=side,  # type: ignore[arg-type]
                of_which=max((t.of_which for t in tolls), key=len),
                alternatives=tuple(Alternative(min=t.min, max=t.max, text=t.text, span=t.span) for t in others),
                text=best.text,
                span=best.span,
            )
        )
    return tuple(out)


def make_claims(draft: Draft, frame: Frame) -> tuple[Claim, ...]:
    """Who says so, over the trigger of each telling; joint speakers are claims of their own."""
    claims: dict[tuple[str | None, ...], Claim] = {}
    for scope in frame.scopes:
        for source in scope.sources:
            key = (source.speaker, source.title, source.organisation, scope.stance)
            if key in claims or _subsumed(claims, source):
                continue
            actor_id = next(
                (a.actor_id for a in within(draft.actors, source.first, source.last) if a.specificity != "people"),
                None,
            )
            claims[key] = Claim(
                speaker=source.speaker,
                title=source.title,
                organisation=source.organisation,
                actor_id=source.actor_id or actor_id,
                stance=scope.stance,
                via=scope.via or source.via,
                responsibility=scope.responsibility,
                text=source.text,
                span=source.span,
            )
    return tuple(claims.values())


def _subsumed(claims: dict[tuple[str | None, ...], Claim], source: Any) -> bool:
    return any(
        source.speaker and c.speaker and (source.speaker in c.speaker or c.speaker in source.speaker)
        for c in claims.values()
    )
