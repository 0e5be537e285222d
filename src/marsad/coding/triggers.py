"""The trigger stage: which words tell a happening, and of what type."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping
from typing import Any, Final

import msgspec

from marsad.coding.context import Context, attack_means, word_stems
from marsad.coding.draft import Draft, TriggerHit
from marsad.coding.nearby import within
from marsad.coding.stages import Info
from marsad.coding.verbreading import settle_form
from marsad.lexicon.triggers import TriggerForm, follower_keys, rest_heads, trigger_index
from marsad.model import TimeMention
from marsad.text.folding import fold_key
from marsad.text.opening import Opening
from marsad.text.phrases import Row
from marsad.text.words import Words

#: The words of a discontinuous phrase (ألقت … القبض) stand within so many words of the verb.
_REST_REACH = 11
#: A verb lends its subject to a noun at most so far after it (شنت مقاتلات التحالف الدولي … غارات).
_SUPPORT_REACH = 26


class TriggerStage:
    """Finds triggers through the lexicon and settles their type by the words near them.

    "شنّ الطيران غارتين على المدينة": one trigger غارتين, type air_strike, with شنّ as its support.
    """

    info = Info(
        name="triggers",
        version="1",
        requires=("layout", "actors", "people", "places", "times", "materiel", "means", "scopes"),
        assigns=("triggers", "context"),
    )

    def __call__(self, draft: Draft) -> Mapping[str, Any]:
        """The triggers of the document, in text order; of several at one place the most specific."""
        context = Context(draft)
        found: list[TriggerHit] = []
        supports: list[TriggerHit] = []
        named = _named_words(draft)
        light = _light_words(draft)
        rests = _Rests(draft)
        for first, last, rows in trigger_index().groups(draft.words):
            if first in named and last - 1 in named:
                continue
            made = [
                hit
                for row in rows
                if (not row[0].rest or row[0].rest[0] in rests.heads)
                and (hit := _make(draft, first, last, row, rests)) is not None
            ]
            usable = [
                hit
                for hit in settle_form(draft, made, found)
                if _conditions(context, hit) and _is_followed(draft, hit, light)
            ]
            if not usable:
                continue
            supports += [h for h in usable if h.level == "support"][:1]
            best = _most_specific([h for h in usable if h.level != "support"])
            if best:
                found.append(_retype(draft, context, best))
        found = [_with_support(draft, hit, supports) for hit in _without_doubles(found)]
        return {"triggers": tuple(found), "context": context}


def _named_words(draft: Draft) -> frozenset[int]:
    """Words inside names and times, which tell nothing: هيئة تحرير الشام, ساحة التحرير, فجر الثلاثاء."""
    out: set[int] = set(draft.spoken)
    for actor in draft.actors:
        if actor.specificity == "named" and actor.last - actor.first > 1:
            out.update(range(actor.first, actor.last))
    for place in draft.places:
        if place.last - place.first > 1:
            out.update(range(place.first, place.last))
    for time in draft.times:
        if time.last - time.first > 1:
            out.update(range(time.first, _before_happening(draft, time)))
    return frozenset(out)


def _before_happening(draft: Draft, time: TimeMention) -> int:
    """The end of the words of a time that tell nothing: "بعد يومين من هجوم" names a happening behind من."""
    keys = draft.words.keys[time.first : time.last]
    if keys[0].removeprefix("و") in ("قبل", "بعد"):
        for n, key in enumerate(keys[2:], start=time.first + 2):
            if key in ("من", "علي", "عن"):
                return n
    return time.last


def _without_doubles(found: list[TriggerHit]) -> list[TriggerHit]:
    """Without the noun that a verb's own phrase already holds: "بدأت اليوم عملية عسكرية" is one trigger."""
    out: list[TriggerHit] = []
    for hit in found:
        before = out[-1] if out else None
        if (
            before
            and before.form == "verb"
            and before.entry is hit.entry
            and hit.form == "noun"
            and hit.first - before.first <= _REST_REACH
            and hit.sentence == before.sentence
        ):
            out[-1] = msgspec.structs.replace(hit, support=before.first, support_tense=before.tense)
            continue
        if before and before.rest is not None and hit.type == before.type and _is_in_rest(before, hit):
            continue  # دفعت المعارك 500 عائلة إلى النزوح
        if before and _is_said_twice(before, hit):
            continue
        out.append(hit)
    return out


#: Civic happenings whose words heap up: أعلنت فرض حظر التجول, التوصل إلى اتفاق هدنة.
_HEAPED: Final = ("governance", "agreement", "diplomacy")


