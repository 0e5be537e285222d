"""`marsad mentions`."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Final, TextIO

import typer

if TYPE_CHECKING:
    from marsad.model import Document, Mention
    from marsad.reading import InputFailure, ReadOptions


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("mentions")(mentions)


def mentions(
    text: Annotated[
        str, typer.Argument(metavar="TEXT|FILE", help="A text, a file, or - for standard input.", show_default=False)
    ],
    published: Annotated[str | None, typer.Option(metavar="DATE", help="Publication day (YYYY-MM-DD).")] = None,
    format_: Annotated[str, typer.Option("--format", "-f", metavar="FORMAT", help="table, jsonl or json.")] = "table",
    encoding: Annotated[str, typer.Option(metavar="NAME", help="auto, utf-8, windows-1256, …")] = "auto",
    store: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Know the places that were imported for this store, too.")
    ] = None,
    bidi: Annotated[
        str | None,
        typer.Option(metavar="MODE", help="Arabic in tables: auto, native, shape or off.", show_default=False),
    ] = None,
) -> int:
    """Print what the coder sees before it codes: numbers, times, places, actors, materiel, sources."""
    import sys

    from marsad.api import known_places
    from marsad.cli.code import read_options
    from marsad.cli.output import open_output
    from marsad.errors import BadSetting
    from marsad.reading import InputFailure

    if format_ not in _FORMATS:
        raise BadSetting(f"format: {format_!r} is unknown; use one of {', '.join(_FORMATS)}")
    options, failed = read_options(published, encoding=encoding), False
    with open_output(None) as stream, known_places(store):
        printer = _PRINTERS[format_](stream, bidi)
        for item in iter_texts(text, options):
            if isinstance(item, InputFailure):
                failed = True
                sys.stderr.write(f"marsad: {item.error}\n")
            else:
                from marsad.coding.mentions import find_mentions

                printer.write(item, find_mentions(item))
        printer.finish()
    return int(failed)


def iter_texts(given: str, options: ReadOptions) -> Iterator[Document | InputFailure]:
    """The documents of a file, a folder or standard input, or the text itself: what names no file and does not look
    like one.

    >>> # "قصف على إدلب" is a text, "missing/news.txt" a file that is not there
    """
    from marsad.api import make_document
    from marsad.model import Published
    from marsad.reading import iter_documents
    from marsad.text.script import arabic_share

    if (
        given == "-"
        or _exists(given)
        or ("\n" not in given and arabic_share(given) == 0 and ("." in given or "/" in given))
    ):
        yield from iter_documents([given], options)
        return
    text = given.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
    published: Published = options.published
    yield make_document(text, published=published.start)


def _exists(given: str) -> bool:
    try:
        return Path(given).exists()
    except (OSError, ValueError):  # longer than a file name can be: a text
        return False


class _Tables:
    def __init__(self, stream: TextIO, bidi: str | None) -> None:
        self._stream, self._bidi = stream, bidi

    def write(self, _doc: Document, found: list[Mention]) -> None:
        from marsad.cli.tables import print_mentions

        print_mentions(found, self._stream, self._bidi)

    def finish(self) -> None:
        pass


class _Lines:
    """One object a mention, with the id of the `document` it is from."""

    def __init__(self, stream: TextIO, _bidi: str | None) -> None:
        self._stream = stream

    def write(self, doc: Document, found: list[Mention]) -> None:
        from marsad.cli.formats import to_json

        for mention in found:
            self._stream.write(to_json({**mention.to_dict(), "document": doc.id}) + "\n")

    def finish(self) -> None:
        pass


class _Array:
    def __init__(self, stream: TextIO, _bidi: str | None) -> None:
        self._stream = stream
        self._all: list[dict[str, Any]] = []

    def write(self, doc: Document, found: list[Mention]) -> None:
        self._all += [{**mention.to_dict(), "document": doc.id} for mention in found]

    def finish(self) -> None:
        from marsad.cli.formats import to_json

        self._stream.write(to_json(self._all, indent=2) + "\n")


_PRINTERS: Final[dict[str, type[_Tables | _Lines | _Array]]] = {"table": _Tables, "jsonl": _Lines, "json": _Array}
_FORMATS: Final = tuple(_PRINTERS)
