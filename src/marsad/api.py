"""The coder as plain functions: one text, one document, or a stream of documents over several processes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, nullcontext
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

import msgspec

from marsad.errors import BadSetting
from marsad.model import Coded, Document, Failure, Mention, Published, content_id
from marsad.text.script import not_arabic

if TYPE_CHECKING:
    from marsad.coding.pipeline import Pipeline

#: What turns a document into events. It must not raise, and for several processes it must be a function of a module.
Engine = Callable[[Document], Coded]

ENGINES: Final = ("rules", "rules-only")
#: So many documents are coded together, fewer when they have more characters than this: what the stages make of them
#: should not outgrow the processor's cache.
_TOGETHER: Final = 8
_TOGETHER_CHARS: Final = 20_000


def code(
    text: str,
    *,
    published: str | date | None = None,
    source: str | None = None,
    url: str | None = None,
    title: str | None = None,
    id: str | None = None,  # noqa: A002  the codebook's name of the field
    engine: str = "rules",
    places: str | Path | None = None,
) -> Coded:
    """Code one Arabic text into events.

    `published` is the publication day (ISO date or `datetime.date`) that relative times resolve against. Spans of the
    result are offsets into `text` as handed in. Without `id` the id is a hash of the text. A text that is not Arabic
    yields no events and a failure of the stage "language". `places` is a store, or a folder of imported places, whose
    places count too. Raises `BadSetting` for a `published` that is no date, a text that is no string and an unknown
    engine.

    >>> # code("قُتل جنديان بانفجار عبوة ناسفة", published="2020-06-02").events[0].type == "explosive_device"
    """
    doc = make_document(text, published=published, source=source, url=url, title=title, id=id)
    return code_document(doc, with_places(engine, places))


def mentions(text: str, *, published: str | date | None = None, places: str | Path | None = None) -> list[Mention]:
    """What the coder sees in an Arabic text before it codes: quantities, times, places, actors, materiel and sources,
    in text order. `places` as for `code`.

    >>> # [m.kind for m in mentions("مقتل 3 جنود في الموصل")] == ["quantity", "actor", "place"]
    """
    from marsad.coding.mentions import find_mentions

    with known_places(places):
        return list(find_mentions(make_document(text, published=published)))


def make_document(
    text: str,
    *,
    published: str | date | None = None,
    source: str | None = None,
    url: str | None = None,
    title: str | None = None,
    id: str | None = None,  # noqa: A002
) -> Document:
    """A document of a text at hand; `BadSetting` for values that are not allowed."""
    if not isinstance(text, str):
        raise BadSetting(f"text: a string is needed, not {type(text).__name__}; decode bytes first")
    return Document(
        id=content_id("text", text) if id is None else id,
        text=text,
        source=source,
        url=url,
        title=title,
        published=Published.from_metadata(published),
    )


def check_engine(engine: str) -> None:
    """`BadSetting` when there is no engine of that name."""
    if engine not in ENGINES:
        raise BadSetting(f"engine: {engine!r} is unknown; use one of {', '.join(ENGINES)}")


def find_engine(engine: str) -> Engine:
    """The engine of that name, loaded; `BadSetting` when there is none."""
    return _find_pipeline(engine).code


def _find_pipeline(engine: str) -> Pipeline:
    check_engine(engine)
    from marsad.coding.pipeline import default_pipeline

    return default_pipeline(learned=engine == "rules")


class PlacedEngine(msgspec.Struct, frozen=True):
    """An engine that knows the places of a folder as well: a function of documents that can be sent to a process.

    `layer` is the digest of the folder's places as they are meant.
    """

    engine: str
    folder: Path
    layer: str

    @property
    def coder(self) -> str:
        """Engine and version."""
        return coder_name(self.engine)

    def __call__(self, doc: Document) -> Coded:
        """Code one document."""
        return self.together((doc,))[0]

    def together(self, docs: Sequence[Document]) -> list[Coded]:
        """Code several documents."""
        from marsad.places.gazetteer import load_gazetteer, using

        with using(load_gazetteer(self.layer, self.folder)):
            return _find_pipeline(self.engine).code_together(docs)


def with_places(engine: str, places: str | Path | None) -> str | Engine:
    """The engine with the places imported for a store, or of a folder; the engine as it is where nothing was imported."""
    from marsad.places.layer import layer_digest, places_folder

    check_engine(engine)
    folder = places_folder(places) if places is not None else None
    layer = layer_digest(folder) if folder is not None else None
    return PlacedEngine(engine, folder, layer) if folder is not None and layer is not None else engine


def known_places(places: str | Path | None) -> AbstractContextManager[None]:
    """The context in which the places of a store or a folder are known."""
    from marsad.places.gazetteer import gazetteer_of, using
    from marsad.places.layer import places_folder

    return using(gazetteer_of(places_folder(places))) if places is not None else nullcontext()


def coder_name(engine: str | Engine = "rules") -> str:
    """Engine and version as they stand in `Coded.coder`; an engine given as a function may bear them as `coder`."""
    if not isinstance(engine, str):
        return str(getattr(engine, "coder", Coded(document=Document(id="", text="")).coder))
    check_engine(engine)
    from marsad.coding.pipeline import CODER, UNLEARNED_CODER

    return CODER if engine == "rules" else UNLEARNED_CODER


def code_document(doc: Document, engine: str | Engine = "rules") -> Coded:
    """Code one document. What is not Arabic is not given to the engine: it comes back with a failure of the stage
    "language".
    """
    return _not_arabic(doc, engine) or _code_arabic((doc,), engine)[0]


def _not_arabic(doc: Document, engine: str | Engine) -> Coded | None:
    reason = not_arabic(doc.text)
    if reason is None:
        return None
    failure = Failure(stage="language", error="NotArabic", message=f"{doc.id}: {reason}; only Arabic texts are coded")
    return Coded(document=msgspec.structs.replace(doc, lang="und"), failures=(failure,), coder=coder_name(engine))


def _code_arabic(docs: Sequence[Document], engine: str | Engine) -> list[Coded]:
    if isinstance(engine, str):
        return _find_pipeline(engine).code_together(docs)
    return engine.together(docs) if isinstance(engine, PlacedEngine) else [engine(doc) for doc in docs]


def code_documents(
    docs: Iterable[Document | Coded], *, engine: str | Engine = "rules", jobs: int = 1
) -> Iterator[Coded]:
    """Code documents one after another or in `jobs` processes (0: one per core): n in, n out, in the order of `docs`.

    What is coded already passes through in its place. The documents are taken as they are needed, a bounded number
    ahead: the engines of this package code short ones several at a time, which is faster. A document on which a process
    dies comes back with a failure of the stage "process". In a script, call this under
    `if __name__ == "__main__":`, as Python's processes ask for.
    """
    if jobs < 0:
        raise BadSetting(f"jobs: {jobs} is no number of processes; use 1 or more, or 0 for one per core")
    if isinstance(engine, str):
        check_engine(engine)
    if jobs == 1:
        return _code_in_turn(iter(docs), engine)
    from marsad.processes import map_in_processes

    return map_in_processes(partial(_code_batch, engine=engine), iter(docs), jobs)


def _code_in_turn(items: Iterator[Document | Coded], engine: str | Engine) -> Iterator[Coded]:
    at_once = _TOGETHER if isinstance(engine, str | PlacedEngine) else 1
    batch: list[Document | Coded] = []
    size = 0
    for item in items:
        batch.append(item)
        size += len(item.text) if isinstance(item, Document) else 0
        if len(batch) >= at_once or size >= _TOGETHER_CHARS:
            yield from _code_batch(batch, engine)
            batch, size = [], 0
    yield from _code_batch(batch, engine)


def _code_batch(items: Sequence[Document | Coded], engine: str | Engine) -> list[Coded]:
    """The documents coded, those that are short several at a time; what is coded already as it is."""
    coded: dict[int, Coded] = {}
    waiting: list[tuple[int, Document]] = []
    size = 0
    for n, item in enumerate(items):
        if isinstance(item, Coded):
            coded[n] = item
            continue
        if (refused := _not_arabic(item, engine)) is not None:
            coded[n] = refused
            continue
        waiting.append((n, item))
        size += len(item.text)
        if len(waiting) == _TOGETHER or size >= _TOGETHER_CHARS:
            _code_waiting(waiting, engine, coded)
            size = 0
    _code_waiting(waiting, engine, coded)
    return [coded[n] for n in range(len(items))]


def _code_waiting(waiting: list[tuple[int, Document]], engine: str | Engine, coded: dict[int, Coded]) -> None:
    results = _code_arabic([doc for _, doc in waiting], engine)
    coded.update((n, result) for (n, _), result in zip(waiting, results, strict=True))
    waiting.clear()
