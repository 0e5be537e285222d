"""RSS and Atom feeds: one document an entry, from the text that the feed itself holds."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any, BinaryIO, NamedTuple

import msgspec

from marsad.errors import InputError, NotText
from marsad.model import Document, Provenance
from marsad.reading.building import InputFailure, bytes_provenance, extracted_document, read_whole
from marsad.reading.options import ReadOptions


class Entry(NamedTuple):
    """What a feed tells of a page that it names."""

    link: str
    title: str | None
    published: str | None


def is_feed(data: bytes) -> bool:
    """Whether bytes begin as a feed does, whatever their server calls them."""
    start = data[:4096].lower()
    if start[:2] in (b"\xff\xfe", b"\xfe\xff"):
        start = start.replace(b"\0", b"")
    return b"<html" not in start and any(mark in start for mark in (b"<rss", b"<feed", b"<rdf:rdf"))


def read_entries(data: bytes, name: str) -> tuple[str | None, list[Entry]]:
    """The title of a feed and the pages that it names, in its order. Raises `NotText`."""
    feed = _parse(data, name)
    found = [Entry(e["link"], plain_text(e.get("title", "")) or None, _day(e)) for e in feed.entries if e.get("link")]
    return feed.feed.get("title"), found


def _parse(data: bytes, name: str) -> Any:
    import feedparser

    if b"<!ENTITY" in data.replace(b"\0", b"").upper():
        raise NotText(name, "the feed defines entities of its own", "leave it out, or remove its DOCTYPE")
    feed = feedparser.parse(data, sanitize_html=True, resolve_relative_uris=False)
    if not feed.version:
        raise NotText(name, "neither RSS nor Atom", "give the address of the feed itself")
    return feed


def _day(entry: Any) -> str | None:
    moment = entry.get("published_parsed") or entry.get("updated_parsed")
    return datetime(*moment[:6]).date().isoformat() if moment else None


def read_feed(stream: BinaryIO, name: str, options: ReadOptions) -> Iterator[Document | InputFailure]:
    """The entries of a feed in its order: content, else summary; with title, day, address and the feed's own title as
    the outlet. The id is the entry's, else its address, else `FILE#NUMBER`."""
    data = read_whole(stream, name, options)
    feed = _parse(data, name)
    if not feed.entries:
        raise NotText(name, "the feed holds no entry", "nothing to code")
    outlet, whole = options.source or feed.feed.get("title"), bytes_provenance(data)
    for number, entry in enumerate(feed.entries, 1):
        id_ = entry.get("id") or entry.get("link") or f"{name}#{number}"
        try:
            doc = _entry_document(entry, str(id_), f"{name} entry {number}", outlet, options)
        except InputError as error:
            yield InputFailure(str(id_), error, Provenance(record=f"entry {number}"))
        else:
            place = msgspec.structs.replace(whole, record=f"entry {number}")
            yield msgspec.structs.replace(doc, provenance=place)


def _entry_document(entry: Any, id_: str, where: str, outlet: str | None, options: ReadOptions) -> Document:
    contents = [c.get("value", "") for c in entry.get("content", ())] or [entry.get("summary", "")]
    text = "\n".join(filter(None, map(plain_text, contents)))
    if not text:
        raise NotText(where, "the entry holds no text", "fetch the pages that the feed leads to: marsad fetch FEED")
    return extracted_document(
        text,
        id_,
        options,
        title=plain_text(entry.get("title", "")),
        published=_day(entry),
        source=outlet,
        url=entry.get("link"),
    )


def plain_text(markup: str) -> str:
    """The words of a piece of HTML, a paragraph a line.

    >>> plain_text("<p>قصف على <b>البلدة</b></p><p>ولا ضحايا</p>")
    'قصف على البلدة\\nولا ضحايا'
    """
    if "<" not in markup:
        return markup.strip()
    from lxml import html

    root = html.fragment_fromstring(markup, create_parent="div")
    for node in root.iter("script", "style"):
        node.text = None
    for node in root.iter("p", "br", "div", "li", "h1", "h2", "h3"):
        node.tail = "\n" + (node.tail or "")
    lines = (" ".join(line.split()) for line in root.text_content().split("\n"))
    return "\n".join(line for line in lines if line)
