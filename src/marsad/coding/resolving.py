"""Whom bodies named only by their kind mean: التنظيم, القوات, عناصرها, الإرهابيون."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from typing import Final

import msgspec

from marsad.coding.draft import Draft
from marsad.model import ActorMention
from marsad.text.folding import fold_key

#: A body named only by its kind, and the sectors that it can mean.
_ANAPHORS: dict[str, frozenset[str]] = {
    "تنظيم": frozenset({"REB"}),
    "حركه": frozenset({"REB", "PRM"}),
    "جماعه": frozenset({"REB", "PRM"}),
    "جبهه": frozenset({"REB", "PRM"}),
    "ميليشيا": frozenset({"REB", "PRM"}),
    "ميليشيات": frozenset({"REB", "PRM"}),
    "مليشيا": frozenset({"REB", "PRM"}),
    "مليشيات": frozenset({"REB", "PRM"}),
    "كتايب": frozenset({"REB", "PRM"}),
    "سرايا": frozenset({"REB", "PRM"}),
    "الويه": frozenset({"REB", "PRM", "MIL"}),
    "قوات": frozenset({"MIL", "COP", "PRM"}),
    "قوه": frozenset({"MIL", "COP"}),
    "جيش": frozenset({"MIL"}),
    "تحالف": frozenset({"MIL"}),
}


def fighters_of(actors: list[ActorMention], draft: Draft) -> list[ActorMention]:
    """ "مسلحو التنظيم" are the body's own: fighters told right before a body belong to it, as one mention."""
    out: list[ActorMention] = []
    for actor in actors:
        before = out[-1] if out else None
        joined = (
            before is not None
            and before.last == actor.first
            and before.specificity == "people"
            and actor.specificity != "people"
        )
        if (
            before is not None
            and joined
            and before.sector in ("UAF", "REB", "MIL", "PRM")
            and actor.sector in ("REB", "PRM", "MIL")
        ):
            first, last = before.first, actor.last
            span = (before.span[0], actor.span[1])
            out[-1] = msgspec.structs.replace(
                actor, first=first, last=last, span=span, text=draft.words.raw[span[0] : span[1]]
            )
        else:
            out.append(actor)
    return out


#: So many words back stand the fighters of a body whom "المسلحون" resumes.
_RESUMED: Final = 45


def _resumes_fighters(actor: ActorMention, told: list[ActorMention]) -> ActorMention | None:
    """The body whose fighters "المسلحون" are: the armed people told last before them, where their body was named."""
    if actor.sector != "UAF" or actor.actor_id.count("-") != 1 or not fold_key(actor.text).startswith("المسلح"):
        return None
    armed = [a for a in told if a.sector in ("REB", "PRM", "UAF") and actor.first - a.last <= _RESUMED]
    if not armed or armed[-1].actor_id.count("-") != 2 or len({a.actor_id for a in armed}) > 1:
        return None
    words = fold_key(armed[-1].text).split()
    return armed[-1] if len(words) > 1 and words[0].startswith(_FIGHTERS) else None


_FIGHTERS: Final = ("مسلح", "مقاتل", "عناصر", "عنصر")


def _attackers(actors: list[ActorMention]) -> list[ActorMention]:
    """ "المهاجمون" are the armed group told last before them."""
    out: list[ActorMention] = []
    for actor in actors:
        body = _resumes_fighters(actor, out)
        if body is not None:
            actor = msgspec.structs.replace(actor, actor_id=body.actor_id, sector=body.sector, name_en=body.name_en)
        if (
            actor.sector in ("UAF", "REB")
            and actor.actor_id.count("-") == 1
            and fold_key(actor.text).startswith("المهاجم")
        ):
            told = [a for a in out if a.sector in ("REB", "PRM") and a.actor_id.count("-") > 1]
            if told:
                actor = msgspec.structs.replace(actor, actor_id=told[-1].actor_id, sector=told[-1].sector)
        out.append(actor)
    return out


def name_rebels(actors: list[ActorMention]) -> list[ActorMention]:
    """ "الإرهابيون" and "المسلحون المتطرفون" are the one armed group that the text names, where it names one far more than others."""
    actors = _attackers(actors)
    named = Counter(a.actor_id for a in actors if a.sector == "REB" and a.actor_id.count("-") > 1)
    ranked = named.most_common(2)
    if not ranked or (len(ranked) == 2 and ranked[1][1] * 2 > ranked[0][1]):
        return actors
    name = ranked[0][0]
    return [
        msgspec.structs.replace(a, actor_id=name) if a.actor_id.count("-") == 1 and _may_be(a, name) else a
        for a in actors
    ]


