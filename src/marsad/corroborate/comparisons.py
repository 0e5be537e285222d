"""The comparisons of two event reports, as SQL over the columns of `Report` with the endings `_l` and `_r`.

Each comparison is a list of levels; the first whose condition holds is the level of the pair. The weights of the levels
stand in `data/model.json`.
"""

from __future__ import annotations

from typing import Final, NamedTuple

from marsad.corroborate.kinds import close_types


class Level(NamedTuple):
    """One degree of agreement. `silent`: a side tells nothing, so the level weighs nothing."""

    name: str
    condition: str
    silent: bool = False


#: Days between the two spans; 0 where they touch.
GAP: Final = "greatest(0, day_lo_r - day_hi_l, day_lo_l - day_hi_r)"
#: Kilometres between the two points: flat earth is right to a percent at these distances.
DISTANCE: Final = "111.2 * sqrt(pow(lat_l - lat_r, 2) + pow((lon_l - lon_r) * cos(radians((lat_l + lat_r) / 2)), 2))"
#: A report that tells no day, published up to so many days after the day of the other: a late one, if much agrees.
LATEST: Final = 60
LATE: Final = (
    f"(NOT told_r AND day_lo_r > day_hi_l AND day_lo_r - day_hi_l <= {LATEST}) OR "
    f"(NOT told_l AND day_lo_l > day_hi_r AND day_lo_l - day_hi_r <= {LATEST})"
)
_DAYS: Final = "(day_hi_l = day_lo_l AND day_hi_r = day_lo_r)"
_SHORT: Final = "greatest(day_hi_l - day_lo_l, day_hi_r - day_lo_r) <= 10"
#: Late on one day and before dawn of the next is one night: "ليل السبت" here, "فجر الأحد" there.
_ONE_NIGHT: Final = (
    "(day_lo_l = day_hi_r + 1 AND hour_r >= 3 AND hour_l IN (0, 4)) OR "
    "(day_lo_r = day_hi_l + 1 AND hour_l >= 3 AND hour_r IN (0, 4))"
)
#: Both tell the day on which they came out.
_NEWS: Final = "told_l AND told_r AND published_l = day_hi_l AND published_r = day_hi_r AND day_lo_l = day_hi_l AND day_lo_r = day_hi_r"
#: How many elements two lists share. `list_intersect` builds a table for every pair, which takes five times as long for short lists.
SHARED_MACRO: Final = "CREATE OR REPLACE TEMP MACRO shared(a, b) AS len(list_filter(a, lambda x: list_contains(b, x)))"
_NAMED: Final = "list_has_any(names_l, names_r)"
#: One side tells the province alone, whose middle may be far from the town of the other, or its capital, which bears its name (صعدة).
_ALONE: Final = (
    "(radius_{0} >= 90 AND len(names_{0}) = 0) OR list_contains(names_{0}, regexp_replace(admin1_{0}, '^ال', ''))"
)
_IN_PROVINCE: Final = f"(admin1_l = admin1_r AND ({_ALONE.format('l')} OR {_ALONE.format('r')}))"
#: The place of one side stands among the words of the other, whatever place that one was given.
_IN_WORDS: Final = "(shared(stems_l, lead_r) > 0 OR shared(stems_r, lead_l) > 0)"

#: Neither a point nor a name closer than the country on a side: an agency's "in central Libya".
_NO_MORE: Final = (
    "((lat_l IS NULL AND len(names_l) = 0) OR (lat_r IS NULL AND len(names_r) = 0)) AND country_l IS NOT NULL AND "
    f"country_r IS NOT NULL AND NOT {_IN_WORDS}"
)
#: The two types, as one word.
_CLOSE: Final = f"list_contains({[' '.join(pair) for pair in close_types()]}, least(type_l, type_r) || ' ' || greatest(type_l, type_r))"


def _countries(side: str) -> str:
    return f"list_transform(sides_{side}, lambda s: s[1:3])"