def _is_said_twice(before: TriggerHit, hit: TriggerHit) -> bool:
    """Whether a noun right behind words of its own type only goes on with them."""
    if hit.type not in _HEAPED or hit.type != before.type or hit.form == "verb" or hit.prefix.startswith("و"):
        return False
    return hit.sentence == before.sentence and hit.first - before.last <= 2


def _is_in_rest(verb: TriggerHit, hit: TriggerHit) -> bool:
    """Whether a noun is among the words that a verb before it needs."""
    assert verb.rest is not None
    return verb.sentence == hit.sentence and verb.rest - 1 <= hit.first < verb.rest + 3


class _Rests:
    """Where the words stand that verbs need behind them (ألقت … القبض): most verbs of a text are there without."""

    def __init__(self, draft: Draft) -> None:
        self._keys, self._layout = draft.words.keys, draft.layout
        #: Where the first of such words stand in the text.
        self.heads: dict[str, list[int]] = {}
        for i, heads in _REST_HEADS.at(draft.words):
            for head in heads:
                self.heads.setdefault(head, []).append(i)

    def find(self, rest: tuple[str, ...], first: int, last: int) -> int | None:
        """The position behind the words that a trigger at [first, last) needs; None where they are not there."""
        found = self.heads.get(rest[0])
        if found is None:
            return None
        end = min(self._layout.sentence(first)[1], last + _REST_REACH)
        for at in found[bisect_left(found, last) :]:
            if at + len(rest) > end:
                return None
            if all(rest[n] in word_stems(self._keys[at + n]) for n in range(1, len(rest))):
                return at + len(rest)
        return None


_REST_HEADS: Final = Opening(lambda key: word_stems(key) & rest_heads(), rest_heads)


def _make(draft: Draft, first: int, last: int, row: Row[TriggerForm], rests: _Rests) -> TriggerHit | None:
    """The trigger that the words [first, last) are by the dictionary; None where the written word cannot be that form."""
    form, prefix, article, pronoun, skip = row
    words, needed = draft.words, None
    if form.rest:
        needed = rests.find(form.rest, first, last)
        if needed is None and not (form.entry.either_side and _stands_before(words, first, form.rest)):
            return None
    word = words[first]
    if pronoun and word.text.endswith("ة"):  # أسرة is no أسر with a pronoun
        return None
    if form.form == "verb":
        if (
            article != form.al
            or "ب" in prefix
            or "ك" in prefix
            or word.text.endswith("ة")
            or _TANWIN in words.raw[word.start : word.end]
            or (form.passive == "yes" and form.entry.id in _ACTIVE)
            or (pronoun and (form.rest or form.entry.id in _WITHOUT_OBJECT))
            or (pronoun and form.entry.object == "place" and words.key(last) == "علي")  # سيطرته على
            or (word.key in _AT_DAWN and form.entry.id not in _OF_TWO)
        ):
            return None
    elif form.form == "noun" and last - first == 1 and pronoun in ("ي", "ك", "كم"):
        return None
    return TriggerHit(
        entry=form.entry,
        type=form.entry.type,
        form=form.form,
        tense=form.tense,
        passive=form.passive == "yes" or (form.passive == "maybe" and _written_passive(words, first, skip)),
        first=first,
        last=needed if needed is not None and needed - first <= 3 else last,
        skip=skip,
        prefix=prefix,
        article=article and not form.al,
        pronoun=pronoun,
        sentence=draft.layout.of[first],
        rest=needed - len(form.rest) if needed is not None else None,
    )


#: So many words may stand between a subject and the verb behind it: قذيفة مدفعية مجهولة المصدر سقطت.
_SUBJECT_REACH: Final = 5


def _stands_before(words: Words, at: int, rest: tuple[str, ...]) -> bool:
    """Whether the word that a verb needs stands before it in its clause, as the subject: "صاروخ أُطلق من غزة سقط في عسقلان"."""
    if len(rest) > 1:
        return False
    for i in range(at - 1, max(at - 1 - _SUBJECT_REACH, -1), -1):
        if words[i].kind == "mark" and words[i].key not in "«»\"“”'()":
            return False
        if rest[0] in word_stems(words.key(i)):
            return words.key(i - 1) not in _NO_SUBJECT if i else True
    return False


#: Behind these a word is no subject of the verb after it: "منازل أصيبت بقذائف سقطت".
_NO_SUBJECT: Final = frozenset(map(fold_key, ("اعترض", "اعترضت", "أسقط", "أسقطت", "اعتراض", "إسقاط")))


