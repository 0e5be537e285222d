"""A digest in the words of a language: what the page, the HTML file and the plain text all show."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple
from urllib.parse import quote

from marsad.web.digest.gather import Digest, Item, Source
from marsad.web.i18n import Words
from marsad.web.telling import changed, facts, headline


class SourceLine(NamedTuple):
    """One report in words; `article` is where it was published, `page` where the workbench shows its words."""

    outlet: str
    day: str | None
    title: str | None
    words: str
    article: str | None
    page: str | None


class Line(NamedTuple):
    """One incident in words."""

    incident_id: str
    headline: str
    page: str | None
    facts: list[str]
    changes: list[str]
    sources: list[SourceLine]
    more_sources: int


class View(NamedTuple):
    """A digest in words. `more_…` are incidents that are not spelled out; `everything` leads to them."""

    title: str
    period: str
    figures: list[tuple[str, str]]
    tables: list[tuple[str, list[tuple[str, str]]]]
    new: list[Line]
    more_new: int
    changed: list[Line]
    more_changed: int
    is_empty: bool
    everything: str | None
    notes: list[str]


def view_of(digest: Digest, t: Words, address: str | None) -> View:
    """The digest in words. `address`: where the workbench is to be reached, "https://marsad.example.org"; None: no links to it."""
    query = digest.chosen.to_query()
    base = address.rstrip("/") if address is not None else None

    def lines(items: Sequence[Item]) -> list[Line]:
        return [_line(item, t, base, names=digest.names) for item in items]

    return View(
        title=digest.name or t("digest.of_all"),
        period=t("digest.period", since=_moment(t, digest.since), until=_moment(t, digest.until)),
        figures=[
            (t("digest.figures_new"), t.number(digest.new)),
            (t("digest.figures_changed"), t.number(digest.changed)),
            (t("digest.figures_killed"), t.number(digest.killed)),
            (t("digest.figures_injured"), t.number(digest.injured)),
        ],
        tables=[
            (
                t("digest.by_type"),
                [(t("digest.others") if v == "others" else t.name("types", v), t.number(n)) for v, n in digest.by_type],
            ),
            (t("digest.by_admin"), [(_division(t, v), t.number(n)) for v, n in digest.by_admin]),
        ],
        new=lines(digest.items_new),
        more_new=digest.new - len(digest.items_new),
        changed=lines(digest.items_changed),
        more_changed=digest.changed - len(digest.items_changed),
        is_empty=digest.is_empty,
        everything=None if base is None else f"{base}/{'?' + query if query else ''}",
        notes=[t("digest.made"), *([] if digest.names else [t("digest.withheld")])],
    )


def subject(digest: Digest, t: Words) -> str:
    """The digest in one line: «قصف إدلب: 3 جديدة، 1 متغيرة»."""
    return t(
        "digest.subject",
        name=digest.name or t("digest.of_all"),
        new=t.number(digest.new),
        changed=t.number(digest.changed),
    )


def _line(item: Item, t: Words, base: str | None, *, names: bool) -> Line:
    told = [*changed(t, item.changes)]
    if item.joined:
        told.append(t("digest.joined", ids=t("common.comma").join(item.joined)))
    return Line(
        incident_id=item.incident.id,
        headline=headline(t, item.incident),
        page=None if base is None else f"{base}/incidents/{quote(item.incident.id)}",
        facts=facts(t, item.incident, names=names),
        changes=told,
        sources=[_source(source, t, base) for source in item.sources],
        more_sources=item.more_sources,
    )


def _source(source: Source, t: Words, base: str | None) -> SourceLine:
    page = f"{base}/documents/{quote(source.document_key)}?event={quote(source.event_id)}"
    return SourceLine(
        outlet=source.outlet or t("digest.no_source"),
        day=t.day(source.published) if source.published else None,
        title=source.title,
        words=source.words,
        article=source.url,
        page=None if base is None else page,
    )


def _division(t: Words, value: str) -> str:
    if value == "others":
        return t("digest.others")
    if not value:
        return t("common.unknown")
    return t.admin(value) if "/" in value else t.country(value)


def _moment(t: Words, when: datetime | None) -> str:
    if when is None:
        return t("digest.since_ever")
    return t.moment(int(when.timestamp()))
