"""What a word can be in the name of a source: rank, office, body, name, outlet, from `lexicon/data/titles.yaml`."""

from __future__ import annotations

from functools import cache, lru_cache
from typing import Final

from marsad.coding.reporting import keys_of, load_yaml, reporting
from marsad.text.folding import fold_key
from marsad.text.words import Words

RANK: Final = 1
OFFICE: Final = 2
ANONYMOUS: Final = 4
BODY: Final = 8
NAME: Final = 16
OUTLET: Final = 32
END: Final = 64
HEAD: Final = RANK | OFFICE | ANONYMOUS | BODY | OUTLET

PREPOSITIONS: Final = frozenset(("في", "من", "لدي", "عن", "داخل", "قرب", "بين"))
QUOTES: Final = frozenset("«»“”\"„'")


@cache
def _table() -> dict[str, int]:
    raw = load_yaml("titles.yaml")
    table: dict[str, int] = {}
    for name, flag in (
        ("ranks", RANK),
        ("offices", OFFICE),
        ("anonymous", ANONYMOUS),
        ("organisations", BODY),
        ("outlets", OUTLET),
        ("given_names", NAME),
    ):
        for entry in raw[name]:
            keys = keys_of(str(entry))
            if len(keys) == 1:
                table[keys[0]] = table.get(keys[0], 0) | flag
    return table


@lru_cache(maxsize=50_000)
def flags(key: str) -> int:
    """What a word can be in the name of a source, as flags of this module; the article makes no difference."""
    table = _table()
    found = table.get(key, 0)
    if key.startswith("ال") and len(key) > 4:
        found |= table.get(key[2:], 0) & HEAD
    if key.startswith("عبد") and len(key) > 4:
        found |= NAME
    return END | (found & NAME) if key in reporting().ends else found


def has_article(key: str) -> bool:
    """Whether the word begins with the article."""
    return key.startswith("ال") and len(key) > 4


def word_flags(words: Words, i: int) -> int:
    """`flags` of word `i`, علي told from على by its spelling."""
    word = words[i]
    if word.key == "علي":
        return NAME if word.text.endswith("ي") else END
    return flags(word.key)


def outlet_at(words: Words, i: int) -> int:
    """The letters of ل before the outlet that word `i` names (لوكالة, للأناضول, لرويترز); 0 where it names none."""
    key = words.key(i)
    if key == "ل" and i + 1 < len(words):
        return 1 if words[i + 1].key in QUOTES or flags(words[i + 1].key) & OUTLET else 0
    if not key.startswith("ل") or len(key) < 4:
        return 0
    rest = "ال" + key[2:] if key.startswith("لل") else key[1:]
    named = flags(rest) & OUTLET or rest in agencies() or rest in _REPORTERS or rest in _brands()["names"]
    return 1 if named or words.key(i + 1) in _brands()["endings"] else 0


@cache
def _brands() -> dict[str, frozenset[str]]:
    """Names of outlets, and words that end such names: للجزيرة نت, لصحراء ميديا."""
    raw = load_yaml("titles.yaml")
    return {
        "names": frozenset(map(fold_key, raw["outlet_names"])),
        "endings": frozenset(map(fold_key, raw["outlet_endings"])),
    }


_REPORTERS: Final = frozenset(("مراسل", "مراسله", "مراسلنا", "مراسلي"))


@cache
def agencies() -> frozenset[str]:
    raw = load_yaml("furniture.yaml")
    return frozenset(
        keys_of(p)[0] for a in raw["agencies"] for p in (*a["strong"], *a["weak"]) if len(keys_of(p)[0]) > 3
    )


def is_outlet(words: Words, i: int) -> bool:
    """Whether word `i` begins the name of an outlet or an agency: وكالة رويترز, قناة «النيل», الأناضول."""
    return names_outlet(words.key(i))


def names_outlet(key: str) -> bool:
    """Whether a word by itself begins the name of an outlet or an agency."""
    return bool(flags(key) & OUTLET) or key in agencies()


def bare_key(key: str, skip: int) -> str:
    """The look-up form without `skip` letters of clitics: للجيش with one letter less is الجيش."""
    if skip and key[skip - 1 :].startswith("لل"):
        return "ال" + key[skip + 1 :]
    return key[skip:]


@cache
def alternatives() -> dict[str, frozenset[str]]:
    """Nouns that may name the same source later on: مصادر and المصدر, متحدث and الناطق."""
    out: dict[str, set[str]] = {}
    for group in load_yaml("titles.yaml")["same"]:
        keys = {keys_of(word)[0] for word in group}
        for key in keys:
            out.setdefault(key, set()).update(keys - {key})
    return {key: frozenset(others) for key, others in out.items()}


@cache
def feminine_plurals() -> frozenset[str]:
    """Broken plurals whose verb is feminine singular: قالت مصادر, أعلنت كتائب."""
    return frozenset(keys_of(word)[0] for word in load_yaml("titles.yaml")["feminine_plurals"])


@cache
def place_names() -> frozenset[str]:
    """Capitals that stand for their governments: بغداد تعلن, واشنطن قالت."""
    return frozenset(" ".join(keys_of(name)) for name in load_yaml("titles.yaml")["capitals"])
