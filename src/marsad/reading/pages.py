"""HTML into text. The text of a page is its extraction: offsets count in it, not in the page's source."""

from __future__ import annotations

import logging
import warnings
from typing import Final, NamedTuple
from urllib.parse import urlsplit

import regex

from marsad.errors import BadSetting, NotText
from marsad.model import Published
from marsad.reading.dates import parse_published
from marsad.reading.encodings import AUTO, check_encoding, decode

_CHARSET: Final = regex.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w-]{2,30})""", regex.IGNORECASE)
_HEAD: Final = 4096


class Page(NamedTuple):
    """What a page yields; `published` is unknown where neither its markup nor its address says it. `source` is the outlet
    as the page names itself, `host` that of its address, for one that does not.
    """

    text: str
    title: str | None
    published: Published
    url: str | None
    encoding: str
    source: str | None = None
    host: str | None = None


def read_page(data: bytes, name: str, encoding: str = AUTO, url: str | None = None) -> Page:
    """The article of an HTML page, without menus and furniture; `url` where it is known from elsewhere. Raises `NotText`
    when the page holds none."""
    decoded = decode(data, name, _declared(data) if encoding == AUTO else encoding)
    text, metadata = _extract(decoded.text, url)
    if not text.strip():
        raise NotText(name, "no text found in the page", "save the article itself as .txt")
    date = metadata.get("date")
    try:
        published = parse_published(date) if date else Published()
    except BadSetting:
        published = Published()
    address = url or metadata.get("url")
    parts = urlsplit(address) if address else None
    host = (parts.hostname or "").removeprefix("www.") if parts else ""
    outlet = metadata.get("sitename")
    if outlet and parts and outlet.removeprefix("www.") in (host, parts.netloc.removeprefix("www.")):
        outlet = None  # the extractor takes the host where the page does not name itself
    return Page(
        text,
        metadata.get("title"),
        published,
        metadata.get("url"),
        decoded.encoding,
        outlet,
        host or None,
    )


def _declared(data: bytes) -> str:
    """The encoding that the page declares, unless its bytes are UTF-8 all the same (pages are often saved anew)."""
    declared = _CHARSET.search(data[:_HEAD])
    if not declared or data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return AUTO
    try:
        data.decode("utf-8")
        return AUTO
    except UnicodeDecodeError:
        pass
    try:
        found = check_encoding(declared.group(1).decode("ascii"))
    except BadSetting:
        return AUTO
    return AUTO if found == "utf-8" else found


def _extract(html: str, url: str | None) -> tuple[str, dict[str, str]]:
    import trafilatura

    for noisy in ("trafilatura", "htmldate"):  # they log what they give up on; the failure says it
        logging.getLogger(noisy).setLevel(logging.CRITICAL)
    warnings.filterwarnings("ignore", module=r"dateutil\.")  # of a date the day is read alone
    try:
        found = trafilatura.bare_extraction(
            html,
            url=url,
            with_metadata=True,
            include_comments=False,
            date_extraction_params={"extensive_search": False},
        )
        text = getattr(found, "text", None)
        if text and text.strip():
            return text, {k: v for k in ("title", "date", "url", "sitename") if (v := getattr(found, k, None))}
        return trafilatura.html2txt(html) or "", {}
    except Exception:  # lxml and the extractor raise many kinds on broken markup; one page must not stop the run
        return "", {}
