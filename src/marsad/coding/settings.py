"""When and where: the time and the places that belong to a trigger, its own or inherited."""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache
from importlib import resources
from typing import Final

import msgspec

from marsad.coding.context import word_stems
from marsad.coding.draft import Draft, TriggerHit
from marsad.coding.functionwords import function_words
from marsad.coding.layout import in_relative_clause
from marsad.coding.nearby import within
from marsad.lexicon.countries import adjective_keys
from marsad.model import PlaceMention, TimeMention
from marsad.text.folding import fold_key
from marsad.text.opening import Opening
from marsad.text.yamldata import parse_yaml

#: A place or a time of its own stands at most so far from its trigger, in words with what marks add.
_PLACE_REACH, _TIME_REACH = 40, 38
#: How many words further off the day of the saying counts than one behind it: "قالت السلطات الأحد إن هجوما وقع السبت".
_REPORTING = 10
#: Two places belong together when at most so many words part them ("كركوك وصلاح الدين ومحافظة ديالى").
_LIST_GAP = 4


def own_places(draft: Draft, hit: TriggerHit, rivals: list[TriggerHit]) -> tuple[PlaceMention, ...]:
    """The places of the trigger's sentence that are nearer to it than to any rival, joined to a list where they are coordinated.

    "انفجرت عبوة في بعقوبة، فيما قصف الجيش مواقع في هيت": the first has بعقوبة, the second هيت.
    """
    start, end = draft.layout.sentence(hit.first)
    mine: list[tuple[float, PlaceMention]] = []
    for place in within(draft.places, start, end):
        if place.usage != "location" or place.first in draft.spoken or _is_beside(draft, hit, place):
            continue
        if _is_of_the_charge(draft, hit, place.first):
            continue
        cost = _cost(draft, hit, place)
        if cost <= _PLACE_REACH and all(cost <= _cost(draft, other, place) for other in rivals if other is not hit):
            mine.append((cost, place))
    if not mine:
        return ()
    nearest = min(mine, key=lambda pair: (_rank(pair[1]), pair[0]))[1]
    row = sorted((p for _, p in mine), key=lambda p: p.first)
    if nearest.last < hit.first and _opens_sentence(draft, nearest, start):
        nearest = next((p for p in row if p.first > hit.first and _is_inside(p, nearest)), nearest)
    return _list_around(row, nearest, hit)


#: So far into a sentence its place stands that the rest tells more exactly: "وفي الحديدة، انفجر لغم على طريق الخوخة".
_HEAD: Final = 4


def _opens_sentence(draft: Draft, place: PlaceMention, start: int) -> bool:
    """Whether a place with في before it and a comma behind opens the sentence: وفي ذي قار،."""
    words = draft.words
    opens = place.first - start <= _HEAD and any(words.key(i).lstrip("و") in _IN for i in range(start, place.first))
    return opens and words.key(place.last) in "،,"


_IN: Final = frozenset({"في", "بمحافظه", "بمدينه"})


def _is_inside(place: PlaceMention, outer: PlaceMention) -> bool:
    """Whether a place lies in one that opened the sentence: الخوخة in الحديدة."""
    parents = (place.admin1, place.admin2, place.admin3)
    exact = place.precision in ("exact", "town", "near") and place.name != outer.name
    return exact and place.country == outer.country and outer.name in parents


#: So far before a place stands the word that tells who was brought there.
_BROUGHT: Final = 4


def _is_beside(draft: Draft, hit: TriggerHit, place: PlaceMention) -> bool:
    """Whether a place is where the source speaks ("قالت مصادر في مشفى العريش إن …") or where victims were brought (نقلوا إلى مجمع ناصر)."""
    for scope in draft.scopes.over(hit.first):
        if scope.reporting[1] <= place.first < scope.first <= hit.first:
            return True
    if draft.words.key(place.first - 1) != "الي":
        return False
    return any(draft.words.key(i).lstrip("و").startswith("نقل") for i in range(place.first - _BROUGHT, place.first - 1))


def _rank(place: PlaceMention) -> int:
    """A country is no answer where a place inside it is told, nor a border where a town is."""
    return 1 if place.precision == "country" or place.feature in ("border", "region") else 0


#: A place that no preposition or kind word introduces may stand for its government (واشنطن تقول): it must be much nearer.
_BARE_PLACE: Final = 9


@cache
def _locative() -> frozenset[str]:
    path = resources.files("marsad.lexicon") / "data" / "prepositions.yaml"
    return frozenset(fold_key(w) for w in parse_yaml(path.read_text(encoding="utf-8"))["locative"])


@cache
def _apposed() -> frozenset[str]:
    """What may stand between a preposition and the name: في العاصمة البريطانية لندن."""
    return frozenset(adjective_keys()) | frozenset((fold_key("عاصمة"), fold_key("العاصمة")))