def _toll(what: str) -> tuple[Level, ...]:
    lo, hi = f"{what}_lo", f"{what}_hi"
    meet = f"{lo}_l <= coalesce({hi}_r, 1000000000) AND {lo}_r <= coalesce({hi}_l, 1000000000)"
    ratio = f"greatest({lo}_l, {lo}_r) / greatest(1, least({lo}_l, {lo}_r))"
    equal = f"{lo}_l = {lo}_r AND {hi}_l = {hi}_r AND {lo}_l = {hi}_l"
    # Tolls rise as the days go by: the larger one in the report that was published later is hardly a contradiction.
    rising = f"(published_l < published_r AND {lo}_l < {lo}_r) OR (published_r < published_l AND {lo}_r < {lo}_l)"
    return (
        Level("not told", f"{lo}_l IS NULL OR {lo}_r IS NULL", silent=True),
        Level("the same, 20 or more", f"{equal} AND {lo}_l >= 20"),
        Level("the same, 10 to 19", f"{equal} AND {lo}_l >= 10"),
        Level("the same, 5 to 9", f"{equal} AND {lo}_l >= 5"),
        Level("the same, 2 to 4", f"{equal} AND {lo}_l >= 2"),
        Level("the same: 1", equal),
        # Few happenings kill so many: 35 here and 44 there are hardly two of one day, whatever is to come.
        Level("of one order, 20 or more", f"least({lo}_l, {lo}_r) >= 20 AND {ratio} <= 2.5"),
        Level("of one order, 8 or more", f"least({lo}_l, {lo}_r) >= 8 AND {ratio} <= 1.7"),
        Level("ranges meet", meet),
        Level("close", f"abs({lo}_l - {lo}_r) <= greatest(2, 0.4 * greatest({lo}_l, {lo}_r))"),
        Level("more in a later report", f"({rising}) AND abs(published_l - published_r) <= 60 AND {ratio} <= 30"),
        Level("of another order", f"{ratio} > 30 AND greatest({lo}_l, {lo}_r) >= 100"),
        Level("far apart", f"{lo}_l = {hi}_l AND {lo}_r = {hi}_r AND abs({lo}_l - {lo}_r) >= 5 AND {ratio} > 2.5"),
        Level("they differ", "ELSE"),
    )


def _overlap(column: str, least: int, steps: tuple[tuple[str, int, float], ...]) -> tuple[Level, ...]:
    """Levels by the words shared, the fewest first: most pairs share none, and are done with after one look.

    `steps`: the level that begins with so many words, and so large a part of the shorter list; the first begins with none.
    """
    shared, shorter = f"shared({column}_l, {column}_r)", f"least(len({column}_l), len({column}_r))"
    names, bounds = [name for name, _, _ in steps], [(count, part) for _, count, part in steps[1:]]
    conditions = [f"{shared} < greatest({count}, {part} * {shorter})" for count, part in bounds]
    return (
        Level("too few words", f"{shorter} < {least}", silent=True),
        *(Level(name, condition) for name, condition in zip(names, [*conditions, "ELSE"], strict=True)),
    )


