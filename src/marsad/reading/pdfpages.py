"""The pages of a PDF as text, read in a process of its own (`python -m marsad.reading.pdfpages`).

A PDF holds glyphs at positions. Sorted by position, an Arabic line stands in visual order: its words run backwards,
its numbers forwards, its letters are presentation forms and its brackets are mirrored. `to_logical` undoes that.
"""

from __future__ import annotations

import io
import logging
import unicodedata
from collections.abc import Iterator
from typing import Any, Final

import regex

from marsad.reading.apart import serve
from marsad.reading.building import first_line

_ARABIC: Final = regex.compile(r"\p{Arabic}")
_LATIN: Final = regex.compile(r"\p{Latin}")
#: What runs left to right inside an Arabic line: numbers with their separators, Latin words.
_LEFT_TO_RIGHT: Final = regex.compile(r"[\p{Latin}\p{Nd}](?:[\p{Latin}\p{Nd}.,:/\-٫٬%@_ ]*[\p{Latin}\p{Nd}%])?")
_MIRRORED: Final = str.maketrans("()[]{}<>«»", ")(][}{><»«")
_MAX_PAGES: Final = 5000


def read_pages(data: bytes) -> Iterator[list[str] | dict[str, str]]:
    """The paragraphs of each page; at last what went wrong, when something did: `{"problem": …, "advice": …}`."""
    from pdfminer.high_level import extract_pages
    from pdfminer.pdfdocument import PDFPasswordIncorrect, PDFTextExtractionNotAllowed

    logging.getLogger("pdfminer").setLevel(logging.CRITICAL)
    try:
        for page in extract_pages(io.BytesIO(data), maxpages=_MAX_PAGES):
            yield list(_paragraphs(page))
    except (PDFPasswordIncorrect, PDFTextExtractionNotAllowed):
        yield {"problem": "the PDF is locked by a password", "advice": "save it without one"}
    except MemoryError:
        raise
    except Exception as error:  # the library raises many kinds on a broken file
        yield {"problem": f"no PDF that can be read ({first_line(error)})", "advice": "save it again, or as text"}


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


if __name__ == "__main__":
    serve(read_pages)
