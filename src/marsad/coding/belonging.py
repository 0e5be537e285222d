"""Whose people are meant where nothing names their country: those of the place, or of the side that tells of its losses."""

from __future__ import annotations

from typing import Final

import msgspec

from marsad.actors import get_actor
from marsad.coding.draft import Draft, Filler, Frame
from marsad.coding.nearby import within
from marsad.lexicon.countries import get_country_by_adjective, get_country_by_name
from marsad.model import ActorMention
from marsad.text.folding import fold_key

#: Sectors whose unnamed people are of the place in any role, and those that are when they are hit.
_LOCAL: Final = frozenset({"UAF", "CRM", "CVL", "COP"})
_LOCAL_WHEN_HIT: Final = _LOCAL | {"MIL", "GOV", "JRN"}
#: Rules that found the place in the words of the happening itself.
_OWN_PLACE: Final = frozenset({"own words", "place of the sentence"})
#: Behind a noun for people its nationality stands so near: جنديان أميركيان, ثلاثة من الجنود الأتراك.
_NATIONALITY_REACH: Final = 3
#: Both sides act in these.
_MUTUAL: Final = frozenset({"clash", "fire_opened"})
_LOST: Final = frozenset({"killed", "injured", "missing", "captured"})
#: Where an army's soldiers are those who hold the place, not those of its people.
_HELD_BY: Final = {("PSE", "MIL"): "ISR-MIL"}


def with_country_of_place(draft: Draft, frame: Frame) -> Frame:
    """The frame with unnamed people of the country where it happened rather than of the country of the text.

    A text of Baghdad that tells "قُتل شرطيان في مدينة درعا السورية" means Syrian policemen; "جنديان أميركيان" stay who they are.
    """
    country = _country_of(frame)
    if country is None or country == draft.country or frame.where_rule not in _OWN_PLACE:
        return frame
    own = own_losses(draft, frame, speaking_actor(draft, frame))
    told = {t.actor_id for t in frame.tolls if t.actor_id and not is_unnamed(draft, draft.words.at(t.span[0]), t.last)}
    moved = (
        f
        if f.actor_id in told or (own is not None and f.actor_id.startswith(own.country))
        else _moved(draft, f, country)
        for f in frame.fillers
    )  # 33 جنديا تركيا قتلوا … رتل
    return msgspec.structs.replace(frame, fillers=tuple(moved))


def _country_of(frame: Frame) -> str | None:
    found = {place.country for place in frame.where if place.feature != "border"}
    return found.pop() if len(found) == 1 else None


def _moved(draft: Draft, filler: Filler, country: str) -> Filler:
    home, sector = filler.actor_id[:3], filler.actor_id[4:7]
    local = _LOCAL if filler.role == "initiator" else _LOCAL_WHEN_HIT
    if home not in (draft.country, "XXX") or sector not in local or not is_unnamed(draft, filler.first, filler.last):
        return filler
    actor_id = _HELD_BY.get((country, sector), f"{country}-{sector}")
    body = get_actor(actor_id)
    return msgspec.structs.replace(
        filler, actor_id=actor_id, name=body.name if body else None, name_en=body.name_en if body else None
    )


def is_unnamed(draft: Draft, first: int, last: int) -> bool:
    """Whether no word of the people or body at the words [first, last), nor one right behind, tells a country."""
    told = next((a for a in within(draft.actors, first, first + 1) if a.specificity == "named"), None)
    if told is not None:
        return False
    end = min(max(last, first + _NATIONALITY_REACH), draft.layout.sentence(first)[1])
    keys = (draft.words.key(i) for i in range(first, end))
    return not any(get_country_by_adjective(key) or get_country_by_name(key) for key in keys)  # جنديا تركيا


def own_losses(draft: Draft, frame: Frame, speaker: ActorMention | None) -> ActorMention | None:
    """The state's force that tells of soldiers killed or hurt without saying whose: they are its own. None for any other toll.

    "أعلن الجيش الأميركي مقتل جنديين في هجوم": the American army was hit.
    """
    mutual = frame.trigger.entry.id in _MUTUAL and any(f.role == "target" for f in frame.fillers)
    fought = mutual or any(t.group == "fighters" for t in frame.tolls)
    if speaker is None or speaker.sector not in ("MIL", "COP") or fought:
        return None
    for toll in frame.tolls:
        if toll.outcome in _LOST and toll.group == "security_forces":
            at = draft.words.at(toll.span[0])
            if is_unnamed(draft, at, toll.last) and not _names_another(draft, at, toll.last):
                return speaker
    return None


#: Who comes after a strike has not made it.
_RESCUERS: Final = frozenset(map(fold_key, ("المدني", "الإسعاف", "الإطفاء", "الطوارئ", "الإنقاذ")))


def speaking_actor(draft: Draft, frame: Frame) -> ActorMention | None:
    """The force that speaks over a happening: "أعلن الجيش إصابة أربعة جنود"; no rescuers."""
    for scope in reversed([s for s in frame.scopes if s.stance != "denies"]):
        for source in scope.sources:
            for actor in within(draft.actors, source.first, source.last):
                if actor.sector in ("MIL", "COP", "SPY", "PRM") and not _RESCUERS & set(fold_key(actor.text).split()):
                    return actor
    return None


def _names_another(draft: Draft, first: int, last: int) -> bool:
    return any(a.specificity == "named" for a in within(draft.actors, first, last + 1))


__all__ = ["is_unnamed", "own_losses", "speaking_actor", "with_country_of_place"]