COMPARISONS: Final[dict[str, tuple[Level, ...]]] = {
    "time": (
        Level("no day told", "day_lo_l IS NULL OR day_lo_r IS NULL", silent=True),
        Level("same day, both told", f"{_DAYS} AND day_lo_l = day_lo_r AND told_l AND told_r"),
        Level("same day, one inferred", f"day_hi_l = day_hi_r AND {_SHORT} AND NOT (told_l AND told_r)"),
        Level("one night", f"{_DAYS} AND ({_ONE_NIGHT})"),
        Level("spans meet", f"{GAP} = 0 AND {_SHORT}"),
        # Yesterday's and today's, each told when it was news: hardly one happening.
        Level("next day, each the news of its day", f"{GAP} = 1 AND {_NEWS} AND published_l <> published_r"),
        Level("next day, one inferred", f"{GAP} <= 1 AND {_SHORT} AND NOT (told_l AND told_r)"),
        Level("next day, both told", f"{GAP} = 1"),
        Level("long spans meet", f"{GAP} = 0"),
        Level("2 or 3 days, one inferred", f"{GAP} <= 3 AND NOT (told_l AND told_r)"),
        Level("2 or 3 days", f"{GAP} <= 3"),
        # A time word of one clause taken for that of another: the reports came out together all the same.
        Level("further apart, published together", f"{GAP} <= 10 AND abs(published_l - published_r) <= 1"),
        # Each was news when it came out, so neither recalls the other.
        Level(
            "further apart, each the news of its day",
            "told_l AND told_r AND published_l - day_hi_l BETWEEN 0 AND 2 AND published_r - day_hi_r BETWEEN 0 AND 2",
        ),
        Level("weeks later, inferred", LATE),
        Level("further apart", "ELSE"),
    ),
    "place": (
        Level("one country, a side tells no more", f"{_NO_MORE} AND country_l = country_r"),
        Level("another country, a side tells no more", f"{_NO_MORE} AND country_l <> country_r"),
        Level(
            "no place told",
            # A province here and a name without a point there can neither agree nor differ.
            f"((lat_l IS NULL AND (len(names_l) = 0 OR len(names_r) = 0)) OR "
            f"(lat_r IS NULL AND (len(names_r) = 0 OR len(names_l) = 0))) AND NOT {_IN_WORDS}",
            silent=True,
        ),
        # Villages of two provinces may bear one name.
        Level("one name, two places", f"{_NAMED} AND coalesce({DISTANCE} > 60, false)"),
        Level("same spot, one name", f"{_NAMED} AND spot_l AND spot_r"),
        # A quarter here, its town there.
        Level("within 6 km, named among the words", f"spot_l AND spot_r AND {DISTANCE} <= 6 AND {_IN_WORDS}"),
        Level("within 6 km", f"spot_l AND spot_r AND greatest(radius_l, radius_r) <= 8 AND {DISTANCE} <= 6"),
        Level("one name", _NAMED),
        Level("the words name the other's place", _IN_WORDS),
        Level("within 20 km", f"spot_l AND spot_r AND {DISTANCE} <= 20"),
        Level(
            "one holds the other", f"NOT (spot_l AND spot_r) AND ({DISTANCE} <= radius_l + radius_r OR {_IN_PROVINCE})"
        ),
        Level("one province", f"admin1_l = admin1_r AND coalesce({DISTANCE}, 0) <= 150"),
        Level("within 60 km", f"{DISTANCE} <= 60"),
        Level("one side unplaced, names differ", "lat_l IS NULL OR lat_r IS NULL"),
        Level("elsewhere", "ELSE"),
    ),
    "type": (
        Level("same type", "type_l = type_r"),
        # A قصف from the air here, from a gun there.
        Level("types that are often told for each other", _CLOSE),
        Level("types that are told for each other", "list_contains(near_l, type_r)"),
        Level("another type", "ELSE"),
    ),
    "actors": (
        # Unknown gunmen may turn out to be anybody.
        Level(
            "none told",
            "len(sides_l) = 0 OR len(sides_r) = 0 OR "
            "((sectors_l = ['UAF'] OR sectors_r = ['UAF']) AND NOT list_has_any(sectors_l, sectors_r))",
            silent=True,
        ),
        Level(
            "a named body and another side",
            "list_has_any(bodies_l, bodies_r) AND shared(sides_l, sides_r) >= 2",
        ),
        Level("a named body", "list_has_any(bodies_l, bodies_r)"),
        Level("two sides", "shared(sides_l, sides_r) >= 2"),
        Level("one side", "list_has_any(sides_l, sides_r)"),
        # "إرهابيون" of no told body may be those whom the other names.
        Level(
            "a side of one kind, unnamed",
            "list_has_any(sectors_l, sectors_r) AND (len(bodies_l) = 0 OR len(bodies_r) = 0)",
        ),
        Level("a side of one kind", "list_has_any(sectors_l, sectors_r)"),
        Level("another force of one country", f"list_has_any({_countries('l')}, {_countries('r')})"),
        Level("others", "ELSE"),
    ),
    "killed": _toll("killed"),
    "injured": _toll("hurt"),
    # Who tells of hurt people alone tells that nobody died: another attack, or an early report.
    "harm": (
        Level(
            "no toll told",
            "(killed_lo_l IS NULL AND hurt_lo_l IS NULL) OR (killed_lo_r IS NULL AND hurt_lo_r IS NULL)",
            silent=True,
        ),
        Level("both tell of dead, or of hurt alone", "(killed_lo_l IS NULL) = (killed_lo_r IS NULL)"),
        Level("three or more dead, and hurt alone", "greatest(killed_lo_l, killed_lo_r) >= 3"),
        Level("dead, and hurt alone", "ELSE"),
    ),
    "counted": (
        Level("nothing alike told", "other_l IS NULL OR other_r IS NULL OR other_l <> other_r", silent=True),
        Level("the same, 5 or more", "other_lo_l = other_lo_r AND other_hi_l = other_hi_r AND other_lo_l >= 5"),
        Level("the same", "other_lo_l = other_lo_r AND other_hi_l = other_hi_r"),
        Level(
            "ranges meet",
            "other_lo_l <= coalesce(other_hi_r, 1000000000) AND other_lo_r <= coalesce(other_hi_l, 1000000000)",
        ),
        Level("they differ", "ELSE"),
    ),
    "victims": (
        Level("none told", "len(victims_l) = 0 OR len(victims_r) = 0", silent=True),
        Level("the same groups", "victims_l = victims_r"),
        Level("a group in common", "list_has_any(victims_l, victims_r)"),
        Level("other groups", "ELSE"),
    ),
    "hour": (
        Level("not told", "hour_l IS NULL OR hour_r IS NULL OR coalesce(day_lo_l <> day_lo_r, true)", silent=True),
        Level("the same part of the day", "hour_l = hour_r"),
        # The night before and the night after a day are one word; dawn is next to both.
        Level("the next part", "abs(hour_l - hour_r) = 1 OR abs(hour_l - hour_r) = 4"),
        Level("another part", "ELSE"),
    ),
    # A denial answers a report; of the happening it tells hardly more than day and place.
    "denial": (
        Level("one denies", "denies_l <> denies_r"),
        Level("both deny", "denies_l"),
        Level("none denies", "ELSE"),
    ),
    "words": _overlap(
        "details", 3, (("none", 0, 0.0), ("some", 1, 0.15), ("many", 2, 0.3), ("most", 3, 0.5), ("nearly all", 4, 0.75))
    ),
    "story": _overlap(
        "story", 8, (("none", 0, 0.0), ("few", 2, 0.1), ("some", 3, 0.2), ("many", 4, 0.35), ("most", 6, 0.55))
    ),
}
