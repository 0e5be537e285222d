"""The word lists of `data/`, loaded once, in look-up form."""

from __future__ import annotations

from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

from marsad.text.clitics import readings
from marsad.text.folding import fold_key
from marsad.text.yamldata import parse_yaml


@cache
def load(name: str) -> Any:
    """The content of a file of `data/` (name without .yaml)."""
    return parse_yaml((files("marsad.numerals") / "data" / f"{name}.yaml").read_text("utf-8"))


_GROUPS = ("law", "law_bodies", "short_year", "ordinal_heads", "rank_heads", "day_parts", "persons")


@cache
def _hint_table() -> dict[str, frozenset[str]]:
    roles, table = load("roles"), dict[str, set[str]]()

    def put(hint: str, forms: list[str]) -> None:
        for form in forms:
            table.setdefault(fold_key(form), set()).add(hint)

    for role, forms in roles["follow"].items():
        put(f"follow:{role}", forms)
    for role, forms in roles["precede"].items():
        put(f"precede:{role}", forms)
    for name in ("percent", "counted", "one_other", "names_before", "vague_other", "no_noun", "waw_nouns", *_GROUPS):
        put(name, roles[name])
    bounds = load("bounds")
    for name in ("joiners", "from", "openers", "moves", "spans", "sport", "subjects"):
        put(name, bounds[name])
    for qualifier, forms in bounds["verbs"].items():
        put(f"verb:{qualifier}", forms)
    vague = load("vague")
    for name in ("no_one_of_after", "no_one_of_before", "not_some", "lookalikes"):
        put(name, vague[name])
    return {key: frozenset(hints) for key, hints in table.items()}


_NOTHING: frozenset[str] = frozenset()


@lru_cache(maxsize=200_000)
def hints(key: str) -> frozenset[str]:
    """What a word next to a number says of it ("follow:distance", "counted" …), read through clitics and the article.

    >>> "follow:distance" in hints("كيلومترات"), "precede:unit" in hints("باللواء")
    (True, True)
    """
    table = _hint_table()
    for reading in readings(key):
        if not reading.pronoun and reading.stem in table:
            return table[reading.stem]
    return _NOTHING


def plain_hints(key: str) -> frozenset[str]:
    """The same for the word exactly as it stands, clitics not removed."""
    return _hint_table().get(key, _NOTHING)


@lru_cache(maxsize=200_000)
def noun_hints(key: str) -> frozenset[str]:
    """The same for a word behind a number: through the article alone, for a word with و or ب is no longer its noun."""
    table = _hint_table()
    return table.get(key) or (table.get(key[2:]) if key.startswith("ال") else None) or _NOTHING
