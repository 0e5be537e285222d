"""Who protests, and against whom: the crowd of a protest or a riot and the body that its words name."""

from __future__ import annotations

from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, Final

import msgspec

from marsad.actors import get_actor
from marsad.coding.context import word_stems
from marsad.coding.draft import Filler, TriggerHit
from marsad.coding.nearby import within
from marsad.model import ActorMention, PlaceMention
from marsad.text.folding import fold_key
from marsad.text.yamldata import parse_yaml

if TYPE_CHECKING:
    from marsad.coding.cast import Cast

#: Sectors of those who demonstrate; officials and police off duty do so only as the subject of the verb.
_CROWDS: Final = frozenset({"CVL", "OPP", "PTY", "NGO", "REF", "JRN"})
#: Whom a crowd is against.
_OPPOSED: Final = frozenset({"GOV", "LEG", "JUD", "MIL", "COP", "SPY", "PRM", "REB", "PTY", "IGO"})
#: So many words of a noun phrase may stand between the word of protest and the body: ضد سياسات الحكومة, رفضا لقرار وزارة النفط.
_REACH: Final = 4
#: So far behind the word of protest a number alone tells the crowd.
_NUMBER_BEHIND: Final = 7


class _Words(msgspec.Struct, frozen=True):
    """Words in look-up form; the data file says what each is for."""

    crowd: frozenset[str]
    amounts: frozenset[str]
    against: frozenset[str]
    against_by: frozenset[str]
    by: frozenset[str]
    addressed: frozenset[str]


@cache
def _words() -> _Words:
    text = (resources.files("marsad.lexicon") / "data" / "protest.yaml").read_text("utf-8")
    return _Words(**{name: frozenset(map(fold_key, words)) for name, words in parse_yaml(text).items()})


def find_facing(cast: Cast, hit: TriggerHit) -> ActorMention | None:
    """The force that a crowd clashes with: مواجهات بين المتظاهرين والشرطة."""
    facing = [a for a, case in cast.near(hit) if a.sector in ("COP", "MIL") and case == "with" and a.first >= hit.first]
    return facing[0] if facing else None


def is_crowd_type(type_: str) -> bool:
    """Whether a type is told of crowds."""
    return type_ in ("protest", "riot")


def find_crowd(cast: Cast, hit: TriggerHit) -> ActorMention | None:
    """Who demonstrates: the people of the trigger's own words, else whoever is told as demonstrating, else the nearest people.

    "تجمع مئات المتظاهرين أمام المحكمة": المتظاهرين.
    """
    people = [(a, case) for a, case in cast.near(hit) if a.sector in _CROWDS and case not in ("against", "to", "from")]
    own = [a for a, _ in people if hit.first <= a.first < hit.last]
    if own:
        return own[0]
    told = [a for a, _ in people if word_stems(cast.draft.words.key(a.first)) & _words().crowd]
    if told:
        return min(told, key=lambda a: abs(a.first - hit.first))
    able = [a for a, case in people if case in ("bare", "agent", "possessor") and not cast.suffers(a)]
    behind = [a for a in able if a.first >= hit.first]
    return behind[0] if behind else able[-1] if able else _by_number(cast, hit)


def _by_number(cast: Cast, hit: TriggerHit) -> ActorMention | None:
    """A crowd told by its number alone: "مسيرة شارك فيها العشرات", "جاب الآلاف الشوارع"."""
    draft = cast.draft
    start, end = draft.layout.sentence(hit.first)
    for i in range(max(start, hit.first - _REACH), min(end, hit.last + _NUMBER_BEHIND)):
        body = get_actor(f"{draft.country}-CVL") if draft.country and draft.words.key(i) in _words().amounts else None
        if body is not None:
            span = draft.words.span(i, i + 1)
            return ActorMention(
                text=draft.words.text(i, i + 1),
                span=span,
                first=i,
                last=i + 1,
                actor_id=f"{draft.country}-CVL",
                name=body.name,
                name_en=body.name_en,
                sector="CVL",
                country=draft.country or "XXX",
                specificity="people",
            )
    return None


def find_opposed(cast: Cast, hit: TriggerHit) -> list[ActorMention | PlaceMention]:
    """Whom a crowd is against: ضد الحكومة, احتجاجا على قرار البرلمان, مطالبين رئيس الوزراء بالاستقالة, هتافات معادية لإيران."""
    draft = cast.draft
    for actor, _ in cast.near(hit):
        if actor.sector in _OPPOSED and actor.actor_id and _is_opposed(cast, actor.first):
            return [actor]
    found: list[ActorMention | PlaceMention] = []
    for place in within(draft.places, hit.first, draft.layout.sentences[hit.sentence][1]):
        if place.precision != "country":
            continue
        joined = bool(found) and place.first == found[-1].last and draft.words.key(place.first).startswith("و")
        if joined or (not found and _is_opposed(cast, place.first, reach=1)):
            found.append(place)
    return found


def _is_opposed(cast: Cast, at: int, reach: int = _REACH) -> bool:
    """Whether a word of protest governs the word at `at`, over a noun phrase at most."""
    words, lists = cast.draft.words, _words()
    start = cast.draft.layout.sentence(at)[0]
    for i in range(at - 1, max(start, at - reach - 1) - 1, -1):
        if words[i].kind == "mark":
            if words[i].key in '«»"“”(':
                continue
            return False
        stems = word_stems(words.key(i))
        if stems & lists.against or (stems & lists.addressed and i == at - 1):
            return True
        following = words.key(i + 1)
        if stems & lists.against_by and (following[:1] in "بل" or following in lists.by):
            return True
        if i < at - 1 and words.key(i)[:1] == "و" and len(words.key(i)) > 4:
            return False
    return False


def as_filler(opposed: ActorMention | PlaceMention) -> Filler | None:
    """The target of a protest; a country stands for its government."""
    if isinstance(opposed, PlaceMention):
        if not opposed.country:
            return None
        return Filler(
            role="target",
            actor_id=f"{opposed.country}-GOV",
            name=opposed.name,
            name_en=opposed.name_en,
            first=opposed.first,
            last=opposed.last,
            span=opposed.span,
            text=opposed.text,
            rule="protested against",
        )
    return Filler(
        role="target",
        actor_id=opposed.actor_id,
        name=opposed.name,
        name_en=opposed.name_en,
        first=opposed.first,
        last=opposed.last,
        span=opposed.span,
        text=opposed.text,
        rule="protested against",
    )


__all__ = ["as_filler", "find_crowd", "find_opposed", "is_crowd_type"]
