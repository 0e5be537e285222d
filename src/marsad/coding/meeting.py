"""Whether two tellings can be of one happening by their places, times and actors."""

from __future__ import annotations

from marsad.coding.context import word_stems
from marsad.coding.draft import Draft, Frame, TriggerHit
from marsad.coding.functionwords import function_words

#: What a happening is told of stands in so many words behind its trigger.
_THING = 5
#: Shorter stems are no names of things.
_SHORT = 4


def places_meet(a: Frame, b: Frame) -> bool:
    """Whether one place of each is the same or lies in the other's."""
    for p in a.where:
        for q in b.where:
            if (p.place_id and p.place_id == q.place_id) or p.name == q.name:
                return True
            if (p.precision in ("province", "country", "district") and p.name in (q.admin1, q.admin2)) or (
                p.precision == "country" and p.country == q.country
            ):
                return True
            if (q.precision in ("province", "country", "district") and q.name in (p.admin1, p.admin2)) or (
                q.precision == "country" and p.country == q.country
            ):
                return True
            if (p.name in (q.admin1, q.admin2) and q.precision in ("near", "district", "exact")) or (
                q.name in (p.admin1, p.admin2) and p.precision in ("near", "district", "exact")
            ):
                return True
            if q.basis == "parent" or p.basis == "parent":
                return p.admin1 == q.admin1
    return False


def times_meet(a: Frame, b: Frame) -> bool:
    """Whether their days overlap, or one of them tells none."""
    if a.when is None or b.when is None:
        return True
    return bool(
        (a.when.start or "") <= (b.when.end or b.when.start or "")
        and (b.when.start or "") <= (a.when.end or a.when.start or "")
    )


def actors_meet(mine: list[str], theirs: list[str]) -> bool:
    """Whether one actor id of each is the same, its parent, or the government and army of one state."""
    return any(
        x == y
        or (x[:3] == y[:3] and {x[4:7], y[4:7]} == {"GOV", "MIL"})
        or f"{x}-".startswith(f"{y}-")
        or f"{y}-".startswith(f"{x}-")
        or (x.split("-")[1:2] == y.split("-")[1:2] and "XXX" in x + y)
        for x in mine
        for y in theirs
    )


def is_of_same_thing(draft: Draft, a: Frame, b: Frame) -> bool:
    """Whether both happenings are told of one thing: "استهداف سيارة إسعاف" and "استهدفت سيارة الإسعاف" share two words."""
    theirs = _words_of_thing(draft, b.trigger)
    return any(len(_words_of_thing(draft, hit) & theirs) > 1 for hit in (a.trigger, *a.merged))


def _words_of_thing(draft: Draft, hit: TriggerHit) -> set[str]:
    """The bare words behind a trigger, without function words, up to the end of its clause."""
    out: set[str] = set()
    for i in range(hit.last, min(hit.last + _THING, draft.layout.sentence(hit.first)[1])):
        key = draft.words.key(i)
        if draft.words[i].kind == "mark":
            break
        if key not in function_words().function:
            bare = min(word_stems(key), key=lambda stem: (len(stem) < _SHORT, len(stem), stem))
            out.add(bare)
    return {word for word in out if len(word) >= _SHORT}
