"""Atom feeds (RFC 4287) of saved searches. Whoever reads a feed has shown no more than its address: names of people and words of
articles are withheld, as from the public.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any, Final
from urllib.parse import quote

from lxml import etree

from marsad.model import Incident
from marsad.web.i18n import Words
from marsad.web.queries.searches import Latest
from marsad.web.telling import facts, headline

ATOM: Final = "http://www.w3.org/2005/Atom"
XHTML: Final = "http://www.w3.org/1999/xhtml"
#: Who names the entries, and since when (RFC 4151): an id says which incident it is, wherever the record is served.
TAG: Final = "tag:marsad,2026"
#: Characters that XML 1.0 cannot hold.
_NO_XML: Final = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def entry_id(incident_id: str) -> str:
    """The id of an entry: an incident keeps it through changes and merges into it."""
    return f"{TAG}:incident/{incident_id}"


def to_atom(
    name: str,
    search_id: str,
    query: str,
    found: Iterable[tuple[Latest, Incident]],
    t: Words,
    *,
    address: str,
    own: str,
    updated: str,
) -> bytes:
    """The feed of a search. `address`: where the workbench is reached, without a slash at the end; `own`: the address of the feed itself;
    `updated`: when the search was made or changed, RFC 3339, which is the feed's time where it has no later entry.
    """
    feed = etree.Element(_atom("feed"), nsmap={None: ATOM})
    feed.set("{http://www.w3.org/XML/1998/namespace}lang", t.language)
    rows = list(found)
    _add(feed, "id", f"{TAG}:search/{search_id}")
    _add(feed, "title", f"{name} · {t('common.site')}")
    _add(feed, "subtitle", t("digest.feed_subtitle"))
    _add(feed, "updated", max([updated, *(row.changed for row, _ in rows if row.changed)]))
    _link(feed, "self", own, "application/atom+xml")
    _link(feed, "alternate", f"{address}/{'?' + query if query else ''}", "text/html", t.language)
    author = etree.SubElement(feed, _atom("author"))
    _add(author, "name", t("common.site"))
    _add(feed, "generator", "Marsad")
    _add(feed, "rights", t("digest.made"))
    for row, incident in rows:
        _entry(feed, row, incident, t, address, updated)
    return bytes(etree.tostring(feed, xml_declaration=True, encoding="utf-8", pretty_print=True))


def _entry(feed: Any, row: Latest, incident: Incident, t: Words, address: str, otherwise: str) -> None:
    entry = etree.SubElement(feed, _atom("entry"))
    told = facts(t, incident, names=False)
    _add(entry, "id", entry_id(incident.id))
    _add(entry, "title", headline(t, incident))
    _add(entry, "published", row.made or otherwise)
    _add(entry, "updated", row.changed or otherwise)
    page = f"{address}/incidents/{quote(incident.id)}"
    _link(entry, "alternate", page, "text/html", t.language)
    category = etree.SubElement(entry, _atom("category"))
    category.set("term", incident.type)
    category.set("label", t.name("types", incident.type))
    _add(entry, "summary", " · ".join(told))
    content = etree.SubElement(entry, _atom("content"))
    content.set("type", "xhtml")
    div = etree.SubElement(content, f"{{{XHTML}}}div", nsmap={None: XHTML})
    div.set("dir", t.direction)
    div.set("lang", t.language)
    heading = etree.SubElement(etree.SubElement(div, f"{{{XHTML}}}p"), f"{{{XHTML}}}a")
    heading.set("href", page)
    heading.text = _clean(headline(t, incident))
    items = etree.SubElement(div, f"{{{XHTML}}}ul")
    for fact in told:
        etree.SubElement(items, f"{{{XHTML}}}li").text = _clean(fact)


def _atom(name: str) -> str:
    return f"{{{ATOM}}}{name}"


def _add(parent: Any, name: str, text: str) -> None:
    etree.SubElement(parent, _atom(name)).text = _clean(text)


def _link(parent: Any, rel: str, href: str, kind: str, language: str | None = None) -> None:
    link = etree.SubElement(parent, _atom("link"))
    for name, value in (("rel", rel), ("href", href), ("type", kind), ("hreflang", language)):
        if value:
            link.set(name, _clean(value))


def _clean(text: str) -> str:
    return _NO_XML.sub("\ufffd", text)
