"""Marsad as a component of spaCy: `nlp.add_pipe("marsad")`. Needs spaCy: install `marsad[spacy]`.

>>> # nlp = spacy.blank("ar"); nlp.add_pipe("marsad", config={"published": "2017-03-05"})
>>> # doc = nlp("قُتل ثلاثة جنود بانفجار عبوة ناسفة في الموصل")
>>> # [event.type for event in doc._.events] == ["explosive_device"]
>>> # [(span.label_, span.text) for span in doc.spans["marsad"]] has ("where", "الموصل") and ("trigger", "بانفجار")

The records of `doc._.events` have the exact offsets. Spans of spaCy begin and end with tokens: where a value is less than a
token (a clitic is left out of it), its span covers the whole token.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

import msgspec
from spacy.language import Language
from spacy.tokens import Doc, Span

from marsad.api import code_document, make_document, with_places
from marsad.model import Event, Failure

#: Where the results are kept in `doc.user_data`: as plain data, so that a Doc can be written to disk and sent to a process.
KEY: Final = "marsad"
_PIECES: Final = ("where", "actors", "casualties", "materiel", "claims")


@Language.factory(
    "marsad",
    assigns=["doc._.events", "doc.spans"],
    default_config={"published": None, "source": None, "engine": "rules", "places": None, "spans_key": KEY},
)
def make_component(
    nlp: Language,  # noqa: ARG001  spaCy hands it to every factory
    name: str,  # noqa: ARG001
    published: str | None,
    source: str | None,
    engine: str,
    places: str | None,
    spans_key: str,
) -> Component:
    """The component. `published` is the publication day (ISO date) of texts that tell none, `source` their outlet, `engine` and
    `places` as for `marsad.code`; `spans_key` is where the spans are put. A wrong setting is a `BadSetting`, at once.
    """
    return Component(published=published, source=source, engine=engine, places=places, spans_key=spans_key)


class Component:
    """Codes a Doc: sets `doc._.events`, `doc._.coding_failures` and `doc.spans`.

    A Doc can bring its own day and outlet: `doc._.published`, `doc._.outlet`, or, in `nlp.pipe(…, as_tuples=True)`, a context with
    `published` and `source`.
    """

    def __init__(
        self,
        *,
        published: str | None = None,
        source: str | None = None,
        engine: str = "rules",
        places: str | None = None,
        spans_key: str = KEY,
    ) -> None:
        make_document("", published=published)
        self._published, self._source, self._spans_key = published, source, spans_key
        self._engine = with_places(engine, places)
        set_extensions()

    def __call__(self, doc: Doc) -> Doc:
        """Code the Doc and return it."""
        context = doc._context if isinstance(doc._context, dict) else {}
        coded = code_document(
            make_document(
                doc.text,
                published=doc._.published or context.get("published") or self._published,
                source=doc._.outlet or context.get("source") or self._source,
            ),
            self._engine,
        )
        doc.user_data[KEY] = {
            "events": [event.to_dict() for event in coded.events],
            "failures": [msgspec.to_builtins(failure) for failure in coded.failures],
            "coder": coded.coder,
        }
        doc.spans[self._spans_key] = list(iter_spans(doc, coded.events))
        return doc


def iter_spans(doc: Doc, events: tuple[Event, ...]) -> Iterator[Span]:
    """The words of every value as spans of a Doc, event by event.

    `label_` is the slot (`evidence`, `trigger`, `when`, `means`, `count`, `where`, `actors`, `casualties`, `materiel`,
    `claims`), `id_` the id of the event, `kb_id_` the id of the place or actor where there is one.
    """
    for event in events:
        for label, span, kb_id in _values(event):
            found = doc.char_span(*span, label=label, kb_id=kb_id or "", span_id=event.id, alignment_mode="expand")
            if found is not None:
                yield found


def _values(event: Event) -> Iterator[tuple[str, tuple[int, int], str | None]]:
    for clause in event.evidence:
        yield "evidence", clause, None
    yield "trigger", event.trigger.span, None
    for label in ("when", "means", "count"):
        value = getattr(event, label)
        if value is not None and value.span is not None:
            yield label, value.span, None
    for label in _PIECES:
        for value in getattr(event, label):
            if value.span is not None:
                yield label, value.span, getattr(value, "place_id", None) or getattr(value, "actor_id", None)


def set_extensions() -> None:
    """The attributes of Docs: `events` and `coding_failures` are read from what a component left, `published` and `outlet` may be set."""
    for name, options in {
        "events": {"getter": _read("events", tuple[Event, ...])},
        "coding_failures": {"getter": _read("failures", tuple[Failure, ...])},
        "published": {"default": None},
        "outlet": {"default": None},
    }.items():
        if not Doc.has_extension(name):
            Doc.set_extension(name, **options)


def _read(field: str, shape: Any) -> Any:
    def read(doc: Doc) -> Any:
        return msgspec.convert(doc.user_data.get(KEY, {}).get(field, ()), shape)

    return read


set_extensions()

__all__ = ["KEY", "Component", "iter_spans", "make_component", "set_extensions"]
