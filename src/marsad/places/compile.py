"""From places with names to the tables that the reader looks up: which names, how ambiguous, which places."""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from enum import IntEnum
from typing import Final

import msgspec

from marsad.places.boundaries import Outline
from marsad.places.curated import iter_country_places, iter_curated
from marsad.places.geography import distance_km
from marsad.places.geonames import ARAB, capital_names, iter_geonames
from marsad.places.layer import Layer
from marsad.places.overlay import lay_over
from marsad.places.placed import Placed
from marsad.places.records import NamedPlace, Place
from marsad.places.wording import Wording, bare, bare_phrase, parse_wording
from marsad.text.folding import fold_key

_SAME_PLACE_KM: Final = 30.0
#: How a name is written, in the last two bits of an entry.
PLAIN, EXACT_WITH, EXACT_WITHOUT, WITH_ARTICLE = range(4)
_EXACT: Final = (EXACT_WITH, EXACT_WITHOUT)
_KIND_WORDS: Final = frozenset(
    {"حي", "قريه", "ناحيه", "قضاء", "بلده", "منطقه", "محافظه", "ولايه", "مركز", "معتمديه", "مديريه"}
)
#: Spots whose names are mostly words, unless the type word stands before them: حقل التنك.
_FACILITIES: Final = frozenset({"field", "base", "prison", "other", "university", "road"})
#: First words that villages share with people: أبو هريرة, الشيخ علي.
_OF_PEOPLE: Final = frozenset({"ابو", "ابي", "ام", "شيخ", "حاج", "عبد", "سيد", "امام"})
#: Countries that claim the same places: GeoNames has Jerusalem under Israel.
_SIDE: Final = {"ISR": "PSE"}
_ARAB: Final = frozenset(ARAB.values())


class Strength(IntEnum):
    """What a name needs to be taken for a place."""

    BLOCKED = 0  # no place: part of an outlet's or a body's name
    TYPED = 1  # a type word
    STRICT = 2  # a type word, or a list of several places
    COMMON = 3  # a type word, a list of places, its parent, or such a use elsewhere in the text
    WEAK = 4  # the same, or a preposition of place
    STRONG = 5  # nothing
    FAMOUS = 6  # nothing, even behind a proclitic that may be its own first letter


class Compiled(msgspec.Struct, frozen=True, array_like=True):
    """The tables as they are stored. `heads`: for the first word of names, how many words the longest of them has;
    `seconds`: for the first word of longer names, their second words; `outlines`: the imported areas, read when a point is asked for;
    `placed`: the names that people placed.
    """

    places: list[msgspec.Raw]
    names: dict[str, tuple[int, ...]]
    heads: dict[str, int]
    capitals: dict[str, int]
    wording: Wording
    seconds: dict[str, frozenset[str]]
    outlines: msgspec.Raw
    placed: tuple[Placed, ...] = ()


def embedded_rows() -> list[NamedPlace]:
    """The places of the package: curated ones, countries, GeoNames. Takes a second or more."""
    curated = _fill_points(list(iter_curated()))
    curated, others = _merge(curated, list(iter_geonames(curated)))
    return [*curated, *iter_country_places(curated, _middles(others)), *others]


def compile_gazetteer(rows: list[NamedPlace], layer: Layer | None = None) -> Compiled:
    """The tables of the embedded places (`embedded_rows`), with the user's own layer over them."""
    wording = parse_wording()
    outlines: list[Outline] = []
    if layer is not None:
        rows, outlines = lay_over(rows, layer, _spellings)
    names = _names(rows, wording)
    heads: dict[str, int] = defaultdict(int)
    seconds: dict[str, set[str]] = defaultdict(set)
    for name in names:
        first, size = name.split(" ", 1)[0], name.count(" ") + 1
        heads[first] = max(heads[first], size)
        if size > 1:
            seconds[first].add(name.split(" ", 2)[1])
    return Compiled(
        [msgspec.Raw(msgspec.msgpack.encode(r.place)) for r in rows],
        names,
        dict(heads),
        _capitals(rows),
        wording,
        {first: frozenset(found) for first, found in seconds.items()},
        msgspec.Raw(msgspec.msgpack.encode(outlines)),
        layer.placed if layer is not None else (),
    )


