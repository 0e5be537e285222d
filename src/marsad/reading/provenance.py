"""Where documents come from, noted as they are read: each layer of reading adds what it knows and changes nothing that a
deeper one said.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from functools import cache
from importlib import metadata
from pathlib import Path
from typing import Any, Final, TypeVar

import msgspec

from marsad.model import Document, Provenance
from marsad.reading.building import InputFailure

_Item = TypeVar("_Item", bound=Document | InputFailure)
#: Who takes the text out of each format, where that is a library.
_EXTRACTORS: Final = {
    "html": "trafilatura",
    "mhtml": "trafilatura",
    "docx": "python-docx",
    "xlsx": "python-calamine",
    "pdf": "pdfminer.six",
    "feed": "feedparser",
    "parquet": "duckdb",
    "duckdb": "duckdb",
}
_CHUNK: Final = 1 << 20


def note(item: _Item, **fields: Any) -> _Item:
    """The item with these fields in its provenance, those that it has already left as they are."""
    known = item.provenance or Provenance()
    fresh = {name: value for name, value in fields.items() if getattr(known, name) is None}
    return msgspec.structs.replace(item, provenance=msgspec.structs.replace(known, **fresh))


def inside(item: _Item, member: str) -> _Item:
    """The item as one out of the file `member` of an archive."""
    deeper = item.provenance.member if item.provenance else None
    if deeper is None:
        return note(item, member=member)
    assert item.provenance is not None
    whole = msgspec.structs.replace(item.provenance, member=f"{member}/{deeper}")
    return msgspec.structs.replace(item, provenance=whole)


def note_format(items: Iterator[Document | InputFailure], kind: str) -> Iterator[Document | InputFailure]:
    """The items as read from a file of this format, with the library that takes out its text."""
    library = _EXTRACTORS.get(kind)
    for item in items:
        if item.provenance is not None and item.provenance.format is not None:
            yield item  # out of a file inside this one
        elif library is None:
            yield note(item, format=kind, reader=reader_name())
        else:
            yield note(
                item, format=kind, reader=reader_name(), extractor=library, extractor_version=version_of(library)
            )


def note_file(
    items: Iterator[Document | InputFailure], path: Path | None, name: str
) -> Iterator[Document | InputFailure]:
    """The items as read from the file at `path`; None stands for standard input."""
    file = str(path.absolute()) if path else name
    digest: dict[str, Any] | None = None
    for item in items:
        noted = note(item, file=file, name=name)
        if isinstance(noted, InputFailure):
            yield noted
            continue
        if path is not None and (noted.provenance is None or noted.provenance.sha256 is None):
            digest = _digest(path) if digest is None else digest
            noted = note(noted, **digest)
        yield note(noted, encoding=noted.encoding)


def _digest(path: Path) -> dict[str, Any]:
    """Hash and size of a file; nothing where it is gone by now, or no file."""
    digest, size = hashlib.sha256(), 0
    try:
        with path.open("rb") as stream:
            while piece := stream.read(_CHUNK):
                digest.update(piece)
                size += len(piece)
    except OSError:
        return {}
    return {"sha256": digest.hexdigest(), "size": size}


@cache
def version_of(library: str) -> str | None:
    """The version of an installed library; None when it cannot be told."""
    try:
        return metadata.version(library)
    except metadata.PackageNotFoundError:
        return None


def reader_name() -> str:
    """Marsad as a reader, with its version."""
    return f"marsad {version_of('marsad') or ''}".strip()