def _is_bare(draft: Draft, place: PlaceMention) -> bool:
    words = draft.words
    first = words[place.first]
    if first.start < place.span[0] or place.last - place.first > 1 or place.feature not in ("country", "town"):
        return False
    at = place.first - 1
    while at >= 0 and (
        (words[at].kind == "mark" and words[at].key in "«»\"“”()'") or word_stems(words[at].key) & _apposed()
    ):
        at -= 1
    return at >= 0 and not word_stems(words[at].key) & _locative()


def _cost(draft: Draft, hit: TriggerHit, place: PlaceMention) -> float:
    if not _is_bare(draft, place):
        return _gap(draft, hit, place)
    return _gap(draft, hit, place) + (_BARE_PLACE if place.country == draft.country else _PLACE_REACH)


def _gap(draft: Draft, hit: TriggerHit, place: PlaceMention) -> float:
    if place.first >= hit.first:
        return draft.layout.distance(hit.last - 1 if place.first >= hit.last else hit.first, place.first)
    return 3 + 1.4 * draft.layout.distance(place.last - 1, hit.first)


def _list_around(row: list[PlaceMention], nearest: PlaceMention, hit: TriggerHit) -> tuple[PlaceMention, ...]:
    at = row.index(nearest)
    low = high = at
    while low > 0 and _is_listed(row[low - 1], row[low], hit) and row[low - 1].precision != "country":
        low -= 1
    while high + 1 < len(row) and _is_listed(row[high], row[high + 1], hit) and row[high + 1].precision != "country":
        high += 1
    seen: set[tuple[str, str | None]] = set()
    out = []
    chosen = row[low : high + 1]
    inside = {name for p in chosen for name in (p.admin1, p.admin2) if name and name != p.name}
    for place in chosen:
        if place.name in inside and place.precision in ("province", "district", "near"):
            continue  # its town is told beside it
        if (place.name, place.place_id) not in seen:
            seen.add((place.name, place.place_id))
            out.append(place)
    return tuple(out)


def _is_listed(before: PlaceMention, place: PlaceMention, hit: TriggerHit) -> bool:
    """Whether two places stand in one list; not those on both sides of a verb: "الفصائل في العاصمة سيطرت على غابة النصر"."""
    parted = hit.form == "verb" and before.last <= hit.first < place.first
    return place.first - before.last <= _LIST_GAP and not parted


_WOUNDED: Final = Opening(lambda key: key.startswith("متاثر"))


def own_time(draft: Draft, hit: TriggerHit, rivals: list[TriggerHit]) -> TimeMention | None:
    """The date of the trigger's sentence that is nearest to it; a reporting verb's own date ("قال أمس إن …") only when none is nearer."""
    start, end = draft.layout.sentence(hit.first)
    best: tuple[float, TimeMention] | None = None
    times = within(draft.times, start, end)
    wound = next((i for i, _ in _WOUNDED.among(draft.words, hit.last, end)), end)
    if any(time.first > wound and time.start for time in times):  # وفاة جندي اليوم متأثرا بجروح أصيب بها أمس
        times = [time for time in times if time.first > wound]
    for time in times:
        if (
            (time.start is None and (time.basis != "unresolved" or draft.published.end))
            or _is_duration_of_state(hit, time)
            or _describes_another(draft, hit, time)
            or _is_outside_its_clause(draft, hit, time)
            or _is_of_the_charge(draft, hit, time.first)
            or _is_of_a_record(draft, time)
        ):
            continue
        cost: float = draft.layout.distance(hit.last - 1 if time.first >= hit.last else hit.first, time.first)
        if draft.scopes.is_reporting(time.first):
            cost += _REPORTING
        if any(
            draft.layout.distance(o.first, time.first) + 6 < cost for o in rivals if o is not hit and o.level == "act"
        ):
            cost += 10
        if cost <= _TIME_REACH and (best is None or cost < best[0]):
            best = (cost, time)
    return best[1] if best else None


def _describes_another(draft: Draft, hit: TriggerHit, time: TimeMention) -> bool:
    """Whether a time stands in a relative clause on something else than the happening.

    "قصف الطيران إدلب التي تسيطر عليها المعارضة منذ عام 2015", "هجوم قرب الفلوجة التي يحاصرها الجيش منذ شهرين"; but "هجوم الفلوجة الذي
    وقع أمس". Behind a feminine noun التي may mean either, so the noun keeps the time.
    """
    if hit.form == "verb":
        return in_relative_clause(draft.words, hit.last - 1, time.first)
    if draft.words.key(hit.last - 1).endswith(("ه", "ات")) or not in_relative_clause(
        draft.words, hit.last - 1, time.first
    ):
        return False
    return any(draft.words.key(place.last) == "التي" for place in within(draft.places, hit.last, time.first))


