"""The two languages of the workbench: its words, and how it writes numbers, dates, places and bodies.

Words are data: `data/labels/SECTION.yaml` holds those of one page or part, each `{ar: …, en: …}`; a word that changes with a count has
forms by the plural categories of Unicode (Arabic: zero, one, two, few, many, other; English: one, other). The names of the codebook's
values (types, grades …) are those of the report.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import UTC, date, datetime
from functools import cache
from importlib.resources import files
from typing import Any, Final, Literal

from marsad.actors.registry import get_actor
from marsad.errors import BadData
from marsad.places.curated import iter_curated
from marsad.places.records import RANK
from marsad.report.labels import load_labels
from marsad.store.naming import Names
from marsad.text.yamldata import parse_yaml

Language = Literal["ar", "en"]
LANGUAGES: Final[tuple[Language, ...]] = ("ar", "en")
_LABELS: Final = files("marsad.web") / "data" / "labels"
_PREFERENCE: Final = re.compile(r"\s*([a-zA-Z*]{1,8})(?:-[\w-]*)?\s*(?:;\s*q=([01](?:\.\d{0,3})?))?\s*")


@cache
def load_words() -> dict[str, dict[str, Any]]:
    """Section → key → {ar, en}. The same object every time: do not change it. `BadData` when a word lacks a language."""
    sections: dict[str, dict[str, Any]] = {}
    for path in sorted(_LABELS.iterdir(), key=lambda p: p.name):
        if path.name.endswith(".yaml"):
            section = path.name.removesuffix(".yaml")
            sections[section] = parse_yaml(path.read_text(encoding="utf-8"))
            for key, word in sections[section].items():
                if not isinstance(word, dict) or set(word) != set(LANGUAGES):
                    raise BadData(f"{path.name}: {key} needs ar and en, and nothing else")
    return sections


def choose_language(chosen: str | None, accepted: str | None) -> Language:
    """What somebody chose, else the first of the two that the browser accepts, else Arabic.

    >>> choose_language(None, "fr-FR,en;q=0.7,ar;q=0.3")
    'en'
    """
    if chosen in LANGUAGES:
        return chosen
    wanted: list[tuple[float, int, Language]] = []
    for place, part in enumerate((accepted or "")[:500].split(",")):
        found = _PREFERENCE.fullmatch(part)
        if found and found[1].lower() in LANGUAGES:
            wanted.append((-float(found[2] or 1), place, found[1].lower()))  # type: ignore[arg-type]
    return min(wanted)[2] if wanted and min(wanted)[0] < 0 else "ar"


class Words:
    """What a page says in one language. In templates it is `t`: `{{ t("overview.title") }}`. `called`: actors that were given names."""

    def __init__(self, language: Language, called: Mapping[str, Names] | None = None) -> None:
        self.language, self._called = language, called or {}
        self.direction = "rtl" if language == "ar" else "ltr"

    def __call__(self, key: str, count: int | None = None, **values: object) -> str:
        """The words under "section.key"; with `count` in the form that it asks for, as «3 حوادث»."""
        section, _, name = key.partition(".")
        try:
            word = load_words()[section][name][self.language]
        except KeyError:
            raise BadData(f"labels: there is no word {key!r}; add it to data/labels/{section}.yaml") from None
        if isinstance(word, dict):
            word = word.get(plural(count or 0, self.language), word["other"])
        if count is not None:
            values["count"] = self.number(count)
        return str(word).format(**values) if values else str(word)

    def name(self, section: str, key: str | None) -> str:
        """The name of a codebook value: `name("types", "air_strike")` is «غارة جوية»; the key itself when it has none."""
        word = load_labels().get(section, {}).get(key) or load_words().get(section, {}).get(key or "")
        return str(word[self.language]) if word else key or self("common.unknown")

    def either(self, arabic: str | None, english: str | None) -> str:
        """A name in this language where there is one, else in the other."""
        return (english or arabic if self.language == "en" else arabic or english) or ""

    def number(self, value: float | None) -> str:
        """12,400: the same digits in both languages, as most of the press writes them."""
        if value is None:
            return "–"
        return f"{value:,}" if isinstance(value, int) else f"{value:,.2f}".rstrip("0").rstrip(".")

    def bounds(self, low: int | None, high: int | None) -> str:
        """4, 3–9, or 3+ where there is no upper bound."""
        if low is None:
            return "–"
        if high is None:
            return f"\u2066{low:,}+\u2069"  # isolated: in Arabic the plus would stand before the figure
        return f"{low:,}" if low == high else self("common.between", low=f"{low:,}", high=f"{high:,}")

    def day(self, value: date | str | None) -> str:
        """5 يوليو 2015, in both directions."""
        if value is None:
            return self("common.undated")
        given = date.fromisoformat(value) if isinstance(value, str) else value
        month = load_labels()["months"][given.month - 1][f"short_{self.language}"]
        return f"{given.day} {month} {given.year}"

    def days(self, start: date | str | None, end: date | str | None) -> str:
        """A span of days, one day where both are the same."""
        if start is None or end is None or str(start) == str(end):
            return self.day(start or end)
        return self("common.between", low=self.day(start), high=self.day(end))

    def moment(self, seconds: int | None) -> str:
        """A time in seconds since 1970, as UTC."""
        if seconds is None:
            return "–"
        given = datetime.fromtimestamp(seconds, UTC)
        return f"{self.day(given.date())} {given:%H:%M} UTC"

    def coordinates(self, lat: float, lon: float) -> str:
        """35.4680, 44.3920: latitude first; the caller isolates it, so that both directions show it so."""
        return f"{lat:.4f}, {lon:.4f}"

    def country(self, code: str | None) -> str:
        """The name of a country by its ISO alpha-3 code."""
        return self.name("countries", code) if code else ""

    def division(self, country: str | None, name: str) -> str:
        """A division of a country by its Arabic name: نينوى of IRQ is in English Nineveh; Arabic where no Latin name is known."""
        return latin_divisions().get((country or "", name), name) if self.language == "en" else name

    def divisions(self, country: str | None, names: str) -> str:
        """Several, the smaller first, as they stand in one line: «تلعفر، نينوى»."""
        return self("common.comma").join(self.division(country, name) for name in names.split("، "))

    def admin(self, value: str | None) -> str:
        """A first-level division: "SYR/إدلب" is «إدلب، سوريا», in English Idlib, Syria."""
        country, _, name = (value or "").partition("/")
        return self.within(self.division(country, name), self.country(country)) if country else name

    def within(self, inner: str, outer: str) -> str:
        """A place in a greater one. An Arabic name in an English line is isolated: it must not turn the line round."""
        if self.language == "en" and not inner.isascii():
            inner = f"\u2068{inner}\u2069"
        return self("common.within", inner=inner, outer=outer)

    def actor(self, actor_id: str, name: str | None = None) -> str:
        """A body as the registry names it, else by sector and country: "SYR-MIL" is «جيش وقوات مسلحة · سوريا»."""
        if (called := self._called.get(actor_id)) is not None:
            return self.either(called.name, called.name_en)
        entry = get_actor(actor_id)
        if entry is not None and actor_id.count("-") > 1:
            return self.either(entry.name, entry.name_en)
        country, _, rest = actor_id.partition("-")
        sector, _, unit = rest.partition("-")
        shown = name if unit and name else self.name("sectors", sector)
        return f"{shown} · {self.country(country)}" if country else shown


def plural(count: int, language: Language) -> str:
    """The plural category of a count, as CLDR has them: Arabic 3 to 10 is "few", 11 to 99 "many", 100 "other"."""
    if language == "en":
        return "one" if count == 1 else "other"
    if count < 3:
        return ("zero", "one", "two")[max(count, 0)]
    hundred = count % 100
    if 3 <= hundred <= 10:
        return "few"
    return "many" if hundred >= 11 else "other"


@cache
def latin_divisions() -> dict[tuple[str, str], str]:
    """Country and Arabic name → Latin name of the divisions and towns that the project names itself; of namesakes that of the larger."""
    places = sorted((row.place for row in iter_curated()), key=lambda place: RANK.get(place.feature, 0))
    return {(place.country, place.name): place.name_en for place in places if place.name_en}


@cache
def words_in(language: Language) -> Words:
    """The words of a language; the same object every time."""
    return Words(language)


def missing(words: Mapping[str, Mapping[str, Any]]) -> list[str]:
    """Words whose plural forms lack "other", the one that every language needs."""
    return [
        f"{section}.{key}.{language}"
        for section, entries in words.items()
        for key, word in entries.items()
        for language in LANGUAGES
        if isinstance(word[language], dict) and "other" not in word[language]
    ]
