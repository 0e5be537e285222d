"""The registry of bodies that can act: read from `data/*.yaml`, one file per region.

An entry is `id`, `name`, `name_en`, `names` (every surface form: spellings, acronyms, nicknames and epithets of
every camp), `adjectives` (masculine singular: حوثي finds الحوثيون and حوثية too) and `local` (forms that mean this
body only in news about the given countries). Ids follow the codebook: `COUNTRY-SECTOR[-unit]`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from importlib.resources import files
from typing import Final, TypeVar

import msgspec
import regex

from marsad.errors import BadData
from marsad.text.yamldata import parse_yaml

T = TypeVar("T")

SECTORS: Final = frozenset(
    {
        "GOV",
        "MIL",
        "COP",
        "SPY",
        "PRM",
        "REB",
        "UAF",
        "CRM",
        "CVL",
        "REF",
        "OPP",
        "LEG",
        "JUD",
        "JRN",
        "PTY",
        "IGO",
        "NGO",
    }
)
REGIONS: Final = (
    "international",
    "iraq",
    "syria",
    "yemen",
    "libya",
    "palestine_israel",
    "lebanon",
    "egypt",
    "sudan",
    "maghreb",
    "gulf",
    "turkey_iran",
    "sahel_somalia",
    "afghanistan_pakistan",
    "world",
)
_called: ContextVar[Mapping[str, tuple[str | None, str | None]]] = ContextVar("called", default={})  # noqa: B039  # never written to
_ID: Final = regex.compile(r"(?:[A-Z]{3}|\*)-(?P<sector>[A-Z]{3})(?:-[a-z0-9-]+)?")


class Entry(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A named body: its id, canonical names and surface forms."""

    id: str
    name: str
    name_en: str
    names: tuple[str, ...] = ()
    adjectives: tuple[str, ...] = ()
    local: dict[str, tuple[str, ...]] = {}
    #: Whether the name is one that somebody gave the actor, whatever its id.
    given: bool = False

    @property
    def country(self) -> str:
        """ISO 3166-1 alpha-3, or INT."""
        return self.id[:3]

    @property
    def sector(self) -> str:
        """The sector code of the codebook."""
        return self.id.split("-")[1]


def iter_actors() -> Iterator[Entry]:
    """Every entry of the registry, region by region."""
    yield from _entries().values()


def get_actor(actor_id: str) -> Entry | None:
    """The entry of an id, None when the registry has none (an id made of country and sector may still be right:
    `LBN-CVL`)."""
    entry, called = _entries().get(actor_id), _called.get().get(actor_id)
    if called is None:
        return entry
    name = called[0] or (entry.name if entry else called[1]) or actor_id
    name_en = called[1] or (entry.name_en if entry else called[0]) or actor_id
    return Entry(id=actor_id, name=name, name_en=name_en, given=True)


@contextmanager
def calling(names: Mapping[str, tuple[str | None, str | None]]) -> Iterator[None]:
    """Show actors under other names (id → Arabic, English) while the context lasts: those that the editors of a record gave them."""
    token = _called.set(names)
    try:
        yield
    finally:
        _called.reset(token)


def load_data(name: str, shape: type[T]) -> T:
    """The data file `data/<name>.yaml` in the given shape; `BadData` says what is wrong in it."""
    text = (files("marsad.actors") / "data" / f"{name}.yaml").read_text(encoding="utf-8")
    try:
        return msgspec.convert(parse_yaml(text), shape)
    except (ValueError, msgspec.ValidationError) as error:
        raise BadData(f"actors/data/{name}.yaml: {error}") from None


def check_id(actor_id: str, where: str) -> None:
    """`BadData` unless the id is well formed and its sector known."""
    match = _ID.fullmatch(actor_id)
    if not match or match["sector"] not in SECTORS:
        raise BadData(
            f"{where}: {actor_id!r} is no actor id; write COUNTRY-SECTOR or COUNTRY-SECTOR-unit, "
            f"sector one of {sorted(SECTORS)}"
        )


@cache
def _entries() -> dict[str, Entry]:
    found: dict[str, Entry] = {}
    for region in REGIONS:
        for entry in load_data(region, list[Entry]):
            check_id(entry.id, f"actors/data/{region}.yaml")
            if entry.id in found:
                raise BadData(f"actors/data/{region}.yaml: {entry.id} stands twice; merge the two entries")
            found[entry.id] = entry
    return found
