"""When two values agree: 1 for yes, 0.5 for half, 0 for no. The bounds are those of the scoring rules in docs/quality.md."""

from __future__ import annotations

import math
from collections.abc import Callable
from datetime import date
from typing import Any, Final

import regex

from marsad.text.folding import fold_key

Value = dict[str, Any]

#: How far a point may lie from the gold's, in kilometres, by the gold's precision.
TOLERANCE_KM: Final = {
    "exact": 10,
    "town": 15,
    "offset": 15,
    "near": 30,
    "district": 40,
    "province": 120,
    "country": 600,
}
#: Longer names are no names.
MAX_WORDS: Final = 12
_WORD: Final = regex.compile(r"[\w\u0600-\u06ff]+")


def fold_name(text: str | None) -> str:
    """A name without orthographic variants and articles: الفلوجة and فلوجه are one."""
    words = (regex.sub(r"^(?:ال|al[- ])", "", w) for w in _WORD.findall(fold_key(text or "")))
    return " ".join(w for w in words if w)


def distance_km(a: Value, b: Value) -> float | None:
    """Great-circle distance; None where a side has no point."""
    points = [x.get(k) for x in (a, b) for k in ("lat", "lon")]
    if any(not isinstance(p, (int, float)) for p in points):
        return None
    lat1, lon1, lat2, lon2 = (math.radians(float(p)) for p in points if p is not None)
    h = math.sin((lat2 - lat1) / 2) ** 2 + math.cos(lat1) * math.cos(lat2) * math.sin((lon2 - lon1) / 2) ** 2
    return 12742 * math.asin(min(1.0, math.sqrt(h)))


def places(gold: Value, coded: Value) -> float:
    """Names that agree and points that are near; 0.5 for a name without a point, or for the province alone."""
    g, c = fold_name(gold.get("name")), fold_name(coded.get("name"))
    distance = distance_km(gold, coded)
    limit = gold.get("km", TOLERANCE_KM.get(gold.get("precision", "town"), 15))
    named = bool(g and c) and len(c.split()) <= MAX_WORDS and (f" {g} " in f" {c} " or f" {c} " in f" {g} ")
    if named:
        if "lat" not in gold:
            return 1.0
        return 0.5 if distance is None else float(distance <= 3 * limit)
    if distance is not None and distance <= limit:
        return 1.0
    province = fold_name(gold.get("admin1"))
    return 0.5 if province and province in (fold_name(coded.get("admin1")), c) else 0.0


def actors(gold: str, coded: str) -> float:
    """1 for the same id, 0.5 where one is the other's parent."""
    if gold == coded:
        return 1.0
    return 0.5 if gold.startswith(f"{coded}-") or coded.startswith(f"{gold}-") else 0.0


def quantities(keys: tuple[str, ...]) -> Callable[[Value, Value], float]:
    """Agreement of two counted things: the `keys` must be equal, then both bounds count, or one for half."""

    def agree(gold: Value, coded: Value) -> float:
        if any(k in gold and gold[k] != coded.get(k) for k in keys):
            return 0.0
        if "min" not in gold:
            return 1.0
        low, high = gold["min"] == coded.get("min"), gold.get("max") == coded.get("max")
        if low and high:
            return 1.0
        return 0.5 if low or (high and gold.get("max") is not None) else 0.0

    return agree


def claims(gold: Value, coded: Value) -> float:
    """1 where one of the gold's words stands in speaker, title or organisation and the stance agrees."""
    said = " ".join(fold_name(coded.get(k)) for k in ("speaker", "title", "organisation"))
    if len(said.split()) > MAX_WORDS or not any(w and w in said for w in map(fold_name, gold["who"])):
        return 0.0
    return 1.0 if gold.get("stance", "asserts") == coded.get("stance", "asserts") else 0.5


def times(gold: Value, coded: Value) -> float:
    """1 for equal spans; 0.5 for one that overlaps without being much longer or much finer than the words allow."""
    if not gold.get("start") or not coded.get("start"):
        return float(not gold.get("start") and not coded.get("start"))
    gs, ge, cs, ce = (date.fromisoformat(str(x)) for x in _ends(gold) + _ends(coded))
    if (gs, ge) == (cs, ce):
        return 1.0
    gold_days, coded_days = (ge - gs).days + 1, (ce - cs).days + 1
    if cs <= gs and ge <= ce:
        return 0.5 if coded_days <= max(31, 3 * gold_days) else 0.0
    return 0.5 if cs <= ge and gs <= ce and gold_days / 3 <= coded_days <= 3 * gold_days + 1 else 0.0


def _ends(value: Value) -> tuple[str, str]:
    return value["start"], value.get("end") or value["start"]
