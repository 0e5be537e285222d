"""The place of a happening whose own sentence tells none."""

from __future__ import annotations

from typing import Final

import msgspec

from marsad.coding.context import word_stems
from marsad.coding.draft import Draft, Frame
from marsad.coding.layout import kinds_of_place
from marsad.coding.nearby import Tellings, within
from marsad.model import PlaceMention
from marsad.text.folding import fold_key

#: A place runs on over so many sentences.
_PLACE_RUNS: Final = 3


def with_place(draft: Draft, tellings: Tellings, frame: Frame, before: list[Frame]) -> Frame:
    """The frame with a place, where its own clause tells none: one that a word means, of its sentence, told later, of the text.

    "وأصيب خمسة" behind "انفجرت عبوة في بعقوبة": بعقوبة.
    """
    if not frame.where and (frame.trigger.pronoun or _speaks_of_place(draft, frame)):
        told = _last_places(draft, frame.trigger.first)
        if not frame.trigger.pronoun and not _speaks_of_two(draft, frame):
            told = _of_kind(draft, frame, _last_places(draft, frame.trigger.first, most=4))
        if told and frame.trigger.sentence - draft.layout.of[told[-1].first] <= (1 if frame.trigger.pronoun else 4):
            meant = told if _speaks_of_two(draft, frame) else told[-1:]
            return msgspec.structs.replace(frame, where=tuple(meant), where_rule="place that the pronoun means")
    if frame.where or frame.status == "background":
        return frame
    sentence = frame.trigger.sentence
    beside = [draft.frames[i] for i in tellings.told_in(sentence)]
    beside = [o for o in beside if o.where and o.status == "current"]
    if beside:
        other = min(beside, key=lambda o: abs(o.trigger.first - frame.trigger.first))
        return msgspec.structs.replace(frame, where=other.where, where_rule="place of the sentence")
    later = _told_later(draft, tellings, frame)
    if later is not None:
        return msgspec.structs.replace(frame, where=(later,), where_rule="place told in a later sentence")
    for other in reversed(before):
        if sentence - other.trigger.sentence > _PLACE_RUNS:
            break
        if other.where and other.status == "current":
            return msgspec.structs.replace(frame, where=other.where, where_rule="place running through the text")
    lead = within(draft.places, 0, min(draft.layout.end_of(1), frame.trigger.first))
    near = within(draft.places, draft.layout.sentences[max(sentence - 1, 0)][0], frame.trigger.first)
    for place in (*lead, *near):
        if place.usage == "location" and place.precision != "country":
            return msgspec.structs.replace(frame, where=(place,), where_rule="place of the lead")
    return frame


#: Nouns that take up a happening, and verbs that tell where it took place: ووقع الانفجار في سوق بمدينة الكوت.
_TAKEN_UP: Final = frozenset(
    map(
        fold_key,
        ("الانفجار", "التفجير", "الهجوم", "الاعتداء", "الحادث", "الحادثة", "العملية", "الكمين", "القصف", "الغارة"),
    )
) | frozenset(map(fold_key, ("الاشتباك", "الاشتباكات", "المواجهات", "الجريمة", "الاغتيال", "الضربة", "المجزرة")))
_TOOK_PLACE: Final = frozenset(
    {"قع", "وقع", "وقعت", "قعت", "جري", "جرت", "حدث", "حدثت", "نصب", "نفذ", "نفذت", "دارت", "ان"}
)
#: A happening's place is told so many sentences on at most.
_LATER: Final = 2


def _told_later(draft: Draft, tellings: Tellings, frame: Frame) -> PlaceMention | None:
    """The place that one of the next sentences gives to the happening, where nothing else is told: "ووقع الانفجار في حي الكرادة"."""
    count = len(draft.layout.sentences)
    for sentence in range(frame.trigger.sentence + 1, min(frame.trigger.sentence + 1 + _LATER, count)):
        if tellings.told_in(sentence):
            return None
        start, end = draft.layout.sentences[sentence]
        for i in range(start, end):
            before = draft.words.key(i - 1).removeprefix("و") if i > start else ""
            if draft.words.key(i) in _TAKEN_UP and before in _TOOK_PLACE:
                found = [p for p in within(draft.places, i, end) if p.usage == "location" and p.precision != "country"]
                return found[0] if found else None
    return None


#: Words for a place by its kind, and what tells it: the word in its own text, and the kinds that it is not.
_KINDS: Final = {
    "المخيم": ("مخيم", frozenset({"camp"})),
    "الحي": ("حي", frozenset({"quarter"})),
    "المحافظه": ("محافظه", frozenset({"province"})),
    "الولايه": ("ولايه", frozenset({"province"})),
    "القريه": ("قريه", frozenset({"village"})),
    "المطار": ("مطار", frozenset({"airport"})),
    "المدينه": ("مدينه", frozenset({"town"})),
    "البلده": ("بلده", frozenset({"town", "village"})),
}


def _of_kind(draft: Draft, frame: Frame, places: list[PlaceMention]) -> list[PlaceMention]:
    """Of places told before, the last that the word for one near the trigger can mean: المخيم a camp, المدينة a town."""
    last = min(frame.trigger.last + 10, draft.layout.sentence(frame.trigger.first)[1])
    for i in range(frame.trigger.last, last):
        for stem in word_stems(draft.words.key(i)) & _KINDS.keys():
            word, features = _KINDS[stem]
            named = [p for p in places if word in fold_key(p.text).split() or p.feature in features]
            return named[-1:] or places
    return places


def _last_places(draft: Draft, position: int, most: int = 2) -> list[PlaceMention]:
    """The last places told before a word; countries only where nothing more exact was told."""
    exact: list[PlaceMention] = []
    countries: list[PlaceMention] = []
    for place in reversed(within(draft.places, 0, position)):
        if place.usage == "location":
            (countries if place.precision == "country" else exact).append(place)
            if len(exact) == most:
                break
    return (exact or countries[:2])[::-1]


def _speaks_of_place(draft: Draft, frame: Frame) -> bool:
    """Whether a place stands near the trigger by its kind alone: "استعادت القوات المدينة"."""
    last = min(frame.trigger.last + 10, draft.layout.sentence(frame.trigger.first)[1])
    return any(word_stems(draft.words[i].key) & kinds_of_place() for i in range(frame.trigger.last, last))


_TWO: Final = frozenset(
    {"البلدتين", "البلدتان", "القريتين", "القريتان", "المدينتين", "المدينتان", "الحيين", "الناحيتين", "القضاءين"}
)


def _speaks_of_two(draft: Draft, frame: Frame) -> bool:
    """Whether the place is told as the two named before: "غارات في محيط البلدتين"."""
    last = min(frame.trigger.last + 10, draft.layout.sentence(frame.trigger.first)[1])
    return any(word_stems(draft.words[i].key) & _TWO for i in range(frame.trigger.last, last))


__all__ = ["with_place"]