def _capitals(rows: list[NamedPlace]) -> dict[str, int]:
    """The position of each country's capital: the largest town of the English name that GeoNames gives."""
    wanted = {code: _latin(name) for code, name in capital_names().items() if name}
    best: dict[str, tuple[bool, int, int]] = {}
    for i, row in enumerate(rows):
        place = row.place
        name = _latin(place.name_en or "")
        capital = wanted.get(place.country)
        if place.feature == "town" and capital and name.startswith(capital):
            rank = (name in (capital, f"{capital}city"), place.population, -i)
            best[place.country] = max(best.get(place.country, rank), rank)
    return {code: -rank[2] for code, rank in best.items()}


def _latin(name: str) -> str:
    letters = unicodedata.normalize("NFKD", name.lower())
    return "".join(c for c in letters if c.isalpha() and c.isascii())


def _keys(row: NamedPlace) -> set[str]:
    return {bare_phrase(n.lstrip("=")) for n in row.names}


def _fill_points(rows: list[NamedPlace]) -> list[NamedPlace]:
    """Give the point of its nearest known parent to a place without one; its precision is then `near`."""
    by_name: dict[tuple[str, str], Place] = {}
    for row in sorted(rows, key=lambda r: r.place.rank):
        if row.place.lat is not None:
            by_name.setdefault((row.place.country, bare_phrase(row.place.name)), row.place)
    out = []
    for row in rows:
        p = row.place
        if p.lat is None:
            for parent in (p.admin3, p.admin2, p.admin1):
                found = by_name.get((p.country, bare_phrase(parent))) if parent else None
                if found:
                    p = msgspec.structs.replace(p, lat=found.lat, lon=found.lon, precision="near")
                    break
        out.append(NamedPlace(p, row.names))
    return out


def _merge(curated: list[NamedPlace], rows: list[NamedPlace]) -> tuple[list[NamedPlace], list[NamedPlace]]:
    """Curated places with the population and id that GeoNames gives, and what is left of GeoNames.

    A place of GeoNames is the curated one of its name within 30 km.
    """
    known: dict[tuple[str, str], list[int]] = defaultdict(list)
    for i, row in enumerate(curated):
        for key in _keys(row):
            known[_SIDE.get(row.place.country, row.place.country), key].append(i)
    out, others = list(curated), []
    for row in rows:
        same = {
            i
            for key in _keys(row)
            for i in known.get((_SIDE.get(row.place.country, row.place.country), key), ())
            if out[i].place.feature not in ("province", "country", "region", "desert")
            and _km(out[i].place, row.place) < _SAME_PLACE_KM
        }
        if not same:
            others.append(row)
        for i in same:
            place = out[i].place
            if row.place.population >= place.population and place.feature in (
                "town",
                "village",
                "district",
                "subdistrict",
            ):
                place = msgspec.structs.replace(
                    place, population=row.place.population, geonames_id=row.place.geonames_id
                )
                out[i] = NamedPlace(place, out[i].names)
    return out, others


def _km(a: Place, b: Place) -> float:
    if a.lat is None or a.lon is None or b.lat is None or b.lon is None:
        return float("inf")
    return distance_km(a.lat, a.lon, b.lat, b.lon)


def _middles(rows: list[NamedPlace]) -> dict[str, tuple[float, float]]:
    """The middle of each country's box of places, in degrees."""
    boxes: dict[str, list[tuple[float, float]]] = defaultdict(list)
    for row in rows:
        if row.place.lat is not None and row.place.lon is not None:
            boxes[row.place.country].append((row.place.lat, row.place.lon))
    return {
        code: (
            round((min(p[0] for p in points) + max(p[0] for p in points)) / 2, 2),
            round((min(p[1] for p in points) + max(p[1] for p in points)) / 2, 2),
        )
        for code, points in boxes.items()
    }


def _names(rows: list[NamedPlace], wording: Wording) -> dict[str, tuple[int, ...]]:
    entries: dict[str, list[int]] = defaultdict(list)
    strength: dict[str, Strength] = {}
    variants: dict[str, list[int]] = defaultdict(list)
    for i, row in enumerate(rows):
        for name in map(_without_kind, row.names):
            key = bare_phrase(name.lstrip("="))
            if not key or not _is_whole(key, row.place, wording):
                continue
            code = 4 * i + (EXACT_WITH if key in wording.directions else _article_code(name))
            entries[key].append(code)
            level = Strength.COMMON if name.startswith("=") else _strength(row.place, key)
            strength[key] = max(strength.get(key, level), level)
            for other in _spellings(key) if row.place.feature != "country" else ():
                variants[other].append(code)
                strength.setdefault(other, min(level, Strength.COMMON) if _is_loose(key, other) else level)
    for other, codes in variants.items():
        if other not in entries:
            entries[other] = codes
    out = {
        key: (int(_ambiguity(key, codes, strength[key], rows, wording)), *dict.fromkeys(codes))
        for key, codes in entries.items()
    }
    for phrase in wording.no_places:
        out[bare_phrase(phrase)] = (int(Strength.BLOCKED),)
    return out


