"""The words around place names (`data/wording.yaml`), compiled to what the reader looks up."""

from __future__ import annotations

from importlib.resources import files
from typing import Any, Final

import msgspec

from marsad.errors import BadData
from marsad.text.folding import fold_key
from marsad.text.yamldata import parse_yaml

_LISTS: Final = (
    "before_countries",
    "between",
    "unit_heads",
    "unit_types",
    "unit_leads",
    "outlets",
    "near",
    "locative",
    "chain_links",
    "gloss_links",
    "kilometres",
    "miles",
    "metres",
    "kilometre_tail",
    "not_names",
    "verbs",
    "not_after_careful",
    "name_tails",
    "name_heads",
    "other_capitals",
    "ordinals",
    "institution_tails",
    "agencies",
    "born_in",
    "people_of",
    "positions",
    "fire_from",
    "setting_out",
    "struck",
    "towards",
    "brought",
    "stretches",
    "reporters",
    "reports",
    "members",
    "place_tails",
    "persons",
    "given_names",
)


class TypeWord(msgspec.Struct, frozen=True, gc=False):
    """A word that says what kind of place the name behind it is; `countries` are those that call their units so."""

    features: tuple[str, ...]
    unknown: str
    in_name: bool
    plural: bool
    key: str
    hamza: str
    countries: frozenset[str] = frozenset()


class Wording(msgspec.Struct, frozen=True):
    """All lists in look-up form. `directions` maps one or two words ("شمال شرق") to degrees, `bodies` bodies to their countries,
    `demonyms` adjectives to the names of their town or region.

    `homely` are words of kind in news of their `countries` alone (مركز، قسم، لواء), and something else elsewhere.
    """

    types: dict[str, TypeWord]
    homely: dict[str, TypeWord]
    directions: dict[str, int]
    numbers: dict[str, float]
    no_places: list[str]
    weak: frozenset[str]
    common: frozenset[str]
    strict: frozenset[str]
    lists: dict[str, frozenset[str]]
    bodies: dict[str, str]
    demonyms: dict[str, str]


def wording_bytes() -> bytes:
    """The files as they are, for the hash of the compiled gazetteer."""
    folder = files("marsad.places") / "data"
    return (folder / "wording.yaml").read_bytes() + (folder / "common.yaml").read_bytes()


def parse_wording() -> Wording:
    """Read `data/wording.yaml` and `data/common.yaml`."""

    folder = files("marsad.places") / "data"
    data: dict[str, Any] = parse_yaml((folder / "wording.yaml").read_text(encoding="utf-8"))
    common: dict[str, Any] = parse_yaml((folder / "common.yaml").read_text(encoding="utf-8"))
    missing = [name for name in _LISTS if name not in data]
    if missing:
        raise BadData(f"places/data/wording.yaml: the lists {', '.join(missing)} are missing")
    types, homely = _types(data["types"]), _types(data["homely"])
    directions = {fold_key(w): int(angle) for angle, words in data["directions"].items() for w in words}
    lists = {name: frozenset(fold_key(str(w)) for w in data[name]) for name in _LISTS}
    numbers = {fold_key(w): float(n) for w, n in data["numbers"].items()}
    levels = [frozenset(bare_phrase(str(w)) for w in common[level]) for level in ("weak", "common", "strict")]
    phrases = [fold_key(p) for p in data["no_places"]]
    bodies = {fold_key(w): code for code, words in data["bodies"].items() for w in words}
    demonyms = {fold_key(w): town for town, words in data["demonyms"].items() for w in words}
    return Wording(
        types, homely, directions, numbers, phrases, levels[0], levels[1], levels[2], lists, bodies, demonyms
    )


def _types(entries: list[dict[str, Any]]) -> dict[str, TypeWord]:
    types: dict[str, TypeWord] = {}
    for entry in entries:
        for plural, words in ((False, entry["words"]), (True, entry.get("plural", []))):
            for word in words:
                key = fold_key(word)
                known = types[key].hamza if key in types else ""
                types[key] = TypeWord(
                    tuple(entry["features"]),
                    entry["unknown"],
                    bool(entry.get("in_name")),
                    plural,
                    fold_key(entry["words"][0]),
                    known + "".join(c for c in word if c in "أإ"),
                    frozenset(entry.get("countries", ())),
                )
    return types


def bare(key: str) -> str:
    """A word in look-up form without the article, where it has one."""
    return key[2:] if len(key) > 4 and key.startswith("ال") else key


def bare_phrase(phrase: str) -> str:
    """A phrase in look-up form, each word without the article: جرف النصر → جرف نصر."""
    return " ".join(bare(part) for part in fold_key(phrase).replace("-", " ").split())
