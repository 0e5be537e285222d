"""Days told by another happening: "بعد يومين من تفجير السوق" tells when the market was bombed, "غداة الهجوم" when the attack was."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Final

from marsad.coding.draft import Draft, TriggerHit
from marsad.coding.nearby import is_inside, within
from marsad.coding.settings import is_recent
from marsad.model import TimeMention
from marsad.text.folding import fold_key

_AFTER: Final = frozenset({"بعد", "وبعد"})
#: Days in a unit, by the word for one, two and several; so many days on each side it leaves open.
_UNITS: Final = {
    **dict.fromkeys(map(fold_key, ("ساعة", "ساعتين", "ساعات", "ساعتان")), (0, 0)),
    **dict.fromkeys(map(fold_key, ("يوم", "يوما", "أيام", "يومين")), (1, 0)),
    **dict.fromkeys(map(fold_key, ("أسبوع", "أسبوعا", "أسابيع", "أسبوعين")), (7, 3)),
    **dict.fromkeys(map(fold_key, ("شهر", "شهرا", "أشهر", "شهور", "شهرين")), (30, 15)),
}
_DUAL: Final = "ين"
#: What parts the span from the happening: بعد يومين من, بعد أسبوع على.
_OF: Final = frozenset({"من", "علي"})
#: Neither a number before its unit nor what stands before من has more words.
_LONGEST: Final = 3
#: "ويأتي ذلك بعد يومين من" is said on the day of the report, "وجاء الاتفاق بعد يومين من" on that of the accord.
_COMES: Final = frozenset({"ياتي", "تاتي"})
#: The morning after.
_MORROW: Final = frozenset({"غداه"})
#: So many words behind its dead a happening is still the one whose day is told: بعد أسبوعين من مقتل خمسة جنود في هجوم.
_BEHIND_ITS_DEAD: Final = 9


def running_day(draft: Draft, position: int) -> TimeMention | None:
    """The last recent day told before a word; None where none was."""
    end, layout = draft.published.end, draft.layout
    if not end:
        return None

    def fits(time: TimeMention) -> bool:
        told = time.precision == "day" and time.relation == "at" and is_recent(draft, time, 7)
        return bool(told and time.start and time.start <= end)

    told = within(draft.times, 0, position)
    if _turns(draft, position):  # a round-up's items took place on its own day
        return next((t for t in within(told, 0, layout.end_of(_lead(draft))) if fits(t)), None)
    for time in reversed(told):
        if layout.paragraph[position] - layout.paragraph[time.first] > 1:
            break
        if fits(time):
            return time
    return next((t for t in reversed(within(told, 0, layout.end_of(_lead(draft)))) if fits(t)), None)


#: Words that turn to another happening.
_TURNS: Final = tuple(
    map(
        fold_key,
        [
            "من جهة أخرى",
            "من جهة ثانية",
            "من ناحية أخرى",
            "على صعيد",
            "على الصعيد",
            "في سياق",
            "في السياق",
            "إلى ذلك",
            "في حادث",
            "في غضون ذلك",
            "في شأن آخر",
        ],
    )
)


def _turns(draft: Draft, position: int) -> bool:
    """Whether the sentence turns to another happening: "من جهة أخرى", "وفي كركوك،"."""
    start, end = draft.layout.sentence(position)
    keys = draft.words.keys[start : start + 4]
    head = " ".join(keys).removeprefix("و")
    if head.startswith(_TURNS):
        return True
    return keys[:1] in (["وفي"], ["في"]) and any(
        p.first <= start + 3 and draft.words.key(p.last) in "،,"
        for p in within(draft.places, start, min(end, start + 4))
    )


def _lead(draft: Draft) -> int:
    """The sentence of the lead: the second of the text, lines of the page and a headline before it left out."""
    last = 1
    for n, (first, _) in enumerate(draft.layout.sentences[:4]):
        if not is_inside(draft.furniture, (draft.words[first].start, draft.words[first].end)):
            last = n + 1
            break
    return last


def reckoned_day(draft: Draft, hit: TriggerHit) -> TimeMention | None:
    """The day of a happening that the text reckons from: so many days before the day that the text told last. None where it does not.

    "وجاء ذلك بعد يوم من غارات على الميناء": the raids were the day before.
    """
    if not draft.published.end or hit.form == "verb":
        return None
    start = draft.layout.sentence(hit.first)[0]
    running = None if draft.words.key(start).removeprefix("و") in _COMES else running_day(draft, start)
    day = (running.end if running is not None else None) or draft.published.end
    if hit.first > start and draft.words.key(hit.first - 1).removeprefix("و") in _MORROW:
        return _on(draft, hit.first - 1, hit.first, day, 1, 0)
    for i in range(hit.first - 1, start - 1, -1):
        if draft.words.key(i) in _AFTER:
            told = _span_behind(draft, i, hit.first)
            if told is not None and _reaches(draft, told[0], hit):
                return _on(draft, i, told[0], day, *told[1:])
    return None


def _span_behind(draft: Draft, after: int, end: int) -> tuple[int, int, int] | None:
    """Where the words "بعد ثلاثة أيام من" end, how many days they tell, and how many on each side they leave open."""
    words = draft.words
    for i in range(after + 1, min(after + 1 + _LONGEST, end)):
        key = words.key(i)
        if key in _UNITS:
            ends = next((k for k in range(i + 1, min(i + 1 + _LONGEST, end)) if words.key(k) in _OF), None)
            if ends is None:
                return None
            days, open_by = _UNITS[key]
            counted = within(draft.quantities, after + 1, i + 1)
            count = 2 if key.endswith(_DUAL) else next((q.min for q in counted if q.role != "ordinal" and q.min), 1)
            return ends + 1, int(count or 1) * days, open_by
        if words[i].kind == "mark":
            return None
    return None


def _reaches(draft: Draft, told: int, hit: TriggerHit) -> bool:
    """Whether the happening is the one told at word `told`, or the one that killed those told there."""
    if hit.first == told:
        return True
    dead = any(t.type == "kill" and t.first == told for t in within(draft.triggers, told, told + 1))
    marks = any(draft.words[i].kind == "mark" for i in range(told, hit.first))
    return dead and not marks and hit.first - told <= _BEHIND_ITS_DEAD


def _on(draft: Draft, first: int, last: int, day: str, back: int, open_by: int) -> TimeMention:
    """The day so many days before `day`, told by the words [first, last)."""
    at = date.fromisoformat(day[:10]) - timedelta(days=back)
    low, high = at - timedelta(days=open_by), at + timedelta(days=open_by)
    span = (draft.words[first].start, draft.words[last - 1].end)
    return TimeMention(
        text=draft.words.text(first, last),
        span=span,
        first=first,
        last=last,
        start=low.isoformat(),
        end=high.isoformat(),
        precision="day" if not open_by else "week" if open_by < _UNITS["شهر"][1] else "month",
        basis="relative",
        time=None,
        relation="at",
    )


__all__ = ["reckoned_day", "running_day"]
