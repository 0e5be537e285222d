"""The coder as plain functions: one text, one document, or a stream of documents over several processes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, nullcontext
from datetime import date
from functools import partial
from pathlib import Path
from typing import Final

import msgspec

from marsad.errors import BadSetting
from marsad.model import Coded, Document, Failure, Mention, Published, content_id
from marsad.text.script import not_arabic

#: What turns a document into events. It must not raise, and for several processes it must be a function of a module.
Engine = Callable[[Document], Coded]

ENGINES: Final = ("rules", "rules-only")


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
    check_engine(engine)
    from marsad.coding.pipeline import code_document, code_document_unlearned

    return code_document if engine == "rules" else code_document_unlearned


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
        from marsad.places.gazetteer import load_gazetteer, using

        with using(load_gazetteer(self.layer, self.folder)):
            return find_engine(self.engine)(doc)


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
    run = find_engine(engine) if isinstance(engine, str) else engine
    reason = not_arabic(doc.text)
    if reason is None:
        return run(doc)
    failure = Failure(stage="language", error="NotArabic", message=f"{doc.id}: {reason}; only Arabic texts are coded")
    return Coded(document=msgspec.structs.replace(doc, lang="und"), failures=(failure,), coder=coder_name(engine))


def code_documents(
    docs: Iterable[Document | Coded], *, engine: str | Engine = "rules", jobs: int = 1
) -> Iterator[Coded]:
    """Code documents one after another or in `jobs` processes (0: one per core): n in, n out, in the order of `docs`.

    What is coded already passes through in its place. The documents are taken as they are needed, a bounded number
    ahead. A document on which a process dies comes back with a failure of the stage "process". In a script, call this
    under `if __name__ == "__main__":`, as Python's processes ask for.
    """
    if jobs < 0:
        raise BadSetting(f"jobs: {jobs} is no number of processes; use 1 or more, or 0 for one per core")
    if isinstance(engine, str):
        check_engine(engine)
    work = partial(code_document, engine=engine)
    if jobs == 1:
        return (doc if isinstance(doc, Coded) else work(doc) for doc in docs)
    from marsad.processes import map_in_processes

    return map_in_processes(work, iter(docs), jobs)