#: At dawn, written as two who blow something up.
_AT_DAWN: Final = frozenset({"فجرا", "وفجرا"})
_OF_TWO: Final = frozenset({"suicide"})
#: Entries whose verbs take no object, so that what looks like a verb with a pronoun is a noun: تظاهرتنا.
#: Or that are no happening with one: لافتة رفعها متظاهرون tells of what they held up.
_WITHOUT_OBJECT: Final = frozenset(
    {"protest", "objection", "gathering", "road_blocked", "strike_workers", "protesters_display"}
)
#: Entries whose verbs are read as active alone: أصاب صاروخ السيارة, not أصيب ثلاثة.
_ACTIVE: Final = frozenset({"missile_hits", "take_lives"})
_DAMMA: Final = "\u064f"
#: No verb carries it: لاحقاً is an adverb.
_TANWIN: Final = "\u064b"


def _written_passive(words: Words, first: int, skip: int) -> bool:
    """Whether a damma marks the passive: after the first letter of قُتل and أُصيب, after the third of اعتُقل and استُهدف."""
    word = words[first]
    raw = words.raw[word.start + skip : word.end]
    return raw[1:2] == _DAMMA or (raw[:1] == "ا" and raw[3:4] == _DAMMA)


def _conditions(context: Context, hit: TriggerHit) -> bool:
    entry, last = hit.entry, hit.last if hit.rest is None else max(hit.last, hit.rest + 1)
    if entry.unless and not context.phrases.keys().isdisjoint(entry.unless):
        for word in entry.unless:
            if context.has_word(word, hit.first, last, 4):
                return False
    for need in entry.needs:
        if context.people_follow(hit.last) if need == "@people" else context.has(need, hit.first, hit.last):
            return True
    return not entry.needs


def _light_words(draft: Draft) -> frozenset[int]:
    """Words of numbers, times and places, which may stand between a verb and its subject: "تجمع أمس في تعز نحو مئتي متظاهر"."""
    return frozenset(i for m in (*draft.quantities, *draft.times, *draft.places) for i in range(m.first, m.last))


#: Words of quantity and manner that no mention covers, and those before the name of a place.
_LIGHT: Final = (
    frozenset(
        map(
            fold_key,
            [
                "من",
                "عدد",
                "عددا",
                "مئات",
                "المئات",
                "آلاف",
                "الآلاف",
                "عشرات",
                "العشرات",
                "نحو",
                "حوالي",
                "أكثر",
                "بعض",
            ],
        )
    )
    | frozenset(map(fold_key, ["مجموعة", "مجموعات", "كل", "أيضا", "كبير", "قرابة", "ألوف"]))
    | frozenset(
        map(
            fold_key, ["أمس", "اليوم", "مساء", "صباح", "إلى", "في", "مدينة", "بلدة", "مخيم", "محافظة", "ولاية", "منطقة"]
        )
    )
)


def _is_followed(draft: Draft, hit: TriggerHit, light: frozenset[int]) -> bool:
    """Whether a verb that needs one of certain words as its subject has it: "رفع المتظاهرون لافتات", not "رفع القاضي الجلسة"."""
    if not hit.entry.followers or hit.form != "verb":
        return True
    wanted = follower_keys(hit.entry.id)
    for i in range(hit.last, draft.layout.sentence(hit.first)[1]):
        if draft.words[i].key in wanted:
            return True
        if i not in light and draft.words[i].key not in _LIGHT and draft.words[i].kind != "number":
            break
    # متظاهرين تجمعوا; of المتظاهرين الذين تجمعوا something else is told
    before = draft.words.key(hit.first - 1) if hit.first > draft.layout.sentence(hit.first)[0] else ""
    return draft.words.key(hit.first).endswith(("وا", "ون")) and before in wanted


def _most_specific(hits: list[TriggerHit]) -> TriggerHit | None:
    """Of several readings of one word: the one with more words, then an act before an outcome, then a noun where the article stands."""
    if not hits:
        return None
    rank = {"act": 0, "outcome": 1, "reference": 2}
    return min(
        hits,
        key=lambda h: (-(h.last - h.first), -len(h.entry.verbs and h.entry.verbs[0].split("+")[1:]), rank[h.level]),
    )


