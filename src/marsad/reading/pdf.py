"""PDF: the text layer, with the order of right-to-left lines put right.

A PDF holds glyphs at positions. Sorted by position, an Arabic line stands in visual order: its words run backwards,
its numbers forwards, its letters are presentation forms and its brackets are mirrored. `to_logical` undoes that.
"""

from __future__ import annotations

import io
import logging
import unicodedata
from collections.abc import Iterator
from typing import Any, BinaryIO, Final

import regex

from marsad.errors import NotText, TooLong
from marsad.model import Document
from marsad.reading.building import InputFailure, bytes_provenance, extracted_document, first_line, read_whole
from marsad.reading.options import ReadOptions

_ARABIC: Final = regex.compile(r"\p{Arabic}")
_LATIN: Final = regex.compile(r"\p{Latin}")
#: What runs left to right inside an Arabic line: numbers with their separators, Latin words.
_LEFT_TO_RIGHT: Final = regex.compile(r"[\p{Latin}\p{Nd}](?:[\p{Latin}\p{Nd}.,:/\-٫٬%@_ ]*[\p{Latin}\p{Nd}%])?")
_MIRRORED: Final = str.maketrans("()[]{}<>«»", ")(][}{><»«")
_MAX_PAGES: Final = 5000


def read_pdf(stream: BinaryIO, name: str, options: ReadOptions) -> Iterator[Document | InputFailure]:
    """The text of a PDF, a paragraph a line. `NotText` for a scan without a text layer, and for a locked file."""
    from pdfminer.high_level import extract_pages
    from pdfminer.pdfdocument import PDFPasswordIncorrect, PDFTextExtractionNotAllowed

    logging.getLogger("pdfminer").setLevel(logging.CRITICAL)
    data = read_whole(stream, name, options)
    paragraphs: list[str] = []
    size = 0
    try:
        for page in extract_pages(io.BytesIO(data), maxpages=_MAX_PAGES):
            for text in _paragraphs(page):
                size += len(text)
                if size > options.max_chars:
                    raise TooLong(name, f"more than {options.max_chars:,} characters", "split it, or raise --max-chars")
                paragraphs.append(text)
    except TooLong:
        raise
    except (PDFPasswordIncorrect, PDFTextExtractionNotAllowed):
        raise NotText(name, "the PDF is locked by a password", "save it without one") from None
    except Exception as error:  # the library raises many kinds on a broken file
        raise NotText(name, f"no PDF that can be read ({first_line(error)})", "save it again, or as text") from None
    if not paragraphs:
        raise NotText(name, "no text layer: a scan holds pictures of words", "run text recognition on it first")
    yield extracted_document("\n".join(paragraphs), name, options, provenance=bytes_provenance(data))


def _paragraphs(page: Any) -> Iterator[str]:
    from pdfminer.layout import LTTextBox, LTTextLine

    for box in page:
        if not isinstance(box, LTTextBox):
            continue
        lines = [to_logical(line.get_text()) for line in box if isinstance(line, LTTextLine)]
        text = " ".join(line for line in lines if line)
        if text:
            yield text


def to_logical(line: str) -> str:
    """A line of glyphs in visual order as text in reading order; a line without Arabic stays.

    >>> to_logical("2017 راذآ 5 ﻞﺼﺻﻮﻤﻟا"[::1]) == to_logical("2017 راذآ 5 ﻞﺼﺻﻮﻤﻟا")
    True
    >>> to_logical("12 ﺐﻴﺻأو")
    'وأصيب 12'
    """
    line = " ".join(line.split())
    if not _ARABIC.search(line):
        return unicodedata.normalize("NFKC", line)
    if len(_LATIN.findall(line)) > len(_ARABIC.findall(line)):
        return unicodedata.normalize("NFKC", line)
    # A ligature is one glyph and several letters: its letters are in reading order already, so glyphs are turned round.
    turned = "".join(unicodedata.normalize("NFKC", glyph) for glyph in reversed(line.translate(_MIRRORED)))
    return _LEFT_TO_RIGHT.sub(lambda run: run.group()[::-1], turned)