def _may_be(actor: ActorMention, named: str) -> bool:
    """Only words of terror and extremism stand for the one group named; "the opposition" or "the factions" may be others."""
    if actor.sector != "REB" or not any(part in w for part in _NAMELESS for w in fold_key(actor.text).split()):
        return False
    return named.startswith("INT-") or actor.country in (named[:3], "XXX")


_NAMELESS = ("رهاب", "ارهاب", "متطرف", "متشدد", "تكفير")


#: Bodies that have people who can be hurt, caught or fight.
_HAVE_PEOPLE = frozenset({"REB", "PRM", "MIL", "COP", "SPY"})
_FEMININE = frozenset(
    fold_key(w) for w in ("قوات", "كتائب", "فصائل", "ميليشيات", "مليشيات", "وحدات", "سرايا", "حماس", "حركات")
)


def _owner_before(actor: ActorMention, told: list[ActorMention], starts: list[int]) -> ActorMention | None:
    """Whose people عناصرها and مقاتليه are: the last body of that gender told before them in their sentence; peacekeepers too."""
    pronoun = next((p for p in ("ها", "ه") if fold_key(actor.text.split()[0]).endswith(p)), None)
    if pronoun is None or actor.text.split()[0].endswith("ة"):
        return None
    start = starts[bisect_right(starts, actor.first) - 1] if starts else 0
    for body in reversed(told):
        if body.first < start:
            return None
        keeper = body.actor_id.startswith("INT-IGO-uni") or body.actor_id.startswith("INT-IGO-un")
        if body.specificity == "people" or not (body.sector in _HAVE_PEOPLE or keeper):
            continue
        head = fold_key(body.text.split()[0]).removeprefix("ال")
        feminine = head.endswith("ه") or head in _FEMININE
        if feminine == (pronoun == "ها"):
            return body
    return None


def resolve(actors: tuple[ActorMention, ...], starts: list[int]) -> list[ActorMention]:
    """Anaphoric mentions (empty actor_id) with the id of the last named one that they can mean; without one they are left out."""
    out: list[ActorMention] = []
    told = _Told(out)
    for actor in actors:
        if actor.actor_id:
            out.append(actor)
            continue
        stem = _head_of(actor)
        owner = _owner_before(actor, out, starts)
        if owner is not None:
            out.append(
                msgspec.structs.replace(actor, actor_id=owner.actor_id, sector=owner.sector, name_en=owner.name_en)
            )
            continue
        sectors = _ANAPHORS.get(stem, frozenset({"REB", "UAF", "MIL", "PRM"}))
        meant = told.last(sectors, stem) or (None if stem in _BY_HEAD else told.last(sectors))
        if meant is not None:
            out.append(
                msgspec.structs.replace(actor, actor_id=meant.actor_id, sector=meant.sector, name_en=meant.name_en)
            )
    return out


class _Told:
    """The bodies of a growing list: the last of each sector, and of each sector and word of their names."""

    def __init__(self, actors: list[ActorMention]) -> None:
        self._actors, self._read = actors, 0
        self._last: dict[tuple[str, str | None], int] = {}

    def last(self, sectors: frozenset[str], stem: str | None = None) -> ActorMention | None:
        """The last body of these sectors; with `stem`, of those that have a word of that stem in their name."""
        for n in range(self._read, len(self._actors)):
            actor = self._actors[n]
            if actor.specificity != "people":
                self._last[actor.sector, None] = n
                self._last.update(((actor.sector, w.removeprefix("ال")), n) for w in fold_key(actor.text).split())
        self._read = len(self._actors)
        at = max((self._last.get((sector, stem), -1) for sector in sectors), default=-1)
        return self._actors[at] if at >= 0 else None


def _head_of(actor: ActorMention) -> str:
    """The word that says what kind of body is resumed: تنظيم of عناصر التنظيم; the first word where none does."""
    bare = [word[1:] if word.startswith(("لل", "وال", "بال")) else word for word in fold_key(actor.name).split()]
    stems = [word.removeprefix("ال").removeprefix("ل") if word not in _ANAPHORS else word for word in bare]
    return next((stem for stem in stems if stem in _ANAPHORS), stems[0])


#: Heads that mean only a body of that name: الجهاز, الوزارة.
_BY_HEAD = frozenset({"جهاز", "وزاره", "هييه", "لجنه", "قياده", "مجلس"})
