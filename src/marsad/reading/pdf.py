"""PDF: the text layer, paragraph by paragraph. Glyphs become words in `pdfpages`, in a process of its own."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from typing import BinaryIO, Final

from marsad.errors import NotText, TooLong
from marsad.model import Document
from marsad.reading.apart import Apart, ReadingDied, ReadingHung
from marsad.reading.building import InputFailure, bytes_provenance, extracted_document, read_whole
from marsad.reading.options import ReadOptions

#: A damaged or hostile file can ask for any memory and any time.
_PAGES: Final = Apart("marsad.reading.pdfpages")


def read_pdf(stream: BinaryIO, name: str, options: ReadOptions) -> Iterator[Document | InputFailure]:
    """The text of a PDF, a paragraph a line. `NotText` for a scan without a text layer, a locked file, and one that cannot be read."""
    data = read_whole(stream, name, options)
    paragraphs: list[str] = []
    fault: dict[str, str] = {}
    size = 0
    try:
        with closing(_PAGES.ask(data)) as pages:
            for page in pages:
                if isinstance(page, dict):
                    fault = page
                    continue
                size += sum(map(len, page))
                if size > options.max_chars:
                    raise TooLong(name, f"more than {options.max_chars:,} characters", "split it, or raise --max-chars")
                paragraphs += page
    except ReadingDied:
        raise NotText(name, "no PDF that can be read (it takes too much memory)", "save it again, or as text") from None
    except ReadingHung:
        raise NotText(name, "no PDF that can be read (a page takes too long)", "save it again, or as text") from None
    if fault:
        raise NotText(name, fault["problem"], fault["advice"])
    if not paragraphs:
        raise NotText(name, "no text layer: a scan holds pictures of words", "run text recognition on it first")
    yield extracted_document("\n".join(paragraphs), name, options, provenance=bytes_provenance(data))
