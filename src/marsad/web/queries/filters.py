"""The filter: which incidents a page speaks of. It is the query of the page's address, so an address says everything.

?type=air_strike&country=SYR&since=2020-01-01&q=مستشفى
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from typing import Any, Final, NamedTuple, get_args
from urllib.parse import urlencode

import msgspec

from marsad.errors import BadSetting
from marsad.model.event import EventType, Modality
from marsad.model.incident import Grade, IncidentKind
from marsad.text.words import Words

REVIEW_STATES: Final = ("open", "part", "done")
HARM: Final = ("killed", "injured", "none")
#: West, south, east, north in degrees.
Box = tuple[float, float, float, float]
_MOST_VALUES, _LONGEST = 50, 200


class Dimension(NamedTuple):
    """A field of the filter that takes several values, of which an incident must have one."""

    name: str  # the field, and the name in the address
    sql: str  # with one parameter, a list of values
    allowed: tuple[str, ...] | None = None


_IN: Final = "IN (SELECT unnest(?::VARCHAR[]))"
DIMENSIONS: Final = (
    Dimension("type", f"i.type {_IN}", get_args(EventType)),
    Dimension("kind", f"i.kind {_IN}", get_args(IncidentKind)),
    Dimension("status", f"i.modality {_IN}", get_args(Modality)),
    Dimension("country", f"i.country {_IN}"),
    Dimension("admin", f"i.admin {_IN}"),
    Dimension("actor", f"i.n IN (SELECT n FROM wb.incident_actors WHERE actor_id {_IN})"),
    Dimension("source", f"i.n IN (SELECT n FROM wb.incident_sources WHERE source {_IN})"),
    Dimension("grade", f"i.grade {_IN}", get_args(Grade)),
    Dimension("review", f"i.review {_IN}", REVIEW_STATES),
    Dimension(
        "harm",
        "CASE WHEN coalesce(i.killed, 0) > 0 THEN 'killed' WHEN coalesce(i.injured, 0) > 0 THEN 'injured' ELSE 'none' END "
        + _IN,
        HARM,
    ),
)
NAMES: Final = {d.name: d for d in DIMENSIONS}


class Filter(msgspec.Struct, frozen=True, kw_only=True):
    """What incidents must be. An empty field asks nothing; of several values of one field one must fit.

    `status` is the modality; `admin` a country and a first-level division, "SYR/إدلب"; `harm` what is known of people: "killed",
    "injured" (and nobody killed), "none". `killed` is the least best figure. Dates are ISO, inclusive. `q` holds words that the texts
    must all have, in any spelling: «غارة مستشفى».
    """

    type: tuple[str, ...] = ()
    kind: tuple[str, ...] = ()
    status: tuple[str, ...] = ()
    country: tuple[str, ...] = ()
    admin: tuple[str, ...] = ()
    actor: tuple[str, ...] = ()
    source: tuple[str, ...] = ()
    grade: tuple[str, ...] = ()
    review: tuple[str, ...] = ()
    harm: tuple[str, ...] = ()
    place: str | None = None
    killed: int | None = None
    disputed: bool = False
    since: str | None = None
    until: str | None = None
    bbox: Box | None = None
    q: str | None = None

    def to_pairs(self) -> list[tuple[str, str]]:
        """The fields as the address has them, in their order."""
        pairs: list[tuple[str, str]] = []
        for name in self.__struct_fields__:
            value = getattr(self, name)
            if name == "bbox":
                pairs += [(name, ",".join(f"{v:g}" for v in value))] if value else []
            elif isinstance(value, tuple):
                pairs += [(name, v) for v in value]
            elif value is True:
                pairs.append((name, "1"))
            elif value not in (None, False):
                pairs.append((name, str(value)))
        return pairs

    def to_query(self, **changes: Any) -> str:
        """The query of an address, without the question mark; `changes` replace fields.

        >>> Filter(type=("air_strike",)).to_query(q="مشفى")
        'type=air_strike&q=%D9%85%D8%B4%D9%81%D9%89'
        """
        return urlencode((msgspec.structs.replace(self, **changes) if changes else self).to_pairs())

    def toggled(self, name: str, value: str) -> Filter:
        """With this value of a dimension taken in, or out when it was in."""
        held: tuple[str, ...] = getattr(self, name)
        kept = tuple(v for v in held if v != value)
        return msgspec.structs.replace(self, **{name: kept if value in held else (*held, value)})

    def without(self, name: str, value: str) -> Filter:
        """With this value of a field, as the address has it, taken out."""
        return parse_filter(pair for pair in self.to_pairs() if pair != (name, value))

    def __getitem__(self, name: str) -> Any:
        """A field by its name."""
        return getattr(self, name)

    @property
    def is_empty(self) -> bool:
        """Whether it asks nothing."""
        return self == Filter()


def parse_filter(pairs: Iterable[tuple[str, str]]) -> Filter:
    """The filter of an address; names that are none of its fields are left alone. Raises `BadSetting` for a value that cannot be."""
    lists: dict[str, list[str]] = {}
    single: dict[str, Any] = {}
    for name, raw in pairs:
        value = raw.strip()
        if not value or name not in Filter.__struct_fields__:
            continue
        if len(value) > _LONGEST or "\0" in value:
            raise BadSetting(f"{name}: the value is longer than {_LONGEST} characters or holds a null; shorten it")
        if name in NAMES:
            _add(lists.setdefault(name, []), NAMES[name], value)
        else:
            single[name] = _PARSERS[name](name, value)
    return Filter(**single | {name: tuple(values) for name, values in lists.items()})


def _add(values: list[str], dimension: Dimension, value: str) -> None:
    if dimension.allowed is not None and value not in dimension.allowed:
        raise BadSetting(f"{dimension.name}: {value!r} is unknown; one of {', '.join(dimension.allowed)}")
    if len(values) >= _MOST_VALUES:
        raise BadSetting(f"{dimension.name}: more than {_MOST_VALUES} values; leave some out")
    if value not in values:
        values.append(value)


def _text(_: str, value: str) -> str:
    return value


def _date(name: str, value: str) -> str:
    try:
        return date.fromisoformat(value).isoformat()
    except ValueError:
        raise BadSetting(f"{name}: {value!r} is no date; write it as YYYY-MM-DD") from None


def _count(name: str, value: str) -> int:
    if not re.fullmatch(r"[0-9]{1,7}", value):
        raise BadSetting(f"{name}: {value!r} is no count; write a whole number")
    return int(value)


def _flag(name: str, value: str) -> bool:
    if value not in ("0", "1"):
        raise BadSetting(f"{name}: {value!r} is neither 1 nor 0")
    return value == "1"


def _box(name: str, value: str) -> Box:
    try:
        west, south, east, north = (float(part) for part in value.split(","))
    except ValueError:
        raise BadSetting(f"{name}: {value!r} is no box; write west,south,east,north in degrees") from None
    if not (-180 <= west <= 180 and -180 <= east <= 180 and -90 <= south <= north <= 90):
        raise BadSetting(f"{name}: {value!r} is no box; write west,south,east,north in degrees")
    # An address has no more digits than this, so that writing and reading it again gives the same.
    return tuple(float(f"{v:g}") for v in (west, south, east, north))  # type: ignore[return-value]


_PARSERS: Final = {
    "place": _text, "q": _text, "since": _date, "until": _date, "killed": _count, "disputed": _flag, "bbox": _box,
}  # fmt: skip


class Condition(NamedTuple):
    """SQL over `wb.incidents i`, and its parameters."""

    sql: str
    params: list[Any]


def condition(chosen: Filter, *, without: Iterable[str] = ()) -> Condition:
    """What the filter asks, as SQL; fields of `without` ask nothing."""
    skipped = set(without)
    parts: list[str] = []
    params: list[Any] = []

    def ask(name: str, sql: str, *values: Any) -> None:
        if name not in skipped:
            parts.append(sql)
            params.extend(values)

    for dimension in DIMENSIONS:
        if values := getattr(chosen, dimension.name):
            ask(dimension.name, dimension.sql, list(values))
    if chosen.place:
        ask("place", "i.place = ?", chosen.place)
    if chosen.killed is not None:
        ask("killed", "i.killed >= ?", chosen.killed)
    if chosen.disputed:
        ask("disputed", "i.disputed")
    if chosen.since:
        ask("since", "i.day_end >= ?::DATE", chosen.since)
    if chosen.until:
        ask("until", "i.day <= ?::DATE", chosen.until)
    if chosen.bbox:
        west, south, east, north = chosen.bbox
        across = "i.lon BETWEEN ? AND ?" if west <= east else "(i.lon >= ? OR i.lon <= ?)"
        ask("bbox", f"i.lat BETWEEN ? AND ? AND {across}", south, north, west, east)
    for word in words_of(chosen.q or ""):
        ask("q", f"i.n IN ({_WITH_WORD})", word, word, word)
    return Condition(" AND ".join(parts) or "true", params)


#: A word of three letters and more is found with what Arabic writes onto it: والغارة, بغارتين.
_WITH_WORD: Final = (
    "SELECT p.n FROM wb.postings p WHERE p.word_id IN "
    "(SELECT word_id FROM wb.words WHERE word = ? OR (length(?) >= 3 AND contains(word, ?)))"
)


def words_of(query: str) -> list[str]:
    """The words that a search asks for, in the form in which they are looked up: «غارةٌ على» → غاره, علي."""
    return list(
        dict.fromkeys(key for w in Words(query) if w.kind != "mark" for key in re.split(r"[^\w]+", w.key) if key)
    )[:12]