#: Behind these a verdict tells of what it is for.
_CHARGES: Final = frozenset(
    {"المتهم", "المتهمين", "المتهمه", "متهم", "متهمين", "المدان", "المدانين", "بتهمه", "بتهم", "لادانته", "لادانتهم"}
) | frozenset({"ادانته", "ادانتهم", "لتورطه", "لتورطهم", "قضيه", "لارتكابه", "لارتكابهم", "لقتله", "لقتلهم", "بقتل"})


def _is_of_the_charge(draft: Draft, hit: TriggerHit, at: int) -> bool:
    """Whether the word `at` tells when or where the deed was that a court judged: "حكمت المحكمة على المتهم بقتل عائلة عام 2019"."""
    return hit.entry.id == "verdict" and any(draft.words.key(i) in _CHARGES for i in range(hit.last, at))


#: Words that set a happening above all since some time: الأكثر دموية منذ اجتياح العراق في آذار 2003.
_SUPERLATIVES: Final = frozenset(
    map(
        fold_key,
        (
            "الأكثر",
            "الأعنف",
            "الأكبر",
            "الأسوأ",
            "الأول",
            "الأولى",
            "الأشد",
            "الأوسع",
            "الأضخم",
            "أكثر",
            "أعنف",
            "أكبر",
        ),
    )
) | frozenset(map(fold_key, ("أسوأ", "أول", "أولى", "أشد", "أوسع", "أضخم", "أعلى", "مرة", "المرة", "أطول", "الأطول")))
_RECORD: Final = 7


def _is_of_a_record(draft: Draft, time: TimeMention) -> bool:
    """Whether a time only tells since when there was nothing like it: "وهو أعنف هجوم منذ نيسان 2003"."""
    keys = draft.words.keys
    low = max(draft.layout.sentence(time.first)[0], time.first - _RECORD)
    since = next((i for i in range(time.first, low - 1, -1) if keys[i] == "منذ"), None)
    if since is None:
        return False
    low = max(draft.layout.sentence(time.first)[0], since - _RECORD)
    return any(keys[i].removeprefix("و") in _SUPERLATIVES for i in range(low, since))


def _is_outside_its_clause(draft: Draft, hit: TriggerHit, time: TimeMention) -> bool:
    """Whether a time stands before the relative pronoun of a verb that tells of a place: "قُتل جنديان أمس في هيت التي استعادوها"."""
    at = hit.first - 1
    if hit.form != "verb" or time.first >= at or draft.words.key(at) not in function_words().relative:
        return False
    return any(place.last == at for place in within(draft.places, max(time.first, at - _NAMED), at))


#: A place's name before the pronoun that goes on with it has no more words.
_NAMED: Final = 6


def _is_duration_of_state(hit: TriggerHit, time: TimeMention) -> bool:
    """منذ with a state that goes on tells its beginning, not its time."""
    return time.relation == "since" and hit.type in ("siege", "operation", "protest")


#: What goes on for long is a campaign or a war where it is told since when.
_FOUGHT: Final = frozenset({"armed_clash", "air_strike", "shelling", "attack"})
_LONG: Final = 21


def is_campaign(draft: Draft, hit: TriggerHit, when: TimeMention | None) -> bool:
    """Whether fighting is told only as going on since long: "تتعرض لقصف منذ ثلاثة أشهر", "القتال المستمر منذ 2007".

    The codebook takes no such generality for a happening; a tally (نفذت 130 ضربة منذ آذار) is one.
    """
    if when is None or when.relation != "since" or hit.type not in _FOUGHT:
        return False
    if hit.support_tense == "present":
        return False  # تشن القوات منذ نيسان هجوما على العاصمة: somebody's campaign at a named place
    return is_recent(draft, msgspec.structs.replace(when, end=when.start), _LONG) is False


def time_of_day(draft: Draft, hit: TriggerHit) -> TimeMention | None:
    """The time of day in the trigger's sentence, when it stands near: فجر، 7:50 تغ."""
    start, end = draft.layout.sentence(hit.first)
    near = [t for t in within(draft.times, start, end) if t.time]
    return min(near, key=lambda t: draft.layout.distance(t.first, hit.first), default=None)


def is_recent(draft: Draft, time: TimeMention | None, days: int = 31) -> bool | None:
    """Whether a time lies within `days` before publication; None where one of them is unknown."""
    published = draft.published
    floor = published.start or published.end
    if time is None or not time.start or not floor:
        return None
    end = date.fromisoformat((time.end or time.start)[:10])
    if end < date.fromisoformat(floor) - timedelta(days=days):
        return False
    return True if published.end else None


def in_future(draft: Draft, time: TimeMention | None) -> bool:
    """Whether a time begins after the day of publication."""
    return bool(time and time.start and draft.published.end and time.start > draft.published.end)


def without_words(time: TimeMention) -> TimeMention:
    """A time taken over from another clause: the same dates, told as inferred."""
    return msgspec.structs.replace(time, basis="inferred")
