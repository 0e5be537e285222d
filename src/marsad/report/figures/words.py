"""What figures call things, in the language of the figure, and their colours: `data/figures.yaml` and the report's labels."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from typing import Any, Final, Literal

import msgspec

from marsad.actors.registry import get_actor
from marsad.errors import BadData
from marsad.exports.names import admin_in_english
from marsad.report.labels import load_labels
from marsad.text.yamldata import parse_yaml

Language = Literal["ar", "en"]
Both = dict[str, str]


class Sheet(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The file `figures.yaml`."""

    families: dict[str, str]
    outcomes: dict[str, str]
    roles: dict[str, str]
    titles: dict[str, Both]
    words: dict[str, Both]


@cache
def load_sheet() -> Sheet:
    """The words and colours; `BadData` says what is wrong in the file."""
    text = (files("marsad.report") / "data" / "figures.yaml").read_text(encoding="utf-8")
    try:
        return msgspec.convert(parse_yaml(text), Sheet)
    except (ValueError, msgspec.ValidationError) as error:
        raise BadData(f"report/data/figures.yaml: {error}") from None


@cache
def family_of() -> dict[str, str]:
    """Event type → family."""
    return {t: name for name, family in load_labels()["families"].items() for t in family["types"]}


class Words:
    """The words of one language."""

    def __init__(self, lang: Language) -> None:
        self.lang: Final = lang
        self.rtl: Final = lang == "ar"
        self._labels: Final[dict[str, Any]] = load_labels()

    def title(self, what: str) -> str:
        """The title of a figure."""
        return load_sheet().titles[what][self.lang]

    def word(self, key: str) -> str:
        """A word of `figures.yaml`."""
        return load_sheet().words[key][self.lang]

    def label(self, section: str, key: str) -> str:
        """The name of a codebook value: `label("types", "air_strike")`."""
        found = self._labels[section].get(key)
        return found[self.lang] if found else key

    def country(self, iso3: str | None) -> str:
        """The name of a country; the code itself where it is not known."""
        return self.label("countries", iso3 or "XXX")

    def actor(self, actor_id: str) -> str:
        """A body by its name, people and unnamed bodies by sector and country: never the name of a person.

        >>> Words("en").actor("IRQ-CVL"), Words("ar").actor("INT-REB-islamic-state")
        ('civilians · Iraq', 'تنظيم الدولة الإسلامية')
        """
        entry = get_actor(actor_id)
        country, sector, *unit = actor_id.split("-")
        if entry is not None and (entry.given or unit):
            return entry.name if self.rtl else entry.name_en
        kind = self.label("sectors", sector)
        name = kind if country == "XXX" else f"{kind} · {self.country(country)}"
        return f"{name} · {' '.join(unit)}" if unit else name

    def province(self, country: str | None, admin1: str | None) -> str:
        """A governorate with its country, or the country alone."""
        if admin1 is None:
            told = self.word("unplaced")
            return f"{self.country(country)} · {told}" if country else told
        name = admin1 if self.rtl else admin_in_english(admin1, country, 1) or admin1
        return f"{name} · {self.country(country)}" if country else name

    def month(self, number: int) -> str:
        """The short name of a month, 1 to 12."""
        return str(self._labels["months"][number - 1][f"short_{self.lang}"])

    def day(self, iso: str) -> str:
        """5 Jul 2015."""
        year, month, day = map(int, iso.split("-"))
        return f"{day} {self.month(month)} {year}"

    def days(self, start: str, end: str) -> str:
        """A span of days: in Arabic with a word between, for a dash leaves open from which side figures are read."""
        if start == end:
            return self.day(start)
        return f"{self.day(start)} {'إلى' if self.rtl else '–'} {self.day(end)}"

    def number(self, value: int) -> str:
        """12,400: the same digits in both languages."""
        return f"{value:,}"

    def joined(self, parts: Iterable[str]) -> str:
        """Parts of a note in one line."""
        return "  ·  ".join(part for part in parts if part)