def _reach(draft: Draft, hit: TriggerHit, most: int = 12) -> int:
    """So many words behind a trigger belong to it: those before what tells of another act (قبل أن، فيما، بينما، ثم)."""
    words = draft.words
    for i in range(hit.last, min(hit.last + most, len(words))):
        if words.key(i) in _ANOTHER_ACT or (words.key(i) == "قبل" and words.key(i + 1) == "ان"):
            return i - hit.last
    return most


_ANOTHER_ACT: Final = frozenset(("فيما", "بينما", "ثم"))


_GUNS: Final = frozenset(
    {"المدفعيه", "مدفعيه", "راجمات", "الراجمات", "الدبابات", "دبابات", "البوارج", "بوارج", "زوارق", "الزوارق"}
)


def _retype(draft: Draft, context: Context, hit: TriggerHit) -> TriggerHit:
    reach = _reach(draft, hit) if hit.entry.retype else 0
    by_guns = hit.form == "verb" and draft.words.key(hit.last) in _GUNS
    for type_, words in hit.entry.retype.items():
        if type_ == "air_strike" and by_guns:
            continue  # وقصفت المدفعية الحي، واستهدفت طائرة خيمة
        for word in words:
            if (
                context.people_follow(hit.last)
                if word == "@people"
                else context.has_word(word, hit.first, hit.last, reach, 12)
            ):
                return msgspec.structs.replace(hit, type=type_, retyped_by=word)
    if hit.type == "attack":
        aside = sum(
            t.last - t.first for t in within(draft.times, hit.last, hit.last + 10)
        )  # استهدفوا، عند الساعة 11:45، ثكنة بصاروخين
        type_, reason = attack_type(context, hit.first, hit.last, reach=10 + aside)
        if (
            hit.entry.id == "strike"
            and type_ in ("armed_clash", "attack_on_civilians")
            and _is_one_or_whose(draft, hit)
        ):
            type_, reason = "air_strike", draft.words.key(hit.first)
        return msgspec.structs.replace(hit, type=type_, retyped_by=reason)
    return hit


def _is_one_or_whose(draft: Draft, hit: TriggerHit) -> bool:
    """Whether a ضربة is one, or told as somebody's: what strikes from afar is an aircraft, seldom anything else.

    "ضربة على سيارة في جنوب لبنان" and "ضربات أمريكية قرب البوكمال"; "توجيه ضربات إلى التنظيم" may be anything.
    """
    return not hit.pronoun and (draft.words.key(hit.first).endswith("ه") or draft.words.key(hit.last).endswith("يه"))


def attack_type(context: Context, first: int, last: int, before: int = 10, reach: int = 10) -> tuple[str, str | None]:
    """The type of an attack told at the words [first, last), and the word that decides.

    "هجوم بسيارة مفخخة" is an explosive_device, "هجوم على دورية" an armed_clash.
    """
    told = context.phrases.keys()
    for row in attack_means():
        words = row.get("words", ())
        if words and not told.isdisjoint(words):
            for word in words:
                if word in told and context.has_word(word, first, last, reach, before):
                    return row["type"], word
        for feature in row.get("targets", ()):
            after = [at for at in context.spots("armed", first, last, 8) if at >= last]
            if context.spots(feature, first, last, 8) and not after:
                return row["type"], feature
    return "armed_clash", None


#: قام in its forms: قام مسلحون بخطف.
_DID: Final = frozenset(
    {
        "قام",
        "قامت",
        "قاموا",
        "قامتا",
        "قاما",
        "قمن",
        "يقوم",
        "تقوم",
        "يقومون",
        "تقومان",
        "يقومان",
        "قيام",
        "لقيام",
        "بقيام",
    }
)


def _with_support(draft: Draft, hit: TriggerHit, supports: list[TriggerHit]) -> TriggerHit:
    """The trigger with the verb that lends it its subject: the nearest one before it in its sentence."""
    if hit.form == "verb" or hit.support is not None:
        return hit
    start = draft.layout.sentence(hit.first)[0]
    for support in reversed(within(supports, start, hit.first)):
        if support.form == "verb" and support.pronoun:
            continue  # قادتهم: what is done to somebody lends nothing
        if draft.words.key(support.first).lstrip("وف") in _DID and not hit.prefix.endswith("ب"):
            continue  # قام lends its subject to what stands behind ب
        if draft.layout.distance(support.first, hit.first) > _SUPPORT_REACH:
            return hit
        return msgspec.structs.replace(
            hit, support=support.first, support_tense=support.tense, support_role=support.entry.subject
        )
    return hit


__all__ = ["TriggerStage", "attack_type"]