def _ambiguity(key: str, codes: list[int], level: Strength, rows: list[NamedPlace], wording: Wording) -> Strength:
    """What the name needs in the end: the lists of ordinary words and names that must stand as written lower it."""
    if key in wording.lists["name_heads"]:
        return Strength.COMMON if all(c & 3 == EXACT_WITH for c in codes) else Strength.TYPED
    if key in wording.strict or key[0].isdigit():
        return Strength.STRICT
    if key in wording.common:
        return Strength.COMMON
    if key in wording.weak:
        return Strength.WEAK
    famous = any(rows[c >> 2].place.famous and c & 3 not in _EXACT for c in codes)
    if famous:
        return Strength.FAMOUS if level == Strength.STRONG else level
    return Strength.COMMON if any(c & 3 in _EXACT for c in codes) else level


def _without_kind(name: str) -> str:
    """A name without the type word that an alias may carry: حي النصر → النصر. The reader knows type words by itself."""
    first, _, rest = name.lstrip("=").partition(" ")
    return rest if rest and fold_key(first) in _KIND_WORDS else name


def _is_whole(key: str, place: Place, wording: Wording) -> bool:
    """Whether the name is no mere beginning of other names: أبو, تل, قرية تل."""
    heads = wording.lists["name_heads"]
    last = key.rsplit(" ", 1)[-1]
    return last not in heads or place.curated


def _article_code(name: str) -> int:
    article = bare(fold_key(name.lstrip("=").split()[0])) != fold_key(name.lstrip("=").split()[0])
    if name.startswith("="):
        return EXACT_WITH if article else EXACT_WITHOUT
    return WITH_ARTICLE if article else PLAIN


def _strength(place: Place, key: str) -> Strength:
    if place.curated:
        if " " not in key and place.feature in ("quarter", "village"):
            return Strength.COMMON if place.feature == "quarter" else Strength.WEAK
        if place.feature == "village" and key.split(" ", 1)[0] in _OF_PEOPLE:
            return Strength.COMMON
        if " " not in key and place.feature in _FACILITIES:
            return Strength.WEAK
        return Strength.STRONG if len(key) > 2 or place.feature == "country" else Strength.COMMON
    if len(key) <= 3:
        return Strength.COMMON if place.country in _ARAB else Strength.STRICT
    if place.country in _ARAB:
        return Strength.STRONG if place.population >= 100_000 else Strength.WEAK
    return Strength.STRONG if place.population >= 1_000_000 else Strength.WEAK


def _is_loose(key: str, other: str) -> bool:
    """Whether the spelling differs in its last letter alone, so that it may be another word."""
    return key[:-1] == other[:-1] or key[:-1] == other


#: Words that names join with the next one or leave apart: أبوغريب, تلعفر.
_JOINED: Final = (
    "ابو",
    "ابي",
    "ام",
    "تل",
    "خان",
    "بني",
    "بيت",
    "عين",
    "دير",
    "كفر",
    "قره",
    "البو",
    "بير",
    "جرف",
    "طوز",
    "سيد",
    "راس",
)


def _spellings(key: str) -> set[str]:
    """Other spellings of a name in look-up form: joined and split compounds, ابو and ابي, a final ا for ه."""
    words = key.split(" ")
    out: set[str] = set()
    if len(words) == 2 and len(key) >= 7:
        out.add(words[0] + words[1])
    if len(words) == 3:
        out.add(f"{words[0]}{words[1]} {words[2]}")
    for head in _JOINED:
        rest = words[0][len(head) :]
        if words[0].startswith(head) and len(rest) >= 4 and head in ("ابو", "تل", "قره", "طوز"):
            out.add(" ".join([head, bare(rest), *words[1:]]))
    for old, new in (("ابو", "ابي"), ("ابي", "ابو"), ("ابو", "ابا")):
        if words[0] == old:
            out.add(" ".join([new, *words[1:]]))
            if len(words) == 2:
                out.add(new + words[1])
    if len(key) >= 5 and key[-1] in "اه" and key[-2] not in "اهوي":
        out.add(key[:-1] + ("ه" if key[-1] == "ا" else "ا"))
    if key.endswith("اء") and len(key) >= 5:
        out.add(key[:-1])
    out.discard(key)
    return out
