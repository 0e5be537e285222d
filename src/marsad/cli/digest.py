"""`marsad digest`: what is new in the record and what changed, to read and to send."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from marsad.cli.record import DEFAULT_STORE, StoreOption

if TYPE_CHECKING:
    from marsad.web.digest import Digest


def digest(
    search: Annotated[
        str | None, typer.Option(metavar="NAME", help="A search that was saved in the workbench, by name or id.")
    ] = None,
    since: Annotated[
        str, typer.Option(metavar="WHEN", help="What entered the record since: 7d, 24h, 2w or YYYY-MM-DD; ever.")
    ] = "7d",
    format_: Annotated[
        str | None,
        typer.Option(
            "--format",
            "-f",
            metavar="FORMAT",
            help="html, eml or text.",
            show_default="by the file's ending, else text",
        ),
    ] = None,
    lang: Annotated[str, typer.Option(metavar="LANG", help="ar or en.")] = "ar",
    output: Annotated[
        Path | None,
        typer.Option("--output", "-o", metavar="FILE", help="The file to write.", show_default="standard output"),
    ] = None,
    types: Annotated[
        list[str] | None, typer.Option("--type", metavar="TYPE", help="Event type, as air_strike; may be repeated.")
    ] = None,
    country: Annotated[list[str] | None, typer.Option(metavar="CODE", help="Country, as SYR; may be repeated.")] = None,
    admin: Annotated[
        list[str] | None, typer.Option(metavar="DIVISION", help="Governorate, as SYR/إدلب; may be repeated.")
    ] = None,
    place: Annotated[str | None, typer.Option(metavar="NAME", help="The place, as the record has it.")] = None,
    actor: Annotated[list[str] | None, typer.Option(metavar="ID", help="Actor's id; may be repeated.")] = None,
    source: Annotated[list[str] | None, typer.Option(metavar="OUTLET", help="Outlet; may be repeated.")] = None,
    words: Annotated[
        str | None, typer.Option("--words", metavar="WORDS", help="Words that the texts have, in any spelling.")
    ] = None,
    query: Annotated[
        str | None, typer.Option(metavar="QUERY", help="The filter of an address of the workbench: what follows its ?.")
    ] = None,
    with_names: Annotated[
        bool, typer.Option("--with-names", help="Names of persons, titles and whole sentences, too.")
    ] = False,
    address: Annotated[
        str | None, typer.Option(metavar="URL", help="Where the workbench is reached: lines lead to its pages.")
    ] = None,
    sender: Annotated[str | None, typer.Option("--from", metavar="MAIL", help="Sender of the e-mail.")] = None,
    recipient: Annotated[
        list[str] | None, typer.Option("--to", metavar="MAIL", help="Recipient of the e-mail; may be repeated.")
    ] = None,
    store: StoreOption = DEFAULT_STORE,
) -> int:
    """Write what is new in the record since a day and what changed, as a page, an e-mail or plain text."""
    from marsad.web.digest import to_eml, to_html, to_text
    from marsad.web.i18n import LANGUAGES, words_in

    kind = _one_of("format", format_ or _ending(output), ("html", "eml", "text"))
    language = words_in(_one_of("lang", lang, LANGUAGES))
    _check_address(address)
    fields = {"type": types, "country": country, "admin": admin, "actor": actor, "source": source}
    pairs = [(name, value) for name, values in fields.items() for value in values or ()]
    pairs += [(name, value) for name, value in (("place", place), ("q", words)) if value]
    made = _gather(store, search, pairs, query, since, with_names)
    if kind == "eml":
        body = to_eml(made, language, address, sender=sender, recipients=recipient or ())
    else:
        body = (to_html if kind == "html" else to_text)(made, language, address).encode()
    _hand_out(body, made, output)
    return 0


def _hand_out(body: bytes, made: Digest, output: Path | None) -> None:
    """To standard output, or into a file with a line about it."""
    from marsad.cli.output import write_bytes

    if output is None:
        sys.stdout.buffer.write(body)
        sys.stdout.flush()
    else:
        write_bytes(output, body)
        sys.stderr.write(f"marsad: {made.new} new and {made.changed} changed incidents in {output}\n")


def _gather(
    store: Path, search: str | None, pairs: list[tuple[str, str]], query: str | None, since: str, names: bool
) -> Digest:
    from datetime import UTC, datetime

    from marsad.errors import BadSetting
    from marsad.store import open_store
    from marsad.web.digest import gather, parse_period
    from marsad.web.queries.filters import parse_filter
    from marsad.web.queries.index import Index
    from marsad.web.queries.searches import filter_of

    if search is not None and (pairs or query is not None):
        raise BadSetting("search: a saved search has its filter; leave out --search, or the other choices")
    if query is not None and pairs:
        raise BadSetting("query: it is a whole filter; leave out --query, or the other choices")
    now = datetime.now(UTC)
    began = None if since == "ever" else parse_period(since, now)
    with open_store(store, read_only=True) as opened:
        found = opened.searches.named(search) if search is not None else None
        chosen = filter_of(found.query if found else query) if found or query is not None else parse_filter(pairs)  # type: ignore[arg-type]
        index = Index(opened.con)
        while chosen.q and index.split_some():
            pass  # the words of a large store are split piece by piece
        return gather(opened, chosen, since=began, until=now, name=found.name if found else None, names=names)


def _one_of(name: str, value: str, known: tuple[str, ...]) -> str:
    from marsad.errors import BadSetting

    if value not in known:
        raise BadSetting(f"{name}: {value!r} is unknown; one of {', '.join(known)}")
    return value


def _ending(output: Path | None) -> str:
    return {".html": "html", ".htm": "html", ".eml": "eml"}.get(output.suffix.lower() if output else "", "text")


def _check_address(address: str | None) -> None:
    from marsad.errors import BadSetting

    if address is not None and not address.lower().startswith(("http://", "https://")):
        raise BadSetting(f"address: {address!r} is none of the web; write it as https://marsad.example.org")
