"""Hypothesis strategies for whole records: any text, any event whose words stand in it."""

from __future__ import annotations

from typing import Any, get_args

from hypothesis import strategies as st

from marsad.model import (
    Actor,
    Alternative,
    Casualties,
    Claim,
    Coded,
    Count,
    Document,
    Event,
    EventType,
    Failure,
    Materiel,
    Means,
    Part,
    Published,
    Related,
    Span,
    Trace,
    Trigger,
    When,
    Where,
)
from marsad.model import event as fields

_LETTERS = st.characters(codec="utf-8", include_characters="اأإآبتثجحخدىةؤئ\u064e\u0640\u200f\u0000😀\n\r\"'\\")
#: Texts that UTF-8 can hold, rich in Arabic, marks, controls and letters outside the basic plane.
TEXTS = st.text(_LETTERS, min_size=1, max_size=60)
_NAMES = st.text(_LETTERS, max_size=12)
_MAYBE = st.none() | _NAMES
_DATES = st.none() | st.dates().map(lambda d: d.isoformat())
_NUMBERS = st.integers(0, 2**62)
_FLOATS = st.none() | st.floats(allow_nan=False, allow_infinity=False)
_JSON = st.dictionaries(
    _NAMES, _NAMES | st.integers(-(2**53), 2**53) | st.none() | st.lists(st.integers(0, 99)), max_size=3
)


def _one_of(literal: Any) -> st.SearchStrategy[Any]:
    return st.sampled_from(get_args(literal))


def _spans(text: str) -> st.SearchStrategy[Span]:
    return st.lists(st.integers(0, len(text)), min_size=2, max_size=2).map(lambda ends: (min(ends), max(ends)))


def _words(text: str) -> st.SearchStrategy[dict[str, Any]]:
    told = _spans(text).map(lambda span: {"text": text[slice(*span)], "span": span})
    return st.just({}) | told


def _bounds() -> dict[str, st.SearchStrategy[Any]]:
    return {"min": _NUMBERS, "max": st.none() | _NUMBERS}


def _pieces(make: Any, text: str, **parts: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.builds(lambda words, values: make(**words, **values), _words(text), st.fixed_dictionaries(parts))


def _some(strategy: st.SearchStrategy[Any]) -> st.SearchStrategy[tuple[Any, ...]]:
    return st.lists(strategy, max_size=2).map(tuple)


def events(text: str) -> st.SearchStrategy[Event]:
    """Events of a document with this text; their words are what stands at their spans."""
    qualifier = _one_of(fields.Qualifier)
    place = dict.fromkeys(("name_en", "country", "admin1", "admin2", "admin3", "pcode", "place_id"), _MAYBE)
    place |= dict.fromkeys(("lat", "lon", "radius_km"), _FLOATS)
    parts = _some(_pieces(Part, text, category=_one_of(fields.PartCategory), **_bounds()))
    others = _some(_pieces(Alternative, text, claim=st.none() | st.integers(0, 3), **_bounds()))
    return st.builds(
        Event,
        id=st.uuids().map(lambda u: f"evt_{u.hex[:16]}"),
        type=_one_of(EventType),
        status=_one_of(fields.Status),
        modality=_one_of(fields.Modality),
        when=_pieces(
            When,
            text,
            start=_DATES,
            end=_DATES,
            precision=_one_of(fields.TimePrecision),
            basis=_one_of(fields.TimeBasis),
            time=_MAYBE,
        ),
        where=_some(_pieces(Where, text, name=_NAMES, geonames_id=st.none() | _NUMBERS, basis=_NAMES, **place)),
        actors=_some(_pieces(Actor, text, role=_one_of(fields.Role), actor_id=_NAMES, name=_MAYBE, basis=_MAYBE)),
        means=st.none() | _pieces(Means, text, class_=_one_of(fields.MeansClass)),
        casualties=_some(
            _pieces(
                Casualties,
                text,
                outcome=_one_of(fields.Outcome),
                group=_one_of(fields.Group),
                qualifier=qualifier,
                of_which=parts,
                alternatives=others,
                **_bounds(),
            )
        ),
        materiel=_some(
            _pieces(
                Materiel,
                text,
                item=_one_of(fields.Item),
                effect=_one_of(fields.Effect),
                qualifier=qualifier,
                **_bounds(),
            )
        ),
        count=_pieces(Count, text, qualifier=qualifier, **_bounds()),
        claims=_some(
            _pieces(
                Claim, text, speaker=_MAYBE, title=_MAYBE, stance=_one_of(fields.Stance), responsibility=st.booleans()
            )
        ),
        related=_some(st.builds(Related, event_id=_NAMES, relation=_one_of(fields.Relation))),
        unverified=st.booleans(),
        evidence=st.lists(_spans(text), min_size=1, max_size=3).map(tuple),
        trigger=_spans(text).map(lambda span: Trigger(text=text[slice(*span)], span=span)),
        confidence=st.floats(0, 1),
    )


def documents(text: str) -> st.SearchStrategy[Document]:
    """Documents with this text."""
    published = st.builds(
        Published,
        start=_DATES,
        end=_DATES,
        basis=st.just("inferred"),
        span=st.none() | _spans(text),
        grounds=_some(_JSON),
    )
    return st.builds(
        Document,
        id=_NAMES,
        text=st.just(text),
        source=_MAYBE,
        url=_MAYBE,
        title=_MAYBE,
        published=published,
        encoding=_MAYBE,
        credits=_some(_NAMES),
        furniture=_some(_spans(text)),
    )


@st.composite
def coded_documents(draw: st.DrawFn, texts: st.SearchStrategy[str] = TEXTS) -> Coded:
    """Any result of coding: document, events, failures, traces."""
    text = draw(texts)
    found = draw(st.lists(events(text), max_size=3, unique_by=lambda e: e.id))
    ids = st.sampled_from([e.id for e in found]) if found else _NAMES
    traces = _pieces(
        Trace,
        text,
        event_id=ids,
        slot=st.sampled_from(["type", "when", "where[0]", "casualties[0].min"]) | _NAMES,
        stage=_NAMES,
        rule=_NAMES,
        kept=st.booleans(),
        note=_MAYBE,
    )
    return Coded(
        document=draw(documents(text)),
        events=tuple(found),
        failures=draw(_some(st.builds(Failure, stage=_NAMES, error=_NAMES, message=_NAMES))),
        traces=draw(_some(traces)),
        coder=draw(st.sampled_from(["rules 0.1.0", "llm", "llm qwen 3"])),
    )
